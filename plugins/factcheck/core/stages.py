"""Stages: what long work tells of how far it is. No clock and no screen: who is told has them (cli/stopwatch.py).

def made(pages, stages):
    for page in stages.each(Stage.PAGES, pages): …
"""

from collections.abc import Collection, Iterator
from enum import StrEnum
from typing import TypeVar

Thing = TypeVar("Thing")
_EVERY = 50  # things at most from one report to the next: a report takes 2 µs, to pass over a file that is kept 5 µs


class Stage(StrEnum):
    """A stage of work, in the words in which it is told."""

    READING = "reading"
    CHECKING = "checking"
    RENDERING = "rendering"  # Markdown
    COMPARING = "comparing"  # with the last build
    PAGES = "making pages"
    FILES = "data and feeds"
    PICTURES = "pictures"
    SEARCH = "search index"
    AUDIT = "audit"
    WRITING = "writing to disk"

    @property
    def thing(self) -> str:
        """What the stage counts, one of them."""
        return _THINGS.get(self, "file")


_THINGS = {Stage.RENDERING: "text", Stage.PAGES: "page", Stage.PICTURES: "picture", Stage.AUDIT: "page"}


class Stages:
    """Who is told of the stages of work; this one keeps it to itself."""

    def at(self, stage: Stage, done: int = 0, total: int = 0, anew: int | None = None) -> None:
        """The work is at a stage, with `done` of `total` things (0: they are not counted).

        Of these, `anew` were done in this run, all others stay as an earlier one left them; None: none are left.
        """

    def over(self) -> None:
        """The last stage has ended, and no other begins."""

    def because(self, reason: str) -> None:
        """Why a build makes everything anew."""

    def each(self, stage: Stage, things: Collection[Thing], kept: int = 0) -> Iterator[Thing]:
        """All things, counted as those of a stage that are done anew; so many others are `kept` as they were."""
        anew, total = len(things), kept + len(things)
        every = min(_EVERY, anew // 100 + 1)
        self.at(stage, kept, total, 0)
        for done, thing in enumerate(things, 1):
            yield thing
            if done % every == 0:
                self.at(stage, kept + done, total, done)
        self.at(stage, total, total, anew)


QUIET = Stages()

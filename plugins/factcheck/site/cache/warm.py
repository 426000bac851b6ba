"""Warm: the site of a folder, of which only what changed since the last time is read, reviewed and rendered.

The answer is that of a load that remembers nothing (site/load.py): a test compares the two. What stands against a file
is not remembered, so that a report is always worded by what is there now. Light: see core/kinds.py.
"""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from factcheck.core.outcome import Outcome
from factcheck.core.outline import Outline
from factcheck.core.problems import Problem, has_errors
from factcheck.core.settings import Settings
from factcheck.core.stages import QUIET, Stages
from factcheck.core.stages import Stage as Work
from factcheck.core.unit import judged
from factcheck.site.cache import keep
from factcheck.site.cache.index import index
from factcheck.site.cache.memory import Memory
from factcheck.site.cache.pickled import Refused
from factcheck.site.cache.stage import ChangedError, Stage

if TYPE_CHECKING:
    from factcheck.site.load import Loaded

Found = TypeVar("Found")
TRIES = 3  # with files that change while they are read


@dataclass(frozen=True)
class Checked:
    """What came of a check: as `Loaded`, without what is published."""

    outline: Outline
    problems: tuple[Problem, ...]  # sorted
    outcomes: Mapping[Outcome, int]
    by_claim: Mapping[str, Mapping[Outcome, int]]

    @property
    def counts(self) -> tuple[int, int, int] | None:
        """How many articles, claims and sources are published; None where there is no site."""
        if has_errors(self.problems):
            return None
        site = self.outline
        cited = {source.text for claim in site.published.values() for source in claim.cites}
        return len(site.checked & set(site.articles)), len(site.live), len(cited)


def check(root: Path, settings: Settings, *, remembers: bool = True, stages: Stages = QUIET) -> Checked:
    """Check the site in the folder `root`."""
    return _tried(root, settings, _checked, stages, remembers=remembers)


def load(root: Path, settings: Settings, *, remembers: bool = True, stages: Stages = QUIET) -> "Loaded":
    """Load the site in the folder `root`, as `site.load.load` does."""
    return _tried(root, settings, loaded, stages, remembers=remembers)


def _tried(root: Path, settings: Settings, ask: Callable[[Stage], Found], stages: Stages, *, remembers: bool) -> Found:
    stages.at(Work.READING)
    folder = keep.folder(root) if remembers else None
    with uncollected(), closing(folder) if folder else nullcontext():
        for _ in range(TRIES if folder else 0):
            assert folder is not None
            memory = Memory(folder, settings)
            try:
                stage = Stage(root, settings, index(folder), memory, stages)
                found = ask(stage)
                stage.keep(folder)
            except Refused:  # a cache that is not whole
                memory.forget()
            except ChangedError:
                continue
            else:
                return found
        return ask(Stage(root, settings, index(None), None, stages))  # what has no index is read at once


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for garbage in what is loaded: it stays, and to look it through again and again takes half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        _leave_alone()
        if was_on:
            gc.enable()


@cache
def _leave_alone() -> None:
    """Take what there is out of all later searches; once, since a process that loads again drops what it had."""
    gc.freeze()


def _checked(stage: Stage) -> Checked:
    found = judged(stage.outline, stage.units)
    problems = tuple(sorted([*stage.problems, *found.problems]))
    return Checked(stage.outline, problems, found.outcomes, found.by_claim)


def loaded(stage: Stage) -> "Loaded":
    """The site that a stage comes to. Raises `Refused`."""
    from factcheck.core.assembly import site_of  # heavy
    from factcheck.site.load import Loaded

    found = _checked(stage)
    published = stage.published()
    models = {path: model for path, model in published.models.items() if model}
    site = None if has_errors(found.problems) else site_of(stage.outline, stage.settings, models)
    if site:
        stage.numbered(site)
    return Loaded(site, published.html, found.problems, found.outcomes, found.by_claim, stage.digests)

"""The display: how far work is, as a line that changes on a terminal, as a line a stage in the log of a CI job."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, TextIO

from factcheck.core.stages import Stage
from factcheck.render.report import plural

if TYPE_CHECKING:
    from rich.live import Live

PATIENCE = 0.7  # seconds; nobody needs to be told of work that is done before
_DUMB = ("dumb", "unknown")  # values of TERM: a terminal that cannot write over a line
_NO = ("", "0", "false")  # values of CI


class Lap(NamedTuple):
    """A stage: how long it took, how much of it is done, and how much of that in this run."""

    stage: Stage
    seconds: float = 0.0
    done: int = 0
    total: int = 0
    anew: int = 0

    @property
    def words(self) -> str:
        """What was done: `28 claims`, `12 of 3,155 pages anew`; empty where nothing is counted."""
        if not self.total:
            return ""
        things = plural(self.total, self.stage.thing)
        return things if self.anew == self.total else f"{self.anew:,} of {things} anew"


class Display:
    """Shows how far work is; this one shows nothing."""

    def show(self, lap: Lap, elapsed: float) -> None:
        """The work is here, so many seconds after its beginning."""

    def ended(self, lap: Lap, elapsed: float) -> None:
        """A stage has ended."""

    def close(self) -> None:
        """The work has ended, or was ended."""


def display_for(stream: TextIO, environment: Mapping[str, str], clock: Callable[[], float]) -> Display:
    """The display for a stream: a pipe, a file or an editor is not to find anything new in it."""
    is_log = environment.get("CI", "").lower() not in _NO  # some of them give their jobs a terminal
    if is_log or (stream.isatty() and environment.get("TERM") in _DUMB):
        return Lines(stream)
    return Line(stream, clock) if stream.isatty() else Display()


class Lines(Display):
    """A line for each stage, when it has ended."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._waiting: list[str] = []

    def ended(self, lap: Lap, elapsed: float) -> None:
        """Write the line of a stage, with those that patience kept back."""
        words = ", ".join(filter(None, (lap.words, f"{lap.seconds:.1f} s")))
        self._waiting.append(f"{lap.stage.capitalize()}: {words}\n")
        if elapsed >= PATIENCE:
            self._stream.write("".join(self._waiting))
            self._stream.flush()
            self._waiting.clear()


class Line(Display):
    """A line of a terminal that changes, and is gone in the end.

    rich, which draws it, is imported for the first one: most runs are over before. It is imported where the work itself
    runs, not in a thread: another import of rich at the same moment, Pelican's, could find half of it.
    """

    def __init__(self, stream: TextIO, clock: Callable[[], float]) -> None:
        self._stream, self._clock, self._began = stream, clock, clock()
        self._lap = Lap(Stage.READING)
        self._live: Live | None = None

    def show(self, lap: Lap, elapsed: float) -> None:
        """Let the next tick show where the work is."""
        self._lap = lap
        if self._live is None and elapsed >= PATIENCE:
            from factcheck.cli import drawing  # heavy: rich, 45 ms

            with suppress(OSError):  # a terminal that has just gone away ends no build
                self._live = drawing.begun(self._stream, lambda: (self._lap, self._clock() - self._began))

    def close(self) -> None:
        """Clear the line."""
        if self._live is not None:
            with suppress(OSError):
                self._live.stop()

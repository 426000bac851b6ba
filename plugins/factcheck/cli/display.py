"""The display: how far work is, as a line that changes on a terminal, as a line a stage in the log of a CI job."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple, TextIO

from factcheck.core.stages import Stage
from factcheck.render.report import plural

if TYPE_CHECKING:
    from rich.live import Live
    from rich.table import Table

PATIENCE = 0.7  # seconds; nobody needs to be told of work that is done before
TICKS = 5  # a second; each takes 1 ms
LEAST_WIDTH = 60  # columns for a bar beside the words
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

    rich draws it, imported on the first line: most runs are over before. It is imported and begun where the work itself
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
            with suppress(OSError):  # a terminal that has just gone away ends no build
                self._live = self._begun()

    def close(self) -> None:
        """Clear the line."""
        if self._live is not None:
            with suppress(OSError):
                self._live.stop()

    def _begun(self) -> "Live":
        from rich.console import Console  # heavy: 0.1 s
        from rich.live import Live

        console = Console(file=self._stream, force_terminal=True, force_interactive=True, force_jupyter=False)
        # What else is printed meanwhile is left alone.
        live = Live(console=console, get_renderable=lambda: self._drawn(console.width), refresh_per_second=TICKS,
                    transient=True, redirect_stdout=False, redirect_stderr=False)  # fmt: skip
        live.start(refresh=True)
        console.show_cursor(True)  # rich hides it: a run that is killed or put into the background would leave it so
        return live

    def _drawn(self, width: int) -> "Table":
        """`Making pages  ━━━━━━━━━━━━━━━  1,234 of 3,155  12 s`, in one line whatever the width."""
        from rich.progress_bar import ProgressBar
        from rich.table import Table

        lap, table = self._lap, Table.grid(padding=(0, 2, 0, 0), pad_edge=False)
        cells: list[str | ProgressBar] = [lap.stage.capitalize()]
        if lap.total and width >= LEAST_WIDTH:
            cells.append(ProgressBar(total=lap.total, completed=lap.done, width=width - LEAST_WIDTH + 10))
        if lap.total:
            cells.append(f"{lap.done:,} of {lap.total:,}")
        cells.append(f"{self._clock() - self._began:.0f} s")
        for _ in cells:
            table.add_column(no_wrap=True, overflow="ellipsis")
        table.add_row(*cells)
        return table

"""The drawing of a line that changes, by rich. Heavy: see cli/display.py.

Making pages     ━━━━━━━━━━━━━━━━━━╸━━━━━━━━━━━━━━━━━━━  1,234 of 3,155    12 s
"""

from collections.abc import Callable
from typing import TextIO

from rich.console import Console, RenderableType
from rich.constrain import Constrain
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Column, Table
from rich.text import Text

from factcheck.cli.display import Lap
from factcheck.core.stages import Stage

TICKS = 5  # a second; each takes 1 ms
ROOM = 3  # columns behind the line: the ^C of who interrupts it must not begin another one
LEAST_WIDTH = 60  # columns of a terminal where a bar stands beside the words
HUE = "cyan"  # rich's own is red


def begun(stream: TextIO, now: Callable[[], tuple[Lap, float]]) -> Live:
    """A line on `stream` that shows what `now` says: where the work is, and the seconds that it has taken."""
    console = Console(file=stream, force_terminal=True, force_interactive=True, force_jupyter=False)
    live = Live(
        console=console,
        get_renderable=lambda: line(*now(), console.width),
        refresh_per_second=TICKS,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    live.start(refresh=True)
    console.show_cursor(True)  # rich hides it: a run that is killed, or put into the background, would leave it so
    return live


def line(lap: Lap, seconds: float, width: int) -> RenderableType:
    """The line for a terminal of `width` columns."""
    counts = f"{lap.done:,} of {lap.total:,}" if lap.total else ""
    words = lap.stage.capitalize(), counts, f"{seconds:.0f} s"
    return Constrain(_with_bar(lap, *words) if width >= LEAST_WIDTH else _without_bar(words), width - ROOM)


def _with_bar(lap: Lap, name: str, *numbers: str) -> Table:
    """Nothing moves from one stage to the next but bar and numbers; without a total the bar goes to and fro."""
    bar = ProgressBar(lap.total or None, lap.done, complete_style=HUE, finished_style=HUE, pulse_style=HUE)
    right = (Column(justify="right", min_width=len(longest)) for longest in ("99,999 of 99,999", "999 s"))
    table = Table.grid(Column(width=max(map(len, Stage))), Column(ratio=1), *right, padding=(0, 2, 0, 0), expand=True)
    table.add_row(name, bar, *numbers)
    return table


def _without_bar(words: tuple[str, ...]) -> Text:
    return Text("  ".join(filter(None, words)), no_wrap=True, overflow="ellipsis")

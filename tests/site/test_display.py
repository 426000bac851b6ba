"""Progress: what is shown of long work, by where it runs; and that the screen is left as it was found."""

import io
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from cases.tables import each
from conftest import ROOT
from factcheck.cli import display, drawing, main
from factcheck.cli.display import Lap, display_for
from factcheck.cli.stopwatch import Stopwatch, watched
from factcheck.core.stages import Stage
from factcheck.site.stopping import StoppedError

BASE = ROOT / "tests/cases/broken/base"


class Stream(io.StringIO):
    """A stream that says whether it is a terminal."""

    def __init__(self, *, is_terminal: bool = True) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


class Clock:
    """A clock that stands until it is set."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Screen(NamedTuple):
    text: str
    cursor: tuple[int, int] = (0, 0)  # row and column
    is_seen: bool = True


def screen(written: str) -> Screen:
    """What stands on a terminal, whose lines are long enough, on which this was written."""
    lines, row, column, is_seen = [""], 0, 0, True
    for code, letter in re.findall(r"\x1b\[([0-9;?]*[A-Za-z])|([^\x1b])", written, re.DOTALL):
        if letter == "\n":
            row, column = row + 1, 0
            lines += [""] * (row + 1 - len(lines))
        elif letter == "\r":
            column = 0
        elif letter:
            lines[row] = lines[row][:column].ljust(column) + letter + lines[row][column + 1 :]
            column += 1
        elif code.endswith("A"):
            row -= int(code[:-1] or 1)
        elif code == "2K":
            lines[row] = ""
        elif code in ("?25l", "?25h"):
            is_seen = code == "?25h"
        else:
            assert code.endswith("m"), f"an unknown code: {code}"
    return Screen("\n".join(line.rstrip() for line in lines).rstrip("\n"), (row, column), is_seen)


# A run, and what is seen of it.


def work(watch: Stopwatch, clock: Clock, pace: float) -> None:
    """Work of four stages that takes 10 s at pace 1."""
    for seconds, stage, done, total, anew in [
        (0.0, Stage.READING, 0, 0, None),
        (0.5, Stage.READING, 94, 94, 2),
        (1.0, Stage.PAGES, 0, 3155, 0),
        (4.0, Stage.PAGES, 3155, 3155, 12),
        (5.0, Stage.SEARCH, 0, 0, None),
        (6.0, Stage.AUDIT, 0, 1, 0),
        (9.0, Stage.AUDIT, 1, 1, 1),
    ]:
        clock.now = Clock.now + seconds * pace
        watch.at(stage, done, total, anew)
    clock.now = Clock.now + 10.0 * pace
    watch.over()


LINES = """\
Reading: 2 of 94 files anew, 1.0 s
Making pages: 12 of 3,155 pages anew, 4.0 s
Search index: 1.0 s
Audit: 1 page, 4.0 s
"""


class Environment(NamedTuple):
    name: str
    is_terminal: bool
    variables: Mapping[str, str] = {}
    seen: str = ""  # what stays
    first: str = ""  # the first line that was drawn and is gone
    coloured: bool = False
    pace: float = 1.0


FIRST = "Making pages     ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━        0 of 3,155    1 s"
ENVIRONMENTS = [
    Environment("a terminal", True, first=FIRST, coloured=True),
    Environment("a terminal of 40 columns", True, {"COLUMNS": "40"}, first="Making pages  0 of 3,155  1 s"),
    Environment("a terminal without colours", True, {"NO_COLOR": "1"}, first=FIRST.replace("━", " ")),
    Environment("a terminal that cannot write over a line", True, {"TERM": "dumb"}, seen=LINES),
    Environment("a pipe, a file, an editor, a test", False),
    Environment("a log of a CI job", False, {"CI": "true"}, seen=LINES),
    Environment("a CI job with a terminal", True, {"CI": "1"}, seen=LINES),
    Environment("a pipe where CI is off", False, {"CI": "false"}),
    Environment("a pipe where CI is empty", False, {"CI": ""}),
    Environment("short work on a terminal", True, pace=0.06),
    Environment("short work in a CI job", False, {"CI": "true"}, pace=0.06),
]  # fmt: skip


@pytest.fixture
def around(monkeypatch: pytest.MonkeyPatch) -> Callable[[Mapping[str, str]], None]:
    """Sets the variables that a terminal has, and others; of a real terminal nothing is left."""

    def set_to(variables: Mapping[str, str]) -> None:
        for name in ("CI", "NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLORTERM"):
            monkeypatch.delenv(name, raising=False)
        for name, value in {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24", **variables}.items():
            monkeypatch.setenv(name, value)

    return set_to


@each(ENVIRONMENTS)
def test_what_is_shown(case: Environment, around: Callable[[Mapping[str, str]], None]) -> None:
    around(case.variables)
    stream, clock = Stream(is_terminal=case.is_terminal), Clock()
    shown = display_for(stream, os.environ, clock)
    work(Stopwatch(shown, clock), clock, case.pace)
    shown.close()
    written = stream.getvalue()
    assert screen(written) == Screen(case.seen.rstrip("\n"), (case.seen.count("\n"), 0))
    drawn = [line for line in re.split(r"[\r\n]", re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", written)) if line.strip()]
    assert [line.rstrip() for line in drawn[:1]] == [line for line in [*case.seen.split("\n")[:1], case.first] if line]
    assert ("\x1b[3" in written) == case.coloured


def test_a_terminal_that_goes_away_ends_no_work(around: Callable[[Mapping[str, str]], None]) -> None:
    class Gone(Stream):
        def write(self, text: str) -> int:
            raise OSError(5, "Input/output error")

    around({})
    clock = Clock()
    shown = display_for(Gone(), os.environ, clock)
    work(Stopwatch(shown, clock), clock, 1.0)
    shown.close()


LAPS = st.builds(
    Lap, st.sampled_from(Stage), done=st.integers(0, 10**6), total=st.integers(0, 10**6), anew=st.integers(0, 10**6)
)


@settings(deadline=None)
@given(LAPS, st.floats(0, 1e6), st.integers(10, 200))
def test_a_line_is_one_line_and_leaves_room_for_what_a_terminal_echoes(lap: Lap, seconds: float, width: int) -> None:
    console = Console(file=io.StringIO(), width=width, force_terminal=True, color_system=None)
    lines = console.render_lines(drawing.line(lap, seconds, width), pad=False)
    assert len(lines) == 1
    assert sum(segment.cell_length for segment in lines[0]) <= width - len("^C")


# However it ends.


def nothing() -> None:
    """Ends as it should."""


def fails() -> None:
    raise ValueError("a mistake")


ENDS: list[tuple[str, Callable[[], None], type[BaseException] | None]] = [
    ("done", nothing, None),
    ("a crash", fails, ValueError),
    ("Ctrl-C", lambda: signal.raise_signal(signal.SIGINT), KeyboardInterrupt),
    ("SIGTERM", lambda: signal.raise_signal(signal.SIGTERM), StoppedError),
    ("SIGHUP", lambda: signal.raise_signal(signal.SIGHUP), StoppedError),
]


@pytest.mark.parametrize(("end", "error"), [row[1:] for row in ENDS], ids=[row[0] for row in ENDS])
def test_the_screen_is_left_as_it_was_found(
    end: Callable[[], None],
    error: type[BaseException] | None,
    around: Callable[[Mapping[str, str]], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = Stream()
    around({})
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(display, "PATIENCE", 0.0)

    def run() -> None:
        with watched() as watch:
            watch.at(Stage.PAGES, 1, 2)
            found = screen(terminal.getvalue())
            assert found.text.startswith("Making pages")
            assert found.is_seen, "whoever is killed now, or put into the background, leaves no cursor"
            end()

    with pytest.raises(error) if error else nullcontext():
        run()
    assert screen(terminal.getvalue()) == Screen("")


# The commands.

STAGES = {
    "build": "Reading, Checking, Rendering, Comparing, Making pages, Data and feeds, Search index, Pictures, Audit, Writing to disk",
    "audit": "Reading, Checking, Audit",
    "check": "Reading, Checking",  # as the build has left them
}


def test_a_ci_job_sees_every_stage_of_a_command_and_nobody_else_sees_any(
    small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(display, "PATIENCE", 0.0)
    for command, stages in STAGES.items():
        monkeypatch.setenv("CI", "true")
        assert main([command, "--site", str(small)]) == 0
        lines = capsys.readouterr().err.splitlines()
        assert [line.split(":")[0] for line in lines if line.endswith(" s")] == stages.split(", ")
        monkeypatch.delenv("CI")
        assert main([command, "--site", str(small)]) == 0
        assert [line for line in capsys.readouterr().err.splitlines() if line.endswith(" s")] == []


def test_a_preview_prints_what_it_printed(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(display, "PATIENCE", 0.0)
    monkeypatch.setenv("CI", "true")
    assert main(["build", "--site", str(small), "--preview", str(tmp_path / "preview")]) == 0
    assert capsys.readouterr().err == ""


def test_what_draws_a_line_is_imported_for_a_line_alone() -> None:
    program = f"""import sys
from factcheck.cli import main
assert main(["check", "--site", {str(BASE)!r}]) == 2  # no pelicanconf.py: as short as a run can be
assert main(["check", "--site", {str(ROOT)!r}]) == 0
print(*sorted(name for name in sys.modules if name.split(".")[0] == "rich"))"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env={**os.environ, "PYTHONPATH": "plugins"},
                          capture_output=True, text=True, check=True)  # fmt: skip
    assert done.stdout.splitlines()[-1] == ""

"""One build, as a process of its own: a change of the generator is seen, and a crash of it is told like a problem."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from re import compile as pattern

from factcheck.site.preview import handover
from factcheck.site.preview.handover import Handover

BUILT, BUSY = 0, 75  # exit codes of `factcheck build`; 1 means problems
PATIENCE = 3.0  # seconds that an interrupted build has to tidy up
_COLOURS = pattern("\033\\[[0-9;]*m")
MOST_KEPT = 200  # lines of output, for the case of a crash


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a build ended, and what it said; `handed` is None where it ended without a report."""

    code: int
    output: str
    handed: Handover | None


def build(root: Path, output: Path, folder: Path) -> Ended:
    """Build the site of `root` into `output`; what only the preview shows goes into `folder`.

    What the build prints is printed here as it comes. On `KeyboardInterrupt` the build is ended first.
    """
    command = [sys.executable, "-m", "factcheck", "build", "--site", str(root), "--output", str(output)]
    process = subprocess.Popen(  # noqa: S603 - our own program, no shell
        [*command, "--preview", str(folder)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=_environment(os.environ),
        # Ctrl-C reaches everything in the terminal's group: a build would print its traceback into our last words.
        start_new_session=True,
    )
    try:
        output_text = _echoed(process)
        return Ended(code=process.wait(), output=output_text, handed=handover.read(folder))
    except KeyboardInterrupt:
        _end(process)
        raise


def _environment(ours: Mapping[str, str]) -> dict[str, str]:
    """Its output comes line by line and in UTF-8, in colours where ours is on a terminal."""
    asked = {"PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8:backslashreplace"}
    return {**ours, **asked, **({"FORCE_COLOR": "1"} if sys.stdout.isatty() and "NO_COLOR" not in ours else {})}


def _echoed(process: "subprocess.Popen[str]") -> str:
    """What a process prints, printed here too."""
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        print(line, end="", flush=True)
        lines = [*lines[1 - MOST_KEPT :], _COLOURS.sub("", line)]
    return "".join(lines)


def _end(process: "subprocess.Popen[str]") -> None:
    """Interrupt a build with all that it has started; it removes its fresh folder. End it where it does not end."""
    for sent in (signal.SIGINT, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, sent)
        try:
            process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            continue
        return

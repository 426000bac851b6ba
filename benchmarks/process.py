"""One run of a program, measured from outside: seconds, processor seconds, memory."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

_KIB = 1 if sys.platform == "darwin" else 1024  # bytes in a unit of ru_maxrss: getrusage(2)
_PAUSE = 0.05  # seconds between two looks at the memory of all processes


class FailedError(Exception):
    """A program that is measured ended with an exit code that is not 0, or did not end in time."""


@dataclass(frozen=True, kw_only=True)
class Run:
    """What a run took. `peak` is the memory in bytes of its largest process; `tree` of all at once, where looked at."""

    seconds: float
    cpu: float
    peak: int
    tree: int = 0

    def row(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def run(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], *, limit: float, looks: bool = False
) -> Run:
    """Run a program to its end. `looks` sums the memory of its processes as it runs, which costs time (Linux only).

    Raises `FailedError` with the end of what it printed.
    """
    with (folder / ".printed").open("w+b") as printed:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=dict(environment), stdin=subprocess.DEVNULL, stdout=printed, stderr=printed
        )
        late = Event()
        looking = Thread(target=_end_late, args=[process, limit, late], daemon=True)
        looking.start()
        memory = _Memory(process.pid) if looks else None
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        tree = memory.most() if memory else 0
        if process.returncode != 0:
            printed.seek(0)
            words = printed.read().decode(errors="replace")[-2000:]
            raise FailedError(f"did not end in {limit:.0f} s" if late.is_set() else words)
    return Run(seconds=seconds, cpu=usage.ru_utime + usage.ru_stime, peak=usage.ru_maxrss * _KIB, tree=tree)


def _end_late(process: "subprocess.Popen[bytes]", limit: float, late: Event) -> None:
    ends = time.monotonic() + limit
    while process.returncode is None:
        if time.monotonic() > ends:
            late.set()
            process.kill()
            return
        time.sleep(0.2)


class _Memory:
    """Sums the memory of a process and of all that it starts, again and again; shared pages count once (PSS)."""

    def __init__(self, pid: int) -> None:
        self._pid, self._most, self._ended = pid, 0, Event()
        self._thread = Thread(target=self._look, daemon=True)
        self._thread.start()

    def most(self) -> int:
        """The greatest sum in bytes, when the process has ended."""
        self._ended.set()
        self._thread.join()
        return self._most

    def _look(self) -> None:
        while not self._ended.wait(_PAUSE):
            self._most = max(self._most, sum(map(_resident, _family(self._pid))))


def _family(pid: int) -> list[int]:
    found = [pid]
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found.extend(_family(int(child)))
    return found


def _resident(pid: int) -> int:
    with suppress(OSError, StopIteration):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) * 1024
    return 0

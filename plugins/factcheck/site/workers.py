"""Workers: many things that need nothing of each other, done by several processes.

    things ─ chunks in a queue ─▶ this process and its forks ─▶ results, in the order of the things

A fork knows all that this process knows, so that nothing is handed to it; what it finds comes back in a file in memory.
The result is that of one process, whoever did what: what a helper fails at is done again here, where it raises as ever.
"""

import gc
import os
import pickle
import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from struct import Struct
from types import MappingProxyType
from typing import Generic, NoReturn, TypeVar

from factcheck.core.stages import QUIET, Stage, Stages

Thing = TypeVar("Thing")
Result = TypeVar("Result")

MOST = 4  # processes at once: each has 20 MB of its own
LEAST = 100  # things that are worth a fork, which takes 10 ms
CHUNK = 4  # things that are taken at once: few, because some are dear
_CHUNKS = 8_000  # at most: a pipe of Linux holds 16,000 numbers
_NUMBER = Struct("i")
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class WorkerError(Exception):
    """A process that helped is gone."""


def spare() -> int:
    """How many processes may help this one; none where a fork is not safe, because other threads may hold locks."""
    if sys.platform != "linux" or len([*Path("/proc/self/task").iterdir()]) > 1:
        return 0
    return min(len(os.sched_getaffinity(0)), MOST) - 1


@contextmanager
def team(
    things: Sequence[tuple[Stage, Thing]], work: Callable[[Thing], Result], *, is_dear: bool = False
) -> "Iterator[Team[Thing, Result]]":
    """Let helpers begin with things, each of a stage of the build; `Team.results` does the rest. None outlasts this.

    Where each thing `is_dear`, a few of them are worth it, too; they are taken one by one.
    """
    made = Team(things, work, 1 if is_dear else CHUNK)
    try:
        made.begin(min(spare(), len(things)) if is_dear or len(things) >= LEAST else 0)
        yield made
    finally:
        made.end()


@contextmanager
def ahead(work: Callable[[], Result]) -> Iterator[Callable[[], Result]]:
    """Let a helper do one thing meanwhile. Asked for what comes of it, this process waits, or does it if none began."""
    with team([(Stage.COMPARING, None)], lambda _: work(), is_dear=True) as helped:
        yield lambda: helped.results(QUIET)[0]


class _Tally:
    """How many things of each stage are done. Told is one stage after the other, however helpers mix them."""

    def __init__(self, stages: Stages, kept: Mapping[Stage, int], due: Counter[Stage]) -> None:
        self._stages, self._kept, self._due, self._done = stages, kept, due, Counter[Stage]()
        self._left = [*{**kept, **due}]  # the stages that are not over; the first one is told
        self._tell()

    def add(self, done: Iterable[Stage]) -> None:
        """Things of these stages are done."""
        self._done.update(done)
        self._tell()

    def _tell(self) -> None:
        for stage in [*self._left]:
            kept, done, due = self._kept.get(stage, 0), self._done[stage], self._due[stage]
            self._stages.at(stage, kept + done, kept + due, done)
            if done < due:
                return
            self._left.remove(stage)


class Team(Generic[Thing, Result]):
    """This process and its helpers."""

    def __init__(self, things: Sequence[tuple[Stage, Thing]], work: Callable[[Thing], Result], chunk: int) -> None:
        self._things, self._work = things, work
        self._size = max(chunk, len(things) // _CHUNKS + 1)
        self._failed: dict[int, Exception] = {}  # what this process failed at
        self._forks: dict[int, int] = {}  # by the number of the process, the file with what it has found
        self._queue, queue = os.pipe()
        self._done, self._tell = os.pipe()
        for start in range(0, len(things), self._size):
            os.write(queue, _NUMBER.pack(start))
        os.close(queue)

    def begin(self, count: int) -> None:
        """Fork so many helpers; fewer where the system has no more."""
        with suppress(OSError):
            for _ in range(count):
                file = os.memfd_create("results")
                if (process := os.fork()) == 0:
                    self._help(file)
                self._forks[process] = file
        os.close(self._tell)

    def results(self, stages: Stages, kept: Mapping[Stage, int] = MappingProxyType({})) -> list[Result]:
        """The result of each thing, in order. Raises `WorkerError`, and what the work raises.

        So many other things of each stage are `kept` as they were, and counted.
        """
        found: dict[int, Result] = {}
        tally = _Tally(stages, kept, Counter(stage for stage, _ in self._things))
        os.set_blocking(self._done, False)
        for chunk in self._take(found):
            self._tell_of(chunk, tally)
            self._listen(tally)
        os.set_blocking(self._done, True)
        self._listen(tally)
        for process in [*self._forks]:
            found |= self._collected(process)
        return [found[at] if at in found else self._again(at) for at in range(len(self._things))]

    def _again(self, at: int) -> Result:
        """Do what a helper failed at, or raise what this process did: not everything can be tried twice."""
        if at in self._failed:
            raise self._failed[at]
        return self._work(self._things[at][1])

    def _tell_of(self, chunk: range, tally: "_Tally") -> None:
        tally.add(self._things[at][0] for at in chunk)

    def end(self) -> None:
        """End the helpers that are still at work, as after Ctrl-C."""
        for process, file in self._forks.items():
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            os.close(file)
        os.close(self._queue)
        os.close(self._done)

    def _take(self, found: dict[int, Result]) -> Iterator[range]:
        """Do one chunk after the other. Where a thing fails, no more are begun by anybody, and those before it end."""
        while raw := os.read(self._queue, _NUMBER.size):
            chunk = self._chunk(raw)
            try:
                for at in chunk:
                    found[at] = self._work(self._things[at][1])
            except Exception as error:  # raised again by `results`, for the first of all that failed
                self._failed[at] = error
                while os.read(self._queue, 1 << 16):
                    pass
            yield chunk

    def _chunk(self, raw: bytes) -> range:
        start = _NUMBER.unpack(raw)[0]
        return range(start, min(start + self._size, len(self._things)))

    def _listen(self, tally: "_Tally") -> None:
        """Tell what helpers have done: as far as is known, or all until their end."""
        with suppress(BlockingIOError):
            while raw := os.read(self._done, _NUMBER.size):
                self._tell_of(self._chunk(raw), tally)

    def _help(self, file: int) -> NoReturn:
        """What a helper does. Where the first process is gone, nobody hears it, and it ends."""
        code = 1
        try:
            for number in _SIGNALS:
                signal.signal(number, signal.SIG_DFL)
            gc.freeze()  # looking for garbage would write to all that is shared
            os.close(self._done)
            found: dict[int, Result] = {}
            for chunk in self._take(found):
                os.write(self._tell, _NUMBER.pack(chunk.start))
            with os.fdopen(file, "wb") as written:
                pickle.dump(found, written, pickle.HIGHEST_PROTOCOL)
            code = 0
        finally:
            os._exit(code)  # without what ends a program: files that are open are the first process's

    def _collected(self, process: int) -> dict[int, Result]:
        """What a helper that ends has found."""
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        with os.fdopen(self._forks.pop(process), "rb") as written:
            if code:
                how = f"signal {-code}" if code < 0 else f"exit code {code}"
                raise WorkerError(f"a process that helped to build ended with {how}; is there enough memory?")
            written.seek(0)
            made: dict[int, Result] = pickle.load(written)  # noqa: S301 - of our own process, in memory
            return made

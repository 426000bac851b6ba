"""What is measured, a row of the table each: programs run in turn, A B C A B C, round by round."""

from collections.abc import Callable, Generator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from benchmarks import edits, watched
from benchmarks.process import FailedError, Run, run
from benchmarks.store import Store
from benchmarks.tools import Tool, clean, environment, prepare

Tell = Callable[[str], None]


@dataclass(frozen=True, kw_only=True)
class Bench:
    """What a row is measured with."""

    tools: tuple[Tool, ...]  # ours first
    size: int
    runs: int
    limit: float  # seconds after which a program is ended
    store: Store
    tell: Tell


def measure(row: str, bench: Bench) -> None:
    """Measure a row until each of its programs has as many runs as are wanted; those that are stored count."""
    rounds = bench.store.rounds(row, bench.size)
    done = min((len(entries) for entries in rounds.values()), default=0)
    if done >= bench.runs:
        bench.tell(f"{row} {bench.size:,}: {done} rounds are stored")
        return
    with closing(ROWS[row](bench)) as found:  # closing it ends watchers and puts edited files back
        for number in range(done + 1, bench.runs + 1):
            taken = next(found)
            for name, entry in taken.items():
                rounds[name] = [*rounds[name], entry]
            bench.store.keep(row, bench.size, rounds)
            shown = " · ".join(f"{name} {entry.seconds:.2f} s" for name, entry in taken.items())
            bench.tell(f"{row} {bench.size:,} round {number}/{bench.runs}: {shown}")


Round = dict[str, Run]


def _full(bench: Bench) -> Generator[Round, None, None]:
    """A build from nothing: no output, no cache."""
    folders = _prepared(bench)
    while True:
        yield _each(bench, folders, lambda tool, folder: clean(folder))


def _memory(bench: Bench) -> Generator[Round, None, None]:
    """The same, its memory summed over all processes meanwhile; its times are of no use."""
    folders = _prepared(bench)
    while True:
        yield _each(bench, folders, lambda tool, folder: clean(folder), looks=True)


def _edited(bench: Bench, edit: edits.Edit) -> Generator[Round, None, None]:
    """A change of one claim, then a build by a new process, on top of a finished build."""
    folders = _prepared(bench)
    _each(bench, folders, lambda tool, folder: None)
    with ExitStack() as stack:
        files = {tool.name: edits.Edited(folders[tool.name] / tool.claim()[0]) for tool in bench.tools}
        for file in files.values():
            stack.callback(file.restore)
        number = 0
        while True:
            number += 1
            yield _each(bench, folders, _change(files, edit, f"word{number}"))


def _change(files: Mapping[str, edits.Edited], edit: edits.Edit, word: str) -> Callable[[Tool, Path], None]:
    return lambda tool, folder: files[tool.name].change(edit, word)


def _edit(bench: Bench) -> Generator[Round, None, None]:
    return _edited(bench, edits.body)


def _verdict(bench: Bench) -> Generator[Round, None, None]:
    return _edited(bench, edits.verdict)


def _own(bench: Bench) -> Generator[Round, None, None]:
    """Our commands beside our full build: check from nothing, check and audit after a build."""
    ours = bench.tools[0]
    folder = prepare(ours, bench.size, bench.tell)

    def command(*words: str) -> Run:
        bench.tell(f"{' '.join(words)} {bench.size:,} …")
        return _run(bench, (*ours.build[:-1], *words), folder)

    while True:
        clean(folder)
        cold = command("check")
        clean(folder)
        yield {
            "check": cold,
            "full": command("build"),
            "check-warm": command("check"),
            "audit": command("audit"),
        }


def _watch(bench: Bench) -> Generator[Round, None, None]:
    return _saved(bench, edits.body)


def _watch_verdict(bench: Bench) -> Generator[Round, None, None]:
    return _saved(bench, edits.verdict)


def _saved(bench: Bench, edit: edits.Edit) -> Generator[Round, None, None]:
    """From saving a claim's file until its page is on disk; for us also until the event to reload was sent."""
    folders = _prepared(bench)
    with watched.started(bench.tools, folders, bench.limit, bench.tell, edit) as watchers:
        while True:
            yield {name: watcher.save() for name, watcher in watchers.items()}


def _prepared(bench: Bench) -> dict[str, Path]:
    return {tool.name: prepare(tool, bench.size, bench.tell) for tool in bench.tools}


def _each(
    bench: Bench, folders: dict[str, Path], before: Callable[[Tool, Path], object], *, looks: bool = False
) -> Round:
    """One round: each tool builds, after what is done `before`, which is not measured."""
    found: Round = {}
    for tool in bench.tools:
        before(tool, folders[tool.name])
        bench.tell(f"{tool.name} {bench.size:,} …")
        try:
            found[tool.name] = _run(bench, tool.build, folders[tool.name], looks=looks)
        except FailedError as error:
            raise FailedError(f"{tool.title}: {error}") from error
    return found


def _run(bench: Bench, command: tuple[str, ...], folder: Path, *, looks: bool = False) -> Run:
    return run(command, folder, environment(), limit=bench.limit, looks=looks)


ROWS: dict[str, Callable[[Bench], Generator[Round, None, None]]] = {
    "full": _full,
    "edit": _edit,
    "verdict": _verdict,
    "watch": _watch,
    "watch-verdict": _watch_verdict,
    "own": _own,
    "memory": _memory,
}

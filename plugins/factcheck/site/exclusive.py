"""Exclusive: what replaces the output is alone, and what the disk or the search's program refuses is a problem."""

from collections.abc import Callable
from pathlib import Path

from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.site import config, guard, search, swap
from factcheck.site.guard import shown_name
from factcheck.site.lock import LOCK, lock
from factcheck.site.swap import MARKER, SHARD_MARKER
from factcheck.site.workers import WorkerError


def guarded(root: Path, output: Path, work: Callable[[], list[Problem]], *, is_shard: bool = False) -> list[Problem]:
    """Let `work` replace `output` where that may be, and nobody else meanwhile. Raises `BusyError`.

    Shards may be made side by side in one folder, which is made where it is missing.
    """

    def alone() -> list[Problem]:
        if refused := guard.refusal(root, output, SHARD_MARKER if is_shard else MARKER):
            return [refused]
        if is_shard:
            output.parent.mkdir(parents=True, exist_ok=True)
        with lock(output.parent, f".factcheck-{output.name}.lock" if is_shard else LOCK):
            swap.tidy(output)
            return work()

    return told(root, output, alone)


def told(root: Path, output: Path, work: Callable[[], list[Problem]]) -> list[Problem]:
    """What `work` finds; what the disk or the search's program refuses is a problem, too."""
    try:
        return work()
    except (search.SearchError, WorkerError) as error:
        place = config.place((root / config.FILE).read_text(encoding="utf-8"), "THEME")
        return [problem("FC603", place, ("found", shown(f"{type(error).__name__}: {error}")))]
    except OSError as error:  # a full disk, a folder that is read-only
        found = ("found", f"{error.strerror}: {shown_name(root, Path(error.filename or output))}")
        return [problem("FC607", Place(shown_name(root, output)), found)]

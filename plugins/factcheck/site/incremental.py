"""An incremental build: the files whose key has changed are made, all others are those of the last build.

The site before the last one is brought up to date: what the last build wrote since then is linked from it, and what is
new is written. So the work is that of the changes, not that of the site. Where anything is not as it was left (a file
that somebody touched, a folder that is gone), the build is a whole one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from factcheck.core.grouping import gather
from factcheck.core.stages import Stages
from factcheck.publish.facts import Digest, digest
from factcheck.site import search, swap
from factcheck.site.load import Loaded
from factcheck.site.plan import Plan
from factcheck.site.remembered import tree
from factcheck.site.remembered.memory import Memories, Memory
from factcheck.site.remembered.tree import Row, Rows


class OtherwiseError(Exception):
    """The last build cannot be built upon; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A folder that is being brought up to date, and what is known of its files."""

    folder: Path
    rows: dict[str, Row]


@contextmanager
def draft(output: Path, memories: Memories, last: Memory) -> Iterator[Draft]:
    """A folder to be brought up to date: the site before the one in `output`, or a second name for all its files."""
    before = memories.of(swap.previous(output))
    if before and tree.is_as_written(swap.previous(output), before.rows):
        with swap.fresh(output, is_previous=True) as folder:
            memories.forget(folder)
            yield Draft(folder=folder, rows=dict(before.rows))
    else:
        with swap.fresh(output) as folder:
            tree.clone(output, folder)
            if not tree.is_as_written(folder, last.rows):
                raise OtherwiseError("files in the output are not as the last build wrote them")
            yield Draft(folder=folder, rows=dict(last.rows))


def bring(found: Draft, plan: Plan, output: Path, last: Memory, stages: Stages) -> tuple[str, ...]:
    """Bring a draft up to date with a plan; the paths of the files that are not those of the last build."""
    kept = {path: row.key for path, row in last.rows.items() if row.key == plan.other or search.is_of_index(path)}
    wanted = {**{path: item.key for path, item in plan.items.items()}, **kept}
    for path in [path for path in found.rows if path not in wanted]:
        tree.remove(found.folder, path)
        del found.rows[path]
    for stage, paths in gather((plan.stage(path), path) for path in wanted).items():
        for path in stages.each(stage, paths):
            if path not in found.rows or found.rows[path].key != wanted[path]:
                found.rows[path] = _renewed(found.folder, path, wanted[path], plan, output, last)
        stages.at(stage, len(paths), len(paths), sum(_is_new(path, found.rows, last) for path in paths))
    return tuple(path for path in found.rows if _is_new(path, found.rows, last))


def _is_new(path: str, rows: Rows, last: Memory) -> bool:
    """Whether a file is not the one of the last build."""
    return path not in last.rows or last.rows[path].key != rows[path].key


def index(found: Draft, loaded: Loaded, plan: Plan, last: Memory) -> tuple[str, ...]:
    """Renew the index of the search where a page that it covers has changed; the paths of its files, if so."""
    if plan.searched == last.search:
        return ()
    for path in [path for path in found.rows if search.is_of_index(path)]:
        del found.rows[path]
    paths = search.index(found.folder, loaded.outputs)
    for path in paths:
        (found.folder / path).chmod(tree.MODE)
        found.rows[path] = Row(digest((found.folder / path).read_bytes()), *tree.status(found.folder / path))
    return tuple(paths)


def _renewed(folder: Path, path: str, key: Digest, plan: Plan, output: Path, last: Memory) -> Row:
    """The file that a path is to have: that of the last build, or a new one."""
    row = last.rows.get(path)
    if row is not None and row.key == key:
        tree.take(folder, path, output)
        if tree.status(folder / path) != (row.size, row.changed):
            raise OtherwiseError(f"{path} is not as the last build wrote it")
        return row
    return Row(key, *tree.put(folder, path, plan.items[path].make()))

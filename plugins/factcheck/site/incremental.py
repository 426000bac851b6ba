"""An incremental build: the files whose key has changed are made, all others are those of the last build.

The site before the last one is brought up to date: what the last build wrote since then is linked from it, and what is
new is written. So the work is that of the changes, not that of the site. Where anything is not as it was left (a file
that somebody touched, a folder that is gone), the build is a whole one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from factcheck.publish.facts import Digest, digest
from factcheck.site import search, swap
from factcheck.site.load import Loaded
from factcheck.site.plan import Plan
from factcheck.site.remembered import tree
from factcheck.site.remembered.memory import Memories, Memory, Parts
from factcheck.site.remembered.splice import spliced
from factcheck.site.remembered.tree import Row


class OtherwiseError(Exception):
    """The last build cannot be built upon; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A folder that is being brought up to date, and what is known of its files."""

    folder: Path
    rows: dict[str, Row]
    parts: dict[str, Parts]


@contextmanager
def draft(output: Path, memories: Memories, last: Memory) -> Iterator[Draft]:
    """A folder to be brought up to date: the site before the one in `output`, or a second name for all its files."""
    before = memories.of(swap.previous(output))
    if before and tree.is_as_written(swap.previous(output), before.rows):
        with swap.fresh(output, is_previous=True) as folder:
            memories.forget(folder)
            yield Draft(folder=folder, rows=dict(before.rows), parts=dict(last.parts))
    else:
        with swap.fresh(output) as folder:
            tree.clone(output, folder)
            if not tree.is_as_written(folder, last.rows):
                raise OtherwiseError("files in the output are not as the last build wrote them")
            yield Draft(folder=folder, rows=dict(last.rows), parts=dict(last.parts))


def bring(found: Draft, plan: Plan, output: Path, last: Memory) -> tuple[str, ...]:
    """Bring a draft up to date with a plan; the paths of the files that are not those of the last build."""
    kept = {path: row.key for path, row in last.rows.items() if row.key == plan.other or search.is_of_index(path)}
    wanted = {**{path: item.key for path, item in plan.items.items()}, **kept}
    for path in [path for path in found.rows if path not in wanted]:
        tree.remove(found.folder, path)
        del found.rows[path]
    for path, key in wanted.items():
        if path not in found.rows or found.rows[path].key != key:
            found.rows[path] = _taken(found, path, key, output, last) or _made(found, path, plan, output, last)
    return tuple(path for path, row in found.rows.items() if path not in last.rows or last.rows[path].key != row.key)


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


def _taken(found: Draft, path: str, key: Digest, output: Path, last: Memory) -> Row | None:
    """The file that the last build has made, if it is the one that is wanted."""
    row = last.rows.get(path)
    if row is None or row.key != key:
        return None
    tree.take(found.folder, path, output)
    _expect(found.folder / path, row)
    return row


def _made(found: Draft, path: str, plan: Plan, output: Path, last: Memory) -> Row:
    """A new file; of one in parts only those are made that the last build has not."""
    item, known, raw = plan.items[path], last.parts.get(path, ()), b""
    if given := plan.given(found.folder, path):
        return Row(item.key, *given)
    if item.file is None:
        return Row(item.key, *tree.put(found.folder, path, item.make()))
    if known:
        raw = (output / path).read_bytes()
        _expect(output / path, last.rows[path])
    new = spliced(item.file.parts(), known, raw)
    if len(new.parts) > 1:
        found.parts[path] = new.parts
    return Row(item.key, *tree.put(found.folder, path, new.raw))


def _expect(file: Path, row: Row) -> None:
    """Raise `OtherwiseError` if a file is not as the last build wrote it."""
    if tree.status(file) != (row.size, row.changed):
        raise OtherwiseError(f"{file.name} is not as the last build wrote it")

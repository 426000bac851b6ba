"""An incremental build: the files whose key has changed are made, all others are those of the last build.

The site before the last one is brought up to date: what the last build wrote since then is linked from it, and what is
new is written. So the work is that of the changes, not that of the site. Where anything is not as it was left (a file
that somebody touched, a folder that is gone), the build is a whole one.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path

from factcheck.core.grouping import gather
from factcheck.core.stages import Stages
from factcheck.publish.facts import Digest
from factcheck.site import swap
from factcheck.site.plan import Item
from factcheck.site.remembered import tree
from factcheck.site.remembered.memory import Files, Memories, Memory
from factcheck.site.remembered.splice import NONE, Parts, spliced
from factcheck.site.remembered.tree import Row, Rows

Given = Callable[[Path, str], tuple[int, int] | None]  # puts a file into a folder, and tells its size and time


def nothing(folder: Path, path: str) -> None:
    """No file is given."""


class OtherwiseError(Exception):
    """The last build cannot be built upon; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A folder that is being brought up to date, what is known of its files, and the last build."""

    folder: Path
    rows: dict[str, Row]
    parts: dict[str, Parts]
    output: Path
    last: Memory

    @cached_property
    def changed(self) -> frozenset[str]:
        """The files that are not as the last build made them: new, made from something else, or gone.

        To be asked when the draft is done.
        """
        before = self.last.rows
        made = (path for path, row in self.rows.items() if path not in before or before[path].key != row.key)
        return frozenset([*made, *(before.keys() - self.rows.keys())])

    def new(self, belongs: Callable[[str], bool]) -> Iterator[str]:
        """Those files that belong here and are not as the last build made them."""
        before = self.last.rows
        mine = ((path, row) for path, row in self.rows.items() if belongs(path))
        return (path for path, row in mine if path not in before or before[path].key != row.key)


def stands(output: Path, memories: Memories) -> bool:
    """Whether the site before the one in `output` is there and as is remembered. Raises `OSError`."""
    before = memories.files(swap.previous(output))
    return before is not None and memories.is_true(swap.previous(output), before)


@contextmanager
def draft(
    output: Path, memories: Memories, last: Memory, is_standing: Callable[[], bool] | None = None
) -> Iterator[Draft]:
    """A folder to be brought up to date: the site before the one in `output`, or a second name for all its files.

    Whether the site before stands may have been looked up already.
    """
    before = memories.files(swap.previous(output))
    if before and (is_standing or partial(stands, output, memories))():
        with swap.fresh(output, is_previous=True) as folder:
            memories.forget(folder)
            yield _draft(folder, before, output, last)
    else:
        with swap.fresh(output) as folder:
            tree.clone(output, folder)
            folder.chmod(tree.FOLDER_MODE)
            if not tree.is_as_written(folder, last.rows):
                raise OtherwiseError("files in the output are not as the last build wrote them")
            yield _draft(folder, last.files, output, last)


def _draft(folder: Path, is_of: Files, output: Path, last: Memory) -> Draft:
    return Draft(folder=folder, rows=dict(is_of.rows), parts=dict(is_of.parts), output=output, last=last)


def level(folder: Path, rows: Rows, output: Path, wanted: Rows) -> None:
    """Make a folder, which holds `rows`, hold what the output does."""
    for path in [path for path, row in wanted.items() if rows.get(path) != row]:
        tree.take(folder, path, output)
    for path in rows.keys() - wanted.keys():
        tree.remove(folder, path)


def bring(
    found: Draft, wanted: Mapping[str, Item], belongs: Callable[[str], bool], stages: Stages, given: Given = nothing
) -> None:
    """Bring those files of a draft up to date that belong here: they are to be those that are wanted, and no others.

    Where a file is `given` from elsewhere, it need not be made.
    """
    for path in filter(belongs, found.rows.keys() - wanted.keys()):
        tree.remove(found.folder, path)
        del found.rows[path]
        found.parts.pop(path, None)
    rows, counts = found.rows, Counter(item.stage for item in wanted.values())
    other = [path for path, item in wanted.items() if (row := rows.get(path)) is None or row.key != item.key]
    due = gather((wanted[path].stage, path) for path in other)
    for stage, count in counts.items():
        taken = 0
        for path in stages.each(stage, due.get(stage, ()), count - len(due.get(stage, ()))):
            found.parts.pop(path, None)
            row = _taken(found, path, wanted[path].key)
            rows[path] = row or _made(found, path, wanted[path], given)
            taken += row is not None
        stages.at(stage, count, count, len(due.get(stage, ())) - taken)


def _taken(found: Draft, path: str, key: Digest) -> Row | None:
    """The file that the last build has made, if it is the one that is wanted."""
    row = found.last.rows.get(path)
    if row is None or row.key != key:
        return None
    tree.take(found.folder, path, found.output)
    _expect(found.folder / path, row)
    if path in found.last.files.parts:
        found.parts[path] = found.last.files.parts[path]
    return row


def _made(found: Draft, path: str, item: Item, given: Given) -> Row:
    """A new file; of one in parts only those are made that the last build has not."""
    if status := given(found.folder, path):
        return Row(item.key, *status)
    if item.file is None:
        return Row(item.key, *tree.put(found.folder, path, _bytes(item)))
    known, raw = found.last.files.parts.get(path, NONE), b""
    if known[0]:
        _expect(found.output / path, found.last.rows[path])
        raw = (found.output / path).read_bytes()
    new = spliced(item.file.runs(), known, raw)
    if len(new.parts[0]) > 1:
        found.parts[path] = new.parts
    return Row(item.key, *tree.put(found.folder, path, new.raw))


def _bytes(item: Item) -> bytes:
    """What is to be written. Where it cannot be made, Pelican will tell why: its build is the whole one."""
    try:
        return item.make()
    except OSError:  # a font that is gone
        raise
    except Exception as error:
        raise OtherwiseError(str(error)) from error


def lost() -> bytes:
    """Stands for a file that the last build has, so that it need not be made."""
    raise OtherwiseError("a file is gone that the last build has written")


def _expect(file: Path, row: Row) -> None:
    """Raise `OtherwiseError` if a file is not as the last build wrote it."""
    if tree.status(file) != (row.size, row.changed):
        raise OtherwiseError(f"{file.name} is not as the last build wrote it")

"""What is remembered of a built folder. It belongs to the folder itself, whatever its name is at the moment.

Builds rename folders, so a memory is found by the number that the file system gave the folder (its inode).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from factcheck.publish.facts import Digest
from factcheck.publish.sections import NOTHING, Known
from factcheck.site.audit import folder as audit
from factcheck.site.audit.folder import Seen
from factcheck.site.cache import code, keep, pickled
from factcheck.site.cache.pickled import Refused
from factcheck.site.remembered import columns, tree
from factcheck.site.remembered.grouped import Grouped
from factcheck.site.remembered.keptindex import KeptIndex
from factcheck.site.remembered.pieces import Pieces
from factcheck.site.remembered.splice import Parts
from factcheck.site.remembered.tree import Row

Claims = tuple[dict[str, Digest], dict[str, Digest]]  # what each is made from, and its gist, by its id
_PARTS = 2  # of a file: the files, and the rest
CLASSES = {"factcheck.publish.sections": "Brief"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """The files of a folder: what each was made from, and the parts of those that have several."""

    rows: dict[str, Row]
    parts: dict[str, Parts]  # which, and their sizes


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What a build did: the basis of all its files, and what each was made from."""

    basis: Digest
    files: Files
    search: KeptIndex
    claims: Claims
    seen: Grouped[Seen]  # what the audit has seen on each page, by file
    pages: Known = NOTHING

    @property
    def rows(self) -> dict[str, Row]:
        """What each file was made from, by path."""
        return self.files.rows


class Memories:
    """The memories of the folders that stand, or stood, in the place of one output."""

    def __init__(self, root: Path, output: Path) -> None:
        self._root = root
        self.opened = keep.folder(root)
        self.pieces = Pieces(self.opened)
        self.prefix = f"output-{sha256(str(output).encode('utf-8', 'surrogateescape')).hexdigest()[:16]}-"

    def close(self) -> None:
        """Close what was opened."""
        if self.opened:
            self.opened.close()

    def of(self, folder: Path) -> Memory | None:
        """What is remembered of a folder."""
        files, raw = self._files(folder), self._part(folder, 1)
        try:
            basis, search, claims, seen, known = pickled.made(raw or b"", CLASSES)
        except (Refused, ValueError):
            return None
        if files is None:
            return None
        pages = Known(sections=known[0], kin=known[1])
        pages_seen: Grouped[Seen] = Grouped.read(seen, audit.CLASSES)
        index = KeptIndex.read(search)
        return Memory(basis=basis, files=files, search=index, claims=claims, seen=pages_seen, pages=pages)

    def files(self, folder: Path) -> Files | None:
        """The files that are remembered of a folder, and nothing else: that is twice as much."""
        return self._files(folder)

    def _files(self, folder: Path) -> Files | None:
        raw = self._part(folder, 0)
        try:
            found, parts = pickled.plain(raw or b"")
            return Files(rows=columns.rows(found), parts=parts)
        except (Refused, ValueError):
            return None

    def _part(self, folder: Path, number: int) -> bytes | None:
        file = self.opened.open(self.name(folder), code.digest()) if self.opened and folder.is_dir() else None
        return file.read(file.parts[number]) if file and len(file.parts) == _PARTS else None

    def remember(self, folder: Path, memory: Memory) -> None:
        """Remember a folder."""
        self.write(folder, memory)

    def write(self, folder: Path, memory: Memory) -> bytes | None:
        """Write a memory down: what tells the file from all others."""
        if not self.opened:
            return None
        self.pieces.flush()
        return self.opened.write(self.name(folder), code.digest(), list(_written(memory)))

    def forget(self, folder: Path) -> None:
        """Remember nothing of a folder: it is about to be changed."""
        if self.opened:
            self.opened.remove(self.name(folder))

    def is_true(self, folder: Path, files: Files) -> bool:
        """Whether a folder still is as is remembered. Raises `OSError`."""
        return tree.is_as_written(folder, files.rows)

    def keep_only(self, folders: Mapping[Path, Memory]) -> None:
        """Remember only these folders: the others are gone."""
        if self.opened:
            self.opened.remove_others(self.prefix, {self.name(folder) for folder in folders if folder.is_dir()})
            self.pieces.keep_only(frozenset().union(*(memory.search.pieces for memory in folders.values())))

    def name(self, folder: Path) -> str:
        """The name under which a folder is known, whatever it is called at the moment."""
        status = folder.stat()
        return f"{self.prefix}{status.st_dev:x}-{status.st_ino:x}"


def _written(memory: Memory) -> Iterator[bytes]:
    yield pickled.written((columns.columns(memory.files.rows), memory.files.parts))
    pages = (memory.pages.sections, memory.pages.kin)
    yield pickled.written((memory.basis, memory.search.written(), memory.claims, memory.seen.written(), pages))

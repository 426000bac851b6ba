"""What is remembered of a built folder. It belongs to the folder itself, whatever its name is at the moment.

Builds rename folders, so a memory is found by the number that the file system gave the folder (its inode).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from factcheck.publish.facts import Digest
from factcheck.site.audit.folder import Seen
from factcheck.site.cache import code, keep, pickled
from factcheck.site.cache.pickled import Refused
from factcheck.site.remembered import tree
from factcheck.site.remembered.pieces import Pieces
from factcheck.site.remembered.tree import Row
from factcheck.site.search.kept import Kept

Parts = tuple[tuple[bytes, int], ...]
CLASSES = {
    "factcheck.site.audit.address": "Target",
    "factcheck.site.audit.folder": "Seen",
    "factcheck.site.remembered.memory": "Memory",
    "factcheck.site.remembered.tree": "Row",
    "factcheck.site.search.kept": "Chunk Kept Shelf Shown",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What a build did: the basis of all its files, and what each was made from."""

    basis: Digest
    rows: dict[str, Row]
    parts: dict[str, Parts]  # of the files that have several: which, and their sizes
    search: Kept
    claims: dict[str, Digest]  # what each claim was made from, by its id
    seen: dict[str, Seen]  # what the audit has seen on each page, by file


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
        file = self.opened.open(self.name(folder), code.digest()) if self.opened and folder.is_dir() else None
        raw = file.read(file.parts[0]) if file and file.parts else None
        try:
            found = pickled.made(raw, CLASSES) if raw else None
        except Refused:
            return None
        return found if isinstance(found, Memory) else None

    def remember(self, folder: Path, memory: Memory) -> None:
        """Remember a folder."""
        self.write(folder, memory)

    def write(self, folder: Path, memory: Memory) -> bytes | None:
        """Write a memory down: what tells the file from all others."""
        if not self.opened:
            return None
        self.pieces.flush()
        return self.opened.write(self.name(folder), code.digest(), [pickled.written(memory)])

    def forget(self, folder: Path) -> None:
        """Remember nothing of a folder: it is about to be changed."""
        if self.opened:
            self.opened.remove(self.name(folder))

    def is_true(self, folder: Path, memory: Memory) -> bool:
        """Whether a folder still is as is remembered. Raises `OSError`."""
        return tree.is_as_written(folder, memory.rows)

    def keep_only(self, folders: Mapping[Path, Memory]) -> None:
        """Remember only these folders: the others are gone."""
        if self.opened:
            self.opened.remove_others(self.prefix, {self.name(folder) for folder in folders if folder.is_dir()})
            self.pieces.keep_only(frozenset().union(*(memory.search.pieces for memory in folders.values())))

    def name(self, folder: Path) -> str:
        """The name under which a folder is known, whatever it is called at the moment."""
        status = folder.stat()
        return f"{self.prefix}{status.st_dev:x}-{status.st_ino:x}"

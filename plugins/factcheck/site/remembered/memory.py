"""What is remembered of a built folder. It belongs to the folder itself, whatever its name is at the moment.

Builds rename folders, so a memory is found by the number that the file system gave the folder (its inode).
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from factcheck.publish.facts import Digest
from factcheck.site.cache import keep, pickled
from factcheck.site.cache.pickled import Refused
from factcheck.site.remembered.tree import Row

KEY = b"output 1"  # of the form of a memory
CLASSES = {"factcheck.site.remembered.memory": "Memory", "factcheck.site.remembered.tree": "Row"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What a build did: the basis of all its files, and what each was made from."""

    basis: Digest
    rows: dict[str, Row]
    search: Digest  # of what the index of the search was made from


class Memories:
    """The memories of the folders that stand, or stood, in the place of one output."""

    def __init__(self, root: Path, output: Path) -> None:
        self._root = root
        self._prefix = f"output-{sha256(str(output).encode('utf-8', 'surrogateescape')).hexdigest()[:16]}-"

    def of(self, folder: Path) -> Memory | None:
        """What is remembered of a folder."""
        with self._opened() as kept:
            file = kept.open(self._name(folder), KEY) if kept and folder.is_dir() else None
            raw = file.read(file.parts[0]) if file and file.parts else None
        try:
            found = pickled.made(raw, CLASSES) if raw else None
        except Refused:
            return None
        return found if isinstance(found, Memory) else None

    def remember(self, folder: Path, memory: Memory) -> None:
        """Remember a folder."""
        with self._opened() as kept:
            if kept:
                kept.write(self._name(folder), KEY, [pickled.written(memory)])

    def forget(self, folder: Path) -> None:
        """Remember nothing of a folder: it is about to be changed."""
        with self._opened() as kept:
            if kept:
                kept.remove(self._name(folder))

    def forget_others(self, folders: Collection[Path]) -> None:
        """Remember only these folders: the others are gone."""
        names = {self._name(folder) for folder in folders if folder.is_dir()}
        with self._opened() as kept:
            if kept:
                kept.remove_others(self._prefix, names)

    @contextmanager
    def _opened(self) -> Iterator[keep.Folder | None]:
        kept = keep.folder(self._root)
        try:
            yield kept
        finally:
            if kept:
                kept.close()

    def _name(self, folder: Path) -> str:
        status = folder.stat()
        return f"{self._prefix}{status.st_dev:x}-{status.st_ino:x}"

"""What is remembered of a built folder. It belongs to the folder itself, whatever its name is at the moment.

Builds rename folders, so a memory is found by the number that the file system gave the folder (its inode).
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from factcheck.publish.facts import Digest
from factcheck.site.remembered import store
from factcheck.site.remembered.tree import Row

_CLASSES = {("factcheck.site.remembered.tree", "Row"), ("factcheck.site.remembered.memory", "Memory")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What a build did: the basis of all its files, and what each was made from."""

    basis: Digest
    rows: dict[str, Row]
    search: Digest  # of what the index of the search was made from


class Memories:
    """The memories of the folders that stand, or stood, in the place of one output."""

    def __init__(self, root: Path, output: Path) -> None:
        place = store.folder(root)
        self._folder = (
            place and place / "outputs" / sha256(str(output).encode("utf-8", "surrogateescape")).hexdigest()[:32]
        )

    def of(self, folder: Path) -> Memory | None:
        """What is remembered of a folder."""
        file = self._file(folder)
        found = store.read(file, _is_known) if file else None
        return found if isinstance(found, Memory) else None

    def keep(self, folder: Path, memory: Memory) -> None:
        """Remember a folder."""
        if file := self._file(folder):
            store.write(file, memory)

    def forget(self, folder: Path) -> None:
        """Remember nothing of a folder: it is about to be changed."""
        if file := self._file(folder):
            store.forget(file)

    def forget_others(self, folders: Iterable[Path]) -> None:
        """Remember only these folders: the others are gone."""
        kept = {self._file(folder) for folder in folders}
        with suppress(OSError):
            for file in [*self._folder.iterdir()] if self._folder else ():
                if file not in kept:
                    store.forget(file)

    def _file(self, folder: Path) -> Path | None:
        if self._folder is None:
            return None
        try:
            status = folder.stat()
        except OSError:
            return None
        return self._folder / f"{status.st_dev:x}-{status.st_ino:x}"


def _is_known(module: str, name: str) -> bool:
    return (module, name) in _CLASSES

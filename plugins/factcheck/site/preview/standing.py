"""Standing: what a preview knows of the folders that it has built, without writing it down each time.

While only the process knows it, a sign lies in the place of each memory. Whoever else builds changes a folder only
after taking its memory away, and so the sign: where it is gone, what the process knows is no longer true. And whoever
finds a sign there knows nothing, and makes everything anew. `save` writes the memories down when there is time.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from factcheck.site import incremental, swap
from factcheck.site.cache import code
from factcheck.site.remembered.memory import Files, Memories, Memory
from factcheck.site.remembered.tree import Rows


@dataclass(frozen=True, slots=True)
class _Held:
    """A memory, and the file that stands for it: its key, and the head that no other file has."""

    memory: Memory
    key: bytes
    head: bytes


class Standing(Memories):
    """The memories of a process that stays. It is to be closed after each build, and can be used again."""

    def __init__(self, root: Path, output: Path) -> None:
        super().__init__(root, output)
        self._sign = b"preview" + os.urandom(16)
        self._held: dict[str, _Held] = {}  # by name
        self._trusted: set[str] = set()  # names of folders that only this process can have changed
        self._kept: Mapping[Path, Memory] = {}

    def of(self, folder: Path) -> Memory | None:
        """What is known of a folder."""
        return self._mine(folder) or super().of(folder)

    def files(self, folder: Path) -> Files | None:
        """The files that are known of a folder."""
        mine = self._mine(folder)
        return mine.files if mine else super().files(folder)

    def _mine(self, folder: Path) -> Memory | None:
        """What only this process knows of a folder, and is still true."""
        if not self.opened or not folder.is_dir():
            return None
        held = self._held.get(name := self.name(folder))
        file = self.opened.open(name, held.key) if held else None
        if held and file and file.head == held.head:
            return held.memory
        self._drop(name)
        return None

    def remember(self, folder: Path, memory: Memory) -> None:
        """Know a folder, which is as it was written."""
        name = self.name(folder)
        head = self.opened.write(name, self._sign, []) if self.opened else None
        if head:
            self._held[name] = _Held(memory, self._sign, head)
            self._trusted.add(name)

    def forget(self, folder: Path) -> None:
        """Know nothing of a folder: it is about to be changed."""
        self._drop(self.name(folder))
        super().forget(folder)

    def is_true(self, folder: Path, files: Files) -> bool:
        """Whether a folder is as is known."""
        return self.name(folder) in self._trusted or super().is_true(folder, files)

    def keep_only(self, folders: Mapping[Path, Memory]) -> None:
        """Know only these folders."""
        self._kept = {folder: memory for folder, memory in folders.items() if folder.is_dir()}
        for name in self._held.keys() - {self.name(folder) for folder in self._kept}:
            self._drop(name)

    def is_level(self, output: Path, last: Memory) -> bool:
        """Whether the site before the one in `output` is the very same, and both are as this process left them."""
        before = self.of(previous := swap.previous(output))
        folders = {self.name(folder) for folder in (output, previous) if folder.is_dir()}
        return before is not None and folders <= self._trusted and before.rows == last.rows

    def revert(self, output: Path, rows: Rows, last: Memory) -> None:
        """Make the output, which holds other `rows`, the very same as the site before it, which is the `last` one."""
        self.forget(output)
        incremental.level(output, rows, swap.previous(output), last.rows)
        self.remember(output, last)
        self.keep_only({output: last, swap.previous(output): last})

    def level(self, output: Path) -> None:
        """Make the site before the one in `output`, if there is one, the very same by second names for its files."""
        last, previous = self.of(output), swap.previous(output)
        before = self.of(previous)
        if last and before and self.is_true(previous, before.files):
            self.forget(previous)
            incremental.level(previous, before.rows, output, last.rows)
            self.remember(previous, last)
            self.keep_only({output: last, previous: last})

    def _drop(self, name: str) -> None:
        self._held.pop(name, None)
        self._trusted.discard(name)

    @property
    def is_unsaved(self) -> bool:
        """Whether something is not written down yet."""
        return any(held.key == self._sign for held in self._held.values())

    def save(self) -> None:
        """Write down what only the process knows, for a build after it."""
        known = {folder: memory for folder in self._kept if (memory := self.of(folder))}
        self.pieces.keep_only(frozenset().union(*(memory.search.pieces for memory in known.values())))
        for folder, memory in known.items():
            held = self._held.get(name := self.name(folder))
            if held and held.key == self._sign and (head := self.write(folder, memory)):
                self._held[name] = _Held(memory, code.digest(), head)
        super().keep_only(known)

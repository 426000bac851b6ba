"""Pieces: bytes under names that are never given twice, each in a file of the cache, read only when it is needed."""

from collections.abc import Collection, Iterator, MutableMapping

from factcheck.site.cache import code
from factcheck.site.cache.keep import Folder

PREFIX = "piece-"


class Pieces(MutableMapping[str, bytes]):
    """The pieces in a folder of the cache; those of this run alone where there is none."""

    def __init__(self, folder: Folder | None) -> None:
        self._folder = folder
        self._new: dict[str, bytes] = {}

    def __getitem__(self, name: str) -> bytes:
        if name in self._new:
            return self._new[name]
        file = self._folder.open(PREFIX + name, code.digest()) if self._folder else None
        raw = file.read(file.parts[0]) if file and file.parts else None
        if raw is None:
            raise KeyError(name)
        return raw

    def __setitem__(self, name: str, raw: bytes) -> None:
        self._new[name] = raw

    def __delitem__(self, name: str) -> None:
        del self._new[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._new)

    def __len__(self) -> int:
        return len(self._new)

    def flush(self) -> None:
        """Write what is new."""
        if self._folder:
            for name, raw in self._new.items():
                self._folder.write(PREFIX + name, code.digest(), [raw])
            self._new.clear()

    def keep_only(self, names: Collection[str]) -> None:
        """Take all other pieces away."""
        self._new = {name: raw for name, raw in self._new.items() if name in names}
        if self._folder:
            self._folder.remove_others(PREFIX, {PREFIX + name for name in names})

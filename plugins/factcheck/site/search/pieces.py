"""A store on the disk: each piece a file that proves itself whole."""

import zlib
from collections.abc import Iterator, MutableMapping
from pathlib import Path

SUM = 4  # bytes of the check sum before a piece


class Pieces(MutableMapping[str, bytes]):
    """The pieces in a folder, which must exist. A damaged one is as good as none: `KeyError`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __getitem__(self, name: str) -> bytes:
        try:
            raw = (self._folder / name).read_bytes()
        except OSError as error:
            raise KeyError(name) from error
        if raw[:SUM] != _sum(raw[SUM:]):
            raise KeyError(name)
        return raw[SUM:]

    def __setitem__(self, name: str, piece: bytes) -> None:
        (self._folder / name).write_bytes(_sum(piece) + piece)

    def __delitem__(self, name: str) -> None:
        try:
            (self._folder / name).unlink()
        except FileNotFoundError as error:
            raise KeyError(name) from error

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(path.name for path in self._folder.iterdir()))

    def __len__(self) -> int:
        return sum(1 for _ in self._folder.iterdir())


def _sum(piece: bytes) -> bytes:
    return zlib.crc32(piece).to_bytes(SUM)

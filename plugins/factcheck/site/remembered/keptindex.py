"""What is remembered of an index: a pickle until somebody asks what is in it.

That is the helper which makes the next index. To read it of 10,000 claims in the process that only writes it down
again, to hand it over and to pickle it there took 0.4 s.
"""

from collections.abc import Iterable

from factcheck.site.cache import pickled
from factcheck.site.search.kept import Kept

_CLASSES = {"factcheck.site.search.kept": "Chunk Kept Shelf Shown"}
Written = tuple[bytes, list[str]]  # the pickle, and the names of the pieces


class KeptIndex:
    """A `Kept`, or its pickle, or both."""

    def __init__(self, pieces: Iterable[str], raw: bytes | None, kept: Kept | None) -> None:
        self.pieces = frozenset(pieces)  # the names of what must stay in the store
        self._raw, self._kept = raw, kept

    @classmethod
    def of(cls, kept: Kept) -> "KeptIndex":
        """What is kept of an index."""
        return cls(kept.pieces, None, kept)

    @classmethod
    def read(cls, written: Written) -> "KeptIndex":
        """What was written."""
        raw, pieces = written
        return cls(pieces, raw, None)

    @property
    def kept(self) -> Kept:
        """What is in it. Raises `Refused`."""
        if self._kept is None:
            self._kept = pickled.made(self._raw or b"", _CLASSES)
        return self._kept

    def written(self) -> Written:
        """What is to be written."""
        if self._raw is None:
            self._raw = pickled.written(self._kept)
        return self._raw, sorted(self.pieces)

    def __reduce__(self) -> tuple[object, ...]:
        """From process to process it is handed as it is written."""
        return KeptIndex.read, (self.written(),)

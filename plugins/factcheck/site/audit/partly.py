"""The part of a data file that an earlier audit does not answer for.

A file is cut into records as our own writer sets them apart. A record is looked at if the file of the earlier audit
has none that is the same byte by byte, or if it names the page of a claim that changed, or of a claim that any such
record names. The rest is sound if there are as many records as there must be, no two are the same, and each that is
looked at names a claim: then each is that of a claim that has not changed, and none is missing. In all other cases
the whole file is to be looked at. What stands before the first change and behind the last one needs no cutting: the
earlier audit found no record twice.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from factcheck.core import alike
from factcheck.core.model import Claim
from factcheck.core.problems import Problem
from factcheck.site.audit.folder import Folder

LINE = b"\n"
MOST = 8  # of 8 claims one may have changed: beyond that the whole file is looked at sooner


Check = Callable[[bytes, Sequence[Claim]], Iterator[Problem]]  # of a file that must have records of these claims


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a data file is laid out."""

    path: str
    separator: bytes  # between two pieces
    pieces: int  # how many there must be
    start: bytes = b""  # what stands before the first, where others are set apart alike before it


def between(indent: int) -> bytes:
    """What stands between two records of a JSON file, which begin with so many spaces."""
    return b"\n%b},\n%b{\n" % (b" " * indent, b" " * indent)


def problems(folder: Folder, layout: Layout, claims: Sequence[Claim], check: Check) -> Iterator[Problem]:
    """The problems that a check finds in a data file; it is given the whole file unless a part of it proves all."""
    raw = None if folder.is_as_before(layout.path) else folder.read(layout.path)
    if raw is None:  # nothing to do, or missing, which is told already
        return
    part = _part(folder, raw, layout, claims)
    if part is None or next(check(*part), None):
        yield from check(raw, claims)


def _part(folder: Folder, raw: bytes, layout: Layout, claims: Sequence[Claim]) -> tuple[bytes, Sequence[Claim]] | None:
    """The pieces of a file that are to be looked at and their claims; None where that may be all of it."""
    since = folder.since
    if since is None or since.claims is None or len(since.claims) * MOST > len(claims):
        return None
    old = since.root / layout.path
    cut = _cut(old.read_bytes() if old.is_file() else b"", raw, layout)
    if cut is None:
        return None
    page = folder.site.settings.address("claims/")
    naming = re.compile(re.escape(page).encode() + rb'([^/"\s,]+/[^/"\s,]+)/(?=[",])')
    if not all(map(naming.search, cut.new.values())):  # in the place of whose record?
        return None
    named = {*(id_.encode() for id_ in since.claims), *(id_ for piece in cut.due for id_ in naming.findall(piece))}
    if len(named) * MOST > len(claims):
        return None
    pieces = cut.naming(b"%b%b/%b" % (page.encode(), id_, end) for id_ in named for end in (b'"', b","))
    return raw[: cut.start] + layout.separator.join(pieces), _of(claims, named)


def _of(claims: Sequence[Claim], named: Collection[bytes]) -> Sequence[Claim]:
    """Those with some ids, in their order; first by what is at hand, since an id is put together."""
    slugs = {id_.decode("utf-8", "replace").partition("/")[2] for id_ in named}
    return [claim for claim in claims if claim.slug in slugs and claim.id.encode() in named]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    """A file, cut beside that of the earlier audit. Offsets are bytes."""

    raw: bytes
    separator: bytes
    start: int  # of the first piece
    new: Mapping[int, bytes]  # the pieces that the earlier file has not, by where they begin

    @property
    def due(self) -> list[bytes]:
        """The pieces that are new, and the first and the last: what surrounds them all is written there."""
        return self.naming(())

    def naming(self, texts: Iterable[bytes]) -> list[bytes]:
        """These, and the pieces with one of some texts, in their order."""
        places = {*self.new, self.start, len(self.raw)}
        for text in texts:
            places.update(_places(self.raw, text, self.start))
        return [self.raw[begin : self._end(begin)] for begin in sorted({*map(self._begin, places)})]

    def _begin(self, place: int) -> int:
        before = self.raw.rfind(self.separator, self.start, place)
        return self.start if before < 0 else before + len(self.separator)

    def _end(self, place: int) -> int:
        behind = self.raw.find(self.separator, place)
        return len(self.raw) if behind < 0 else behind


def _cut(old: bytes, raw: bytes, layout: Layout) -> _Cut | None:
    """A file beside the earlier one; None where it has not as many pieces as it must have, or has one twice.

    What both begin and end with alike is known at once: of 10,000 claims one file has 40 MB, and an edit changes 2 kB.
    """
    separator, start, began = layout.separator, _start(raw, layout), _start(old, layout)
    if not old or raw.count(separator, start) + 1 != layout.pieces:
        return None
    first = alike.at_start(raw, old, start, began)
    last = alike.at_end(raw, old, min(len(raw) - start, len(old) - began) - first)
    before = raw.rfind(separator, start, start + first)
    begin = start if before < 0 else before + len(separator)
    behind = raw.find(separator, len(raw) - last)
    end = len(raw) if behind < 0 else behind
    known = {piece for _, piece in _pieces(old, separator, begin - start + began, end - len(raw) + len(old))}
    pieces = dict(_pieces(raw, separator, begin, end))
    if len(set(pieces.values())) != len(pieces):
        return None
    new = {place: piece for place, piece in pieces.items() if piece not in known}
    return _Cut(raw=raw, separator=separator, start=start, new=new)


def _start(raw: bytes, layout: Layout) -> int:
    """Where the first piece begins."""
    place = raw.rfind(layout.start) if layout.start else -1
    return place + len(layout.start) if place >= 0 else 0


def _pieces(raw: bytes, separator: bytes, start: int, stop: int) -> Iterator[tuple[int, bytes]]:
    """A stretch of a file cut at a separator: where each piece begins, and the piece."""
    while (end := raw.find(separator, start, stop)) >= 0:
        yield start, raw[start:end]
        start = end + len(separator)
    yield start, raw[start:stop]


def _places(raw: bytes, text: bytes, start: int) -> Iterator[int]:
    """Where a text stands."""
    while (place := raw.find(text, start)) >= 0:
        yield place
        start = place + len(text)

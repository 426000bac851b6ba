"""The part of a data file that an earlier audit does not answer for.

A file is cut into records as our own writer sets them apart. A record is looked at if the file of the earlier audit
has none that is the same byte by byte, or if it names the page of a claim that changed, or of a claim that any such
record names. The rest is sound if there are as many records as there must be, and no two are the same: then each is
that of a claim that has not changed, and none is missing. In all other cases the whole file is to be looked at.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from factcheck.core.model import Claim
from factcheck.core.problems import Problem
from factcheck.site.audit.folder import Folder, Since

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
    known = _known(since, layout)
    head, _, raw = raw.rpartition(layout.start) if layout.start else (b"", b"", raw)
    digests = [_digest(piece) for piece in _pieces(raw, layout.separator)]
    if not known or len(digests) != layout.pieces or len(set(digests)) != layout.pieces:
        return None
    new = {0, layout.pieces - 1, *(number for number, digest in enumerate(digests) if digest not in known)}
    page = re.compile(re.escape(folder.site.settings.address("claims/")).encode() + rb'([^/"\s,]+/[^/"\s,]+)/(?=[",])')
    naming = [page.findall(piece) for piece in _pieces(raw, layout.separator)]
    named = {*(id_.encode() for id_ in since.claims), *(id_ for number in new for id_ in naming[number])}
    at = new | {number for number, ids in enumerate(naming) if not named.isdisjoint(ids)}
    wanted = [piece for number, piece in enumerate(_pieces(raw, layout.separator)) if number in at]
    return head + layout.start + layout.separator.join(wanted), [
        claim for claim in claims if claim.id.encode() in named
    ]


def _known(since: Since, layout: Layout) -> frozenset[bytes]:
    """The pieces that the file of the earlier audit had."""
    before = since.root / layout.path
    raw = before.read_bytes() if before.is_file() else b""
    raw = raw.rpartition(layout.start)[2] if layout.start else raw
    return frozenset(map(_digest, _pieces(raw, layout.separator)))


def _pieces(raw: bytes, separator: bytes) -> Iterator[bytes]:
    """The file cut at a separator, a piece after the other: of 10,000 claims one file has 40 MB."""
    start = 0
    while (end := raw.find(separator, start)) >= 0:
        yield raw[start:end]
        start = end + len(separator)
    yield raw[start:]


def _digest(piece: bytes) -> bytes:
    return blake2b(piece, digest_size=16).digest()

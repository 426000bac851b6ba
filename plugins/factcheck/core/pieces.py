"""Pieces: a quote from a source may leave words out, `[…]`, and insert an editor's own, `[words]`.

What stands between the brackets is looked up piece by piece. A quote from the article has no pieces.

In an extract a line that is `[…]` and nothing else stands between passages of which nobody has stored what
is between them: no piece of a quote can run over it, and how many words it hides is not known.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from factcheck.core.text import Span, Text, trim

_BRACKETS = re.compile(r"\[([^\[\]]+)\]")
_GAPS = ("…", "...")
DIVIDER = "[…]"
_DIVIDED = re.compile(rf"^[ \t]*{re.escape(DIVIDER)}[ \t]*$", re.MULTILINE)


class PieceKind(StrEnum):
    """What a piece of a quote is."""

    WORDS = "words"
    GAP = "gap"
    INSERTION = "insertion"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a quote, with the white space around it as the editor wrote it."""

    kind: PieceKind
    text: str
    hidden: int | None = 0  # of a gap or an insertion: how many words of the source it stands for, where known

    def __reduce__(self) -> tuple[type["Piece"], tuple[PieceKind, str, int | None]]:
        """As a place (core/problems.py)."""
        return Piece, (self.kind, self.text, self.hidden)


def split(quote: str) -> tuple[Piece, ...]:
    """The pieces of a quote, in order; their texts, joined, are the quote."""
    return tuple(_pieces(quote))


def _pieces(quote: str) -> Iterator[Piece]:
    start = 0
    for found in _BRACKETS.finditer(quote):
        if quote[start : found.start()].strip():
            yield Piece(PieceKind.WORDS, quote[start : found.start()])
            start = found.start()
        is_gap = found.group(1).strip() in _GAPS
        yield Piece(PieceKind.GAP if is_gap else PieceKind.INSERTION, quote[start : found.end()])
        start = found.end()
    if quote[start:].strip():
        yield Piece(PieceKind.WORDS, quote[start:])


def is_divided(text: Text) -> bool:
    """Whether an extract has dividers."""
    return _DIVIDED.search(text.raw) is not None


def runs_over_divider(text: Text, span: Span) -> bool:
    """Whether a span of an extract holds a divider."""
    return any(span.start < found.end() and found.start() < span.end for found in _DIVIDED.finditer(text.raw))


def passage(text: Text, span: Span) -> Span:
    """What stands between two dividers of an extract and holds a span; without white space at its ends."""
    dividers = [found.span() for found in _DIVIDED.finditer(text.raw)]
    start = max((end for _, end in dividers if end <= span.start), default=0)
    end = min((begin for begin, _ in dividers if begin >= span.end), default=len(text.raw))
    return trim(text.raw, Span(start, end))


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote from a source as it is shown, and where its words stand in the extract."""

    pieces: tuple[Piece, ...]
    spans: tuple[Span, ...]  # of the pieces that are words, in order


def whole(text: Text, span: Span) -> Quoted:
    """A quote in one piece."""
    return Quoted((Piece(PieceKind.WORDS, text.cut(span)),), (span,))


def filled(pieces: Sequence[Piece], text: Text, spans: tuple[Span, ...]) -> Quoted:
    """A quote in several pieces: with the words of the source, and how many words each bracket stands for."""
    return Quoted(tuple(_filled(pieces, text, spans)), spans)


def _filled(pieces: Sequence[Piece], text: Text, spans: Sequence[Span]) -> Iterator[Piece]:
    passed, told = 0, set[int]()
    for piece in pieces:
        if piece.kind is PieceKind.WORDS:
            yield replace(piece, text=around(piece.text, text.cut(spans[passed])))
            passed += 1
        elif 0 < passed < len(spans) and passed not in told:
            told.add(passed)  # of two brackets side by side, the first tells
            between = text.raw[spans[passed - 1].end : spans[passed].start]
            yield replace(piece, hidden=None if _DIVIDED.search(between) else len(between.split()))
        else:
            yield piece


def around(written: str, words: str) -> str:
    """The words with the white space that stands around them in `written`."""
    bare = written.strip()
    start = written.index(bare)
    return written[:start] + words + written[start + len(bare) :]

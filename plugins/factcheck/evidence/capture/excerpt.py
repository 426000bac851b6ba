"""The paragraphs around quotes: what of a document is kept, and why a quote is not in it."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from factcheck.core.anchoring import Selector, find
from factcheck.core.meaning import differences
from factcheck.core.nearest import nearest
from factcheck.core.pieces import PieceKind, split
from factcheck.core.problems import shown
from factcheck.core.refusal import REWEIGH, listed
from factcheck.core.text import Span, Text

_AROUND = 1  # paragraphs kept before and after
_GAP = "\n\n"


class AbsentError(Exception):
    """A quote that does not stand in the document; `details` are lines that help to mend it."""

    def __init__(self, quote: str, details: tuple[str, ...]) -> None:
        super().__init__(f"quote must occur verbatim in the document: {shown(quote)}")
        self.details = details


def around(paragraphs: Sequence[str], main: Sequence[int], quotes: Sequence[str]) -> tuple[int, ...]:
    """The indexes of the paragraphs that hold the quotes, and of one on each side.

    A quote is looked for in the main text (`main`, indexes) first: a menu or a teaser may repeat it.
    Raises `AbsentError` for the first quote that is nowhere.
    """
    kept: set[int] = set()
    for quote in quotes:
        for candidates in (main, range(len(paragraphs))):
            if places := _places([paragraphs[index] for index in candidates], quote):
                kept.update(candidates[place] for place in places)
                break
        else:
            raise AbsentError(quote, tuple(_details(Text(_GAP.join(paragraphs)), quote)))
    return tuple(sorted(kept))


def _places(paragraphs: Sequence[str], quote: str) -> tuple[int, ...]:
    """Which paragraphs hold the quote or touch one that does."""
    ends = list(accumulate(len(paragraph) + len(_GAP) for paragraph in paragraphs))
    spans = _spans(Text(_GAP.join(paragraphs)), quote)
    held = {
        index
        for span in spans
        for index in range(_paragraph_of(ends, span.start) - _AROUND, _paragraph_of(ends, span.end - 1) + _AROUND + 1)
    }
    return tuple(sorted(held & set(range(len(paragraphs)))))


def _paragraph_of(ends: Sequence[int], offset: int) -> int:
    return bisect_right(ends, offset)


def _spans(text: Text, quote: str) -> list[Span]:
    """Every place of the quote; of one with `[…]` or `[words]`, the first place of its pieces, in order."""
    if found := list(find(text, Selector(quote))):
        return found
    spans: list[Span] = []
    for words in _words(quote):
        after = spans[-1].end if spans else 0
        following = next((span for span in find(text, Selector(words)) if span.start >= after), None)
        if following is None:
            return []
        spans.append(following)
    return spans


def _words(quote: str) -> list[str]:
    return [piece.text.strip() for piece in split(quote) if piece.kind is PieceKind.WORDS]


def _details(text: Text, quote: str) -> Iterator[str]:
    """The nearest passage to the first piece that is absent, and what to do."""
    absent = next((words for words in _words(quote) if not any(find(text, Selector(words)))), None)
    passage = nearest(text, absent or quote)
    if absent is None:
        yield "fix      the pieces are all there, but not in this order: quote them in the order of the document"
    elif passage is None:
        yield "fix      nothing like it was found: check that the quote is from this document"
    else:
        yield f"nearest  {shown(passage.words)}"
        yield f"differs  {'; '.join(passage.differences)}"
        changes = differences(absent, passage.words)
        if changes:
            yield f"meaning  differs in {listed(changes)}"
        typed = f"only the typography differs; paste: {passage.words}"
        yield f"fix      {typed if passage.typographic else REWEIGH if changes else 'copy the words as printed'}"

"""Selectors: where words stand in a text, as other software looks for them.

Two alternatives for the same words, of the W3C Web Annotation Data Model: TextQuoteSelector (4.2.4) and
TextPositionSelector (4.2.5). Other software compares character by character, so that `exact`, `prefix`
and `suffix` are cut out of the text as they stand, white space too; offsets are Unicode code points, half-open.
"""

from collections.abc import Iterator

from factcheck.core.anchoring import Selector, find
from factcheck.core.text import WHITE_SPACE, Span, Text, cuts_character
from factcheck.publish.jsontext import Json

# What annotation clients record around a quote, so that they find it again where the page has changed a little.
CONTEXT = 32
LONGEST_WORD = 32  # how far is looked for the end of a word; Chinese has no white space to find


def selectors(text: Text, span: Span, passage: Span | None = None) -> list[Json]:
    """The two selectors of a span that is not empty and neither starts nor ends in white space."""
    words = quoted(text, span, passage)
    return [
        {"type": "TextQuoteSelector", "exact": words.exact, "prefix": words.prefix, "suffix": words.suffix},
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
    ]


def quoted(text: Text, span: Span, passage: Span | None = None) -> Selector:
    """The words of a span with 32 code points of context on both sides, and more where they are not enough.

    Context is taken in whole words where there are words, and out of `passage` only, the part of `text` that
    stands like that in the original document, unless that is not enough. `find` finds the span and no other
    one; so does software that compares character by character, since what it finds `find` finds too.
    """
    whole = Span(0, len(text.raw))
    candidates = (found for bounds in (passage or whole, whole) for found in _contexts(text, span, bounds))
    return next(found for found in candidates if list(find(text, found)) == [span])  # with all the text, one is


def _contexts(text: Text, span: Span, bounds: Span) -> Iterator[Selector]:
    """The words with more and more context, up to all that is within the bounds."""
    size = CONTEXT
    while True:
        start = max(_outward(text.raw, max(span.start - size, bounds.start), -1), bounds.start)
        end = min(_outward(text.raw, min(span.end + size, bounds.end), 1), bounds.end)
        yield Selector(text.cut(span), text.raw[start : span.start], text.raw[span.end : end])
        if (start, end) == bounds:
            return
        size *= 2


def _outward(raw: str, offset: int, step: int) -> int:
    """The nearest offset, in steps of -1 or 1 away from the words, that cuts no word; if none is near, no character."""
    for candidate in range(offset, offset + step * LONGEST_WORD, step):
        outside = candidate + min(step, 0)  # the index of the character beyond the offset
        if not 0 <= outside < len(raw) or raw[outside] in WHITE_SPACE:
            return candidate
    while cuts_character(raw, Span(offset, offset)):
        offset += step
    return offset

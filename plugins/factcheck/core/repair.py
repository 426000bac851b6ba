"""Repair: the selector that was meant by one that does not prove, where there is no doubt.

The words must stand in the text, typography apart; of several places exactly one must fit what stands
before and after. Nothing is guessed: where two places can be meant there is no repair.
"""

from collections.abc import Callable, Sequence
from itertools import islice

from rapidfuzz.distance import Levenshtein

from factcheck.core.anchoring import Selector, describe, find
from factcheck.core.folding import alike
from factcheck.core.text import Span, Text, collapse
from factcheck.core.typography import fold

_SLIP = 0.6  # from this likeness on, a prefix that fits nowhere may be meant for a place (as in core/nearest.py)
_WIDER = 4  # folding shortens: a soft hyphen is dropped, white space collapses


def places_of(text: Text, words: str) -> list[Span]:
    """Where the words stand; where they stand nowhere, the places that differ in typography only."""
    return list(find(text, Selector(words))) or alike(text, words)


def least(text: Text, span: Span) -> Selector:
    """The selector with the least context, its words on one line."""
    found = describe(text, span)
    return Selector(collapse(found.exact), found.prefix, found.suffix)


def repaired(text: Text, selector: Selector) -> Selector | None:
    """The selector of the only place that can be meant, in the text's own characters; None where there is doubt.

    A prefix and suffix that choose it stay, others become the least that do. What proves already stays.
    """
    if len(list(islice(find(text, selector), 2))) == 1:
        return selector
    span = _meant(text, selector, places_of(text, selector.exact))
    if span is None:
        return None
    words = collapse(text.cut(span))
    exact = selector.exact if collapse(selector.exact) == words else words
    own = Selector(exact, selector.prefix, selector.suffix)
    return own if list(find(text, own)) == [span] else least(text, span)


def _meant(text: Text, selector: Selector, places: Sequence[Span]) -> Span | None:
    before = [span for span in places if _ends(_before(text, span, selector.prefix), selector.prefix)]
    after = [span for span in places if _starts(_after(text, span, selector.suffix), selector.suffix)]
    if both := [span for span in before if span in after]:
        return both[0] if len(both) == 1 else None
    if len(places) == 1:  # the words are there once, whatever stands around them
        return places[0]
    if len(before) + len(after) != 1:
        return None
    # One of the two fits a single place, the other fits none: it must not be a slip for another place.
    (span,) = before or after
    wrong, around = (selector.suffix, _after) if before else (selector.prefix, _before)
    likeness = {place: _likeness(text, place, wrong, around) for place in places}
    is_slip = any(likeness[place] >= max(_SLIP, likeness[span]) for place in places if place != span)
    return None if is_slip else span


def _ends(window: str, prefix: str) -> bool:
    return window.endswith(fold(prefix))


def _starts(window: str, suffix: str) -> bool:
    return window.startswith(fold(suffix))


def _before(text: Text, span: Span, prefix: str) -> str:
    """What stands before a span, folded: enough to hold `prefix`."""
    start = text.shrink(span).start
    return fold(text.collapsed[max(0, start - _WIDER * len(prefix) - _WIDER) : start])


def _after(text: Text, span: Span, suffix: str) -> str:
    end = text.shrink(span).end
    return fold(text.collapsed[end : end + _WIDER * len(suffix) + _WIDER])


def _likeness(text: Text, span: Span, words: str, around: Callable[[Text, Span, str], str]) -> float:
    """How like `words` what stands before or after a span is, 0 to 1."""
    wanted, window = fold(words), around(text, span, words)
    nearby = window[-len(wanted) :] if around is _before else window[: len(wanted)]
    return Levenshtein.normalized_similarity(wanted, nearby)

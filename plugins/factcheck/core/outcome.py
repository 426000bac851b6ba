"""Outcomes: in one word, how quoted words stand in a text. The same six words are used everywhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from factcheck.core.anchoring import Selector, find
from factcheck.core.nearest import Passage, nearest
from factcheck.core.pieces import PieceKind, split
from factcheck.core.text import Text, collapse


class Outcome(StrEnum):
    """How quoted words stand in a text, from the best to the worst. Only `verbatim` passes."""

    VERBATIM = "verbatim"  # character for character, white space apart
    TYPOGRAPHIC = "typographic"  # but for quotation marks, dashes, spaces or composed letters
    NEAR = "near"  # something like it stands there
    MISATTRIBUTED = "misattributed"  # verbatim, but in another stored text
    NOT_FOUND = "not-found"  # nothing like it
    UNCHECKED = "unchecked"  # there was no text to look in; always with the cause


_ORDER = tuple(Outcome)


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome of a quote in several pieces: as good as its worst piece."""
    return max(outcomes, key=_ORDER.index, default=Outcome.NOT_FOUND)


@dataclass(frozen=True, slots=True)
class Finding:
    """An outcome, and for `typographic` and `near` the passage that was found instead."""

    outcome: Outcome
    passage: Passage | None = None


def look_up(text: Text, quote: str) -> Finding:
    """How `quote` stands in `text`, wherever and however often; `[…]` and `[words]` as in a quote from a source."""
    if any(find(text, Selector(quote))):  # the brackets may be the text's own
        return Finding(Outcome.VERBATIM)
    words = [piece.text.strip() for piece in split(quote) if piece.kind is PieceKind.WORDS]
    if len(words) > 1 and _stand_in_order(text, words):
        return Finding(Outcome.VERBATIM)
    findings = [_look_up(text, piece) for piece in words]
    if len(words) > 1 and worst(found.outcome for found in findings) is Outcome.VERBATIM:
        return Finding(Outcome.NEAR)  # all pieces are there, in another order
    return max(findings, key=lambda found: _ORDER.index(found.outcome), default=Finding(Outcome.NOT_FOUND))


def _look_up(text: Text, words: str) -> Finding:
    if any(find(text, Selector(words))):
        return Finding(Outcome.VERBATIM)
    passage = nearest(text, words)
    return Finding(outcome_of(passage), passage)


def outcome_of(passage: Passage | None) -> Outcome:
    """The outcome for words that are not there, by the passage most like them."""
    if passage is None:
        return Outcome.NOT_FOUND
    return Outcome.TYPOGRAPHIC if passage.typographic else Outcome.NEAR


def _stand_in_order(text: Text, words: list[str]) -> bool:
    offset = 0
    for piece in map(collapse, words):
        if (found := text.collapsed.find(piece, offset)) < 0:
            return False
        offset = found + len(piece)
    return True

"""Looking words up in a text: which outcome they have there."""

from dataclasses import dataclass

from factcheck.core.anchoring import Selector, find
from factcheck.core.nearest import Passage, nearest
from factcheck.core.outcome import ORDER, Outcome, worst
from factcheck.core.pieces import PieceKind, split
from factcheck.core.text import Text, collapse


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
    return max(findings, key=lambda found: ORDER.index(found.outcome), default=Finding(Outcome.NOT_FOUND))


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

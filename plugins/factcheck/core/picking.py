"""Picking: from the words that somebody typed to the places of a stored text that they may mean.

Each pick has the least selector that proves; where only typography differs, in the text's own characters.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from factcheck.core import refusal
from factcheck.core.anchoring import Selector
from factcheck.core.encoding import INVISIBLE
from factcheck.core.mending import settled
from factcheck.core.nearest import by_character
from factcheck.core.pieces import PieceKind, split
from factcheck.core.problems import Place, Problem, has_errors, problem, shown
from factcheck.core.proof import Proof, proof_of
from factcheck.core.refusal import MOST_PLACES
from factcheck.core.repair import least, places_of
from factcheck.core.stored import Stored
from factcheck.core.text import Span, collapse, cuts_character


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """A place that may be meant, and the selector that proves there."""

    span: Span  # of a quote in pieces, the first one's
    selector: Selector
    differences: tuple[str, ...] = ()  # the typographic ones between what was typed and the text's own characters
    problems: tuple[Problem, ...] = ()  # warnings


@dataclass(frozen=True, slots=True, kw_only=True)
class Picks:
    """The places that may be meant, in the order of the text: all are counted, the first ones (or one) described."""

    found: tuple[Pick, ...]
    total: int


def picks(stored: Stored, words: str, others: Iterable[Stored] = (), nth: int | None = None) -> Picks | Problem:
    """The places that the words may mean, or why there is none. `nth`, from 1, asks for one of them alone."""
    typed = Selector(collapse(words))
    if stored.kind == "extract" and any(piece.kind is not PieceKind.WORDS for piece in split(typed.exact)):
        meant = settled(stored, typed)
        pick = picked(stored, meant, words) if meant else _refusal(proof_of(stored, typed, _place(stored), others))
        return pick if isinstance(pick, Problem) else Picks(found=(pick,) if nth in (None, 1) else (), total=1)
    spans = places_of(stored.text, typed.exact)
    if not spans:
        return refusal.absent(stored, typed, _place(stored), others)[1]
    # To describe a place takes as long as there are others; where all cut a character, the first one tells so.
    whole = [span for span in spans if not cuts_character(stored.text.raw, span)] or spans[:1]
    chosen = whole[:MOST_PLACES] if nth is None else whole[max(0, nth - 1) : max(0, nth)]
    described = [picked(stored, least(stored.text, span), words) for span in chosen]
    found = tuple(pick for pick in described if isinstance(pick, Pick))
    refused = next((pick for pick in described if isinstance(pick, Problem)), None)
    return refused if refused and not found else Picks(found=found, total=len(whole))


def picked(stored: Stored, selector: Selector, words: str) -> Pick | Problem:
    """The one pick of a selector, or why it cannot be written into a file."""
    if hidden := INVISIBLE.search("".join((selector.exact, selector.prefix, selector.suffix))):
        return _hidden(stored, selector, hidden.group())
    proof = proof_of(stored, selector, _place(stored))
    if proof.quoted is None or has_errors(proof.problems):
        return _refusal(proof)
    exact, typed = collapse(selector.exact), collapse(words)
    differences = tuple(by_character(typed, exact)) if typed != exact else ()
    span = proof.quoted.spans[0]
    return Pick(span=span, selector=selector, differences=differences, problems=proof.problems)


def _refusal(proof: Proof) -> Problem:
    return next(found for found in proof.problems if found.is_error)


def _place(stored: Stored) -> Place:
    return Place(stored.path)


def _hidden(stored: Stored, selector: Selector, character: str) -> Problem:
    """The words hold what no content file may hold, so that a quote of them cannot be written."""
    found = f"U+{ord(character):04X} in {shown(selector.exact)}"
    return problem("FC102", _place(stored), ("found", found), ("fix", "quote words before or after it"))

"""The proof of a quotation: found verbatim and once in the text it is taken from, or a problem.

Similarity only words the refusal (core/refusal.py).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from factcheck.core.anchoring import Selector, find
from factcheck.core.outcome import Outcome, worst
from factcheck.core.pieces import Piece, PieceKind, Quoted, filled, runs_over_divider, split, whole
from factcheck.core.problems import Place, Problem, has_errors, problem, shown
from factcheck.core.stored import Stored
from factcheck.core.text import Span, cuts_character, cuts_word


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of looking for a quote. `quoted` is None unless the quote is proved."""

    outcome: Outcome
    quoted: Quoted | None
    problems: tuple[Problem, ...] = ()

    @property
    def span(self) -> Span | None:
        """Where a quote in one piece stands."""
        return self.quoted.spans[0] if self.quoted else None


def prove(stored: Stored, selector: Selector, place: Place, others: Iterable[Stored] = ()) -> Proof:
    """Find a quote in its text. `others` are searched for the wording of a refusal only."""
    spans = list(find(stored.text, selector))
    if len(spans) == 1:
        return Proof(Outcome.VERBATIM, whole(stored.text, spans[0]), tuple(_cuts(stored, spans[0], place)))
    from factcheck.core import refusal  # heavy: rapidfuzz, and the words that count in two languages

    if spans:
        return Proof(Outcome.VERBATIM, None, (refusal.ambiguous(stored, selector, spans, place),))
    outcome, refused = refusal.absent(stored, selector, place, others)
    return Proof(outcome, None, (refused,))


def proof_of(stored: Stored, selector: Selector, place: Place, others: Iterable[Stored] = ()) -> Proof:
    """Find a quote in its text: from an article in one piece, from a source also in several."""
    return (prove if stored.kind == "seed" else prove_pieces)(stored, selector, place, others)


def prove_pieces(stored: Stored, selector: Selector, place: Place, others: Iterable[Stored] = ()) -> Proof:
    """Find a quote from a source, piece by piece where it has `[…]` or `[words]`."""
    pieces = split(selector.exact)
    has_brackets = any(piece.kind is not PieceKind.WORDS for piece in pieces)
    if not has_brackets or any(own_brackets(stored, selector)):
        return prove(stored, selector, place, others)
    proofs = [prove(stored, piece, place, others) for piece in selectors(pieces, selector)]
    problems = [found for proof in proofs for found in proof.problems]
    spans = tuple(proof.span for proof in proofs if proof.span)
    if len(spans) == len(proofs) and (not proofs or _is_disordered(pieces, spans)):
        problems.append(_disorder(stored, selector, place))
    quoted = None if has_errors(problems) else filled(pieces, stored.text, spans)
    return Proof(worst(proof.outcome for proof in proofs), quoted, tuple(problems))


def own_brackets(stored: Stored, selector: Selector) -> Iterator[Span]:
    """Where a quote with brackets stands as it is: they are the source's own, not our divider."""
    return (span for span in find(stored.text, selector) if not runs_over_divider(stored.text, span))


def selectors(pieces: Sequence[Piece], selector: Selector) -> list[Selector]:
    """A selector for each piece that is words; the prefix belongs to the first, the suffix to the last."""
    words = [piece.text.strip() for piece in pieces if piece.kind is PieceKind.WORDS]
    last = len(words) - 1
    return [Selector(exact, selector.prefix * (i == 0), selector.suffix * (i == last)) for i, exact in enumerate(words)]


def _is_disordered(pieces: Sequence[Piece], spans: Sequence[Span]) -> bool:
    """Whether the pieces stand in another order, or the quote begins or ends with a gap."""
    is_open = PieceKind.GAP in (pieces[0].kind, pieces[-1].kind)
    return is_open or any(after.start < before.end for before, after in pairwise(spans))


def _disorder(stored: Stored, selector: Selector, place: Place) -> Problem:
    fix = "quote the pieces in the order of the source, and no gap at the beginning or end"
    return problem("FC308", place, ("quote", shown(selector.exact)), ("fix", fix), extract=stored.path)


def _cuts(stored: Stored, span: Span, place: Place) -> Iterator[Problem]:
    words = ("quote", shown(stored.text.cut(span)))
    if cuts_character(stored.text.raw, span):
        fix = "take in the whole character: the letter with its accents, the whole emoji"
        yield problem(stored.cut_character, place, words, ("fix", fix))
    elif cuts_word(stored.text.raw, span):
        yield problem(stored.cut_word, place, words, ("fix", "take in the whole word"))

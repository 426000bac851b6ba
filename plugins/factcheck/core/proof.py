"""The proof of a quotation: found verbatim and once in the text it is taken from, or a problem.

Similarity (core/nearest.py) only words the hint of a refusal.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from factcheck.core.anchoring import Selector, describe, find
from factcheck.core.corpus import Seed
from factcheck.core.frontmatter import Document
from factcheck.core.nearest import Passage, nearest
from factcheck.core.pieces import Piece, PieceKind, Quoted, filled, split, whole
from factcheck.core.problems import Place, Problem, has_errors, problem, shown
from factcheck.core.text import Span, Text, cuts_character, cuts_word

MOST_PLACES = 10  # of an ambiguous quote, in one message
_GAPS = ("[…]", "[...]", "...", "…")


@dataclass(frozen=True, kw_only=True)
class Origin:
    """The text a quote is taken from, and the codes of what can be wrong with it."""

    text: Text
    path: str
    first_line: int = 1  # the line of the file at which the text begins
    absent: str
    ambiguous: str
    cut_character: str
    cut_word: str
    is_altered: bool = False  # a seed that is not the one whose hash was written down

    def where(self, span: Span) -> str:
        """The place of a span, for people."""
        line, column = self.text.position(span.start)
        return f"line {line + self.first_line - 1}, column {column}"


def article_origin(seed: Seed, sha256: str) -> Origin:
    """The origin of a quote from the article; `sha256` is what the article's front matter gives."""
    return Origin(
        text=seed.text,
        path=seed.path,
        absent="FC201",
        ambiguous="FC202",
        cut_character="FC203",
        cut_word="FC204",
        is_altered=seed.sha256 != sha256,
    )


def extract_origin(text: Text, document: Document) -> Origin:
    """The origin of a quote from a source."""
    return Origin(
        text=text,
        path=document.path,
        first_line=document.body_line,
        absent="FC302",
        ambiguous="FC303",
        cut_character="FC304",
        cut_word="FC306",
    )


def prove(
    origin: Origin, selector: Selector, place: Place, others: Iterable[Origin] = ()
) -> tuple[Span | None, list[Problem]]:
    """Find a quote in its origin: its span, or the problem. `others` are searched for the hint only."""
    spans = list(find(origin.text, selector))
    if not spans:
        return None, [_absent(origin, selector, place, others)]
    if len(spans) > 1:
        return None, [_ambiguous(origin, selector, spans, place)]
    return spans[0], list(_cuts(origin, spans[0], place))


def prove_pieces(
    origin: Origin, selector: Selector, place: Place, others: Iterable[Origin] = ()
) -> tuple[Quoted | None, list[Problem]]:
    """Find a quote from a source, piece by piece where it has `[…]` or `[words]`."""
    pieces = split(selector.exact)
    has_brackets = any(piece.kind is not PieceKind.WORDS for piece in pieces)
    if not has_brackets or any(find(origin.text, selector)):  # the brackets may be the source's own
        span, problems = prove(origin, selector, place, others)
        return span and whole(origin.text, span), problems
    words = [piece.text.strip() for piece in pieces if piece.kind is PieceKind.WORDS]
    last = len(words) - 1
    proofs = [
        prove(origin, Selector(exact, selector.prefix * (i == 0), selector.suffix * (i == last)), place, others)
        for i, exact in enumerate(words)
    ]
    spans = tuple(span for span, _ in proofs if span)
    problems = [found for _, problems in proofs for found in problems]
    if len(spans) == len(words) and (not words or _is_disordered(pieces, spans)):
        fix = "quote the pieces in the order of the source, and no gap at the beginning or end"
        details = ("quote", shown(selector.exact)), ("fix", fix)
        problems.append(problem("FC308", place, *details, extract=origin.path))
    return (None if has_errors(problems) else filled(pieces, origin.text, spans)), problems


def _is_disordered(pieces: Sequence[Piece], spans: Sequence[Span]) -> bool:
    """Whether the pieces stand in another order, or the quote begins or ends with a gap."""
    is_open = PieceKind.GAP in (pieces[0].kind, pieces[-1].kind)
    return is_open or any(after.start < before.end for before, after in pairwise(spans))


def _cuts(origin: Origin, span: Span, place: Place) -> Iterator[Problem]:
    words = ("quote", shown(origin.text.cut(span)))
    if cuts_character(origin.text.raw, span):
        fix = "take in the whole character: the letter with its accents, the whole emoji"
        yield problem(origin.cut_character, place, words, ("fix", fix))
    elif cuts_word(origin.text.raw, span):
        yield problem(origin.cut_word, place, words, ("fix", "take in the whole word"))


def _ambiguous(origin: Origin, selector: Selector, spans: list[Span], place: Place) -> Problem:
    choices = [_choice(origin, span) for span in spans[:MOST_PLACES]]
    more = len(spans) - len(choices)
    return problem(
        origin.ambiguous,
        place,
        ("quote", shown(selector.exact)),
        *(("place", choice) for choice in choices),
        ("more", f"{more} more places" if more else ""),
        ("fix", "write the quote as {exact: …, prefix: …, suffix: …} with the words right before or after it"),
        **{_kind(origin): origin.path, "count": len(spans)},
    )


def _choice(origin: Origin, span: Span) -> str:
    """A place of an ambiguous quote, with the context that would choose it."""
    chosen = describe(origin.text, span)
    parts = {"prefix": chosen.prefix, "suffix": chosen.suffix}
    context = " and ".join(f"{name} {shown(words)}" for name, words in parts.items() if words)
    return f"{origin.where(span)}: {context}"


def _kind(origin: Origin) -> str:
    return "seed" if origin.path.startswith("seeds/") else "extract"


def _absent(origin: Origin, selector: Selector, place: Place, others: Iterable[Origin]) -> Problem:
    bare = list(islice(find(origin.text, Selector(selector.exact)), MOST_PLACES))
    hints = _wrong_context(origin, selector, bare) if bare else _hints(origin, selector, others)
    return problem(origin.absent, place, *hints, **{_kind(origin): origin.path})


def _wrong_context(origin: Origin, selector: Selector, spans: list[Span]) -> Iterator[tuple[str, str]]:
    """The words are there, but not with this prefix and suffix."""
    yield "quote", shown(selector.exact)
    yield from (
        (name, shown(words)) for name, words in (("prefix", selector.prefix), ("suffix", selector.suffix)) if words
    )
    yield from (("place", _choice(origin, span).removesuffix(": ")) for span in spans)
    yield "fix", "correct prefix and suffix, or leave them out where the words occur only once"


def _hints(origin: Origin, selector: Selector, others: Iterable[Origin]) -> Iterator[tuple[str, str]]:
    yield "quote", shown(selector.exact)
    elsewhere = next((o for o in others if o.path != origin.path and any(find(o.text, selector))), None)
    if elsewhere:
        span = next(find(elsewhere.text, selector))
        yield "found in", f"{elsewhere.path} ({elsewhere.where(span)})"
        yield "fix", "name that source instead"
        return
    passage = nearest(origin.text, selector.exact)
    if passage:
        yield "nearest", f"{shown(passage.words)} ({origin.where(passage.span)}; {_distance(passage)})"
        yield "differs", "; ".join(passage.differences)
    yield "fix", "restore the seed first (FC205)" if origin.is_altered else _fix(origin, selector, passage)


def _distance(passage: Passage) -> str:
    return f"differs in {passage.changed} character{'' if passage.changed == 1 else 's'}"


def _gap_fix(origin: Origin) -> str:
    if _kind(origin) == "seed":
        return "quote one unbroken passage, without words left out"
    return "write […] for words left out; an ellipsis without brackets is the source's own"


def _fix(origin: Origin, selector: Selector, passage: Passage | None) -> str:
    if passage and passage.typographic:
        escaped = passage.words.replace("\\", "\\\\").replace('"', '\\"')
        return f'only the typography differs; paste: quote: "{escaped}"'
    if any(gap in selector.exact for gap in _GAPS):
        return _gap_fix(origin)
    if passage:
        return "copy the words as printed"
    return "nothing like it was found: check that the quote is from this text"

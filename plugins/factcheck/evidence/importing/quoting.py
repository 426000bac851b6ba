"""Quoting: the words of a review that stand verbatim, once, in a stored text. Others are not taken over."""

from collections.abc import Iterator
from itertools import islice

from factcheck.core.anchoring import Selector, find
from factcheck.core.fields import Stance
from factcheck.core.headertext import Value
from factcheck.core.meaning import differences
from factcheck.core.nearest import nearest
from factcheck.core.pieces import PieceKind, split
from factcheck.core.problems import Place, has_errors, shown
from factcheck.core.proof import prove, prove_pieces
from factcheck.core.stored import Stored
from factcheck.core.text import collapse
from factcheck.evidence.importing.claimreview import Citation, Review, Words
from factcheck.evidence.importing.desk import Desk, address
from factcheck.evidence.importing.notes import Notes

MOST_WORDS = 5000  # characters (core/fields.py)
MOST_QUOTES = 20
MOST_CITATIONS = 100
MOST_COUNTED = 10
_PLACE = Place("")


def quote_of(review: Review, claim: str, desk: Desk, notes: Notes) -> Value | None:
    """The words of the article: those that the review quotes, or else its claim sentence."""
    if desk.seed is None:
        notes.lost("quote", f"{desk.article.file.seed} cannot be read")
        return None
    for words in review.words[:MOST_QUOTES]:
        for selector in _selectors(words):
            if _is_quote(desk.seed, selector):
                return _written(selector)
    if _stands_once(desk.seed, Selector(claim)) and not prove(desk.seed, Selector(claim), _PLACE).problems:
        return claim
    wanted = review.words[0].exact if review.words else claim
    notes.lost("quote" if review.words else "itemReviewed.text", _why(desk.seed, wanted, desk), wanted)
    return None


def evidence_of(review: Review, claim: str, desk: Desk, notes: Notes) -> Value | None:
    """The citations that are stored sources, with their quotes."""
    found = list[dict[str, Value]]()
    for citation in review.citations[:MOST_CITATIONS]:
        found += [entry for entry in _cited(citation, desk, notes) if "quote" in entry or entry not in found]
    if len(review.citations) > MOST_CITATIONS:
        notes.lost("citation", f"only the first {MOST_CITATIONS} of {len(review.citations)} were read")
    return found


def _cited(citation: Citation, desk: Desk, notes: Notes) -> Iterator[dict[str, Value]]:
    known = (desk.library.sources.get(address(given), []) for given in citation.addresses)
    slugs = list(dict.fromkeys(slug for slugs in known for slug in slugs))
    name = citation.addresses[0] if citation.addresses else citation.name
    if not slugs:
        reason = "no stored source has this address; store it (factcheck capture), then add it under evidence"
        notes.lost("citation", reason if citation.addresses else "it has no address", name)
        return
    quoted = [entry for words in citation.words[:MOST_QUOTES] for entry in _entry(words, citation, slugs, desk, notes)]
    if not quoted and len(slugs) > 1:
        notes.lost("citation", f"several stored sources have this address: {', '.join(slugs)}", name)
    elif not quoted:
        quoted = [{"source": slugs[0], **_stance(citation.stances)}]
        if not citation.words:
            notes.to_do("evidence", f"add the words of {slugs[0]} that bear on the claim")
    yield from quoted


def _entry(words: Words, citation: Citation, slugs: list[str], desk: Desk, notes: Notes) -> list[dict[str, Value]]:
    """A piece of evidence for quoted words, from the one source that holds them."""
    extracts = {slug: desk.library.extracts[slug] for slug in slugs if slug in desk.library.extracts}
    for selector in _selectors(words):
        holders = [slug for slug, extract in extracts.items() if _is_evidence(extract, selector)]
        if len(holders) == 1:
            stance = _stance((*words.stances, *citation.stances))
            return [{"source": holders[0], "quote": _written(selector), **stance}]
        if holders:
            notes.lost("citation.hasPart", f"it stands in several sources: {', '.join(holders)}", words.exact)
            return []
    for slug in slugs[:1]:
        reason = _why(extracts[slug], words.exact, desk) if slug in extracts else "its extract cannot be read"
        notes.lost("citation.hasPart", reason, words.exact)
    return []


def _stance(words: tuple[str, ...]) -> dict[str, Value]:
    """The stance, where the file has a word of ours for it."""
    known = {stance.value for stance in Stance}
    return next(({"stance": word} for word in words if word in known), {})


def _selectors(words: Words) -> Iterator[Selector]:
    """What to look for: with the words around, where there are any, then without."""
    exact, prefix, suffix = (collapse(text) for text in (words.exact, words.prefix, words.suffix))
    if max(map(len, (exact, prefix, suffix))) <= MOST_WORDS and exact:
        yield from ([Selector(exact, prefix, suffix)] if prefix or suffix else [])
        yield Selector(exact)


def _written(selector: Selector) -> Value:
    """A quote as front matter has it."""
    around = {"prefix": selector.prefix, "suffix": selector.suffix}
    given = {key: text for key, text in around.items() if text}
    return {"exact": selector.exact, **given} if given else selector.exact


def _is_quote(stored: Stored, selector: Selector) -> bool:
    """Whether the site would take words as a quote of a text: verbatim, once, cutting no character."""
    proof = prove(stored, selector, _PLACE) if _stands_once(stored, selector) else None
    return proof is not None and not has_errors(proof.problems)


def _is_evidence(stored: Stored, selector: Selector) -> bool:
    """The same for words of a source, in which `[…]` and `[words]` may stand."""
    pieces = [Selector(piece.text) for piece in split(selector.exact) if piece.kind is PieceKind.WORDS]
    if not _stands_once(stored, selector) and not (pieces and all(_stands_once(stored, piece) for piece in pieces)):
        return False
    return not has_errors(prove_pieces(stored, selector, _PLACE).problems)


def _stands_once(stored: Stored, selector: Selector) -> bool:
    """Asked first, as it is cheap: a proof words its refusal, which is not needed here."""
    return len(list(islice(find(stored.text, selector), 2))) == 1


def _why(stored: Stored, words: str, desk: Desk) -> str:
    """Why words are no quote of a text."""
    if len(words) > MOST_WORDS:
        return f"it has {len(words):,} characters; at most {MOST_WORDS:,} are possible"
    count = len(list(islice(find(stored.text, Selector(words)), MOST_COUNTED)))
    if count:
        times = f"{count} times{' or more' if count == MOST_COUNTED else ''}"
        once = f"it stands in {stored.path}, but not as a quote: it cuts a character or a word"
        return once if count == 1 else f"it stands {times} in {stored.path}; give prefix or suffix with it"
    desk.library.hints -= 1
    passage = nearest(stored.text, words) if desk.library.hints >= 0 else None
    if passage is None:
        return f"it does not stand in {stored.path}; quote the words that are meant"
    meaning = "; the meaning differs" if differences(words, passage.words) else ""
    return f"it does not stand in {stored.path}; nearest {shown(passage.words)} ({stored.where(passage.span)}{meaning})"

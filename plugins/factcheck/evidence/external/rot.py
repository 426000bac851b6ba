"""Quote rot: whether quoted words are still on the page they are cited from, and in its archived copy."""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from factcheck.core.corpus import Corpus, Entry
from factcheck.core.linkfile import DiffKind, Look
from factcheck.core.lookup import Finding, look_up
from factcheck.core.outcome import Outcome
from factcheck.core.pieces import PieceKind, split
from factcheck.core.problems import Place
from factcheck.core.schema import DraftFile, Quote
from factcheck.core.text import Text, collapse

NO_ARCHIVE = "no archived copy is named"
DISORDERED = "the pieces of the quote stand there in another order"

Diff = tuple[tuple[DiffKind, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A quote, and the pages that should hold it."""

    place: Place
    claim: str  # path of the claim's file
    evidence: int | None  # its index from 0; none for the quote from the article
    exact: str
    url: str  # as written
    archive: str | None = None


def cited(corpus: Corpus) -> Iterator[Cited]:
    """Every quote of every claim that stands, drafts' too, whose article or source is there."""
    for (article, _), claim in corpus.claims.items():
        if claim.file.is_withdrawn:
            continue
        if article in corpus.articles and (quote := claim.file.quote):
            yield _from_article(claim, quote, corpus.articles[article].file.url)
        yield from _from_sources(claim, corpus)


def _from_article(claim: Entry[DraftFile], quote: Quote, url: str) -> Cited:
    place, path = claim.document.place("quote", "exact"), claim.document.path
    return Cited(place=place, claim=path, evidence=None, exact=quote.exact, url=url)


def _from_sources(claim: Entry[DraftFile], corpus: Corpus) -> Iterator[Cited]:
    for index, evidence in enumerate(claim.file.evidence):
        source, quote = corpus.sources.get(evidence.source), evidence.quote
        if source is None or quote is None:
            continue
        yield Cited(
            place=claim.document.place("evidence", index, "quote", "exact"),
            claim=claim.document.path,
            evidence=index,
            exact=quote.exact,
            url=source.file.url,
            archive=source.file.archive,
        )


def unchecked(cause: str) -> Look:
    """There was no text to look in."""
    return Look(outcome=Outcome.UNCHECKED, cause=cause)


def look(text: Text, quote: str) -> Look:
    """How a quote stands on a page.

    A page with fewer characters than the quote cannot hold it: it is a shell that needs JavaScript, or a
    teaser. Such a page says nothing about the quote, so the look is `unchecked`.
    """
    finding, size = look_up(text, quote), len(collapse(text.raw))
    if finding.outcome is Outcome.NOT_FOUND and size < len(collapse(quote)):
        return unchecked(f"the page shows only {size} characters of text; it may need JavaScript or a login")
    if finding.passage is not None:
        return Look(outcome=finding.outcome, diff=diff(_piece(text, quote, finding), finding.passage.words))
    return Look(outcome=finding.outcome, cause=DISORDERED if finding.outcome is Outcome.NEAR else None)


def _piece(text: Text, quote: str, finding: Finding) -> str:
    """The piece of a quote that a finding is about."""
    pieces = [piece.text.strip() for piece in split(quote) if piece.kind is PieceKind.WORDS]
    return next((piece for piece in pieces[:-1] if look_up(text, piece) == finding), pieces[-1])


def diff(quote: str, passage: str) -> Diff:
    """The word diff from a quote to a passage; the words of the quote come first where both have some.

    The stretches that are not `page`, joined by spaces, are the quote; those that are not `quote`, the passage.
    """
    mine, real = collapse(quote).split(" "), collapse(passage).split(" ")
    found: list[tuple[DiffKind, str]] = []
    removed, added = list[str](), list[str]()
    for op in Levenshtein.opcodes(mine, real):
        here, there = mine[op.src_start : op.src_end], real[op.dest_start : op.dest_end]
        if op.tag != "equal":
            removed, added = removed + here, added + there
            continue
        found += _change(removed, added)
        removed, added = [], []
        found.append((DiffKind.SAME, " ".join(here)))
    return (*found, *_change(removed, added))


def _change(removed: list[str], added: list[str]) -> Iterator[tuple[DiffKind, str]]:
    if removed:
        yield DiffKind.QUOTE, " ".join(removed)
    if added:
        yield DiffKind.PAGE, " ".join(added)

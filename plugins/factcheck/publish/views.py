"""What templates are given besides the model: an annotated article, a quote in its sentence, counts, lists."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from factcheck.core.blocks import plain_blocks
from factcheck.core.context import around
from factcheck.core.model import Article, Claim, Correction, Evidence, Site, Source
from factcheck.core.pieces import Piece, PieceKind
from factcheck.core.settings import Verdict
from factcheck.core.text import Span, Text
from factcheck.publish.coverage import Coverage, coverage
from factcheck.publish.deeplink import deep_link
from factcheck.publish.filelinks import FileLinks, of_article
from factcheck.render.annotate import Mark, Part, annotate, escape_text, lead
from factcheck.render.prose import with_root
from factcheck.render.words import Words, catalogue

Rendered = Mapping[str, str]  # the sanitised HTML of a content file's text, by the file's path


@dataclass(frozen=True, kw_only=True)
class AnnotatedArticle:
    """An article with its marks and notes."""

    article: Article
    lead: str  # the white space before its first block, as safe HTML
    parts: tuple[Part, ...]
    claims: tuple[Claim, ...]
    notes: Mapping[str, tuple[Claim, Claim | None, Claim | None]]  # by slug: the claim, the one before and after
    coverage: Coverage
    assessment: str
    files: FileLinks | None


@dataclass(frozen=True)
class Excerpt:
    """A quote in its sentence."""

    before: str
    pieces: tuple[Piece, ...]
    after: str


@dataclass(frozen=True, kw_only=True)
class EvidenceView:
    """A piece of evidence as it is shown."""

    evidence: Evidence
    excerpt: Excerpt
    link: str  # to the words on the original page, as near as an address can lead
    archive: str | None


@dataclass(frozen=True)
class Count:
    """How many claims have a verdict."""

    verdict: Verdict
    claims: tuple[Claim, ...]
    before: int  # how many claims have a verdict that stands before it on the scale


@dataclass(frozen=True)
class LogEntry:
    """A line of the corrections log."""

    claim: Claim
    correction: Correction
    before: str  # the path of what the claim said before it, with its place; empty where that was not kept


@dataclass(frozen=True)
class Citation:
    """A quote of a source's extract and the claim it is evidence for."""

    slug: str
    number: int
    claim: Claim
    evidence: Evidence
    span: Span  # of one piece of the quote


def annotated(site: Site, article: Article, rendered: Rendered, root: str) -> AnnotatedArticle:
    """An article with its claims marked, for a page from which `root` leads to the site's own."""
    claims, words = site.claims_of(article), catalogue(site.settings.language)
    marks = [_mark(claim, words) for claim in claims]
    return AnnotatedArticle(
        article=article,
        lead=escape_text(lead(article.text.raw, article.blocks)),
        parts=annotate(article.text.raw, article.blocks, marks),
        claims=claims,
        notes={row[0].slug: row for row in _neighbours(claims)},
        coverage=coverage(site, article),
        assessment=with_root(rendered[article.place.path], root),
        files=of_article(site, article),
    )


def _neighbours(claims: tuple[Claim, ...]) -> Iterator[tuple[Claim, Claim | None, Claim | None]]:
    return zip(claims, (None, *claims), (*claims[1:], None), strict=False)


def _mark(claim: Claim, words: Words) -> Mark:
    return Mark(
        slug=claim.slug,
        span=claim.span,
        number=claim.number,
        verdict=claim.verdict.colour,
        label=claim.verdict.label,
        noun=words.say("mark.claim"),
        colon=words.say("colon"),
    )


def counts(site: Site, claims: tuple[Claim, ...]) -> tuple[Count, ...]:
    """The whole scale, also the verdicts nobody got."""
    given = [tuple(claim for claim in claims if claim.verdict == verdict) for verdict in site.settings.scale]
    before = accumulate((len(found) for found in given), initial=0)
    return tuple(Count(*row) for row in zip(site.settings.scale, given, before, strict=False))


def log(site: Site) -> list[LogEntry]:
    """All corrections, the latest first; those of withdrawn checks too."""
    entries = [LogEntry(claim, made, _before(claim, made)) for claim in site.ever for made in claim.corrections]
    return sorted(entries, key=lambda entry: entry.correction.date)[::-1]  # of a day, too


def _before(claim: Claim, made: Correction) -> str:
    ended = (earlier for earlier in claim.history if earlier.correction is made)
    return next((f"{claim.history_path}#{earlier.anchor}" for earlier in ended), "")


def excerpt(claim: Claim) -> Excerpt:
    """The claim's quote in the sentence or sentences that hold it."""
    article, span = claim.article, claim.span
    pieces = (Piece(PieceKind.WORDS, claim.words),)
    return _excerpt(article.text, around(article.text, article.blocks, [span]), [span], pieces)


def _excerpt(text: Text, sentence: Span, spans: Sequence[Span], pieces: tuple[Piece, ...]) -> Excerpt:
    before, after = Span(sentence.start, spans[0].start), Span(spans[-1].end, sentence.end)
    return Excerpt(text.cut(before), pieces, text.cut(after))


def evidence(claim: Claim) -> tuple[EvidenceView, ...]:
    """The claim's evidence, each quote in its sentence and with links that lead to its words."""
    return tuple(_evidence(entry) for entry in claim.evidence)


def _evidence(entry: Evidence) -> EvidenceView:
    source = entry.source
    sentence = around(source.extract, plain_blocks(source.extract), entry.spans)
    return EvidenceView(
        evidence=entry,
        excerpt=_excerpt(source.extract, sentence, entry.spans, entry.pieces),
        link=deep_link(source.url, source.extract, entry.spans),
        archive=source.archive and deep_link(source.archive, source.extract, entry.spans),
    )


def only_origin(claim: Claim) -> str | None:
    """Who all evidence comes from, where it comes from one origin alone."""
    origins = {entry.source.origin.casefold() for entry in claim.evidence}
    return claim.evidence[0].source.origin if len(origins) == 1 else None


def extract_sha256(source: Source) -> str:
    """The SHA-256 of an extract in UTF-8, without white space at its ends: 64 hexadecimal digits."""
    return hashlib.sha256(source.extract.raw.encode()).hexdigest()


def _citation_mark(citation: Citation, words: Words) -> Mark:
    """The mark of a cited passage: in a neutral colour, since a verdict is about a claim, not about a source."""
    return Mark(
        slug=citation.slug,
        span=citation.span,
        number=citation.number,
        verdict="cited",
        label=words.say("mark.cited"),
        has_symbol=False,
        noun=words.say("mark.quote"),
        colon=words.say("colon"),
    )


def extract(site: Site, source: Source, cited: Iterable[Citation]) -> tuple[Part, ...]:
    """A source's extract with the cited passages marked."""
    words = catalogue(site.settings.language)
    marks = [_citation_mark(citation, words) for citation in cited]
    return annotate(source.extract.raw, plain_blocks(source.extract), marks)


def citations(site: Site, source: Source) -> Iterator[Citation]:
    """The quotes of a source, numbered in the order of the claims that cite it."""
    pieces = (
        (claim, evidence, span)
        for claim in site.citing(source)
        for evidence in claim.evidence
        if evidence.source is source
        for span in evidence.spans
    )
    for number, (claim, evidence, span) in enumerate(pieces, 1):
        yield Citation(f"citation-{number}", number, claim, evidence, span)

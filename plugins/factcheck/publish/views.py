"""What templates are given besides the model: an annotated article, a quote in its sentence, counts, lists."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from factcheck.core.blocks import blocks
from factcheck.core.model import Article, Claim, Correction, Evidence, Site, Source, Verdict
from factcheck.core.text import Span, sentences
from factcheck.render.annotate import Mark, Part, annotate, lead
from factcheck.render.prose import with_root

Rendered = Mapping[str, str]  # the sanitised HTML of a content file's text, by the file's path


@dataclass(frozen=True, kw_only=True)
class AnnotatedArticle:
    """An article with its marks and notes."""

    article: Article
    lead: str
    parts: tuple[Part, ...]
    claims: Mapping[str, Claim]  # by slug
    assessment: str


@dataclass(frozen=True)
class Excerpt:
    """A quote in its sentence."""

    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Count:
    """How many claims have a verdict."""

    verdict: Verdict
    claims: tuple[Claim, ...]


@dataclass(frozen=True)
class LogEntry:
    """A line of the corrections log."""

    claim: Claim
    correction: Correction


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
    claims = site.claims_of(article)
    marks = [_mark(claim.slug, claim.number, claim.span, claim.verdict) for claim in claims]
    return AnnotatedArticle(
        article=article,
        lead=lead(article.text.raw, article.blocks),
        parts=annotate(article.text.raw, article.blocks, marks),
        claims={claim.slug: claim for claim in claims},
        assessment=with_root(rendered[article.place.path], root),
    )


def _mark(slug: str, number: int, span: Span, verdict: Verdict) -> Mark:
    colour, label, symbol = verdict.colour, verdict.label, verdict.symbol
    return Mark(slug=slug, span=span, number=number, verdict=colour, label=label, symbol=symbol)


def counts(site: Site, claims: tuple[Claim, ...]) -> tuple[Count, ...]:
    """The whole scale, also the verdicts nobody got."""
    return tuple(
        Count(verdict, tuple(claim for claim in claims if claim.verdict == verdict)) for verdict in site.settings.scale
    )


def log(site: Site) -> list[LogEntry]:
    """All corrections, the latest first."""
    entries = [LogEntry(claim, correction) for claim in site.claims for correction in claim.corrections]
    return sorted(entries, key=lambda entry: entry.correction.date, reverse=True)


def excerpt(claim: Claim) -> Excerpt:
    """The claim's quote in the sentence or sentences that hold it."""
    raw = claim.article.text.raw
    start, end = claim.span
    around = [
        sentence
        for block in claim.article.blocks
        if block.span.start < end and block.span.end > start
        for sentence in sentences(raw, block.span)
        if sentence.start < end and sentence.end > start
    ]
    return Excerpt(raw[around[0].start : start], raw[start:end], raw[end : around[-1].end])


def _citation_mark(citation: Citation) -> Mark:
    """The mark of a cited passage: in a neutral colour, since a verdict is about a claim, not about a source."""
    return Mark(
        slug=citation.slug,
        span=citation.span,
        number=citation.number,
        verdict="cited",
        label="cited",
        symbol="",
        noun="quote",
    )


def extract(source: Source, cited: Iterable[Citation]) -> tuple[Part, ...]:
    """A source's extract with the cited passages marked."""
    marks = [_citation_mark(citation) for citation in cited]
    return annotate(source.extract.raw, blocks(source.extract, headings=()), marks)


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

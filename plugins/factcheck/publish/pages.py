"""The pages of a site: one list from which pages are written, the sitemap is made and the build is audited.

A page is a path, a template and finished values; templates compute nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from factcheck.core.blocks import blocks
from factcheck.core.model import Article, Claim, Correction, Evidence, Group, Page, Site, Source, Verdict
from factcheck.core.text import Span, sentences
from factcheck.render.annotate import Mark, Part, annotate, lead
from factcheck.render.prose import with_root

Rendered = Mapping[str, str]  # the sanitised HTML of a content file's text, by the file's path


@dataclass(frozen=True, kw_only=True)
class Output:
    """A page to be written."""

    path: str  # of its address: "" or "claims/…/", or a file such as "404.html"
    template: str
    title: str
    description: str
    updated: date | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    base: str = ""  # the address of the site's root where the page may be shown anywhere (404)

    @property
    def file(self) -> str:
        """Where it is written, relative to the output folder."""
        return f"{self.path}index.html" if self.path.endswith("/") or not self.path else self.path

    @property
    def root(self) -> str:
        """What leads from the page to the site's root; empty on the home page."""
        return self.base or "../" * self.path.count("/")


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


def pages(site: Site, rendered: Rendered) -> tuple[Output, ...]:
    """Every page of the site, in the order of the navigation."""
    return (
        _home(site, rendered),
        *(_article(site, article, rendered) for article in site.articles),
        *_claims(site, rendered),
        *_sources(site),
        *_verdicts(site),
        *_groups("topics", "Topics", site.topics),
        *_groups("claimants", "Who made the claims", site.claimants),
        *(_page(site, page, rendered) for page in site.pages),
        _not_found(site),
    )


def _home(site: Site, rendered: Rendered) -> Output:
    only = site.articles[0] if len(site.articles) == 1 else None
    latest = sorted(site.claims, key=lambda claim: claim.updated, reverse=True)[:10]
    return Output(
        path="",
        template="home",
        title=site.settings.name,
        description=f"{len(site.claims)} claims checked, every quotation proved.",
        updated=site.updated,
        values={
            "annotated": _annotated(site, only, rendered, root="") if only else None,
            "counts": _counts(site, site.claims),
            "latest": latest,
            "log": _log(site)[:5],
        },
    )


def _article(site: Site, article: Article, rendered: Rendered) -> Output:
    claims = site.claims_of(article)
    return Output(
        path=article.path,
        template="article",
        title=article.title,
        description=f"{len(claims)} claims of this article checked.",
        updated=max((claim.updated for claim in claims), default=None),
        values={
            "annotated": _annotated(site, article, rendered, root="../../"),
            "counts": _counts(site, claims),
        },
    )


def _annotated(site: Site, article: Article, rendered: Rendered, root: str) -> AnnotatedArticle:
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
    return Mark(
        slug=slug, span=span, number=number, verdict=verdict.colour, label=verdict.label, symbol=verdict.symbol
    )  # fmt: skip


def _counts(site: Site, claims: tuple[Claim, ...]) -> tuple[Count, ...]:
    """The whole scale, also the verdicts nobody got."""
    return tuple(
        Count(verdict, tuple(claim for claim in claims if claim.verdict == verdict)) for verdict in site.settings.scale
    )


def _log(site: Site) -> list[LogEntry]:
    """All corrections, the latest first."""
    entries = [LogEntry(claim, correction) for claim in site.claims for correction in claim.corrections]
    return sorted(entries, key=lambda entry: entry.correction.date, reverse=True)


def _claims(site: Site, rendered: Rendered) -> Iterator[Output]:
    yield Output(
        path="claims/",
        template="claims",
        title="All claims",
        description=f"All {len(site.claims)} claims, in the order of the article.",
        updated=site.updated,
        values={"claims": site.claims, "counts": _counts(site, site.claims)},
    )
    for article in site.articles:
        claims = site.claims_of(article)
        neighbours = zip((None, *claims), claims, (*claims[1:], None), strict=False)
        yield from (_claim(site, *around, rendered) for around in neighbours)


def _claim(site: Site, previous: Claim | None, claim: Claim, following: Claim | None, rendered: Rendered) -> Output:
    return Output(
        path=claim.path,
        template="claim",
        title=f"{claim.verdict.label}: {claim.text}",
        description=claim.summary,
        updated=claim.updated,
        values={
            "claim": claim,
            "excerpt": excerpt(claim),
            "reasoning": with_root(rendered[claim.place.path], "../../../"),
            "previous": previous,
            "following": following,
            "topics": [group for group in site.topics if group.name in claim.topics],
            "claimant": next(group for group in site.claimants if group.name == claim.claimant),
        },
    )


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


def _sources(site: Site) -> Iterator[Output]:
    listed = sorted(
        site.sources, key=lambda source: (source.publisher.casefold(), source.title.casefold(), source.slug)
    )
    yield Output(
        path="sources/",
        template="sources",
        title="Sources",
        description=f"The {len(site.sources)} documents that are cited, with the stored extract of each.",
        values={"sources": [(source, site.citing(source)) for source in listed]},
    )
    yield from (_source(site, source) for source in listed)


def _source(site: Site, source: Source) -> Output:
    citations = list(_citations(site, source))
    marks = [_citation_mark(citation) for citation in citations]
    parts = annotate(source.extract.raw, blocks(source.extract, headings=()), marks)
    return Output(
        path=source.path,
        template="source",
        title=source.title,
        description=f"{source.publisher}: the extract that is cited, and by which claims.",
        values={"source": source, "parts": parts, "citations": citations},
    )


def _citation_mark(citation: Citation) -> Mark:
    """The mark of a cited passage: in a neutral colour, since a verdict is about a claim, not about a source."""
    return Mark(
        slug=citation.slug,
        span=citation.evidence.span,
        number=citation.number,
        verdict="cited",
        label="cited",
        symbol="",
        noun="quote",
    )


def _citations(site: Site, source: Source) -> Iterator[Citation]:
    number = 0
    for claim in site.citing(source):
        for evidence in claim.evidence:
            if evidence.source is source:
                number += 1
                yield Citation(f"citation-{number}", number, claim, evidence)


def _verdicts(site: Site) -> Iterator[Output]:
    yield Output(
        path="verdicts/",
        template="verdicts",
        title="Verdicts",
        description="The scale of verdicts, what each means, and how often it was given.",
        values={"counts": _counts(site, site.claims)},
    )
    for verdict in site.settings.scale:
        yield Output(
            path=verdict.path,
            template="verdict",
            title=f"Verdict: {verdict.label}",
            description=verdict.definition,
            values={"verdict": verdict, "claims": site.rated(verdict)},
        )


def _groups(path: str, title: str, groups: tuple[Group, ...]) -> Iterator[Output]:
    yield Output(
        path=f"{path}/",
        template="groups",
        title=title,
        description=f"{title}: all lists.",
        values={"groups": groups},
    )
    for group in groups:
        yield Output(
            path=group.path,
            template="group",
            title=group.name,
            description=f"Claims checked: {group.name}.",
            values={"group": group, "kind": title, "up": f"{path}/"},
        )


def _page(site: Site, page: Page, rendered: Rendered) -> Output:
    return Output(
        path=page.path,
        template="page",
        title=page.title,
        description=page.summary,
        values={
            "page": page,
            "prose": with_root(rendered[page.place.path], "../"),
            "scale": site.settings.scale if page.slug == "methodology" else None,
            "log": _log(site) if page.slug == "corrections" else None,
        },
    )


def _not_found(site: Site) -> Output:
    return Output(
        path="404.html",
        template="404",
        title="Page not found",
        description="There is no page at this address.",
        base=f"{urlsplit(site.settings.url).path}/",
    )

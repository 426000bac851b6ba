"""Review: from a corpus to a site. Read this first.

    files ─ corpus.parse ─▶ Corpus ─ review ─▶ Site, problems

Pure: no disk, no clock, no network. The build, `factcheck check` and the tests all come through here.
Every quotation is proved (core/proof.py), every editorial rule is asked (core/rules.py), all problems
are collected, and only a corpus without errors becomes a site.
"""

from dataclasses import dataclass

from factcheck.core.blocks import blocks
from factcheck.core.corpus import Corpus, Entry, Seed
from factcheck.core.fields import Status
from factcheck.core.model import Article, Claim, Correction, Evidence, Page, Settings, Site, Source
from factcheck.core.pieces import Quoted
from factcheck.core.problems import Problem, has_errors
from factcheck.core.proof import Origin, article_origin, extract_origin, prove, prove_pieces
from factcheck.core.rules import RULES
from factcheck.core.schema import ArticleFile, ClaimFile, PageFile, SourceFile
from factcheck.core.schema import Evidence as EvidenceEntry
from factcheck.core.text import Span, Text


@dataclass(frozen=True)
class Proofs:
    """Where all quotes stand: of a claim by (article, slug), of its evidence with an index behind."""

    claims: dict[tuple[str, str], Span]
    evidence: dict[tuple[str, str, int], Quoted]
    problems: tuple[Problem, ...]


def review(corpus: Corpus, settings: Settings) -> tuple[Site | None, list[Problem]]:
    """Check everything: the site, or None where an error stands against it; and all problems, sorted."""
    extracts = {slug: Text(entry.document.body) for slug, entry in corpus.sources.items()}
    proofs = _prove_all(corpus, extracts)
    problems = [*proofs.problems, *(found for rule in RULES for found in rule(corpus, settings))]
    is_sound = not corpus.refused and not has_errors(problems)
    return (_site(corpus, settings, extracts, proofs) if is_sound else None), sorted(problems)


def _prove_all(corpus: Corpus, extracts: dict[str, Text]) -> Proofs:
    claims: dict[tuple[str, str], Span] = {}
    evidence: dict[tuple[str, str, int], Quoted] = {}
    problems: list[Problem] = []
    filled = {slug: entry for slug, entry in corpus.sources.items() if entry.body}
    origins = {slug: extract_origin(extracts[slug], entry.document) for slug, entry in filled.items()}
    for key, entry in corpus.claims.items():
        if (origin := _article_origin(corpus, key[0])) and (span := _claim_span(entry, origin, problems)):
            claims[key] = span
        for index, quoted in _evidence_quotes(entry, origins, problems).items():
            evidence[*key, index] = quoted
    return Proofs(claims, evidence, tuple(problems))


def _article_origin(corpus: Corpus, article: str) -> Origin | None:
    entry = corpus.articles.get(article)
    seed = corpus.seeds.get(entry.file.seed) if entry else None
    return article_origin(seed, entry.file.sha256) if entry and seed else None


def _claim_span(entry: Entry[ClaimFile], origin: Origin, problems: list[Problem]) -> Span | None:
    span, found = prove(origin, entry.file.quote.selector, entry.document.place("quote", "exact"))
    problems.extend(found)
    return span


def _evidence_quotes(entry: Entry[ClaimFile], origins: dict[str, Origin], problems: list[Problem]) -> dict[int, Quoted]:
    proved: dict[int, Quoted] = {}
    for index, evidence in enumerate(entry.file.evidence):
        if (origin := origins.get(evidence.source)) is None:
            continue
        place = entry.document.place("evidence", index, "quote", "exact")
        quoted, found = prove_pieces(origin, evidence.quote.selector, place, origins.values())
        problems.extend(found)
        if quoted:
            proved[index] = quoted
    return proved


def _site(corpus: Corpus, settings: Settings, extracts: dict[str, Text], proofs: Proofs) -> Site:
    articles = {slug: _article(entry, corpus.seeds[entry.file.seed]) for slug, entry in corpus.articles.items()}
    sources = {slug: _source(entry, extracts[slug]) for slug, entry in corpus.sources.items()}
    published: dict[str, list[tuple[str, str]]] = {slug: [] for slug in articles}
    for key, claim in corpus.claims.items():
        if claim.file.status is Status.PUBLISHED:
            published[key[0]].append(key)
    claims = [
        _claim(corpus.claims[key], number, articles[slug], sources, settings, proofs)
        for slug, keys in published.items()
        for number, key in enumerate(sorted(keys, key=lambda key: (proofs.claims[key], key)), 1)
    ]
    cited = {evidence.source.slug for found in claims for evidence in found.evidence}
    return Site(
        settings=settings,
        articles=tuple(articles.values()),
        claims=tuple(claims),
        sources=tuple(source for slug, source in sources.items() if slug in cited),
        pages=tuple(sorted((_page(entry) for entry in corpus.pages.values()), key=_page_order)),
    )


def _article(entry: Entry[ArticleFile], seed: Seed) -> Article:
    file = entry.file
    return Article(
        slug=entry.slug,
        title=file.title,
        publisher=file.publisher,
        url=file.url,
        published=file.published,
        language=file.language,
        seed=seed.path,
        sha256=seed.sha256,
        text=seed.text,
        blocks=blocks(seed.text, file.headings),
        assessment=entry.document.body,
        place=entry.place,
    )


def _source(entry: Entry[SourceFile], extract: Text) -> Source:
    file = entry.file
    return Source(
        slug=entry.slug,
        title=file.title,
        publisher=file.publisher,
        url=file.url,
        archive=file.archive,
        published=file.published,
        retrieved=file.retrieved,
        language=file.language,
        type=file.type,
        capture=file.capture,
        weak=file.weak,
        note=file.note,
        extract=extract,
        place=entry.place,
    )


def _claim(
    entry: Entry[ClaimFile],
    number: int,
    article: Article,
    sources: dict[str, Source],
    settings: Settings,
    proofs: Proofs,
) -> Claim:
    file, key = entry.file, (article.slug, entry.slug)
    return Claim(
        article=article,
        slug=entry.slug,
        number=number,
        text=file.claim,
        claimant=file.claimant,
        selector=file.quote.selector,
        span=proofs.claims[key],
        verdict=next(verdict for verdict in settings.scale if verdict.id == file.verdict),
        summary=file.summary,
        kind=file.kind,
        author=file.author,
        reviewed_by=file.reviewed_by,
        checked=file.checked,
        topics=file.topics,
        would_settle=file.would_settle,
        evidence=tuple(
            _evidence(evidence, sources[evidence.source], proofs.evidence[*key, index])
            for index, evidence in enumerate(file.evidence)
        ),
        corrections=tuple(Correction(date=c.date, kind=c.kind, text=c.text) for c in file.corrections),
        reasoning=entry.document.body,
        place=entry.place,
    )


def _evidence(entry: EvidenceEntry, source: Source, quoted: Quoted) -> Evidence:
    return Evidence(
        source=source,
        pieces=quoted.pieces,
        spans=quoted.spans,
        stance=entry.stance,
        translation=entry.translation,
        note=entry.note,
    )


def _page_order(page: Page) -> tuple[int, str]:
    """The order of the navigation: the pages every fact check has, then the others by name."""
    known = ("methodology", "corrections", "about", "contribute")
    return known.index(page.slug) if page.slug in known else len(known), page.slug


def _page(entry: Entry[PageFile]) -> Page:
    return Page(
        slug=entry.slug,
        title=entry.file.title,
        summary=entry.file.summary,
        text=entry.document.body,
        place=entry.place,
    )

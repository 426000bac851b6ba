"""Assembly: from files whose quotes are all proved to what is published of them, and to the whole site."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from factcheck.core.claimants import Claimant
from factcheck.core.corpus import Entry
from factcheck.core.history import history
from factcheck.core.ledger import SetAside
from factcheck.core.linkfile import QuoteRow
from factcheck.core.model import Article, Claim, Correction, Evidence, Page, Site, Source
from factcheck.core.outline import Outline
from factcheck.core.pieces import Quoted
from factcheck.core.schema import ArticleFile, ClaimFile, PageFile, SourceFile
from factcheck.core.schema import Evidence as EvidenceEntry
from factcheck.core.settings import Settings
from factcheck.core.shelf import Shelf
from factcheck.core.stored import Stored
from factcheck.core.text import WHITE_SPACE, Span, Text, collapse

Model = Article | Claim | Source | Page
Models = Mapping[str, Model]  # by the path of the file


def site_of(outline: Outline, settings: Settings, models: Models) -> Site:
    """The site that files without errors make; drafts are left out, and what only they need."""
    articles = {slug: _article(models[file.path]) for slug, file in outline.articles.items() if slug in outline.checked}
    published = [_claim(models[file.path]) for file in outline.published.values()]
    ordered = [_relinked(claim, articles, outline, models) for claim in sorted(published, key=_claim_order)]
    claims = tuple(_numbered(claim for claim in ordered if not claim.withdrawal))
    withdrawn = tuple(claim for claim in ordered if claim.withdrawal)
    # A source that only withdrawn claims cite keeps its page: its address was published.
    cited = {evidence.source.slug for found in (*claims, *withdrawn) for evidence in found.evidence}
    pages = [_page(models[file.path]) for file in outline.pages.values()]
    return Site(
        settings=settings,
        articles=tuple(articles.values()),
        claims=claims,
        sources=tuple(_source(models[file.path]) for slug, file in outline.sources.items() if slug in cited),
        pages=tuple(sorted(pages, key=_page_order)),
        withdrawn=withdrawn,
    )


def _claim_order(claim: Claim) -> tuple[str, Span, str]:
    return claim.article.slug, claim.span, claim.slug


def _relinked(claim: Claim, articles: Mapping[str, Article], outline: Outline, models: Models) -> Claim:
    """The claim with the very objects of its article and its sources that the site has, not others like them."""
    article = articles[claim.article.slug]
    sources = [_source(models[outline.sources[evidence.source.slug].path]) for evidence in claim.evidence]
    is_linked = all(evidence.source is source for evidence, source in zip(claim.evidence, sources, strict=True))
    if is_linked and claim.article is article:
        return claim
    linked = (replace(evidence, source=source) for evidence, source in zip(claim.evidence, sources, strict=True))
    return replace(claim, article=article, evidence=tuple(linked))


def _numbered(claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims, each with its number in its article."""
    counted: Counter[str] = Counter()
    for claim in claims:
        counted[claim.article.slug] += 1
        number = counted[claim.article.slug]
        yield claim if claim.number == number else replace(claim, number=number)


def _page_order(page: Page) -> tuple[int, str]:
    """The order of the navigation: the pages every fact check has, then the others by name."""
    known = ("methodology", "corrections", "about", "contribute")
    return known.index(page.slug) if page.slug in known else len(known), page.slug


def _article(model: Model) -> Article:
    assert isinstance(model, Article)
    return model


def _claim(model: Model) -> Claim:
    assert isinstance(model, Claim)
    return model


def _source(model: Model) -> Source:
    assert isinstance(model, Source)
    return model


def _page(model: Model) -> Page:
    assert isinstance(model, Page)
    return model


def article_of(entry: Entry[ArticleFile], stored: Stored, sha256: str, spans: Sequence[Span]) -> Article:
    """What is published of an article; `spans` are those of what it sets aside, in its seed."""
    file = entry.file
    return Article(
        slug=entry.slug,
        title=file.title,
        publisher=file.publisher,
        url=file.url,
        published=file.published,
        language=file.language,
        seed=stored.path,
        sha256=sha256,
        text=stored.text,
        blocks=stored.blocks,
        claimants={c.name: Claimant(name=c.name, type=c.type, url=c.url) for c in file.claimants},
        set_aside=tuple(
            SetAside(span=span, state=passage.state, reason=passage.reason)
            for span, passage in zip(spans, file.ledger, strict=True)
        ),
        formerly=file.formerly,
        assessment=entry.document.body,
        place=entry.place,
    )


def source_of(entry: Entry[SourceFile]) -> Source:
    """What is published of a source."""
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
        sha256=file.sha256,
        origin=file.origin or file.publisher,
        weak=file.weak,
        note=file.note,
        extract=Text(entry.document.body.strip(WHITE_SPACE)),
        formerly=file.formerly,
        place=entry.place,
    )


def claim_of(
    shelf: Shelf,
    entry: Entry[ClaimFile],
    article: Article,
    sources: Mapping[str, Source],
    quotes: tuple[Span, Sequence[Quoted]],
    settings: Settings,
) -> Claim:
    """What is published of a claim, without its number; `quotes` are where its own stands, and its evidence's."""
    file, path = entry.file, entry.document.path
    corrections = _corrections(file)
    return Claim(
        article=article,
        slug=entry.slug,
        number=0,
        text=file.claim,
        short=file.short,
        claimant=file.claimant,
        selector=file.quote.selector,
        span=quotes[0],
        verdict=next(verdict for verdict in settings.scale if verdict.id == file.verdict),
        summary=file.summary,
        kind=file.kind,
        author=file.author,
        reviewed_by=file.reviewed_by,
        checked=file.checked,
        topics=file.topics,
        would_settle=file.would_settle,
        evidence=tuple(
            _evidence(shelf, cited, sources[cited.source], quoted, shelf.sightings.get((path, index)))
            for index, (cited, quoted) in enumerate(zip(file.evidence, quotes[1], strict=True))
        ),
        corrections=corrections,
        history=history(shelf.corpus, (article.slug, entry.slug), corrections, settings.scale),
        formerly=file.formerly,
        sighting=_current(shelf.sightings.get((path, None)), file.quote.exact, article.url),
        reasoning=entry.document.body,
        place=entry.place,
    )


def _corrections(file: ClaimFile) -> tuple[Correction, ...]:
    return tuple(Correction(date=c.date, kind=c.kind, text=c.text) for c in file.corrections)


def _current(row: QuoteRow | None, exact: str, url: str) -> QuoteRow | None:
    """What was found, unless it was about other words or another address than the file has now."""
    return row if row and collapse(row.exact) == collapse(exact) and row.url == url else None


def _evidence(shelf: Shelf, entry: EvidenceEntry, source: Source, quoted: Quoted, row: QuoteRow | None) -> Evidence:
    lead = _lead(shelf.corpus.sources[source.slug].document.body)
    return Evidence(
        source=source,
        pieces=quoted.pieces,
        spans=tuple(Span(start - lead, end - lead) for start, end in quoted.spans),
        stance=entry.stance,
        translation=entry.translation,
        note=entry.note,
        sighting=_current(row, entry.quote.exact, source.url),
    )


def _lead(extract: str) -> int:
    """How much white space stands before the first word, as a rule the line below the front matter."""
    return len(extract) - len(extract.lstrip(WHITE_SPACE))


def page_of(entry: Entry[PageFile]) -> Page:
    """What is published of a policy page."""
    return Page(
        slug=entry.slug,
        title=entry.file.title,
        summary=entry.file.summary,
        text=entry.document.body,
        place=entry.place,
    )

"""Assembly: from files whose quotes are all proved to the site that is published."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from factcheck.core.blocks import blocks
from factcheck.core.claimants import Claimant
from factcheck.core.corpus import Corpus, Entry
from factcheck.core.history import history
from factcheck.core.ledger import SetAside
from factcheck.core.linkfile import QuoteRow
from factcheck.core.model import Article, Claim, Correction, Evidence, Page, Site, Source
from factcheck.core.outcome import Outcome
from factcheck.core.pieces import Quoted
from factcheck.core.proof import Proof
from factcheck.core.schema import ClaimFile, PageFile, SourceFile
from factcheck.core.schema import Evidence as EvidenceEntry
from factcheck.core.settings import Settings
from factcheck.core.text import WHITE_SPACE, Span, Text, collapse

# What the last check of links found, by claim file and index of the evidence (None: the article's quote).
Sightings = Mapping[tuple[str, int | None], QuoteRow]


@dataclass(frozen=True)
class Proofs:
    """The proofs of all quotes: of a claim by (article, slug), of its evidence with an index behind.

    Those of what an article sets aside are by its slug and an index.
    """

    claims: Mapping[tuple[str, str], Proof]
    evidence: Mapping[tuple[str, str, int], Proof]
    set_aside: Mapping[tuple[str, int], Proof]

    @property
    def all(self) -> tuple[Proof, ...]:
        """Every proof."""
        return *self.claims.values(), *self.evidence.values(), *self.set_aside.values()

    @property
    def by_claim(self) -> Mapping[str, Mapping[Outcome, int]]:
        """How many quotes of each claim came out how, drafts' too, by the claim's id."""
        found: dict[str, Counter[Outcome]] = {}
        for (article, slug, *_), proof in (*self.claims.items(), *self.evidence.items()):
            found.setdefault(f"{article}/{slug}", Counter())[proof.outcome] += 1
        return found


def assembled(corpus: Corpus, settings: Settings, extracts: Mapping[str, Text], proofs: Proofs) -> Site:
    """The site that a corpus without errors makes; drafts are left out, and what only they need."""
    articles = {slug: _article(corpus, slug, proofs) for slug in corpus.articles if slug in corpus.checked}
    stored = {slug: (_source(entry, extracts[slug]), _lead(extracts[slug])) for slug, entry in corpus.sources.items()}
    rows = corpus.links.quotes if corpus.links else ()
    sightings = {(row.claim, row.evidence): row for row in rows}

    ordered = [
        _claim(corpus, key, articles[key[0]], stored, settings, proofs, sightings)
        for key in sorted(corpus.published, key=lambda key: (key[0], _proved(proofs.claims[key]), key))
    ]
    claims = tuple(_numbered(claim for claim in ordered if not claim.withdrawal))
    withdrawn = tuple(claim for claim in ordered if claim.withdrawal)
    # A source that only withdrawn claims cite keeps its page: its address was published.
    cited = {evidence.source.slug for found in (*claims, *withdrawn) for evidence in found.evidence}
    return Site(
        settings=settings,
        articles=tuple(articles.values()),
        claims=claims,
        sources=tuple(source for slug, (source, _) in stored.items() if slug in cited),
        pages=tuple(sorted((_page(entry) for entry in corpus.pages.values()), key=_page_order)),
        withdrawn=withdrawn,
    )


def _article(corpus: Corpus, slug: str, proofs: Proofs) -> Article:
    entry = corpus.articles[slug]
    file, seed = entry.file, corpus.seeds[entry.file.seed]
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
        claimants={c.name: Claimant(name=c.name, type=c.type, url=c.url) for c in file.claimants},
        set_aside=tuple(
            SetAside(span=_proved(proofs.set_aside[entry.slug, index]), state=passage.state, reason=passage.reason)
            for index, passage in enumerate(file.ledger)
        ),
        formerly=file.formerly,
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
        sha256=file.sha256,
        origin=file.origin or file.publisher,
        weak=file.weak,
        note=file.note,
        extract=Text(extract.raw.strip(WHITE_SPACE)),
        formerly=file.formerly,
        place=entry.place,
    )


def _lead(extract: Text) -> int:
    """How much white space stands before the first word, as a rule the line below the front matter."""
    return len(extract.raw) - len(extract.raw.lstrip(WHITE_SPACE))


def _numbered(claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims, each with its number in its article."""
    counted: Counter[str] = Counter()
    for claim in claims:
        counted[claim.article.slug] += 1
        yield replace(claim, number=counted[claim.article.slug])


def _claim(
    corpus: Corpus,
    key: tuple[str, str],
    article: Article,
    stored: Mapping[str, tuple[Source, int]],
    settings: Settings,
    proofs: Proofs,
    sightings: Sightings,
) -> Claim:
    entry = corpus.published[key]
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
        span=_proved(proofs.claims[key]),
        verdict=next(verdict for verdict in settings.scale if verdict.id == file.verdict),
        summary=file.summary,
        kind=file.kind,
        author=file.author,
        reviewed_by=file.reviewed_by,
        checked=file.checked,
        topics=file.topics,
        would_settle=file.would_settle,
        evidence=tuple(
            _evidence(cited, *stored[cited.source], proofs.evidence[*key, index].quoted, sightings.get((path, index)))
            for index, cited in enumerate(file.evidence)
        ),
        corrections=corrections,
        history=history(corpus, key, corrections, settings.scale),
        formerly=file.formerly,
        sighting=_current(sightings.get((path, None)), file.quote.exact, article.url),
        reasoning=entry.document.body,
        place=entry.place,
    )


def _corrections(file: ClaimFile) -> tuple[Correction, ...]:
    return tuple(Correction(date=c.date, kind=c.kind, text=c.text) for c in file.corrections)


def _current(row: QuoteRow | None, exact: str, url: str) -> QuoteRow | None:
    """What was found, unless it was about other words or another address than the file has now."""
    return row if row and collapse(row.exact) == collapse(exact) and row.url == url else None


def _proved(proof: Proof) -> Span:
    assert proof.span is not None, "a site is made of proved quotes only"
    return proof.span


def _evidence(entry: EvidenceEntry, source: Source, lead: int, quoted: Quoted | None, row: QuoteRow | None) -> Evidence:
    assert quoted is not None, "a site is made of proved quotes only"
    return Evidence(
        source=source,
        pieces=quoted.pieces,
        spans=tuple(Span(start - lead, end - lead) for start, end in quoted.spans),
        stance=entry.stance,
        translation=entry.translation,
        note=entry.note,
        sighting=_current(row, entry.quote.exact, source.url),
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

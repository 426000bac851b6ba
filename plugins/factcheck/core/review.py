"""Review: from a corpus to a site. Read this first.

    files ─ corpus.parse ─▶ Corpus ─ review ─▶ Site, problems

Pure: no disk, no clock, no network. The build, `factcheck check` and the tests all come through here.
Every quotation is proved (core/proof.py), every editorial rule is asked (core/rules.py), all problems
are collected, and only a corpus without errors becomes a site.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from factcheck.core.blocks import blocks
from factcheck.core.context import honesty
from factcheck.core.corpus import Corpus, Entry, Seed
from factcheck.core.fields import Status
from factcheck.core.model import Article, Claim, Correction, Evidence, Page, Settings, Site, Source
from factcheck.core.outcome import Outcome
from factcheck.core.pieces import Quoted
from factcheck.core.problems import Place, Problem, has_errors
from factcheck.core.proof import Proof, prove, prove_pieces
from factcheck.core.rules import RULES
from factcheck.core.schema import ArticleFile, ClaimFile, PageFile, SourceFile
from factcheck.core.schema import Evidence as EvidenceEntry
from factcheck.core.stored import Stored, stored_article, stored_extract
from factcheck.core.text import Span, Text


@dataclass(frozen=True)
class Reviewed:
    """What came of a review: the site, or None where an error stands against it."""

    site: Site | None
    problems: tuple[Problem, ...]  # sorted
    outcomes: Mapping[Outcome, int]  # how many quotes came out how


@dataclass(frozen=True)
class Proofs:
    """The proofs of all quotes: of a claim by (article, slug), of its evidence with an index behind."""

    claims: Mapping[tuple[str, str], Proof]
    evidence: Mapping[tuple[str, str, int], Proof]

    @property
    def all(self) -> tuple[Proof, ...]:
        """Every proof."""
        return *self.claims.values(), *self.evidence.values()


def review(corpus: Corpus, settings: Settings) -> Reviewed:
    """Check everything and collect all problems."""
    extracts = {slug: Text(entry.document.body) for slug, entry in corpus.sources.items()}
    proofs = _prove_all(corpus, extracts)
    problems = [
        *(found for proof in proofs.all for found in proof.problems),
        *(found for rule in RULES for found in rule(corpus, settings)),
    ]
    is_sound = not corpus.refused and not has_errors(problems)
    site = _site(corpus, settings, extracts, proofs) if is_sound else None
    return Reviewed(site, tuple(sorted(problems)), Counter(proof.outcome for proof in proofs.all))


_UNCHECKED = Proof(Outcome.UNCHECKED, None)  # the text to look in is missing or refused: that is a problem of its own


def _prove_all(corpus: Corpus, extracts: dict[str, Text]) -> Proofs:
    filled = {slug: entry for slug, entry in corpus.sources.items() if entry.body}
    stored = {slug: stored_extract(extracts[slug], e.document) for slug, e in filled.items()}
    claims = {key: _prove_claim(entry, _stored_article(corpus, key[0])) for key, entry in corpus.claims.items()}
    evidence = {
        (*key, index): proof
        for key, entry in corpus.claims.items()
        for index, proof in enumerate(_prove_evidence(entry, stored))
    }
    return Proofs(claims, evidence)


def _stored_article(corpus: Corpus, article: str) -> Stored | None:
    entry = corpus.articles.get(article)
    seed = corpus.seeds.get(entry.file.seed) if entry else None
    return stored_article(seed, entry.file) if entry and seed else None


def _prove_claim(entry: Entry[ClaimFile], stored: Stored | None) -> Proof:
    place = entry.document.place("quote", "exact")
    if stored is None:
        return _UNCHECKED
    return _weighed(prove(stored, entry.file.quote.selector, place), stored, place)


def _prove_evidence(entry: Entry[ClaimFile], stored: Mapping[str, Stored]) -> Iterator[Proof]:
    for index, evidence in enumerate(entry.file.evidence):
        place = entry.document.place("evidence", index, "quote", "exact")
        extract = stored.get(evidence.source)
        if extract is None:
            yield _UNCHECKED
            continue
        proof = prove_pieces(extract, evidence.quote.selector, place, stored.values())
        yield _weighed(proof, extract, place, has_note=evidence.note is not None)


def _weighed(proof: Proof, stored: Stored, place: Place, *, has_note: bool = False) -> Proof:
    """The proof, with warnings where a verbatim quote misleads by what it leaves out."""
    if proof.quoted is None:
        return proof
    warnings = honesty(stored, proof.quoted.spans, place, has_note=has_note)
    return replace(proof, problems=(*proof.problems, *warnings))


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
        for number, key in enumerate(sorted(keys, key=lambda key: (_span(proofs, key), key)), 1)
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
        sha256=file.sha256,
        origin=file.origin or file.publisher,
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
        span=_span(proofs, key),
        verdict=next(verdict for verdict in settings.scale if verdict.id == file.verdict),
        summary=file.summary,
        kind=file.kind,
        author=file.author,
        reviewed_by=file.reviewed_by,
        checked=file.checked,
        topics=file.topics,
        would_settle=file.would_settle,
        evidence=tuple(
            _evidence(evidence, sources[evidence.source], proofs.evidence[*key, index].quoted)
            for index, evidence in enumerate(file.evidence)
        ),
        corrections=tuple(Correction(date=c.date, kind=c.kind, text=c.text) for c in file.corrections),
        reasoning=entry.document.body,
        place=entry.place,
    )


def _span(proofs: Proofs, key: tuple[str, str]) -> Span:
    span = proofs.claims[key].span
    assert span is not None, "a site is made of proved quotes only"
    return span


def _evidence(entry: EvidenceEntry, source: Source, quoted: Quoted | None) -> Evidence:
    assert quoted is not None, "a site is made of proved quotes only"
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

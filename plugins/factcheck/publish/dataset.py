"""data/claims.json: the whole model of a site for programs. Its form is `shapes.Dataset`."""

from collections.abc import Iterable, Iterator
from typing import cast

from pydantic import BaseModel

from factcheck.core import model
from factcheck.core.claimants import Claimant
from factcheck.core.model import Site
from factcheck.core.settings import LICENCE, Settings, Verdict
from factcheck.publish import coverage, jsontext, shapes, views
from factcheck.publish.facts import Digest, Facts, digest
from factcheck.publish.jsontext import Json, Records
from factcheck.publish.output import Run

PATH = "data/claims.json"
SCHEMA_PATH = "data/schema/claims.json"
_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def runs(site: Site, facts: Facts) -> Iterator[Run]:
    """The file."""
    settings = site.settings
    articles = sorted(site.articles, key=lambda article: article.slug)
    sources = sorted(site.sources, key=lambda source: source.slug)
    return jsontext.runs(
        {
            "schema": shapes.SCHEMA,
            "site": _dumped(_about(site)),
            "verdicts": [_dumped(_verdict(verdict, settings)) for verdict in settings.scale],
            "articles": Records(
                [_needs(site, article, facts) for article in articles],
                lambda place: _dumped(_article(site, articles[place])),
            ),
            "sources": Records([*map(facts.source, sources)], lambda place: _dumped(_source(sources[place], settings))),
            "claims": Records(
                facts.of_each(site.claims), lambda place: _dumped(claim_of(site.claims[place], settings))
            ),
        }
    )


def _dumped(made: BaseModel) -> Json:
    return cast("Json", made.model_dump(mode="json", by_alias=True))


def _needs(site: Site, article: model.Article, facts: Facts) -> Digest:
    """What is told of an article: how much of it its claims cover, too."""
    return digest(facts.article(article), facts.gists(site.claims_of(article)))


def schemas() -> dict[str, Json]:
    """The JSON Schema of the file, by its path."""
    return {SCHEMA_PATH: {"$schema": _DRAFT, **shapes.Dataset.model_json_schema(mode="serialization")}}


def _verdict(verdict: Verdict, settings: Settings) -> shapes.Verdict:
    return shapes.Verdict(
        id=verdict.id,
        label=verdict.label,
        definition=verdict.definition,
        rating=verdict.rating,
        page=settings.address(verdict.path),
    )


def _about(site: Site) -> shapes.About:
    settings = site.settings
    return shapes.About(
        name=settings.name,
        url=settings.address(""),
        language=settings.language,
        publisher=shapes.Publisher(name=settings.publisher.name, type=settings.publisher.type),
        license=LICENCE,
        updated=site.updated,
    )


def _article(site: Site, article: model.Article) -> shapes.Article:
    address = site.settings.address
    return shapes.Article(
        id=article.slug,
        page=address(article.path),
        title=article.title,
        publisher=article.publisher,
        url=article.url,
        published=article.published,
        language=article.language,
        sha256=article.sha256,
        text=address(article.download),
        characters=len(article.text.raw),
        claimants=tuple(_claimant(name, known) for name, known in article.claimants.items()),
        coverage=_coverage(coverage.coverage(site, article)),
    )


def _coverage(found: coverage.Coverage) -> shapes.Coverage:
    return shapes.Coverage(
        sentences=found.sentences,
        characters=found.characters,
        quoted=found.quoted,
        states=tuple(
            shapes.Share(state=share.state, sentences=share.sentences, characters=share.characters)
            for share in found.shares
        ),
    )


def _claimant(name: str, known: Claimant | None) -> shapes.Claimant:
    return shapes.Claimant(name=name, type=known.type if known else None, url=known.url if known else None)


def _source(source: model.Source, settings: Settings) -> shapes.Source:
    return shapes.Source(
        id=source.slug,
        page=settings.address(source.path),
        title=source.title,
        publisher=source.publisher,
        url=source.url,
        archive=source.archive,
        published=source.published,
        retrieved=source.retrieved,
        language=source.language,
        type=source.type,
        origin=source.origin,
        capture=source.capture,
        weak=source.weak,
        note=source.note,
        extract_sha256=views.extract_sha256(source),
        document_sha256=source.sha256,
    )


def claim_of(claim: model.Claim, settings: Settings) -> shapes.Claim:
    """What is told of a claim."""
    return shapes.Claim(
        id=claim.id,
        number=claim.number,
        article=claim.article.slug,
        page=settings.address(claim.path),
        text=claim.text,
        short=claim.short,
        claimant=_claimant(claim.claimant, claim.who),
        quote=_quote(claim),
        verdict=claim.verdict.id,
        rating=claim.verdict.rating,
        summary=claim.summary,
        kind=claim.kind,
        topics=claim.topics,
        author=claim.author,
        reviewed_by=claim.reviewed_by,
        checked=claim.checked,
        updated=claim.updated,
        would_settle=claim.would_settle,
        evidence=tuple(_evidence(entry) for entry in claim.evidence),
        corrections=tuple(_corrections(claim.corrections)),
    )


def _quote(claim: model.Claim) -> shapes.Quote:
    return shapes.Quote(
        exact=claim.words,
        prefix=claim.selector.prefix or None,
        suffix=claim.selector.suffix or None,
        start=claim.span.start,
        end=claim.span.end,
    )


def _evidence(entry: model.Evidence) -> shapes.Evidence:
    extract = entry.source.extract
    return shapes.Evidence(
        source=entry.source.slug,
        stance=entry.stance,
        quote=entry.words,
        spans=tuple(shapes.Span(start=span.start, end=span.end, exact=extract.cut(span)) for span in entry.spans),
        translation=entry.translation,
        note=entry.note,
    )


def _corrections(entries: Iterable[model.Correction]) -> Iterable[shapes.Correction]:
    return (shapes.Correction(date=entry.date, kind=entry.kind, text=entry.text) for entry in entries)

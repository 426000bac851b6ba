"""The research corpus: one claim a line with its article, quote and evidence, as JSON Lines.

Offsets are Unicode code points, half-open, in the stored text whose address stands beside them: the seed, or
a source's extract, which is without white space at its ends. What is not known is left out, but for `rating`:
null says that the verdict rates nothing.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from factcheck.core.model import Article, Claim, Evidence, Site
from factcheck.core.settings import LICENCE, Settings
from factcheck.core.text import Span, Text
from factcheck.publish import jsontext
from factcheck.publish.facts import Facts
from factcheck.publish.jsontext import Json
from factcheck.publish.output import Run
from factcheck.publish.views import extract_sha256

PATH = "data/corpus.jsonl"
SCHEMA = "factcheck/corpus/1"  # the last number grows when a reader of the old form would err


def runs(site: Site, facts: Facts) -> Iterator[Run]:
    """All claims, in the order of the articles, each on a line."""
    yield Run(facts.of_each(site.claims), lambda place: _line(site.claims[place], site.settings))


def _line(claim: Claim, settings: Settings) -> str:
    return jsontext.line(_claim(claim, settings))


def _claim(claim: Claim, settings: Settings) -> Json:
    return {
        "schema": SCHEMA,
        "id": f"{claim.article.slug}/{claim.slug}",
        "page": settings.address(claim.path),
        "license": LICENCE,  # of our own texts: the claim, the summary, notes and translations
        "language": settings.language,
        "claim": claim.text,
        "claimant": claim.claimant,
        "kind": claim.kind,
        "verdict": claim.verdict.id,
        "rating": claim.verdict.rating,
        "summary": claim.summary,
        "checked": _day(claim.checked),
        "updated": _day(claim.updated),
        "topics": claim.topics,
        "article": _article(claim.article, settings),
        "quote": _words(claim.article.text, claim.span),
        "evidence": [_evidence(entry, settings) for entry in claim.evidence],
    }


def _article(article: Article, settings: Settings) -> Json:
    return {
        "id": article.slug,
        "title": article.title,
        "publisher": article.publisher,
        "url": article.url,
        "published": _day(article.published),
        "language": article.language,
        "text": settings.address(article.download),
        "sha256": article.sha256,
    }


def _evidence(entry: Evidence, settings: Settings) -> Json:
    source = entry.source
    return _known(
        {
            "stance": entry.stance,
            "source": source.slug,
            "page": settings.address(source.path),
            "title": source.title,
            "publisher": source.publisher,
            "url": source.url,
            "archive": source.archive,
            "published": _day(source.published) if source.published else None,
            "retrieved": _day(source.retrieved),
            "language": source.language,
            "type": source.type,
            "extract": settings.address(source.download),
            "extract_sha256": extract_sha256(source),
            "spans": [_words(source.extract, span) for span in entry.spans],
            "translation": entry.translation,
            "note": entry.note,
        }
    )


def _words(text: Text, span: Span) -> Json:
    return {"exact": text.cut(span), "start": span.start, "end": span.end}


def _known(row: Mapping[str, Json]) -> Json:
    return {key: value for key, value in row.items() if value is not None}


def _day(day: date) -> str:
    return day.isoformat()

"""corpus.jsonl: a line for every claim, with the spans of its quote and of its evidence."""

from collections.abc import Iterator, Sequence
from functools import partial

from factcheck.core.model import Claim, Evidence
from factcheck.core.problems import Place, Problem, problem
from factcheck.core.settings import Settings
from factcheck.core.text import Span, Text
from factcheck.publish.jsontext import Json
from factcheck.site.audit import partly, records
from factcheck.site.audit.folder import Folder
from factcheck.site.audit.strict import parse

PATH = "data/corpus.jsonl"


def corpus_has_every_claim(folder: Folder) -> Iterator[Problem]:
    """corpus.jsonl has a line for every claim: sentence, claimant, verdict, dates, and all quotes with their spans."""
    claims, settings = folder.site.claims, folder.site.settings
    layout = partly.Layout(path=PATH, separator=partly.LINE, pieces=len(claims) + 1)  # nothing behind the last line
    return partly.problems(folder, layout, claims, partial(_lines, settings))


def _lines(settings: Settings, raw: bytes, claims: Sequence[Claim]) -> Iterator[Problem]:
    named = []
    for number, line in enumerate(raw.decode("utf-8", "replace").splitlines(), 1):
        try:
            row = parse(line)
        except ValueError as error:
            yield problem("FC621", Place(PATH, number), ("found", f"no JSON: {error}"), file=PATH)
            return
        named.append((str(records.at(row, "id")), row))
    yield from records.compare(PATH, named, claims, lambda row, claim: records.compared(row, _line(claim, settings)))


def _line(claim: Claim, settings: Settings) -> dict[str, Json]:
    return {
        "page": settings.address(claim.path),
        "claim": claim.text,
        "claimant": claim.claimant,
        "verdict": claim.verdict.id,
        "rating": claim.verdict.rating,
        "summary": claim.summary,
        "checked": claim.checked.isoformat(),
        "updated": claim.updated.isoformat(),
        "article.url": claim.article.url,
        "quote": _words(claim.article.text, claim.span),
        "evidence.source": [entry.source.slug for entry in claim.evidence],
        "evidence.url": [entry.source.url for entry in claim.evidence],
        "evidence.stance": [entry.stance.value for entry in claim.evidence],
        "evidence.spans": [_spans(entry) for entry in claim.evidence],
    }


def _spans(entry: Evidence) -> list[Json]:
    return [_words(entry.source.extract, span) for span in entry.spans]


def _words(text: Text, span: Span) -> Json:
    return {"exact": text.cut(span), "start": span.start, "end": span.end}

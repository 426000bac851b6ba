"""Captures: a source is published, then read and stored, then cited by a check."""

from collections.abc import Iterator
from datetime import date

from factcheck.core.corpus import Corpus, Entry
from factcheck.core.problems import Place, Problem, problem
from factcheck.core.schema import SourceFile
from factcheck.core.settings import Settings

_LOOK = "look at the source again, and enter that under corrections: factcheck correct --help"


def evidence_is_read_in_time(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """What a claim cites was retrieved after its publication, and before the claim was checked or last corrected."""
    for entry in corpus.claims.values():
        checks = [*filter(None, [entry.file.checked]), *(correction.date for correction in entry.file.corrections)]
        for index, evidence in enumerate(entry.file.evidence):
            if source := corpus.sources.get(evidence.source):
                place = entry.document.place("evidence", index, "source")
                yield from _disorder(place, source, max(checks, default=None))


def _disorder(place: Place, source: Entry[SourceFile], checked: date | None) -> Iterator[Problem]:
    published, retrieved = source.file.published, source.file.retrieved
    retrieval = f"the retrieval of {source.slug}"
    if published and retrieved < published:
        found, fix = ("found", retrieved.isoformat()), ("fix", f"correct the wrong date in {source.document.path}")
        yield problem("FC421", place, found, fix, what=retrieval, event="its publication", date=published.isoformat())
    if checked and checked < retrieved:
        found, fix = ("found", checked.isoformat()), ("fix", _LOOK)
        yield problem("FC421", place, found, fix, what="the check", event=retrieval, date=retrieved.isoformat())

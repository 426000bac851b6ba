"""Captures: a source is published, then read and stored, then cited by a check."""

from collections.abc import Iterator

from factcheck.core.corpus import Corpus
from factcheck.core.problems import Problem, problem
from factcheck.core.settings import Settings


def source_is_read_after_its_publication(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """A source is retrieved on the day of its publication or later."""
    for entry in corpus.sources.values():
        published, retrieved = entry.file.published, entry.file.retrieved
        if published and retrieved < published:
            found, fix = ("found", retrieved.isoformat()), ("fix", "correct the date that is wrong")
            order = {"what": "retrieved", "event": "the source was published", "date": published.isoformat()}
            yield problem("FC421", entry.document.place("retrieved"), found, fix, **order)


def source_is_read_before_the_check(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """What a claim cites was retrieved when it was checked, or last corrected."""
    for entry in corpus.claims.values():
        dates = [*filter(None, [entry.file.checked]), *(correction.date for correction in entry.file.corrections)]
        for index, evidence in enumerate(entry.file.evidence):
            source = corpus.sources.get(evidence.source)
            if source and dates and source.file.retrieved > max(dates):
                found = ("found", f"checked or corrected {max(dates).isoformat()}")
                fix = ("fix", "look at the source again, and enter that under corrections: factcheck correct --help")
                order = {"what": "the check", "event": "its source was retrieved"}
                place = entry.document.place("evidence", index, "source")
                yield problem("FC421", place, found, fix, **order, date=source.file.retrieved.isoformat())

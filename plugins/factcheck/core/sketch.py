"""Sketch: the outline of a file that was read (core/outline.py)."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from factcheck.core.corpus import Corpus, Entry, Seed
from factcheck.core.outline import (
    AnyOutline,
    ArticleOutline,
    At,
    ClaimOutline,
    Day,
    FileOutline,
    Outline,
    Said,
    Speaker,
    outline,
)
from factcheck.core.schema import ArticleFile, ClaimFile, DraftFile, SourceFile


def sketched(corpus: Corpus) -> Outline:
    """The outline of a corpus."""
    kinds = (corpus.articles, corpus.claims, corpus.sources, corpus.pages, corpus.history)
    files = [sketch(each) for kind in (corpus.seeds, *kinds) for each in kind.values()]
    return outline(sorted(files, key=lambda file: file.path), corpus.refused)


def sketch(read: Entry[Any] | Seed) -> AnyOutline:
    """The outline of a file."""
    if isinstance(read, Seed):
        return FileOutline(read.path)
    if isinstance(read.file, ArticleFile):
        return _article(read, read.file)
    if isinstance(read.file, DraftFile):
        return _claim(read, read.file)
    days = (_day(read, "retrieved", read.file.retrieved),) if isinstance(read.file, SourceFile) else ()
    formerly = _formerly(read, read.file.formerly) if isinstance(read.file, SourceFile) else ()
    return FileOutline(read.document.path, formerly, days, _empty(read))


def _article(entry: Entry[Any], file: ArticleFile) -> ArticleOutline:
    return ArticleOutline(
        path=entry.document.path,
        seed=Said(file.seed, _at(entry, "seed")),
        claimants=tuple(
            Speaker(
                Said(claimant.name, _at(entry, "claimants", index, "name")),
                claimant.type,
                _at(entry, "claimants", index, "type"),
            )
            for index, claimant in enumerate(file.claimants)
        ),
        claimants_at=_at(entry, "claimants", key=True),
        ledger_at=tuple(_at(entry, "ledger", index, "quote", "exact") for index in range(len(file.ledger))),
        formerly=_formerly(entry, file.formerly),
        days=(_day(entry, "published", file.published),),
        empty_at=_empty(entry),
    )


def _claim(entry: Entry[Any], file: DraftFile) -> ClaimOutline:
    return ClaimOutline(
        path=entry.document.path,
        is_published=isinstance(file, ClaimFile),
        is_withdrawn=file.is_withdrawn,
        claimant=Said(file.claimant, _at(entry, "claimant")) if file.claimant else None,
        topics=tuple(Said(topic, _at(entry, "topics", index)) for index, topic in enumerate(file.topics)),
        cites=tuple(Said(e.source, _at(entry, "evidence", i, "source")) for i, e in enumerate(file.evidence)),
        quote_at=_at(entry, "quote", "exact"),
        formerly=_formerly(entry, file.formerly),
        days=tuple(_days(entry, file)),
        empty_at=_empty(entry),
    )


def _days(entry: Entry[Any], file: DraftFile) -> Iterator[Day]:
    if file.checked:
        yield _day(entry, "checked", file.checked)
    for index, correction in enumerate(file.corrections):
        yield Day("date", correction.date, _at(entry, "corrections", index, "date"))


def _day(entry: Entry[Any], key: str, day: date) -> Day:
    return Day(key, day, _at(entry, key))


def _formerly(entry: Entry[Any], names: Iterable[str]) -> tuple[Said, ...]:
    return tuple(Said(name, _at(entry, "formerly", index)) for index, name in enumerate(names))


def _empty(entry: Entry[Any]) -> At | None:
    return None if entry.body else (entry.place.line, entry.place.column)


def _at(entry: Entry[Any], *location: str | int, key: bool = False) -> At:
    place = entry.document.place(*location, key=key)
    return place.line, place.column

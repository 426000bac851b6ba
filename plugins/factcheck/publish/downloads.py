"""Downloads: the list of all open data, from which the files are written and the page about them is made.

A new file is a module with its path, a function `Site, Facts -> parts` and `schemas() -> {path: schema}`, rows
of `DOWNLOADS` and `_DESCRIBED`, and `download.<name>` in the catalogues.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from typing import Any

from factcheck.core.model import Claim, Site
from factcheck.core.settings import Settings
from factcheck.publish import (
    annotations,
    claimreview,
    corpusfile,
    dataset,
    factchecks,
    formats,
    jsontext,
    table,
)
from factcheck.publish.facts import Facts
from factcheck.publish.feeds import schema as feedschema
from factcheck.publish.feeds.entries import all_checks
from factcheck.publish.feeds.jsonfeed import jsonfeed
from factcheck.publish.jsontext import Json
from factcheck.publish.output import File, Run, whole

LONGEST, MOST_ENTRIES = 72, 2  # of a text, in characters, and of a list, in an example


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file of open data."""

    name: str  # of its words in the catalogue: download.<name>
    path: str
    format: str
    media_type: str
    schema: str  # the path of what describes it
    runs: Callable[[Site, Facts], Iterable[Run]]
    record: tuple[str, ...] = ()  # of JSON: the keys that lead to the list of its records

    def text(self, site: Site) -> str:
        """The whole file."""
        return whole(self.runs(site, Facts(site, {})))

    @property
    def file(self) -> str:
        """Its name without its folder."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Shown:
    """A file as its page shows it."""

    download: Download
    example: str  # a record of the file, shortened; empty where the file has none


DOWNLOADS = (
    Download(
        name="claims",
        path=dataset.PATH,
        format="JSON",
        media_type="application/json",
        schema=dataset.SCHEMA_PATH,
        runs=dataset.runs,
        record=("claims",),
    ),
    Download(
        name="table",
        path=table.PATH,
        format="CSV",
        media_type="text/csv",
        schema=table.SCHEMA_PATH,
        runs=table.runs,
    ),
    Download(
        name="claimreview",
        path=claimreview.PATH,
        format="JSON-LD",
        media_type="application/json",
        schema=claimreview.SCHEMA_PATH,
        runs=claimreview.runs,
        record=("dataFeedElement",),
    ),
    Download(
        name="factchecks",
        path=factchecks.PATH,
        format="JSON",
        media_type="application/json",
        schema=factchecks.SCHEMA_PATH,
        runs=factchecks.runs,
        record=("claims",),
    ),
    Download(
        name="annotations",
        path=annotations.CLAIMS_PATH,
        format="JSON-LD",
        media_type="application/ld+json",
        schema=formats.ANNOTATIONS,
        runs=annotations.claims,
        record=("first", "items"),
    ),
    Download(
        name="evidence",
        path=annotations.EVIDENCE_PATH,
        format="JSON-LD",
        media_type="application/ld+json",
        schema=formats.ANNOTATIONS,
        runs=annotations.evidence,
        record=("first", "items"),
    ),
    Download(
        name="corpus",
        path=corpusfile.PATH,
        format="JSON Lines",
        media_type="application/jsonl",
        schema=formats.CORPUS,
        runs=corpusfile.runs,
    ),
)
FEED = Download(  # written with the other feeds
    name="feed",
    path="feeds/all.json",
    format="JSON Feed",
    media_type="application/feed+json",
    schema=feedschema.PATH,
    runs=lambda site, facts: [Run.of_one(b"", lambda: jsonfeed(all_checks(site), site.settings))],
    record=("items",),
)
_DESCRIBED = {
    dataset.SCHEMA_PATH: dataset.schemas,
    table.SCHEMA_PATH: table.schemas,
    claimreview.SCHEMA_PATH: claimreview.schemas,
    factchecks.SCHEMA_PATH: factchecks.schemas,
    formats.ANNOTATIONS: formats.schemas,
    formats.CORPUS: formats.schemas,
    feedschema.PATH: feedschema.schemas,
}


def files(site: Site, facts: Facts) -> Iterator[File]:
    """Every file and every description."""
    yield from (File(download.path, partial(download.runs, site, facts), (facts.everything,)) for download in DOWNLOADS)
    yield from (_description(path, site.settings) for path in _DESCRIBED)


def _description(path: str, settings: Settings) -> File:
    return File(path, lambda: jsontext.file(_named(path, _DESCRIBED[path]()[path], settings)))


def shown(site: Site) -> tuple[Shown, ...]:
    """Every file with an example."""
    return tuple(Shown(download, example(download, site)) for download in (*DOWNLOADS, FEED))


def shown_claims(site: Site) -> tuple[Claim, ...]:
    """The claim that all examples are of, as a list of at most one."""
    rated = (claim for claim in site.claims if claim.verdict.rating is not None)
    return tuple(islice(chain(rated, site.claims), 1))


def example(download: Download, site: Site) -> str:
    """A record of the file, shortened: of a claim with a rating where there is one, since every file has those."""
    claims = shown_claims(site)
    if not claims:  # all were withdrawn
        return ""
    written = download.text(replace(site, claims=claims))
    if download.media_type == "text/csv":
        return table.written(list(_rows(written))[:2])
    records = [json.loads(written.partition("\n")[0])] if not download.record else _records(download, written)
    return jsontext.file(_shortened(records[0])) if records else ""


def _rows(written: str) -> Iterator[list[str | int]]:
    lines = written.removeprefix(table.BYTE_ORDER_MARK).splitlines(keepends=True)
    return (list(map(_cell, row)) for row in csv.reader(lines, quoting=csv.QUOTE_NONNUMERIC))


def _cell(cell: object) -> Any:
    """A cell, shortened; what is not in quotation marks was read as a fraction."""
    return int(cell) if isinstance(cell, float) else _shortened(cell)


def _records(download: Download, written: str) -> Any:
    found = json.loads(written)
    for key in download.record:
        found = found.get(key, {})  # a collection of nothing has no page: a claim may have no evidence
    return found or []


def _shortened(value: Any) -> Any:
    """A JSON value with its long texts and lists cut."""
    match value:
        case str() if len(value) > LONGEST:
            return f"{value[: LONGEST - 1]}…"
        case list():
            return [_shortened(entry) for entry in value[:MOST_ENTRIES]]
        case dict():
            return {key: _shortened(entry) for key, entry in value.items()}
    return value


def _named(path: str, schema: Json, settings: Settings) -> Json:
    """A JSON Schema with its own address as its `$id` (JSON Schema 2020-12, Core, 8.2.1)."""
    if isinstance(schema, dict) and "$schema" in schema:
        return {"$schema": schema["$schema"], "$id": settings.address(path), **schema}
    return schema

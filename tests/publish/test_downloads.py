"""All open data: every file of the list is written, valid, and explained on the page about them."""

import csv
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from jsonschema import Draft202012Validator, FormatChecker

from cases import onepage
from cases import written as files_of
from cases.tables import each
from conftest import copy_site
from factcheck.core.model import Site
from factcheck.core.text import collapse
from factcheck.publish.downloads import DOWNLOADS, FEED, LONGEST, MOST_ENTRIES, Download, example
from factcheck.publish.output import Run
from factcheck.publish.table import written
from factcheck.render.words import LANGUAGES, catalogue
from factcheck.site import config
from factcheck.site.load import Loaded, load

JSON = [download for download in DOWNLOADS if "json" in download.media_type]
HOSTILE = "<script>alert(1)</script> =1+1 \u2028 & \"'"


@pytest.fixture(scope="module")
def site(real: Loaded) -> Site:
    assert real.site is not None
    return real.site


@pytest.fixture(scope="module")
def texts(site: Site) -> dict[str, str]:
    return files_of.data(site)


@pytest.fixture(scope="module")
def page(built: Path) -> BeautifulSoup:
    return soup(built / "data/index.html")


def soup(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


def values(download: Download, text: str) -> list[Any]:
    """The JSON of a file: of JSON Lines, one value a line."""
    return [json.loads(text)] if download.record else [json.loads(line) for line in text.splitlines()]


def records(download: Download, text: str) -> list[Any]:
    """The records of a JSON file."""
    (found, *others) = found_values = values(download, text)
    if not download.record:
        return found_values
    assert others == []
    for key in download.record:
        found = found[key]
    return list(found)


# The files.


def test_every_file_has_a_path_a_name_and_a_schema_of_its_own(texts: dict[str, str]) -> None:
    assert len({download.path for download in DOWNLOADS}) == len(DOWNLOADS) >= 2
    assert len({download.name for download in DOWNLOADS}) == len(DOWNLOADS)
    for path in texts:
        assert re.fullmatch(r"(?:data|feeds)/(?:schema/)?[a-z]+\.(?:json|jsonl|jsonld|csv|csv-metadata\.json)", path)
    described = {download.schema for download in (*DOWNLOADS, FEED)}
    assert set(texts) == {download.path for download in DOWNLOADS} | described


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_is_explained(language: str) -> None:
    for download in (*DOWNLOADS, FEED):
        assert len(catalogue(language).say(f"download.{download.name}")) > 20


def test_every_file_is_written_as_it_was_made(texts: dict[str, str], built: Path) -> None:
    for path, text in texts.items():
        assert (built / path).read_bytes() == text.encode(), path


@each(JSON)
def test_every_file_is_what_its_schema_says(case: Download, texts: dict[str, str]) -> None:
    schema = json.loads(texts[case.schema])
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"https://example.org/{case.schema}"
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    found = values(case, texts[case.path])
    assert found
    for value in found:
        assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)] == []


@each(JSON)
def test_every_schema_refuses_what_is_something_else(case: Download, texts: dict[str, str]) -> None:
    validator = Draft202012Validator(json.loads(texts[case.schema]))
    for value in ({}, [], None, "text", {"claims": [{}]}):
        assert not validator.is_valid(value), value


@each(JSON)
def test_hostile_words_stay_words(case: Download, site: Site) -> None:
    claims = tuple(replace(claim, text=HOSTILE, summary=HOSTILE, topics=(HOSTILE,)) for claim in site.claims)
    texts = files_of.data(replace(site, claims=claims))
    validator = Draft202012Validator(json.loads(texts[case.schema]))
    for value in values(case, texts[case.path]):
        assert validator.is_valid(value)
        assert json.dumps(HOSTILE)[1:-1] in json.dumps(value)


def test_the_same_site_gives_the_same_files(site: Site, texts: dict[str, str]) -> None:
    assert files_of.data(replace(site)) == texts


# The examples.


def is_cut_of(short: Any, long: Any) -> bool:
    """Whether a JSON value is another one, shortened."""
    match short, long:
        case str(), str():
            return short == long[:LONGEST] or (
                long.startswith(short[:-1]) and short.endswith("…") and len(short) == LONGEST
            )
        case list(), list():
            return len(short) == min(len(long), MOST_ENTRIES) and all(map(is_cut_of, short, long))
        case Mapping(), Mapping():
            return list(short) == list(long) and all(is_cut_of(short[key], long[key]) for key in short)
    return bool(short == long) and type(short) is type(long)


@each(JSON)
def test_an_example_is_a_record_of_the_file(case: Download, site: Site, texts: dict[str, str]) -> None:
    shown = json.loads(example(case, site))
    assert any(is_cut_of(shown, record) for record in records(case, texts[case.path]))
    assert len(example(case, site).splitlines()) < 120


def test_the_example_of_the_table_is_its_first_rows(site: Site, texts: dict[str, str]) -> None:
    (table,) = (download for download in DOWNLOADS if download.media_type == "text/csv")
    for has_mark in (False, True):
        marked = replace(site, settings=replace(site.settings, csv_has_mark=has_mark))
        header, row = csv.reader(example(table, marked).splitlines(keepends=True))
        first, second, *_ = csv.reader(texts[table.path].splitlines(keepends=True))
        assert header == first
        assert is_cut_of(row, second) or all(map(is_cut_of, row, second))
        assert ',0,86,"true","True",5,5,1,' in example(table, marked)


def test_an_example_is_of_a_claim_with_a_rating(site: Site) -> None:
    rated = [claim for claim in site.claims if claim.verdict.rating is not None]
    unrated = [claim for claim in site.claims if claim.verdict.rating is None]
    assert rated
    assert unrated
    (claims,) = (download for download in DOWNLOADS if download.name == "claims")
    turned = replace(site, claims=(*unrated, *rated))
    assert json.loads(example(claims, turned))["id"] == rated[0].id
    assert json.loads(example(claims, replace(site, claims=tuple(unrated))))["id"] == unrated[0].id


def test_a_file_without_records_has_no_example(site: Site) -> None:
    download = replace(
        DOWNLOADS[0], runs=lambda site, facts: [Run.of_one(b"", lambda: '{"items": []}\n')], record=("items",)
    )
    assert example(download, site) == ""


def test_an_example_of_json_lines_is_its_first_line(site: Site) -> None:
    download = replace(
        DOWNLOADS[0], runs=lambda site, facts: [Run.of_one(b"", lambda: '{"a":"b\u2028"}\n{"a":"c"}\n')], record=()
    )
    assert json.loads(example(download, site)) == {"a": "b\u2028"}


def test_a_cell_with_a_line_end_stays_in_its_row(site: Site) -> None:
    lines = written([["id", "quote"], ["a", "one\r\ntwo\u2028three\nfour"], ["b", ""]])
    download = replace(DOWNLOADS[0], runs=lambda site, facts: [Run.of_one(b"", lambda: lines)], media_type="text/csv")
    assert example(download, site) == written([["id", "quote"], ["a", "one\r\ntwo\u2028three\nfour"]])


# The page.


def test_the_page_names_every_file_with_its_form_and_an_example(page: BeautifulSoup, site: Site) -> None:
    for download in DOWNLOADS:
        heading = page.find(id=download.name)
        assert heading is not None
        assert heading.parent is not None
        section = heading.parent
        assert heading.get_text() == download.file
        links = [urljoin("/data/", str(link["href"])) for link in section.select("a")]
        assert links[:2] == [f"/{download.path}", f"/{download.schema}"]
        facts = collapse(section.get_text())
        for said in (f"https://example.org/{download.path}", download.format, download.media_type, "CC BY 4.0"):
            assert said in facts
        assert catalogue("en").say(f"download.{download.name}") in facts
        (shown,) = section.select("pre")
        assert shown.get_text().replace("\r\n", "\n") == example(download, site).replace("\r\n", "\n")
        assert (shown["tabindex"], shown["role"], shown["dir"]) == ("0", "region", "ltr")
        name = section.find(id=str(shown["aria-labelledby"]))
        assert name is not None
        assert download.file in name.get_text()


def test_the_page_says_what_stays_how_positions_count_and_how_to_cite(page: BeautifulSoup) -> None:
    said = collapse(page.get_text())
    for part in (
        "A claim has the same id everywhere, article/claim, and keeps it for ever",
        "The field schema names the form of a file and the number of its version.",
        "start and end count the Unicode code points of the stored text, beginning with 0",
        "The editors: Fact check: the Élysée’s Ukraine platform. https://example.org/data/, as of 22 November 2026. CC BY 4.0.",
        "Its command factcheck import makes drafts",
    ):
        assert part in said
    assert "../feeds/all.atom" in [link["href"] for link in page.select("main a")]


def test_only_this_page_points_to_the_files_in_its_head(built: Path) -> None:
    found = {}
    for file in built.rglob("*.html"):
        links = [(str(link["type"]), str(link["href"])) for link in soup(file).select('link[rel="alternate"]')]
        found[file.relative_to(built).as_posix()] = [link for link in links if "/data/" in link[1]]
    assert found.pop("data/index.html") == [(download.media_type, f"../{download.path}") for download in DOWNLOADS]
    assert len(found) > 100
    assert {path for path, links in found.items() if links} == set()


def test_every_page_leads_to_it_and_policy_pages_say_so(built: Path) -> None:
    pages = [path for path in sorted(built.rglob("*.html")) if "embed" not in path.parts]
    assert len(pages) > 100
    for path in pages:
        root = "/" if path.name == "404.html" else "../" * (len(path.relative_to(built).parts) - 1)
        assert [link.get_text() for link in soup(path).select(f'footer a[href="{root}data/"]')] == ["Open data"], path
    for name in ("methodology", "corrections", "about", "contribute"):
        assert soup(built / name / "index.html").select('main a[href="../data/"]'), name


def test_the_page_is_in_the_sitemap(built: Path) -> None:
    assert "<loc>https://example.org/data/</loc>" in (built / "sitemap.xml").read_text(encoding="utf-8")


def test_words_of_a_contributor_are_no_markup_on_the_page(tmp_path: Path) -> None:
    root = copy_site(tmp_path / "site")
    claim = root / "content/claims/elysee-platform/new-platform.md"
    text = claim.read_text(encoding="utf-8")
    wrong = "</code><script>alert(1)</script> is short"
    claim.write_text(re.sub(r"^short: .*$", f"short: {wrong}", text, flags=re.MULTILINE), encoding="utf-8")
    page = BeautifulSoup(onepage.page(root, "data/"), "html.parser")
    assert page.select("script") == []
    assert wrong in page.select("pre")[0].get_text()


def test_the_page_is_french_where_the_site_is(tmp_path: Path) -> None:
    root = copy_site(tmp_path / "site")
    add_settings(root, 'DEFAULT_LANG = "fr"')
    said = collapse(BeautifulSoup(onepage.page(root, "data/"), "html.parser").get_text())
    assert "Données ouvertes" in said
    assert "état du 22 novembre 2026. CC BY 4.0." in said


def test_a_spreadsheet_gets_its_mark_where_the_settings_say_so(tmp_path: Path) -> None:
    root = copy_site(tmp_path / "site")
    add_settings(root, "FACTCHECK_CSV_BOM = True")
    settings, _ = config.read(root)
    assert settings is not None
    assert files_of.texts(load(root, settings).files)["data/claims.csv"].startswith('\ufeff"id",')


def add_settings(root: Path, line: str) -> None:
    with (root / config.FILE).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")

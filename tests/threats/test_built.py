"""What a built site shows of the texts of strangers: all of it, as they typed it, and nothing more."""

import csv
import hashlib
import io
import json
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup

from cases.hostile import STRINGS
from cases.hostilesite import turning
from conftest import ROOT, HostileBuild
from factcheck.core.corpus import parse
from factcheck.core.settings import Settings
from factcheck.core.text import collapse
from factcheck.publish import views
from factcheck.site.load import load_files
from threats.rows import ARTICLE, BODY, BRIDGE, SEED

BASE = ROOT / "tests/cases/broken/base"
MARKDOWN = {
    "A11": 'Words.\n{: onclick="x" }',
    "A12": "## A heading {: style='position:fixed' }",
    "A17": "<!-- a comment that never ends",
}


@pytest.fixture(scope="module")
def pages(hostile: HostileBuild) -> dict[str, BeautifulSoup]:
    """Each page, by the path of its file."""
    found = sorted(hostile.output.rglob("*.html"))
    return {p.relative_to(hostile.output).as_posix(): BeautifulSoup(p.read_bytes(), "html.parser") for p in found}


@pytest.fixture(scope="module")
def texts(pages: dict[str, BeautifulSoup]) -> dict[str, str]:
    """The text of each page."""
    return {path: collapse(page.body.get_text()) for path, page in pages.items() if page.body}


@pytest.fixture(scope="module")
def claims(hostile: HostileBuild) -> list[dict[str, Any]]:
    """What the files say of the claims."""
    corpus, problems = parse(hostile.site.files)
    assert problems == []
    return [entry.file.model_dump(mode="json") for entry in corpus.claims.values()]


def test_every_field_is_shown_as_typed(hostile: HostileBuild, texts: dict[str, str]) -> None:
    for path, shown in hostile.site.shown.items():
        for text in shown:
            assert collapse(text) in texts[path], path


def test_lists_show_fields_as_typed(texts: dict[str, str], claims: list[dict[str, Any]]) -> None:
    for claim in claims:
        for text in (claim["claim"], claim["summary"], claim["claimant"]):
            assert text in texts["claims/index.html"]
        assert claim["topics"][0] in texts["topics/index.html"]
        assert claim["claimant"] in texts["claimants/index.html"]


def strings(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set().union(*map(strings, value.values())) if value else set()
    if isinstance(value, list):
        return set().union(*map(strings, value)) if value else set()
    return {collapse(value)} if isinstance(value, str) else set()


def test_structured_data_reads_back(hostile: HostileBuild, claims: list[dict[str, Any]]) -> None:
    """No `<` in a block of a page; each file of JSON gives the fields back."""
    blocks = 0
    for path in hostile.output.rglob("*.html"):
        raw = path.read_text(encoding="utf-8")
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', raw, re.DOTALL):
            assert "<" not in block
            json.loads(block)
            blocks += 1
    assert blocks > 0
    data = json.loads((hostile.output / "data/claims.json").read_text(encoding="utf-8"))
    found = strings(data)
    for claim in claims:
        assert {claim["claim"], claim["summary"], claim["claimant"], claim["topics"][0]} <= found


def test_a_spreadsheet_gets_text(hostile: HostileBuild, claims: list[dict[str, Any]]) -> None:
    text = (hostile.output / "data/claims.csv").read_text(encoding="utf-8").removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    cells = {collapse(cell) for row in rows for cell in row}
    assert {claim["claim"] for claim in claims} <= cells
    assert not [cell for row in rows for cell in row if cell[:1] in ("=", "+", "@", "\t", "\r")]


def test_templates_of_strangers_are_not_run(texts: dict[str, str]) -> None:
    typed = [s.text for s in STRINGS if s.name.startswith("template")]
    page = " ".join(texts.values())
    assert [text for text in typed if collapse(text) not in page] == []
    assert "{{ 7*7 }}" in typed
    assert " 49 " not in page


def test_markdown_of_strangers_is_shown_as_text(real_settings: Settings) -> None:
    files = {path.relative_to(BASE).as_posix(): path.read_bytes() for path in BASE.rglob("*") if path.is_file()}
    for name, markdown in MARKDOWN.items():
        changed = {**files, BRIDGE: files[BRIDGE].replace(BODY.encode(), markdown.replace('"x"', "x").encode())}
        loaded = load_files(changed, real_settings)
        assert loaded.site is not None, (name, loaded.problems)
        html = loaded.rendered[BRIDGE]
        page = BeautifulSoup(html, "html.parser")
        assert not page.select("[style], [onclick], [id]"), html
        shown = collapse(page.get_text())
        assert collapse(markdown.replace('"x"', "x").lstrip("# ")) == shown, html


def test_links_to_other_sites_say_so(pages: dict[str, BeautifulSoup]) -> None:
    wanted = {"nofollow", "ugc", "noopener", "noreferrer"}
    ours = ("https://creativecommons.org/", "https://example.org")
    checked = 0
    for path, page in pages.items():
        for link in page.select("main a[href^=http]"):
            if str(link["href"]).startswith(ours):
                continue
            assert wanted <= set(link.get_attribute_list("rel")), f"{path}: {link}"
            assert not link.has_attr("target")
            checked += 1
    assert checked > 100


ODD = "\ufeffA first line \r\nwith a\ttab, \r\n\r\n- an item\f\r\n  spaces at the end   \r\nNo end of line, €5 😀"


def test_an_odd_seed_is_given_back(real_settings: Settings) -> None:
    """Line ends of Windows, a mark at the start, a tab, a form feed, no last line end."""
    raw = ODD.encode()
    files = {path.relative_to(BASE).as_posix(): path.read_bytes() for path in BASE.rglob("*") if path.is_file()}
    files = {path: text for path, text in files.items() if "claims/" not in path or path == BRIDGE}
    article = re.sub(rb"sha256: .*", b"sha256: " + hashlib.sha256(raw).hexdigest().encode(), files[ARTICLE])
    claim = files[BRIDGE].replace(b"the bridge will be inspected every year", "end of line, €5 😀".encode())
    used = claim.replace(BODY.encode(), b"See [a](../../sources/accounts.md) and [b](../../sources/timetable.md).")
    evidence = (
        "evidence:\n  - {source: accounts, quote: The town paid €21 million of it, stance: context}\n"
        "  - {source: timetable, quote: The last train on Sundays leaves, stance: context}\n---\n\nSee"
    ).encode()
    loaded = load_files(
        {**files, SEED: raw, ARTICLE: article, BRIDGE: used.replace(b"---\n\nSee", evidence)}, real_settings
    )
    assert loaded.site is not None, loaded.problems
    (stored,) = loaded.site.articles
    assert stored.text.raw == ODD.removeprefix("\ufeff")
    shown = views.annotated(loaded.site, stored, loaded.rendered, root="")
    html = "".join(block.bullet + block.html + block.gap_html for part in shown.parts for block in part.blocks)
    page = BeautifulSoup(re.sub(r'<span class="reference">.*?</span></span></span>', "", html), "html.parser")
    assert shown.lead + page.get_text() == stored.text.raw
    (found,) = loaded.site.claims
    assert stored.text.raw[found.span.start : found.span.end] == "end of line, €5 😀"
    before = len(stored.text.raw[: found.span.start].encode())
    assert raw.removeprefix(b"\xef\xbb\xbf")[before:] == "end of line, €5 😀".encode()


def test_the_folder_of_a_long_name_can_be_written(hostile: HostileBuild) -> None:
    """A topic of 300 characters has a page; a folder has 255 bytes at most."""
    names = [path.name for folder in ("topics", "claimants") for path in (hostile.output / folder).iterdir()]
    assert max(map(len, names)) <= 80
    assert len([name for name in names if re.search("-[0-9a-f]{16}$", name)]) > 40


def test_a_site_without_evidence_has_all_its_pages(real_settings: Settings) -> None:
    loaded = load_files(turning().files, real_settings)
    assert loaded.site is not None
    assert loaded.site.sources == ()
    assert len(loaded.outputs) > 12
    assert "data/claims.json" in [file.path for file in loaded.files]

"""The list of pages, and every built page of the real site."""

import itertools
import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup

from factcheck.core.model import Site
from factcheck.core.text import collapse
from factcheck.publish.pages import pages
from factcheck.publish.views import excerpt
from factcheck.site.load import Loaded


@cache
def soup(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_bytes(), "html.parser")


@pytest.fixture(scope="module")
def site(real: Loaded) -> Site:
    assert real.site is not None
    return real.site


@pytest.fixture(scope="module")
def files(built: Path) -> list[Path]:
    found = sorted(built.rglob("*.html"))
    assert len(found) > 100
    return found


def test_paths_are_unique_and_lie_inside_the_site(real: Loaded, site: Site) -> None:
    paths = [output.path for output in pages(site, real.rendered)]
    assert len(set(paths)) == len(paths)
    assert all(re.fullmatch(r"(?:[a-z0-9-]+/)*|404\.html", path) for path in paths)


def test_the_page_for_missing_addresses_links_from_anywhere(real: Loaded, site: Site) -> None:
    for url, root in (("https://example.org", "/"), ("https://example.org/repo", "/repo/")):
        moved = replace(site, settings=replace(site.settings, url=url))
        (missing,) = (output for output in pages(moved, real.rendered) if output.path == "404.html")
        assert missing.root == root


def test_every_page_has_one_heading_a_title_a_language_and_unique_ids(files: list[Path]) -> None:
    for file in files:
        page = soup(file)
        assert len(page.select("h1")) == 1, file
        assert page.title is not None, file
        assert page.title.get_text(strip=True), file
        assert page.select_one("html[lang]"), file
        assert [i for i, n in Counter(tag["id"] for tag in page.select("[id]")).items() if n > 1] == [], file


def test_headings_skip_no_level(files: list[Path]) -> None:
    for file in files:
        levels = [int(tag.name[1]) for tag in soup(file).select("h1,h2,h3,h4,h5,h6")]
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), file


def links(file: Path, root: Path) -> Iterator[tuple[str, Path, str]]:
    """The address, target file and fragment of every link inside the site."""
    for tag in soup(file).select("[href]"):
        href = str(tag["href"])
        if urlsplit(href).scheme:
            continue
        path, _, fragment = href.partition("#")
        base = "/" if file.name == "404.html" else f"/{file.relative_to(root).parent.as_posix()}/"
        target = posixpath.normpath(posixpath.join(base, path)) if path else f"/{file.relative_to(root).as_posix()}"
        found = root / target.lstrip("/")
        yield href, found / "index.html" if found.is_dir() else found, fragment


def test_every_internal_link_and_anchor_exists(files: list[Path], built: Path) -> None:
    for file in files:
        for href, target, fragment in links(file, built):
            assert target.is_file(), (file, href)
            if fragment and target.suffix == ".html":
                assert soup(target).find(id=fragment), (file, href)


def test_links_to_other_sites_carry_the_relations_of_contributed_links(files: list[Path]) -> None:
    for file in files:
        for tag in soup(file).select("main a[href^=http]"):
            assert set(tag["rel"]) == {"noopener", "noreferrer", "nofollow", "ugc"}, (file, tag["href"])


def test_no_inline_script_style_handler_or_foreign_resource(files: list[Path], built: Path) -> None:
    for file in files:
        page = soup(file)
        assert page.select("style, iframe, object, embed, base, img") == [], file
        for script in page.select('script:not([type="application/ld+json"])'):  # a block of data: no script
            assert script["type"] == "module", file
            assert (file.parent / str(script["src"])).resolve().is_relative_to(built / "theme"), file
            assert script.get_text() == "", file
        assert [
            tag for tag in page.find_all(True) if any(name.startswith("on") or name == "style" for name in tag.attrs)
        ] == []
        policy = page.select_one("meta[http-equiv=Content-Security-Policy]")
        assert policy is not None, file
        assert "default-src 'none'" in str(policy["content"]), file
        assert page.select_one("head > *") is policy, file


def test_a_claim_page_says_what_the_claim_file_says(built: Path, site: Site) -> None:
    for claim in site.claims:
        page = soup(built / claim.path / "index.html")
        main = page.select_one("main")
        assert main is not None
        words = collapse(main.get_text())
        for part in (claim.text, claim.summary, claim.verdict.label, claim.verdict.definition, claim.claimant):
            assert part in words, claim.slug
        assert "Not yet reviewed by a second person" in words
        quotes = [collapse(tag.get_text()) for tag in page.select(".evidence blockquote mark")]
        assert quotes == [collapse(evidence.words) for evidence in claim.evidence]
        assert collapse(page.select("blockquote.excerpt mark")[0].get_text()) == collapse(claim.words)


def test_a_quote_in_another_language_is_marked_as_such(built: Path, site: Site) -> None:
    for claim in site.claims:
        page = soup(built / claim.path / "index.html")
        languages = [tag["lang"] for tag in page.select(".evidence blockquote")]
        assert languages == [evidence.source.language for evidence in claim.evidence]


def test_a_mark_is_a_link_that_names_number_and_verdict(built: Path, site: Site) -> None:
    page = soup(built / site.articles[0].path / "index.html")
    for claim in site.claims:
        (link,) = page.select(f'a.mark[href="#note-{claim.slug}"]:not([tabindex])')
        reference = collapse((link.select_one(".reference") or link).get_text().replace("\u2060", ""))
        assert reference == f"(claim {claim.number}: {claim.verdict.label})"
        note = page.find(id=f"note-{claim.slug}")
        assert note is not None
        assert claim.summary in collapse(note.get_text())
        assert claim.verdict.label in note.get_text()


def test_a_note_follows_its_block_in_source_order(built: Path, site: Site) -> None:
    page = soup(built / site.articles[0].path / "index.html")
    for claim in site.claims:
        mark, note = page.find(id=f"mark-{claim.slug}"), page.find(id=f"note-{claim.slug}")
        assert mark is not None
        assert note is not None
        assert mark.find_parent(class_="row") is note.find_parent(class_="row")
        assert note in mark.find_all_next("aside")


def test_a_quote_stands_in_its_sentence(site: Site) -> None:
    claim = next(claim for claim in site.claims if claim.slug == "35-members")
    shown = excerpt(claim)
    assert shown.before == "Under the joint leadership of the French and British chiefs of staff, "
    assert "".join(piece.text for piece in shown.pieces) == "the 35 members of the coalition"
    assert shown.after.endswith("are exploring the deployment of European forces to Ukraine.")


def test_the_scale_s_table_is_generated(built: Path, site: Site) -> None:
    rows = soup(built / "methodology/index.html").select("table tbody tr")
    assert len(rows) == len(site.settings.scale) == 7
    for row, verdict in zip(rows, site.settings.scale, strict=True):
        assert verdict.label in row.get_text()
        assert verdict.definition in row.get_text()


def test_empty_lists_say_so(built: Path) -> None:
    assert "No claim is listed here." in soup(built / "verdicts/mostly-false/index.html").get_text()
    assert "Nothing has been corrected so far." in soup(built / "corrections/index.html").get_text()


def test_the_sitemap_lists_every_page_but_404_and_those_for_frames(built: Path, real: Loaded, site: Site) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    root = ET.fromstring((built / "sitemap.xml").read_bytes())
    listed = [node.text for node in root.findall("s:url/s:loc", names)]
    expected = [
        f"https://example.org/{o.path}" for o in pages(site, real.rendered) if o.path != "404.html" and o.is_listed
    ]
    assert listed == expected
    assert "Sitemap: https://example.org/sitemap.xml" in (built / "robots.txt").read_text(encoding="utf-8")

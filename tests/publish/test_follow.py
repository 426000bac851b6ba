"""How a reader finds the feeds: in the head of a page, and where they look."""

from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup

from factcheck.core.model import Site
from factcheck.site.load import Loaded

ALL = ("application/atom+xml", "All checks", "feeds/all.atom")
ALL_JSON = ("application/feed+json", "All checks", "feeds/all.json")


@cache
def soup(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_bytes(), "html.parser")


@pytest.fixture(scope="module")
def files(built: Path) -> dict[str, Path]:
    """The pages by their path, without those for frames."""
    found = {path.relative_to(built).as_posix().removesuffix("index.html"): path for path in built.rglob("*.html")}
    return {name: path for name, path in found.items() if not name.endswith("/embed/")}


@pytest.fixture(scope="module")
def own(real: Loaded) -> dict[str, tuple[str, str]]:
    """The pages with a feed of their own: its title in the head, and its path."""
    assert real.site is not None
    site: Site = real.site
    return {
        "corrections/": ("Corrections", "feeds/corrections.atom"),
        **{f"verdicts/{v.id}/": (f"Verdict: {v.label}", f"feeds/verdicts/{v.id}.atom") for v in site.settings.scale},
        **{topic.path: (topic.name, f"feeds/{topic.path.removesuffix('/')}.atom") for topic in site.topics},
    }


def target(page: str, href: str) -> str:
    return urljoin(f"/{page}", href).removeprefix("/")


def announced(page: str, file: Path) -> list[tuple[str, str, str]]:
    links = soup(file).select('head > link[rel="alternate"]')
    return [(str(link["type"]), str(link["title"]), target(page, str(link["href"]))) for link in links]


def test_every_page_announces_all_checks_and_its_own_list(
    files: dict[str, Path], own: dict[str, tuple[str, str]]
) -> None:
    counted: Counter[int] = Counter()
    for page, file in files.items():
        is_claim = page.startswith("claims/") and page != "claims/"
        expected = [ALL] if is_claim else [ALL, ALL_JSON]  # a claim's page has few bytes to spare
        if page == "data/":
            continue  # it announces every file of open data, and lists the feeds (tests/publish/test_downloads.py)
        if page in own:
            expected.append(("application/atom+xml", *own[page]))
        assert announced(page, file) == expected, page
        counted[len(expected)] += 1
    assert (counted[1], counted[3]) == (28, 16)


def test_a_list_with_a_feed_has_a_link_to_follow_it(files: dict[str, Path], own: dict[str, tuple[str, str]]) -> None:
    seen = set()
    for page, file in files.items():
        if page == "data/":
            continue
        links = soup(file).select('main a[href$=".atom"]')
        found = [(link.get_text(strip=True), link["type"], target(page, str(link["href"]))) for link in links]
        expected = [("Follow (Atom feed)", "application/atom+xml", own[page][1])] if page in own else []
        assert found == expected, page
        seen.update(found)
    assert len(seen) == 16


def test_every_page_links_to_all_checks_at_its_end(files: dict[str, Path]) -> None:
    for page, file in files.items():
        (link,) = soup(file).select('footer a[href$=".atom"]')
        assert (link.get_text(strip=True), target(page, str(link["href"]))) == ("Atom feed", "feeds/all.atom"), page


def test_every_feed_is_announced(built: Path, files: dict[str, Path]) -> None:
    found = {path for page, file in files.items() for _, _, path in announced(page, file) if path.startswith("feeds/")}
    assert found == {path.relative_to(built).as_posix() for path in built.glob("feeds/**/*") if path.is_file()}

"""The copy of the site, read from the disk by a real browser: styles, scripts, links from page to page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browser.test_requests import listen
from factcheck.cli import CLEAN, main


@pytest.fixture(scope="module")
def home(built: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the copy's first page on this disk."""
    folder = tmp_path_factory.mktemp("copy") / "a folder of a reviewer"
    assert main(["offline", str(folder), "--site", str(built.parent)]) == CLEAN
    return (folder / "index.html").as_uri()


@pytest.fixture
def reader(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page with scripts on, and what its browser complains about."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        yield page, listen(page).complaints


def test_a_reviewer_reads_the_site_from_the_disk(reader: tuple[Page, list[str]], home: str) -> None:
    page, complaints = reader
    page.goto(home)
    page.wait_for_selector("[data-seed].placed")  # by article.js
    assert "system-ui" in page.evaluate("getComputedStyle(document.body).fontFamily")  # by site.css
    page.locator(".note a").filter(has_text="Evidence").first.click()
    assert page.url.startswith("file://")
    assert page.url.endswith("/index.html")
    assert page.locator("h1").is_visible()
    page.locator("nav.trail a").click()
    assert "#mark-" in page.url
    page.goto(home.replace("index.html", "404.html"))
    page.locator("main a").first.click()
    assert page.url == home
    assert complaints == []


def test_the_search_says_that_it_cannot_be_used(reader: tuple[Page, list[str]], home: str) -> None:
    page, _ = reader
    page.goto(home.replace("index.html", "search/index.html"))
    assert page.locator("#without").is_visible()
    assert not page.locator("form").is_visible()
    page.locator("#lists + ul a").first.click()
    assert page.url.endswith("/claims/index.html")

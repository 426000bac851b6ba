"""Lists on several pages, for readers: without a script, by keyboard, on a phone, on paper, and for those who listen."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from browser.conftest import context
from browser.test_axe import SCHEMES, WIDTHS, violations
from cases import manysite
from conftest import ROOT
from factcheck.site.load import Loaded
from factcheck.site.preview import server

PAGES = [
    "claims/",
    "claims/page_6/",
    "claims/page_3/",
    "claims/page_1/",
    "verdicts/true/page_2/",
    "topics/all/",
    "topics/page_2/",
    "sources/page_3/",
    "sources/common/",
    "sources/common/page_2/",
    "articles/",
    "corrections/",
    "corrections/page_2/",
    "search/",
    "",
]


@pytest.fixture(scope="module")
def paged(real: Loaded, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with more of everything than a page takes; it has the pages of lists and no others."""
    assert real.site is not None
    folder = tmp_path_factory.mktemp("paged")
    site = manysite.many(real.site)
    manysite.write(folder, site, [output for output in manysite.outputs(site) if output.pager or output.path in PAGES])
    shutil.copytree(ROOT / "theme/static", folder / "theme")
    yield from serve(folder)


def serve(folder: Path) -> Iterator[str]:
    with server(folder, "https://example.org", 0) as http:
        http.handle_error = lambda *_: None  # type: ignore[method-assign]
        Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_address[1]}/"
        http.shutdown()


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(path: str, browser: Browser, paged: str) -> None:
    with browser.new_context(bypass_csp=True) as opened:
        page = opened.new_page()
        page.goto(paged + path)
        page.evaluate(AXE_SCRIPT)
        assert [row for scheme in SCHEMES for width in WIDTHS for row in violations(page, width, scheme)] == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_a_phone(path: str, browser: Browser, paged: str) -> None:
    with context(browser, 390) as opened:
        page = opened.new_page()
        page.goto(paged + path)
        assert page.evaluate("document.documentElement.scrollWidth") == 390


def number(page: Page) -> str:
    return page.locator("nav.pages [aria-current=page]").inner_text()


def test_the_keyboard_goes_through_a_list_without_a_script(browser: Browser, paged: str) -> None:
    with context(browser, 1280) as opened:
        page = opened.new_page()
        page.goto(f"{paged}claims/")
        assert number(page) == "7"
        for wanted in ("6", "5"):
            page.get_by_role("link", name="Older", exact=True).press("Enter")
            page.wait_for_url(f"**/page_{wanted}/")
            assert number(page) == wanted
            assert page.get_by_role("heading", level=1).inner_text() == f"All claims, page {wanted}"
        page.get_by_role("link", name="Oldest", exact=True).press("Enter")
        page.wait_for_url("**/claims/page_1/")
        assert page.get_by_role("link", name="Older", exact=True).count() == 0
        page.get_by_role("link", name="page 2", exact=True).press("Enter")
        page.wait_for_url("**/claims/page_2/")
        page.get_by_role("link", name="Newest", exact=True).press("Enter")
        page.wait_for_url("**/claims/")


def test_paper_has_the_entries_without_the_ways(browser: Browser, paged: str) -> None:
    with context(browser, 1280) as opened:
        page = opened.new_page()
        page.goto(f"{paged}sources/page_3/")
        page.emulate_media(media="print")
        assert page.locator("nav.pages").is_hidden()
        assert page.locator(".card").first.is_visible()

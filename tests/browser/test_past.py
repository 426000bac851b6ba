"""Withdrawn checks, earlier texts and former addresses, as a reader meets them: without scripts, below a path prefix."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from threading import Thread

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Route

from browser.conftest import context
from browser.test_axe import SCHEMES, WIDTHS, violations
from cases import harbour
from cases.harbour import Built
from cases.tables import each
from factcheck.site.preview import server

REFRESH = 'http-equiv="refresh"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A type of page, and a word that a reader must see on the first screen of a phone."""

    name: str
    path: str
    word: str


PAGES = [
    Shown(name="a withdrawn check", path="claims/demo/ferry/", word="This check was withdrawn on 1 September 2025"),
    Shown(name="its frame", path="claims/demo/ferry/embed/", word="This check was withdrawn on 1 September 2025"),
    Shown(name="earlier texts", path="claims/demo/cost/history/", word="Until 1 August 2025"),
    Shown(name="a former address", path="claims/demo/price/", word="It is here now:"),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A former address and where a browser ends."""

    name: str
    path: str
    end: str


WAYS = [
    Way(name="a claim", path="claims/demo/price/", end="claims/demo/cost/"),
    Way(name="its frame", path="claims/demo/price/embed/", end="claims/demo/cost/embed/"),
    Way(name="its earlier texts", path="claims/demo/price/history/", end="claims/demo/cost/history/"),
    Way(name="a withdrawn check", path="claims/demo/boat/", end="claims/demo/ferry/"),
    Way(name="an article", path="articles/harbour/", end="articles/demo/"),
    Way(name="a source", path="sources/books/", end="sources/accounts/"),
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return harbour.build(tmp_path_factory.mktemp("harbour"))


@pytest.fixture(scope="module")
def base(demo: Built) -> Iterator[str]:
    with server(demo.output, harbour.URL, 0) as http:
        http.handle_error = lambda *_: None  # type: ignore[method-assign]
        Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_address[1]}/checks/"
        http.shutdown()


def stay(route: Route) -> None:
    """The page of a former address, for a browser that does not go on by itself."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace(REFRESH, 'name="refresh"'))


@each(PAGES)
def test_axe_finds_nothing(case: Shown, browser: Browser, base: str) -> None:
    with browser.new_context(bypass_csp=True) as opened:
        page = opened.new_page()
        page.route("**/price/", stay)
        page.goto(base + case.path)
        page.evaluate(AXE_SCRIPT)
        assert [row for scheme in SCHEMES for width in WIDTHS for row in violations(page, width, scheme)] == []


@each(PAGES)
def test_a_phone_shows_at_once_what_the_page_is(case: Shown, browser: Browser, base: str) -> None:
    for scheme, width in product(SCHEMES, WIDTHS):
        with context(browser, width, scheme=scheme) as opened:
            page = opened.new_page()
            page.route("**/price/", stay)
            page.goto(base + case.path)
            box = page.get_by_text(case.word).first.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] < 844
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@each(WAYS)
def test_a_browser_without_scripts_is_led_on(case: Way, browser: Browser, base: str) -> None:
    with context(browser, 1280) as opened:
        page = opened.new_page()
        page.goto(base + case.path, wait_until="commit")
        page.wait_for_url(base + case.end)


def test_a_frame_on_another_site_is_led_on(browser: Browser, base: str) -> None:
    with browser.new_context() as opened:
        page = opened.new_page()
        page.set_content(f'<iframe src="{base}claims/demo/boat/embed/" width="600" height="480"></iframe>')
        words = page.frame_locator("iframe").get_by_text("This check was withdrawn on")
        words.wait_for()
        assert words.is_visible()

"""What the browser tests share: one Chromium, the built site on a loopback server, and its types of page."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from factcheck.site.preview import server

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
REQUIRED = os.environ.get("FACTCHECK_REQUIRE_BROWSER") == "1"
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageType:
    """Pages that are made alike; `pattern` is the path of their files, `*` one folder's name."""

    name: str
    pattern: str


TYPES = [
    PageType(name="home", pattern="index.html"),
    PageType(name="article", pattern="articles/*/index.html"),
    PageType(name="claims", pattern="claims/index.html"),
    PageType(name="claim", pattern="claims/*/*/index.html"),
    PageType(name="embed", pattern="claims/*/*/embed/index.html"),
    PageType(name="verdicts", pattern="verdicts/index.html"),
    PageType(name="verdict", pattern="verdicts/*/index.html"),
    PageType(name="topics", pattern="topics/index.html"),
    PageType(name="topic", pattern="topics/*/index.html"),
    PageType(name="claimants", pattern="claimants/index.html"),
    PageType(name="claimant", pattern="claimants/*/index.html"),
    PageType(name="sources", pattern="sources/index.html"),
    PageType(name="source", pattern="sources/*/index.html"),
    PageType(name="methodology", pattern="methodology/index.html"),
    PageType(name="corrections", pattern="corrections/index.html"),
    PageType(name="about", pattern="about/index.html"),
    PageType(name="contribute", pattern="contribute/index.html"),
    PageType(name="data", pattern="data/index.html"),
    PageType(name="search", pattern="search/index.html"),
    PageType(name="not found", pattern="404.html"),
]


def is_of(path: str, page_type: PageType) -> bool:
    """Whether the file is a page of this type; `*` does not reach over a slash."""
    parts, patterns = path.split("/"), page_type.pattern.split("/")
    return len(parts) == len(patterns) and all(map(fnmatchcase, parts, patterns))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs Chromium; skip it where there is none, unless it is required."""
    reason = "needs Chromium (apt-get install chromium), which is not installed"
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.skipif(CHROMIUM is None and not REQUIRED, reason=reason))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this folder; each test opens a context of its own."""
    assert CHROMIUM, "FACTCHECK_REQUIRE_BROWSER=1, but there is no Chromium on the PATH"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="package")
def base(built: Path) -> Iterator[str]:
    """The address of the built site, with a slash at its end."""
    with server(built, "https://example.org", 0) as http:
        # The browser hangs up on an icon that it no longer needs: no news, and it would bury what failed.
        http.handle_error = lambda *_: None  # type: ignore[method-assign]
        Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_address[1]}/"
        http.shutdown()


@pytest.fixture(scope="package")
def paths(built: Path) -> list[str]:
    """The path of every page's file, below the site's folder."""
    return sorted(path.relative_to(built).as_posix() for path in built.rglob("*.html"))


@pytest.fixture(scope="package")
def largest(built: Path, paths: list[str]) -> dict[str, str]:
    """By name of a type, the path of its largest page: it has the most parts."""
    by_type = {page_type.name: [path for path in paths if is_of(path, page_type)] for page_type in TYPES}
    return {
        name: max(found, key=lambda path: (built / path).stat().st_size).removesuffix("index.html")
        for name, found in by_type.items()
        if found
    }


def context(browser: Browser, width: int, *, scheme: str = "light") -> BrowserContext:
    """A reader's browser without scripts; the page's own checks run through the debugging protocol."""
    return browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=False  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on a wide screen, scripts off."""
    with context(browser, 1280) as opened:
        yield opened.new_page()

"""What a page loads: only this site's files, nothing that its policy forbids, and the same content without scripts."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response

from browser.conftest import TYPES, PageType
from cases.tables import each

# What a reader gets to see or follow, controls apart: a field may need a script and be hidden without it, and
# the tools of a note (next, previous, copy) show themselves, where scripts run, when the note is pointed at.
CONTENT = """() => {
  const controls = 'button, input, select, textarea, label, output, .tools, script, style, template';
  const isShown = part => part.checkVisibility({visibilityProperty: true}) && !part.closest(controls);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), words = [];
  while (walker.nextNode()) {
    if (isShown(walker.currentNode.parentElement)) words.push(...walker.currentNode.data.split(/\\s+/).filter(Boolean));
  }
  return {words, links: [...document.querySelectorAll('a[href]')].filter(isShown).map(link => link.getAttribute('href'))};
}"""
ELSEWHERE = "http://elsewhere.example"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a page asked for, and what went wrong while it did."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def listen(page: Page) -> Heard:
    heard = Heard()
    page.on("request", lambda request: heard.requests.append(request.url))
    page.on("requestfailed", lambda request: heard.complaints.extend(failure(request)))
    page.on("console", lambda message: heard.complaints.append(message.text))
    page.on("pageerror", lambda error: heard.complaints.append(str(error)))
    page.on("response", lambda response: heard.complaints.extend(refusal(response)))
    return heard


def failure(request: Request) -> list[str]:
    """Why it failed. The icon comes last: it is often still on its way when the next page is opened."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"{request.url}: {request.failure}"]


def refusal(response: Response) -> list[str]:
    return [f"{response.url}: {response.status}"] if response.status >= 400 else []


@pytest.fixture(scope="module")
def scripted(browser: Browser) -> Iterator[BrowserContext]:
    """Scripts on: one that got in would run, or be refused aloud. What leaves this machine is cut off."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as opened:
        opened.route(lambda url: url.startswith(ELSEWHERE), lambda route: route.abort())
        yield opened


def test_no_page_asks_another_host_or_breaks_its_policy(scripted: BrowserContext, base: str, paths: list[str]) -> None:
    page = scripted.new_page()
    heard = listen(page)
    for path in paths:
        page.goto(base + path.removesuffix("index.html"))
    page.close()
    assert len([url for url in heard.requests if url.startswith(base)]) > len(paths)
    assert [url for url in heard.requests if not url.startswith(base)] == []
    assert heard.complaints == []


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """Markup that must not be in a page, and a word of what the browser says about it."""

    name: str
    added: str
    complaint: str


BREACHES = [
    Breach(name="image from elsewhere", added=f'<img src="{ELSEWHERE}/pixel.png" alt="">', complaint="img-src"),
    Breach(name="stylesheet from elsewhere", added=f'<link rel="stylesheet" href="{ELSEWHERE}/a.css">', complaint="style-src"),
    Breach(name="frame", added=f'<iframe src="{ELSEWHERE}/" title=""></iframe>', complaint="default-src"),
    Breach(name="style in an attribute", added='<p style="color: red">Red</p>', complaint="style-src"),
    Breach(name="script in an attribute", added='<img src="x" alt="" onerror="document.title = 1">', complaint="script-src"),
    Breach(name="image that is not there", added='<img src="missing.png" alt="">', complaint="missing.png: 404"),
]  # fmt: skip


@each(BREACHES)
def test_what_a_page_must_not_load_is_heard(case: Breach, scripted: BrowserContext, base: str) -> None:
    page = scripted.new_page()
    page.goto(base)
    heard = listen(page)
    page.evaluate("added => document.querySelector('main').insertAdjacentHTML('beforeend', added)", case.added)
    page.wait_for_load_state("networkidle")
    page.close()
    assert any(case.complaint in text for text in heard.complaints), heard.complaints


def content(page: Page, address: str) -> dict[str, list[str]]:
    page.goto(address)
    found: dict[str, list[str]] = page.evaluate(CONTENT)
    return found


@pytest.fixture(scope="module")
def scriptless(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False) as opened:
        yield opened


# The search is a script: without it the page says so and leads to the lists, which test_search.py tests.
@each([page_type for page_type in TYPES if page_type.name != "search"])
def test_the_content_is_the_same_without_scripts(
    case: PageType, scripted: BrowserContext, scriptless: BrowserContext, base: str, largest: dict[str, str]
) -> None:
    address = base + largest[case.name]
    on, off = scripted.new_page(), scriptless.new_page()
    shown, scripted_too = content(off, address), content(on, address)
    for kind in ("words", "links"):
        once, twice = Counter(shown[kind]), Counter(scripted_too[kind])
        assert once - twice == Counter(), f"{kind} that are hidden where scripts run"
        assert twice - once == Counter(), f"{kind} that only scripts show"
    assert scripted_too == shown, "the order differs"
    assert len(shown["words"]) > 20
    assert shown["links"]
    on.close()
    off.close()

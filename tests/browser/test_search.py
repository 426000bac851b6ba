"""Searching in real Chromium, below a path as on a project's page: what is found, by keyboard, under the policy."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, expect

from cases.pagefind import own, said
from cases.tables import each
from factcheck.core.model import Site
from factcheck.publish.pages import pages
from factcheck.site.load import Loaded
from factcheck.site.preview import server
from factcheck.site.search import FOLDER, bundle, findable, index, update

PREFIX = "/fact/checks"
PAGE_SIZE = 10


@dataclass
class Reader:
    """A page with scripts on, and what it did besides showing itself."""

    page: Page
    base: str
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))

    def _heard(self, message: ConsoleMessage) -> None:
        self.messages.append(message.text)

    def open(self, query: str = "") -> Page:
        self.page.goto(f"{self.base}search/{query}")
        return self.page

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlsplit(self.page.url).query)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a folder's site, with a slash at its end."""
    with server(folder, f"https://example.org{PREFIX}", 0) as http:
        Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_address[1]}{PREFIX}/"
        http.shutdown()


@contextmanager
def reading(browser: Browser, address: str) -> Iterator[Reader]:
    with browser.new_context() as context:
        reader = Reader(context.new_page(), address)
        reader.listen()
        yield reader


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    with serving(built) as address:
        yield address


@pytest.fixture
def reader(browser: Browser, address: str) -> Iterator[Reader]:
    """A reader of the real site, of whom nothing may be asked elsewhere and nothing refused by the policy."""
    with reading(browser, address) as reader:
        yield reader
        assert [url for url in reader.requests if not url.startswith(reader.base)] == []
        assert reader.messages == []


def told(page: Page, words: str) -> None:
    expect(page.locator("#told")).to_have_text(words)


def titles(page: Page) -> list[str]:
    return page.locator("#results .card-claim").all_inner_texts()


def search_for(page: Page, words: str) -> None:
    page.locator("#words").fill(words)
    page.locator("#words").press("Enter")


CLAIM = "Donald Trump was a former, not the sitting, US president in late November 2025."


def test_a_claim_is_found_with_its_verdict_in_words_and_symbol(reader: Reader) -> None:
    page = reader.open()
    search_for(page, "thanksgiving proclamation")
    row = page.locator("#results li", has_text=CLAIM)
    expect(row.locator(".badge")).to_have_text("False")
    expect(row.locator(".badge use[href='#symbol-false']")).to_have_count(1)
    expect(row.locator(".about")).to_have_text("PageNews")
    expect(row.locator("mark").first).to_have_text(re.compile("^(proclamation|Thanksgiving)", re.IGNORECASE))
    assert "verdict-false" in str(row.get_attribute("class"))
    row.get_by_role("link").click()
    assert page.url == f"{reader.base}claims/elysee-platform/former-president/"


def test_a_source_is_found_in_its_language_with_its_publisher(reader: Reader) -> None:
    page = reader.open("?q=Euronews")
    row = page.locator("#results li", has_text="Euronews").filter(has=page.locator("[lang=fr]")).first
    expect(row.locator(".about")).to_contain_text("Source · Euronews")
    expect(row.locator(".badge")).to_have_count(0)


class Told(NamedTuple):
    name: str
    query: str
    words: str


TOLD = [
    Told("nothing is asked", "", ""),
    Told("one page", "?q=vice-presidents", "1 page found for “vice-presidents”."),
    Told("a known and an unknown word", "?q=vice-presidents+zzzqqqxx", "1 page found for “vice-presidents zzzqqqxx”."),
    Told("no page", "?q=zzzqqqxx", "No page has “zzzqqqxx”."),
    Told("a word that only begins like others", "?q=beaver", "No page has “beaver”."),
    Told("no page with a filter", "?q=zzzqqqxx&verdict=false", "No page that fits these filters has “zzzqqqxx”."),
    Told("filters that no claim fits", "?verdict=mostly-false&topic=Wider+effects", "No claim fits these filters."),
    Told("a verdict and a topic that nobody has", "?verdict=nonsense&topic=nonsense", ""),
    Told("markup", "?q=%3Cb%3Ezzzqqqxx", "No page has “<b>zzzqqqxx”."),
    Told("the name of a field", "?q=%22%7Bnumber%7D+zzzqq%22", "No page has “\"{number} zzzqq\"”."),
]  # fmt: skip


@each(TOLD)
def test_how_many_pages_were_found_is_told(case: Told, reader: Reader) -> None:
    page = reader.open(case.query)
    expect(page.locator("#search")).to_be_visible()
    expect(page.locator("#without")).to_be_hidden()
    expect(page.get_by_role("status")).to_have_text(case.words)
    expect(page.locator("#advice")).to_be_visible(visible=case.words.startswith("No"))
    expect(page.locator("#more")).to_be_hidden()


@pytest.mark.parametrize("words", ["reparation", "U.S.", "us", "elysee", "EURONEWS", "vice presidents"])
def test_words_are_found_in_another_form(reader: Reader, words: str) -> None:
    page = reader.open()
    search_for(page, words)
    told_some = re.compile(rf"^\d+ pages? found for “{re.escape(words)}”\.$")
    expect(page.get_by_role("status")).to_have_text(told_some)


def test_where_nothing_is_found_all_claims_are_one_step_away(reader: Reader) -> None:
    page = reader.open("?q=zzzqqqxx")
    page.locator("#advice a").click()
    assert page.url == f"{reader.base}claims/"


def test_a_verdict_lists_its_claims_and_a_topic_narrows_them(reader: Reader, real: Loaded) -> None:
    site: Site | None = real.site
    assert site is not None
    page = reader.open()
    chosen = [claim for claim in site.claims if claim.verdict.id in ("false", "unproven")]
    page.get_by_role("checkbox", name="False 2", exact=True).check()
    page.locator("[name=verdict][value=unproven]").check()
    told(page, f"{len(chosen)} claims fit these filters.")
    assert titles(page) == [claim.text for claim in chosen]
    page.locator("[name=topic][value='United States']").check()
    narrowed = [claim.text for claim in chosen if "United States" in claim.topics]
    told(page, f"{len(narrowed)} claims fit these filters.")
    assert titles(page) == narrowed
    assert reader.query == {"verdict": ["false", "unproven"], "topic": ["United States"]}


def test_beside_each_filter_stands_how_many_it_would_leave(reader: Reader, real: Loaded) -> None:
    assert real.site is not None
    page = reader.open()
    count = page.locator("label", has=page.locator("[value=false]")).locator(".count")
    expect(count).to_have_text(str(sum(claim.verdict.id == "false" for claim in real.site.claims)))
    search_for(page, "thanksgiving")
    expect(count).to_have_text("1")
    search_for(page, "zzzqqqxx")
    expect(count).to_have_text("0")
    page.get_by_role("button", name="Clear").click()
    expect(count).to_have_text("2")


def test_a_search_can_be_linked(reader: Reader) -> None:
    page = reader.open()
    search_for(page, "president")
    page.locator("[name=verdict][value=false]").check()
    told(page, "2 pages found for “president”.")
    address, found = page.url, titles(page)
    page.goto("about:blank")
    page.goto(address)
    told(page, "2 pages found for “president”.")
    assert titles(page) == found
    assert page.locator("#words").input_value() == "president"
    assert page.locator("[name=verdict][value=false]").is_checked()


def test_typing_alone_searches(reader: Reader) -> None:
    page = reader.open()
    page.locator("#words").press_sequentially("vice-presidents")
    told(page, "1 page found for “vice-presidents”.")


def test_an_answer_that_comes_after_the_next_question_is_not_shown(reader: Reader) -> None:
    page = reader.open()
    held: list[Route] = []
    page.route("**/fragment/*", lambda route: held.append(route))
    with page.expect_request("**/fragment/*"):
        search_for(page, "vice-presidents")
    search_for(page, "zzzqqqxx")
    told(page, "No page has “zzzqqqxx”.")
    with page.expect_event("requestfinished", lambda request: "/fragment/" in request.url):
        held[0].continue_()
    page.evaluate("new Promise(shown => requestAnimationFrame(() => requestAnimationFrame(shown)))")
    told(page, "No page has “zzzqqqxx”.")
    assert titles(page) == []


def test_more_results_are_shown_ten_at_a_time_and_the_keyboard_goes_on_there(reader: Reader) -> None:
    page = reader.open("?q=ukraine")
    rows, more = page.locator("#results li"), page.locator("#more")
    expect(rows).to_have_count(PAGE_SIZE)
    more.press("Enter")
    expect(rows).to_have_count(2 * PAGE_SIZE)
    expect(rows.nth(PAGE_SIZE).get_by_role("link")).to_be_focused()
    number = int(str(page.locator("#told").inner_text()).split()[0])
    for shown in range(3 * PAGE_SIZE, number + PAGE_SIZE, PAGE_SIZE):
        more.press("Enter")
        expect(rows).to_have_count(min(shown, number))
    expect(more).to_be_hidden()
    assert len(set(titles(page))) == number


def test_the_keyboard_goes_from_the_words_over_the_filters_to_the_results(reader: Reader, real: Loaded) -> None:
    assert real.site is not None
    page = reader.open("?q=thanksgiving")
    expect(page.locator("#results li").first).to_be_visible()
    page.locator("#words").focus()
    stops = ["words"]
    for _ in range(40):
        page.keyboard.press("Tab")
        stops.append(
            page.evaluate(
                "(({type, name, value, href}) => href || `${type} ${name || ''} ${value}`)(document.activeElement)"
            )
        )
        if "/claims/elysee-platform/" in stops[-1] or "/sources/" in stops[-1]:
            break
    boxes = [f"checkbox verdict {verdict.id}" for verdict in real.site.settings.scale]
    boxes += [f"checkbox topic {group.name}" for group in real.site.topics]
    assert stops[:-1] == ["words", "submit  ", "reset  ", *boxes]
    assert stops[-1] == page.locator("#results a").first.evaluate("a => a.href")


@pytest.mark.parametrize("clear", ["Escape", "the button"])
def test_everything_is_cleared_at_once(reader: Reader, clear: str) -> None:
    page = reader.open("?q=president&verdict=false")
    told(page, "2 pages found for “president”.")
    if clear == "Escape":
        page.locator("#results a").first.focus()
        page.keyboard.press("Escape")
        expect(page.locator("#words")).to_be_focused()
    else:
        page.get_by_role("button", name="Clear").click()
    told(page, "")
    expect(page.locator("#words")).to_have_value("")
    expect(page.locator("[type=checkbox]:checked")).to_have_count(0)
    expect(page.locator("#results li")).to_have_count(0)
    assert reader.query == {}


def test_escape_with_nothing_to_clear_leaves_the_keyboard_where_it_is(reader: Reader) -> None:
    page = reader.open()
    link = page.locator("nav[aria-labelledby=lists] a").first
    link.focus()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_without_script_a_note_and_all_lists_remain(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{address}search/?q=president")
        expect(page.locator("#search")).to_be_hidden()
        expect(page.locator("#without")).to_contain_text("Searching needs JavaScript")
        expect(page.locator("nav[aria-labelledby=lists] a:visible")).to_have_count(5)


Alter = Callable[[dict[str, bytes]], Reader]


@pytest.fixture
def altered(built: Path, browser: Browser, tmp_path: Path) -> Iterator[Alter]:
    """A reader of the search page with another index, path to bytes; what is refused is the test's to look at."""
    with ExitStack() as stack:

        def serve(files: dict[str, bytes]) -> Reader:
            for folder in ("theme", "search"):
                shutil.copytree(built / folder, tmp_path / folder)
            for path, raw in files.items():
                (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / path).write_bytes(raw)
            return stack.enter_context(reading(browser, stack.enter_context(serving(tmp_path))))

        yield serve


FINDS = """async ({base, loaded, asked}) => {
  const engine = await import(base + "pagefind.js");
  await engine.options({ noWorker: true });
  for (const word of loaded) await engine.search(word);
  const found = {};
  for (const words of asked) {
    const { results, filters } = await engine.search(words);
    const pages = await Promise.all(results.map(({ data }) => data()));
    found[words] = [filters, pages.map(({ raw_url, excerpt }, at) => [results[at].score, raw_url, excerpt]).sort()];
  }
  return found;
}"""


def test_the_joined_index_finds_what_pagefinds_own_does(
    altered: Alter, built: Path, real: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages, scores and excerpts; with all words loaded, for Pagefind also finds the longer ones of those it has."""
    assert real.site is not None
    monkeypatch.setattr(update, "LEAST_SAME", 0)
    found_by = findable(built, pages(real.site, real.rendered), lambda output: "")
    store: dict[str, bytes] = {}
    half = index(dict([*found_by.items()][::2]), None, store)
    new = index(found_by, half.kept, store)
    ours = {path: new.made.get(path) or half.made[path] for path in new.paths}
    theirs = own({url: page.read() for url, page in found_by.items()})
    page = altered(ours | {f"own/{path}": raw for path, raw in theirs.items()}).open()
    texts = [fragment["content"] for fragment in said(theirs)["en"].fragments.values()]
    words = sorted({word for text in texts for word in re.findall(r"[^\W\d_]{4,}", text)})
    asked = [
        *words[::25],
        *(f'"{" ".join(text.split()[4:7])}"' for text in texts[::8]),
        "president war",
        "frozen assets",
    ]
    found = [
        page.evaluate(FINDS, {"base": f"{page.url.removesuffix('search/')}{folder}", "asked": asked, "loaded": loaded})
        for folder, files in (("pagefind/", ours), ("own/pagefind/", theirs))
        for loaded in [[words[-1] for _, _, words in said(files)["en"].files]]
    ]
    assert len(asked) > 50
    assert all(pages for _, pages in found[0].values())
    assert found[0] == found[1]


def test_where_the_index_is_missing_a_line_says_so(altered: Alter) -> None:
    page = altered({}).open("?q=president")
    told(page, "The search could not be loaded. The lists below hold everything.")
    expect(page.locator("nav[aria-labelledby=lists] a:visible")).to_have_count(5)


def test_what_a_page_says_is_shown_as_text(altered: Alter) -> None:
    """Title, excerpt, publisher and address of a hostile page; nothing of it becomes an element."""
    evil = "&lt;img src=x onerror=alert(1)&gt;&lt;/mark&gt;&lt;mark&gt;"
    html = (
        f'<html lang="en"><main data-pagefind-body data-kind="__proto__" data-by="{evil}" data-verdict="toString"'
        ' data-pagefind-filter="kind[data-kind], verdict[data-verdict]" data-pagefind-meta="publisher[data-by]">'
        f"<h1>{evil}</h1><p>xyzzy {evil} &amp;amp;</p></main></html>"
    )
    reader = altered(bundle({"javascript:alert(1)": html, "//example.net/": html}))
    page = reader.open("?q=xyzzy")
    told(page, "2 pages found for “xyzzy”.")
    literal = "<img src=x onerror=alert(1)></mark><mark>"
    assert titles(page) == [literal, literal]
    expect(page.locator("#results .about").first).to_have_text(literal)
    expect(page.locator("#results .found").first).to_contain_text(f"xyzzy {literal} &amp;")
    assert page.locator("#results mark").all_inner_texts() == ["xyzzy", "xyzzy"]
    assert page.locator("#results img").count() == 0
    links = page.locator("#results a").evaluate_all("links => links.map(link => link.href)")
    assert sorted(links) == sorted([f"{reader.base}javascript:alert(1)", f"{reader.base}//example.net/"])
    assert reader.messages == []


class Refused(NamedTuple):
    name: str
    script: str
    words: str


REFUSED = [
    Refused("asking another host", "new Promise(told => { addEventListener('securitypolicyviolation', event => told(event.effectiveDirective));"
            " fetch('http://127.0.0.1:9/').catch(() => setTimeout(told, 1000, 'not by the policy')); })", "connect-src"),
    Refused("a worker", "Promise.resolve().then(() => new Worker('../theme/search.js')).then(() => 'started', String)", "TypeError"),
    Refused("markup from text", "Promise.resolve().then(() => { document.body.innerHTML = '<p>'; }).then(() => 'done', String)", "TypeError"),
    Refused("a script from elsewhere", "import('data:text/javascript,1').then(() => 'run', String)", "TypeError"),
]  # fmt: skip


@each(REFUSED)
def test_the_policy_refuses(case: Refused, browser: Browser, address: str) -> None:
    with reading(browser, address) as reader:
        assert case.words in reader.open().evaluate(case.script)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_with_results_has_no_accessibility_fault(browser: Browser, address: str, scheme: str) -> None:
    with reading(browser, address) as reader:
        reader.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page = reader.open("?q=president&verdict=false")
        told(page, "2 pages found for “president”.")
        assert Axe().run(page).response["violations"] == []


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_never_scrolls_sideways(reader: Reader, width: int) -> None:
    reader.page.set_viewport_size({"width": width, "height": 900})
    page = reader.open("?q=ukraine")
    expect(page.locator("#results li")).to_have_count(PAGE_SIZE)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_only_what_is_needed_is_loaded(reader: Reader) -> None:
    """Nothing of the index before a search, and at most ten pages' texts for the first results."""
    page = reader.open()
    expect(page.locator("#search")).to_be_visible()
    assert [url for url in reader.requests if f"/{FOLDER}/" in url] == []
    search_for(page, "ukraine")
    expect(page.locator("#results li")).to_have_count(PAGE_SIZE)
    assert sum(f"/{FOLDER}/fragment/" in url for url in reader.requests) == PAGE_SIZE

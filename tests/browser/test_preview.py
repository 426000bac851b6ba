"""The preview in real Chromium, scripts on: it reloads by itself, tells problems above the last good page, waits.

One preview serves all tests but those of its end; each test leaves the site as it found it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from cases.previews import DRAFT, INCOMPLETE, Preview, change, previewing, small_site

SLOW = 60_000  # milliseconds that a build may take on a machine with much to do
COST = "content/claims/demo/cost.md"
BANNER, PUPILS = "content/claims/demo/banner.md", "content/claims/demo/pupils.md"
ABOUT = "content/pages/about.md"  # for the fixture alone
NUMBERS = count(1)
HOSTILE = "<img src=x onerror=alert(1)></script><b>"


@dataclass
class Editor:
    """A preview, and a browser's page beside it."""

    preview: Preview
    page: Page
    messages: list[str] = field(default_factory=list)

    @property
    def site(self) -> Path:
        return self.preview.site

    def open(self, path: str = "") -> Page:
        self.page.goto(f"{self.preview.address}{path}")
        return self.page

    @property
    def problems(self) -> Locator:
        return self.page.locator("factcheck-preview .panel")

    @property
    def chip(self) -> Locator:
        return self.page.locator("factcheck-preview .chip")

    def listen(self) -> None:
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.on("dialog", lambda dialog: self.messages.append(dialog.message))


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    with previewing(small_site(tmp_path_factory.mktemp("preview") / "site")) as started:
        started.line_with("Built ")
        yield started


@pytest.fixture
def editor(browser: Browser, preview: Preview) -> Iterator[Editor]:
    files = {path: path.read_bytes() for name in ("content", "theme") for path in (preview.site / name).rglob("*.*")}
    with browser.new_context() as context:
        opened = Editor(preview, context.new_page())
        opened.page.set_default_timeout(SLOW)
        opened.listen()
        yield opened
    if restore(preview.site, files):
        with browser.new_context() as context:  # saved with all else: once it is shown, so is the rest
            page = context.new_page()
            page.goto(f"{preview.address}about/")
            text = f"Number {next(NUMBERS)}."
            (preview.site / ABOUT).write_text(f"---\ntitle: About\nsummary: x\n---\n\n{text}\n", encoding="utf-8")
            expect(page.get_by_text(text)).to_be_visible(timeout=SLOW)


def restore(site: Path, files: dict[Path, bytes]) -> bool:
    """Bring a site's files back to what they were; whether any was another."""
    there = {path: path.read_bytes() for name in ("content", "theme") for path in (site / name).rglob("*.*")}
    for path in there.keys() - files.keys():
        path.unlink()
    for path in (path for path in files if there.get(path) != files[path]):
        path.write_bytes(files[path])
    return there != files


def is_reloaded(page: Page) -> bool:
    return page.evaluate("performance.getEntriesByType('navigation')[0].type") == "reload"


def test_a_saved_change_is_shown_without_a_hand_at_the_browser(editor: Editor) -> None:
    page = editor.open("claims/demo/cost/#evidence")
    expect(page.get_by_text("The accounts say €41.8 million.")).to_be_visible()
    change(editor.site / COST, "The accounts say €41.8 million.", "The accounts say 41,800,000 euros.")
    expect(page.get_by_text("The accounts say 41,800,000 euros.")).to_be_visible(timeout=SLOW)
    assert is_reloaded(page)
    assert page.url.endswith("/repo/claims/demo/cost/#evidence")
    assert editor.messages == []


def test_the_last_of_several_quick_saves_is_shown(editor: Editor) -> None:
    page = editor.open("claims/demo/cost/")
    for text in ("First.", "Second.", "Third."):  # each saved before anything is built
        change(editor.site / COST, summary(editor.site / COST), f"summary: {text}")
    editor.preview.line_with(r"^Changed: cost\.md")  # the build has begun
    change(editor.site / COST, "summary: Third.", "summary: Later.")
    expect(page.get_by_text("Later.")).to_be_visible(timeout=SLOW)


def summary(file: Path) -> str:
    return next(line for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("summary: "))


def test_a_changed_stylesheet_and_template_are_shown(editor: Editor) -> None:
    page = editor.open("methodology/")
    with (editor.site / "theme/static/site.css").open("a", encoding="utf-8") as file:
        file.write("h1 { color: rgb(1, 2, 3); }\n")
    expect(page.locator("h1")).to_have_css("color", "rgb(1, 2, 3)", timeout=SLOW)
    change(editor.site / "theme/templates/page.html", "<h1>", '<h1 class="new">')
    expect(page.locator("h1.new")).to_be_visible(timeout=SLOW)


def test_an_error_is_told_above_the_last_good_page_until_it_is_mended(editor: Editor) -> None:
    page = editor.open("claims/demo/cost/")
    change(editor.site / COST, "quote: The repairs cost €42 million", "quote: The repairs cost €43 million")
    expect(editor.problems).to_be_visible(timeout=SLOW)
    expect(editor.problems.get_by_role("alert")).to_have_text("1 error. Nothing was built: this is the last good page.")
    expect(editor.problems.locator(".message")).to_have_text("FC201 quote must occur verbatim in seeds/demo.txt")
    expect(editor.problems.locator("dd").first).to_have_text("“The repairs cost €43 million”")
    expect(editor.problems.get_by_text("copy the words as printed")).to_be_visible()
    link = editor.problems.get_by_role("link", name=f"{COST}:4:8")
    assert link.get_attribute("href") == f"vscode://file{editor.site}/{COST}:4:8"
    expect(page.locator("h1")).to_be_visible()  # the page is still there
    expect(page.locator("mark").first).to_have_text("The repairs cost €42 million")

    page.goto(f"{editor.preview.address}methodology/")  # on every page, from its beginning
    expect(editor.problems).to_be_visible()
    change(editor.site / COST, "€43 million", "€42 million")
    expect(editor.problems).to_have_count(0, timeout=SLOW)
    expect(editor.chip).to_have_count(0)
    assert is_reloaded(page)
    assert editor.messages == []


def test_hostile_content_stays_text(editor: Editor) -> None:
    page = editor.open("search/")  # the page with the strictest policy: it lets no script make markup of a text
    change(editor.site / COST, "author: Ada Berg", f"author: Ada Berg\nreviewer: '{HOSTILE}'\n'{HOSTILE}': x")
    expect(editor.problems.get_by_text(f"FC111 “{HOSTILE}” is not a key of a claim")).to_be_visible(timeout=SLOW)
    assert page.locator("factcheck-preview img").count() == 0
    assert editor.messages == []


def test_the_list_is_closed_and_opened_by_keyboard_and_stays_so(editor: Editor) -> None:
    page = editor.open("methodology/")
    change(editor.site / COST, "kind: fact", "kind: fakt")
    expect(editor.problems).to_be_visible(timeout=SLOW)
    page.keyboard.press("Escape")
    expect(editor.problems).to_have_count(0)
    expect(editor.chip).to_be_focused()
    expect(editor.chip).to_have_text("1 error")
    page.reload()
    expect(editor.chip).to_be_visible()
    expect(editor.problems).to_have_count(0)
    editor.chip.press("Enter")
    expect(editor.problems).to_be_focused()
    editor.problems.get_by_role("button", name="Close (Esc)").click()
    expect(editor.problems).to_have_count(0)
    change(editor.site / COST, "author: Ada Berg", "autor: Ada Berg")  # news: it opens again
    expect(editor.problems.get_by_role("alert")).to_contain_text("3 errors", timeout=SLOW)

    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    editor.problems.get_by_role("button", name="Copy path").first.click()
    expect(editor.problems.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{editor.site}/{COST}"


def test_a_warning_is_a_button_and_covers_nothing(editor: Editor) -> None:
    editor.open("methodology/")
    text = (editor.site / COST).read_text(encoding="utf-8")
    second = text[text.index("  - source: timetable") : text.index("---\n\nThe")]
    change(editor.site / COST, second, "")
    expect(editor.chip).to_have_text("1 warning", timeout=SLOW)
    expect(editor.problems).to_have_count(0)
    editor.chip.click()
    expect(editor.problems.get_by_role("alert")).to_have_text("1 warning. The site was built all the same.")
    expect(editor.problems.get_by_text("FC311")).to_be_visible()


def test_drafts_are_reached_from_their_article_and_told_apart(editor: Editor) -> None:
    page = editor.open("articles/demo/")
    (editor.site / BANNER).write_text(DRAFT, encoding="utf-8")
    (editor.site / PUPILS).write_text(INCOMPLETE, encoding="utf-8")
    page.get_by_role("link", name="The new café opened with a banner.").click()
    expect(page.locator("h1")).to_have_text("The new café opened with a banner.")
    expect(page.get_by_text("Only this preview shows this page")).to_be_visible()
    expect(page).to_have_title(
        "Draft: True: The new café opened with a banner. — Fact check: the Élysée’s Ukraine platform"
    )
    editor.open("articles/demo/").get_by_role("link", name="Pupils painted <b>the</b> banner & more.").click()
    expect(page.get_by_text("FC110 claimant must be given")).to_be_visible()
    assert not (editor.site / "output/claims/demo/banner").exists()
    change(editor.site / PUPILS, "quote: painted by pupils", "quote: painted by pupils\nclaimant: Zoë Lind")
    expect(page.get_by_text("FC110 claimant must be given")).to_have_count(0, timeout=SLOW)
    assert editor.messages == []


class Look(NamedTuple):
    name: str
    path: str
    width: int
    scheme: str


LOOKS = [
    Look(f"{page}, {width} px, {scheme}", path, width, scheme)
    for page, path in (("a draft", "claims/demo/banner/"), ("an incomplete draft", "claims/demo/pupils/"), ("home", ""))
    # Colours go by the scheme, the layout by the width: each of both once.
    for width, scheme in ((390, "light"), (1280, "dark"))
]


def test_banners_and_problems_are_accessible_and_fit_the_screen(editor: Editor, browser: Browser) -> None:
    (editor.site / BANNER).write_text(DRAFT, encoding="utf-8")
    (editor.site / PUPILS).write_text(INCOMPLETE, encoding="utf-8")
    expect(editor.open("claims/").get_by_text("Pupils painted")).to_be_visible(timeout=SLOW)
    change(editor.site / COST, "quote: The repairs cost €42 million", "quote: The repairs cost €43 million")
    expect(editor.problems).to_be_visible(timeout=SLOW)
    for look in LOOKS:
        with browser.new_context(
            viewport={"width": look.width, "height": 900},
            color_scheme=look.scheme,
            bypass_csp=True,  # type: ignore[arg-type]
        ) as context:
            page = context.new_page()
            page.goto(f"{editor.preview.address}{look.path}")
            panel = page.locator("factcheck-preview .panel")
            expect(panel).to_be_visible(timeout=SLOW)
            found = (
                Axe()
                .run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
                .response["violations"]
            )
            assert [(v["id"], node["target"]) for v in found for node in v["nodes"]] == [], look.name
            box, width = panel.bounding_box(), page.evaluate("document.documentElement.scrollWidth")
            assert box is not None
            assert width <= look.width, look.name
            assert box["x"] >= 0, look.name
            assert box["x"] + box["width"] <= look.width, look.name
            assert box["height"] <= 0.65 * 900, look.name  # the last good page is seen above it


# Beginning and end.


def test_a_page_waits_for_the_first_site_and_outlives_the_preview(browser: Browser, tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    change(site / COST, "kind: fact", "kind: fakt")
    with browser.new_context() as context:
        page = context.new_page()
        status = page.locator("factcheck-preview .status")
        with previewing(site) as preview:
            page.goto(preview.address)
            expect(page.get_by_text("There is no site yet")).to_be_visible()
            expect(page.locator("factcheck-preview .panel").get_by_text("FC112")).to_be_visible(timeout=SLOW)
            change(site / COST, "kind: fakt", "kind: fact")
            expect(page.locator("h1")).to_have_text("The Harbour Line Reopens", timeout=SLOW)
            page.wait_for_load_state()  # the script of the page has come, too
            expect(status).to_have_text("", timeout=SLOW)
            port = urlsplit(preview.address).port
            assert preview.interrupt()[0] == 0
        expect(status).to_have_text("The preview has stopped. Start it again: make serve", timeout=SLOW)
        change(site / COST, summary(site / COST), "summary: Said meanwhile.")
        with previewing(site, "--port", str(port)):
            page.wait_for_function("performance.getEntriesByType('navigation')[0].type === 'reload'", timeout=SLOW)
            expect(page.get_by_text("Said meanwhile.")).to_be_visible(timeout=SLOW)
            expect(status).to_have_text("", timeout=SLOW)


def test_a_page_that_is_not_seen_holds_no_connection(editor: Editor) -> None:
    """A browser has six connections for a server: pages in the background would keep the next one waiting."""
    page = editor.open("methodology/")
    hide = "hidden => { Object.defineProperty(document, 'visibilityState', {value: hidden ? 'hidden' : 'visible',"
    hide += " configurable: true}); document.dispatchEvent(new Event('visibilitychange')); }"
    others = []
    for _ in range(8):
        page.evaluate(hide, True)
        others.append(page)
        page = page.context.new_page()
        page.goto(f"{editor.preview.address}methodology/")
    change(editor.site / "content/pages/methodology.md", "Two people", "Three people")
    expect(page.get_by_text("Three people")).to_be_visible(timeout=SLOW)
    expect(others[0].get_by_text("Two people")).to_be_visible()
    others[0].evaluate(hide, False)
    expect(others[0].get_by_text("Three people")).to_be_visible(timeout=SLOW)

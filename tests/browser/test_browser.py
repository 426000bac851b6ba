"""The built pages in real Chromium, scripts off, as a reader has them."""

import re

import pytest
from playwright.sync_api import Browser, Page

from browser.conftest import context
from factcheck.core.model import Site
from factcheck.site.load import Loaded


def test_the_article_in_the_browser_is_the_seed(page: Page, base: str, real: Loaded) -> None:
    assert real.site is not None
    page.goto(f"{base}articles/elysee-platform/")
    shown = page.evaluate(
        "() => { const text = document.querySelector('[data-seed]').cloneNode(true);"
        " text.querySelectorAll('.note, .reference').forEach(added => added.remove()); return text.textContent; }"
    )
    assert shown == real.site.articles[0].text.raw


def boxes(page: Page, slug: str) -> tuple[dict[str, float], dict[str, float]]:
    """The boxes of a note and of the block it belongs to."""
    note = page.locator(f"#note-{slug}")
    words = note.locator("xpath=ancestor::*[contains(@class,'row')][1]").locator(".words").first
    found = note.bounding_box(), words.bounding_box()
    assert found[0] is not None
    assert found[1] is not None
    return found[0], found[1]  # type: ignore[return-value]


def test_notes_stand_beside_the_text_on_wide_screens_and_never_overlap(page: Page, base: str, real: Loaded) -> None:
    site: Site | None = real.site
    assert site is not None
    page.goto(f"{base}articles/elysee-platform/")
    lowest = 0.0
    for claim in site.claims:
        note, words = boxes(page, claim.slug)
        assert note["x"] >= words["x"] + words["width"]
        assert note["y"] >= lowest - 0.5
        lowest = note["y"] + note["height"]


def test_notes_follow_their_block_on_narrow_screens(browser: Browser, base: str, real: Loaded) -> None:
    assert real.site is not None
    with context(browser, 390) as opened:
        page = opened.new_page()
        page.goto(f"{base}articles/elysee-platform/")
        for claim in real.site.claims:
            note, words = boxes(page, claim.slug)
            assert note["y"] >= words["y"] + words["height"] - 0.5


def test_a_mark_leads_to_its_note_and_the_note_back_and_on(page: Page, base: str) -> None:
    page.goto(f"{base}articles/elysee-platform/")
    page.locator("#mark-former-president").click()
    assert page.url.endswith("#note-former-president")
    note = page.locator("#note-former-president")
    assert note.evaluate("note => note.matches(':target')")
    note.locator("a.number").press("Enter")
    assert page.url.endswith("#mark-former-president")
    note.get_by_text("Evidence").press("Enter")
    assert page.url == f"{base}claims/elysee-platform/former-president/"
    assert "former" in page.locator("h1").inner_text()


def test_the_keyboard_stops_once_at_each_claim_in_the_order_of_the_text(page: Page, base: str, real: Loaded) -> None:
    assert real.site is not None
    page.goto(f"{base}articles/elysee-platform/")
    stops: list[str] = []
    for _ in range(400):
        page.keyboard.press("Tab")
        href = page.evaluate("document.activeElement.classList.contains('mark') ? document.activeElement.hash : null")
        if href:
            stops.append(href)
        if page.evaluate("document.activeElement === document.body") and stops:
            break
    assert stops == [f"#note-{claim.slug}" for claim in real.site.claims]


def test_the_skip_link_leads_to_the_content(page: Page, base: str) -> None:
    page.goto(base)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


CONTRAST = """() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgb = colour => { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3); };
  const light = colour => { const [r, g, b] = rgb(colour).map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ratio = (one, other) => { const [a, b] = [light(one), light(other)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05); };
  const style = getComputedStyle(document.documentElement), value = name => style.getPropertyValue(name).trim();
  const tokens = ['--ink', '--quiet', '--link', ...['true', 'mostly-true', 'missing-context', 'mostly-false',
    'false', 'unproven', 'opinion'].map(id => '--verdict-' + id)];
  return tokens.flatMap(token => ['--paper', '--raised'].map(ground =>
    [token, ground, ratio(value(token), value(ground))]));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_of_text_has_enough_contrast(browser: Browser, base: str, scheme: str) -> None:
    with context(browser, 1280, scheme=scheme) as opened:
        page = opened.new_page()
        page.goto(base)
        measured = page.evaluate(CONTRAST)
    assert len(measured) == 20
    assert [row for row in measured if row[2] < 4.5] == []


# What stands behind a link, as the browser computes it.
PRINTED = "links => links.map(link => getComputedStyle(link, '::after').content)"


def test_print_shows_verdicts_and_notes(page: Page, base: str) -> None:
    page.goto(f"{base}claims/elysee-platform/former-president/")
    page.emulate_media(media="print")
    assert page.locator(".verdict .badge").is_visible()
    assert not page.locator("header.site nav").is_visible()
    page.goto(f"{base}articles/elysee-platform/")
    assert page.locator("#note-former-president").is_visible()


@pytest.mark.parametrize("has_scripts", [True, False])
def test_print_shows_addresses_and_where_a_script_runs_without_their_words(
    browser: Browser, base: str, has_scripts: bool
) -> None:
    with browser.new_context(java_script_enabled=has_scripts) as opened:
        page = opened.new_page()
        page.goto(f"{base}claims/elysee-platform/former-president/")
        page.emulate_media(media="print")
        printed = page.locator("a.original").evaluate_all(PRINTED)
    assert len(printed) == 6
    assert [text for text in printed if not re.fullmatch(r'" \(https://[^ ]+\)"', text)] == []
    # The address of a file of data takes no words.
    assert len([text for text in printed if "#:~:text=" in text]) == (0 if has_scripts else 5)


def test_structured_data_is_there_and_no_policy_complains(browser: Browser, base: str) -> None:
    heard: list[str] = []
    with browser.new_context() as opened:
        page = opened.new_page()
        page.on("console", lambda message: heard.append(message.text))
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.goto(f"{base}claims/elysee-platform/former-president/")
        blocks = page.locator('script[type="application/ld+json"]')
        found = blocks.evaluate_all("all => all.map(block => JSON.parse(block.text))")
        assert [value["@type"] for value in found] == ["ClaimReview"]
        assert found[0]["url"] == page.locator("link[rel=canonical]").get_attribute("href")
        with page.expect_console_message():
            page.evaluate("document.head.append(Object.assign(document.createElement('script'), {text: '1'}))")
    assert len(heard) == 1, "a script would be heard, and only it is"
    assert "script-src" in heard[0]

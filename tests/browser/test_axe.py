"""Readers who hear the page or have no mouse: axe-core on every type of page, and the walk of the Tab key."""

import json
from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page

from browser.conftest import TYPES, PageType, is_of
from cases.tables import each
from factcheck.core.model import Site
from factcheck.site.load import Loaded

WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")
# Rules of WCAG 2.2 are off in axe unless asked for: targets of 24 px, or as much room around them.
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
FOUND = f"""async () => (await axe.run(document, {json.dumps(OPTIONS)})).violations.flatMap(({{id, nodes}}) =>
  nodes.map(node => `${{id}} at ${{node.target.join(' ')}}: ${{node.failureSummary.split('\\n').slice(1).join(' ').trim()}}`))"""
# Where the focus is: what the link leads to, its mark or note, whether it can be seen and has a ring. Of a
# field it is its label that is looked at: the field itself may be hidden behind it.
FOCUS = """() => {
  const at = document.activeElement, seen = at.labels?.[0] ?? at, box = seen.getClientRects()[0];
  if (at === document.body || !box) return null;
  const x = box.x + box.width / 2, y = box.y + box.height / 2, top = document.elementFromPoint(x, y);
  return {
    href: at.getAttribute('href') ?? '', isMark: at.matches('[data-seed] .mark'), note: at.closest('.note')?.id ?? '',
    name: seen.textContent.trim().slice(0, 60), isSeen: top !== null && (seen.contains(top) || top.contains(seen)),
    hasRing: [at, seen].map(part => getComputedStyle(part)).some(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2),
  };
}"""
MOST_STOPS = 600  # three times as many as the article's page has today

Stop = dict[str, str | bool]


@pytest.fixture(scope="module")
def open_to_axe(browser: Browser) -> Iterator[BrowserContext]:
    """With the site's policy set aside: axe reads the stylesheet once more, which the policy forbids scripts."""
    with browser.new_context(bypass_csp=True) as opened:
        yield opened


def violations(page: Page, width: int, scheme: str) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    return [f"{width} px, {scheme}: {found}" for found in page.evaluate(FOUND)]


def test_every_page_is_of_one_type(paths: list[str]) -> None:
    """Otherwise a new type of page would be tested by nobody: add it to `TYPES`."""
    types = {path: [page_type.name for page_type in TYPES if is_of(path, page_type)] for path in paths}
    assert {path: names for path, names in types.items() if len(names) != 1} == {}


@each(TYPES)
def test_axe_finds_nothing(case: PageType, open_to_axe: BrowserContext, base: str, largest: dict[str, str]) -> None:
    page = open_to_axe.new_page()
    page.goto(base + largest[case.name])
    page.evaluate(AXE_SCRIPT)
    found = [row for scheme in SCHEMES for width in WIDTHS for row in violations(page, width, scheme)]
    page.close()
    assert found == []


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("document.documentElement.removeAttribute('lang')", "html-has-lang"),
        ("document.querySelector('main p').style.color = '#8888'", "color-contrast"),
        ("document.querySelector('main').append(document.createElement('img'))", "image-alt"),
        ("document.querySelector('main a').replaceChildren()", "link-name"),
    ],
)
def test_axe_finds_what_is_wrong(
    change: str, rule: str, open_to_axe: BrowserContext, base: str, largest: dict[str, str]
) -> None:
    page = open_to_axe.new_page()
    page.goto(base + largest["about"])
    page.evaluate(change)
    page.evaluate(AXE_SCRIPT)
    found = {row.split(": ")[1].split(" at ")[0] for row in violations(page, 1280, "dark")}
    page.close()
    assert rule in found


def walk(page: Page) -> list[Stop]:
    """Every stop of the Tab key, from the top of the page until the focus leaves it."""
    stops: list[Stop] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            return stops
        stops.append(stop)
    raise AssertionError(f"after {MOST_STOPS} stops the focus is still in the page, at {stops[-1]}")


@pytest.fixture(scope="module")
def stops(browser: Browser, base: str, largest: dict[str, str]) -> list[Stop]:
    with browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False) as opened:
        page = opened.new_page()
        page.goto(base + largest["article"])
        return walk(page)


def slugs(real: Loaded) -> list[str]:
    site: Site | None = real.site
    assert site is not None
    return [claim.slug for claim in site.claims]


def test_the_keyboard_walks_through_the_marks_in_the_order_of_the_text(stops: list[Stop], real: Loaded) -> None:
    assert [stop["href"] for stop in stops if stop["isMark"]] == [f"#note-{slug}" for slug in slugs(real)]


def test_the_keyboard_walks_through_the_notes_in_the_same_order(stops: list[Stop], real: Loaded) -> None:
    notes = [stop["note"] for stop in stops if stop["note"]]
    assert list(dict.fromkeys(notes)) == [f"note-{slug}" for slug in slugs(real)]
    blocks = [note for number, note in enumerate(notes) if number == 0 or notes[number - 1] != note]
    assert len(blocks) == len(set(blocks)), "the walk comes back to a note that it has left"


def test_a_note_comes_after_its_mark(stops: list[Stop], real: Loaded) -> None:
    for slug in slugs(real):
        mark = [number for number, stop in enumerate(stops) if stop["isMark"] and stop["href"] == f"#note-{slug}"]
        note = [number for number, stop in enumerate(stops) if stop["note"] == f"note-{slug}"]
        assert mark[0] < note[0], slug


def test_the_focus_can_be_seen_wherever_it_is(stops: list[Stop]) -> None:
    assert len(stops) > 50
    assert [stop["name"] for stop in stops if not stop["isSeen"]] == []
    assert [stop["name"] for stop in stops if not stop["hasRing"]] == []

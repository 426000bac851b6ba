"""Facts of the layout that hold whatever the theme looks like; no pixel of today's is compared.

A line box is one rectangle of `Range.getClientRects`; all figures are CSS pixels.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from browser.conftest import TYPES, PageType, context
from cases.tables import each
from factcheck.site.load import Loaded

WIDTHS = (320, 390, 768, 1024, 1280, 1920)
WIDE = (1280, 1920)
SMALLEST = 12.0
# WCAG 2.2, 1.4.12: nothing may be lost where a reader spaces the text like this.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
# The parts that stick out of the window and that no box of their own lets a reader scroll to.
OUTSIDE = """() => {
  const scrolls = part => part && (/auto|scroll/.test(getComputedStyle(part).overflowX) || scrolls(part.parentElement));
  return [...document.querySelectorAll('body *')].filter(part => {
    const box = part.getBoundingClientRect();
    return box.width > 1 && box.right > innerWidth + 0.5 && part.checkVisibility() && !scrolls(part.parentElement);
  }).map(part => `${part.tagName.toLowerCase()}.${part.className} ends at ${part.getBoundingClientRect().right}`);
}"""
SMALL = """smallest => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = new Set();
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement, size = parseFloat(getComputedStyle(parent).fontSize);
    if (walker.currentNode.data.trim() && parent.checkVisibility() && size < smallest)
      found.add(`${size} px: ${walker.currentNode.data.trim().slice(0, 40)}`);
  }
  return [...found];
}"""
# The line boxes of the article's own words, of each note, and of each mark with its note.
ARTICLE = """() => {
  const seed = document.querySelector('[data-seed]'), range = document.createRange();
  const box = ({left, top, right, bottom}) => ({left, top, right, bottom});
  const walker = document.createTreeWalker(seed, NodeFilter.SHOW_TEXT), words = [];
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (parent.closest('.note, .unseen') || !walker.currentNode.data.trim()) continue;
    range.selectNodeContents(walker.currentNode);
    words.push(...[...range.getClientRects()].filter(rect => rect.width > 1)
      .map(rect => ({...box(rect), text: walker.currentNode.data.trim().slice(0, 40)})));
  }
  const notes = [...seed.querySelectorAll('.note')].filter(note => note.checkVisibility())
    .map(note => ({...box(note.getBoundingClientRect()), id: note.id}));
  const marks = [...seed.querySelectorAll('a.mark')].map(mark => ({
    note: mark.hash.slice(1), lines: [...mark.getClientRects()].filter(rect => rect.width > 1).map(box),
    height: parseFloat(getComputedStyle(mark.closest('.words') ?? mark).lineHeight),
  }));
  const strayed = [...seed.querySelectorAll('.row')].flatMap(row => [...row.querySelectorAll('.note')].filter(note => {
    const one = row.getBoundingClientRect(), other = note.getBoundingClientRect();
    return other.top < one.top - 1 || other.bottom > one.bottom + 1;
  }).map(note => note.id));
  return {words, notes, marks, strayed, placed: seed.classList.contains('placed')};
}"""

Box = dict[str, Any]
Boxes = dict[str, Any]
Show = Callable[[int], Boxes]


@pytest.fixture(scope="module")
def still(browser: Browser) -> Iterator[Page]:
    """One page, scripts off, whose window each test makes as wide as it needs."""
    with context(browser, 1280) as opened:
        yield opened.new_page()


@pytest.fixture(scope="module", params=["scripts on", "scripts off"])
def article(request: pytest.FixtureRequest, browser: Browser, base: str, largest: dict[str, str]) -> Iterator[Show]:
    """The boxes of the article's page in a window of some width; a script may move notes to their marks."""
    with browser.new_context(java_script_enabled=request.param == "scripts on") as opened:
        page = opened.new_page()

        def show(width: int) -> Boxes:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(base + largest["article"])
            if request.param == "scripts on" and width >= 1088:  # 64rem
                page.wait_for_selector(".seed.placed")
            shown: Boxes = page.evaluate(ARTICLE)
            return shown

        yield show


def at(page: Page, address: str, width: int) -> Page:
    page.set_viewport_size({"width": width, "height": 900})
    if page.url != address:
        page.goto(address)
    return page


@each(TYPES)
def test_no_page_scrolls_sideways(case: PageType, still: Page, base: str, largest: dict[str, str]) -> None:
    for width in WIDTHS:
        page = at(still, base + largest[case.name], width)
        assert page.evaluate(OUTSIDE) == [], f"at {width} px"
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@each(TYPES)
def test_no_page_scrolls_sideways_when_a_reader_spaces_its_text(
    case: PageType, still: Page, base: str, largest: dict[str, str]
) -> None:
    page = at(still, base + largest[case.name], 320)
    page.evaluate(SPACED)
    found = page.evaluate(OUTSIDE)
    page.evaluate("document.adoptedStyleSheets = []")
    assert found == []


@each(TYPES)
def test_no_text_is_smaller_than_12_px(case: PageType, still: Page, base: str, largest: dict[str, str]) -> None:
    for width in (320, 1280):
        page = at(still, base + largest[case.name], width)
        assert page.evaluate(SMALL, SMALLEST) == [], f"at {width} px"


def overlap(one: Box, other: Box) -> bool:
    """Whether the boxes share more than half a pixel's width and height: less is rounding."""
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return bool(across > 0.5 and down > 0.5)


@pytest.mark.parametrize("width", WIDTHS)
def test_notes_overlap_neither_each_other_nor_the_text(width: int, article: Show, real: Loaded) -> None:
    shown = article(width)
    notes, words = shown["notes"], shown["words"]
    assert real.site is not None
    assert len(notes) == len(real.site.claims)
    assert len(words) > 100
    pairs = [
        (one["id"], other["id"]) for one in notes for other in notes if one["id"] < other["id"] and overlap(one, other)
    ]
    assert pairs == []
    assert [(note["id"], line["text"]) for note in notes for line in words if overlap(note, line)] == []


@pytest.mark.parametrize("width", WIDE)
def test_a_note_stands_beside_its_mark_on_wide_screens(width: int, article: Show) -> None:
    """Beside: no higher than two lines above the mark's first line, no lower than two below its last.

    Without a script a note stands beside the block in which its mark ends, among the block's other notes.
    """
    shown = article(width)
    notes = {note["id"]: note for note in shown["notes"]}
    if shown["placed"]:
        assert [row for mark in shown["marks"] if (row := away(mark, notes[mark["note"]]))] == []
    else:
        assert shown["strayed"] == []


def away(mark: Box, note: Box) -> str:
    """By how many lines the top of the note misses the lines of its mark; nothing where it is within two."""
    top, bottom = mark["lines"][0]["top"], mark["lines"][-1]["bottom"]
    missed = max(top - note["top"], note["top"] - bottom, 0) / mark["height"]
    return f"{mark['note']} is {missed:.1f} lines away" if missed > 2 else ""


@pytest.mark.parametrize("width", WIDE)
def test_the_line_of_the_text_is_neither_long_nor_short(
    width: int, still: Page, base: str, largest: dict[str, str]
) -> None:
    """45 to 85 characters a line are read with ease; of a serif letter the mean width is 0.45 of its size."""
    page = at(still, base + largest["article"], width)
    widths, size = page.evaluate(
        "() => { const parts = [...document.querySelectorAll('[data-seed] .words')];"
        " return [parts.map(part => part.clientWidth), parseFloat(getComputedStyle(parts[0]).fontSize)]; }"
    )
    assert 45 <= max(widths) / (0.45 * size) <= 85

"""Deep links in real Chromium: what it highlights is the quote, exactly, and at the right place."""

import base64
import unicodedata
from collections.abc import Callable, Iterator
from html import escape
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from cases.deeplinks import FOLDED, LANDINGS, LEFT_OUT, SEPARATE, Folding, Landing, LeftOut, Separate
from cases.tables import each
from factcheck.core.text import Span, Text
from factcheck.publish.deeplink import deep_link
from factcheck.publish.searched import Searched, fold

RED = """<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>Page</title><style>
body {{ width: 760px; margin: 20px; background: white; color: black; font: 16px/1.6 sans-serif; }}
p {{ margin: 0 0 4px; }}
::target-text {{ background: rgb(255, 0, 0); color: rgb(255, 0, 0); }}
</style><body>{body}</body></html>"""
# For each code point of the page's text: whether the middle of its box is red; null where it has no box.
READ = """async image => {
  const bytes = Uint8Array.from(atob(image), c => c.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  canvas.drawImage(bitmap, 0, 0);
  const pixels = canvas.getImageData(0, 0, bitmap.width, bitmap.height).data;
  const isRed = (x, y) => {
    const at = 4 * (Math.floor(y) * bitmap.width + Math.floor(x));
    return pixels[at] > 200 && pixels[at + 1] < 80 && pixels[at + 2] < 80;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
  const seen = [];
  while (walker.nextNode()) {
    let offset = 0;
    for (const character of walker.currentNode.data) {
      range.setStart(walker.currentNode, offset);
      range.setEnd(walker.currentNode, offset += character.length);
      const box = [...range.getClientRects()].find(box => box.width >= 0.5 && box.height > 0);
      seen.push([character, box ? isRed(box.x + box.width / 2 + scrollX, box.y + box.height / 2 + scrollY) : null]);
    }
  }
  return seen;
}"""
Pages = dict[str, str]  # what is served, by path
Publish = Callable[..., str]
# The blocks of Unicode that today's articles are written in; medieval and minority letters are not proved.
LIVING = [
    range(0x0000, 0x0700), range(0x0900, 0x0980), range(0x0E00, 0x0E80), range(0x1E00, 0x2C00), range(0x3000, 0x3100),
    range(0x3130, 0x3190), range(0x3200, 0x3400), range(0x4E00, 0xA000), range(0xAC00, 0xD7A4), range(0xF900, 0x10000),
]  # fmt: skip
# Of these no more than a sign or a sound stands in a text, and their folding would need a table of its own.
RARE = set("℁⅍ȸʣɵʦƾͺٴ۽۾ۥۦﹳ")
SAME = """characters => {
  const collator = new Intl.Collator('en', {usage: 'search', sensitivity: 'base'});
  const groups = [[characters.sort(collator.compare)[0]]];
  for (const character of characters.slice(1)) {
    const group = groups.at(-1);
    if (collator.compare(group[0], character) === 0) group.push(character); else groups.push([character]);
  }
  return groups.filter(group => group.length > 1);
}"""
BOUNDARIES = """([text, lang]) => {
  const found = [...new Intl.Segmenter(lang, {granularity: 'word'}).segment(text)].map(segment => segment.index);
  return [...found, text.length].map(offset => [...text.slice(0, offset)].length);
}"""


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    """One tab for all cases: each has an address of its own, so that none is a move within a page."""
    with browser.new_context(viewport={"width": 800, "height": 600}) as context:
        context.set_default_timeout(10_000)
        yield context.new_page()


@pytest.fixture(scope="module")
def pages() -> Pages:
    return {}


@pytest.fixture(scope="module")
def origin(pages: Pages) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(urlsplit(self.path).path, "").encode()
            self.send_response(HTTPStatus.OK if body else HTTPStatus.NOT_FOUND)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_address[1]}"
        http.shutdown()


@pytest.fixture
def publish(pages: Pages, origin: str) -> Publish:
    """Serve a page of these blocks and return its address."""

    def serve(body: str, lang: str = "en") -> str:
        path = f"/{len(pages)}"
        pages[path] = RED.format(lang=lang, body=body)
        return origin + path

    return serve


def paragraphs(raw: str) -> str:
    return "\n".join(f"<p>{escape(line)}</p>" for line in raw.split("\n"))


def highlighted(tab: Page, link: str, raw: str) -> set[int]:
    """The offsets of the characters that Chromium highlights; of those without a width nothing is known."""
    return {offset for offset, is_red in enumerate(seen(tab, link, raw)) if is_red}


def seen(tab: Page, link: str, raw: str) -> list[bool | None]:
    response = tab.goto(link)
    assert response
    assert response.ok
    read = tab.evaluate(READ, base64.b64encode(tab.screenshot(full_page=True)).decode())
    assert "".join(character for character, _ in read) == raw, "the text of the page is not the stored text"
    return [is_red for _, is_red in read]


def nth(raw: str, words: str, number: int) -> Span:
    start = -1
    for _ in range(number):
        start = raw.index(words, start + 1)
    return Span(start, start + len(words))


def assert_lands(tab: Page, link: str, raw: str, span: Span) -> None:
    """That all characters of the span are highlighted, those without a width apart, and no others."""
    marks = seen(tab, link, raw)
    lit = {offset for offset, is_red in enumerate(marks) if is_red}
    visible = {offset for offset in range(*span) if marks[offset] is not None}
    assert visible, "nothing of the quote can be seen on the page"
    assert lit == visible, (
        f"{''.join(raw[offset] for offset in sorted(lit))!r} is highlighted at {min(lit, default=None)}"
    )


def naive(address: str, words: str) -> str:
    """A link with the words and nothing else."""
    return f"{address}#:~:text={quote(words, safe='').replace('-', '%2D')}"


def test_there_are_at_least_80_landings() -> None:
    assert len(LANDINGS) >= 80


@each(LANDINGS)
def test_the_highlighted_words_are_the_quote(case: Landing, tab: Page, publish: Publish) -> None:
    address = publish(case.html or paragraphs(case.raw), case.lang)
    span = nth(case.raw, case.quote, case.nth)
    link = deep_link(address, Text(case.raw), [span])
    assert link != address
    assert_lands(tab, link, case.raw, span)


@each(FOLDED)
def test_what_chromium_folds_is_folded(case: Folding, tab: Page, publish: Publish) -> None:
    raw = f"Here is {case.early} first.\nThere is {case.late} then."
    early, late = nth(raw, case.early, 1), Span(raw.index("There is ") + 9, raw.index(" then."))
    assert_lands(tab, naive(publish(paragraphs(raw)), case.late), raw, early)
    assert_lands(tab, deep_link(publish(paragraphs(raw)), Text(raw), [late]), raw, late)
    assert "".join(map(fold, case.early)) == "".join(map(fold, case.late))


@each(SEPARATE)
def test_what_chromium_keeps_apart(case: Separate, tab: Page, publish: Publish) -> None:
    raw = f"Here is {case.early} first.\nThere is {case.late} then."
    span = Span(raw.index("There is ") + 9, raw.index(" then."))
    assert_lands(tab, naive(publish(paragraphs(raw)), case.late), raw, span)
    link = deep_link(publish(paragraphs(raw)), Text(raw), [span])
    assert_lands(tab, link, raw, span)
    assert ("-," in link or ",-" in link) == case.is_coarse


@each(LEFT_OUT)
def test_where_no_directive_is_right_there_is_none(case: LeftOut, tab: Page, publish: Publish) -> None:
    address, span = publish(paragraphs(case.raw)), nth(case.raw, case.quote, case.nth)
    assert deep_link(address, Text(case.raw), [span]) == address
    lit = highlighted(tab, naive(address, case.quote), case.raw)
    assert "".join(case.raw[offset] for offset in sorted(lit)) == case.wrong
    assert lit != set(range(*span))


def test_all_pieces_of_a_quote_are_highlighted(tab: Page, publish: Publish) -> None:
    raw = "The minister, who was ill, said nothing.\nThe minister said nothing, too."
    spans = [nth(raw, "The minister", 2), nth(raw, "too", 1)]
    lit = highlighted(tab, deep_link(publish(paragraphs(raw)), Text(raw), spans), raw)
    assert lit == {*range(*spans[0]), *range(*spans[1])}


def test_the_words_are_scrolled_to_and_a_named_place_is_kept(tab: Page, publish: Publish) -> None:
    raw = "\n".join([*(f"Line {number} of the page." for number in range(100)), "The words at last."])
    address = publish(f'<h1 id="top"></h1>{paragraphs(raw)}')
    span = nth(raw, "The words", 1)
    link = deep_link(f"{address}#top", Text(raw), [span])
    assert "#top:~:text=" in link
    assert_lands(tab, link, raw, span)
    assert tab.evaluate("scrollY") > 1000
    assert tab.url == link


def test_the_folding_is_at_least_as_coarse_as_the_browser_s(tab: Page, publish: Publish) -> None:
    """The finder weighs letters as the search collation does; `FOLDED` shows that, this goes through all."""
    tab.goto(publish("<p>Page</p>"))
    letters = [chr(point) for block in LIVING for point in block if unicodedata.category(chr(point))[0] != "C"]
    same = tab.evaluate(SAME, letters)
    assert len(same) > 1000
    apart = [group for group in same if len({fold(letter) for letter in group if letter not in RARE}) > 1]
    assert apart == []


@pytest.mark.parametrize("lang", ["en", "fr", "el", "ar", "he", "zh", "ja", "ko", "th", "hi", "ru"])
def test_what_is_sure_to_be_a_boundary_is_one(lang: str, tab: Page, publish: Publish) -> None:
    tab.goto(publish("<p>Page</p>"))
    for case in LANDINGS:
        raw = Text(case.raw).collapsed  # as a page is laid out: within a run of spaces no term ends
        page = Searched(Text(raw))
        sure = {offset for offset in range(len(raw) + 1) if page.is_bounded(offset)}
        assert sure - set(tab.evaluate(BOUNDARIES, [raw, lang])) == set(), case.name

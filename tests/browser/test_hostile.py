"""Sites of hostile texts in real Chromium: no script of theirs runs, nothing is asked for, the page keeps its frame.

Every page is opened; all that stands in it is pointed at, focused and clicked. With FACTCHECK_THOROUGH=1 every field
has every text by itself (tests/cases/hostilesite.py), else several texts at a time.
"""

import os
import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page

from browser.conftest import TYPES, is_of
from cases.hostile import CLOBBERED, STRINGS
from cases.hostilesite import KINDS, full, refusals, taken, takes, turning
from conftest import HostileBuild, build_hostile
from factcheck.core.text import collapse

THOROUGH = os.environ.get("FACTCHECK_THOROUGH") == "1"
# All that a script of theirs could have done or left, and what a reader would do. Links are not followed: a listener
# before all others says so, and addresses are compared instead.
LOOK = """clobbered => {
  const frame = selector => document.querySelectorAll(selector).length;
  const shape = [...document.body.children].map(part => part.localName + (part.className ? '.' + part.className : ''));
  addEventListener('click', event => event.preventDefault(), true);
  addEventListener('submit', event => event.preventDefault(), true);
  const all = [...document.querySelectorAll('*')];
  const handlers = all.flatMap(e => [...e.attributes].filter(a => /^on/i.test(a.name)).map(a => e.localName + ' ' + a.name));
  const styles = all.filter(e => e.hasAttribute('style') && !e.closest('.seed') && !/^text-align: (left|right|center);$/.test(e.getAttribute('style')));
  const addresses = [...document.querySelectorAll('[href], [src], [action], [formaction], [data], [srcset], [poster]')]
    .map(e => new URL(e.href?.baseVal ?? e.href ?? e.src ?? e.action ?? e.data ?? 'x:', document.baseURI).href)
    .filter(url => !/^(https?|mailto):/.test(url));
  for (const e of document.body.querySelectorAll('*')) {
    for (const kind of ['pointerover', 'mouseover', 'mouseenter', 'pointerdown', 'mousedown', 'mouseup'])
      e.dispatchEvent(new MouseEvent(kind, {bubbles: true}));
    if (e.tabIndex >= 0 && e.focus) { e.focus({preventScroll: true}); e.blur(); }
    if (e.matches('a, summary, label, input, button, [tabindex]')) e.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}));
  }
  const isOurs = value => value instanceof Element || value instanceof HTMLCollection;
  return {
    pwned: window.__pwned, shape, handlers, styles: styles.length, addresses,
    main: frame('main'), header: frame('body > header'), footer: frame('footer'), h1: frame('main h1'),
    odd: frame('iframe, object, embed, base, frame, applet, form:not(.filters):not(#search), noscript, ' +
      'template:not(#result), style, math, video, audio, source, marquee, foreignObject, plaintext, xmp'),
    policies: frame('meta[http-equiv]'), refresh: frame('meta[http-equiv=refresh i]'),
    scripts: [...document.scripts].map(s => s.type + ' ' + (s.getAttribute('src') ?? '')),
    clobbered: clobbered.filter(name => isOurs(document[name]) && !['body', 'head', 'links', 'images', 'forms', 'scripts',
      'all', 'children', 'currentScript'].includes(name) || isOurs(window[name]) && name != 'results' && name != 'found'),
    ids: [...document.querySelectorAll('[id]')].map(e => e.id),
    names: [...document.querySelectorAll('[name]:not(meta)')].map(e => e.name),
    title: document.title, h1text: document.querySelector('main h1')?.textContent ?? '',
    text: document.body.textContent,
  };
}"""


class Watched:
    """A tab, and all that it must not do."""

    def __init__(self, context: BrowserContext, base: str) -> None:
        self.page: Page = context.new_page()
        self.heard: list[str] = []
        self.page.on("dialog", self._dialog)
        self.page.on("console", lambda message: self.heard.append(message.text))
        self.page.on("pageerror", lambda error: self.heard.append(str(error)))
        self.page.on("popup", lambda popup: self.heard.append(f"popup {popup.url}"))
        self.page.on("download", lambda download: self.heard.append(f"download {download.url}"))
        self.page.on(
            "request", lambda request: request.url.startswith(base) or self.heard.append(f"asked {request.url}")
        )

    def _dialog(self, dialog: Dialog) -> None:
        self.heard.append(f"dialog {dialog.message}")
        dialog.dismiss()


class Kept(SimpleHTTPRequestHandler):
    """Files that the browser may keep: 280 pages share their styles and scripts."""

    protocol_version = "HTTP/1.1"

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


def served(output: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Kept, directory=str(output))) as http:
        http.handle_error = lambda *_: None  # type: ignore[method-assign]
        Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_address[1]}/"
        http.shutdown()


@pytest.fixture(scope="module")
def address(hostile: HostileBuild) -> Iterator[str]:
    """The address of the site of hostile texts."""
    yield from served(hostile.output)


@pytest.fixture(scope="module")
def looked(browser: Browser, hostile: HostileBuild, address: str) -> dict[str, dict[str, Any]]:
    """What every page was seen to be, by the path of its file; and what was heard."""
    return look(browser, hostile.output, address)


def look(browser: Browser, output: Path, base: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        tab = Watched(context, base)
        for file in sorted(output.rglob("*.html")):
            path = file.relative_to(output).as_posix()
            tab.page.goto(base + path.removesuffix("index.html"), wait_until="load")
            found[path] = tab.page.evaluate(LOOK, list(CLOBBERED))
            found[path]["heard"], tab.heard[:] = list(tab.heard), []
    return found


def seen(looked: dict[str, dict[str, Any]], key: str, right: object) -> dict[str, object]:
    """The pages where it is another thing."""
    return {path: page[key] for path, page in looked.items() if page[key] != right}


def assert_quiet(looked: dict[str, dict[str, Any]]) -> None:
    assert seen(looked, "pwned", None) == {}
    assert seen(looked, "heard", []) == {}
    assert seen(looked, "handlers", []) == {}
    assert seen(looked, "styles", 0) == {}
    assert seen(looked, "addresses", []) == {}


def test_there_are_enough_texts_and_fields() -> None:
    assert len(STRINGS) >= 150
    assert len({string.text for string in STRINGS}) == len({string.name for string in STRINGS}) == len(STRINGS)
    assert sum(map(len, KINDS.values())) >= 18


def test_what_fields_refuse() -> None:
    """All other texts are taken, and shown as they are typed."""
    assert refusals() == {"name": 35, "line": 13, "url": 229, "query": 188, "body": 108, "file name": 229}


def test_fields_of_a_kind_agree() -> None:
    """Each field by itself takes and refuses what is said of its kind."""
    for kind, fields in KINDS.items():
        for name, filled in fields:
            for string in STRINGS if THOROUGH else STRINGS[::9]:
                assert takes(filled(string.text)) == taken(kind, string.text), f"{name}: {string.name}"


BROKEN_INTO = """<!doctype html><meta charset=utf-8><title>x</title><main><h1>x</h1>
<b tabindex=0 onclick="window.__pwned=1">x</b><a href="javascript:void 0">x</a><iframe></iframe>
<p style="color: red">x</p><img name=cookie src="http://evil.example/pixel.png" alt=""></main>"""


def test_what_must_not_be_is_seen(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(BROKEN_INTO, encoding="utf-8")
    for base in served(tmp_path):
        page = look(browser, tmp_path, base)["index.html"]
    assert page["pwned"] == 1
    assert page["handlers"] == ["b onclick"]
    assert page["addresses"] == ["javascript:void 0"]
    assert (page["odd"], page["styles"], page["policies"], page["header"]) == (1, 1, 0, 0)
    assert page["clobbered"] == ["cookie"]
    assert "asked http://evil.example/pixel.png" in page["heard"]


def test_no_page_runs_or_asks_for_anything(looked: dict[str, dict[str, Any]]) -> None:
    assert len(looked) > 200
    assert_quiet(looked)


def assert_framed(looked: dict[str, dict[str, Any]]) -> None:
    """One main, header, footer and h1 on each page, nothing that no page has, and one policy."""
    for key, right in (("main", 1), ("h1", 1), ("odd", 0), ("policies", 1), ("refresh", 0)):
        assert seen(looked, key, right) == {}, key
    full_pages = {path: page for path, page in looked.items() if "/embed/" not in path}
    assert seen(full_pages, "header", 1) == {}
    assert seen(full_pages, "footer", 1) == {}
    scripts = {script for page in looked.values() for script in page["scripts"]}
    assert all(s == "application/ld+json " or s.split(" ", 1)[1].endswith(".js") for s in scripts), scripts
    assert {s.rsplit("/", 1)[-1] for s in scripts if s.startswith("module")} <= {
        "article.js", "claim.js", "list.js", "search.js",
    }  # fmt: skip


def test_the_frame_of_every_page_is_whole(looked: dict[str, dict[str, Any]]) -> None:
    assert_framed(looked)


def test_pages_of_a_type_have_the_same_parts(looked: dict[str, dict[str, Any]]) -> None:
    """As on a page of the real site: no text opens or closes an element of the body."""
    kinds = {}
    for path, page in looked.items():
        kind = next((case.name for case in TYPES if is_of(path, case)), "policy page")
        kinds.setdefault("policy page" if kind in ("methodology", "about") else kind, set()).add(tuple(page["shape"]))
    assert {kind: shapes for kind, shapes in kinds.items() if len(shapes) > 1} == {}
    assert len(kinds) >= 12


def assert_as_typed(build: HostileBuild, looked: dict[str, dict[str, Any]]) -> None:
    missing = [
        (path, text)
        for path, texts in build.site.shown.items()
        for text in texts
        if collapse(text) not in collapse(looked[path]["text"])
    ]
    assert missing == []
    for path, heading in build.site.headings.items():
        assert collapse(looked[path]["h1text"]) == collapse(heading)
        assert " ".join(heading.split()) in " ".join(looked[path]["title"].split()), path


def test_every_text_is_shown_as_typed(hostile: HostileBuild, looked: dict[str, dict[str, Any]]) -> None:
    assert sum(map(len, hostile.site.shown.values())) > 1_400
    assert_as_typed(hostile, looked)


OURS = r"(mark|note|fn|fnref\d*|evidence|only)[-:]"  # what stands before what content chooses


def test_no_id_or_name_hides_what_scripts_use(looked: dict[str, dict[str, Any]]) -> None:
    assert seen(looked, "clobbered", []) == {}
    own = set()
    for path, found in looked.items():
        own |= {identifier for identifier in found["ids"] if not re.match(OURS, identifier)}
        assert len(found["ids"]) == len(set(found["ids"])), path
    assert not {identifier for identifier in own if any(identifier.lower() == name.lower() for name in CLOBBERED)} - {
        "results"
    }
    assert len(own) < 60, "those of our templates"
    marks = {identifier for found in looked.values() for identifier in found["ids"] if identifier.startswith("mark-")}
    assert {"mark-location", "mark-cookie", "mark-body"} <= marks


WRITTEN = """selector => [...document.querySelectorAll(selector)].map(element => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), places = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.parentElement.closest('.unseen')) continue;
    for (let at = 0; at < node.length; at++) {
      const range = new Range(); range.setStart(node, at); range.setEnd(node, at + 1);
      const box = range.getBoundingClientRect();
      if (box.width && node.data[at].trim()) places.push([Math.round(box.top / 8), box.left]);
    }
  }
  return places.every((place, at) => !at || place[0] > places[at - 1][0] || place[1] > places[at - 1][1]);
})"""


def test_a_seed_that_turns_its_direction_turns_none_of_our_words(browser: Browser, turned: str) -> None:
    """The number of a claim and the state of a sentence read from left to right, in a paragraph that does not."""
    with browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.goto(f"{turned}articles/demo/")
        assert page.evaluate(WRITTEN, ".row > .words") != [True] * page.locator(".row > .words").count(), "it is turned"
        pills = page.evaluate(WRITTEN, ".pill")
        assert pills == [True] * 12
        page.locator("details > summary").last.click()
        assert False not in page.evaluate(WRITTEN, ".ledger .quiet")


@pytest.fixture(scope="module")
def turned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site of twelve claims whose article has an override in each paragraph: two digits would change places."""
    site = turning()
    yield from served(build_hostile(site, tmp_path_factory.mktemp("turned") / "site").output)


@pytest.mark.skipif(not THOROUGH, reason="set FACTCHECK_THOROUGH=1: about ten minutes")
def test_every_field_with_every_text(browser: Browser, tmp_path: Path) -> None:
    pages = texts = 0
    for number, site in enumerate(full()):
        build = build_hostile(site, tmp_path / str(number))
        for base in served(build.output):
            looked = look(browser, build.output, base)
            assert_quiet(looked)
            assert_framed(looked)
            assert_as_typed(build, looked)
            pages, texts = pages + len(looked), texts + sum(map(len, site.shown.values()))
    print(f"{len(STRINGS)} texts: {pages:,} pages, {texts:,} texts on them, {refusals()} refused")
    assert pages > 1_000

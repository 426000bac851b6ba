"""The small page of a claim in a frame on another site, and the field with the code for it."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from playwright.sync_api import Browser, Page, expect

from browser.conftest import context
from cases.tables import each
from conftest import ROOT
from factcheck.core.model import Claim, Site
from factcheck.core.text import collapse
from factcheck.publish import sharing
from factcheck.publish.output import Output
from factcheck.publish.views import excerpt
from factcheck.render.words import catalogue, direction
from factcheck.site.load import Loaded
from factcheck.site.preview import server

WIDTHS = (300, 500, 700)
HEIGHT = 480  # of the frame in the code, in pixels
HOSTILE = """Ana" onload="x" <script>alert('1')</script> & ]]>"""
ARABIC = "قال الرئيس إن الجسر مغلق."


@pytest.fixture(scope="module")
def site(real: Loaded) -> Site:
    assert real.site is not None
    return real.site


@pytest.fixture(scope="module")
def claim(site: Site) -> Claim:
    return next(claim for claim in site.claims if claim.slug == "former-president")


def environment(site: Site) -> Environment:
    made = Environment(loader=FileSystemLoader(ROOT / "theme/templates"), autoescape=True, undefined=StrictUndefined)
    words = catalogue(site.settings.language)
    made.globals.update(words=words, say=words.say, direction=direction(site.settings.language))
    return made


def embed(claim: Claim, site: Site) -> str:
    """The page, as a build writes it."""
    output = Output(
        path=sharing.embed_path(claim),
        template="embed",
        heading=lambda: (sharing.title(claim, site.settings), claim.summary),
    )
    values = {"site": site, "output": output, "root": output.root, "claim": claim, "excerpt": excerpt(claim)}
    return environment(site).get_template("embed.html").render(values)


def box(address: str, title: str, site: Site) -> str:
    module = environment(site).get_template("embed_box.html").make_module({"root": ""})
    return str(module.embed_box(address, title))  # type: ignore[attr-defined]


def code(html: str) -> str:
    """What a reader copies."""
    field = BeautifulSoup(html, "html.parser").select_one("input.embed-code[readonly]")
    assert field is not None
    return str(field["value"])


def served(folder: Path) -> Iterator[str]:
    with server(folder, "https://example.org", 0) as http:
        Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_address[1]}/"
        http.shutdown()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site: so far its stylesheets."""
    made = tmp_path_factory.mktemp("embedded")
    shutil.copytree(ROOT / "theme/static", made / "theme")
    return made


@pytest.fixture(scope="module")
def home(folder: Path, site: Site) -> Iterator[str]:
    """The address of a site of embed pages, and empty pages of claims for their links."""
    for address in served(folder):
        for claim in site.claims:
            write(folder, claim, replace(site, settings=replace(site.settings, url=address.rstrip("/"))))
            (folder / claim.path / "index.html").write_text(f"<!doctype html><title>{claim.slug}</title>")
        yield address


def write(folder: Path, claim: Claim, site: Site) -> None:
    file = folder / sharing.embed_path(claim) / "index.html"
    file.parent.mkdir(parents=True)
    file.write_text(embed(claim, site), encoding="utf-8")


@pytest.fixture(scope="module")
def other(home: str, site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Another site, on another port, so of another origin: pages that hold the copied code."""
    made = tmp_path_factory.mktemp("other")
    for claim in site.claims:
        copied = code(box(f"{home}{sharing.embed_path(claim)}", sharing.title(claim, site.settings), site))
        sandboxed = copied.replace("<iframe ", '<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" ')
        for name, frame in ((claim.slug, copied), (f"{claim.slug}-sandboxed", sandboxed)):
            (made / f"{name}.html").write_text(f"<!doctype html><title>Another site</title>{frame}", encoding="utf-8")
    (made / "box.html").write_text(
        f"<!doctype html><title>Box</title>{box('https://example.org/embed/', 'A title', site)}",
        encoding="utf-8",
    )
    yield from served(made)


@pytest.fixture
def scripted(browser: Browser) -> Iterator[Page]:
    """A page with scripts on: one that got in would run."""
    with browser.new_context(viewport={"width": 500, "height": 600}) as opened:
        yield opened.new_page()


def test_no_embed_page_scrolls_sideways_and_its_verdict_is_in_sight(page: Page, home: str, site: Site) -> None:
    for claim, width in product(site.claims, WIDTHS):
        if width == WIDTHS[0]:
            page.goto(home + sharing.embed_path(claim))
        page.set_viewport_size({"width": width, "height": HEIGHT})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (claim.slug, width)
        ends = [bottom(page, part) for part in (".verdict", "h1", ".summary")]
        assert ends == sorted(ends), (claim.slug, width)
        assert ends[-1] <= top(page, "footer"), (claim.slug, width)
        assert bottom(page, "footer a") <= HEIGHT, (claim.slug, width)


def top(page: Page, selector: str) -> float:
    found = page.locator(selector).bounding_box()
    assert found is not None
    return found["y"]


def bottom(page: Page, selector: str) -> float:
    found = page.locator(selector).bounding_box()
    assert found is not None
    return found["y"] + found["height"]


def test_a_word_without_end_does_not_widen_the_page(
    browser: Browser, home: str, folder: Path, claim: Claim, site: Site
) -> None:
    long = replace(claim, slug="long", text="W" * 300, summary="w" * 240, claimant="V" * 300)
    write(folder, long, site)
    with context(browser, 300) as opened:
        page = opened.new_page()
        page.goto(home + sharing.embed_path(long))
        assert page.evaluate("document.documentElement.scrollWidth") <= 300


def test_the_page_asks_for_its_stylesheet_and_nothing_else(scripted: Page, home: str, claim: Claim) -> None:
    requests: list[str] = []
    messages: list[str] = []
    scripted.on("request", lambda request: requests.append(request.url))
    scripted.on("console", lambda message: messages.append(message.text))
    scripted.goto(home + sharing.embed_path(claim))
    assert [url.removeprefix(home) for url in requests if "icon" not in url] == [
        sharing.embed_path(claim),
        "theme/embed.css",
    ]
    assert messages == []
    assert scripted.evaluate("getComputedStyle(document.querySelector('.verdict')).color") == "rgb(171, 22, 32)"


def test_what_stands_on_the_page(claim: Claim, site: Site) -> None:
    page = BeautifulSoup(embed(claim, site), "html.parser")
    texts = {name: collapse(" ".join(tag.get_text() for tag in page.select(name))) for name in ("title", ".verdict", "h1", ".by", ".summary", "mark", "footer")}  # fmt: skip
    assert texts == {
        "title": f"{sharing.title(claim, site.settings)} — {site.settings.name}",
        ".verdict": "✗ False",
        "h1": claim.text,
        ".by": "Claim by PageNews",
        ".summary": claim.summary,
        "mark": claim.words,
        "footer": f"Evidence and reasoning {site.settings.name}",
    }
    quote = page.select_one("blockquote")
    assert quote is not None
    assert claim.words in quote.get_text()
    assert len(quote.get_text()) > len(claim.words)
    assert page.select("script, [onclick], [style]") == []


def test_search_engines_are_led_to_the_claim_s_page(claim: Claim, site: Site) -> None:
    page = BeautifulSoup(embed(claim, site), "html.parser")
    assert [tag["content"] for tag in page.select("meta[name=robots]")] == ["noindex"]
    assert [tag["href"] for tag in page.select("link[rel=canonical]")] == [f"{site.settings.url}/{claim.path}"]
    assert "ld+json" not in str(page)


def test_every_field_is_shown_as_typed(claim: Claim, site: Site) -> None:
    article = replace(claim.article, publisher=HOSTILE)
    verdict = replace(claim.verdict, label=HOSTILE, symbol="<")
    hostile = replace(claim, article=article, verdict=verdict, text=HOSTILE, claimant=HOSTILE, summary=HOSTILE)
    page = BeautifulSoup(embed(hostile, replace(site, settings=replace(site.settings, name=HOSTILE))), "html.parser")
    assert page.select("script, [onload]") == []
    for selector in ("h1", ".verdict", ".by", ".summary", "figcaption", ".site", "title"):
        assert collapse(HOSTILE) in collapse(page.select(selector)[0].get_text()), selector


def test_right_to_left_words_keep_to_themselves(
    browser: Browser, home: str, folder: Path, claim: Claim, site: Site
) -> None:
    arabic = replace(claim, slug="arabic", text=ARABIC, article=replace(claim.article, language="ar"))
    write(folder, arabic, site)
    with context(browser, 500) as opened:
        page = opened.new_page()
        page.goto(home + sharing.embed_path(arabic))
        assert page.evaluate("getComputedStyle(document.querySelector('h1 bdi')).direction") == "rtl"
        assert page.evaluate("getComputedStyle(document.querySelector('.by')).direction") == "ltr"
        assert page.locator("blockquote").get_attribute("lang") == "ar"


class Frame(NamedTuple):
    name: str
    page: str


FRAMES = [Frame("as copied", "former-president.html"), Frame("in a sandbox", "former-president-sandboxed.html")]


@each(FRAMES)
def test_the_copied_code_shows_the_claim_on_another_site(
    case: Frame, scripted: Page, other: str, home: str, claim: Claim
) -> None:
    scripted.goto(other + case.page)
    frame = scripted.frame_locator("iframe")
    expect(frame.locator(".verdict")).to_have_text("✗ False")  # the frame is loaded late: these wait for it
    expect(frame.locator(".verdict")).to_have_css("color", "rgb(171, 22, 32)")
    with scripted.context.expect_page() as opened:
        frame.get_by_role("link", name="Evidence and reasoning").click()
    opened.value.wait_for_load_state()
    assert opened.value.url == home + claim.path
    assert opened.value.title() == claim.slug
    assert opened.value.evaluate("window.opener") is None
    assert scripted.url == other + case.page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_anybody_from_reading_it(browser: Browser, home: str, site: Site, scheme: str) -> None:
    claims = [next(claim for claim in site.claims if claim.verdict.id == verdict) for verdict in ("false", "opinion")]
    with browser.new_context(color_scheme=scheme, bypass_csp=True) as opened:  # type: ignore[arg-type]
        page = opened.new_page()
        for claim in claims:
            page.goto(home + sharing.embed_path(claim))
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()


class Copied(NamedTuple):
    name: str
    title: str


COPIED = [
    Copied("plain", "False: The bridge is closed — claim by Ana"),
    Copied("quotation marks and markup", HOSTILE),
    Copied("what looks escaped", "A &amp; B &quot;"),
    Copied("Arabic", ARABIC),
]


@each(COPIED)
def test_the_code_is_one_frame_with_the_title_as_typed(case: Copied, site: Site) -> None:
    address = "https://example.org/claims/a/b/embed/"
    html = box(address, case.title, site)
    assert BeautifulSoup(html, "html.parser").select("iframe, script") == []
    (frame,) = BeautifulSoup(code(html), "html.parser").select("*")
    assert (frame.name, frame["src"], frame["title"]) == ("iframe", address, case.title)
    assert (frame["width"], frame["height"], frame["loading"]) == ("100%", str(HEIGHT), "lazy")
    assert not [name for name in frame.attrs if name.startswith("on")]


def test_the_field_has_a_label_and_a_link_to_see_what_is_shown(site: Site) -> None:
    page = BeautifulSoup(box("https://example.org/embed/", "A title", site), "html.parser")
    (field,) = page.select("input")
    assert page.select(f"label[for={field['id']}]")
    assert [tag["href"] for tag in page.select("a")] == ["embed/"]


@pytest.mark.parametrize("reach", ["Tab", "three clicks"])
def test_the_code_is_selected_whole_without_a_script(browser: Browser, other: str, site: Site, reach: str) -> None:
    with context(browser, 700) as opened:
        page = opened.new_page()
        page.goto(f"{other}box.html")
        if reach == "Tab":
            page.keyboard.press("Tab")
        else:
            page.locator(".embed-code").click(click_count=3)
        start, end, value = page.locator(".embed-code").evaluate("f => [f.selectionStart, f.selectionEnd, f.value]")
        assert (start, end) == (0, len(value))
        assert value == code(box("https://example.org/embed/", "A title", site))
        page.keyboard.type("x")
        assert page.locator(".embed-code").input_value() == value


RULE = re.compile(r"--[a-z-]+: ?#[0-9a-f]{6}|\.verdict-[a-z-]+ \{[^}]*\}")


def test_the_colours_are_those_of_the_site() -> None:
    own, whole = ((ROOT / "theme/static" / name).read_text(encoding="utf-8") for name in ("embed.css", "site.css"))
    found = RULE.findall(own)
    assert len(found) == 33
    assert [rule for rule in RULE.findall(whole) if not rule.startswith(".verdict-cited")][: len(found)] == found

"""The crawl of the built site: what is broken is told at the line that an editor can mend.

Sites are made by hand. LinkChecker runs over each of them once, however many cases it holds.
"""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import NamedTuple
from urllib.request import urlopen
from xml.etree import ElementTree

import pytest

from cases.tables import each
from conftest import ROOT
from factcheck.core.model import Site
from factcheck.core.problems import Problem
from factcheck.evidence.crawl import run as crawl
from factcheck.evidence.crawl import site as links
from factcheck.evidence.crawl.directive import Directive, is_in, split
from factcheck.evidence.crawl.run import CrawlError
from factcheck.evidence.crawl.server import serving
from factcheck.evidence.crawl.site import SiteCheck, check_site
from factcheck.site import config
from factcheck.site.load import load
from factcheck.site.preview import Handler

BASE = ROOT / "tests" / "cases" / "broken" / "base"
URL = "https://check.example.org/repo"
TEMPLATES = {
    "theme/templates/base.html": """<link rel="stylesheet" href="{{ root }}theme/site.css">
{% for path, label in [("claims/", "Claims"),
                       ("verdicts-old/", "Verdicts")] %}
<a href="{{ root }}{{ path }}">{{ label }}</a>
{% endfor %}
<a href="{{ root }}feeds/old.atom">Feed</a>
<a href="{{ root }}claims/#nobody">Nobody</a>
""",
    "theme/static/site.css": "/* url(a.png)\n */\nbody { background: url( 'backdrop.png' ); }\n@import \"missing.css\";\n",
}
CONTENT = {
    "content/claims/demo/bridge.md": "---\nclaim: x\n---\n\n[Us](https://check.example.org/repo/us/) are new.\n",
    "content/claims/demo/cost.md": "---\nevidence:\n  - source: timetable\n---\n\nThe timetable.\n",
    "content/claims/demo/hourly.md": "---\nclaim: x\n---\nSee the [accounts](../../sources/accounts.md#sums).\n",
    "content/pages/methodology.md": "---\ntitle: x\n---\nAs in [the accounts](../sources/accounts.md#sums).\n",
}
SOUND = {
    "index.html": "<title>Home</title><p id=top-story>Home</p><a href='claims/'>Claims</a>",
    "claims/index.html": "<h1 id=claims>Claims</h1>",
    "target/index.html": """<h1 id="plain">Target</h1><a name="old-name"></a><p id="é~ü">Two people read every check.</p>
<p id="100%"></p><p id="%41">The accounts of the <b>town</b>, in brief.</p><p hidden>Nobody sees this.</p>""",
    "empty/pixel.png": "x",
    "a b/ünï.html": "<p>Spaces</p>",
    "theme/icon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "404.html": "<p>Not here</p><a href='/repo/claims/'>Claims</a><a href='https://check.example.org/repo/'>Home</a>",
}


class Case(NamedTuple):
    """A built file, and what is to be said about it: place, code, then the details without the page."""

    name: str
    text: str
    expected: tuple[str, ...] = ()
    file: str = ""

    @property
    def path(self) -> str:
        return self.file or f"cases/{self.name.replace(' ', '-')}/index.html"


PAGE = "FC506 “{}”; fix correct the link, or add what it names"
NEAREST = "FC506 “{}”; nearest {}; fix correct the link, or add what it names"
ANCHOR = "FC507 “{}”; fix name an id of that page, or take the fragment away"
NEAR_ANCHOR = "FC507 “{}”; nearest {}; fix name an id of that page, or take the fragment away"
WORDS = "FC507 “{}”; fix copy the words from the page as it is now, or take “:~:text=…” away"
NEAR_WORDS = "FC507 “{}”; nearest “{}”; fix copy the words from the page as it is now, or take “:~:text=…” away"
OUTSIDE = "FC506 “{}”; {}fix the site is served below /repo/: begin the link with that, or make it relative"


def broken(name: str, text: str, *expected: str, file: str = "", at: str = "") -> Case:
    """A case whose problems stand in the built file, at `at` or where the text begins."""
    case = Case(name, text, file=file)
    return case._replace(expected=tuple(f"output/{case.path}:{at or '1:1'} {line}" for line in expected))


GOOD = [
    Case("relative link", "<a href='../../claims/'>x</a>"),
    Case("link from the root", "<a href='/repo/claims/'>x</a>"),
    Case("link to the file", "<a href='../../claims/index.html'>x</a>"),
    Case("link with the public address", f"<a href='{URL}/claims/#claims'>x</a>"),
    Case("public address without a slash", f"<a href='{URL}'>x</a>"),
    Case("canonical link", f"<link rel=canonical href='{URL}/cases/canonical-link/'>"),
    Case("folder without a slash", "<a href='../../claims'>x</a>"),
    Case("folder without a slash, with an anchor", "<a href='../../claims#claims'>x</a>"),
    Case("query", "<a href='../../claims/?sort=date#claims'>x</a>"),
    Case("nothing", "<a href=''>x</a><a href>y</a><a>z</a>"),
    Case("white space around it", "<a href=' ../../claims/ '>x</a>"),
    Case("empty fragment", "<a href='#'>x</a><a href='../../claims/#'>y</a>"),
    Case("top", "<a href='#top'>x</a><a href='../../claims/#TOP'>y</a>"),
    Case("anchor of the page", "<p id=here></p><a href='#here'>x</a>"),
    Case("anchor of another page", "<a href='../../target/#plain'>x</a>"),
    Case("name of an a element", "<a href='../../target/#old-name'>x</a>"),
    Case("anchor in another script", "<a href='../../target/#é~ü'>x</a>"),
    Case("encoded anchor", "<a href='../../target/#%C3%A9~%c3%bc'>x</a>"),
    Case("percent sign in an anchor", "<a href='../../target/#100%'>x</a><a href='../../target/#100%25'>x</a>"),
    Case("anchor that looks encoded", "<a href='../../target/#%41'>x</a>"),
    Case("character reference", "<p id='a&amp;b'></p><a href='#a&amp;b'>x</a>"),
    Case("text directive", "<a href='../../target/#:~:text=Two%20people%20read'>x</a>"),
    Case("text directive without case and accents", "<a href='../../target/#:~:text=tẅo%20people'>x</a>"),
    Case("text directive across elements", "<a href='../../target/#:~:text=of%20the%20town%2C%20in%20brief'>x</a>"),
    Case("text directive of two ends", "<a href='../../target/#:~:text=Two,check.'>x</a>"),
    Case("text directive with its context", "<a href='../../target/#:~:text=Two-,people,-read%20every'>x</a>"),
    Case("anchor and text directive", "<a href='../../target/#plain:~:text=Two%20people'>x</a>"),
    Case("two text directives", "<a href='../../target/#:~:text=Two%20people&text=in%20brief'>x</a>"),
    Case("unknown directive", "<a href='../../target/#:~:later=x'>x</a>"),
    Case("encoded path of a page", "<a href='../../a%20b/%C3%BCn%c3%af.html'>x</a>"),
    Case("path as it is", "<a href='../../a b/ünï.html'>x</a>"),
    Case("image", "<img src='../../empty/pixel.png' srcset='../../empty/pixel.png 2x' alt=''>"),
    Case("fragment of an image", "<img src='../../theme/icon.svg#part' alt=''>"),
    Case("inline image", "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' alt=''>"),
    Case("mail and telephone", "<a href='mailto:a@b.example.org'>x</a><a href='tel:+4930'>y</a>"),
    Case("base element", "<base href='../../target/'><a href='#plain'>x</a><a href='../claims/'>y</a>"),
    Case("comment", "<!-- <a href='nowhere/'>x</a> -->"),
    Case("script", "<script>x = \"<a href='nowhere/'>\"</script>"),
    Case("style that is commented out", "<style>/* body { background: url(nowhere.png) } */</style>"),
]
BROKEN = [
    broken("missing page", "<a href='../../target/missing/'>x</a>", PAGE.format("../../target/missing/")),
    broken("misspelt page", "<a href='../../tarket/'>x</a>", NEAREST.format("../../tarket/", "target/")),
    broken("second line", "<p>\n  <a href='l2/'>x</a>", PAGE.format("l2/"), at="2:3"),
    broken("missing image", "<img src='i.png' alt=''>", PAGE.format("i.png")),
    broken("missing larger image", "<img srcset='j.png 2x' alt=''>", PAGE.format("j.png")),
    broken("missing source of a picture", "<source srcset='k.png 2x'>", PAGE.format("k.png")),
    broken("missing poster", "<video poster='p.png'></video>", PAGE.format("p.png")),
    broken("missing style sheet", "<link rel=stylesheet href='c.css'>", PAGE.format("c.css")),
    broken("missing script", "<script src='s.js'></script>", PAGE.format("s.js")),
    broken("missing frame", "<iframe src='f.html'></iframe>", PAGE.format("f.html")),
    broken("missing background", "<p style='background: url(b.png)'>", PAGE.format("b.png")),
    broken("missing background in a style element", "<style>p { background: url(e.png) }</style>", PAGE.format("e.png")),
    broken("refresh", "<meta http-equiv=refresh content='5; url=r.html'>", PAGE.format("r.html")),
    broken("public address", f"<a href='{URL}/qqq/'>x</a>", PAGE.format(f"{URL}/qqq/")),
    broken("canonical", f"<link rel=canonical href='{URL}/ccc/'>", PAGE.format(f"{URL}/ccc/")),
    broken("shared image", f"<meta property='og:image' content='{URL}/o.png'>", PAGE.format(f"{URL}/o.png")),
    broken("shared card", f"<meta name='twitter:image' content='{URL}/t.png'>", PAGE.format(f"{URL}/t.png")),
    broken("encoded path", "<a href='%C3%A4%20.html'>x</a>", PAGE.format("%C3%A4%20.html")),
    broken("folder that is no page", "<a href='../../empty/'>x</a>", PAGE.format("../../empty/")),
    broken("folder that is no page, without a slash", "<a href='../../empty'>x</a>", PAGE.format("../../empty")),
    broken("where crawlers must not go", "<meta name=robots content=nofollow><a href='n/'>x</a>", PAGE.format("n/"), at="1:36"),
    broken("query of a missing page", "<a href='g/?a=1&amp;b=2'>x</a>", PAGE.format("g/?a=1&b=2")),
    broken("through base", "<base href='../../target/'><a href='bb/'>x</a>", PAGE.format("bb/"), at="1:28"),
    broken("outside the prefix", "<a href='/'>x</a>", OUTSIDE.format("/", "")),
    broken("outside the prefix, a page", "<a href='/claims/'>x</a>", OUTSIDE.format("/claims/", "nearest claims/; ")),
    broken("a prefix that begins alike", "<a href='/repository/'>x</a>", OUTSIDE.format("/repository/", "")),
    broken("climbing out", "<a href='../../../up/'>x</a>", OUTSIDE.format("../../../up/", "")),
    broken(
        "no address",
        "<a href='http://127.0.0.1:port/'>x</a>",
        "FC506 “http://127.0.0.1:port/”; answer URL host '127.0.0.1:port' has invalid port; fix correct the link, or add what it names",
    ),
    broken("missing anchor", "<a href='#nnn'>x</a>", ANCHOR.format("#nnn")),
    broken("misspelt anchor", "<p id=heading></p><a href='#haeding'>x</a>", NEAR_ANCHOR.format("#haeding", "heading"), at="1:19"),
    broken("anchor in capitals", "<a href='../../target/#PLAIN'>x</a>", NEAR_ANCHOR.format("../../target/#PLAIN", "plain")),
    broken("anchor of the public address", f"<a href='{URL}/target/#p-1'>x</a>", ANCHOR.format(f"{URL}/target/#p-1")),
    broken("anchor in no script", "<a href='../../target/#%C3%B1%C3%B1'>x</a>", ANCHOR.format("../../target/#%C3%B1%C3%B1")),
    broken("name of another element", "<meta name=author content=x><a href='#author'>x</a>", ANCHOR.format("#author"), at="1:29"),
    broken(
        "text that is not there",
        "<a href='../../target/#:~:text=Three%20people%20read'>x</a>",
        NEAR_WORDS.format("../../target/#:~:text=Three%20people%20read", "Two people read"),
    ),
    broken("text that is hidden", "<a href='../../target/#:~:text=sees%20this'>x</a>", WORDS.format("../../target/#:~:text=sees%20this")),
    broken("anchor, and no such text", "<a href='../../target/#plain:~:text=zzz'>x</a>", WORDS.format("../../target/#plain:~:text=zzz")),
    broken("no such anchor, and a text", "<a href='../../target/#xxx:~:text=Two'>x</a>", ANCHOR.format("../../target/#xxx:~:text=Two")),
    broken(
        "one text of two",
        "<a href='../../target/#:~:text=Two%20people&text=qqqq'>x</a>",
        WORDS.format("../../target/#:~:text=Two%20people&text=qqqq"),
    ),
    broken("twice on a page", "<a href='tw/'>x</a><a href='tw/'>x</a>", PAGE.format("tw/")),
    broken(
        "the 404 page",
        "<a href='claims/'>x</a><a href='/repo/four/'>y</a>",
        "FC506 “claims/”; nearest claims/; fix 404.html is shown at any depth: begin its links with the site’s address",
        file="404.html",
    )._replace(
        expected=(
            "output/404.html:1:1 FC506 “claims/”; nearest claims/; fix 404.html is shown at any depth: begin its links with the site’s address",
            f"output/404.html:1:24 {PAGE.format('/repo/four/')}",
        )
    ),
    broken(
        "sitemap",
        f"<?xml version='1.0'?>\n<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>\n<url><loc>{URL}/claims/</loc></url><url><loc>{URL}/a%20b/%C3%BCn%C3%AF.html</loc></url>\n<url><loc>{URL}/clai</loc></url></urlset>",
        PAGE.format(f"{URL}/clai"),
        file="sitemap.xml",
        at="4:11",
    ),
    broken("robots", f"User-agent: *\nDisallow: /\nSitemap: {URL}/maps.xml\n", PAGE.format(f"{URL}/maps.xml"), file="robots.txt", at="3:10"),
    broken(
        "feed",
        f"<feed xmlns='http://www.w3.org/2005/Atom'>\n<link href='{URL}/'/><id>tag:check.example.org,2025:all</id>\n<entry><link rel='alternate' href='{URL}/entry/'/></entry></feed>",
        PAGE.format(f"{URL}/entry/"),
        file="feeds/all.atom",
        at="3:36",
    ),
    broken(
        "feed in a folder",
        f"<feed xmlns='http://www.w3.org/2005/Atom'><link rel='self' href='{URL}/self.atom'/></feed>",
        PAGE.format(f"{URL}/self.atom"),
        file="feeds/verdicts/false.atom",
        at="1:66",
    ),
    Case("feed that is no XML", "<feed><entry></feed>", ("output/feeds/x.atom:1:1 FC508 XML that is not well formed (mismatched tag: line 1, column 15)",), "feeds/x.atom"),
    Case(
        "style sheet of the theme",
        TEMPLATES["theme/static/site.css"],
        (
            f"theme/static/site.css:3:25 {PAGE.format('backdrop.png')}",
            f"theme/static/site.css:4:9 {PAGE.format('missing.css')}",
        ),
        "theme/site.css",
    ),
    # What content writes: told at its line.
    Case(
        "claim, in its text",
        "<a href='../../../sources/accounts/#sums'>x</a>",
        ("content/claims/demo/hourly.md:4:20 " + ANCHOR.format("../../../sources/accounts/#sums"),),
        "claims/demo/hourly/index.html",
    ),
    Case(
        "claim, with the public address",
        f"<a href='{URL}/us/'>x</a>",
        ("content/claims/demo/bridge.md:5:6 " + PAGE.format(f"{URL}/us/"),),
        "claims/demo/bridge/index.html",
    ),
    Case(
        "page, in its text",
        "<a href='../sources/accounts/#sums'>x</a>",
        ("content/pages/methodology.md:4:22 " + ANCHOR.format("../sources/accounts/#sums"),),
        "methodology/index.html",
    ),
    Case("source", "<link rel=stylesheet href='../../theme/site.css'>", (), "sources/accounts/index.html"),
    Case(
        "claim, in its front matter",
        "<a href='../../../sources/timetable/'>x</a>",
        ("content/claims/demo/cost.md:3:13 " + PAGE.format("../../../sources/timetable/"),),
        "claims/demo/cost/index.html",
    ),
    Case(
        "home of the only article, in a generated part",
        "<img src='home-chart.png' alt=''>",
        ("content/articles/demo.md:1:1 " + PAGE.format("home-chart.png"),),
        "index.html",
    ),
    Case(
        "article, in a generated part",
        "<img src='chart.png' alt=''>",
        ("content/articles/demo.md:1:1 " + PAGE.format("chart.png"),),
        "articles/demo/index.html",
    ),
    # What a template writes: one problem, however many pages show it.
    Case(
        "first navigation",
        "<a href='../../verdicts-old/'>x</a><a href='../../feeds/old.atom'>y</a><a href='../../claims/#nobody'>z</a>",
        (
            "theme/templates/base.html:3:26 FC506 “../../verdicts-old/”; fix correct the link, or add what it names",
            "theme/templates/base.html:6:20 " + NEAREST.format("../../feeds/old.atom", "feeds/all.atom"),
            "theme/templates/base.html:7:27 " + ANCHOR.format("../../claims/#nobody"),
        ),
    ),
    Case("second navigation", "<a href='../../verdicts-old/'>x</a><a href='../../feeds/old.atom'>y</a><a href='../../claims/#nobody'>z</a>"),
]  # fmt: skip


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site: content, and a theme."""
    folder = tmp_path_factory.mktemp("links")
    for name, text in {**CONTENT, **TEMPLATES}.items():
        write(folder / name, text)
    return folder


@pytest.fixture(scope="session")
def site() -> Site:
    """A site with an article, three claims, two sources and a page: what is asked is which file a page comes from."""
    settings, _ = config.read(ROOT)
    assert settings is not None
    loaded = load(BASE, settings).site
    assert loaded is not None
    return loaded


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def build(output: Path, cases: list[Case]) -> None:
    """A built folder: what is sound, the cases, and a page that names them all."""
    names = "".join(f"<a href='{case.path}'>x</a>\n" for case in cases if case.path.endswith("/index.html"))
    for name, text in {**SOUND, "all.html": names}.items():
        write(output / name, text)
    for case in cases:
        write(output / case.path, case.text)
    style = "<link rel=stylesheet href='theme/site.css'>" if (output / "theme/site.css").exists() else ""
    home = "".join(case.text for case in cases if case.path == "index.html")
    write(output / "index.html", f"{SOUND['index.html']}<a href='all.html'>All</a>{style}{home}")


def shown(problem: Problem) -> str:
    """A problem on a line, without the page and the words of the rule."""
    details = [(f"{label} " if label != "found" else "") + text for label, text in problem.details if label != "page"]
    return f"{problem.place} {problem.code} {'; '.join(details)}"


def page_of(problem: Problem) -> str:
    return next(
        (text for label, text in problem.details if label == "page"), problem.place.path.removeprefix("output/")
    )


@pytest.fixture(scope="module")
def told(root: Path, site: Site) -> SiteCheck:
    """What is told about a site with every broken thing."""
    output = root / "output"
    build(output, [*GOOD, *BROKEN])
    return check_site(output, root, site, URL, Handler)


def about(told: SiteCheck, path: str) -> list[str]:
    assert told.files, told.problems
    return [shown(found) for found in told.problems if page_of(found).removesuffix(" and 1 more") == path]


def test_every_case_has_a_file_of_its_own() -> None:
    paths = [case.path for case in [*GOOD, *BROKEN]]
    assert len(set(paths)) == len(paths)
    assert all(case.expected == () for case in GOOD)


@each(GOOD)
def test_what_is_fine(case: Case, told: SiteCheck) -> None:
    assert about(told, case.path) == []


@each(BROKEN)
def test_what_is_broken(case: Case, told: SiteCheck) -> None:
    assert sorted(about(told, case.path)) == sorted(case.expected)


def test_nothing_else_is_told(told: SiteCheck) -> None:
    assert len(told.problems) == sum(len(case.expected) for case in BROKEN)


def test_problems_are_errors_in_order_and_name_their_pages(told: SiteCheck) -> None:
    assert all(found.is_error for found in told.problems)
    assert list(told.problems) == sorted(told.problems)
    feed = next(found for found in told.problems if "old.atom" in str(found.details))
    assert ("page", "cases/first-navigation/index.html and 1 more") in feed.details


class Elsewhere(BaseHTTPRequestHandler):
    """Another host, which notes that it was asked."""

    asked: list[str] = []  # noqa: RUF012 - read by the test

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    do_HEAD = do_POST = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def elsewhere() -> Iterator[str]:
    """The address of another host."""
    Elsewhere.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()


EXTERNAL = """<link rel=canonical href='http://{0}/canonical'><link rel=preconnect href='http://{0}'>
<link rel=stylesheet href='http://{0}/site.css'><script src='//{0}/x.js'></script><base target=_blank>
<meta property='og:image' content='http://{0}/o.png'><meta http-equiv=refresh content='9; url=http://{0}/refresh'>
<a href='http://{0}/a#b'>x</a><a href='http://{0}/repo/'>x</a><img src='http://{0}/i.png' srcset='http://{0}/j.png 2x' alt=''>
<form action='http://{0}/form'></form><p style='background: url(http://{0}/p.png)'><a href='ftp://{0}/x'>y</a>
<a href='mailto:someone@no-such-domain.example.org'>m</a><a href='https://no-such-host.example.org/'>n</a>
<blockquote cite='http://{0}/cite'></blockquote><iframe src='http://{0}/frame'></iframe>"""


def test_no_other_host_is_asked_and_the_user_s_settings_do_not_matter(
    elsewhere: str, tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [
        Case("x", EXTERNAL.format(elsewhere)),
        Case("feed", f"<feed xmlns='x'><link href='http://{elsewhere}/feed'/></feed>", (), "feeds/f.atom"),
        Case("map", f"<urlset xmlns='x'><url><loc>http://{elsewhere}/map</loc></url></urlset>", (), "sitemap.xml"),
        Case("css", f"@import 'http://{elsewhere}/i.css'; p {{ background: url(//{elsewhere}/u) }}", (), "theme/site.css"),
        Case("robots", f"Sitemap: http://{elsewhere}/map.xml", (), "robots.txt"),
    ]  # fmt: skip
    build(tmp_path / "output", cases)
    write(tmp_path / "home/.linkchecker/linkcheckerrc", "[checking]\nthreads=many\n")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("http_proxy", f"http://{elsewhere}")
    monkeypatch.setenv("ALL_PROXY", f"http://{elsewhere}")
    told = check_site(tmp_path / "output", tmp_path, site, URL, Handler)
    assert (told.problems, Elsewhere.asked) == ((), [])
    assert told.external == 22


def test_a_site_at_the_root_of_its_host(tmp_path: Path, site: Site) -> None:
    output = tmp_path / "output"
    good = "<a href='/claims/#claims'>x</a><a href='https://root.example.org'>y</a><a href='https://root.example.org/all.html#top'>z</a>"
    wrong = "<a href='/repo/'>x</a><a href='https://root.example.org/missing/'>x</a><a href='https://root.example.orgy/'>x</a>"
    build(output, [Case("good", good), Case("wrong", wrong)])
    (output / "404.html").unlink()
    write(output / "robots.txt", "User-agent: *\nDisallow: /\n")
    told = check_site(output, tmp_path, site, "https://root.example.org", Handler)
    assert [shown(found) for found in told.problems] == [
        "output/cases/wrong/index.html:1:1 " + PAGE.format("/repo/"),
        "output/cases/wrong/index.html:1:23 " + PAGE.format("https://root.example.org/missing/"),
    ]
    # Files: home, all.html, claims/, the two cases and robots.txt. Of the links: 2 on the home page, 2 in all.html.
    assert (told.files, told.links, told.anchors, told.external) == (6, 9, 2, 1)


class Failure(NamedTuple):
    name: str
    program: str  # what runs instead of LinkChecker
    words: str


FAILURES = [
    Failure("it stops", "import sys; print('Oops: no memory', file=sys.stderr); sys.exit(2)", "LinkChecker ended with code 2: Oops: no memory"),
    Failure("it crashes", "import sys; print('KeyError: x\\nover and out', file=sys.stderr); sys.exit(2)", "LinkChecker ended with code 2: KeyError: x"),
    Failure("it is killed", "import os; os.kill(os.getpid(), 9)", "LinkChecker ended with code -9: it did not say why"),
    Failure("it says nothing", "pass", "LinkChecker’s log breaks off: no element found: line 1, column 0"),
    Failure("its log breaks off", "print('<?xml version=\"1.0\"?>\\n<linkchecker><urldata>')", "LinkChecker’s log breaks off: no element found: line 3, column 0"),
    Failure("it finds no page", "print('WARN: x\\n<?xml version=\"1.0\"?>\\n<linkchecker></linkchecker>')", "no page was found"),
]  # fmt: skip


@each(FAILURES)
def test_a_crawl_that_does_not_run_to_its_end(
    case: Failure, tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "public/index.html", "<p>Home</p>")
    real_run = crawl.subprocess.run
    monkeypatch.setattr(
        crawl.subprocess, "run", lambda command, **options: real_run([command[0], "-c", case.program], **options)
    )
    told = check_site(tmp_path / "public", tmp_path, site, URL, Handler)
    assert [shown(found) for found in told.problems] == [f"public:1:1 FC508 {case.words}"]
    assert (told.files, told.links) == (0, 0)


def test_a_crawl_without_an_end(tmp_path: Path) -> None:
    with pytest.raises(CrawlError, match=r"^no end after 0 seconds$"):
        crawl.run(["http://127.0.0.1:9/"], "[checking]\nthreads=0\n", seconds=0)


def test_a_folder_without_a_site(tmp_path: Path, site: Site) -> None:
    told = check_site(tmp_path / "output", tmp_path, site, URL, Handler)
    assert [shown(found) for found in told.problems] == [
        "output:1:1 FC508 no index.html; fix build the site first: make site"
    ]


def test_a_machine_without_linkchecker(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "output/index.html", "<p>Home</p>")
    monkeypatch.setattr(crawl.importlib.util, "find_spec", lambda name: None)
    told = check_site(tmp_path / "output", tmp_path, site, URL, Handler)
    expected = "output:1:1 FC508 LinkChecker is not installed; fix install it: pip install 'factcheck[links]'"
    assert [shown(found) for found in told.problems] == [expected]


def test_a_machine_that_serves_nothing(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    write(tmp_path / "output/index.html", "<p>Home</p>")
    monkeypatch.setattr(links, "serving", refuse)
    told = check_site(tmp_path / "output", tmp_path, site, URL, Handler)
    expected = "output:1:1 FC508 the crawl cannot be started: Operation not permitted"
    assert [shown(found) for found in told.problems] == [expected]


class Looked(NamedTuple):
    name: str
    directive: str
    text: str
    is_there: bool


TEXT = "The Élysée’s plan, in brief.\nTwo people read every check. Two  more\ncheck the rest."
LOOKED = [
    Looked("words", "text=people%20read", TEXT, True),
    Looked("one word", "text=plan", TEXT, True),
    Looked("no such words", "text=people%20write", TEXT, False),
    Looked("nothing", "text=", TEXT, False),
    Looked("without case", "text=TWO%20PEOPLE", TEXT, True),
    Looked("without accents", "text=elysee", TEXT, True),
    Looked("with other accents", "text=%C3%88lys%C3%A8e", TEXT, True),
    Looked("part of a word", "text=peop", TEXT, False),
    Looked("the end of a word", "text=eople", TEXT, False),
    Looked("across lines", "text=brief.%20Two%20people", TEXT, True),
    Looked("white space runs", "text=Two%20more%20check", TEXT, True),
    Looked("start and end", "text=Two%20people,rest.", TEXT, True),
    Looked("the end before the start", "text=check,plan", TEXT, False),
    Looked("start and no end", "text=Two%20people,nowhere", TEXT, False),
    Looked("prefix", "text=brief.-,Two", TEXT, True),
    Looked("another prefix", "text=plan-,Two", TEXT, False),
    Looked("prefix of the second", "text=check.-,Two", TEXT, True),
    Looked("suffix", "text=Two,-more", TEXT, True),
    Looked("another suffix", "text=Two,-less", TEXT, False),
    Looked("all four", "text=brief.-,Two%20people,check.,-Two", TEXT, True),
    Looked("a suffix that the end does not have", "text=brief.-,Two%20people,every,-more", TEXT, False),
    Looked("a comma of the words", "text=plan%2C%20in", TEXT, True),
    Looked("a hyphen of the words", "text=well%2Dknown", "a well-known town", True),
    Looked("characters that mean something in patterns", "text=%28a%2B%29", "see (a+)", True),
]


@each(LOOKED)
def test_text_directives(case: Looked) -> None:
    _, directives = split(f":~:{case.directive}")
    assert [is_in(case.text, directive) for directive in directives] == [case.is_there]


def test_a_fragment_is_split() -> None:
    assert split("") == ("", ())
    assert split("caf%C3%A9") == ("caf%C3%A9", ())
    anchor, directives = split("a:~:text=b-,c%20d,e,-f&later=x&text=g")
    assert (anchor, directives) == (
        "a",
        (Directive(start="c d", end="e", prefix="b", suffix="f"), Directive(start="g")),
    )
    assert directives[0].words == "c d … e"


def test_the_server_tells_linkchecker_not_to_wait(tmp_path: Path) -> None:
    write(tmp_path / "index.html", "<p>Home</p>")
    with serving(tmp_path, URL, Handler) as base:
        assert base.endswith("/repo")
        with urlopen(base) as answer:
            assert (answer.url, answer.read()) == (f"{base}/", b"<p>Home</p>")
            assert "LinkChecker" in answer.headers


class Quoted(NamedTuple):
    name: str
    exact: str
    warning: str = ""


QUOTED = [
    Quoted("verbatim", "The town paid €21 million of it."),
    Quoted("with white space", "The town  paid"),
    Quoted("typographic", "The town's share"),
    Quoted("with a gap", "The repairs […] million of it."),
    Quoted("a digit", "The town paid €22 million", "near: “The town paid €21 million”"),
    Quoted("nothing like it", "zzzz qqqq xxxx", "not-found"),
    Quoted("only hidden", "Unseen by any reader", "not-found"),
    Quoted("only in a script", "Written by a program", "not-found"),
]


@pytest.fixture(scope="module")
def warned(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The warnings of LinkChecker with our plugin, by the address as asked."""
    folder = tmp_path_factory.mktemp("quotes")
    text = """<p>The repairs cost €41.8 million. The town paid <b>€21</b> million of it. The town’s share was paid.</p>
<p hidden>Unseen by any reader</p><script>"Written by a program"</script><a href="other.html">x</a>"""
    write(folder / "page.html", f"<meta charset=utf-8>{text}")
    write(folder / "other.html", "<p>Another page.</p>")
    (folder / "image.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    with serving(folder, "http://h", Handler) as base:
        rows = [{"exact": case.exact, "place": case.name} for case in QUOTED]
        quotes = {
            f"{base}/page.html#part": rows,
            f"{base}/image.png": [{"exact": "words", "place": "image"}],
            f"{base}/gone.html": [{"exact": "words", "place": "gone"}],
            f"{base}/other.html": [{"exact": "Another page.", "place": "other"}],
        }
        write(folder / "quotes.json", json.dumps(quotes))
        settings = "[checking]\nthreads=0\nrecursionlevel=0\n[output]\nstatus=0\nverbose=1\n"
        log = crawl.run(quotes, f"{settings}[QuoteCheck]\nquotes={folder / 'quotes.json'}\n")
        entries = ElementTree.fromstring(log).findall("urldata")
        return {
            entry.findtext("url", "").removeprefix(base): [
                found.text or ""
                for found in entry.findall("warnings/warning")
                if found.get("tag") == "quote-not-verbatim"
            ]
            for entry in entries
        }


@each(QUOTED)
def test_quotes_on_a_page(case: Quoted, warned: dict[str, list[str]]) -> None:
    found = [words for words in warned["/page.html#part"] if words.startswith(f"{case.name} ")]
    assert found == ([f"{case.name} {case.warning}"] if case.warning else [])


def test_quotes_where_there_is_no_text(warned: dict[str, list[str]]) -> None:
    assert warned["/image.png"] == ["image unchecked: an image"]
    assert (warned["/gone.html"], warned["/other.html"]) == ([], [])
    assert len(warned) == 4

"""The audit of a built folder as a whole: the real site, what is read of it, and the command."""

import hashlib
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import harbour
from cases.harbour import Built
from cases.tables import each
from conftest import copy_site, read_tree
from factcheck.cli import CLEAN, PROBLEMS, main
from factcheck.core.settings import Publisher, Settings
from factcheck.publish.output import Output
from factcheck.render import report
from factcheck.site.audit import address, lists
from factcheck.site.audit.address import Target, scheme, target
from factcheck.site.audit.rules import Rules
from factcheck.site.audit.seed import ledger_text, seed_text
from factcheck.site.load import Loaded
from factcheck.site.search import listed


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return harbour.build(tmp_path_factory.mktemp("harbour"))


@pytest.fixture
def copy(demo: Built, tmp_path: Path) -> Built:
    """A copy of the small site that a test may break."""
    return Built(shutil.copytree(demo.root, tmp_path / "site"), demo.loaded)


def test_a_whole_site_has_no_problem(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "--site", str(built.parent)]) == CLEAN
    told = capsys.readouterr()
    assert told.err == ""
    pages = sum(path.endswith(".html") for path in read_tree(built))
    start, links, end = told.out.partition(f"Audited {built}/: {pages} pages, ")[2].partition(" links, ")
    assert end == "28 claims compared: all agree.\n"
    assert links
    assert int(start.replace(",", "")) > 3900  # an address counts once on its page


def test_the_text_of_the_real_article_is_the_seed(built: Path, real: Loaded) -> None:
    assert real.site is not None
    for page in ("index.html", "articles/elysee-platform/index.html"):
        html = (built / page).read_bytes().decode()
        assert seed_text(html) == real.site.articles[0].text.raw
        assert ledger_text(html).split() != []


def test_white_space_between_blocks_counts() -> None:
    assert (
        seed_text('<div data-seed><p>A.</p>\n\n \t<p>B.</p> <aside class="note">x</aside>\n</div>') == "A.\n\n \tB. \n"
    )


def test_a_mistake_of_a_template_is_told_once(copy: Built) -> None:
    for page in copy.output.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(text.replace("<h1", '<p style="x"></p><h1', 1), encoding="utf-8")
    assert report.text(copy.audit().problems) == (
        "index.html:1:1: FC614 page must hold no style attribute\n"
        '    found    “<p style="x">”\n'
        "    source   content/articles/demo.md:12:1\n"
        "    also     on 41 more pages"
    )


def test_a_mistake_on_two_pages_names_both(copy: Built) -> None:
    for name in ("claims", "search"):
        page = copy.output / name / "index.html"
        page.write_text(page.read_text(encoding="utf-8").replace("methodology/", "metodology/"), encoding="utf-8")
    assert report.text(copy.audit().problems) == (
        "claims/index.html:1:1: FC612 link must lead to a file of the built site\n"
        "    link     “../metodology/”\n"
        "    to       metodology/\n"
        "    nearest  methodology/\n"
        "    template claims.html\n"
        "    also     on search/index.html"
    )


HOSTILE = {  # in YAML, in double quotes: what markup, templates, JSON and collapsing white space could trip over
    "claim: Trains of the harbour line run every half hour on Sundays.": r"""claim: "Trains </script><b>&amp; &lt; &copy 'run' \u00a0  \"x\" {{ x }} 1 < 2  👩‍🔧 \u202f." """,
    'summary: "- no half hours in the timetable."': r"""summary: "= <i>&quot; {% y %} \u00a0 no   half hours." """,
    "author: Ada Berg": r"""author: "Ada <Berg> & 'Söhne'" """,
    "stance: refutes": r"""stance: refutes
    translation: "a  <b> &nbsp; c" """,
}
SECOND = "Ferries\n\nFerries leave at noon. The ferry costs <b>€3</b> &amp; nothing.\n"
SECOND_ARTICLE = f"""---
title: "Ferries <i>& more"
seed: ferries.txt
sha256: {hashlib.sha256(SECOND.encode()).hexdigest()}
publisher: The <Ferry> Times
url: https://ferries.example.org/?a=b&c=d
published: 2025-05-06
language: en
claimants: [{{name: Zoë Lind, type: person}}]
---

Nothing holds.
"""


def test_hostile_texts_and_a_second_article_are_no_false_alarm(tmp_path: Path) -> None:
    sundays = harbour.SUNDAYS
    for old, new in HOSTILE.items():
        assert old in sundays
        sundays = sundays.replace(old, new)
    ferries = harbour.SUNDAYS.replace(
        "Trains will run every hour from 6 a.m. to 11 p.m., and every half hour on Sundays",
        "The ferry costs <b>€3</b> &amp; nothing",
    )
    texts = {
        "content/claims/demo/sundays.md": sundays,
        "content/claims/ferries/cost.md": ferries,
        "content/articles/ferries.md": SECOND_ARTICLE,
        "seeds/ferries.txt": SECOND,
    }
    audited = harbour.build(tmp_path, texts).audit()
    assert report.text(audited.problems) == ""
    assert audited.claims == 5


def test_a_page_that_is_not_utf_8_is_reported(copy: Built) -> None:
    page = copy.output / "claims/demo/cost/index.html"
    page.write_bytes(page.read_bytes().replace("€42 million.</h1>".encode(), b"\x8042 million.</h1>"))
    assert report.text(copy.audit().problems).startswith(
        "claims/demo/cost/index.html:1:1: FC610 page must show its content as the files have it: sentence\n"
        "    page     “The repairs of the harbour line cost \ufffd42 million.”\n"
    )


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="#">x</a><a href="#top">y</a><a href="#Top">z</a>',  # HTML, 7.4.6.4: the top of the page, always
        '<p id="é"><a href="#é">x</a><a href="#%C3%A9">y</a>',
        '<p id="a%20b"><a href="#a%20b">x</a>',
        '<a href="../methodology/#:~:text=Two%20people">x</a>',
        '<a href="https://example.org/checks/claims/#main">x</a>',
        '<a href="https://elsewhere.example/#none" rel="external noopener">x</a>',
        '<table><tr><td style="text-align: left;">x</table>',
        '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">',
        '<p hidden class="verdict-false">False</p>',
    ],
)
def test_what_is_sound_is_no_problem(copy: Built, markup: str) -> None:
    page = copy.output / "claims/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("<h1>", f"{markup}<h1>"), encoding="utf-8")
    assert report.text(copy.audit().problems) == ""


def without_entry(feed: Path, slug: str) -> None:
    entries = re.split(r"(?=<entry>)", feed.read_text(encoding="utf-8"))
    kept = [entry for entry in entries if not entry.startswith("<entry>") or f"demo/{slug}/" not in entry]
    assert len(kept) == len(entries) - 1
    feed.write_text("".join(kept), encoding="utf-8")


def test_a_long_feed_may_leave_out_what_is_older_than_all_that_it_lists(
    copy: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed = copy.output / "feeds/all.atom"
    without_entry(feed, "hourly")
    assert [problem.code for problem in copy.audit().problems] == ["FC622"]
    monkeypatch.setattr(lists, "LEAST_CUT", 3)
    assert copy.audit().problems == ()
    without_entry(feed, "cost")
    monkeypatch.setattr(lists, "LEAST_CUT", 2)
    assert [dict(problem.details)["address"] for problem in copy.audit().problems] == [
        f"{harbour.URL}/claims/demo/cost/"
    ]


def test_a_sitemap_that_search_engines_would_not_read_is_told(copy: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    assert copy.audit().problems == ()
    monkeypatch.setattr(lists, "MOST_ADDRESSES", 3)
    (found,) = copy.audit().problems
    assert ("wanted", "at most 3 and 52,428,800") in found.details
    monkeypatch.setattr(lists, "MOST_ADDRESSES", 50_000)
    monkeypatch.setattr(lists, "MOST_BYTES", 100)
    assert [problem.code for problem in copy.audit().problems] == ["FC622"]


def test_a_sitemap_in_parts_is_read_as_one(copy: Built) -> None:
    sitemap, only = copy.output / "sitemap.xml", Rules(page=(), folder=(lists.sitemap_lists_every_page_once,))
    text = sitemap.read_text(encoding="utf-8")
    (copy.output / "sitemap-1.xml").write_text(text, encoding="utf-8")
    head, namespace = '<?xml version="1.0" encoding="utf-8"?>', "http://www.sitemaps.org/schemas/sitemap/0.9"
    part = f"<sitemap><loc>{harbour.URL}/sitemap-1.xml</loc></sitemap>"
    sitemap.write_text(f'{head}<sitemapindex xmlns="{namespace}">{part}</sitemapindex>', encoding="utf-8")
    assert copy.audit(only).problems == ()
    (copy.output / "sitemap-1.xml").write_text(text.replace("/claims/demo/cost/", "/x/"), encoding="utf-8")
    assert len(copy.audit(only).problems) == 2


def test_the_command_reports_what_is_wrong(copy: Built, capsys: pytest.CaptureFixture[str]) -> None:
    (copy.output / "CNAME").write_text("evil.example", encoding="utf-8")
    assert main(["audit", "--site", str(copy.root), "--format", "json"]) == PROBLEMS
    told = capsys.readouterr()
    assert [(problem["code"], problem["path"]) for problem in json.loads(told.out)] == [("FC601", "CNAME")]
    assert told.err.startswith("1 error. Audited ")
    assert told.err.endswith(" links, 4 claims compared.\n")


def test_the_command_changes_nothing(copy: Built) -> None:
    before = read_tree(copy.root)
    assert main(["audit", "--site", str(copy.root)]) == CLEAN
    assert read_tree(copy.root) == before


def test_the_command_takes_another_folder(copy: Built) -> None:
    copy.output.rename(copy.root / "public")
    assert main(["audit", "--site", str(copy.root), str(copy.root / "public")]) == CLEAN


@pytest.mark.parametrize(
    ("folder", "found"), [("nowhere", "no such folder"), ("content", "a folder without our marker file")]
)
def test_a_folder_that_no_build_has_made_is_refused(
    folder: str, found: str, demo: Built, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "--site", str(demo.root), str(demo.root / folder)]) == PROBLEMS
    assert capsys.readouterr().err == (
        f"{folder}:1:1: FC604 output must be a folder that a build of this site has made\n"
        f"    found    {found}\n"
        "    fix      build the site first: make site\n"
        "1 error.\n"
    )


def test_content_that_is_wrong_is_told_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = copy_site(tmp_path / "site")
    claim = root / "content/claims/elysee-platform/35-members.md"
    claim.write_text(claim.read_text(encoding="utf-8").replace("the 35 members", "the 36 members"), encoding="utf-8")
    assert main(["audit", "--site", str(root)]) == PROBLEMS
    told = capsys.readouterr().err
    assert "FC201" in told
    assert told.endswith("Nothing was audited.\n")


def test_the_index_names_its_own_files(built: Path) -> None:
    files = {path for path in read_tree(built) if path.startswith("pagefind/")}
    assert listed(built) == files
    assert len(files) > 90


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"{}", b'{"languages": {"en": {}}}', b'{"languages": {"en": {"hash": "x"}}}']
)
def test_a_broken_index_names_no_more_than_it_can(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "pagefind").mkdir()
    (tmp_path / "pagefind/pagefind-entry.json").write_bytes(raw)
    assert {"pagefind/pagefind-entry.json", "pagefind/pagefind.js"} <= listed(tmp_path)
    assert all(path.startswith("pagefind/") for path in listed(tmp_path))


@dataclass(frozen=True)
class Address:
    """An address on the page claims/ of a site, and where it leads: there at /checks, and at the root of a host."""

    name: str
    written: str
    below: Target | None
    at_root: Target | None


LIST, ABOVE = Target("claims/index.html"), Target("")
ADDRESSES = [
    Address("the page itself", "", LIST, LIST),
    Address("an anchor of the page itself", "#a", Target(LIST.file, "a"), Target(LIST.file, "a")),
    Address("words of the page itself", "#:~:text=a", LIST, LIST),
    Address("words after an anchor", "#a:~:text=b", Target(LIST.file, "a"), Target(LIST.file, "a")),
    Address("a folder", "demo/cost/", *[Target("claims/demo/cost/index.html")] * 2),
    Address("the home page", "../", *[Target("index.html")] * 2),
    Address("the home page with a query", "../?a=b/#c", *[Target("index.html", "c")] * 2),
    Address("a file", "../theme/site.css", *[Target("theme/site.css")] * 2),
    Address("an encoded name", "../a%20b%2Fc.txt", *[Target("a b/c.txt")] * 2),
    Address("above the site", "../../x/", ABOVE, Target("x/index.html")),
    Address("from the root of the host", "/claims/", ABOVE, LIST),
    Address("from the root of the site", "/checks/claims/", LIST, Target("checks/claims/index.html")),
    Address("absolute", "https://example.org/checks/claims/", LIST, Target("checks/claims/index.html")),
    Address("absolute, the home page", "https://example.org/checks", Target("index.html"), Target("checks")),
    Address("absolute, a site named alike", "https://example.org/checks2/", None, Target("checks2/index.html")),
    Address("absolute, a host named alike", "https://example.org.evil.example/checks/", None, None),
    Address("without a scheme", "//example.org/checks/", Target("index.html"), Target("checks/index.html")),
    Address("without a scheme, another site", "//evil.example/checks/", None, None),
    Address("http", "http://example.org/checks/", None, None),
    Address("mail", "mailto:a@example.org", None, None),
    Address("white space around it", " \n../ ", *[Target("index.html")] * 2),
    Address("no address", "//[", ABOVE, ABOVE),
]


@each(ADDRESSES)
def test_an_address_leads_to_a_file_or_out_of_the_site(case: Address) -> None:
    output = Output(path="claims/", template="claims")
    assert target(case.written, output, settings("https://example.org/checks")) == case.below
    assert target(case.written, output, settings("https://example.org")) == case.at_root


PARTS = st.sampled_from(
    ("../", "./", "a/", "b.txt", "..", "%2F", "a b", "/", "//", "?a=b", "#", "c", ":~:text=x", "\t", "é", "", ":", "[",
     "https://example.org/checks", "https://example.org", "https://", "http://a", "HTTPS://b", "?")
)  # fmt: skip


@given(
    st.lists(PARTS, max_size=5).map("".join),
    st.sampled_from(("", "claims/", "claims/demo/cost/", "404.html")),
    st.sampled_from(("https://example.org", "https://example.org/checks")),
)
def test_the_short_ways_lead_where_the_long_one_does(written: str, path: str, url: str) -> None:
    output = Output(path=path, template="claims")
    stripped = address._DROPPED.sub("", written)
    assert target(written, output, settings(url)) == address._joined(stripped, output, settings(url))


def settings(url: str) -> Settings:
    return Settings(name="A", url=url, language="en", scale=(), publisher=Publisher(name="A"))


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("HTTPS://a", "https"),
        (" java\tscript:x", "javascript"),
        ("\x01data:x", "data"),
        ("a/b:c", ""),
        ("#a:b", ""),
        ("", ""),
    ],
)
def test_a_scheme_is_found_as_a_browser_finds_it(written: str, wanted: str) -> None:
    assert scheme(written) == wanted

"""Drafts: the preview shows them and says so, the built site holds no trace of them."""

import http.client
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup

from cases.previews import DRAFT, INCOMPLETE, change, small_site
from cases.tables import each
from conftest import read_tree
from factcheck.cli import CLEAN, PROBLEMS, main
from factcheck.site.preview import handover, listening
from factcheck.site.preview.handover import PAGES, Handover
from factcheck.site.preview.inject import ROOT as OWN

BANNER = "content/claims/demo/banner.md"
PUPILS = "content/claims/demo/pupils.md"
EXTRA = """---
title: The opening of the café
publisher: The café
url: https://cafe.example.org/
retrieved: 2025-06-01
language: en
type: secondary
capture: copied from the page
---

The café opened on 4 May 2025.
"""


def with_drafts(site: Path) -> Path:
    """The small site, with a draft that has everything, and one that has not."""
    (site / BANNER).write_text(DRAFT, encoding="utf-8")
    (site / PUPILS).write_text(INCOMPLETE, encoding="utf-8")
    return site


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_drafts(small_site(tmp_path_factory.mktemp("drafts") / "site"))


@pytest.fixture(scope="module")
def shown(site: Path) -> Path:
    """What a build hands over to the preview."""
    folder = site.parent / "shown"
    assert main(["build", "--site", str(site), "--preview", str(folder)]) == CLEAN
    return folder


def handed(folder: Path) -> Handover:
    found = handover.read(folder)
    assert found is not None
    return found


def build(site: Path, folder: Path) -> Handover:
    assert main(["build", "--site", str(site), "--preview", str(folder)]) == CLEAN
    return handed(folder)


def test_the_built_site_is_the_same_with_and_without_drafts_and_previews(
    shown: Path, site: Path, tmp_path: Path
) -> None:
    with_them = read_tree(site / "output")
    assert main(["build", "--site", str(site)]) == CLEAN
    assert read_tree(site / "output") == with_them
    without = small_site(tmp_path / "site")
    assert main(["build", "--site", str(without)]) == CLEAN
    assert read_tree(without / "output") == with_them


def test_nothing_of_the_preview_is_in_the_built_files(shown: Path, site: Path) -> None:
    assert not [path for path, raw in read_tree(site / "output").items() if OWN.encode() in raw]


def test_what_is_there_only_with_drafts_is_made_beside_the_site(shown: Path) -> None:
    assert sorted(read_tree(shown / PAGES)) == [
        "claims/demo/banner/embed/index.html",
        "claims/demo/banner/index.html",
        "claims/demo/pupils/index.html",
        "topics/coffee/index.html",
    ]


def test_the_report_tells_of_the_drafts(shown: Path) -> None:
    report = handed(shown)
    assert report.url == "https://example.org/repo"
    assert [(draft.path, draft.file, draft.line, draft.missing) for draft in report.drafts] == [
        ("claims/demo/banner/", BANNER, 8, 0),
        ("claims/demo/pupils/", PUPILS, 3, 6),
    ]


def test_a_complete_draft_has_the_page_that_it_will_have(shown: Path, site: Path, tmp_path: Path) -> None:
    (draft := tmp_path / "site").mkdir()
    published = with_drafts(small_site(draft / "site"))
    change(published / BANNER, "status: draft", "status: published")
    assert main(["build", "--site", str(published)]) == CLEAN
    page = "claims/demo/banner/index.html"
    assert (shown / PAGES / page).read_bytes() == (published / "output" / page).read_bytes()


def test_an_incomplete_draft_tells_what_is_missing_and_what_is_there(shown: Path) -> None:
    html = (shown / PAGES / "claims/demo/pupils/index.html").read_text(encoding="utf-8")
    page = BeautifulSoup(html, "html.parser")
    assert page.h1 is not None
    assert page.h1.get_text() == "Pupils painted <b>the</b> banner & more."
    missing = [re.sub(r"^.*: (FC\d+) ", r"\1 ", item.get_text()) for item in page.select(".missing li")]
    keys = ("claimant", "verdict", "summary", "kind", "author", "checked")
    assert missing == [f"FC110 {key} must be given" for key in keys]
    assert [row.get_text(" ").split() for row in page.select("dl div")] == [["Quote", "painted", "by", "pupils"]]
    assert page.select("[href='../../../claims/demo/banner/']")  # of the reasoning: it may link to another draft


class Broken(NamedTuple):
    name: str
    files: dict[str, str]
    missing: dict[str, list[str]]
    pages: tuple[str, ...]


@each(
    [
        Broken(
            "no reasoning",
            {BANNER: re.sub(r"\n---\n.*", "\n---\n", DRAFT, flags=re.DOTALL)},
            {"banner": ["FC120"]},
            ("claims/demo/banner/",),
        ),
        Broken(
            "a link to a draft that is incomplete",
            {BANNER: DRAFT.replace("(cost.md)", "(pupils.md)"), PUPILS: INCOMPLETE},
            {"banner": ["FC501"], "pupils": ["FC110"] * 6},
            ("claims/demo/banner/", "claims/demo/pupils/"),
        ),
        Broken(
            "two, of which one is fine",
            {BANNER: DRAFT, "content/claims/demo/other.md": DRAFT.replace("opened with a", "with a").split("The [")[0]},
            {"banner": [], "other": ["FC120"]},
            ("claims/demo/banner/", "claims/demo/other/", "topics/coffee/"),
        ),
        Broken(
            "a source that only a draft cites",
            {
                BANNER: DRAFT.replace("timetable", "cafe").replace("A train leaves the harbour every hour", "The café opened on 4 May"),
                "content/sources/cafe.md": EXTRA,
            },
            {"banner": []},
            ("claims/demo/banner/", "sources/cafe/", "topics/coffee/"),
        ),
        Broken("no draft at all", {}, {}, ()),
    ]
)  # fmt: skip
def test_what_stands_against_a_draft(case: Broken, tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    for name, text in case.files.items():
        (site / name).write_text(text, encoding="utf-8")
    report = build(site, tmp_path / "shown")
    assert {draft.path.split("/")[2]: draft.missing for draft in report.drafts} == {
        slug: len(codes) for slug, codes in case.missing.items()
    }
    pages = tmp_path / "shown" / PAGES
    found = {path.parent.relative_to(pages).as_posix() + "/" for path in pages.rglob("index.html")}
    assert tuple(sorted(path for path in found if "embed" not in path)) == case.pages
    for slug, codes in case.missing.items():
        html = (pages / f"claims/demo/{slug}/index.html").read_text(encoding="utf-8")
        assert re.findall(r"<b>(FC\d+)</b>", html) == codes


def test_a_build_that_fails_hands_its_problems_over(tmp_path: Path) -> None:
    site = with_drafts(small_site(tmp_path / "site"))
    change(site / PUPILS, "painted by pupils", "painted by pupilz")
    assert main(["build", "--site", str(site), "--preview", str(tmp_path / "shown")]) == PROBLEMS
    report = handed(tmp_path / "shown")
    assert [(row["code"], row["path"]) for row in report.problems] == [("FC201", PUPILS)]
    assert report.drafts == ()


def test_settings_that_cannot_be_read_are_handed_over(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    (site / "pelicanconf.py").write_text("SITENAME = ", encoding="utf-8")
    assert main(["build", "--site", str(site), "--preview", str(tmp_path / "shown")]) == PROBLEMS
    report = handed(tmp_path / "shown")
    assert ([row["code"] for row in report.problems], report.url) == (["FC122"], None)


def test_what_an_editor_keeps_beside_an_open_file_stops_no_preview(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    (site / "content/claims/demo/.cost.md.swp").write_text("x", encoding="utf-8")
    (site / "content/claims/demo/.#cost.md").symlink_to("nobody@nowhere")
    assert build(site, tmp_path / "shown").problems == []
    assert main(["check", "--site", str(site)]) == PROBLEMS  # it belongs in no repository


# Over HTTP.


@contextmanager
def previewed(site: Path, folder: Path) -> Iterator[int]:
    """The port of a preview that shows what a build has handed over."""
    with listening(site, site / "output", "https://example.org/repo", host="127.0.0.1", port=0) as http_server:
        assert http_server.live is not None
        http_server.live.pages, http_server.live.drafts = folder / PAGES, handed(folder).drafts
        Thread(target=http_server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield http_server.server_address[1]
        http_server.live.events.close()
        http_server.shutdown()


@pytest.fixture(scope="module")
def port(site: Path, shown: Path) -> Iterator[int]:
    with previewed(site, shown) as port:
        yield port


def get(port: int, path: str, method: str = "GET") -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path)
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def banner(html: str) -> str:
    found = BeautifulSoup(html, "html.parser").select_one("main > .factcheck-draft")
    return " ".join(found.get_text(" ").split()) if found else ""


class Told(NamedTuple):
    name: str
    path: str
    banner: str
    title: str = ""


@each(
    [
        Told(
            "a complete draft",
            "claims/demo/banner/",
            f"Draft. Only this preview shows this page; it is not published. It has all that a published claim needs: "
            f"to publish it, set status: published in {BANNER}:8",
            "Draft: ",
        ),
        Told(
            "its frame for other sites",
            "claims/demo/banner/embed/",
            f"Draft. Only this preview shows this page; it is not published. It has all that a published claim needs: "
            f"to publish it, set status: published in {BANNER}:8",
            "Draft: ",
        ),
        Told(
            "an incomplete draft",
            "claims/demo/pupils/",
            f"Draft. Only this preview shows this page; it is not published. 6 things are missing before it can be "
            f"published: see below, and {PUPILS}:3",
            "Draft: ",
        ),
        Told(
            "what only a draft leads to",
            "topics/coffee/",
            "Not published. Only drafts lead to this page; only this preview shows it.",
            "Draft: ",
        ),
        Told(
            "the home page",
            "",
            "2 drafts , shown only in this preview The new café opened with a banner. "
            "Pupils painted <b>the</b> banner & more. (6 missing)",
        ),
        Told(
            "the article",
            "articles/demo/",
            "2 drafts , shown only in this preview The new café opened with a banner. "
            "Pupils painted <b>the</b> banner & more. (6 missing)",
        ),
        Told(
            "the list of claims",
            "claims/",
            "2 drafts , shown only in this preview The new café opened with a banner. "
            "Pupils painted <b>the</b> banner & more. (6 missing)",
        ),
        Told("a published claim", "claims/demo/cost/", ""),
        Told("a policy page", "methodology/", ""),
    ]
)
def test_what_is_not_published_is_told_apart(case: Told, port: int) -> None:
    status, headers, html = get(port, f"/repo/{case.path}")
    assert (status, headers["cache-control"]) == (200, "no-store")
    assert banner(html) == case.banner
    assert ("<title>Draft: " in html) is (case.title != "")
    links = [a["href"] for a in BeautifulSoup(html, "html.parser").select(".factcheck-draft a")]
    assert all(str(link).startswith(("/repo/claims/demo/", "vscode://file/")) for link in links)


def test_a_draft_s_folder_leads_to_its_slash(port: int) -> None:
    status, headers, _ = get(port, "/repo/claims/demo/banner")
    assert (status, headers["location"]) == (301, "/repo/claims/demo/banner/")


def test_other_files_are_not_touched(port: int, site: Path) -> None:
    for name in ("theme/site.css", "feeds/all.atom", "articles/demo/demo.txt"):
        assert get(port, f"/repo/{name}")[2].encode() == (site / "output" / name).read_bytes()


@pytest.mark.parametrize(
    ("name", "media"),
    [
        ("preview.js", "text/javascript"),
        ("preview.css", "text/css"),
        ("overlay.css", "text/css"),
        ("draft.css", "text/css"),
    ],
)
def test_the_preview_s_own_files(name: str, media: str, port: int) -> None:
    status, headers, text = get(port, f"{OWN}{name}?site=x")
    assert (status, headers["content-type"], headers["cache-control"]) == (200, f"{media}; charset=utf-8", "no-store")
    assert len(text) > 100


@pytest.mark.parametrize("name", ["", "../handler.py", "preview", "%2e%2e/handler.py", "__init__.py"])
def test_nothing_else_is_served_as_the_preview_s_own(name: str, port: int) -> None:
    assert get(port, f"{OWN}{name}")[0] == 404


def test_every_file_of_the_preview_is_shipped_and_served() -> None:
    from factcheck.site.preview.live import ASSETS, SERVED

    assert sorted(path.name for path in ASSETS.iterdir()) == sorted(SERVED)


def test_events_are_a_stream(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", f"{OWN}events")
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("content-type")) == (200, "text/event-stream")
    assert [answer.readline(), answer.readline(), answer.readline()] == [b"retry: 1000\n", b"\n", b"event: state\n"]
    connection.close()
    assert get(port, f"{OWN}events", "HEAD")[2] == ""


def test_a_missing_page_is_the_site_s_own_and_waits_too(port: int) -> None:
    status, _, html = get(port, "/repo/claims/demo/nowhere/")
    assert (status, banner(html)) == (404, "")
    assert f'src="{OWN}preview.js?site=' in html


def test_where_there_is_no_site_yet_the_page_waits_for_it(tmp_path: Path) -> None:
    with listening(tmp_path, tmp_path / "output", "https://example.org", host="127.0.0.1", port=0) as http_server:
        Thread(target=http_server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        status, headers, html = get(http_server.server_address[1], "/claims/")
        http_server.shutdown()
    assert (status, headers["content-type"]) == (503, "text/html; charset=utf-8")
    assert "There is no site yet" in html
    assert f'src="{OWN}preview.js?site=' in html


def test_hostile_names_and_words_stay_text_in_banners(port: int) -> None:
    _, _, html = get(port, "/repo/")
    assert "Pupils painted &lt;b&gt;the&lt;/b&gt; banner &amp; more." in html

"""What was: withdrawn checks, earlier texts, former addresses; what is published about them, and what is not."""

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from cases import harbour
from cases.harbour import CLAIMS, FERRY, Built
from cases.tables import each
from conftest import read_tree
from factcheck.core.model import Claim, Site
from factcheck.publish import sharing
from factcheck.publish.cards import captions
from factcheck.publish.redirects import redirects
from factcheck.render.prose import one_of_many

FOUND = "claims/demo/ferry/"
VOID = "corrections:\n  - {date: 2025-09-01, kind: void, text: It should not have been chosen.}\n"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return harbour.build(tmp_path_factory.mktemp("harbour"))


@pytest.fixture(scope="module")
def files(demo: Built) -> dict[str, bytes]:
    return read_tree(demo.output)


@pytest.fixture(scope="module")
def site(demo: Built) -> Site:
    assert demo.loaded.site is not None
    return demo.loaded.site


def page(files: dict[str, bytes], path: str) -> BeautifulSoup:
    return BeautifulSoup(files[f"{path}index.html"], "html.parser")


def claim(site: Site, slug: str) -> Claim:
    return next(found for found in site.ever if found.slug == slug)


# A withdrawn check.


def test_a_withdrawn_check_is_in_no_list_and_has_no_number(site: Site) -> None:
    assert [found.slug for found in site.withdrawn] == ["ferry"]
    assert [found.slug for found in site.claims] == ["hourly", "sundays", "cost", "bridge"]
    assert [found.number for found in site.ever] == [1, 2, 3, 4, 0]
    assert [topic.name for topic in site.topics] == ["Public money", "Railways"]


def test_only_log_and_redirects_lead_to_a_withdrawn_check(files: dict[str, bytes]) -> None:
    naming = {
        path for path, raw in files.items() if b"demo/ferry/" in raw or b'"demo/ferry"' in raw or b"../ferry/" in raw
    }
    own = {f"{folder}{name}" for folder in (FOUND, f"{FOUND}embed/") for name in ("index.html",)}
    moved = {"claims/demo/boat/index.html", "claims/demo/boat/embed/index.html"}
    assert naming - own - moved == {"index.html", "feeds/corrections.atom", "sitemap.xml"}


def test_open_data_and_feeds_of_checks_do_not_have_its_words(files: dict[str, bytes]) -> None:
    data = {path: raw for path, raw in files.items() if path.startswith(("data/", "feeds/"))}
    assert len(data) > 15
    assert [path for path, raw in data.items() if b"valid on the ferry" in raw] == ["feeds/corrections.atom"]


def test_the_search_does_not_find_what_was(files: dict[str, bytes]) -> None:
    found = b"".join(gzip.decompress(raw) for path, raw in files.items() if path.endswith(".pf_fragment"))
    assert b'"url":"claims/demo/cost/"' in found
    for path in (FOUND, "claims/demo/cost/history/", "claims/demo/price/", "sources/books/"):
        assert f'"url":"{path}"'.encode() not in found


def test_its_sentence_is_not_checked_any_more(site: Site) -> None:
    text = site.articles[0].text
    states = {text.cut(stretch.span): stretch.state for stretch in site.ledger_of(site.articles[0])}
    assert states["- A day ticket is valid on the ferry too."] == "unchecked"


def test_its_page_has_neither_verdict_nor_review(files: dict[str, bytes]) -> None:
    soup = page(files, FOUND)
    assert "application/ld+json" not in str(soup)
    assert soup.select('.badge, [class*="verdict-"]') == []
    main = soup.select_one("main")
    assert main is not None
    assert "True" not in main.get_text()
    assert "This check was withdrawn on 1 September 2025" in main.get_text()


def test_its_title_and_its_picture_say_withdrawn(site: Site) -> None:
    ferry, settings = claim(site, "ferry"), site.settings
    assert sharing.title(ferry, settings).startswith("Withdrawn: A day ticket")
    shown = captions.caption(ferry, settings)
    assert (shown.symbol, shown.label) == ("", "Withdrawn")
    tags = {tag.key: tag.content for tag in sharing.of_claim(ferry, settings)}
    assert tags["og:description"] == "The timetable says nothing about the ferry."
    assert tags["og:image:alt"].startswith("Withdrawn: A day ticket")


def test_its_picture_and_its_frame_stay(files: dict[str, bytes]) -> None:
    assert f"{FOUND}card.png" in files
    frame = page(files, f"{FOUND}embed/")
    assert frame.select_one(".withdrawn") is not None
    assert frame.select_one(".verdict") is None
    assert [link["href"] for link in frame.select("footer a")] == ["../../../../claims/demo/ferry/"]


def test_the_log_and_its_feed_have_its_corrections(files: dict[str, bytes]) -> None:
    log = [row.get_text(" ", strip=True) for row in page(files, "").select(".log li")]
    assert len(log) == 4
    assert log[0].startswith("1 September 2025 · void · A day ticket")
    feed = files["feeds/corrections.atom"].decode()
    assert "<title>Correction (void) — Withdrawn: A day ticket" in feed
    assert "True: A day ticket" not in feed


def test_a_site_of_withdrawn_checks_alone_is_built_and_sound(tmp_path: Path) -> None:
    names = ("cost", "sundays", "bridge", "hourly")
    texts = {f"{CLAIMS}/{name}.md": _voided(name) for name in names}
    built = harbour.build(tmp_path, texts, without=["content/history/demo/cost/2025-08-01.md"])
    assert built.audit().problems == ()
    assert built.loaded.site is not None
    assert built.loaded.site.claims == ()
    assert len(built.loaded.site.withdrawn) == 5


def _voided(name: str) -> str:
    base = (harbour.BASE / f"{CLAIMS}/{'hourly' if name == 'sundays' else name}.md").read_text(encoding="utf-8")
    front, _, body = base.partition("\n---\n")
    return f"{front}\n{VOID}---\n{body}"


def test_a_source_that_only_a_withdrawn_check_cites_keeps_its_page(tmp_path: Path) -> None:
    minutes = """---
title: Minutes of the town
publisher: The town
url: https://town.example.org/minutes
retrieved: 2025-06-01
language: en
type: primary
capture: copied
---

The ferry is free for nobody.
"""
    cited = FERRY.replace(
        "evidence:\n", "evidence:\n  - {source: minutes, stance: context, quote: The ferry is free for nobody}\n"
    )
    texts = {"content/sources/minutes.md": minutes, f"{CLAIMS}/ferry.md": cited}
    built = harbour.build(tmp_path, texts)
    assert built.audit().problems == ()
    soup = BeautifulSoup((built.output / "sources/minutes/index.html").read_bytes(), "html.parser")
    assert [row.get_text(strip=True) for row in soup.select("[aria-labelledby=cited] p")] == [
        "No check that stands cites it."
    ]


# Earlier texts.


def test_an_earlier_text_is_shown_with_what_replaced_it(files: dict[str, bytes]) -> None:
    soup = page(files, "claims/demo/cost/history/")
    (text,) = soup.select(".earlier")
    assert [heading.get_text() for heading in text.select("h2")] == ["Until 1 August 2025"]
    words = text.get_text(" ", strip=True)
    for part in ("Then corrected (rating): The verdict was “True”.", "cost as much as planned", "The accounts say so."):
        assert part in words
    links = {link.get_text(): link["href"] for link in text.select("a")}
    assert links["Accounts of the town, 2025"] == "../../../../sources/accounts/"
    assert "minutes, which is not stored any more" in words
    assert "minutes" not in links, "a dead link is plain text"
    assert [entry.get_text() for entry in text.select(".stance")] == ["+ Supports the claim", "doubts"]


def test_claim_and_log_lead_to_the_earlier_text(files: dict[str, bytes]) -> None:
    (link,) = page(files, "claims/demo/cost/").select("[aria-labelledby=corrections] a")
    assert link["href"] == "history/"
    (entry,) = page(files, "").select(".log a[href*=history]")
    assert entry["href"] == "claims/demo/cost/history/#before-2025-08-01"
    assert page(files, "claims/demo/bridge/").select("a[href*=history]") == []


def test_the_footnotes_of_several_texts_are_apart() -> None:
    html = (
        '<p>See<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup> <a>gone <b>now</b></a> id="fn:1</p>'
        '<ol><li id="fn:1"><a href="#fnref2:1">↩</a><a href="https://example.org/#fn:1">x</a></li></ol>'
    )
    assert one_of_many(html, 2) == (
        '<p>See<sup id="fnref:1-2"><a class="footnote-ref" href="#fn:1-2">1</a></sup> gone <b>now</b> id="fn:1</p>'
        '<ol><li id="fn:1-2"><a href="#fnref2:1-2">↩</a><a href="https://example.org/#fn:1">x</a></li></ol>'
    )


# Former addresses.


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A former address, where its page leads, and what search engines are told."""

    name: str
    path: str
    relative: str
    canonical: str


WAYS = [
    Way(name="a claim", path="claims/demo/price/", relative="../cost/", canonical="claims/demo/cost/"),
    Way(name="its frame", path="claims/demo/price/embed/", relative="../../cost/embed/", canonical="claims/demo/cost/"),
    Way(
        name="its earlier texts",
        path="claims/demo/price/history/",
        relative="../../cost/history/",
        canonical="claims/demo/cost/history/",
    ),
    Way(name="a withdrawn one", path="claims/demo/boat/", relative="../ferry/", canonical="claims/demo/ferry/"),
    Way(
        name="the frame of a withdrawn one",
        path="claims/demo/boat/embed/",
        relative="../../ferry/embed/",
        canonical="claims/demo/ferry/",
    ),
    Way(name="a source", path="sources/books/", relative="../accounts/", canonical="sources/accounts/"),
    Way(name="an article", path="articles/harbour/", relative="../demo/", canonical="articles/demo/"),
]


@each(WAYS)
def test_a_former_address_leads_on(case: Way, files: dict[str, bytes]) -> None:
    soup = page(files, case.path)
    refresh = soup.select_one('meta[http-equiv="refresh"]')
    canonical, robots = soup.select_one('link[rel="canonical"]'), soup.select_one('meta[name="robots"]')
    assert refresh is not None
    assert canonical is not None
    assert robots is not None
    assert refresh["content"] == f"0; url={case.relative}"
    assert canonical["href"] == f"{harbour.URL}/{case.canonical}"
    assert robots["content"] == "noindex"
    assert [link["href"] for link in soup.select("main a")] == [case.relative]
    assert soup.select("script") == []


def test_a_renamed_claim_keeps_its_id_in_feeds(files: dict[str, bytes]) -> None:
    assert "<id>tag:example.org,2025-05-05:claims/demo/price/</id>" in files["feeds/all.atom"].decode()
    ids = re.findall("<id>(.+?)</id>", files["feeds/corrections.atom"].decode())
    assert "tag:example.org,2025-05-05:claims/demo/boat/corrections/2025-09-01/1" in ids
    assert len(ids) == len(set(ids)) == 5


def test_every_former_address_is_tested(site: Site) -> None:
    assert {redirect.path for redirect in redirects(site)} == {case.path for case in WAYS}


@pytest.mark.parametrize("path", [case.path for case in WAYS])
def test_a_former_address_is_listed_nowhere(path: str, files: dict[str, bytes]) -> None:
    listed = {
        name: raw.decode() for name, raw in files.items() if re.search(r"\.(atom|xml|json|jsonl|jsonld|csv)$", name)
    }
    assert len(listed) > 15
    assert [name for name, text in listed.items() if f"/{path}" in text] == []


def test_two_builds_are_byte_identical(demo: Built, tmp_path: Path, tree: Callable[[Path], dict[str, bytes]]) -> None:
    assert tree(harbour.build(tmp_path).output) == tree(demo.output)

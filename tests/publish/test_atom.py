"""Atom (RFC 4287): a feed reader gets what the model has, whatever it has."""

from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import feedparser
import pytest
from hypothesis import given

from cases.feeds import HOSTILE, Hostile, corrected, everywhere, kept, many
from cases.tables import each
from cases.written import feeds
from factcheck.core.model import Claim, Site
from factcheck.core.text import slugify
from factcheck.publish.feeds.atom import atom
from factcheck.publish.feeds.entries import MOST_ENTRIES, Entry, Feed, all_checks
from factcheck.publish.feeds.plain import line
from factcheck.site.load import Loaded
from strategies import often, wild_texts

# Topics become addresses before they become categories, and what makes addresses warns of half pairs.
SURROGATES = pytest.mark.filterwarnings("ignore:Surrogate character")
ATOM = {"a": "http://www.w3.org/2005/Atom"}
RIGHTS = "Our own texts: CC BY 4.0. Quoted material belongs to its owners."


@pytest.fixture(scope="module")
def site(real: Loaded) -> Site:
    assert real.site is not None
    return real.site


def read(raw: bytes) -> Any:
    """What a feed reader makes of it."""
    feed = feedparser.parse(raw, response_headers={"content-type": "application/atom+xml"})
    assert not feed.bozo, feed.get("bozo_exception")
    assert (feed.version, feed.encoding) == ("atom10", "utf-8")
    return feed


def atoms(site: Site) -> dict[str, Any]:
    return {path: read(text.encode()) for path, text in feeds(site).items() if path.endswith(".atom")}


# The feeds of the real site.


def test_the_built_feeds_say_what_the_model_says(built: Path, site: Site) -> None:
    feeds = {path.relative_to(built).as_posix(): read(path.read_bytes()) for path in built.glob("feeds/**/*.atom")}
    assert len(feeds) == 2 + len(site.settings.scale) + len(site.topics)
    expected = dict(lists(site))
    assert set(feeds) == set(expected)
    for path, feed in feeds.items():
        title, page, claims = expected[path]
        assert (feed.feed.title, feed.feed.language) == (title, "en")
        assert [(link.rel, link.href) for link in feed.feed.links] == [
            ("alternate", page),
            ("self", f"https://example.org/{path}"),
            ("license", "https://creativecommons.org/licenses/by/4.0/"),
        ]
        assert (feed.feed.author, feed.feed.rights) == (site.settings.publisher.name, RIGHTS)
        assert feed.feed.subtitle
        assert feed.feed.updated == max([claim.updated for claim in claims] or [site.updated]).isoformat() + MIDNIGHT
        assert [shown(entry) for entry in feed.entries] == [told(claim) for claim in claims]


MIDNIGHT = "T00:00:00+00:00"


def lists(site: Site) -> Iterator[tuple[str, tuple[str, str, list[Claim]]]]:
    """Title, page and claims of every feed, by its path: from the model, not from the feeds' own code."""
    name, home = site.settings.name, "https://example.org/"
    yield "feeds/all.atom", (name, home, [*site.claims])
    yield "feeds/corrections.atom", (f"All corrections — {name}", f"{home}corrections/", [])
    for verdict in site.settings.scale:
        rated = [claim for claim in site.claims if claim.verdict.id == verdict.id]
        title = f"Checks with the verdict “{verdict.label}” — {name}"
        yield f"feeds/verdicts/{verdict.id}.atom", (title, f"{home}verdicts/{verdict.id}/", rated)
    for topic in {topic for claim in site.claims for topic in claim.topics}:
        slug, title = slugify(topic), f"Checks on the topic “{topic}” — {name}"
        about = [claim for claim in site.claims if topic in claim.topics]
        yield f"feeds/topics/{slug}.atom", (title, f"{home}topics/{slug}/", about)


def told(claim: Claim) -> dict[str, object]:
    return {
        "id": f"tag:example.org,2025-11-26:{claim.path}",
        "links": [("alternate", f"https://example.org/{claim.path}")],
        "title": f"{claim.verdict.label}: {claim.text}",
        "summary": f"{claim.verdict.label}: {claim.summary}",
        "author": claim.author,
        "published": claim.checked.isoformat() + MIDNIGHT,
        "updated": claim.updated.isoformat() + MIDNIGHT,
        "topics": list(claim.topics),
    }


def shown(entry: Any) -> dict[str, object]:
    assert (entry.title_detail.type, entry.summary_detail.type) == ("text/plain", "text/html")
    return {
        "id": entry.id,
        "links": [(link.rel, link.href) for link in entry.links],
        "title": entry.title,
        "summary": unescape(entry.summary),
        "author": entry.author,
        "published": entry.published,
        "updated": entry.updated,
        "topics": [tag.term for tag in entry.get("tags", [])],
    }


def test_every_link_is_absolute_and_below_the_site(site: Site) -> None:
    moved = replace(corrected(site), settings=replace(site.settings, url="https://example.org/facts"))
    for feed in atoms(moved).values():
        links = [link.href for part in (feed.feed, *feed.entries) for link in part.links if link.rel != "license"]
        assert len(links) == 2 + len(feed.entries)
        assert all(urlsplit(link)[:2] == ("https", "example.org") for link in links)
        assert all(link.startswith("https://example.org/facts/") for link in links)


def test_corrections_as_a_reader_gets_them(site: Site) -> None:
    feed = atoms(corrected(site))["feeds/corrections.atom"]
    claim = site.claims[0]
    newest = feed.entries[1]
    assert newest.title == f"Correction (factual) — {claim.verdict.label}: {claim.text}"
    assert unescape(newest.summary) == "A day <was> wrong."
    assert newest.link == f"https://example.org/{claim.path}#corrections"
    assert newest.id == f"tag:example.org,2025-11-26:{claim.path}corrections/2026-11-25/1"
    assert "author" not in newest  # who made a correction is not known; the feed's author is the publisher
    assert feed.feed.updated == f"2026-11-25{MIDNIGHT}"


def test_a_french_feed_is_french(site: Site) -> None:
    french = replace(corrected(site), settings=replace(site.settings, language="fr-CA"))
    feeds = atoms(french)
    assert {feed.feed.language for feed in feeds.values()} == {"fr-CA"}
    assert feeds["feeds/all.atom"].entries[0].summary.startswith("True\u00a0: ")
    assert feeds["feeds/corrections.atom"].entries[1].title.startswith("Correction (factuelle) — True\u00a0: ")
    assert "«\u00a0True\u00a0»" in feeds["feeds/verdicts/true.atom"].feed.title


def test_a_feed_without_entries_is_whole(site: Site) -> None:
    feed = atoms(site)["feeds/verdicts/mostly-false.atom"]
    assert feed.entries == []
    assert feed.feed.updated == f"2026-11-22{MIDNIGHT}"


def test_elements_that_the_standard_wants_once(site: Site) -> None:
    """RFC 4287, 4.1.1 and 4.1.2; and an author for every entry, of its own or of the feed."""
    for path, text in feeds(corrected(site)).items():
        if path.endswith(".atom"):
            feed = ET.fromstring(text)
            for element in (feed, *feed.findall("a:entry", ATOM)):
                for name in ("id", "title", "updated"):
                    assert len(element.findall(f"a:{name}", ATOM)) == 1, path
                    assert element.findtext(f"a:{name}", namespaces=ATOM), path
            assert len(feed.findall("a:author", ATOM)) == 1
            assert len(feed.findall("a:link[@rel='self']", ATOM)) == 1


def test_a_feed_can_be_read_by_a_person(site: Site) -> None:
    lines = atom(all_checks(site), site.settings).splitlines()
    assert len(lines) == len(site.claims) + 3
    assert max(map(len, lines)) < 1500


def test_a_full_feed_is_no_larger_than_a_page(site: Site) -> None:
    assert len(atom(all_checks(many(site, 500)), site.settings).encode()) < 1000 * MOST_ENTRIES


# Whatever somebody typed.


@SURROGATES
@each(HOSTILE)
def test_a_reader_gets_the_words_and_nothing_else(case: Hostile, site: Site) -> None:
    hostile = everywhere(site, case.text)
    for path, feed in atoms(hostile).items():
        assert case.read in feed.feed.title
        assert feed.feed.author == case.read
        for entry in feed.entries:
            label = f"{case.read}: "
            correction = f"Correction (minor) — {label}{case.read}"
            is_check = path != "feeds/corrections.atom"
            assert entry.title == (label + case.read if is_check else correction)
            assert unescape(entry.summary) == (label + case.read if is_check else case.read)
            assert [tag.term for tag in entry.tags] == [f"Topic {case.read}"]
    all_feed = atoms(hostile)["feeds/all.atom"]
    assert [entry.author for entry in all_feed.entries] == [case.read]


@SURROGATES
@each(HOSTILE)
def test_no_text_becomes_an_element(case: Hostile, site: Site) -> None:
    def elements(text: str) -> list[str]:
        named = feeds(everywhere(site, text)).items()
        return [node.tag for path, xml in named if path.endswith(".atom") for node in ET.fromstring(xml).iter()]

    assert elements(case.text) == elements("plain")


@often
@given(title=wild_texts, summary=wild_texts, author=wild_texts, topic=wild_texts)
def test_any_text_gives_a_feed_that_gives_it_back(
    real: Loaded, title: str, summary: str, author: str, topic: str
) -> None:
    assert real.site is not None
    claim = real.site.claims[0]
    entry = Entry(
        id="tag:example.org,2025-11-26:x",
        address="https://example.org/x/",
        title=title,
        summary=summary,
        author=author or "somebody",
        published=claim.checked,
        updated=claim.updated,
        topics=(topic,),
    )
    feed = Feed(
        path="feeds/x",
        id="tag:example.org,2025-11-26:y",
        title=title,
        description=summary,
        page="https://example.org/",
        updated=claim.updated,
        entries=(entry,),
    )
    written = ET.fromstring(atom(feed, real.site.settings).encode())
    assert (written.findtext("a:title", namespaces=ATOM) or "") == kept(title)
    found = written.find("a:entry", ATOM)
    assert found is not None
    assert (found.findtext("a:title", namespaces=ATOM) or "") == kept(title)
    html = found.findtext("a:summary", namespaces=ATOM) or ""
    assert not set(html) & set("<>")
    assert html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == kept(summary)
    assert (found.findtext("a:author/a:name", namespaces=ATOM) or "") == kept(author or "somebody")
    assert [node.get("term") for node in found.findall("a:category", ATOM)] == [kept(topic)]


@given(text=wild_texts)
def test_a_line_once_made_stays(text: str) -> None:
    assert line(text) == kept(text) == line(line(text))
    line(text).encode()

"""JSON Feed 1.1: valid by a strict schema, and saying what the Atom feed says."""

import copy
import json
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import feedparser
import pytest
from hypothesis import given
from jsonschema import Draft202012Validator, FormatChecker

from cases.feeds import HOSTILE, Hostile, everywhere, kept, many, with_first
from cases.tables import each
from cases.written import feeds
from factcheck.core.model import Site
from factcheck.publish import jsontext
from factcheck.publish.feeds.entries import MOST_ENTRIES, all_checks
from factcheck.publish.feeds.jsonfeed import jsonfeed
from factcheck.publish.feeds.schema import SCHEMA
from factcheck.site.load import Loaded
from strategies import often, wild_texts

VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


@pytest.fixture(scope="module")
def site(real: Loaded) -> Site:
    assert real.site is not None
    return real.site


def read(text: str) -> Any:
    feed = json.loads(text.encode().decode())
    assert [error.message for error in VALIDATOR.iter_errors(feed)] == []
    return feed


def of(site: Site) -> Any:
    return read(jsonfeed(all_checks(site), site.settings))


def test_the_built_feed_says_what_the_model_says(built: Path, site: Site) -> None:
    feed = read((built / "feeds/all.json").read_text(encoding="utf-8"))
    items = feed.pop("items")
    assert feed == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": site.settings.name,
        "home_page_url": "https://example.org/",
        "feed_url": "https://example.org/feeds/all.json",
        "description": "All checks, the latest first.",
        "authors": [{"name": site.settings.publisher.name}],
        "language": "en",
    }
    for claim, item in zip(site.claims, items, strict=True):
        summary = f"{claim.verdict.label}: {claim.summary}"
        assert item == {
            "id": f"tag:example.org,2025-11-26:{claim.path}",
            "url": f"https://example.org/{claim.path}",
            "title": f"{claim.verdict.label}: {claim.text}",
            "summary": summary,
            "content_text": summary,
            "date_published": f"{claim.checked.isoformat()}T00:00:00+00:00",
            "date_modified": f"{claim.updated.isoformat()}T00:00:00+00:00",
            "authors": [{"name": claim.author}],
            "tags": list(claim.topics),
        }


def test_both_formats_say_the_same_in_the_same_order(site: Site) -> None:
    made = feeds(many(with_first(site, summary="a <b> & \x00"), 3))
    atom = feedparser.parse(made["feeds/all.atom"].encode())
    feed = read(made["feeds/all.json"])
    assert len(feed["items"]) == 3
    for entry, item in zip(atom.entries, feed["items"], strict=True):
        assert (entry.id, entry.link, entry.title) == (item["id"], item["url"], item["title"])
        assert unescape(entry.summary) == item["summary"]
        assert (entry.published, entry.updated) == (item["date_published"], item["date_modified"])


def test_a_feed_of_a_site_in_french(site: Site) -> None:
    feed = of(replace(site, settings=replace(site.settings, language="fr-CA")))
    assert feed["language"] == "fr-CA"
    assert feed["items"][0]["summary"].startswith("True\u00a0: ")


def test_a_check_without_topics_has_no_tags(site: Site) -> None:
    assert "tags" not in of(with_first(site, topics=()))["items"][0]


def test_the_number_of_items_is_limited(site: Site) -> None:
    assert len(of(many(site, 2 * MOST_ENTRIES))["items"]) == MOST_ENTRIES


@each(HOSTILE)
def test_a_reader_gets_the_words_and_nothing_else(case: Hostile, site: Site) -> None:
    feed = of(everywhere(site, case.text))
    (item,) = feed["items"]
    assert (feed["title"], feed["authors"]) == (case.read, [{"name": case.read}])
    assert item["title"] == item["summary"] == item["content_text"] == f"{case.read}: {case.read}"
    assert (item["authors"], item["tags"]) == ([{"name": case.read}], [f"Topic {case.read}"])


@often
@given(text=wild_texts, summary=wild_texts)
def test_any_text_gives_a_feed_that_gives_it_back(real: Loaded, text: str, summary: str) -> None:
    assert real.site is not None
    claim = replace(real.site.claims[0], text=f"x{text}", summary=f"y{summary}")
    (item,) = of(replace(real.site, claims=(claim,)))["items"]
    label = claim.verdict.label
    assert item["title"] == f"{label}: {kept(f'x{text}')}"
    assert item["summary"] == f"{label}: {kept(f'y{summary}')}"


# The schema.


def test_the_schema_is_one_and_can_be_written() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(jsontext.file(SCHEMA)) == SCHEMA


LEAST = {"version": "https://jsonfeed.org/version/1.1", "title": "A", "items": []}
ITEM = {"id": "1", "content_text": "a"}
FULL = {
    **LEAST,
    "home_page_url": "https://example.org/",
    "feed_url": "https://example.org/feed.json",
    "description": "b",
    "user_comment": "c",
    "next_url": "https://example.org/feed2.json",
    "icon": "https://example.org/i.png",
    "favicon": "https://example.org/f.png",
    "authors": [{"name": "Ada", "url": "mailto:ada@example.org", "avatar": "https://example.org/a.png"}],
    "language": "zh-Hant-TW",
    "expired": False,
    "hubs": [{"type": "WebSub", "url": "https://hub.example.org/"}],
    "_extension": {"about": "https://example.org/"},
    "items": [
        {
            "id": "1",
            "url": "https://example.org/1/",
            "external_url": "http://other.example.org",
            "title": "d",
            "content_html": "<p>e",
            "summary": "f",
            "image": "https://example.org/1.png",
            "banner_image": "https://example.org/2.png",
            "date_published": "2010-02-07T14:04:00.5-05:00",
            "date_modified": "2010-02-07T14:04:00Z",
            "authors": [{"url": "https://example.org/"}],
            "tags": ["g"],
            "language": "en",
            "attachments": [
                {
                    "url": "https://example.org/a.mp3",
                    "mime_type": "audio/mpeg",
                    "title": "h",
                    "size_in_bytes": 1,
                    "duration_in_seconds": 2.5,
                }
            ],
            "_more": 1,
        },
        ITEM,
    ],
}


class Sound(NamedTuple):
    name: str
    feed: Any


@each([Sound("the least", LEAST), Sound("every key of the specification", FULL)])
def test_the_schema_allows(case: Sound) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(case.feed)] == []


class Broken(NamedTuple):
    """What is wrong: a key of the feed, of its first item, author or attachment, with another value or without."""

    name: str
    change: Callable[[Any], object]


def _item(**values: object) -> Callable[[Any], object]:
    return lambda feed: feed["items"][0].update(values)


def _top(**values: object) -> Callable[[Any], object]:
    return lambda feed: feed.update(values)


BROKEN = [
    Broken("no version", lambda feed: feed.pop("version")),
    Broken("an older version", _top(version="https://jsonfeed.org/version/1")),
    Broken("no title", lambda feed: feed.pop("title")),
    Broken("an empty title", _top(title="")),
    Broken("no items", lambda feed: feed.pop("items")),
    Broken("items that are no list", _top(items={})),
    Broken("an unknown key", _top(lang="en")),
    Broken("the one author of version 1", _top(author={"name": "Ada"})),
    Broken("an extension with a dot", _top(**{"_a.b": 1})),
    Broken("a relative home page", _top(home_page_url="/")),
    Broken("a relative feed address", _top(feed_url="feeds/all.json")),
    Broken("an address that is no web page", _top(home_page_url="javascript:alert(1)")),
    Broken("no author in authors", _top(authors=[])),
    Broken("an author without anything", _top(authors=[{}])),
    Broken("an author that is text", _top(authors=["Ada"])),
    Broken("a language that is none", _top(language="en_GB")),
    Broken("expired as text", _top(expired="true")),
    Broken("a hub without a type", _top(hubs=[{"url": "https://hub.example.org/"}])),
    Broken("an item without an id", lambda feed: feed["items"][0].pop("id")),
    Broken("an id that is a number", _item(id=1)),
    Broken("an item without content", lambda feed: feed["items"][1].pop("content_text")),
    Broken("an empty content", lambda feed: feed["items"][1].update(content_text="")),
    Broken("a relative item", _item(url="claims/a/")),
    Broken("a day without a time", _item(date_published="2026-11-22")),
    Broken("a time without an offset", _item(date_modified="2026-11-22T00:00:00")),
    Broken("a time with a space", _item(date_modified="2026-11-22 00:00:00Z")),
    Broken("a month that is none", _item(date_modified="2026-21-22T00:00:00Z")),
    Broken("tags that are text", _item(tags="a, b")),
    Broken("an empty tag", _item(tags=[""])),
    Broken("an unknown key of an item", _item(date_updated="2026-11-22T00:00:00Z")),
    Broken("an attachment without a type", _item(attachments=[{"url": "https://example.org/a"}])),
    Broken("an attachment of negative size", _item(attachments=[{"url": "https://example.org/a", "mime_type": "a/b", "size_in_bytes": -1}])),
]  # fmt: skip


@each(BROKEN)
def test_the_schema_refuses(case: Broken) -> None:
    feed = copy.deepcopy(FULL)
    case.change(feed)
    assert not VALIDATOR.is_valid(feed)

"""A feed as Atom (RFC 4287).

The library writes XML; what it would take from the clock, leave unescaped or refuse is decided here.
"""

from datetime import datetime
from functools import lru_cache
from html import escape
from typing import Any

from feedgenerator import Atom1Feed

from factcheck.core.settings import LICENCE, LICENCE_NAME, Settings
from factcheck.publish.feeds.entries import Entry, Feed
from factcheck.publish.feeds.plain import line, midnight
from factcheck.render.words import catalogue

# What the library wants for a feed or an entry that it does not write.
_UNTITLED = dict.fromkeys(("title", "link", "description"), "")


class _Atom(Atom1Feed):
    """The library's feed with a date of its own, a link to the licence, and a line for each entry."""

    def latest_post_date(self) -> datetime:
        """The feed's date: the library takes the clock's where there is no entry."""
        return midnight(self.feed["updated"])

    def add_root_elements(self, handler: Any) -> None:
        """Also the link to the licence (RFC 4946)."""
        super().add_root_elements(handler)
        handler.addQuickElement("link", "", {"rel": "license", "href": LICENCE})
        handler.ignorableWhitespace("\n")

    def write_items(self, handler: Any) -> None:
        """The entries, as they stand in every feed."""
        for item in self.items:
            handler.ignorableWhitespace(_written(item["entry"]))


class _Alone(Atom1Feed):
    """A feed of one entry, which ends with its line, so that a change of one is a short diff."""

    def add_item_elements(self, handler: Any, item: Any) -> None:
        """The entry and the end of its line."""
        super().add_item_elements(handler, item)
        handler.ignorableWhitespace("\n")


def atom(feed: Feed, settings: Settings) -> str:
    """The feed as XML."""
    written = _Atom(
        title=line(feed.title),
        link=feed.page,
        feed_url=settings.address(f"{feed.path}.atom"),
        description=line(feed.description),
        language=settings.language,
        author_name=line(settings.publisher.name),
        feed_copyright=line(catalogue(settings.language).say("site.licence", licence=LICENCE_NAME)),
        feed_guid=feed.id,
        updated=feed.updated,
    )
    for entry in feed.entries:
        written.add_item(**_UNTITLED, entry=entry)
    return str(written.writeString("utf-8")) + "\n"


@lru_cache(maxsize=2_048)  # of 1 KB each; a check is listed among all, with its verdict and with its topics
def _written(entry: Entry) -> str:
    alone = _Alone(**_UNTITLED)
    alone.add_item(
        title=line(entry.title),
        link=entry.address,
        description=escape(line(entry.summary), quote=False),  # the library marks it as HTML
        author_name=line(entry.author) if entry.author else None,
        pubdate=midnight(entry.published),
        updateddate=midnight(entry.updated),
        unique_id=entry.id,
        categories=[line(topic) for topic in entry.topics],
    )
    text = str(alone.writeString("utf-8"))
    return text[text.index("<entry>") : text.rindex("</feed>")]

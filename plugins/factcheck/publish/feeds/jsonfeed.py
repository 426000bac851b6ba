"""A feed as JSON Feed 1.1 (jsonfeed.org/version/1.1), which has no place for a licence."""

from factcheck.core.settings import Settings
from factcheck.publish import jsontext
from factcheck.publish.feeds.entries import Entry, Feed
from factcheck.publish.feeds.plain import line, midnight
from factcheck.publish.jsontext import Json

VERSION = "https://jsonfeed.org/version/1.1"


def jsonfeed(feed: Feed, settings: Settings) -> str:
    """The feed as JSON."""
    return jsontext.file(
        {
            "version": VERSION,
            "title": line(feed.title),
            "home_page_url": feed.page,
            "feed_url": settings.address(f"{feed.path}.json"),
            "description": line(feed.description),
            "authors": [{"name": line(settings.publisher.name)}],
            "language": settings.language,
            "items": [_item(entry) for entry in feed.entries],
        }
    )


def _item(entry: Entry) -> Json:
    summary = line(entry.summary)
    return {
        "id": entry.id,
        "url": entry.address,
        "title": line(entry.title),
        "summary": summary,
        "content_text": summary,  # a content is required; the check itself is a page, not a text
        "date_published": midnight(entry.published).isoformat(),
        "date_modified": midnight(entry.updated).isoformat(),
        **({"authors": [{"name": line(entry.author)}]} if entry.author else {}),
        **({"tags": [line(topic) for topic in entry.topics]} if entry.topics else {}),
    }

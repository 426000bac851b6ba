"""The Atom feed of all checks (RFC 4287), the latest first."""

from datetime import UTC, date, datetime
from html import escape
from urllib.parse import urlsplit

from feedgenerator import Atom1Feed

from factcheck.core.model import Claim, Site
from factcheck.render.words import catalogue

PATH = "feeds/all.atom"


def atom(site: Site) -> str:
    """The feed as XML."""
    settings = site.settings
    feed = Atom1Feed(
        title=settings.name,
        link=settings.address(""),
        feed_url=settings.address(PATH),
        description=catalogue(settings.language).say("feed.description"),
        language=settings.language,
        feed_guid=_tag(site, site.articles[0].published, ""),
    )
    for claim in sorted(site.claims, key=lambda claim: claim.updated, reverse=True):
        _add(feed, site, claim)
    return str(feed.writeString("utf-8"))


def _add(feed: Atom1Feed, site: Site, claim: Claim) -> None:
    words = catalogue(site.settings.language)
    feed.add_item(
        title=words.say("claim.title", verdict=claim.verdict.label, claim=claim.text),
        link=site.settings.address(claim.path),
        description=escape(claim.summary, quote=False),  # the library marks it as HTML
        author_name=claim.author,
        pubdate=_midnight(claim.checked),
        updateddate=_midnight(claim.updated),
        unique_id=_tag(site, claim.article.published, claim.path),
        categories=claim.topics,
    )


def _tag(site: Site, day: date, path: str) -> str:
    """A `tag:` identifier (RFC 4151): the same for ever, also when titles and verdicts change."""
    return f"tag:{urlsplit(site.settings.url).hostname},{day.isoformat()}:{path or 'all'}"


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)

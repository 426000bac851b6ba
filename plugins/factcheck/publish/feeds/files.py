"""The files of all feeds."""

from collections.abc import Iterator

from factcheck.core.model import Site
from factcheck.publish.feeds.atom import atom
from factcheck.publish.feeds.entries import Feed, all_checks, corrections, on_topic, with_verdict
from factcheck.publish.feeds.jsonfeed import jsonfeed


def files(site: Site) -> Iterator[tuple[str, str]]:
    """Path and text of every feed; verdicts that nobody got have one too, so that it can be followed."""
    checks = all_checks(site)
    for feed in (checks, corrections(site), *_lists(site)):
        yield f"{feed.path}.atom", atom(feed, site.settings)
    yield f"{checks.path}.json", jsonfeed(checks, site.settings)


def _lists(site: Site) -> Iterator[Feed]:
    yield from (with_verdict(site, verdict) for verdict in site.settings.scale)
    yield from (on_topic(site, topic) for topic in site.topics)

"""The files of all feeds."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from factcheck.core.model import Claim, Site
from factcheck.core.settings import Settings
from factcheck.publish.facts import Facts, digest
from factcheck.publish.feeds.entries import CORRECTIONS, Feed, all_checks, corrections, on_topic, stem, with_verdict
from factcheck.publish.feeds.jsonfeed import jsonfeed
from factcheck.publish.output import File


def files(site: Site, facts: Facts) -> Iterator[File]:
    """Every feed; verdicts that nobody got have one too, so that it can be followed."""
    common = digest(
        site.updated, min(article.published for article in site.articles), [page.path for page in site.pages]
    )
    for path, feed, claims in _feeds(site):
        yield File(f"{path}.atom", partial(_atom, feed, site.settings), (common, facts.gists(claims)))
    whole = partial(all_checks, site)
    yield File(f"{stem('')}.json", lambda: jsonfeed(whole(), site.settings), (common, facts.gists(site.claims)))


def _atom(feed: Callable[[], Feed], settings: Settings) -> str:
    from factcheck.publish.feeds.atom import atom  # heavy: feedgenerator, and with it urllib.request and ssl

    return atom(feed(), settings)


def _feeds(site: Site) -> Iterator[tuple[str, Callable[[], Feed], Iterable[Claim]]]:
    """Where each feed lies, what makes it, and the claims that it is made from."""
    yield stem(""), partial(all_checks, site), site.claims
    yield stem(CORRECTIONS), partial(corrections, site), site.ever
    for verdict in site.settings.scale:
        yield stem(verdict.path), partial(with_verdict, site, verdict), site.rated(verdict)
    for topic in site.topics:
        yield stem(topic.path), partial(on_topic, site, topic), topic.claims

"""Every file of a site besides its pages: stored texts, open data, feeds, sitemap."""

from collections.abc import Iterator

from factcheck.core.model import Site
from factcheck.core.text import Text
from factcheck.publish import downloads, sitemap
from factcheck.publish.facts import Digest, Facts
from factcheck.publish.feeds import files as feeds
from factcheck.publish.output import File, Output


def plain_files(site: Site, outputs: tuple[Output, ...], facts: Facts) -> Iterator[File]:
    """Every file that is not made by a template."""
    yield from (_stored(article.download, article.text, facts.article(article)) for article in site.articles)
    yield from (_stored(source.download, source.extract, facts.source(source)) for source in site.sources)
    yield from downloads.files(site, facts)
    yield from feeds.files(site, facts)
    yield from sitemap.sitemaps(outputs, site.settings)
    yield File(sitemap.ROBOTS_PATH, lambda: sitemap.robots(site.settings))


def _stored(path: str, text: Text, needs: Digest) -> File:
    return File(path, lambda: text.raw, (needs,))

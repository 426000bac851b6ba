"""Every file of a site besides its pages, as path and text: stored texts, open data, feeds, sitemap."""

from collections.abc import Iterator

from factcheck.core.model import Site
from factcheck.publish import downloads, sitemap
from factcheck.publish.feeds import files as feeds
from factcheck.publish.output import Output


def plain_files(site: Site, outputs: tuple[Output, ...]) -> Iterator[tuple[str, str]]:
    """Path and text of every file that is not made by a template."""
    yield from ((article.download, article.text.raw) for article in site.articles)
    yield from ((source.download, source.extract.raw) for source in site.sources)
    yield from downloads.files(site)
    yield from feeds.files(site)
    yield from sitemap.sitemaps(outputs, site.settings)
    yield sitemap.ROBOTS_PATH, sitemap.robots(site.settings)

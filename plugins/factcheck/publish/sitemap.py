"""sitemap.xml (sitemaps.org 0.9) and robots.txt."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from xml.etree import ElementTree as ET

from factcheck.core.grouping import gather
from factcheck.core.settings import Settings
from factcheck.publish.facts import digest
from factcheck.publish.output import File, Output

PATH = "sitemap.xml"
ROBOTS_PATH = "robots.txt"
# The most addresses a file may have, by the protocol. Its other limit, 50 MiB, is then out of reach: that would take
# 1000 bytes an entry, and a path of ours has at most two long names, neither longer than a disk allows (255 bytes).
MOST = 50_000
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemaps(outputs: Iterable[Output], settings: Settings, most: int = MOST) -> Iterator[File]:
    """The file sitemap.xml; where there are more than `most` pages, it is the index of sitemap-1.xml …."""
    listed = [output for output in outputs if output.is_listed and not output.path.endswith(".html")]
    if len(listed) <= most:
        yield _urls(PATH, listed, settings)
        return
    parts = {f"sitemap-{number + 1}.xml": part for number, part in sorted(_parts(listed, most).items())}
    dated = [(settings.address(path), _latest(part)) for path, part in parts.items()]
    yield File(PATH, lambda: _written("sitemapindex", "sitemap", dated), (digest(dated),))
    yield from (_urls(path, part, settings) for path, part in parts.items())


def _parts(pages: Sequence[Output], most: int) -> dict[int, list[Output]]:
    """The pages in parts of at most `most`: by a hash of the path, so that a page that is added changes one part.

    Their number is doubled until all are small enough, at 50,000 pages to two of about 25,000.
    """
    parts = {0: list(pages)}
    bits = 0
    while max(map(len, parts.values())) > most:
        bits += 1
        parts = gather((_hash(page.path) >> (64 - bits), page) for page in pages)
    return parts


def _hash(path: str) -> int:
    """A number of 64 bits."""
    return int.from_bytes(sha256(path.encode()).digest()[:8])


def _urls(path: str, pages: Iterable[Output], settings: Settings) -> File:
    dated = [(settings.address(page.path), page.updated) for page in pages]
    return File(path, lambda: _written("urlset", "url", dated), (digest(dated),))


def _latest(pages: Sequence[Output]) -> date | None:
    return max((page.updated for page in pages if page.updated), default=None)


def _written(name: str, entry: str, rows: Iterable[tuple[str, date | None]]) -> str:
    """A file of the protocol: addresses, with the day of the last change where that is known."""
    root = ET.Element(name, xmlns=_NAMESPACE)
    for address, updated in rows:
        element = ET.SubElement(root, entry)
        ET.SubElement(element, "loc").text = address
        if updated:
            ET.SubElement(element, "lastmod").text = updated.isoformat()
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def robots(settings: Settings) -> str:
    """All may read everything."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {settings.address(PATH)}\n"

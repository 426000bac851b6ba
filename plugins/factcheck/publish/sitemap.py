"""sitemap.xml (sitemaps.org 0.9) and robots.txt."""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from factcheck.core.settings import Settings
from factcheck.publish.output import Output

PATH = "sitemap.xml"
ROBOTS_PATH = "robots.txt"


def sitemap(outputs: Iterable[Output], settings: Settings) -> str:
    """Every page with the day of its last change, where that is known."""
    root = ET.Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for output in outputs:
        if output.path.endswith(".html") or not output.is_listed:
            continue
        url = ET.SubElement(root, "url")
        ET.SubElement(url, "loc").text = settings.address(output.path)
        if output.updated:
            ET.SubElement(url, "lastmod").text = output.updated.isoformat()
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def robots(settings: Settings) -> str:
    """All may read everything."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {settings.address(PATH)}\n"

"""Places: every external address that the content names, and where it is written."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup

from factcheck.core.corpus import Corpus
from factcheck.core.problems import Place
from factcheck.core.text import Text
from factcheck.render import prose

_WEB = re.compile(r"https?://", re.IGNORECASE)
# What comes before a link's address in Markdown: [words](address), [name]: address, <address>.
_OPENING = r"(?:\]\(\s*<?|\]:\s*<?|<)"
_CLOSING = r"(?=[\s)>]|$)"  # so that no longer address is taken for the one that it begins with


def external_places(corpus: Corpus) -> dict[str, tuple[Place, ...]]:
    """Every http(s) address of the front matter and of links in Markdown, as written, drafts' too.

    Addresses stand in the order of their first places, and places in the order of files and lines.
    The fragment belongs to the address. Extracts of sources are quoted text: nothing in them is a link.
    """
    found: dict[str, list[Place]] = {}
    for place, url in sorted(dict.fromkeys(_places(corpus))):
        found.setdefault(url, []).append(place)
    return {url: tuple(places) for url, places in found.items()}


def _places(corpus: Corpus) -> Iterator[tuple[Place, str]]:
    for article in corpus.articles.values():
        yield article.document.place("url"), article.file.url
        yield from in_markdown(article.document.body, article.place)
    for claim in corpus.claims.values():
        yield from in_markdown(claim.document.body, claim.place)
    for page in corpus.pages.values():
        yield from in_markdown(page.document.body, page.place)
    for source in corpus.sources.values():
        yield source.document.place("url"), source.file.url
        if source.file.archive:
            yield source.document.place("archive"), source.file.archive


def in_markdown(body: str, start: Place) -> Iterator[tuple[Place, str]]:
    """The external links of a text that begins at `start`, as the site's own Markdown parser sees them."""
    html = prose.render(body, start, {}).html
    addresses = [str(link["href"]) for link in BeautifulSoup(html, "html.parser").find_all("a", href=_WEB)]
    # Code keeps its length: an address in it is no link, and must not be taken for the place of one.
    text = Text(prose.without_code(body))
    for url in dict.fromkeys(addresses):
        for offset in _offsets(text.raw, url):
            line, column = text.position(offset)
            yield Place(start.path, start.line + line - 1, column), url


def _offsets(text: str, url: str) -> list[int]:
    """Where an address is written as a link's; else where it first stands; else the start of the text."""
    written = "".join(map(_as_written, url))
    as_link = [found.start(1) for found in re.finditer(f"{_OPENING}({written}){_CLOSING}", text)]
    return as_link or [found.start() for found in re.finditer(written, text)][:1] or [0]


def _as_written(character: str) -> str:
    """A pattern for a character of an address: Markdown lets a backslash stand before it, HTML names the &."""
    escaped = r"&(?:amp;|#38;)?" if character == "&" else re.escape(character)
    return escaped if character.isalnum() else rf"\\?{escaped}"

"""Plugins of LinkChecker: they run in its process, which finds them through the file that crawl.py writes.

`PageRecord` notes what each fetched file of the site names and holds, since LinkChecker itself tells of
every address only once, with the first page that names it. `QuoteCheck` looks quoted words up in pages.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

from linkcheck.checker import get_url_from  # type: ignore[import-untyped]
from linkcheck.htmlutil.linkparse import LinkFinder, LinkTags, css_url_re  # type: ignore[import-untyped]
from linkcheck.plugins import _ContentPlugin  # type: ignore[import-untyped]
from linkcheck.url import url_norm  # type: ignore[import-untyped]

from factcheck.core.lookup import look_up
from factcheck.core.outcome import Outcome
from factcheck.core.text import Text
from factcheck.evidence.crawl.run import MARK
from factcheck.evidence.reading.documents import UnreadableError, visible_text

WARNING = "quote-not-verbatim"
# Addresses that LinkChecker's own table leaves out.
_TAGS = {**LinkTags, "source": ["src", "srcset"], "video": ["src", "poster"]}
_SHARED = re.compile(r"(?:og|twitter):(?:url|image)")  # meta properties that hold an address
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_IMPORT = re.compile(r"@import\s+(?P<url>\"[^\"]+\"|'[^']+')")
_SITEMAP_LINE = re.compile(r"^sitemap:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)


class Reference(NamedTuple):
    """An address as it is written in a file, and where; lines and columns count from 1."""

    written: str
    line: int = 1
    column: int = 1
    base: str = ""  # of the page's <base>


class PageRecord(_ContentPlugin):  # type: ignore[misc]
    """Notes the links and anchors of each file of the site, and sends LinkChecker to all of them.

    Links to the site's public address lead to the same files on this machine: they are followed there.
    """

    def __init__(self, config: dict[str, str]) -> None:
        super().__init__(config)
        self._site_url, self._base = config["site_url"], config["base"]

    @classmethod
    def read_config(cls, configparser: Any) -> dict[str, str]:
        """The section [PageRecord]: `site_url`, and `base`, which stands for it on this machine."""
        return dict(configparser.items(cls.__name__))

    def applies_to(self, url_data: Any, **_kwargs: object) -> bool:
        """All that is the site's own."""
        return not url_data.extern[0]

    def check(self, url_data: Any) -> None:
        """Put the record into LinkChecker's log, as one line of JSON."""
        record = {
            "addresses": sorted({url.partition("#")[0] for url in (url_data.cache_url, url_data.url)}),
            "file": url_data.url.partition("#")[0],
            "is_page": url_data.is_html(),
            "anchors": sorted(_anchors(url_data)) if url_data.is_html() else [],
            "cause": "",
            "links": [],
        }
        try:
            record["links"] = [self._link(url_data, reference) for reference in references(url_data)]
        except ElementTree.ParseError as error:
            record["cause"] = f"XML that is not well formed ({error})"
        url_data.add_info(MARK + json.dumps(record))

    def _link(self, page: Any, reference: Reference) -> dict[str, object]:
        """The reference and where it leads; LinkChecker is sent there if it is the site's own."""
        target = get_url_from(
            self._local(reference.written),
            page.recursion_level + 1,
            page.aggregate,
            parent_url=page.url,
            base_ref=_base(page, reference.base),
            line=reference.line,
            column=reference.column,
            parent_content_type=page.content_type,
            url_encoding=page.content_encoding,
        )
        link = {"written": reference.written, "line": reference.line, "column": reference.column}
        if target.cache_url is None:
            return {**link, "target": None, "cause": target.result}
        if target.extern[0] or not target.is_http():
            return {**link, "target": ""}
        page.aggregate.urlqueue.put(target)
        return {**link, "target": target.cache_url}

    def _local(self, written: str) -> str:
        """The address on this machine of one that begins with the site's own."""
        rest = written.removeprefix(self._site_url)
        is_ours = rest != written and rest[:1] in ("", "/", "?", "#")
        return self._base + rest if is_ours else written


class QuoteCheck(_ContentPlugin):  # type: ignore[misc]
    """Warns where the words that are quoted from a page do not stand in it."""

    def __init__(self, config: dict[str, list[dict[str, str]]]) -> None:
        super().__init__(config)
        self._quotes = config

    @classmethod
    def read_config(cls, configparser: Any) -> dict[str, list[dict[str, str]]]:
        """The section [QuoteCheck]: `quotes` names a JSON file, {address: [{"exact": …, "place": …}]}.

        It is read here, because LinkChecker gives up root's rights (and with them files) after that.
        """
        quotes = json.loads(Path(configparser.get(cls.__name__, "quotes")).read_bytes())
        return {address.partition("#")[0]: rows for address, rows in quotes.items()}

    def applies_to(self, url_data: Any, **_kwargs: object) -> bool:
        """The pages that words are quoted from."""
        return bool(self._rows(url_data))

    def check(self, url_data: Any) -> None:
        """One warning for each quote whose words are not there."""
        try:
            body, content_type = url_data.get_raw_content(), url_data.headers.get("Content-Type", "")
            text = Text(visible_text(body, content_type))
        except UnreadableError as error:
            self._warn(url_data, Outcome.UNCHECKED, f": {error}")
            return
        for row in self._rows(url_data):
            finding = look_up(text, row["exact"])
            if finding.outcome not in (Outcome.VERBATIM, Outcome.TYPOGRAPHIC):
                nearest = f": “{finding.passage.words}”" if finding.passage else ""
                url_data.add_warning(f"{row['place']} {finding.outcome}{nearest}", tag=WARNING)

    def _warn(self, url_data: Any, outcome: Outcome, cause: str) -> None:
        for row in self._rows(url_data):
            url_data.add_warning(f"{row['place']} {outcome}{cause}", tag=WARNING)

    def _rows(self, url_data: Any) -> list[dict[str, str]]:
        """The quotes of a page, by its address as written, else as LinkChecker spells it."""
        addresses = (url_data.base_url, url_data.cache_url or "", url_data.url or "")
        return next((rows for url in addresses if (rows := self._quotes.get(url.partition("#")[0]))), [])


def _base(page: Any, written: str) -> str | None:
    """A page's <base> in the form that LinkChecker expects, if it has one."""
    return str(url_norm(written, encoding=page.content_encoding)[0]) if written else None


def references(url_data: Any) -> Iterator[Reference]:
    """The addresses that a fetched file names, by its kind. Raises `ElementTree.ParseError`."""
    if url_data.is_html():
        yield from _of_page(url_data.get_soup())
        return
    text = url_data.get_raw_content().decode("utf-8", "replace")
    if url_data.is_css():
        yield from _of_styles(text)
    elif "xml" in url_data.content_type:
        yield from _of_xml(text)
    elif url_data.url.endswith("/robots.txt"):
        yield from (Reference(found[1], *_position(text, found.start(1))) for found in _SITEMAP_LINE.finditer(text))


def _of_page(soup: Any) -> Iterator[Reference]:
    found: list[Reference] = []
    finder = LinkFinder(lambda url, line, column, name, base: found.append(Reference(url, line, column, base)), _TAGS)
    for element in soup.find_all(True):
        line, column = element.sourceline or 1, (element.sourcepos or 0) + 1
        finder.html_element(element.name, element.attrs, "", line, column)
        if element.name == "style":
            found.extend(inner._replace(line=line, column=column) for inner in _of_styles(element.get_text()))
        elif _SHARED.fullmatch(element.get("property") or element.get("name") or ""):
            found.append(Reference(element.get("content"), line, column))
    yield from (reference for reference in found if reference.written is not None)


def _anchors(url_data: Any) -> set[str]:
    """What a fragment can name (HTML, 7.4.6.4): the ids of a page, and the names of its `a` elements."""
    soup = url_data.get_soup()
    ids = {element["id"] for element in soup.find_all(id=True)}
    return ids | {element["name"] for element in soup.find_all("a", attrs={"name": True})}


def _of_styles(text: str) -> Iterator[Reference]:
    css = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment.group()), text)
    for pattern in (css_url_re, _IMPORT):
        for found in pattern.finditer(css):
            yield Reference(found["url"].strip("\"' "), *_position(css, found.start("url")))


def _of_xml(text: str) -> Iterator[Reference]:
    """The pages of a sitemap (sitemaps.org), and the links of an Atom feed (RFC 4287, 4.2.7)."""
    for element in ElementTree.fromstring(text).iter():  # noqa: S314 - a file of our own making
        name = element.tag.rpartition("}")[2]
        written = element.get("href") if name == "link" else element.text if name in ("loc", "icon", "logo") else None
        if written and written.strip():
            found = re.search(re.escape(written.strip()) + r"(?=\s*[<\"'])", text)  # not the beginning of a longer one
            yield Reference(written.strip(), *_position(text, found.start() if found else 0))


def _position(text: str, offset: int) -> tuple[int, int]:
    line, column = Text(text).position(offset)
    return line, column

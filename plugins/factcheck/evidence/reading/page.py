"""The visible text of an HTML page, in paragraphs.

What a reader with an ordinary browser sees: blocks are paragraphs, inline elements do not break words,
`<br>` is a line break, the cells of a row stand on one line. Not seen are scripts, styles, comments,
`hidden`, `display: none`, alternative texts and annotations over the line (ruby). `aria-hidden` hides
from screen readers only: those words count.
"""

import re
import warnings
from collections.abc import Iterator
from itertools import dropwhile

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, PreformattedString, Tag
from bs4.exceptions import ParserRejectedMarkup

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup option p pre search "
    "section summary table tbody tfoot thead tr ul".split()
)
_UNSEEN = frozenset(
    "audio canvas datalist embed frameset iframe noembed noframes noscript object rp rt "
    "rtc script select style svg template textarea title video".split()
)
_CELLS = frozenset(("td", "th"))
_HIDING = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.IGNORECASE)
# Elements whose end tag may be left out, and what then ends them (WHATWG HTML, section 13.1.2.4):
# html.parser does not know, it puts the second paragraph into the first.
_ENDED_BY = {
    "p": _BLOCKS,
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "tr": frozenset(("tr", "tbody", "tfoot")),
    "td": frozenset(("td", "th", "tr")),
    "th": frozenset(("td", "th", "tr")),
}
_SPACES = re.compile(r"[ \t\n\r\f]+")
_LINE_END = re.compile(r"\r\n|\n|\r")
_BREAK = "\v"  # a line break of the page's own, while its white space is collapsed
_TAG_START = re.compile(r"<[A-Za-z/!?]")  # any other < is text
_LAST_RAW_END = re.compile(r"</(?:script|style)", re.IGNORECASE)


class RejectedError(Exception):
    """Markup that cannot be parsed at all."""


def parsed(html: str) -> BeautifulSoup:
    """The page as a tree. Linear in its size; raises `RejectedError` where there is no tree."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "looks like XML", "looks like an address": the caller knows
        try:
            return BeautifulSoup(tamed(html), "html.parser")
        except (ParserRejectedMarkup, AssertionError, RecursionError) as error:
            raise RejectedError from error


def tamed(html: str) -> str:
    """The page without the markup that it leaves open at its end, which no browser shows.

    html.parser looks for the end again at every further beginning: 32 KB of `<a ` take 6 s, 2 MB hours
    (CPython before 3.11.14 and 3.13.6). What is kept of a page without CDATA stands where it stood.
    """
    html = html.replace("<![CDATA[", "<!CDATA[")  # of XML; in a page a comment that ends with the next >
    last = html.rfind(">") + 1
    open_tag = _TAG_START.search(html, last)
    html = html[: open_tag.start()] if open_tag else html
    closed = max(html.rfind("-->"), html.rfind("--!>")) + 1
    open_comment = html.find("<!--", closed)
    if open_comment < 0:
        return html
    raw_end = max((end.start() for end in _LAST_RAW_END.finditer(html, open_comment)), default=open_comment)
    in_scripts = html[open_comment:raw_end].replace("<!--", "    ")  # old scripts begin so, and never close it
    comment = html.find("<!--", raw_end)
    return html[:open_comment] + in_scripts + (html[raw_end:] if comment < 0 else html[raw_end:comment])


def paragraphs(soup: Tag) -> tuple[str, ...]:
    """The visible paragraphs, in order; a line break within one is a newline."""
    found: list[str] = []
    pieces: list[str] = []
    for piece in _pieces(soup):
        if piece is not None:
            pieces.append(piece)
            continue
        if paragraph := _tidy("".join(pieces)):
            found.append(paragraph)
        pieces.clear()
    return tuple(found)


def _tidy(text: str) -> str:
    """One paragraph with single spaces, and none at the ends of its lines."""
    lines = (line.strip(" ") for line in _SPACES.sub(" ", text).split(_BREAK))
    return "\n".join(line for line in lines if line)


def _pieces(soup: Tag) -> Iterator[str | None]:
    """Pieces of text in order, and None where a block begins or ends."""
    waiting: list[tuple[PageElement | None, bool]] = [(soup, False)]  # and whether it is preformatted
    while waiting:
        element, is_typed = waiting.pop()
        if element is None:
            yield None
        elif isinstance(element, Tag):
            yield from _around(element)
            is_typed = is_typed or element.name == "pre"
            waiting.extend([(None, False)] if element.name in _BLOCKS else [])
            waiting.extend((child, is_typed) for child in reversed(list(_seen(element))))
        elif isinstance(element, NavigableString) and not isinstance(element, PreformattedString):
            yield _LINE_END.sub(_BREAK, element) if is_typed else element
    yield None


def _around(element: Tag) -> Iterator[str | None]:
    if element.name in _BLOCKS:
        yield None
    elif element.name == "br":
        yield _BREAK
    elif element.name in _CELLS:
        yield " "


def _seen(element: Tag) -> Iterator[PageElement]:
    """The children a reader sees."""
    if not _is_hidden(element):
        return iter(element.children)
    ending = _ENDED_BY.get(element.name, frozenset())
    return dropwhile(lambda child: not (isinstance(child, Tag) and child.name in ending), element.children)


def _is_hidden(element: Tag) -> bool:
    if element.name in _UNSEEN or (element.name == "dialog" and not element.has_attr("open")):
        return True
    if element.name in ("html", "body"):  # hidden until a script has run
        return False
    hidden = element.get("hidden")
    return (hidden is not None and hidden != "until-found") or bool(_HIDING.search(str(element.get("style") or "")))

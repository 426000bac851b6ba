"""A page cut into its tags and the texts between them: the same for every parser, or read by Python's own.

Nearly all of the time of an audit went into reading pages with a parser that makes an object of everything. What our
theme and sanitiser write needs no such parser: quoted attributes, no comments, nothing but entities escaped. A page of
that kind is cut by one expression, and an opening tag that was seen before, as 24 of 25 were, is not read
again. A page with anything else in it, in which parsers might differ, is left to `html.parser`.

1,000 claims, 3,155 pages, 28 MB, seconds of processor time: BeautifulSoup 15, lxml 1.7, lexbor 0.5, this 0.4; both
libraries mend a page as browsers do, and what they drop no rule would see.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser

# HTML, 13.1.2: elements without an end.
VOID = frozenset("area base br col embed hr img input link meta param source track wbr frame keygen".split())
RAW = frozenset(("script", "style"))  # what stands in them is no text, and no entity of it is decoded
ONLY_TEXT = RAW | {"title", "textarea"}  # what looks like a tag in them is none
# What `/>` closes: in SVG everything, but there these are all that is written so; of HTML nothing (13.1.2.1).
SHAPES = frozenset("circle ellipse line path polygon polyline rect stop use".split())
OTHERWISE = frozenset("iframe noembed noframes noscript plaintext template xmp".split())  # parsers differ within
KNOWN = 4096  # opening tags that are remembered: of 33,000 on 3,155 pages, 24,000 stand there once

_SPACE = "[ \t\n\r\f]"
_NAME = "([a-zA-Z][a-zA-Z0-9-]*)"
_ATTRIBUTE = re.compile(rf"""{_SPACE}([a-zA-Z_:][\w:.-]*)(?:="([^"]*)"|='([^']*)')?""", re.ASCII)
_OPENING = re.compile(
    rf"""<{_NAME}((?:{_SPACE}++[a-zA-Z_:][\w:.-]*+(?:="[^"]*+"|='[^']*+')?+)*+){_SPACE}*/?>""", re.ASCII
)
_ENDING = re.compile(rf"</{_NAME}{_SPACE}*>")
_DOCTYPE = re.compile(r"<!doctype ([a-z]+)>", re.IGNORECASE)
_PIECE = re.compile(r"""(<(?:[^"'<>]++|"[^"]*+"|'[^']*+')*+>)""")


class Kind(Enum):
    """What a tag does."""

    OPENS = auto()
    STANDS = auto()  # for an element without content
    ENDS = auto()
    DECLARES = auto()  # the doctype


@dataclass(frozen=True, slots=True, eq=False)
class Tag:
    """A tag. Tags that are written alike are mostly one object, on all pages."""

    kind: Kind
    name: str  # in small letters; of a doctype what it says
    attrs: Mapping[str, str]  # of two alike the first, as browsers have it
    classes: tuple[str, ...] = ()  # each once
    is_element: bool = False  # whether an element begins with it
    is_hidden: bool = False  # from readers, or from those who listen to the page


@dataclass(frozen=True, slots=True)
class Cut:
    """The tags of a page and its texts: the first stands before the first tag, the last behind the last one."""

    tags: list[Tag]
    texts: list[str]
    is_escaped: bool  # whether entities in the texts are still to be decoded


def cut(html: str) -> Cut:
    """The tags and texts of a page."""
    pieces = _PIECE.split(html)
    texts, tags = pieces[::2], [tag for tag in map(_read, pieces[1::2]) if tag]
    is_plain = len(tags) == len(texts) - 1 and "<" not in "".join(texts) and _are_apart(tags)
    return Cut(tags, texts, is_escaped=True) if is_plain else _Parser.cut(html)


@lru_cache(KNOWN)
def _read(piece: str) -> Tag | None:
    """A tag that every parser reads alike; None where one might differ."""
    if found := _OPENING.fullmatch(piece):
        is_plain = found[1].lower() not in OTHERWISE
        attrs = [(name, unescape(double or single)) for name, double, single in _ATTRIBUTE.findall(found[2])]
        return _opening(found[1].lower(), attrs, is_closed=piece.endswith("/>")) if is_plain else None
    if found := _ENDING.fullmatch(piece):
        return Tag(Kind.ENDS, found[1].lower(), {})
    found = _DOCTYPE.fullmatch(piece)
    return Tag(Kind.DECLARES, found[1], {}) if found else None


def _opening(name: str, pairs: Iterable[tuple[str, str]], *, is_closed: bool) -> Tag:
    attrs: dict[str, str] = {}
    for key, value in pairs:
        attrs.setdefault(key.lower(), value)
    has_no_content = name in VOID or (is_closed and name in SHAPES)
    return Tag(
        Kind.STANDS if has_no_content else Kind.OPENS,
        name,
        attrs,
        tuple(dict.fromkeys(attrs.get("class", "").split())),
        True,
        "hidden" in attrs or attrs.get("aria-hidden") == "true",
    )


def _are_apart(tags: Sequence[Tag]) -> bool:
    """Whether elements that hold only text are ended by the tag that comes next."""
    only_text = ONLY_TEXT
    opened = [at for at, tag in enumerate(tags) if tag.name in only_text and tag.kind is Kind.OPENS]
    ends = [(tags[at], next(iter(tags[at + 1 : at + 2]), None)) for at in opened]
    return all(end is not None and end.kind is Kind.ENDS and end.name == tag.name for tag, end in ends)


class _Parser(HTMLParser):
    """Python's parser for any page at all. Comments fall away, and texts around them become one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._tags: list[Tag] = []
        self._texts: list[list[str]] = [[]]

    @classmethod
    def cut(cls, html: str) -> Cut:
        """The tags and texts of a page."""
        parser = cls()
        parser.feed(html)
        parser.close()
        return Cut(parser._tags, ["".join(parts) for parts in parser._texts], is_escaped=False)

    def _add(self, tag: Tag) -> None:
        self._tags.append(tag)
        self._texts.append([])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An opening tag."""
        self._add(_opening(tag, ((name, value or "") for name, value in attrs), is_closed=False))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag that closes itself."""
        self._add(_opening(tag, ((name, value or "") for name, value in attrs), is_closed=True))

    def handle_endtag(self, tag: str) -> None:
        """An end tag."""
        self._add(Tag(Kind.ENDS, tag, {}))

    def handle_data(self, data: str) -> None:
        """A text."""
        self._texts[-1].append(data)

    def handle_decl(self, decl: str) -> None:
        """A doctype."""
        self._add(Tag(Kind.DECLARES, decl[len("doctype ") :], {}))

    def parse_html_declaration(self, i: int) -> int:
        """`<![…` as browsers read it, a comment up to the next `>`: before Python 3.14 the parser ends at some."""
        return self.parse_bogus_comment(i) if self.rawdata.startswith("<![", i) else super().parse_html_declaration(i)

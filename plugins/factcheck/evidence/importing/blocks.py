"""The blocks of JSON in a document: all of it, or what stands in a page's `<script type="application/ld+json">`.

Each block knows where it begins, so that a slip in it is told by line and column of the document.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.core.text import Text
from factcheck.evidence.original import Original
from factcheck.evidence.reading import documents, page

_MEDIA = re.compile(r"(?:application|text)/(?:[a-z0-9.-]+\+)?json")  # RFC 6839, 3.1: +json
_SCRIPT = "application/ld+json"
# What old pages put around a script so that XML, or a browser without scripts, passes over it.
_OPENING = re.compile(r"\s*+(?:(?:(?://|/\*)\s*+)?<!\[CDATA\[(?:\s*+\*/)?|<!--)")
_CLOSING = re.compile(r"(?:(?://|/\*)?\s*\]\]>(?:\s*\*/)?|(?://\s*)?-->)\s*\Z")
_LONGEST_CLOSING = 200  # characters at the end of a block that are looked at for it
_QUOTE_ESCAPED = re.compile(r"&(?:quot|#34|#x22);", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Document:
    """A document as text, to tell places in it."""

    path: str  # as it was asked for: a path or an address
    text: Text

    def place(self, offset: int) -> Place:
        """The place of an offset."""
        line, column = self.text.position(offset)
        return Place(self.path, line, column)


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document that must be JSON."""

    document: Document
    start: int  # the offset of its first character in the document
    text: str
    is_shifted: bool = False  # whether its characters no longer stand where the document has them

    def place(self, offset: int) -> Place:
        """The place of an offset of the block."""
        return self.document.place(self.start if self.is_shifted else self.start + offset)


def blocks(original: Original, path: str) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The blocks of a document in their order, and why there are none."""
    media = original.content_type.split(";")[0].strip().lower()
    is_json = _MEDIA.fullmatch(media) is not None
    if is_json or _start(original.body) in (b"{", b"["):
        text, problems = _decoded(original.body, path)
        document = Document(path, Text(text))
        return ((Block(document, 0, text),) if not problems else ()), problems
    document = Document(path, Text(documents.decoded(original.body, original.content_type)))
    if "\0" not in document.text.raw[:1024] and "<" in document.text.raw:
        return tuple(_in_page(document)), ()
    return (), (nothing(path, "neither a page nor JSON: " + shown(document.text.raw.strip()[:40])),)


def nothing(path: str, found: str) -> Problem:
    """The problem of a document that holds nothing to read."""
    fix = "look at the page's source for “ClaimReview”; a page that a script writes has to be saved from a browser"
    return problem("FC702", Place(path), ("found", found), ("fix", fix))


def _start(body: bytes) -> bytes:
    return body[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()[:1]


def _decoded(body: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """JSON's text: UTF-8, as RFC 8259 (section 8.1) asks for, or UTF-16 or UTF-32 that can be told by its zeros."""
    encoding = json.detect_encoding(body)
    try:
        return body.decode(encoding).removeprefix("\ufeff"), ()
    except UnicodeDecodeError as error:
        before = Document(path, Text(body[: error.start].decode(encoding, "replace")))
        found = ("found", f"byte 0x{body[error.start]:02X}")
        return "", (problem("FC101", before.place(len(before.text.raw)), found, ("fix", "save it as UTF-8")),)


def _in_page(document: Document) -> Iterator[Block]:
    raw = document.text.raw
    for start, end in _Scripts(raw).found:
        yield _opened(Block(document, start, raw[start:end]))


def _opened(block: Block) -> Block:
    """The block without what is put around JSON in a page; only where there is no doubt that it is that."""
    text = block.text.replace("\ufeff", " ", 1) if block.text.startswith("\ufeff") else block.text
    if opening := _OPENING.match(text):
        text = " " * opening.end() + text[opening.end() :]
        tail = max(0, len(text) - _LONGEST_CLOSING)
        closing = _CLOSING.search(text, tail)
        text = text[: closing.start()] if closing else text
    if '"' not in text and _QUOTE_ESCAPED.search(text):  # no quotation mark but escaped ones: all of it is escaped
        return Block(block.document, block.start, html.unescape(text), is_shifted=True)
    return Block(block.document, block.start, text)


class _Scripts(HTMLParser):
    """The spans of the JSON-LD in a page, in code points. The content of a script is no HTML: it is kept as it is."""

    def __init__(self, raw: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[tuple[int, int]] = []
        self._lines = [0, *(end.end() for end in re.finditer("\n", raw))]  # as HTMLParser counts them
        self._start: int | None = None
        try:
            self.feed(page.tamed(raw.replace("<![", "<!x")))  # the parser refuses some of what begins so
            self.close()
        except (AssertionError, RecursionError):  # what was found before it counts
            pass
        self._end(len(raw))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block where a script is JSON-LD."""
        kind = (dict(attrs).get("type") or "").split(";")[0].strip().lower()
        if tag == "script" and kind == _SCRIPT:
            self._start = self._offset() + len(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        if tag == "script":
            self._end(self._offset())

    def _offset(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _end(self, offset: int) -> None:
        if self._start is not None:
            self.found.append((self._start, max(self._start, offset)))
        self._start = None

"""Documents: from the bytes of a page, a PDF or a text file to the words that a reader sees."""

import re
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

from factcheck.core.encoding import INVISIBLE
from factcheck.evidence.reading import charset, page, pdf

# Formats that begin with a signature of their own, whatever the server calls them.
_SIGNATURES = {
    b"\x89PNG": "an image",
    b"GIF8": "an image",
    b"\xff\xd8\xff": "an image",
    b"II*\x00": "an image",
    b"MM\x00*": "an image",
    b"PK\x03\x04": "an archive or an office document",
    b"PK\x05\x06": "an archive or an office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"{\\rtf": "an office document",
    b"\x1f\x8b": "an archive",
    b"BZh": "an archive",
    b"7z\xbc\xaf": "an archive",
    b"Rar!": "an archive",
    b"\xfd7zXZ": "an archive",
    b"ID3": "sound or film",
    b"OggS": "sound or film",
    b"\x1aE\xdf\xa3": "sound or film",
    b"wOF": "a font",
}
_REFUSED_TYPES = {"image/": "an image", "audio/": "sound", "video/": "a film", "font/": "a font"}
_TYPES_OF_PAGES = frozenset("text/html application/xhtml+xml text/xml application/xml".split())
_PAGE_START = re.compile(
    r"\s*<(?:!doctype\s+html|!--|\?xml|(?:html|head|body|title|meta|script|style|div|table|article|h1|p|a|b|br)[\s/>])",
    re.IGNORECASE,
)
_SNIFFED = 2048  # characters that tell a page from a text
# What cannot be seen or written: controls, bidirectional overrides, halves of characters.
_UNSEEN = re.compile(f"{INVISIBLE.pattern}|[\ud800-\udfff]")
_LINE_END = re.compile("\r\n|[\n\r\f\v\x85\u2028\u2029]")


class UnreadableError(Exception):
    """A document without words that can be read; the message says what it is."""


class DocumentKind(StrEnum):
    """What a document is."""

    HTML = "page"
    PDF = "PDF"
    TEXT = "text"


def kind_of(body: bytes, content_type: str = "") -> DocumentKind:
    """What a document is: by a signature, else by its content type, else by how it begins.

    Raises `UnreadableError` for images, archives and other formats without text of their own.
    """
    start = body[:1024].lstrip()
    if start.startswith(b"%PDF-"):
        return DocumentKind.PDF
    media = content_type.split(";")[0].strip().lower()
    _refuse_other_formats(start, media)
    if media in _TYPES_OF_PAGES:
        return DocumentKind.HTML
    text = decoded(body[: 4 * _SNIFFED], content_type)[:_SNIFFED]
    if "\0" in text:
        raise UnreadableError("neither a page nor a text: it holds zero bytes")
    is_page = not media.startswith("text/") and _PAGE_START.match(text) is not None
    return DocumentKind.HTML if is_page else DocumentKind.TEXT


def _refuse_other_formats(start: bytes, media: str) -> None:
    names = [name for signature, name in _SIGNATURES.items() if start.startswith(signature)]
    names += [name for kind, name in _REFUSED_TYPES.items() if media.startswith(kind)]
    if start[4:8] == b"ftyp":
        names.append("sound or film")
    if start.startswith(b"RIFF"):
        names.append("an image" if start[8:12] == b"WEBP" else "sound or film")
    if media == "application/pdf" and not names:
        names.append("no PDF, although it is called one")
    if names:
        raise UnreadableError(names[0])


def decoded(body: bytes, content_type: str = "") -> str:
    """The text of `body` by byte-order mark, HTTP header, the page's declaration, UTF-8 or windows-1252.

    Never raises: bytes that fit no character become U+FFFD, as in a browser.
    """
    return charset.decoded(body, content_type)


def paragraphs(body: bytes, content_type: str = "") -> tuple[str, ...]:
    """The visible paragraphs of a document, in order; a line break within one is a newline.

    Raises `UnreadableError`.
    """
    kind = kind_of(body, content_type)
    if kind is DocumentKind.PDF:
        return _pdf_paragraphs(body)
    text = decoded(body, content_type)
    if kind is DocumentKind.TEXT:
        return text_paragraphs(text)
    try:
        found = page.paragraphs(page.parsed(text))
    except page.RejectedError as error:
        raise UnreadableError("a page whose markup cannot be parsed") from error
    return _cleaned(found)


def visible_text(body: bytes, content_type: str = "") -> str:
    """The words that a reader of the document sees; each paragraph ends in a newline.

    What cannot be seen, and must not stand in an extract (core/encoding.py), is left out. A text file
    stays as it is otherwise. Raises `UnreadableError`.
    """
    if kind_of(body, content_type) is DocumentKind.TEXT:
        return seen(_LINE_END.sub("\n", decoded(body, content_type)))
    return "".join(f"{paragraph}\n" for paragraph in paragraphs(body, content_type))


def text_paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a plain text: its lines in groups, between blank lines."""
    groups = re.split(r"\n(?:[ \t]*\n)+", _LINE_END.sub("\n", text))
    return _cleaned(["\n".join(line.strip(" \t") for line in group.strip("\n").split("\n")) for group in groups])


def unseen(body: bytes, content_type: str = "") -> Counter[str]:
    """How often each character stands in a document that is left out of its paragraphs because nobody can see it.

    Raises `UnreadableError`.
    """
    kind = kind_of(body, content_type)
    if kind is DocumentKind.TEXT:
        found: Iterable[str] = [decoded(body, content_type)]
    else:
        found = (
            pdf.paragraphs(body)
            if kind is DocumentKind.PDF
            else page.paragraphs(page.parsed(decoded(body, content_type)))
        )
    return Counter(c for text in found for c in _UNSEEN.findall(_LINE_END.sub("\n", text)))


def seen(text: str) -> str:
    """`text` without characters that cannot be seen and that no stored text may hold."""
    return _UNSEEN.sub("", text)


def _cleaned(found: Iterable[str]) -> tuple[str, ...]:
    cleaned = (_tidy(seen(_LINE_END.sub("\n", paragraph))) for paragraph in found)
    return tuple(paragraph for paragraph in cleaned if paragraph.strip())  # a paragraph may hold &nbsp; alone


def _tidy(paragraph: str) -> str:
    """Lines without spaces at their ends: what stood behind the last space may have been left out."""
    lines = (line.strip(" \t") for line in paragraph.split("\n"))
    return "\n".join(line for line in lines if line)


def _pdf_paragraphs(body: bytes) -> tuple[str, ...]:
    try:
        found = _cleaned(pdf.paragraphs(body))
    except pdf.RejectedError as error:
        raise UnreadableError(str(error)) from error
    if not found:
        raise UnreadableError("a PDF without text (scanned pages?)")
    return found

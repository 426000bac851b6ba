"""The text of a PDF, in paragraphs, by pypdfium2 (the extras `capture` and `links` bring it).

A PDF knows glyphs and places, no paragraphs: a line that stands clearly lower than the usual distance
of its page begins one, and so does a page. The lines of a paragraph are joined by a space. A word
divided at the end of a line is joined without its hyphen, unless the document writes it with a hyphen
within a line elsewhere (“well-known”).
"""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

# A 2 MB file can name one page ten thousand times, and unpack to anything.
MOST_PAGES = 2000
MOST_CHARACTERS = 5_000_000
_DIVIDED = "\x02"  # what PDFium writes for the hyphen at the end of a line, and for the line's end
_DIVIDED_WORD = re.compile(rf"(\w+){_DIVIDED}(\w+)")
_WHOLE_WORD = re.compile(r"\w+-\w+")
_LOWER = 0.4  # of a line's height: less is an uneven line, half a line is a new paragraph
_ENOUGH = 3  # gaps that show what is usual: fewer may all be gaps between paragraphs
_PDFIUM = Lock()  # PDFium must not be called by two threads at once


class RejectedError(Exception):
    """A PDF that gives no text; the message says why."""


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    top: float  # of its first character, in points from the page's lower edge
    bottom: float  # of its last character
    height: float


def paragraphs(body: bytes) -> tuple[str, ...]:
    """The paragraphs of a PDF, in order; empty where it holds no text. Raises `RejectedError`."""
    with _PDFIUM, closing(_opened(body)) as document:
        if (count := len(document)) > MOST_PAGES:
            raise RejectedError(f"a PDF of {count:,} pages (at most {MOST_PAGES:,})")
        found = [paragraph for lines in _pages(document) for paragraph in _paragraphs(lines)]
    return tuple(_undivided(found))


def properties(body: bytes) -> dict[str, str]:
    """What the document says of itself: Title, Author, CreationDate … and Language. Raises `RejectedError`."""
    from pypdfium2 import raw

    with _PDFIUM, closing(_opened(body)) as document:
        stated = {key: value for key, value in document.get_metadata_dict().items() if value}
        size = raw.FPDFCatalog_GetLanguage(document.raw, None, 0)
        buffer = (raw.FPDF_WCHAR * (size // 2 + 1))()
        raw.FPDFCatalog_GetLanguage(document.raw, buffer, size)
        language = bytes(buffer).decode("utf-16-le", "replace").split("\0")[0]
    return {**stated, "Language": language} if language else stated


def _opened(body: bytes) -> "PdfDocument":
    try:
        from pypdfium2 import PdfDocument, PdfiumError
    except ImportError:
        need = "pypdfium2 is needed to read a PDF: pip install 'factcheck[capture]'"
        raise RejectedError(need) from None
    try:
        return PdfDocument(body)
    except PdfiumError as error:
        what = "a PDF that needs a password" if "password" in str(error).lower() else "a PDF that is broken"
        raise RejectedError(what) from error


def _pages(document: "PdfDocument") -> Iterator[list[_Line]]:
    left = MOST_CHARACTERS
    for number in range(len(document)):
        with closing(document[number]) as page, closing(page.get_textpage()) as text_page:
            left -= text_page.count_chars()
            if left < 0:
                raise RejectedError(f"a PDF of more than {MOST_CHARACTERS:,} characters")
            yield list(_lines(text_page))


def _lines(text_page: "PdfTextPage") -> Iterator[_Line]:
    """The lines of a page; one that ends in a divided word goes on with the next."""
    from pypdfium2 import raw

    characters: list[str] = []
    places: list[int] = []  # of the characters that are seen
    for index in range(text_page.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text_page.raw, index))
        if character == "\n" and places:
            yield _line(text_page, "".join(characters), places)
        if character == "\n":
            characters, places = [], []
            continue
        characters.append(character)
        places += [] if character.isspace() or character == _DIVIDED else [index]
    if places:
        yield _line(text_page, "".join(characters), places)


def _line(text_page: "PdfTextPage", text: str, places: list[int]) -> _Line:
    _, bottom, _, top = text_page.get_charbox(places[0], loose=True)
    _, last_bottom, _, _ = text_page.get_charbox(places[-1], loose=True)
    return _Line(" ".join(text.split(" ")).strip(), top, last_bottom, top - bottom)


def _paragraphs(lines: list[_Line]) -> Iterator[str]:
    """The lines of a page, in groups."""
    gaps = [above.bottom - below.top for above, below in pairwise(lines)]
    usual = median_low(gaps) if len(gaps) >= _ENOUGH else 0.0
    group = [line.text for line in lines[:1]]
    for line, gap in zip(lines[1:], gaps, strict=True):
        if gap > usual + _LOWER * line.height:
            yield " ".join(group)
            group = []
        group.append(line.text)
    if group:
        yield " ".join(group)


def _undivided(found: list[str]) -> Iterator[str]:
    hyphenated = {word.lower() for paragraph in found for word in _WHOLE_WORD.findall(paragraph)}

    def joined(divided: re.Match[str]) -> str:
        one, other = divided.groups()
        with_hyphen = f"{one}-{other}"
        return with_hyphen if with_hyphen.lower() in hyphenated else one + other

    return (_DIVIDED_WORD.sub(joined, paragraph).replace(_DIVIDED, "-") for paragraph in found)

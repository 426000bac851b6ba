"""From bytes to text: UTF-8, and nothing in it that cannot be seen."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator

from factcheck.core.problems import Place, Problem, problem
from factcheck.core.text import Text

# What HTML and XML cannot hold: control characters other than white space, and non-characters.
NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
# And what can deceive a reviewer: bidirectional overrides and isolates, line and paragraph separators,
# a byte-order mark that is not the first character.
INVISIBLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


def decode(path: str, raw: bytes, *, as_published: bool = False) -> tuple[str | None, list[Problem]]:
    """The text of a file without its byte-order mark, and every invisible control character in it.

    A seed is kept `as_published`: only what no page can show is refused in it.
    """
    raw = raw.removeprefix(BOM_UTF8)
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        return None, [_not_utf8(path, raw, error.start)]
    if text.count("\0") > len(text) // 4:  # every second byte of Latin text in UTF-16
        return None, [_not_utf8(path, raw, raw.index(0))]
    return text, list(_invisible(path, text, NOT_TEXT if as_published else INVISIBLE))


def _not_utf8(path: str, raw: bytes, offset: int) -> Problem:
    before = raw[:offset].decode()
    is_utf16 = raw[:2] in (b"\xff\xfe", b"\xfe\xff") or raw[offset] == 0
    found = "a UTF-16 file" if is_utf16 else f"byte 0x{raw[offset]:02X}"
    fix = "store the article anew, as UTF-8" if path.startswith("seeds/") else "save the file as UTF-8 in your editor"
    return problem("FC101", place_of(path, before, len(before)), ("found", found), ("fix", fix))


def _invisible(path: str, text: str, pattern: re.Pattern[str]) -> Iterator[Problem]:
    return (control(place_of(path, text, found.start()), found.group()) for found in pattern.finditer(text))


def place_of(path: str, text: str, offset: int, first_line: int = 1) -> Place:
    """The place of an offset in a text that begins at `first_line` of the file."""
    line, column = Text(text).position(offset)
    return Place(path, line + first_line - 1, column)


def control(place: Place, character: str) -> Problem:
    """The problem of an invisible control character."""
    return problem("FC102", place, ("found", f"U+{ord(character):04X}"), ("fix", "delete it; your editor may hide it"))

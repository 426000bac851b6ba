"""Texts and days as every feed can hold them, whatever a contributor typed."""

import re
from datetime import UTC, date, datetime
from functools import cache

from factcheck.core.text import collapse

# What is no `Char` of XML 1.0 (section 2.2): most control characters, U+FFFE, U+FFFF, and half of a surrogate pair,
# which UTF-8 cannot write either. Tab and line ends are `Char`s, but a line of text has none.
_NO_CHARACTER = "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


def line(text: str) -> str:
    """`text` as one line that XML 1.0 and UTF-8 can hold: what they cannot becomes U+FFFD.

    The sign shows that something stood there and keeps the words around it apart; content files with such characters
    are refused long before, so it is seen by nobody but those who call this with a text from elsewhere. Atom and JSON
    Feed get the same line, though JSON could hold more, so that they never tell different things.
    """
    return _no_character().sub("\N{REPLACEMENT CHARACTER}", collapse(text))


@cache
def _no_character() -> re.Pattern[str]:
    return re.compile(_NO_CHARACTER)  # 5 ms: when the first feed is written


def midnight(day: date) -> datetime:
    """The beginning of a day in UTC: feeds want a time (RFC 3339), and content has none."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)

"""Notes: what a person has to know about an imported claim; and texts made fit for front matter."""

import re
from collections.abc import MutableSequence
from dataclasses import dataclass
from enum import StrEnum

from factcheck.core.encoding import INVISIBLE
from factcheck.core.problems import shown
from factcheck.core.text import collapse

_LINE_END = re.compile("[\v\x85\u2028\u2029]")  # line ends that are no white space to us
_UNSEEN = re.compile(f"{INVISIBLE.pattern}|[\ud800-\udfff]")  # halves of characters: JSON can name them by escapes
_MARKUP = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8}[0-9]{0,2});|</?[a-zA-Z][^<>]{0,100}>")


class Tone(StrEnum):
    """What a note is about."""

    LOST = "not mapped"
    CHANGED = "changed"
    TODO = "to do"


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the report. `key` is a property of schema.org; for what is to do, a key of ours."""

    tone: Tone
    key: str
    text: str


class Notes:
    """The notes on one review, as they are found."""

    def __init__(self) -> None:
        self.found: MutableSequence[Note] = []

    def lost(self, key: str, reason: str, value: str = "") -> None:
        """Something that the draft does not have, and why."""
        self._add(Tone.LOST, key, f"{shown(value)}: {reason}" if value else reason)

    def changed(self, key: str, words: str) -> None:
        """Something that the draft has in another form."""
        self._add(Tone.CHANGED, key, words)

    def to_do(self, key: str, words: str) -> None:
        """Something to look at."""
        self._add(Tone.TODO, key, words)

    def _add(self, tone: Tone, key: str, text: str) -> None:
        note = Note(tone, key, shown(text, len(text))[1:-1])  # a terminal must not obey what others wrote
        if note not in self.found:
            self.found.append(note)

    def line(self, key: str, value: str | None, most: int) -> str | None:
        """A text on one line, without what nobody can see; None where nothing is left, or more than `most`."""
        if value is None:
            return None
        spaced = _LINE_END.sub(" ", value)
        text = collapse(_UNSEEN.sub("", spaced))
        if not text:
            self.lost(key, "it is empty", value)
            return None
        if len(text) > most:
            self.lost(key, f"it has {len(text):,} characters; at most {most:,} are possible", text[:60])
            return None
        if unseen := sorted(set(_UNSEEN.findall(spaced))):
            points = ", ".join(f"U+{ord(character):04X}" for character in unseen[:5])
            self.changed(key, f"characters that nobody can see were left out: {points}")
        if markup := _MARKUP.search(text):
            self.to_do(key, f"it holds {shown(markup.group())}: if that is HTML, write what it stands for")
        return text

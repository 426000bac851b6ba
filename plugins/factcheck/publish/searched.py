"""A stored text as the browser searches it for the words of a link (publish/deeplink.py).

What Chromium 156 takes for equal was found by experiment, and tests/browser/test_deeplink.py proves it
again: letters are compared by the primary weights of Unicode collation (UTS #10; case, accents, width
and ligatures do not count), quotation marks are folded, marks and format characters left away. The
folding here is at least as coarse: it may see a look-alike too many, never one too few.
"""

import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import compress

import regex

from factcheck.core.blocks import plain_blocks
from factcheck.core.text import WHITE_SPACE, Span, Text

# What neither name nor decomposition tells: æ weighs as ae, ة as ه. The marks are Chromium's own folding.
_WEIGHTS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛׳", "'"),
        **dict.fromkeys("“”„‟״⹂〝〞〟", '"'),
        **{"æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ð": "d", "Ð": "d", "ŀ": "l", "Ŀ": "l", "〇": "0"},
        **{"ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك"},
    }
)
# LATIN SMALL LETTER O WITH STROKE, HEBREW LETTER FINAL KAF, COMBINING CYRILLIC LETTER BE.
_NAME = regex.compile(r"\b(\w+) (?:SMALL |CAPITAL )?LETTER (?:SMALL |FINAL |INSULAR )?(\w+)(?: WITH .*)?$")
# Left away: controls, formats, spaces, and letters such as the tatweel that only modify others.
_WEIGHTLESS = frozenset(("Cc", "Cf", "Lm", "Mc", "Me", "Mn", "Zl", "Zp", "Zs"))

# Between two of these there is never a boundary of words.
_INSIDE = regex.compile(r"[[\p{Latin}\p{Greek}\p{Cyrillic}]&&\p{L}]{2}", regex.V1)
# Where a dictionary decides: only the ends of a run of such letters are sure.
_NO_SPACES = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Tai_Tham}ー々]"
_BY_DICTIONARY = regex.compile(rf"{_NO_SPACES}[\w\p{{M}}]|[\w\p{{M}}]{_NO_SPACES}")
_BOUNDARY = regex.compile(r"(?w)\b")
# Chromium 156 never ends its search for 👩 on a page with 👩\u200d🚀 or 👩🏽: the tab hangs.
_EMOJI = regex.compile(r"[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]")
# Within l’homme, 3.14 and צה״ל there is none. Libraries differ where marks or formats stand between.
_MID = r"[\p{WB=MidLetter}\p{WB=MidNum}\p{WB=MidNumLet}\p{WB=Single_Quote}\p{WB=Double_Quote}]"
_MARKS, _SPACED = r"[\p{M}\p{Cf}]*", rf"[\w--{_NO_SPACES}]"
_AROUND_MID = regex.compile(
    rf"(?<={_SPACED}{_MARKS}){_MID}{_MARKS}{_SPACED}|(?<={_SPACED}{_MARKS}{_MID}{_MARKS}){_SPACED}", regex.V1
)


@cache
def fold(character: str) -> str:
    """The letters, digits and signs that a character weighs as; none where it has no weight of its own."""
    letters = unicodedata.normalize("NFKD", character.translate(_WEIGHTS))
    plain = unicodedata.normalize("NFKD", "".join(map(_plain, letters)).casefold())
    return "".join(map(_plain, plain)).translate(_WEIGHTS)


def _plain(letter: str) -> str:
    """A letter without what is set on it, a digit as its value; nothing for what has no weight."""
    if letter.isascii():
        return letter if "!" <= letter <= "~" else ""
    category = unicodedata.category(letter)
    if category[0] in "LMS" and (name := _NAME.search(unicodedata.name(letter, ""))):
        return _named(name[1], name[2]) or letter
    if category in _WEIGHTLESS:
        return ""
    value = unicodedata.numeric(letter, -1) if category[0] == "N" else -1
    return str(int(value)) if value >= 0 and value == int(value) else letter


def _named(script: str, letter: str) -> str:
    script = "HIRAGANA" if script == "KATAKANA" else script
    for name in (f"{script} SMALL LETTER {letter}", f"{script} LETTER {letter}"):
        try:
            return unicodedata.lookup(name)
        except KeyError:
            continue
    return ""


@dataclass(frozen=True)
class Searched:
    """A text, its blocks, its boundaries of words, and where its words have look-alikes."""

    text: Text

    @cached_property
    def _parts(self) -> list[str]:
        parts = list(map(fold, self.text.raw))
        for block in plain_blocks(self.text):
            parts[block.span.start : block.span.start + block.bullet] = [""] * block.bullet
        return parts

    @cached_property
    def _folded(self) -> str:
        """What is compared: without white space, so that nothing is missed where terms join."""
        return "".join(self._parts)

    @cached_property
    def _offsets(self) -> "array[int]":
        """For each code point of `_folded`, the offset of its character; rising."""
        if len(self._folded) == sum(map(bool, self._parts)):  # most texts have no letter that weighs as two
            return array("L", list(compress(range(len(self._parts)), self._parts)))
        return array("L", [offset for offset, part in enumerate(self._parts) for _ in part])

    @cached_property
    def blocks(self) -> tuple[Span, ...]:
        """The blocks without bullets and numbers of lists, which are no text of a page."""
        return tuple(Span(block.span.start + block.bullet, block.span.end) for block in plain_blocks(self.text))

    def block_at(self, offset: int) -> int:
        """The number of the block that holds the character at `offset`."""
        return min(bisect_right(self.blocks, offset, key=lambda block: block.end), len(self.blocks) - 1)

    def _at(self, offset: int) -> int:
        return bisect_left(self._offsets, offset)

    def _fold(self, span: Span) -> str:
        return self._folded[self._at(span.start) : self._at(span.end)]

    def look_alikes(self, span: Span, start: int = 0) -> Iterator[int]:
        """Yield the offsets from `start` on where the browser may find the words of `span`: its own, too."""
        words, index = self._fold(span), self._at(start) - 1
        while words and (index := self._folded.find(words, index + 1)) >= 0:
            if self._may_bound(index) and self._may_bound(index + len(words)):
                yield self._offsets[index]

    def _may_bound(self, index: int) -> bool:
        if not 0 < index < len(self._folded):
            return True
        before, after = self._offsets[index - 1], self._offsets[index]
        return after != before + 1 or not _INSIDE.match(self.text.raw, before)

    def stands_before(self, span: Span, start: int, *, overlapping: bool = False) -> bool:
        """Whether the same words begin at or behind `start`, before `span`; or only such as reach into it."""
        words, own = self._fold(span), self._at(span.start)
        lowest = max(self._at(start), own - len(words) + 1) if overlapping else self._at(start)
        return words in self._folded[lowest : own + len(words) - 1]

    def last_end(self, offset: int) -> int:
        """Where the last character before `offset` ends that is no white space."""
        while offset > 0 and self.text.raw[offset - 1].isspace():
            offset -= 1
        return offset

    def next_start(self, offset: int) -> int:
        """Where the first character at or behind `offset` stands that is no white space."""
        while offset < len(self.text.raw) and self.text.raw[offset].isspace():
            offset += 1
        return offset

    def run_start(self, offset: int) -> int:
        """Where the run of characters without white space begins that holds the one at `offset`."""
        while offset > 0 and not self.text.raw[offset - 1].isspace():
            offset -= 1
        return offset

    def is_bounded(self, offset: int) -> bool:
        """Whether a word surely starts or ends here (UAX #29, without the choices of dictionaries)."""
        raw = self.text.raw
        # Not every space bounds: the narrow no-break one of “dit\u202f:” joins (ExtendNumLet).
        if offset in (0, len(raw)) or raw[offset] in WHITE_SPACE or raw[offset - 1] in WHITE_SPACE:
            return True
        is_unsure = _BY_DICTIONARY.match(raw, offset - 1) or _AROUND_MID.match(raw, offset)
        return not is_unsure and bool(_BOUNDARY.match(raw, offset))

    def may_start(self, offset: int) -> bool:
        """Whether the browser sees the character here: none that is left away begins a term."""
        return bool(self._parts[offset])

    def may_end(self, offset: int) -> bool:
        """Whether the browser sees the character before it, or a mark that is set on one; no emoji."""
        last = self.text.raw[offset - 1]
        return not _EMOJI.match(last) and (bool(self._parts[offset - 1]) or unicodedata.category(last)[0] == "M")

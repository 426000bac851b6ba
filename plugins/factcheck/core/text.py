"""Plain text with positions: white space, lines, words, sentences. All offsets are code points."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

import regex

from factcheck.core.slug import RUN as _RUN
from factcheck.core.slug import WHITE_SPACE as WHITE_SPACE
from factcheck.core.slug import collapse as collapse
from factcheck.core.slug import slugify as slugify
from factcheck.core.span import Span as Span

_CLUSTER = regex.compile(r"\X")
_LONG_RUN = re.compile(f"[{WHITE_SPACE}]{{2,}}")


class LineColumn(NamedTuple):
    """A position for people, both counted from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Text:
    """A text and what is derived from it once: its white-space map and its lines."""

    raw: str

    def __reduce__(self) -> tuple[type["Text"], tuple[str]]:
        """What is kept of a text: not what is derived from it."""
        return Text, (self.raw,)

    @cached_property
    def collapsed(self) -> str:
        """The text with every run of white space made one space (also at the ends)."""
        return _RUN.sub(" ", self.raw)

    @cached_property
    def _ends(self) -> tuple[list[int], list[int], list[int]]:
        """Where each run of two or more ends, in `collapsed` and in `raw`, and how much was left out by then.

        Few texts have many of them; an offset for each character took 0.2 ms a text.
        """
        ends = [run.end() for run in _LONG_RUN.finditer(self.raw)]
        out = list(accumulate(run.end() - run.start() - 1 for run in _LONG_RUN.finditer(self.raw)))
        return [end - left for end, left in zip(ends, out, strict=True)], ends, [0, *out]

    def expand(self, collapsed: Span) -> Span:
        """The span of `raw` for a span of `collapsed`, which must not be empty or end in white space."""
        ends, _, out = self._ends
        start, last = collapsed.start, collapsed.end - 1
        return Span(start + out[bisect_right(ends, start)], last + out[bisect_right(ends, last)] + 1)

    def shrink(self, span: Span) -> Span:
        """The span of `collapsed` for a span of `raw` that neither starts nor ends in white space."""
        _, ends, out = self._ends
        start, last = span.start, span.end - 1
        return Span(start - out[bisect_right(ends, start)], last - out[bisect_right(ends, last)] + 1)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(end.end() for end in re.finditer(r"\r\n|\n|\r", self.raw))]

    def position(self, offset: int) -> LineColumn:
        """Line and column of an offset."""
        line = bisect_right(self._line_starts, offset)
        return LineColumn(line, offset - self._line_starts[line - 1] + 1)

    @cached_property
    def _sentences(self) -> dict[Span, list[Span]]:
        return {}

    def sentences(self, span: Span) -> list[Span]:
        """The sentences of a span, as below; found once, however many quotes stand in it."""
        if span not in self._sentences:
            self._sentences[span] = sentences(self.raw, span)
        return self._sentences[span]

    def cut(self, span: Span) -> str:
        """The words of a span, as they stand."""
        return self.raw[span.start : span.end]


def cuts_character(text: str, span: Span) -> bool:
    """Whether a span starts or ends inside an extended grapheme cluster (Unicode UAX #29)."""
    return _inside_cluster(text, span.start) or _inside_cluster(text, span.end)


def _inside_cluster(text: str, offset: int) -> bool:
    if offset in (0, len(text)):
        return False
    if text[offset - 1].isascii() and text[offset].isascii():
        return text[offset - 1 : offset + 1] == "\r\n"
    # No cluster but CR LF holds two ASCII characters, so the last pair of them is a safe start.
    start = offset - 1
    while start > max(0, offset - 256) and not (text[start - 1].isascii() and text[start].isascii()):
        start -= 1
    return any(c.start() < offset < c.end() for c in _CLUSTER.finditer(text, start, offset + 64))


def cuts_word(text: str, span: Span) -> bool:
    """Whether a span starts or ends between two letters or digits."""
    return any(0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum() for offset in span)


# A full stop after these does not end a sentence; after a single letter (U.S.) it never does.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st gen col sen rep gov no art al vs etc approx dept inc ltd co jr sr vol fig p pp cf "
    "jan feb mar apr jun jul aug sep sept oct nov dec m mme mlle av bd env éd chap".split()
)
_END = regex.compile(
    r"[.!?…]+(?:[\"'”’)\]]|[ \u00a0\u202f]?»)*"  # the mark, and the quotation marks that close with it
    r"(?=[ \t\n\r\f]+(?:[\"'“‘(\[]|[—–«-][ \u00a0\u202f]?)*[\p{Lu}\p{Lt}\p{Lo}\d])"
    r"|[。！？]+|\s*\n"
)
_LAST_WORD = regex.compile(r"[\p{L}\p{M}.]+$")


def sentences(text: str, span: Span) -> list[Span]:
    """The sentences of a span, each without white space at its ends; together they hold all its words."""
    found, start = [], span.start
    for end in _END.finditer(text, span.start, span.end):
        if not _is_abbreviation(text[max(start, end.start() - 40) : end.start()], end.group()):
            found.append(Span(start, end.end()))
            start = end.end()
    found.append(Span(start, span.end))
    return [trimmed for sentence in found if (trimmed := trim(text, sentence)).end > trimmed.start]


def _is_abbreviation(before: str, mark: str) -> bool:
    if mark != ".":
        return False
    word = _LAST_WORD.search(before)
    last = word.group().split(".")[-1].lower() if word else ""
    return len(last) == 1 or last in _ABBREVIATIONS


def trim(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    start, end = span
    while start < end and text[start] in WHITE_SPACE:
        start += 1
    while end > start and text[end - 1] in WHITE_SPACE:
        end -= 1
    return Span(start, end)

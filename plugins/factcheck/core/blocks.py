"""The structure of a seed: headings, paragraphs and list items, without changing a character.

Two forms of plain text are known. Where all lines are short and blank lines separate runs of them, a
run is a block; else every line is a block. What begins with a bullet or a number is a list item.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from factcheck.core.text import WHITE_SPACE, Span, Text, collapse, trim


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the seed. Blocks are in order, do not overlap, and hold all but white space."""

    kind: Kind
    span: Span
    bullet: int = 0  # of an item: how many code points its bullet and the space after it take


# A heading is short: the longest of the real article has 56 code points.
LONGEST_HEADING = 90
LONGEST_WRAPPED_LINE = 120
_LINE = re.compile(r"[^\r\n]+")
_ITEM = re.compile(r"(?:[-*+•‣▪–—]|\d{1,3}[.)])[ \t]+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?…,;:][\"'”’»)\]]*$")
_INITIALS_END = re.compile(r"(?:\b\w\.){2,}$")  # "… for Europe and the U.S." ends no sentence


def blocks(text: Text, headings: Sequence[str] | None = None) -> tuple[Block, ...]:
    """Recover the structure of a seed.

    `headings`, where given, are the lines that are headings, and the rule is not used.
    """
    spans = list(_spans(text))
    fixed = None if headings is None else {collapse(line) for line in headings}
    return tuple(_block(text, span, fixed, is_last=span is spans[-1]) for span in spans)


@lru_cache(maxsize=1_024)  # the quotes, the links and the page of an extract ask for it, one soon after the other
def plain_blocks(text: Text) -> tuple[Block, ...]:
    """The structure of a text in which no line is a heading."""
    return blocks(text, headings=())


def _spans(text: Text) -> Iterator[Span]:
    lines = [trim(text.raw, Span(*line.span())) for line in _LINE.finditer(text.raw) if line.group().strip(WHITE_SPACE)]
    wrapped = _is_wrapped(text, lines)
    start = lines[0].start if lines else 0
    for line, following in pairwise([*lines, None]):
        if line and not (wrapped and following and _continues(text, line, following)):
            yield Span(start, line.end)
            start = following.start if following else 0


def _is_wrapped(text: Text, lines: Sequence[Span]) -> bool:
    """Whether lines are broken to fit a width: all short, and blank lines between the runs."""
    is_narrow = all(line.end - line.start <= LONGEST_WRAPPED_LINE for line in lines)
    return is_narrow and any(not _is_below(text, *pair) for pair in pairwise(lines))


def _continues(text: Text, line: Span, following: Span) -> bool:
    return _is_below(text, line, following) and not _ITEM.match(text.raw, following.start)


def _is_below(text: Text, line: Span, following: Span) -> bool:
    """Whether two lines stand right below each other, with no blank line between."""
    return text.position(following.start).line == text.position(line.end - 1).line + 1


def _block(text: Text, span: Span, headings: set[str] | None, *, is_last: bool) -> Block:
    words = text.cut(span)
    is_heading = _looks_like_heading(words) and not is_last if headings is None else collapse(words) in headings
    if is_heading:
        return Block(Kind.HEADING, span)
    if bullet := _ITEM.match(words):
        return Block(Kind.ITEM, span, bullet.end())
    return Block(Kind.PARAGRAPH, span)


def _looks_like_heading(words: str) -> bool:
    """One short line that starts like a title and does not end like a sentence."""
    if len(words) > LONGEST_HEADING or "\n" in words or "\r" in words or _ITEM.match(words):
        return False
    first = words.lstrip("\"'“‘«([")[:1]
    ends_open = not _SENTENCE_END.search(words) or _INITIALS_END.search(words)
    return bool(ends_open) and (first.isupper() or first.isdigit() or (first.isalpha() and not first.islower()))

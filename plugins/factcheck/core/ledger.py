"""The coverage ledger: every sentence of an article, in exactly one state.

So that a reader sees what was not checked, and a choice of claims cannot pass for the whole article.
The stretches of a ledger hold every character of the text but white space (`uncovered` looks for others).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from factcheck.core.blocks import Block
from factcheck.core.text import Span, Text, sentences, trim

_LINE_ENDS = str.maketrans("\r\n", "  ")


class State(StrEnum):
    """What became of a sentence. A sentence that nobody says anything about is unchecked."""

    CHECKED = "checked"  # touched by the quote of a published claim, whatever the verdict
    OPINION = "opinion"  # an opinion, or not checkable
    UNCHECKED = "unchecked"  # not checked yet
    OUT_OF_SCOPE = "out-of-scope"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A passage that the editors do not check, and why. It stands for every sentence that it touches."""

    span: Span
    state: State
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A sentence in its state. It neither starts nor ends in white space."""

    span: Span
    state: State
    claims: tuple[str, ...] = ()  # of a checked one: the slugs, in the order they were given
    reason: str | None = None  # of one set aside


def article_sentences(text: Text, blocks: Sequence[Block]) -> tuple[Span, ...]:
    """The sentences of all blocks, in order; a heading has its own, a bullet belongs to what follows it."""
    # In a block, a line end only wraps. One space for each keeps all offsets.
    unwrapped = text.raw.translate(_LINE_ENDS)
    return tuple(sentence for block in blocks for sentence in _block_sentences(unwrapped, block))


def _block_sentences(raw: str, block: Block) -> Iterator[Span]:
    start = block.span.start
    # Without its number, else “1.” would be a sentence.
    for sentence in sentences(raw, Span(start + block.bullet, block.span.end)):
        yield Span(start, sentence.end) if start == block.span.start else sentence
        start = sentence.end


def touched(found: Sequence[Span], span: Span) -> range:
    """The indexes of those sentences that share a character with `span`; `found` is in order."""
    first = bisect_right(found, span.start, key=lambda sentence: sentence.end)
    return range(first, bisect_left(found, span.end, key=lambda sentence: sentence.start))


def ledger(
    text: Text, blocks: Sequence[Block], claims: Iterable[tuple[str, Span]], set_aside: Iterable[SetAside]
) -> tuple[Stretch, ...]:
    """Every sentence in its state. `claims` are the slugs and quotes of the published ones.

    A claim comes before a passage set aside, and of these the first one counts; core/setaside.py refuses both.
    """
    found = article_sentences(text, blocks)
    checked: dict[int, list[str]] = {}
    for slug, span in claims:
        for index in touched(found, span):
            checked.setdefault(index, []).append(slug)
    aside: dict[int, SetAside] = {}
    for passage in set_aside:
        for index in touched(found, passage.span):
            aside.setdefault(index, passage)
    return tuple(_stretch(span, checked.get(index, ()), aside.get(index)) for index, span in enumerate(found))


def _stretch(span: Span, claims: Sequence[str], passage: SetAside | None) -> Stretch:
    if claims:
        return Stretch(span=span, state=State.CHECKED, claims=tuple(claims))
    if passage:
        return Stretch(span=span, state=passage.state, reason=passage.reason)
    return Stretch(span=span, state=State.UNCHECKED)


def uncovered(text: Text, stretches: Sequence[Stretch]) -> Iterator[Span]:
    """Yield the parts of the text that stand between stretches and are not white space: there must be none."""
    ends = [Span(0, 0), *(stretch.span for stretch in stretches), Span(len(text.raw), len(text.raw))]
    for before, after in pairwise(ends):
        gap = trim(text.raw, Span(before.end, after.start))
        if gap.start < gap.end:
            yield gap

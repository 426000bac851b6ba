"""Annotate: text, blocks and spans become marked HTML. No character of the text is changed.

The text is cut at every boundary of a block or a span. A piece that lies in one or more spans becomes
a link of the innermost one, so links never nest and never cross a block, however the spans overlap.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby, pairwise

from factcheck.core.blocks import Block, Kind
from factcheck.core.text import Span

LOWEST_LINE = 4  # of the underlines below each other: a fifth would touch the next line of text


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A span to be marked, and what its link says."""

    slug: str  # [a-z0-9-]; makes the anchors mark-<slug> and note-<slug>
    span: Span
    number: int
    verdict: str  # the token of its colour: a class of the theme
    label: str  # the verdict's word
    has_symbol: bool = True  # whether the theme draws one for the verdict: symbol-<verdict>
    noun: str = "claim"  # what the number counts
    colon: str = ": "  # in the page's language


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedBlock:
    """A block with its marks."""

    kind: Kind
    bullet: str  # of an item: its bullet and the space after it
    html: str  # safe: every character of the text is escaped
    slugs: tuple[str, ...]  # of the marks that end here: their notes follow
    gap: str  # the white space up to the next block

    @property
    def gap_html(self) -> str:
        """The gap, as safe HTML that a parser reads as the same characters."""
        return escape_text(self.gap)


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring blocks of one kind; items of a list stand together."""

    kind: Kind
    blocks: tuple[AnnotatedBlock, ...]


def annotate(text: str, blocks: Sequence[Block], marks: Sequence[Mark]) -> tuple[Part, ...]:
    """Mark the spans. The blocks' bullets, texts and gaps, joined, give `text` back.

    White space before the first block belongs to nobody; `lead` gives it.
    """
    ordered = sorted(marks, key=lambda mark: (mark.span, mark.slug))
    nexts = [*(block.span.start for block in blocks), len(text)][1:]
    here = _reaching([block.span for block in blocks], ordered)
    annotated = [_block(text, *each) for each in zip(blocks, nexts, here, strict=True)]
    parts: list[Part] = []
    for kind, group in groupby(annotated, key=lambda block: block.kind):
        members = tuple(group)
        parts.extend([Part(kind, members)] if kind is Kind.ITEM else (Part(kind, (block,)) for block in members))
    return tuple(parts)


def lead(text: str, blocks: Sequence[Block]) -> str:
    """The white space before the first block."""
    return text[: blocks[0].span.start] if blocks else text


def _reaching(spans: Sequence[Span], marks: Sequence[Mark]) -> list[list[Mark]]:
    """For each of the spans, which follow each other, the marks that reach into it.

    Only those are looked at: 1,000 marks in each of 1,000 paragraphs were four million comparisons.
    """
    starts, ends = [span.start for span in spans], [span.end for span in spans]
    reaching: list[list[Mark]] = [[] for _ in spans]
    for mark in marks:
        for into in reaching[bisect_right(ends, mark.span.start) : bisect_left(starts, mark.span.end)]:
            into.append(mark)
    return reaching


def _block(text: str, block: Block, after: int, here: Sequence[Mark]) -> AnnotatedBlock:
    inner = Span(block.span.start + _bullet(block, here), block.span.end)
    return AnnotatedBlock(
        kind=block.kind,
        bullet=text[block.span.start : inner.start],
        html="".join(_pieces(text, inner, here, _anchors(block, inner, here))),
        slugs=tuple(mark.slug for mark in here if mark.span.end <= inner.end),
        gap=text[inner.end : after],
    )


def _bullet(block: Block, marks: Sequence[Mark]) -> int:
    """The length of a block's bullet; none where a mark ends in it, so that the end can be shown."""
    end = block.span.start + block.bullet
    return 0 if any(block.span.start < mark.span.end <= end for mark in marks) else block.bullet


def _anchors(block: Block, inner: Span, marks: Sequence[Mark]) -> dict[int, list[Mark]]:
    """The marks that begin in a block, by the offset of their first piece."""
    anchors: dict[int, list[Mark]] = {}
    for mark in marks:
        if mark.span.start >= block.span.start:
            anchors.setdefault(max(mark.span.start, inner.start), []).append(mark)
    return anchors


def _pieces(text: str, inner: Span, marks: Sequence[Mark], anchors: Mapping[int, Sequence[Mark]]) -> Iterator[str]:
    """The HTML of one block's text, piece by piece."""
    edges = {edge for mark in marks for edge in mark.span if inner.start < edge < inner.end}
    pieces = [Span(*ends) for ends in pairwise(sorted({*inner, *edges}))]
    for piece, covering in zip(pieces, _reaching(pieces, marks), strict=True):
        words = escape_text(text[piece.start : piece.end])
        yield _piece(words, piece, covering, anchors.get(piece.start, ())) if covering else words


def _piece(words: str, piece: Span, covering: Sequence[Mark], beginning: Sequence[Mark]) -> str:
    """A marked piece: the link of its innermost mark, and the references of all marks that end with it."""
    owner = min(covering, key=lambda mark: (mark.span.end - mark.span.start, -mark.span.start, mark.slug))
    ending = [mark for mark in covering if mark.span.end == piece.end]
    reference = _reference(owner) if owner in ending else ""
    link = _link(owner, words + reference, is_first=owner in beginning, is_last=owner in ending)
    return (
        "".join(f'<span id="mark-{mark.slug}"></span>' for mark in beginning if mark is not owner)
        + _stacked(link, [mark for mark in covering if mark is not owner])
        + "".join(_link(mark, _reference(mark), is_first=False, is_last=True) for mark in ending if mark is not owner)
    )


def _stacked(link: str, others: Sequence[Mark]) -> str:
    """The piece underlined once more for each other mark that covers it, lower and lower, the longest last."""
    for level, mark in enumerate(sorted(others, key=lambda mark: (mark.span.end - mark.span.start, mark.slug)), 2):
        classes = f"under verdict-{mark.verdict} level-{min(level, LOWEST_LINE)}"
        link = f'<span class="{classes}" data-mark="{mark.slug}">{link}</span>'
    return link


def _link(mark: Mark, inner: str, *, is_first: bool, is_last: bool) -> str:
    """A link to the mark's note. The last piece is the one stop for the keyboard."""
    anchor = f' id="mark-{mark.slug}"' if is_first else ""
    stop = "" if is_last else ' tabindex="-1"'
    return f'<a class="mark verdict-{mark.verdict}"{anchor} href="#note-{mark.slug}"{stop}>{inner}</a>'


def _reference(mark: Mark) -> str:
    """Number, symbol and verdict: what the link says besides the quoted words."""
    # The word joiner keeps the pill on the line of the words it belongs to.
    return (
        f'<span class="reference">\u2060<span class="pill"><span class="unseen"> ({escape(mark.noun)} </span>'
        f"{mark.number}{_symbol(mark) if mark.has_symbol else ''}"
        f'<span class="unseen">{escape(mark.colon)}{escape(mark.label)})</span></span></span>'
    )


def _symbol(mark: Mark) -> str:
    return f'<svg class="symbol" aria-hidden="true"><use href="#symbol-{mark.verdict}"></use></svg>'


def escape_text(text: str) -> str:
    """Text as HTML; a carriage return by reference, since parsers turn a bare one into a line feed."""
    return escape(text, quote=False).replace("\r", "&#13;")

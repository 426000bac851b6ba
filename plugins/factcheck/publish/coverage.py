"""Coverage: the ledger of an article as it is shown, as a bar of shares and as a list in the order of the text.

Templates compute nothing. White space between sentences counts nowhere.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from factcheck.core.ledger import State, Stretch
from factcheck.core.model import Article, Claim, Site
from factcheck.core.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Sentences of one paragraph, one after the other, of which the same is to be said."""

    state: State
    words: str  # as they stand in the article
    sentences: int
    claims: tuple[Claim, ...]
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How much of an article is in a state."""

    state: State
    sentences: int
    characters: int
    percent: int  # of the characters; those of all states make 100
    before: int  # percent of the states before it: where its part of the bar begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """An article's ledger: `rows` hold every character but white space, `shares` have every state once."""

    rows: tuple[Row, ...]
    shares: tuple[Share, ...]
    sentences: int
    characters: int
    quoted: int  # how many of the characters stand in a claim's quote: fewer than its whole sentence has
    quoted_percent: int  # rounded down


def coverage(site: Site, article: Article) -> Coverage:
    """The ledger of an article, from its published claims and from what its editors set aside."""
    stretches, claims = site.ledger_of(article), site.claims_of(article)
    characters = sum(map(_length, stretches))
    quoted = _quoted(len(article.text.raw), stretches, (claim.span for claim in claims))
    return Coverage(
        rows=tuple(_rows(article, stretches, {claim.slug: claim for claim in claims})),
        shares=shares_of(stretches),
        sentences=len(stretches),
        characters=characters,
        quoted=quoted,
        quoted_percent=100 * quoted // max(characters, 1),
    )


def _rows(article: Article, stretches: Iterable[Stretch], claims: dict[str, Claim]) -> Iterator[Row]:
    def same(stretch: Stretch) -> tuple[object, ...]:
        block = bisect_right(article.blocks, stretch.span.start, key=lambda block: block.span.start)
        return block, stretch.state, stretch.claims, stretch.reason

    for _, alike in groupby(stretches, key=same):
        first, *_ = found = list(alike)
        yield Row(
            state=first.state,
            words=article.text.cut(Span(first.span.start, found[-1].span.end)),
            sentences=len(found),
            claims=tuple(claims[slug] for slug in first.claims),
            reason=first.reason,
        )


def shares_of(stretches: Sequence[Stretch]) -> tuple[Share, ...]:
    """How much of a ledger is in each state."""
    by_state = {state: [stretch for stretch in stretches if stretch.state is state] for state in State}
    characters = [sum(map(_length, found)) for found in by_state.values()]
    percents = percentages(characters)
    rows = zip(by_state.items(), characters, percents, accumulate(percents, initial=0), strict=False)
    return tuple(
        Share(state=state, sentences=len(found), characters=count, percent=percent, before=before)
        for (state, found), count, percent, before in rows
    )


def percentages(counts: Sequence[int]) -> list[int]:
    """Whole percentages that make 100, by the largest remainder (Hamilton); all 0 where there is nothing to share.

    What there is gets 1 at least, taken from the largest: 997 of 1,000 are not shown as 100 %, nor 3 as none.
    """
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    shares = [100 * count // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda index: -(100 * counts[index] % total))
    for index in by_remainder[: 100 - sum(shares)]:
        shares[index] += 1
    for index, count in enumerate(counts):
        if count and not shares[index]:
            shares[shares.index(max(shares))] -= 1
            shares[index] = 1
    return shares


def _length(stretch: Stretch) -> int:
    return stretch.span.end - stretch.span.start


def _quoted(size: int, stretches: Iterable[Stretch], quotes: Iterable[Span]) -> int:
    """How many characters of the sentences stand in quotes, each counted once where quotes overlap."""
    inside = bytearray(size)
    for start, end in quotes:
        inside[start:end] = b"\1" * (end - start)
    return sum(inside.count(1, *stretch.span) for stretch in stretches)

"""The numbers of pages: their places in the order that they are handed in, which is also that of lists of results.

A page that is added or goes away moves all behind it, and that costs little (`postings.moved`), for their order stays.
So pages whose order does change are few by definition: they are those beside the longest row that stays in order.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise


def strayed(old: Iterable[str], new: Iterable[str]) -> frozenset[str]:
    """The fewest pages of both orders without which the others stand in the same one."""
    before = [*old]
    places = {url: place for place, url in enumerate(before)}
    common = [places[url] for url in new if url in places]
    if all(one < following for one, following in pairwise(common)):
        return frozenset()
    return frozenset(before[place] for place in {*common} - {*_longest(common)})


def _longest(numbers: Iterable[int]) -> Iterator[int]:
    """The longest row of increasing numbers, from its end; by the lowest end of each length and what led to it."""
    ends: list[int] = []
    led: dict[int, int | None] = {}
    for number in numbers:
        length = bisect_left(ends, number)
        led[number] = ends[length - 1] if length else None
        ends[length : length + 1] = [number]
    last = ends[-1] if ends else None
    while last is not None:
        yield last
        last = led[last]


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of pages while some are added and others not yet gone."""

    old: dict[str, int]  # by address
    new: dict[str, int]
    count: int


def numbered(old: Collection[str], new: Iterable[str], moving: Collection[str]) -> Numbers:
    """Numbers for both orders, one for both of a page that is in both and not moving."""
    waiting = iter(old)
    before: dict[str, int] = {}
    after: dict[str, int] = {}
    count = 0
    for url in new:
        if url in old and url not in moving:
            for passed in waiting:
                before[passed], count = count, count + 1
                if passed == url:
                    break
            after[url] = before[url]
        else:
            after[url], count = count, count + 1
    rest = {url: count + place for place, url in enumerate(waiting)}
    return Numbers(before | rest, after, count + len(rest))

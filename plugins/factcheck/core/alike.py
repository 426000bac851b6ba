"""Alike: how far two long sequences are the same, from a start or from the end. C compares a stretch at once."""

from bisect import bisect_left
from collections.abc import Sequence

_STRETCH = 1 << 16  # entries: bytes, or keys


def at_start(one: Sequence[object], other: Sequence[object], begin: int = 0, began: int = 0) -> int:
    """How many entries are the same, from `begin` in one and `began` in the other on."""
    count, most = 0, min(len(one) - begin, len(other) - began)
    while count < most:
        size = min(_STRETCH, most - count)
        here, there = one[begin + count : begin + count + size], other[began + count : began + count + size]
        if here != there:
            return count + _first(here, there)
        count += size
    return count


def at_end(one: Sequence[object], other: Sequence[object], most: int) -> int:
    """How many entries are the same at the ends, at `most` so many."""
    count = 0
    while count < most:
        size = min(_STRETCH, most - count)
        here, there = (entries[len(entries) - count - size : len(entries) - count] for entries in (one, other))
        if here != there:
            return count + _first(here[::-1], there[::-1])
        count += size
    return count


def _first(here: Sequence[object], there: Sequence[object]) -> int:
    """The place of the first entry that differs; there is one."""
    return bisect_left(range(len(here)), True, key=lambda place: here[: place + 1] != there[: place + 1])

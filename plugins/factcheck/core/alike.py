"""Alike: how far two long texts of bytes are the same, from a start or from the end. C compares a stretch at once."""

from bisect import bisect_left

_STRETCH = 1 << 16  # bytes


def at_start(one: bytes, other: bytes, begin: int = 0, began: int = 0) -> int:
    """How many bytes are the same, from `begin` in one and `began` in the other on."""
    count, most = 0, min(len(one) - begin, len(other) - began)
    while count < most:
        size = min(_STRETCH, most - count)
        here, there = one[begin + count : begin + count + size], other[began + count : began + count + size]
        if here != there:
            return count + _first(here, there)
        count += size
    return count


def at_end(one: bytes, other: bytes, most: int) -> int:
    """How many bytes are the same at the ends, at `most` so many."""
    count = 0
    while count < most:
        size = min(_STRETCH, most - count)
        here, there = (text[len(text) - count - size : len(text) - count] for text in (one, other))
        if here != there:
            return count + _first(here[::-1], there[::-1])
        count += size
    return count


def _first(here: bytes, there: bytes) -> int:
    """The place of the first byte that differs; there is one."""
    return bisect_left(range(len(here)), True, key=lambda place: here[: place + 1] != there[: place + 1])

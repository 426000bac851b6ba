"""Nearness: who has most in common with whom, for members that each have keys of several kinds.

A set of members is a number here, in which each is a bit. 1,000 claims that all cite one source are near to one
another: counted one by one they were a million for a build; as bits they are a few operations for each claim.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import product
from typing import Generic, TypeVar

Member = TypeVar("Member")
Keys = Sequence[Collection[str]]  # those of each kind; what is common in an earlier kind counts for more


class Nearness(Generic[Member]):
    """Members in their order, with their keys."""

    def __init__(self, members: Sequence[tuple[Member, Keys]]) -> None:
        self._members = [member for member, _ in members]
        self._having: dict[tuple[int, str], int] = {}  # the members that have a key of a kind
        for number, (_, keys) in enumerate(members):
            for key in ((kind, key) for kind, of_kind in enumerate(keys) for key in of_kind):
                self._having[key] = self._having.get(key, 0) | 1 << number

    def near(self, keys: Keys) -> Iterator[Member]:
        """The members that have some of the keys.

        Those with most keys of the first kind come first; of these, those with most of the second; and so on. Those
        that have as many stand in their order.
        """
        everyone = left = (1 << len(self._members)) - 1
        kinds = [[*self._at_least(kind, set(of_kind)), everyone] for kind, of_kind in enumerate(keys)]
        for levels in list(product(*kinds))[:-1]:  # the last are those that need have nothing
            found = left
            for level in levels:
                found &= level
            left &= ~found
            yield from self._in(found)

    def _at_least(self, kind: int, keys: Iterable[str]) -> list[int]:
        """The members that have n of the keys or more, for each n from the most that anyone has down to 1."""
        levels: list[int] = []
        for key in keys:
            more = self._having.get((kind, key), 0)
            for number, level in enumerate(levels):
                levels[number], more = level | more, level & more
            levels += [more] if more else []
        return levels[::-1]

    def _in(self, found: int) -> Iterator[Member]:
        while found:
            first = found & -found
            yield self._members[first.bit_length() - 1]
            found ^= first

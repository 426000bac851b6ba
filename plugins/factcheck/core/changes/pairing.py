"""Pairing: each published claim, and what has become of it.

A claim that was renamed (it names its former address under `formerly`) is compared with its former self.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from factcheck.core.changes.aspects import Change
from factcheck.core.changes.differing import changes
from factcheck.core.changes.state import Entry, State, Stated, formerly


@dataclass(frozen=True)
class Pair:
    """A published claim and what has become of it."""

    before: Stated
    after: Stated
    changes: tuple[Change, ...]

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The corrections that the published file did not have, in the order of the file."""
        left = Counter(self.before.corrections)
        return tuple(entry for entry in self.after.corrections if not _taken(left, entry))

    @cached_property
    def lost(self) -> tuple[Entry, ...]:
        """The published corrections that the file no longer has."""
        left = Counter(self.after.corrections)
        return tuple(entry for entry in self.before.corrections if not _taken(left, entry))

    @property
    def is_renamed(self) -> bool:
        """Whether it has another address now."""
        return self.before.name != self.after.name

    @property
    def is_changed(self) -> bool:
        """Whether a reader or reviewer has anything to see."""
        return bool(self.changes or self.entries or self.lost or self.is_renamed)

    def telling(self, change: Change) -> Entry | None:
        """The new correction that tells of a change; the last one, where there are several."""
        told = (entry for entry in reversed(self.entries) if entry.kind in change.sufficient)
        return next(told, None)


def _taken(left: Counter[Entry], entry: Entry) -> bool:
    """Take one such entry out of those left, if there is one: equal ones count as often as they are written."""
    left[entry] -= 1
    return left[entry] >= 0


@dataclass(frozen=True)
class Comparison:
    """Two states of the content, and how they belong together."""

    before: State
    after: State

    @cached_property
    def renamed(self) -> Mapping[str, str]:
        """The address now for each address of a claim that was given up."""
        return formerly(self.after.published)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The claims that were published and still are, in the order of their former addresses."""
        return tuple(self._pairs())

    def _pairs(self) -> Iterator[Pair]:
        sources = formerly(self.after.sources)
        for name, was in self.before.published.items():
            now = self.after.published.get(name) or self.after.published.get(self.renamed.get(name, ""))
            if now:
                yield Pair(was, now, changes(was, now, sources))

    @cached_property
    def new(self) -> tuple[Stated, ...]:
        """The claims that are published for the first time."""
        known = {pair.after.name for pair in self.pairs}
        return tuple(claim for name, claim in self.after.published.items() if name not in known)

    @cached_property
    def gone(self) -> tuple[Stated, ...]:
        """The published claims that are not published now, and have no other address; unreadable ones are not gone."""
        known = {pair.before.name for pair in self.pairs}
        return tuple(claim for name, claim in self.before.published.items() if name not in known | self.unreadable)

    @cached_property
    def unreadable(self) -> frozenset[str]:
        """The published claims whose file is there and cannot be read: it has problems of its own."""
        there = {name for name, claim in self.before.published.items() if claim.path in self.after.files}
        return frozenset(there - set(self.after.claims))

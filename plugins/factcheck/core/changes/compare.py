"""Comparison: the published state and the present one, claim by claim. Read this first. Pure: both are path to bytes.

    files then, files now ─ State ─▶ Comparison: pairs of claims ─ RULES ─▶ Changes and their problems

`aspects.py` is the table of what can change and which kinds of correction tell of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from factcheck.core.changes.pairing import Comparison, Pair
from factcheck.core.changes.rules import RULES
from factcheck.core.changes.state import State, Stated
from factcheck.core.problems import Problem


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What differs from the published state."""

    changed: tuple[Pair, ...]
    new: tuple[Stated, ...]
    gone: tuple[Stated, ...]
    withdrawn: tuple[Stated, ...]  # now, and not as published
    unreadable: tuple[str, ...]  # ids of claims
    problems: tuple[Problem, ...]  # sorted

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles whose claims differ, as they are named now, in their order."""
        stated = [*(pair.after for pair in self.changed), *self.new, *self.gone]
        return tuple(sorted({claim.name.split("/")[0] for claim in stated}))


def compare(then: Mapping[str, bytes], now: Mapping[str, bytes]) -> Changes:
    """Compare the files of the published state with those of the present one."""
    found = Comparison(State(then), State(now))
    withdrawn = (pair.after for pair in found.pairs if pair.after.is_withdrawn and not pair.before.is_withdrawn)
    return Changes(
        changed=tuple(pair for pair in found.pairs if pair.is_changed),
        new=found.new,
        gone=found.gone,
        withdrawn=tuple(withdrawn),
        unreadable=tuple(sorted(found.unreadable)),
        problems=tuple(sorted(problem for rule in RULES for problem in rule(found))),
    )

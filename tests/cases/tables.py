"""Tables of named cases: one test for each row, named after it."""

from collections.abc import Sequence
from typing import Protocol

import pytest


class Case(Protocol):
    """A row of a table."""

    @property
    def name(self) -> str: ...


def each(cases: Sequence[Case]) -> pytest.MarkDecorator:
    """Run a test for each case, as its argument `case`. An empty table would prove nothing, so it fails."""
    names = [case.name for case in cases]
    if not names:
        raise ValueError("the table has no cases")
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"case names occur twice: {sorted(twice)}")
    return pytest.mark.parametrize("case", cases, ids=names)

"""Columns: rows of files in lists of one length, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.site.remembered.columns import columns, rows
from factcheck.site.remembered.tree import Row

ROWS = st.dictionaries(st.text(), st.builds(Row, st.binary(), st.integers(), st.integers()))


@given(ROWS)
def test_what_is_put_into_columns_comes_back_in_order(known: dict[str, Row]) -> None:
    found = rows(columns(known))
    assert [*found.items()] == [*known.items()]
    assert all(isinstance(row, Row) for row in found.values())


@given(ROWS.filter(bool), st.integers(0, 3))
def test_columns_of_other_lengths_are_refused(known: dict[str, Row], which: int) -> None:
    found = columns(known)
    found[which].pop()
    with pytest.raises(ValueError, match="argument"):
        rows(found)

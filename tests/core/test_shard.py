"""Shards: how they are written, and who belongs to which."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.core.shard import Shard


class Part(NamedTuple):
    name: str
    text: str
    shard: Shard | None


COUNTS = [628, 608, 604, 650, 606, 601, 657, 646]
PARTS = [
    Part("the first of three", "1/3", Shard(index=1, count=3)),
    Part("the last of three", "3/3", Shard(index=3, count=3)),
    Part("the only one", "1/1", Shard()),
    Part("none", "0/3", None),
    Part("beyond", "4/3", None),
    Part("no number", "a/b", None),
    Part("no slash", "3", None),
    Part("no shards", "0/0", None),
    Part("negative", "-1/3", None),
    Part("empty", "", None),
    Part("huge", f"1/{10**20}", None),
]


@each(PARTS)
def test_shards_are_written_as_fractions(case: Part) -> None:
    if case.shard:
        assert Shard.read(case.text) == case.shard
    else:
        with pytest.raises(ValueError, match="a shard must be i/n"):
            Shard.read(case.text)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(1, 50))
def test_a_name_belongs_to_one_shard(name: str, count: int) -> None:
    assert sum(name in Shard(index=index, count=count) for index in range(1, count + 1)) == 1


def test_names_are_shared_out_evenly_and_on_every_computer_alike() -> None:
    shards = [Shard(index=index, count=8) for index in range(1, 9)]
    assert [sum(f"article-{number:05}" in shard for number in range(5000)) for shard in shards] == COUNTS

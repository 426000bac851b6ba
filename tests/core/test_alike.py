"""How far two texts are the same, from a start and from the end."""

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from factcheck.core import alike
from factcheck.core.alike import at_end, at_start

SIZES = st.sampled_from((1, 2, 3, 1 << 16))
FEW = st.binary(max_size=12).map(lambda raw: bytes(byte % 2 for byte in raw))  # mostly alike


@given(FEW, FEW, SIZES)
def test_the_start_is_alike_and_the_next_byte_is_not(one: bytes, other: bytes, stretch: int) -> None:
    with patch.object(alike, "_STRETCH", stretch):
        same = at_start(one, other)
        assert one[:same] == other[:same]
        assert one[same : same + 1] != other[same : same + 1] or same == len(one) == len(other)


@given(FEW, FEW, FEW, SIZES)
def test_it_may_begin_elsewhere_in_each(head: bytes, one: bytes, other: bytes, stretch: int) -> None:
    with patch.object(alike, "_STRETCH", stretch):
        assert (
            at_start(head + one, other, len(head)) == at_start(one, other) == at_start(other, head + one, 0, len(head))
        )


@given(FEW, FEW, SIZES)
def test_the_end_is_that_of_the_texts_read_backwards(one: bytes, other: bytes, stretch: int) -> None:
    with patch.object(alike, "_STRETCH", stretch):
        assert at_end(one, other, min(len(one), len(other))) == at_start(one[::-1], other[::-1])


@given(FEW, FEW, st.integers(0, 12))
def test_no_more_of_the_end_is_looked_at_than_was_asked_for(one: bytes, other: bytes, most: int) -> None:
    most = min(most, len(one), len(other))
    assert at_end(one, other, most) == min(most, at_end(one, other, min(len(one), len(other))))

"""CBOR: what is encoded is decoded again, and only the one shortest encoding is read."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.site.cbor import CborError, Item, decode, encode


class Encoded(NamedTuple):
    name: str
    item: Item
    raw: str  # in hexadecimal; the first column is RFC 8949, appendix A


ENCODED = [
    Encoded("zero", 0, "00"),
    Encoded("the last number in one byte", 23, "17"),
    Encoded("the first number in two bytes", 24, "1818"),
    Encoded("a hundred", 100, "1864"),
    Encoded("a thousand", 1000, "1903e8"),
    Encoded("a million", 1000000, "1a000f4240"),
    Encoded("a thousand milliards", 1000000000000, "1b000000e8d4a51000"),
    Encoded("an empty text", "", "60"),
    Encoded("a text of two bytes", "ü", "62c3bc"),
    Encoded("an empty array", [], "80"),
    Encoded("arrays in an array", [1, [2, 3], [4, 5]], "8301820203820405"),
    Encoded("an array of 25", [*range(1, 26)], "98190102030405060708090a0b0c0d0e0f101112131415161718181819"),
]


@each(ENCODED)
def test_an_item_is_encoded_as_the_rfc_says_and_decoded_again(case: Encoded) -> None:
    assert encode(case.item).hex() == case.raw
    assert decode(bytes.fromhex(case.raw)) == case.item


class Refused(NamedTuple):
    name: str
    raw: str
    words: str


REFUSED = [
    Refused("nothing", "", "end within an item"),
    Refused("a text that breaks off", "6461", "go on after the item, or are not its shortest"),
    Refused("an array that breaks off", "8201", "end within an item"),
    Refused("a number that breaks off", "19", "go on after the item, or are not its shortest"),
    Refused("two items", "0000", "go on after the item"),
    Refused("a number in more bytes than needed", "1817", "not its shortest encoding"),
    Refused("a text that is not UTF-8", "61ff", "not UTF-8"),
    Refused("a negative number", "20", "major type 1"),
    Refused("a byte string", "4100", "major type 2"),
    Refused("a map", "a0", "major type 5"),
    Refused("true", "f5", "major type 7"),
    Refused("an array without a length", "9f00ff", "a length that is not told"),
]


@each(REFUSED)
def test_other_bytes_are_refused(case: Refused) -> None:
    with pytest.raises(CborError, match=case.words):
        decode(bytes.fromhex(case.raw))


items = st.recursive(st.integers(0, 2**64 - 1) | st.text(), lambda inner: st.lists(inner, max_size=30), max_leaves=60)


@given(items)
def test_decoding_undoes_encoding(item: Item) -> None:
    assert decode(encode(item)) == item


@given(st.binary(max_size=40))
def test_what_is_decoded_is_encoded_to_the_same_bytes(raw: bytes) -> None:
    try:
        item = decode(raw)
    except CborError:
        return
    assert encode(item) == raw

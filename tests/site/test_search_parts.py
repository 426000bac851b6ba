"""What the search index is made of: places of words, files of words, packed files, and pieces that are kept."""

import hashlib
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.site.search import chunks, postings
from factcheck.site.search.order import numbered, strayed
from factcheck.site.search.packing import decoded, packed, unpacked
from factcheck.site.search.pieces import Pieces
from factcheck.site.search.postings import Places, changed, moved, segments, word

numbers = st.lists(st.integers(-200, 70_000), max_size=5)
pages = st.dictionaries(st.integers(0, 40), st.tuples(numbers, numbers))


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "PAGES", 4)


def as_pagefind_writes(plain: dict[int, Places], forms: dict[str, dict[int, Places]]) -> list[object]:
    def rows(of: dict[int, Places]) -> list[object]:
        before = [0, *sorted(of)]
        return [[number - last, *of[number]] for number, last in zip(sorted(of), before, strict=False)]

    return ["word", rows(plain), [[form, rows(of)] for form, of in sorted(forms.items())]]


@given(plain=pages, forms=st.dictionaries(st.text(min_size=1, max_size=3), pages, max_size=2))
def test_a_word_is_encoded_as_pagefind_does(plain: dict[int, Places], forms: dict[str, dict[int, Places]]) -> None:
    of = {form: segments(sorted(rows.items())) for form, rows in {"": plain, **forms}.items()}
    assert decoded(word("word", of)) == decoded(cbor2.dumps(as_pagefind_writes(plain, forms)))
    assert word("word", of) == cbor2.dumps(as_pagefind_writes(plain, forms))


@given(before=pages, changes=st.dictionaries(st.integers(0, 40), st.none() | st.tuples(numbers, numbers)))
def test_segments_change_as_a_dictionary_does(before: dict[int, Places], changes: dict[int, Places | None]) -> None:
    after = {number: places for number, places in {**before, **changes}.items() if places}
    found = changed(segments(sorted(before.items())), changes)
    assert word("word", {"": found}) == cbor2.dumps(as_pagefind_writes(after, {}))


@given(before=pages, added=st.sets(st.integers(0, 40)))
def test_segments_move_as_each_of_their_pages_does(before: dict[int, Places], added: set[int]) -> None:
    new = [number + sum(place <= number for place in added) for number in range(41)]
    breaks = [number for number, (one, following) in enumerate(pairwise(new), 1) if following != one + 1]
    found = moved(segments(sorted(before.items())), new, breaks)
    after = {new[number]: places for number, places in before.items()}
    assert word("word", {"": found}) == cbor2.dumps(as_pagefind_writes(after, {}))


texts = st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=4), unique=True, max_size=60).map(sorted)


@given(words=texts, data=st.data())
def test_files_hold_all_words_in_order_and_no_more_than_one_file_may(words: list[str], data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(1, 30_000), min_size=len(words), max_size=len(words)))
    ranges = chunks.ranges(words, sizes)
    assert [place for start, end in ranges for place in range(start, end)] == [*range(len(words))]
    assert all(end - start == 1 or sum(sizes[start:end]) <= chunks.MOST for start, end in ranges)


def test_a_word_that_grows_moves_no_end_of_another_file() -> None:
    """2,000 words in 50 files. With Pagefind's rule this word moves the ends of all files behind it."""
    words = sorted({hashlib.sha256(bytes([place // 256, place % 256])).hexdigest()[:6] for place in range(2_000)})
    sizes = [1_000] * len(words)
    before = chunks.ranges(words, sizes)
    assert len(before) > 40
    sizes[40] += 60
    assert len({*chunks.ranges(words, sizes)} ^ {*before}) <= 3  # its own file is divided in two, or none is
    added = chunks.ranges([*words[:40], words[40] + "a", *words[40:]], [1_000] * (len(words) + 1))
    moved_by_one = {(start - 1, end - 1) for start, end in added if start > 40}
    assert len(moved_by_one - {*before}) <= 2


class Bounds(NamedTuple):
    name: str
    spans: list[tuple[str, str]]
    bounds: list[tuple[str, str]]


BOUNDS = [  # the first three as Pagefind's own tests have them
    Bounds("two words", [("apple", "apple"), ("apricot", "banana"), ("peach", "peach")],
           [("apple", "apple"), ("apr", "b"), ("p", "peach")]),
    Bounds("as short as can be", [("a", "cataraman"), ("yacht", "z")], [("a", "c"), ("y", "z")]),
    Bounds("the same beginning", [("a", "apple"), ("apricot", "b")], [("a", "app"), ("apr", "b")]),
    Bounds("a word that begins the next", [("a", "the"), ("theatre", "z")], [("a", "the"), ("thea", "z")]),
    Bounds("one file", [("a", "z")], [("a", "z")]),
    Bounds("none", [], []),
]  # fmt: skip


@each(BOUNDS)
def test_files_are_asked_for_by_the_shortest_ends_that_tell_them_apart(case: Bounds) -> None:
    assert chunks.bounds(case.spans) == case.bounds


def test_a_packed_file_is_the_same_on_every_machine() -> None:
    """Of the standard library, 1.2.13 of zlib and zlib-ng make two different ones."""
    raw = "".join(f"{number * number} words, " for number in range(3_000)).encode()
    file = packed(raw)
    assert file[:10].hex() == "1f8b08000000000000ff"  # no name and no time
    assert hashlib.sha256(file).hexdigest() == "4bab5e6e18f9e9dd49617b7d7723051ed343ce729649aaf5c1a53dd00556e868"
    assert unpacked(file) == raw


class Refused(NamedTuple):
    name: str
    file: bytes
    words: str


REFUSED = [
    Refused("nothing", b"", "starts with b''"),
    Refused("a file that is not packed", b"pagefind_dcd\x80", "is not packed"),
    Refused("a file that breaks off", packed(b"words")[:-9], "is not packed"),
    Refused("another one's file", bytes.fromhex("1f8b08000000000000ff4b04000000ffff"), "is not packed"),
]


@each(REFUSED)
def test_other_files_are_refused(case: Refused) -> None:
    with pytest.raises(ValueError, match=case.words):
        unpacked(case.file)


def test_what_is_not_cbor_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="not CBOR"):
        decoded(b"\x82\x01")


orders = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(old=orders, new=orders)
def test_pages_that_have_not_strayed_stand_in_the_same_order(old: list[str], new: list[str]) -> None:
    stray = strayed(old, new)
    assert [url for url in old if url in new and url not in stray] == [
        url for url in new if url in old and url not in stray
    ]
    both = numbered(dict.fromkeys(old), new, stray)
    assert [*both.old] == sorted(both.old, key=both.old.__getitem__) == old
    assert [*both.new] == sorted(both.new, key=both.new.__getitem__) == new
    assert {*both.old.values(), *both.new.values()} == {*range(both.count)}
    assert {url for url in old if both.new.get(url) == both.old[url]} == {*old} & {*new} - stray


def test_of_pages_that_change_their_order_the_fewest_have_strayed() -> None:
    assert strayed("abcdefgh", "bcdaefgh") == {"a"}
    assert strayed("abcdefgh", "abcdefgh") == set()
    assert len(strayed("abcdefgh", "hgfedcba")) == 7


def test_pieces_are_files_that_prove_themselves_whole(tmp_path: Path) -> None:
    pieces = Pieces(tmp_path)
    pieces["one"] = b"words"
    pieces["two"] = b""
    assert (dict(pieces), len(pieces)) == ({"one": b"words", "two": b""}, 2)
    (tmp_path / "one").write_bytes((tmp_path / "one").read_bytes()[:-1])
    (tmp_path / "two").write_bytes(b"")
    for name in ("one", "two", "three"):
        with pytest.raises(KeyError):
            pieces[name]
    del pieces["one"]
    with pytest.raises(KeyError):
        del pieces["one"]
    assert [*pieces] == ["two"]

"""What is remembered of an index is read when it is asked for, and is then what was kept."""

import pickle

import pytest

from factcheck.site import searching
from factcheck.site.cache.pickled import Refused
from factcheck.site.remembered.keptindex import KeptIndex
from factcheck.site.search.kept import Chunk, Kept, Shelf, Shown

SHOWN = Shown("key", "en_1", 12, {"kind": ["claim"]}, ("title",))
SHELF = Shelf({"claims/demo/cost/": SHOWN}, [Chunk("en_abc", ["cost"], [4])], "en.0")
KEPT = Kept("1", {"version": "1"}, {"en": SHELF}, {7: "group_def"})


def test_what_is_read_is_what_was_kept() -> None:
    read = KeptIndex.read(KeptIndex.of(KEPT).written())
    assert read.kept == KEPT
    assert read.pieces == KeptIndex.of(KEPT).pieces == {"en_abc", "group_def"}


def test_it_is_handed_on_as_it_was_read_and_written_as_it_was_handed_on() -> None:
    damaged = ((raw := b"damaged"), ["group_def"])
    handed = pickle.loads(pickle.dumps(KeptIndex.read(damaged)))
    assert handed.written() == (raw, ["group_def"]), "it was not looked into"


def test_what_is_damaged_is_refused_and_the_index_is_made_from_nothing() -> None:
    damaged = KeptIndex.read((b"damaged", []))
    with pytest.raises(Refused):
        damaged.kept  # noqa: B018 - to ask is to read
    assert searching._kept(damaged) is None
    assert searching._kept(KeptIndex.of(KEPT)) is KEPT

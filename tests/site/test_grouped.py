"""A mapping in groups is what a plain one would be, and reads no group that nobody asks for."""

from hypothesis import given
from hypothesis import strategies as st

from factcheck.site.remembered.grouped import Grouped, Value

PATHS = st.sampled_from([f"{kind}/{name}/{page}" for kind in "ab" for name in "xyz" for page in ("", "index.html")])
VALUES = st.dictionaries(PATHS, st.integers())


def stored(values: Grouped[Value]) -> Grouped[Value]:
    """The mapping as another process reads it."""
    return Grouped.read(values.written(), {})


@given(VALUES)
def test_what_was_written_is_read(values: dict[str, int]) -> None:
    found = stored(Grouped.of(values, {}))
    assert found == values
    assert len(found) == len(values)
    assert all(path in found for path in values)
    assert "c" not in found
    assert 7 not in found


@given(VALUES, VALUES, st.sets(PATHS))
def test_it_is_edited_as_a_plain_one(old: dict[str, int], new: dict[str, int], gone: set[str]) -> None:
    before, plain = stored(Grouped.of(old, {})), dict(old)
    edited = before.edited()
    for mapping in (plain, edited):
        mapping.update(new)
        for path in gone:
            mapping.pop(path, None)
    assert edited == plain
    assert sorted(edited) == sorted(plain)
    assert len(edited) == len(plain)
    assert stored(edited.done()) == plain
    assert before == old


def test_a_group_is_read_when_it_is_asked_for_and_written_as_it_was() -> None:
    rows = Grouped.of({"a/x/1": 1, "a/x/2": 2, "b/y/1": 3}, {}).written()
    found = Grouped.read([row if "a/x/1" in row[1] else (*row[:2], b"no pickle") for row in rows], {})
    changed = found.changed({"a/x/1": 4}, ["a/x/2"])
    assert changed["a/x/1"] == 4
    assert "a/x/2" not in changed
    assert [raw for _, paths, raw in changed.written() if "b/y/1" in paths] == [b"no pickle"]


TEXTS = st.dictionaries(PATHS, st.text("ab", max_size=3))


@given(TEXTS, TEXTS, st.text("ab", min_size=1, max_size=2))
def test_what_holds_a_text_is_among_what_may(old: dict[str, str], new: dict[str, str], text: str) -> None:
    edited = stored(Grouped.of(old, {})).edited()
    edited.update(new)
    found = dict(edited.mentioning([text]))
    assert {path for path, value in edited.items() if text in value} <= found.keys()
    assert found.items() <= dict(edited).items()

"""Groups: claims that share a name, and the folder of a name's page."""

from hypothesis import given
from hypothesis import strategies as st

from factcheck.core.grouping import MOST_SEGMENT, groups, segment
from factcheck.core.text import slugify
from strategies import often


def test_groups_stand_in_the_order_of_their_slugs() -> None:
    found = groups("topics", [("Öl", 1), ("Bahn", 2), ("Öl", 3)])
    assert [(group.name, group.path, group.claims) for group in found] == [
        ("Bahn", "topics/bahn/", (2,)),
        ("Öl", "topics/ol/", (1, 3)),
    ]


def test_a_name_of_80_letters_is_its_own_folder() -> None:
    assert segment("a" * 80) == "a" * 80


def test_long_names_that_begin_alike_have_folders_of_their_own() -> None:
    one, other = segment("a" * 300), segment("a" * 299)
    assert one != other
    assert one == "a" * 60 + "-" + one[-16:]


def test_letters_that_take_six_each_fit_too() -> None:
    assert len(segment("中" * 100)) <= MOST_SEGMENT


@often
@given(st.text(max_size=300))
def test_any_folder_can_be_written(name: str) -> None:
    assert len(segment(name).encode()) <= MOST_SEGMENT
    assert segment(name) == slugify(segment(name))

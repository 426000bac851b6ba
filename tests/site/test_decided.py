"""What pelicanconf.py decides in mappings: the quick look takes nothing that the thorough one does not."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from factcheck.site import decided, entries
from strategies import often

TEXTS = st.sampled_from(["true", "True", "a b", " a", "a\nb", "", "x" * 81, "y" * 301, "z" * 1001, "é", "\ud800", "✓"])
VALUES = st.one_of(TEXTS, st.none(), st.booleans(), st.integers(-1, 6), st.just(2.0), st.just([]))
KEYS = ["id", "label", "definition", "rating", "colour", "symbol"]


@st.composite
def verdicts(draw: st.DrawFn) -> Any:
    sound = {"id": "true", "label": "True", "definition": "So.", "rating": 5, "colour": "true", "symbol": "✓"}
    keys = draw(st.sets(st.sampled_from([*KEYS, "other"]), max_size=2))
    return {**sound, **{key: draw(VALUES) for key in keys}}


@often
@given(given_scale=st.one_of(st.lists(verdicts(), max_size=3), VALUES))
def test_a_scale_is_taken_or_refused_as_by_the_thorough_look(given_scale: Any) -> None:
    assert decided.scale(given_scale) == entries.scale(given_scale)


@often
@given(publisher=st.one_of(VALUES, st.dictionaries(st.sampled_from(["name", "type", "url"]), VALUES)))
def test_a_publisher_is_one_by_both(publisher: Any) -> None:
    assert decided.is_publisher(publisher) == entries.is_publisher(publisher)


def test_what_is_plain_needs_no_thorough_look() -> None:
    assert decided.is_publisher({"name": "The editors", "type": "NewsMediaOrganization"})
    assert not decided.is_publisher({"name": "The editors", "type": "Person"})

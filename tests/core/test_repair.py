"""Repair and folding: which place is meant, and when nobody can tell."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.core.anchoring import Selector, describe, find
from factcheck.core.folding import alike
from factcheck.core.repair import least, places_of, repaired
from factcheck.core.text import Span, Text, collapse
from factcheck.core.typography import fold
from strategies import any_texts, often, passages

typography = st.lists(
    st.sampled_from([*"ab'\"’‘“”«»-–—… .\u00a0\u202f\u00ad\u200b\n", "e\u0301", "é", "...", "한", "\u1112\u1161\u11ab"]),
    max_size=25,
).map("".join)  # fmt: skip


@dataclass(frozen=True)
class Alike:
    name: str
    text: str
    words: str
    expected: tuple[str, ...]


ALIKE = [
    Alike("verbatim", "a b c", "b", ("b",)),
    Alike("quotation marks of any form", "«it’s» “it's”", "it's", ("it’s", "it's")),
    Alike("dashes", "4–5 or 4-5", "4—5", ("4–5", "4-5")),
    Alike("spaces", "10\u00a0000\u202f€ ", "10 000 €", ("10\u00a0000\u202f€",)),
    Alike("runs of spaces", "a \u00a0\n b", "a b", ("a \u00a0\n b",)),
    Alike("an ellipsis", "wait… so", "wait...", ("wait…",)),
    Alike("half an ellipsis is none", "wait… so", "wait.", ()),
    Alike("composed", "cafe\u0301 café", "café", ("cafe\u0301", "café")),
    Alike("a letter without its accent is another letter", "cafe\u0301", "cafe", ()),
    Alike("soft hyphens inside, not at the ends", "\u00adso\u00adft\u00ad", "soft", ("so\u00adft",)),
    Alike("a soft hyphen between spaces", "a\u00a0\u00ad\u00a0b", "a b", ("a\u00a0\u00ad\u00a0b",)),
    Alike("case is no typography", "Word", "word", ()),
    Alike("overlapping", "a-a–a", "a-a", ("a-a", "a–a")),
    Alike("only what folds to nothing", "a\u00adb", "\u00ad", ()),
    Alike("nothing", "a", "", ()),
    Alike("at both ends of a text", "“a", "\"a", ("“a",)),
]  # fmt: skip


@each(ALIKE)
def test_alike(case: Alike) -> None:
    text = Text(case.text)
    assert tuple(text.cut(span) for span in alike(text, case.words)) == case.expected


@often
@given(passages(typography), st.data())
def test_words_in_other_typography_are_found_at_every_place(passage: tuple[Text, Span], data: st.DataObject) -> None:
    text, span = passage
    found = alike(text, fold(text.cut(span)))
    assert found == sorted(found)
    for place in found:
        assert fold(text.cut(place)) == fold(text.cut(span))
        assert not text.cut(place)[0].isspace()
    words = text.cut(span)
    is_at_clusters = fold(text.raw[: span.start]) + fold(words) + fold(text.raw[span.end :])
    if fold(words) and fold(text.raw).replace(" ", "") == is_at_clusters.replace(" ", ""):
        assert any(place.start < span.end and span.start < place.end for place in found)


@dataclass(frozen=True)
class Meant:
    name: str
    selector: Selector
    expected: Selector | None


TEXT = Text("the old bridge and the new bridge, the “new” road: the old bridge. It’s new.\nA last road")
MEANT = [
    Meant("what proves stays", Selector("and the new"), Selector("and the new")),
    Meant("white space stays as it was typed", Selector("and\n  the"), Selector("and\n  the")),
    Meant("a context that folds to nothing", Selector("A last", "\n"), Selector("A last", "\n")),
    Meant("typography", Selector("It's new"), Selector("It’s new")),
    Meant("twice", Selector("the old bridge"), None),
    Meant("nowhere", Selector("the young bridge"), None),
    Meant("a needless context that fits", Selector("It's", "bridge."), Selector("It’s", "bridge.")),
    Meant("a wrong context of words that are there once", Selector("It’s", "road."), Selector("It’s")),
    Meant("prefix and suffix wrong, of words that are there once", Selector("It’s", "road.", "old"), Selector("It’s")),
    Meant("a wrong context, and typography", Selector("It's", "road."), Selector("It’s")),
    Meant("context in other typography", Selector("the", "", '"new"'), Selector("the", "", "“new”")),
    Meant("the suffix fits one place, the prefix none", Selector("the old bridge", "Monday", "and"), Selector("the old bridge", "", "and")),
    Meant("the prefix fits one place, the suffix none", Selector("the old bridge", "road:", "Monday"), Selector("the old bridge", "", ".")),
    Meant("each fits another place", Selector("the old bridge", "road:", "and"), None),
    Meant("the prefix fits two places", Selector("old bridge", "the"), None),
    Meant("the prefix is a slip for another place", Selector("the old bridge", "roat:", "and"), None),
    Meant("the only context is wrong", Selector("the old bridge", "", "Monday"), None),
]  # fmt: skip


@each(MEANT)
def test_repaired(case: Meant) -> None:
    assert repaired(TEXT, case.selector) == case.expected


@often
@given(passages(typography), any_texts, any_texts)
def test_a_repair_proves_and_says_the_same_words(passage: tuple[Text, Span], prefix: str, suffix: str) -> None:
    text, span = passage
    for selector in (
        Selector(fold(text.cut(span)), prefix, suffix),
        Selector(text.cut(span), describe(text, span).prefix, suffix),
    ):
        meant = repaired(text, selector)
        if meant is None:
            continue
        (place,) = find(text, meant)
        assert fold(text.cut(place)) == fold(selector.exact)
        assert repaired(text, meant) == meant


@often
@given(passages())
def test_the_least_selector_stands_on_one_line(passage: tuple[Text, Span]) -> None:
    text, span = passage
    selector = least(text, span)
    assert list(find(text, selector)) == [span]
    assert selector.exact == collapse(text.cut(span))
    assert span in places_of(text, selector.exact)


def test_a_selector_that_proves_stays_also_where_its_context_folds_to_nothing() -> None:
    selector = Selector("a", "", "\u00a0")
    assert repaired(Text("a'a\u00a0"), selector) == selector

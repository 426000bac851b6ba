"""Selectors: what is published of a span leads back to it, and to nothing else."""

from collections.abc import Iterator
from typing import NamedTuple

from hypothesis import assume, given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.core.anchoring import Selector, find
from factcheck.core.text import WHITE_SPACE, Span, Text, cuts_character
from factcheck.publish.selectors import CONTEXT, LONGEST_WORD, quoted, selectors
from strategies import any_texts, often, passages, repeating_texts, small_texts

E = "e\u0301"  # one character, two code points


class Exact(NamedTuple):
    name: str
    before: str
    words: str
    after: str
    prefix: str
    suffix: str


EXACT = [
    Exact("all of a short text", "One ", "two", " three.", "One ", " three."),
    Exact("at both ends", "", "One two", "", "", ""),
    Exact("white space as it stands", "One \r\n ", "two", "\u00a0\tthree", "One \r\n ", "\u00a0\tthree"),
    Exact("whole words", "one " * 20, "TWO", " three" * 20, "one " * 8, " three" * 6),
    Exact("long words", f"x {'a' * 40} ", "TWO", f" {'b' * 40} y", f"{'a' * 40} ", f" {'b' * 40}"),
    Exact("no words", "中" * 99, "语", "文" * 99, "中" * 32, "文" * 32),
    Exact("no words, but characters", f"{E * 99}x", "A", f"x{E * 99}", f"{E * 16}x", f"x{E * 16}"),
    Exact("the same words before", f"{'no ' * 20}YES {'no ' * 20}", "YES", "", f"YES {'no ' * 20}", ""),
]


@each(EXACT)
def test_the_context_of_words(case: Exact) -> None:
    text = Text(case.before + case.words + case.after)
    span = Span(len(case.before), len(case.before + case.words))
    assert quoted(text, span) == Selector(case.words, case.prefix, case.suffix)


def test_context_stays_in_its_passage_unless_that_is_not_enough() -> None:
    text = Text("It ends here. [gap] It ends here. [gap] It ends there.")
    third = Span(40, 54)
    assert quoted(text, Span(43, 47), third) == Selector("ends", "It ", " there.")
    second = Span(20, 33)
    assert quoted(text, Span(23, 27), second) == Selector("ends", text.raw[:23], text.raw[27:])


def test_both_selectors_are_given() -> None:
    assert selectors(Text("A 😀 b."), Span(4, 5)) == [
        {"type": "TextQuoteSelector", "exact": "b", "prefix": "A 😀 ", "suffix": "."},
        {"type": "TextPositionSelector", "start": 4, "end": 5},
    ]


# Long enough that context does not take in all of them.
long_texts = st.lists(st.sampled_from(["word ", "a ", "\n\n", ". ", E, "👩\u200d🚀", "中"]), min_size=40, max_size=120)
texts = st.one_of(any_texts, repeating_texts, small_texts, long_texts.map("".join))


def literal_matches(text: str, selector: Selector) -> Iterator[int]:
    """Where software finds the words that compares character by character and knows nothing of white space."""
    pattern = selector.prefix + selector.exact + selector.suffix
    start = text.find(pattern)
    while start >= 0:
        yield start + len(selector.prefix)
        start = text.find(pattern, start + 1)


@often
@given(passages(texts))
def test_the_selector_leads_to_the_span_and_nowhere_else(passage: tuple[Text, Span]) -> None:
    text, span = passage
    selector = quoted(text, span)
    assert selector.exact == text.cut(span)
    assert list(find(text, selector)) == [span]
    assert list(literal_matches(text.raw, selector)) == [span.start]


@often
@given(passages(texts), st.data())
def test_so_it_does_with_any_passage(passage: tuple[Text, Span], data: st.DataObject) -> None:
    text, span = passage
    start, end = data.draw(st.integers(0, span.start)), data.draw(st.integers(span.end, len(text.raw)))
    assert list(find(text, quoted(text, span, Span(start, end)))) == [span]


@often
@given(passages(texts))
def test_context_is_generous_and_cuts_nothing(passage: tuple[Text, Span]) -> None:
    text, span = passage
    selector = quoted(text, span)
    for edge, size, room in (
        (span.start - len(selector.prefix), len(selector.prefix), span.start),
        (span.end + len(selector.suffix), len(selector.suffix), len(text.raw) - span.end),
    ):
        assert size >= min(CONTEXT, room)
        around = text.raw[max(edge - 1, 0) : edge + 1]
        assert not cuts_character(text.raw, Span(edge, edge)) or set(around) & set(WHITE_SPACE)


@given(passages(texts))
def test_context_is_no_larger_than_words_and_uniqueness_ask_for(passage: tuple[Text, Span]) -> None:
    text, span = passage
    assume(len(list(find(text, Selector(text.cut(span))))) == 1)
    selector = quoted(text, span)
    for context in (selector.prefix, selector.suffix):
        assert len(context) <= CONTEXT + LONGEST_WORD + 256  # and the rest of a character

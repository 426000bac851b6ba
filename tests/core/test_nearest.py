"""The nearest real passage: it words a hint and never accepts anything."""

from pathlib import Path
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.core.anchoring import Selector, find
from factcheck.core.nearest import Passage, named, nearest
from factcheck.core.text import Text, collapse
from factcheck.core.typography import fold
from strategies import NBSP, any_texts, often

SEED = Text((Path(__file__).parents[2] / "seeds" / "elysee-platform.txt").read_bytes().decode("utf-8-sig"))


class Misquote(NamedTuple):
    name: str
    quote: str
    words: str  # the passage as printed
    differences: tuple[str, ...]
    changed: int
    typographic: bool = False


MISQUOTES = [
    Misquote(
        "one letter",
        "Former U.S. President Donald Trumq",
        "Former U.S. President Donald Trump",
        ("p (U+0070) in the text, q (U+0071) in the quote",),
        1,
    ),
    Misquote(
        "one digit",
        "the 36 members of the coalition",
        "the 35 members of the coalition",
        ("5 (U+0035) in the text, 6 (U+0036) in the quote",),
        1,
    ),
    Misquote(
        "one letter too many",
        "Former U.S. President Donalds Trump",
        "Former U.S. President Donald Trump",
        ("nothing in the text, s (U+0073) in the quote",),
        1,
    ),
    Misquote(
        "swapped words",
        "the members 35 of the coalition",
        "the 35 members of the coalition",
        ("“35” is missing from the quote", "“35” is not in the text"),
        6,
    ),
    Misquote(
        "a dropped word",
        "the 35 of the coalition",
        "the 35 members of the coalition",
        ("“members” is missing from the quote",),
        8,
    ),
    Misquote(
        "an added word",
        "the 35 important members of the coalition",
        "the 35 members of the coalition",
        ("“important” is not in the text",),
        10,
    ),
    Misquote(
        "another word",
        "the 35 partners of the coalition",
        "the 35 members of the coalition",
        ("“members” in the text, “partners” in the quote",),
        5,
    ),
    Misquote(
        "straight quotation marks",
        '"very close" to reaching',
        "“very close” to reaching",
        ('“ (U+201C) in the text, " (U+0022) in the quote', '” (U+201D) in the text, " (U+0022) in the quote'),
        2,
        typographic=True,
    ),
    Misquote(
        "a straight quotation mark at the end",
        'strengthen the "coalition of the willing"',
        "strengthen the “coalition of the willing”",
        ('“ (U+201C) in the text, " (U+0022) in the quote', '” (U+201D) in the text, " (U+0022) in the quote'),
        2,
        typographic=True,
    ),
    Misquote(
        "a straight apostrophe",
        "signaling Washington's deepening engagement",
        "signaling Washington’s deepening engagement",
        ("’ (U+2019) in the text, ' (U+0027) in the quote",),
        1,
        typographic=True,
    ),
    Misquote(
        "a hyphen for a dash",
        "the 35 members of the coalition - primarily European",
        "the 35 members of the coalition — primarily European",
        ("— (U+2014) in the text, - (U+002D) in the quote",),
        1,
        typographic=True,
    ),
    Misquote(
        "an en dash for an em dash",
        "the 35 members of the coalition – primarily European",
        "the 35 members of the coalition — primarily European",
        ("— (U+2014) in the text, – (U+2013) in the quote",),
        1,
        typographic=True,
    ),
    Misquote(
        "no-break spaces",
        f"the 35{NBSP}members of the coalition",
        "the 35 members of the coalition",
        ("U+0020 in the text, U+00A0 in the quote",),
        1,
        typographic=True,
    ),
    Misquote(
        "decomposed accents",
        "The E\u0301lysée Palace has announced",
        "The Élysée Palace has announced",
        ("É (U+00C9) in the text, U+0045 U+0301 in the quote",),
        2,
        typographic=True,
    ),
    Misquote(
        "a soft hyphen",
        "the 35 mem\u00adbers of the coalition",
        "the 35 members of the coalition",
        ("nothing in the text, U+00AD in the quote",),
        1,
        typographic=True,
    ),
    Misquote(
        "small letters",
        "former U.S. president Donald Trump",
        "Former U.S. President Donald Trump",
        ("F (U+0046) in the text, f (U+0066) in the quote", "P (U+0050) in the text, p (U+0070) in the quote"),
        2,
    ),
]


@each(MISQUOTES)
def test_nearest(case: Misquote) -> None:
    assert list(find(SEED, Selector(case.quote))) == []
    passage = nearest(SEED, case.quote)
    assert passage is not None
    assert (passage.words, passage.typographic) == (case.words, case.typographic)
    assert SEED.cut(passage.span) == case.words
    assert_differences(passage, case)


def assert_differences(passage: Passage, case: Misquote) -> None:
    """Which characters of a pair of equal edits are named is free; how many, and the rest, is not."""
    assert passage.changed == case.changed
    assert passage.differences == case.differences


class Nothing(NamedTuple):
    name: str
    text: str
    quote: str


NOTHING = [
    Nothing("another subject", SEED.raw, "zzzzzz qqqqq xxxxx"),
    Nothing("another script", SEED.raw, "他来了，她走了"),
    Nothing("an empty quote", SEED.raw, ""),
    Nothing("a quote of white space", SEED.raw, " \n"),
    Nothing("an empty text", "", "words"),
    Nothing("a text of white space", " \r\n ", "words"),
]


@each(NOTHING)
def test_nothing_is_like_it(case: Nothing) -> None:
    assert nearest(Text(case.text), case.quote) is None


class Folded(NamedTuple):
    name: str
    text: str
    expected: str


FOLDED = [
    Folded("quotation marks", "“a” „b‟ «c»", '"a" "b" "c"'),
    Folded("apostrophes", "it’s ‘so’ ′", "it's 'so' '"),
    Folded("dashes", "a‐b‑c‒d–e—f―g−h", "a-b-c-d-e-f-g-h"),
    Folded("spaces", "a\u00a0b\u202fc\u2007d\u2009e\u3000f", "a b c d e f"),
    Folded("what cannot be seen", "a\u00adb\u200bc\u2060d\ufeff", "abcd"),
    Folded("an ellipsis", "a…", "a..."),
    Folded("composition", "E\u0301", "É"),
    Folded("letters stay", "Élysée ß A a", "Élysée ß A a"),
]


@each(FOLDED)
def test_fold(case: Folded) -> None:
    assert fold(case.text) == case.expected


NAMED = [
    Folded("nothing", "", "nothing"),
    Folded("a letter", "é", "é (U+00E9)"),
    Folded("two", "ab", "ab (U+0061 U+0062)"),
    Folded("a space", " ", "U+0020"),
    Folded("a no-break space", "\u00a0", "U+00A0"),
    Folded("an accent alone", "\u0301", "U+0301"),
    Folded("a soft hyphen", "\u00ad", "U+00AD"),
    Folded("beyond four digits", "😀", "😀 (U+1F600)"),
]


@each(NAMED)
def test_named(case: Folded) -> None:
    assert named(case.text) == case.expected


quotes = st.one_of(any_texts, st.text("ab \n", max_size=12))


@often
@given(any_texts, quotes)
def test_a_passage_really_stands_in_the_text(raw: str, quote: str) -> None:
    text = Text(raw)
    if passage := nearest(text, quote):
        assert passage.words
        assert collapse(text.cut(passage.span)) == passage.words
        assert passage.changed > 0 or passage.words == collapse(quote)


@often
@given(any_texts, quotes)
def test_what_nearest_proposes_is_no_match_unless_it_is_equal(raw: str, quote: str) -> None:
    text = Text(raw)
    passage = nearest(text, quote)
    if passage and passage.words != collapse(quote):
        assert passage.span not in list(find(text, Selector(quote)))


@often
@given(st.data())
def test_one_wrong_letter_leads_to_the_words_as_printed(data: st.DataObject) -> None:
    words = SEED.raw.split("\n")[0].split(" ")
    start = data.draw(st.integers(0, len(words) - 8))
    real = " ".join(words[start : start + data.draw(st.integers(5, 8))])
    at = data.draw(st.integers(0, len(real) - 1).filter(lambda offset: real[offset].isalpha()))
    passage = nearest(SEED, f"{real[:at]}ø{real[at + 1 :]}")
    assert passage is not None
    assert (passage.words, passage.changed) == (real, 1)

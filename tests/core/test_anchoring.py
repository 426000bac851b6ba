"""Anchoring: `find` all spans of a selector, `describe` a span; the two are inverse."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.core import frontmatter
from factcheck.core.anchoring import Selector, describe, find
from factcheck.core.schema import ClaimFile
from factcheck.core.text import Span, Text
from factcheck.core.validation import read
from strategies import NBSP, any_texts, often, passages, repeating_texts, small_texts

ROOT = Path(__file__).parents[2]
CLAIMS = sorted((ROOT / "content" / "claims").glob("*/*.md"))
GAP = r"[ \t\n\r\f]"


def words(raw: str, selector: Selector) -> list[str]:
    """What a selector finds, as it stands."""
    return [raw[start:end] for start, end in find(Text(raw), selector)]


class Found(NamedTuple):
    name: str
    text: str
    selector: Selector
    expected: list[tuple[int, int]]


FOUND = [
    Found("once", "one two", Selector("two"), [(4, 7)]),
    Found("not at all", "one two", Selector("three"), []),
    Found("the whole text", "one two", Selector("one two"), [(0, 7)]),
    Found("an empty quote finds nothing", "one", Selector(""), []),
    Found("a quote of white space finds nothing", "one two", Selector(" \n "), []),
    Found("in an empty text", "", Selector("one"), []),
    Found("twice", "one two one", Selector("one"), [(0, 3), (8, 11)]),
    Found("overlapping", "aaaa", Selector("aa"), [(0, 2), (1, 3), (2, 4)]),
    Found("overlapping words", "a b a b a", Selector("a b a"), [(0, 5), (4, 9)]),
    Found("inside a word", "someone", Selector("one"), [(4, 7)]),
    Found("a space matches a run", "one \n\t two", Selector("one two"), [(0, 10)]),
    Found("a run matches a space", "one two", Selector("one\n    two"), [(0, 7)]),
    Found("a space matches CR LF", "one\r\ntwo", Selector("one two"), [(0, 8)]),
    Found("white space at the ends of the quote does not count", "one two", Selector("\n two \n"), [(4, 7)]),
    Found("white space is not nothing", "onetwo", Selector("one two"), []),
    Found("nothing is not white space", "one two", Selector("onetwo"), []),
    Found("a prefix", "a one b one", Selector("one", prefix="b"), [(8, 11)]),
    Found("a suffix", "one a one b", Selector("one", suffix="b"), [(6, 9)]),
    Found("both", "a one b a one c d one b", Selector("one", "a", "b"), [(2, 5)]),
    Found("a prefix that is not there", "a one", Selector("one", prefix="b"), []),
    Found("a suffix that is not there", "one a", Selector("one", suffix="b"), []),
    Found("a prefix without a space between", "“one” one", Selector("one", prefix="“"), [(1, 4)]),
    Found("a suffix without a space between", "one one.", Selector("one", suffix="."), [(4, 7)]),
    Found("a prefix across a line end", "a\nb\r\none one", Selector("one", prefix="a b"), [(5, 8)]),
    Found("a suffix across a line end", "one one\n\na\nb", Selector("one", suffix="a b"), [(4, 7)]),
    Found("a prefix of white space says nothing", "one one", Selector("one", prefix="  "), [(0, 3), (4, 7)]),
    Found("a prefix that starts inside a word", "some one", Selector("one", prefix="me"), [(5, 8)]),
    Found("a prefix may overlap another match", "one one one", Selector("one", prefix="one"), [(4, 7), (8, 11)]),
    Found("at the very start", "one", Selector("one", prefix="a"), []),
    Found("after leading white space", "\n\n one", Selector("one"), [(3, 6)]),
    Found("what a regular expression would read", "a.c abc", Selector("a.c"), [(0, 3)]),
    Found("beyond the Basic Multilingual Plane", "😀 one", Selector("one"), [(2, 5)]),
]


@each(FOUND)
def test_find(case: Found) -> None:
    assert list(find(Text(case.text), case.selector)) == case.expected


class Never(NamedTuple):
    name: str
    text: str
    quote: str


NEVER = [
    Never("case", "Former", "former"),
    Never("German sharp s", "Straße", "Strasse"),
    Never("an accent", "Élysée", "Elysee"),
    Never("composed and decomposed", "\u00c9lys\u00e9e", "E\u0301lyse\u0301e"),
    Never("decomposed and composed", "E\u0301lyse\u0301e", "\u00c9lys\u00e9e"),
    Never("curly and straight apostrophes", "Washington’s", "Washington's"),
    Never("curly and straight quotation marks", "“very close”", '"very close"'),
    Never("an em dash and a hyphen", "one — two", "one - two"),
    Never("an en dash and an em dash", "one – two", "one — two"),
    Never("an ellipsis and three full stops", "one…", "one..."),
    Never("a no-break space and a space", f"140{NBSP}billion", "140 billion"),
    Never("a space and a no-break space", "140 billion", f"140{NBSP}billion"),
    Never("a narrow no-break space and a space", "140\u202fbillion", "140 billion"),
    Never("a line separator and a space", "one\u2028two", "one two"),
    Never("a soft hyphen", "co\u00adoperation", "cooperation"),
    Never("a zero-width space", "one\u200btwo", "onetwo"),
    Never("a ligature", "ﬁnance", "finance"),
    Never("a full-width digit", "３５", "35"),
    Never("a look-alike letter", "Cоаlition", "Coalition"),
    Never("a missing full stop", "U.S. guarantees", "US guarantees"),
    Never("a comma", "land, air", "land air"),
    Never("words left out", "one two three", "one […] three"),
]


@each(NEVER)
def test_nothing_like_it_is_ever_accepted(case: Never) -> None:
    assert words(case.text, Selector(case.quote)) == []


def loose(part: str) -> str:
    """A regular expression for `part` in which white space matches white space; no group in it."""
    return f"{GAP}+".join(re.escape(word) for word in re.split(f"{GAP}+", part) if word)


def oracle(raw: str, selector: Selector) -> Iterator[Span]:
    """`find` as slow and plain as can be: try every offset."""
    exact, prefix, suffix = map(loose, (selector.exact, selector.prefix, selector.suffix))
    for start in range(len(raw)) if exact else ():
        if found := re.compile(exact).match(raw, start):
            before = re.search(rf"{prefix}{GAP}*\Z", raw[:start])
            after = re.match(rf"{GAP}*{suffix}", raw[found.end() :])
            if before and after:
                yield Span(*found.span())


@st.composite
def questions(draw: st.DrawFn) -> tuple[str, Selector]:
    """A text and a selector made of pieces of it, or of anything."""
    raw = draw(st.one_of(repeating_texts, small_texts, any_texts))
    cut = st.tuples(st.integers(0, len(raw)), st.integers(0, 6)).map(lambda at: raw[at[0] : sum(at)])
    piece = st.one_of(cut, cut, st.text("ab \n\u00a0", max_size=4))
    return raw, Selector(draw(piece), draw(st.one_of(st.just(""), piece)), draw(st.one_of(st.just(""), piece)))


@often
@given(questions())
def test_find_agrees_with_the_oracle(question: tuple[str, Selector]) -> None:
    raw, selector = question
    assert list(find(Text(raw), selector)) == list(oracle(raw, selector))


def round_trip(passage: tuple[Text, Span]) -> None:
    text, span = passage
    assert list(find(text, describe(text, span))) == [span]


@often
@given(passages(small_texts))
def test_find_is_the_inverse_of_describe_on_few_letters(passage: tuple[Text, Span]) -> None:
    round_trip(passage)


@often
@given(passages(repeating_texts))
def test_find_is_the_inverse_of_describe_on_few_words(passage: tuple[Text, Span]) -> None:
    round_trip(passage)


@often
@given(passages(any_texts))
def test_find_is_the_inverse_of_describe_on_any_text(passage: tuple[Text, Span]) -> None:
    round_trip(passage)


class Described(NamedTuple):
    name: str
    text: str
    span: tuple[int, int]
    expected: Selector


DESCRIBED = [
    Described("unique words need no context", "one two", (0, 3), Selector("one")),
    Described("the second of two", "one one", (4, 7), Selector("one", prefix="one")),
    Described("the first of two", "one one", (0, 3), Selector("one", suffix="one")),
    Described("the shorter side", "long one a. short one bb", (18, 21), Selector("one", suffix="bb")),
    Described("whole words of context", "first one last one", (6, 9), Selector("one", suffix="last")),
    Described("as many words as needed", "a b one. c b one.", (13, 16), Selector("one", prefix="c b")),
    Described("words as they stand", "one\r\n two", (0, 9), Selector("one\r\n two")),
    Described("context has single spaces", "a\n b x, c\n b x,", (13, 14), Selector("x", prefix="c b")),
    Described("a space before only one of two", "ba b a", (5, 6), Selector("a", prefix="ba b")),
    Described("the same with words before", "c c ba b a", (9, 10), Selector("a", prefix="ba b")),
    Described("a space after only one of two", "a b ab c c", (0, 1), Selector("a", suffix="b ab")),
    Described("one letter before is enough", "c bx ddd x", (3, 4), Selector("x", prefix="b")),
    Described("one letter before, though the next is the same", "c bx ddd bax", (3, 4), Selector("x", prefix="b")),
    Described("one letter before, the other at the start", "x eee c bx eeb", (9, 10), Selector("x", prefix="b")),
    Described("one word after is enough", "ax x c ax d", (0, 2), Selector("ax", suffix="x")),
    Described("a no-break space in the prefix", f"a{NBSP}x b{NBSP}x", (6, 7), Selector("x", prefix=f"b{NBSP}")),
    Described("a no-break space in the suffix", f"x{NBSP}a x{NBSP}b", (0, 1), Selector("x", suffix=f"{NBSP}a")),
    Described("and a space behind it", f"b{NBSP}x c b{NBSP} x", (9, 10), Selector("x", prefix=f"c b{NBSP}")),
    Described("and a space before it", f"x {NBSP}b c x{NBSP}b", (0, 1), Selector("x", suffix=f"{NBSP}b c")),
    Described("capital letters in the prefix", "aX x bX x", (8, 9), Selector("x", prefix="bX")),
    Described("capital letters in the suffix", "x Xa x Xb", (0, 1), Selector("x", suffix="Xa")),
    Described("and a space before only one", "aXx c aX x", (9, 10), Selector("x", prefix="c aX")),
    Described("and a space after only one", "x Xa c xXa", (0, 1), Selector("x", suffix="Xa c")),
    Described("a prefix that ends in a word of a rival's", "x x xx xx", (5, 6), Selector("x", "x x x")),
    Described("a short suffix is enough", "b a  b  a a\n", (0, 1), Selector("b", "", "a b")),
    Described("only a longer prefix tells the last word", " b bb ", (4, 5), Selector("b", "b b")),
    Described("the first word of the text is a part of the prefix", "aaab a  a a", (8, 9), Selector("a", "aaab a")),
]


@each(DESCRIBED)
def test_describe(case: Described) -> None:
    assert describe(Text(case.text), Span(*case.span)) == case.expected


def shorter(selector: Selector) -> Iterator[Selector]:
    """The selector with the outermost word of its prefix, or of its suffix, left out."""
    if selector.prefix:
        yield Selector(selector.exact, " ".join(selector.prefix.split(" ")[1:]), selector.suffix)
    if selector.suffix:
        yield Selector(selector.exact, selector.prefix, " ".join(selector.suffix.split(" ")[:-1]))


@often
@given(st.one_of(passages(small_texts), passages(repeating_texts)))
def test_describe_gives_no_word_too_many(passage: tuple[Text, Span]) -> None:
    text, span = passage
    for selector in shorter(describe(text, span)):
        assert len(list(find(text, selector))) > 1


@often
@given(passages(repeating_texts))
def test_describe_gives_context_in_single_spaces(passage: tuple[Text, Span]) -> None:
    selector = describe(*passage)
    assert selector.exact == passage[0].cut(passage[1])
    for context in (selector.prefix, selector.suffix):
        assert context == " ".join(word for word in re.split(f"{GAP}+", context) if word)


def test_there_are_claims() -> None:
    assert len(CLAIMS) >= 28


@pytest.mark.parametrize("path", CLAIMS, ids=[path.stem for path in CLAIMS])
def test_every_quote_of_the_real_site_is_found_once(path: Path) -> None:
    document, problems = frontmatter.parse(path.relative_to(ROOT).as_posix(), path.read_bytes())
    assert document is not None
    assert problems == []
    claim, refused = read(ClaimFile, document)
    assert claim is not None, refused
    seed = (ROOT / "seeds" / f"{path.parent.name}.txt").read_bytes().decode("utf-8-sig")
    assert len(list(find(Text(seed), Selector(claim.quote.exact)))) == 1

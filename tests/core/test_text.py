"""Plain text with positions: the white-space map, lines, sentences, characters and words."""

import re
from typing import NamedTuple

import regex
from hypothesis import given

from cases.tables import each
from factcheck.core.text import LineColumn, Span, Text, collapse, cuts_character, cuts_word, sentences, trim
from strategies import WHITE, any_texts, often, passages, spans_of


def solid(text: str) -> str:
    """The characters that are not white space."""
    return "".join(c for c in text if c not in WHITE)


class Collapsed(NamedTuple):
    name: str
    text: str
    expected: str


COLLAPSED = [
    Collapsed("nothing", "", ""),
    Collapsed("only white space", " \t\r\n\f ", ""),
    Collapsed("one word", "word", "word"),
    Collapsed("a run inside", "one \n\t two", "one two"),
    Collapsed("runs at the ends", "\n one two \r\n", "one two"),
    Collapsed("a no-break space is a character", "one\u00a0two", "one\u00a0two"),
    Collapsed("a narrow no-break space is a character", "one \u202f two", "one \u202f two"),
    Collapsed("an ideographic space is a character", "\u3000一", "\u3000一"),
    Collapsed("a vertical tab is a character", "one\vtwo", "one\vtwo"),
    Collapsed("a line separator is a character", "one\u2028two", "one\u2028two"),
]


@each(COLLAPSED)
def test_collapse(case: Collapsed) -> None:
    assert collapse(case.text) == case.expected


@often
@given(any_texts)
def test_collapse_is_what_splitting_and_joining_gives(raw: str) -> None:
    assert collapse(raw) == " ".join(word for word in re.split(r"[ \t\n\r\f]+", raw) if word)


@often
@given(any_texts)
def test_white_space_map_is_strictly_monotone(raw: str) -> None:
    text = Text(raw)
    starts = [text.expand(Span(offset, offset + 1)).start for offset in range(len(text.collapsed))]
    assert starts == sorted(set(starts))


@often
@given(any_texts)
def test_white_space_map_leads_to_the_same_character(raw: str) -> None:
    text = Text(raw)
    for offset, character in enumerate(text.collapsed):
        found = raw[text.expand(Span(offset, offset + 1)).start]
        assert found == character or (character == " " and found in WHITE)


@often
@given(passages())
def test_shrink_then_expand_gives_the_span_back(passage: tuple[Text, Span]) -> None:
    text, span = passage
    shrunk = text.shrink(span)
    assert text.expand(shrunk) == span
    assert text.collapsed[shrunk.start : shrunk.end] == collapse(text.cut(span))


@often
@given(passages())
def test_expand_then_shrink_gives_the_span_back(passage: tuple[Text, Span]) -> None:
    text, span = passage
    shrunk = text.shrink(span)
    assert text.shrink(text.expand(shrunk)) == shrunk


class Position(NamedTuple):
    name: str
    text: str
    offset: int
    expected: tuple[int, int]


POSITIONS = [
    Position("start of an empty text", "", 0, (1, 1)),
    Position("start", "ab", 0, (1, 1)),
    Position("end", "ab", 2, (1, 3)),
    Position("a line feed belongs to its line", "a\nb", 1, (1, 2)),
    Position("after a line feed", "a\nb", 2, (2, 1)),
    Position("CR LF is one line end: its CR", "a\r\nb", 1, (1, 2)),
    Position("CR LF is one line end: its LF", "a\r\nb", 2, (1, 3)),
    Position("after CR LF", "a\r\nb", 3, (2, 1)),
    Position("after a bare CR", "a\rb", 2, (2, 1)),
    Position("LF CR are two line ends", "a\n\rb", 3, (3, 1)),
    Position("blank lines", "a\n\n\nb", 4, (4, 1)),
    Position("after the last line end", "a\n", 2, (2, 1)),
    Position("columns count code points, not bytes", "é😀x\n", 2, (1, 3)),
    Position("a form feed ends no line", "a\fb", 2, (1, 3)),
    Position("a line separator ends no line", "a\u2028b", 2, (1, 3)),
    Position("all three", "a\rb\nc\r\nd", 7, (4, 1)),
]


@each(POSITIONS)
def test_position(case: Position) -> None:
    assert Text(case.text).position(case.offset) == LineColumn(*case.expected)


@often
@given(spans_of())
def test_position_counts_the_lines_before(drawn: tuple[str, Span]) -> None:
    raw, (offset, _) = drawn
    at = offset - 1 if raw[max(0, offset - 1) : offset + 1] == "\r\n" else offset  # inside CR LF: as at its CR
    before = re.split(r"\r\n|\r|\n", raw[:at])
    assert Text(raw).position(offset) == LineColumn(len(before), len(before[-1]) + 1 + offset - at)


class Sentences(NamedTuple):
    name: str
    expected: list[str]
    between: str = " "


SENTENCES = [
    Sentences("one", ["It is so."]),
    Sentences("no full stop", ["It is so"]),
    Sentences("two", ["He came.", "She left."]),
    Sentences("three kinds of end", ["Is it?", "It is!", "Fine."]),
    Sentences("several marks", ["Really?!", "Yes."]),
    Sentences("an ellipsis", ["He waited…", "Then he left."]),
    Sentences("three full stops", ["He waited...", "Then he left."]),
    Sentences("an ellipsis within", ["He waited… then he left."]),
    Sentences("initials", ["U.S. Secretary of State Marco Rubio came.", "He left."]),
    Sentences("initials before a name", ["J. K. Rowling wrote it.", "It sold."]),
    Sentences("a title", ["Mr. Smith met Dr. Who.", "They talked."]),
    Sentences("a month", ["It began on Nov. 25 in Paris.", "It ended."]),
    Sentences("a number's abbreviation", ["No. 5 came first.", "No. 6 did not."]),
    Sentences("a page number", ["See p. 12 for it.", "It is there."]),
    Sentences("a company", ["Acme Inc. Chairman Roe agreed.", "So be it."]),
    Sentences("a decimal", ["It fell 3.5 percent.", "It rose."]),
    Sentences("a sentence that begins with a number", ["There were many.", "35 came."]),
    Sentences("a quotation mark after the full stop", ["“It is done.”", "He left."]),
    Sentences("a straight quotation mark", ['"It is done."', "He left."]),
    Sentences("a quotation opens the next", ["He left.", "“It is done,” he said."]),
    Sentences("a question within a quotation", ["“Why?”", "Nobody knew."]),
    Sentences("a bracket", ["He said so (twice.)", "Then he left."]),
    Sentences("what follows in small letters", ["“Why?” he asked."]),
    Sentences("no space, no end", ["See example.org and one.Two."]),
    Sentences("a dash opens the next", ["He left.", "— No, he stayed."]),
    Sentences("lines", ["- It is new,", "- It is old,", "- And it is short."], "\n"),
    Sentences("lines with CR LF", ["A heading", "A text."], "\r\n"),
    Sentences("a full stop at the end of a line", ["One.", "two."], "\n"),
    Sentences("blank lines", ["One.", "Two."], "\n\n\n"),
    Sentences("French title", ["M. Macron et Mme Dupont sont venus.", "Ils sont partis."]),
    Sentences("French monsieur", ["Le chef de M. Durand a parlé.", "Puis rien."]),
    Sentences("French marks with a space", ["Ça va ?", "Oui !", "Bien."]),
    Sentences("French accent opens the next", ["Il part.", "Étienne reste."]),
    Sentences("French quotation", ["Il a dit : «\u00a0Oui.\u00a0»", "Puis il est parti."]),
    Sentences("French quotation, plain spaces", ["Il a dit : « Oui. »", "Puis il est parti."]),
    Sentences("French quotation opens the next", ["Il part.", "«\u00a0Oui\u00a0», dit-elle."]),
    Sentences("Chinese", ["他来了。", "他走了！", "为什么？"], ""),
    Sentences("Cyrillic", ["Он пришёл.", "Она ушла."]),
]


@each(SENTENCES)
def test_sentences(case: Sentences) -> None:
    text = case.between.join(case.expected)
    assert [text[start:end] for start, end in sentences(text, Span(0, len(text)))] == case.expected


def test_sentences_of_a_span_are_cut_at_its_ends() -> None:
    text = "He came. She left. They met."
    assert [text[start:end] for start, end in sentences(text, Span(3, 13))] == ["came.", "She"]


@often
@given(spans_of())
def test_sentences_stand_in_order_and_hold_all_words(drawn: tuple[str, Span]) -> None:
    text, span = drawn
    found = sentences(text, span)
    edges = [span.start, *(edge for sentence in found for edge in sentence), span.end]
    assert edges == sorted(edges)
    assert "".join(solid(text[start:end]) for start, end in found) == solid(text[span.start : span.end])
    assert all(trim(text, sentence) == sentence and sentence.end > sentence.start for sentence in found)


@often
@given(spans_of())
def test_trim_takes_white_space_only(drawn: tuple[str, Span]) -> None:
    text, span = drawn
    start, end = trim(text, span)
    assert text[start:end] == text[span.start : span.end].strip(WHITE)
    assert span.start <= start <= end <= span.end


class Cut(NamedTuple):
    name: str
    text: str
    start: int
    end: int
    expected: bool


CHARACTERS = [
    Cut("ASCII", "abc", 1, 2, False),
    Cut("the whole text", "e\u0301", 0, 2, False),
    Cut("an empty text", "", 0, 0, False),
    Cut("before an accent", "e\u0301t", 0, 1, True),
    Cut("after an accent", "e\u0301t", 0, 2, False),
    Cut("starts at an accent", "e\u0301t", 1, 3, True),
    Cut("a composed accent", "ét", 0, 1, False),
    Cut("an accent on a space", "a \u0301b", 2, 4, True),
    Cut("CR LF", "a\r\nb", 0, 2, True),
    Cut("after CR LF", "a\r\nb", 0, 3, False),
    Cut("LF CR are two", "a\n\rb", 0, 2, False),
    Cut("inside an emoji with a joiner", "👩\u200d🚀!", 0, 1, True),
    Cut("after its joiner", "👩\u200d🚀!", 0, 2, True),
    Cut("the whole emoji", "👩\u200d🚀!", 0, 3, False),
    Cut("before a skin tone", "👍🏽", 0, 1, True),
    Cut("before a variation selector", "❤\ufe0f.", 0, 1, True),
    Cut("inside a flag", "🇫🇷🇬🇧", 0, 1, True),
    Cut("between two flags", "🇫🇷🇬🇧", 0, 2, False),
    Cut("inside the second flag", "🇫🇷🇬🇧", 3, 4, True),
    Cut("two plain emoji", "😀😀", 0, 1, False),
    Cut("inside a Hangul syllable of letters", "\u1112\u1161\u11ab", 0, 1, True),
    Cut("between Hangul syllables", "한글", 0, 1, False),
    Cut("inside a Thai cluster", "กำ", 0, 1, True),
    Cut("inside a keycap", "1\ufe0f\u20e3", 0, 1, True),
    Cut("Chinese", "他来了", 1, 2, False),
    Cut("after a space", "e\u0301 e\u0301", 3, 5, False),
    Cut("far into a long word", "x" * 999 + "e\u0301", 999, 1000, True),
]


@each(CHARACTERS)
def test_cuts_character(case: Cut) -> None:
    assert cuts_character(case.text, Span(case.start, case.end)) is case.expected


@often
@given(spans_of())
def test_cuts_character_agrees_with_the_clusters_of_the_whole_text(drawn: tuple[str, Span]) -> None:
    text, span = drawn
    whole = {0, *(cluster.end() for cluster in regex.finditer(r"\X", text))}
    assert cuts_character(text, span) is not (span.start in whole and span.end in whole)


WORDS = [
    Cut("a whole word", "one two", 0, 3, False),
    Cut("ends inside", "one two", 0, 2, True),
    Cut("starts inside", "one two", 1, 3, True),
    Cut("the whole text", "word", 0, 4, False),
    Cut("before punctuation", "word.", 0, 4, False),
    Cut("after punctuation", "“word”", 1, 5, False),
    Cut("inside a number", "140", 0, 2, True),
    Cut("between digit and letter", "5G", 0, 1, True),
    Cut("at an apostrophe", "it’s", 0, 2, False),
    Cut("at a hyphen", "re-election", 3, 11, False),
    Cut("inside an accented word", "été", 0, 2, True),
    Cut("at a no-break space", "35\u00a0members", 0, 2, False),
    Cut("inside Cyrillic", "слово", 0, 2, True),
]


@each(WORDS)
def test_cuts_word(case: Cut) -> None:
    assert cuts_word(case.text, Span(case.start, case.end)) is case.expected

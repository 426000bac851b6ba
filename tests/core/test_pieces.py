"""Quotes from sources with words left out and an editor's own words."""

from dataclasses import replace
from typing import NamedTuple

from cases.tables import each
from factcheck.core.anchoring import Selector
from factcheck.core.frontmatter import Document, Mapping
from factcheck.core.outcome import Outcome
from factcheck.core.pieces import is_divided, passage, split
from factcheck.core.problems import Place
from factcheck.core.proof import proof_of, prove_pieces
from factcheck.core.stored import stored_extract
from factcheck.core.text import Span, Text

EXTRACT = (
    "The town [of Harbour] paid €21 million of it in two years. The line was not closed again. It was late.\n\n"
    "[…]\n\nNobody complained."
)
STORED = stored_extract(Text(EXTRACT), Document("x.md", Mapping(1, 1, ()), EXTRACT, 1))


class Case(NamedTuple):
    name: str
    quote: str
    shown: str  # the pieces, with the number of hidden words behind a bracket
    codes: str = ""


CASES = [
    Case("no brackets", "paid €21 million", "paid €21 million"),
    Case("a gap", "paid €21 million […] in two years", "paid €21 million […]{2} in two years"),
    Case("three full stops", "paid €21 million [...] in two years", "paid €21 million [...]{2} in two years"),
    Case("two gaps", "The line […] closed […] late", "The line […]{2} closed […]{3} late"),
    Case("nothing left out", "in two […] years", "in two […]{0} years"),
    Case("white space of the source", "paid  €21\n million […] two years.", "paid €21 million […]{3} two years."),
    Case("an insertion", "It [the line] was late", "It [the line]{0} was late"),
    Case("an insertion in place of words", "The line [had been] closed again", "The line [had been]{2} closed again"),
    Case("an insertion at the beginning", "[The train] was late", "[The train]{0} was late"),
    Case("an insertion at the end", "was late [by an hour]", "was late [by an hour]{0}"),
    Case("a gap and an insertion", "The line […] [never] closed", "The line […]{2} [never]{0} closed"),
    Case("brackets of the source's own", "The town [of Harbour] paid", "The town [of Harbour] paid"),
    Case("over what is not stored", "It was late. […] Nobody complained", "It was late. […]{None} Nobody complained"),
    Case("the divider is not the source's", "[…]\n\nNobody complained", "", "FC308"),
    Case("not in one piece over what is not stored", "It was late. Nobody complained", "", "FC302"),
    Case("another order", "It was late […] two years", "", "FC308"),
    Case("a gap at the beginning", "[…] in two years", "", "FC308"),
    Case("a gap at the end", "in two years […]", "", "FC308"),
    Case("brackets alone", "[…]", "", "FC308"),
    Case("a piece that is not there", "paid €22 million […] in two years", "", "FC302"),
    Case("a piece that occurs twice", "paid €21 million […] was", "", "FC303"),
    Case("two pieces that are not there", "paid €22 million […] in ten years", "", "FC302 FC302"),
    Case("nothing between two pieces", "paid €[…]21 million", "paid €[…]{0}21 million"),
    Case("pieces that overlap", "paid €21 million […] million of it", "", "FC308"),
]


@each(CASES)
def test_a_quote_is_proved_piece_by_piece(case: Case) -> None:
    proof = prove_pieces(STORED, Selector(case.quote), Place("c.md"))
    quoted = proof.quoted
    assert " ".join(problem.code for problem in proof.problems) == case.codes
    pieces = quoted.pieces if quoted else ()
    shown = "".join(piece.text + ("" if piece.kind == "words" else f"{{{piece.hidden}}}") for piece in pieces)
    assert shown == case.shown
    assert (
        [EXTRACT[slice(*span)] for span in quoted.spans]
        == [piece.text.strip() for piece in pieces if piece.kind == "words"]
        if quoted
        else True
    )


@each(CASES)
def test_the_pieces_joined_are_the_quote(case: Case) -> None:
    assert "".join(piece.text for piece in split(case.quote)) == case.quote


def test_prefix_and_suffix_belong_to_the_ends() -> None:
    proof = prove_pieces(STORED, Selector("was […] was", "line", "late"), Place("c.md"))
    assert proof.problems == ()
    assert proof.quoted is not None
    assert [span.start for span in proof.quoted.spans] == [EXTRACT.index("was not"), EXTRACT.index("was late")]


class Passage(NamedTuple):
    name: str
    text: str
    words: str
    expected: str


PASSAGES = [
    Passage("all of an extract", " One two.\n\nThree.\n", "two", "One two.\n\nThree."),
    Passage("the first", "One.\n\n[…]\n\nTwo.", "One", "One."),
    Passage("in the middle", "One.\n[…]\n\nTwo words.\nMore.\n\n  […] \nThree.", "words", "Two words.\nMore."),
    Passage("the last", "One.\n[…]\nTwo.", "Two", "Two."),
    Passage("brackets in a line divide nothing", "One […] two.", "two", "One […] two."),
]


@each(PASSAGES)
def test_the_passage_that_holds_words(case: Passage) -> None:
    text = Text(case.text)
    start = case.text.index(case.words)
    assert text.cut(passage(text, Span(start, start + len(case.words)))) == case.expected


def test_which_extracts_have_dividers() -> None:
    assert is_divided(Text(EXTRACT))
    assert not is_divided(Text("The town […] paid."))


def test_a_quote_from_an_article_has_no_pieces() -> None:
    selector = Selector("paid €21 million […] in two years")
    assert proof_of(STORED, selector, Place("c.md")).outcome is Outcome.VERBATIM
    of_article = proof_of(replace(STORED, kind="seed", absent="FC201"), selector, Place("c.md", 7))
    assert [(found.code, found.place) for found in of_article.problems] == [("FC201", Place("c.md", 7))]


def test_a_piece_that_stands_in_another_text_is_told_so() -> None:
    other = stored_extract(Text("Nobody was told."), Document("content/sources/y.md", Mapping(1, 1, ()), "", 1))
    for prove_it in (prove_pieces, proof_of):
        proof = prove_it(STORED, Selector("It was late […] Nobody was told"), Place("c.md"), [other])
        assert "content/sources/y.md" in str(proof.problems)
        assert proof.outcome is Outcome.MISATTRIBUTED

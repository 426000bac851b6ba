"""How quoted words stand in a text, in one word."""

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.core.lookup import look_up
from factcheck.core.outcome import Outcome, worst
from factcheck.core.text import Text

TEXT = Text(
    "The town’s share was paid in two years. It was €21 million, and\nno more. The ferry [the old one] still runs."
)


class Case(NamedTuple):
    name: str
    quote: str
    outcome: str


CASES = [
    Case("as it stands", "share was paid in two years", "verbatim"),
    Case("white space", "€21 million,  and no\nmore", "verbatim"),
    Case("brackets of the text's own", "The ferry [the old one] still runs", "verbatim"),
    Case("nothing but brackets of the text's own", "[the old one]", "verbatim"),
    Case("words left out", "share was paid […] no more", "verbatim"),
    Case("an insertion", "[It] was €21 million", "verbatim"),
    Case("a straight apostrophe", "The town's share was paid", "typographic"),
    Case("one piece with a straight apostrophe", "The town's share […] two years", "typographic"),
    Case("a digit", "It was €22 million", "near"),
    Case("one piece of two with a digit", "share was paid […] €22 million, and", "near"),
    Case("pieces in another order", "€21 million […] The town’s share", "near"),
    Case("the case of a letter", "the town’s share was paid", "near"),
    Case("nothing like it", "Zwölf Boxkämpfer jagen Viktor", "not-found"),
    Case("one piece that nothing is like", "share was paid […] Zwölf Boxkämpfer jagen Viktor", "not-found"),
    Case("nothing", "", "not-found"),
    Case("brackets alone", "[…]", "not-found"),
]


@each(CASES)
def test_outcomes(case: Case) -> None:
    found = look_up(TEXT, case.quote)
    assert found.outcome == case.outcome
    if case.outcome in ("verbatim", "not-found"):
        assert found.passage is None


def test_the_six_words() -> None:
    words = ["verbatim", "typographic", "near", "misattributed", "not-found", "unchecked"]
    assert [str(outcome) for outcome in Outcome] == words


@given(st.lists(st.sampled_from(Outcome), min_size=1))
def test_a_quote_is_as_good_as_its_worst_piece(outcomes: list[Outcome]) -> None:
    assert worst(outcomes) in outcomes
    assert (worst(outcomes) is Outcome.VERBATIM) == (set(outcomes) == {Outcome.VERBATIM})


@given(st.text(alphabet="ab c’'", min_size=1), st.data())
def test_what_is_cut_from_a_text_is_verbatim_in_it(raw: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(raw) - 1))
    quote = raw[start : data.draw(st.integers(start + 1, len(raw)))]
    if quote.strip():
        assert look_up(Text(raw), quote).outcome is Outcome.VERBATIM

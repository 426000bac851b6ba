"""The meaning guard: what two wordings differ in, and that no hint proposes to gloss over it."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.core.meaning import differences
from factcheck.core.typography import fold


@dataclass(frozen=True)
class Pair:
    """Two wordings, and what differs."""

    name: str
    one: str
    other: str
    kinds: str = ""


PAIRS = [
    # a number
    Pair("one digit", "36 countries", "35 countries", "a number"),
    Pair("a year", "in November 2025", "in November 2024", "a number"),
    Pair("digits swapped", "21 of 12 members", "12 of 21 members", "a number"),
    Pair("a digit more", "100 billion", "10 billion", "a number"),
    Pair("a number left out", "the 35 countries", "the countries", "a number"),
    Pair("million and billion", "€90 million", "€90 billion", "a number"),
    Pair("number words", "two presidents met", "three presidents met", "a number"),
    Pair("mots de nombre", "deux pays membres", "trois pays membres", "a number"),
    Pair("millions et milliards", "90 millions d'euros", "90 milliards d'euros", "a number"),
    Pair("digits of another script", "٣٥ دولة", "٣٦ دولة", "a number"),
    Pair("a half", "half of the assets", "a third of the assets", "a number"),
    Pair("a fraction", "½ of them", "¼ of them", "a number"),
    # a decimal mark
    Pair("a point lost", "€418 million", "€41.8 million", "a decimal mark"),
    Pair("point and comma", "1,5 percent", "1.5 percent", "a decimal mark"),
    Pair("virgule perdue", "une hausse de 25 %", "une hausse de 2,5 %", "a decimal mark"),
    Pair("a point moved", "41.80", "4.180", "a decimal mark"),
    # a sign
    Pair("minus lost", "a change of 5 points", "a change of -5 points", "a sign"),
    Pair("plus and minus", "+3 degrees", "−3 degrees", "a sign"),
    Pair("minus as a word", "growth of minus 2 percent", "growth of 2 percent", "a sign"),
    Pair("solde négatif", "un solde négatif", "un solde positif", "a sign"),
    # a unit
    Pair("percent and points", "rose by 2 percent", "rose by 2 percentage points", "a unit"),
    Pair("pour cent et points", "2 points de pourcentage", "2 pour cent", "a unit"),
    Pair("euro and dollar", "€100 billion", "$100 billion", "a unit"),
    Pair("dollars et euros", "100 milliards de dollars", "100 milliards d'euros", "a unit"),
    Pair("kilometres and miles", "30 kilometres away", "30 miles away", "a unit"),
    Pair("m and km", "5 km", "5 m", "a unit"),
    Pair("days and weeks", "within ten days", "within ten weeks", "a unit"),
    Pair("mois et ans", "pendant six mois", "pendant six ans", "a unit"),
    Pair("percent and permille", "4 %", "4 ‰", "a unit"),
    Pair("a unit left out", "rose by 5", "rose by 5%", "a unit"),
    Pair("celsius and fahrenheit", "30 °C", "30 °F", "a unit"),
    # a comparison
    Pair("more and less", "more than half", "less than half", "a comparison"),
    Pair("at least and at most", "at least 20 soldiers", "at most 20 soldiers", "a comparison"),
    Pair("up to left out", "€90 billion", "up to €90 billion", "a comparison"),
    Pair("nearly", "nearly all members", "all members", "a comparison"),
    Pair("plus et moins", "plus de 25 pays", "moins de 25 pays", "a comparison"),
    Pair("au moins", "au moins 25 pays", "25 pays", "a comparison"),
    Pair("environ", "environ 200 morts", "200 morts", "a comparison"),
    Pair("before and after", "before the ceasefire", "after the ceasefire", "a comparison"),
    Pair("avant et après", "avant le cessez-le-feu", "après le cessez-le-feu", "a comparison"),
    Pair("all and some", "all allies agreed", "some allies agreed", "a comparison"),
    Pair("tous et certains", "tous les alliés", "certains les alliés", "a comparison"),
    Pair("a symbol", "p < 0.05", "p > 0.05", "a comparison"),
    Pair("the first", "the first meeting", "the last meeting", "a comparison"),
    # a negation
    Pair("not", "Russia will not sign", "Russia will sign", "a negation"),
    Pair("n't", "It doesn't apply", "It does apply", "a negation"),
    Pair("never", "he never promised it", "he promised it", "a negation"),
    Pair("no", "no combat troops", "combat troops", "a negation"),
    Pair("without", "with consent", "without consent", "a negation"),
    Pair("neither", "neither side agreed", "either side agreed", "a negation"),
    Pair("ne … pas", "il ne viendra pas", "il viendra", "a negation"),
    Pair("n' … jamais", "il n'a jamais signé", "il a signé", "a negation"),
    Pair("aucun", "aucun soldat", "un soldat", "a negation"),
    Pair("sans", "avec l'accord de Kiev", "sans l'accord de Kiev", "a negation"),
    Pair("illegal", "an illegal seizure", "a legal seizure", "a negation"),
    Pair("unable", "unable to pay", "able to pay", "a negation"),
    Pair("incapable", "incapable de payer", "capable de payer", "a negation"),
    Pair("cannot", "they cannot veto", "they can veto", "a negation"),
    # a name
    Pair("another person", "President Macron said", "President Merz said", "a name"),
    Pair("another country", "the assets in France", "the assets in Belgium", "a name"),
    Pair("names swapped", "France thanked Germany", "Germany thanked France", "a name"),
    Pair("a letter of a name", "Volodymyr Zelensky", "Volodymyr Zelenskyy", "a name"),
    Pair("another month", "le sommet de Paris", "le sommet de Londres", "a name"),
    Pair("a country or a bird", "sold to Turkey", "sold to turkey", "a name"),
    Pair("an acronym", "the EU decided", "the UN decided", "a name"),
    # a modal
    Pair("may and must", "members may contribute", "members must contribute", "a modal"),
    Pair("will and would", "the force will deploy", "the force would deploy", "a modal"),
    Pair("could left out", "this could end the war", "this end the war", "a modal"),
    Pair("peut et doit", "la France peut envoyer", "la France doit envoyer", "a modal"),
    Pair("conditionnel", "l'accord serait signé", "l'accord sera signé", "a modal"),
    Pair("reportedly", "reportedly signed", "signed", "a modal"),
    # several at once
    Pair("number and name", "35 members met in Paris", "33 members met in Kyiv", "a number, a name"),
    Pair("modal and negation", "he will not go", "he might go", "a negation, a modal"),
]  # fmt: skip
SAME = [
    Pair("nothing", "35 countries", "35 countries"),
    Pair("quotation marks", "l'Ukraine dit \"oui\"", "l’Ukraine dit “oui”"),
    Pair("dashes", "2014–2022 – a war", "2014-2022 - a war"),
    Pair("minus signs", "−5 points", "-5 points"),
    Pair("a grouping space", "10 000 soldiers", "10\u202f000 soldiers"),
    Pair("a spelling", "a defence programme", "a defense program"),
    Pair("stops in an acronym", "the U.S. plan", "the US plan"),
    Pair("a typo", "the town repiad the loan", "the town repaid the loan"),
    Pair("percent as a sign", "5 percent", "5 %"),
    Pair("a contraction", "they do not pay", "they don't pay"),
    Pair("can not", "they cannot pay", "they can not pay"),
    Pair("a plural", "the leader met", "the leaders met"),
    Pair("the first letter", "Leaders of the coalition", "leaders of the coalition"),
    Pair("an article", "The coalition met", "A coalition met"),
    Pair("a digit as a word", "three presidents", "3 presidents"),
    Pair("un synonyme", "le chef du gouvernement", "le chef de gouvernement"),
    Pair("a range is no sign", "5-7 days", "5 - 7 days"),
]  # fmt: skip


@each(PAIRS)
def test_what_differs(case: Pair) -> None:
    expected = tuple(filter(None, case.kinds.split(", ")))
    assert differences(case.one, case.other) == expected
    assert differences(case.other, case.one) == expected


@each(SAME)
def test_what_means_the_same(case: Pair) -> None:
    assert differences(case.one, case.other) == differences(case.other, case.one) == ()


def test_the_table_is_large_enough() -> None:
    assert len(PAIRS) + len(SAME) >= 60
    kinds = {kind for pair in PAIRS for kind in pair.kinds.split(", ") if kind}
    assert len(kinds) == 8


@given(st.text())
def test_a_text_means_what_it_means(text: str) -> None:
    assert differences(text, text) == ()


@given(st.text(alphabet="ab 1.,-%’'–−“\"€"), st.text(alphabet="ab 1.,-%’'–−“\"€"))
def test_what_only_typography_tells_apart_means_the_same(one: str, other: str) -> None:
    if fold(one) == fold(other):
        assert differences(one, other) == ()


@pytest.mark.parametrize("one", ["5", "-5", "5%", "5 %", "€5", "5.0"])
@pytest.mark.parametrize("other", ["6", "15", "55"])
def test_another_digit_is_always_told(one: str, other: str) -> None:
    assert "a number" in differences(one, other)

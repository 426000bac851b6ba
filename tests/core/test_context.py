"""What a quote leaves out of its own sentence."""

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.core.blocks import blocks
from factcheck.core.context import around, enclosing, left_out, word_count
from factcheck.core.text import Span, Text, collapse


class Case(NamedTuple):
    """A text in which brackets mark the pieces of a quote, and what they leave out."""

    name: str
    text: str
    kinds: str = ""


CASES = [
    # negation
    Case("negation before", "They did not agree to [send any troops].", "negation"),
    Case("negation after", "[The treaty the two signed] is not in force.", "negation"),
    Case("contracted", "It doesn't [mean the war is over].", "negation"),
    Case("curly contraction", "It doesn’t [mean the war is over].", "negation"),
    Case("denied", "He denied that [the assets were sold].", "negation"),
    Case("false", "It is false that [the assets were sold].", "negation"),
    Case("French, in two parts", "La France [n’enverra en Ukraine] pas de troupes.", "negation"),
    Case("French, before", "Il n’a jamais [promis cette somme].", "negation"),
    Case("French denial", "Paris dément que [des troupes soient parties].", "negation"),
    Case("in a gap", "[The council will] not [sell the line].", "negation"),
    Case("quoted itself", "[They did not agree to send any troops].", ""),
    Case("another clause before", "He did not resign, and [the plan went on].", ""),
    Case("another clause after", "[The plan went on], though nobody noticed.", ""),
    Case("another sentence", "He did not go. [The plan went on.] Nobody noticed.", ""),
    Case("no word of it", "The notebook was lost; [the nonprofit met again].", ""),
    # condition
    Case("if before", "If Congress agrees, [the money will be paid].", "condition"),
    Case("if after", "[The money will be paid] if Congress agrees.", "condition"),
    Case("unless", "[The force will deploy], unless Moscow objects.", "condition"),
    Case("provided", "[The force will deploy] provided that there is peace.", "condition"),
    Case("until", "[The assets stay frozen] until Russia pays.", "condition"),
    Case("French si", "Si la paix est signée, [des soldats seront là].", "condition"),
    Case("French s'il", "[Des soldats seront là] s’il y a un cessez-le-feu.", "condition"),
    Case("à condition", "[Le prêt sera versé] à condition que Paris signe.", "condition"),
    Case("quoted too", "[If Congress agrees, the money will be paid].", ""),
    Case("in the next sentence", "[The money will be paid.] If Congress agrees, that is.", ""),
    # attribution
    Case("said after", "“[The plan is ready],” Macron said.", "attribution"),
    Case("according to", "According to Moscow, [the village was taken].", "attribution"),
    Case("claims before", "Russia claims that [the village was taken].", "attribution"),
    Case("selon", "Selon Kiev, [le village tient encore].", "attribution"),
    Case("a déclaré", "Le président a déclaré que [26 pays enverront des troupes].", "attribution"),
    Case("a-t-il", "« [Le plan est prêt] », a-t-il dit.", "attribution"),
    Case("quoted with it", "[Macron said the plan was ready] on Monday.", ""),
    Case("quoted elsewhere in the quote", "Macron said on Monday that [as Merz said the plan was ready].", ""),
    # several
    Case("negation and condition", "If asked, they would not [send any troops].", "negation, condition"),
    Case("all three", "If asked, he said, they would not [send any troops].", "negation, condition, attribution"),
    Case("pieces of two sentences", "[The plan was] of long standing [ready]. It was not [signed that day].", "negation"),
    Case("a sentence between", "[The plan was ready.] Nobody knew of it. [It was signed that day.]", ""),
    Case("other languages are not read", "Das Geld wird [nicht bezahlt], wenn Kiew fällt.", ""),
]  # fmt: skip


def marked(text: str) -> tuple[Text, list[Span]]:
    """The text without brackets, and the spans between them."""
    spans, plain, start = [], "", 0
    for c in text:
        if c == "[":
            start = len(plain)
        elif c == "]":
            spans.append(Span(start, len(plain)))
        else:
            plain += c
    return Text(plain), spans


@each(CASES)
def test_what_is_left_out(case: Case) -> None:
    text, spans = marked(case.text)
    found = [out.kind for out in left_out(text, blocks(text, ()), spans)]
    assert found == [kind for kind in case.kinds.split(", ") if kind]


class Count(NamedTuple):
    name: str
    words: str
    expected: int


COUNTS = [
    Count("none", "", 0),
    Count("signs alone", "— …", 0),
    Count("two", "harbour line", 2),
    Count("a decimal", "€41.8 million", 2),
    Count("a grouped number", "10,000 men", 2),
    Count("an apostrophe", "doesn’t pay", 2),
    Count("a hyphen joins two", "cessez-le-feu", 3),
    Count("Chinese, by character", "乌克兰", 3),
    Count("Greek", "η Γαλλία", 2),
    Count("Arabic", "فرنسا وأوكرانيا", 2),
]


@each(COUNTS)
def test_words_are_counted(case: Count) -> None:
    assert word_count(case.words) == case.expected


@given(st.text(alphabet="ab. \n!?“”", min_size=1), st.data())
def test_the_sentences_around_hold_the_quote(raw: str, data: st.DataObject) -> None:
    text = Text(raw)
    start = data.draw(st.integers(0, len(raw) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(raw))))
    if raw[span.start].isspace() or raw[span.end - 1].isspace():
        return
    found = enclosing(text, blocks(text, ()), span)
    assert found.start <= span.start < span.end <= found.end
    assert around(text, blocks(text, ()), [span]) == found
    assert collapse(text.cut(span)) in collapse(text.cut(found))

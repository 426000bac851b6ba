"""Check-worthy sentences: which words are cues, in what order sentences come, and how good the list is.

The table of the figures: `make test ARGS="-n0 -s -k how_good tests/core/test_checkworthy.py"`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from conftest import ROOT
from core.texts import seed
from factcheck.core.anchoring import find
from factcheck.core.checkworthy import WEIGHTS, Suggestion, cues, suggestions
from factcheck.core.corpus import Corpus, parse, scan
from factcheck.core.cues import LANGUAGES, Reason, patterns
from factcheck.core.ledger import article_sentences, touched
from factcheck.core.stored import Stored, seed_of
from factcheck.core.text import Span, Text, collapse
from strategies import any_texts, often

EN, FR = "en", "fr-CA"


@dataclass(frozen=True)
class Sentence:
    name: str
    language: str
    text: str
    expected: str


SENTENCES = [
    Sentence("nothing", EN, "The weather was pleasant.", ""),
    Sentence("a figure with its unit", EN, "It cost €41.8 million and 3.5 % more.", "number: €41.8 million, 3.5 %"),
    Sentence("number words", EN, "Two thirds of sixteen members left twice.", "number: Two thirds, sixteen, twice"),
    Sentence("a number in a word is none", EN, "The network tenfold oftenest soften.", ""),
    Sentence("each word once", EN, "Ten men met ten others; Ten left.", "number: Ten, ten"),
    Sentence("a day", EN, "It began on 26 November 2025.", "date: 26 November 2025"),
    Sentence("an American day, and a number beside it", EN, "On May 5, 2020 two dozen left.", "number: two dozen | date: May 5, 2020"),
    Sentence("an ordinal day", EN, "Born on the 5th of May.", "date: 5th of May"),
    Sentence("a year is a date, a sum is not", EN, "In 2019 they had 2019.5 and €2,019.", "number: 2019.5, €2,019 | date: 2019"),
    Sentence("figures", EN, "Seen 2025-11-26 and 3/4/2020.", "date: 2025-11-26, 3/4/2020"),
    Sentence("may and march are verbs too", EN, "They may march.", ""),
    Sentence("in May", EN, "It closes in May for good.", "date: May"),
    Sentence("relative days", EN, "It closed yesterday, three years ago last month.", "number: three | date: yesterday, years ago, last month"),
    Sentence("quotation marks of each kind", EN, "“One”, „ja“, « oui », \"no\".", "quotation: “One”, „ja“, « oui », \"no\""),
    Sentence("an open quotation mark quotes nothing yet", EN, "He said: “So be it.", "attribution: said"),
    Sentence("attribution", EN, "According to the mayor, officials stressed it.", "attribution: According to, stressed"),
    Sentence("the United States say nothing", EN, "The United States and the states agree.", ""),
    Sentence("superlatives", EN, "The largest and most exclusively held of all.", "superlative: largest, most, exclusively, all"),
    Sentence("at least and at most compare nothing", EN, "At least it was at most useful.", ""),
    Sentence("cause", EN, "It failed because of rain, which led to delays contingent on weather.", "cause: because, led to, contingent on"),
    Sentence("first time", EN, "For the first time an unprecedented, new line.", "first time: For the first time, unprecedented, new"),
    Sentence("New York is not new", EN, "New York agreed.", ""),
    Sentence("a question states nothing", EN, "Did 30 people really say “no”?", ""),
    Sentence("a question in quotation marks neither", EN, "“Did 30 people say so?”", ""),
    Sentence("French figures", FR, "Deux tiers des 10\u00a0000 habitants, soit 42\u202f%.", "number: Deux tiers, 10\u00a0000, 42\u202f%"),
    Sentence("French days", FR, "Le 1er janvier 2020, puis mardi.", "date: 1er janvier 2020, mardi"),
    Sentence("French quotation", FR, "Il a dit « non ».", "quotation: « non » | attribution: a dit"),
    Sentence("French attribution", FR, "Selon elle, a-t-il précisé, le maire affirme.", "attribution: Selon, a-t-il précisé, affirme"),
    Sentence("a French conditional reports", FR, "Le ministre aurait menti.", "attribution: aurait"),
    Sentence("French superlatives", FR, "C’est le plus grand et sa meilleure année, jamais vue.", "superlative: le plus, sa meilleure, jamais | first time: jamais vue"),
    Sentence("French cause", FR, "Fermé en raison de la pluie, grâce à laquelle tout dépend d’elle.", "superlative: tout | cause: en raison de, grâce à, dépend d’"),
    Sentence("French first time", FR, "Pour la première fois, une mesure inédite, sans précédent.", "first time: Pour la première fois, inédite, sans précédent"),
    Sentence("another language: what all languages share", "de", "Am 3.5.2020 sagte er „nein“ zu 40 Leuten.", "number: 40 | date: 3.5.2020 | quotation: „nein“"),
]  # fmt: skip


@each(SENTENCES)
def test_cues(case: Sentence) -> None:
    assert (
        " | ".join(f"{cue.reason}: {', '.join(cue.words)}" for cue in cues(case.text, case.language)) == case.expected
    )


def test_every_reason_has_words_in_every_language_and_a_weight() -> None:
    assert set(LANGUAGES) == {"en", "fr"}
    for language in LANGUAGES:
        assert set(patterns(language)) == set(Reason) == set(WEIGHTS)
    told = {case.language[:2]: set[str]() for case in SENTENCES}
    for case in SENTENCES:
        told[case.language[:2]] |= {cue.reason for cue in cues(case.text, case.language)}
    assert told["en"] == told["fr"] == set(Reason)


def proposed(raw: str, language: str = EN, covered: Iterable[Span] = ()) -> list[str]:
    stored = seed(raw)
    return [f"{one.score} {one.words}" for one in suggestions(stored.text, stored.blocks, language, covered)]


ARTICLE = (
    "The 30 Steps\nIt was nice.\nHe said it was nice.\n- 12 men left on Friday.\n- They came back.\n1. Ten more.\n"
)


def test_the_highest_score_comes_first_then_the_order_of_the_text() -> None:
    text = Text(ARTICLE.replace("The 30 Steps", "The 30 steps."))
    found = [*suggestions(text, seed(text.raw).blocks, EN, [])]
    assert [f"{one.score} {one.words}" for one in found] == [
        "5 12 men left on Friday.",
        "3 The 30 steps.",
        "3 Ten more.",
        "2 He said it was nice.",
        "0 It was nice.",
        "0 They came back.",
    ]


def test_headings_are_not_proposed() -> None:
    stored = seed(ARTICLE)
    blocks = Stored(**{**fields(stored), "headings": ("The 30 Steps",)}).blocks
    assert "The 30 Steps" not in [one.words for one in suggestions(stored.text, blocks, EN, [])]


def fields(stored: Stored) -> dict[str, object]:
    return {name: getattr(stored, name) for name in Stored.__dataclass_fields__}


def test_a_sentence_that_is_covered_in_one_character_is_not_proposed() -> None:
    start = ARTICLE.index("12 men")
    found = proposed(ARTICLE, covered=[Span(start + 3, start + 4)])
    assert "5 12 men left on Friday." not in found
    assert len(found) == len(proposed(ARTICLE)) - 1


@often
@given(
    st.one_of(any_texts, st.lists(st.sampled_from([case.text for case in SENTENCES]), max_size=6).map("\n".join)),
    st.sampled_from([EN, FR, "de"]),
)
def test_what_is_proposed_are_sentences_as_they_stand(raw: str, language: str) -> None:
    stored = seed(raw)
    found = suggestions(stored.text, stored.blocks, language, [])
    sentences = article_sentences(stored.text, stored.blocks)
    for one in found:
        assert any(sentence.start <= one.span.start and one.span.end == sentence.end for sentence in sentences)
        assert one.words == collapse(stored.text.cut(one.span))
        for cue in one.cues:
            assert all(words in one.words for words in cue.words)
    assert found == suggestions(stored.text, stored.blocks, language, [])
    assert suggestions(stored.text, stored.blocks, language, [one.span for one in found]) == []


# --- how good it is: the 28 claims that editors made of the real article, against the list for it without claims


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return parse(scan(ROOT)[0])[0]


@dataclass(frozen=True)
class Measured:
    sentences: tuple[Span, ...]
    claimed: frozenset[int]  # the sentences that the quote of a claim touches
    listed: frozenset[int]  # the sentences that are proposed for a reason
    found: tuple[Suggestion, ...]
    claims: tuple[tuple[str, Span], ...]


@pytest.fixture(scope="module")
def measured(corpus: Corpus) -> Measured:
    stored = seed_of(corpus, "elysee-platform")
    assert stored is not None
    sentences = article_sentences(stored.text, stored.blocks)
    claims = tuple((slug, next(find(stored.text, e.file.quote.selector))) for (_, slug), e in corpus.published.items())
    found = tuple(one for one in suggestions(stored.text, stored.blocks, "en", []) if one.cues)
    return Measured(
        sentences=sentences,
        claimed=frozenset(index for _, span in claims for index in touched(sentences, span)),
        listed=frozenset(index for one in found for index in touched(sentences, one.span)),
        found=found,
        claims=claims,
    )


def test_how_good_the_list_is(measured: Measured) -> None:
    """The floor of the figures. A precision of 1 is no feat here: two of three sentences have a claim."""
    hits = measured.claimed & measured.listed
    claims = [slug for slug, span in measured.claims if set(touched(measured.sentences, span)) & measured.listed]
    precision, recall = len(hits) / len(measured.listed), len(hits) / len(measured.claimed)
    rows = [
        f"{'sentences':<22} {len(measured.sentences)}, of these with a claim {len(measured.claimed)}",
        f"{'listed':<22} {len(measured.listed)}",
        f"{'precision':<22} {len(hits)} of {len(measured.listed)} = {precision:.2f} (listing all: {len(measured.claimed) / len(measured.sentences):.2f})",
        f"{'recall, sentences':<22} {len(hits)} of {len(measured.claimed)} = {recall:.2f}",
        f"{'recall, claims':<22} {len(claims)} of {len(measured.claims)} = {len(claims) / len(measured.claims):.2f}",
        *(f"{'reason ' + reason:<22} {row(measured, reason)}" for reason in Reason),
    ]
    print("\n" + "\n".join(rows))
    assert (len(measured.sentences), len(measured.claimed), len(measured.claims)) == (27, 18, 28)
    assert precision >= 0.9
    assert recall >= 0.65
    assert len(claims) / len(measured.claims) >= 0.75


def row(measured: Measured, reason: Reason) -> str:
    listed = {
        i
        for one in measured.found
        if any(c.reason is reason for c in one.cues)
        for i in touched(measured.sentences, one.span)
    }
    return f"{len(listed & measured.claimed)} of {len(listed)}"


def test_with_all_its_claims_nothing_of_the_real_article_is_listed(corpus: Corpus, measured: Measured) -> None:
    stored = seed_of(corpus, "elysee-platform")
    assert stored is not None
    free = suggestions(stored.text, stored.blocks, "en", [span for _, span in measured.claims])
    assert [one for one in free if one.cues] == []
    assert len(free) == 5  # without a claim, and no heading

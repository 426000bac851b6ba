"""The coverage ledger: every sentence in exactly one state, and no character outside it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.core.blocks import blocks
from factcheck.core.ledger import (
    SetAside,
    State,
    Stretch,
    article_sentences,
    ledger,
    touched,
    uncovered,
)
from factcheck.core.model import Site
from factcheck.core.outcome import Outcome
from factcheck.core.settings import Settings
from factcheck.core.text import Span, Text
from factcheck.site.load import Loaded, load_files
from strategies import WHITE, any_texts, often

BASE = Path(__file__).parents[1] / "cases" / "broken" / "base"
ARTICLE = "content/articles/demo.md"


class Sentences(NamedTuple):
    name: str
    raw: str
    expected: list[str]


SENTENCES = [
    Sentences("nothing", "", []),
    Sentences("white space", " \n\f\t\r\n", []),
    Sentences("one", "It opened.", ["It opened."]),
    Sentences("two", "It opened. It cost 12.", ["It opened.", "It cost 12."]),
    Sentences("a heading is one", "The bridge\nIt opened. All came.", ["The bridge", "It opened.", "All came."]),
    Sentences("a heading of two is two", "What now? A bridge\nIt opened.", ["What now?", "A bridge", "It opened."]),
    Sentences("a bullet goes with its words", "- It opened. All came.", ["- It opened.", "All came."]),
    Sentences("a number goes with its words", "1. It opened.\n2. All came.", ["1. It opened.", "2. All came."]),
    Sentences("a bullet alone is a word", "It opened.\n-", ["It opened.", "-"]),
    Sentences("white space at both ends", " \tIt opened. \f\n", ["It opened."]),
    Sentences("a no-break space is a character", "It opened.\n\u00a0\n", ["It opened.", "\u00a0"]),
    Sentences("an abbreviation ends none", "The U.S. Congress met.", ["The U.S. Congress met."]),
    Sentences(
        "wrapped lines", "It opened\nlate. All\ncame.\n\nIt cost 12.", ["It opened\nlate.", "All\ncame.", "It cost 12."]
    ),
    Sentences("wrapped with CR LF", "It opened\r\nlate.\r\n\r\nAll came.", ["It opened\r\nlate.", "All came."]),
    Sentences("wrapped with CR", "It opened\rlate.\r\rAll came.", ["It opened\rlate.", "All came."]),
]


def cut(raw: str, spans: Sequence[Span]) -> list[str]:
    return [raw[start:end] for start, end in spans]


@each(SENTENCES)
def test_sentences_of_an_article(case: Sentences) -> None:
    text = Text(case.raw)
    assert cut(case.raw, article_sentences(text, blocks(text))) == case.expected


class Touch(NamedTuple):
    name: str
    span: Span
    expected: list[int]


# Three sentences: 0–4, 5–9, 11–15.
TOUCHES = [
    Touch("a whole sentence", Span(5, 9), [1]),
    Touch("its first character", Span(5, 6), [1]),
    Touch("its last character", Span(8, 9), [1]),
    Touch("two, with one character each", Span(3, 6), [0, 1]),
    Touch("all", Span(0, 15), [0, 1, 2]),
    Touch("the outer ones reach the middle one", Span(3, 12), [0, 1, 2]),
    Touch("white space between two", Span(4, 5), []),
    Touch("more white space between two", Span(9, 11), []),
    Touch("up to the start of a sentence", Span(1, 5), [0]),
    Touch("from the end of a sentence", Span(9, 12), [2]),
    Touch("behind all", Span(15, 20), []),
]


@each(TOUCHES)
def test_touched(case: Touch) -> None:
    assert list(touched([Span(0, 4), Span(5, 9), Span(11, 15)], case.span)) == case.expected


RAW = "The bridge\nIt opened. It cost 12. It is fine.\n- All came.\n"
TEXT = Text(RAW)
HEADING, OPENED, COST, FINE, CAME = "The bridge", "It opened.", "It cost 12.", "It is fine.", "- All came."


def at(words: str) -> Span:
    return Span(RAW.index(words), RAW.index(words) + len(words))


def aside(words: str, state: State = State.OPINION, reason: str = "Taste.") -> SetAside:
    return SetAside(span=at(words), state=state, reason=reason)


class Case(NamedTuple):
    name: str
    claims: list[tuple[str, str]]  # slug and quote
    set_aside: list[SetAside]
    expected: dict[str, tuple[State, tuple[str, ...], str | None]]  # of the sentences that are not unchecked


CASES = [
    Case("nothing is said", [], [], {}),
    Case("a claim", [("cost", "cost 12")], [], {COST: (State.CHECKED, ("cost",), None)}),
    Case(
        "two claims in one sentence, in the order given",
        [("zz", "cost"), ("aa", "12")],
        [],
        {COST: (State.CHECKED, ("zz", "aa"), None)},
    ),
    Case(
        "a claim over two sentences",
        [("both", "opened. It cost")],
        [],
        {OPENED: (State.CHECKED, ("both",), None), COST: (State.CHECKED, ("both",), None)},
    ),
    Case(
        "a claim over a block's end",
        [("both", "fine.\n- All")],
        [],
        {FINE: (State.CHECKED, ("both",), None), CAME: (State.CHECKED, ("both",), None)},
    ),
    Case("an opinion", [], [aside("fine")], {FINE: (State.OPINION, (), "Taste.")}),
    Case(
        "out of scope",
        [],
        [aside("The", State.OUT_OF_SCOPE, "A heading.")],
        {HEADING: (State.OUT_OF_SCOPE, (), "A heading.")},
    ),
    Case(
        "one entry, two sentences",
        [],
        [aside("12. It is")],
        {COST: (State.OPINION, (), "Taste."), FINE: (State.OPINION, (), "Taste.")},
    ),
    Case(
        "a claim comes before an entry",
        [("cost", "cost")],
        [aside("12. It is")],
        {COST: (State.CHECKED, ("cost",), None), FINE: (State.OPINION, (), "Taste.")},
    ),
    Case(
        "of two entries the first counts",
        [],
        [aside("fine"), aside("It is", State.OUT_OF_SCOPE, "Other.")],
        {FINE: (State.OPINION, (), "Taste.")},
    ),
    Case("a bullet is part of its sentence", [("came", "- All")], [], {CAME: (State.CHECKED, ("came",), None)}),
]


@each(CASES)
def test_ledger(case: Case) -> None:
    found = ledger(TEXT, blocks(TEXT), [(slug, at(quote)) for slug, quote in case.claims], case.set_aside)
    assert cut(RAW, [stretch.span for stretch in found]) == [HEADING, OPENED, COST, FINE, CAME]
    said = {TEXT.cut(s.span): (s.state, s.claims, s.reason) for s in found}
    silent = (State.UNCHECKED, (), None)
    assert said == {words: case.expected.get(words, silent) for words in said}


class Gap(NamedTuple):
    name: str
    spans: list[Span]
    expected: list[str]


GAPS = [
    Gap("all is covered", [Span(1, 3), Span(5, 7)], []),
    Gap("the start is not", [Span(5, 7)], ["ab"]),
    Gap("the end is not", [Span(1, 3)], ["cd"]),
    Gap("a character in the middle is not", [Span(1, 2), Span(5, 7)], ["b"]),
    Gap("nothing is", [], ["ab  cd"]),
]


@each(GAPS)
def test_uncovered(case: Gap) -> None:
    text = Text(" ab  cd ")
    stretches = [Stretch(span=span, state=State.UNCHECKED) for span in case.spans]
    assert cut(text.raw, list(uncovered(text, stretches))) == case.expected


class Made(NamedTuple):
    """A ledger, and what it is made of."""

    text: Text
    claims: list[tuple[str, Span]]
    set_aside: list[SetAside]
    stretches: tuple[Stretch, ...]


@st.composite
def ledgers(draw: st.DrawFn) -> Made:
    """Any text, any spans of it as claims and as passages set aside, and the ledger they make."""
    text = Text(draw(any_texts))
    offsets = st.integers(0, len(text.raw))
    spans = st.tuples(offsets, offsets).filter(lambda pair: pair[0] < pair[1]).map(lambda pair: Span(*pair))
    some = st.lists(spans, max_size=4) if text.raw else st.just([])
    claims = [(f"claim-{number}", span) for number, span in enumerate(draw(some))]
    states = st.sampled_from([State.OPINION, State.OUT_OF_SCOPE])
    passages = [SetAside(span=span, state=draw(states), reason=f"{number}") for number, span in enumerate(draw(some))]
    headings = draw(st.sampled_from([None, ()]))
    return Made(text, claims, passages, ledger(text, blocks(text, headings), claims, passages))


@often
@given(ledgers())
def test_the_ledger_holds_every_character_but_white_space_once_and_in_order(made: Made) -> None:
    text, stretches = made.text, made.stretches
    assert list(uncovered(text, stretches)) == []
    end, whole = 0, ""
    for stretch in stretches:
        gap = text.raw[end : stretch.span.start]
        assert stretch.span.start >= end
        assert gap.strip(WHITE) == ""
        words = text.cut(stretch.span)
        assert words == words.strip(WHITE) != ""
        whole += gap + words
        end = stretch.span.end
    assert whole + text.raw[end:] == text.raw
    assert text.raw[end:].strip(WHITE) == ""


def share_a_character(one: Span, other: Span) -> bool:
    return max(one.start, other.start) < min(one.end, other.end)


@often
@given(ledgers())
def test_each_sentence_is_in_the_one_state_that_claims_and_entries_give_it(made: Made) -> None:
    for stretch in made.stretches:
        slugs = tuple(slug for slug, span in made.claims if share_a_character(span, stretch.span))
        aside = [passage for passage in made.set_aside if share_a_character(passage.span, stretch.span)]
        if slugs:
            assert stretch == Stretch(span=stretch.span, state=State.CHECKED, claims=slugs)
        elif aside:
            assert stretch == Stretch(span=stretch.span, state=aside[0].state, reason=aside[0].reason)
        else:
            assert stretch == Stretch(span=stretch.span, state=State.UNCHECKED)


@often
@given(ledgers())
def test_every_claim_that_quotes_a_word_is_in_the_ledger(made: Made) -> None:
    quoting = {slug for slug, span in made.claims if made.text.cut(span).strip(WHITE)}
    assert quoting <= {slug for stretch in made.stretches for slug in stretch.claims}


# From files to the ledger of a site.


def demo(article: str = "", **claims: tuple[str, str]) -> dict[str, bytes]:
    """The small sound site, lines added to its article's front matter, words of its claims replaced."""
    files = {path.relative_to(BASE).as_posix(): path.read_bytes() for path in BASE.rglob("*") if path.is_file()}
    files[ARTICLE] = files[ARTICLE].replace(b"language: en\n", f"language: en\n{article}".encode())
    for name, (old, new) in claims.items():
        path = f"content/claims/demo/{name}.md"
        assert old.encode() in files[path]
        files[path] = files[path].replace(old.encode(), new.encode())
    return files


def entries(*quotes: str, state: str = "out-of-scope") -> str:
    return "ledger:\n" + "".join(
        f"  - quote: {quote}\n    state: {state}\n    reason: Not about the line.\n" for quote in quotes
    )


def states(loaded: Loaded) -> dict[str, str]:
    """The first words of each sentence that is not unchecked, and its state."""
    assert loaded.problems == ()
    assert loaded.site is not None
    article = loaded.site.articles[0]
    found = loaded.site.ledger_of(article)
    return {article.text.cut(s.span)[:18]: s.state for s in found if s.state is not State.UNCHECKED}


CHECKED = {
    "Trains will run ev": "checked",
    "The repairs cost €": "checked",
    "The director said ": "checked",
}


def test_without_a_ledger_sentences_are_checked_or_unchecked(real_settings: Settings) -> None:
    loaded = load_files(demo(), real_settings)
    assert states(loaded) == CHECKED
    assert loaded.site is not None
    assert len(loaded.site.ledger_of(loaded.site.articles[0])) == 12


def test_what_the_front_matter_sets_aside_is_in_the_ledger(real_settings: Settings) -> None:
    loaded = load_files(demo(entries("the terminus", "Bicycles travel")), real_settings)
    assert states(loaded) == {
        **CHECKED,
        "The new cafe\u0301 at t": "out-of-scope",
        "- Bicycles travel ": "out-of-scope",
    }
    assert loaded.site is not None
    assert loaded.site.articles[0].set_aside[1].reason == "Not about the line."


def test_the_quotes_of_entries_are_counted_with_all_others(real_settings: Settings) -> None:
    without, with_two = (load_files(demo(lines), real_settings) for lines in ("", entries("the terminus", "Bicycles")))
    assert sum(with_two.outcomes.values()) == sum(without.outcomes.values()) + 2


def test_without_their_seed_entries_are_counted_as_unchecked(real_settings: Settings) -> None:
    files = demo(entries("the terminus", "Bicycles"))
    del files["seeds/demo.txt"]
    loaded = load_files(files, real_settings)
    assert [found.code for found in loaded.problems if found.place.path == ARTICLE] == ["FC206"]
    assert loaded.outcomes[Outcome.UNCHECKED] == 5  # two entries, three claims


DRAFT = ("status: published", "status: draft")


def test_a_draft_checks_nothing_and_its_sentence_may_be_set_aside(real_settings: Settings) -> None:
    rest = {words: state for words, state in CHECKED.items() if words != "The director said "}
    assert states(load_files(demo(bridge=DRAFT), real_settings)) == rest
    loaded = load_files(demo(entries("no further closure", state="opinion"), bridge=DRAFT), real_settings)
    assert states(loaded) == {**rest, "The director said ": "opinion"}


def test_a_claim_of_an_opinion_is_checked_since_somebody_looked_at_it(real_settings: Settings) -> None:
    opinion = ("verdict: unproven", "verdict: opinion")
    assert states(load_files(demo(bridge=opinion), real_settings)) == CHECKED


class Refused(NamedTuple):
    name: str
    article: str
    expected: list[str]  # place, code, and the details that say with what


REFUSED = [
    Refused("a claim's words", entries("The repairs cost €42"), ["10:12 FC211 content/claims/demo/cost.md:4:8"]),
    Refused("a claim's sentence", entries("twice the first"), ["10:12 FC211 content/claims/demo/cost.md:4:8"]),
    Refused(
        "a checked sentence and a free one",
        entries("the town paid half. The new"),
        ["10:12 FC211 content/claims/demo/cost.md:4:8"],
    ),
    Refused(
        "two checked sentences and one between",
        entries(
            "and the town paid half. The new cafe\u0301 at the terminus opened with a banner 👩\u200d🔧 painted by pupils. The"
        ),
        ["10:12 FC211 content/claims/demo/bridge.md:4:8", "10:12 FC211 content/claims/demo/cost.md:4:8"],
    ),
    Refused("the same twice", entries("The new", "The new"), ["13:12 FC212 content/articles/demo.md:10:12"]),
    Refused("one sentence twice", entries("The new", "the terminus"), ["13:12 FC212 content/articles/demo.md:10:12"]),
    Refused(
        "three times: each names the first",
        entries("The new", "the terminus", "with a banner"),
        ["13:12 FC212 content/articles/demo.md:10:12", "16:12 FC212 content/articles/demo.md:10:12"],
    ),
    Refused(
        "checked, and set aside twice: the claim is told, twice",
        entries("twice the first", "the town paid"),
        ["10:12 FC211 content/claims/demo/cost.md:4:8", "13:12 FC211 content/claims/demo/cost.md:4:8"],
    ),
    Refused("a neighbour", entries("The new", "Bicycles", "What changes"), []),
    Refused(
        "in its long form",
        entries("{exact: The repairs, suffix: cost}"),
        ["10:20 FC211 content/claims/demo/cost.md:4:8"],
    ),
]


@each(REFUSED)
def test_one_state_for_each_sentence(case: Refused, real_settings: Settings) -> None:
    loaded = load_files(demo(case.article), real_settings)
    told = [
        f"{found.place.line}:{found.place.column} {found.code} {words}"
        for found in loaded.problems
        for label, words in found.details
        if label in ("claim", "entry")
    ]
    assert told == case.expected
    assert {found.place.path for found in loaded.problems} <= {ARTICLE}
    assert (loaded.site is None) == bool(case.expected)


def test_a_sentence_is_not_held_against_the_claims_of_another_article(real_settings: Settings) -> None:
    files = demo()
    seed = files["seeds/demo.txt"]
    files["seeds/other.txt"] = seed
    files["content/articles/other.md"] = demo(entries("twice the first"))[ARTICLE].replace(b"demo.txt", b"other.txt")
    bridge = files["content/claims/demo/bridge.md"].decode()
    files["content/claims/other/bridge.md"] = bridge.encode()  # an article without a claim is not published
    loaded = load_files(files, real_settings)
    assert loaded.problems == ()
    assert loaded.site is not None
    one, other = loaded.site.articles
    assert [s.state for s in loaded.site.ledger_of(one)].count(State.CHECKED) == 3
    states = [s.state for s in loaded.site.ledger_of(other)]
    assert (states.count(State.CHECKED), set(states)) == (1, {State.CHECKED, State.OUT_OF_SCOPE, State.UNCHECKED})


@pytest.fixture(scope="module")
def site(real: Loaded) -> Site:
    assert real.site is not None
    return real.site


def test_the_real_ledger_holds_every_character_and_every_claim(site: Site) -> None:
    for article in site.articles:
        stretches = site.ledger_of(article)
        assert list(uncovered(article.text, stretches)) == []
        claims = {claim.slug for claim in site.claims_of(article)}
        assert {slug for stretch in stretches for slug in stretch.claims} == claims


def test_every_entry_of_the_real_ledger_counts(site: Site) -> None:
    for article in site.articles:
        reasons = {stretch.reason for stretch in site.ledger_of(article)} - {None}
        assert reasons == {passage.reason for passage in article.set_aside}
        alone = replace(article, set_aside=())
        assert {s.state for s in site.ledger_of(alone)} <= {State.CHECKED, State.UNCHECKED}

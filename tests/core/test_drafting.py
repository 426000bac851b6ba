"""Drafts and picks: for any words of any text there is a file whose quote proves, or a reason why not."""

from dataclasses import dataclass

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cases.tables import each
from core.texts import EXTRACT, SEED, extract, seed
from factcheck.core.anchoring import Selector, find
from factcheck.core.corpus import parse
from factcheck.core.drafting import MOST_CLAIM, draft, free_slug, problems_of, shortened
from factcheck.core.encoding import INVISIBLE
from factcheck.core.layout import is_file_name
from factcheck.core.picking import Pick, Picks, picked, picks
from factcheck.core.problems import Problem, has_errors
from factcheck.core.refusal import MOST_PLACES
from factcheck.core.repair import least
from factcheck.core.schema import DraftFile
from factcheck.core.text import Span, Text, collapse, cuts_character
from strategies import any_texts, often, passages

HOSTILE = [
    "- a: b",
    "key: value # comment",
    "'single' and \"double\"",
    "it''s",
    "\\n \\ \\u202e",
    "{exact: x}",
    "[a, b]",
    "*alias &anchor !tag",
    "| > % @ `",
    "---",
    "? x",
    "no",
    "null",
    "~",
    "12:30",
    "0x1F",
    "=",
    "<<",
    "\u00a0\u00a0x\u00a0",
    "a\u00adb\u200bc",
    "👩\u200d🚀 e\u0301",
    "<script>&amp;</script>",
    "${IFS}`rm`",
    "x " * 60 + ": # end",
    "word" * 40,
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_survive(words: str) -> None:
    stored = seed(f"Before that. {words} After it.")
    words = words.strip(" ")
    pick = only(picks(stored, words))
    made = draft(stored, "x", pick.selector)
    corpus, problems = parse({made.path: made.text.encode()})
    assert problems == []
    (entry,) = corpus.claims.values()
    assert entry.file.quote is not None
    assert collapse(entry.file.quote.exact) == collapse(words)
    assert collapse(entry.file.claim) == collapse(words)
    assert has_errors(problems_of(made, stored, pick.span)) is False


def only(found: Picks | Problem) -> Pick:
    assert isinstance(found, Picks), found
    (pick,) = found.found
    assert found.total == 1
    return pick


@often
@given(passages(st.one_of(any_texts, st.text(st.characters(exclude_categories=["Cs"]), max_size=60))))
def test_a_draft_of_any_passage_proves(passage: tuple[Text, Span]) -> None:
    text, span = passage
    stored = seed(text.raw)
    found = picked(stored, least(text, span), text.cut(span))
    if isinstance(found, Problem):
        assert found.code == "FC102" or cuts_character(text.raw, span)
        return
    made = draft(stored, free_slug(text.cut(span), set()), found.selector)
    assert not has_errors(problems_of(made, stored, span))
    corpus, _ = parse({made.path: made.text.encode()})
    (entry,) = corpus.claims.values()
    assert entry.file.quote is not None
    assert list(find(text, entry.file.quote.selector)) == [span]
    assert type(entry.file) is DraftFile


@often
@given(passages())
def test_words_that_stand_in_a_text_are_picked_at_each_of_their_places(passage: tuple[Text, Span]) -> None:
    text, span = passage
    words = text.cut(span)
    assume(not INVISIBLE.search(text.raw))
    found = picks(seed(text.raw), words)
    assume(not isinstance(found, Problem))  # all places cut a character
    assert isinstance(found, Picks)
    places = [place for place in find(text, Selector(words)) if not cuts_character(text.raw, place)]
    assert ([pick.span for pick in found.found], found.total) == (places[:MOST_PLACES], len(places))
    for number, pick in enumerate(found.found, 1):
        assert list(find(text, pick.selector)) == [pick.span]
        assert picks(seed(text.raw), words, nth=number) == Picks(found=(pick,), total=found.total)


@dataclass(frozen=True)
class Picked:
    name: str
    words: str
    expected: str  # the exact words of each pick with their context, or the code of the refusal
    kind: str = "seed"


PICKED = [
    Picked("as printed", "Trains will run every hour from 6 a.m.", "Trains will run every hour from 6 a.m."),
    Picked("over a line end", "It opens at six", "It opens at six"),
    Picked("twice", "A day ticket", "A day ticket>costs | A day ticket>is"),
    Picked("straight for curly", "the line's director", "the line’s director"),
    Picked("spaces for no-break spaces", "costs 10 000 euros", "costs 10\u00a0000 euros"),
    Picked("two places after folding", 'a "return"', "a “return”>. | a “return”>to"),
    Picked("another case", "trains will run", "FC201"),
    Picked("another number", "Trains will run every hour from 7 a.m.", "FC201"),
    Picked("nothing like it", "zebra crossing umbrella", "FC201"),
    Picked("gaps are not for articles", "Trains […] 6 a.m.", "FC201"),
    Picked("half a character", "the new cafe", "FC203"),
    Picked("composed for decomposed", "the new café", "the new café"),
    Picked("gaps of a source", "The town paid […] in two years", "The town paid […] in two years", "extract"),
    Picked("an insertion", "The town paid [its share] in two years", "The town paid [its share] in two years", "extract"),
    Picked("gaps, straight for curly", "in two years. […] The town's share", "in two years. […] The town’s share", "extract"),
    Picked("gaps in the wrong order", "in two years […] The town paid", "FC308", "extract"),
    Picked("a piece that is twice", "The town […] in two years", "FC303", "extract"),
    Picked("a gap, and no such words", "The town paid […] in three years", "FC302", "extract"),
    Picked("over a divider", "two years. […] The rest", "two years. […] The rest", "extract"),
    Picked("the source's own brackets", "The rest [of it] is due", "The rest [of it] is due", "extract"),
]  # fmt: skip


@each(PICKED)
def test_picks(case: Picked) -> None:
    found = picks(seed(SEED) if case.kind == "seed" else extract(EXTRACT), case.words)
    if isinstance(found, Problem):
        assert found.code == case.expected
    else:
        assert " | ".join(map(spelt, found.found)) == case.expected


def spelt(pick: Pick) -> str:
    prefix = f"<{pick.selector.prefix}" if pick.selector.prefix else ""
    return f"{pick.selector.exact}{prefix}" + (f">{pick.selector.suffix}" if pick.selector.suffix else "")


def test_what_stands_in_no_file_yet_is_not_sent_to_fix() -> None:
    found = picks(extract(EXTRACT), "The town's share […] The town paid […] in")
    assert isinstance(found, Problem)
    assert dict(found.details)["outcome"] == "typographic"
    assert "factcheck fix" not in dict(found.details)["fix"]


@pytest.mark.parametrize(
    ("passage", "command"),
    [
        ("The line's $(date) `x` runs", """, or run: factcheck quote demo 'The line'"'"'s $(date) `x` runs'"""),
        ("The line runs " + "on and " * 10 + "on", ""),  # too long to be shown twice
        ("The line\u200bruns", ""),  # what a terminal would not show
    ],
)
def test_the_command_in_a_hint_is_safe_to_paste(passage: str, command: str) -> None:
    found = picks(seed(f"So: {passage}. End."), passage.replace("The", "the"))
    assert isinstance(found, Problem)
    assert dict(found.details)["fix"] == f"copy the words as printed{command}"


def test_what_differs_is_named() -> None:
    pick = only(picks(seed(SEED), "the line's director"))
    assert pick.differences == ("’ (U+2019) in the text, ' (U+0027) in the quote",)
    assert only(picks(seed(SEED), "the line’s director")).differences == ()


def test_what_no_file_may_hold_is_refused_with_its_name() -> None:
    found = picks(seed("He said \u202eyes\u202c to it."), "said \u202eyes")
    assert isinstance(found, Problem)
    assert (found.code, dict(found.details)["found"]) == ("FC102", "U+202E in “said \\u{202E}yes”")


def test_the_whole_draft() -> None:
    pick = only(picks(seed(SEED), "the line's director"))
    made = draft(seed(SEED), "director", pick.selector, claim="Zoë Lind is the director.", claimant="The Gazette")
    assert made.path == "content/claims/demo/director.md"
    assert made.text == (
        "---\nclaim: Zoë Lind is the director.\nclaimant: The Gazette\nquote: the line’s director\nstatus: draft\n---\n"
    )


def test_a_claim_is_cut_at_a_word_where_the_words_are_too_long() -> None:
    words = "word " * 59 + "words and more"
    assert shortened("word " * 60).startswith("word")
    assert shortened(words) == "word " * 59 + "…" or len(shortened(words)) <= MOST_CLAIM
    assert shortened("w" * 400) == "w" * 299 + "…"
    assert shortened("w" * 300) == "w" * 300
    assert shortened("word " * 59 + "words and more") == "word " * 58 + "word…"


@dataclass(frozen=True)
class Named:
    name: str
    words: str
    expected: str
    taken: tuple[str, ...] = ()


NAMED = [
    Named("plain", "Trains run every hour.", "trains-run-every-hour"),
    Named("taken", "Trains", "trains-2", ("trains",)),
    Named("the next free number", "Trains", "trains-4", ("trains", "trains-2", "trains-3")),
    Named("a gap is used", "Trains", "trains-2", ("trains", "trains-3")),
    Named("accents", "Élysée, œuvre", "elysee-oeuvre"),
    Named("no letters", "😀 …", "claim"),
    Named("a device of Windows", "Con", "con-2"),
    Named("cut at a word", "The coalition of the willing has thirty-five members today", "the-coalition-of-the-willing-has-thirty-five"),
    Named("one long word", "a" * 90, "a" * 48),
]  # fmt: skip


@each(NAMED)
def test_free_slug(case: Named) -> None:
    assert free_slug(case.words, set(case.taken)) == case.expected
    assert is_file_name(case.expected)


@often
@given(st.text(max_size=120), st.sets(st.sampled_from(["claim", "a", "a-2", "b"])))
def test_a_free_slug_is_a_slug_and_free(words: str, taken: set[str]) -> None:
    slug = free_slug(words, taken)
    assert is_file_name(slug)
    assert slug not in taken

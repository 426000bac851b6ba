"""The claim sentence as search engines show it: how long, and without which words."""

from dataclasses import replace
from pathlib import Path

import pytest

from factcheck.core.corpus import Corpus, parse
from factcheck.core.neutral import claim_has_a_short_form, claim_names_no_verdict
from factcheck.core.settings import Publisher, Settings, Verdict

BASE = Path(__file__).parents[1] / "cases/broken/base"
KEY = ("demo", "cost")
SCALE = (("true", "True", 2), ("half", "Half (of it)", 1), ("unproven", "Unproven", None))
SETTINGS = Settings(
    name="Demo",
    url="https://example.org",
    language="en",
    scale=tuple(
        Verdict(id=name, label=label, definition="D", rating=rating, colour=name, symbol="x")
        for name, label, rating in SCALE
    ),
    publisher=Publisher(name="Demo"),
)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    files = {path.relative_to(BASE).as_posix(): path.read_bytes() for path in BASE.rglob("*") if path.is_file()}
    return parse(files)[0]


def changed(corpus: Corpus, **values: object) -> Corpus:
    """The corpus with one claim, changed."""
    entry = corpus.claims[KEY]
    return replace(corpus, claims={KEY: replace(entry, file=entry.file.model_copy(update=values))})


@pytest.mark.parametrize(
    ("length", "verdict", "short", "is_told"),
    [
        (74, "true", None, False),
        (75, "true", None, True),
        (75, "true", "Less.", False),
        (75, "unproven", None, False),
    ],
)
def test_a_rated_claim_is_short_or_has_a_short_form(
    corpus: Corpus, length: int, verdict: str, short: str | None, is_told: bool
) -> None:
    found = list(claim_has_a_short_form(changed(corpus, claim="x" * length, verdict=verdict, short=short), SETTINGS))
    assert [problem.code for problem in found] == ["FC409"] * is_told


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("It is true.", "“true”"),
        ("TRUE: it is so.", "“TRUE”"),
        ("It is untrue, and truer than true-ish.", "“true”"),
        ("It is truest.", None),
        ("It is half of it.", None),
        ("It is half (of it).", None),  # a label that ends in a sign is no word: nothing is claimed to be found
        ("It is unproven.", None),  # a verdict that rates nothing stands beside no claim in the data
    ],
)
def test_a_claim_does_not_hold_the_word_of_a_verdict(corpus: Corpus, claim: str, told: str | None) -> None:
    found = list(claim_names_no_verdict(changed(corpus, claim=claim), SETTINGS))
    assert [dict(problem.details)["found"] for problem in found] == ([told] if told else [])


def test_a_scale_that_rates_nothing_has_no_words(corpus: Corpus) -> None:
    unrated = replace(SETTINGS, scale=SETTINGS.scale[2:])
    assert list(claim_names_no_verdict(changed(corpus, claim="It is true."), unrated)) == []

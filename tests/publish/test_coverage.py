"""Coverage: the ledger as templates get it, a bar whose shares make 100 and a list in the order of the text."""

from dataclasses import replace
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.core.blocks import blocks
from factcheck.core.ledger import SetAside, State
from factcheck.core.model import Site
from factcheck.core.text import Span, Text, collapse
from factcheck.publish.coverage import Coverage, Row, coverage, percentages
from factcheck.site.load import Loaded
from strategies import WHITE, any_texts, often, trimmed_spans


class Percent(NamedTuple):
    name: str
    counts: list[int]
    expected: list[int]


PERCENTAGES = [
    Percent("nothing at all", [0, 0, 0, 0], [0, 0, 0, 0]),
    Percent("one state", [7, 0, 0, 0], [100, 0, 0, 0]),
    Percent("halves", [3, 3], [50, 50]),
    Percent("whole percentages", [25, 60, 15], [25, 60, 15]),
    Percent("thirds: the first gets the rest", [1, 1, 1], [34, 33, 33]),
    Percent("the largest remainder gets the rest, not the largest", [1, 3, 3], [14, 43, 43]),
    Percent("two remainders are given away", [1, 1, 1, 3], [17, 17, 16, 50]),
    Percent("what is there has 1 at least", [997, 3], [99, 1]),
    Percent("four in ten thousand", [0, 4, 9996], [0, 1, 99]),
    Percent("each small one", [9997, 1, 1, 1], [97, 1, 1, 1]),
    Percent("none where there is none", [995, 5, 0], [99, 1, 0]),
]


@each(PERCENTAGES)
def test_percentages(case: Percent) -> None:
    assert percentages(case.counts) == case.expected


@often
@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=4))
def test_percentages_make_100_and_are_near(counts: list[int]) -> None:
    shares = percentages(counts)
    total = sum(counts)
    assert sum(shares) == (100 if total else 0)
    for count, share in zip(counts, shares, strict=True):
        assert (share == 0) == (count == 0)
        assert not total or abs(share - 100 * count / total) < len(counts)


RAW = "The bridge\nIt opened. All came. It cost 12. It is fine. It is long.\nAt last\nThe rest. The end.\n"
SLUGS = {"opened": "It opened", "came": "All came. It cost", "cost": "cost 12"}


def at(words: str) -> Span:
    return Span(RAW.index(words), RAW.index(words) + len(words))


@pytest.fixture(scope="module")
def real_site(real: Loaded) -> Site:
    assert real.site is not None
    return real.site


def made(site: Site, raw: str, quotes: dict[str, Span], *set_aside: SetAside) -> tuple[Site, Coverage]:
    """A site of one article with this text and claims, and its coverage."""
    text = Text(raw)
    article = replace(site.articles[0], text=text, blocks=blocks(text), set_aside=set_aside)
    claims = [replace(site.claims[0], article=article, slug=slug, span=span) for slug, span in quotes.items()]
    small = replace(site, articles=(article,), claims=tuple(claims))
    return small, coverage(small, article)


def small(site: Site) -> Coverage:
    opinion = SetAside(span=at("fine. It is"), state=State.OPINION, reason="Taste.")
    heading = SetAside(span=at("The bridge"), state=State.OUT_OF_SCOPE, reason="A heading.")
    return made(site, RAW, {slug: at(words) for slug, words in SLUGS.items()}, opinion, heading)[1]


def told(row: Row) -> tuple[str, str, int, list[str], str | None]:
    return row.state.value, row.words, row.sentences, [claim.slug for claim in row.claims], row.reason


def test_rows_are_in_the_order_of_the_text_and_say_the_same_once(real_site: Site) -> None:
    assert [told(row) for row in small(real_site).rows] == [
        ("out-of-scope", "The bridge", 1, [], "A heading."),
        ("checked", "It opened.", 1, ["opened"], None),
        ("checked", "All came.", 1, ["came"], None),
        ("checked", "It cost 12.", 1, ["came", "cost"], None),
        ("opinion", "It is fine. It is long.", 2, [], "Taste."),
        ("unchecked", "At last", 1, [], None),
        ("unchecked", "The rest. The end.", 2, [], None),
    ]


def test_shares_have_every_state_once_in_the_order_of_the_bar(real_site: Site) -> None:
    assert [(s.state.value, s.sentences, s.characters, s.percent) for s in small(real_site).shares] == [
        ("checked", 3, 30, 35),
        ("opinion", 2, 22, 25),
        ("unchecked", 3, 24, 28),
        ("out-of-scope", 1, 10, 12),
    ]


def test_totals_and_what_stands_in_quotes(real_site: Site) -> None:
    found = small(real_site)
    assert (found.sentences, found.characters) == (9, 86)
    # “It opened” 9, “All came. It cost 12” without the space between its sentences 19; “cost” is counted once.
    assert (found.quoted, found.quoted_percent) == (28, 32)


def test_rows_of_two_entries_with_the_same_state_stay_apart(real_site: Site) -> None:
    one = SetAside(span=at("It is fine"), state=State.OPINION, reason="Taste.")
    other = SetAside(span=at("It is long"), state=State.OPINION, reason="No measure.")
    _, found = made(real_site, RAW, {"opened": at("It opened")}, one, other)
    rows = [(row.words, row.reason) for row in found.rows if row.state is State.OPINION]
    assert rows == [("It is fine.", "Taste."), ("It is long.", "No measure.")]


def test_rows_link_to_the_claims_themselves(real_site: Site) -> None:
    (article,) = real_site.articles
    linked = {claim.path for row in coverage(real_site, article).rows for claim in row.claims}
    assert linked == {claim.path for claim in real_site.claims}


@st.composite
def texts_with_quotes(draw: st.DrawFn) -> tuple[str, dict[str, Span]]:
    raw = draw(any_texts.filter(lambda text: text.strip(WHITE)))
    spans = sorted(draw(st.lists(trimmed_spans(raw), max_size=3)))
    return raw, {f"claim-{number}": span for number, span in enumerate(spans)}


@often
@given(texts_with_quotes())
def test_whatever_the_text_rows_and_shares_hold_all_of_it(real: Loaded, drawn: tuple[str, dict[str, Span]]) -> None:
    assert real.site is not None
    raw, quotes = drawn
    _, found = made(real.site, raw, quotes)
    assert squeezed("".join(row.words for row in found.rows)) == squeezed(raw)
    assert [share.state for share in found.shares] == list(State)
    assert sum(share.percent for share in found.shares) == 100
    assert sum(share.sentences for share in found.shares) == found.sentences == sum(row.sentences for row in found.rows)
    assert sum(share.characters for share in found.shares) == found.characters
    # What is in quotes is in checked sentences.
    assert 0 <= found.quoted <= found.shares[0].characters
    assert (found.quoted > 0) == bool(quotes)
    assert {claim.slug for row in found.rows for claim in row.claims} == set(quotes)


def squeezed(text: str) -> str:
    return collapse(text).replace(" ", "")


def test_what_is_set_aside_in_the_real_article_has_its_reason(real_site: Site) -> None:
    for article in real_site.articles:
        found = coverage(real_site, article)
        for row in found.rows:
            assert bool(row.reason) == (row.state in (State.OPINION, State.OUT_OF_SCOPE))
            assert bool(row.claims) == (row.state is State.CHECKED)
        assert 0 < found.quoted_percent <= found.shares[0].percent + 1

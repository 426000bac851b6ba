"""The model: slugs, paths, and what a site derives from its claims."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.core.anchoring import Selector
from factcheck.core.blocks import blocks
from factcheck.core.model import (
    Article,
    Claim,
    Correction,
    Evidence,
    Group,
    Page,
    Site,
    Source,
)
from factcheck.core.pieces import Piece, PieceKind
from factcheck.core.problems import Place
from factcheck.core.schema import CorrectionKind, Kind, SourceType, Stance
from factcheck.core.settings import Publisher, Settings, Verdict
from factcheck.core.text import Span, Text, slugify
from strategies import often


class Slug(NamedTuple):
    name: str
    text: str
    expected: str


SLUGS = [
    Slug("words", "United States", "united-states"),
    Slug("accents", "Élysée", "elysee"),
    Slug("decomposed accents", "E\u0301lyse\u0301e", "elysee"),
    Slug("umlauts", "Zürich Öl", "zurich-ol"),
    Slug("sharp s", "Straße", "strasse"),
    Slug("Scandinavian", "Ærø Åland", "aero-aland"),
    Slug("Polish", "Łódź", "lodz"),
    Slug("Greek", "Ελλάδα", "ellada"),
    Slug("Cyrillic", "Україна", "ukrayina"),
    Slug("Chinese", "北京", "bei-jing"),
    Slug("emoji alone", "😀", ""),
    Slug("emoji and words", "😀 fun", "fun"),
    Slug("nothing", "", ""),
    Slug("white space", " \n ", ""),
    Slug("punctuation alone", "!?…", ""),
    Slug("punctuation", "U.S. (2025): why?", "u-s-2025-why"),
    Slug("spaces at the ends", "  a  b  ", "a-b"),
    Slug("a no-break space", "a\u00a0b", "a-b"),
    Slug("an apostrophe", "Trump’s", "trump-s"),
    Slug("a dash", "Franco–British — again", "franco-british-again"),
    Slug("hyphens at the ends", "-a--b-", "a-b"),
    Slug("digits", "28-Point Plan", "28-point-plan"),
    Slug("a path", "../../etc/passwd", "etc-passwd"),
    Slug("markup", "<b>fell <5%</b>", "b-fell-5-b"),
]


@each(SLUGS)
def test_slugify(case: Slug) -> None:
    assert slugify(case.text) == case.expected


@often
@given(st.text(max_size=40))
def test_a_slug_is_safe_in_an_address_and_stays_as_it_is(name: str) -> None:
    slug = slugify(name)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug)
    assert slugify(slug) == slug


TRUE = Verdict(id="true", label="True", definition="It is so.", rating=5, colour="true", symbol="✓")
FALSE = Verdict(id="false", label="False", definition="It is not.", rating=1, colour="false", symbol="✗")
TEXT = Text("One. Two. Three.")
HERE = Place("content/x.md", 9)
ARTICLE = Article(
    slug="demo",
    title="Demo",
    publisher="The Ferry News",
    url="https://example.org/",
    published=date(2025, 5, 1),
    language="en",
    seed="seeds/demo.txt",
    sha256="0" * 64,
    text=TEXT,
    blocks=blocks(TEXT),
    claimants={},
    assessment="Fine.",
    place=HERE,
)
SOURCE = Source(
    slug="accounts",
    title="Accounts",
    publisher="The town",
    url="https://example.org/a",
    archive=None,
    published=None,
    retrieved=date(2025, 6, 1),
    language="en",
    type=SourceType.PRIMARY,
    capture="copied",
    sha256=None,
    origin="The town",
    weak=None,
    note=None,
    extract=Text("It cost twelve."),
    place=HERE,
)
EVIDENCE = Evidence(
    source=SOURCE,
    pieces=(Piece(PieceKind.WORDS, SOURCE.extract.raw[3:14]),),
    spans=(Span(3, 14),),
    stance=Stance.SUPPORTS,
    translation=None,
    note=None,
)
CLAIM = Claim(
    short=None,
    article=ARTICLE,
    slug="two",
    number=1,
    text="Two it is.",
    claimant="The Ferry News",
    selector=Selector("Two"),
    span=Span(5, 8),
    verdict=TRUE,
    summary="So it is.",
    kind=Kind.FACT,
    author="A",
    reviewed_by="B",
    checked=date(2025, 6, 1),
    topics=("Money", "Bridges"),
    would_settle=None,
    evidence=(EVIDENCE,),
    corrections=(),
    reasoning="Because.",
    place=HERE,
)
PAGE = Page(slug="about", title="About", summary="Who we are.", text="Us.", place=HERE)
SETTINGS = Settings(
    name="Demo", url="https://example.org", language="en", scale=(TRUE, FALSE), publisher=Publisher(name="Demo")
)


def site(*claims: Claim) -> Site:
    return Site(settings=SETTINGS, articles=(ARTICLE,), claims=claims, sources=(SOURCE,), pages=(PAGE,))


class Path(NamedTuple):
    name: str
    path: str
    expected: str


PATHS = [
    Path("article", ARTICLE.path, "articles/demo/"),
    Path("claim", CLAIM.path, "claims/demo/two/"),
    Path("source", SOURCE.path, "sources/accounts/"),
    Path("text of an article", ARTICLE.download, "articles/demo/demo.txt"),
    Path("text of a source", SOURCE.download, "sources/accounts/accounts.txt"),
    Path("verdict", TRUE.path, "verdicts/true/"),
    Path("page", PAGE.path, "about/"),
    Path("topic", Group(name="Peace plan", folder="topics", claims=()).path, "topics/peace-plan/"),
    Path("claimant", Group(name="L’Élysée", folder="claimants", claims=()).path, "claimants/l-elysee/"),
]


@each(PATHS)
def test_path(case: Path) -> None:
    assert case.path == case.expected


def test_words_are_cut_from_the_text_they_stand_in() -> None:
    assert CLAIM.words == "Two"
    assert EVIDENCE.words == "cost twelve"


def corrected(*days: int) -> Claim:
    corrections = (Correction(date=date(2025, 7, day), kind=CorrectionKind.MINOR, text="A comma.") for day in days)
    return replace(CLAIM, corrections=tuple(corrections))


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        pytest.param(CLAIM, date(2025, 6, 1), id="never corrected"),
        pytest.param(corrected(3), date(2025, 7, 3), id="corrected"),
        pytest.param(corrected(3, 9, 5), date(2025, 7, 9), id="corrected often"),
    ],
)
def test_a_claim_was_updated_when_it_was_checked_or_last_corrected(claim: Claim, expected: date) -> None:
    assert claim.updated == expected
    assert site(CLAIM, claim).updated == expected


def test_no_claim_is_updated_before_its_check() -> None:
    odd = replace(corrected(1), checked=date(2025, 8, 1))
    assert odd.updated == date(2025, 8, 1)


def slugs(claims: Sequence[Claim]) -> list[str]:
    return [claim.slug for claim in claims]


def test_a_site_gathers_its_claims() -> None:
    other = replace(CLAIM, slug="one", verdict=FALSE, evidence=(), topics=("Bridges",), claimant="Zoë")
    whole = site(CLAIM, other)
    assert slugs(whole.claims_of(ARTICLE)) == ["two", "one"]
    assert slugs(whole.citing(SOURCE)) == ["two"]
    assert slugs(whole.rated(TRUE)) == ["two"]
    assert slugs(whole.rated(FALSE)) == ["one"]
    assert [(group.name, slugs(group.claims)) for group in whole.topics] == [
        ("Bridges", ["two", "one"]),
        ("Money", ["two"]),
    ]
    assert [(group.name, slugs(group.claims)) for group in whole.claimants] == [
        ("The Ferry News", ["two"]),
        ("Zoë", ["one"]),
    ]


def test_a_claim_that_cites_a_source_twice_cites_it_once() -> None:
    assert slugs(site(replace(CLAIM, evidence=(EVIDENCE, EVIDENCE))).citing(SOURCE)) == ["two"]


def test_what_has_no_claims_has_none() -> None:
    empty = site()
    assert empty.claims_of(ARTICLE) == empty.citing(SOURCE) == empty.rated(TRUE) == ()
    assert empty.topics == empty.claimants == ()


def test_groups_stand_in_the_order_of_their_slugs() -> None:
    """Not of their letters: É comes behind z there, and Z before a."""
    claims = tuple(replace(CLAIM, slug=f"c{n}", topics=(name,)) for n, name in enumerate(("Zoo", "apples", "Élan")))
    found = Site(settings=SETTINGS, articles=(ARTICLE,), claims=claims, sources=(), pages=()).topics
    assert [group.name for group in found] == ["apples", "Élan", "Zoo"]

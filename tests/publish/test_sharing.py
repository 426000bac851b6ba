"""Open Graph and card tags: words that stand alone, addresses that are whole."""

from dataclasses import replace
from typing import NamedTuple

import pytest

from cases.tables import each
from factcheck.core.model import Claim, Site
from factcheck.publish import sharing
from factcheck.publish.cards import captions
from factcheck.publish.sharing import Tag
from factcheck.site.load import Loaded

URL = "https://example.org/facts"


@pytest.fixture(scope="module")
def site(real: Loaded) -> Site:
    assert real.site is not None
    return replace(real.site, settings=replace(real.site.settings, name="Facts", url=URL, language="en"))


@pytest.fixture(scope="module")
def claim(site: Site) -> Claim:
    found = next(claim for claim in site.claims if claim.slug == "former-president")
    return replace(found, text="The bridge is closed.", claimant="Ana", summary="It was open all year.")


def contents(tags: tuple[Tag, ...]) -> dict[str, str]:
    assert len({tag.key for tag in tags}) == len(tags)
    return {tag.key: tag.content for tag in tags}


def test_the_tags_of_a_claim(claim: Claim, site: Site) -> None:
    assert list(contents(sharing.of_claim(claim, site.settings)).items()) == [
        ("og:title", "False: The bridge is closed — claim by Ana"),
        ("og:description", "It was open all year."),
        ("og:type", "article"),
        ("og:url", f"{URL}/claims/elysee-platform/former-president/"),
        ("og:site_name", "Facts"),
        ("og:locale", "en_US"),
        ("og:image", f"{URL}/claims/elysee-platform/former-president/card.png"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", "False: The bridge is closed. Claim by Ana. Facts."),
        ("twitter:card", "summary_large_image"),
    ]


def test_the_tags_of_another_page(site: Site) -> None:
    assert list(contents(sharing.of_page("sources/", "Sources", "All of them.", site.settings)).items()) == [
        ("og:title", "Sources"),
        ("og:description", "All of them."),
        ("og:type", "website"),
        ("og:url", f"{URL}/sources/"),
        ("og:site_name", "Facts"),
        ("og:locale", "en_US"),
        ("twitter:card", "summary"),
    ]


def test_open_graph_has_properties_and_cards_have_names(claim: Claim, site: Site) -> None:
    tags = (*sharing.of_claim(claim, site.settings), *sharing.of_page("", "", "", site.settings))
    assert {(tag.key.split(":")[0], tag.attribute) for tag in tags} == {("og", "property"), ("twitter", "name")}


class Title(NamedTuple):
    name: str
    text: str
    title: str


TITLES = [
    Title("a full stop goes", "The bridge is closed.", "False: The bridge is closed — claim by Ana"),
    Title("no full stop", "The bridge is closed", "False: The bridge is closed — claim by Ana"),
    Title("a question stays one", "Is it closed?", "False: Is it closed? — claim by Ana"),
    Title("only one stop goes", "He left in etc..", "False: He left in etc. — claim by Ana"),
    Title("markup stays as typed", 'A <b> & "c".', 'False: A <b> & "c" — claim by Ana'),
    Title("Arabic", "قال الرئيس.", "False: قال الرئيس — claim by Ana"),
]


@each(TITLES)
def test_the_title_has_verdict_claim_and_claimant(case: Title, claim: Claim, site: Site) -> None:
    assert sharing.title(replace(claim, text=case.text), site.settings) == case.title


def test_the_verdict_comes_before_the_claim_on_every_page(site: Site) -> None:
    for claim in site.claims:
        tags = contents(sharing.of_claim(claim, site.settings))
        for key in ("og:title", "og:image:alt"):
            assert tags[key].startswith(f"{claim.verdict.label}: {claim.text[:20]}"), key
            assert claim.claimant in tags[key], key
        assert tags["og:description"] == claim.summary


def test_no_picture_no_tags_of_one(claim: Claim, site: Site) -> None:
    arabic = replace(claim, verdict=replace(claim.verdict, label="خطأ"))
    assert not captions.has_card(arabic)
    tags = contents(sharing.of_claim(arabic, site.settings))
    assert [key for key in tags if "image" in key] == []
    assert tags["twitter:card"] == "summary"


class Alt(NamedTuple):
    name: str
    text: str
    claimant: str
    alt: str


ALTS = [
    Alt("all words", "It rained.", "Ana", "False: It rained. Claim by Ana. Facts."),
    Alt("a question", "Did it rain?", "Ana", "False: Did it rain? Claim by Ana. Facts."),
    Alt("no full stop", "It rained", "Ana B.", "False: It rained. Claim by Ana B. Facts."),
    Alt("what the picture leaves out", "It rained.", "علي", "False: It rained. Facts."),
    Alt("what the picture has instead", "علي", "Ana", "False: example.org/facts/claims/elysee-platform/former-president. Claim by Ana. Facts."),
]  # fmt: skip


@each(ALTS)
def test_the_alternative_text_is_what_the_picture_says(case: Alt, claim: Claim, site: Site) -> None:
    assert sharing.alt(replace(claim, text=case.text, claimant=case.claimant), site.settings) == case.alt


class Locale(NamedTuple):
    name: str
    language: str
    locale: str | None


LOCALES = [
    Locale("English", "en", "en_US"),
    Locale("British English", "en-GB", "en_GB"),
    Locale("French", "fr", "fr_FR"),
    Locale("Greek", "el", "el_GR"),
    Locale("small letters", "pt-pt", "pt_PT"),
    Locale("a script before the territory", "zh-Hant-TW", "zh_TW"),
    Locale("a script alone", "sr-Latn", "sr_RS"),
    Locale("a part of the world is no territory", "es-419", "es_ES"),
    Locale("a variant", "de-1996", "de_DE"),
    Locale("three letters", "gsw-CH", "gsw_CH"),
    Locale("no known territory", "eo", None),
]


@each(LOCALES)
def test_the_locale_has_a_territory_or_is_left_out(case: Locale, claim: Claim, site: Site) -> None:
    assert sharing.locale(case.language) == case.locale
    tags = contents(sharing.of_claim(claim, replace(site.settings, language=case.language)))
    assert tags.get("og:locale") == case.locale


def test_the_embed_page_lies_below_the_claim_s(claim: Claim) -> None:
    assert sharing.embed_path(claim) == "claims/elysee-platform/former-president/embed/"

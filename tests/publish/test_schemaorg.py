"""What an article's page tells search engines, and links that are no longer than they must be."""

import json
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup

from cases.tables import each
from factcheck.core.model import Site
from factcheck.publish.claimreview import rated
from factcheck.publish.output import Output
from factcheck.publish.schemaorg import article_page, node
from factcheck.site.load import Loaded

PAGE = "https://example.org/articles/elysee-platform/"


@pytest.fixture(scope="module")
def site(real: Loaded) -> Site:
    assert real.site is not None
    return real.site


def test_the_page_of_an_article(site: Site) -> None:
    claim = next(claim for claim in site.claims if claim.slug == "former-president")
    small = replace(site, claims=(claim, next(claim for claim in site.claims if claim.verdict.rating is None)))
    assert article_page(small, site.articles[0]) == {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": PAGE,
        "url": PAGE,
        "name": "Coalition of the Willing: Paris and the U.S. forge new platform to secure Ukraine’s peace",
        "inLanguage": "en",
        "dateModified": "2026-11-22",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "publisher": {
            "@type": "Organization",
            "@id": "https://example.org/#publisher",
            "name": "The editors",
            "url": "https://example.org/",
            "publishingPrinciples": "https://example.org/methodology/",
            "correctionsPolicy": "https://example.org/corrections/",
        },
        "mainEntity": {
            "@type": "CreativeWork",
            "@id": f"{PAGE}#article",
            "url": site.articles[0].url,
            "headline": "Coalition of the Willing: Paris and the U.S. forge new platform to secure Ukraine’s peace",
            "publisher": {"@type": "Organization", "name": "PageNews.gr (English edition)"},
            "datePublished": "2025-11-26",
            "inLanguage": "en",
        },
        "mentions": [{"@type": "Claim", "@id": "https://example.org/claims/elysee-platform/former-president/#claim"}],
    }


def test_an_article_without_rated_claims_mentions_none(site: Site) -> None:
    page = article_page(replace(site, claims=()), site.articles[0])
    assert {"mentions", "dateModified"} & set(page) == set()


def test_every_claim_mentioned_is_told_on_its_own_page(built: Path, site: Site) -> None:
    html = (built / site.articles[0].path / "index.html").read_bytes()
    (script,) = BeautifulSoup(html, "html.parser").select('script[type="application/ld+json"]')
    page = json.loads(script.get_text())
    assert page == article_page(site, site.articles[0])
    assert "ClaimReview" not in script.get_text()
    mentioned = [claim["@id"].removesuffix("#claim") for claim in page["mentions"]]
    assert mentioned == [site.settings.address(claim.path) for claim in rated(site)]
    for claim in rated(site):
        text = (built / claim.path / "index.html").read_text(encoding="utf-8")
        assert f'"itemReviewed":{{"@type":"Claim","@id":"{site.settings.address(claim.path)}#claim"' in text


def test_a_node_has_no_property_that_is_not_known() -> None:
    assert node("Person", name="Ana", url=None, sameAs="", keywords=[]) == {"@type": "Person", "name": "Ana"}
    assert node("Rating", "#a", ratingValue=0) == {"@type": "Rating", "@id": "#a", "ratingValue": 0}


class Link(NamedTuple):
    name: str
    page: str
    to: str
    link: str
    base: str = ""


LINKS = [
    Link("from the home page", "", "claims/", "claims/"),
    Link("to the home page", "claims/", "", "../"),
    Link("to the page itself", "claims/", "claims/", "./"),
    Link("home to itself", "", "", "./"),
    Link("to a neighbour", "claims/a/x/", "claims/a/y/", "../y/"),
    Link("to a claim of another article", "claims/a/x/", "claims/b/x/", "../../b/x/"),
    Link("to another folder", "claims/a/x/", "sources/s/", "../../../sources/s/"),
    Link("to the folder above", "claims/a/x/", "claims/", "../../"),
    Link("below", "claims/", "claims/a/x/", "a/x/"),
    Link("like the beginning of a name", "claims/a/x/", "claims/ab/x/", "../../ab/x/"),
    Link("with a fragment", "claims/a/x/", "articles/a/#mark-x", "../../../articles/a/#mark-x"),
    Link("a place in the page itself", "articles/a/", "articles/a/#mark-x", "#mark-x"),
    Link("to a file", "claims/a/x/", "feeds/all.atom", "../../../feeds/all.atom"),
    Link("from a page that is shown anywhere", "404.html", "claims/", "/facts/claims/", "/facts/"),
]


@each(LINKS)
def test_a_link_is_the_shortest_that_leads_there(case: Link) -> None:
    output = Output(path=case.page, template="page", base=case.base)
    assert output.to(case.to) == case.link

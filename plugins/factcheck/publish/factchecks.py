"""data/factchecks.json: our claims as the Fact Check Tools API (v1alpha1) answers `claims:search`.

A program that reads that API reads this file. `text`, `claimant` and `claimDate` are of the claim; publisher, url,
title, reviewDate, textualRating and languageCode of our review. Times are RFC 3339 in UTC; a day is its midnight.
Claims without a rating are left out: the API knows claims by their ClaimReview, and those have none. There is
no `nextPageToken`: "an empty value means no more results".
"""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlsplit

from factcheck.core.model import Claim, Site
from factcheck.publish import jsontext
from factcheck.publish.claimreview import rated, reviewed_text
from factcheck.publish.facts import Facts
from factcheck.publish.jsontext import Json, Records
from factcheck.publish.output import Run
from factcheck.publish.schemaparts import DIALECT, LANGUAGE, PAGE, TEXT, Schema, closed, listed
from factcheck.render.words import catalogue

PATH, SCHEMA_PATH = "data/factchecks.json", "data/schema/factchecks.json"


def runs(site: Site, facts: Facts) -> Iterator[Run]:
    """The file: every rated claim, in the order of the site."""
    claims = rated(site)
    return jsontext.runs({"claims": Records(facts.of_each(claims), lambda place: _claim(site, claims[place]))})


def _claim(site: Site, claim: Claim) -> Json:
    return {
        "text": reviewed_text(claim),
        "claimant": claim.claimant,
        "claimDate": _midnight(claim.article.published),
        "claimReview": [_review(site, claim)],
    }


def _review(site: Site, claim: Claim) -> Json:
    words = catalogue(site.settings.language)
    return {
        "publisher": {"name": site.settings.publisher.name, "site": host(site.settings.url)},
        "url": site.settings.address(claim.path),
        "title": words.say("claim.title", verdict=claim.verdict.label, claim=claim.text),
        "reviewDate": _midnight(claim.checked),
        "textualRating": claim.verdict.label,
        "languageCode": site.settings.language,
    }


def host(url: str) -> str:
    """The "host-level site name, without the protocol or www prefix"."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _midnight(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def schemas() -> dict[str, Json]:
    """The JSON Schema of the file, by its name."""
    time: Schema = {"type": "string", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T00:00:00Z$"}
    site: Schema = {"type": "string", "pattern": r"^(?!www\.)[^\s/:]+$"}
    review = closed(
        {
            "publisher": closed({"name": TEXT, "site": site}),
            "url": PAGE,
            "title": TEXT,
            "reviewDate": time,
            "textualRating": TEXT,
            "languageCode": LANGUAGE,
        }
    )
    reviews: Schema = {**listed(review, least=1), "maxItems": 1}
    claim = closed({"text": TEXT, "claimant": TEXT, "claimDate": time, "claimReview": reviews})
    title = "The rated claims as the Fact Check Tools API answers claims:search"
    return {SCHEMA_PATH: {"$schema": DIALECT, "title": title, **closed({"claims": listed(claim)})}}

"""data/factchecks.json: the answer shape of the Fact Check Tools API, and its schema."""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft202012Validator

from cases.tables import each
from cases.written import whole
from factcheck.core.model import Site
from factcheck.publish.claimreview import rated
from factcheck.publish.factchecks import host, runs, schemas
from factcheck.site.load import Loaded

SCHEMA: Any = schemas()["data/schema/factchecks.json"]


@pytest.fixture(scope="module")
def site(real: Loaded) -> Site:
    assert real.site is not None
    return replace(real.site, settings=replace(real.site.settings, url="https://www.check.example.org/facts"))


def answer(site: Site) -> Any:
    return json.loads(whole(runs, site))


def test_a_claim_as_the_api_tells_it(site: Site) -> None:
    claim = next(claim for claim in site.claims if claim.slug == "former-president")
    assert answer(replace(site, claims=(claim,))) == {
        "claims": [
            {
                "text": "Donald Trump was a former US president in late November 2025.",
                "claimant": "PageNews",
                "claimDate": "2025-11-26T00:00:00Z",
                "claimReview": [
                    {
                        "publisher": {"name": "The editors", "site": "check.example.org"},
                        "url": "https://www.check.example.org/facts/claims/elysee-platform/former-president/",
                        "title": "False: Donald Trump was a former, not the sitting, US president in late November 2025.",
                        "reviewDate": "2026-11-22T00:00:00Z",
                        "textualRating": "False",
                        "languageCode": "en",
                    }
                ],
            }
        ]
    }


def test_rated_claims_alone_are_told_in_the_order_of_the_site(site: Site) -> None:
    urls = [claim["claimReview"][0]["url"] for claim in answer(site)["claims"]]
    assert urls == [site.settings.address(claim.path) for claim in rated(site)]
    assert 0 < len(urls) < len(site.claims)


def test_the_file_is_written_and_as_its_schema_says(built: Path, real: Loaded) -> None:
    assert real.site is not None
    text = (built / "data/factchecks.json").read_text(encoding="utf-8")
    assert text == whole(runs, real.site)
    Draft202012Validator.check_schema(SCHEMA)
    Draft202012Validator(SCHEMA).validate(json.loads(text))


class Host(NamedTuple):
    name: str
    url: str
    site: str


HOSTS = [
    Host("a host", "https://example.org", "example.org"),
    Host("without www", "https://www.example.org", "example.org"),
    Host("a port is no part of it", "http://example.org:8080", "example.org"),
    Host("a folder is none either", "https://example.org/facts", "example.org"),
    Host("www in the middle stays", "https://my.www.example.org", "my.www.example.org"),
]


@each(HOSTS)
def test_the_site_is_a_host_without_protocol_or_www(case: Host) -> None:
    assert host(case.url) == case.site


@dataclass(frozen=True, kw_only=True)
class Broken:
    """An answer with one thing wrong, and the word of the schema that refuses it."""

    name: str
    broken: Callable[[Any], object]
    word: str


def review(claim: Any) -> Any:
    return claim["claimReview"][0]


BROKEN = [
    Broken(name="no text", broken=lambda claim: claim.pop("text"), word="required"),
    Broken(name="an empty text", broken=lambda claim: claim.update(text=""), word="pattern"),
    Broken(name="no claimant", broken=lambda claim: claim.pop("claimant"), word="required"),
    Broken(name="a day without a time", broken=lambda claim: claim.update(claimDate="2025-11-26"), word="pattern"),
    Broken(name="a time of another zone", broken=lambda claim: claim.update(claimDate="2025-11-26T00:00:00+01:00"), word="pattern"),
    Broken(name="no review", broken=lambda claim: claim.update(claimReview=[]), word="minItems"),
    Broken(name="two reviews of ours", broken=lambda claim: claim["claimReview"].append(review(claim)), word="maxItems"),
    Broken(name="no verdict", broken=lambda claim: review(claim).pop("textualRating"), word="required"),
    Broken(name="a site with its protocol", broken=lambda claim: review(claim)["publisher"].update(site="https://a.example"), word="pattern"),
    Broken(name="a site with www", broken=lambda claim: review(claim)["publisher"].update(site="www.a.example"), word="pattern"),
    Broken(name="a relative address", broken=lambda claim: review(claim).update(url="/claims/a/"), word="pattern"),
    Broken(name="a language in words", broken=lambda claim: review(claim).update(languageCode="English"), word="pattern"),
    Broken(name="something that the API has not", broken=lambda claim: review(claim).update(rating=1), word="additionalProperties"),
]  # fmt: skip


@each(BROKEN)
def test_a_broken_answer_is_refused_for_its_reason(case: Broken, site: Site) -> None:
    found = deepcopy(answer(site))
    assert list(Draft202012Validator(SCHEMA).iter_errors(found)) == []
    case.broken(found["claims"][0])
    assert [error.validator for error in Draft202012Validator(SCHEMA).iter_errors(found)] == [case.word]

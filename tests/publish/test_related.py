"""What else to read after a claim, and the stored text to download."""

from dataclasses import replace
from pathlib import Path

import pytest

from conftest import ROOT
from factcheck.core.model import Claim, Site
from factcheck.publish.related import MOST_RELATED, related
from factcheck.site.load import Loaded


@pytest.fixture(scope="module")
def site(real: Loaded) -> Site:
    assert real.site is not None
    return real.site


@pytest.fixture(scope="module")
def claim(site: Site) -> Claim:
    return next(claim for claim in site.claims if claim.slug == "35-members")


def test_related_claims_share_sources_or_topics_and_the_nearest_come_first(site: Site) -> None:
    for claim in site.claims:
        found = related(site, claim)
        assert len(found) <= MOST_RELATED
        assert claim not in [other.claim for other in found]
        cited = {entry.source.slug for entry in claim.evidence}
        for other in found:
            shared = cited & {entry.source.slug for entry in other.claim.evidence}
            assert {source.slug for source in other.sources} == shared
            assert set(other.topics) == set(claim.topics) & set(other.claim.topics)
            assert other.sources or other.topics
        ranks = [(-len(other.sources), -len(other.topics)) for other in found]
        assert ranks == sorted(ranks)


def test_a_claim_with_nothing_in_common_has_no_related_claims(site: Site, claim: Claim) -> None:
    assert related(site, replace(claim, evidence=(), topics=())) == ()


def test_the_stored_text_can_be_downloaded_byte_for_byte(built: Path, site: Site) -> None:
    for article in site.articles:
        assert (built / article.download).read_bytes() == (ROOT / article.seed).read_bytes()

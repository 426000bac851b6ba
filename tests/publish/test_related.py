"""What else to read after a claim, and the stored text to download."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from factcheck.core.model import Claim, Site
from factcheck.publish.related import MOST_RELATED, Kin, related
from factcheck.site.load import Loaded

Drawn = tuple[set[str], set[str]]  # the topics and the sources of a claim


@pytest.fixture(scope="module")
def site(real: Loaded) -> Site:
    assert real.site is not None
    return real.site


@pytest.fixture(scope="module")
def claim(site: Site) -> Claim:
    return next(claim for claim in site.claims if claim.slug == "35-members")


def test_related_claims_share_sources_or_topics_and_the_nearest_come_first(site: Site) -> None:
    for claim in site.claims:
        found = [related(claim, other) for other in Kin(site).of(claim)]
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
    assert Kin(site).of(replace(claim, evidence=(), topics=())) == ()


@given(st.lists(st.tuples(st.sets(st.sampled_from("abcd")), st.sets(st.sampled_from("xyz"))), max_size=12))
def test_the_nearest_are_those_that_a_look_at_all_would_find(claim: Claim, site: Site, drawn: list[Drawn]) -> None:
    sources = dict(zip("xyz", site.sources, strict=False))
    evidence = {name: replace(claim.evidence[0], source=source) for name, source in sources.items()}
    claims = tuple(
        replace(claim, slug=str(n), topics=tuple(sorted(topics)), evidence=tuple(evidence[x] for x in sorted(cited)))
        for n, (topics, cited) in enumerate(drawn)
    )
    kin = Kin(replace(site, claims=claims))
    for number, (topics, cited) in enumerate(drawn):
        ranks = [
            (-len(cited & others), -len(topics & them), place)
            for place, (them, others) in enumerate(drawn)
            if place != number and (cited & others or topics & them)
        ]
        assert kin.of(claims[number]) == tuple(claims[place] for _, _, place in sorted(ranks)[:MOST_RELATED])


def test_the_stored_text_can_be_downloaded_byte_for_byte(built: Path, site: Site) -> None:
    for article in site.articles:
        assert (built / article.download).read_bytes() == (ROOT / article.seed).read_bytes()

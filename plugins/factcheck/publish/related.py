"""What else to read after a claim: claims that share its sources or its topics."""

from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from factcheck.core.model import Claim, Group, Site, Source
from factcheck.core.nearness import Keys, Nearness
from factcheck.publish.facts import Digest, digest

MOST_RELATED = 3
Known = tuple[Digest, dict[str, tuple[int, ...]]]  # what all claims share; the places of the nearest, by a claim's id


@dataclass(frozen=True, kw_only=True)
class Related:
    """A claim that has sources or topics in common with another."""

    claim: Claim
    sources: tuple[Source, ...]
    topics: tuple[str, ...]


class Kin:
    """The claims of a site by what they share: the nearest to each are found without looking at all.

    What is `known` from another time is good for as long as all claims share what they shared then.
    """

    def __init__(self, site: Site, known: Known | None = None) -> None:
        self._claims = site.claims
        key = digest([(claim.id, claim.topics, [e.source.slug for e in claim.evidence]) for claim in site.claims])
        self.known: Known = known if known and known[0] == key else (key, {})

    def of(self, claim: Claim) -> tuple[Claim, ...]:
        """The claims nearest to one: most sources in common first, then most topics, then the order of the site."""
        places = self.known[1]
        if claim.id not in places:
            places[claim.id] = self._nearest(claim)
        return tuple(self._claims[place] for place in places[claim.id])

    def _nearest(self, claim: Claim) -> tuple[int, ...]:
        near = self._nearness.near(_shareable(claim))
        return tuple(islice((place for place in near if self._claims[place].id != claim.id), MOST_RELATED))

    @cached_property
    def _nearness(self) -> Nearness[int]:
        return Nearness([(place, _shareable(claim)) for place, claim in enumerate(self._claims)])


def _shareable(claim: Claim) -> Keys:
    return {entry.source.slug for entry in claim.evidence}, claim.topics


def related(claim: Claim, other: Claim) -> Related:
    """What a claim has in common with another."""
    cited = {entry.source.slug: entry.source for entry in claim.evidence}
    shared = {entry.source.slug for entry in other.evidence} & set(cited)
    return Related(
        claim=other,
        sources=tuple(source for slug, source in cited.items() if slug in shared),
        topics=tuple(topic for topic in claim.topics if topic in other.topics),
    )


def groups_of(site: Site, claim: Claim) -> tuple[Group, ...]:
    """The topics of a claim, as lists with a page of their own."""
    return tuple(group for group in site.topics if group.name in claim.topics)

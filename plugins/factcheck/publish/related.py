"""What else to read after a claim: claims that share its sources or its topics."""

from dataclasses import dataclass
from itertools import islice

from factcheck.core.model import Claim, Group, Site, Source
from factcheck.core.nearness import Keys, Nearness

MOST_RELATED = 3


@dataclass(frozen=True, kw_only=True)
class Related:
    """A claim that has sources or topics in common with another."""

    claim: Claim
    sources: tuple[Source, ...]
    topics: tuple[str, ...]


class Kin:
    """The claims of a site by what they share: the nearest to each are found without looking at all."""

    def __init__(self, site: Site) -> None:
        self._nearness = Nearness([(claim, _shareable(claim)) for claim in site.claims])

    def of(self, claim: Claim) -> tuple[Claim, ...]:
        """The claims nearest to one: most sources in common first, then most topics, then the order of the site."""
        near = self._nearness.near(_shareable(claim))
        return tuple(islice((other for other in near if other.id != claim.id), MOST_RELATED))


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

"""What else to read after a claim: claims that share its sources or its topics."""

from dataclasses import dataclass
from itertools import islice

from factcheck.core.model import Claim, Group, Site, Source

MOST_RELATED = 3


@dataclass(frozen=True, kw_only=True)
class Related:
    """A claim that has sources or topics in common with another."""

    claim: Claim
    sources: tuple[Source, ...]
    topics: tuple[str, ...]


def related(site: Site, claim: Claim) -> tuple[Related, ...]:
    """The claims nearest to one: most sources in common first, then most topics, then the order of the article."""
    near = (other for other in site.near(claim) if other.id != claim.id)
    return tuple(_related(claim, other) for other in islice(near, MOST_RELATED))


def _related(claim: Claim, other: Claim) -> Related:
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

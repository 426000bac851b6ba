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


def near(site: Site, claim: Claim) -> tuple[Claim, ...]:
    """The claims nearest to one: most sources in common first, then most topics, then the order of the article."""
    others = (other for other in site.near(claim) if other.id != claim.id)
    return tuple(islice(others, MOST_RELATED))


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

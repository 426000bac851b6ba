"""What else to read after a claim: claims that share its sources or its topics."""

from collections import Counter
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain

from factcheck.core.grouping import gather
from factcheck.core.model import Claim, Group, Site, Source

MOST_RELATED = 3
_ENOUGH = 2 * MOST_RELATED  # of the same topics: itself and up to two that share a source may be among them


@dataclass(frozen=True, kw_only=True)
class Related:
    """A claim that has sources or topics in common with another."""

    claim: Claim
    sources: tuple[Source, ...]
    topics: tuple[str, ...]


class Kin:
    """The claims of a site by what they share: the nearest to each are found without looking at all."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._place = {claim.id: place for place, claim in enumerate(site.claims)}  # by article, then by number
        self._alike = gather((frozenset(claim.topics), place) for place, claim in enumerate(site.claims))
        self._sets = gather((topic, topics) for topics in self._alike for topic in topics)
        self._by_topics: dict[frozenset[str], list[int]] = {}

    def of(self, claim: Claim) -> tuple[Claim, ...]:
        """The claims nearest to one: most sources in common first, then most topics, then the order of the site."""
        claims, topics = self._site.claims, frozenset(claim.topics)
        sources = self._sources(claim)
        near = {*sources, *self._near(topics)} - {self._place[claim.id]}
        ranks = [(-sources.get(place, 0), -len(topics.intersection(claims[place].topics)), place) for place in near]
        return tuple(claims[place] for _, _, place in sorted(ranks)[:MOST_RELATED])

    def _sources(self, claim: Claim) -> dict[int, int]:
        """How many sources other claims share with one."""
        shared: dict[int, int] = {}
        for source in {entry.source.slug: entry.source for entry in claim.evidence}.values():
            for other in self._site.citing(source):
                place = self._place[other.id]
                shared[place] = shared.get(place, 0) + 1
        return shared

    def _near(self, topics: frozenset[str]) -> list[int]:
        """The first claims with most of these topics: so many that enough are left without the claim and its kin."""
        if topics not in self._by_topics:
            self._by_topics[topics] = self._ranked(topics)
        return self._by_topics[topics]

    def _ranked(self, topics: frozenset[str]) -> list[int]:
        found: list[int] = []
        shared = Counter(alike for topic in topics for alike in self._sets[topic])
        for count in sorted(set(shared.values()), reverse=True):
            heads = (self._alike[alike][:_ENOUGH] for alike, number in shared.items() if number == count)
            found += nsmallest(_ENOUGH - len(found), chain.from_iterable(heads))
        return found


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

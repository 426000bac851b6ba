"""What each list of the site must list, by the model alone, and the pages that a list may have."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from factcheck.core.model import Claim, Site
from factcheck.publish.paging import MOST_CLAIMS, MOST_LINES

_FURTHER = re.compile(r"page_[1-9][0-9]*/$")  # a page of a list behind the first
CORRECTIONS = "corrections/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """What a list lists, on all its pages together."""

    what: str  # of a message
    pages: Mapping[str, int]  # the paths of what is listed, and how often each is
    most: int  # on a page


def list_of(path: str) -> str:
    """The list that a page belongs to: its own address, or that of the list of which it is a further page."""
    return _FURTHER.sub("", path)


def members(site: Site) -> dict[str, Members]:
    """What every list of the site must list, by the list's path."""
    return dict(_members(site))


def _members(site: Site) -> Iterator[tuple[str, Members]]:
    yield "claims/", _claims(site.claims)
    yield from ((verdict.path, _claims(site.rated(verdict))) for verdict in site.settings.scale)
    for what, groups in (("topic", site.topics), ("claimant", site.claimants)):
        yield f"{what}s/", Members(what=what, pages=Counter(group.path for group in groups), most=MOST_LINES)
        yield from ((group.path, _claims(group.claims)) for group in groups)
    yield "sources/", Members(what="source", pages=Counter(source.path for source in site.sources), most=MOST_LINES)
    for source in site.sources:
        evidence = ((claim, entry) for claim in site.citing(source) for entry in claim.evidence)
        quotes = (claim.path for claim, entry in evidence if entry.source is source for _ in entry.spans)
        yield source.path, Members(what="quote", pages=Counter(quotes), most=MOST_CLAIMS)
    if len(site.articles) > MOST_LINES:
        yield "articles/", Members(what="article", pages=Counter(a.path for a in site.articles), most=MOST_LINES)
    if any(page.path == CORRECTIONS for page in site.pages):
        made = (claim.path for claim in site.ever for _ in claim.corrections)
        yield CORRECTIONS, Members(what="correction", pages=Counter(made), most=MOST_LINES)


def _claims(claims: Iterable[Claim]) -> Members:
    return Members(what="claim", pages=Counter(claim.path for claim in claims), most=MOST_CLAIMS)

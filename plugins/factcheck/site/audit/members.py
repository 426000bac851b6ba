"""What each list of the site must list, by the model alone, and the pages that a list may have."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from factcheck.core.model import Article, Claim, Group, Site, Source
from factcheck.publish.paging import MOST_CLAIMS, MOST_LINES

FURTHER = "/page_"  # before the number of a page of a list behind the first
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


Lists = Mapping[str, Callable[[], Members]]  # what every list must list, by the list's path


def lists_of_all() -> tuple[str, ...]:
    """The lists in which other things than claims stand, or corrections."""
    return "topics/", "claimants/", "sources/", "articles/", CORRECTIONS


def lists_with(site: Site, claim: Claim) -> Iterator[str]:
    """The lists in which a claim stands."""
    yield "claims/"
    yield claim.verdict.path
    groups = (*site.topics, *site.claimants)
    yield from (group.path for group in groups if any(member is claim for member in group.claims))
    yield from (entry.source.path for entry in claim.evidence)


def members(site: Site) -> Lists:
    """What every list of the site must list, counted when it is asked for: of 10,000 claims there are 10,200 lists."""
    return dict(_members(site))


def _members(site: Site) -> Iterator[tuple[str, Callable[[], Members]]]:
    yield "claims/", partial(_claims, site.claims)
    yield from ((verdict.path, partial(_claims, site.rated(verdict))) for verdict in site.settings.scale)
    for what, groups in (("topic", site.topics), ("claimant", site.claimants)):
        yield f"{what}s/", partial(_lines, what, groups)
        yield from ((group.path, partial(_claims, group.claims)) for group in groups)
    yield "sources/", partial(_lines, "source", site.sources)
    yield from ((source.path, partial(_quotes, site, source)) for source in site.sources)
    if len(site.articles) > MOST_LINES:
        yield "articles/", partial(_lines, "article", site.articles)
    if any(page.path == CORRECTIONS for page in site.pages):
        corrected = [claim for claim in site.ever for _ in claim.corrections]
        yield CORRECTIONS, partial(_lines, "correction", corrected)


def _claims(claims: Iterable[Claim]) -> Members:
    return Members(what="claim", pages=Counter(claim.path for claim in claims), most=MOST_CLAIMS)


def _lines(what: str, listed: Iterable[Group | Source | Article | Claim]) -> Members:
    return Members(what=what, pages=Counter(one.path for one in listed), most=MOST_LINES)


def _quotes(site: Site, source: Source) -> Members:
    evidence = ((claim, entry) for claim in site.citing(source) for entry in claim.evidence)
    quotes = (claim.path for claim, entry in evidence if entry.source is source for _ in entry.spans)
    return Members(what="quote", pages=Counter(quotes), most=MOST_CLAIMS)

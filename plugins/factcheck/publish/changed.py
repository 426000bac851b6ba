"""When the content of a page last changed: the `lastmod` of the sitemap. No date is made up: where none is known, None.

A page that lists claims changes with each of them. What the theme or a setting changes has no date.
"""

from collections.abc import Iterable
from datetime import date

from factcheck.core.model import Article, Claim, Site, Source


def latest(claims: Iterable[Claim]) -> date | None:
    """The day of the latest check or correction among claims; None for a list that is empty."""
    return max((claim.updated for claim in claims), default=None)


def article(site: Site, shown: Article) -> date | None:
    """The day of an article's page: of the latest change of its claims, and of the withdrawal of one."""
    return latest((*site.claims_of(shown), *(claim for claim in site.withdrawn if claim.article is shown)))


def source(site: Site, cited: Source) -> date:
    """The day of a source's page: of its capture, or of the latest change of a claim that cites it if that is later.

    The page shows the extract, which is as old as its capture, and each citing claim with its verdict. A claim can be
    older than the capture, where the extract was taken anew, and is mostly younger.
    """
    return max([cited.retrieved, *(claim.updated for claim in site.citing(cited))])


def sources(site: Site, listed: Iterable[Source]) -> date | None:
    """The day of a list of sources: of the latest change of any of them; None where there is none."""
    return max((source(site, cited) for cited in listed), default=None)


def corrections(site: Site) -> date | None:
    """The day of the latest correction; None where nothing was corrected."""
    return max((correction.date for claim in site.ever for correction in claim.corrections), default=None)

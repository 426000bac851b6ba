"""The pages that list claims, articles and corrections."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from heapq import nsmallest

from factcheck.core.model import Article, Claim, Group, Site
from factcheck.core.settings import Verdict
from factcheck.publish import changed, paged, views
from factcheck.publish.facts import Facts, digest, told
from factcheck.publish.feeds import entries as feeds
from factcheck.publish.output import Output
from factcheck.publish.paged import Listing
from factcheck.publish.paging import MOST_CHOICES, MOST_CLAIMS, MOST_LINES, MOST_NEW
from factcheck.render.words import catalogue


def claims(site: Site, facts: Facts) -> Iterator[Output]:
    """All claims."""
    say, count = catalogue(site.settings.language).say, len(site.claims)

    def description() -> str:
        if count <= MOST_CLAIMS:
            return say("claims.description", count=count)
        return say("claims.latest", count=count, most=MOST_CLAIMS)

    page = Output(
        path="claims/",
        template="claims",
        heading=lambda: (say("claims.title"), description()),
        needs=(facts.lists,),
        updated=site.updated,
        values=lambda: {
            "counts": views.counts(site, site.claims),
            "kinds": sorted(Counter(claim.kind for claim in site.claims).items()),
        },
    )
    return _of_claims(site, page, site.claims, facts)


def verdicts(site: Site, facts: Facts) -> Iterator[Output]:
    """The scale, and the claims with each verdict; a verdict that nobody got has its page, too."""
    say = catalogue(site.settings.language).say
    yield Output(
        path="verdicts/",
        template="verdicts",
        heading=lambda: (say("verdicts.title"), say("verdicts.description")),
        needs=(facts.gists(site.claims),),
        updated=site.updated,
        values=lambda: {"counts": views.counts(site, site.claims)},
    )
    for verdict in site.settings.scale:
        yield from _verdict(site, verdict, facts)


def _verdict(site: Site, verdict: Verdict, facts: Facts) -> Iterator[Output]:
    claims = site.rated(verdict)
    title = catalogue(site.settings.language).say("verdict.title", verdict=verdict.label)
    page = Output(
        path=verdict.path,
        template="verdict",
        heading=lambda: (title, verdict.definition),
        updated=changed.latest(claims),
        feed=feeds.path(verdict.path),
    )
    return _of_claims(site, page, claims, facts, verdict=verdict)


def topics(site: Site, facts: Facts) -> Iterator[Output]:
    """The topics, and the claims with each."""
    say = catalogue(site.settings.language).say
    return _groups(site, "topics/", (say("topics.title"), say("topics.description")), site.topics, facts)


def claimants(site: Site, facts: Facts) -> Iterator[Output]:
    """The claimants, and the claims of each."""
    say = catalogue(site.settings.language).say
    return _groups(site, "claimants/", (say("claimants.title"), say("claimants.description")), site.claimants, facts)


def _groups(
    site: Site, path: str, heading: tuple[str, str], groups: tuple[Group, ...], facts: Facts
) -> Iterator[Output]:
    listing = Listing(
        entries=groups,
        values=lambda shown: {"groups": shown},
        needs=lambda shown: digest([(group.name, len(group.claims)) for group in shown]),
        updated=lambda shown: changed.latest(claim for group in shown for claim in group.claims),
    )
    index = Output(path=path, template="groups", heading=lambda: heading, updated=listing.updated(groups))
    yield from paged.pages(index, listing, catalogue(site.settings.language))
    for group in groups:
        yield from _group(site, group, path, heading[0], facts)


def _group(site: Site, group: Group, up: str, kind: str, facts: Facts) -> Iterator[Output]:
    say = catalogue(site.settings.language).say
    page = Output(
        path=group.path,
        template="group",
        heading=lambda: (group.name, say("group.description", name=group.name)),
        updated=changed.latest(group.claims),
        feed=feeds.path(group.path) if group.folder == "topics" else "",
    )
    return _of_claims(site, page, group.claims, facts, kind=kind, up=up)


def _of_claims(site: Site, page: Output, claims: Sequence[Claim], facts: Facts, **values: object) -> Iterator[Output]:
    """A list of claims. `values` are on each of its pages; the first one also tells how many claims there are."""
    listing = Listing(
        entries=_in_order(site, claims),
        most=MOST_CLAIMS,
        is_latest_first=True,
        values=lambda shown: {**values, "claims": shown},
        needs=facts.gists,
        updated=changed.latest,
    )
    first = replace(
        page,
        needs=(*page.needs, digest(len(claims))),
        values=lambda: {**page.values(), "total": len(claims)},
    )
    return paged.pages(first, listing, catalogue(site.settings.language))


def _in_order(site: Site, claims: Sequence[Claim]) -> Sequence[Claim]:
    """Claims in the order in which the site lists them: of the articles, as long as one page takes all.

    After that the latest checks come first: who looks into a list of hundreds wants to know what is new, and in
    another order each claim that is added would push others from page to page. A correction moves none.
    """
    return claims if len(site.claims) <= MOST_CLAIMS else sorted(claims, key=_latest)


def _latest(claim: Claim) -> tuple[int, str, int]:
    """Sorts the latest check first; those of one day in the order of their articles."""
    return -claim.checked.toordinal(), claim.article.slug, claim.number


def articles(site: Site, facts: Facts) -> Iterator[Output]:
    """All articles, the latest first: pages of their own where the home page cannot list them."""
    if len(site.articles) <= MOST_LINES:
        return
    say = catalogue(site.settings.language).say
    listing = Listing(
        entries=sorted(site.articles, key=_published),
        is_latest_first=True,
        values=lambda shown: {"articles": shown},
        needs=lambda shown: digest([(*told(article), len(site.claims_of(article))) for article in shown]),
        updated=lambda shown: changed.latest(claim for article in shown for claim in site.claims_of(article)),
    )
    index = Output(
        path="articles/",
        template="articles",
        heading=lambda: (say("articles.title"), say("articles.description", count=len(site.articles))),
        needs=(digest(len(site.articles)),),
        updated=site.updated,
    )
    yield from paged.pages(index, listing, catalogue(site.settings.language))


def newest(site: Site) -> Sequence[Article]:
    """The articles that the home page lists: all, or the latest where those are too many for a page."""
    return site.articles if len(site.articles) <= MOST_LINES else sorted(site.articles, key=_published)[:MOST_NEW]


def _published(article: Article) -> tuple[int, str]:
    """Sorts the latest first."""
    return -article.published.toordinal(), article.slug


def largest(groups: Sequence[Group]) -> Sequence[Group]:
    """The groups that a page offers beside other things: those with the most claims, in the order of all."""
    most = nsmallest(MOST_CHOICES, range(len(groups)), key=lambda place: (-len(groups[place].claims), place))
    return [groups[place] for place in sorted(most)]


def log(site: Site, page: Output, facts: Facts) -> Iterator[Output]:
    """The log of corrections, the latest first, on the policy page about them."""
    listing = Listing(
        entries=views.log(site),
        is_latest_first=True,
        values=lambda shown: {"log": shown, "page": page.about},
        needs=lambda shown: digest(page.path, [(facts.gist(entry.claim), entry.correction) for entry in shown]),
        updated=lambda shown: max(entry.correction.date for entry in shown),
        template="log",
    )
    return paged.pages(page, listing, catalogue(site.settings.language))

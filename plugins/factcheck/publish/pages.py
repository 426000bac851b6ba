"""The pages of a site: one list from which pages are written, the sitemap is made and the build is audited.

A page is a path, a template, values that are made when they are wanted, and digests of what they are made from
(`needs`); templates compute nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from factcheck.core.model import Article, Claim, Page, Site
from factcheck.publish import (
    changed,
    claimreview,
    downloads,
    filelinks,
    jsontext,
    lists,
    past,
    schemaorg,
    sharing,
    sources,
    views,
)
from factcheck.publish.deeplink import deep_link
from factcheck.publish.facts import Facts, digest, joined
from factcheck.publish.feeds import entries as feeds
from factcheck.publish.output import Output
from factcheck.publish.related import Kin, groups_of, related
from factcheck.publish.sections import NOTHING, Known, Section, made
from factcheck.publish.views import Rendered
from factcheck.render.prose import with_root
from factcheck.render.words import Words, catalogue

Around = tuple[Claim | None, Claim, Claim | None]  # the claim before, the claim, the one after


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a site, and what is known of them then."""

    outputs: tuple[Output, ...]
    known: Known


def pages(site: Site, rendered: Rendered, facts: Facts | None = None) -> tuple[Output, ...]:
    """Every page of the site, in the order of the navigation. With the `facts` its `needs` tell if it has changed."""
    return since(NOTHING, site, rendered, facts or Facts(site, rendered)).outputs


def since(before: Known, site: Site, rendered: Rendered, facts: Facts) -> Pages:
    """Every page of the site; those of sections that are as they were `before` are recalled."""
    kin = Kin(site, before.kin)
    outputs, kept = made(_parts(site, rendered, facts, kin), before.sections)
    return Pages(outputs, Known(sections=kept, kin=kin.known))


def _parts(site: Site, rendered: Rendered, facts: Facts, kin: Kin) -> Iterator[Output | Section]:
    """The list of pages; what there are only a few of belongs to no section."""
    listed = (facts.lists, *map(facts.article, site.articles))
    yield Section("home", joined(listed), lambda: _home_and_articles(site, rendered, facts))
    yield Section("claims", facts.lists, lambda: lists.claims(site, facts))
    yield from (_claims(site, article, rendered, facts, kin) for article in site.articles)
    yield from past.pages(site, rendered, facts)
    cited = (facts.lists, kin.known[0], *map(facts.source, site.sources))
    yield Section("sources", joined(cited), lambda: sources.listing(site, facts))
    yield from sources.sections(site, facts)
    yield Section("lists", facts.lists, lambda: _lists(site, facts))
    yield from (output for page in site.pages for output in _page(site, page, rendered, facts))
    yield _data(site, facts)
    yield _search(site, facts)
    yield _not_found(site)


def _home_and_articles(site: Site, rendered: Rendered, facts: Facts) -> Iterator[Output]:
    yield _home(site, rendered, facts)
    yield from lists.articles(site, facts)
    yield from (_article(site, article, rendered, facts) for article in site.articles)


def _lists(site: Site, facts: Facts) -> Iterator[Output]:
    yield from lists.verdicts(site, facts)
    yield from lists.topics(site, facts)
    yield from lists.claimants(site, facts)


def _words(site: Site) -> Words:
    return catalogue(site.settings.language)


def _home(site: Site, rendered: Rendered, facts: Facts) -> Output:
    only = site.articles[0] if len(site.articles) == 1 else None
    return Output(
        path="",
        template="home",
        heading=lambda: (site.settings.name, _words(site).say("home.description", count=len(site.claims))),
        needs=(facts.lists, *([facts.article(only)] if only else [])),
        updated=site.updated,
        about=only,
        values=lambda: {
            "annotated": views.annotated(site, only, rendered, root="") if only else None,
            "counts": views.counts(site, site.claims),
            "articles": lists.newest(site),
            "topics": lists.largest(site.topics),
            "claimants": lists.largest(site.claimants),
            "latest": sorted(site.claims, key=lambda claim: claim.updated, reverse=True)[:5],
            "log": views.log(site)[:5],
        },
    )


def _article(site: Site, article: Article, rendered: Rendered, facts: Facts) -> Output:
    claims = site.claims_of(article)
    return Output(
        path=article.path,
        template="article",
        heading=lambda: (article.title, _words(site).say("article.description", count=len(claims))),
        needs=(facts.article(article), facts.gists(claims)),
        about=article,
        updated=changed.article(site, article),
        values=lambda: {
            "annotated": views.annotated(site, article, rendered, root="../../"),
            "counts": views.counts(site, claims),
            "linked_data": jsontext.embedded(schemaorg.article_page(site, article)),
        },
    )


def _claims(site: Site, article: Article, rendered: Rendered, facts: Facts, kin: Kin) -> Section:
    """The pages of an article's claims."""
    claims = site.claims_of(article)

    def make() -> Iterator[Output]:
        yield from (_claim(site, around, kin.of(around[1]), rendered, facts) for around in _neighbours(site, article))
        yield from (_embed(site, claim, facts) for claim in claims)

    near = facts.gists(other for claim in claims for other in kin.of(claim))
    return Section(f"claims/{article.slug}/", joined((facts.article(article), facts.claims(claims), near)), make)


def _neighbours(site: Site, article: Article) -> Iterator[Around]:
    claims = site.claims_of(article)
    return zip((None, *claims), claims, (*claims[1:], None), strict=False)


def claim_page(site: Site, claim: Claim, rendered: Rendered, facts: Facts, kin: Kin | None = None) -> Output:
    """The page of one claim, as it is among all pages. `kin` is that of a site with the same topics and sources."""
    around = next(around for around in _neighbours(site, claim.article) if around[1] is claim)
    return _claim(site, around, (kin or Kin(site)).of(claim), rendered, facts)


def _claim(site: Site, around: Around, others: tuple[Claim, ...], rendered: Rendered, facts: Facts) -> Output:
    previous, claim, following = around
    shown = filter(None, (previous, following, *others))
    return Output(
        path=claim.path,
        template="claim",
        heading=lambda: (_words(site).say("claim.title", verdict=claim.verdict.label, claim=claim.text), claim.summary),
        needs=(facts.claim(claim), facts.gists(shown), digest(len(site.claims_of(claim.article)))),
        about=claim,
        updated=claim.updated,
        values=lambda: {
            "claim": claim,
            "excerpt": views.excerpt(claim),
            "link": deep_link(claim.article.url, claim.article.text, [claim.span]),
            "evidence": views.evidence(claim),
            "only_origin": views.only_origin(claim),
            "reasoning": with_root(rendered[claim.place.path], "../../../"),
            "previous": previous,
            "following": following,
            "topics": groups_of(site, claim),
            "related": [related(claim, other) for other in others],
            "files": filelinks.of_claim(site, claim),
            "contribute": next((page for page in site.pages if page.slug == "contribute"), None),
            "claimant": next(group for group in site.claimants if group.name == claim.claimant),
            "tags": sharing.of_claim(claim, site.settings),
            "linked_data": claimreview.in_page(site, claim),
            "embed": site.settings.address(sharing.embed_path(claim)),
        },
    )


def _embed(site: Site, claim: Claim, facts: Facts) -> Output:
    return Output(
        path=sharing.embed_path(claim),
        template="embed",
        heading=lambda: (sharing.title(claim, site.settings), claim.summary),
        needs=(facts.gist(claim), facts.article(claim.article)),
        values=lambda: {"claim": claim, "excerpt": views.excerpt(claim)},
        is_listed=False,
    )


def _page(site: Site, page: Page, rendered: Rendered, facts: Facts) -> Iterator[Output]:
    is_log = page.path == feeds.CORRECTIONS
    output = Output(
        path=page.path,
        template="page",
        heading=lambda: (page.title, page.summary),
        needs=(facts.page(page),),
        about=page,
        updated=changed.corrections(site) if is_log else None,
        feed=feeds.path(page.path) if is_log else "",
        values=lambda: {
            "page": page,
            "files": filelinks.of_page(site, page),
            "prose": with_root(rendered[page.place.path], "../"),
            "scale": site.settings.scale if page.slug == "methodology" else None,
            "log": None,
        },
    )
    return lists.log(site, output, facts) if is_log else iter((output,))


def _data(site: Site, facts: Facts) -> Output:
    """It shows an example of each file, which may be of any claim."""
    return Output(
        path="data/",
        template="data",
        heading=lambda: (_words(site).say("data.title"), _words(site).say("data.description")),
        needs=(facts.claims(downloads.shown_claims(site)), digest(site.updated)),
        updated=site.updated,
        values=lambda: {
            "files": downloads.shown(site),
            "feeds": [(f"{feed.path}.atom", feed.title) for feed in (feeds.all_checks(site), feeds.corrections(site))],
        },
    )


def _search(site: Site, facts: Facts) -> Output:
    return Output(
        path="search/",
        template="search",
        heading=lambda: (_words(site).say("search.title"), _words(site).say("search.description")),
        needs=(facts.gists(site.claims),),
        values=lambda: {"counts": views.counts(site, site.claims), "topics": lists.largest(site.topics)},
    )


def _not_found(site: Site) -> Output:
    return Output(
        path="404.html",
        template="404",
        heading=lambda: (_words(site).say("missing.title"), _words(site).say("missing.description")),
        base=f"{urlsplit(site.settings.url).path}/",
    )

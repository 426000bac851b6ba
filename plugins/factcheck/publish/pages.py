"""The pages of a site: one list from which pages are written, the sitemap is made and the build is audited.

A page is a path, a template and finished values; templates compute nothing.
"""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from factcheck.core.model import Article, Claim, Page, Site, Source
from factcheck.core.pieces import is_divided
from factcheck.publish import (
    changed,
    claimreview,
    downloads,
    filelinks,
    jsontext,
    lists,
    past,
    related,
    schemaorg,
    sharing,
    views,
)
from factcheck.publish.deeplink import deep_link
from factcheck.publish.feeds import entries as feeds
from factcheck.publish.output import Output
from factcheck.publish.views import Rendered
from factcheck.render.prose import with_root
from factcheck.render.words import Words, catalogue


def pages(site: Site, rendered: Rendered) -> tuple[Output, ...]:
    """Every page of the site, in the order of the navigation."""
    return (
        _home(site, rendered),
        *(_article(site, article, rendered) for article in site.articles),
        *_claims(site, rendered),
        *past.pages(site, rendered),
        *_sources(site),
        *lists.verdicts(site),
        *lists.topics(site),
        *lists.claimants(site),
        *(_page(site, page, rendered) for page in site.pages),
        _data(site),
        _search(site),
        _not_found(site),
    )


def _words(site: Site) -> Words:
    return catalogue(site.settings.language)


def _home(site: Site, rendered: Rendered) -> Output:
    only = site.articles[0] if len(site.articles) == 1 else None
    latest = sorted(site.claims, key=lambda claim: claim.updated, reverse=True)[:5]
    return Output(
        path="",
        template="home",
        title=site.settings.name,
        description=_words(site).say("home.description", count=len(site.claims)),
        updated=site.updated,
        values={
            "annotated": views.annotated(site, only, rendered, root="") if only else None,
            "counts": views.counts(site, site.claims),
            "latest": latest,
            "log": views.log(site)[:5],
        },
    )


def _article(site: Site, article: Article, rendered: Rendered) -> Output:
    claims = site.claims_of(article)
    return Output(
        path=article.path,
        template="article",
        title=article.title,
        description=_words(site).say("article.description", count=len(claims)),
        updated=changed.article(site, article),
        values={
            "annotated": views.annotated(site, article, rendered, root="../../"),
            "counts": views.counts(site, claims),
            "linked_data": jsontext.embedded(schemaorg.article_page(site, article)),
        },
    )


def _claims(site: Site, rendered: Rendered) -> Iterator[Output]:
    yield Output(
        path="claims/",
        template="claims",
        title=_words(site).say("claims.title"),
        description=_words(site).say("claims.description", count=len(site.claims)),
        updated=site.updated,
        values={
            "claims": site.claims,
            "counts": views.counts(site, site.claims),
            "kinds": sorted(Counter(claim.kind for claim in site.claims).items()),
        },
    )
    for article in site.articles:
        claims = site.claims_of(article)
        neighbours = zip((None, *claims), claims, (*claims[1:], None), strict=False)
        yield from (_claim(site, *around, rendered) for around in neighbours)
        yield from (_embed(site, claim) for claim in claims)


def _claim(site: Site, previous: Claim | None, claim: Claim, following: Claim | None, rendered: Rendered) -> Output:
    return Output(
        path=claim.path,
        template="claim",
        title=_words(site).say("claim.title", verdict=claim.verdict.label, claim=claim.text),
        description=claim.summary,
        updated=claim.updated,
        values={
            "claim": claim,
            "excerpt": views.excerpt(claim),
            "link": deep_link(claim.article.url, claim.article.text, [claim.span]),
            "evidence": views.evidence(claim),
            "only_origin": views.only_origin(claim),
            "reasoning": with_root(rendered[claim.place.path], "../../../"),
            "previous": previous,
            "following": following,
            "topics": related.groups_of(site, claim),
            "related": related.related(site, claim),
            "files": filelinks.of_claim(site, claim),
            "contribute": next((page for page in site.pages if page.slug == "contribute"), None),
            "claimant": next(group for group in site.claimants if group.name == claim.claimant),
            "tags": sharing.of_claim(claim, site.settings),
            "linked_data": claimreview.in_page(site, claim),
            "embed": site.settings.address(sharing.embed_path(claim)),
        },
    )


def _embed(site: Site, claim: Claim) -> Output:
    return Output(
        path=sharing.embed_path(claim),
        template="embed",
        title=sharing.title(claim, site.settings),
        description=claim.summary,
        values={"claim": claim, "excerpt": views.excerpt(claim)},
        is_listed=False,
    )


def _sources(site: Site) -> Iterator[Output]:
    listed = sorted(
        site.sources, key=lambda source: (source.publisher.casefold(), source.title.casefold(), source.slug)
    )
    yield Output(
        path="sources/",
        template="sources",
        title=_words(site).say("sources.title"),
        description=_words(site).say("sources.description", count=len(site.sources)),
        updated=changed.sources(site),
        values={"sources": [(source, site.citing(source)) for source in listed]},
    )
    yield from (_source(site, source) for source in listed)


def _source(site: Site, source: Source) -> Output:
    cited = tuple(views.citations(site, source))
    return Output(
        path=source.path,
        template="source",
        title=source.title,
        description=_words(site).say("source.description", publisher=source.publisher),
        updated=changed.source(site, source),
        values={
            "source": source,
            "parts": views.extract(site, source, cited),
            "citations": cited,
            "is_divided": is_divided(source.extract),
            "hash": views.extract_sha256(source)[:16],
            "files": filelinks.of_source(site, source),
        },
    )


def _page(site: Site, page: Page, rendered: Rendered) -> Output:
    is_log = page.path == feeds.CORRECTIONS
    return Output(
        path=page.path,
        template="page",
        title=page.title,
        description=page.summary,
        updated=changed.corrections(site) if is_log else None,
        feed=feeds.path(page.path) if is_log else "",
        values={
            "page": page,
            "files": filelinks.of_page(site, page),
            "prose": with_root(rendered[page.place.path], "../"),
            "scale": site.settings.scale if page.slug == "methodology" else None,
            "log": views.log(site) if is_log else None,
        },
    )


def _data(site: Site) -> Output:
    return Output(
        path="data/",
        template="data",
        title=_words(site).say("data.title"),
        description=_words(site).say("data.description"),
        updated=site.updated,
        values={
            "files": downloads.shown(site),
            "feeds": [(f"{feed.path}.atom", feed.title) for feed in (feeds.all_checks(site), feeds.corrections(site))],
        },
    )


def _search(site: Site) -> Output:
    return Output(
        path="search/",
        template="search",
        title=_words(site).say("search.title"),
        description=_words(site).say("search.description"),
        values={"counts": views.counts(site, site.claims)},
    )


def _not_found(site: Site) -> Output:
    return Output(
        path="404.html",
        template="404",
        title=_words(site).say("missing.title"),
        description=_words(site).say("missing.description"),
        base=f"{urlsplit(site.settings.url).path}/",
    )

"""Addresses that something had before: each gets a page that leads on, with words for those whose browser does not."""

from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.core.model import Article, Claim, Site, Source
from factcheck.publish.facts import digest
from factcheck.publish.output import Output
from factcheck.publish.sharing import embed_path
from factcheck.render.words import catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """A former address and where it leads. Paths are below the site's root."""

    path: str
    to: str
    canonical: str  # the page that search engines are told
    title: str  # of what has moved


def redirects(site: Site) -> Iterator[Redirect]:
    """Every former address of articles, claims and sources, with the pages below those of claims."""
    titled: tuple[Article | Source, ...] = (*site.articles, *site.sources)
    for shown in titled:
        folder = shown.path.partition("/")[0]
        for former in shown.formerly:
            yield Redirect(path=f"{folder}/{former}/", to=shown.path, canonical=shown.path, title=shown.title)
    for claim in site.ever:
        for former in claim.formerly:
            yield from _of_claim(claim, f"claims/{former}/")


def _of_claim(claim: Claim, former: str) -> Iterator[Redirect]:
    for page in (claim.path, embed_path(claim), *([claim.history_path] if claim.history else [])):
        canonical = claim.path if page == embed_path(claim) else page
        path = former + page.removeprefix(claim.path)
        yield Redirect(path=path, to=page, canonical=canonical, title=claim.text)


def pages(site: Site) -> Iterator[Output]:
    """The page at every former address. None is in the sitemap, the search or a feed."""
    return (_page(site, redirect) for redirect in redirects(site))


def _page(site: Site, redirect: Redirect) -> Output:
    return Output(
        path=redirect.path,
        template="redirect",
        heading=lambda: (redirect.title, catalogue(site.settings.language).say("moved.description")),
        needs=(digest(redirect),),
        values=lambda: {"redirect": redirect},
        is_listed=False,
    )

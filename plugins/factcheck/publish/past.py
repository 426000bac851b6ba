"""The pages of what was: checks that were withdrawn, what claims said before they were corrected, former addresses."""

from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.core.earlier import Earlier, EarlierEvidence
from factcheck.core.model import Claim, Site, Source
from factcheck.core.settings import Verdict
from factcheck.publish import filelinks, redirects, sharing, views
from factcheck.publish.deeplink import deep_link
from factcheck.publish.facts import Facts, digest
from factcheck.publish.label import label
from factcheck.publish.output import Output
from factcheck.publish.views import Rendered
from factcheck.render.prose import one_of_many, with_root
from factcheck.render.words import catalogue

_POLICIES = ("corrections", "methodology")  # the pages that tell how checks are made and put right


@dataclass(frozen=True, kw_only=True)
class EarlierView:
    """An earlier text as it is shown."""

    earlier: Earlier
    verdict: Verdict | None  # None where the scale does not have it any more
    evidence: tuple[tuple[EarlierEvidence, Source | None], ...]  # None for a source that is gone
    reasoning: str  # safe HTML


def pages(site: Site, rendered: Rendered, facts: Facts) -> Iterator[Output]:
    """Every page of what was, in the order of the claims."""
    for claim in site.withdrawn:
        yield _withdrawn(site, claim, facts)
        yield _embed(site, claim, facts)
    yield from (_history(site, claim, rendered, facts) for claim in site.ever if claim.history)
    yield from redirects.pages(site)


def _withdrawn(site: Site, claim: Claim, facts: Facts) -> Output:
    withdrawal = claim.withdrawal
    assert withdrawal is not None
    words = catalogue(site.settings.language)
    return Output(
        path=claim.path,
        template="withdrawn",
        heading=lambda: (
            words.say("claim.title", verdict=label(claim, site.settings), claim=claim.text),
            withdrawal.text,
        ),
        needs=(facts.claim(claim),),
        about=claim,
        updated=claim.updated,
        values=lambda: {
            "claim": claim,
            "excerpt": views.excerpt(claim),
            "link": deep_link(claim.article.url, claim.article.text, [claim.span]),
            "files": filelinks.of_claim(site, claim),
            "policies": [page for page in site.pages if page.slug in _POLICIES],
            "contribute": next((page for page in site.pages if page.slug == "contribute"), None),
            "tags": sharing.of_claim(claim, site.settings),
        },
    )


def _embed(site: Site, claim: Claim, facts: Facts) -> Output:
    """What is shown in the frames of other sites that had the check before it was withdrawn."""
    withdrawal = claim.withdrawal
    assert withdrawal is not None
    return Output(
        path=sharing.embed_path(claim),
        template="withdrawn_embed",
        heading=lambda: (sharing.title(claim, site.settings), withdrawal.text),
        needs=(facts.claim(claim),),
        values=lambda: {"claim": claim, "excerpt": views.excerpt(claim)},
        is_listed=False,
    )


def _history(site: Site, claim: Claim, rendered: Rendered, facts: Facts) -> Output:
    """Not in the sitemap, and search engines leave it out: it must not compete with what the check says now."""
    words = catalogue(site.settings.language)
    return Output(
        path=claim.history_path,
        template="history",
        heading=lambda: (words.say("history.title", claim=claim.text), words.say("history.description")),
        needs=(facts.claim(claim), digest(_known(site, claim))),
        values=lambda: {
            "claim": claim,
            "texts": [_view(site, earlier, number, rendered) for number, earlier in enumerate(claim.history, 1)],
        },
        is_listed=False,
    )


def _known(site: Site, claim: Claim) -> list[tuple[str, str, str]]:
    """The sources of earlier texts that are still there, as the page shows them."""
    cited = {entry.source for earlier in claim.history for entry in earlier.evidence}
    return [(source.slug, source.title, source.language) for source in site.sources if source.slug in cited]


def _view(site: Site, earlier: Earlier, number: int, rendered: Rendered) -> EarlierView:
    stored = {source.slug: source for source in site.sources}
    return EarlierView(
        earlier=earlier,
        verdict=earlier.verdict if isinstance(earlier.verdict, Verdict) else None,
        evidence=tuple((entry, stored.get(entry.source)) for entry in earlier.evidence),
        reasoning=one_of_many(with_root(rendered[earlier.place.path], "../../../../"), number),
    )

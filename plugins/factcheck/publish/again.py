"""Again: the pages of a site of which only what a claim says for itself has changed, such as a word of its reasoning.

That is most of what is saved while somebody writes. All other pages are those that there were: what they show is the
same, as their `needs` would tell, and to make 3,000 of them only to find that out took most of a save's time.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.core.model import Claim, Site
from factcheck.publish import downloads
from factcheck.publish.facts import Facts
from factcheck.publish.output import Output
from factcheck.publish.pages import claim_page
from factcheck.publish.views import Rendered

Change = tuple[Claim, Claim]  # a claim before and now


@dataclass(frozen=True, slots=True)
class Made:
    """A site and its pages."""

    site: Site
    rendered: Rendered
    facts: Facts
    outputs: tuple[Output, ...]


def pages(before: Made, site: Site, rendered: Rendered, facts: Facts) -> tuple[Output, ...] | None:
    """Every page of the site; None where more has changed since `before` than some claims for themselves."""
    old = before.site
    changes = [(one, other) for one, other in zip(old.claims, site.claims, strict=False) if one is not other]
    if not _is_alike(old, site) or not all(_is_for_itself(change, before.facts, facts) for change in changes):
        return None
    shown = {claim.id for claim in downloads.shown_claims(site)}  # the page about the data shows all of it
    if any(claim.id in shown for _, claim in changes) or not _has_texts(before, rendered, changes):
        return None
    made = {claim.path: claim_page(site, claim, rendered, facts) for _, claim in changes}
    return tuple(made.get(output.path, output) for output in before.outputs)


def _has_texts(before: Made, rendered: Rendered, changes: Sequence[Change]) -> bool:
    """Whether all other texts are as they were: a link in one may lead elsewhere."""
    own = {claim.place.path for _, claim in changes}
    return before.rendered.keys() == rendered.keys() and all(
        before.rendered[path] == text for path, text in rendered.items() if path not in own
    )


def _is_alike(old: Site, new: Site) -> bool:
    """Whether all but the claims are the very same."""
    kinds = ((old.articles, new.articles), (old.sources, new.sources), (old.pages, new.pages))
    others = (*kinds, (old.withdrawn, new.withdrawn))
    return (
        old.settings == new.settings
        and len(old.claims) == len(new.claims)
        and all(len(one) == len(other) for one, other in others)
        and all(one is other for pair in others for one, other in zip(*pair, strict=True))
    )


def _is_for_itself(change: Change, old: Facts, new: Facts) -> bool:
    """Whether no page but a claim's own shows what has changed of it."""
    before, now = change
    is_same = before.id == now.id and old.gist(before) == new.gist(now) and before.evidence == now.evidence
    return is_same and not before.history and not now.history

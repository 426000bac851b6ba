"""The pages that list claims: by verdict, by topic and by claimant."""

from collections.abc import Iterator

from factcheck.core.model import Group, Site
from factcheck.core.settings import Verdict
from factcheck.publish import changed, views
from factcheck.publish.facts import Facts, digest
from factcheck.publish.feeds import entries as feeds
from factcheck.publish.output import Output
from factcheck.render.words import catalogue


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
    yield from (_verdict(site, verdict, facts) for verdict in site.settings.scale)


def _verdict(site: Site, verdict: Verdict, facts: Facts) -> Output:
    claims = site.rated(verdict)
    title = catalogue(site.settings.language).say("verdict.title", verdict=verdict.label)
    return Output(
        path=verdict.path,
        template="verdict",
        heading=lambda: (title, verdict.definition),
        needs=(facts.gists(claims),),
        updated=changed.latest(claims),
        feed=feeds.path(verdict.path),
        values=lambda: {"verdict": verdict, "claims": claims},
    )


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
    yield Output(
        path=path,
        template="groups",
        heading=lambda: heading,
        needs=(digest([(group.name, len(group.claims)) for group in groups]),),
        updated=changed.latest(claim for group in groups for claim in group.claims),
        values=lambda: {"groups": groups},
    )
    yield from (_group(site, group, path, heading[0], facts) for group in groups)


def _group(site: Site, group: Group, up: str, kind: str, facts: Facts) -> Output:
    say = catalogue(site.settings.language).say
    return Output(
        path=group.path,
        template="group",
        heading=lambda: (group.name, say("group.description", name=group.name)),
        needs=(facts.gists(group.claims),),
        updated=changed.latest(group.claims),
        feed=feeds.path(group.path) if group.folder == "topics" else "",
        values=lambda: {"group": group, "kind": kind, "up": up},
    )

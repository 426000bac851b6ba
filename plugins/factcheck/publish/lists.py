"""The pages that list claims: by verdict, by topic and by claimant."""

from collections.abc import Iterator

from factcheck.core.model import Group, Site
from factcheck.publish import changed, views
from factcheck.publish.feeds import entries as feeds
from factcheck.publish.output import Output
from factcheck.render.words import catalogue


def verdicts(site: Site) -> Iterator[Output]:
    """The scale, and the claims with each verdict; a verdict that nobody got has its page, too."""
    yield Output(
        path="verdicts/",
        template="verdicts",
        title=catalogue(site.settings.language).say("verdicts.title"),
        description=catalogue(site.settings.language).say("verdicts.description"),
        updated=site.updated,
        values={"counts": views.counts(site, site.claims)},
    )
    for verdict in site.settings.scale:
        yield Output(
            path=verdict.path,
            template="verdict",
            title=catalogue(site.settings.language).say("verdict.title", verdict=verdict.label),
            description=verdict.definition,
            updated=changed.latest(site.rated(verdict)),
            feed=feeds.path(verdict.path),
            values={"verdict": verdict, "claims": site.rated(verdict)},
        )


def topics(site: Site) -> Iterator[Output]:
    """The topics, and the claims with each."""
    words = catalogue(site.settings.language)
    return _groups(site, "topics/", words.say("topics.title"), words.say("topics.description"), site.topics)


def claimants(site: Site) -> Iterator[Output]:
    """The claimants, and the claims of each."""
    words = catalogue(site.settings.language)
    title, description = words.say("claimants.title"), words.say("claimants.description")
    return _groups(site, "claimants/", title, description, site.claimants)


def _groups(site: Site, path: str, title: str, description: str, groups: tuple[Group, ...]) -> Iterator[Output]:
    yield Output(
        path=path,
        template="groups",
        title=title,
        description=description,
        updated=changed.latest(claim for group in groups for claim in group.claims),
        values={"groups": groups},
    )
    for group in groups:
        yield Output(
            path=group.path,
            template="group",
            title=group.name,
            description=catalogue(site.settings.language).say("group.description", name=group.name),
            updated=changed.latest(group.claims),
            feed=feeds.path(group.path) if group.folder == "topics" else "",
            values={"group": group, "kind": title, "up": path},
        )

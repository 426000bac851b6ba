"""What each feed lists, before any format: entries, the latest first, with ids that stay.

An id (RFC 4151) is made of the site's host, the day the article was published and the claim's first path: of nothing
that a new verdict, another wording, another name or one more claim changes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from factcheck.core.model import Claim, Correction, Group, Site
from factcheck.core.settings import Settings, Verdict
from factcheck.publish.label import label
from factcheck.render.words import catalogue

# A feed reader asks again and again for the whole file, about 700 bytes an entry: 50 are 35 kB, and last longer than
# any reader stays away. Everything is in data/claims.json.
MOST_ENTRIES = 50
CORRECTIONS = "corrections/"  # the page that lists them, where a site has one


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A check or a correction. Texts are as they were typed: a format keeps them from breaking it."""

    id: str
    address: str
    title: str
    summary: str
    author: str | None  # None where the model names nobody: it is the publisher's then
    published: date
    updated: date
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A list of entries, the latest first, at most MOST_ENTRIES."""

    path: str  # below the site's root, without the ending that names its format
    id: str
    title: str
    description: str
    page: str  # the absolute address of the page for people
    updated: date
    entries: tuple[Entry, ...]


def path(page: str) -> str:
    """Where the Atom feed of a page lies that has one: `feeds/verdicts/false.atom` for `verdicts/false/`."""
    return f"{stem(page)}.atom"


def all_checks(site: Site) -> Feed:
    """Every claim."""
    words = catalogue(site.settings.language)
    title, description = site.settings.name, words.say("feed.description")
    return _feed(site, "", title, description, _checks(site, site.claims))


def with_verdict(site: Site, verdict: Verdict) -> Feed:
    """The claims with a verdict; the feed of a verdict that nobody got has no entry."""
    words = catalogue(site.settings.language)
    title = words.say("feed.verdict", verdict=verdict.label, site=site.settings.name)
    return _feed(site, verdict.path, title, verdict.definition, _checks(site, site.rated(verdict)))


def on_topic(site: Site, topic: Group) -> Feed:
    """The claims with a topic."""
    words = catalogue(site.settings.language)
    title = words.say("feed.topic", topic=topic.name, site=site.settings.name)
    return _feed(site, topic.path, title, words.say("group.description", name=topic.name), _checks(site, topic.claims))


def corrections(site: Site) -> Feed:
    """Every correction of a claim, each with an entry of its own."""
    words = catalogue(site.settings.language)
    title, description = words.say("feed.corrections", site=site.settings.name), words.say("feed.changes")
    rows = sorted(_corrections(site.ever), key=_latest_correction)[:MOST_ENTRIES]
    return _feed(site, CORRECTIONS, title, description, (_correction(site, *row) for row in rows))


def _feed(site: Site, page: str, title: str, description: str, entries: Iterable[Entry]) -> Feed:
    """A feed as old as its latest entry.

    One without entries is as old as the site's latest change: at the latest then it came to have none.
    """
    listed = tuple(entries)
    # The earliest article's day: an article that is added is hardly ever older than all that are there.
    day = min(article.published for article in site.articles)
    return Feed(
        path=stem(page),
        id=_tag(site.settings, day, page or "all"),
        title=title,
        description=description,
        page=site.settings.address(page if page != CORRECTIONS or _has_page(site, page) else ""),
        updated=max((entry.updated for entry in listed), default=site.updated),
        entries=listed,
    )


def stem(page: str) -> str:
    """Where the feed of a page lies, without the ending that names its format."""
    return f"feeds/{page.removesuffix('/') or 'all'}"


def _has_page(site: Site, path: str) -> bool:
    return any(page.path == path for page in site.pages)


def _checks(site: Site, claims: Iterable[Claim]) -> Iterator[Entry]:
    return (_check(site, claim) for claim in sorted(claims, key=_latest)[:MOST_ENTRIES])


def _latest(claim: Claim) -> tuple[int, str, int, str]:
    """Sorts the latest first; those of one day in the order of their articles."""
    return -claim.updated.toordinal(), claim.article.slug, claim.number, claim.slug


def _check(site: Site, claim: Claim) -> Entry:
    words = catalogue(site.settings.language)
    return Entry(
        id=_tag(site.settings, claim.article.published, _first_path(claim)),
        address=site.settings.address(claim.path),
        title=words.say("claim.title", verdict=claim.verdict.label, claim=claim.text),
        summary=words.say("feed.summary", verdict=claim.verdict.label, summary=claim.summary),
        author=claim.author,
        published=claim.checked,
        updated=claim.updated,
        topics=claim.topics,
    )


def _corrections(claims: Iterable[Claim]) -> Iterator[tuple[Claim, Correction, int]]:
    """Each correction with its number among those of its claim and day.

    A claim's corrections stand in the order of their dates (FC406) and a new one comes last, so that number stays.
    """
    for claim in claims:
        days = [correction.date for correction in claim.corrections]
        for index, correction in enumerate(claim.corrections):
            yield claim, correction, days[: index + 1].count(correction.date)


def _latest_correction(row: tuple[Claim, Correction, int]) -> tuple[int, str, int, str, int]:
    claim, correction, number = row
    return -correction.date.toordinal(), claim.article.slug, claim.number, claim.slug, -number


def _correction(site: Site, claim: Claim, correction: Correction, number: int) -> Entry:
    """The title has the verdict as well, or that the check was withdrawn: a false claim is never shown without it."""
    words = catalogue(site.settings.language)
    check = words.say("claim.title", verdict=label(claim, site.settings), claim=claim.text)
    kind = f"correction.{correction.kind}"  # a key that is there for every kind: a test compares them
    path = f"{_first_path(claim)}corrections/{correction.date.isoformat()}/{number}"
    return Entry(
        id=_tag(site.settings, claim.article.published, path),
        address=site.settings.address(f"{claim.path}#corrections"),
        title=words.say("feed.correction", kind=words.say(kind), check=check),
        summary=correction.text,
        author=None,
        published=correction.date,
        updated=correction.date,
        topics=claim.topics,
    )


def _first_path(claim: Claim) -> str:
    """The first address that the claim had: whoever renames it makes no new entries."""
    return f"claims/{claim.formerly[0]}/" if claim.formerly else claim.path


def _tag(settings: Settings, day: date, path: str) -> str:
    """A `tag:` identifier (RFC 4151): a host, a day on which it was the site's, and what is named."""
    return f"tag:{urlsplit(settings.url).hostname},{day.isoformat()}:{path}"

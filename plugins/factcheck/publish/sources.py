"""The pages of sources: the list of all, and each with its extract and the claims that cite it."""

from collections.abc import Iterator
from functools import partial

from factcheck.core.model import Site, Source
from factcheck.core.pieces import is_divided
from factcheck.publish import changed, filelinks, paged, views
from factcheck.publish.facts import Digest, Facts, digest, joined
from factcheck.publish.output import Output
from factcheck.publish.paged import Listing
from factcheck.publish.paging import MOST_CLAIMS
from factcheck.publish.sections import Section
from factcheck.render.words import catalogue


def sections(site: Site, facts: Facts) -> Iterator[Section]:
    """The pages of each source, in the order of the list."""
    return (
        Section(source.path, _needs(site, source, facts), partial(_source, site, source, facts))
        for source in _listed(site)
    )


def _listed(site: Site) -> list[Source]:
    """The sources by publisher and title."""
    return sorted(site.sources, key=lambda source: (source.publisher.casefold(), source.title.casefold(), source.slug))


def _needs(site: Site, source: Source, facts: Facts) -> Digest:
    return joined((facts.source(source), facts.claims(site.citing(source))))


def listing(site: Site, facts: Facts) -> Iterator[Output]:
    """The list of all sources."""
    words, listed = catalogue(site.settings.language), _listed(site)
    shown_on = Listing(
        entries=listed,
        values=lambda shown: {"sources": [(source, site.citing(source)) for source in shown]},
        needs=lambda shown: digest([(facts.source(source), len(site.citing(source))) for source in shown]),
        updated=lambda shown: changed.sources(site, shown),
    )
    index = Output(
        path="sources/",
        template="sources",
        heading=lambda: (words.say("sources.title"), words.say("sources.description", count=len(listed))),
        needs=(digest(len(listed)),),
        updated=shown_on.updated(listed),
    )
    return paged.pages(index, shown_on, words)


def _source(site: Site, source: Source, facts: Facts) -> Iterator[Output]:
    """A source, with as many quotes of it as a page takes. If it is quoted more often, further pages have the rest.

    Each of them has the extract, and in it the marks of its own quotes: a text with thousands could not be read.
    """
    words = catalogue(site.settings.language)
    listing = Listing(
        entries=tuple(views.citations(site, source)),
        most=MOST_CLAIMS,
        values=lambda cited: {"source": source, "parts": views.extract(site, source, cited), "citations": cited},
        needs=lambda cited: digest(
            facts.source(source),
            [(entry.number, facts.gist(entry.claim), entry.evidence.stance, entry.span) for entry in cited],
        ),
        updated=lambda cited: max([source.retrieved, *(entry.claim.updated for entry in cited)]),
        template="citations",
    )
    page = Output(
        path=source.path,
        template="source",
        heading=lambda: (source.title, words.say("source.description", publisher=source.publisher)),
        about=source,
        updated=changed.source(site, source),
        values=lambda: {
            "is_divided": is_divided(source.extract),
            "hash": views.extract_sha256(source)[:16],
            "files": filelinks.of_source(site, source),
        },
    )
    return paged.pages(page, listing, words)

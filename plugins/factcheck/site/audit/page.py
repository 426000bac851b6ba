"""A built page, read once: its elements by name and class, and where its links lead."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from factcheck.core.model import Article, Claim, Site
from factcheck.core.problems import Place, Problem, problem
from factcheck.publish.output import Output
from factcheck.publish.sharing import embed_path
from factcheck.site.audit.address import Target, followed, target
from factcheck.site.audit.members import Members, list_of, members
from factcheck.site.audit.strict import parse
from factcheck.site.audit.tags import Tag
from factcheck.site.audit.tree import Element, attribute

JSON_LD = "application/ld+json"

LISTED = ("cards", "plain", "log", "citations")  # the classes of the elements that hold a list's entries


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a former address leads, and what is to be taken for its canonical address."""

    to: str
    canonical: str
    place: Place


@dataclass(frozen=True, kw_only=True)
class Subjects:
    """What the pages of a site are about, by the path of the page."""

    claims: Mapping[str, Claim]
    frames: Mapping[str, Claim]  # the pages that other sites show in a frame
    articles: Mapping[str, Article]  # the pages that show an annotated article
    withdrawn: Mapping[str, Claim]  # the pages of checks that were withdrawn
    withdrawn_frames: Mapping[str, Claim]
    histories: Mapping[str, Claim]  # the pages of what claims said before
    moved: Mapping[str, Moved]  # the pages at former addresses
    site: Site
    places: Mapping[str, Place]  # of the content files; lists are made from many and have none

    @cached_property
    def lists(self) -> Mapping[str, Members]:
        """What each list must list."""
        return members(self.site)

    @classmethod
    def of(cls, site: Site) -> "Subjects":
        """What the model says about the pages; templates and the list of pages are not asked."""
        frames = {embed_path(claim): claim for claim in site.claims}
        withdrawn_frames = {embed_path(claim): claim for claim in site.withdrawn}
        histories = {claim.history_path: claim for claim in site.ever if claim.history}
        moved = dict(_moved(site))
        articles = {article.path: article for article in site.articles}
        if len(site.articles) == 1:
            articles[""] = site.articles[0]
        places = {
            **{claim.path: claim.place for claim in site.ever},
            **{path: claim.place for path, claim in (frames | withdrawn_frames | histories).items()},
            **{path: to.place for path, to in moved.items()},
            **{path: article.place for path, article in articles.items()},
            **{source.path: source.place for source in site.sources},
            **{page.path: page.place for page in site.pages},
        }
        return cls(
            claims={claim.path: claim for claim in site.claims},
            frames=frames,
            articles=articles,
            withdrawn={claim.path: claim for claim in site.withdrawn},
            withdrawn_frames=withdrawn_frames,
            histories=histories,
            moved=moved,
            site=site,
            places=places,
        )


def _moved(site: Site) -> Iterator[tuple[str, Moved]]:
    """Every former address, by the rule of docs/writing-a-claim.md; what writes the pages is not asked."""
    for folder, kind in (("articles", site.articles), ("sources", site.sources)):
        for shown in kind:
            yield from ((f"{folder}/{old}/", Moved(shown.path, shown.path, shown.place)) for old in shown.formerly)
    for claim in site.ever:
        for former in claim.formerly:
            old = f"claims/{former}/"
            yield old, Moved(claim.path, claim.path, claim.place)
            yield f"{old}embed/", Moved(embed_path(claim), claim.path, claim.place)
            if claim.history:
                yield f"{old}history/", Moved(claim.history_path, claim.history_path, claim.place)


@dataclass(frozen=True, slots=True)
class Block:
    """A block of JSON-LD on a page."""

    text: str
    value: Any = None
    error: str = ""  # why it is no JSON


@dataclass(frozen=True, eq=False, kw_only=True)
class Page(Element):
    """A built page and what it is about."""

    output: Output
    site: Site
    subjects: Subjects

    @property
    def path(self) -> str:
        """The path of the page's address."""
        return self.output.path

    @property
    def claim(self) -> Claim | None:
        """The claim whose own page this is."""
        return self.subjects.claims.get(self.path)

    @property
    def framed(self) -> Claim | None:
        """The claim that the page shows in a frame."""
        return self.subjects.frames.get(self.path)

    @property
    def moved(self) -> Moved | None:
        """Where the page leads, if it stands at a former address."""
        return self.subjects.moved.get(self.path)

    @property
    def entries(self) -> Iterator[str]:
        """Of a list the paths of the pages that its entries lead to, each the first page other than this one."""
        is_list = list_of(self.path) in self.subjects.lists
        lists = (around for name in LISTED for around in self.classed(name)) if is_list else ()
        for entry in (entry for around in lists for entry in around.named("li")):
            targets = (self.target(attribute(link, "href")) for link in entry.named("a"))
            files = (found.file for found in targets if found and found.file != self.output.file)
            yield next((file.removesuffix("index.html") for file in files), "")

    @cached_property
    def tags(self) -> tuple[Tag, ...]:
        """The opening tags of the page in their order; of those written alike the first."""
        return tuple(tag for tag in dict.fromkeys(self.tree.cut.tags) if tag.is_element)

    @cached_property
    def ids(self) -> Mapping[str, int]:
        """How often each id stands on the page."""
        return Counter(tag.attrs["id"] for tag in self.tree.cut.tags if "id" in tag.attrs)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of JSON-LD, each read once."""
        scripts = [one for one in self.named("script") if attribute(one, "type").strip().lower() == JSON_LD]
        return tuple(_block(script.source) for script in scripts)

    @cached_property
    def _targets(self) -> dict[str, Target | None]:
        return {}

    def target(self, written: str) -> Target | None:
        """Where an address leads that is written on the page; None where it leads out of the site."""
        if written not in self._targets:
            self._targets[written] = target(written, self.output, self.site.settings)
        return self._targets[written]

    @cached_property
    def links(self) -> Mapping[str, Target]:
        """The addresses on the page that lead into the site, as they are written, and where to."""
        addresses = dict.fromkeys(address for tag in self.tags for address in followed(tag))
        return {address: target for address in addresses if (target := self.target(address))}

    def problem(self, code: str, *details: tuple[str, str], **values: object) -> Problem:
        """A problem of the page, with the file that it is made from."""
        return problem(code, Place(self.output.file), *details, self.origin, **values)

    @property
    def origin(self) -> tuple[str, str]:
        """The content file that the page is made from, or the template where there is none."""
        place = self.subjects.places.get(self.path)
        return ("source", str(place)) if place else ("template", f"{self.output.template}.html")


def _block(text: str) -> Block:
    try:
        return Block(text, parse(text))
    except ValueError as error:
        return Block(text, error=str(error))

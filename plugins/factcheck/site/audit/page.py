"""A built page, parsed once: its elements by name and class, and where its links lead.

The parser is Python's own, through BeautifulSoup: it keeps every character of white space where it stands,
and moves no element that stands where it should not.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bs4 import BeautifulSoup
from bs4.element import CData, NavigableString, Tag

from factcheck.core.model import Article, Claim, Site
from factcheck.core.problems import Place, Problem, problem
from factcheck.core.text import collapse
from factcheck.publish.output import Output
from factcheck.publish.sharing import embed_path
from factcheck.site.audit.address import Target, target
from factcheck.site.audit.members import Members, list_of, members

LISTS = ("srcset", "imagesrcset")  # attributes with several addresses
LISTED = ("cards", "plain", "log", "citations")  # the classes of the elements that hold a list's entries


@dataclass(frozen=True, eq=False)
class Part:
    """A part of a page; its elements are looked up by name and by class after one walk."""

    root: Tag

    @cached_property
    def elements(self) -> tuple[Tag, ...]:
        """The elements below the root, in the order of the page."""
        return tuple(node for node in self.root.descendants if isinstance(node, Tag))

    @cached_property
    def _by_name(self) -> Mapping[str, list[Tag]]:
        found: dict[str, list[Tag]] = {}
        for element in self.elements:
            found.setdefault(element.name, []).append(element)
        return found

    @cached_property
    def _by_class(self) -> Mapping[str, list[Tag]]:
        found: dict[str, list[Tag]] = {}
        for element in self.elements:
            for name in classes(element):
                found.setdefault(name, []).append(element)
        return found

    def named(self, name: str) -> list[Tag]:
        """The elements of a name, in the order of the page."""
        return self._by_name.get(name, [])

    def classed(self, name: str) -> list[Tag]:
        """The elements of a class, in the order of the page."""
        return self._by_class.get(name, [])


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
    lists: Mapping[str, Members]  # what each list must list
    places: Mapping[str, Place]  # of the content files; lists are made from many and have none

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
            lists=members(site),
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


@dataclass(frozen=True, eq=False, kw_only=True)
class Page(Part):
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
        for entry in (Part(entry) for around in lists for entry in Part(around).named("li")):
            targets = (self.target(attribute(link, "href")) for link in entry.named("a"))
            files = (found.file for found in targets if found and found.file != self.output.file)
            yield next((file.removesuffix("index.html") for file in files), "")

    @cached_property
    def ids(self) -> Mapping[str, int]:
        """How often each id stands on the page."""
        found: dict[str, int] = {}
        for element in self.elements:
            if "id" in element.attrs:
                found[attribute(element, "id")] = found.get(attribute(element, "id"), 0) + 1
        return found

    @cached_property
    def _targets(self) -> dict[str, Target | None]:
        return {}

    def target(self, written: str) -> Target | None:
        """Where an address leads that is written on the page; None where it leads out of the site."""
        if written not in self._targets:
            self._targets[written] = target(written, self.output, self.site.settings)
        return self._targets[written]

    def problem(self, code: str, *details: tuple[str, str], **values: object) -> Problem:
        """A problem of the page, with the file that it is made from."""
        return problem(code, Place(self.output.file), *details, self.origin, **values)

    @property
    def origin(self) -> tuple[str, str]:
        """The content file that the page is made from, or the template where there is none."""
        place = self.subjects.places.get(self.path)
        return ("source", str(place)) if place else ("template", f"{self.output.template}.html")


def parse(html: str) -> BeautifulSoup:
    """A page as a tree. White space is kept; BeautifulSoup alone would make one character of every run of it."""
    return BeautifulSoup(
        html,
        "html.parser",
        preserve_whitespace_tags={"html", "div"},
        on_duplicate_attribute="ignore",  # as browsers do: the first one counts
    )


def attribute(element: Tag, name: str) -> str:
    """The value of an attribute; empty where there is none."""
    value = element.attrs.get(name, "")
    return value if isinstance(value, str) else " ".join(value)


def addresses(element: Tag, name: str) -> list[str]:
    """The addresses in an attribute that has one, or a list of pictures (`srcset`)."""
    value = attribute(element, name)
    return [part.split()[0] for part in value.split(",") if part.strip()] if name in LISTS else [value]


def classes(element: Tag) -> list[str]:
    """The classes of an element."""
    return list(element.attrs.get("class", ()))


def words(element: Tag | None, without: Collection[str] = ()) -> str:
    """What a reader reads in an element, white space collapsed: without what is hidden and without some classes."""
    return collapse("".join(strings(element, without))) if element is not None else ""


def strings(element: Tag, without: Collection[str] = (), *, hidden: bool = False) -> Iterator[str]:
    """The texts in an element as they stand, `hidden` ones too if wanted; comments and scripts are none."""
    for child in element.children:
        if isinstance(child, Tag):
            is_wanted = hidden or not is_hidden(child)
            if is_wanted and not any(name in without for name in classes(child)):
                yield from strings(child, without, hidden=hidden)
        elif type(child) in (NavigableString, CData):
            yield str(child)


def is_hidden(element: Tag) -> bool:
    """Whether an element is hidden from readers, or from those who listen to the page."""
    return "hidden" in element.attrs or element.attrs.get("aria-hidden") == "true"


def first(elements: Iterable[Tag]) -> Tag | None:
    """The first element that a reader can see."""
    return next((one for one in elements if not any(is_hidden(around) for around in (one, *one.parents))), None)

"""The elements of a page, in flat lists: what is in an element is a slice of the tags and texts behind its own tag.

Nothing is mended: an end tag closes everything up to the last open element of its name, or nothing, and an element
that is never closed holds all that follows within the element around it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from factcheck.core.text import collapse
from factcheck.site.audit.tags import RAW, Cut, Kind, Tag, cut

LISTS = ("srcset", "imagesrcset")  # attributes with several addresses
TOP = -1  # the place of the page itself: before its first tag, and in a list the last
_PAGE = Tag(Kind.OPENS, "", {})


@dataclass(frozen=True, eq=False)
class Tree:
    """The elements of a page; the place of an element is the number of its tag."""

    cut: Cut

    @cached_property
    def _nested(self) -> tuple[list[int], list[int]]:
        """For every tag the place of the element around it, and the number of the tag that ends its own."""
        tags, opens, closes = self.cut.tags, Kind.OPENS, Kind.ENDS
        parents, ends, opened = [TOP] * (len(tags) + 1), list(range(len(tags) + 1)), [TOP]
        for place, tag in enumerate(tags):
            kind = tag.kind
            if kind is opens:
                parents[place] = opened[-1]
                opened.append(place)
            elif kind is not closes:
                parents[place] = opened[-1]
            elif tag.name == tags[opened[-1]].name and len(opened) > 1:
                ends[opened.pop()] = place
            else:
                _close(tags, opened, ends, place)
        for place in opened:
            ends[place] = len(tags)
        return parents, ends

    @property
    def parents(self) -> list[int]:
        """The place of the element around each tag that is no end."""
        return self._nested[0]

    @property
    def ends(self) -> list[int]:
        """The number of the tag that ends an element; its own where it has no content."""
        return self._nested[1]

    @cached_property
    def texts(self) -> list[str]:
        """What stands before each tag, and after the last, of what is text: scripts and styles are none."""
        texts = [*map(unescape, self.cut.texts)] if self.cut.is_escaped else [*self.cut.texts]
        for name in (*RAW, "template"):
            for place in self.by_name.get(name, ()):
                texts[place + 1 : self.ends[place] + 1] = [""] * (self.ends[place] - place)
        return texts

    @property
    def doctypes(self) -> list[str]:
        """What the doctypes say that stand in no element."""
        tags, declares = self.cut.tags, Kind.DECLARES
        places = [place for place, tag in enumerate(tags) if tag.kind is declares]
        return [tags[place].name for place in places if self.parents[place] == TOP]

    @cached_property
    def by_name(self) -> Mapping[str, list[int]]:
        """The places of all elements, by name."""
        found: dict[str, list[int]] = {}
        for place, tag in enumerate(self.cut.tags):
            if tag.is_element:
                found.setdefault(tag.name, []).append(place)
        return found

    @cached_property
    def by_class(self) -> Mapping[str, list[int]]:
        """The places of all elements, by class."""
        found: dict[str, list[int]] = {}
        for place, tag in enumerate(self.cut.tags):
            for name in tag.classes:
                found.setdefault(name, []).append(place)
        return found

    @cached_property
    def hidden(self) -> list[int]:
        """The places of all that is hidden from readers."""
        return [place for place, tag in enumerate(self.cut.tags) if tag.is_hidden]

    def hides(self, place: int) -> bool:
        """Whether an element is hidden, or another around it."""
        return any(one == place or one < place < self.ends[one] for one in self.hidden)

    def within(self, places: list[int], place: int) -> list[int]:
        """Those of the places, which rise, that are in the element at one."""
        if place == TOP:
            return places
        start = bisect_right(places, place)
        return places[start : bisect_left(places, self.ends[place], start)]


def _close(tags: list[Tag], opened: list[int], ends: list[int], place: int) -> None:
    """End the last open element of a name, and all in it."""
    name = tags[place].name
    at = next((at for at in range(len(opened) - 1, 0, -1) if tags[opened[at]].name == name), 0)
    if at:
        for one in opened[at:]:
            ends[one] = place
        del opened[at:]


@dataclass(frozen=True, slots=True)
class Element:
    """An element of a page, or the page as a whole."""

    tree: Tree
    place: int = TOP

    @property
    def tag(self) -> Tag:
        """Its opening tag."""
        return _PAGE if self.place == TOP else self.tree.cut.tags[self.place]

    @property
    def name(self) -> str:
        """Its name; empty for a page."""
        return self.tag.name

    @property
    def attrs(self) -> Mapping[str, str]:
        """Its attributes."""
        return self.tag.attrs

    @property
    def classes(self) -> tuple[str, ...]:
        """Its classes."""
        return self.tag.classes

    @property
    def parent(self) -> "Element":
        """The element around it."""
        return Element(self.tree, self.tree.parents[self.place])

    @property
    def parents(self) -> "Iterator[Element]":
        """The elements around it, the nearest first."""
        place = self.place
        while (place := self.tree.parents[place]) != TOP:
            yield Element(self.tree, place)

    @property
    def children(self) -> "Iterator[Element | str]":
        """The elements and texts right in it."""
        place, end = self.place, self.tree.ends[self.place]
        while place < end:
            yield self.tree.texts[place + 1]
            place += 1
            if place < end and self.tree.cut.tags[place].is_element:
                yield Element(self.tree, place)
                place = self.tree.ends[place]

    @property
    def source(self) -> str:
        """The text in it as it is written, that of a script too."""
        return "".join(self.tree.cut.texts[self.place + 1 : self.tree.ends[self.place] + 1])

    def named(self, name: str) -> "list[Element]":
        """The elements of a name in it, in the order of the page."""
        return [Element(self.tree, at) for at in self.tree.within(self.tree.by_name.get(name, []), self.place)]

    def classed(self, name: str) -> "list[Element]":
        """The elements of a class in it, in the order of the page."""
        return [Element(self.tree, at) for at in self.tree.within(self.tree.by_class.get(name, []), self.place)]


def parse(html: str) -> Tree:
    """A page as a tree."""
    return Tree(cut(html))


def attribute(element: Element | Tag, name: str) -> str:
    """The value of an attribute; empty where there is none."""
    return element.attrs.get(name, "")


def addresses(element: Element | Tag, name: str) -> list[str]:
    """The addresses in an attribute that has one, or a list of pictures (`srcset`)."""
    value = attribute(element, name)
    return [part.split()[0] for part in value.split(",") if part.strip()] if name in LISTS else [value]


def words(element: Element | None, without: Collection[str] = ()) -> str:
    """What a reader reads in an element, white space collapsed: without what is hidden and without some classes."""
    return collapse(text(element, without)) if element is not None else ""


def text(element: Element, without: Collection[str] = (), *, hidden: bool = False) -> str:
    """The text in an element as it stands, what is `hidden` in it too if wanted; comments and scripts are none."""
    tree, place, end = element.tree, element.place, element.tree.ends[element.place]
    omitted = [] if hidden else tree.within(tree.hidden, place)
    for name in without:
        omitted = sorted([*omitted, *tree.within(tree.by_class.get(name, []), place)])
    parts: list[str] = []
    for one in omitted:
        if one > place:
            parts += tree.texts[place + 1 : one + 1]
            place = tree.ends[one]
    return "".join([*parts, *tree.texts[place + 1 : end + 1]])


def is_hidden(element: Element) -> bool:
    """Whether an element is hidden from readers, or from those who listen to the page."""
    return element.tag.is_hidden


def first(elements: Iterable[Element]) -> Element | None:
    """The first element that a reader can see."""
    return next((one for one in elements if not one.tree.hides(one.place)), None)

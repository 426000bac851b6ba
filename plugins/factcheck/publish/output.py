"""What is to be written: pages and other files, how they are made, and what they are made from."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from posixpath import commonprefix
from typing import Any, NamedTuple

from factcheck.core.model import Article, Claim, Page, Source
from factcheck.publish.facts import Digest, digest
from factcheck.publish.paging import Pager


class Part(NamedTuple):
    """A stretch of a file, such as the record of a claim."""

    key: Digest  # of what it is made from: of the same file, parts with the same key have the same text
    text: Callable[[], str]


@dataclass(frozen=True, slots=True)
class File:
    """A file besides the pages. Its text is made when it is asked for: at once, or in `parts` that follow each other.

    One more claim changes a file of all claims in one place: what was written of the others can be used again.
    """

    path: str
    make: Callable[[], str | Iterable[Part]]
    needs: tuple[Digest, ...] = ()  # as of a page

    def parts(self) -> Iterator[Part]:
        """Its parts; of a file without, one."""
        made = self.make()
        if isinstance(made, str):
            yield Part(digest(made), lambda: made)
        else:
            yield from made

    def text(self) -> str:
        """The whole of it."""
        return "".join(part.text() for part in self.parts())


@dataclass(frozen=True, kw_only=True)
class Output:
    """A page to be written. Its words and values are made when they are asked for: most pages are as they were."""

    path: str  # of its address: "" or "claims/…/", or a file such as "404.html"
    template: str
    heading: Callable[[], tuple[str, str]] = lambda: ("", "")  # its title and its description
    values: Callable[[], Mapping[str, Any]] = dict
    needs: tuple[Digest, ...] = ()  # what it is made from, besides the settings, the theme and the list of pages
    about: Claim | Article | Source | Page | None = None  # what it shows, where it shows one thing
    updated: date | None = None  # the day its content last changed, where content tells
    feed: str = ""  # the path of the Atom feed that lists the same as the page; empty where there is none
    is_listed: bool = True  # in the sitemap: not the page that is shown in frames
    pager: Pager | None = None  # where it is one page of a list of several
    base: str = ""  # the address of the site's root where the page may be shown anywhere (404)
    made: "Callable[[], Output] | None" = None  # of one that is recalled from the last build: the page with all it has

    @property
    def is_recalled(self) -> bool:
        """Whether it is as the last build made it, and no more is known of it than its place in the site."""
        return self.made is not None

    def whole(self) -> "Output":
        """The page with all it has."""
        return self.made() if self.made else self

    @property
    def title(self) -> str:
        """Its title."""
        return self.heading()[0]

    @property
    def description(self) -> str:
        """Its description, for search engines and other sites."""
        return self.heading()[1]

    @property
    def file(self) -> str:
        """Where it is written, relative to the output folder."""
        return f"{self.path}index.html" if self.path.endswith("/") or not self.path else self.path

    @property
    def is_first(self) -> bool:
        """Whether it is the first page of its list, or no page of several: it says what holds for the whole list."""
        return self.pager is None or self.pager.is_first

    @property
    def style(self) -> str:
        """The name of its second stylesheet: the pages of a claim need little of what the others share."""
        return "claim" if self.template in ("claim", "withdrawn", "history") else "article"

    @property
    def root(self) -> str:
        """What leads from the page to the site's root; empty on the home page."""
        return self.base or "../" * self.path.count("/")

    def to(self, path: str) -> str:
        """The shortest link from the page to a path below the site's root, which may have a fragment behind it."""
        if self.base:
            return self.base + path
        own, parts = self.path.split("/")[:-1], path.split("/")
        shared = len(commonprefix([own, parts[:-1]]))
        return "../" * (len(own) - shared) + "/".join(parts[shared:]) or "./"

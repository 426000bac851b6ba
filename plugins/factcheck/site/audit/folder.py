"""A built folder as the rules see it: its files, and what was read on its pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from factcheck.core.model import Site
from factcheck.publish.output import Output
from factcheck.site.audit.address import Target
from factcheck.site.audit.page import Page, Subjects


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is kept of a page when its tree is gone: of 1,000 pages the trees alone would take 400 MB."""

    output: Output
    origin: tuple[str, str]
    ids: frozenset[str]
    links: Mapping[str, Target]  # the links into the site, as they are written
    entries: tuple[str, ...]  # of a list: the pages that it lists


@dataclass(frozen=True, kw_only=True)
class Folder:
    """A built folder."""

    root: Path
    site: Site
    subjects: Subjects
    outputs: tuple[Output, ...]
    others: frozenset[str]  # the files besides the pages: feeds, lists, data files, the theme's
    found: frozenset[str]  # the files that are there
    seen: Mapping[str, Seen]  # by file; filled page by page

    @cached_property
    def expected(self) -> frozenset[str]:
        """The files that must be there: of every page in the list, of every page of the model, and the others."""
        listed = {output.file for output in self.outputs}
        model = {f"{path}index.html" for path in self.subjects.places}
        return frozenset(listed | model | self.others)

    def read(self, file: str) -> bytes | None:
        """The bytes of a file, where it is there."""
        return (self.root / file).read_bytes() if file in self.found else None


def seen(page: Page, links: Mapping[str, Target]) -> Seen:
    """What to keep of a page."""
    entries = tuple(page.entries)
    return Seen(output=page.output, origin=page.origin, ids=frozenset(page.ids), links=links, entries=entries)

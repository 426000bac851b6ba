"""A built folder as the rules see it: its files, what was read on its pages, and what an earlier audit knows of it."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from factcheck.core.model import Site
from factcheck.publish.output import Output
from factcheck.site.audit.address import Target
from factcheck.site.audit.page import Page, Subjects
from factcheck.site.audit.tree import parse
from factcheck.site.remembered.grouped import Edited, Grouped


class Seen(NamedTuple):
    """What is kept of a page when its tree is gone. Texts and targets that pages share are one object."""

    ids: tuple[str, ...]
    targets: tuple[Target, ...]  # where its links into the site lead, without those to the page itself
    links: int  # how many addresses lead into the site
    entries: tuple[str, ...]  # of a list: the pages that it lists


CLASSES = {"factcheck.site.audit.address": "Target", "factcheck.site.audit.folder": "Seen"}
NOTHING: Grouped[Seen] = Grouped({}, CLASSES)


def seen(page: Page) -> Seen:
    """What is to be kept of a page."""
    targets = dict.fromkeys(target for target in page.links.values() if target.file != page.output.file)
    return Seen(tuple(page.ids), tuple(targets), len(page.links), tuple(page.entries))


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """An audit before that found nothing, and what is not as it was then. Only this is looked at again.

    A page is, where it is among `files`, is about a claim of `claims`, links to one of `shown`, or was not seen. Links
    of other pages are followed where a file or an id is gone. A rule about a data file, feed or sitemap is left out
    where neither its files nor any claim changed, one about lists where no list did and nothing that they show.
    """

    root: Path  # the folder of that audit, as it still is
    seen: Grouped[Seen]  # by file
    files: frozenset[str]  # of the folder: with other bytes, or made from something else, new, or gone
    claims: frozenset[str] | None  # the ids of claims that are new, not as they were, or gone; None where all may be
    shown: frozenset[str] | None  # of these, those of which other pages than their own show something else


@dataclass(frozen=True, kw_only=True)
class Folder:
    """A built folder."""

    root: Path
    site: Site
    subjects: Subjects
    outputs: tuple[Output, ...]
    others: frozenset[str]  # the files besides the pages: feeds, lists, data files, the theme's
    found: frozenset[str]  # the files that are there
    since: Since | None = None
    seen: Edited[Seen] = field(default_factory=lambda: NOTHING.edited())  # by file; filled page by page
    _shared: dict[Any, Any] = field(default_factory=dict)

    @cached_property
    def expected(self) -> frozenset[str]:
        """The files that must be there: of every page in the list, of every page of the model, and the others."""
        model = {f"{path}index.html" for path in self.subjects.places}
        return frozenset(self.pages.keys() | model | self.others)

    @cached_property
    def pages(self) -> Mapping[str, Output]:
        """The pages in the list, by file."""
        return {output.file: output for output in self.outputs}

    def read(self, file: str) -> bytes | None:
        """The bytes of a file, where it is there."""
        return (self.root / file).read_bytes() if file in self.found else None

    def page(self, file: str) -> Page | None:
        """A page, read; None where it is not there."""
        raw = self.read(file)
        if raw is None:
            return None
        tree = parse(raw.decode("utf-8", "replace"))
        return Page(tree, output=self.pages[file].whole(), site=self.site, subjects=self.subjects)

    def keep(self, file: str, page: Seen) -> None:
        """Keep of a page what rules for the folder need."""
        share = self._shared.setdefault
        ids = tuple(share(id_, id_) for id_ in page.ids)
        targets = tuple(share(one, one) for one in page.targets)
        self.seen[file] = Seen(share(ids, ids), targets, page.links, page.entries)

    @cached_property
    def due(self) -> tuple[str, ...]:
        """The pages that are to be looked at, in the order of the list."""
        since = self.since
        if since is None:
            return tuple(self.pages)
        about, shown = _about(since.claims), _about(since.shown)
        if about is None or shown is None:
            return tuple(self.pages)
        leading = since.seen.mentioning({_folder(file) for file in shown})
        linking = (file for file, seen in leading if any(to.file in shown for to in seen.targets))
        due = {*since.files, *about, *(self.pages.keys() - since.seen.keys()), *linking}
        return tuple(file for file in self.pages if file in due)

    @cached_property
    def followed(self) -> tuple[str, ...]:
        """The pages whose links are followed: those looked at, and those that lead to where something is gone."""
        since, due = self.since, self.due
        gone = {file for file in since.files if self._lacks(file, since)} if since else set()
        leading = self.seen.mentioning({_folder(file) for file in gone})
        wanted = {*due, *(file for file, seen in leading if any(to.file in gone for to in seen.targets))}
        return tuple(file for file in self.pages if file in wanted and file in self.seen)

    def _lacks(self, file: str, since: Since) -> bool:
        """Whether a file that links led to is gone, or an id on it may be."""
        if file not in self.found:
            return True
        now, before = self.seen.get(file), since.seen.get(file)
        return now is not None and (before is None or not set(before.ids) <= set(now.ids))

    def is_as_before(self, *files: str) -> bool:
        """Whether an earlier audit has found files sound for the same claims."""
        since = self.since
        return since is not None and since.claims == frozenset() and since.files.isdisjoint(files)

    def is_shown_as_before(self, *files: str) -> bool:
        """Whether an earlier audit has found files sound which show no more of claims than other pages do."""
        since = self.since
        if since is None or since.shown != frozenset() or not since.files.isdisjoint(files):
            return False
        return since.seen.keys() == self.pages.keys()

    @cached_property
    def are_lists_as_before(self) -> bool:
        """Whether an earlier audit has found all lists sound, with the same entries."""
        since = self.since
        if since is None or since.shown != frozenset():
            return False
        states = (known[file] for file in since.files for known in (self.seen, since.seen) if file in known)
        return not any(state.entries for state in states)

    def linking(self, is_dead: Callable[[Target], bool]) -> Iterator[Page]:
        """The pages with a dead link to another page, read again: where it stands on them was not kept."""
        known: dict[Target, bool] = {}
        for file in self.followed:
            for target in self.seen[file].targets:
                if target not in known:
                    known[target] = is_dead(target)
            if any(map(known.__getitem__, self.seen[file].targets)) and (page := self.page(file)):
                yield page


def _about(claims: frozenset[str] | None) -> frozenset[str] | None:
    """The files of the pages that claims have or had; None where all may be otherwise.

    What a page shows is made from the claim, so that it must be looked at even if nobody has written it anew.
    """
    if claims is None:
        return None
    return frozenset(f"claims/{id_}/{page}index.html" for id_ in claims for page in ("", "embed/", "history/"))


def _folder(file: str) -> str:
    """The folder of a file: of 50 files that are gone, few folders have to be looked for."""
    return file[: file.rfind("/") + 1] or file


def listed(root: Path) -> frozenset[str]:
    """All files below a folder."""
    start = len(os.path.join(root, ""))  # noqa: PTH118 - of 70,000 names pathlib would make objects
    return frozenset(
        f"{folder}/{name}"[start:].replace(os.sep, "/") for folder, _, names in os.walk(root) for name in names
    )

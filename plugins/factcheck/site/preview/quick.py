"""Quick: a build that shows the pages first, and then makes and audits the rest.

    pages that changed ─ swap ─▶ shown ─▶ data files, pictures, index ─ audit ─▶ kept, or the last good site put back

Only where the site can be built upon the last build; all else is as in site/build.py. Where the page of the claim that
was saved is on trial already (glimpse.py), the other pages are brought up to date in place.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from factcheck.core.problems import Problem, has_errors
from factcheck.core.stages import QUIET
from factcheck.site import beside, incremental, searching, swap
from factcheck.site.build import Build, Wish
from factcheck.site.incremental import Draft
from factcheck.site.preview.standing import Standing
from factcheck.site.remembered import tree
from factcheck.site.remembered.memory import Memory
from factcheck.site.surroundings import Surroundings
from factcheck.site.upon import is_no_index, is_page

Shown = Callable[[bool], None]  # called when the pages can be seen; whether some are others than those on trial


class SupersededError(Exception):
    """What is being built was saved once more: its pages were shown, and the rest is not worth waiting for."""


@dataclass
class Trial:
    """Pages that are shown before all is done, and a draft of the rest. They stay if it `is_good` in the end."""

    draft: Draft  # its folder is the output
    page: str = ""  # the file of the one page that was brought up to date; empty where all were
    is_good: bool = False


@contextmanager
def trial(draft: Draft, output: Path, standing: Standing, page: str = "") -> Iterator[Trial]:
    """A draft in the place of the output; the last good site is put back where it does not get good."""
    swap.replace(draft.folder, output, is_durable=False)
    swap.keep(draft.folder, output)
    begun = Trial(replace(draft, folder=output, output=swap.previous(output)), page)
    try:
        yield begun
    except SupersededError:
        standing.revert(output, begun.draft.rows, begun.draft.last)
        begun.is_good = True  # as the last good site is
        raise
    finally:  # a problem, an interrupt, a full disk
        if not begun.is_good:
            with swap.fresh(output, is_previous=True) as folder:
                swap.replace(folder, output, is_durable=False)


class Quick(Build):
    """A build for a preview. A trial may have begun, of which the page is shown already."""

    def __init__(
        self,
        wish: Wish,
        standing: Standing,
        around: Callable[[], Surroundings],
        shown: Shown,
        begun: Trial | None = None,
    ) -> None:
        super().__init__(wish, standing)
        self._standing, self._given, self._shown, self._begun = standing, around, shown, begun

    @cached_property
    def _around(self) -> Surroundings:
        return self._given()

    @cached_property
    def _last(self) -> Memory | None:
        return self._begun.draft.last if self._begun else self._memories.of(self._output)

    def run(self) -> list[Problem]:
        """Build, and make the site before the same as the new one: a save then needs only put its page there."""
        problems = super().run()
        if not has_errors(problems):
            if self._begun:
                self._begun.is_good = True
            self._standing.level(self._output)
        return problems

    def _upon(self, last: Memory) -> list[Problem]:
        if self._begun:
            return self._rest(self._begun, last)
        with incremental.draft(self._output, self._memories, last) as draft:
            self._pages(draft, last)
            with trial(draft, self._output, self._standing) as begun:
                found = self._rest(begun, last)
                begun.is_good = not has_errors(found)
        return found

    def _pages(self, draft: Draft, last: Memory) -> None:
        incremental.bring(draft, self._plan.pages | self._theme(last), is_page, QUIET)
        if self._wish.beside:
            beside.write(self._wish.beside, self._around.render)

    def _rest(self, begun: Trial, last: Memory) -> list[Problem]:
        """Make what is not on trial yet, and audit it all; the problems."""
        draft = begun.draft
        if begun.page:
            row = draft.rows[begun.page]
            self._pages(draft, last)
            self._shown(draft.rows.get(begun.page) != row)
        else:
            self._shown(True)
        incremental.bring(draft, self._plan.items | self._theme(last), is_no_index, self._stages)
        index = self._index(draft.folder, last.search)
        incremental.bring(draft, searching.items(index, last.rows), searching.is_of_index, self._stages)
        found = self._audited(draft.folder, index, draft)
        if not has_errors(found.problems):
            memory = self._memory(draft.rows, draft.parts, index, found)
            self._memories.remember(self._output, memory)
            self._memories.keep_only({self._output: memory, swap.previous(self._output): last})
        return list(found.problems)


def put_page(draft: Draft, path: str, key: bytes, raw: bytes) -> None:
    """Put one page into a draft."""
    draft.rows[path] = tree.Row(key, *tree.put(draft.folder, path, raw))

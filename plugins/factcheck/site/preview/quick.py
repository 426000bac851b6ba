"""Quick: a build that shows the pages first, and then makes and audits the rest.

    pages that changed ─ swap ─▶ shown ─▶ data files, pictures, index ─ audit ─▶ kept, or the last good site put back

Only where the site can be built upon the last build; all else is as in site/build.py.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

from factcheck.core.problems import Problem, has_errors
from factcheck.core.stages import QUIET
from factcheck.site import beside, incremental, searching, swap
from factcheck.site.build import Build, Wish, is_no_index
from factcheck.site.incremental import Draft
from factcheck.site.preview.standing import Standing
from factcheck.site.remembered.memory import Memory
from factcheck.site.surroundings import Surroundings


class Quick(Build):
    """A build for a preview; `shown` is called when the pages can be seen."""

    def __init__(
        self, wish: Wish, standing: Standing, around: Callable[[], Surroundings], shown: Callable[[], None]
    ) -> None:
        super().__init__(wish, standing)
        self._given, self._shown = around, shown

    @cached_property
    def _around(self) -> Surroundings:
        return self._given()

    def _upon(self, last: Memory) -> list[Problem]:
        with incremental.draft(self._output, self._memories, last) as draft:
            wanted = self._plan.pages | self._theme(last)
            incremental.bring(draft, wanted, _is_page, QUIET)
            if self._wish.beside:
                beside.write(self._wish.beside, self._around.render)
            swap.replace(draft.folder, self._output, is_durable=False)
            swap.keep(draft.folder, self._output)
            is_good = False
            try:
                self._shown()
                found = self._finished(replace(draft, folder=self._output, output=swap.previous(self._output)), last)
                is_good = not has_errors(found)
            finally:  # a problem, an interrupt, a full disk
                if not is_good:
                    self._put_back()
            return found

    def _finished(self, draft: Draft, last: Memory) -> list[Problem]:
        """Make what is no page, and audit it all; the problems."""
        incremental.bring(draft, self._plan.items | self._theme(last), is_no_index, QUIET)
        index = self._index(draft.folder, last.search)
        incremental.bring(draft, searching.items(index, last.rows), searching.is_of_index, QUIET)
        since = self._since(draft, last)
        found = self._audited(draft.folder, index, replace(since, root=draft.output) if since else None)
        if not has_errors(found.problems):
            memory = self._memory(draft.rows, draft.parts, index, found)
            self._memories.remember(self._output, memory)
            self._memories.keep_only({self._output: memory, swap.previous(self._output): last})
        return list(found.problems)

    def _put_back(self) -> None:
        """Put the last good site back."""
        with swap.fresh(self._output, is_previous=True) as folder:
            swap.replace(folder, self._output, is_durable=False)


def _is_page(path: str) -> bool:
    return path.endswith(".html") and not searching.is_of_index(path)

"""Build: into a folder beside the output, audited, then swapped in. A failed build leaves the last good site as it was.

pelicanconf.py ─ load ─▶ Site ─ plan ─▶ what has changed, or Pelican ─▶ .factcheck-output-new-…/ ─ audit ─▶ output/
"""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.core.problems import Problem, has_errors
from factcheck.core.stages import QUIET, Stage, Stages
from factcheck.publish.facts import Digest
from factcheck.publish.sections import NOTHING, Known
from factcheck.site import (
    auditing,
    beside,
    exclusive,
    guard,
    incremental,
    search,
    searching,
    surroundings,
    swap,
    upon,
    workers,
)
from factcheck.site.audit import NONE, Audit, Lookings
from factcheck.site.audit.folder import Since, listed
from factcheck.site.beside import Beside
from factcheck.site.cache import warm
from factcheck.site.incremental import Draft, OtherwiseError
from factcheck.site.load import Loaded
from factcheck.site.plan import Item, Plan
from factcheck.site.remembered import tree
from factcheck.site.remembered.keptindex import KeptIndex
from factcheck.site.remembered.memory import Files, Memories, Memory
from factcheck.site.remembered.splice import Parts
from factcheck.site.remembered.tree import Row, Rows
from factcheck.site.searching import Indexed
from factcheck.site.surroundings import Surroundings
from factcheck.site.whole import Whole

if TYPE_CHECKING:
    from factcheck.site.shards.supply import Supply


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is to be built, and how.

    What stands `beside` the site, for a preview, is written into another folder and is no part of it. A preview need
    not outlast a power cut, and claims may go away in it. A clean build makes everything anew. What shards have made is
    the `supply`.
    """

    root: Path
    output: Path
    loaded: Loaded
    beside: Beside | None = None
    is_preview: bool = False
    may_remove: bool = False
    is_clean: bool = False
    supply: "Supply | None" = None
    stages: Stages = QUIET  # is told how far the build is


def build(wish: Wish) -> list[Problem]:
    """Build the loaded site; on any error the output is left as it was. Raises `BusyError` where another build runs."""
    with closing(Memories(wish.root, wish.output)) as memories:
        return exclusive.guarded(wish.root, wish.output, Build(wish, memories).run)


class Build:
    """A build, which is to hold the lock when it is run."""

    def __init__(self, wish: Wish, memories: Memories) -> None:
        self._wish, self._output, self._loaded = wish, wish.output, wish.loaded
        self._stages = wish.stages
        self._memories = memories

    def run(self) -> list[Problem]:
        """Build, and tell what was wrong with the shards, if there are any."""
        problems = self._built()
        return [*problems, *self._wish.supply.problems(self._plan.basis)] if self._wish.supply else problems

    def _built(self) -> list[Problem]:
        """Build upon the last build where that can be, else all anew."""
        self._stages.at(Stage.COMPARING)
        try:
            with warm.uncollected():
                return self._upon(self._usable())
        except (OtherwiseError, search.SearchError) as error:
            self._stages.because(str(error))
        self._recall(NOTHING, {})
        return self._whole()

    def _recall(self, known: Known, rows: Rows) -> None:
        """Plan anew, so that the pages that are known from the last build are not made."""
        self._loaded = replace(self._wish.loaded, known=known)
        self._plan = self._planned(rows)

    @cached_property
    def _last(self) -> Memory | None:
        return None if self._wish.is_clean else self._memories.of(self._output)

    def _usable(self) -> Memory:
        """The last build. Raises `OtherwiseError` where nothing can be built upon it."""
        if self._wish.is_clean:
            raise OtherwiseError("that was asked for")
        if self._last is None:
            raise OtherwiseError("this version of the program remembers no last build")
        if not self._is_known:
            raise OtherwiseError("what other plugins do is not known")
        if self._last.basis != self._plan.basis:
            raise OtherwiseError("the settings or the theme are others than in the last build")
        return self._last

    @property
    def _is_known(self) -> bool:
        """Whether it is known what every file of the site is made from."""
        return self._around.is_known and self._loaded.digests is not None

    @cached_property
    def _around(self) -> Surroundings:
        return surroundings.of(self._wish.root, self._memories.opened)

    @cached_property
    def _plan(self) -> Plan:
        return self._planned({})

    def _planned(self, rows: Rows) -> Plan:
        loaded, supply = self._loaded, self._wish.supply
        if supply is None:
            return Plan(loaded, self._around, rows)
        from factcheck.site.shards.supply import SuppliedPlan  # heavy: pydantic

        return SuppliedPlan(loaded, self._around, supply)

    def _upon(self, last: Memory) -> list[Problem]:
        """Make what has changed since the last build."""
        with workers.ahead(partial(incremental.stands, self._output, self._memories)) as is_standing:
            if not self._wish.supply:
                self._recall(last.pages, last.rows)
            wanted = self._plan.items | self._theme(last)
            with incremental.draft(self._output, self._memories, last, is_standing) as draft:
                return self._brought(draft, wanted)

    def _brought(self, draft: Draft, wanted: Mapping[str, Item]) -> list[Problem]:
        """Bring a draft up to date, audit it, and put it into the place of the output; the problems."""
        made = upon.bring(draft, wanted, self._plan, self._loaded, self._memories.pieces, self._stages)
        if self._wish.beside:
            beside.write(self._wish.beside, self._around.render)
        found = self._audited(draft.folder, made.index, draft, made.looked)
        if not has_errors(found.problems):
            self._stages.at(Stage.WRITING)
            swap.sync(draft.folder, () if self._wish.is_preview else draft.changed)
            self._replace(draft.folder, self._memory(draft.rows, draft.parts, made.index, found))
        return list(found.problems)

    def _theme(self, last: Memory) -> dict[str, Item]:
        """What the theme has brought along: no plan has it, and it is as it was, or the basis were another one."""
        rows = ((path, row) for path, row in last.rows.items() if row.key == self._plan.other)
        return {path: Item(row.key, incremental.lost) for path, row in rows}

    def _since(self, draft: Draft) -> Since | None:
        """What the audit need not look at again."""
        last = draft.last
        claims, shown = map(_differing, self._plan.claims, last.claims)
        since = Since(root=draft.output, seen=last.seen, files=draft.changed, claims=claims, shown=shown)
        return since if last.seen else None

    def _whole(self) -> list[Problem]:
        """Make everything."""
        with swap.fresh(self._output) as fresh:
            made = self._made(fresh)
            if problems := made.write(has_shards=self._wish.supply is not None):
                return problems
            with made.meanwhile() as looked:
                index = self._index(fresh, None)
                for path, raw in self._stages.each(Stage.SEARCH, index.made.items()):
                    tree.put(fresh, path, raw)
                found = self._audited(fresh, index, looked=looked())
            if not has_errors(found.problems):
                self._stages.at(Stage.WRITING)
                swap.seal(fresh, is_durable=not self._wish.is_preview)
                keys = {path: item.key for path, item in (self._plan.items | searching.items(index, {})).items()}
                self._replace(fresh, self._memory(tree.rows(fresh, keys, self._plan.other), made.parts, index, found))
            return list(found.problems)

    def _made(self, fresh: Path) -> Whole:
        root, side = self._wish.root, self._wish.beside
        return Whole(root, fresh, self._loaded, self._plan, self._around, side, self._stages)

    def _index(self, folder: Path, last: KeptIndex | None) -> Indexed:
        self._stages.at(Stage.SEARCH)
        return searching.index(folder, self._loaded.outputs, self._plan, last, self._memories.pieces)

    def _audited(self, folder: Path, index: Indexed, draft: Draft | None = None, looked: Lookings = NONE) -> Audit:
        """What is wrong with a folder, and the claims that would go away with it."""
        there = frozenset(draft.rows) if draft else listed(folder)
        since = self._since(draft) if draft else None
        found = auditing.audit(folder, self._loaded, self._around, index.paths, self._stages, since, there, looked)
        if has_errors(found.problems) or self._wish.may_remove or self._wish.is_preview:
            return found
        before = draft.last.rows.keys() if draft else listed(self._output)
        return replace(found, problems=(*found.problems, *guard.removals(before, there)))

    def _memory(self, rows: dict[str, Row], parts: dict[str, Parts], index: Indexed, found: Audit) -> Memory:
        return Memory(
            basis=self._plan.basis,
            files=Files(rows=rows, parts=parts),
            search=index.kept,
            claims=self._plan.claims,
            pages=self._loaded.pages.known,
            seen=found.seen,
        )

    def _replace(self, folder: Path, memory: Memory) -> None:
        """Put a folder in the place of the output, and keep what was there."""
        if self._is_known:
            self._memories.remember(folder, memory)
        swap.replace(folder, self._output, is_durable=not self._wish.is_preview)
        swap.keep(folder, self._output)
        kept = {self._output: memory, **({swap.previous(self._output): self._last} if self._last else {})}
        self._memories.keep_only(kept)


def _differing(now: Mapping[str, Digest], before: Mapping[str, Digest]) -> frozenset[str]:
    """The ids of claims that are new, gone, or not as they were."""
    other = (id_ for id_, digest in now.items() if before.get(id_) != digest)
    return frozenset([*other, *(before.keys() - now.keys())])

"""Build: into a folder beside the output, audited, then swapped in. A failed build leaves the last good site as it was.

pelicanconf.py ─ load ─▶ Site ─ plan ─▶ what has changed, or Pelican ─▶ .factcheck-output-new-…/ ─ audit ─▶ output/
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.core.problems import Place, Problem, has_errors, problem
from factcheck.site import assembly, beside, guard, images, incremental, search, surroundings, swap
from factcheck.site.audit import Audit, audit
from factcheck.site.beside import Beside
from factcheck.site.guard import shown_name
from factcheck.site.incremental import OtherwiseError
from factcheck.site.load import Loaded
from factcheck.site.lock import LOCK, lock
from factcheck.site.plan import Plan
from factcheck.site.remembered import tree
from factcheck.site.remembered.memory import Memories, Memory, Parts
from factcheck.site.remembered.tree import Row
from factcheck.site.surroundings import Surroundings
from factcheck.site.swap import MARKER, SHARD_MARKER

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


def build(wish: Wish) -> list[Problem]:
    """Build the loaded site; on any error the output is left as it was. Raises `BusyError` where another build runs."""
    return guarded(wish.root, wish.output, _Build(wish).run)


def guarded(root: Path, output: Path, work: Callable[[], list[Problem]], *, is_shard: bool = False) -> list[Problem]:
    """Let `work` replace `output` where that may be, and nobody else meanwhile. Raises `BusyError`.

    Shards may be made side by side in one folder, which is made where it is missing.
    """
    try:
        if refused := guard.refusal(root, output, SHARD_MARKER if is_shard else MARKER):
            return [refused]
        if is_shard:
            output.parent.mkdir(parents=True, exist_ok=True)
        with lock(output.parent, f".factcheck-{output.name}.lock" if is_shard else LOCK):
            swap.tidy(output)
            return work()
    except OSError as error:  # a full disk, a folder that is read-only
        found = ("found", f"{error.strerror}: {shown_name(root, Path(error.filename or output))}")
        return [problem("FC607", Place(shown_name(root, output)), found)]


class _Build:
    """A build that holds the lock."""

    def __init__(self, wish: Wish) -> None:
        self._wish, self._output = wish, wish.output
        self._memories = Memories(wish.root, wish.output)

    def run(self) -> list[Problem]:
        """Build, and tell what was wrong with the shards, if there are any."""
        problems = self._built()
        return [*problems, *self._wish.supply.problems(self._plan.basis)] if self._wish.supply else problems

    def _built(self) -> list[Problem]:
        """Build upon the last build where that can be, else all anew."""
        last = None if self._wish.is_clean else self._memories.of(self._output)
        if last and self._around.is_known and last.basis == self._plan.basis:
            try:
                return self._upon(last)
            except OtherwiseError:
                pass
        return self._whole()

    @cached_property
    def _around(self) -> Surroundings:
        return surroundings.of(self._wish.root)

    @cached_property
    def _plan(self) -> Plan:
        loaded, supply = self._wish.loaded, self._wish.supply
        if supply is None:
            return Plan(loaded, self._around)
        from factcheck.site.shards.supply import SuppliedPlan  # heavy: pydantic

        return SuppliedPlan(loaded, self._around, supply)

    def _upon(self, last: Memory) -> list[Problem]:
        """Make what has changed since the last build."""
        with incremental.draft(self._output, self._memories, last) as draft:
            changed = incremental.bring(draft, self._plan, self._output, last)
            changed += incremental.index(draft, self._wish.loaded, self._plan, last)
            if self._wish.beside:
                beside.write(self._wish.beside, self._around.render)
            problems = self._audited(draft.folder)
            if not has_errors(problems):
                swap.sync(draft.folder, () if self._wish.is_preview else changed)
                self._replace(draft.folder, draft.rows, draft.parts)
            return problems

    def _whole(self) -> list[Problem]:
        """Make everything."""
        with swap.fresh(self._output) as fresh:
            parts: dict[str, Parts] = {}
            problems = self._written(fresh, parts) or self._audited(fresh)
            if not has_errors(problems):
                swap.seal(fresh, is_durable=not self._wish.is_preview)
                keys = {path: item.key for path, item in self._plan.items.items()}
                self._replace(fresh, tree.rows(fresh, keys, self._plan.other), parts)
            return problems

    def _written(self, fresh: Path, parts: dict[str, Parts]) -> list[Problem]:
        """Write the whole site: by ourselves where shards have most of it, else by Pelican."""
        root, loaded = self._wish.root, self._wish.loaded
        if self._wish.supply and self._around.is_known:
            return assembly.whole(root, fresh, loaded, self._plan, self._around)
        from factcheck.site import engine  # heavy: Pelican

        return engine.write(root, fresh, loaded, self._wish.beside, parts)

    def _audited(self, folder: Path) -> list[Problem]:
        """What is wrong with a folder, and the claims that would go away with it."""
        problems = list(_audit(folder, self._wish.loaded, self._around, search.listed(folder)).problems)
        if has_errors(problems) or self._wish.may_remove or self._wish.is_preview:
            return problems
        return [*problems, *guard.removals(self._output, folder)]

    def _replace(self, folder: Path, rows: dict[str, Row], parts: dict[str, Parts]) -> None:
        """Put a folder in the place of the output, and keep what was there."""
        if self._around.is_known:
            memory = Memory(basis=self._plan.basis, rows=rows, parts=parts, search=self._plan.searched)
            self._memories.remember(folder, memory)
        swap.replace(folder, self._output, is_durable=not self._wish.is_preview)
        swap.keep(folder, self._output)
        self._memories.forget_others([self._output, swap.previous(self._output)])


def audited(root: Path, output: Path, loaded: Loaded) -> Audit:
    """Audit the folder `output` that a build of the loaded site has made, as the build itself did."""
    if not (output / MARKER).is_file():
        found = "a folder without our marker file" if output.is_dir() else "no such folder"
        fix = ("fix", "build the site first: make site")
        return Audit(problems=(problem("FC604", Place(shown_name(root, output)), ("found", found), fix),))
    return _audit(output, loaded, surroundings.of(root), search.listed(output))


def _audit(folder: Path, loaded: Loaded, around: Surroundings, index: frozenset[str]) -> Audit:
    assert loaded.site is not None
    files = {file.path for file in loaded.files}
    others = {*files, *around.static, *index, *images.paths(loaded.site), MARKER}
    return audit(folder, loaded.site, loaded.outputs, others)

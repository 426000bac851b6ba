"""Build: into a folder beside the output, audited, then swapped in. A failed build leaves the last good site as it was.

pelicanconf.py ─ load ─▶ Site ─ plan ─▶ what has changed, or Pelican ─▶ .factcheck-output-new-…/ ─ audit ─▶ output/
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from factcheck.core.problems import Place, Problem, has_errors, problem
from factcheck.core.stages import QUIET, Stage, Stages
from factcheck.site import beside, guard, images, incremental, search, surroundings, swap
from factcheck.site.audit import Audit, audit
from factcheck.site.beside import Beside
from factcheck.site.guard import shown_name
from factcheck.site.incremental import OtherwiseError
from factcheck.site.load import Loaded
from factcheck.site.lock import lock
from factcheck.site.plan import Plan
from factcheck.site.remembered import tree
from factcheck.site.remembered.memory import Memories, Memory
from factcheck.site.remembered.tree import Row
from factcheck.site.surroundings import Surroundings
from factcheck.site.swap import MARKER


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is to be built, and how.

    What stands `beside` the site, for a preview, is written into another folder and is no part of it. A preview need
    not outlast a power cut, and claims may go away in it. A clean build makes everything anew.
    """

    root: Path
    output: Path
    loaded: Loaded
    beside: Beside | None = None
    is_preview: bool = False
    may_remove: bool = False
    is_clean: bool = False
    stages: Stages = QUIET  # is told how far the build is


def build(wish: Wish) -> list[Problem]:
    """Build the loaded site; on any error the output is left as it was. Raises `BusyError` where another build runs."""
    root, output = wish.root, wish.output
    try:
        if refused := guard.refusal(root, output):
            return [refused]
        with lock(output.parent):
            swap.tidy(output)
            return _Build(wish).run()
    except OSError as error:  # a full disk, a folder that is read-only
        found = ("found", f"{error.strerror}: {shown_name(root, Path(error.filename or output))}")
        return [problem("FC607", Place(shown_name(root, output)), found)]


class _Build:
    """A build that holds the lock."""

    def __init__(self, wish: Wish) -> None:
        self._wish, self._output, self._stages = wish, wish.output, wish.stages
        self._memories = Memories(wish.root, wish.output)

    def run(self) -> list[Problem]:
        """Build upon the last build where that can be, else all anew."""
        self._stages.at(Stage.COMPARING)
        try:
            return self._upon(self._last())
        except OtherwiseError as reason:
            self._stages.because(str(reason))
        return self._whole()

    def _last(self) -> Memory:
        """What is remembered of the last build. Raises `OtherwiseError` where nothing can be built upon it."""
        if self._wish.is_clean:
            raise OtherwiseError("that was asked for")
        if not self._around.is_known:
            raise OtherwiseError("what other plugins do is not known")
        last = self._memories.of(self._output)
        if last is None:
            raise OtherwiseError("no last build is remembered")
        if last.basis != self._plan.basis:
            raise OtherwiseError("the settings, the theme or the program are others than in the last build")
        return last

    @cached_property
    def _around(self) -> Surroundings:
        return surroundings.of(self._wish.root)

    @cached_property
    def _plan(self) -> Plan:
        return Plan(self._wish.loaded, self._around)

    def _upon(self, last: Memory) -> list[Problem]:
        """Make what has changed since the last build."""
        with incremental.draft(self._output, self._memories, last) as draft:
            changed = incremental.bring(draft, self._plan, self._output, last, self._stages)
            self._stages.at(Stage.SEARCH)
            changed += incremental.index(draft, self._wish.loaded, self._plan, last)
            if self._wish.beside:
                beside.write(self._wish.beside, self._around.render)
            problems = self._audited(draft.folder)
            if not has_errors(problems):
                self._stages.at(Stage.WRITING)
                swap.sync(draft.folder, () if self._wish.is_preview else changed)
                self._replace(draft.folder, draft.rows)
            return problems

    def _whole(self) -> list[Problem]:
        """Let Pelican make everything."""
        from factcheck.site import engine  # heavy: Pelican

        self._stages.at(Stage.PAGES)
        with swap.fresh(self._output) as fresh:
            problems = engine.write(self._wish.root, fresh, self._wish.loaded, self._wish.beside, self._stages)
            problems = problems or self._audited(fresh)
            if not has_errors(problems):
                self._stages.at(Stage.WRITING)
                swap.seal(fresh, is_durable=not self._wish.is_preview)
                keys = {path: item.key for path, item in self._plan.items.items()}
                self._replace(fresh, tree.rows(fresh, keys, self._plan.other))
            return problems

    def _audited(self, folder: Path) -> list[Problem]:
        """What is wrong with a folder, and the claims that would go away with it."""
        index = search.listed(folder)
        problems = list(_audit(folder, self._wish.loaded, self._around, index, self._stages).problems)
        if has_errors(problems) or self._wish.may_remove or self._wish.is_preview:
            return problems
        return [*problems, *guard.removals(self._output, folder)]

    def _replace(self, folder: Path, rows: dict[str, Row]) -> None:
        """Put a folder in the place of the output, and keep what was there."""
        if self._around.is_known:
            memory = Memory(basis=self._plan.basis, rows=rows, search=self._plan.searched)
            self._memories.remember(folder, memory)
        swap.replace(folder, self._output, is_durable=not self._wish.is_preview)
        swap.keep(folder, self._output)
        self._memories.forget_others([self._output, swap.previous(self._output)])


def audited(root: Path, output: Path, loaded: Loaded, stages: Stages = QUIET) -> Audit:
    """Audit the folder `output` that a build of the loaded site has made, as the build itself did."""
    if not (output / MARKER).is_file():
        found = "a folder without our marker file" if output.is_dir() else "no such folder"
        fix = ("fix", "build the site first: make site")
        return Audit(problems=(problem("FC604", Place(shown_name(root, output)), ("found", found), fix),))
    return _audit(output, loaded, surroundings.of(root), search.listed(output), stages)


def _audit(folder: Path, loaded: Loaded, around: Surroundings, index: frozenset[str], stages: Stages) -> Audit:
    assert loaded.site is not None
    files = {file.path for file in loaded.files}
    others = {*files, *around.static, *index, *images.paths(loaded.site), MARKER}
    return audit(folder, loaded.site, loaded.outputs, others, stages=stages)

"""A whole site in a fresh folder: pages and data first, then, at the same time, pictures, the index and the audit.

this process   pages, data            ─▶ Pagefind ─ index ─▶ what is left of those
helpers        pages, data, Pelican      pictures, pages looked at
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from factcheck.core.problems import Problem
from factcheck.core.stages import QUIET, Stage, Stages
from factcheck.site import audit, beside, putting, workers
from factcheck.site.audit import Looked
from factcheck.site.audit.folder import listed
from factcheck.site.beside import Beside
from factcheck.site.load import Loaded
from factcheck.site.plan import Plan
from factcheck.site.remembered.splice import Parts
from factcheck.site.surroundings import Surroundings
from factcheck.site.workers import WorkerError


@dataclass
class Whole:
    """A whole build, and what has come of it."""

    root: Path
    folder: Path  # empty
    loaded: Loaded
    plan: Plan
    around: Surroundings
    beside: Beside | None
    stages: Stages
    parts: dict[str, Parts] = field(default_factory=dict)  # of files that have several
    _pictures: list[str] = field(default_factory=list)  # that are still to be drawn

    def write(self, *, has_shards: bool) -> list[Problem]:
        """Write the site but for the index: by ourselves where shards have most of it, else by Pelican.

        Pictures may be left to `meanwhile`. Raises the `OSError` of a full disk, and `WorkerError`.
        """
        if has_shards and self.around.is_known:
            return putting.whole(self.root, self.folder, self.plan, self.around, self.stages)
        if self.around.is_known:
            is_large = len(self.loaded.outputs) >= workers.LEAST
            with workers.team([(Stage.PAGES, None)], self._without_files, is_dear=is_large) as team:
                is_put = self._put()
                problems, has_left_them = team.results(QUIET)[0]
            if problems or (is_put and has_left_them):
                return problems
        return self._by_pelican(None)

    def _without_files(self, _: None) -> tuple[list[Problem], bool]:
        """Let Pelican do all but write the files, mostly in a process of its own: it takes 26 MB and half a second.

        What it complained of, and whether it did leave the files to us.
        """
        asked: list[bool] = []

        def leave_them() -> bool:
            asked.append(True)
            return True

        return self._by_pelican(leave_them), bool(asked)

    def _by_pelican(self, put: Callable[[], bool] | None) -> list[Problem]:
        from factcheck.site import engine  # heavy: Pelican

        return engine.write(self.root, self.folder, self.loaded, self.beside, self.parts, self.stages, put)

    def _put(self) -> bool:
        """Put pages and data into the folder; False where a template needs what it is given by Pelican alone."""
        by_stage = {path: item.stage for path, item in self.plan.items.items()}
        paths = [path for path, stage in by_stage.items() if stage is not Stage.PICTURES]
        try:
            self.parts |= putting.put(self.folder, self.plan, paths, self.stages)
            if self.beside:
                beside.write(self.beside, self.around.render)
        except WorkerError:
            raise
        except Exception as error:  # whatever a theme raises: Pelican will tell
            if putting.is_of_disk(error):
                raise
            return False
        self._pictures = [path for path, stage in by_stage.items() if stage is Stage.PICTURES]
        return True

    @contextmanager
    def meanwhile(self) -> Iterator[Callable[[], Mapping[str, Looked]]]:
        """Let helpers draw pictures and look at pages; asked for what was seen, this process does the rest of both."""
        assert self.loaded.site is not None
        look = audit.looker(self.folder, self.loaded.site, self.loaded.outputs, listed(self.folder))
        pictures, pages = self._pictures, [output.file for output in self.loaded.outputs]
        things = [*((Stage.PICTURES, path) for path in pictures), *((Stage.AUDIT, file) for file in pages)]
        draws = frozenset(pictures)

        def work(path: str) -> Looked | None:
            if path not in draws:
                return look(path)
            self.plan.put(self.folder, path)
            return None

        with workers.team(things, work) as team:
            yield lambda: audit.seen_on(pages, team.results(self.stages)[len(pictures) :])

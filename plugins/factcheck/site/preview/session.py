"""The builds of one preview, and what open pages are told of them."""

import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from factcheck.site import lock
from factcheck.site.preview import building, overlay
from factcheck.site.preview.building import BUILT, BUSY, Ended
from factcheck.site.preview.handover import PAGES
from factcheck.site.preview.live import Live
from factcheck.site.preview.watcher import Watcher, changed, snapshot

MOST_NAMES = 3  # of changed files that are told


class Session:
    """Builds a site as often as its files change. `folder` is for what is handed over, one folder a build."""

    def __init__(self, root: Path, output: Path, live: Live, folder: Path, moved: Callable[[], None]) -> None:
        self._root, self._output, self._live, self._folder = root, output, live, folder
        self._moved = moved  # called when the site has another path prefix than before
        self._number = 0

    def run(self, watcher: Watcher) -> None:
        """Build, and build again whenever the files are other ones than those that were built; never returns."""
        print("Building the site …", flush=True)
        built = snapshot(self._root)
        self.build()
        while True:
            found = watcher.next(built)
            names = [Path(path).name for path in changed(built, found)]
            print(f"Changed: {', '.join(names[:MOST_NAMES])}{' …' if len(names) > MOST_NAMES else ''}", flush=True)
            built = found
            self.build()

    def build(self) -> None:
        """Build once, and show what came of it."""
        self._number += 1
        folder = self._folder / str(self._number)
        self._live.events.begin()
        ended = building.build(self._root, self._output, folder)
        while ended.code == BUSY:  # `make site` runs beside it: what was saved must still be built
            lock.wait(self._output.parent)
            ended = building.build(self._root, self._output, folder)
        self._show(ended, folder)

    def _show(self, ended: Ended, folder: Path) -> None:
        """Show the new site, or what is wrong with it above the last good one."""
        handed, is_built = ended.handed, ended.code == BUILT
        if is_built and handed is not None:
            self._live.pages, self._live.drafts = folder / PAGES, handed.drafts
            prefix = urlsplit(handed.url or "").path
            if prefix != self._live.prefix:
                self._live.prefix = prefix
                self._moved()
        crash = [overlay.crash(self._root, ended.code, ended.output)]
        try:
            rows = overlay.shown(crash if handed is None else handed.problems, self._live.editor)
        except (KeyError, TypeError, ValueError):  # the generator was just changed, and its report with it
            rows = overlay.shown(crash, self._live.editor)
        self._live.events.end(rows, is_built=is_built)
        for old in self._folder.iterdir():
            if old / PAGES != self._live.pages:
                shutil.rmtree(old, ignore_errors=True)

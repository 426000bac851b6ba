"""The builds of one preview, and what open pages are told of them."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from factcheck.site import lock
from factcheck.site.preview import overlay
from factcheck.site.preview.building import BUILT, BUSY, SUPERSEDED, Builder, Ended, Watch
from factcheck.site.preview.handover import PAGES, Handover
from factcheck.site.preview.live import Live
from factcheck.site.preview.watcher import Watcher, changed, snapshot

MOST_NAMES = 3  # of changed files that are told


class Session:
    """Builds a site as often as its files change. `folder` is for what is handed over, one folder a build."""

    def __init__(self, root: Path, output: Path, live: Live, folder: Path, moved: Callable[[], None]) -> None:
        self._root, self._output, self._live, self._folder = root, output, live, folder
        self._moved = moved  # called when the site has another path prefix than before
        self._builder = Builder(root, output)
        self._number = 0

    def close(self) -> None:
        """Let the process end that builds."""
        self._builder.close()

    def run(self, watcher: Watcher) -> None:
        """Build, and build again whenever the files are other ones than those that were built; never returns."""
        print("Building the site …", flush=True)
        built = snapshot(self._root)
        self.build()
        while True:
            found = watcher.next(built)
            saved, built = changed(built, found), found
            names = [Path(path).name for path in saved]
            print(f"Changed: {', '.join(names[:MOST_NAMES])}{' …' if len(names) > MOST_NAMES else ''}", flush=True)
            self.build(saved)

    def build(self, saved: Sequence[str] = ()) -> None:
        """Build once, and show what came of it. `saved` are the files that have changed, if that is known."""
        self._number += 1
        folder = self._folder / str(self._number)
        watch = _Watch(self, folder)
        self._live.events.begin()
        try:
            ended = self._builder.build(folder, saved, watch)
            while ended.code == BUSY:  # `make site` runs beside it: what was saved must still be built
                lock.wait(self._output.parent)
                ended = self._builder.build(folder, (), watch)
            if ended.code == SUPERSEDED:  # the next build is at hand, and will let nobody wait for long
                self._live.hold("")
                return
            if ended.code != BUILT or ended.handed is None or [ended.handed] != watch.handed:
                self._end(ended, folder, was_shown=watch.has_shown)
            self._live.release()
        except BaseException:
            self._live.release()
            raise
        for old in self._folder.iterdir():
            if old / PAGES != self._live.pages:
                shutil.rmtree(old, ignore_errors=True)

    def see(self, page: str) -> None:
        """Show one page, and let all others wait."""
        self._live.hold(page)
        self._live.events.end(self._live.events.state.problems, is_built=True)

    def show(self, handed: Handover, folder: Path, *, is_other: bool) -> None:
        """Show all pages."""
        self._show(handed, folder)
        self._live.release()
        self._tell(handed.problems, is_built=True, is_other=is_other)

    def _end(self, ended: Ended, folder: Path, *, was_shown: bool) -> None:
        """Show the new site, or what is wrong with it above the last good one."""
        is_built = ended.code == BUILT
        if is_built and ended.handed is not None:
            self._show(ended.handed, folder)
        crash = [overlay.crash(self._root, ended.code, ended.output)]
        problems = crash if ended.handed is None else ended.handed.problems
        self._tell(problems, is_built=is_built, is_other=is_built or was_shown)

    def _show(self, handed: Handover, folder: Path) -> None:
        self._live.pages, self._live.drafts = folder / PAGES, handed.drafts
        prefix = urlsplit(handed.url or "").path
        if prefix != self._live.prefix:
            self._live.prefix = prefix
            self._moved()

    def _tell(self, problems: Sequence[Mapping[str, Any]], *, is_built: bool, is_other: bool = True) -> None:
        try:
            rows = overlay.shown(problems, self._live.editor)
        except (KeyError, TypeError, ValueError):  # the generator was just changed, and its report with it
            rows = overlay.shown([overlay.crash(self._root, 1, "")], self._live.editor)
        self._live.events.end(rows, is_built=is_built, is_other=is_other)


class _Watch(Watch):
    """Lets a session show what can be seen of a build before all is done."""

    def __init__(self, session: Session, folder: Path) -> None:
        self._session, self._folder = session, folder
        self.has_shown = False
        self.handed: list[Handover] = []

    def seen(self, page: str) -> None:
        """Show the page."""
        self.has_shown = True
        self._session.see(page)

    def shown(self, handed: Handover, is_other: bool) -> None:
        """Show all pages."""
        self.has_shown = True
        self.handed.append(handed)
        self._session.show(handed, self._folder, is_other=is_other)

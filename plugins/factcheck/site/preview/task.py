"""What a build does for the preview that started it: drafts beside the site, and a report of its problems."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from factcheck.core.corpus import parse, scan
from factcheck.core.problems import Problem
from factcheck.core.settings import Settings
from factcheck.site import config
from factcheck.site.beside import Beside
from factcheck.site.load import Loaded, load_corpus
from factcheck.site.preview import drafts, handover
from factcheck.site.preview.drafts import Drafts
from factcheck.site.preview.handover import Handover
from factcheck.site.preview.watcher import is_temporary


class Task:
    """One build of the site of `root` for a preview; what only the preview shows goes into `folder`."""

    def __init__(self, root: Path, folder: Path) -> None:
        self._root, self._folder = root, folder
        self._settings: Settings | None = None
        self._drafts = Drafts(plain={})

    def load(self) -> Loaded:
        """The site, without what an editor keeps beside a file while it is open; its drafts are made ready."""
        self._settings, problems = config.read(self._root)
        if self._settings is None:
            return Loaded(None, problems=tuple(problems))
        files, unread = scan(self._root)
        corpus, unparsed = parse({path: raw for path, raw in files.items() if not is_temporary(path)})
        found = [*(problem for problem in unread if not is_temporary(problem.place.path)), *unparsed]
        digests = {path: sha256(raw).hexdigest() for path, raw in files.items()}
        loaded = replace(load_corpus(corpus, self._settings, found), digests=digests)
        self._drafts = drafts.drafts(corpus, self._settings, loaded, self._root, self._folder)
        return loaded

    @property
    def beside(self) -> Beside | None:
        """The pages of drafts that the theme makes."""
        return self._drafts.beside

    def hand_over(self, problems: Sequence[Problem]) -> None:
        """Write the plain pages of drafts, and the report."""
        drafts.write(self._drafts, self._folder)
        url = self._settings.url if self._settings else None
        handed = Handover(problems=handover.rows(problems), url=url, drafts=self._drafts.drafts)
        handover.write(self._folder, handed)

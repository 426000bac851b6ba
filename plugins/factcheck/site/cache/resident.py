"""Resident: what a process that loads a site again and again remembers, without asking the disk each time.

The answer is that of `warm.load`. What is new goes into the cache's files when there is time (`save`); a process
that is killed before has lost time and nothing else.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import cast

from factcheck.core.corpus import Entry
from factcheck.core.model import Claim, Site
from factcheck.core.outline import ClaimKey
from factcheck.core.schema import DraftFile
from factcheck.core.settings import Settings
from factcheck.core.stages import QUIET
from factcheck.site.cache import alone, keep, warm
from factcheck.site.cache.alone import Alone
from factcheck.site.cache.index import Index, index
from factcheck.site.cache.keep import Folder
from factcheck.site.cache.loading import ChangedError, Loading
from factcheck.site.cache.memory import Memory, Note, Published
from factcheck.site.cache.pickled import Refused
from factcheck.site.load import Loaded


class Held:
    """What is remembered under some settings, in the memory of the process."""

    def __init__(self, settings: Settings, notes: Mapping[str, Note], published: Published) -> None:
        self.settings = settings
        self.notes: dict[str, Note] = dict(notes)
        self._published = published
        self._unsaved: tuple[dict[str, Note], Published] = ({}, Published())

    @property
    def is_empty(self) -> bool:
        """Whether nothing is remembered."""
        return not self.notes

    @property
    def is_unsaved(self) -> bool:
        """Whether something is not in the files yet."""
        return bool(self._unsaved[0])

    def published(self) -> Published:
        """What was published of the files."""
        return self._published

    def keep(self, notes: Mapping[str, Note], new: Published, paths: frozenset[str]) -> None:
        """Remember what is new; `paths` are those of all files that there are now."""
        for known, more in ((self._published, new), (self._unsaved[1], new)):
            known.models.update(more.models)
            known.html.update(more.html)
        self.notes.update(notes)
        self._unsaved[0].update(notes)
        for known_paths in (self.notes, self._published.models, self._published.html):
            for path in known_paths.keys() - paths:
                del known_paths[path]

    def settle(self, site: Site) -> None:
        """Let the next site have the very objects of this one, for what has not changed."""
        for claim in site.ever:
            self._published.models[claim.place.path] = claim

    def save(self, folder: Folder) -> None:
        """Write what is new since the last time. Raises `Refused` where what lies there is not whole."""
        notes, published = self._unsaved
        self._unsaved = ({}, Published())
        Memory(folder, self.settings).keep(notes, published, frozenset(self.notes))


class Resident:
    """The loads of one site, one after the other. What is left out is as if it were not there."""

    def __init__(self, root: Path, is_left_out: Callable[[str], bool] = lambda path: False) -> None:
        self._root, self._is_left_out = root, is_left_out
        self._held: Held | None = None
        self._index = self._used = Index()  # of the next load, and of the last one
        self._loading: Loading | None = None  # the last load

    def load(self, settings: Settings) -> Loaded:
        """Load the site as it is now."""
        with warm.uncollected():
            for _ in range(warm.TRIES):
                try:
                    return self._loaded(settings)
                except Refused:
                    self._held = Held(settings, {}, Published())
                except ChangedError:
                    continue
            self._loading = Loading(self._root, settings, Index(), None, QUIET, self._is_left_out)
            return warm.loaded(self._loading)

    def drafts(self) -> dict[ClaimKey, Entry[DraftFile]]:
        """The claims of the last load that are not published, by article and slug."""
        claims = self._loading.outline.claims if self._loading else {}
        waiting = {key: claim.path for key, claim in claims.items() if not claim.is_published}
        return {
            key: cast("Entry[DraftFile]", self._loading.file(path)) for key, path in waiting.items() if self._loading
        }

    def alone(self, claim: Claim) -> Alone | None:
        """A claim of the last load as it is now, where nothing but its own words has changed."""
        return alone.claim(self._loading, self._root, claim) if self._loading else None

    def promoted(self, ready: Iterable[Entry[DraftFile]]) -> Loaded:
        """The last load once more, with drafts as they are given here: as claims that are published."""
        assert self._loading is not None
        with warm.uncollected():
            return warm.loaded(self._loading.instead({entry.document.path: entry for entry in ready}))

    def _loaded(self, settings: Settings) -> Loaded:
        held = self._held
        if held is None or held.settings != settings:
            held = self._held = self._begun(settings)
        loading = Loading(self._root, settings, self._index, held, QUIET, self._is_left_out)
        found = warm.loaded(loading)
        loading.keep(None)
        self._loading = loading
        self._used, self._index = self._index, self._index.following()
        if found.site:
            held.settle(found.site)
        return found

    def _begun(self, settings: Settings) -> Held:
        """What the cache's files remember."""
        folder = keep.folder(self._root)
        if folder is None:
            return Held(settings, {}, Published())
        with closing(folder):
            self._index = index(folder)
            memory = Memory(folder, settings)
            return Held(settings, memory.notes, memory.published())

    def save(self) -> None:
        """Write what is new into the cache's files."""
        folder = keep.folder(self._root) if self._held and self._held.is_unsaved else None
        if folder and self._held:
            with closing(folder), suppress(Refused):
                self._held.save(folder)
                self._used.write(folder)

"""Loading: a load on its way. What is remembered and still true, and the rest, which is made anew when it is needed."""

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.core import layout
from factcheck.core.outline import AnyOutline, Outline, outline, refused
from factcheck.core.problems import Problem, has_errors
from factcheck.core.settings import Settings
from factcheck.core.stages import Stage, Stages
from factcheck.core.targets import targets
from factcheck.core.unit import Unit
from factcheck.site.cache.index import Index, scanned
from factcheck.site.cache.keep import Folder
from factcheck.site.cache.memory import Note, Published
from factcheck.site.cache.pickled import Refused

if TYPE_CHECKING:
    from factcheck.core.corpus import Read
    from factcheck.core.model import Site
    from factcheck.site.cache.fresh import Parsed
    from factcheck.site.cache.memory import Remembers


class ChangedError(Exception):
    """A file is not the one any more whose digest was taken."""


class Loading:
    """One load of a site."""

    def __init__(
        self,
        root: Path,
        settings: Settings,
        found: Index,
        memory: "Remembers | None",
        stages: Stages,
        is_left_out: Callable[[str], bool] = lambda path: False,
    ) -> None:
        self.settings, self._stages = settings, stages
        self._root, self._index, self._memory = root, found, memory
        self._old: Mapping[str, Note] = memory.notes if memory else {}
        digests, unread = scanned(root, found)
        self.digests = {path: digest for path, digest in digests.items() if not is_left_out(path)}
        self._unread = [problem for problem in unread if not is_left_out(problem.place.path)]
        self._given: Mapping[str, Read] = {}  # what files are to say instead of what they do
        self._begin()

    def instead(self, given: Mapping[str, "Read"]) -> "Loading":
        """A load of the same files, of which some say something else; nothing of it can be remembered."""
        other = object.__new__(Loading)
        other.settings, other._stages = self.settings, self._stages
        other._root, other._index, other._memory = self._root, self._index, self._memory
        other._old, other._unread, other._given = self._notes, self._unread, given
        other.digests = self.digests | {path: f"not {self.digests[path]}" for path in given}
        other._begin()
        return other

    def file(self, path: str) -> "Read":
        """What a file says."""
        return self._parsed.file(path)[0]

    def outlined(self, path: str) -> AnyOutline | None:
        """The outline of a file."""
        return self._notes[path].outline

    def parsed_with(self, path: str, raw: bytes) -> "Parsed":
        """The files of this load, of which one holds other bytes; those that were parsed are not parsed again."""
        return self._parsed.instead(path, raw)

    def _begin(self) -> None:
        stages = self._stages
        self._notes = {path: self._note(path) for path in stages.each(Stage.READING, sorted(self.digests))}
        anew = sum(note is not self._old.get(path) for path, note in self._notes.items())
        stages.at(Stage.READING, len(self._notes), len(self._notes), anew)
        refusals = [*layout.unexpected(self.digests), *(p for note in self._notes.values() for p in note.refusals)]
        files = (note.outline for note in self._notes.values() if note.outline)
        self.outline: Outline = outline(files, refused(refusals))
        self.problems: list[Problem] = [*self._unread, *refusals]  # of reading, parsing and rendering
        self.targets = targets(self.outline)
        self._known = {path: unit for path, note in self._notes.items() if (unit := self._unit(note))}
        self.units: dict[str, Unit] = dict(self._known)
        self._kept_texts = frozenset(path for path, note in self._notes.items() if self._has_text(path, note))
        self._new = Published()
        self._finish()

    @cached_property
    def _parsed(self) -> "Parsed":
        from factcheck.site.cache.fresh import Parsed  # heavy

        read = partial(_read, self._root, self._index, self.digests)  # does not know this load, so that it goes away
        return Parsed(self.digests, read, self._given)

    def _note(self, path: str) -> Note:
        digest, known = self.digests[path], self._old.get(path)
        if known and known.digest == digest:
            return known
        sketched, refusals = self._parsed.outline(path)
        return Note(digest, sketched, tuple(refusals))

    @cached_property
    def _state(self) -> Mapping[str, str]:
        """What units depend on: the digests of files, and for the folder of a claim's earlier texts their names."""
        names = {layout.history_folder(*key): " ".join(names) for key, names in self.outline.kept.items()}
        return {**self.digests, **names}

    def _met(self, unit: Unit) -> tuple[str | None, ...]:
        return tuple(map(self._state.get, unit.needs))

    def _unit(self, note: Note) -> Unit | None:
        """The unit of a file, if all that it depends on is as it was."""
        return note.unit if note.unit and note.outline and self._met(note.unit) == note.met else None

    def _has_text(self, path: str, note: Note) -> bool:
        return note.links is not None and note.outline is not None and self.targets.stand(path, note.links)

    def _finish(self) -> None:
        """Make what is not known, and the notes of it."""
        self._stages.at(Stage.CHECKING, len(self.units), len(self.units), 0)
        if self._is_complete():
            return
        from factcheck.site.cache import fresh  # heavy

        made = fresh.finish(
            self.units, self._kept_texts, self.outline, self._parsed, self.settings, self.targets, self._stages
        )
        self._new = made.published
        self.problems += [found for text in made.texts.values() for found in text.problems]
        for path, unit in self.units.items():
            if unit is not self._known.get(path):
                self._notes[path] = self._noted(self._notes[path], unit)
        for path, text in made.texts.items():
            self._notes[path] = self._notes[path]._replace(links=None if text.problems else text.links)

    def _is_complete(self) -> bool:
        site = self.outline
        reviewed = (site.seeds, site.articles, site.claims, site.sources, site.pages)
        rendered = (site.articles, site.claims, site.pages, site.history)
        have_units = all(file.path in self.units for kind in reviewed for file in kind.values())
        return have_units and all(file.path in self._kept_texts for kind in rendered for file in kind.values())

    def _noted(self, note: Note, unit: Unit) -> Note:
        """A note with a unit, unless something stands against the file: how that is worded depends on other files."""
        is_sound = unit.is_settled and not unit.mentions and not has_errors(unit.problems)
        return note._replace(unit=unit if is_sound else None, met=self._met(unit) if is_sound else ())

    def published(self) -> Published:
        """What is published of all files. Raises `Refused` where that of one that did not change cannot be had."""
        old = self._memory.published() if self._memory and (self._known or self._kept_texts) else Published()
        if not (self._known.keys() <= old.models.keys() and self._kept_texts <= old.html.keys()):
            raise Refused
        models = {path: old.models[path] for path in self._known} | self._new.models
        return Published(models, {path: old.html[path] for path in self._kept_texts} | self._new.html)

    def numbered(self, site: "Site") -> None:
        """Remember the claims that were made anew with their numbers, so that they need not be counted again."""
        for claim in site.claims:
            if claim.place.path in self._new.models:
                self._new.models[claim.place.path] = claim

    def keep(self, folder: Folder | None) -> None:
        """Remember what is new, and what the files are now. Raises `Refused` where what was remembered is not whole."""
        if folder:
            self._index.keep(folder)
        new = {path: note for path, note in self._notes.items() if note is not self._old.get(path)}
        new = {path: note for path, note in new.items() if note != self._old.get(path)}
        if self._memory and (new or self._memory.is_empty):
            self._memory.keep(new, self._new, frozenset(self.digests))


def _read(root: Path, index: Index, digests: Mapping[str, str], path: str) -> bytes:
    """The bytes of a file. Raises `ChangedError`."""
    raw = index.read.pop(path, None)  # asked once: who parses keeps what it says
    if raw is None:
        try:
            raw = (root / path).read_bytes() if layout.is_expected(path) else b""
        except OSError as error:
            raise ChangedError from error
        if sha256(raw).hexdigest() != digests[path]:
            raise ChangedError
    return raw

"""Memory: what came of each file, as long as the files that it depends on are as they were.

Two files: `base`, and `changes` of what was made anew since, so that an edit of one file does not write all others
again. When the changes have a fifth of the base's size, both become a new base. Each has, for each time that it was
written, a light part (outlines, problems) and two heavy ones (what is published, as HTML and as objects).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from factcheck.core.outline import AnyOutline
from factcheck.core.problems import Problem
from factcheck.core.settings import Settings
from factcheck.core.unit import Unit
from factcheck.site.cache import code
from factcheck.site.cache.keep import Folder, Kept, Part
from factcheck.site.cache.pickled import HEAVY, LIGHT, Named, Refused, made, written

if TYPE_CHECKING:
    from factcheck.core.assembly import Model

BASE, CHANGES = "base", "changes"
MOST_CHANGES = 5  # the changes are at most one in that many of the base's bytes
_PARTS = 3  # light, shared, heavy


class Note(NamedTuple):
    """What is remembered of a file, without what is published of it."""

    digest: str
    outline: AnyOutline | None  # None for a file that was refused
    refusals: tuple[Problem, ...] = ()
    unit: Unit | None = None
    met: tuple[str | None, ...] = ()  # the digests of what the unit needs
    links: tuple[tuple[str, str | None], ...] | None = None  # of its text; None where the text is to be rendered


@dataclass
class Published:
    """What is published of files, by their paths."""

    models: "dict[str, Model | None]" = field(default_factory=dict)
    html: dict[str, str] = field(default_factory=dict)


class Remembers(Protocol):
    """What a load asks of whoever remembers the loads before: the files of the cache, or a process that stays."""

    @property
    def notes(self) -> Mapping[str, Note]:
        """What is remembered of each file."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is remembered."""

    def published(self) -> Published:
        """What was published of the files. Raises `Refused`."""

    def keep(self, notes: Mapping[str, Note], new: Published, paths: frozenset[str]) -> None:
        """Remember what is new; `paths` are those of all files that there are now."""


class Memory:
    """What was remembered when a site was loaded last."""

    def __init__(self, folder: Folder, settings: Settings) -> None:
        self._folder, self._settings = folder, settings
        self._key = sha256(code.digest() + repr(settings).encode()).digest()
        self._base = folder.open(BASE, self._key)
        self._changes = folder.open(CHANGES, self._key + self._base.head) if self._base else None
        self.notes: dict[str, Note] = {}
        try:
            for raw in self._read(0):
                self.notes.update(made(raw, LIGHT))
        except Refused:
            self.forget()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is remembered."""
        return self._base is None

    def forget(self) -> None:
        """Remember nothing any more."""
        self._base, self._changes, self.notes = None, None, {}
        self._folder.remove(BASE)

    @property
    def _files(self) -> list[Kept]:
        return [file for file in (self._base, self._changes) if file]

    def _read(self, index: int) -> list[bytes]:
        """One of the parts of each time that something was written. Raises `Refused`."""
        parts = [(file, part) for file in self._files for part in file.parts[index::_PARTS]]
        read = [file.read(part) for file, part in parts]
        if any(raw is None for raw in read):
            raise Refused
        return [raw for raw in read if raw is not None]

    def published(self) -> Published:
        """What was published of the files. Raises `Refused`."""
        verdicts: dict[str, Any] = {verdict.id: verdict for verdict in self._settings.scale}
        shared: list[dict[str, Any]] = [made(raw, HEAVY, verdicts) for raw in self._read(1)]
        shares = verdicts | {path: model for each in shared for path, model in each.items()}
        found = Published()
        for own, raw in zip(shared, self._read(2), strict=True):
            models, html = made(raw, HEAVY, shares)
            found.models.update(own | models)
            found.html.update(html)
        return found

    def keep(self, notes: Mapping[str, Note], new: Published, paths: frozenset[str]) -> None:
        """Remember what is new; `paths` are those of all files that there are now."""
        if self._base is None:
            self._write_base(notes, new)
            return
        parts = _parts(notes, new)
        held = [_must(file, part) for file in self._files[1:] for part in file.parts]
        if sum(map(len, (*held, *parts))) * MOST_CHANGES > sum(part.size for part in self._base.parts):
            self._fold(notes, new, paths)
        else:
            self._folder.write(CHANGES, self._key + self._base.head, [*held, *parts])

    def _fold(self, notes: Mapping[str, Note], new: Published, paths: frozenset[str]) -> None:
        old = self.published()
        models, html = {**old.models, **new.models}, {**old.html, **new.html}
        merged = Published(
            {path: model for path, model in models.items() if path in paths},
            {path: text for path, text in html.items() if path in paths},
        )
        self._write_base({path: note for path, note in {**self.notes, **notes}.items() if path in paths}, merged)

    def _write_base(self, notes: Mapping[str, Note], new: Published) -> None:
        self._folder.write(BASE, self._key, _parts(notes, new))
        self._folder.remove(CHANGES)


def _must(file: Kept, part: Part) -> bytes:
    raw = file.read(part)
    if raw is None:
        raise Refused
    return raw


def _parts(notes: Mapping[str, Note], new: Published) -> list[bytes]:
    from factcheck.core.model import Article, Source  # heavy
    from factcheck.core.settings import Verdict

    shared = {path: model for path, model in new.models.items() if isinstance(model, Article | Source)}
    others = {path: model for path, model in new.models.items() if path not in shared}
    by_id: Named = {Verdict: lambda verdict: verdict.id}
    named: Named = {**by_id, Article: lambda article: article.place.path, Source: lambda source: source.place.path}
    return [written(notes), written(shared, by_id), written((others, new.html), named)]

"""The pages of drafts: made beside the site, as if the drafts were published, and never a part of it.

A draft that would pass gets the page that it will have, and so does what only drafts lead to (a source, a
topic). Of one that would not, a plain page lists what is missing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from factcheck.core import validation
from factcheck.core.corpus import Entry
from factcheck.core.problems import Problem
from factcheck.core.schema import ClaimFile, DraftFile
from factcheck.site.beside import Beside
from factcheck.site.load import Loaded, page_path
from factcheck.site.preview.draftpage import draft_page
from factcheck.site.preview.handover import PAGES, Draft
from factcheck.site.preview.overlay import Editor

Key = tuple[str, str]  # article and slug
Waiting = Mapping[Key, Entry[DraftFile]]
Promote = Callable[[Iterable[Entry[DraftFile]]], Loaded]  # loads the site with some drafts as published claims


@dataclass(frozen=True, kw_only=True)
class Drafts:
    """All drafts of a site, the pages that the theme makes of them, and those that it cannot make, by file."""

    drafts: tuple[Draft, ...] = ()
    beside: Beside | None = None
    plain: Mapping[str, str]


@dataclass(frozen=True)
class _Promoted:
    """A site in which the drafts that would pass are published, and what stands against the others."""

    loaded: Loaded | None
    missing: Mapping[Key, Sequence[Problem]]


def drafts(waiting: Waiting, published: Loaded, promote: Promote, root: Path, folder: Path) -> Drafts:
    """The drafts that are `waiting` in a `published` site; their pages go into `folder`."""
    if not waiting or published.site is None:
        return Drafts(plain={})
    promoted = _promote(waiting, promote)
    plain = {
        f"{page_path(entry.document.path)}index.html": draft_page(
            entry, promoted.missing[key], published.rendered[entry.document.path], Editor.here(root)
        )
        for key, entry in waiting.items()
        if promoted.missing[key]
    }
    rows = tuple(_draft(key, entry, promoted.missing[key]) for key, entry in waiting.items())
    return Drafts(drafts=rows, beside=_beside(promoted.loaded, published, folder / PAGES), plain=plain)


def write(found: Drafts, folder: Path) -> None:
    """Write the plain pages into the folder."""
    for name, html in found.plain.items():
        file = folder / PAGES / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8")


def _draft(key: Key, entry: Entry[DraftFile], missing: Sequence[Problem]) -> Draft:
    place = entry.document.place("status")
    return Draft(
        article=key[0],
        path=page_path(place.path),
        file=place.path,
        line=place.line,
        text=entry.file.claim,
        missing=len(missing),
    )


def _promote(waiting: Waiting, promote: Promote) -> _Promoted:
    """Publish all drafts that have every key, then those that no error stands against, as long as there are any."""
    missing: dict[Key, Sequence[Problem]] = {}
    ready: dict[Key, Entry[DraftFile]] = {}
    for key, entry in waiting.items():
        file, missing[key] = validation.read(ClaimFile, entry.document)
        if file is not None:
            ready[key] = replace(entry, file=file)
    while ready:
        loaded = promote(ready.values())
        if loaded.site is not None:
            return _Promoted(loaded, missing)
        errors = [found for found in loaded.problems if found.is_error]
        own = {key: [e for e in errors if e.place.path == entry.document.path] for key, entry in ready.items()}
        blamed = [key for key in ready if own[key]] or list(ready)  # an error elsewhere may be due to any of them
        missing |= {key: own[key] or errors for key in blamed}
        ready = {key: entry for key, entry in ready.items() if key not in blamed}
    return _Promoted(None, missing)


def _beside(promoted: Loaded | None, published: Loaded, folder: Path) -> Beside | None:
    """The pages that are there only with the drafts."""
    if promoted is None or promoted.site is None or published.site is None:
        return None
    already = {output.file for output in published.outputs}
    added = tuple(output for output in promoted.outputs if output.file not in already)
    return Beside(site=promoted.site, outputs=added, folder=folder)

"""The index of the search, brought up to date from what the last build remembers of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from factcheck.core.stages import Stage
from factcheck.publish.facts import digest
from factcheck.publish.output import Output
from factcheck.site import search
from factcheck.site.cache.pickled import Refused
from factcheck.site.incremental import lost
from factcheck.site.plan import Item, Plan
from factcheck.site.remembered.keptindex import KeptIndex
from factcheck.site.remembered.pieces import Pieces
from factcheck.site.remembered.tree import Row
from factcheck.site.search import Kept

_FOLDER = f"{search.FOLDER}/"


def is_of_index(path: str) -> bool:
    """Whether a file of the site, by its path, belongs to the index."""
    return path.startswith(_FOLDER)


@dataclass(frozen=True, slots=True)
class Indexed:
    """An index, as `search.Index`, and what is to be remembered of it."""

    made: dict[str, bytes]
    paths: frozenset[str]
    kept: KeptIndex


def index(folder: Path, outputs: tuple[Output, ...], plan: Plan, last: KeptIndex | None, pieces: Pieces) -> Indexed:
    """The index of the pages in a folder, from that of the last build. Raises `SearchError`."""
    pages = search.findable(folder, outputs, lambda output: plan.items[output.file].key.hex())
    found = search.index(pages, _kept(last), pieces)
    return Indexed(found.made, found.paths, KeptIndex.of(found.kept))


def _kept(last: KeptIndex | None) -> Kept | None:
    try:
        return last.kept if last else None
    except Refused:  # damaged: all is made anew
        return None


def items(new: Indexed, rows: Mapping[str, Row]) -> dict[str, Item]:
    """The files of an index; `rows` are those of the last build, whose names tell what is in them."""
    made = {path: Item(digest(raw), partial(bytes, raw), stage=Stage.SEARCH) for path, raw in new.made.items()}
    kept = {path: rows[path].key if path in rows else b"" for path in new.paths}
    return {path: made.get(path) or Item(key, lost, stage=Stage.SEARCH) for path, key in kept.items()}

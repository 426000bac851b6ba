"""The index of the search, brought up to date from what the last build remembers of it."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from factcheck.core.stages import Stage
from factcheck.publish.facts import digest
from factcheck.publish.output import Output
from factcheck.site import search
from factcheck.site.incremental import lost
from factcheck.site.plan import Item, Plan
from factcheck.site.remembered.pieces import Pieces
from factcheck.site.remembered.tree import Row
from factcheck.site.search import Index, Kept


def is_of_index(path: str) -> bool:
    """Whether a file of the site, by its path, belongs to the index."""
    return path.startswith(f"{search.FOLDER}/")


def index(folder: Path, outputs: tuple[Output, ...], plan: Plan, kept: Kept | None, pieces: Pieces) -> Index:
    """The index of the pages in a folder. Raises `SearchError`."""
    pages = search.findable(folder, outputs, lambda output: plan.items[output.file].key.hex())
    return search.index(pages, kept, pieces)


def items(new: Index, rows: Mapping[str, Row]) -> dict[str, Item]:
    """The files of an index; `rows` are those of the last build, whose names tell what is in them."""
    made = {path: Item(digest(raw), partial(bytes, raw), stage=Stage.SEARCH) for path, raw in new.made.items()}
    kept = {path: rows[path].key if path in rows else b"" for path in new.paths}
    return {path: made.get(path) or Item(key, lost, stage=Stage.SEARCH) for path, key in kept.items()}

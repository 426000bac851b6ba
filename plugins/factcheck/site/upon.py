"""Upon the last build: what is due in its folder is made, by this process and a helper.

this process   pages ─▶ data files, feeds, pictures ─▶ what is left of those
helper                  the index, pages looked at
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from factcheck.core.stages import Stage, Stages
from factcheck.site import audit, incremental, searching, workers
from factcheck.site.audit import Looked, Lookings
from factcheck.site.incremental import Draft
from factcheck.site.load import Loaded
from factcheck.site.plan import Item, Plan
from factcheck.site.remembered.pieces import Pieces
from factcheck.site.searching import Indexed

_INDEX = ""  # no page


@dataclass(frozen=True, slots=True)
class _Joined:
    index: Indexed
    pieces: dict[str, bytes]  # that are new


@dataclass(frozen=True, slots=True)
class Made:
    """The index of a draft's pages, and what was seen on those that are new."""

    index: Indexed
    looked: Lookings


def bring(draft: Draft, wanted: Mapping[str, Item], plan: Plan, loaded: Loaded, pieces: Pieces, stages: Stages) -> Made:
    """Bring a draft up to date. Raises `OtherwiseError`, `SearchError` and `WorkerError`."""
    make = partial(incremental.bring, draft, stages=stages, given=plan.given)
    pages = {path: item for path, item in wanted.items() if is_page(path)}
    make(pages, is_page)
    with _meanwhile(draft, plan, loaded, pieces, stages) as done:
        make({path: item for path, item in wanted.items() if path not in pages}, is_no_page)
        made = done()
    incremental.bring(draft, searching.items(made.index, draft.last.rows), searching.is_of_index, stages)
    return made


@contextmanager
def _meanwhile(
    draft: Draft, plan: Plan, loaded: Loaded, pieces: Pieces, stages: Stages
) -> Iterator[Callable[[], Made]]:
    """Let a helper make the index and look at new pages; asked for both, this process does what is left."""
    assert loaded.site is not None
    pages = [*draft.new(is_page)]
    look = audit.looker(draft.folder, loaded.site, loaded.outputs, pages)

    def work(path: str) -> _Joined | Looked | None:
        if path != _INDEX:
            return look(path)
        index = searching.index(draft.folder, loaded.outputs, plan, draft.last.search, pieces)
        return _Joined(index, dict(pieces))

    things = [(Stage.SEARCH, _INDEX), *((Stage.AUDIT, path) for path in pages)]
    with workers.team(things, work, is_dear=True) as team:

        def done() -> Made:
            found = dict(zip([_INDEX, *pages], team.results(stages), strict=True))
            indexed = found.pop(_INDEX)
            assert isinstance(indexed, _Joined)
            pieces.update(indexed.pieces)  # a helper has them in its own memory
            return Made(indexed.index, {path: seen for path, seen in found.items() if isinstance(seen, Looked)})

        yield done


def is_no_index(path: str) -> bool:
    """Whether a file of the site, by its path, belongs to something else than the index."""
    return not searching.is_of_index(path)


def is_page(path: str) -> bool:
    """Whether a file of the site, by its path, is a page."""
    return path.endswith(".html") and is_no_index(path)


def is_no_page(path: str) -> bool:
    """Whether a file of the site, by its path, is neither a page nor of the index."""
    return is_no_index(path) and not path.endswith(".html")

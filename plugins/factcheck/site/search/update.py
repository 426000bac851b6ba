"""The index of all pages, from what is kept of the last one and what Pagefind says of the pages that changed.

    pages ─ those with another key ─▶ Pagefind ─▶ answer ─┐
    kept  ─ without those and without what is gone ───────┴▶ words ─▶ chunks ─▶ files, kept

The same pages in the same order give the same files, whatever was kept: where nothing was, all pages have changed.
"""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version

from factcheck.site.search import files
from factcheck.site.search.answer import Answer, ask
from factcheck.site.search.kept import Kept, Shelf, Store, UnfitError, regrouped, words_of
from factcheck.site.search.labels import IGNORED
from factcheck.site.search.order import strayed
from factcheck.site.search.packing import stem
from factcheck.site.search.shelving import Change, shelved

FORMAT = 1  # of what is kept: another number for another one
AT_ONCE = 250  # pages in one answer of Pagefind, which takes 60 MB for so many, 100 for 500, and 160 to 190 for 1,000
LEAST_SAME = 8  # an index of 8 pages is made from nothing where more than 1 changed: then that is as fast


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is to be found."""

    key: str  # another one where `read` gives another text
    read: Callable[[], str]  # its HTML with Pagefind's marks; only asked for where the key is new


@dataclass(frozen=True, slots=True)
class Index:
    """An index. Files that are not made anew are as they were when `kept` was handed in, under the same names."""

    made: dict[str, bytes]  # by path
    paths: frozenset[str]  # of all files
    kept: Kept


def index(pages: Mapping[str, Page], kept: Kept | None, store: Store) -> Index:
    """The index of pages by address. Raises `SearchError`."""
    with _uncollected():
        if kept and kept.made_with == _made_with():
            try:
                return _updated(pages, kept, store)
            except (UnfitError, AttributeError, LookupError, TypeError, ValueError):  # what was kept is damaged
                pass
        return _updated(pages, Kept(), store)


@contextmanager
def _uncollected() -> Iterator[None]:
    """No looking for objects that refer to themselves: there are none, and it took 2 of 2.5 s of decoding."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _made_with() -> str:
    return repr((FORMAT, version("pagefind-bin"), version("deflate"), IGNORED))


def _updated(pages: Mapping[str, Page], kept: Kept, store: Store) -> Index:
    keys = kept.keys
    stray = frozenset[str]().union(*(strayed(shelf.pages, pages) for shelf in kept.shelves.values()))
    asked = {url: page for url, page in pages.items() if keys.get(url) != page.key or url in stray}
    gone = keys.keys() - pages.keys()
    if keys and not asked and not gone:
        leading = files.leading(kept)
        return Index({}, files.paths(kept, leading), kept)
    if keys and LEAST_SAME * (len(asked) + len(gone)) > len(keys):
        raise UnfitError("many pages changed")
    left = words_of(keys.keys() & (asked.keys() | gone), kept.groups, store)
    change = Change([*pages], stray, {url: page.key for url, page in asked.items()}, left, {})
    return _indexed(kept, _answers(asked), change, store)


def _answers(pages: Mapping[str, Page]) -> list[Answer]:
    urls = [*pages]
    batches = [urls[start : start + AT_ONCE] for start in range(0, len(urls), AT_ONCE)]
    return [ask({url: pages[url].read() for url in batch}) for batch in batches or [[]]]


def _indexed(kept: Kept, answers: Sequence[Answer], change: Change, store: Store) -> Index:
    made: dict[str, bytes] = {}
    shelves: dict[str, Shelf] = {}
    for code in sorted({*kept.shelves, *(code for answer in answers for code in answer.parts)}):
        parts = [answer.parts[code] for answer in answers if code in answer.parts]
        shelf, chunks = shelved(code, kept.shelves.get(code, Shelf()), parts, change, store)
        made |= {files.chunk(name): file for name, file in chunks.items()}
        made |= {files.fragment(stem(code, page.fragment)): page.fragment for part in parts for page in part.pages}
        shelves |= {code: shelf} if shelf.pages else {}
    groups = regrouped(kept.groups, {**dict.fromkeys(change.left), **change.words}, store)
    new = Kept(_made_with(), answers[0].entry, shelves, groups)
    engines = {name: file for answer in answers for name, file in answer.engines.items()}
    made |= {f"{files.FOLDER}/{name}": engines[name] for name in sorted(engines)}
    leading = files.leading(new)
    return Index(made | leading, files.paths(new, leading), new)

"""Search: an index of the built pages that the reader's browser searches, made by Pagefind 1.5 and kept up to date.

    page ─ labels ─▶ service ─ answer ─┐
    kept ──────────────────────────────┴▶ shelving (words: postings, in chunks) ─▶ files

Pagefind reads words and their stems; what it says of some pages is joined here with what it said of the others, so
that only pages that changed are read again (`update.py`). The index is the same, byte for byte, whichever were.
Pagefind's Python interface reads ten answers a second, 12 s for 120 pages. So its service is spoken to directly.
"""

import shutil
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path

from factcheck.publish.output import Output
from factcheck.site.search.answer import ENGINE, ENTRY
from factcheck.site.search.files import FOLDER, listed
from factcheck.site.search.kept import Kept, Store
from factcheck.site.search.labels import KINDS, marked
from factcheck.site.search.service import SearchError
from factcheck.site.search.update import Index, Page, index

__all__ = [
    "ENGINE",
    "ENTRY",
    "FOLDER",
    "Index",
    "Kept",
    "Page",
    "SearchError",
    "Store",
    "bundle",
    "findable",
    "index",
    "listed",
    "write",
]


def write(folder: Path, outputs: Iterable[Output]) -> frozenset[str]:
    """Write the index of the pages in `folder`; the paths of its files. Raises `SearchError`."""
    new = index(findable(folder, outputs, lambda output: ""), None, {})
    shutil.rmtree(folder / FOLDER, ignore_errors=True)  # plain Pelican writes over an older site
    for path, raw in new.made.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(raw)
    return new.paths


def findable(folder: Path, outputs: Iterable[Output], key: Callable[[Output], str]) -> dict[str, Page]:
    """The pages of `folder` that are found by searching; `key` tells an output from its earlier states."""
    return {
        output.path: Page(key(output), partial(marked, folder, output))
        for output in outputs
        if output.template in KINDS
    }


def bundle(pages: Mapping[str, str]) -> dict[str, bytes]:
    """The files of the index of `pages`, address to HTML with Pagefind's marks. Raises `SearchError`."""
    return index({url: Page("", partial(pages.__getitem__, url)) for url in pages}, None, {}).made

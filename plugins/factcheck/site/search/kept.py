"""What is remembered of an index from one build to the next, so that only pages that changed are read again.

`Kept` is plain data, a few MB for 10,000 claims. What is not needed for every change lies in a store, in pieces that
are named and never written over, so that an older `Kept` stays good for as long as its pieces are there.
"""

import hashlib
import zlib
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeAlias

from factcheck.site.search.packing import decoded, encoded

Store: TypeAlias = MutableMapping[str, bytes]  # pieces by name
GROUPS = 256  # of pages whose words are stored together: of 20,000 pages, 80 with 100 kB of words


class UnfitError(Exception):
    """What is kept is of no use for this change: the index is made from nothing."""


class Shown(NamedTuple):
    """A page of the index."""

    key: str
    name: str  # of its fragment
    length: int  # in words
    filters: dict[str, list[str]]
    labels: tuple[str, ...]


class Chunk(NamedTuple):
    """A file of words."""

    name: str  # also of the piece that holds the words' pages
    words: list[str]
    sizes: list[int]  # of each word, in bytes, as it stands in the file


@dataclass(frozen=True, slots=True)
class Shelf:
    """The pages of a language, by address in order, and the files of their words."""

    pages: dict[str, Shown] = field(default_factory=dict)
    chunks: list[Chunk] = field(default_factory=list)
    engine: str | None = None  # as in `answer.Part`

    @property
    def labels(self) -> list[str]:
        """The names of all labels, in order: Pagefind tells them by their numbers."""
        return sorted({label for page in self.pages.values() for label in page.labels})


@dataclass(frozen=True, slots=True)
class Kept:
    """An index, as far as the next one can be made from it."""

    made_with: str = ""
    entry: dict[str, Any] = field(default_factory=dict)  # as in `answer.Answer`
    shelves: dict[str, Shelf] = field(default_factory=dict)  # by language
    groups: dict[int, str] = field(default_factory=dict)  # the pieces that hold the words of pages

    @property
    def keys(self) -> dict[str, str]:
        """Of each page, what told it from its earlier states."""
        return {url: page.key for shelf in self.shelves.values() for url, page in shelf.pages.items()}

    @property
    def pieces(self) -> frozenset[str]:
        """The names of what must stay in the store."""
        chunks = (chunk.name for shelf in self.shelves.values() for chunk in shelf.chunks)
        return frozenset([*chunks, *self.groups.values()])


def words_of(urls: Iterable[str], groups: Mapping[int, str], store: Store) -> dict[str, list[str]]:
    """The words of some pages."""
    names = {groups[_group(url)] for url in urls}
    pages = {url: words for name in sorted(names) for url, words in decoded(store[name]).items()}
    return {url: pages[url] for url in urls}


def regrouped(old: Mapping[int, str], words: Mapping[str, list[str] | None], store: Store) -> dict[int, str]:
    """The groups where some pages have other words, and some have none because they are gone."""
    changes: dict[int, dict[str, list[str] | None]] = {}
    for url, of_page in words.items():
        changes.setdefault(_group(url), {})[url] = of_page
    groups = dict(old)
    for number, pages in changes.items():
        before = decoded(store[groups.pop(number)]) if number in old else {}
        after = {url: of_page for url, of_page in sorted({**before, **pages}.items()) if of_page is not None}
        if after:
            raw = encoded(after)
            groups[number] = f"group_{hashlib.sha256(raw).hexdigest()[:16]}"
            store[groups[number]] = raw
    return dict(sorted(groups.items()))


def _group(url: str) -> int:
    return zlib.crc32(url.encode()) % GROUPS

"""One language of the index: its shelf after some pages have changed, were added or are gone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from factcheck.site.search.answer import Found, Part, joined
from factcheck.site.search.kept import Shelf, Shown, Store, UnfitError
from factcheck.site.search.order import Numbers, numbered
from factcheck.site.search.packing import stem
from factcheck.site.search.words import Words

Made = dict[str, bytes]  # files by name


@dataclass(frozen=True, slots=True)
class Change:
    """What is otherwise than in the last index, in all languages."""

    order: Collection[str]  # the addresses of all pages
    strayed: Collection[str]  # of pages that stand elsewhere in the order, before others that stood before them
    keys: dict[str, str]  # of pages that are new, have changed or strayed, by address
    left: dict[str, list[str]]  # the words of pages that have changed or strayed or are gone, as they were
    words: dict[str, list[str]]  # of those that are new or have changed, and have any: collected here


def shelved(code: str, old: Shelf, parts: Sequence[Part], change: Change, store: Store) -> tuple[Shelf, Made]:
    """The shelf of a language, and by name the files of words that are new. Raises `UnfitError`."""
    found = {page.url: page for part in parts for page in part.pages}
    stay = [url for url in change.order if url in found or (url in old.pages and url not in change.left)]
    pages = {url: _shown(code, found[url], change.keys[url]) if url in found else old.pages[url] for url in stay}
    shelf = Shelf(pages, old.chunks, parts[0].engine if parts else old.engine)
    if old.pages and old.labels != shelf.labels:
        raise UnfitError("the labels have other numbers")
    change.words.update({url: [] for url in found})
    words = Words(old.chunks, store)
    _change(words, parts, old, shelf, change)
    chunks, made = words.chunks(code)
    return replace(shelf, chunks=chunks), made


def _shown(code: str, page: Found, key: str) -> Shown:
    return Shown(key, stem(code, page.fragment), page.length, page.filters, page.labels)


def _change(words: Words, parts: Sequence[Part], old: Shelf, new: Shelf, change: Change) -> None:
    """Pages that are new get their numbers before all others change, and pages that are gone lose them afterwards."""
    numbers = numbered(old.pages, new.pages, change.strayed)
    if len(old.pages) < numbers.count:
        words.move([*numbers.old.values()])
    leaving = _leaving(numbers, old, change)
    urls = {number: url for url, number in numbers.new.items()}
    for text, forms in joined(part.words(new.labels, numbers.new) for part in parts):
        words.change(text, forms, leaving.pop(text, ()))
        for number in {number for pages in forms.values() for number in pages}:
            change.words[urls[number]].append(text)
    for text, places in leaving.items():
        words.change(text, {}, places)
    if len(new.pages) < numbers.count:
        words.move([*accumulate((number in urls for number in range(numbers.count)), initial=0)])


def _leaving(numbers: Numbers, old: Shelf, change: Change) -> dict[str, list[int]]:
    """By word, the numbers of the pages that it stood on and that have changed or strayed or are gone."""
    leaving: dict[str, list[int]] = {}
    for url, texts in change.left.items():
        for text in texts if url in old.pages else ():
            leaving.setdefault(text, []).append(numbers.old[url])
    return leaving

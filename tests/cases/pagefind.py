"""What an index of Pagefind's says, read as its program for browsers reads it; and Pagefind's own index of some pages."""

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from factcheck.site.search.labels import ID, IGNORED
from factcheck.site.search.packing import decoded, unpacked
from factcheck.site.search.service import Pagefind

FOLDER = "pagefind/"
COMMON = 25  # the weight of a place where none is told


@dataclass
class Said:
    """What an index says of one language, with addresses and names in the place of numbers."""

    lengths: dict[str, int] = field(default_factory=dict)
    fragments: dict[str, Any] = field(default_factory=dict)
    filters: dict[str, dict[str, set[str]]] = field(default_factory=dict)
    words: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)  # by word, form and page
    files: list[tuple[str, str, list[str]]] = field(default_factory=list)  # from where to where, and the words


def own(pages: Mapping[str, str]) -> dict[str, bytes]:
    """The files that Pagefind alone makes of pages."""
    with Pagefind() as pagefind:
        pagefind.ask("NewIndex", config={"exclude_selectors": IGNORED})
        for url, html in pages.items():
            pagefind.ask("AddFile", index_id=0, url=url, file_contents=ID.sub(r"\1", html))
        answer = pagefind.ask("GetFiles", index_id=0)
    return {FOLDER + file["path"]: base64.b64decode(file["content"]) for file in answer["files"]}


def said(files: Mapping[str, bytes]) -> dict[str, Said]:
    """By language, what an index says."""
    entry = json.loads(files[f"{FOLDER}pagefind-entry.json"])
    return {code: _said(files, language) for code, language in entry["languages"].items()}


def _said(files: Mapping[str, bytes], language: Mapping[str, Any]) -> Said:
    read = Said()
    _, pages, chunks, filters, _, labels = decoded(unpacked(files[f"{FOLDER}pagefind.{language['hash']}.pf_meta"]))
    assert len(pages) == language["page_count"]
    shown = [json.loads(unpacked(files[f"{FOLDER}fragment/{name}.pf_fragment"])) for name, _ in pages]
    urls = [fragment["url"] for fragment in shown]
    read.lengths = {url: length for url, (_, length) in zip(urls, pages, strict=True)}
    read.fragments = dict(zip(urls, shown, strict=True))
    for name, file in filters:
        told, values = decoded(unpacked(files[f"{FOLDER}filter/{file}.pf_filter"]))
        assert told == name
        read.filters[name] = {value: {urls[number] for number in numbers} for value, numbers in values}
    for first, last, file in chunks:
        (words,) = decoded(unpacked(files[f"{FOLDER}index/{file}.pf_index"]))
        read.files.append((first, last, [word for word, *_ in words]))
        for word, plain, forms in words:
            rows = [("", plain), *forms]
            read.words[word] = {form: _pages(pages, urls, labels) for form, pages in rows if pages}
    return read


def _pages(rows: Iterable[Any], urls: list[str], labels: list[str]) -> dict[str, Any]:
    rows = [*rows]
    numbers = accumulate(distance for distance, _, _ in rows)
    return {
        urls[number]: (_places(text, COMMON), [(labels[label], at) for label, at in _places(labelled, 0)])
        for number, (_, text, labelled) in zip(numbers, rows, strict=True)
    }


def _places(numbers: Iterable[int], key: int) -> list[tuple[int, int]]:
    """Places, each with its weight or the number of its label."""
    at, places = 0, []
    for number in numbers:
        key, at = (-number - 1, 0) if number < 0 else (key, at + number)
        places += [(key, at)] if number >= 0 else []
    return places


def asked_for(term: str, files: Iterable[tuple[str, str, list[str]]]) -> set[str]:
    """The words that a browser has loaded when it looks for `term`."""
    files = [*files]
    strict = [words for first, last, words in files if first <= term <= last]
    loose = [words for first, last, words in files if term[: len(first)] >= first and term[: len(last)] <= last]
    return {word for words in strict or loose for word in words}

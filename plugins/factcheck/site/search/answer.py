"""What Pagefind answers about some pages, language by language: its files, read back.

Nothing that it says of a page depends on the pages beside it, but for two things. It numbers the pages of a language,
and the names of their labels; where answers are joined both are told anew.
"""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from typing import Any

from factcheck.site.search.labels import ID, IGNORED
from factcheck.site.search.packing import decoded, unpacked
from factcheck.site.search.postings import Places
from factcheck.site.search.service import Pagefind, SearchError

ENTRY = "pagefind-entry.json"
ENGINE = "pagefind.js"
Pages = dict[int, Places]  # of a form of a word, by number


@dataclass(frozen=True, slots=True)
class Found:
    """A page as the index names and shows it."""

    url: str
    length: int  # in words
    filters: dict[str, list[str]]
    labels: tuple[str, ...]
    fragment: bytes  # a file, packed


@dataclass(frozen=True, slots=True)
class Part:
    """The pages of one language, numbered as they stand, and where their words are."""

    engine: str | None  # the language of the file that knows its stems; none where Pagefind has none
    pages: tuple[Found, ...]
    labels: tuple[str, ...]
    chunks: tuple[bytes, ...]  # files, packed

    def words(self, labels: Sequence[str], numbers: Mapping[str, int]) -> Iterator[tuple[str, str, Pages]]:
        """Each word in order, its forms, and the places on each page; labels and pages numbered as is told."""
        pages = [numbers[page.url] for page in self.pages]
        named = [labels.index(label) for label in self.labels]
        for chunk in self.chunks:
            for word, plain, forms in decoded(unpacked(chunk))[0]:
                yield word, "", dict(_rows(plain, pages, named))
                yield from ((word, form, dict(_rows(rows, pages, named))) for form, rows in forms)


@dataclass(frozen=True, slots=True)
class Answer:
    """What Pagefind says of some pages."""

    entry: dict[str, Any]  # what readers load first, without the languages
    engines: dict[str, bytes]  # files that are the same in every index, by name
    parts: dict[str, Part]


def _rows(rows: Iterable[Any], pages: Sequence[int], labels: Sequence[int]) -> Iterator[tuple[int, Places]]:
    number, same = 0, [*labels] == [*range(len(labels))]
    for distance, text, labelled in rows:
        number += distance
        yield pages[number], (text, labelled if same else [at if at >= 0 else -labels[-at - 1] - 1 for at in labelled])


def joined(languages: Iterable[Iterator[tuple[str, str, Pages]]]) -> Iterator[tuple[str, dict[str, Pages]]]:
    """The words of several answers in order, each with its forms and their pages."""
    for word, rows in groupby(merge(*languages, key=lambda row: row[0]), lambda row: row[0]):
        forms: dict[str, Pages] = {}
        for _, form, pages in rows:
            forms.setdefault(form, {}).update(pages)
        yield word, {form: pages for form, pages in forms.items() if pages}


def ask(pages: Mapping[str, str]) -> Answer:
    """Let Pagefind read pages, address to HTML with its marks. Raises `SearchError`."""
    with Pagefind() as pagefind:
        pagefind.ask("NewIndex", config={"exclude_selectors": IGNORED})
        for url, html in pages.items():
            pagefind.ask("AddFile", index_id=0, url=url, file_contents=ID.sub(r"\1", html))
        answer = pagefind.ask("GetFiles", index_id=0)
    try:
        files = {file["path"]: base64.b64decode(file["content"]) for file in answer["files"]}
        found = _read(files)
        if not {page.url for part in found.parts.values() for page in part.pages} <= {*pages}:
            raise ValueError("other pages than were given")  # fewer may be: those without a word
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise SearchError(f"The index must be as Pagefind 1.5 writes it, but: {error!r}") from error
    return found


def _read(files: Mapping[str, bytes]) -> Answer:
    entry = json.loads(files[ENTRY])
    parts = {code: _part(files, found) for code, found in entry.pop("languages").items()}
    names = {f"wasm.{part.engine or 'unknown'}.pagefind" for part in parts.values()}
    return Answer(entry, {name: files[name] for name in sorted({ENGINE, *names})}, parts)


def _part(files: Mapping[str, bytes], found: Mapping[str, Any]) -> Part:
    meta = decoded(unpacked(files[f"pagefind.{found['hash']}.pf_meta"]))
    _, pages, chunks, _, sorts, labels = meta
    if sorts:
        raise ValueError("pages are sorted by a label")
    return Part(
        engine=found["wasm"],
        pages=tuple(_page(files[f"fragment/{name}.pf_fragment"], length) for name, length in pages),
        labels=tuple(labels),
        chunks=tuple(files[f"index/{name}.pf_index"] for *_, name in chunks),
    )


def _page(file: bytes, length: int) -> Found:
    fragment = json.loads(unpacked(file))
    return Found(fragment["url"], length, fragment["filters"], tuple(fragment["meta"]), file)

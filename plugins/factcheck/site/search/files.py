"""The files of an index besides its words and texts, all in an order that is always the same.

Pagefind writes filters, their values and languages in an order of chance.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from factcheck.site.search.answer import ENGINE, ENTRY
from factcheck.site.search.chunks import bounds
from factcheck.site.search.kept import Kept, Shelf
from factcheck.site.search.packing import decoded, encoded, packed, stem, unpacked

FOLDER = "pagefind"


def fragment(name: str) -> str:
    """The path of a page's text."""
    return f"{FOLDER}/fragment/{name}.pf_fragment"


def chunk(name: str) -> str:
    """The path of a file of words."""
    return f"{FOLDER}/index/{name}.pf_index"


def _filter(name: str) -> str:
    return f"{FOLDER}/filter/{name}.pf_filter"


def _meta(name: str) -> str:
    return f"{FOLDER}/pagefind.{name}.pf_meta"


def engine(code: str | None) -> str:
    """The path of the program that searches in a language, or in any."""
    return f"{FOLDER}/wasm.{code or 'unknown'}.pagefind"


def leading(kept: Kept) -> dict[str, bytes]:
    """By path, what leads a reader to the words and texts of an index."""
    made: dict[str, bytes] = {}
    languages = {}
    for code, shelf in sorted(kept.shelves.items()):
        filters = {name: packed(encoded([name, rows])) for name, rows in _filters(shelf).items()}
        stems = {name: stem(code, file) for name, file in filters.items()}
        meta = packed(encoded(_index(shelf, str(kept.entry["version"]), stems)))
        languages[code] = {"hash": stem(code, meta), "wasm": shelf.engine, "page_count": len(shelf.pages)}
        made |= {_filter(stems[name]): file for name, file in filters.items()}
        made[_meta(stem(code, meta))] = meta
    entry = {**kept.entry, "languages": languages}
    text = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return {**made, f"{FOLDER}/{ENTRY}": text.encode()}


def _index(shelf: Shelf, version: str, filters: Mapping[str, str]) -> list[Any]:
    """What is loaded before anything is found: the pages by number, and from where to where each file of words goes."""
    pages = [[page.name, page.length] for page in shelf.pages.values()]
    spans = bounds([(chunk.words[0], chunk.words[-1]) for chunk in shelf.chunks])
    chunks = [[first, last, chunk.name] for (first, last), chunk in zip(spans, shelf.chunks, strict=True)]
    return [version, pages, chunks, [[*pair] for pair in sorted(filters.items())], [], shelf.labels]


def _filters(shelf: Shelf) -> dict[str, list[Any]]:
    """By filter, its values, each with the numbers of its pages."""
    filters: dict[str, dict[str, list[int]]] = {}
    for number, page in enumerate(shelf.pages.values()):
        for name, values in page.filters.items():
            for value in values:
                filters.setdefault(name, {}).setdefault(value, []).append(number)
    return {name: [[*row] for row in sorted(values.items())] for name, values in sorted(filters.items())}


def paths(kept: Kept, leading: Iterable[str]) -> frozenset[str]:
    """The files of an index, with those that lead to them."""
    shelves = kept.shelves.values()
    names = {*leading, f"{FOLDER}/{ENGINE}", *(engine(shelf.engine) for shelf in shelves)}
    names |= {fragment(page.name) for shelf in shelves for page in shelf.pages.values()}
    return frozenset(names | {chunk(words.name) for shelf in shelves for words in shelf.chunks})


def listed(folder: Path) -> frozenset[str]:
    """The files of the index in `folder`, as it names them itself; of a broken one, those found up to there."""
    names = {f"{FOLDER}/{ENTRY}", f"{FOLDER}/{ENGINE}"}
    try:
        for name in _listed(folder):
            names.add(name)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass  # whatever is not named is one file too many, and is told as that
    return frozenset(names)


def _listed(folder: Path) -> Iterator[str]:
    entry = json.loads((folder / FOLDER / ENTRY).read_bytes())
    for language in entry["languages"].values():
        yield from (_meta(language["hash"]), engine(language["wasm"]))
        _, pages, chunks, filters, *_ = decoded(unpacked((folder / _meta(language["hash"])).read_bytes()))
        yield from (fragment(name) for name, _ in pages)
        yield from (chunk(name) for *_, name in chunks)
        yield from (_filter(name) for _, name in filters)

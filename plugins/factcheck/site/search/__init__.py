"""Search: an index of the built pages that the reader's browser searches, made by Pagefind 1.5.

Two builds must be byte-identical, and Pagefind sees to that only in part:
- its command numbers the pages as the file system lists them: the same 125 files, copied to another disk,
  gave other files. So it runs as a service that is given one page after the other;
- it writes the filters, their values and the languages in an order of chance, and names files after the
  result. So these are sorted and named anew (`_sorted`).
Its Python interface reads ten answers a second, 12 s for 120 pages. So its service is spoken to directly.
"""

import base64
import gzip
import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

from factcheck.publish.output import Output
from factcheck.site import cbor
from factcheck.site.audit.seed import ADDED
from factcheck.site.search.labels import labelled, labels
from factcheck.site.search.service import Pagefind, SearchError

FOLDER = "pagefind"
ENTRY = "pagefind-entry.json"
ENGINE = "pagefind.js"
SIGNATURE = b"pagefind_dcd"  # before every unpacked file; Pagefind also reads files that are not packed
# What a page says about the site, about itself or about other pages: it is on every page, so nobody looks for it.
IGNORED = (
    *ADDED.split(", "),
    *(".unseen", ".kicker", ".facts", ".facts-list", ".hint", ".empty", ".quiet"),
    *(".verdict-word", ".overview", ".provenance", ".citations", ".related"),
    *("section > h2", "section > h3", "figcaption"),
)
# Pagefind puts a space before every element with an id: “<a id="mark-…">very close</a>” would read “ very close”.
_ID = re.compile(r'(<[a-z][^<>]*?) id="[^"]*"')


def index(folder: Path, outputs: Iterable[Output]) -> frozenset[str]:
    """Write the index of the pages in `folder`; the paths of its files. Raises `SearchError`."""
    found_by = [(output, list(labels(output))) for output in outputs]
    pages = {output.path: labelled(folder / output.file, rows) for output, rows in found_by if rows}
    shutil.rmtree(folder / FOLDER, ignore_errors=True)  # plain Pelican writes over an older site
    files = bundle(pages)
    for path, raw in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(raw)
    return frozenset(files)


def listed(folder: Path) -> frozenset[str]:
    """The files of the index in `folder`, as it names them itself; of a broken one, those found up to there."""
    names = {ENTRY, ENGINE}
    try:
        entry = json.loads((folder / FOLDER / ENTRY).read_bytes())
        for language in entry["languages"].values():
            meta = f"pagefind.{language['hash']}.pf_meta"
            names |= {meta, f"wasm.{language['wasm'] or 'unknown'}.pagefind"}
            raw = (folder / FOLDER / meta).read_bytes()
            _, pages, words, filters, *_ = cast("list[Any]", cbor.decode(raw.removeprefix(SIGNATURE)))
            names |= {f"fragment/{row[0]}.pf_fragment" for row in pages}
            names |= {f"index/{row[-1]}.pf_index" for row in words}
            names |= {f"filter/{row[-1]}.pf_filter" for row in filters}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        pass  # whatever is not named is one file too many, and is told as that
    return frozenset(f"{FOLDER}/{name}" for name in names)


def bundle(pages: Mapping[str, str]) -> dict[str, bytes]:
    """The files of the index of `pages`, address to HTML with Pagefind's marks, in order. Raises `SearchError`."""
    with Pagefind() as pagefind:
        pagefind.ask("NewIndex", config={"exclude_selectors": IGNORED})
        for path, html in pages.items():
            pagefind.ask("AddFile", index_id=0, url=path, file_contents=_ID.sub(r"\1", html))
        answer = pagefind.ask("GetFiles", index_id=0)
    files = {file["path"]: base64.b64decode(file["content"]) for file in answer["files"]}
    try:
        kept = _sorted(files)
    except (KeyError, ValueError, OSError) as error:
        raise SearchError(f"The index must be as Pagefind 1.5 writes it, but: {error!r}") from error
    return {f"{FOLDER}/{name}": kept[name] for name in sorted(kept)}


def _sorted(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """What our own script loads, without Pagefind's interfaces (420 kB), in an order that is always the same."""
    entry = json.loads(files[ENTRY])
    kept = {name: raw for name, raw in files.items() if name == ENGINE or name.startswith(("fragment/", "index/"))}
    for code, language in entry["languages"].items():
        engine = f"wasm.{language['wasm'] or 'unknown'}.pagefind"
        kept[engine] = files[engine]
        version, pages, words, filters, *rest = _unpacked(files[f"pagefind.{language['hash']}.pf_meta"])
        chunks = {name: _chunk(files[f"filter/{stem}.pf_filter"]) for name, stem in filters}
        stems = {name: _stem(code, chunks[name]) for name in sorted(chunks)}
        kept |= {f"filter/{stems[name]}.pf_filter": chunks[name] for name in chunks}
        meta = SIGNATURE + cbor.encode([version, pages, words, [[*pair] for pair in stems.items()], *rest])
        language["hash"] = _stem(code, meta)
        kept[f"pagefind.{language['hash']}.pf_meta"] = meta
    return kept | {ENTRY: json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()}


def _chunk(packed: bytes) -> bytes:
    """A filter: its name, and its values in order, each with the numbers of its pages."""
    name, values = _unpacked(packed)
    return SIGNATURE + cbor.encode([name, sorted(values)])


def _unpacked(packed: bytes) -> list[Any]:
    raw = gzip.decompress(packed)
    item = cbor.decode(raw.removeprefix(SIGNATURE))
    if not raw.startswith(SIGNATURE) or not isinstance(item, list):
        raise ValueError(f"a file starts with {raw[:12]!r}")
    return item


def _stem(code: str, raw: bytes) -> str:
    """The name of a file that browsers may keep: another one for other contents."""
    return f"{code}_{hashlib.sha256(raw).hexdigest()[:10]}"

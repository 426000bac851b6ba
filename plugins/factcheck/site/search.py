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
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from types import TracebackType
from typing import Any, Self, cast

from pagefind_bin import get_executable  # type: ignore[import-untyped]

from factcheck.core.model import Article, Claim, Source
from factcheck.publish.output import Output
from factcheck.site import cbor
from factcheck.site.audit.seed import ADDED

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


class SearchError(Exception):
    """Pagefind cannot be run, refuses a page, or writes what this version of it did not."""


def is_of_index(path: str) -> bool:
    """Whether a file of the site, by its path, belongs to the index."""
    return path.startswith(f"{FOLDER}/")


def index(folder: Path, outputs: Iterable[Output]) -> frozenset[str]:
    """Write the index of the pages in `folder`; the paths of its files. Raises `SearchError`."""
    labelled = [(output, list(_labels(output))) for output in outputs]
    pages = {output.path: _labelled(folder / output.file, labels) for output, labels in labelled if labels}
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


def _labels(output: Output) -> Iterator[tuple[str, str, str]]:
    """What a page is found by besides its words: filter or meta, name and value. Lists have none."""
    kind = output.template
    if kind in ("claim", "source", "article", "page"):
        yield "filter", "kind", kind
    if kind == "claim":
        claim = cast("Claim", output.about)
        yield "filter", "verdict", claim.verdict.id
        yield from (("filter", "topic", topic) for topic in claim.topics)
        yield "meta", "claimant", claim.claimant
    elif kind in ("source", "article"):
        text = cast("Source | Article", output.about)
        yield "meta", "publisher", text.publisher
        yield "meta", "language", text.language


def _labelled(file: Path, labels: Iterable[tuple[str, str, str]]) -> str:
    """A page as Pagefind is given it. On the published page the labels would only weigh: 400 bytes on a claim's."""
    html = file.read_text(encoding="utf-8")
    if "</head>" not in html or "<main" not in html:
        raise SearchError(f"{file.parent.name}/{file.name} must have </head> and <main>, for its labels and its words")
    rows = (f'<meta content="{escape(value)}" data-pagefind-{how}="{name}[content]">' for how, name, value in labels)
    return html.replace("</head>", f"{''.join(rows)}</head>", 1).replace("<main", "<main data-pagefind-body", 1)


def bundle(pages: Mapping[str, str]) -> dict[str, bytes]:
    """The files of the index of `pages`, address to HTML with Pagefind's marks, in order. Raises `SearchError`."""
    with _Pagefind() as pagefind:
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


class _Pagefind:
    """Pagefind's service: one question, one answer, each JSON in base64 with a comma behind it."""

    def __enter__(self) -> Self:
        try:
            program = get_executable()
            # No environment and always the same folder: Pagefind's command takes options from either.
            self._process = subprocess.Popen(  # noqa: S603 - the program of a locked package, no shell
                [program, "--service"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={},
                cwd=program.parent,
            )
        except OSError as error:
            raise SearchError(f"Pagefind must run, but: {error}; install the package pagefind-bin anew") from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.communicate()

    def ask(self, question: str, **values: object) -> dict[str, Any]:
        """The answer to a question; `SearchError` where it is a refusal or there is none."""
        message = json.dumps({"message_id": 1, "payload": {"type": question, **values}})
        try:
            answer: dict[str, Any] = json.loads(self._exchange(base64.b64encode(message.encode()) + b","))["payload"]
        except (ValueError, OSError) as error:
            found = f"Pagefind must answer, but it ended or said something else ({error})"
            raise SearchError(f"{found}; install the package pagefind-bin anew") from error
        if answer["type"] == "Error":
            raise SearchError(f"Pagefind must index “{values.get('url', question)}”, but says: {answer['message']}")
        return answer

    def _exchange(self, message: bytes) -> bytes:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(message)
        stdin.flush()
        received = b""
        while not received.endswith(b","):
            if not (part := os.read(stdout.fileno(), 1 << 16)):
                raise BrokenPipeError("no more output")
            received += part
        return base64.b64decode(received[:-1])

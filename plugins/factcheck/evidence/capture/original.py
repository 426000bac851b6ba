"""Originals: a document's bytes as they came, from a file or an address, and what can be read in them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from factcheck.evidence.capture import maintext, metadata
from factcheck.evidence.capture.metadata import Metadata
from factcheck.evidence.newfile import RefusedError
from factcheck.evidence.reading import documents, page, pdf
from factcheck.evidence.reading.documents import DocumentKind, UnreadableError

MOST_BYTES = 20 * 1024 * 1024  # of a stored file; what is fetched is bounded by evidence/web/fetch.py
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_TYPES = {".html": "text/html", ".htm": "text/html", ".xhtml": "text/html", ".txt": "text/plain", ".md": "text/plain"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The bytes as they came, and from where."""

    body: bytes
    content_type: str = ""
    address: str = ""  # after redirects; empty for a stored file


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A document as read."""

    kind: DocumentKind
    paragraphs: tuple[str, ...]
    main: tuple[int, ...]  # the indexes of the main text's paragraphs; all where nobody can tell
    stated: Metadata


class Answer(Protocol):
    """What the fetcher gives (evidence/web/fetch.py)."""

    @property
    def final_url(self) -> str:
        """The address after redirects."""

    @property
    def status(self) -> int:
        """The HTTP status."""

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers, their names in small letters."""

    @property
    def body(self) -> bytes:
        """The body, decompressed."""


Fetch = Callable[[str], Answer]


def obtained(origin: str, fetch: Fetch | None = None) -> Original:
    """The document at an address or a path. Raises `RefusedError`."""
    return _fetched(origin, fetch) if _ADDRESS.match(origin) else _read(Path(origin))


def _read(path: Path) -> Original:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise RefusedError(f"a file must be at most 20 MB; {path} has {path.stat().st_size:,} bytes")
        return Original(body=path.read_bytes(), content_type=_TYPES.get(path.suffix.lower(), ""))
    except OSError as error:
        fix = "fix      check the path; an address begins with https://"
        raise RefusedError(f"{path} cannot be read: {error.strerror}", fix) from error


def _fetched(address: str, fetch: Fetch | None) -> Original:
    try:
        from factcheck.evidence.web.fetch import FetchError
        from factcheck.evidence.web.fetch import fetch as fetch_safely
    except ImportError:
        fix = "fix      pip install 'factcheck[capture]', or save the page and give the file"
        raise RefusedError("httpcore is needed to fetch an address", fix) from None
    save = "fix      open it in a browser, save it, and give the file with --url"
    try:
        answer = (fetch or fetch_safely)(address)
    except FetchError as error:
        raise RefusedError(f"{address} could not be fetched: {error}", save) from error
    if not 200 <= answer.status < 300:
        raise RefusedError(f"{address} must answer with the page; it answered HTTP {answer.status}", save)
    return Original(body=answer.body, content_type=answer.headers.get("content-type", ""), address=answer.final_url)


def content_of(original: Original) -> Content:
    """Read a document. Raises `RefusedError` where it has no words."""
    try:
        kind = documents.kind_of(original.body, original.content_type)
        paragraphs = documents.paragraphs(original.body, original.content_type)
    except UnreadableError as error:
        raise RefusedError(f"the document must have words to read: this is {error}") from error
    if not paragraphs:
        raise RefusedError("the document must have words to read: this one is empty, or a script writes its text")
    stated, main = Metadata(), tuple[int, ...]()
    if kind is DocumentKind.PDF:
        stated = metadata.of_pdf(pdf.properties(original.body))
    elif kind is DocumentKind.HTML:
        html = documents.decoded(original.body, original.content_type)
        soup = page.parsed(html)
        stated, main = metadata.of_page(soup, original.address), maintext.chosen(soup, html, paragraphs)
    return Content(kind=kind, paragraphs=paragraphs, main=main or tuple(range(len(paragraphs))), stated=stated)

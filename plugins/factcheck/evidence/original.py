"""Originals: the bytes of a document, from a file or from the web, and why they cannot be had."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

REFUSED, USAGE = 1, 2
MOST_BYTES = 20 * 1024 * 1024
ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_TYPES = {
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".txt": "text/plain",
    ".md": "text/plain",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
}


class RefusedError(Exception):
    """Why nothing was written, for the person who asked; `code` is the exit code."""

    def __init__(self, message: str, *details: str, code: int = REFUSED) -> None:
        super().__init__("\n".join([message, *(f"    {detail}" for detail in details)]))
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The bytes as they came, and from where."""

    body: bytes
    content_type: str = ""
    address: str = ""  # after redirects; empty for a stored file


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


def obtained(
    origin: str, fetch: Fetch | None = None, *, saved: str = "give the file", most_fetched: int | None = None
) -> Original:
    """The document at a path or an address; `saved` says what to do with a page that was saved by hand.

    `most_fetched` bytes are taken from the web, or as many as evidence/web/fetch.py takes. Raises `RefusedError`.
    """
    return _fetched(origin, fetch, saved, most_fetched) if ADDRESS.match(origin) else _read(Path(origin))


def _read(path: Path) -> Original:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise RefusedError(f"a file must be at most 20 MB; {path} has {path.stat().st_size:,} bytes")
        return Original(body=path.read_bytes(), content_type=_TYPES.get(path.suffix.lower(), ""))
    except OSError as error:
        fix = "fix      check the path; an address begins with https://"
        raise RefusedError(f"{path} cannot be read: {error.strerror}", fix) from error


def _fetched(address: str, fetch: Fetch | None, saved: str, most: int | None) -> Original:
    try:
        from factcheck.evidence.web.fetch import Access, FetchError, Limits
        from factcheck.evidence.web.fetch import fetch as fetch_safely
    except ImportError:
        fix = "fix      pip install 'factcheck[capture]', or save the page and give the file"
        raise RefusedError("httpcore is needed to fetch an address", fix) from None
    save = f"fix      open it in a browser, save it, and {saved}"
    access = Access(limits=Limits(size=most)) if most else Access()
    try:
        answer = fetch(address) if fetch else fetch_safely(address, access)
    except FetchError as error:
        raise RefusedError(f"{address} could not be fetched: {error}", save) from error
    if not 200 <= answer.status < 300:
        raise RefusedError(f"{address} must answer with the page; it answered HTTP {answer.status}", save)
    return Original(body=answer.body, content_type=answer.headers.get("content-type", ""), address=answer.final_url)

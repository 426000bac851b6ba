"""`factcheck capture`: a page, a PDF or a text file becomes a source file. It never overwrites one.

Reads a file or an address and writes once; everything between is evidence/capture/compose.py.
"""

import argparse
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from factcheck.core.fields import SLUG, SourceType, is_public_url
from factcheck.core.problems import shown
from factcheck.core.text import collapse
from factcheck.evidence.capture.compose import FOLDER, USAGE, Captured, Original, RefusedError, Wish, compose

WRITTEN = 0
MOST_BYTES = 20 * 1024 * 1024  # of a stored file; what is fetched is bounded by evidence/web/fetch.py
MOST_SLUG = 80  # characters (core/corpus.py)
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_TYPES = {".html": "text/html", ".htm": "text/html", ".xhtml": "text/html", ".txt": "text/plain", ".md": "text/plain"}


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


def capture(
    root: Path,
    origin: str,
    slug: str,
    *,
    quotes: Sequence[str] = (),
    whole: bool = False,
    today: date,
    source_type: SourceType | None = None,
    url: str = "",
    fetch: Fetch | None = None,
) -> Captured:
    """Write content/sources/<slug>.md from a file or an address.

    Raises `RefusedError` where nothing was written; its code is that of wrong usage or of a refusal.
    """
    _check(slug, quotes, url, whole=whole)
    path = root / FOLDER / f"{slug}.md"
    _refuse_existing(path, slug)
    original = _fetched(origin, fetch) if _ADDRESS.match(origin) else _read(Path(origin))
    wish = Wish(slug=slug, today=today, quotes=tuple(quotes), source_type=source_type, address=url)
    captured = compose(original, wish)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as file:
            file.write(captured.text.encode())
    except FileExistsError:  # made while the page was fetched
        _refuse_existing(path, slug)
        raise
    return captured


def _check(slug: str, quotes: Sequence[str], url: str, *, whole: bool) -> None:
    """Refuse what no document could mend."""
    if not re.fullmatch(SLUG, slug) or len(slug) > MOST_SLUG:
        form = f"small letters, digits and hyphens, at most {MOST_SLUG}, such as white-house-thanksgiving-2025"
        raise RefusedError(f"--source must be a name in {form}; found {shown(slug)}", code=USAGE)
    if whole == bool(quotes):
        fix = 'fix      give --quote "…" (repeatable) to keep the paragraphs around it, or --whole to keep all of it'
        raise RefusedError("one of --quote and --whole must be given, not both", fix, code=USAGE)
    if not all(map(collapse, quotes)):
        raise RefusedError("--quote must hold words", code=USAGE)
    if url and not is_public_url(url):
        raise RefusedError(f"--url must be a public web address (https://…); found {shown(url)}", code=USAGE)


def _refuse_existing(path: Path, slug: str) -> None:
    if path.exists() or path.is_symlink():
        fix = "fix      give another --source, or delete that file first"
        raise RefusedError(f"{FOLDER}/{slug}.md must not exist yet: nothing is overwritten", fix)


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


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("origin", metavar="FILE|URL", help="an HTML page, a PDF or a text file")
    parser.add_argument("--source", required=True, metavar="SLUG", help=f"the name of the new file in {FOLDER}/")
    parser.add_argument(
        "--quote",
        action="append",
        default=[],
        metavar="WORDS",
        help="keep the paragraphs around these words (repeatable)",
    )
    parser.add_argument("--whole", action="store_true", help="keep the whole main text")
    parser.add_argument("--url", default="", help="the document's address, where a file does not state it")
    parser.add_argument("--type", choices=[kind.value for kind in SourceType], help="how near the source is")


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Run the command: 0 written, 1 refused, 2 wrong usage."""
    try:
        captured = capture(
            root,
            arguments.origin,
            arguments.source,
            quotes=arguments.quote,
            whole=arguments.whole,
            today=date.today(),
            source_type=SourceType(arguments.type) if arguments.type else None,
            url=arguments.url,
        )
    except RefusedError as error:
        print(f"factcheck: {error}", file=sys.stderr)
        return error.code
    print(captured)
    return WRITTEN

"""Answers as the site's host will: the built folder below the path of SITEURL, its own 404 page, its media types."""

from collections.abc import Iterator
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler
from os import PathLike
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from factcheck.site.preview import hosts, media

INDEX = "index.html"
NOT_FOUND_PAGE = "404.html"
NO_PAGE = b"<!doctype html><title>Not found</title><p>There is no such page, and no page that says so."
REFUSED = "This preview answers to this machine's own names only; docs/preview.md tells how to reach it from elsewhere."


class Found(NamedTuple):
    """A file that is served: the folder of its site, and its path in it."""

    root: Path
    path: Path  # relative, of a file

    @property
    def file(self) -> Path:
        """The file on the disk."""
        return self.root / self.path


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder; no list of a folder, nothing outside of it, nothing that a browser may keep."""

    def __init__(self, *args: object, prefix: str, bound: str = hosts.LOOPBACK, **kwargs: object) -> None:
        self._prefix, self._bound = prefix, bound
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def parse_request(self) -> bool:
        """Refuse what was meant for another host (RFC 9110, 15.5.20), whatever the method."""
        if not super().parse_request():
            return False
        if hosts.answers_to(self.headers.get("Host", ""), self._bound):
            return True
        self.send_error(HTTPStatus.MISDIRECTED_REQUEST, explain=REFUSED)
        return False

    def do_GET(self) -> None:
        """Serve a page; lead to the site what asks for the root of a host that holds more than the site."""
        path = urlsplit(self.path).path
        if self._prefix and path == "/":
            self.redirect(HTTPStatus.FOUND, f"{self._prefix}/")
        elif self._prefix and path == self._prefix:
            self.redirect(HTTPStatus.MOVED_PERMANENTLY, f"{self._prefix}/")
        elif path.startswith(f"{self._prefix}/"):
            self._serve(path)
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def do_HEAD(self) -> None:
        """The same without the body."""
        self.do_GET()

    def _serve(self, path: str) -> None:
        asked = self._asked()
        names = (asked / INDEX,) if path.endswith("/") else (asked, asked / INDEX)
        found = next((f for f in (Found(root, name) for root in self.roots() for name in names) if _is_inside(f)), None)
        try:
            if found is None:
                self.send_error(HTTPStatus.NOT_FOUND)
            elif found.path in (asked, names[0]):
                self.send(HTTPStatus.OK, self.guess_type(found.file), self.shown(found))
            else:
                self.redirect(HTTPStatus.MOVED_PERMANENTLY, f"{self._prefix}/{quote(asked.as_posix())}/")
        except FileNotFoundError:  # a build has just put another folder in the place of this one
            self.send_error(HTTPStatus.NOT_FOUND)

    def _asked(self) -> Path:
        """The path in the site's folder that the request names."""
        return Path(self.translate_path(self.path)).relative_to(self.directory)

    def roots(self) -> Iterator[Path]:
        """The folders whose files are served, the first that has a file before the others."""
        yield Path(self.directory)

    def shown(self, found: Found) -> bytes:
        """What is answered for a file."""
        return found.file.read_bytes()

    def translate_path(self, path: str) -> str:
        """The file of a path below the prefix."""
        return super().translate_path(path.removeprefix(self._prefix))

    def guess_type(self, path: str | PathLike[str]) -> str:
        """The media type of a file, with the encoding of a text."""
        return media.of(Path(path).name)

    def redirect(self, status: HTTPStatus, address: str) -> None:
        """Lead to an address of this server, with the query that came along."""
        query = urlsplit(self.path).query
        self.send(status, media.of(INDEX), b"", location=f"{address}?{query}" if query else address)

    def send(self, status: int, kind: str, body: bytes, *, location: str | None = None) -> None:
        """Answer; to HEAD without the body."""
        self.send_response(status)
        if location is not None:
            self.send_header("Location", location)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def end_headers(self) -> None:
        """Let the browser keep nothing: the next build may change it."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing page with the site's own, as its host will."""
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        page = Found(Path(self.directory), Path(NOT_FOUND_PAGE))
        self.send(code, media.of(NOT_FOUND_PAGE), self.shown(page) if page.file.is_file() else NO_PAGE)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal belongs to the problems."""


def _is_inside(found: Found) -> bool:
    """Whether it is a file, and not one that a link fetches from elsewhere on the disk."""
    try:
        return found.file.is_file() and found.file.resolve().is_relative_to(found.root.resolve())
    except (OSError, ValueError):  # a name that is too long, or that holds a NUL
        return False

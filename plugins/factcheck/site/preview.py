"""The preview: a server on this machine that rebuilds when a file changes.

The build runs as a process of its own, so that a change of the generator itself is seen too. The
server shows the last good site; what is wrong with the next one stands on the terminal.
"""

import subprocess
import sys
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from watchfiles import DefaultFilter, watch

HOST = "127.0.0.1"
WATCHED = ("content", "seeds", "theme", "plugins", "pelicanconf.py")
NOT_YET = b"<!doctype html><title>Not built yet</title><p>There is no site yet: the terminal says why."


class Handler(SimpleHTTPRequestHandler):
    """Serves the output folder below the path of SITEURL, as the site's host will."""

    extensions_map = {  # noqa: RUF012 - the base class's attribute
        **SimpleHTTPRequestHandler.extensions_map,
        ".atom": "application/atom+xml; charset=utf-8",  # browsers show it as text, in Windows-1252 unless told
        ".jsonld": "application/ld+json",
        ".jsonl": "application/jsonl",
        ".js": "text/javascript",
    }

    def __init__(self, *args: object, prefix: str, **kwargs: object) -> None:
        self._prefix = prefix
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Serve a page; lead from outside the prefix to the home page."""
        if urlsplit(self.path).path.startswith(f"{self._prefix}/"):
            super().do_GET()
        else:
            self.send_response(HTTPStatus.FOUND)
            self.send_header("Location", f"{self._prefix}/")
            self.end_headers()

    def translate_path(self, path: str) -> str:
        """The file of a path below the prefix."""
        return super().translate_path(path.removeprefix(self._prefix))

    def list_directory(self, path: str) -> None:  # type: ignore[override]
        """A folder without index.html is no page, as on the site's host."""
        self.send_error(HTTPStatus.NOT_FOUND)

    def end_headers(self) -> None:
        """Let the browser keep nothing: the next build may change it."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing page with the site's own, as its host will."""
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        page = Path(self.directory) / "404.html"
        body = page.read_bytes() if page.is_file() else NOT_YET
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal belongs to the problems."""


def server(output: Path, site_url: str, port: int) -> ThreadingHTTPServer:
    """A server for the output folder; raises `OSError` where the port is taken."""
    handler = partial(Handler, directory=str(output), prefix=urlsplit(site_url).path)
    return ThreadingHTTPServer((HOST, port), handler)


def serve(root: Path, output: Path, site_url: str, http: ThreadingHTTPServer) -> int:
    """Build, serve, and build again on every change, until Ctrl-C."""
    with http:
        _build(root, output)
        Thread(target=http.serve_forever, daemon=True).start()
        _watch(root, output, f"http://{HOST}:{http.server_address[1]}{urlsplit(site_url).path}/")
        http.shutdown()
    print("\nStopped.")
    return 0


def _watch(root: Path, output: Path, address: str) -> None:
    watched = [root / name for name in WATCHED if (root / name).exists()]
    # The first turn, with or without changes, tells that the watcher is there: none is missed after it.
    changes_seen = watch(*watched, watch_filter=DefaultFilter(), rust_timeout=200, yield_on_timeout=True)
    try:
        for turn, changes in enumerate(changes_seen):
            if turn == 0:
                print(f"Serving {address} — every saved change is built at once; Ctrl-C ends.", flush=True)
            if changes:
                names = sorted({Path(path).name for _, path in changes})
                print(f"Changed: {', '.join(names[:3])}{' …' if len(names) > 3 else ''}", flush=True)
                _build(root, output)
    except KeyboardInterrupt:
        return


def _build(root: Path, output: Path) -> None:
    command = [sys.executable, "-m", "factcheck", "build", "--site", str(root), "--output", str(output)]
    subprocess.run(command, check=False)  # noqa: S603 - our own program, no shell

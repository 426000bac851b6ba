"""The server of the crawl: the built site on this machine, below its path prefix, as its host shows it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

Handler = type[SimpleHTTPRequestHandler]
HOST = "127.0.0.1"
NOT_FOUND_PAGE = "404.html"
# A host shows the 404 page at whatever address was asked for: here its links are followed from two levels down.
DEEP_NOT_FOUND = "/-/-/404.html"


@contextmanager
def serving(output: Path, site_url: str, handler: Handler) -> Iterator[str]:
    """Serve the built folder `output` on a free port; yield what stands there for `site_url`.

    `handler` is the preview's: it takes `directory` and `prefix`, and answers as the site's host does.
    Raises `OSError` where this machine lets nothing be served.
    """
    prefix = urlsplit(site_url).path
    made = partial(_crawled(handler, prefix), directory=str(output), prefix=prefix)  # type: ignore[call-arg]
    with ThreadingHTTPServer((HOST, 0), made) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://{HOST}:{server.server_address[1]}{prefix}"
        finally:
            server.shutdown()
            thread.join()


def _crawled(handler: Handler, prefix: str) -> Handler:
    class Crawled(handler):  # type: ignore[misc, valid-type]
        """The preview's answers, and what only a crawl asks for."""

        def do_GET(self) -> None:  # noqa: N802 - the base class's name
            """Serve what is below the prefix; what is outside it belongs to another site."""
            path = urlsplit(self.path).path
            if path == prefix and prefix:
                self.send_response(HTTPStatus.MOVED_PERMANENTLY)
                self.send_header("Location", f"{prefix}/")
                self.send_header("Content-Length", "0")
                self.end_headers()
            elif path.startswith(f"{prefix}/"):
                super().do_GET()
            else:
                self.send_error(HTTPStatus.NOT_FOUND)

        def translate_path(self, path: str) -> str:
            """The file of a path; the 404 page stands at a deep address too."""
            is_deep = path == prefix + DEEP_NOT_FOUND
            return str(super().translate_path(f"{prefix}/{NOT_FOUND_PAGE}" if is_deep else path))

        def end_headers(self) -> None:
            """Tell LinkChecker that it need not wait between requests."""
            self.send_header("LinkChecker", "at full speed")
            super().end_headers()

    return Crawled

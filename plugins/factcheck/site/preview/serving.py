"""The preview's server, and its life: serve at once, build, then build again whatever is saved, until Ctrl-C."""

import errno
import signal
import socket
import socketserver
import sys
import tempfile
import webbrowser
from contextlib import closing, suppress
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from factcheck.site.preview import hosts
from factcheck.site.preview.handler import Handler
from factcheck.site.preview.live import Live, LiveHandler
from factcheck.site.preview.overlay import Editor
from factcheck.site.preview.session import Session
from factcheck.site.preview.watcher import Watcher
from factcheck.site.stopping import stoppable

MOST_PORTS = 50  # how far a taken port moves on


class Server(ThreadingHTTPServer):
    """A server that says nothing of browsers which hang up."""

    request_queue_size = 64
    live: Live | None = None

    def __init__(self, address: tuple[str, int], handler: Any) -> None:
        self.address_family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
        super().__init__(address, handler)

    def server_bind(self) -> None:
        """Take the port, without asking for the name of the address: on some systems that takes seconds."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print what went wrong, unless only the browser has gone."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)

    @property
    def address(self) -> str:
        """Where the site is, for a browser on this machine."""
        host, port = str(self.server_address[0]), self.server_address[1]
        shown = {"0.0.0.0": hosts.LOOPBACK, "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104 - named, not listened on
        return f"http://{shown}:{port}{self.live.prefix if self.live else ''}/"


def server(output: Path, site_url: str, port: int) -> Server:
    """A server of the built folder alone, as its host will serve it. Raises `OSError` where the port is taken."""
    return Server((hosts.LOOPBACK, port), partial(Handler, directory=str(output), prefix=urlsplit(site_url).path))


def listening(root: Path, output: Path, site_url: str, *, host: str, port: int) -> Server:
    """A server of the preview, on the next free port where `port` is taken (0: any).

    Raises `OSError` or `OverflowError` where there is no such address or port.
    """
    live = Live(Editor.here(root), urlsplit(site_url).path)
    handler: Any = partial(LiveHandler, directory=str(output), live=live, bound=host)
    http = _bound(host, port, handler)
    http.live = live
    return http


def _bound(host: str, port: int, handler: Any) -> Server:
    last = port + MOST_PORTS if port else port
    while True:
        try:
            return Server((host, port), handler)
        except OSError as error:
            if error.errno != errno.EADDRINUSE or port >= last:
                raise
        port += 1


def serve(root: Path, output: Path, http: Server, *, wanted: int, polls: bool = False, opens: bool = False) -> int:
    """Serve the preview until Ctrl-C or another wish to end; `wanted` is the port that was asked for. Returns 0."""
    assert http.live is not None
    with stoppable(), tempfile.TemporaryDirectory(prefix="factcheck-preview-") as folder:
        Thread(target=http.serve_forever, daemon=True).start()
        try:
            taken = f" (port {wanted} is taken)" if wanted not in (0, http.server_address[1]) else ""
            tell_address(http, taken)
            if opens:
                Thread(target=webbrowser.open, args=[http.address], daemon=True).start()
            session = Session(root, output, http.live, Path(folder), lambda: tell_address(http))
            with closing(session):
                session.run(Watcher(root, polls=polls))
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C is no other wish
        http.live.events.close()
        http.shutdown()
        http.server_close()
    with suppress(OSError):  # nobody reads any more, or the terminal is closed
        print("\nStopped.", flush=True)
    return 0


def tell_address(http: Server, remark: str = "") -> None:
    """Print where the preview is."""
    print(f"Serving {http.address}{remark} — every saved change is built at once; Ctrl-C ends.", flush=True)

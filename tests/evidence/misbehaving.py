"""A web server on this machine that answers as told, however wrong, and counts what it was asked."""

import socket
import ssl
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Event, Thread
from types import TracebackType
from typing import Self

PATIENCE = 5.0  # seconds after which a script gives up: a fetch that would hang must fail, not hang
PAUSE = 0.01  # seconds between the bytes of a slow answer


@dataclass
class Peer:
    """A client that has asked for something; what a script speaks to."""

    sock: socket.socket
    request: bytes
    over: Event
    sent: int = 0
    lost_patience: bool = False

    def send(self, reply: bytes) -> None:
        self.sock.sendall(reply)
        self.sent += len(reply)

    def drip(self, piece: bytes, *, end: bytes = b"") -> None:
        """Send `piece` again and again, slowly; then `end`, so that the answer is a whole one at last."""
        for _ in range(int(PATIENCE / PAUSE)):
            self.send(piece)
            if self.over.wait(PAUSE):
                return
        self.send(end)

    def flood(self, piece: bytes) -> None:
        """Send `piece` for as long as the client takes it, up to 64 MB."""
        while self.sent < 64 * 1024 * 1024:
            self.send(piece)

    def hold(self) -> None:
        """Say nothing until the client goes."""
        self.sock.recv(1)

    def sip(self) -> None:
        """Read the request slowly, so that the client can always send a little more."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 32 * 1024)
        for _ in range(int(PATIENCE / PAUSE)):
            if not self.sock.recv(32 * 1024) or self.over.wait(PAUSE):
                return
        self.lost_patience = True

    def reset(self) -> None:
        """Break the connection off with RST instead of FIN."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()


Script = Callable[[Peer], None]
Reply = bytes | Script
NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


@dataclass
class Server:
    """Listens on loopback. `replies` says what is answered to a path, or before any request under ``""``."""

    replies: Mapping[str, Reply] = field(default_factory=dict)
    address: str = "127.0.0.1"
    tls: ssl.SSLContext | None = None
    requests: list[bytes] = field(default_factory=list)  # the whole head of each
    peers: list[Peer] = field(default_factory=list)
    _accepted: int = 0
    _probes: set[object] = field(default_factory=set)

    def __enter__(self) -> Self:
        self._over = Event()
        self._listener = socket.create_server((self.address, 0))
        self.port = int(self._listener.getsockname()[1])
        self._threads = [Thread(target=self._accept)]
        self._threads[0].start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._settle()
        self._over.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join()

    def url(self, path: str = "/", host: str = "") -> str:
        return f"{'https' if self.tls else 'http'}://{host or self.address}:{self.port}{path}"

    @property
    def connections(self) -> int:
        """How many clients have connected, those in the queue too."""
        if not self._over.is_set():
            self._settle()
        return self._accepted

    def _settle(self) -> None:
        """Connect and wait to be taken: by then, all who came before have been counted."""
        with socket.socket() as probe:
            probe.bind((self.address, 0))
            self._probes.add(probe.getsockname())
            probe.connect((self.address, self.port))
            probe.recv(1)

    def _accept(self) -> None:
        while not self._over.is_set():
            try:
                sock, client = self._listener.accept()
            except OSError:
                return
            if client in self._probes:
                sock.close()
                continue
            self._accepted += 1
            thread = Thread(target=self._answer, args=(sock,))
            self._threads.append(thread)
            thread.start()

    def _answer(self, sock: socket.socket) -> None:
        try:
            sock.settimeout(PATIENCE)
            if before := self.replies.get(""):
                self._reply(Peer(sock, b"", self._over), before)
            if self.tls:
                sock = self.tls.wrap_socket(sock, server_side=True)
            if request := _head(sock):
                self.requests.append(request)
                path = request.split(b" ")[1].split(b"?")[0].decode()
                self._reply(Peer(sock, request, self._over), self.replies.get(path, NOT_FOUND))
        except OSError:
            pass  # the client has gone, as most of them should
        finally:
            sock.close()

    def _reply(self, peer: Peer, reply: Reply) -> None:
        self.peers.append(peer)
        if isinstance(reply, bytes):
            peer.send(reply)
        else:
            reply(peer)


def _head(sock: socket.socket) -> bytes:
    head = b""
    while b"\r\n\r\n" not in head:
        if not (received := sock.recv(65536)):
            return b""
        head += received
    return head


def answer(body: bytes = b"", *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """A sound answer, unless its parts are not."""
    size = f"Content-Length: {len(body) if length is None else length}"
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, size, "", ""]).encode() + body


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    framed = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks)
    return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + framed + end


def packed(body: bytes, wrapper: int = 31) -> bytes:
    """The body as gzip (31), zlib (15) or raw deflate (-15)."""
    packer = zlib.compressobj(9, wbits=wrapper)
    return packer.compress(body) + packer.flush()


def slowly(start: bytes, piece: bytes, end: bytes = b"") -> Script:
    def script(peer: Peer) -> None:
        peer.send(start)
        peer.drip(piece, end=end)

    return script


def endlessly(start: bytes, piece: bytes) -> Script:
    def script(peer: Peer) -> None:
        peer.send(start)
        peer.flood(piece)

    return script


def then_silence(start: bytes) -> Script:
    def script(peer: Peer) -> None:
        peer.send(start)
        peer.hold()

    return script


def reset_when_asked(peer: Peer) -> None:
    peer.hold()
    peer.reset()


def then_reset(start: bytes) -> Script:
    def script(peer: Peer) -> None:
        peer.send(start)
        peer.reset()

    return script

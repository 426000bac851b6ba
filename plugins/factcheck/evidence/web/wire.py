"""A connection to a checked address, with a deadline and an allowance that no server can stretch."""

import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic

import httpcore

from factcheck.evidence.web.guard import Access, Address, FetchError, Reason, Resolve, Target, check

HEAD_SIZE = 64 * 1024  # all headers of one answer; the largest that nginx, Apache or Node send are 8 to 16 KB
READ_SIZE = 16 * 1024  # one TLS record


class Deadline:
    """A moment after which nothing more is waited for."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    def left(self) -> float:
        """The seconds left; raises `TimeoutError` where there are none."""
        seconds = self._end - monotonic()
        if seconds <= 0:
            raise TimeoutError
        return seconds

    def part(self, seconds: float) -> "Deadline":
        """A deadline after `seconds`, but no later than this one."""
        return Deadline(min(seconds, self.left()))


class Stream(httpcore.NetworkStream):
    """A connected socket. Each read and write ends with the deadline, however slowly the bytes drip.

    Raises `TimeoutError` and other `OSError`s, and `FetchError` when more arrives than was allowed.
    """

    def __init__(self, sock: socket.socket, target: Target, deadline: Deadline) -> None:
        self._sock, self._target, self._deadline = sock, target, deadline
        self._allowed, self._what = HEAD_SIZE, f"the headers are larger than {HEAD_SIZE} bytes"

    def expect_body(self, size: int) -> None:
        """Allow a body of `size` bytes from now on; the rest of the headers' allowance is for its chunk sizes."""
        self._allowed, self._what = size + HEAD_SIZE, f"the answer is larger than {size} bytes"

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """At most `max_bytes`, empty at the end; the timeout is ours."""
        self._sock.settimeout(self._deadline.left())
        received = self._sock.recv(min(max_bytes, READ_SIZE))
        self._allowed -= len(received)
        if self._allowed < 0:
            raise FetchError(Reason.TOO_LARGE, self._target.url, self._what)
        return received

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of `buffer`; the timeout is ours."""
        try:
            while buffer:
                self._sock.settimeout(self._deadline.left())
                buffer = buffer[self._sock.send(buffer) :]
        except OSError as error:
            # A server may answer and close before it has read everything: httpcore then reads on,
            # and the next read finds out when it was the time that ran out.
            raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        """Close the socket."""
        self._sock.close()


def connect(target: Target, access: Access, deadline: Deadline) -> Stream:
    """A connection to one of the addresses that the target has now; raises `FetchError`.

    The name is resolved here and nowhere else, so the address checked is the address connected to.
    """
    hop = deadline.part(access.limits.connect)
    with _failing(target, Reason.DNS, f"there is no address for the name {target.host}"):
        found = [target.host] if target.literal else _resolved(access.resolve, target, hop)
        addresses = [ip_address(address) for address in found]
    check(target, addresses, access)
    with _failing(target, Reason.CONNECT, f"no connection to {target.host}"):
        sock = _dial(addresses, target.port, hop)
    if target.scheme == "https":
        with _failing(target, Reason.TLS, f"no secure connection to {target.host}"):
            sock = _secured(sock, target.host, access.trusted_ca, hop)
    return Stream(sock, target, deadline)


@contextmanager
def _failing(target: Target, reason: Reason, words: str) -> Iterator[None]:
    try:
        yield
    except TimeoutError as error:
        raise FetchError(Reason.TIMEOUT, target.url, f"{words}: it took too long") from error
    except (OSError, ValueError) as error:
        why = getattr(error, "verify_message", "") or getattr(error, "strerror", "") or error
        raise FetchError(reason, target.url, f"{words}: {why}") from error


def _resolved(resolve: Resolve, target: Target, deadline: Deadline) -> Sequence[str]:
    """The addresses of a name, asked for in a thread of its own, because `getaddrinfo` knows no time limit.

    (By default it tries each name server twice, 5 s each: resolv.conf(5).)
    """
    outcome: SimpleQueue[Sequence[str] | Exception] = SimpleQueue()

    def ask() -> None:
        try:
            outcome.put(resolve(target.host, target.port))
        except Exception as error:
            outcome.put(error)

    Thread(target=ask, daemon=True).start()
    try:
        found = outcome.get(timeout=deadline.left())
    except Empty:
        raise TimeoutError from None
    if isinstance(found, Exception):
        raise found
    return found


def _dial(addresses: list[Address], port: int, deadline: Deadline) -> socket.socket:
    """A socket connected to the first address that answers; each has its share of the time left."""
    failure = OSError("it has no address")
    for shares, address in zip(range(len(addresses), 0, -1), addresses, strict=True):
        sock = socket.socket(socket.AF_INET if address.version == 4 else socket.AF_INET6)
        try:
            sock.settimeout(deadline.left() / shares)
            sock.connect((str(address), port))
        except OSError as error:
            sock.close()
            failure = error
        else:
            return sock
    raise failure


def _secured(sock: socket.socket, host: str, trusted_ca: str | None, deadline: Deadline) -> socket.socket:
    """The socket with TLS on it, its certificate proved for `host`; closed where that fails."""
    try:
        sock.settimeout(deadline.left())
        return _trust(trusted_ca).wrap_socket(sock, server_hostname=host)
    except BaseException:
        sock.close()
        raise


@cache
def _trust(trusted_ca: str | None) -> ssl.SSLContext:
    """The authorities believed in: those of the system and of Mozilla, or those of one file alone."""
    if trusted_ca is None:
        return httpcore.default_ssl_context()
    return ssl.create_default_context(cafile=trusted_ca)

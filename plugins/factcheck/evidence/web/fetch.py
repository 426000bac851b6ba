"""One GET or HEAD request to an address a stranger wrote: safe, and bounded in time and memory.

No cookies, no credentials, no Referer; nothing from the environment (no proxy, no netrc). Each redirect
is read, resolved and checked like the first address. A redirect from https to http is followed: http
addresses are fetched anyway and nothing secret is sent, so refusing would protect nobody; the hops tell.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from urllib.parse import quote, urljoin

import httpcore

from factcheck import __version__
from factcheck.evidence.web.coding import CodingError, TooLargeError, decode
from factcheck.evidence.web.guard import (
    SAFE,
    Access,
    FetchError,
    Limits,
    Reason,
    Resolve,
    Target,
    system_resolver,
    target,
)
from factcheck.evidence.web.wire import Deadline, Stream, connect

__all__ = ["Access", "Answer", "FetchError", "Limits", "Reason", "Resolve", "fetch", "system_resolver"]

OPEN_WEB = Access()
METHODS = ("GET", "HEAD")
REDIRECTS = (301, 302, 303, 307, 308)
USER_AGENT = f"factcheck/{__version__} (+link check)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered, whatever its status."""

    url: str  # as asked
    final_url: str  # after the redirects; `url` where there were none
    status: int
    headers: Mapping[str, str]  # names in small letters; repeated ones joined by ", "
    body: bytes  # decoded; empty for HEAD
    hops: tuple[tuple[int, str], ...]  # the status of each redirect, and the address it led to

    @property
    def content_type(self) -> str:
        """The media type in small letters, without parameters; empty where the server named none."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reply:
    """The answer of one hop."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    leads_to: str | None  # the address of a redirect


def fetch(url: str, access: Access = OPEN_WEB, *, method: str = "GET") -> Answer:
    """The answer of `url` to GET or HEAD, redirects followed. Threads may call it side by side.

    Any HTTP status is an answer, also a redirect that names no address. Raises `FetchError` where there
    is none, and `ValueError` for another method, which is the caller's mistake.
    """
    if method not in METHODS:
        raise ValueError(f"method must be one of {', '.join(METHODS)}, not {method!r}")
    deadline = Deadline(access.limits.total)
    address, hops = url, list[tuple[int, str]]()
    while True:
        reply = _ask(target(address), access, deadline, method)
        if reply.leads_to is None:
            break
        if len(hops) == access.limits.redirects:
            raise FetchError(Reason.REDIRECTS, address, f"there are more than {len(hops)} redirects")
        hops.append((reply.status, reply.leads_to))
        address = reply.leads_to
    return Answer(
        url=url, final_url=address, status=reply.status, headers=reply.headers, body=reply.body, hops=tuple(hops)
    )


def _ask(target: Target, access: Access, deadline: Deadline, method: str) -> _Reply:
    with _in_words(target, access.limits), closing(connect(target, access, deadline)) as stream:
        request = _request(target, method)
        response = httpcore.HTTP11Connection(request.url.origin, stream).handle_request(request)
        headers, leads_to = _headers(response), _location(target, response)
        body = b"" if leads_to else _body(response, headers, stream, access.limits.size)
        return _Reply(status=response.status, headers=headers, body=body, leads_to=leads_to)


@contextmanager
def _in_words(target: Target, limits: Limits) -> Iterator[None]:
    """Turn whatever goes wrong after the connection was made into a `FetchError`."""
    try:
        yield
    except TimeoutError as error:
        raise FetchError(Reason.TIMEOUT, target.url, f"there was no full answer in {limits.total:g} s") from error
    except TooLargeError as error:
        raise FetchError(Reason.TOO_LARGE, target.url, f"the answer is larger than {limits.size} bytes") from error
    except (httpcore.ProtocolError, CodingError) as error:
        raise FetchError(Reason.PROTOCOL, target.url, f"the answer is not sound: {error}") from error
    except OSError as error:
        raise FetchError(Reason.PROTOCOL, target.url, f"the connection broke off: {error}") from error


def _request(target: Target, method: str) -> httpcore.Request:
    headers = [
        ("Host", target.authority),
        ("User-Agent", USER_AGENT),
        ("Accept", "*/*"),
        ("Accept-Encoding", "gzip"),
        ("Connection", "close"),
    ]
    url = httpcore.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path)
    return httpcore.Request(method, url, headers=headers)


def _headers(response: httpcore.Response) -> dict[str, str]:
    headers: dict[str, list[str]] = {}
    for name, value in response.headers:
        headers.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return {name: ", ".join(values) for name, values in headers.items()}


def _location(target: Target, response: httpcore.Response) -> str | None:
    """Where a redirect leads; nowhere without a Location that says something."""
    named = {value for name, value in response.headers if name.lower() == b"location" and value}
    if response.status not in REDIRECTS or not named:
        return None
    if len(named) > 1:
        raise httpcore.RemoteProtocolError("it redirects to several addresses at once")
    try:
        return urljoin(target.url, _text(*named))
    except ValueError:
        return _text(*named)  # refused in words by the guard


def _text(location: bytes) -> str:
    """A Location as text; raw bytes beyond ASCII are UTF-8, or kept as the bytes they are."""
    try:
        return location.decode()
    except UnicodeDecodeError:
        return quote(location, safe=SAFE)


def _body(response: httpcore.Response, headers: Mapping[str, str], stream: Stream, size: int) -> bytes:
    """The decoded body; given up as soon as it is seen to be larger than `size`."""
    stream.expect_body(size)
    length = headers.get("content-length", "")
    announced = int(length) if re.fullmatch(r"\d{1,20}", length) else 0
    body = bytearray()
    for chunk in response.iter_stream():
        body += chunk
        if max(len(body), announced) > size:
            raise TooLargeError
    return decode(bytes(body), headers.get("content-encoding", ""), size)

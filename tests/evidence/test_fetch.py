"""The fetcher against servers that misbehave and addresses that lead astray. All of it over loopback."""

import re
import socket
import ssl
import sys
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from threading import Event

import httpcore
import pytest
import trustme
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.tables import each
from evidence.misbehaving import (
    PATIENCE,
    Peer,
    Reply,
    Server,
    answer,
    chunked,
    endlessly,
    packed,
    reset_when_asked,
    slowly,
    then_reset,
    then_silence,
)
from factcheck import __version__
from factcheck.evidence.web.fetch import Access, Answer, FetchError, Limits, Reason, fetch, system_resolver
from factcheck.evidence.web.guard import is_public, target
from factcheck.evidence.web.wire import Deadline, Stream

SITE = "site.test"  # stands for a public name; only the switch lets its address, 127.0.0.1, through
PRIVATE = "127.0.0.2"  # stands for a private host: the switch does not open it
NAMES = {SITE: ["127.0.0.1"], "localhost": [PRIVATE], "intranet.test": ["10.0.0.1"]}
SIZE = 64 * 1024
SHORT = Limits(connect=0.3, total=0.3, size=SIZE)
LONG = Limits(connect=30, total=30, size=SIZE)
HELLO = b"<p>Hello"
PADDING = b"x" * 4096


def names(host: str, port: int) -> Sequence[str]:
    if host not in NAMES:
        raise OSError("no such name")
    return NAMES[host]


def access(limits: Limits = LONG, **changes: object) -> Access:
    return replace(Access(limits=limits, loopback=True, resolve=names), **changes)  # type: ignore[arg-type]


def refusal(url: str, allowed: Access, **options: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetch(url, allowed, **options)
    return caught.value


@dataclass(frozen=True, kw_only=True)
class Way:
    """A way to answer, and what must come of it: an answer, or a reason and words of the message."""

    name: str
    reply: Reply
    status: int = 200
    body: bytes = b""
    reason: Reason | None = None
    words: str = ""
    limits: Limits = LONG


def fails(name: str, reply: Reply, reason: Reason, words: str = "", limits: Limits = LONG) -> Way:
    return Way(name=name, reply=reply, reason=reason, words=words, limits=limits)


def too_slow(name: str, reply: Reply) -> Way:
    return fails(name, reply, Reason.TIMEOUT, limits=SHORT)


def too_large(name: str, reply: Reply, words: str = f"the answer is larger than {SIZE} bytes") -> Way:
    return fails(name, reply, Reason.TOO_LARGE, words)


def unsound(name: str, reply: Reply, words: str = "the answer is not sound") -> Way:
    return fails(name, reply, Reason.PROTOCOL, words)


def answers(name: str, reply: Reply, body: bytes = HELLO, status: int = 200) -> Way:
    return Way(name=name, reply=reply, body=body, status=status)


def coded(coding: str, body: bytes) -> bytes:
    return answer(body, f"Content-Encoding: {coding}")


OK = b"HTTP/1.1 200 OK\r\n"
UNTIL_CLOSE = OK + b"\r\n"
CHUNKS = OK + b"Transfer-Encoding: chunked\r\n\r\n"
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
HTTP2 = b"\x00\x00\x12\x04\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x64\x00\x04\x00\x00\xff\xff"
END = b"\r\nContent-Length: 0\r\n\r\n"
HEADERS_TOO_LARGE = "the headers are larger than 65536 bytes"

WAYS = [
    too_slow("silence", then_silence(b"")),
    too_slow("half a status line, then silence", then_silence(b"HTTP/1.")),
    too_slow("headers, then silence", then_silence(answer(HELLO, length=100))),
    too_slow("slow header", slowly(OK + b"X: ", b"a", END)),
    too_slow("slow headers", slowly(OK, b"X: a\r\n", END)),
    too_slow("slow body", slowly(answer(length=500), b"a")),
    too_slow("slow body without a length", slowly(UNTIL_CLOSE, b"a")),
    too_slow("slow chunks", slowly(CHUNKS, b"1\r\na\r\n", b"0\r\n\r\n")),
    too_slow("slow chunk size", slowly(CHUNKS + b"1;", b"a", b"\r\na\r\n0\r\n\r\n")),
    too_slow("slow trailers", slowly(CHUNKS + b"0\r\n", b"X: a\r\n", b"\r\n")),
    too_slow("slow 1xx", slowly(b"", CONTINUE, answer(HELLO))),
    too_large("endless body", endlessly(UNTIL_CLOSE, PADDING)),
    too_large("endless chunks", endlessly(CHUNKS, b"1000\r\n%s\r\n" % PADDING)),
    too_large("endless chunk of one size", endlessly(CHUNKS + b"fffffffffff\r\n", PADDING)),
    too_large("chunks of one byte", endlessly(CHUNKS, b"1\r\na\r\n" * 1000)),
    unsound("endless trailers", endlessly(CHUNKS + b"0\r\n", b"X: a\r\n" * 1000)),
    too_large("chunks of one byte with long extensions", endlessly(CHUNKS, b"1;%s\r\na\r\n" % PADDING)),
    too_large("one byte more", answer(b"a" * (SIZE + 1))),
    too_large("one byte more, in chunks", chunked(b"a" * (SIZE + 1))),
    too_large("too much announced", then_silence(answer(HELLO, length=SIZE + 1))),
    too_large("endless headers", endlessly(OK, b"X: a\r\n" * 1000), HEADERS_TOO_LARGE),
    too_large("one huge header", endlessly(OK + b"X: ", PADDING), HEADERS_TOO_LARGE),
    too_large("endless status line", endlessly(b"HTTP/1.1 200 ", PADDING), HEADERS_TOO_LARGE),
    too_large("endless 1xx", endlessly(b"", CONTINUE * 100), HEADERS_TOO_LARGE),
    too_large("endless garbage", endlessly(b"", b"\xff" * 4096), HEADERS_TOO_LARGE),
    unsound("endless empty lines", endlessly(b"", b"\n" * 4096)),
    too_large("gzip bomb", coded("gzip", packed(bytes(8 * 1024 * 1024)))),
    too_large("gzip bomb in parts", coded("gzip", packed(bytes(SIZE - 1)) + packed(bytes(2)))),
    too_large("deflate bomb", coded("deflate", packed(bytes(8 * 1024 * 1024), 15))),
    too_large("raw deflate bomb", coded("deflate", packed(bytes(8 * 1024 * 1024), -15))),
    too_large("one byte more, packed", coded("gzip", packed(bytes(SIZE + 1)))),
    answers("as large as allowed", answer(b"a" * SIZE), b"a" * SIZE),
    answers("as large as allowed, in chunks", chunked(b"a" * SIZE), b"a" * SIZE),
    answers("as large as allowed, packed", coded("gzip", packed(bytes(SIZE))), bytes(SIZE)),
    answers("headers nearly as large as allowed", answer(HELLO, f"X: {'a' * 60_000}")),
    answers("gzip", coded("gzip", packed(HELLO))),
    answers("x-gzip in capitals", coded("X-GZip", packed(HELLO))),
    answers("gzip in two parts", coded("gzip", packed(b"<p>") + packed(b"Hello"))),
    answers("gzip with bytes behind it", coded("gzip", packed(HELLO) + b"\0\0")),
    answers("gzip of nothing", coded("gzip", b""), b""),
    answers("gzip in a 404", answer(packed(HELLO), "Content-Encoding: gzip", status="404 Not Found"), status=404),
    answers("deflate", coded("deflate", packed(HELLO, 15))),
    answers("raw deflate", coded("deflate", packed(HELLO, -15))),
    answers("identity", coded("identity", HELLO)),
    answers("gzip in gzip, one of them told", coded("gzip", packed(packed(HELLO))), packed(HELLO)),
    unsound("gzip in gzip, both told", coded("gzip, gzip", packed(packed(HELLO))), "coded as gzip, gzip"),
    unsound("truncated gzip", coded("gzip", packed(HELLO)[:-9]), "breaks off before its end"),
    unsound("gzip without its check sum", coded("gzip", packed(HELLO)[:-8]), "breaks off before its end"),
    unsound("gzip with a wrong check sum", coded("gzip", packed(HELLO)[:-8] + bytes(8)), "is broken"),
    unsound("second gzip part truncated", coded("gzip", packed(HELLO) + packed(HELLO)[:-9]), "breaks off"),
    unsound("a hundred and one gzip parts", coded("gzip", packed(b"") * 101), "more than 100 parts"),
    unsound("text called gzip", coded("gzip", HELLO), "is broken"),
    unsound("text called deflate", coded("deflate", HELLO), "is broken"),
    unsound("br, not asked for", coded("br", b"\x0b\x03\x80Hello\x03"), "coded as br, and only gzip was asked for"),
    unsound("zstd, not asked for", coded("zstd", HELLO), "coded as zstd"),
    unsound("length too long", answer(HELLO, length=100)),
    answers("length too short", answer(HELLO, length=3), b"<p>"),
    unsound("length negative", answer(HELLO, length=-1)),
    unsound("length no number", OK + b"Content-Length: eight\r\n\r\n" + HELLO),
    unsound("length of 400 digits", OK + b"Content-Length: " + b"9" * 400 + b"\r\n\r\n" + HELLO),
    unsound("two lengths", answer(HELLO, "Content-Length: 3")),
    answers("two equal lengths", answer(HELLO, "Content-Length: 8")),
    answers("no length", UNTIL_CLOSE + HELLO),
    answers("chunks", chunked(b"<p>", b"Hello")),
    answers("chunks with extensions and trailers", CHUNKS + b"8;a=b\r\n<p>Hello\r\n0\r\nX: a\r\n\r\n"),
    answers("chunks and a length", CHUNKS[:-2] + b"Content-Length: 3\r\n\r\n8\r\n<p>Hello\r\n0\r\n\r\n"),
    unsound("chunk size no number", CHUNKS + b"eight\r\n<p>Hello\r\n0\r\n\r\n"),
    unsound("chunk size negative", CHUNKS + b"-8\r\n<p>Hello\r\n0\r\n\r\n"),
    unsound("chunk size of 30 digits", CHUNKS + b"f" * 30 + b"\r\n<p>Hello\r\n0\r\n\r\n"),
    unsound("chunk longer than told", CHUNKS + b"3\r\n<p>Hello\r\n0\r\n\r\n"),
    unsound("chunks break off", CHUNKS + b"8\r\n<p>Hello\r\n"),
    unsound("chunk breaks off", CHUNKS + b"8\r\n<p>"),
    unsound("unknown transfer coding", OK + b"Transfer-Encoding: gzip\r\n\r\n" + HELLO),
    unsound("HTTP/0.9", HELLO),
    unsound("garbage", b"\xff\xfe\x00\x01" * 10 + b"\r\n\r\n"),
    unsound("HTTP/2", HTTP2),
    unsound("another protocol", b"SSH-2.0-OpenSSH_9.6\r\n\r\n"),
    unsound("two-digit status", answer(HELLO, status="99 Odd")),
    unsound("four-digit status", answer(HELLO, status="2000 Odd")),
    unsound("status in words", answer(HELLO, status="OK")),
    unsound("NUL in a header", answer(HELLO, "X: a\0b")),
    unsound("NUL in a header's name", answer(HELLO, "X\0: a")),
    unsound("bare CR in a header", answer(HELLO, "X: a\rb")),
    unsound("header without a colon", answer(HELLO, "X")),
    unsound("space before the colon", answer(HELLO, "X : a")),
    unsound("switching protocols unasked", b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n" + HELLO),
    unsound("headers break off", OK + b"Content-Type: text/ht"),
    unsound("closed at once", b""),
    unsound("reset at once", then_reset(b""), "the connection broke off"),
    unsound("reset in the body", then_reset(answer(HELLO, length=100)), ""),
    answers("lines end in LF alone", b"HTTP/1.1 200 OK\nContent-Length: 8\n\n<p>Hello"),
    answers("folded header", answer(HELLO, "X: a\r\n b")),
    answers("HTTP/1.0", b"HTTP/1.0 200 OK\r\n\r\n" + HELLO),
    answers("no reason phrase", b"HTTP/1.1 200\r\nContent-Length: 8\r\n\r\n<p>Hello"),
    answers("100 Continue first", CONTINUE + answer(HELLO)),
    answers("early hints first", b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + answer(HELLO)),
    answers("more than one answer", answer(HELLO) + answer(b"<p>Bye")),
    answers("odd charset", answer("<p>Gödel".encode("utf-16"), "Content-Type: text/html; charset=klingon"), "<p>Gödel".encode("utf-16")),
    answers("no content", b"HTTP/1.1 204 No Content\r\n\r\n", b"", 204),
    answers("no content, with a body", answer(HELLO, status="204 No Content"), b"", 204),
    answers("not modified", answer(status="304 Not Modified", length=SIZE + 1), b"", 304),
    answers("several choices", answer(HELLO, "Location: /other", status="300 Multiple Choices"), status=300),
    answers("redirect to nowhere", answer(HELLO, status="301 Moved Permanently"), status=301),
    answers("redirect to an empty address", answer(HELLO, "Location: ", status="302 Found"), status=302),
    answers("created elsewhere", answer(HELLO, "Location: /other", status="201 Created"), status=201),
    answers("forbidden", answer(HELLO, status="403 Forbidden"), status=403),
    answers("not found", answer(HELLO, status="404 Not Found"), status=404),
    answers("soft 404", answer(b"<title>Page not found"), b"<title>Page not found"),
    answers("too many requests", answer(HELLO, "Retry-After: 120", status="429 Too Many Requests"), status=429),
    answers("server error", answer(HELLO, status="500 Oops"), status=500),
    answers("status 999", answer(HELLO, status="999 Request denied"), status=999),
]  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of all the ways, each under a path of its own."""
    with Server({path(way): way.reply for way in WAYS}) as started:
        yield started


def path(way: Way) -> str:
    return "/" + "".join(letter if letter.isalnum() else "-" for letter in way.name)


def test_each_way_has_a_path_of_its_own() -> None:
    assert len({path(way) for way in WAYS}) == len(WAYS) > 40


@each(WAYS)
def test_every_way_to_answer(server: Server, case: Way) -> None:
    url = server.url(path(case), SITE)
    if case.reason is None:
        found = fetch(url, access(case.limits))
        assert (found.status, found.body) == (case.status, case.body)
        assert (found.url, found.final_url, found.hops) == (url, url, ())
    else:
        error = refusal(url, access(case.limits))
        assert (error.reason, error.url) == (case.reason, url)
        assert case.words in str(error)


PIECES = st.sampled_from([
    OK, b"HTTP/1.1 301 Moved\r\n", CONTINUE, b"Content-Length: 5\r\n", b"Transfer-Encoding: chunked\r\n", b"\r\n", b"\n",
    b"Content-Encoding: gzip\r\n", b"Location: //127.0.0.2/\r\n", b"Location: http://[\r\n", b"5\r\n", b"0\r\n", HELLO, packed(HELLO),
])  # fmt: skip
REPLIES: dict[str, Reply] = {}


@pytest.fixture(scope="module")
def changing() -> Iterator[Server]:
    """A server that answers what stands in `REPLIES` at the time."""
    with Server(REPLIES) as started:
        yield started


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES | st.binary(max_size=20), max_size=8).map(b"".join))
def test_whatever_is_answered_there_is_an_answer_or_a_reason(changing: Server, reply: bytes) -> None:
    REPLIES["/"] = reply
    found: Answer | FetchError
    try:
        found = fetch(changing.url("/", SITE), access(resolve=Resolver(["127.0.0.1"], ["10.0.0.1"])))
    except FetchError as error:
        found = error
    assert str(found) if isinstance(found, FetchError) else 200 <= found.status <= 999


# What is asked


def test_the_request_says_who_asks_and_nothing_else(server: Server) -> None:
    before = len(server.requests)
    fetch(server.url("/gzip?b=ü&a=1#part", SITE), access())
    lines = server.requests[before].decode("ascii").split("\r\n")
    assert lines == [
        "GET /gzip?b=%C3%BC&a=1 HTTP/1.1",
        f"Host: {SITE}:{server.port}",
        f"User-Agent: factcheck/{__version__} (+link check)",
        "Accept: */*",
        "Accept-Encoding: gzip",
        "Connection: close",
        "",
        "",
    ]


@dataclass(frozen=True, kw_only=True)
class Written:
    """An address as written, and what is asked for there."""

    name: str
    url: str
    authority: str
    path: str = "/"


WRITTEN = [
    Written(name="only a host", url="http://a.test", authority="a.test"),
    Written(name="capitals", url="HTTP://A.Test/B", authority="a.test", path="/B"),
    Written(name="full stop at the end", url="http://a.test./", authority="a.test"),
    Written(name="port of its scheme", url="https://a.test:443/", authority="a.test"),
    Written(name="port of the other scheme", url="https://a.test:80/", authority="a.test:80"),
    Written(name="fragment", url="http://a.test/b#:~:text=c", authority="a.test", path="/b"),
    Written(name="query without a path", url="http://a.test?b", authority="a.test", path="/?b"),
    Written(name="encoded already", url="http://a.test/%C3%BC?%20", authority="a.test", path="/%C3%BC?%20"),
    Written(name="letters and spaces", url="http://a.test/ü b", authority="a.test", path="/%C3%BC%20b"),
    Written(name="backslash", url="http://a.test/\\b", authority="a.test", path="/%5Cb"),
    Written(name="encoded line break", url="http://a.test/%0d%0aX:1", authority="a.test", path="/%0d%0aX:1"),
    Written(name="name of another script", url="http://bücher.test/", authority="xn--bcher-kva.test"),
    Written(name="fullwidth letters", url="http://ａ.test/", authority="a.test"),
    Written(name="IPv6", url="http://[2606:4700:0:0::1]/", authority="[2606:4700::1]"),
    Written(name="IPv6 and port", url="http://[2606:4700::1]:443/", authority="[2606:4700::1]:443"),
]


@given(st.text() | st.text("htp:/@[].#?%\\0x1２é\t\n \ud800").map("http://".__add__))
def test_whatever_is_written_is_refused_or_can_be_sent(url: str) -> None:
    try:
        found = target(url)
    except FetchError:
        return  # and nothing else
    assert re.fullmatch(r"[\x21-\x7e]+", f"{found.authority}{found.path}")
    assert found.path.startswith("/")


@each(WRITTEN)
def test_an_address_is_read_once_for_all(case: Written) -> None:
    found = target(case.url)
    assert (found.authority, found.path, found.url) == (case.authority, case.path, case.url)


def test_nothing_of_the_environment_is_used(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text(f"machine {SITE} login me password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(netrc))
    with Server({"/": answer(b"the proxy")}) as proxy:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url())
        assert fetch(server.url("/gzip", SITE), access()).body == HELLO
        assert b"secret" not in server.requests[-1]
        assert b"Authorization" not in server.requests[-1]
        assert proxy.connections == 0


def test_cookies_are_not_sent_back(server: Server) -> None:
    def reply(peer: Peer) -> None:
        again = b"/again" in peer.request
        status, body = ("200 OK", peer.request) if again else ("302 Found", b"")
        peer.send(answer(body, "Set-Cookie: a=1; Path=/", "Location: /again", status=status))

    with Server({"/": reply, "/again": reply}) as setter:
        found = fetch(setter.url("/", SITE), access())
    assert b"GET /again" in found.body
    assert b"cookie" not in found.body.lower()
    assert b"referer" not in found.body.lower()


def test_headers_have_small_names_and_repeated_ones_are_joined() -> None:
    reply = answer(HELLO, "X-A: 1", "x-a: 2", "Content-Type: Text/HTML ; charset=KOI8-R", "X-B: caf\u00e9")
    with Server({"/": reply}) as started:
        found = fetch(started.url("/", SITE), access())
    assert found.headers == {
        "x-a": "1, 2", "content-type": "Text/HTML ; charset=KOI8-R", "x-b": "cafÃ©", "content-length": "8"
    }  # fmt: skip
    assert found.content_type == "text/html"
    assert replace(found, headers={}).content_type == ""


HEADS = [
    answers("body announced", answer(length=SIZE + 1), b""),
    answers("body sent all the same", answer(HELLO), b""),
    answers("packed", answer(b"", "Content-Encoding: gzip", length=100), b""),
    answers("chunked", CHUNKS, b""),
    answers("not found", answer(status="404 Not Found"), b"", 404),
    answers("not allowed", answer(status="405 Method Not Allowed"), b"", 405),
]


@each(HEADS)
def test_head_has_no_body(case: Way) -> None:
    assert isinstance(case.reply, bytes)
    redirect = case.reply.replace(b"200 OK", b"303 See Other\r\nLocation: /there")
    with Server({"/": redirect, "/there": case.reply}) as started:
        found = fetch(started.url("/", SITE), access(), method="HEAD")
    assert (found.status, found.body) == (case.status, b"")
    assert {request.split(b" ")[0] for request in started.requests} == {b"HEAD"}


def test_other_methods_are_the_callers_mistake() -> None:
    with pytest.raises(ValueError, match="GET, HEAD"):
        fetch("http://a.test/", access(), method="POST")


def test_an_answer_may_come_before_the_request() -> None:
    with Server({"": answer(HELLO, status="403 Forbidden")}) as started:
        assert fetch(started.url("/", SITE), access()).status == 403


def test_an_answer_is_read_though_the_request_could_not_be_sent() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        stream = Stream(ours, target("http://a.test/"), Deadline(30))
        theirs.sendall(HELLO)
        theirs.close()
        with pytest.raises(httpcore.WriteError):  # what lets httpcore read on
            stream.write(PADDING)
        assert stream.read(100) == HELLO


def test_a_server_that_reads_slowly_is_not_waited_for() -> None:
    with Server({"": lambda peer: peer.sip()}) as started:
        error = refusal(started.url(f"/{'a' * 20_000_000}", SITE), access(replace(SHORT, connect=30, total=1)))
    assert (error.reason, str(error)) == (Reason.TIMEOUT, "there was no full answer in 1 s")
    assert not any(peer.lost_patience for peer in started.peers)  # none where a busy machine took a second to answer


def test_threads_may_fetch_side_by_side(server: Server) -> None:
    wanted = [way for way in WAYS if way.reason is None] * 2

    def body(way: Way) -> bytes:
        return fetch(server.url(path(way), SITE), access()).body

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(body, wanted)) == [way.body for way in wanted]


# Which addresses are asked


@dataclass(frozen=True, kw_only=True)
class Refused:
    """An address that is refused, and words of the message."""

    name: str
    url: str
    words: str


PUBLIC_ONLY = "not a public address"
NO_HOST = "is no host name"
NO_NUMBER = "this is no web address: "
SCHEME = "it must begin with http:// or https://"
CREDENTIALS = "it holds a user name or a password"
CONTROL = "it holds a control character"

# PORT is the port of a listener at 127.0.0.2, which stands for a private host and must hear nothing.
REFUSED = [
    Refused(name="private IPv4", url="http://127.0.0.2:PORT/", words=f"127.0.0.2 is {PUBLIC_ONLY}"),
    Refused(name="all of the computer", url="http://0.0.0.0:PORT/", words=f"0.0.0.0 is {PUBLIC_ONLY}"),
    Refused(name="IPv4 in IPv6", url="http://[::ffff:127.0.0.2]:PORT/", words=PUBLIC_ONLY),
    Refused(name="loopback in IPv6, which the switch does not open", url="http://[::ffff:127.0.0.1]:PORT/", words=PUBLIC_ONLY),
    Refused(name="IPv4 in IPv6, in hex", url="http://[::ffff:7f00:2]:PORT/", words=PUBLIC_ONLY),
    Refused(name="IPv4-compatible IPv6", url="http://[::127.0.0.2]:PORT/", words=PUBLIC_ONLY),
    Refused(name="IPv4 behind NAT64", url="http://[64:ff9b::7f00:2]:PORT/", words=PUBLIC_ONLY),
    Refused(name="6to4", url="http://[2002:7f00:2::1]:PORT/", words=PUBLIC_ONLY),
    Refused(name="a name of the computer", url="http://localhost:PORT/", words=f"localhost leads to 127.0.0.2, which is {PUBLIC_ONLY}"),
    Refused(name="a name of the network", url="http://intranet.test/", words=f"intranet.test leads to 10.0.0.1, which is {PUBLIC_ONLY}"),
    Refused(name="full stop at the end", url="http://127.0.0.2.:PORT/", words=PUBLIC_ONLY),
    Refused(name="fullwidth digits", url="http://１２７.０.０.２:PORT/", words=PUBLIC_ONLY),
    Refused(name="decimal", url="http://2130706434:PORT/", words=NO_NUMBER),
    Refused(name="octal", url="http://0177.0.0.2:PORT/", words=NO_NUMBER),
    Refused(name="octal, one number", url="http://017700000002:PORT/", words=NO_NUMBER),
    Refused(name="hex", url="http://0x7f.0.0.2:PORT/", words=NO_NUMBER),
    Refused(name="hex, one number", url="http://0x7f000002:PORT/", words=NO_NUMBER),
    Refused(name="short", url="http://127.2:PORT/", words=NO_NUMBER),
    Refused(name="five numbers", url="http://127.0.0.0.2:PORT/", words=NO_NUMBER),
    Refused(name="metadata of a cloud", url="http://169.254.169.254/latest/meta-data/", words=PUBLIC_ONLY),
    Refused(name="private IPv6", url="http://[fd00::1]/", words=PUBLIC_ONLY),
    Refused(name="link-local IPv6 with a zone", url="http://[fe80::1%25eth0]/", words=PUBLIC_ONLY),
    Refused(name="IPv6 loopback in long", url="http://[0:0:0:0:0:ffff:127.0.0.2]:PORT/", words=PUBLIC_ONLY),
    Refused(name="file", url="file:///etc/passwd", words=SCHEME),
    Refused(name="ftp", url="ftp://127.0.0.2:PORT/", words=SCHEME),
    Refused(name="gopher", url="gopher://127.0.0.2:PORT/_GET", words=SCHEME),
    Refused(name="javascript", url="javascript:alert(1)", words=SCHEME),
    Refused(name="data", url="data:text/html,<p>Hello", words=SCHEME),
    Refused(name="another port", url="http://93.184.215.14:8080/", words="port 8080 is not a port of the web"),
    Refused(name="mail port", url="http://93.184.215.14:25/", words="port 25 is not a port of the web"),
    Refused(name="port 0", url="http://93.184.215.14:0/", words="port 0 is not a port of the web"),
    Refused(name="port too high", url="http://93.184.215.14:65616/", words="Port out of range"),
    Refused(name="port in letters", url="http://93.184.215.14:http/", words="no web address"),
    Refused(name="user name", url="http://me@site.test/", words=CREDENTIALS),
    Refused(name="password", url="http://me:secret@site.test/", words=CREDENTIALS),
    Refused(name="empty user name", url="http://@site.test/", words=CREDENTIALS),
    Refused(name="another host before the @", url="http://site.test\\@127.0.0.2:PORT/", words=CREDENTIALS),
    Refused(name="backslash in the host", url="http://127.0.0.2\\.site.test/", words=NO_HOST),
    Refused(name="encoded host", url="http://%31%32%37.0.0.2:PORT/", words=NO_HOST),
    Refused(name="space in the host", url="http://127.0.0.2 .site.test/", words=NO_HOST),
    Refused(name="only a port", url="http://:80/", words=NO_HOST),
    Refused(name="label too long", url=f"http://{'a' * 64}.test/", words="no web address"),
    Refused(name="name too long", url=f"http://{'a.' * 127}test/", words=NO_HOST),
    Refused(name="empty label", url="http://a..test/", words="no web address"),
    Refused(name="letter that browsers read otherwise", url="http://faß.test/", words="in its ASCII form (xn--…)"),
    Refused(name="slash in a letter", url="http://a.test℀.b/", words="no web address"),
    Refused(name="bracket left open", url="http://[::1", words="no web address"),
    Refused(name="no address in the brackets", url="http://[site.test]/", words="no web address"),
]  # fmt: skip
# What no header can carry, or what is relative in a redirect: only a person can have written it.
WRITTEN_ONLY = [
    Refused(name="no host", url="http:///path", words=NO_HOST),
    Refused(name="line break in the path", url="http://site.test/a\r\nX: 1", words=CONTROL),
    Refused(name="line break in the scheme", url="ht\ntp://site.test/", words=CONTROL),
    Refused(name="tab in the host", url="http://site\t.test/", words=CONTROL),
    Refused(name="NUL in the host", url="http://127.0.0.2\0.site.test/", words=CONTROL),
    Refused(name="half a character in the host", url="http://\ud800.test/", words="no web address"),
    Refused(name="half a character in the path", url="http://site.test/\ud800", words="no web address"),
    Refused(name="no scheme", url="site.test/a", words=SCHEME),
    Refused(name="only a path", url="/a", words=SCHEME),
    Refused(name="nothing", url="", words=SCHEME),
]


@pytest.fixture(scope="module")
def private() -> Iterator[Server]:
    """A listener that stands for a private host: it answers, but nobody may ask."""
    with Server({"/": answer(b"secret")}, address=PRIVATE) as started:
        yield started
        assert started.connections == 0


def test_the_private_listener_would_be_heard() -> None:
    with Server({"/": answer(b"secret")}, address=PRIVATE) as started:
        opened = access(resolve=lambda host, port: ["127.0.0.1"])
        assert refusal(started.url(), opened).reason == Reason.UNSAFE
        assert started.connections == 0
        with socket.create_connection((PRIVATE, started.port)):
            pass
    assert started.connections == 1


@each([*REFUSED, *WRITTEN_ONLY])
def test_an_unsafe_address_is_not_asked(private: Server, case: Refused) -> None:
    url = case.url.replace("PORT", str(private.port))
    error = refusal(url, access())
    assert (error.reason, error.url) == (Reason.UNSAFE, url)
    assert case.words in str(error)
    assert private.connections == 0


@each(REFUSED)
def test_a_redirect_to_an_unsafe_address_is_not_followed(private: Server, case: Refused) -> None:
    url = case.url.replace("PORT", str(private.port))
    with Server({"/": answer(b"", f"Location: {url}", status="302 Found")}) as started:
        error = refusal(started.url("/", SITE), access())
    assert error.reason == Reason.UNSAFE
    assert case.words in str(error)
    assert (started.connections, private.connections) == (1, 0)


def test_without_the_switch_loopback_is_closed(server: Server) -> None:
    before = server.connections
    closed = Access(resolve=names)
    for url in (server.url("/gzip"), server.url("/gzip", SITE), f"http://[::1]:{server.port}/", "http://127.0.0.1/"):
        assert PUBLIC_ONLY in str(refusal(url, closed))
    assert server.connections == before


def test_the_switch_opens_any_port_of_loopback_and_no_other() -> None:
    assert refusal("http://127.0.0.1:1/", access(SHORT)).reason == Reason.CONNECT
    both = access(resolve=lambda host, port: ["127.0.0.1", "93.184.215.14"])
    assert "port 8080 is not a port of the web" in str(refusal("http://a.test:8080/", both))


def test_the_switch_is_no_matter_of_the_environment(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FACTCHECK_ALLOW_LOOPBACK", "ALLOW_LOOPBACK", "LOOPBACK", "no_proxy"):
        monkeypatch.setenv(name, "1")
    assert refusal(server.url(), Access()).reason == Reason.UNSAFE


def test_a_trusted_authority_needs_the_switch() -> None:
    with pytest.raises(ValueError, match="loopback=True"):
        Access(trusted_ca="ca.pem")


PUBLIC = """1.1.1.1 8.8.8.8 93.184.215.14 172.32.0.1 192.0.1.1 2606:4700:4700::1111 2a00:1450:4001::200e
    ::ffff:8.8.8.8 64:ff9b::808:808""".split()
NOT_PUBLIC = """0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255
    192.0.0.1 192.0.0.100 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.255
    240.0.0.1 255.255.255.255 :: ::1 ::127.0.0.1 ::8.8.8.8 ::ffff:10.0.0.1 ::ffff:0.0.0.0 ::ffff:0:127.0.0.1 64:ff9b::10.0.0.1
    64:ff9b::a9fe:a9fe 64:ff9b:1::8.8.8.8 100::1 2001::1 2001:10::1 2001:20::1 2001:db8::1 2002:808:808::1 2002:a00:1::1
    3fff::1 4000::1 5f00::1 fc00::1 fd12::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 ff0e::1""".split()


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


# Names


class Resolver:
    """Gives one answer after the other, and counts."""

    def __init__(self, *given: list[str]) -> None:
        self.given, self.asked = list(given), list[tuple[str, int]]()

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append((host, port))
        return self.given.pop(0)


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a name server says, and what comes of it."""

    name: str
    addresses: list[str]
    reason: Reason = Reason.UNSAFE
    words: str = PUBLIC_ONLY


FOUND = [
    Found(name="private", addresses=["10.0.0.1"], words="a.test leads to 10.0.0.1, which is not a public address"),
    Found(name="public, then private", addresses=["127.0.0.1", "10.0.0.1"]),
    Found(name="private, then public", addresses=["10.0.0.1", "127.0.0.1"]),
    Found(name="IPv6 private among public", addresses=["127.0.0.1", "::1", "fd00::1"]),
    Found(name="mapped", addresses=["::ffff:127.0.0.2"]),
    Found(name="this network", addresses=["0.0.0.0"]),
    Found(name="zone", addresses=["fe80::1%1"]),
    Found(name="nothing", addresses=[], reason=Reason.DNS, words="there is no address for the name a.test"),
    Found(name="no address", addresses=["b.test"], reason=Reason.DNS, words="there is no address for the name a.test"),
]


@each(FOUND)
def test_every_address_of_a_name_must_be_public(server: Server, case: Found) -> None:
    before = server.connections
    error = refusal(server.url("/gzip", "a.test"), access(resolve=Resolver(case.addresses)))
    assert error.reason == case.reason
    assert case.words in str(error)
    assert server.connections == before


def test_the_system_is_asked_for_names(monkeypatch: pytest.MonkeyPatch) -> None:
    given = [(2, 1, 6, "", ("1.2.3.4", 80)), (10, 1, 6, "", ("2606:4700::1", 80, 0, 0)), (2, 1, 6, "", ("1.2.3.4", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **options: given)
    assert system_resolver("a.test", 80) == ["1.2.3.4", "2606:4700::1"]


def test_the_system_says_that_localhost_is_here() -> None:
    error = refusal("http://localhost/", Access())
    assert error.reason == Reason.UNSAFE
    assert str(error).startswith("localhost leads to ")


def test_a_name_that_nobody_knows() -> None:
    error = refusal("http://nobody.test/", access())
    assert (error.reason, str(error)) == (Reason.DNS, "there is no address for the name nobody.test: no such name")


def test_a_name_is_resolved_once_so_it_cannot_be_bound_anew(server: Server) -> None:
    resolver = Resolver(["127.0.0.1"], [PRIVATE])
    assert fetch(server.url("/gzip", "a.test"), access(resolve=resolver)).body == HELLO
    assert resolver.asked == [("a.test", server.port)]


def test_a_name_is_resolved_and_checked_anew_for_each_redirect(private: Server) -> None:
    resolver = Resolver(["127.0.0.1"], [PRIVATE])
    with Server({"/": answer(b"", "Location: /", status="302 Found")}) as started:
        error = refusal(started.url("/", "a.test"), access(resolve=resolver))
    assert (error.reason, len(resolver.asked), started.connections) == (Reason.UNSAFE, 2, 1)


def test_an_address_is_never_looked_up(server: Server) -> None:
    resolver = Resolver()
    assert fetch(server.url("/gzip"), access(resolve=resolver)).body == HELLO
    assert resolver.asked == []


def test_only_checked_addresses_are_connected_to(server: Server) -> None:
    fetch(server.url("/gzip", SITE), access())  # everything imported
    with heard() as events:
        fetch(server.url("/gzip", SITE), access())
    assert events == [("socket.connect", ("127.0.0.1", server.port))]


_HEARD: list[list[tuple[str, object]]] = []


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    """An audit hook. They stay for good, so this one has ears only inside `heard`."""
    if _HEARD and event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        _HEARD[-1].append((event, arguments[1] if event == "socket.connect" else arguments[0]))


@contextmanager
def heard() -> Iterator[list[tuple[str, object]]]:
    """What this process asks of the network."""
    events: list[tuple[str, object]] = []
    sys.addaudithook(_hear)
    _HEARD.append(events)
    try:
        yield events
    finally:
        _HEARD.clear()


def test_the_next_address_is_tried_when_one_does_not_answer(server: Server) -> None:
    resolver = Resolver(["::1", "127.0.0.1"])  # the server listens on IPv4 only
    assert fetch(server.url("/gzip", "a.test"), access(resolve=resolver)).body == HELLO


@pytest.mark.parametrize("limits", [SHORT, replace(SHORT, connect=30), replace(SHORT, total=30)])
def test_a_name_server_that_is_silent_is_not_waited_for(server: Server, limits: Limits) -> None:
    over = Event()

    def silent(host: str, port: int) -> list[str]:
        over.wait(PATIENCE)
        return ["127.0.0.1"]

    error = refusal(server.url("/gzip", "a.test"), access(limits, resolve=silent))
    over.set()
    assert (error.reason, str(error)) == (
        Reason.TIMEOUT, "there is no address for the name a.test: it took too long"
    )  # fmt: skip


def test_nobody_listens() -> None:
    with Server() as gone:
        pass
    error = refusal(gone.url("/", SITE), access())
    assert error.reason == Reason.CONNECT
    assert str(error).startswith(f"no connection to {SITE}: ")


def test_a_host_that_does_not_take_the_connection_is_not_waited_for() -> None:
    with socket.socket() as full, ExitStack() as waiting:
        full.bind(("127.0.0.1", 0))
        full.listen(0)  # and nobody accepts, so the queue is soon full
        for _ in range(8):
            client = waiting.enter_context(socket.socket())
            client.setblocking(False)
            client.connect_ex(full.getsockname())
        error = refusal(f"http://127.0.0.1:{full.getsockname()[1]}/", access(SHORT))
    assert error.reason == Reason.TIMEOUT


# Redirects


@dataclass(frozen=True, kw_only=True)
class Led:
    """A Location, and the address it leads to from http://site.test:PORT/a/b?c."""

    name: str
    location: str | bytes
    to: str


LED = [
    Led(name="absolute", location="http://site.test:PORT/there", to="http://site.test:PORT/there"),
    Led(name="path", location="/there", to="http://site.test:PORT/there"),
    Led(name="relative", location="there", to="http://site.test:PORT/a/there"),
    Led(name="one up", location="../there", to="http://site.test:PORT/there"),
    Led(name="query", location="?there", to="http://site.test:PORT/a/b?there"),
    Led(name="other host, same scheme", location="//127.0.0.1:PORT/there", to="http://127.0.0.1:PORT/there"),
    Led(name="fragment", location="/there#part", to="http://site.test:PORT/there#part"),
    Led(name="UTF-8", location="/thère", to="http://site.test:PORT/thère"),
    Led(name="Latin-1", location=b"/th\xe8re", to="http://site.test:PORT/th%E8re"),
    Led(name="space", location="/the re", to="http://site.test:PORT/the re"),
    Led(name="encoded line break", location="/%0d%0aX:1", to="http://site.test:PORT/%0d%0aX:1"),
    Led(name="folded", location="/the\r\n re", to="http://site.test:PORT/the re"),
]


@each(LED)
def test_where_a_redirect_leads(case: Led) -> None:
    def reply(peer: Peer) -> None:
        port = str(started.port).encode()
        location = case.location if isinstance(case.location, bytes) else case.location.encode()
        peer.send(b"HTTP/1.1 307 Temporary Redirect\r\nLocation: " + location.replace(b"PORT", port) + b"\r\n\r\n")

    with Server({"/a/b": reply}) as started:
        url = started.url("/a/b?c", SITE)
        if "?there" in case.to:
            assert refusal(url, access()).reason == Reason.REDIRECTS  # the same path answers again
            return
        found = fetch(url, access())
    to = case.to.replace("PORT", str(started.port))
    assert (found.status, found.url, found.final_url, found.hops) == (404, url, to, ((307, to),))
    assert started.requests[-1].split(b" ")[1] == target(to).path.encode()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_all_redirects_are_followed(status: int) -> None:
    with Server({"/": answer(b"", "Location: /b", status=f"{status} Moved"), "/b": answer(HELLO)}) as started:
        found = fetch(started.url("/", SITE), access())
    assert (found.status, found.body) == (200, HELLO)
    assert found.hops == ((status, started.url("/b", SITE)),)


def chain(length: int) -> dict[str, Reply]:
    moved = {f"/{n}": answer(b"", f"Location: /{n + 1}", status="301 Moved") for n in range(length)}
    return {**moved, f"/{length}": answer(HELLO)}


def test_five_redirects_are_followed_and_six_are_not() -> None:
    with Server(chain(5)) as five, Server(chain(6)) as six:
        found = fetch(five.url("/0", SITE), access())
        error = refusal(six.url("/0", SITE), access())
    assert (found.body, len(found.hops), found.final_url) == (HELLO, 5, five.url("/5", SITE))
    assert (error.reason, error.url) == (Reason.REDIRECTS, six.url("/5", SITE))
    assert str(error) == "there are more than 5 redirects"
    assert six.connections == 6


@pytest.mark.parametrize("there", ["/", "/b"])
def test_a_circle_of_redirects_ends(there: str) -> None:
    replies = {
        "/": answer(b"", f"Location: {there}", status="302 Found"),
        "/b": answer(b"", "Location: /", status="302 Found"),
    }
    with Server(replies) as started:
        assert refusal(started.url("/", SITE), access()).reason == Reason.REDIRECTS
    assert started.connections == 6


def test_no_redirect_is_followed_where_none_is_allowed() -> None:
    with Server(chain(1)) as started:
        error = refusal(started.url("/0", SITE), access(replace(LONG, redirects=0)))
    assert error.reason == Reason.REDIRECTS
    assert started.connections == 1


def test_the_body_of_a_redirect_is_not_read() -> None:
    endless = endlessly(b"HTTP/1.1 301 Moved\r\nLocation: /b\r\n\r\n", PADDING)
    with Server({"/": endless, "/b": answer(HELLO)}) as started:
        assert fetch(started.url("/", SITE), access()).body == HELLO


def test_two_locations_are_none() -> None:
    with Server({"/": answer(b"", "Location: /b", "Location: /c", status="301 Moved")}) as started:
        error = refusal(started.url("/", SITE), access())
    assert (error.reason, started.connections) == (Reason.PROTOCOL, 1)
    assert "several addresses" in str(error)


def test_the_deadline_is_for_the_whole_chain() -> None:
    """Each hop alone is in time; only a clock of their own for each would let them all through."""

    def late(peer: Peer) -> None:
        peer.over.wait(0.2)
        peer.send(answer(b"", "Location: /", status="302 Found"))

    with Server({"/": late}) as started:
        error = refusal(started.url("/", SITE), access(replace(SHORT, connect=30, total=0.5)))
    assert error.reason == Reason.TIMEOUT


# Memory


BIG = Limits(connect=30, total=30, size=256 * 1024)
FLOODS = [
    Way(name="endless body", reply=endlessly(UNTIL_CLOSE, PADDING)),
    Way(name="endless chunks", reply=endlessly(CHUNKS, b"1000\r\n%s\r\n" % PADDING)),
    Way(name="endless header", reply=endlessly(OK + b"X: ", PADDING)),
    Way(name="gzip bomb", reply=coded("gzip", packed(bytes(64 * 1024 * 1024)))),
    Way(name="deflate bomb", reply=coded("deflate", packed(bytes(64 * 1024 * 1024), -15))),
]


@each(FLOODS)
def test_a_flood_takes_little_memory(case: Way) -> None:
    with Server({"/": case.reply}) as started:
        tracemalloc.start()
        try:
            error = refusal(started.url("/", SITE), access(BIG))
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
    assert error.reason == Reason.TOO_LARGE
    assert peak < 4 * BIG.size
    # What the kernel takes in advance, at most 6 MB on Linux, is not ours.
    assert started.peers[-1].sent < 16 * 1024 * 1024


# TLS


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def trusted(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("authority") / "ca.pem"
    authority.cert_pem.write_to_path(str(file))
    return str(file)


def certified(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def test_tls_asks_for_the_name_and_proves_it(authority: trustme.CA, trusted: str) -> None:
    asked: list[str | None] = []
    context = certified(authority.issue_cert(SITE))
    context.sni_callback = lambda sock, name, first: asked.append(name)
    with Server({"/": answer(HELLO)}, tls=context) as started:
        found = fetch(started.url("/", SITE), access(trusted_ca=trusted))
    assert (found.body, asked) == (HELLO, [SITE])
    assert f"\r\nHost: {SITE}:{started.port}\r\n".encode() in started.requests[0]


def test_tls_with_an_address_for_a_name(authority: trustme.CA, trusted: str) -> None:
    with Server({"/": answer(HELLO)}, tls=certified(authority.issue_cert("127.0.0.1"))) as started:
        assert fetch(started.url(), access(trusted_ca=trusted)).body == HELLO


def test_a_redirect_may_lead_to_https_and_back(authority: trustme.CA, trusted: str) -> None:
    replies: dict[str, Reply] = {"/c": answer(HELLO)}
    safe: dict[str, Reply] = {}
    with Server(replies) as http, Server(safe, tls=certified(authority.issue_cert(SITE))) as https:
        replies["/a"] = answer(b"", f"Location: {https.url('/b', SITE)}", status="301 Moved")
        safe["/b"] = answer(b"", f"Location: {http.url('/c', SITE)}", status="302 Found")
        found = fetch(http.url("/a", SITE), access(trusted_ca=trusted))
    assert found.body == HELLO
    assert found.hops == ((301, https.url("/b", SITE)), (302, http.url("/c", SITE)))


def wrong_name(authority: trustme.CA) -> trustme.LeafCert:
    return authority.issue_cert("other.test")


def expired(authority: trustme.CA) -> trustme.LeafCert:
    return authority.issue_cert(SITE, not_before=NOW - timedelta(days=9), not_after=NOW - timedelta(days=1))


def not_yet_valid(authority: trustme.CA) -> trustme.LeafCert:
    return authority.issue_cert(SITE, not_before=NOW + timedelta(days=1), not_after=NOW + timedelta(days=9))


def of_an_unknown_authority(authority: trustme.CA) -> trustme.LeafCert:
    return trustme.CA().issue_cert(SITE)


NOW = datetime.now(UTC)
CERTIFICATES = [
    (wrong_name, "Hostname mismatch"),
    (expired, "certificate has expired"),
    (not_yet_valid, "certificate is not yet valid"),
    (of_an_unknown_authority, "unable to get local issuer certificate"),
]


@pytest.mark.parametrize(("certificate", "words"), CERTIFICATES, ids=[issue.__name__ for issue, _ in CERTIFICATES])
def test_a_bad_certificate(
    authority: trustme.CA, trusted: str, certificate: Callable[[trustme.CA], trustme.LeafCert], words: str
) -> None:
    with Server({"/": answer(HELLO)}, tls=certified(certificate(authority))) as started:
        error = refusal(started.url("/", SITE), access(trusted_ca=trusted))
    assert (error.reason, started.requests) == (Reason.TLS, [])
    assert str(error).startswith(f"no secure connection to {SITE}: ")
    assert words in str(error)


def test_a_certificate_that_signs_itself(trusted: str, tmp_path: Path) -> None:
    own = trustme.CA()
    file = tmp_path / "own.pem"
    file.write_bytes(own.private_key_pem.bytes() + own.cert_pem.bytes())
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    with Server({"/": answer(HELLO)}, tls=context) as started:
        error = refusal(started.url("/", SITE), access(trusted_ca=trusted))
    assert (error.reason, started.requests) == (Reason.TLS, [])
    assert "self-signed certificate" in str(error)


def test_without_the_given_authority_only_those_of_the_web_are_trusted(authority: trustme.CA) -> None:
    with Server({"/": answer(HELLO)}, tls=certified(authority.issue_cert(SITE))) as started:
        assert refusal(started.url("/", SITE), access()).reason == Reason.TLS


HANDSHAKES = [
    fails("plain HTTP where TLS is due", answer(HELLO), Reason.TLS, "no secure connection"),
    fails("garbage", b"\xff" * 100, Reason.TLS, "no secure connection"),
    fails("reset", reset_when_asked, Reason.TLS, "no secure connection"),
    fails("silence", then_silence(b""), Reason.TIMEOUT, "it took too long", SHORT),
    fails("slow bytes", slowly(b"\x16\x03\x03\x40\x00", b"\x02"), Reason.TIMEOUT, "it took too long", SHORT),
]


@each(HANDSHAKES)
def test_a_bad_handshake(trusted: str, case: Way) -> None:
    with Server({"": case.reply}) as started:
        url = started.url("/", SITE).replace("http:", "https:")
        error = refusal(url, access(case.limits, trusted_ca=trusted))
    assert error.reason == case.reason
    assert case.words in str(error)


def test_an_authority_that_is_not_there(server: Server, tmp_path: Path) -> None:
    url = server.url("/gzip", SITE).replace("http:", "https:")
    error = refusal(url, access(trusted_ca=str(tmp_path / "none.pem")))
    assert error.reason == Reason.TLS
    assert "No such file" in str(error)


def test_tls_where_plain_http_is_due(authority: trustme.CA) -> None:
    with Server({"/": answer(HELLO)}, tls=certified(authority.issue_cert(SITE))) as started:
        url = started.url("/", SITE).replace("https:", "http:")
        assert refusal(url, access()).reason == Reason.PROTOCOL


SECURE_WAYS = [
    too_slow("slow body over TLS", slowly(answer(length=500), b"a")),
    too_slow("slow header over TLS", slowly(OK + b"X: ", b"a", END)),
    too_large("endless body over TLS", endlessly(UNTIL_CLOSE, PADDING)),
    unsound("reset over TLS", then_reset(answer(HELLO, length=100)), ""),
    unsound("length too long over TLS", answer(HELLO, length=100)),
    answers("closed without a farewell over TLS", UNTIL_CLOSE + HELLO),
]


@each(SECURE_WAYS)
def test_ways_to_answer_over_tls(authority: trustme.CA, trusted: str, case: Way) -> None:
    with Server({"/": case.reply}, tls=certified(authority.issue_cert(SITE))) as started:
        allowed = access(replace(case.limits, connect=30), trusted_ca=trusted)
        if case.reason is None:
            assert fetch(started.url("/", SITE), allowed).body == case.body
        else:
            assert refusal(started.url("/", SITE), allowed).reason == case.reason

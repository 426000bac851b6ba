"""What the preview answers, over real HTTP on this machine: as the site's host will, and to this machine alone."""

import http.client
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

import pytest

from cases.tables import each
from factcheck.site.preview import listening, media, server
from factcheck.site.preview.hosts import answers_to

FILES = {
    "index.html": "<p>Home</p>",
    "404.html": "<p>Nothing is here</p>",
    "claims/index.html": "<p>Claims</p>",
    "a b/ünï/index.html": "<p>Spaces</p>",
    "empty/picture.png": "x",
    "data/claims.csv": "claim",
    "theme/site.css": "p {}",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served") / "output"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (folder.parent / "secret.txt").write_text("secret", encoding="utf-8")
    (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
    return folder


@pytest.fixture(scope="module")
def port(folder: Path) -> Iterator[int]:
    """The port of a server for a site whose address has a path, as a project page has."""
    yield from serving(folder, "https://example.org/repo")


@pytest.fixture(scope="module")
def root_port(folder: Path) -> Iterator[int]:
    """The same for a site that has a host of its own."""
    yield from serving(folder, "https://example.org")


def serving(folder: Path, url: str) -> Iterator[int]:
    with server(folder, url, 0) as http_server:
        Thread(target=http_server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield http_server.server_address[1]
        http_server.shutdown()


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: str


def sent(port: int, path: str, method: str) -> tuple[bytes, bytes]:
    """All that is sent back: a client of its own accord would read no body after HEAD."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(f"{method} {path} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
        head, _, body = b"".join(iter(lambda: connection.recv(1 << 16), b"")).partition(b"\r\n\r\n")
    return b"\n".join(line for line in head.splitlines() if not line.startswith(b"Date:")), body


def ask(port: int, path: str, *, method: str = "GET", **headers: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.putrequest(method, path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, body)


class Asked(NamedTuple):
    name: str
    path: str
    status: int
    body: str = ""
    location: str | None = None


BELOW_A_PATH = [
    Asked("the home page", "/repo/", 200, "<p>Home</p>"),
    Asked("a page", "/repo/claims/", 200, "<p>Claims</p>"),
    Asked("a page by its file", "/repo/claims/index.html", 200, "<p>Claims</p>"),
    Asked("a page with a query", "/repo/claims/?q=1", 200, "<p>Claims</p>"),
    Asked("a file", "/repo/data/claims.csv", 200, "claim"),
    Asked("a folder without its slash", "/repo/claims", 301, location="/repo/claims/"),
    Asked("a folder without its slash, with a query", "/repo/claims?a=b", 301, location="/repo/claims/?a=b"),
    Asked("letters that are escaped", "/repo/a%20b/%C3%BCn%C3%AF", 301, location="/repo/a%20b/%C3%BCn%C3%AF/"),
    Asked("their page", "/repo/a%20b/%C3%BCn%C3%AF/", 200, "<p>Spaces</p>"),
    Asked("the site without its slash", "/repo", 301, location="/repo/"),
    Asked("the host's root", "/", 302, location="/repo/"),
    Asked("another site of the host", "/other/", 404, "<p>Nothing is here</p>"),
    Asked("a name that begins alike", "/repository/", 404, "<p>Nothing is here</p>"),
    Asked("a page that is missing", "/repo/nowhere/at/all/", 404, "<p>Nothing is here</p>"),
    Asked("a file as a folder", "/repo/data/claims.csv/", 404, "<p>Nothing is here</p>"),
    Asked("a page's file as a folder", "/repo/claims/index.html/", 404, "<p>Nothing is here</p>"),
    Asked("a folder without a page", "/repo/empty/", 404, "<p>Nothing is here</p>"),
    Asked("a folder without a page, without its slash", "/repo/empty", 404, "<p>Nothing is here</p>"),
    Asked("a NUL", "/repo/%00", 404, "<p>Nothing is here</p>"),
    Asked("a name that is too long", f"/repo/{'x' * 300}", 404, "<p>Nothing is here</p>"),
    Asked("a path upwards", "/repo/../secret.txt", 404, "<p>Nothing is here</p>"),
    Asked("a path upwards, escaped", "/repo/%2e%2e/secret.txt", 404, "<p>Nothing is here</p>"),
    Asked("a path upwards, slash and all", "/repo/..%2fsecret.txt", 404, "<p>Nothing is here</p>"),
    Asked("an absolute path", "/repo//etc/passwd", 404, "<p>Nothing is here</p>"),
    Asked("a link that leads out", "/repo/link.txt", 404, "<p>Nothing is here</p>"),
    Asked(
        "a path that a browser would take for a host", "/repo/\\example.com/../claims", 301, location="/repo/claims/"
    ),
]


@each(BELOW_A_PATH)
def test_a_site_below_a_path(case: Asked, port: int) -> None:
    answer = ask(port, case.path)
    assert (answer.status, answer.body) == (case.status, case.body)
    assert answer.headers.get("location") == case.location
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-length"] == str(len(answer.body.encode()))


@each(
    [
        Asked("the home page", "/", 200, "<p>Home</p>"),
        Asked("a page", "/claims/", 200, "<p>Claims</p>"),
        Asked("a folder without its slash", "/claims", 301, location="/claims/"),
        Asked("two slashes", "//claims", 301, location="/claims/"),
        Asked("a backslash", "/\\example.com/../claims", 301, location="/claims/"),
    ]
)
def test_a_site_with_a_host_of_its_own(case: Asked, root_port: int) -> None:
    answer = ask(root_port, case.path)
    assert (answer.status, answer.body, answer.headers.get("location")) == (case.status, case.body, case.location)


@pytest.mark.parametrize("path", [case.path for case in BELOW_A_PATH])
def test_head_is_the_same_without_the_body(path: str, port: int) -> None:
    assert sent(port, path, "HEAD") == (sent(port, path, "GET")[0], b"")


def test_other_methods_are_refused(port: int) -> None:
    assert ask(port, "/repo/", method="POST").status == 501


def test_what_changed_in_the_same_second_is_sent_anew(folder: Path, port: int) -> None:
    """A host may answer 304; the second of a time stamp is no proof that nothing has changed."""
    answer = ask(port, "/repo/claims/", **{"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"})
    assert answer.status == 200
    assert "last-modified" not in answer.headers


class Media(NamedTuple):
    name: str
    media: str


@each(
    [
        Media("index.html", "text/html; charset=utf-8"),
        Media("site.css", "text/css; charset=utf-8"),
        Media("article.js", "text/javascript; charset=utf-8"),
        Media("demo.txt", "text/plain; charset=utf-8"),
        Media("claims.csv", "text/csv; charset=utf-8"),
        Media("claims.json", "application/json"),
        Media("claims.jsonl", "application/jsonl"),
        Media("annotations.jsonld", "application/ld+json"),
        Media("all.atom", "application/atom+xml; charset=utf-8"),
        Media("sitemap.xml", "application/xml"),
        Media("icon.SVG", "image/svg+xml"),
        Media("card.png", "image/png"),
        Media("pagefind.wasm", "application/wasm"),
        Media("en_1a2b.pf_meta", "application/octet-stream"),
        Media("wasm.en.pagefind", "application/octet-stream"),
        Media(".factcheck", "application/octet-stream"),
        Media("README", "application/octet-stream"),
    ]
)
def test_media_types(case: Media) -> None:
    assert media.of(case.name) == case.media


def test_media_types_are_sent(port: int) -> None:
    assert ask(port, "/repo/data/claims.csv").headers["content-type"] == "text/csv; charset=utf-8"
    assert ask(port, "/repo/nowhere/").headers["content-type"] == "text/html; charset=utf-8"


def test_every_file_of_a_build_has_a_type_that_is_known(built: Path) -> None:
    endings = {path.suffix for path in built.rglob("*") if path.is_file()}
    unknown = {ending for ending in endings if media.of(f"x{ending}") == media.OTHER}
    assert {".html", ".css", ".atom"} <= endings
    assert unknown <= {"", ".pagefind", ".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter"}


class Host(NamedTuple):
    name: str
    header: str
    is_answered: bool
    bound: str = "127.0.0.1"


@each(
    [
        Host("the number", "127.0.0.1:8000", True),
        Host("the number without a port", "127.0.0.1", True),
        Host("another number of this machine", "127.0.0.2:8000", True),
        Host("the number of version 6", "[::1]:8000", True),
        Host("localhost", "localhost:8000", True),
        Host("localhost in capitals", "LOCALHOST:8000", True),
        Host("localhost with a dot", "localhost.:8000", True),
        Host("below localhost", "demo.localhost:8000", True),
        Host("a name of the web", "rebound.example.com:8000", False),
        Host("a name that ends alike", "evillocalhost:8000", False),
        Host("a name that begins alike", "127.0.0.1.example.com", False),
        Host("with a user", "localhost@example.com", False),
        Host("with a path", "example.com/localhost", False),
        Host("the number of another machine", "192.168.1.5:8000", False),
        Host("nothing", "", False),
        Host("a port that is none", "localhost:x", False),
        Host("an open bracket", "[::1", False),
        Host("on all addresses: a number", "192.168.1.5:8000", True, "0.0.0.0"),
        Host("on all addresses: version 6", "[fd00::5]:8000", True, "::"),
        Host("on all addresses: a name of the web", "rebound.example.com", False, "0.0.0.0"),
        Host("on all addresses: localhost", "localhost:8000", True, "0.0.0.0"),
        Host("the name that was asked for", "Desk.lan:8000", True, "desk.lan"),
        Host("another name than was asked for", "desk.example", False, "desk.lan"),
    ]
)
def test_hosts_that_are_answered(case: Host) -> None:
    assert answers_to(case.header, case.bound) is case.is_answered


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
def test_another_host_s_request_is_refused_whatever_it_asks(method: str, port: int) -> None:
    answer = ask(port, "/repo/", method=method, Host="rebound.example.com")
    assert answer.status == 421
    assert "Home" not in answer.body


def test_a_page_that_is_not_up_to_date_yet_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One page is; and what is no page is not waited for."""
    for name in ("index.html", "claims/index.html", "site.css"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("old", encoding="utf-8")
    with listening(tmp_path, tmp_path, "https://example.org", host="127.0.0.1", port=0) as http_server:
        Thread(target=http_server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        live, port, waits, answers = http_server.live, int(http_server.server_address[1]), Event(), list[Answer]()
        assert live is not None
        live.hold("claims/index.html")
        assert [ask(port, path).body.split("\n")[0] for path in ("/claims/", "/site.css")] == ["old", "old"]
        awaited = live._condition.wait_for
        monkeypatch.setattr(live._condition, "wait_for", lambda *given: waits.set() or awaited(*given))
        asking = Thread(target=lambda: answers.append(ask(port, "/")))
        asking.start()
        assert waits.wait(60)
        (tmp_path / "index.html").write_text("new", encoding="utf-8")
        live.release()
        asking.join()
        assert answers[0].body.startswith("new")
        http_server.shutdown()

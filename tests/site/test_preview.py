"""The preview, over real HTTP on this machine."""

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread, Timer
from typing import IO

import pytest

from conftest import ROOT
from factcheck.cli import USAGE, main
from factcheck.site.preview import server


@pytest.fixture
def port(built: Path) -> Iterator[int]:
    """The port of a server for a site whose address has a path, as a project page has."""
    with server(built, "https://example.org/repo", 0) as http_server:
        Thread(target=http_server.serve_forever, daemon=True).start()
        yield http_server.server_address[1]
        http_server.shutdown()


def get(port: int, path: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def test_pages_lie_below_the_path_of_the_site_s_address(port: int, built: Path) -> None:
    assert get(port, "/repo/")[2] == (built / "index.html").read_bytes()
    assert get(port, "/repo/claims/")[2] == (built / "claims/index.html").read_bytes()
    assert get(port, "/")[0] == 302
    assert get(port, "/")[1]["location"] == "/repo/"
    assert get(port, "/repo/claims")[1]["location"] == "/repo/claims/"


def test_a_missing_page_is_answered_with_the_site_s_own(port: int, built: Path) -> None:
    status, headers, body = get(port, "/repo/nowhere/at/all/")
    assert (status, body) == (404, (built / "404.html").read_bytes())
    assert headers["content-type"] == "text/html; charset=utf-8"


def test_types_and_caching(port: int) -> None:
    assert get(port, "/repo/feeds/all.atom")[1]["content-type"] == "application/atom+xml; charset=utf-8"
    assert get(port, "/repo/feeds/all.json")[1]["content-type"] == "application/json"
    assert get(port, "/repo/theme/site.css")[1]["content-type"] == "text/css"
    assert get(port, "/repo/data/annotations.jsonld")[1]["content-type"] == "application/ld+json"
    assert get(port, "/repo/data/corpus.jsonl")[1]["content-type"] == "application/jsonl"
    assert get(port, "/repo/")[1]["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path", ["/repo/../pelicanconf.py", "/repo/%2e%2e/pelicanconf.py", "/repo//../../pelicanconf.py"]
)
def test_nothing_outside_the_folder_is_served(port: int, path: str) -> None:
    assert b"FACTCHECK_VERDICTS" not in get(port, path)[2]


def test_a_taken_port_is_told(site: Path, port: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--site", str(site), "--port", str(port)]) == USAGE
    assert f"port {port} cannot be used" in capsys.readouterr().err


def line_with(stream: IO[str], pattern: str) -> re.Match[str]:
    """Read lines until one fits; fails at the stream's end."""
    for line in stream:
        if found := re.search(pattern, line):
            return found
    raise AssertionError(f"no line with {pattern}")


@pytest.fixture
def serving(site: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-u", "-m", "factcheck", "serve", "--site", str(site), "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        guard = Timer(60, process.kill)  # a hang ends the stream, and with it the test
        guard.start()
        yield process
        guard.cancel()
        process.kill()


def test_a_saved_change_is_built_and_an_error_keeps_the_last_good_site(
    site: Path, serving: subprocess.Popen[str]
) -> None:
    assert serving.stdout is not None
    line_with(serving.stdout, "every quote is verbatim")
    port = int(line_with(serving.stdout, r"Serving http://127\.0\.0\.1:(\d+)/")[1])
    claim = site / "content/claims/elysee-platform/35-members.md"
    good = claim.read_text(encoding="utf-8")

    claim.write_text(good.replace("the 35 members", "the 36 members"), encoding="utf-8")
    line_with(serving.stdout, "Changed: 35-members.md")
    line_with(serving.stdout, "FC201 quote must occur verbatim")
    line_with(serving.stdout, "the last good site stays")
    assert b"the 35 members" in get(port, "/claims/elysee-platform/35-members/")[2]

    claim.write_text(good.replace("author: The editors", "author: The desk"), encoding="utf-8")
    line_with(serving.stdout, "every quote is verbatim")
    assert b"The desk" in get(port, "/claims/elysee-platform/35-members/")[2]

    serving.send_signal(signal.SIGINT)
    line_with(serving.stdout, "Stopped.")
    assert serving.wait() == 0

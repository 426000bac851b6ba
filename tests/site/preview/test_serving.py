"""The life of a preview, as a process: what it says, what it builds, how it ends."""

import fcntl
import http.client
import json
import os
import re
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from cases.previews import DRAFT, Preview, change, previewing, small_site
from cases.tables import each
from factcheck.cli import USAGE, main
from factcheck.site.preview import listening, process
from factcheck.site.preview.building import Builder
from factcheck.site.preview.live import EVENTS
from factcheck.site.preview.process import Process

BUILT = r"every quote is verbatim\. Built "
COST = "content/claims/demo/cost.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return small_site(tmp_path / "site")


def page(preview: Preview, path: str) -> str:
    """A page below the address of a preview."""
    parts = urlsplit(preview.address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    connection.request("GET", f"{parts.path}{path}")
    body = connection.getresponse().read().decode()
    connection.close()
    return body


@contextmanager
def events(preview: Preview) -> Iterator[Callable[[], dict[str, object]]]:
    """What an open page is told, one state after the other."""
    connection = http.client.HTTPConnection(urlsplit(preview.address).netloc, timeout=60)
    connection.request("GET", EVENTS)
    answer = connection.getresponse()

    def following() -> dict[str, object]:
        while line := answer.readline():
            if line.startswith(b"data: "):
                state: dict[str, object] = json.loads(line.removeprefix(b"data: "))
                return state
        raise EOFError

    yield following
    connection.close()


def ended(following: Callable[[], dict[str, object]]) -> dict[str, object]:
    """The state after the build that runs or comes next."""
    while (state := following())["building"]:
        pass
    return state


def test_the_first_line_is_the_address_and_the_terminal_has_the_report(site: Path) -> None:
    with previewing(site) as preview:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/repo/", preview.address)
        assert preview.process.stdout is not None
        assert preview.process.stdout.readline() == "Building the site …\n"
        preview.line_with(BUILT)

        change(site / COST, "The repairs cost €42 million\n", "The repairs cost €43 million\n")
        preview.line_with(r"^Changed: cost\.md$")
        preview.line_with(rf"^{COST}:4:8: FC201 quote must occur verbatim in seeds/demo\.txt$")
        preview.line_with(r"^    nearest  “The repairs cost €42 million” \(line 9, column 1; differs in 1 character\)$")
        preview.line_with("the last good site stays as it was")
        assert "The repairs cost €42 million" in page(preview, "claims/demo/cost/")

        change(site / COST, "€43 million", "€42 million")
        change(site / COST, "author: Ada Berg", "author: Eva Stein")
        preview.line_with(BUILT)
        assert "Eva Stein" in page(preview, "claims/demo/cost/")


def test_what_is_saved_during_a_build_is_built_after_it(site: Path) -> None:
    """Pelican reads the settings once more when the content has been read: what is saved then comes too late."""
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write('print("settings read", flush=True)\n')
    with previewing(site) as preview:
        preview.line_with("Building the site")
        for old, new in (("Ada Berg", "Eva Stein"), ("Eva Stein", "Ida Falk")):
            preview.line_with("settings read")
            preview.line_with("settings read")
            change(site / COST, f"author: {old}", f"author: {new}")
            preview.line_with(r"^Changed: cost\.md")  # the build before it may have ended early
        preview.line_with(BUILT)
        assert "Ida Falk" in page(preview, "claims/demo/cost/")


def test_a_site_that_is_broken_from_the_start_is_shown_once_it_is_mended(site: Path) -> None:
    change(site / COST, "verdict: mostly-true", "verdict: mostly-tru")
    with previewing(site) as preview:
        preview.line_with("FC401")
        preview.line_with("Nothing was built")
        assert "There is no site yet" in page(preview, "")
        change(site / COST, "verdict: mostly-tru", "verdict: mostly-true")
        preview.line_with(BUILT)
        assert "The Harbour Line Reopens" in page(preview, "")


def test_a_draft_comes_and_is_published(site: Path) -> None:
    draft = site / "content/claims/demo/banner.md"
    built = site / "output/claims/demo/banner/index.html"
    with previewing(site) as preview, events(preview) as following:
        ended(following)
        draft.write_text(DRAFT, encoding="utf-8")
        ended(following)
        assert "Only this preview shows this page" in page(preview, "claims/demo/banner/")
        assert not built.exists()
        change(draft, "status: draft", "status: published")
        ended(following)
        assert "Only this preview" not in page(preview, "claims/demo/banner/")
        assert built.exists()
        draft.unlink()
        ended(following)
        assert page(preview, "claims/demo/banner/") == page(preview, "nowhere/")


def test_another_path_in_the_settings_is_another_address_also_without_the_system_s_events(site: Path) -> None:
    with previewing(site, "--port", "0", "--poll") as preview:
        preview.line_with(BUILT)
        change(site / "pelicanconf.py", "https://example.org/repo", "https://example.org/checks")
        preview.address = preview.line_with(r"^Serving (http://\S+/checks/)")[1]
        assert "The Harbour Line Reopens" in page(preview, "")


def test_a_build_that_crashes_is_told_and_what_it_prints_is_seen(site: Path) -> None:
    settings = site / "pelicanconf.py"
    with previewing(site) as preview:
        preview.line_with(BUILT)
        good = settings.read_text(encoding="utf-8")
        settings.write_text(f'{good}\nprint("a word", flush=True)\nimport os\nos._exit(3)\n', encoding="utf-8")
        preview.line_with(r"^a word$")
        with events(preview) as following:
            state = ended(following)
        assert state["problems"] == [
            {
                "severity": "error",
                "code": "",
                "where": "factcheck build:1:1",
                "file": f"{site}/factcheck build",
                "link": None,
                "message": "the build ended without a report (exit code 3)",
                "details": [["output", "a word"]],
            }
        ]
        settings.write_text(good, encoding="utf-8")
        preview.line_with(BUILT)


def test_a_build_beside_it_is_waited_for(site: Path) -> None:
    with previewing(site) as preview:
        preview.line_with(BUILT)
        with (site / ".factcheck.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            change(site / COST, "author: Ada Berg", "author: Eva Stein")
            preview.line_with("FC605")
        preview.line_with(BUILT)
        assert "Eva Stein" in page(preview, "claims/demo/cost/")


def test_the_browser_is_opened_where_that_is_wanted(site: Path, tmp_path: Path) -> None:
    program = tmp_path / "browser"
    program.write_text('#!/bin/sh\necho "opened: $1"\n', encoding="utf-8")
    program.chmod(0o755)
    with previewing(site, "--port", "0", "--open", BROWSER=f"{program} %s") as preview:
        assert preview.line_with(r"opened: (\S+)")[1] == preview.address


# Its end.


class End(NamedTuple):
    name: str
    sent: signal.Signals
    when: str  # it has said this


@each(
    [
        End("Ctrl-C while it waits", signal.SIGINT, BUILT),
        End("Ctrl-C during the first build", signal.SIGINT, "Building the site"),
        End("SIGTERM, as of a container", signal.SIGTERM, BUILT),
        End("SIGHUP, as of a terminal that is closed", signal.SIGHUP, BUILT),
    ]
)
def test_it_ends_cleanly(case: End, site: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with previewing(site, TMPDIR=str(temporary)) as preview, events(preview) as following:
        preview.line_with(case.when)
        following()  # a page is open
        code, said = preview.interrupt(case.sent)
        assert (code, said) == (0, "\nStopped.\n")
        with pytest.raises((EOFError, ConnectionError)):
            [following() for _ in range(4)]  # it may have heard of a build or two before
    assert not [path.name for path in site.iterdir() if path.name.startswith(".factcheck-output-")]
    assert not [*temporary.iterdir()]


def test_ctrl_c_during_a_later_build_leaves_the_last_good_site(site: Path) -> None:
    with previewing(site) as preview:
        preview.line_with(BUILT)
        change(site / COST, "author: Ada Berg", "author: Eva Stein")
        preview.line_with("Changed: cost.md")
        assert preview.interrupt() == (0, "\nStopped.\n")
    assert "Ada Berg" in (site / "output/claims/demo/cost/index.html").read_text(encoding="utf-8")
    assert not [path.name for path in site.iterdir() if path.name.startswith(".factcheck-output-")]


def test_a_build_that_does_not_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "PATIENCE", 0.1)
    monkeypatch.setattr(Process, "asked", _interrupted_later)
    program = tmp_path / "python"
    program.write_text("#!/bin/sh\ntrap '' INT\necho $$\nwhile :; do sleep 60; done\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(program))
    with pytest.raises(KeyboardInterrupt) as raised:
        Builder(tmp_path, tmp_path / "output").build(tmp_path / "shown")
    with pytest.raises(ProcessLookupError):
        os.kill(int(str(raised.value)), 0)


def _interrupted_later(started: Process, folder: Path, changed: Sequence[str]) -> Iterator[dict[str, object]]:
    raise KeyboardInterrupt(os.read(started._printed, 100).decode())
    yield {}


# Its port.


def test_a_taken_port_moves_on_to_the_next_and_says_so(site: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with previewing(
            site, "--port", str(port), says=rf"^Serving (http://\S+/) \(port {port} is taken\) — "
        ) as preview:
            moved = urlsplit(preview.address).port
            assert moved is not None
            assert port < moved <= port + 50


class Wrong(NamedTuple):
    name: str
    options: tuple[str, ...]
    words: str


@each(
    [
        Wrong("no port", ("--port", "99999"), "port 99999 cannot be used on 127.0.0.1"),
        Wrong("no address of this machine", ("--port", "0", "--host", "203.0.113.1"), "port 0 cannot be used on 203.0.113.1"),
    ]
)  # fmt: skip
def test_what_cannot_be_served_on_is_told(case: Wrong, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--site", str(site), *case.options]) == USAGE
    assert case.words in capsys.readouterr().err


class Address(NamedTuple):
    name: str
    host: str
    address: str


@each(
    [
        Address("this machine", "127.0.0.1", "http://127.0.0.1:{port}/repo/"),
        Address("all addresses", "0.0.0.0", "http://127.0.0.1:{port}/repo/"),
        Address("by name", "localhost", "http://127.0.0.1:{port}/repo/"),
        Address("version 6", "::1", "http://[::1]:{port}/repo/"),
    ]
)
def test_the_address_is_one_that_a_browser_here_can_open(case: Address, site: Path) -> None:
    if case.host == "::1" and not _has_version_six():
        pytest.skip("this machine has no address of version 6")
    with listening(site, site / "output", "https://example.org/repo", host=case.host, port=0) as http_server:
        port = http_server.server_address[1]
        assert http_server.address == case.address.format(port=port)
        Thread(target=http_server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        assert "There is no site yet" in page(Preview(site, None, http_server.address), "")  # type: ignore[arg-type]
        http_server.shutdown()


def _has_version_six() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True

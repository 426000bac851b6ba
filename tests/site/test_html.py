"""Every page of the built site is valid HTML, by the Nu Html Checker: one Java process for all of them.

The pages come over http, as a reader gets them: read from the disk, the 'self' of the pages' policy
would be nowhere, and each of them would be reported for its own stylesheet.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from cases import manysite
from conftest import ROOT
from factcheck.site.load import Loaded
from factcheck.site.preview import server

JAR = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
JAVA = shutil.which("java")
REQUIRED = os.environ.get("FACTCHECK_REQUIRE_NU") == "1"
MISSING = "needs Java 17 (apt-get install default-jre-headless) and vnu-jar (npm ci --ignore-scripts)"
pytestmark = pytest.mark.skipif((JAVA is None or not JAR.is_file()) and not REQUIRED, reason=MISSING)
# 119 pages take 3 s here. The stack is the checker's own advice; the property lets it read from this machine.
CHECKER = [
    "-Xss4m",
    "-Dnu.validator.servlet.allow-forbidden-hosts=true",
    "-jar",
    str(JAR),
    "--format",
    "json",
    "--stdout",
]
WRONG = '<!doctype html><html lang="en"><title>Wrong</title><p id="a">One<p id="a"><blink>Two</blink>'

Message = dict[str, str | int]


def serve(folder: Path) -> Iterator[str]:
    with server(folder, "https://example.org", 0) as http:
        Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_address[1]}/"
        http.shutdown()


@pytest.fixture(scope="module")
def messages(built: Path, real: Loaded, tmp_path_factory: pytest.TempPathFactory) -> list[Message]:
    """What the checker says of all pages, of lists on several pages, and of a page that is wrong on purpose."""
    assert JAVA, f"FACTCHECK_REQUIRE_NU=1: the test {MISSING}"
    assert JAR.is_file(), f"FACTCHECK_REQUIRE_NU=1: the test {MISSING}"
    folder = tmp_path_factory.mktemp("checked") / "site"
    shutil.copytree(built, folder)
    (folder / "wrong.html").write_text(WRONG, encoding="utf-8")
    assert real.site is not None
    site = manysite.many(real.site)
    of_lists = [output for output in manysite.outputs(site) if output.pager and output.pager.number < 3]
    assert {output.template for output in of_lists} > {"claims", "sources", "citations", "log", "articles", "groups"}
    manysite.write(folder / "paged", site, of_lists)
    pages = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    assert len(pages) > 100
    for base in serve(folder):
        command = [JAVA, *CHECKER, *(base + page for page in pages)]
        ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        assert ran.stdout, ran.stderr
    found: list[Message] = json.loads(ran.stdout)["messages"]
    return found


def told(message: Message) -> str:
    """A message as a line: what kind, where, what."""
    kind = message.get("subType", message["type"])
    page = str(message.get("url", "")).split("/", 3)[-1]
    return f"{kind}: {page}:{message.get('lastLine', 0)}: {message['message']}"


def is_canary(message: Message) -> bool:
    return str(message.get("url", "")).endswith("/wrong.html")


def test_the_checker_reports_what_is_wrong(messages: list[Message]) -> None:
    report = "\n".join(told(message) for message in messages if is_canary(message) and message["type"] == "error")
    assert "Duplicate ID" in report
    assert "blink" in report


def test_no_page_has_an_error(messages: list[Message]) -> None:
    """Warnings (`info`) do not fail; they are listed, each kind once, below the errors."""
    pages = [message for message in messages if not is_canary(message)]
    errors = [told(message) for message in pages if message["type"] != "info"]
    warnings = sorted(
        {f"{message.get('subType', 'info')}: {message['message']}" for message in pages if message["type"] == "info"}
    )
    assert not errors, "\n".join([*errors, "", *warnings])

"""A preview of a small site, as a process: how tests start it, wait for what it says, and end it."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

from conftest import ROOT

BASE = ROOT / "tests/cases/broken/base"
PATIENCE = 120  # seconds that a test waits for a word: then the preview is killed, its output and the test end
DRAFT = """---
claim: The new café opened with a banner.
claimant: The Harbour Gazette
quote: opened with a banner
verdict: "true"
summary: Nobody doubts it.
kind: fact
status: draft
author: Ada Berg
checked: 2025-06-01
topics: [Coffee]
evidence:
  - source: timetable
    quote: A train leaves the harbour every hour
    stance: context
  - source: accounts
    quote: The town paid the first half in 2024
    stance: supports
---

The [accounts](../../sources/accounts.md) and [the cost](cost.md).
"""
INCOMPLETE = """---
claim: Pupils painted <b>the</b> banner & more.
status: draft
quote: painted by pupils
---

See [the banner](banner.md).
"""


def small_site(folder: Path, *, url: str = "https://example.org/repo") -> Path:
    """A site of one article and three claims, with the theme of this repository."""
    shutil.copytree(BASE, folder)
    shutil.copytree(ROOT / "theme", folder / "theme")
    settings = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    assert settings.count('"https://example.org"') == 1
    settings = settings.replace('"https://example.org"', f'"{url}"')
    (folder / "pelicanconf.py").write_text(settings, encoding="utf-8")
    return folder


def change(file: Path, old: str, new: str) -> None:
    """Save a file with other words in it."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@dataclass
class Preview:
    """A running preview."""

    site: Path
    process: "subprocess.Popen[str]"
    address: str = ""  # with a slash at its end

    def line_with(self, pattern: str) -> re.Match[str]:
        """Read what it prints until a line fits; fails when it ends before."""
        assert self.process.stdout is not None
        said = []
        with self._patience():
            for line in self.process.stdout:
                said.append(line)
                if found := re.search(pattern, line):
                    return found
        raise AssertionError(f"no line with {pattern}, but:\n{''.join(said)}")

    def interrupt(self, sent: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """End it as Ctrl-C does; its exit code, and what else it said."""
        assert self.process.stdout is not None
        if sent == signal.SIGINT:  # a terminal sends it to all that was started from it
            os.killpg(self.process.pid, sent)
        else:
            self.process.send_signal(sent)
        with self._patience():
            said = self.process.stdout.read()
        return self.process.wait(), said

    @contextmanager
    def _patience(self) -> Iterator[None]:
        guard = Timer(PATIENCE, self.process.kill)
        guard.start()
        try:
            yield
        finally:
            guard.cancel()


@contextmanager
def previewing(
    site: Path, *options: str, says: str = r"^Serving (http://\S+/) — ", **environment: str
) -> Iterator[Preview]:
    """A preview of a site, as soon as it has said where it is; killed at the end."""
    command = [sys.executable, "-u", "-m", "factcheck", "serve", "--site", str(site)]
    mine = {"PYTHONPATH": str(ROOT / "plugins"), "TMPDIR": str(site.parent)}  # one that is killed leaves a folder
    variables = {**os.environ, **mine, **environment}
    with subprocess.Popen(
        [*command, *(options or ("--port", "0"))],
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            preview = Preview(site, process)
            preview.address = preview.line_with(says)[1]
            yield preview
        finally:
            process.kill()

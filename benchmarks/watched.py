"""Programs that build whatever is saved: how long from a save until the page is on disk."""

import json
import re
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

from benchmarks import edits
from benchmarks.process import FailedError, Run
from benchmarks.tools import Tool, clean, environment

_LOOK = 0.002  # seconds between two looks at the page
_AGAIN = 30.0  # seconds after which a first save is repeated: a program that starts may have missed it
_REST = 3.0  # seconds of rest before a save: ours audits and writes down what it knows when the page is shown


@dataclass
class Watcher:
    """A program that watches a site, and the claim that is changed."""

    tool: Tool
    folder: Path
    process: "subprocess.Popen[bytes]"
    limit: float
    edit: edits.Edit
    _number: int = 0
    _file: edits.Edited = field(init=False)
    _page: Path = field(init=False)
    _events: "_Events | None" = None

    def __post_init__(self) -> None:
        file, page = self.tool.claim()
        self._file, self._page = edits.Edited(self.folder / file), self.folder / page

    def wait(self) -> None:
        """Wait until a first save has come through."""
        ends = time.monotonic() + self.limit
        if self.tool.name == "ours":
            self._events = _Events(self._address(ends))
        while not self._page.is_file():
            self._see(ends)
        while not self._has_come(self._save(), min(ends, time.monotonic() + _AGAIN)):
            self._see(ends)

    def save(self) -> Run:
        """Save a change; the seconds until it was on disk and, where there are events, told."""
        time.sleep(_REST)
        before = self._events.last if self._events else ""
        started = time.perf_counter()
        word = self._save()
        if not self._has_come(word, time.monotonic() + self.limit):
            raise FailedError(f"{self.tool.title}: a save did not come through in {self.limit:.0f} s")
        on_disk = time.perf_counter()
        told = self._events.after(before, self.limit) if self._events else on_disk
        self._end_work()
        return Run(seconds=max(on_disk, told) - started, cpu=0, peak=0)

    def end(self) -> None:
        """End the program and put the file back."""
        self._file.restore()
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def _end_work(self) -> None:
        """Wait until what follows the page is done: it would take the time of whoever is next."""
        ends = time.monotonic() + self.limit
        while self._events and "Built " not in self._printed().rpartition("Changed: ")[2]:
            self._see(ends)

    def _save(self) -> str:
        self._number += 1
        word = f"saved{self._number}times"
        self._file.change(self.edit, word)
        return word

    def _has_come(self, word: str, ends: float) -> bool:
        while time.monotonic() < ends:
            with suppress(OSError):  # it is being replaced
                if word in self._page.read_text(encoding="utf-8", errors="replace"):
                    return True
            time.sleep(_LOOK)
        return False

    def _see(self, ends: float) -> None:
        if self.process.poll() is not None or time.monotonic() > ends:
            raise FailedError(f"{self.tool.title}: did not start to watch: {self._printed()[-1500:]}")
        time.sleep(0.2)

    def _address(self, ends: float) -> str:
        while not (found := re.search(r"Serving (http://\S+)", self._printed())):
            self._see(ends)
        return found[1]

    def _printed(self) -> str:
        return (self.folder / ".watched").read_text(encoding="utf-8", errors="replace")


class _Events:
    """What our preview tells the pages that are open, and when."""

    def __init__(self, address: str) -> None:
        self.last, self._at = "", 0.0
        root = re.match(r"http://[^/]+", address)
        assert root is not None
        self._stream = urllib.request.urlopen(f"{root[0]}/-preview/events", timeout=3600)
        Thread(target=self._listen, daemon=True).start()

    def after(self, site: str, limit: float) -> float:
        """When a site other than `site` was told of."""
        ends = time.monotonic() + limit
        while self.last == site:
            if time.monotonic() > ends:
                raise FailedError("no event told of the new site")
            time.sleep(_LOOK)
        return self._at

    def _listen(self) -> None:
        with suppress(OSError, ValueError):
            for line in self._stream:
                if line.startswith(b"data: "):
                    at, state = time.perf_counter(), json.loads(line[6:])
                    if not state["building"] and state["site"] != self.last:
                        self._at, self.last = at, state["site"]


@contextmanager
def started(
    tools: Sequence[Tool], folders: Mapping[str, Path], limit: float, tell: Callable[[str], None], edit: edits.Edit
) -> Iterator[dict[str, Watcher]]:
    """The programs at work side by side, each after its first build and a first save; they rest until one is due."""
    watchers: dict[str, Watcher] = {}
    try:
        for tool in tools:
            folder = folders[tool.name]
            clean(folder)
            tell(f"{tool.name}: starting to watch …")
            watchers[tool.name] = Watcher(tool, folder, _start(tool, folder), limit, edit)
            watchers[tool.name].wait()
        yield watchers
    finally:
        for watcher in watchers.values():
            watcher.end()


def _start(tool: Tool, folder: Path) -> "subprocess.Popen[bytes]":
    with (folder / ".watched").open("wb") as printed:
        return subprocess.Popen(
            tool.watch,
            cwd=folder,
            env={**environment(), "PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=printed,
        )

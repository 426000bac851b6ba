"""Which of the site's files have changed.

Whether there is something to build is told by comparing the files with those that were built, never by an
event: so nothing is lost that is saved while a build runs, by an editor that writes another file and
renames it, or in a folder that is new. The system's events only say when to look.

Where they do not come (a folder shared with a container or a virtual machine, WSL) looking is enough. It is
done here, not by `watchfiles`: its polling compares whole seconds (1.3.0), and misses the second of two saves.
"""

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Self

from watchfiles import Change, DefaultFilter
from watchfiles._rust_notify import RustNotify  # its generator `watch` begins to listen only when it is asked

WATCHED = ("content", "seeds", "theme", "plugins", "pelicanconf.py", "links.json")
OFTEN, SELDOM = 0.3, 1.0  # seconds between two looks: without events, and with them
QUIET, MOST_QUIET = 0.02, 2.0  # seconds without a change after which a save is complete; and how long that may take
SHARE = 0.05  # of the time is spent with looking at most: large sites on slow disks are looked at less often
_SWITCHED_OFF = ("", "0", "false", "disable", "disabled")


class Stamp(NamedTuple):
    """What tells one state of a file from another: times in nanoseconds, bytes, and the file's number on the disk."""

    modified: int
    changed: int
    size: int
    number: int

    @classmethod
    def of(cls, status: os.stat_result) -> Self:
        """The stamp of a file."""
        return cls(status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


Snapshot = Mapping[str, Stamp]  # by path from the site's folder


class _Temporary(DefaultFilter):
    """What editors and systems write beside a file for a while, such as `.claim.md.swp`."""

    ignore_entity_patterns = (*DefaultFilter.ignore_entity_patterns, r"^#.*#$", r"^4913$", r"^\.goutputstream-")


_temporary = _Temporary()


@lru_cache(maxsize=100_000)
def is_temporary(path: str) -> bool:
    """Whether a file, by its path from the site's folder, is no one's text but an editor's or a program's own."""
    return not _temporary(Change.modified, path)


def snapshot(root: Path) -> dict[str, Stamp]:
    """The files that a build of the site reads."""
    return stamps(root, WATCHED)


def stamps(root: Path, names: Iterable[str]) -> dict[str, Stamp]:
    """Some files of a folder, and those in some folders of it."""
    found: dict[str, Stamp] = {}
    for name in names:
        with suppress(OSError):  # it is not there
            if (root / name).is_dir():
                found.update(_inside(str(root / name), f"{name}/"))
            else:
                found[name] = Stamp.of((root / name).stat())
    return found


def _inside(folder: str, prefix: str) -> Iterator[tuple[str, Stamp]]:
    """The files in a folder. No `Path` is made of each: of 10,000 claims that took half a second."""
    with suppress(OSError), os.scandir(folder) as entries:  # gone since
        for entry in entries:
            if is_temporary(entry.name):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _inside(entry.path, f"{prefix}{entry.name}/")
            else:
                with suppress(OSError):  # gone since, or a link that leads nowhere
                    if not entry.is_dir():
                        yield f"{prefix}{entry.name}", Stamp.of(entry.stat())


def changed(old: Snapshot, new: Snapshot) -> list[str]:
    """The paths of the files that are new, gone or not as they were."""
    return sorted(path for path in {*old, *new} if old.get(path) != new.get(path))


class Watcher:
    """Waits for changes of a site's files."""

    def __init__(self, root: Path, *, polls: bool = False) -> None:
        self._root = root
        self._polls = polls or is_asked_to_poll(os.environ)
        self._pause = OFTEN
        self._events: RustNotify | None = None
        self._listened_to: list[tuple[Path, int]] = []

    def next(self, built: Snapshot) -> dict[str, Stamp]:
        """Wait until the files differ from those of `built` and are being left alone; what they are then."""
        self._listen()  # before the look: what happens after it is an event
        while not changed(built, found := self._look()):
            self._wait()
            self._listen()
        return self._settled(found)

    def _look(self) -> dict[str, Stamp]:
        started = time.monotonic()
        found = snapshot(self._root)
        taken = time.monotonic() - started
        self._pause = max(OFTEN if self._polls else SELDOM, taken / SHARE)
        return found

    def _wait(self) -> None:
        """Wait for an event, or for the time of the next look."""
        if self._events is None:
            time.sleep(self._pause)
        elif self._events.watch(200, 20, int(self._pause * 1000), None) == "signal":  # milliseconds
            raise KeyboardInterrupt

    def _listen(self) -> None:
        """Ask the system for events, anew where a folder has come, gone or been replaced: they go by its number."""
        there = [(path, path.stat().st_ino) for name in WATCHED if (path := self._root / name).exists()]
        if self._polls or there == self._listened_to:
            return
        try:
            self._events = RustNotify([str(path) for path, _ in there], False, False, 0, True, True)
            self._listened_to = there
        except (OSError, RuntimeError) as error:  # no more watches to be had, a file system without events
            self._events, self._polls = None, True
            print(f"The system does not tell of changes ({error}): the files are looked at instead.", flush=True)

    def _settled(self, old: dict[str, Stamp]) -> dict[str, Stamp]:
        """The files once nothing has changed for a moment: an editor may save in several steps, git writes many."""
        ends = time.monotonic() + MOST_QUIET
        while True:
            time.sleep(QUIET)
            new = snapshot(self._root)
            if new == old or time.monotonic() > ends:
                return new
            old = new


def is_asked_to_poll(environment: Mapping[str, str]) -> bool:
    """Whether the environment asks for polling, by the variable that `watchfiles` has for it."""
    return environment.get("WATCHFILES_FORCE_POLLING", "").lower() not in _SWITCHED_OFF

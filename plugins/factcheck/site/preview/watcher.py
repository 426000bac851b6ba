"""Which of the site's files have changed.

Whether there is something to build is told by comparing the files with those that were built, never by an
event: so nothing is lost that is saved while a build runs, by an editor that writes another file and
renames it, or in a folder that is new. The system's events only say when to look, and where first: all files are looked
at between two builds and once a second, but not between a save and its build, where it took 10 ms of 1,000 claims and
100 of 10,000.

Where they do not come (a folder shared with a container or a virtual machine, WSL) looking is enough. It is
done here, not by `watchfiles`: its polling compares whole seconds (1.3.0), and misses the second of two saves.
"""

import os
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Self

from watchfiles import Change, DefaultFilter
from watchfiles._rust_notify import RustNotify  # its generator `watch` begins to listen only when it is asked

WATCHED = ("content", "seeds", "theme", "plugins", "pelicanconf.py", "links.json")
OFTEN, SELDOM = 0.3, 1.0  # seconds between two looks: without events, and with them
QUIET, MOST_QUIET = 0.02, 2.0  # seconds without a change after which a save is complete; and how long that may take
QUIET_OF_ONE = 0.005  # seconds, where one file has changed and holds something: no editor rests in the middle of a file
MOST_TOLD = 50  # files that are looked at one by one
_STEP, _LONGEST = 5, 200  # milliseconds: how often the system is asked for events, and how long while more come
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


def looked_at(root: Path, known: Snapshot, told: Collection[str]) -> dict[str, Stamp] | None:
    """What `snapshot` finds where only some paths, which are absolute, can have changed; None where others can."""
    names = [os.path.relpath(path, root) for path in told]
    if not 0 < len(names) <= MOST_TOLD or not all(_is_plain(root, name) for name in names):
        return None
    found = dict(known)
    for name in names:
        found.pop(name, None)
        if not any(map(is_temporary, name.split("/"))):
            with suppress(OSError):  # it is gone
                found[name] = Stamp.of((root / name).stat())
    return found


def _is_plain(root: Path, name: str) -> bool:
    """Whether a path is that of a file, there or gone, in a watched folder and in no folder that a link leads to."""
    folder, _, _ = name.rpartition("/")
    is_inside = folder.split("/")[0] in WATCHED
    return is_inside and (root / folder).is_dir() and _real(root, folder) and not (root / name).is_dir()


def _real(root: Path, folder: str) -> bool:
    top, _, rest = folder.partition("/")
    return os.path.realpath(root / folder) == os.path.normpath(os.path.join(os.path.realpath(root / top), rest))  # noqa: PTH118


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
        self._pause, self._looked = OFTEN, 0.0  # seconds between two looks at all files; the time of the last one
        self._events: RustNotify | None = None
        self._listened_to: list[tuple[Path, int]] = []

    def next(self, built: Snapshot) -> dict[str, Stamp]:
        """Wait until the files differ from those of `built` and are being left alone; what they are then."""
        self._listen()  # before the look: what happens after it is an event
        found = self._look()
        while not (names := changed(built, found)):
            told = self._wait()
            is_all = self._listen() or time.monotonic() - self._looked >= self._pause
            found = (None if is_all else looked_at(self._root, found, told)) or self._look()
        return found if self._is_whole(found, names) else self._settled(found)

    def _look(self) -> dict[str, Stamp]:
        self._looked = time.monotonic()
        found = snapshot(self._root)
        taken = time.monotonic() - self._looked
        self._pause = max(OFTEN if self._polls else SELDOM, taken / SHARE)
        return found

    def _wait(self) -> frozenset[str]:
        """Wait for events, or for the time of the next look: the paths that are told of; none where it is time."""
        if self._events is None:
            time.sleep(self._pause)
            return frozenset()
        return self._told(self._events, self._pause)

    def _told(self, events: RustNotify, seconds: float) -> frozenset[str]:
        """The paths that the system tells of within some seconds; it waits while more come."""
        told = events.watch(_LONGEST, _STEP, int(seconds * 1000), None)
        if told == "signal":
            raise KeyboardInterrupt
        return frozenset() if isinstance(told, str) else frozenset(path for _, path in told)

    def _listen(self) -> bool:
        """Ask the system for events, anew where a folder has come, gone or been replaced: they go by its number.

        Whether that was done.
        """
        there = [(path, path.stat().st_ino) for name in WATCHED if (path := self._root / name).exists()]
        if self._polls or there == self._listened_to:
            return False
        try:
            self._events = RustNotify([str(path) for path, _ in there], False, False, 0, True, True)
            self._listened_to = there
        except (OSError, RuntimeError) as error:  # no more watches to be had, a file system without events
            self._events, self._polls = None, True
            print(f"The system does not tell of changes ({error}): the files are looked at instead.", flush=True)
        return True

    def _is_whole(self, found: Snapshot, names: Sequence[str]) -> bool:
        """Whether one file was saved and holds something, and the system tells of no more."""
        if self._events is None or len(names) > 1 or not (stamp := found.get(names[0])) or not stamp.size:
            return False
        return not self._told(self._events, QUIET_OF_ONE)

    def _settled(self, old: dict[str, Stamp]) -> dict[str, Stamp]:
        """The files once nothing has changed for a moment: an editor may save in several steps, git writes many."""
        ends = time.monotonic() + MOST_QUIET
        while not self._rests():
            new = snapshot(self._root)
            if new == old or time.monotonic() > ends:
                return new
            old = new
        return old

    def _rests(self) -> bool:
        """Wait for a moment: whether the system, if it tells of changes, told of none since the last look."""
        if self._events is None:
            time.sleep(QUIET)
            return False
        return not self._told(self._events, QUIET)


def is_asked_to_poll(environment: Mapping[str, str]) -> bool:
    """Whether the environment asks for polling, by the variable that `watchfiles` has for it."""
    return environment.get("WATCHFILES_FORCE_POLLING", "").lower() not in _SWITCHED_OFF

"""The index: the digest of each file by what the disk says of it, so that a file that did not change is not read.

As git's: a size, two times and an inode that are the same mean the same bytes. But a file can be written twice in one
tick of the disk's clock, which is 2 seconds on some. So what was written less than that before the index was made is
read again (git calls it racy).
"""

import pickle
import time
from collections.abc import Mapping
from hashlib import sha256
from os import stat_result
from pathlib import Path

from factcheck.core import scan
from factcheck.core.problems import Problem
from factcheck.site.cache.keep import Folder
from factcheck.site.cache.pickled import Refused, plain

NAME = "index"
COARSEST = 2_000_000_000  # nanoseconds: the clock of FAT
_KEY = b"index 1"
Status = tuple[int, int, int, int]  # size, times of change of content and of status, inode
Entries = dict[str, tuple[Status, str]]


class Index:
    """The digests of files, and the bytes of those that had to be read."""

    def __init__(self, moment: int = 0, entries: Entries | None = None) -> None:
        self._before, self._entries = moment, entries or {}
        self._now = time.time_ns()
        self._seen: Entries = {}
        self._is_new = False
        self.read: dict[str, bytes] = {}

    def take(self, root: Path, name: str, status: stat_result) -> str:
        """The digest of a file. Raises `OSError` where it cannot be read."""
        now = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        known = self._entries.get(name)
        if known is None or known[0] != now or max(now[1:3]) + COARSEST >= self._before:
            raw = self.read[name] = scan.content(root, name, status)
            self._is_new = True
            known = (now, sha256(raw).hexdigest())
        self._seen[name] = known
        return known[1]

    def keep(self, folder: Folder) -> None:
        """Write the index, unless the one that is there is as good."""
        if self._is_new or len(self._seen) != len(self._entries):
            self.write(folder)

    def write(self, folder: Folder) -> None:
        """Write the index."""
        folder.write(NAME, _KEY, [pickle.dumps((self._now, self._seen), protocol=5)])

    def following(self) -> "Index":
        """The index of the next look, which knows what this one has seen."""
        return Index(self._now, self._seen)


def index(folder: Folder | None) -> Index:
    """The index that is kept in a folder; an empty one where there is none."""
    kept = folder.open(NAME, _KEY) if folder else None
    raw = kept.read(kept.parts[0]) if kept else None
    try:
        return Index(*plain(raw)) if raw else Index()
    except Refused:
        return Index()


def scanned(root: Path, found: Index) -> tuple[Mapping[str, str], list[Problem]]:
    """As `scan`, with digests in the place of bytes."""
    return scan.visit(root, found.take)

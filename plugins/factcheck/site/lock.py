"""The lock: no second build beside this one, and whoever is refused is told who builds.

The system holds it (flock): it is free as soon as the build that has it ends, however that ends, so that no lock is
ever stale and none is ever removed by a guess. What the file says is for people only.
"""

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

LOCK = ".factcheck.lock"
LONGEST = 300  # bytes that are read of another build's words


class BusyError(Exception):
    """Another build holds the lock; `holder` are its words, empty where it has just begun."""

    def __init__(self, holder: str) -> None:
        super().__init__(holder)
        self.holder = holder


@contextmanager
def lock(folder: Path, name: str = LOCK) -> Iterator[None]:
    """Hold the lock of the outputs in `folder`. Raises `BusyError`, or `OSError` where there can be no lock."""
    with _opened(folder / name) as number:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError(_read(number)) from error
        _write(
            number, f"process {os.getpid()} on {socket.gethostname()} since {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n"
        )
        try:
            yield
        finally:
            _write(number, "")


def wait(folder: Path) -> None:
    """Return when no build holds the lock."""
    with _opened(folder / LOCK) as number:
        fcntl.flock(number, fcntl.LOCK_EX)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    """The file of the lock; never another one to which a link leads, for it is written."""
    flags = os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        number = os.open(path, os.O_RDWR | os.O_CREAT | flags, 0o644)
    except PermissionError:  # made by another user: it can be held, but not be written
        if not path.is_file():
            raise
        number = os.open(path, os.O_RDONLY | flags)
    try:
        yield number
    finally:
        os.close(number)


def _write(number: int, words: str) -> None:
    with suppress(OSError):  # a full disk, another user's file: the lock holds without words
        os.fchmod(number, 0o644)
        os.ftruncate(number, 0)
        os.pwrite(number, words.encode(), 0)


def _read(number: int) -> str:
    words = os.pread(number, LONGEST, 0).decode(errors="replace")
    return "".join(character for character in words if character.isprintable())

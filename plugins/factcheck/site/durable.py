"""Durable: files and folders are on the disk, whatever becomes of the power.

Threads without `threading`: its `start` waits for the new thread to say that it has begun. Where no memory is left that
thread may die before it can, and a build would wait for ever, and hold the lock.
"""

import errno
import os
from _thread import LockType, allocate_lock, start_new_thread
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

AT_ONCE = 8  # 548 files and folders took 1.8 to 3.8 s one by one, 0.1 s so: the journal takes them together
_CANNOT = (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES)  # some file systems know no fsync of a folder


def sync_all(paths: Iterable[Path]) -> None:
    """Wait until all of them are on the disk; `OSError` where one cannot be."""
    left, failed = iter([*paths]), list[BaseException]()  # each takes the next one of those that are left
    working = [allocate_lock() for _ in range(AT_ONCE - 1)]
    for lock in working:
        with suppress(RuntimeError, MemoryError):  # fewer do it, too
            start_new_thread(_help, (lock, left, failed))
    try:
        for path in left:
            sync(path)
    finally:
        for lock in working:
            lock.acquire()  # from now on a thread that has not begun has nothing to do
    if failed:
        raise failed[0]


def _help(lock: LockType, left: Iterator[Path], failed: list[BaseException]) -> None:
    if lock.acquire(blocking=False):
        try:
            for path in left:
                sync(path)
        except BaseException as error:  # `sync_all` raises it
            failed.append(error)
        finally:
            lock.release()


def sync(path: Path) -> None:
    """Wait until a file or folder is on the disk."""
    number = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(number)
    except OSError as error:
        if error.errno not in _CANNOT or not path.is_dir():
            raise
    finally:
        os.close(number)

"""Keeping bytes in files that nothing but this program of this user has written, and that are whole.

A cache that says “every quote was proved” must not come from a contributor who has committed it. So each part carries a
MAC (HMAC-SHA256) with a secret that lies outside the site, in the user's own cache folder. What is damaged, foreign, of
another version, a link, or writable by others is as good as absent.
"""

import hmac
import os
import stat
import tempfile
import time
from collections.abc import Callable, Collection, Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

FOLDER = ".factcheck-cache"
KEY_FILE = "factcheck/cache-key"  # in $XDG_CACHE_HOME: who loses it loses no more than time
_MAGIC = b"factcheck-cache-1\n"
_SIZE, _MAC = 8, 32
_UNFINISHED, _DAY = "unfinished-", 86_400  # seconds


@dataclass(frozen=True)
class Part:
    """Bytes in a file, not read yet."""

    start: int
    size: int
    mac: bytes


class Kept:
    """An open file of parts. No other file has its head, so that another file can name it by that."""

    def __init__(self, file: BinaryIO, secret: bytes, head: bytes, parts: tuple[Part, ...]) -> None:
        self._file, self._secret = file, secret
        self.head, self.parts = head, parts

    def read(self, part: Part) -> bytes | None:
        """The bytes of a part; None where they are not those that were written."""
        self._file.seek(part.start)
        raw = self._file.read(part.size)
        return raw if hmac.compare_digest(_mac(self._secret, raw), part.mac) else None


class Folder:
    """The cache folder of a site. It is to be closed, with the files that were opened in it."""

    def __init__(self, root: Path, secret: bytes) -> None:
        self._path, self._secret = root / FOLDER, secret
        self._opened = ExitStack()
        self._is_tidy = False

    def close(self) -> None:
        """Close all files."""
        self._opened.close()

    def open(self, name: str, key: bytes) -> Kept | None:
        """A file that was written under `key`; None where there is none that can be trusted."""
        try:
            if not _is_own(self._path.lstat(), stat.S_ISDIR) or not (file := _own(self._path / name)):
                return None
            return _opened(self._opened.enter_context(file), self._secret, key)
        except OSError:
            return None

    def write(self, name: str, key: bytes, parts: Iterable[bytes]) -> bytes | None:
        """Write a file, whole or not at all: the head it then has, or None where the disk does not want it."""
        held = list(parts)
        table = b"".join(len(raw).to_bytes(_SIZE, "big") + _mac(self._secret, raw) for raw in held)
        head = _MAGIC + len(key).to_bytes(_SIZE, "big") + key + len(held).to_bytes(_SIZE, "big") + table
        head += _mac(self._secret, head)
        with suppress(OSError):
            self._path.mkdir(mode=0o700, exist_ok=True)
            if _is_own(self._path.lstat(), stat.S_ISDIR):
                self._replace(name, [head, *held])
                return head
        return None

    def _replace(self, name: str, parts: Iterable[bytes]) -> None:
        if not self._is_tidy:
            self._tidy()
        number, path = tempfile.mkstemp(prefix=_UNFINISHED, dir=self._path)  # mode 0600
        try:
            with open(number, "wb") as file:  # noqa: PTH123 - a number, no path
                file.writelines(parts)
            os.replace(path, self._path / name)  # noqa: PTH105 - one call
        except BaseException:
            with suppress(OSError):
                os.unlink(path)  # noqa: PTH108
            raise

    def _tidy(self) -> None:
        """Take away what a process has left that was killed while it wrote, a day ago or more."""
        for path in self._path.glob(f"{_UNFINISHED}*"):
            with suppress(OSError):
                if path.lstat().st_mtime < time.time() - _DAY:
                    path.unlink()
        self._is_tidy = True

    def remove(self, name: str) -> None:
        """Take a file away, if it is there."""
        with suppress(OSError):
            (self._path / name).unlink()

    def remove_others(self, prefix: str, names: Collection[str]) -> None:
        """Take away the files whose names begin with `prefix`, but those with these `names`."""
        with suppress(OSError):
            for path in [*self._path.glob(f"{prefix}*")]:
                if path.name not in names:
                    self.remove(path.name)


def folder(root: Path) -> Folder | None:
    """The cache folder of the site in `root`; None where nothing can be kept on this machine."""
    secret = _secret()
    return Folder(root, secret) if secret else None


def _own(path: Path) -> BinaryIO | None:
    """The file, opened, if it is this user's alone to write."""
    file = open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb")  # noqa: PTH123, SIM115
    if _is_own(os.fstat(file.fileno()), stat.S_ISREG):
        return file
    file.close()
    return None


def _is_own(status: os.stat_result, is_kind: Callable[[int], bool]) -> bool:
    writable_by_others = status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return is_kind(status.st_mode) and status.st_uid == os.geteuid() and not writable_by_others


def _opened(file: BinaryIO, secret: bytes, key: bytes) -> Kept | None:
    begin = _MAGIC + len(key).to_bytes(_SIZE, "big") + key
    head = file.read(len(begin) + _SIZE)
    count = int.from_bytes(head[len(begin) :], "big")
    if not head.startswith(begin) or count > 10_000:
        return None
    head += file.read(count * (_SIZE + _MAC))
    if not hmac.compare_digest(_mac(secret, head), file.read(_MAC)):
        return None
    parts, start = [], len(head) + _MAC
    for row in range(len(begin) + _SIZE, len(head), _SIZE + _MAC):
        size = int.from_bytes(head[row : row + _SIZE], "big")
        parts.append(Part(start, size, head[row + _SIZE : row + _SIZE + _MAC]))
        start += size
    return Kept(file, secret, head + _mac(secret, head), tuple(parts))


def _mac(secret: bytes, raw: bytes) -> bytes:
    return hmac.digest(secret, raw, "sha256")


def _secret() -> bytes | None:
    """The user's own secret, made at the first time."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    home = Path(given) if given.startswith("/") else Path(os.path.expanduser("~/.cache"))  # noqa: PTH111 - may fail
    path = home / KEY_FILE
    with suppress(OSError):
        if path.is_absolute():  # it is not where nobody knows who the user is
            return _read_secret(path) or _made_secret(path)
    return None


def _read_secret(path: Path) -> bytes | None:
    with suppress(FileNotFoundError):
        file = _own(path)
        if file:
            with file:
                raw = file.read(64)
            return raw if len(raw) == _MAC else None
    return None


def _made_secret(path: Path) -> bytes | None:
    """A new secret; that of another process, where one was as quick."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    number, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with open(number, "wb") as file:  # noqa: PTH123 - a number, no path
            file.write(os.urandom(_MAC))
        with suppress(FileExistsError):
            os.link(temporary, path)  # unlike a rename, it replaces nothing
    finally:
        os.unlink(temporary)  # noqa: PTH108
    return _read_secret(path)

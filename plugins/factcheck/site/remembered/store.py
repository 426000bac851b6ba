"""The store: values in files of the user's own cache folder, one folder a site. What is damaged is not there.

Never beside the content: whatever lies in a checkout may come from a stranger, and a forged memory could say that a
quotation was proved. The system's cache folder is written by the user alone.
"""

import hashlib
import io
import os
import pickle
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

VARIABLE = "FACTCHECK_CACHE"  # another folder; empty: nothing is remembered
_MAGIC = b"factcheck 1\n"
_CHECK = hashlib.sha256().digest_size


def folder(root: Path) -> Path | None:
    """Where what is remembered of the site in `root` lies; None where there is no such place. It may not exist yet."""
    place = _caches()
    return place / hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:32] if place else None


def _caches() -> Path | None:
    """The folder of this program among the user's caches, by the habit of the system; None for who has no home."""
    if (chosen := os.environ.get(VARIABLE)) is not None:
        return Path(chosen) if chosen else None
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() raises where there is none
    if not home.is_absolute():
        return None
    usual = home / "Library/Caches" if sys.platform == "darwin" else home / ".cache"
    given = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (given if given.is_absolute() else usual) / "factcheck"


def read(path: Path, allowed: Callable[[str, str], bool] = lambda module, name: False) -> Any:
    """The value in a file; None where there is none that this program, and this user, wrote whole.

    Of classes only those are made that are `allowed`, by module and name: reading a file runs nothing else.
    """
    try:
        raw = _bytes(path)
        check, rest = raw[len(_MAGIC) : len(_MAGIC) + _CHECK], raw[len(_MAGIC) + _CHECK :]
        if not raw.startswith(_MAGIC) or hashlib.sha256(rest).digest() != check:
            return None
        return _Reader(io.BytesIO(rest), allowed).load()
    except (OSError, pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError, ImportError, IndexError):
        return None


def _bytes(path: Path) -> bytes:
    """The bytes of a file that nobody but this user can have written; b"" of another one."""
    number = os.open(path, os.O_RDONLY | os.O_CLOEXEC | getattr(os, "O_NOFOLLOW", 0))
    with os.fdopen(number, "rb") as file:
        status = os.fstat(number)
        is_own = not hasattr(os, "getuid") or (status.st_uid == os.getuid() and not status.st_mode & 0o022)
        return file.read() if is_own else b""


class _Reader(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, allowed: Callable[[str, str], bool]) -> None:
        super().__init__(file)
        self._allowed = allowed

    def find_class(self, module: str, name: str) -> Any:
        """A class that is allowed."""
        if not self._allowed(module, name):
            raise pickle.UnpicklingError(f"{module}.{name} is not expected here")
        return super().find_class(module, name)


def write(path: Path, value: Any) -> None:
    """Write a value, at once and whole, for this user alone; where that cannot be, nothing is remembered."""
    rest = pickle.dumps(value, protocol=5)
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        number, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        try:
            with os.fdopen(number, "wb") as file:
                file.writelines((_MAGIC, hashlib.sha256(rest).digest(), rest))
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def forget(path: Path) -> None:
    """Remove a file, if it is there."""
    with suppress(OSError):
        path.unlink(missing_ok=True)

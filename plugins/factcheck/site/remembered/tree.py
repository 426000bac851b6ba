"""A folder of built files and what each was made from, so that the next build makes only what has changed.

Two of them take turns: the output, and the site before it, which is brought up to date and then takes the output's
place. What did not change between them is the same file under two names (a hard link). Files are never written
over, only replaced, so neither folder changes what the other holds.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

Key = bytes
MODE = 0o644
FOLDER_MODE = 0o755


class Row(NamedTuple):
    """A file: the key of what it was made from, and how the disk knows it."""

    key: Key
    size: int
    changed: int  # nanoseconds: st_mtime_ns


Rows = Mapping[str, Row]  # by path, relative to the folder


def found(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of every file in a folder, by its path; links and devices have size -1. Raises `OSError`."""
    return dict(_found(str(folder), ""))


def _found(folder: str, prefix: str) -> Iterator[tuple[str, tuple[int, int]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _found(entry.path, f"{prefix}{entry.name}/")
            else:
                status = entry.stat(follow_symlinks=False)
                is_file = entry.is_file(follow_symlinks=False)
                yield f"{prefix}{entry.name}", (status.st_size if is_file else -1, status.st_mtime_ns)


def rows(folder: Path, keys: Mapping[str, Key], other: Key) -> dict[str, Row]:
    """What lies in a folder, with the keys of its files; what has no key of its own gets the `other` one."""
    return {path: Row(keys.get(path, other), *status) for path, status in found(folder).items()}


def is_as_written(folder: Path, known: Rows) -> bool:
    """Whether a folder holds the files that are known of it and no other, each as it was written."""
    there = found(folder)
    return len(there) == len(known) and all(
        (row := known.get(path)) is not None and (row.size, row.changed) == status for path, status in there.items()
    )


def clone(folder: Path, fresh: Path) -> None:
    """Give every file of a folder a second name in a `fresh` one, which exists and is empty."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                (fresh / entry.name).mkdir(mode=FOLDER_MODE)
                clone(Path(entry.path), fresh / entry.name)
            else:
                link(Path(entry.path), fresh / entry.name)


def link(old: Path, new: Path) -> None:
    """Give a file a second name; a copy where the file system has no such thing."""
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:
        shutil.copy2(old, new)


def put(folder: Path, path: str, raw: bytes) -> tuple[int, int]:
    """Put a new file in the place of an old one, if there was one; its size and time."""
    number = _opened(folder / path)
    with os.fdopen(number, "wb") as file:
        file.write(raw)
        file.flush()
        os.fchmod(number, MODE)  # whatever the umask
        found = os.fstat(number)
    return found.st_size, found.st_mtime_ns


def _opened(place: Path) -> int:
    """A new file, open. Most are neither there nor the first of their folder: that is tried at once."""
    how = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    try:
        return os.open(place, how, MODE)
    except FileExistsError:
        place.unlink()
    except FileNotFoundError:
        _make_folders(place)
    return os.open(place, how, MODE)


def status(place: Path) -> tuple[int, int]:
    """Size and time of a file."""
    found = place.lstat()
    return found.st_size, found.st_mtime_ns


def take(folder: Path, path: str, other: Path) -> None:
    """Put the file that another folder has in the place of an old one, if there was one."""
    link(other / path, _place(folder, path))


def _place(folder: Path, path: str) -> Path:
    """Where a file is to lie: its folders are there, and no file is."""
    place = folder / path
    try:
        place.unlink()
    except FileNotFoundError:
        _make_folders(place)
    return place


def _make_folders(place: Path) -> None:
    """Make the folders around a file that are not there."""
    for missing in [*takewhile(lambda parent: not parent.is_dir(), place.parents)][::-1]:
        missing.mkdir(mode=FOLDER_MODE, exist_ok=True)  # another process may make it as well
        missing.chmod(FOLDER_MODE)


def remove(folder: Path, path: str) -> None:
    """Remove a file, and the folders that it leaves empty."""
    place = folder / path
    place.unlink(missing_ok=True)
    for parent in place.parents:
        if parent == folder or any(parent.iterdir()):
            return
        parent.rmdir()

"""Scan: the files of a site's content and seeds, and whatever lies there that is no such file.

The only pure module that reads the disk. Light: see core/kinds.py.
"""

import stat
from collections.abc import Callable, Iterator
from itertools import islice
from os import scandir, stat_result
from pathlib import Path
from typing import TypeVar

from factcheck.core import layout
from factcheck.core.problems import Place, Problem, problem, shown

SEEDS = "seeds"
CONTENT = "content"
MOST_FILE_BYTES = 5 * 1024 * 1024
MOST_FILES = 250_000  # a site of 100,000 claims, each with a source of its own, has 200,000
_IGNORED = frozenset({".DS_Store", "Thumbs.db", ".gitkeep"})  # made by machines, never content

Taken = TypeVar("Taken")
# What is taken of a file: by the site's folder, its path in there and its status. May raise `OSError`.
Take = Callable[[Path, str, stat_result], Taken]


def scan(root: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """Read every file below `seeds/` and `content/`, and links.json: path to bytes, in the order of the paths."""
    return visit(root, content)


def content(root: Path, name: str, status: stat_result) -> bytes:
    """The bytes of a file. What is refused by its name is not read."""
    return (root / name).read_bytes() if layout.is_expected(name) else b""


def visit(root: Path, take: Take[Taken]) -> tuple[dict[str, Taken], list[Problem]]:
    """As `scan`, with what `take` makes of each file in the place of its bytes."""
    files: dict[str, Taken] = {}
    problems: list[Problem] = []
    for folder in (SEEDS, CONTENT):
        if (root / folder).is_symlink():
            problems.append(problem("FC118", Place(folder), ("found", "a symbolic link"), what="content"))
            continue
        found = list(islice(_walk(root, folder, problems), MOST_FILES + 1))
        if len(found) + len(problems) > MOST_FILES:  # told at once: nobody wants to read what is wrong with each
            return {}, [problem("FC121", Place(folder), what="number of files", limit=f"{MOST_FILES:,}")]
        for name, status in found:
            _take(root, name, status, take, files, problems)
    _take_links(root, take, files, problems)
    return files, problems


def _take_links(root: Path, take: Take[Taken], files: dict[str, Taken], problems: list[Problem]) -> None:
    """Take links.json, where there is one."""
    path = root / layout.LINKS
    if path.is_file() and not path.is_symlink():
        _take(root, layout.LINKS, path.lstat(), take, files, problems)
    elif path.is_symlink() or path.exists():
        found = ("found", _sort(path.lstat().st_mode))
        problems.append(problem("FC118", Place(layout.LINKS), found, what="links.json"))


def _take(
    root: Path, name: str, status: stat_result, take: Take[Taken], files: dict[str, Taken], problems: list[Problem]
) -> None:
    if (size := status.st_size) > MOST_FILE_BYTES:
        problems.append(problem("FC121", Place(name), ("found", f"{size:,} bytes"), what="file", limit="5 MB"))
        return
    try:
        files[name] = take(root, name, status)
    except OSError as error:
        found = ("found", f"a file that cannot be read: {error.strerror}")
        problems.append(problem("FC118", Place(name), found, what="content"))


def _walk(root: Path, folder: str, problems: list[Problem]) -> Iterator[tuple[str, stat_result]]:
    """The regular files below a folder; links, pipes and devices are problems, never followed."""
    if not (root / folder).is_dir():
        return
    with scandir(root / folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if len(problems) > MOST_FILES:  # `visit` tells that there are too many
            return
        name, status = f"{folder}/{entry.name}", entry.stat(follow_symlinks=False)
        mode = status.st_mode
        if entry.name in _IGNORED:
            continue
        if stat.S_ISDIR(mode) and name.count("/") == layout.DEEPEST:
            allowed = layout.expected(name)
            problems.append(problem("FC117", Place(name), ("found", shown(name)), what="folder", allowed=allowed))
        elif stat.S_ISDIR(mode):
            yield from _walk(root, name, problems)
        elif stat.S_ISREG(mode):
            yield name, status
        else:
            problems.append(problem("FC118", Place(name), ("found", _sort(mode)), what="content"))


def _sort(mode: int) -> str:
    """What a thing is that is no file, in words."""
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a symbolic link" if stat.S_ISLNK(mode) else "a pipe, socket or device"

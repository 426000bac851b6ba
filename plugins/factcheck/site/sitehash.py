"""The site's hash: one SHA-256 for a whole built folder, which anybody can compute again with standard tools.

The lines are those that `sha256sum` of GNU coreutils writes, in the order of the paths' bytes; the hash is that of
the lines. Our marker file is left out: it is no part of the site, and hosts do not publish it.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from factcheck.site.swap import MARKER

# How `sha256sum` writes a path that has one of them: escaped, with a backslash before the line.
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}


def listed(folder: Path) -> Iterator[str]:
    """A line `<sha256>  <path>` for each file below a folder; symbolic links are no files.

    Raises OSError where a file cannot be read.
    """
    paths = {os.fsencode(path.relative_to(folder).as_posix()): path for path in _files(folder)}
    for name, path in sorted(paths.items()):
        yield _line(hashlib.sha256(path.read_bytes()).hexdigest(), os.fsdecode(name))


def of_lines(lines: list[str]) -> str:
    """The SHA-256 of the lines, each with its line feed: 64 hexadecimal digits."""
    return hashlib.sha256(os.fsencode("".join(f"{line}\n" for line in lines))).hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink() and path != folder / MARKER:
            yield path


def _line(digest: str, path: str) -> str:
    escaped = "".join(_ESCAPES.get(character, character) for character in path)
    mark = "\\" if escaped != path else ""
    return f"{mark}{digest}  {escaped}"

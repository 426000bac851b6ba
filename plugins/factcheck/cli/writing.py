"""How a command changes a file that is there: it shows the change, asks, and puts the new file in its place whole."""

import difflib
import os
import shutil
import sys
import tempfile
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path

from factcheck.cli.desk import is_coloured
from factcheck.evidence.original import RefusedError
from factcheck.render.report import plural

_COLOURS = {"-": "\033[31m", "+": "\033[32m", "@": "\033[36m"}
_PLAIN = "\033[0m"


def show(path: str, before: str, after: str) -> None:
    """Print a change as a diff."""
    for line in _diff(path, before, after):
        colour = _COLOURS.get(line[0]) if is_coloured(sys.stdout) else None
        print(f"{colour}{line}{_PLAIN}" if colour else line)


def _diff(path: str, before: str, after: str) -> Iterator[str]:
    old, new = (text.replace("\r\n", "\n").split("\n") for text in (before, after))
    yield from difflib.unified_diff(old, new, f"a/{path}", f"b/{path}", lineterm="")


def agrees(count: int) -> bool:
    """Ask whether that many files may be written; without a terminal nobody can agree."""
    if not sys.stdin.isatty():
        return False
    try:
        return input(f"Write {plural(count, 'file')}? [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        print()
        return False


def text_of(raw: bytes) -> str | None:
    """A file as text, with its own line ends; None where it is not UTF-8."""
    try:
        return raw.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError:
        return None


def replace(root: Path, path: str, raw: bytes, after: str) -> None:
    """Write a file anew beside the old one, and put it in its place: at any time one of both is there, whole.

    `raw` is the old one as it was read. Raises `RefusedError` where it has changed since, and `OSError`.
    """
    target = root / path
    if target.read_bytes() != raw:
        raise RefusedError(f"{path} has changed meanwhile: it was left as it is", "fix      run it again")
    mark = BOM_UTF8 if raw.startswith(BOM_UTF8) else b""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(mark + after.encode())
        shutil.copymode(target, name)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise

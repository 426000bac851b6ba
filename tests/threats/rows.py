"""A row of the table of threats: what a stranger or a machine does, and what must come of it.

The ids are those of the list of threats: A injection, P paths and files, T text and quotes, M metadata, R robustness,
N groups. A group has several rows; its id and the name tell them apart.
"""

import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Change = Callable[[Path], None]  # of a small sound site, in its folder (tests/cases/broken/base)

BRIDGE = "content/claims/demo/bridge.md"
COST = "content/claims/demo/cost.md"
HOURLY = "content/claims/demo/hourly.md"
ARTICLE = "content/articles/demo.md"
ACCOUNTS = "content/sources/accounts.md"
PAGE = "content/pages/methodology.md"
SEED = "seeds/demo.txt"
BODY = "The minutes are silent about it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The build stops with a report (tests/threats/reports.txt) that has these codes and no other."""

    id: str
    name: str
    change: Change
    codes: str  # in their order of appearance, each once

    @property
    def expected(self) -> str:
        """What the documentation says."""
        return "refused: " + ", ".join(f"[{code}](problems.md#{code.lower()})" for code in self.codes.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """The site is checked without an error; warnings are in the report."""

    id: str
    name: str
    change: Change
    expected: str
    codes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A test of another file shows it: its path, two colons, its name."""

    id: str
    name: str
    expected: str
    test: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """It cannot happen here, and why."""

    id: str
    name: str
    why: str

    @property
    def expected(self) -> str:
        """What the documentation says."""
        return f"cannot happen: {self.why}"


Row = Refused | Sound | Elsewhere | Excluded


def title(row: Row) -> str:
    """The row's name among all rows."""
    return f"{row.id} {row.name}"


def edit(old: str, new: str, path: str = BRIDGE) -> Change:
    """One passage of a file is another."""

    def change(root: Path) -> None:
        text = (root / path).read_bytes().decode()
        assert old in text, f"{path} has no {old!r}"
        (root / path).write_bytes(text.replace(old, new, 1).encode("utf-8", "surrogatepass"))

    return change


def body(text: str) -> Change:
    """The reasoning of a claim is this text."""
    return edit(BODY, text)


def key(line: str, path: str = BRIDGE) -> Change:
    """A line more in the front matter, above all others."""
    return edit("---\n", f"---\n{line}\n", path)


def write(path: str, content: str | bytes) -> Change:
    """A file has this content."""

    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content if isinstance(content, bytes) else content.encode())

    return change


def copy(source: str, path: str) -> Change:
    """A file stands once more under another name."""

    def change(root: Path) -> None:
        write(path, (root / source).read_bytes())(root)

    return change


def remove(path: str) -> Change:
    """A file is taken away."""
    return lambda root: (root / path).unlink()


def link(path: str, target: str) -> Change:
    """A symbolic link."""
    return lambda root: (root / path).symlink_to(target)


def pipe(path: str) -> Change:
    """A pipe that nobody writes into: who reads it waits for ever."""
    return lambda root: os.mkfifo(root / path)


def listening(path: str) -> Change:
    """A socket."""

    def change(root: Path) -> None:
        folder = os.open((root / path).parent, os.O_RDONLY)
        before = Path.cwd()
        os.fchdir(folder)  # the path of a socket has 107 bytes at most
        try:
            with socket.socket(socket.AF_UNIX) as opened:
                opened.bind((root / path).name)
        finally:
            os.chdir(before)
            os.close(folder)

    return change


def both(*changes: Change) -> Change:
    """Several changes, one after the other."""

    def change(root: Path) -> None:
        for each in changes:
            each(root)

    return change

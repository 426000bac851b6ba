"""Problems as the page shows them: plain texts for the preview's script, which makes no markup of them."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from factcheck.publish.jsontext import Json
from factcheck.render.report import visible

MOST = 100  # problems that a page lists; the terminal has them all


@dataclass(frozen=True)
class Editor:
    """How a file is opened in Visual Studio Code by an address, from whichever system the browser runs on."""

    root: Path  # the site's folder
    distribution: str = ""  # of the Windows Subsystem for Linux, where the preview runs in one

    @classmethod
    def here(cls, root: Path) -> Self:
        """The editor of whoever runs this."""
        return cls(root, os.environ.get("WSL_DISTRO_NAME", ""))

    def link(self, path: str, line: int = 1, column: int = 1) -> str | None:
        """The address of a place in a file of the site; None where there is no such file."""
        file = self.root / path
        try:
            is_there = file.is_file() and file.resolve().is_relative_to(self.root.resolve())
        except (OSError, ValueError):
            return None
        where = f"vscode-remote/wsl+{quote(self.distribution, safe='')}" if self.distribution else "file"
        return f"vscode://{where}{quote(os.fsencode(file))}:{line}:{column}" if is_there else None


def shown(problems: Sequence[Mapping[str, Any]], editor: Editor) -> list[Mapping[str, Json]]:
    """The rows of the overlay, errors first. Raises `KeyError` and `TypeError` for rows of another form."""
    ordered = sorted(problems, key=lambda found: found["severity"] != "error")
    left = len(ordered) - MOST
    more = [_row_of_rest(left)] if left > 0 else []
    return [*(_row(found, editor) for found in ordered[:MOST]), *more]


def _row(found: Mapping[str, Any], editor: Editor) -> Mapping[str, Json]:
    path, line, column = found["path"], int(found["line"]), int(found["column"])
    return {
        "severity": found["severity"],
        "code": found["code"],
        "where": visible(f"{path}:{line}:{column}"),
        "file": visible(str(editor.root / path)),
        "link": editor.link(path, line, column),
        "message": visible(found["message"]),
        "details": [[label, visible(text)] for label, text in found["details"]],
    }


def _row_of_rest(left: int) -> Mapping[str, Json]:
    message = f"{left:,} more: see the terminal"
    return {
        "severity": "warning", "code": "", "where": "", "file": "", "link": None, "message": message, "details": [],
    }  # fmt: skip


def crash(root: Path, code: int, output: str) -> Mapping[str, Any]:
    """A row for a build that ended without a report, with the last lines that it printed."""
    lines = output.rstrip().splitlines()
    path, line = next(_frames(root, lines), ("", 1))
    return {
        "severity": "error",
        "code": "",
        "path": path or "factcheck build",
        "line": line,
        "column": 1,
        "message": f"the build ended without a report (exit code {code})",
        "details": [["output" if number == 0 else "", text] for number, text in enumerate(lines[-8:])],
    }


def _frames(root: Path, lines: Sequence[str]) -> Iterator[tuple[str, int]]:
    """The places in the site's own files that a traceback names, the innermost first."""
    for text in reversed(lines):
        name, found, rest = text.strip().removeprefix('File "').partition('", line ')
        number = rest.split(",")[0]
        if found and number.isdecimal() and Path(name).is_relative_to(root) and ".venv" not in name:
            yield Path(name).relative_to(root).as_posix(), int(number)

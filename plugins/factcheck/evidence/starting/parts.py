"""The one list of what a new site takes from this repository as it is.

`tools/wheel.py` runs this file by its path to put the same files into the wheel, so it imports nothing of ours.
"""

from collections.abc import Iterator
from pathlib import Path

# Files and folders, by path from the top of the repository. What only serves to develop the generator is not here:
# tests/, tools/develop.mk, the lock files of the tests, .ci/; nor is what a new site writes anew: README.md,
# pelicanconf.py, content/, seeds/.
PARTS = (
    ".editorconfig",
    ".gitattributes",
    ".github",
    ".gitignore",
    ".vscode",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "LICENSE-content.md",
    "Makefile",
    "SECURITY.md",
    "docs",
    "pyproject.toml",
    "requirements-pip.txt",
    "requirements-web.txt",
    "requirements.txt",
    "tools/wheel.py",
)
LEFT_OUT = (".github/workflows/generator.yml",)  # of these folders: tests of the generator
THEME = "theme"
GENERATOR = "plugins/factcheck"
SKELETON = "skeleton"  # the folder of these parts in an installed package; the theme lies beside it
_MADE_BY_MACHINES = ("~", ".swp", ".tmp", ".DS_Store", "Thumbs.db")


def files(root: Path) -> Iterator[str]:
    """The files of the parts below `root`, by path; in the order of the list."""
    for part in PARTS:
        yield from (path for path in below(root, part) if path not in LEFT_OUT)


def below(root: Path, part: str) -> Iterator[str]:
    """The files of one part, by path from `root`; none where it is missing. Links are not followed."""
    path = root / part
    if path.is_file():
        yield part
    elif path.is_dir():
        found = sorted(inner for inner in path.rglob("*") if inner.is_file() and not inner.is_symlink())
        yield from (inner.relative_to(root).as_posix() for inner in found if not _is_made(inner))


def _is_made(path: Path) -> bool:
    return path.name.endswith(_MADE_BY_MACHINES) or "__pycache__" in path.parts

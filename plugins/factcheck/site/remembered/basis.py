"""The basis: one digest of all that every file of a site depends on. Where it is another one, all is made anew.

The settings, the theme, this program and the packages it runs with, and the list of pages that every page leads to.
"""

import sys
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

import factcheck
from factcheck.core.model import Site
from factcheck.publish.facts import Digest, digest

_PROGRAM = Path(factcheck.__file__).parent


def basis(site: Site, settings: Mapping[str, Any], theme: Path) -> Digest:
    """The digest; `settings` are all those of pelicanconf.py, which a theme may use."""
    given = sorted((name, repr(value)) for name, value in settings.items() if name.isupper())
    listed = [(page.path, page.title) for page in site.pages]
    return digest(site.settings, given, listed, _files(theme), _files(_PROGRAM, "*.py"), _packages(), sys.version)


def _files(folder: Path, pattern: str = "*") -> Digest:
    """The names and bytes of all files below a folder."""
    found = blake2b(digest_size=16)
    for path in sorted(folder.rglob(pattern)):
        if path.is_file():
            raw = path.read_bytes()
            found.update(
                f"{path.relative_to(folder).as_posix()}\0{len(raw)}\0".encode("utf-8", "surrogateescape") + raw
            )
    return found.digest()


def _packages() -> list[str]:
    """The installed packages with their versions, as their folders are named."""
    return sorted({name for folder in map(Path, sys.path) for name in _installed(folder)})


def _installed(folder: Path) -> Iterator[str]:
    if folder.is_dir():
        yield from (path.name for path in folder.glob("*.dist-info"))

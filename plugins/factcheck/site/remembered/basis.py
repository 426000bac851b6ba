"""The basis: one digest of all that every file of a site depends on. Where it is another one, all is made anew.

The settings, the theme, this program and the packages it runs with, and the list of pages that every page leads to.
"""

from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

from factcheck.core.model import Site
from factcheck.publish.facts import Digest, digest
from factcheck.site.cache import code


def basis(site: Site, settings: Mapping[str, Any], theme: Digest) -> Digest:
    """The digest, with that of the theme; `settings` are all those of pelicanconf.py, which a theme may use."""
    given = sorted((name, repr(value)) for name, value in settings.items() if name.isupper())
    listed = [(page.path, page.title) for page in site.pages]
    return digest(site.settings, given, listed, theme, code.digest())


def files(folder: Path) -> Digest:
    """The names and bytes of all files below a folder."""
    found = blake2b(digest_size=16)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            raw = path.read_bytes()
            found.update(
                f"{path.relative_to(folder).as_posix()}\0{len(raw)}\0".encode("utf-8", "surrogateescape") + raw
            )
    return found.digest()

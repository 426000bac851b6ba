"""The files of a new site, path to bytes. No clock and no environment: the same choices give the same bytes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from factcheck.evidence.original import RefusedError
from factcheck.evidence.starting import parts

PACKAGE = Path(__file__).parent.parent.parent
TEXTS = Path(__file__).parent / "texts"
LANGUAGES = ("en", "fr")
NAMES: Mapping[str, str] = {"en": "Fact checks", "fr": "Vérification de faits"}
# Folders that an editor fills; git keeps no empty one.
_FOLDERS = ("content/articles", "content/claims", "content/sources", "seeds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a new site is to be like."""

    name: str
    language: str = "en"  # one of LANGUAGES: of the pages, the example and the interface
    theme: Literal["copy", "packaged"] = "copy"  # the site's own to change, or the one that comes with the generator
    has_example: bool = True


def files(choices: Choices) -> dict[str, bytes]:
    """Every file of the new site. Raises `RefusedError` where this copy of the generator has not all its parts."""
    return {
        **{path: (_root() / path).read_bytes() for path in parts.files(_root())},
        **dict(_generator()),
        **dict(_theme(choices)),
        **dict(_written(choices)),
    }


def _root() -> Path:
    """Where the parts lie: in an installed package, or at the top of the repository that the package is in."""
    for root in (PACKAGE / parts.SKELETON, PACKAGE.parent.parent):
        if (root / "Makefile").is_file() and (root / "pyproject.toml").is_file():
            return root
    raise RefusedError("this copy of factcheck lacks the files of a new site", "fix      install it from its wheel")


def _generator() -> Iterator[tuple[str, bytes]]:
    """The generator itself: a site depends on no copy of it elsewhere."""
    for path in parts.below(PACKAGE, "."):
        if path.split("/")[0] not in (parts.SKELETON, parts.THEME):
            yield f"{parts.GENERATOR}/{path}", (PACKAGE / path).read_bytes()


def _theme(choices: Choices) -> Iterator[tuple[str, bytes]]:
    """At the top, where it is seen and changed; or in the package, to be renewed with it."""
    root = PACKAGE if (PACKAGE / parts.THEME).is_dir() else PACKAGE.parent.parent
    folder = "" if choices.theme == "copy" else f"{parts.GENERATOR}/"
    for path in parts.below(root, parts.THEME):
        yield f"{folder}{path}", (root / path).read_bytes()


def _written(choices: Choices) -> Iterator[tuple[str, bytes]]:
    """What is written for this site: settings, introduction, pages, and the example."""
    yield "pelicanconf.py", _filled("pelicanconf.txt", choices)
    yield "README.md", _filled(f"{choices.language}/README.md", choices)
    yield from _below(f"{choices.language}/pages", "content/pages", choices)
    if choices.has_example:
        yield from _below(f"{choices.language}/example", ".", choices)
    else:
        yield from ((f"{folder}/.gitkeep", b"") for folder in _FOLDERS)


def _below(source: str, target: str, choices: Choices) -> Iterator[tuple[str, bytes]]:
    for path in parts.below(TEXTS / source, "."):
        yield (path if target == "." else f"{target}/{path}"), _filled(f"{source}/{path}", choices)


def _filled(path: str, choices: Choices) -> bytes:
    """A text with the choices in it, each put in once: a name that looks like a place stays a name."""
    values = {
        "name": choices.name,
        "quoted_name": '"' + choices.name.replace("\\", "\\\\").replace('"', '\\"') + '"',
        "language": choices.language,
        "editors": {"fr": "La rédaction"}.get(choices.language, "The editors"),
        "theme": 'THEME = "theme"\n' if choices.theme == "copy" else "",
    }
    text = (TEXTS / path).read_text(encoding="utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda place: values[place[1]], text).encode()

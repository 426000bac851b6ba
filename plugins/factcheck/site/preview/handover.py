"""What a build hands over to the preview that started it: `report.json` in a folder between the two.

A file and not the build's output: whatever a template, a plugin or pelicanconf.py prints stays what it is.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from factcheck.core.problems import Problem
from factcheck.publish import jsontext
from factcheck.render import report

FILE = "report.json"
PAGES = "pages"  # the folder of the pages of drafts


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A claim that is not published, and where the preview shows it."""

    article: str  # the article's slug
    path: str  # of the page, ends in /
    file: str
    line: int  # of its status
    text: str  # the claim's sentence
    missing: int  # how many things stand against publishing it


@dataclass(frozen=True, kw_only=True)
class Handover:
    """What a build has to say."""

    problems: Sequence[Mapping[str, Any]] = ()  # as in --format json
    url: str | None = None  # the site's address; None where the settings cannot be read
    drafts: tuple[Draft, ...] = ()


def rows(problems: Sequence[Problem]) -> list[Mapping[str, Any]]:
    """Problems as `--format json` has them."""
    found: list[Mapping[str, Any]] = json.loads(report.as_json(problems))
    return found


def write(folder: Path, handed: Handover) -> None:
    """Write the report into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    text = jsontext.file({**asdict(handed), "drafts": [asdict(draft) for draft in handed.drafts]})
    (folder / FILE).write_bytes(text.encode("utf-8", "surrogatepass"))  # a file's name may hold any bytes


def read(folder: Path) -> Handover | None:
    """The report in the folder; None where there is none, or one of another form: the generator was just changed."""
    try:
        values = json.loads((folder / FILE).read_bytes().decode("utf-8", "surrogatepass"))
        return Handover(**{**values, "drafts": tuple(Draft(**draft) for draft in values["drafts"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None

"""What guards the output: which folder may be replaced, and that no claim goes away unnoticed."""

import os
import re
from collections.abc import Iterator, Set
from itertools import chain
from pathlib import Path

from factcheck.core.problems import Place, Problem, problem
from factcheck.site.swap import MARKER, SHARD_MARKER

OWN = ("content", "seeds", "theme", "plugins", ".git")  # folders of a site that no build has made
MOST_NAMES = 10  # of pages that would go away
_CLAIM_PAGE = re.compile(r"claims/[^/]+/[^/]+/index\.html")
CHOOSE = "choose another folder with --output"


def refusal(root: Path, output: Path, marker: str = MARKER) -> Problem | None:
    """Why the build must not replace `output`; None where it may. `marker` is in the folders that it has made."""
    place = Place(shown_name(root, output))
    if found := next(chain(_by_place(root, output), _by_kind(output)), ""):
        return problem("FC630", place, ("found", found), ("fix", CHOOSE))
    if output.is_dir() and not (output / marker).is_file() and any(output.iterdir()):
        return problem("FC604", place, ("found", _foreign(output)), ("fix", f"move it away, or {CHOOSE}"))
    return None


def _foreign(output: Path) -> str:
    if (output / SHARD_MARKER).is_file():
        return "a shard of a site"
    return "a whole site" if (output / MARKER).is_file() else "a folder without our marker file"


def _by_place(root: Path, output: Path) -> Iterator[str]:
    """Where no build may replace a folder, marker file or not."""
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() raises where there is none
    if output.is_symlink():  # first: all others follow it
        yield f"a link to {output.readlink()}"
    if output == Path(output.anchor):
        yield "the root of the file system"
    if _lies_in(root, output):
        yield "the folder of this site, or one that holds it"
    if home.is_absolute() and _lies_in(home, output):
        yield "your home folder, or one that holds it"
    for name in OWN:
        if _lies_in(output, root / name):
            yield f"a folder in {name}/, which holds what the site is made of"


def _by_kind(output: Path) -> Iterator[str]:
    """What stands there that no build may replace, or no rename can."""
    if not output.exists():
        return
    if not output.is_dir():
        yield "a file"
    if output.stat().st_dev != output.parent.stat().st_dev:
        yield "another file system than that of the folder around it: no rename can replace it"
    if not os.access(output, os.W_OK):
        yield "a folder in which you may not write"


def _lies_in(path: Path, folder: Path) -> bool:
    """Whether `path` is `folder` or lies in it, also by another spelling of its name."""
    return folder.exists() and any(part.exists() and part.samefile(folder) for part in (path, *path.parents))


def removals(old: Set[str], new: Set[str]) -> list[Problem]:
    """The pages of claims among the files of the `old` site that the `new` one lacks; an old address may lead on."""
    pages = sorted(path for path in old - new if _CLAIM_PAGE.fullmatch(path))
    # Only below an article's name: a long list may be divided, and its parts may become fewer.
    claims = [path for path in pages if f"articles/{path.split('/')[1]}/index.html" in old]
    gone = [path.removesuffix("index.html") for path in claims]
    if not gone:
        return []
    more = [f"and {len(gone) - MOST_NAMES} more"] if len(gone) > MOST_NAMES else []
    return [problem("FC631", Place("content/claims"), ("gone", ", ".join([*gone[:MOST_NAMES], *more])), ("fix", ALLOW))]


ALLOW = (
    "withdraw a claim instead of deleting it; "
    "if these are to go away: make site ALLOW_REMOVAL=1, or factcheck build --allow-removal"
)


def shown_name(root: Path, path: Path) -> str:
    """The path of a file as problems name it."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)

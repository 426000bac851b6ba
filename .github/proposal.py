"""Choose which generator checks a pull request: its own, or that of the branch it is meant for.

A pull request from a fork that touches more than content and seeds is checked with the base branch's generator, with
its content and seeds laid over it. The workflow takes this file from the base branch, too.

Run in the checkout of the merge that GitHub makes of the pull request; the argument is a worktree of its first parent,
the base. FORK is `true` or `false`. Writes `folder` and `against` to $GITHUB_OUTPUT, and to $GITHUB_STEP_SUMMARY what a
maintainer must look at. Standard library only: it runs before anything is installed.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

CONTENT = ("content", "seeds")  # what a fork may change without a maintainer
MOST_LISTED = 100


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Choose, lay the content over the base where it is chosen, and say so. Returns the exit code."""
    proposed, base = Path.cwd(), Path(arguments[0]).resolve()
    more = beyond_content(changed(proposed))
    is_base = environment["FORK"] != "false" and bool(more)
    if is_base:
        lay_over(proposed, base)
        _append(environment["GITHUB_STEP_SUMMARY"], summary(more))
    folder, against = (base, "HEAD") if is_base else (proposed, "HEAD^1")
    _append(environment["GITHUB_OUTPUT"], f"folder={folder}\nagainst={against}\n")
    print(f"Checking with the generator of the {'base branch' if is_base else 'pull request'}.")
    return 0


def changed(repository: Path) -> list[str]:
    """The paths that the merge changes, also those that it takes away; a renamed file counts twice."""
    command = ["git", "diff", "--name-only", "--no-renames", "-z", "HEAD^1", "HEAD"]
    told = subprocess.run(command, cwd=repository, check=True, capture_output=True).stdout  # noqa: S603 no word of it is a stranger's
    return [os.fsdecode(path) for path in told.split(b"\0") if path]


def beyond_content(paths: Sequence[str]) -> list[str]:
    """The paths outside of content and seeds."""
    return [path for path in paths if not path.startswith(tuple(f"{folder}/" for folder in CONTENT))]


def lay_over(proposed: Path, base: Path) -> None:
    """Put the pull request's content and seeds in place of the base's. Links stay links: the check refuses them."""
    for folder in CONTENT:
        shutil.rmtree(base / folder, ignore_errors=True)
        source = proposed / folder
        if source.is_symlink() or source.is_file():
            shutil.copy(source, base / folder, follow_symlinks=False)
        elif source.is_dir():
            shutil.copytree(source, base / folder, symlinks=True)


def summary(paths: Sequence[str]) -> str:
    """What the step summary says of a pull request that needs a maintainer; paths stand in code, escaped."""
    shown = [f"- <code>{_escaped(path)}</code>" for path in paths[:MOST_LISTED]]
    left = [f"- and {len(paths) - MOST_LISTED:,} more"] if len(paths) > MOST_LISTED else []
    return "\n".join(
        [
            "### Needs a maintainer",
            "",
            "This pull request comes from a fork and changes more than `content/` and `seeds/`. Its content was "
            "checked with the generator of the base branch. These files were not used; a maintainer must look at them:",
            "",
            *shown,
            *left,
            "",
            "",
        ]
    )


def _escaped(path: str) -> str:
    """A path in which nothing is markup, a line's end or invisible."""
    entities = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "`": "&#96;", "|": "&#124;", "*": "&#42;", "_": "&#95;"}
    entities |= {"[": "&#91;", "]": "&#93;", "~": "&#126;", "@": "&#64;", "#": "&#35;", "\\": "&#92;", ":": "&#58;"}
    return "".join(entities.get(c, c) if c.isprintable() else f"\\u{{{ord(c):04X}}}" for c in path)


def _append(path: str, text: str) -> None:
    with Path(path).open("a", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))

"""`factcheck check --against REF`: what has changed since the published state, and whether readers are told."""

import argparse
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from factcheck.core.changes.compare import compare
from factcheck.core.changes.coverage import coverage
from factcheck.core.corpus import parse, scan
from factcheck.core.problems import Problem
from factcheck.evidence.gitstate import Published, published
from factcheck.evidence.original import USAGE, RefusedError
from factcheck.render import changetable
from factcheck.render.changetable import Origin, Quotes


@dataclass(frozen=True, slots=True)
class Compared:
    """The problems of a comparison, its closing words, and its table for a reviewer."""

    problems: tuple[Problem, ...] = ()
    closing: str = ""
    table: str = ""


def compared(root: Path, arguments: argparse.Namespace, quotes: Quotes) -> Compared:
    """Compare, where that is asked for. `quotes` are the outcomes by claim. Raises `RefusedError`."""
    if arguments.against is None:
        if arguments.summary:
            raise RefusedError("--summary tells what changed: it needs --against REF", code=USAGE)
        return Compared()
    then, files = published(root, arguments.against), scan(root)[0]
    found = compare(then.files, files)
    covered = coverage(parse(then.files)[0], parse(files)[0], found.articles)
    table = changetable.table(found, then.commit, quotes, covered, _origin(then))
    return Compared(found.problems, changetable.closing(found, then.commit), table)


def write(done: Compared, arguments: argparse.Namespace) -> None:
    """Write the table: into the file that was named, and behind the problems in the step summary of GitHub."""
    if not done.table:
        return
    if arguments.summary:
        _put(arguments.summary, done.table, "w")
    if arguments.format == "github" and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
        _put(Path(summary), f"\n{done.table}", "a")


def _put(path: Path, text: str, mode: str) -> None:
    try:
        with path.open(mode, encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
    except OSError as error:
        raise RefusedError(f"{path} cannot be written: {error.strerror}", code=USAGE) from error


def _origin(then: Published) -> Origin:
    """Where a workflow of GitHub says that the files can be read; nowhere else is it known."""
    server, repository, commit = (os.environ.get(f"GITHUB_{name}") for name in ("SERVER_URL", "REPOSITORY", "SHA"))
    if not (server and repository and commit):
        return Origin()
    base, folder = f"{server}/{repository}/blob", quote(then.folder)
    return Origin(f"{base}/{then.commit}/{folder}", f"{base}/{commit}/{folder}")

"""The command `fix`: repairs what is mechanical in content files, after it has shown what it would change."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from factcheck.cli.writing import agrees, replace, show, text_of
from factcheck.core.corpus import parse, scan
from factcheck.core.mending import Mended, mended
from factcheck.core.quoting import texts_of
from factcheck.evidence.original import USAGE, RefusedError
from factcheck.render import report
from factcheck.render.report import plural

_FOLDERS = ("content/articles/", "content/claims/", "content/sources/", "content/pages/")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("files", metavar="FILE", nargs="*", type=Path, help="content files (default: all)")
    parser.add_argument("--yes", action="store_true", help="write without asking")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if something would change")


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Run the command: 0 all is well, 1 something would change or needs a person, 2 wrong usage."""
    files, _ = scan(root)
    corpus, _ = parse(files)
    texts, results, broken = texts_of(corpus), list[Mended](), list[str]()
    for path in _paths(root, files, arguments.files):
        text = text_of(files[path])
        found = mended(path, text, texts) if text is not None else None
        if found is None:
            broken.append(path)
        else:
            results.append(found)
    changed = [found for found in results if found.is_changed]
    _show(changed)
    _tell_left(results, broken if arguments.files else [])
    is_left = any(found.left for found in results) or (bool(broken) and bool(arguments.files))
    if not changed:
        print("Nothing to change." if not is_left else "Nothing to change but what needs you: see above.")
        return 1 if is_left else 0
    if arguments.check or not (arguments.yes or agrees(len(changed))):
        asked = "" if arguments.check or sys.stdin.isatty() else " To write it, run the command with --yes."
        print(f"{plural(len(changed), 'file')} would change; nothing was written.{asked}")
        return 1
    for found in changed:
        replace(root, found.path, files[found.path], found.after)
    print(f"Changed {plural(len(changed), 'file')}. Next: factcheck check")
    return 1 if is_left else 0


def _paths(root: Path, files: dict[str, bytes], given: Sequence[Path]) -> list[str]:
    """The content files that are meant, in the order of their paths."""
    every = [path for path in files if path.startswith(_FOLDERS) and path.endswith(".md")]
    if not given:
        return every
    chosen = set()
    for path in given:
        resolved = path.resolve() if path.exists() else root / path
        name = resolved.relative_to(root).as_posix() if resolved.is_relative_to(root) else str(path)
        if name not in every:
            what = "content files only: seeds and extracts are never changed" if path.exists() else "files that exist"
            raise RefusedError(f"fix takes {what}; found {path}", code=USAGE)
        chosen.add(name)
    return sorted(chosen)


def _show(changed: Sequence[Mended]) -> None:
    """The changes as a diff, and below it what they are: a character may be one that nobody can see."""
    for found in changed:
        show(found.path, found.before, found.after)
    for found in changed:
        print("\n".join(found.done))


def _tell_left(results: Sequence[Mended], broken: Sequence[str]) -> None:
    left = [problem for found in results for problem in found.left]
    if left:
        print(report.text(left), file=sys.stderr)
    for path in broken:
        print(f"{path}: its front matter has problems of its own: run factcheck check", file=sys.stderr)

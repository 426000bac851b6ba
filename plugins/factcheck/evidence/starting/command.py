"""`factcheck init`: a complete new site in an empty folder. It overwrites nothing, and writes all files or none."""

import argparse
import shlex
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from factcheck.core.fields import Line
from factcheck.evidence.newfile import store
from factcheck.evidence.original import USAGE, RefusedError
from factcheck.evidence.starting.skeleton import LANGUAGES, NAMES, Choices, files

_MOST_NAMED = 5  # of the files that are in the way
_WITH_EXAMPLE = """\
Its article about a library is an invented example; README.md says how to take it out. Next:

    cd {folder}
    make serve
    make seed ARGS='FILE|URL --slug NAME'
"""
_WITHOUT_EXAMPLE = """\
It builds as soon as it has an article and a published claim. Next:

    cd {folder}
    make seed ARGS='FILE|URL --slug NAME'
    make suggest ARGS=NAME
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command `init`."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="the site's folder: new, or empty but for .git")
    theme = "copy: into theme/, yours to change (default); packaged: part of the generator, and renewed with it"
    parser.add_argument("--theme", choices=("copy", "packaged"), default="copy", help=theme)
    parser.add_argument("--name", help=f"the name of the site (default: {NAMES['en']}; {NAMES['fr']})")
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="of pages and interface (default: en)")
    parser.add_argument("--no-example", action="store_true", help="leave out the invented article about a library")


def run(arguments: argparse.Namespace) -> int:
    """Write the site and say what comes next. Raises `RefusedError`."""
    choices = Choices(
        name=_name(NAMES[arguments.language] if arguments.name is None else arguments.name),
        language=arguments.language,
        theme=arguments.theme,
        has_example=not arguments.no_example,
    )
    _refuse_filled(arguments.folder)
    laid = files(choices)
    try:
        arguments.folder.mkdir(parents=True, exist_ok=True)
        store(arguments.folder.resolve(), laid, "choose another folder")
    except OSError as error:
        raise RefusedError(f"{arguments.folder} cannot be written: {error.strerror}") from error
    closing = _WITH_EXAMPLE if choices.has_example else _WITHOUT_EXAMPLE
    print(f"Made a site in {arguments.folder}.", closing.format(folder=shlex.quote(str(arguments.folder))), end="")
    return 0


def _name(given: str) -> str:
    try:
        name = TypeAdapter(Line).validate_python(given)
        if name.isprintable():
            return name
    except ValidationError:
        pass
    raise RefusedError("--name must be one line of at most 300 characters", code=USAGE)


def _refuse_filled(folder: Path) -> None:
    """Refuse a folder that holds anything but a repository that is empty so far."""
    try:
        there = sorted(path.name for path in folder.iterdir() if path.name != ".git")
    except FileNotFoundError:
        return
    except NotADirectoryError:
        raise RefusedError(f"{folder} must be a folder, or not exist yet: nothing was written") from None
    except OSError as error:
        raise RefusedError(f"{folder} cannot be read: {error.strerror}") from error
    if there:
        more = f" and {len(there) - _MOST_NAMED} more" if len(there) > _MOST_NAMED else ""
        found = f"found    {', '.join(there[:_MOST_NAMED])}{more}"
        fix = "fix      choose another folder, or move these files away"
        raise RefusedError(f"{folder} must be empty but for .git: nothing was written", found, fix)

"""The command line: `factcheck check`, `build`, `serve`, `seed`, `new` and so on. Wiring only."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from factcheck import __version__
from factcheck.cli.tell import BUSY, CLEAN, INTERRUPTED, PROBLEMS, USAGE
from factcheck.evidence.original import RefusedError
from factcheck.site import config
from factcheck.site.stopping import StoppedError

__all__ = ["BUSY", "CLEAN", "INTERRUPTED", "PROBLEMS", "USAGE", "main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command: 0 clean, 1 problems, 2 wrong usage, 75 another build runs, 130 Ctrl-C, 143 SIGTERM."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal of another encoding, a file name of none
            stream.reconfigure(errors="backslashreplace")
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"  # nobody else takes part in a check; to look takes 7 ms
    given = sys.argv[1:] if argv is None else argv
    named = next((word for word in given if word in COMMANDS), None)
    parser = _parser(named)
    if not given:
        parser.print_help(sys.stderr)
        return USAGE
    arguments = parser.parse_args(argv)
    try:
        return int(_function(named, "run")(arguments)) if named == NEW_SITE else _run(arguments)
    except RefusedError as error:
        print(f"factcheck: {error}", file=sys.stderr)
        return error.code
    except StoppedError as error:
        return error.code
    except KeyboardInterrupt:  # Ctrl-C: who pressed it knows
        return INTERRUPTED


def _run(arguments: argparse.Namespace) -> int:
    """Run a command of a site. Raises `RefusedError`."""
    root: Path = arguments.site.resolve()
    if refused := _unusable(root):
        raise RefusedError(refused, code=USAGE)
    return int(_function(arguments.command, "run")(root, arguments))


def _unusable(root: Path) -> str:
    """Why nothing can be run here; empty where it can."""
    if sys.flags.optimize > 1:  # the descriptions in the schemas are docstrings
        return "python -OO takes away what descriptions are made of; run it without -OO"
    if not (root / config.FILE).is_file():
        return f"there is no {config.FILE} in {root}: run this in the site's folder, or give --site"
    return ""


class Command(NamedTuple):
    """A command: the module that has it, the functions in there that add its arguments and run it, and what it does."""

    module: str
    text: str
    run: str = "run"
    arguments: str = "add_arguments"


NEW_SITE = "init"  # the one command that needs no site
# In the order of the help. A module is imported only when its command is run: all of them take half a second.
COMMANDS: Mapping[str, Command] = {
    NEW_SITE: Command("evidence.starting.command", "lay down a new site"),
    "check": Command("cli.site", "check seeds and content, change nothing", "check", "add_check"),
    "build": Command("cli.part", "build the site into output/, or leave it as it was", "build"),
    "audit": Command("cli.site", "compare the built folder with the content, page by page", "audit", "add_audit"),
    "serve": Command("cli.site", "build, serve on this machine, rebuild on every change", "serve", "add_serving"),
    "capture": Command("evidence.capture.command", "turn a page, a PDF or a text file into a source file"),
    "seed": Command("evidence.seeding.command", "store an article: a text, a page or a PDF"),
    "suggest": Command("cli.suggest", "list sentences worth checking that have no claim yet"),
    "new": Command("cli.new", "make a draft of a claim, its quote proved already"),
    "quote": Command("cli.quote", "print words of an article or a source as YAML to paste"),
    "fix": Command("cli.fix", "repair quotes and the order of keys, after showing what would change"),
    "correct": Command("cli.correct", "enter a correction of a published claim, after showing it"),
    "import": Command("cli.importing", "turn the ClaimReview of a page or file into drafts of claims"),
    "links": Command("cli.links", "check the links of the built site, or those that lead out of it"),
    "offline": Command(
        "cli.publishing", "copy the built site for reading from a disk or a zip", "offline", "add_offline_arguments"
    ),
    "hash": Command(
        "cli.publishing", "print the built site's hash, or that of every file of it", "digest", "add_hash_arguments"
    ),
    "schema": Command("cli.schemas", "write the JSON Schemas of the content files"),
}


def _function(name: str, part: str) -> Callable[..., Any]:
    """A function of a command: what adds its arguments, or runs it."""
    command = COMMANDS[name]
    found: Callable[..., Any] = getattr(import_module(f"factcheck.{command.module}"), getattr(command, part))
    return found


def _parser(named: str | None = None) -> argparse.ArgumentParser:
    """The parser of all commands; the arguments of none but `named` one, where one is named."""
    parser = argparse.ArgumentParser(prog="factcheck", description="Build a fact-check site; prove every quotation.")
    parser.add_argument("--version", action="version", version=f"factcheck {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND", dest="command")
    for name, command in COMMANDS.items():
        describes = command.text[0].upper() + command.text[1:]
        ending = "; overwrite nothing." if name == NEW_SITE else "."
        made = commands.add_parser(name, help=command.text, description=describes + ending)
        if name != NEW_SITE:
            text = "the folder of pelicanconf.py (default: this one)"
            made.add_argument("--site", type=Path, default=Path(), help=text)
        if named in (None, name):
            _function(name, "arguments")(made)
    return parser

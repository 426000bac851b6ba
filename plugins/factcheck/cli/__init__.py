"""The command line: `factcheck check`, `build`, `serve`, `seed`, `new` and so on. Wiring only."""

import argparse
import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from factcheck import __version__
from factcheck.cli import against, correct, fix, importing, links, new, publishing, quote, site, suggest
from factcheck.cli.stopping import StoppedError
from factcheck.cli.tell import BUSY, CLEAN, INTERRUPTED, PROBLEMS, USAGE
from factcheck.evidence.capture import command as capture
from factcheck.evidence.original import RefusedError
from factcheck.evidence.seeding import command as seeding
from factcheck.evidence.starting import command as starting
from factcheck.render import report
from factcheck.site import config

__all__ = ["BUSY", "CLEAN", "INTERRUPTED", "PROBLEMS", "USAGE", "main"]

Run = Callable[[Path, argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command: 0 clean, 1 problems, 2 wrong usage, 75 another build runs, 130 Ctrl-C, 143 SIGTERM."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal of another encoding, a file name of none
            stream.reconfigure(errors="backslashreplace")
    parser = _parser()
    if not (sys.argv[1:] if argv is None else argv):
        parser.print_help(sys.stderr)
        return USAGE
    arguments = parser.parse_args(argv)
    try:
        return starting.run(arguments) if arguments.run is starting.run else _run(arguments)
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
    return int(arguments.run(root, arguments))


def _unusable(root: Path) -> str:
    """Why nothing can be run here; empty where it can."""
    if sys.flags.optimize > 1:  # the descriptions in the schemas are docstrings
        return "python -OO takes away what descriptions are made of; run it without -OO"
    if not (root / config.FILE).is_file():
        return f"there is no {config.FILE} in {root}: run this in the site's folder, or give --site"
    return ""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="factcheck", description="Build a fact-check site; prove every quotation.")
    parser.add_argument("--version", action="version", version=f"factcheck {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    lay = commands.add_parser("init", help="lay down a new site", description="Lay down a new site; overwrite nothing.")
    starting.add_arguments(lay)
    lay.set_defaults(run=starting.run)
    check = _command(commands, "check", site.check, "check seeds and content, write nothing")
    build = _command(commands, "build", site.build, "build the site into output/, or leave it as it was")
    audit = _command(commands, "audit", site.audit, "compare the built folder with the content, page by page")
    serve = _command(commands, "serve", site.serve, "build, serve on this machine, rebuild on every change")
    store = _command(commands, "capture", capture.run, "turn a page, a PDF or a text file into a source file")
    _desk(commands)
    take = _command(commands, "import", importing.run, "turn the ClaimReview of a page or file into drafts of claims")
    crawl = _command(commands, "links", links.run, "check the links of the built site, or those that lead out of it")
    copy = _command(commands, "offline", publishing.offline, "copy the built site for reading from a disk or a zip")
    digest = _command(commands, "hash", publishing.digest, "print the built site's hash, or that of every file of it")
    schema = _command(commands, "schema", site.export, "write the JSON Schemas of the content files")
    for command in (check, build, audit, crawl, copy):
        command.add_argument("--format", choices=report.FORMATS, default="text", help="how problems are printed")
    for command in (check, build, audit):
        command.add_argument("--timings", action="store_true", help="tell where the time went, stage by stage")
    for command in (build, serve, crawl, copy):
        command.add_argument("--output", type=Path, help="the folder of the built site (default: output)")
    audit.add_argument("output", type=Path, nargs="?", help="the folder of the built site (default: output)")
    check.add_argument("--all", action="store_true", help="tell every warning, not only the first ones of a kind")
    build.add_argument(
        "--preview", type=Path, metavar="FOLDER", help="also write there what only a preview shows: drafts"
    )
    against.add_arguments(check)
    build.add_argument("--allow-removal", action="store_true", help="claims that are published now may go away")
    build.add_argument("--clean", action="store_true", help="make everything anew, whatever the last build has left")
    site.add_serving(serve)
    capture.add_arguments(store)
    importing.add_arguments(take)
    links.add_arguments(crawl)
    publishing.add_offline_arguments(copy)
    publishing.add_hash_arguments(digest)
    schema.add_argument("folder", type=Path, help="where to write them")
    return parser


def _desk(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The commands with which the check of an article begins."""
    seed = _command(commands, "seed", seeding.run, "store an article: a text, a page or a PDF")
    list_sentences = _command(commands, "suggest", suggest.run, "list sentences worth checking that have no claim yet")
    draft = _command(commands, "new", new.run, "make a draft of a claim, its quote proved already")
    selector = _command(commands, "quote", quote.run, "print words of an article or a source as YAML to paste")
    repair = _command(commands, "fix", fix.run, "repair quotes and the order of keys, after showing what would change")
    tell = _command(commands, "correct", correct.run, "enter a correction of a published claim, after showing it")
    seeding.add_arguments(seed)
    suggest.add_arguments(list_sentences)
    new.add_arguments(draft)
    quote.add_arguments(selector)
    fix.add_arguments(repair)
    correct.add_arguments(tell)


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: Run, text: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    command.add_argument("--site", type=Path, default=Path(), help="the folder of pelicanconf.py (default: this one)")
    command.set_defaults(run=run)
    return command

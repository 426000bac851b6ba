"""The command line: `factcheck check | build | serve | schema`. Wiring only."""

import argparse
import io
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from factcheck import __version__
from factcheck.core import schema
from factcheck.core.model import Settings
from factcheck.core.outcome import Outcome
from factcheck.core.problems import Place, Problem, has_errors, problem
from factcheck.render import report
from factcheck.render.report import plural
from factcheck.site import config
from factcheck.site.load import Loaded, load

CLEAN, PROBLEMS, USAGE, BUSY = 0, 1, 2, 75


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command: 0 clean, 1 problems, 2 wrong usage, 75 another build runs."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal of another encoding, a file name of none
            stream.reconfigure(errors="backslashreplace")
    parser = _parser()
    if not (sys.argv[1:] if argv is None else argv):
        parser.print_help(sys.stderr)
        return USAGE
    arguments = parser.parse_args(argv)
    root: Path = arguments.site.resolve()
    if not (root / config.FILE).is_file():
        print(
            f"factcheck: there is no {config.FILE} in {root}: run this in the site's folder, or give --site",
            file=sys.stderr,
        )
        return USAGE
    return int(arguments.run(root, arguments))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="factcheck", description="Build a fact-check site; prove every quotation.")
    parser.add_argument("--version", action="version", version=f"factcheck {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    check = _command(commands, "check", _check, "check seeds and content, write nothing")
    build = _command(commands, "build", _build, "build the site into output/, or leave it as it was")
    serve = _command(commands, "serve", _serve, "build, serve on this machine, rebuild on every change")
    export = _command(commands, "schema", _schema, "write the JSON Schemas of the content files")
    for command in (check, build):
        command.add_argument("--format", choices=report.FORMATS, default="text", help="how problems are printed")
    for command in (build, serve):
        command.add_argument("--output", type=Path, help="the folder of the built site (default: output)")
    serve.add_argument("--port", type=int, default=8000, help="the port to serve on (default: 8000; 0: a free one)")
    export.add_argument("folder", type=Path, help="where to write them")
    return parser


def _command(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, run: object, text: str
) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    command.add_argument("--site", type=Path, default=Path(), help="the folder of pelicanconf.py (default: this one)")
    command.set_defaults(run=run)
    return command


def _check(root: Path, arguments: argparse.Namespace) -> int:
    _, loaded = _load(root)
    return _tell(loaded.problems, arguments.format, checked(loaded))


def _build(root: Path, arguments: argparse.Namespace) -> int:
    started = time.monotonic()
    _, loaded = _load(root)
    problems: tuple[Problem, ...] = loaded.problems
    output = _output(root, arguments)
    if loaded.site is not None:
        from factcheck.site.build import BusyError, build  # heavy: Pelican

        try:
            problems += tuple(build(root, output, loaded))
        except BusyError:
            busy = problem("FC605", Place(output.name), ("fix", "wait until the other build has ended"))
            _tell([busy], arguments.format, "")
            return BUSY
    if has_errors(problems):
        kept = "; the last good site stays as it was" if output.exists() else ""
        return _tell(problems, arguments.format, f"Nothing was built{kept}.")
    done = f"{checked(loaded)} Built {_shown(output)}/ in {time.monotonic() - started:.1f} s."
    return _tell(problems, arguments.format, done)


def _serve(root: Path, arguments: argparse.Namespace) -> int:
    settings, problems = config.read(root)
    if settings is None:
        return _tell(problems, "text", "")
    from factcheck.site.preview import serve, server  # heavy: watchfiles

    output = _output(root, arguments)
    try:
        http = server(output, settings.url, arguments.port)
    except (OSError, OverflowError) as error:
        print(f"factcheck: port {arguments.port} cannot be used ({error}); try --port 8001", file=sys.stderr)
        return USAGE
    return serve(root, output, settings.url, http)


def _schema(root: Path, arguments: argparse.Namespace) -> int:
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for name, text in schema.exported().items():
        (arguments.folder / name).write_text(text, encoding="utf-8")
    print(f"Wrote {', '.join(schema.exported())} to {arguments.folder}/.")
    return CLEAN


def _output(root: Path, arguments: argparse.Namespace) -> Path:
    return (arguments.output or root / "output").resolve()


def _shown(path: Path) -> str:
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)


def _load(root: Path) -> tuple[Settings | None, Loaded]:
    settings, problems = config.read(root)
    return settings, load(root, settings) if settings else Loaded(None, problems=tuple(problems))


def checked(loaded: Loaded) -> str:
    """What a run has checked, and how the quotes came out."""
    if loaded.site is None:
        return _outcomes(loaded)
    site = loaded.site
    counts = (
        (len(site.articles), "article"),
        (len(site.claims), "claim"),
        (sum(loaded.outcomes.values()), "quote"),
        (len(site.sources), "source"),
    )
    return f"Checked {', '.join(plural(count, word) for count, word in counts)}: every quote is verbatim."


def _outcomes(loaded: Loaded) -> str:
    """`Quotes: 147 verbatim, 1 near, 1 unchecked.`"""
    told = [f"{loaded.outcomes[outcome]:,} {outcome}" for outcome in Outcome if loaded.outcomes.get(outcome)]
    return f"Quotes: {', '.join(told)}." if told else ""


def _tell(problems: Sequence[Problem], form: str, closing: str) -> int:
    """Print the problems in a format and the closing words; return the exit code."""
    failed = has_errors(problems)
    if problems or form == "json":
        stream = sys.stdout if form != "text" else sys.stderr
        coloured = form == "text" and stream.isatty() and "NO_COLOR" not in os.environ
        print(report.text(problems, colour=True) if coloured else report.FORMATS[form](problems), file=stream)
    words = " ".join(part for part in (report.outcome(problems) + "." if problems else "", closing) if part)
    if words:
        print(words, file=sys.stderr if failed or form == "json" else sys.stdout)
    if form == "github" and problems:  # the log has all; annotations are ten at most
        print(report.text(problems), file=sys.stderr)
    if form == "github" and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(report.github_summary(problems, words))
    return PROBLEMS if failed else CLEAN

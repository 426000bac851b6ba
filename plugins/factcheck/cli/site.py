"""The commands `check`, `build`, `audit`, `serve` and `schema`."""

import argparse
import os
import sys
import time
from pathlib import Path

from factcheck.cli.tell import BUSY, CLEAN, USAGE, checked, outcomes, tell
from factcheck.core import linkfile, schema
from factcheck.core.problems import Place, Problem, has_errors, problem
from factcheck.core.settings import Settings
from factcheck.render.report import plural
from factcheck.site import config
from factcheck.site.load import Loaded, load


def check(root: Path, arguments: argparse.Namespace) -> int:
    """Check everything, write nothing."""
    _, loaded = loaded_site(root)
    return tell(loaded.problems, arguments.format, checked(loaded))


def build(root: Path, arguments: argparse.Namespace) -> int:
    """Build into the output folder, or leave it as it was."""
    started = time.monotonic()
    _, loaded = loaded_site(root)
    problems: tuple[Problem, ...] = loaded.problems
    output = output_folder(root, arguments)
    if loaded.site is not None:
        from factcheck.site import build as engine  # heavy: Pelican

        try:
            problems += tuple(engine.build(root, output, loaded))
        except engine.BusyError:
            busy = problem("FC605", Place(output.name), ("fix", "wait until the other build has ended"))
            tell([busy], arguments.format, "")
            return BUSY
    if has_errors(problems):
        kept = "; the last good site stays as it was" if output.exists() else ""
        return tell(problems, arguments.format, f"{outcomes(loaded)} Nothing was built{kept}.".strip())
    done = f"{checked(loaded)} Built {shown_path(output)}/ in {time.monotonic() - started:.1f} s."
    return tell(problems, arguments.format, done)


def audit(root: Path, arguments: argparse.Namespace) -> int:
    """Compare the built folder with the content, write nothing."""
    _, loaded = loaded_site(root)
    if loaded.site is None:
        return tell(loaded.problems, arguments.format, "Nothing was audited.")
    from factcheck.site import build as engine  # heavy: Pelican

    output = output_folder(root, arguments)
    found = engine.audited(root, output, loaded)
    counts = ((found.pages, "page"), (found.links, "link"), (found.claims, "claim"))
    closing = f"Audited {shown_path(output)}/: {', '.join(plural(count, word) for count, word in counts)} compared"
    agreed = ": all agree." if not found.problems else "."
    return tell(found.problems, arguments.format, closing + agreed if found.pages else "")


def serve(root: Path, arguments: argparse.Namespace) -> int:
    """Build, serve, build again on every change."""
    settings, problems = config.read(root)
    if settings is None:
        return tell(problems, "text", "")
    from factcheck.site import preview  # heavy: watchfiles

    output = output_folder(root, arguments)
    try:
        http = preview.server(output, settings.url, arguments.port)
    except (OSError, OverflowError) as error:
        print(f"factcheck: port {arguments.port} cannot be used ({error}); try --port 8001", file=sys.stderr)
        return USAGE
    return preview.serve(root, output, settings.url, http)


def export(root: Path, arguments: argparse.Namespace) -> int:
    """Write the JSON Schemas."""
    arguments.folder.mkdir(parents=True, exist_ok=True)
    schemas = {**schema.exported(), "links.json": linkfile.exported()}
    for name, text in schemas.items():
        (arguments.folder / name).write_text(text, encoding="utf-8")
    print(f"Wrote {', '.join(schemas)} to {arguments.folder}/.")
    return CLEAN


def output_folder(root: Path, arguments: argparse.Namespace) -> Path:
    """The folder of the built site."""
    return (arguments.output or root / "output").resolve()


def shown_path(path: Path) -> str:
    """A path as a person here would write it."""
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)


def loaded_site(root: Path) -> tuple[Settings | None, Loaded]:
    """The settings and the site in the folder `root`, with all problems."""
    settings, problems = config.read(root)
    return settings, load(root, settings) if settings else Loaded(None, problems=tuple(problems))

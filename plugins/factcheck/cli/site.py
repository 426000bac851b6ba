"""The commands `check`, `build`, `audit`, `serve` and `schema`."""

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.cli import against
from factcheck.cli.stopwatch import watched
from factcheck.cli.tell import BUSY, CLEAN, USAGE, checked, outcomes, tell
from factcheck.cli.timings import tell_timings
from factcheck.core import linkfile, schema
from factcheck.core.corpus import parse, scan
from factcheck.core.future import days_to_come
from factcheck.core.problems import Place, Problem, has_errors, problem
from factcheck.core.settings import Settings
from factcheck.core.stages import QUIET, Stages
from factcheck.render.report import plural
from factcheck.site import config, swap
from factcheck.site.hosting import PLACEHOLDER
from factcheck.site.load import Loaded, load
from factcheck.site.lock import BusyError

if TYPE_CHECKING:
    from factcheck.site.audit import Audit
    from factcheck.site.preview.task import Task


def check(root: Path, arguments: argparse.Namespace) -> int:
    """Check everything, write nothing."""
    with watched() as watch:
        _, loaded = loaded_site(root, watch)
        watch.over()
        corpus, _ = parse(scan(root)[0])
        ahead = days_to_come(corpus, datetime.now(UTC).date())  # not of a build, which has no clock
        changed = against.compared(root, arguments, loaded.by_claim)
    problems = sorted([*loaded.problems, *changed.problems, *ahead])
    closing = " ".join(filter(None, (checked(loaded), changed.closing)))
    code = tell(problems, arguments.format, closing, is_brief=not arguments.all)
    against.write(changed, arguments)
    return tell_timings(watch, arguments, code)


def build(root: Path, arguments: argparse.Namespace) -> int:
    """Build into the output folder, or leave it as it was."""
    output = output_folder(root, arguments)
    task = _task(root, arguments.preview) if arguments.preview else None
    try:
        with watched(is_shown=not task) as watch:  # the preview says itself that it builds
            loaded, problems = _built(root, arguments, output, task, watch)
    except BusyError as error:
        fix = ("fix", "wait until the other build has ended")
        busy = problem("FC605", Place(output.name), ("holder", error.holder), fix)
        tell([busy], arguments.format, "")
        return BUSY
    if task:
        task.hand_over(problems)
    if has_errors(problems):
        kept = "; the last good site stays as it was" if output.exists() else ""
        closing = f"{outcomes(loaded)} Nothing was built{kept}.".strip()
    else:
        done = f"{checked(loaded)} Built {shown_path(output)}/ in {watch.elapsed:.1f} s."
        closing = done + ("" if task else _placeholder(loaded))
    return tell_timings(watch, arguments, tell(problems, arguments.format, closing, is_brief=True))


def _built(
    root: Path, arguments: argparse.Namespace, output: Path, task: "Task | None", stages: Stages
) -> tuple[Loaded, tuple[Problem, ...]]:
    """Load and build: the site, and what is wrong with it. Raises `BusyError` where another build runs."""
    loaded = task.load() if task else loaded_site(root, stages)[1]
    stages.over()
    if loaded.site is None:
        return loaded, loaded.problems
    from factcheck.site import build as engine  # heavy: Pelican

    wish = engine.Wish(
        root=root,
        output=output,
        loaded=loaded,
        beside=task.beside if task else None,
        is_preview=bool(task),
        may_remove=arguments.allow_removal,
        is_clean=arguments.clean,
        stages=stages,
    )
    return loaded, (*loaded.problems, *engine.build(wish))


def _placeholder(loaded: Loaded) -> str:
    """A hint for who forgets to say where the site is published; a preview needs no address."""
    if loaded.site is None or loaded.site.settings.url != PLACEHOLDER:
        return ""
    return (
        f"\nIts address is still the placeholder {PLACEHOLDER}: before you publish, set SITEURL in {config.FILE}, "
        "or build with: make site SITEURL=https://…"
    )


def audit(root: Path, arguments: argparse.Namespace) -> int:
    """Compare the built folder with the content, write nothing."""
    with watched() as watch:
        _, loaded = loaded_site(root, watch)
        watch.over()
        found = _audited(root, arguments, loaded, watch) if loaded.site else None
    if found is None:
        return tell(loaded.problems, arguments.format, "Nothing was audited.")
    counts = ((found.pages, "page"), (found.links, "link"), (found.claims, "claim"))
    compared = ", ".join(plural(count, word) for count, word in counts)
    agreed = ": all agree." if not found.problems else "."
    closing = f"Audited {shown_path(output_folder(root, arguments))}/: {compared} compared{agreed}"
    code = tell(found.problems, arguments.format, closing if found.pages else "")
    return tell_timings(watch, arguments, code)


def _audited(root: Path, arguments: argparse.Namespace, loaded: Loaded, stages: Stages) -> "Audit":
    from factcheck.site import build as engine  # heavy: Pelican

    return engine.audited(root, output_folder(root, arguments), loaded, stages)


def _task(root: Path, folder: Path) -> "Task":
    from factcheck.site.preview.task import Task  # heavy: Pelican

    return Task(root, folder)


def add_serving(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command `serve`."""
    port = "the port to serve on, or the next free one (default: 8000; 0: any free one)"
    parser.add_argument("--port", type=int, default=8000, help=port)
    parser.add_argument(
        "--host", default="127.0.0.1", help="the address to serve on (default: 127.0.0.1, this machine)"
    )
    parser.add_argument(
        "--poll", action="store_true", help="look at the files instead of waiting to be told of changes"
    )
    parser.add_argument("--open", action="store_true", help="open the site in the browser")


def serve(root: Path, arguments: argparse.Namespace) -> int:
    """Build, serve, build again on every change."""
    settings, problems = config.read(root)
    if settings is None:
        return tell(problems, "text", "")
    from factcheck.site import preview  # heavy: watchfiles

    output = output_folder(root, arguments)
    host, port = arguments.host, arguments.port
    try:
        http = preview.listening(root, output, settings.url, host=host, port=port)
    except (OSError, OverflowError) as error:
        print(f"factcheck: port {port} cannot be used on {host} ({error}); try --port 8001", file=sys.stderr)
        return USAGE
    return preview.serve(root, output, http, wanted=port, polls=arguments.poll, opens=arguments.open)


def export(root: Path, arguments: argparse.Namespace) -> int:
    """Write the JSON Schemas."""
    arguments.folder.mkdir(parents=True, exist_ok=True)
    schemas = {**schema.exported(), "links.json": linkfile.exported()}
    for name, text in schemas.items():
        (arguments.folder / name).write_text(text, encoding="utf-8")
    print(f"Wrote {', '.join(schemas)} to {arguments.folder}/.")
    return CLEAN


def output_folder(root: Path, arguments: argparse.Namespace) -> Path:
    """The folder of the built site, put back where a build died while it replaced it. It may itself be a link."""
    given = Path.cwd() / (arguments.output or root / "output")
    output = Path(os.path.realpath(given.parent), given.name)
    if given.name == "..":
        output = Path(os.path.realpath(given))
    swap.recover(output)
    return output


def shown_path(path: Path) -> str:
    """A path as a person here would write it."""
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)


def loaded_site(root: Path, stages: Stages = QUIET) -> tuple[Settings | None, Loaded]:
    """The settings and the site in the folder `root`, with all problems."""
    settings, problems = config.read(root)
    return settings, load(root, settings, stages) if settings else Loaded(None, problems=tuple(problems))

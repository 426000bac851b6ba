"""The commands `check`, `build`, `audit` and `serve`."""

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.cli import sharding
from factcheck.cli.stopwatch import watched
from factcheck.cli.tell import USAGE, busy, checked, outcomes, placeholder, tell
from factcheck.cli.timings import add_timings, tell_timings
from factcheck.core.future import days_to_come
from factcheck.core.problems import Problem, has_errors
from factcheck.core.settings import Settings
from factcheck.core.stages import QUIET, Stages
from factcheck.render import report
from factcheck.render.report import plural
from factcheck.site import config
from factcheck.site.cache import warm

if TYPE_CHECKING:
    from factcheck.site.audit import Audit
    from factcheck.site.load import Loaded
    from factcheck.site.shards.supply import Supply


def check(root: Path, arguments: argparse.Namespace) -> int:
    """Check everything, change nothing."""
    settings, unusable = config.read(root)
    remembers = not arguments.no_cache
    with watched() as watch:
        usable = settings and warm.check(root, settings, remembers=remembers, stages=watch)
        found = usable or _unchecked(root, unusable)
    ahead = days_to_come(found.outline, datetime.now(UTC).date())  # not of a build, which has no clock
    if arguments.against is None and arguments.summary is None:
        problems = sorted([*found.problems, *ahead])
        code = tell(problems, arguments.format, checked(found), is_brief=not arguments.all)
        return tell_timings(watch, arguments, code)
    from factcheck.cli import against  # heavy

    changed = against.compared(root, arguments, found.by_claim)
    problems = sorted([*found.problems, *changed.problems, *ahead])
    closing = " ".join(filter(None, (checked(found), changed.closing)))
    code = tell(problems, arguments.format, closing, is_brief=not arguments.all)
    against.write(changed, arguments)
    return tell_timings(watch, arguments, code)


def _unchecked(root: Path, problems: list[Problem]) -> warm.Checked:
    """What can be told of a site whose settings cannot be used."""
    from factcheck.core.corpus import parse, scan  # heavy
    from factcheck.core.sketch import sketched

    return warm.Checked(sketched(parse(scan(root)[0])[0]), tuple(sorted(problems)), {}, {})


def add_check(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command `check`."""
    add_format(parser)
    add_timings(parser)
    parser.add_argument("--all", action="store_true", help="tell every problem, not only the first ones of a kind")
    parser.add_argument(
        "--against",
        metavar="REF",
        help="also compare with the published state in git, such as origin/main: no change may be silent",
    )
    parser.add_argument("--summary", metavar="FILE", type=Path, help="write what changed into a file, as Markdown")
    _add_no_cache(parser)


def add_format(parser: argparse.ArgumentParser) -> None:
    """The argument for how problems are printed."""
    parser.add_argument("--format", choices=report.FORMATS, default="text", help="how problems are printed")


def _add_no_cache(parser: argparse.ArgumentParser) -> None:
    text = "read and review every file, whatever is remembered of the last time, and remember nothing"
    parser.add_argument("--no-cache", action="store_true", help=text)


def add_output(parser: argparse.ArgumentParser) -> None:
    """The argument for the folder of the built site."""
    parser.add_argument("--output", type=Path, help="the folder of the built site (default: output)")


def build(root: Path, arguments: argparse.Namespace) -> int:
    """Build into the output folder, or leave it as it was."""
    from factcheck.site.lock import BusyError

    output, supply = output_folder(root, arguments), sharding.supply(root, arguments)
    try:
        with watched() as watch:
            loaded, problems = _built(root, arguments, output, watch, supply)
    except BusyError as error:
        return busy(output, error.holder, arguments.format)
    taken = f", {supply.told()}" if supply else ""
    code = tell_built(problems, loaded, output, arguments.format, f"{watch.elapsed:.1f} s{taken}.{placeholder(loaded)}")
    return tell_timings(watch, arguments, code)


def tell_built(problems: tuple[Problem, ...], loaded: "Loaded", output: Path, form: str, closing: str) -> int:
    """Tell what came of a build, and how long it took where there is a site; the exit code."""
    if has_errors(problems):
        kept = "; the last good site stays as it was" if output.exists() else ""
        return tell(problems, form, f"{outcomes(loaded)} Nothing was built{kept}.".strip(), is_brief=True)
    return tell(problems, form, f"{checked(loaded)} Built {shown_path(output)}/ in {closing}", is_brief=True)


def _built(
    root: Path, arguments: argparse.Namespace, output: Path, watch: Stages, supply: "Supply | None"
) -> "tuple[Loaded, tuple[Problem, ...]]":
    """Load and build: the site, and what is wrong with it. Raises `BusyError` where another build runs."""
    loaded = loaded_site(root, watch, remembers=not arguments.no_cache)[1]
    if loaded.site is None:
        return loaded, loaded.problems
    from factcheck.site import build as engine  # heavy: Pelican

    wish = engine.Wish(
        root=root,
        output=output,
        loaded=loaded,
        may_remove=arguments.allow_removal,
        is_clean=arguments.no_cache,
        supply=supply,
        stages=watch,
    )
    return loaded, (*loaded.problems, *engine.build(wish))


def add_build(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command `build`, but for those that say which part is built."""
    add_format(parser)
    add_timings(parser)
    add_output(parser)
    parser.add_argument("--allow-removal", action="store_true", help="claims that are published now may go away")
    _add_no_cache(parser)


def audit(root: Path, arguments: argparse.Namespace) -> int:
    """Compare the built folder with the content, write nothing."""
    with watched() as watch:
        _, loaded = loaded_site(root, watch)
        found = _audited(root, arguments, loaded, watch) if loaded.site else None
    if found is None:
        return tell(loaded.problems, arguments.format, "Nothing was audited.")
    counts = ((found.pages, "page"), (found.links, "link"), (found.claims, "claim"))
    compared = ", ".join(plural(count, word) for count, word in counts)
    agreed = ": all agree." if not found.problems else "."
    closing = f"Audited {shown_path(output_folder(root, arguments))}/: {compared} compared{agreed}"
    code = tell(found.problems, arguments.format, closing if found.pages else "")
    return tell_timings(watch, arguments, code)


def _audited(root: Path, arguments: argparse.Namespace, loaded: "Loaded", watch: Stages) -> "Audit":
    from factcheck.site import auditing  # heavy

    return auditing.audited(root, output_folder(root, arguments), loaded, watch)


def add_audit(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command `audit`."""
    add_format(parser)
    add_timings(parser)
    parser.add_argument("output", type=Path, nargs="?", help="the folder of the built site (default: output)")


def add_serving(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command `serve`."""
    add_output(parser)
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


def output_folder(root: Path, arguments: argparse.Namespace) -> Path:
    """The folder of the built site, put back where a build died while it replaced it. It may itself be a link."""
    from factcheck.site import swap  # heavy: threads

    given = Path.cwd() / (arguments.output or root / "output")
    output = Path(os.path.realpath(given.parent), given.name)
    if given.name == "..":
        output = Path(os.path.realpath(given))
    swap.recover(output)
    return output


def shown_path(path: Path) -> str:
    """A path as a person here would write it."""
    return os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)


def loaded_site(root: Path, stages: Stages = QUIET, *, remembers: bool = True) -> "tuple[Settings | None, Loaded]":
    """The settings and the site in the folder `root`, with all problems."""
    settings, problems = config.read(root)
    if settings is not None:
        loaded = warm.load(root, settings, remembers=remembers, stages=stages)
        stages.over()
        return settings, loaded
    from factcheck.site.load import Loaded  # heavy

    return None, Loaded(None, problems=tuple(problems))

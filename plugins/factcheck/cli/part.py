"""The command `build`: a site, or with `--shard` a part of one in a folder of its own."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.cli import sharding, site
from factcheck.cli.site import loaded_site, output_folder, shown_path
from factcheck.cli.stopwatch import watched
from factcheck.cli.tell import busy, checked, outcomes, tell
from factcheck.cli.timings import tell_timings
from factcheck.core.problems import Problem, has_errors
from factcheck.core.shard import Shard
from factcheck.core.stages import Stages
from factcheck.render.report import plural

if TYPE_CHECKING:
    from factcheck.site.load import Loaded

FOLDER = "shards"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command `build`."""
    site.add_build(parser)
    ways = sharding.add_arguments(
        parser,
        part="build only the I-th of N parts, into shards/I",
        merge="build the site, and take what shards have made; a folder that holds some is enough",
        paths="SHARD",
    )
    preview = "also write there what only a preview shows: drafts"
    ways.add_argument("--preview", type=Path, metavar="FOLDER", help=preview)
    ways.add_argument("--channel", type=int, help=argparse.SUPPRESS)  # to the preview that started this


def build(root: Path, arguments: argparse.Namespace) -> int:
    """Build a shard where one is asked for, or for a preview, else the site."""
    if arguments.preview or arguments.channel is not None:
        from factcheck.cli import previewing  # heavy: watchfiles

        return previewing.run(root, output_folder(root, arguments), arguments)
    shard = sharding.wanted(arguments)
    return _part(root, arguments, shard) if shard else site.build(root, arguments)


def _part(root: Path, arguments: argparse.Namespace, shard: Shard) -> int:
    from factcheck.site.lock import BusyError

    arguments.output = arguments.output or root / FOLDER / str(shard.index)
    output = output_folder(root, arguments)
    try:
        with watched() as watch:
            loaded, problems = _built(root, output, arguments, shard, watch)
    except BusyError as error:
        return busy(output, error.holder, arguments.format)
    closing = f"{outcomes(loaded)} Nothing was built.".strip()
    if not has_errors(problems):
        from factcheck.site.shards import manifest  # heavy: pydantic

        count = plural(len(manifest.read(output).files), "file")
        done = f"{checked(loaded)} Built {count} of shard {shard} in {watch.elapsed:.1f} s"
        closing = f"{done}: merge {shown_path(output)}/ with the others."
    return tell_timings(watch, arguments, tell(problems, arguments.format, closing, is_brief=True))


def _built(
    root: Path, output: Path, arguments: argparse.Namespace, shard: Shard, watch: Stages
) -> "tuple[Loaded, tuple[Problem, ...]]":
    """Load, and build the part: the site, and what is wrong with it. Raises `BusyError`."""
    loaded = loaded_site(root, watch, remembers=not arguments.no_cache)[1]
    if loaded.site is None:
        return loaded, loaded.problems
    from factcheck.site.shards import part  # heavy: pydantic

    return loaded, (*loaded.problems, *part.write(root, output, loaded, shard, watch))

"""The command `build`: a site, or with `--shard` a part of one in a folder of its own."""

import argparse
import time
from pathlib import Path

from factcheck.cli import sharding, site
from factcheck.cli.site import busy, loaded_site, output_folder, shown_path
from factcheck.cli.stopping import stoppable
from factcheck.cli.tell import checked, outcomes, tell
from factcheck.core.problems import has_errors
from factcheck.core.shard import Shard
from factcheck.render.report import plural

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


def build(root: Path, arguments: argparse.Namespace) -> int:
    """Build a shard where one is asked for, else the site."""
    shard = sharding.wanted(arguments)
    return _part(root, arguments, shard) if shard else site.build(root, arguments)


def _part(root: Path, arguments: argparse.Namespace, shard: Shard) -> int:
    started = time.monotonic()
    arguments.output = arguments.output or root / FOLDER / str(shard.index)
    loaded = loaded_site(root, remembers=not arguments.no_cache)[1]
    if loaded.site is None:
        return tell(loaded.problems, arguments.format, f"{outcomes(loaded)} Nothing was built.".strip(), is_brief=True)
    from factcheck.site.lock import BusyError
    from factcheck.site.shards import manifest, part  # heavy: pydantic

    output = output_folder(root, arguments)
    try:
        with stoppable():
            problems = (*loaded.problems, *part.write(root, output, loaded, shard))
    except BusyError as error:
        return busy(output, error.holder, arguments.format)
    if has_errors(problems):
        return tell(problems, arguments.format, "Nothing was built.", is_brief=True)
    count = plural(len(manifest.read(output).files), "file")
    done = f"{checked(loaded)} Built {count} of shard {shard} in {time.monotonic() - started:.1f} s: "
    merge = f"merge {shown_path(output)}/ with the others."
    return tell(problems, arguments.format, done + merge, is_brief=True)

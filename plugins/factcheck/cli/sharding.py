"""The arguments `--shard i/n` and `--merge`, with which several machines share a work."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.cli.tell import USAGE
from factcheck.core.shard import Shard
from factcheck.evidence.original import RefusedError

if TYPE_CHECKING:
    from factcheck.site.shards.supply import Supply


def add_arguments(
    parser: argparse.ArgumentParser, *, part: str, merge: str, paths: str
) -> "argparse._MutuallyExclusiveGroup":
    """Both arguments, of which one may be given; their help says what is shared, and what is merged."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--shard", metavar="I/N", help=part)
    group.add_argument("--merge", nargs="+", type=Path, metavar=paths, help=merge)
    return group


def wanted(arguments: argparse.Namespace) -> Shard | None:
    """The shard that is asked for, if one is. Raises `RefusedError`."""
    try:
        return Shard.read(arguments.shard) if arguments.shard is not None else None
    except ValueError as error:
        raise RefusedError(str(error), code=USAGE) from error


def supply(root: Path, arguments: argparse.Namespace) -> "Supply | None":
    """The shards that a build is to merge, if there are any."""
    if not arguments.merge:
        return None
    from factcheck.site.shards.supply import Supply  # heavy: pydantic

    return Supply(root, [path.absolute() for path in arguments.merge])

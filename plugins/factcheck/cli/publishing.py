"""The commands `offline` and `hash`: what is done with a built site before and after it is published."""

import argparse
import os
import sys
from pathlib import Path

from factcheck.cli.site import add_format, add_output, output_folder, shown_path
from factcheck.cli.tell import CLEAN, USAGE, tell
from factcheck.site import config

OFFLINE = "offline"


def add_offline_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command `offline`."""
    add_format(parser)
    add_output(parser)
    parser.add_argument("folder", type=Path, nargs="?", help=f"where to write the copy (default: {OFFLINE})")


def offline(root: Path, arguments: argparse.Namespace) -> int:
    """Copy the built site so that every link works from a disk."""
    settings, problems = config.read(root)
    if settings is None:
        return tell(problems, arguments.format, "Nothing was copied.")
    from factcheck.site import offline as copies  # heavy: Pelican

    output, target = output_folder(root, arguments), (arguments.folder or root / OFFLINE).absolute()
    found = copies.copy(root, output, target, settings.url)
    done = f"Copied {shown_path(output)}/ to {shown_path(target)}/: open {shown_path(target / 'index.html')}."
    return tell(found, arguments.format, "Nothing was copied." if found else done)


def add_hash_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command `hash`."""
    parser.add_argument("output", type=Path, nargs="?", help="the folder of the built site (default: output)")
    parser.add_argument("--list", action="store_true", help="print the hash and path of every file instead")


def digest(root: Path, arguments: argparse.Namespace) -> int:
    """Print the SHA-256 of the built site, or the lines that it is made of."""
    from factcheck.site import sitehash  # heavy: Pelican

    output = output_folder(root, arguments)
    if not output.is_dir():
        print(f"factcheck: there is no folder {shown_path(output)}: build the site first (make site)", file=sys.stderr)
        return USAGE
    lines = list(sitehash.listed(output))
    told = "".join(f"{line}\n" for line in (lines if arguments.list else [sitehash.of_lines(lines)]))
    sys.stdout.buffer.write(os.fsencode(told))  # a path may be no text, and stays what it is
    sys.stdout.buffer.flush()
    return CLEAN

"""The command `schema`: the JSON Schemas of what people write."""

import argparse
from pathlib import Path

from factcheck.cli.tell import CLEAN
from factcheck.core import linkfile, schema


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command `schema`."""
    parser.add_argument("folder", type=Path, help="where to write them")


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Write the JSON Schemas."""
    arguments.folder.mkdir(parents=True, exist_ok=True)
    schemas = {**schema.exported(), "links.json": linkfile.exported()}
    for name, text in schemas.items():
        (arguments.folder / name).write_text(text, encoding="utf-8")
    print(f"Wrote {', '.join(schemas)} to {arguments.folder}/.")
    return CLEAN

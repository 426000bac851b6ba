"""The command `import`: ClaimReview of other sites becomes drafts of claims."""

import argparse
import sys
from pathlib import Path

from factcheck.cli.tell import CLEAN, PROBLEMS, tell
from factcheck.site import config


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("origin", metavar="FILE|URL", help="an HTML page with JSON-LD, or JSON")
    parser.add_argument(
        "--article",
        metavar="SLUG",
        help="the article that the claims are about; left out, the one whose address is an appearance of the claim",
    )
    parser.add_argument("--dry-run", action="store_true", help="print the drafts, write nothing")


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Run the command: 0 something was read, 1 nothing was, 2 wrong usage."""
    from factcheck.evidence.importing.command import import_reviews
    from factcheck.evidence.original import RefusedError

    settings, problems = config.read(root)
    if settings is None:
        return tell(problems, "text", "")
    try:
        imported = import_reviews(root, settings, arguments.origin, article=arguments.article, is_dry=arguments.dry_run)
    except RefusedError as error:
        print(f"factcheck: {error}", file=sys.stderr)
        return error.code
    tell(imported.problems, "text", "")
    if imported.report:
        print(imported.report)
    return CLEAN if imported.is_read else PROBLEMS

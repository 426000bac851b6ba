"""`factcheck capture`: a page, a PDF or a text file becomes a source file. It never overwrites one.

Reads a file or an address and writes once; everything between is evidence/capture/compose.py.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from factcheck.core.fields import SLUG, SourceType, is_public_url
from factcheck.core.layout import MOST_NAME
from factcheck.core.problems import shown
from factcheck.core.text import collapse
from factcheck.evidence.capture.compose import FOLDER, Captured, Wish, compose
from factcheck.evidence.newfile import refuse_existing, store
from factcheck.evidence.original import USAGE, Fetch, RefusedError, obtained

WRITTEN = 0
_OTHER = "give another --source, or delete that file first"


def capture(
    root: Path,
    origin: str,
    slug: str,
    *,
    quotes: Sequence[str] = (),
    whole: bool = False,
    today: date,
    source_type: SourceType | None = None,
    url: str = "",
    fetch: Fetch | None = None,
) -> Captured:
    """Write content/sources/<slug>.md from a file or an address.

    Raises `RefusedError` where nothing was written; its code is that of wrong usage or of a refusal.
    """
    _check(slug, quotes, url, whole=whole)
    refuse_existing(root, f"{FOLDER}/{slug}.md", _OTHER)
    original = obtained(origin, fetch, saved="give the file with --url")
    wish = Wish(slug=slug, today=today, quotes=tuple(quotes), source_type=source_type, address=url)
    captured = compose(original, wish)
    store(root, {captured.path: captured.text.encode()}, _OTHER)
    return captured


def _check(slug: str, quotes: Sequence[str], url: str, *, whole: bool) -> None:
    """Refuse what no document could mend."""
    if not re.fullmatch(SLUG, slug) or len(slug) > MOST_NAME:
        form = f"small letters, digits and hyphens, at most {MOST_NAME}, such as white-house-thanksgiving-2025"
        raise RefusedError(f"--source must be a name in {form}; found {shown(slug)}", code=USAGE)
    if whole == bool(quotes):
        fix = 'fix      give --quote "…" (repeatable) to keep the paragraphs around it, or --whole to keep all of it'
        raise RefusedError("one of --quote and --whole must be given, not both", fix, code=USAGE)
    if not all(map(collapse, quotes)):
        raise RefusedError("--quote must hold words", code=USAGE)
    if url and not is_public_url(url):
        raise RefusedError(f"--url must be a public web address (https://…); found {shown(url)}", code=USAGE)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("origin", metavar="FILE|URL", help="an HTML page, a PDF or a text file")
    parser.add_argument("--source", required=True, metavar="SLUG", help=f"the name of the new file in {FOLDER}/")
    parser.add_argument(
        "--quote",
        action="append",
        default=[],
        metavar="WORDS",
        help="keep the paragraphs around these words (repeatable)",
    )
    parser.add_argument("--whole", action="store_true", help="keep the whole main text")
    parser.add_argument("--url", default="", help="the document's address, where a file does not state it")
    parser.add_argument("--type", choices=[kind.value for kind in SourceType], help="how near the source is")


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Run the command: 0 written, 1 refused, 2 wrong usage."""
    try:
        captured = capture(
            root,
            arguments.origin,
            arguments.source,
            quotes=arguments.quote,
            whole=arguments.whole,
            today=date.today(),
            source_type=SourceType(arguments.type) if arguments.type else None,
            url=arguments.url,
        )
    except RefusedError as error:
        print(f"factcheck: {error}", file=sys.stderr)
        return error.code
    print(captured)
    return WRITTEN

"""`factcheck seed`: an article becomes a seed and an article's file. It never overwrites either.

Reads a file or an address and writes once; everything between is evidence/seeding/compose.py.
"""

import argparse
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from factcheck.core.fields import LANGUAGE, is_public_url
from factcheck.core.layout import MOST_NAME, is_file_name
from factcheck.core.problems import shown
from factcheck.evidence.newfile import refuse_existing, store
from factcheck.evidence.original import USAGE, Fetch, RefusedError, obtained
from factcheck.evidence.seeding.compose import Seeded, Wish, compose

_OTHER = "give another --slug, or delete that file first"


def seed(root: Path, origin: str, wish: Wish, *, fetch: Fetch | None = None) -> str:
    """Write seeds/<slug>.txt and content/articles/<slug>.md; return what is to be said about them.

    Where `origin` is such a seed already, only the article's file is written. Raises `RefusedError`.
    """
    _check(wish)
    stored = _stored_slug(root, origin)
    if stored and wish.slug not in ("", stored):
        fix = f"fix      leave --slug out: the seed's name is {stored}"
        raise RefusedError("a seed that is stored keeps its name", fix, code=USAGE)
    if wish.slug and not stored:
        _refuse(root, wish.slug)
    original = obtained(origin, fetch, saved="give the file with --url")
    seeded = compose(original, replace(wish, slug=stored or wish.slug), "" if original.address else Path(origin).name)
    if stored and seeded.seed.raw != original.body:
        raise RefusedError(f"seeds/{stored}.txt must be UTF-8 text without control characters: it was not changed")
    _refuse_twin(root, seeded)
    _write(root, seeded, has_seed=bool(stored))
    return seeded.report(has_seed=bool(stored))


def _stored_slug(root: Path, origin: str) -> str:
    """The slug where the origin is a file in the site's own `seeds/`; else empty."""
    path = Path(origin)
    is_stored = path.suffix == ".txt" and path.is_file() and path.resolve().parent == (root / "seeds").resolve()
    return path.stem if is_stored else ""


def _refuse(root: Path, slug: str) -> None:
    for path in (f"seeds/{slug}.txt", f"content/articles/{slug}.md"):
        refuse_existing(root, path, _OTHER)


def _refuse_twin(root: Path, seeded: Seeded) -> None:
    """Refuse a text that is stored already under another name."""
    for path in sorted((root / "seeds").glob("*.txt")):
        if path.name != f"{seeded.slug}.txt" and path.is_file() and path.read_bytes() == seeded.seed.raw:
            raise RefusedError(f"seeds/{path.name} is this very text already: nothing was written")


def _write(root: Path, seeded: Seeded, *, has_seed: bool) -> None:
    files = {} if has_seed else {seeded.seed_path: seeded.seed.raw}
    for path in (*files, seeded.article_path):
        refuse_existing(root, path, _OTHER)
    store(root, {**files, seeded.article_path: seeded.article.encode()}, _OTHER)


def _check(wish: Wish) -> None:
    """Refuse what no document could mend."""
    if wish.slug and not is_file_name(wish.slug):
        form = f"small letters, digits and hyphens, at most {MOST_NAME}, such as harbour-line"
        raise RefusedError(f"--slug must be a name in {form}; found {shown(wish.slug)}", code=USAGE)
    if wish.url and not is_public_url(wish.url):
        raise RefusedError(f"--url must be a public web address (https://…); found {shown(wish.url)}", code=USAGE)
    if wish.language and not re.fullmatch(LANGUAGE, wish.language):
        raise RefusedError(f"--language must be a code such as en or pt-BR; found {shown(wish.language)}", code=USAGE)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("origin", metavar="FILE|URL", help="a text file, an HTML page or a PDF")
    parser.add_argument("--slug", default="", help="the article's name (default: made of its title)")
    parser.add_argument("--title", default="", help="its headline, where the document does not state it")
    parser.add_argument("--date", default="", metavar="YYYY-MM-DD", help="the day of its publication")
    parser.add_argument("--publisher", default="", help="who published it")
    parser.add_argument("--url", default="", help="its address")
    parser.add_argument("--language", default="", help="its language, such as en or pt-BR")
    parser.add_argument("--whole", action="store_true", help="keep all of a page, not only its main text")


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Run the command: 0 written; raises `RefusedError` with 1 for refused, 2 for wrong usage."""
    wish = Wish(
        slug=arguments.slug,
        title=arguments.title,
        publisher=arguments.publisher,
        url=arguments.url,
        published=_date(arguments.date),
        language=arguments.language,
        whole=arguments.whole,
    )
    print(seed(root, arguments.origin, wish))
    return 0


def _date(given: str) -> date | None:
    if not given:
        return None
    try:
        found = date.fromisoformat(given)
    except ValueError:
        found = None
    if found is None or found.isoformat() != given:
        raise RefusedError(f"--date must be a date such as 2025-11-26; found {shown(given)}", code=USAGE)
    return found

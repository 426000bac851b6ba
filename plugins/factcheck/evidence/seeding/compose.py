"""From a document to the two files of an article: pure, but for what was asked (`Wish`)."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote, urlsplit

from factcheck.core import corpus, headertext
from factcheck.core.blocks import Kind, blocks
from factcheck.core.corpus import MOST_FILE_BYTES
from factcheck.core.drafting import cut
from factcheck.core.encoding import INVISIBLE
from factcheck.core.fields import is_public_url
from factcheck.core.layout import MOST_NAME
from factcheck.core.problems import shown
from factcheck.core.schema import ArticleFile
from factcheck.core.text import Text, collapse, slugify
from factcheck.evidence.capture.content import Content, content_of
from factcheck.evidence.original import USAGE, Original, RefusedError
from factcheck.evidence.seeding.seedtext import SeedText, seed_of
from factcheck.render.report import plural

_NEEDED = tuple(key for key, field in ArticleFile.model_fields.items() if field.is_required())
_MOST_SHOWN = 5  # paragraphs or headings, each on a line
_LONGEST_SHOWN = 100  # characters of one


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was asked for; what is empty is taken from the document, if it states it."""

    slug: str = ""
    title: str = ""
    publisher: str = ""
    url: str = ""
    published: date | None = None
    language: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeded:
    """The two files of an article, and what a person has to look at."""

    slug: str
    seed: SeedText
    values: Mapping[str, str | date]  # what is known, in the order of the schema

    @property
    def seed_path(self) -> str:
        """The seed's file."""
        return f"seeds/{self.slug}.txt"

    @property
    def article_path(self) -> str:
        """The article's file."""
        return f"content/articles/{self.slug}.md"

    @property
    def article(self) -> str:
        """The text of the article's file."""
        return headertext.document(self.values)

    @property
    def missing(self) -> tuple[str, ...]:
        """The keys that could not be found out and must be filled in."""
        return tuple(key for key in _NEEDED if key not in self.values)

    def report(self, *, has_seed: bool = False) -> str:
        """What was written, and what is to be checked by eye."""
        size = f"{plural(len(_blocks(self.seed)), 'paragraph')}, {len(self.seed.text):,} characters"
        wrote = f"Wrote {self.article_path} for {self.seed_path}" if has_seed else f"Wrote {self.seed_path}"
        wrote += f" ({size})" + ("." if has_seed else f" and {self.article_path}.")
        rows = [*_looked_at(self.seed), *((key, str(self.values[key])) for key in _NEEDED if key in self.values)]
        seen = [f"    {label:<10} {value}" for label, value in rows if label not in ("seed", "sha256")]
        return "\n".join([wrote, "Check by eye, against the document:", *seen, *self._next()])

    def _next(self) -> Iterator[str]:
        yield "Your assessment of the article goes below its front matter; it can wait until the claims are checked."
        if self.missing:
            yield f"Could not find out: {', '.join(self.missing)}."
            yield f"Next: fill this in, in {self.article_path}; then factcheck suggest {self.slug}"
        else:
            yield f"Next: factcheck suggest {self.slug}"


def compose(original: Original, wish: Wish, name: str = "") -> Seeded:
    """The files of an article for a document; `name` is that of its file. Raises `RefusedError`."""
    content = content_of(original)
    seed = seed_of(original, content, whole=wish.whole)
    if not seed.text.strip():
        raise RefusedError("the document must have words to read: this one is empty")
    if len(seed.raw) > MOST_FILE_BYTES:
        raise RefusedError(f"a seed must be at most 5 MB; this one has {len(seed.raw):,} bytes")
    slug = wish.slug or _slug(content, wish, name or original.address)
    seeded = Seeded(slug=slug, seed=seed, values=_values(original, content, wish, slug, seed))
    _prove(seeded)
    return seeded


def _slug(content: Content, wish: Wish, origin: str) -> str:
    """A name made of the title, or of the file's or the address's name."""
    last = unquote(urlsplit(origin).path).rstrip("/").rpartition("/")[2] if origin else ""
    named = wish.title or content.stated.title or re.sub(r"\.\w{1,5}$", "", last)
    slug = cut(slugify(named), MOST_NAME)
    if not slug:
        raise RefusedError("the article needs a name", "fix      give one with --slug", code=USAGE)
    return slug


def _values(original: Original, content: Content, wish: Wish, slug: str, seed: SeedText) -> dict[str, str | date]:
    stated = content.stated
    fetched = original.address if is_public_url(original.address) else None
    known: dict[str, str | date | None] = {
        "title": collapse(wish.title) or stated.title,
        "seed": f"{slug}.txt",
        "sha256": hashlib.sha256(seed.raw).hexdigest(),
        "publisher": collapse(wish.publisher) or stated.publisher,
        "url": wish.url or stated.address or fetched,
        "published": wish.published or stated.published,
        "language": wish.language or stated.language,
    }
    return {key: value for key, value in known.items() if value}


def _prove(seeded: Seeded) -> None:
    """Read both files as the site will: nothing may be wrong with them but what could not be found out."""
    files = {seeded.seed_path: seeded.seed.raw, seeded.article_path: seeded.article.encode()}
    _, problems = corpus.parse(files)
    for found in problems:
        if not (found.code == "FC110" and found.message.split(" ")[0] in seeded.missing):
            code = USAGE if found.code == "FC117" else 1
            details = [f"{label:<8} {value}" for label, value in found.details]
            raise RefusedError(f"{found.place}: {found.code} {found.message}", *details, code=code)


def _blocks(seed: SeedText) -> tuple[str, ...]:
    text = Text(seed.text)
    return tuple(text.cut(block.span) for block in blocks(text))


def _looked_at(seed: SeedText) -> Iterator[tuple[str, str]]:
    """What a person compares with the document."""
    text = Text(seed.text)
    found = blocks(text)
    headings = [text.cut(block.span) for block in found if block.kind is Kind.HEADING]
    if seed.before:
        yield "left out", f"right before: {_short(seed.before)}"
    yield "first line", _short(text.cut(found[0].span))
    yield "last line", _short(text.cut(found[-1].span))
    if seed.after:
        yield "left out", f"right after: {_short(seed.after)}"
    yield from _listed("left out", [f"within: {_short(paragraph)}" for paragraph in seed.left_out])
    guessed = "guessed; list them under headings in the article's file if that is wrong"
    yield "headings", f"{len(headings)} {guessed}" if headings else f"none {guessed}"
    yield from _listed("", [_short(heading) for heading in headings])
    for character, count in sorted(seed.dropped.items()):
        yield "dropped", f"U+{ord(character):04X} ({plural(count, 'time')}): nobody can see it"
    for character, count in sorted(Counter(INVISIBLE.findall(seed.text)).items()):
        yield "kept", f"U+{ord(character):04X} ({plural(count, 'time')}): no quote can be written that holds it"
    if seed.is_converted:
        yield "encoding", "was not UTF-8 and was converted: look at letters with accents and at quotation marks"
    if unread := seed.text.count("\ufffd"):
        yield "unreadable", f"{plural(unread, 'character')} could not be read and became U+FFFD"


def _listed(label: str, rows: list[str]) -> Iterator[tuple[str, str]]:
    yield from ((label, row) for row in rows[:_MOST_SHOWN])
    if len(rows) > _MOST_SHOWN:
        yield label, f"… and {len(rows) - _MOST_SHOWN} more"


def _short(words: str) -> str:
    return shown(collapse(words), _LONGEST_SHOWN)

"""From a document to the text of a source file: pure, but for what it was asked (`Wish`)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from factcheck.core import corpus
from factcheck.core.fields import SourceType, is_public_url
from factcheck.core.pieces import DIVIDER
from factcheck.core.problems import Problem
from factcheck.evidence.capture import sourcefile
from factcheck.evidence.capture.content import Content, content_of
from factcheck.evidence.capture.excerpt import AbsentError, around
from factcheck.evidence.original import REFUSED, USAGE, Original, RefusedError
from factcheck.evidence.reading.documents import DocumentKind
from factcheck.render.report import plural

FOLDER = "content/sources"
_NEEDED = ("title", "publisher", "url", "published", "language", "type")  # what a document may not state


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was asked for."""

    slug: str
    today: date
    quotes: tuple[str, ...] = ()  # the paragraphs around them are kept; without any, the main text
    source_type: SourceType | None = None
    address: str = ""  # given by hand: it comes before what the document states


@dataclass(frozen=True, slots=True, kw_only=True)
class Captured:
    """A source file, and what could not be found out for it."""

    path: str  # relative to the site's root
    text: str
    paragraphs: tuple[str, ...]
    missing: tuple[str, ...]

    def __str__(self) -> str:
        size = f"{plural(len(self.paragraphs), 'paragraph')}, {len(sourcefile.body(self.paragraphs)):,} characters"
        wrote = f"Wrote {self.path} ({size})."
        if not self.missing:
            return f"{wrote}\nRead it, then run make check."
        unknown = [key for key in self.missing if key != "type"]
        found_out = [f"Could not find out: {', '.join(unknown)}."] if unknown else []
        judged = ["Left for you to judge: type (primary, secondary or reference)."] if "type" in self.missing else []
        return "\n".join([wrote, *found_out, *judged, "Add what is missing, then run make check."])


def compose(original: Original, wish: Wish) -> Captured:
    """The source file for a document. Raises `RefusedError`."""
    content = content_of(original)
    try:
        kept = around(content.paragraphs, content.main, wish.quotes) if wish.quotes else content.main
    except AbsentError as error:
        raise RefusedError(str(error), *error.details) from error
    values = _values(original, wish, content)
    paragraphs = tuple(content.paragraphs[index] for index in kept)
    captured = Captured(
        path=f"{FOLDER}/{wish.slug}.md",
        text=sourcefile.written(values, _divided(content.paragraphs, kept) if wish.quotes else paragraphs),
        paragraphs=paragraphs,
        missing=tuple(key for key in _NEEDED if values[key] is None),
    )
    _prove(captured)
    return captured


def _divided(paragraphs: Sequence[str], kept: Sequence[int]) -> tuple[str, ...]:
    """The kept paragraphs, with a divider where one between two of them is not kept."""
    divided = list[str]()
    for before, index in zip((None, *kept), kept, strict=False):
        if before is not None and index > before + 1:
            divided.append(DIVIDER)
        divided.append(paragraphs[index])
    return tuple(divided)


def _values(original: Original, wish: Wish, content: Content) -> dict[str, str | date | None]:
    stated = content.stated
    return {
        "title": stated.title,
        "publisher": stated.publisher,
        "url": wish.address or stated.address or _public(original.address),
        "published": stated.published,
        "retrieved": wish.today,
        "language": stated.language,
        "type": wish.source_type.value if wish.source_type else None,
        "capture": _sentence(original, wish, content),
        "sha256": hashlib.sha256(original.body).hexdigest(),
    }


def _public(address: str) -> str | None:
    return address if is_public_url(address) else None


def _sentence(original: Original, wish: Wish, content: Content) -> str:
    """How the extract came about, for readers of the source's page."""
    is_part = len(content.main) < len(content.paragraphs)
    what = "main text" if is_part else "whole text"
    if wish.quotes:
        what = f"excerpt, the paragraphs around {plural(len(wish.quotes), 'quote')},"
    name = "text file" if content.kind is DocumentKind.TEXT else content.kind.value
    where = f"the {name} as fetched on {wish.today}" if original.address else f"a stored copy of the {name}"
    return f"{what} {'from' if wish.quotes else 'of'} {where}"


def _prove(captured: Captured) -> None:
    """Read the file as the site will: nothing may be wrong with it but what could not be found out."""
    _, problems = corpus.parse({captured.path: captured.text.encode()})
    others = [found for found in problems if not _is_gap(found, captured.missing)]
    if others:
        code = USAGE if others[0].code == "FC117" else REFUSED
        raise RefusedError(f"{others[0].place}: {others[0].code} {others[0].message}", code=code)


def _is_gap(found: Problem, missing: Sequence[str]) -> bool:
    return found.code == "FC110" and found.message.split(" ")[0] in missing

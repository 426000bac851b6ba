"""Validation: a content file against its model. Every error becomes a problem at the value's line and column.

pydantic decides and reports all errors of a file at once; this gives them their words and their places.
"""

import re
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from factcheck.core.closest import closest
from factcheck.core.fields import ascii_url
from factcheck.core.frontmatter import Document, plain
from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.core.schema import (
    ArticleFile,
    ClaimantEntry,
    ClaimFile,
    Correction,
    DraftEvidence,
    DraftFile,
    Evidence,
    File,
    HistoryFile,
    LedgerEntry,
    PageFile,
    Quote,
    SourceFile,
)

Model = TypeVar("Model", bound=File)
_NAMES: dict[type[File], str] = {
    ArticleFile: "an article",
    ClaimFile: "a claim",
    DraftFile: "a claim",
    SourceFile: "a source",
    PageFile: "a page",
    HistoryFile: "an earlier text",
    Evidence: "a piece of evidence",
    DraftEvidence: "a piece of evidence",
    ClaimantEntry: "a claimant",
    Correction: "a correction",
    LedgerEntry: "a ledger entry",
    Quote: "a quote",
}
_FORMS = {
    "quote": "text, or keys exact, prefix and suffix",
    "seed": "the name of a file in seeds/, in small letters, digits and hyphens, ending in .txt",
    "sha256": "64 hexadecimal digits, in small letters",
    "language": "a language code such as en, fr or pt-BR",
    "source": "the name of a file in content/sources/ without .md",
}
_FORMER_CLAIM = "the address that the claim had, <article>/<claim>, in small letters, digits and hyphens"
_FORMER_FILE = "the name that the file had, without .md, in small letters, digits and hyphens"


def read(model: type[Model], document: Document, header: object = None) -> tuple[Model | None, list[Problem]]:
    """Check a document against its model: the model's instance, or every problem found.

    `header` is its front matter without places, where that is at hand.
    """
    try:
        return model.model_validate(plain(document.header) if header is None else header), []
    except ValidationError as error:
        return None, [_problem(model, document, detail) for detail in error.errors(include_url=False)]


def _problem(model: type[File], document: Document, detail: ErrorDetails) -> Problem:
    location, kind = _as_written(document, detail), detail["type"]
    key, value = str(location[-1]), detail["input"]
    words = ("found", shown(value)) if isinstance(value, str) else ("", "")
    place = document.place(*location, key=kind == "extra_forbidden")
    match kind:
        case "missing":
            return problem("FC110", place, key=key)
        case "extra_forbidden":
            owner = _owner(model, location[:-1])
            return problem("FC111", place, *closest(key, owner.model_fields), key=shown(key), kind=_NAMES[owner])
        case "enum" | "literal_error":
            allowed = re.findall(r"'([^']*)'", detail["ctx"]["expected"])
            return problem("FC112", place, words, *closest(value, allowed), key=key, allowed=", ".join(allowed))
        case "date":
            return problem("FC114", place, words, key=key)
        case "url":
            plain_form = ascii_url(str(value))
            return problem("FC115", place, words, ("fix", plain_form and f"write {plain_form}"), key=key)
        case "invisible" | "mixed":
            return _unlike(place, _name(location), detail)
        case "string_too_short" | "string_too_long":
            return _length(place, key, value, detail)
    return problem("FC116", place, words, key=_name(location), form=_form(model, location, kind))


def _unlike(place: Place, key: str, detail: ErrorDetails) -> Problem:
    """A name that is not what it looks like."""
    if detail["type"] == "invisible":
        hidden = ("found", _code_points(detail["ctx"]["characters"]))
        return problem("FC127", place, hidden, ("fix", "delete it; your editor may hide it"), key=key)
    fix = "write the name in one script; another spelling may follow in brackets"
    details = (("found", shown(detail["input"])), ("holds", detail["ctx"]["told"]), ("fix", fix))
    return problem("FC128", place, *details, key=key)


def _length(place: Place, key: str, value: str, detail: ErrorDetails) -> Problem:
    if detail["type"] == "string_too_short":
        return problem("FC113", place, key=key, length="given, not left empty")
    length = f"at most {detail['ctx']['max_length']:,} characters"
    return problem("FC113", place, ("found", f"{len(value):,} characters"), key=key, length=length)


def _code_points(characters: str) -> str:
    """`U+200B, U+00AD`: each character that nobody can see, once."""
    return ", ".join(f"U+{ord(character):04X}" for character in dict.fromkeys(characters))


def _as_written(document: Document, detail: ErrorDetails) -> tuple[int | str, ...]:
    """Where the value is: a quote that is text was read as a mapping with the key `exact`."""
    location = detail["loc"]
    is_short = location[-1] == "exact" and document.place(*location) == document.place(*location[:-1])
    return location[:-1] if is_short and detail["type"] != "missing" else location


def _name(location: tuple[int | str, ...]) -> str:
    return str(location[-1]) if isinstance(location[-1], str) else f"{location[-2]}, entry {location[-1] + 1},"


def _form(model: type[File], location: tuple[int | str, ...], kind: str) -> str:
    """What a value must be, in words."""
    if location[0] == "formerly" and kind == "string_pattern_mismatch":
        return _FORMER_CLAIM if issubclass(model, DraftFile) else _FORMER_FILE
    expected = {"string_type": "text", "tuple_type": "a list", "date_type": "a date such as 2025-11-26"}
    return _FORMS.get(str(location[-1])) or expected.get(kind) or "keys and values"


def _owner(model: type[File], location: tuple[int | str, ...]) -> type[File]:
    """The model that the mapping at `location` belongs to."""
    parts: dict[str, type[File]] = {
        "quote": Quote,
        "evidence": Evidence,
        "claimants": ClaimantEntry,
        "corrections": Correction,
        "ledger": LedgerEntry,
    }
    return next((parts[p] for p in reversed(location) if isinstance(p, str) and p in parts), model)

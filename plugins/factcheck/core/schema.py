"""What people write: the keys of each kind of content file, their types and limits.

pydantic decides types and reports all errors of a file at once; `read` turns them into problems at
the line and column of the value. `docs/schema/*.json` are exported from these models.
"""

import json
import re
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from factcheck.core.anchoring import Selector
from factcheck.core.fields import (
    SLUG,
    CorrectionKind,
    Date,
    Kind,
    Language,
    Line,
    Note,
    Sha256,
    Slug,
    SourceType,
    Stance,
    Status,
    Summary,
    Url,
    Words,
)
from factcheck.core.frontmatter import Document, plain
from factcheck.core.ledger import State
from factcheck.core.nearest import closest
from factcheck.core.problems import Problem, problem, shown


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Quote(_File):
    """The words as they stand, and those right before or after where they occur twice."""

    exact: Words
    prefix: Words | None = None
    suffix: Words | None = None

    @property
    def selector(self) -> Selector:
        """What is looked for."""
        return Selector(self.exact, self.prefix or "", self.suffix or "")


def _selector(value: object) -> object:
    return {"exact": value} if isinstance(value, str) else value


QuoteEntry = Annotated[Quote, BeforeValidator(_selector, json_schema_input_type=Words | Quote)]


class Evidence(_File):
    """The words of a source for or against a claim."""

    source: Slug
    quote: QuoteEntry
    translation: Note | None = None
    stance: Stance
    note: Note | None = None


class Correction(_File):
    """A change after publication."""

    date: Date
    kind: CorrectionKind
    text: Note


class LedgerEntry(_File):
    """A passage of the article that is not checked, and why; for every sentence that it touches."""

    quote: QuoteEntry
    state: Literal[State.OPINION, State.OUT_OF_SCOPE]
    reason: Line


class ArticleFile(_File):
    """content/articles/<article>.md: the article under review; the text below is our assessment."""

    title: Line
    seed: Annotated[str, Field(pattern=rf"^{SLUG}\.txt$", max_length=84)]
    sha256: Sha256
    publisher: Line
    url: Url
    published: Date
    language: Language
    headings: tuple[Line, ...] | None = None
    ledger: tuple[LedgerEntry, ...] = ()


class ClaimFile(_File):
    """content/claims/<article>/<claim>.md: one checked claim; the text below is the reasoning."""

    claim: Line
    claimant: Line
    quote: QuoteEntry
    verdict: Line
    summary: Summary
    kind: Kind
    status: Status
    author: Line
    reviewed_by: Line | None = None
    checked: Date
    topics: tuple[Line, ...] = ()
    would_settle: Note | None = None
    evidence: tuple[Evidence, ...] = ()
    corrections: tuple[Correction, ...] = ()


class SourceFile(_File):
    """content/sources/<source>.md: a cited document; the text below is the stored extract."""

    title: Line
    publisher: Line
    url: Url
    archive: Url | None = None
    published: Date | None = None
    retrieved: Date
    language: Language
    type: SourceType
    capture: Line
    sha256: Sha256 | None = None
    origin: Line | None = None
    weak: Line | None = None
    note: Note | None = None


class PageFile(_File):
    """content/pages/<page>.md: a policy page."""

    title: Line
    summary: Line


Model = TypeVar("Model", bound=_File)
_NAMES: dict[type[_File], str] = {
    ArticleFile: "an article",
    ClaimFile: "a claim",
    SourceFile: "a source",
    PageFile: "a page",
    Evidence: "a piece of evidence",
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


def read(model: type[Model], document: Document) -> tuple[Model | None, list[Problem]]:
    """Check a document against its model: the model's instance, or every problem found."""
    try:
        return model.model_validate(plain(document.header)), []
    except ValidationError as error:
        return None, [_problem(model, document, detail) for detail in error.errors(include_url=False)]


def _problem(model: type[_File], document: Document, detail: ErrorDetails) -> Problem:
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
            return problem("FC115", place, words, key=key)
        case "string_too_short":
            return problem("FC113", place, key=key, length="given, not left empty")
        case "string_too_long":
            length = f"at most {detail['ctx']['max_length']:,} characters"
            return problem("FC113", place, ("found", f"{len(value):,} characters"), key=key, length=length)
    return problem("FC116", place, words, key=_name(location), form=_form(key, kind))


def _as_written(document: Document, detail: ErrorDetails) -> tuple[int | str, ...]:
    """Where the value is: a quote that is text was read as a mapping with the key `exact`."""
    location = detail["loc"]
    is_short = location[-1] == "exact" and document.place(*location) == document.place(*location[:-1])
    return location[:-1] if is_short and detail["type"] != "missing" else location


def _name(location: tuple[int | str, ...]) -> str:
    return str(location[-1]) if isinstance(location[-1], str) else f"{location[-2]}, entry {location[-1] + 1},"


def _form(key: str, kind: str) -> str:
    """What a value must be, in words."""
    expected = {"string_type": "text", "tuple_type": "a list", "date_type": "a date such as 2025-11-26"}
    return _FORMS.get(key) or expected.get(kind) or "keys and values"


def _owner(model: type[_File], location: tuple[int | str, ...]) -> type[_File]:
    """The model that the mapping at `location` belongs to."""
    parts: dict[str, type[_File]] = {
        "quote": Quote,
        "evidence": Evidence,
        "corrections": Correction,
        "ledger": LedgerEntry,
    }
    return next((parts[p] for p in reversed(location) if isinstance(p, str) and p in parts), model)


def exported() -> dict[str, str]:
    """The JSON Schema of each kind of content file that editors write by hand, by file name."""
    models: dict[str, type[_File]] = {"article.json": ArticleFile, "claim.json": ClaimFile, "source.json": SourceFile}
    return {name: _json_schema(model) for name, model in models.items()}


def _json_schema(model: type[_File]) -> str:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"

"""What people write: the keys of each kind of content file, their types and limits.

A draft may lack what is not known yet; a published claim may not. core/validation.py reads a file against its
model. `docs/schema/*.json` are exported from these models.
"""

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter

from factcheck.core.anchoring import Selector
from factcheck.core.fields import (
    SLUG,
    ClaimantType,
    ClaimId,
    CorrectionKind,
    Date,
    EarlierLine,
    Kind,
    Language,
    Line,
    Name,
    Note,
    Sha256,
    ShortLine,
    Slug,
    SourceType,
    Stance,
    Status,
    Summary,
    Url,
    Words,
)
from factcheck.core.ledger import State


class File(BaseModel):
    """The front matter of a content file, or a part of it."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)  # an edit asks for one of them


class Quote(File):
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


class DraftEvidence(File):
    """The words of a source, not weighed yet."""

    source: Slug
    quote: QuoteEntry | None = None
    translation: Note | None = None
    stance: Stance | None = None
    note: Note | None = None


class Evidence(DraftEvidence):
    """The words of a source for or against a claim."""

    quote: QuoteEntry
    stance: Stance


class Correction(File):
    """A change after publication."""

    date: Date
    kind: CorrectionKind
    text: Note


class LedgerEntry(File):
    """A passage of the article that is not checked, and why; for every sentence that it touches."""

    quote: QuoteEntry
    state: Literal[State.OPINION, State.OUT_OF_SCOPE]
    reason: Line


class ClaimantEntry(File):
    """Who makes claims in the article: a person or an organization. `url` is a page that tells who that is."""

    name: Name
    type: ClaimantType
    url: Url | None = None


class ArticleFile(File):
    """content/articles/<article>.md: the article under review; the text below is our assessment."""

    title: Line
    seed: Annotated[str, Field(pattern=rf"^{SLUG}\.txt$", max_length=84)]
    sha256: Sha256
    publisher: Name
    url: Url
    published: Date
    language: Language
    headings: tuple[Line, ...] | None = None
    claimants: tuple[ClaimantEntry, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    formerly: tuple[Slug, ...] = ()


class DraftFile(File):
    """content/claims/<article>/<claim>.md with `status: draft`: what is there is checked, the rest may come later."""

    claim: Line
    short: ShortLine | None = None
    claimant: Name | None = None
    quote: QuoteEntry | None = None
    verdict: Line | None = None
    summary: Summary | None = None
    kind: Kind | None = None
    status: Status
    author: Name | None = None
    reviewed_by: Name | None = None
    checked: Date | None = None
    topics: tuple[Name, ...] = ()
    would_settle: Note | None = None
    evidence: tuple[DraftEvidence, ...] = ()
    corrections: tuple[Correction, ...] = ()
    formerly: tuple[ClaimId, ...] = ()

    @property
    def is_withdrawn(self) -> bool:
        """Whether the check was taken back: its last correction is `void`. The file and its page stay."""
        return bool(self.corrections) and self.corrections[-1].kind is CorrectionKind.VOID


class ClaimFile(DraftFile):
    """content/claims/<article>/<claim>.md: one checked claim; the text below is the reasoning."""

    claimant: Name
    quote: QuoteEntry
    verdict: Line
    summary: Summary
    kind: Kind
    author: Name
    checked: Date
    evidence: tuple[Evidence, ...] = ()


class SourceFile(File):
    """content/sources/<source>.md: a cited document; the text below is the stored extract."""

    title: Line
    publisher: Name
    url: Url
    archive: Url | None = None
    published: Date | None = None
    retrieved: Date
    language: Language
    type: SourceType
    capture: Line
    sha256: Sha256 | None = None
    origin: Name | None = None
    weak: Line | None = None
    note: Note | None = None
    formerly: tuple[Slug, ...] = ()


class HistoryFile(File):
    """content/history/<article>/<claim>/<date>.md: a claim as it was published before a correction of that day.

    It was sound once, by rules that may have changed: all but these two keys is read as it stands, unknown keys too.
    """

    model_config = ConfigDict(frozen=True, extra="allow", defer_build=True)

    claim: EarlierLine
    verdict: EarlierLine


class PageFile(File):
    """content/pages/<page>.md: a policy page."""

    title: Line
    summary: Line


_STATUS: dict[type[File], Status] = {ClaimFile: Status.PUBLISHED, DraftFile: Status.DRAFT}


def exported() -> dict[str, str]:
    """The JSON Schema of each kind of content file that editors write by hand, by file name."""
    models = {"article.json": ArticleFile, "claim.json": ClaimFile | DraftFile, "source.json": SourceFile}
    return {name: _json_schema(model) for name, model in models.items()}


def _json_schema(model: Any) -> str:
    """The schema of a model, or of a claim: one form for each status."""
    schema = TypeAdapter(model).json_schema()
    for form, status in _STATUS.items():
        if found := schema.get("$defs", {}).get(form.__name__):
            found["properties"]["status"] = {"const": status.value}
    return (
        json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}, ensure_ascii=False, indent=2)
        + "\n"
    )

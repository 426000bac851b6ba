"""The shape of data/claims.json: every field, its unit, and what null means. The file and its JSON Schema are both made
from these models, so that they cannot differ.

A field is never missing: what is not known is null, a list without entries is []. Offsets are Unicode code points,
half-open: in Python, `text[start:end] == exact`.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from factcheck.core.fields import SLUG, ClaimantType, CorrectionKind, Kind, Language, Sha256, SourceType, Stance
from factcheck.core.ledger import State

SCHEMA: Literal["factcheck/claims/1"] = "factcheck/claims/1"

Day = date  # a field may have the name of the type
Address = Annotated[str, Field(json_schema_extra={"format": "uri"})]
Count = Annotated[int, Field(ge=0)]
Slug = Annotated[str, Field(pattern=rf"^{SLUG}$")]
ClaimId = Annotated[str, Field(pattern=rf"^{SLUG}/{SLUG}$")]


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)  # 10 ms, where nothing is written


class Publisher(_Shape):
    """Who publishes the site."""

    name: str = Field(description="As it calls itself.")
    type: str = Field(description="A type of schema.org.", pattern="^(NewsMedia)?Organization$")


class About(_Shape):
    """The site that the file comes from."""

    name: str = Field(description="The site's name.")
    url: Address = Field(description="The address of its home page.")
    language: Language = Field(description="The language of the site's own texts (RFC 5646).")
    publisher: Publisher = Field(description="Who publishes it.")
    license: Literal["https://creativecommons.org/licenses/by/4.0/"] = Field(
        description="Of the site's own texts. Words quoted from articles and sources belong to their owners."
    )
    updated: Day = Field(description="The day of the latest check or correction.")


class Verdict(_Shape):
    """A step of the scale."""

    id: Slug = Field(description="What `verdict` of a claim names.")
    label: str = Field(description="The word that readers see.")
    definition: str = Field(description="What it means, in a sentence.")
    rating: int | None = Field(description="A higher number is nearer to the truth; null: the verdict rates nothing.")
    page: Address = Field(description="The page that lists its claims.")


class Claimant(_Shape):
    """Who makes claims."""

    name: str = Field(description="As the editors write it everywhere.")
    type: ClaimantType | None = Field(description="null: the article's file does not say.")
    url: Address | None = Field(description="A page that tells who that is.")


class Share(_Shape):
    """How much of an article is in a state."""

    state: State = Field(description="Touched by a claim's quote: checked; else as the editors say, or unchecked.")
    sentences: Count = Field(description="How many sentences.")
    characters: Count = Field(description="Of these sentences, in code points, without white space between them.")


class Coverage(_Shape):
    """How much of an article was checked. A sentence is in one state; white space between sentences counts nowhere."""

    sentences: Count = Field(description="All sentences of the article.")
    characters: Count = Field(description="All code points of its sentences.")
    quoted: Count = Field(description="How many of them stand in a claim's quote.")
    states: tuple[Share, ...] = Field(description="Every state once, also where nothing is in it.")


class Article(_Shape):
    """A text under review."""

    id: Slug = Field(description="What `article` of a claim names; stays the same for ever.")
    page: Address = Field(description="The annotated article.")
    title: str = Field(description="As printed.")
    publisher: str = Field(description="Who published it.")
    url: Address = Field(description="The original page.")
    published: Day = Field(description="The day of its publication.")
    language: Language = Field(description="Its language (RFC 5646).")
    sha256: Sha256 = Field(description="Of the bytes of the stored text.")
    text: Address = Field(description="The stored text, UTF-8: offsets of quotes count in it.")
    characters: Count = Field(description="The length of the stored text in code points.")
    claimants: tuple[Claimant, ...] = Field(description="Who makes claims in the article.")
    coverage: Coverage = Field(description="How much of the article was checked.")


class Source(_Shape):
    """A document that is cited."""

    id: Slug = Field(description="What `source` of a piece of evidence names; stays the same for ever.")
    page: Address = Field(description="The page that shows the stored extract.")
    title: str = Field(description="As printed.")
    publisher: str = Field(description="Who published it.")
    url: Address = Field(description="The original page.")
    archive: Address | None = Field(description="An archived copy of it.")
    published: Day | None = Field(description="The day of its publication; null: not known.")
    retrieved: Day = Field(description="The day on which the extract was stored.")
    language: Language = Field(description="Its language (RFC 5646).")
    type: SourceType = Field(description="How near it is to what it tells.")
    origin: str = Field(description="Who the words come from in the end.")
    capture: str = Field(description="How the extract was obtained.")
    weak: str | None = Field(description="Why the source is used only for want of a better one; null: it is not weak.")
    note: str | None = Field(description="What a reader must know about it.")
    extract_sha256: Sha256 = Field(description="Of the extract in UTF-8, without white space at its ends.")
    document_sha256: Sha256 | None = Field(description="Of the bytes of the captured document.")


class Quote(_Shape):
    """The words of the article that make the claim, as a TextQuoteSelector and TextPositionSelector of W3C."""

    exact: str = Field(description="The words as they stand in the stored text.")
    prefix: str | None = Field(description="The words right before; null: `exact` stands there once only.")
    suffix: str | None = Field(description="The words right after; null: `exact` stands there once only.")
    start: Count = Field(description="Offset of the first code point in the article's stored text.")
    end: Count = Field(description="Offset behind the last code point.")


class Span(_Shape):
    """A stretch of words that stand in a source's extract one after the other."""

    start: Count = Field(description="Offset of the first code point in the stored extract.")
    end: Count = Field(description="Offset behind the last code point.")
    exact: str = Field(description="The words as they stand there.")


class Evidence(_Shape):
    """A source's words for or against a claim."""

    source: Slug = Field(description="The id of the source.")
    stance: Stance = Field(description="What it does to the claim.")
    quote: str = Field(description="As shown: […] marks words left out, other words in brackets are the editors'.")
    spans: tuple[Span, ...] = Field(description="Where the words stand, in the order of the extract.")
    translation: str | None = Field(description="Into the language of the site.")
    note: str | None = Field(description="What the editors say about it.")


class Correction(_Shape):
    """A change after publication."""

    date: Day = Field(description="The day of the change.")
    kind: CorrectionKind = Field(description="How much it changes.")
    text: str = Field(description="What was changed and why.")


class Claim(_Shape):
    """A statement of an article that was checked."""

    id: ClaimId = Field(description="Stays the same for ever: the article's id, a slash, and the claim's own name.")
    number: Annotated[int, Field(ge=1)] = Field(description="In the order of the article, from 1; may change.")
    article: Slug = Field(description="The id of the article.")
    page: Address = Field(description="The claim's page.")
    text: str = Field(description="The claim in one neutral sentence of the editors'.")
    short: str | None = Field(description="The same in fewer than 75 characters; null: `text` is short, or nobody did.")
    claimant: Claimant = Field(description="Who makes it.")
    quote: Quote = Field(description="The words of the article that make it.")
    verdict: Slug = Field(description="The id of the verdict.")
    rating: int | None = Field(description="That of the verdict.")
    summary: str = Field(description="Why, in a sentence.")
    kind: Kind = Field(description="What sort of statement it is.")
    topics: tuple[str, ...] = Field(description="In the order in which the editors gave them.")
    author: str = Field(description="Who checked it.")
    reviewed_by: str | None = Field(description="Who signed it off; null: nobody has yet.")
    checked: Day = Field(description="The day of the check.")
    updated: Day = Field(description="The day of the check or of the latest correction.")
    would_settle: str | None = Field(description="What would settle it where the evidence does not.")
    evidence: tuple[Evidence, ...] = Field(description="In the order in which the editors gave it.")
    corrections: tuple[Correction, ...] = Field(description="The oldest first.")


class Dataset(_Shape):
    """All published claims of a site with the articles and sources they refer to.

    Fields may be added while `schema` keeps its number: ignore those that you do not know. Where one goes or changes
    its meaning, the number rises.
    """

    version: Literal["factcheck/claims/1"] = Field(alias="schema", description="The name of this form, and its number.")
    site: About = Field(description="Where the file comes from.")
    verdicts: tuple[Verdict, ...] = Field(description="The scale in its order.")
    articles: tuple[Article, ...] = Field(description="By id.")
    sources: tuple[Source, ...] = Field(description="By id.")
    claims: tuple[Claim, ...] = Field(description="By article, then in the order of its text.")

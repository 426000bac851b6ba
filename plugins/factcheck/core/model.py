"""What a site is made of, once everything in it is proved. Frozen, and free of any output format.

Paths are relative to the site's root, end in `/` for a page, and are the only place a URL is made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from factcheck.core import grouping
from factcheck.core.anchoring import Selector
from factcheck.core.blocks import Block
from factcheck.core.claimants import Claimant
from factcheck.core.earlier import Correction as Correction
from factcheck.core.earlier import Earlier
from factcheck.core.fields import CorrectionKind, Kind, SourceType, Stance
from factcheck.core.ledger import SetAside, Stretch, ledger
from factcheck.core.linkfile import QuoteRow
from factcheck.core.pieces import Piece
from factcheck.core.problems import Place
from factcheck.core.settings import Settings, Verdict
from factcheck.core.text import Span, Text


@dataclass(frozen=True, kw_only=True)
class Article:
    """The text under review, byte for byte as in its seed."""

    slug: str
    title: str
    publisher: str
    url: str
    published: date
    language: str
    seed: str  # path of the seed's file
    sha256: str
    text: Text
    blocks: tuple[Block, ...]
    claimants: Mapping[str, Claimant]  # by name
    set_aside: tuple[SetAside, ...] = ()  # what the editors do not check
    formerly: tuple[str, ...] = ()  # slugs that it had before
    assessment: str  # Markdown
    place: Place

    @property
    def path(self) -> str:
        """The annotated article's page."""
        return f"articles/{self.slug}/"

    @property
    def download(self) -> str:
        """The seed itself, byte for byte."""
        return f"articles/{self.slug}/{self.slug}.txt"


@dataclass(frozen=True, kw_only=True)
class Source:
    """A cited document and the extract of it that we store."""

    slug: str
    title: str
    publisher: str
    url: str
    archive: str | None
    published: date | None
    retrieved: date
    language: str
    type: SourceType
    capture: str
    sha256: str | None  # of the captured document's bytes, in hexadecimal
    origin: str  # who the words come from in the end: the publisher, unless the file says otherwise
    weak: str | None  # why the source is used only for want of a better one
    note: str | None
    extract: Text  # without white space at its ends: what can be downloaded, and what is hashed
    formerly: tuple[str, ...] = ()  # slugs that it had before
    place: Place

    @property
    def path(self) -> str:
        """The source's page."""
        return f"sources/{self.slug}/"

    @property
    def download(self) -> str:
        """The extract itself, as UTF-8."""
        return f"sources/{self.slug}/{self.slug}.txt"


@dataclass(frozen=True, kw_only=True)  # no slots: 20,000 of them are loaded three times as fast without
class Evidence:
    """A source's words for or against a claim, proved to stand in its extract."""

    source: Source
    pieces: tuple[Piece, ...]
    spans: tuple[Span, ...]  # of the pieces that are words, in the source's extract
    stance: Stance
    translation: str | None
    note: str | None
    sighting: QuoteRow | None = None  # what the last check of links found on the live page and in the archive

    @property
    def words(self) -> str:
        """The quoted words as they stand in the extract, with `[…]` for what is left out."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A statement of the article that was checked."""

    article: Article
    slug: str
    number: int  # in the order of the article, from 1; 0 for a claim that was withdrawn
    text: str  # the neutral claim sentence
    short: str | None  # the same in fewer than 75 characters
    claimant: str
    selector: Selector
    span: Span  # in the article's text
    verdict: Verdict
    summary: str
    kind: Kind
    author: str
    reviewed_by: str | None
    checked: date
    topics: tuple[str, ...]
    would_settle: str | None
    evidence: tuple[Evidence, ...]
    corrections: tuple[Correction, ...]
    history: tuple[Earlier, ...] = ()  # what stood here before, the latest first
    formerly: tuple[str, ...] = ()  # ids that it had before
    sighting: QuoteRow | None = None  # as of evidence: of the quote on the article's own page
    reasoning: str  # Markdown
    place: Place

    @property
    def path(self) -> str:
        """The claim's page."""
        return f"claims/{self.article.slug}/{self.slug}/"

    @property
    def id(self) -> str:
        """What the claim is called in open data, for ever: its article's slug and its own."""
        return f"{self.article.slug}/{self.slug}"

    @property
    def history_path(self) -> str:
        """The page of its earlier texts, which is there where there are any."""
        return f"{self.path}history/"

    @property
    def withdrawal(self) -> Correction | None:
        """The correction that withdrew the check: the last one, if it is `void`."""
        return next((last for last in self.corrections[-1:] if last.kind is CorrectionKind.VOID), None)

    @property
    def who(self) -> Claimant | None:
        """What the article's file says of the claimant."""
        return self.article.claimants.get(self.claimant)

    @property
    def words(self) -> str:
        """The quoted words, as they stand in the article."""
        return self.article.text.cut(self.span)

    @property
    def updated(self) -> date:
        """The day of the check or of the last correction."""
        return max(self.checked, *dates) if (dates := [made.date for made in self.corrections]) else self.checked


@dataclass(frozen=True, kw_only=True)
class Page:
    """A policy page."""

    slug: str
    title: str
    summary: str
    text: str  # Markdown
    place: Place

    @property
    def path(self) -> str:
        """The page's own address."""
        return f"{self.slug}/"


Group = grouping.Group[Claim]


@dataclass(frozen=True, kw_only=True)
class Site:
    """Everything that is published. Claims are in the order of their articles."""

    settings: Settings
    articles: tuple[Article, ...]
    claims: tuple[Claim, ...]  # those that stand: all lists, counts and open data are made of them
    sources: tuple[Source, ...]
    pages: tuple[Page, ...]
    withdrawn: tuple[Claim, ...] = ()  # each has its page, and its corrections are listed

    @cached_property
    def _claims_by_article(self) -> dict[str, list[Claim]]:
        return grouping.gather((claim.article.slug, claim) for claim in self.claims)

    @cached_property
    def _claims_by_source(self) -> dict[str, list[Claim]]:
        cited = ((slug, claim) for claim in self.claims for slug in {e.source.slug for e in claim.evidence})
        return grouping.gather(cited)

    @cached_property
    def _claims_by_verdict(self) -> dict[str, list[Claim]]:
        return grouping.gather((claim.verdict.id, claim) for claim in self.claims)

    def claims_of(self, article: Article) -> tuple[Claim, ...]:
        """The article's claims, in the order of its text."""
        return tuple(self._claims_by_article.get(article.slug, ()))

    def ledger_of(self, article: Article) -> tuple[Stretch, ...]:
        """Every sentence of the article in its one state, in the order of its text."""
        claims = [(claim.slug, claim.span) for claim in self.claims_of(article)]
        return ledger(article.text, article.blocks, claims, article.set_aside)

    def citing(self, source: Source) -> tuple[Claim, ...]:
        """The claims that cite a source."""
        return tuple(self._claims_by_source.get(source.slug, ()))

    def rated(self, verdict: Verdict) -> tuple[Claim, ...]:
        """The claims with a verdict."""
        return tuple(self._claims_by_verdict.get(verdict.id, ()))

    @cached_property
    def topics(self) -> tuple[Group, ...]:
        """The claims by topic, in the order of the topics' slugs."""
        return grouping.groups("topics", ((topic, claim) for claim in self.claims for topic in claim.topics))

    @cached_property
    def claimants(self) -> tuple[Group, ...]:
        """The claims by claimant, in the order of the claimants' slugs."""
        return grouping.groups("claimants", ((claim.claimant, claim) for claim in self.claims))

    @cached_property
    def updated(self) -> date:
        """The day of the latest check or correction; a withdrawal is one."""
        return max(claim.updated for claim in self.ever)

    @property
    def ever(self) -> tuple[Claim, ...]:
        """The claims that stand, then those that were withdrawn: all that have a page."""
        return *self.claims, *self.withdrawn

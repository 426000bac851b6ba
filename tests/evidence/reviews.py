"""Reviews of the demo site's article (tests/cases/broken/base), and what an import makes of them."""

import json
from typing import Any

from factcheck.core.corpus import parse
from factcheck.core.settings import Publisher, Settings, Verdict
from factcheck.evidence.importing import planning
from factcheck.evidence.importing.planning import Plan
from factcheck.evidence.original import Original
from test_broken import base_files

ARTICLE = "https://gazette.example.org/harbour-line"
CLAIM = "The café at the terminus is new."
QUOTE = "opened with a banner"
SCALE = (("true", "True", 5), ("mostly-true", "Mostly true", 4), ("half", "Half", 3), ("false", "False", 1))
SETTINGS = Settings(
    name="Demo",
    url="https://demo.example.org",
    language="en",
    scale=tuple(
        Verdict(id=name, label=label, definition="D", rating=rating, colour=name, symbol="x")
        for name, label, rating in (*SCALE, ("unproven", "Unproven", None))
    ),
    publisher=Publisher(name="Demo"),
)
PATH = "page.html"


def node(kind: str, /, **properties: Any) -> dict[str, Any]:
    """A node; a property that is None is left out."""
    return {"@type": kind, **{key: value for key, value in properties.items() if value is not None}}


def review(*, item: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """A plain review, changed; `item` changes what is reviewed."""
    about = {
        "text": CLAIM,
        "author": node("Person", name="Zoë Lind"),
        "appearance": node("NewsArticle", url=ARTICLE),
        "hasPart": node("Quotation", text=QUOTE),
    }
    given = {
        "url": "https://checks.example.org/new-cafe",
        "claimReviewed": CLAIM,
        "reviewRating": node("Rating", ratingValue=1, bestRating=5, worstRating=1, alternateName="False"),
        "author": node("Organization", name="The checkers"),
        "datePublished": "2025-06-02",
        "itemReviewed": node("Claim", **{**about, **(item or {})}),
        **changes,
    }
    return {"@context": "https://schema.org", **node("ClaimReview", **given)}


def script(text: str, kind: str = "application/ld+json") -> str:
    return f'<!doctype html>\n<title>A check</title>\n<script type="{kind}">{text}</script>\n<p>Words.'


def original(document: str | bytes, content_type: str = "") -> Original:
    return Original(body=document if isinstance(document, bytes) else document.encode(), content_type=content_type)


def plan(*reviews: object, article: str | None = None, files: dict[str, bytes] | None = None) -> Plan:
    """What becomes of reviews, as JSON in a file, on the demo site or on one of `files`."""
    found, problems = planning.read(original(json.dumps(list(reviews))), PATH)
    assert problems == ()
    site = base_files() if files is None else files
    return planning.planned(found, parse(site)[0], site, SETTINGS, article)


def drafted(given: object, **more: Any) -> dict[str, Any]:
    """The front matter of the one draft that becomes of a review."""
    (outcome,) = plan(given, **more).outcomes
    assert outcome.draft is not None, outcome.skipped
    return dict(outcome.draft.values)


def noted(given: object, **more: Any) -> list[str]:
    """The notes on the one review, as `tone: key: text`."""
    (outcome,) = plan(given, **more).outcomes
    return [f"{note.tone}: {note.key}: {note.text}" for note in outcome.notes.found]

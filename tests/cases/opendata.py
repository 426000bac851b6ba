"""Open data as the contract has it, made by hand for the small site: what the audit of the data is tried on.

The code that writes the site's real data is not asked: the audit must not agree with it by copying it.
"""

import csv
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from factcheck.core.model import Claim, Site

COLUMNS = "id page claim claimant quote start end verdict verdict_label rating summary checked updated".split()
PERSONS = {"Zoë Lind": "Person"}


def write(output: Path, site: Site) -> None:
    """Put the data into a built folder."""
    for path, text in files(site):
        (output / path).parent.mkdir(exist_ok=True)
        (output / path).write_text(text, encoding="utf-8", newline="")
    for claim in rated(site):
        page = output / claim.path / "index.html"
        html = page.read_text(encoding="utf-8")
        block = json.dumps({"@context": "https://schema.org", **review(claim, site)}, ensure_ascii=False)
        assert "<" not in block
        script = f'<script type="application/ld+json">{block}</script>'
        page.write_text(html.replace("</head>", f"{script}</head>"), encoding="utf-8")


def files(site: Site) -> Iterator[tuple[str, str]]:
    items = [annotation(claim) for claim in site.claims]
    yield "data/annotations.jsonld", dumped({"type": "AnnotationCollection", "first": {"items": items}})
    yield "data/claims.json", dumped({"claims": [record(claim, site) for claim in site.claims]})
    feed = [{"@type": "DataFeedItem", "item": review(claim, site)} for claim in rated(site)]
    yield "data/claimreview.json", dumped({"@type": "DataFeed", "dataFeedElement": feed})
    text = StringIO(newline="")
    rows = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC)
    rows.writerow(COLUMNS)
    rows.writerows(row(claim, site) for claim in site.claims)
    yield "data/claims.csv", text.getvalue()


def dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def rated(site: Site) -> list[Claim]:
    return [claim for claim in site.claims if claim.verdict.rating is not None]


def review(claim: Claim, site: Site) -> dict[str, Any]:
    page = f"{site.settings.url}/{claim.path}"
    cited = {entry.source.url: entry.source.title for entry in claim.evidence}
    return {
        "@type": "ClaimReview",
        "@id": f"{page}#claimreview",
        "url": page,
        "claimReviewed": claim.short or claim.text,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": claim.verdict.rating,
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": claim.verdict.label,
            "ratingExplanation": claim.summary,
        },
        "author": {"@type": "Organization", "@id": f"{site.settings.url}/#publisher", "name": "The editors"},
        "publisher": {"@id": f"{site.settings.url}/#publisher"},
        "datePublished": str(claim.checked),
        "dateModified": str(claim.updated),
        "inLanguage": "en",
        "itemReviewed": {
            "@type": "Claim",
            "@id": f"{page}#claim",
            "text": claim.text,
            "author": {"@type": PERSONS.get(claim.claimant, "Organization"), "name": claim.claimant},
            "datePublished": str(claim.article.published),
            "appearance": {"@type": "NewsArticle", "url": claim.article.url},
        },
        "citation": [{"@type": "CreativeWork", "url": url, "name": name} for url, name in cited.items()],
        "correction": [
            {"@type": "CorrectionComment", "datePublished": str(one.date), "text": one.text}
            for one in claim.corrections
        ],
    }


def annotation(claim: Claim) -> dict[str, Any]:
    start, end = claim.span
    return {
        "type": "Annotation",
        "body": [{"type": "TextualBody", "value": f"{claim.verdict.label}: {claim.summary}"}],
        "target": {
            "source": claim.article.url,
            "selector": [
                {"type": "TextQuoteSelector", "exact": claim.words},
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        },
    }


def record(claim: Claim, site: Site) -> dict[str, Any]:
    return {
        "id": f"{claim.article.slug}/{claim.slug}",
        "page": f"{site.settings.url}/{claim.path}",
        "text": claim.text,
        "claimant": {"name": claim.claimant},
        "quote": {"exact": claim.words, "start": claim.span.start, "end": claim.span.end},
        "verdict": claim.verdict.id,
        "rating": claim.verdict.rating,
        "summary": claim.summary,
        "checked": str(claim.checked),
        "updated": str(claim.updated),
    }


def row(claim: Claim, site: Site) -> list[str | int]:
    it = record(claim, site)
    cells = [it["id"], it["page"], it["text"], it["claimant"]["name"], *it["quote"].values(), it["verdict"]]
    cells += [claim.verdict.label, it["rating"], it["summary"], it["checked"], it["updated"]]
    return [cell if isinstance(cell, int) else neutral(cell or "") for cell in cells]


def neutral(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell

"""The fixed point: what this site exports is imported, completed by a person, and exported again as it was.

Until publish/claimreview.py is there, `stand_in` exports in its shape.
"""

import importlib
import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import copy_site
from factcheck.cli import CLEAN, main
from factcheck.core import frontmatter
from factcheck.core.anchoring import Selector, describe
from factcheck.core.frontmatter import plain
from factcheck.core.model import Claim, Evidence, Site
from factcheck.evidence.header import header
from factcheck.site import config
from factcheck.site.load import load
from test_broken import base_files

PERSONS = {"kind", "status", "would_settle"}  # what a file has that a person adds, besides the reasoning
PERSONS_OF_EVIDENCE = {"stance", "translation", "note"}


def parts(selector: Selector) -> list[dict[str, Any]]:
    around = (("CreativeWork", selector.prefix), ("Quotation", selector.exact), ("CreativeWork", selector.suffix))
    told = [(kind, text) for kind, text in around if text]
    return [{"@type": kind, "position": at, "text": text} for at, (kind, text) in enumerate(told, 1)]


def quoted(evidence: Evidence) -> list[dict[str, Any]]:
    context = describe(evidence.source.extract, evidence.spans[0]) if len(evidence.spans) == 1 else Selector("")
    return parts(Selector(evidence.words, context.prefix, context.suffix))


def claim_review(site: Site, claim: Claim) -> dict[str, Any]:
    address, steps = site.settings.address(claim.path), [v.rating for v in site.settings.rated if v.rating is not None]
    who = claim.who
    review = {
        "@type": "ClaimReview",
        "@id": f"{address}#claimreview",
        "url": address,
        "claimReviewed": claim.short or claim.text,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": claim.verdict.rating,
            "bestRating": max(steps),
            "worstRating": min(steps),
            "alternateName": claim.verdict.label,
            "ratingExplanation": claim.summary,
        },
        "author": {"@type": "Organization", "name": site.settings.publisher.name},
        "datePublished": claim.checked.isoformat(),
        "dateModified": claim.updated.isoformat(),
        "creditText": claim.author,
        "editor": {"@type": "Person", "name": claim.reviewed_by} if claim.reviewed_by else None,
        "keywords": list(claim.topics),
        "itemReviewed": {
            "@type": "Claim",
            "@id": f"{address}#claim",
            "text": claim.text,
            "author": {"@type": who.type.value.capitalize(), "name": who.name, "sameAs": who.url} if who else None,
            "appearance": {
                "@type": "CreativeWork",
                "url": claim.article.url,
                "hasPart": parts(Selector(claim.words, claim.selector.prefix, claim.selector.suffix)),
            },
        },
        "citation": [
            {
                "@type": "CreativeWork",
                "name": source.title,
                "url": source.url,
                "archivedAt": source.archive,
                "hasPart": [
                    {"@type": "CreativeWork", "hasPart": quoted(e)} for e in claim.evidence if e.source is source
                ],
            }
            for source in {evidence.source.slug: evidence.source for evidence in claim.evidence}.values()
        ],
        "correction": [
            {"@type": "CorrectionComment", "name": c.kind.value, "datePublished": c.date.isoformat(), "text": c.text}
            for c in claim.corrections
        ],
    }
    return {key: value for key, value in review.items() if value}


def stand_in(site: Site) -> str:
    rated = [claim for claim in site.claims if claim.verdict.rating is not None]
    items = [{"@type": "DataFeedItem", "item": claim_review(site, claim)} for claim in rated]
    return json.dumps({"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": items})


def export() -> Callable[[Site], str]:
    """The real exporter, where it is there."""
    name = "factcheck.publish.claimreview"
    feed: Callable[[Site], str] = importlib.import_module(name).feed if importlib.util.find_spec(name) else stand_in
    return feed


def loaded(root: Path) -> Site:
    settings, problems = config.read(root)
    assert settings is not None, problems
    site = load(root, settings).site
    assert site is not None
    return site


def read(path: Path) -> tuple[dict[str, Any], str]:
    document, problems = frontmatter.parse(path.name, path.read_bytes())
    assert document is not None, problems
    values = plain(document.header)
    assert isinstance(values, dict)
    return values, document.body


def completed(imported: dict[str, Any], original: dict[str, Any]) -> dict[str, Any]:
    """What a person makes of a draft who knows what the original says."""
    evidence = [
        next({**known, **entry} for known in original["evidence"] if said(known) == said(entry))
        for entry in imported.get("evidence", ())
    ]
    given = {key: original[key] for key in PERSONS if key in original}
    return {**imported, **given, **({"evidence": evidence} if evidence else {})}


def said(entry: dict[str, Any]) -> tuple[str, str]:
    """A piece of evidence by its source and words; a prefix or suffix may be given that is not needed."""
    quote = entry["quote"]
    return entry["source"], " ".join((quote if isinstance(quote, str) else quote["exact"]).split())


def demo(target: Path) -> Path:
    """The small site, with a correction and with words that stand twice in their source."""
    files = dict(base_files())
    cost = files["content/claims/demo/cost.md"]
    evidence = b"  - source: accounts\n    quote: {exact: The town paid, suffix: the first half}\n    stance: context\n"
    more = evidence + b"corrections:\n  - {date: 2025-06-03, kind: minor, text: A slip.}\n---\n\n"
    files["content/claims/demo/cost.md"] = cost.replace(b"---\n\n", more, 1)
    for path, raw in files.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(raw)
    copy = Path(__file__).parents[2] / "pelicanconf.py"
    (target / "pelicanconf.py").write_bytes(copy.read_bytes())
    return target


@pytest.mark.parametrize("make", [copy_site, demo], ids=["the real site", "the demo"])
def test_export_import_export(make: Callable[[Path], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = make(tmp_path / "site")
    before = loaded(root)
    exported = export()(before)
    (tmp_path / "feed.json").write_text(exported, encoding="utf-8")
    paths = [root / claim.place.path for claim in before.claims if claim.verdict.rating is not None]
    originals = {path: read(path) for path in paths}
    for path in paths:
        path.unlink()
    assert main(["import", str(tmp_path / "feed.json"), "--site", str(root)]) == CLEAN
    assert "not mapped" not in capsys.readouterr().out
    assert originals
    assert all(path.is_file() for path in paths)
    for path, (original, body) in originals.items():
        draft, _ = read(path)
        assert draft.keys() == original.keys() - PERSONS | {"status"}
        assert sorted(map(said, draft.get("evidence", ()))) == sorted(map(said, original.get("evidence", ())))
        path.write_text(f"---\n{header(completed(draft, original))}---\n{body}", encoding="utf-8")
    assert export()(loaded(root)) == exported
    assert main(["check", "--site", str(root)]) == CLEAN
    assert main(["import", str(tmp_path / "feed.json"), "--site", str(root)]) == CLEAN
    assert f"{len(paths)} skipped." in capsys.readouterr().out

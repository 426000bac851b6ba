"""data/claims.json: what the model says, all of it, in one form that its JSON Schema describes."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from pydantic import ValidationError

from cases.tables import each
from cases.written import whole
from conftest import ROOT
from factcheck.core.anchoring import Selector
from factcheck.core.claimants import Claimant
from factcheck.core.fields import ClaimantType, CorrectionKind
from factcheck.core.model import Claim, Correction, Site
from factcheck.core.settings import Publisher, Settings
from factcheck.publish import shapes
from factcheck.publish.dataset import SCHEMA_PATH, claim_of, runs, schemas
from factcheck.site.load import Loaded, load
from strategies import any_texts, often

SCHEMA: Mapping[str, Any] = schemas()[SCHEMA_PATH]  # type: ignore[assignment]
HOSTILE = '</script><!-- "]]>&amp;\u2028\u202e\\u003c =1+1 \U0001f680\n\t\x7f e\u0301'


@pytest.fixture(scope="module")
def site(real: Loaded) -> Site:
    assert real.site is not None
    return real.site


@pytest.fixture(scope="module")
def written(site: Site) -> dict[str, Any]:
    return read(site)


def read(site: Site) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(whole(runs, site))
    return found


def with_claim(site: Site, **changes: Any) -> Site:
    """The site with its first claim changed, and no other."""
    return replace(site, claims=(replace(site.claims[0], **changes),))


def errors(value: Any, schema: Mapping[str, Any] = SCHEMA) -> list[str]:
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


# The form.


def objects(schema: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema of an object in a schema, with its title."""
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema["title"], schema
        for value in schema.values():
            yield from objects(value)


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_object_has_all_its_fields_and_no_other() -> None:
    found = dict(objects(SCHEMA))
    assert len(found) == 14
    for title, schema in found.items():
        assert schema["additionalProperties"] is False, title
        assert sorted(schema["required"]) == sorted(schema["properties"]), title


def test_every_field_is_described() -> None:
    assert [
        f"{title}.{name}"
        for title, schema in objects(SCHEMA)
        for name, field in schema["properties"].items()
        if len(field.get("description", "")) < 5
    ] == []


def test_offsets_say_how_they_count() -> None:
    definitions = SCHEMA["$defs"]
    for name in ("Quote", "Span"):
        fields = definitions[name]["properties"]
        assert "code point" in fields["start"]["description"]
        assert fields["end"]["description"] == "Offset behind the last code point."
    assert "code points" in definitions["Article"]["properties"]["characters"]["description"]


def test_the_real_site_is_valid(written: dict[str, Any]) -> None:
    assert errors(written) == []
    assert written["schema"] == "factcheck/claims/1"
    assert len(written["claims"]) == 28


class Wrong(NamedTuple):
    name: str
    path: tuple[str | int, ...]
    value: Any


WRONG = [
    Wrong("another version", ("schema",), "factcheck/claims/2"),
    Wrong("another licence", ("site", "license"), "https://example.org/licence"),
    Wrong("a publisher that is a person", ("site", "publisher", "type"), "Person"),
    Wrong("a rating that is text", ("verdicts", 0, "rating"), "5"),
    Wrong("a day that is none", ("claims", 0, "checked"), "2026-13-01"),
    Wrong("a day with a time", ("claims", 0, "updated"), "2026-11-22T00:00:00Z"),
    Wrong("an id without its article", ("claims", 0, "id"), "new-platform"),
    Wrong("a number of zero", ("claims", 0, "number"), 0),
    Wrong("an offset below zero", ("claims", 0, "quote", "start"), -1),
    Wrong("an offset that is a fraction", ("claims", 0, "quote", "end"), 1.5),
    Wrong("a stance that nobody knows", ("claims", 0, "evidence", 0, "stance"), "proves"),
    Wrong("a hash that is cut", ("articles", 0, "sha256"), "1e2036487fdf9d42"),
    Wrong("topics that are text", ("claims", 0, "topics"), "Ukraine"),
    Wrong("a field that nobody knows", ("claims", 0, "colour"), "red"),
]


@each(WRONG)
def test_the_schema_refuses(case: Wrong, written: dict[str, Any]) -> None:
    changed = json.loads(json.dumps(written))
    at = changed
    for key in case.path[:-1]:
        at = at[key]
    at[case.path[-1]] = case.value
    assert len(errors(changed)) == 1


def test_a_field_that_is_missing_is_refused(written: dict[str, Any]) -> None:
    claim = {key: value for key, value in written["claims"][0].items() if key != "reviewed_by"}
    assert errors({**written, "claims": [claim]}) == ["$.claims[0]: 'reviewed_by' is a required property"]


def test_a_model_is_frozen_and_knows_no_other_field(site: Site) -> None:
    found = claim_of(site.claims[0], site.settings)
    with pytest.raises(ValidationError, match="frozen"):
        found.number = 2  # type: ignore[misc]
    with pytest.raises(ValidationError, match="extra"):
        shapes.Span(start=0, end=1, exact="a", colour="red")  # type: ignore[call-arg]


# What it says.


def test_ids_are_unique_and_lead_somewhere(written: dict[str, Any]) -> None:
    for name in ("verdicts", "articles", "sources", "claims"):
        ids = [entry["id"] for entry in written[name]]
        assert len(ids) == len(set(ids)) > 0, name
    known = {name: {entry["id"] for entry in written[name]} for name in ("verdicts", "articles", "sources")}
    for claim in written["claims"]:
        assert claim["verdict"] in known["verdicts"]
        assert claim["article"] in known["articles"]
        assert {entry["source"] for entry in claim["evidence"]} <= known["sources"]
        assert claim["id"].split("/")[0] == claim["article"]
    cited = {entry["source"] for claim in written["claims"] for entry in claim["evidence"]}
    assert cited == known["sources"]


def test_the_order_is_that_of_the_articles_and_their_text(site: Site, written: dict[str, Any]) -> None:
    assert [claim["id"] for claim in written["claims"]] == [claim.id for claim in site.claims]
    places = [(claim["article"], claim["number"]) for claim in written["claims"]]
    assert places == sorted(places)
    slugs = [source["id"] for source in written["sources"]]
    assert slugs == sorted(slugs)
    turned = replace(site, sources=site.sources[::-1], articles=site.articles[::-1])
    assert whole(runs, turned) == whole(runs, site)


def test_every_page_is_one_of_the_site_s(written: dict[str, Any], built: Path) -> None:
    found = [entry["page"] for name in ("verdicts", "articles", "sources", "claims") for entry in written[name]]
    assert len(found) == len(set(found)) == 7 + 1 + 60 + 28
    for page in [*found, written["site"]["url"]]:
        assert page.startswith("https://example.org/")
        assert (built / page.removeprefix("https://example.org/") / "index.html").is_file(), page


def test_quotes_are_the_words_of_the_stored_text(written: dict[str, Any], built: Path) -> None:
    texts = {}
    for article in written["articles"]:
        raw = (built / article["text"].removeprefix("https://example.org/")).read_bytes()
        assert hashlib.sha256(raw).hexdigest() == article["sha256"]
        texts[article["id"]] = raw.decode()
        assert len(raw.decode()) == article["characters"]
    for claim in written["claims"]:
        quote = claim["quote"]
        assert texts[claim["article"]][quote["start"] : quote["end"]] == quote["exact"]


def test_spans_are_the_words_of_the_extract(site: Site, written: dict[str, Any]) -> None:
    extracts = {source.slug: source.extract.raw for source in site.sources}
    spans = [
        (entry, span, extracts[entry["source"]])
        for claim in written["claims"]
        for entry in claim["evidence"]
        for span in entry["spans"]
    ]
    assert len(spans) >= 121
    for entry, span, extract in spans:
        assert extract[span["start"] : span["end"]] == span["exact"]
        assert span["exact"] in entry["quote"]


def test_hashes_of_extracts_are_those_of_the_pages(written: dict[str, Any], built: Path) -> None:
    for source in written["sources"]:
        page = (built / "sources" / source["id"] / "index.html").read_text(encoding="utf-8")
        assert f"{source['extract_sha256'][:16]}…" in page


def test_every_claim_is_the_model_s(site: Site, written: dict[str, Any]) -> None:
    for claim, found in zip(site.claims, written["claims"], strict=True):
        assert found == expected(claim)


def expected(claim: Claim) -> dict[str, Any]:
    who = claim.article.claimants[claim.claimant]
    return {
        "id": f"{claim.article.slug}/{claim.slug}",
        "number": claim.number,
        "article": claim.article.slug,
        "page": f"https://example.org/claims/{claim.article.slug}/{claim.slug}/",
        "text": claim.text,
        "short": claim.short,
        "claimant": {"name": claim.claimant, "type": who.type.value, "url": who.url},
        "quote": {
            "exact": claim.words,
            "prefix": claim.selector.prefix or None,
            "suffix": claim.selector.suffix or None,
            "start": claim.span[0],
            "end": claim.span[1],
        },
        "verdict": claim.verdict.id,
        "rating": claim.verdict.rating,
        "summary": claim.summary,
        "kind": claim.kind.value,
        "topics": list(claim.topics),
        "author": claim.author,
        "reviewed_by": claim.reviewed_by,
        "checked": claim.checked.isoformat(),
        "updated": claim.updated.isoformat(),
        "would_settle": claim.would_settle,
        "evidence": [
            {
                "source": entry.source.slug,
                "stance": entry.stance.value,
                "quote": entry.words,
                "spans": [
                    {"start": start, "end": end, "exact": entry.source.extract.raw[start:end]}
                    for start, end in entry.spans
                ],
                "translation": entry.translation,
                "note": entry.note,
            }
            for entry in claim.evidence
        ],
        "corrections": [
            {"date": entry.date.isoformat(), "kind": entry.kind.value, "text": entry.text}
            for entry in claim.corrections
        ],
    }


def test_every_source_is_the_model_s(site: Site, written: dict[str, Any]) -> None:
    for source, found in zip(sorted(site.sources, key=lambda entry: entry.slug), written["sources"], strict=True):
        assert found == {
            "id": source.slug,
            "page": f"https://example.org/sources/{source.slug}/",
            "title": source.title,
            "publisher": source.publisher,
            "url": source.url,
            "archive": source.archive,
            "published": source.published.isoformat() if source.published else None,
            "retrieved": source.retrieved.isoformat(),
            "language": source.language,
            "type": source.type.value,
            "origin": source.origin,
            "capture": source.capture,
            "weak": source.weak,
            "note": source.note,
            "extract_sha256": hashlib.sha256(source.extract.raw.strip().encode()).hexdigest(),
            "document_sha256": source.sha256,
        }


def test_the_article_is_the_model_s(site: Site, written: dict[str, Any]) -> None:
    (found,) = written["articles"]
    coverage = found.pop("coverage")
    (article,) = site.articles
    assert found == {
        "id": "elysee-platform",
        "page": "https://example.org/articles/elysee-platform/",
        "title": article.title,
        "publisher": article.publisher,
        "url": article.url,
        "published": "2025-11-26",
        "language": "en",
        "sha256": article.sha256,
        "text": "https://example.org/articles/elysee-platform/elysee-platform.txt",
        "characters": 3435,
        "claimants": [{"name": who.name, "type": who.type.value, "url": who.url} for who in article.claimants.values()],
    }
    ledger = site.ledger_of(article)
    assert coverage["sentences"] == len(ledger) == sum(share["sentences"] for share in coverage["states"])
    assert coverage["characters"] == sum(share["characters"] for share in coverage["states"])
    assert {share["state"]: share["sentences"] for share in coverage["states"]} == {
        state: sum(stretch.state == state for stretch in ledger)
        for state in ("checked", "opinion", "unchecked", "out-of-scope")
    }
    found["coverage"] = coverage


def test_the_site_and_the_scale_are_those_of_the_settings(site: Site, written: dict[str, Any]) -> None:
    settings = site.settings
    assert written["site"] == {
        "name": settings.name,
        "url": "https://example.org/",
        "language": "en",
        "publisher": {"name": "The editors", "type": "Organization"},
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "updated": "2026-11-22",
    }
    assert written["verdicts"] == [
        {
            "id": verdict.id,
            "label": verdict.label,
            "definition": verdict.definition,
            "rating": verdict.rating,
            "page": f"https://example.org/verdicts/{verdict.id}/",
        }
        for verdict in settings.scale
    ]
    assert [verdict["rating"] for verdict in written["verdicts"]] == [5, 4, 3, 2, 1, None, None]


# What the real site has none of.


def test_what_is_known_is_said(site: Site) -> None:
    claim = site.claims[0]
    who = Claimant(name=claim.claimant, type=ClaimantType.PERSON, url="https://example.org/who")
    changed = with_claim(
        site,
        article=replace(claim.article, claimants={claim.claimant: who}),
        short="Short.",
        selector=Selector("x", "before", "after"),
        reviewed_by="Ada Berg",
        would_settle="The minutes.",
        corrections=(Correction(date=date(2027, 1, 2), kind=CorrectionKind.RATING, text="It was false."),),
    )
    (found,) = read(changed)["claims"]
    assert found["claimant"] == {"name": claim.claimant, "type": "person", "url": "https://example.org/who"}
    assert (found["short"], found["reviewed_by"], found["would_settle"]) == ("Short.", "Ada Berg", "The minutes.")
    assert (found["quote"]["prefix"], found["quote"]["suffix"]) == ("before", "after")
    assert found["corrections"] == [{"date": "2027-01-02", "kind": "rating", "text": "It was false."}]
    assert (found["checked"], found["updated"]) == ("2026-11-22", "2027-01-02")
    assert read(changed)["site"]["updated"] == "2027-01-02"


def test_a_claimant_that_the_article_does_not_list_has_no_type(site: Site) -> None:
    claim = site.claims[0]
    (found,) = read(with_claim(site, article=replace(claim.article, claimants={})))["claims"]
    assert found["claimant"] == {"name": claim.claimant, "type": None, "url": None}


def test_addresses_are_those_of_a_site_in_a_folder_and_publishers_may_be_news_media(site: Site) -> None:
    publisher = Publisher(name="News", type="NewsMediaOrganization")
    settings = replace(site.settings, url="https://example.org/facts", publisher=publisher)
    found = read(replace(site, settings=settings))
    assert errors(found) == []
    assert found["site"]["url"] == "https://example.org/facts/"
    assert found["site"]["publisher"] == {"name": "News", "type": "NewsMediaOrganization"}
    assert found["claims"][0]["page"].startswith("https://example.org/facts/claims/elysee-platform/")
    assert found["articles"][0]["text"].startswith("https://example.org/facts/articles/")


def hostile(site: Site, words: str) -> Site:
    """The site with one claim and one source, every text of which is `words`."""
    claim = site.claims[0]
    names = ("title", "publisher", "origin", "capture", "weak", "note")
    source = replace(claim.evidence[0].source, **dict.fromkeys(names, words))
    return replace(
        with_claim(
            site,
            **dict.fromkeys(("text", "short", "claimant", "summary", "author", "reviewed_by", "would_settle"), words),
            topics=(words, words),
            evidence=(replace(claim.evidence[0], source=source, note=words, translation=words),),
            corrections=(Correction(date=date(2027, 1, 2), kind=CorrectionKind.VOID, text=words),),
        ),
        sources=(source,),
        settings=replace(site.settings, name=words, publisher=Publisher(name=words)),
    )


@often
@given(words=st.one_of(any_texts, st.just(HOSTILE)))
def test_any_text_comes_out_as_it_went_in(site: Site, words: str) -> None:
    found = read(hostile(site, words))
    assert errors(found) == []
    (claim,), (source,) = found["claims"], found["sources"]
    texts = [claim[key] for key in ("text", "short", "summary", "author", "reviewed_by", "would_settle")]
    texts += [source[key] for key in ("title", "publisher", "origin", "capture", "weak", "note")]
    texts += [*claim["topics"], claim["claimant"]["name"], claim["corrections"][0]["text"]]
    texts += [claim["evidence"][0]["note"], claim["evidence"][0]["translation"]]
    texts += [found["site"]["name"], found["site"]["publisher"]["name"]]
    assert texts == [words] * len(texts)


def test_the_same_files_give_the_same_bytes(real_settings: Settings) -> None:
    one, other = (load(ROOT, real_settings).site for _ in range(2))
    assert one is not None
    assert other is not None
    assert whole(runs, one) == whole(runs, other)
    assert whole(runs, one).endswith("}\n")

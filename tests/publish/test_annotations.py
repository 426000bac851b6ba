"""The W3C Web Annotations: by our schema, by the model's rules in words, and by what the stored texts say."""

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

import pytest
from jsonschema import Draft202012Validator

from cases import odd
from cases.tables import each
from cases.written import everything, whole
from factcheck.core.model import Correction, Site
from factcheck.core.settings import Settings
from factcheck.core.text import Span, Text
from factcheck.publish.annotations import CLAIMS_PATH, EVIDENCE_PATH, claims, evidence
from factcheck.publish.formats import schemas
from factcheck.site.load import Loaded, load_files

SCHEMA: Any = schemas()["data/schema/annotations.json"]
VALIDATOR = Draft202012Validator(SCHEMA)
BASE = "https://example.org/"
# The motivations of the model (3.3.5).
MOTIVATIONS = set(
    "assessing bookmarking classifying commenting describing editing highlighting identifying linking moderating "
    "questioning replying tagging".split()
)
Node = dict[str, Any]


@pytest.fixture(scope="module")
def odd_site(real_settings: Settings) -> Site:
    site = load_files(odd.files(), real_settings).site
    assert site is not None
    return site


@pytest.fixture(params=["real", "odd"])
def site(request: pytest.FixtureRequest, real: Loaded, odd_site: Site) -> Site:
    """The real site, then the odd one."""
    assert real.site is not None
    return real.site if request.param == "real" else odd_site


def items(text: str) -> list[Node]:
    found: list[Node] = json.loads(text)["first"]["items"]
    return found


def both(site: Site) -> list[Node]:
    return [json.loads(whole(claims, site)), json.loads(whole(evidence, site))]


def nodes(value: Any) -> Iterator[Node]:
    """Every object of a document."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(inner)


def errors(collection: Node) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(collection)]


# One annotation of each kind, whole.


def claim_of(site: Site, slug: str) -> Any:
    return next(claim for claim in site.claims if (claim.article.slug, claim.slug) == ("unix", slug))


def test_an_annotation_of_a_claim(odd_site: Site) -> None:
    (found,) = [item for item in items(whole(claims, odd_site)) if item["id"] == f"{BASE}claims/unix/june/#annotation"]
    publisher = {"id": f"{BASE}#publisher", "type": "Organization", "name": "The editors", "homepage": BASE}
    assert found == {
        "id": f"{BASE}claims/unix/june/#annotation",
        "type": "Annotation",
        "motivation": "assessing",
        "created": "2025-06-01T00:00:00Z",
        "modified": "2025-06-01T00:00:00Z",
        "creator": publisher,
        "rights": "https://creativecommons.org/licenses/by/4.0/",
        "body": [
            {
                "type": "TextualBody",
                "purpose": "assessing",
                "format": "text/plain",
                "language": "en",
                "value": "Opinion: So it is.",
            },
            {"type": "SpecificResource", "purpose": "classifying", "source": f"{BASE}verdicts/opinion/"},
            {"type": "SpecificResource", "purpose": "linking", "source": f"{BASE}claims/unix/june/"},
        ],
        "target": {
            "type": "SpecificResource",
            "source": "https://news.example.org/unix",
            "state": {
                "type": "TimeState",
                "sourceDate": "2025-05-01T00:00:00Z",
                "cached": f"{BASE}articles/unix/unix.txt",
            },
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": "😀 bridge opens in June. The 😀 bridge",
                    "prefix": "\nThe 😀 bridge opens in May. The ",
                    "suffix": " opens in May.\n\n- Cafe\u0301 costs €5",
                },
                {"type": "TextPositionSelector", "start": 33, "end": 69},
            ],
        },
    }


def test_an_annotation_of_evidence(odd_site: Site) -> None:
    second = items(whole(evidence, odd_site))[1]
    assert re.fullmatch(re.escape(f"{BASE}claims/unix/first/#evidence-ledger-") + "[0-9a-f]{12}", second["id"])
    assert second["motivation"] == "linking"
    assert second["body"] == [
        {
            "type": "TextualBody",
            "purpose": "commenting",
            "format": "text/plain",
            "language": "en",
            "value": "Qualifies the claim: The bridge opens (first).",
        },
        {"type": "TextualBody", "purpose": "classifying", "format": "text/plain", "value": "qualifies"},
        {"type": "SpecificResource", "purpose": "linking", "source": f"{BASE}claims/unix/first/"},
    ]
    exact = f"five again {odd.FAMILY}"
    start = odd.LEDGER.raw.index(exact)
    assert second["target"] == {
        "type": "SpecificResource",
        "source": "https://town.example.org/paper",
        "state": {
            "type": "TimeState",
            "sourceDate": "2025-05-20T00:00:00Z",
            "cached": f"{BASE}sources/ledger/ledger.txt",
        },
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": exact,
                "prefix": "The ledger 😀 says ",  # the divider before it is not in the original
                "suffix": f".\nCafe\u0301: five.  So\u00a0it ends {odd.FLAG}",
            },
            {"type": "TextPositionSelector", "start": start, "end": start + len(exact)},
        ],
    }


# The model's rules, in its words.


def test_a_collection_and_its_page(site: Site) -> None:
    for path, collection in zip((CLAIMS_PATH, EVIDENCE_PATH), both(site), strict=True):
        assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert collection["id"] == site.settings.address(path)
        assert collection["type"] == "AnnotationCollection"
        assert isinstance(collection["label"], str)
        page = collection["first"]
        assert page["type"] == "AnnotationPage"
        assert page["id"] == collection["last"] != collection["id"]
        assert page["partOf"] == {key: collection[key] for key in ("id", "type", "label", "total")}
        assert page["startIndex"] == 0
        assert collection["total"] == len(page["items"]) > 0
        assert sum("@context" in node for node in nodes(collection)) == 1


def test_an_annotation_has_one_identity_and_one_target(site: Site) -> None:
    found = [item for collection in both(site) for item in collection["first"]["items"]]
    ids = [item["id"] for item in found]
    assert len(set(ids)) == len(ids)
    for item in found:
        assert item["type"] == "Annotation"
        assert item["motivation"] in MOTIVATIONS
        assert isinstance(item["target"], dict)
        assert len(item["body"]) == 3
        assert all(body["purpose"] in MOTIVATIONS for body in item["body"])


def test_times_are_in_utc(site: Site) -> None:
    for collection in both(site):
        times = [
            node[key] for node in nodes(collection) for key in ("created", "modified", "sourceDate") if key in node
        ]
        assert len(times) == 3 * collection["total"]
        assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", time) for time in times)


def test_each_id_is_a_page_of_ours_with_a_name_behind(site: Site) -> None:
    pages = {site.settings.address(claim.path) for claim in site.claims}
    for collection in both(site):
        assert {item["id"].split("#")[0] for item in collection["first"]["items"]} <= pages


# What the stored texts say.


def test_positions_count_in_the_text_that_is_published_as_cached(site: Site) -> None:
    published = everything(site)
    for collection in both(site):
        for item in collection["first"]["items"]:
            text = published[item["target"]["state"]["cached"].removeprefix(site.settings.address(""))]
            quote, position = item["target"]["selector"]
            start, end = position["start"], position["end"]
            assert text[start:end] == quote["exact"]
            assert text[:start].endswith(quote["prefix"])
            assert text[end:].startswith(quote["suffix"])
            assert text.count(quote["prefix"] + quote["exact"] + quote["suffix"]) == 1


def test_claims_are_in_the_order_of_the_site_and_evidence_in_that_of_the_claims(site: Site) -> None:
    assert [item["id"].split("#")[0] for item in items(whole(claims, site))] == [
        site.settings.address(claim.path) for claim in site.claims
    ]
    spans = [span for claim in site.claims for entry in claim.evidence for span in entry.spans]
    positions = [item["target"]["selector"][1] for item in items(whole(evidence, site))]
    assert [(position["start"], position["end"]) for position in positions] == spans


def test_context_does_not_run_over_a_divider_without_need(real: Loaded) -> None:
    assert real.site is not None
    quotes = [item["target"]["selector"][0] for item in items(whole(evidence, real.site))]
    assert not [quote for quote in quotes if "[…]" in quote["prefix"] + quote["suffix"]]


# What may change, and what may not.


def with_first(site: Site, **changes: Any) -> Site:
    return replace(site, claims=(replace(site.claims[0], **changes), *site.claims[1:]))


def test_ids_stay_when_evidence_is_put_into_another_order_or_added(odd_site: Site) -> None:
    first = odd_site.claims[0]
    before = {item["id"]: item["target"] for item in items(whole(evidence, odd_site))}
    turned = with_first(odd_site, evidence=first.evidence[1:3] + first.evidence[:1] + first.evidence[3:])
    assert {item["id"]: item["target"] for item in items(whole(evidence, turned))} == before
    fewer = with_first(odd_site, evidence=first.evidence[1:])
    assert {item["id"]: item["target"] for item in items(whole(evidence, fewer))}.items() <= before.items()


def test_the_same_words_of_a_source_quoted_thrice_have_three_ids(odd_site: Site) -> None:
    names = [item["id"].rpartition("#")[2] for item in items(whole(evidence, odd_site))[4:7]]
    assert names == [names[0], f"{names[0]}-2", f"{names[0]}-3"]


def test_modified_is_the_day_of_the_last_correction(odd_site: Site) -> None:
    correction = Correction(date=date(2025, 7, 4), kind=odd_site.claims[0].kind, text="So.")  # type: ignore[arg-type]
    site = with_first(odd_site, corrections=(correction,))
    for found in (items(whole(claims, site))[0], items(whole(evidence, site))[0]):
        assert (found["created"], found["modified"]) == ("2025-06-01T00:00:00Z", "2025-07-04T00:00:00Z")


def test_a_collection_of_nothing_has_no_page(odd_site: Site) -> None:
    bare = replace(odd_site, claims=tuple(replace(claim, evidence=()) for claim in odd_site.claims))
    collection = json.loads(whole(evidence, bare))
    assert collection["total"] == 0
    assert not {"first", "last"} & set(collection)
    assert errors(collection) == []


def test_words_are_in_the_language_of_the_site(odd_site: Site) -> None:
    french = replace(odd_site, settings=replace(odd_site.settings, language="fr"))
    body = items(whole(evidence, french))[0]["body"][0]
    assert (body["language"], body["value"]) == ("fr", "Nuance l’affirmation\u00a0: The bridge opens (first).")
    assert "passages" in json.loads(whole(claims, french))["label"]


def test_markup_and_line_ends_in_content_stay_text(odd_site: Site) -> None:
    hostile = 'fell <5% & "]]>" </script>\\u0000\u2028'
    article = replace(odd_site.claims[0].article, text=Text(hostile))
    found = items(whole(claims, with_first(odd_site, summary=hostile, article=article, span=Span(0, len(hostile)))))[0]
    assert found["body"][0]["value"] == f"False: {hostile}"
    assert found["target"]["selector"][0]["exact"] == hostile


# Our schema.


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_both_collections_are_valid(site: Site) -> None:
    assert [errors(collection) for collection in both(site)] == [[], []]


class Broken(NamedTuple):
    """A change of a sound collection that the model, or our promise, forbids."""

    name: str
    change: Callable[[Node], object]


def first(collection: Node) -> Node:
    item: Node = collection["first"]["items"][0]
    return item


def selector(collection: Node, index: int) -> Node:
    found: Node = first(collection)["target"]["selector"][index]
    return found


BROKEN = [
    # 5.1
    Broken("no context", lambda c: c.pop("@context")),
    Broken("another context", lambda c: c.update({"@context": "https://schema.org"})),
    Broken("collection without id", lambda c: c.pop("id")),
    Broken("collection with two ids", lambda c: c.update(id=[c["id"], c["id"]])),
    Broken("relative id", lambda c: c.update(id="/data/annotations.jsonld")),
    Broken("collection of no type", lambda c: c.pop("type")),
    Broken("collection of another type", lambda c: c.update(type="Collection")),
    Broken("label that is no text", lambda c: c.update(label=["All"])),
    Broken("negative total", lambda c: c.update(total=-1)),
    Broken("total in words", lambda c: c.update(total="28")),
    Broken("no first page", lambda c: c.pop("first")),
    Broken("page of nothing", lambda c: c.update(total=0)),
    # 5.2
    Broken("page with a context", lambda c: c["first"].update({"@context": c["@context"]})),
    Broken("page without id", lambda c: c["first"].pop("id")),
    Broken("page of another type", lambda c: c["first"].update(type="Page")),
    Broken("page without items", lambda c: c["first"].pop("items")),
    Broken("page with no item", lambda c: c["first"].update(items=[])),
    Broken("part of nothing", lambda c: c["first"].pop("partOf")),
    Broken("negative start", lambda c: c["first"].update(startIndex=-1)),
    # 3.1 and 3.3
    Broken("annotation without id", lambda c: first(c).pop("id")),
    Broken("annotation of another type", lambda c: first(c).update(type="Note")),
    Broken("annotation without target", lambda c: first(c).pop("target")),
    Broken("two motivations", lambda c: first(c).update(motivation=["assessing", "linking"])),
    Broken("motivation of our own", lambda c: first(c).update(motivation="factchecking")),
    Broken("day without time", lambda c: first(c).update(created="2025-06-01")),
    Broken("time of no zone", lambda c: first(c).update(created="2025-06-01T00:00:00")),
    Broken("time of another zone", lambda c: first(c).update(modified="2025-06-01T00:00:00+00:00")),
    Broken("a thirteenth month", lambda c: first(c).update(modified="2025-13-01T00:00:00Z")),
    Broken("rights that are no address", lambda c: first(c).update(rights="CC BY 4.0")),
    Broken("agent of a class of schema.org", lambda c: first(c)["creator"].update(type="NewsMediaOrganization")),
    Broken("agent with two names", lambda c: first(c)["creator"].update(name=["A", "B"])),
    Broken("a key that nobody knows", lambda c: first(c).update(verdict="true")),
    # 3.2.4
    Broken("text without value", lambda c: first(c)["body"][0].pop("value")),
    Broken("text with two values", lambda c: first(c)["body"][0].update(value=["A", "B"])),
    Broken("text with an address", lambda c: first(c)["body"][0].update(source="https://example.org/")),
    Broken("purpose of our own", lambda c: first(c)["body"][0].update(purpose="rating")),
    # 4
    Broken("resource without source", lambda c: first(c)["body"][2].pop("source")),
    Broken("target without source", lambda c: first(c)["target"].pop("source")),
    Broken("target with two sources", lambda c: first(c)["target"].update(source=["https://a.org/", "https://b.org/"])),
    # 4.2.4
    Broken("quote without exact", lambda c: selector(c, 0).pop("exact")),
    Broken("quote with two prefixes", lambda c: selector(c, 0).update(prefix=["a", "b"])),
    Broken("quote of another type", lambda c: selector(c, 0).update(type="QuoteSelector")),
    # 4.2.5
    Broken("position without end", lambda c: selector(c, 1).pop("end")),
    Broken("negative position", lambda c: selector(c, 1).update(start=-1)),
    Broken("position in between", lambda c: selector(c, 1).update(start=0.5)),
    Broken("one selector", lambda c: first(c)["target"]["selector"].pop()),
    Broken("a third selector", lambda c: first(c)["target"]["selector"].append(selector(c, 1))),
    # 4.3.1
    Broken("state of another type", lambda c: first(c)["target"]["state"].update(type="State")),
    Broken("state with a start", lambda c: first(c)["target"]["state"].update(sourceDateStart="2025-06-01T00:00:00Z")),
    Broken("state without a copy", lambda c: first(c)["target"]["state"].pop("cached")),
    Broken("state at no time", lambda c: first(c)["target"]["state"].update(sourceDate="today")),
]


@each(BROKEN)
def test_the_schema_refuses(case: Broken, odd_site: Site) -> None:
    for collection in both(odd_site):
        broken = deepcopy(collection)
        case.change(broken)
        assert errors(broken)

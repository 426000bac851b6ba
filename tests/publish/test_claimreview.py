"""ClaimReview: what each property says and when it is left out, what a page leaves to the file, and the schema."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from jsonschema import Draft202012Validator, ValidationError

from cases.tables import each
from cases.written import whole
from factcheck.cli import main
from factcheck.core.anchoring import Selector
from factcheck.core.claimants import Claimant
from factcheck.core.fields import ClaimantType, CorrectionKind
from factcheck.core.model import Claim, Correction, Site
from factcheck.core.settings import Publisher, Settings
from factcheck.core.text import Span, Text
from factcheck.publish.claimreview import claim_review, in_page, rated, runs, schemas
from factcheck.publish.reviewschema import review_schema
from factcheck.site.config import read
from factcheck.site.load import Loaded, load

URL = "https://check.example.org/facts"
CLAIM = f"{URL}/claims/elysee-platform/former-president/"
NONE = "(left out)"
Change = Callable[[Site], Site]


@pytest.fixture(scope="module")
def sample(real: Loaded) -> Site:
    """The real site under another address, with one claim: former-president."""
    assert real.site is not None
    site = replace(real.site, settings=replace(real.site.settings, url=URL))
    return replace(site, claims=tuple(claim for claim in site.claims if claim.slug == "former-president"))


def with_claim(**changes: Any) -> Change:
    return lambda site: replace(site, claims=(replace(site.claims[0], **changes),))


def with_settings(**changes: Any) -> Change:
    return lambda site: replace(site, settings=replace(site.settings, **changes))


def with_article(**changes: Any) -> Change:
    return lambda site: with_claim(article=replace(site.claims[0].article, **changes))(site)


def with_source(**changes: Any) -> Change:
    """The first source cited is another; it is cited twice."""

    def changed(site: Site) -> Site:
        claim = site.claims[0]
        source = replace(claim.evidence[0].source, **changes)
        entries = [replace(e, source=source) if e.source.slug == source.slug else e for e in claim.evidence]
        return with_claim(evidence=tuple(entries))(site)

    return changed


def with_pages(*slugs: str) -> Change:
    return lambda site: replace(site, pages=tuple(page for page in site.pages if page.slug in slugs))


def with_verdict(name: str) -> Change:
    return lambda site: with_claim(verdict=next(v for v in site.settings.scale if v.id == name))(site)


def with_scale(*names: str) -> Change:
    return lambda site: with_settings(scale=tuple(v for v in site.settings.scale if v.id in names))(site)


def with_repeated_quote(site: Site) -> Site:
    article = replace(site.claims[0].article, text=Text("He said so. She says he said so twice."))
    selector = Selector("said so", prefix="says  he", suffix="twice")
    return with_claim(article=article, selector=selector, span=Span(24, 31))(site)


def with_repeated_evidence(site: Site) -> Site:
    entry = site.claims[0].evidence[0]
    text = Text("It is over. We say it is over now.")
    source, piece = replace(entry.source, extract=text), replace(entry.pieces[0], text="is over")
    return with_claim(evidence=(replace(entry, source=source, spans=(Span(22, 29),), pieces=(piece,)),))(site)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the ClaimReview of a changed site says, by the path of the property."""

    name: str
    changed: Change = lambda site: site
    says: Mapping[str, object] = field(default_factory=dict)


SOURCE = f"{URL}/sources/white-house-thanksgiving-2025/"
TOLD = [
    Told(
        name="a claim as it is",
        says={
            "@type": "ClaimReview",
            "@id": f"{CLAIM}#claimreview",
            "url": CLAIM,
            "claimReviewed": "Donald Trump was a former US president in late November 2025.",
            "datePublished": "2026-11-22",
            "dateModified": "2026-11-22",
            "inLanguage": "en",
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "creditText": "The editors",
            "keywords": ["United States"],
            "image": f"{CLAIM}card.png",
            "publishingPrinciples": f"{URL}/methodology/",
            "editor": NONE,
            "correction": NONE,
            "reviewBody": NONE,
        },
    ),
    Told(
        name="the rating",
        says={
            "reviewRating": {
                "@type": "Rating",
                "ratingValue": 1,
                "bestRating": 5,
                "worstRating": 1,
                "alternateName": "False",
                "ratingExplanation": "Trump had been president again since 20 January 2025; the day before the article "
                "appeared he signed a proclamation as President of the United States.",
            }
        },
    ),
    Told(
        name="who publishes, once with all details",
        says={
            "author": {
                "@type": "Organization",
                "@id": f"{URL}/#publisher",
                "name": "The editors",
                "url": f"{URL}/",
                "publishingPrinciples": f"{URL}/methodology/",
                "correctionsPolicy": f"{URL}/corrections/",
            },
            "publisher": {"@id": f"{URL}/#publisher"},
        },
    ),
    Told(
        name="a newsroom",
        changed=with_settings(publisher=Publisher(name="The Gazette", type="NewsMediaOrganization")),
        says={
            "author.@type": "NewsMediaOrganization",
            "author.name": "The Gazette",
            "author.verificationFactCheckingPolicy": f"{URL}/methodology/",
        },
    ),
    Told(
        name="no pages of policy",
        changed=with_pages("about"),
        says={
            "author.publishingPrinciples": NONE,
            "author.correctionsPolicy": NONE,
            "publishingPrinciples": NONE,
        },
    ),
    Told(
        name="what is reviewed",
        says={
            "itemReviewed.@type": "Claim",
            "itemReviewed.@id": f"{CLAIM}#claim",
            "itemReviewed.text": "Donald Trump was a former, not the sitting, US president in late November 2025.",
            "itemReviewed.author": {"@type": "Organization", "name": "PageNews"},
            "itemReviewed.datePublished": "2025-11-26",
            "itemReviewed.firstAppearance": NONE,
            "itemReviewed.appearance.@type": "CreativeWork",
            "itemReviewed.appearance.@id": f"{URL}/articles/elysee-platform/#article",
            "itemReviewed.appearance.publisher": {"@type": "Organization", "name": "PageNews.gr (English edition)"},
            "itemReviewed.appearance.inLanguage": "en",
            "itemReviewed.appearance.hasPart": [{"@type": "Quotation", "text": "Former U.S. President Donald Trump"}],
        },
    ),
    Told(
        name="a claim that is short enough",
        changed=with_claim(short=None, text="Donald Trump was a former US president."),
        says={"claimReviewed": "Donald Trump was a former US president."},
    ),
    Told(
        name="a long claim without a short form is told whole",
        changed=with_claim(short=None),
        says={"claimReviewed": "Donald Trump was a former, not the sitting, US president in late November 2025."},
    ),
    Told(
        name="a claimant who is a person with a page",
        changed=with_article(
            claimants={
                "PageNews": Claimant(name="PageNews", type=ClaimantType.PERSON, url="https://page.example.org/who")
            }
        ),
        says={
            "itemReviewed.author": {"@type": "Person", "name": "PageNews", "sameAs": "https://page.example.org/who"},
        },
    ),
    Told(
        name="a claimant nobody has listed",
        changed=with_article(claimants={}),
        says={"itemReviewed.author": NONE},
    ),
    Told(
        name="a quote whose words occur twice",
        changed=with_repeated_quote,
        says={
            "itemReviewed.appearance.hasPart": [
                {"@type": "CreativeWork", "position": 1, "text": "says he"},
                {"@type": "Quotation", "position": 2, "text": "said so"},
                {"@type": "CreativeWork", "position": 3, "text": "twice"},
            ]
        },
    ),
    Told(
        name="a second reviewer",
        changed=with_claim(reviewed_by="Ben Cole"),
        says={"editor": {"@type": "Person", "name": "Ben Cole"}},
    ),
    Told(
        name="a correction",
        changed=with_claim(
            corrections=(Correction(date=date(2026, 12, 1), kind=CorrectionKind.RATING, text="Worse."),)
        ),
        says={
            "datePublished": "2026-11-22",
            "dateModified": "2026-12-01",
            "correction": [
                {"@type": "CorrectionComment", "name": "rating", "datePublished": "2026-12-01", "text": "Worse."}
            ],
        },
    ),
    Told(name="no topics", changed=with_claim(topics=()), says={"keywords": NONE}),
    Told(
        name="another verdict",
        changed=with_verdict("missing-context"),
        says={"reviewRating.ratingValue": 3, "reviewRating.alternateName": "Missing context"},
    ),
    Told(
        name="a scale with one step has no numbers",
        changed=with_scale("false", "unproven"),
        says={
            "reviewRating.ratingValue": NONE,
            "reviewRating.bestRating": NONE,
            "reviewRating.worstRating": NONE,
            "reviewRating.alternateName": "False",
        },
    ),
    Told(
        name="the scale's own ends",
        changed=with_scale("mostly-true", "false"),
        says={"reviewRating.bestRating": 4, "reviewRating.worstRating": 1},
    ),
    Told(
        name="no picture where the verdict cannot be drawn",
        changed=lambda site: with_claim(verdict=replace(site.claims[0].verdict, label="خطأ"))(site),
        says={"image": NONE, "reviewRating.alternateName": "خطأ"},
    ),
    Told(
        name="a source, once for its two quotes",
        says={
            "citation.0.@type": "CreativeWork",
            "citation.0.@id": f"{SOURCE}#source",
            "citation.0.name": "Thanksgiving Day, 2025 (Proclamation)",
            "citation.0.publisher.@type": "Organization",
            "citation.0.archivedAt": NONE,
            "citation.0.hasPart.1.@type": "Quotation",
            "citation.0.hasPart.2": NONE,
            "citation.4": NONE,
            "isBasedOn": [
                SOURCE,
                f"{URL}/sources/congress-legislators-executive/",
                f"{URL}/sources/govuk-chairs-statement-2025-11-25/",
                f"{URL}/sources/moscow-times-trump-close/",
            ],
        },
    ),
    Told(
        name="an archived copy, no day, another language",
        changed=with_source(archive="https://archive.example.org/1", published=None, language="fr"),
        says={
            "citation.0.archivedAt": "https://archive.example.org/1",
            "citation.0.datePublished": NONE,
            "citation.0.inLanguage": "fr",
        },
    ),
    Told(
        name="evidence whose words occur twice",
        changed=with_repeated_evidence,
        says={
            "citation.0.hasPart": [
                {
                    "@type": "CreativeWork",
                    "hasPart": [
                        {"@type": "CreativeWork", "position": 1, "text": "it"},
                        {"@type": "Quotation", "position": 2, "text": "is over"},
                    ],
                }
            ]
        },
    ),
]


def at(value: Any, path: str) -> object:
    """What stands at a path of properties and places in lists."""
    for step in path.split("."):
        if isinstance(value, list):
            value = value[int(step)] if int(step) < len(value) else NONE
        else:
            value = value.get(step, NONE)
        if value == NONE:
            break
    return value


@each(TOLD)
def test_what_a_claim_review_says(case: Told, sample: Site) -> None:
    site = case.changed(sample)
    review = claim_review(site, site.claims[0])
    assert case.says
    assert {path: at(review, path) for path in case.says} == dict(case.says)
    assert problems(review_schema(), review) == []


@pytest.mark.parametrize("verdict", ["unproven", "opinion"])
def test_a_verdict_that_rates_nothing_has_no_claim_review(verdict: str, sample: Site) -> None:
    site = with_verdict(verdict)(sample)
    assert claim_review(site, site.claims[0]) is None
    assert in_page(site, site.claims[0]) is None
    assert json.loads(whole(runs, site))["dataFeedElement"] == []
    assert problems(schemas()["data/schema/claimreview.json"], json.loads(whole(runs, site))) == []


# What only the file has; the module's docstring says it.
LEFT_TO_THE_FILE = {
    "publishingPrinciples", "image", "isBasedOn", "itemReviewed.appearance.headline",
    "itemReviewed.appearance.publisher", "itemReviewed.appearance.datePublished",
    "itemReviewed.appearance.inLanguage", "itemReviewed.appearance.hasPart", "citation.@id", "citation.publisher",
    "citation.datePublished", "citation.inLanguage", "citation.archivedAt", "citation.hasPart",
}  # fmt: skip


def differences(page: Any, whole: Any, path: str = "") -> Iterator[str]:
    """The paths of what one form has and the other has not, or has otherwise."""
    if isinstance(page, dict) and isinstance(whole, dict):
        for key in page.keys() | whole.keys():
            yield from differences(page.get(key, NONE), whole.get(key, NONE), f"{path}.{key}".lstrip("."))
    elif isinstance(page, list) and isinstance(whole, list) and len(page) == len(whole):
        for one, other in zip(page, whole, strict=True):
            yield from differences(one, other, path)
    elif page != whole:
        yield path if page == NONE else f"{path}: {page}"


def test_the_form_in_a_page_is_the_file_s_without_what_is_documented(real: Loaded) -> None:
    site = real.site
    assert site is not None
    archived = with_source(archive="https://archive.example.org/1")(replace(site, claims=site.claims[1:2]))
    found = set()
    for some in (site, archived):
        for claim in rated(some):
            page = json.loads(in_page(some, claim) or "")
            assert page.pop("@context") == "https://schema.org"
            found |= set(differences(page, claim_review(some, claim)))
    assert found == LEFT_TO_THE_FILE


def test_the_file_has_every_rated_claim_once(real: Loaded, real_settings: Settings) -> None:
    assert real.site is not None
    found = json.loads(whole(runs, real.site))
    items = [element["item"] for element in found["dataFeedElement"]]
    assert [item["@id"].removesuffix("#claimreview") for item in items] == [
        real.site.settings.address(claim.path) for claim in rated(real.site)
    ]
    assert len(items) == 24
    assert found["@type"] == "DataFeed"
    assert found["sdPublisher"] == {"@id": found["publisher"]["@id"]} == {"@id": "https://example.org/#publisher"}
    assert problems(schemas(real_settings)["data/schema/claimreview.json"], found) == []


def test_every_claim_review_is_as_the_guideline_wants(real: Loaded, real_settings: Settings) -> None:
    assert real.site is not None
    for claim in rated(real.site):
        for review in (claim_review(real.site, claim), json.loads(in_page(real.site, claim) or "")):
            assert problems(review_schema(real_settings), review) == []
            assert len(review["claimReviewed"]) < 75, "Google: less than 75 characters"


def test_everything_told_is_of_the_vocabulary(real: Loaded) -> None:
    """Each property belongs to its type: schema.org 30, as read in the typings schema-dts 2.1.0."""
    assert real.site is not None
    used: dict[str, set[str]] = {}
    for value in nodes(json.loads(whole(runs, real.site))):
        used.setdefault(value.get("@type", "reference"), set()).update(value)
    assert {kind: keys - OF_SCHEMA_ORG[kind] for kind, keys in used.items() if keys - OF_SCHEMA_ORG[kind]} == {}


THING = set("@type @id name url image".split())
WORK = THING | set(
    "text headline author publisher editor datePublished dateModified inLanguage license creditText keywords citation "
    "isBasedOn correction publishingPrinciples archivedAt hasPart position sdLicense sdPublisher description".split()
)
OF_SCHEMA_ORG = {
    "reference": {"@id"},
    "DataFeed": WORK | {"@context", "dataFeedElement"},
    "DataFeedItem": THING | {"dateCreated", "dateModified", "item"},
    "ClaimReview": WORK | {"claimReviewed", "reviewRating", "itemReviewed"},
    "Rating": THING | {"ratingValue", "bestRating", "worstRating", "alternateName", "ratingExplanation"},
    "Organization": THING | {"publishingPrinciples", "correctionsPolicy", "sameAs"},
    "Person": THING | {"sameAs"},
    "Claim": WORK | {"appearance"},
    "CreativeWork": WORK,
    "Quotation": WORK,
}


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(inner)
    if isinstance(value, dict):
        yield value


Review = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Broken:
    """A ClaimReview with one thing wrong, where the schema finds it and by which word."""

    name: str
    broken: Callable[[Review], object]
    path: str
    word: str


def put(path: str, value: object) -> Callable[[Review], object]:
    *steps, last = path.split(".")

    def change(review: Review) -> None:
        node: Any = review
        for step in steps:
            node = node[int(step) if isinstance(node, list) else step]
        node[int(last) if isinstance(node, list) else last] = value

    return change


def drop(path: str) -> Callable[[Review], object]:
    *steps, last = path.split(".")

    def change(review: Review) -> None:
        node: Any = review
        for step in steps:
            node = node[int(step) if isinstance(node, list) else step]
        del node[last]

    return change


BROKEN = [
    # Required by Google.
    Broken(name="no claimReviewed", broken=drop("claimReviewed"), path="", word="required"),
    Broken(name="no reviewRating", broken=drop("reviewRating"), path="", word="required"),
    Broken(name="no url", broken=drop("url"), path="", word="required"),
    Broken(name="no word for the rating", broken=drop("reviewRating.alternateName"), path="reviewRating", word="required"),
    # Recommended by Google, always known here.
    Broken(name="no author", broken=drop("author"), path="", word="required"),
    Broken(name="an author without a name", broken=drop("author.name"), path="author", word="required"),
    Broken(name="an author without an address", broken=drop("author.url"), path="author", word="required"),
    Broken(name="no itemReviewed", broken=drop("itemReviewed"), path="", word="required"),
    Broken(name="no day of the claim", broken=drop("itemReviewed.datePublished"), path="itemReviewed", word="required"),
    Broken(name="no appearance", broken=drop("itemReviewed.appearance"), path="itemReviewed", word="required"),
    Broken(name="a claimant without a name", broken=put("itemReviewed.author", {"@type": "Person"}), path="itemReviewed.author", word="required"),
    # Types and values.
    Broken(name="another type", broken=put("@type", "Review"), path="@type", word="const"),
    Broken(name="another vocabulary", broken=put("@context", "http://schema.org/"), path="@context", word="const"),
    Broken(name="a rating in words only where there are numbers", broken=put("reviewRating.ratingValue", "1"), path="reviewRating.ratingValue", word="type"),
    Broken(name="a rating of zero", broken=put("reviewRating.ratingValue", 0), path="reviewRating.ratingValue", word="minimum"),
    Broken(name="a number outside of the scale", broken=put("reviewRating.ratingValue", 6), path="reviewRating.ratingValue", word="const"),
    Broken(name="the number of another verdict", broken=put("reviewRating.ratingValue", 4), path="reviewRating.ratingValue", word="const"),
    Broken(name="the best is not the scale's", broken=put("reviewRating.bestRating", 10), path="reviewRating.bestRating", word="const"),
    Broken(name="a word that is no verdict", broken=put("reviewRating.alternateName", "Pants on fire"), path="reviewRating.alternateName", word="const"),
    Broken(name="a number without its scale", broken=drop("reviewRating.worstRating"), path="reviewRating", word="required"),
    Broken(name="an empty claim", broken=put("claimReviewed", " "), path="claimReviewed", word="pattern"),
    Broken(name="75 characters for a claim of 74", broken=lambda review: (put("itemReviewed.text", "x" * 74)(review), put("claimReviewed", "x" * 75)(review)), path="claimReviewed", word="maxLength"),
    Broken(name="more than a claim may have", broken=put("claimReviewed", "x" * 301), path="claimReviewed", word="maxLength"),
    Broken(name="the verdict in the claim", broken=put("claimReviewed", "It is FALSE, they say."), path="claimReviewed", word="not"),
    Broken(name="the verdict at the end of the claim", broken=put("itemReviewed.text", "He is: mostly true"), path="itemReviewed.text", word="not"),
    Broken(name="a relative address", broken=put("url", "/claims/a/"), path="url", word="pattern"),
    Broken(name="a name that is another node's", broken=put("@id", f"{CLAIM}#claim"), path="@id", word="pattern"),
    Broken(name="a day in words", broken=put("datePublished", "22 November 2026"), path="datePublished", word="pattern"),
    Broken(name="a month that is none", broken=put("dateModified", "2026-13-01"), path="dateModified", word="pattern"),
    Broken(name="a claimant that is a thing", broken=put("itemReviewed.author.@type", "Thing"), path="itemReviewed.author.@type", word="const"),
    Broken(name="no sources", broken=put("citation", []), path="citation", word="minItems"),
    Broken(name="a source twice", broken=lambda review: review["citation"].append(review["citation"][0]), path="citation", word="uniqueItems"),
    Broken(name="a source without an address", broken=drop("citation.0.url"), path="citation.0", word="required"),
    Broken(name="a policy of newsrooms", broken=put("author.verificationFactCheckingPolicy", f"{URL}/methodology/"), path="author", word="additionalProperties"),
    Broken(name="a property nobody knows", broken=put("ratingCount", 3), path="", word="additionalProperties"),
    Broken(name="another licence", broken=put("license", "https://example.org/mine"), path="license", word="const"),
    Broken(name="a correction of another kind", broken=put("correction", [{"@type": "CorrectionComment", "name": "typo", "datePublished": "2026-12-01", "text": "A."}]), path="correction.0.name", word="enum"),
    Broken(name="two quotations in one place", broken=put("itemReviewed.appearance.hasPart", [{"@type": "Quotation", "text": "a"}, {"@type": "Quotation", "text": "b"}]), path="itemReviewed.appearance.hasPart", word="maxContains"),
    Broken(name="no quotation", broken=put("itemReviewed.appearance.hasPart", [{"@type": "CreativeWork", "position": 1, "text": "a"}]), path="itemReviewed.appearance.hasPart", word="contains"),
]  # fmt: skip


def problems(schema: Any, value: object) -> list[tuple[str, str]]:
    """Where and by which word of the schema a value is refused, on every branch of its choices."""
    Draft202012Validator.check_schema(schema)
    errors = Draft202012Validator(schema).iter_errors(value)
    return [(".".join(map(str, error.absolute_path)), str(error.validator)) for error in leaves(errors)]


def leaves(errors: Sequence[ValidationError] | Iterator[ValidationError]) -> Iterator[ValidationError]:
    for error in errors:
        yield error
        yield from leaves(error.context or [])


@each(BROKEN)
def test_a_broken_claim_review_is_refused_for_its_reason(case: Broken, sample: Site) -> None:
    review = {"@context": "https://schema.org", **deepcopy(claim_review(sample, sample.claims[0]) or {})}
    schema = review_schema(sample.settings)
    assert problems(schema, review) == []
    case.broken(review)
    assert (case.path, case.word) in problems(schema, review)


def test_a_short_claim_must_be_short_and_a_long_one_may_be_whole() -> None:
    kinds = {"short": "x" * 74, "long": "x" * 75}
    (choice,) = [review_schema()["$defs"]["review"]["anyOf"]]  # type: ignore[index,call-overload]
    refused = {
        (reviewed, text)
        for reviewed in kinds
        for text in kinds
        if problems({"anyOf": choice}, {"claimReviewed": kinds[reviewed], "itemReviewed": {"text": kinds[text]}})
    }
    assert refused == {("long", "short")}


def test_a_claim_s_page_has_its_claim_review_and_no_other_page_has_one(built: Path, real: Loaded) -> None:
    site = real.site
    assert site is not None
    expected = {f"{claim.path}index.html": json.loads(in_page(site, claim) or "null") for claim in site.claims}
    pages = {path.relative_to(built).as_posix(): path for path in built.rglob("*.html")}
    found = {name: blocks(path.read_bytes()) for name, path in pages.items()}
    articles = {f"{article.path}index.html" for article in site.articles}
    for name, values in found.items():
        if name not in articles:
            assert values == [value for value in [expected.get(name)] if value], name
    assert sum(map(bool, expected.values())) == 24
    assert (built / "data/claimreview.json").read_text(encoding="utf-8") == whole(runs, site)


def blocks(html: bytes) -> list[Any]:
    """The JSON of every block of data in a page."""
    scripts = BeautifulSoup(html, "html.parser").select('script[type="application/ld+json"]')
    return [json.loads(script.get_text()) for script in scripts]


HOSTILE = "</script><script>alert(1)</script><!-- & \" ' ]]>"
FILE = "content/claims/elysee-platform/former-president.md"


def test_nothing_that_people_write_leaves_the_block(site: Path) -> None:
    """A build of the real site with markup in every field of a ClaimReview."""
    text, quoted = (site / FILE).read_text(encoding="utf-8"), json.dumps(HOSTILE)
    front, evidence, rest = text.partition("evidence:\n")
    for key in ("claim", "short", "author"):
        front = re.sub(rf"^{key}: .*$", lambda _, key=key: f"{key}: {quoted}", front, flags=re.MULTILINE)  # type: ignore[misc]
    front = re.sub(r"^summary: >-\n(  .*\n)+", lambda _: f"summary: {quoted}\n", front, flags=re.MULTILINE)
    front = re.sub(r"^topics: .*$", lambda _: f"topics: [{quoted}]", front, flags=re.MULTILINE)
    front += f"reviewed_by: {json.dumps('B ' + HOSTILE)}\n"
    front += f"corrections:\n  - {{date: 2026-12-01, kind: minor, text: {quoted}}}\n"
    front = front.replace("claimant: PageNews", f"claimant: {quoted}")
    (site / FILE).write_text(front + evidence + rest, encoding="utf-8")
    write_over(site / "content/articles/elysee-platform.md", title=quoted, publisher=quoted)
    article = site / "content/articles/elysee-platform.md"
    listed = article.read_text(encoding="utf-8").replace(
        "claimants:\n", f"claimants:\n  - {{name: {quoted}, type: person}}\n"
    )
    article.write_text(listed, encoding="utf-8")
    write_over(site / "content/sources/white-house-thanksgiving-2025.md", title=quoted, publisher=quoted)
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write(f"\nSITENAME = {HOSTILE!r}\nFACTCHECK_PUBLISHER = {{'name': {HOSTILE!r}}}\n")
        conf.write(f"FACTCHECK_VERDICTS[4]['label'] = {HOSTILE!r}\n")
    assert main(["build", "--site", str(site)]) == 0
    settings, _ = read(site)
    assert settings is not None
    model = load(site, settings).site
    assert model is not None
    claim = next(claim for claim in model.claims if claim.slug == "former-president")
    html = (site / "output" / claim.path / "index.html").read_bytes()
    page = BeautifulSoup(html, "html.parser")
    assert [script.get("type") for script in page.select("script")] == ["module", "application/ld+json"]
    (value,) = blocks(html)
    assert value == json.loads(in_page(model, claim) or "")
    assert "<" not in page.select("script")[1].get_text()
    collapsed = " ".join(HOSTILE.split())
    for path in HOSTILE_PATHS:
        assert collapsed in str(at(value, path)), path
    whole = json.loads((site / "output/data/claimreview.json").read_text(encoding="utf-8"))
    assert claim_review(model, claim) in [element["item"] for element in whole["dataFeedElement"]]


HOSTILE_PATHS = [
    "claimReviewed", "reviewRating.alternateName", "reviewRating.ratingExplanation", "author.name", "creditText",
    "editor.name", "keywords.0", "itemReviewed.text", "itemReviewed.author.name", "citation.0.name",
    "correction.0.text",
]  # fmt: skip


def write_over(path: Path, **values: str) -> None:
    """Other values in a file's front matter."""
    text = path.read_text(encoding="utf-8")
    for key, value in values.items():
        text, count = re.subn(
            rf"^{key}: .*$", lambda _, key=key, value=value: f"{key}: {value}", text, count=1, flags=re.MULTILINE
        )  # type: ignore[misc]
        assert count == 1, key
    path.write_text(text, encoding="utf-8")


def test_the_claims_that_are_rated(sample: Site, real: Loaded) -> None:
    assert real.site is not None
    assert [claim.slug for claim in rated(sample)] == ["former-president"]
    unrated: list[Claim] = [claim for claim in real.site.claims if claim not in rated(real.site)]
    assert {claim.verdict.id for claim in unrated} == {"unproven", "opinion"}

"""The JSON Schema of data/claimreview.json and of the ClaimReview in a claim's page: closed, no property besides.

It has the whole table of Google's guideline ("Fact Check (ClaimReview) structured data"). Required there:
claimReviewed, reviewRating with alternateName, url. Recommended there, and required here, because this site
always knows it: author with name and url, itemReviewed with appearance and datePublished. Of two numbers a schema
cannot say which is the greater; with a site's settings it lists the ratings of the scale one by one instead.
Google asks for "less than 75 characters" in claimReviewed and for no rating in it.
"""

from collections.abc import Iterator

from factcheck.core.neutral import LEAST_LONG
from factcheck.core.settings import LICENCE, Settings
from factcheck.publish.jsontext import Json
from factcheck.publish.schemaparts import DAY, DIALECT, LANGUAGE, PAGE, TEXT, URL, Schema, closed, listed

_LICENCE: Schema = {"const": LICENCE}
_CONTEXT: Schema = {"const": "https://schema.org"}
# What may stand beside a word. `\b` knows English letters only in the regular expressions of JSON Schema.
_BESIDE = r"[\s\"'“”‘’«»()\[\].,;:!?…–—/-]"
_SYNTAX = frozenset("^$\\.*+?()[]{}|/")


def schemas(settings: Settings | None = None) -> dict[str, Json]:
    """The schema of each file, by its name; with a site's settings, of what its scale allows."""
    feed = _node(
        "DataFeed",
        {
            "@context": _CONTEXT,
            "@id": {**URL, "pattern": r"/data/claimreview\.json$"},
            "name": TEXT,
            "description": {**TEXT, "minLength": 50, "maxLength": 5000, "$comment": "Google's limits for a Dataset"},
            "url": {**URL, "pattern": r"/data/claimreview\.json$"},
            "inLanguage": LANGUAGE,
            "license": _LICENCE,
            "publisher": {"$ref": "#/$defs/publisher"},
            "sdLicense": _LICENCE,
            "sdPublisher": _reference("publisher"),
            "dataFeedElement": listed({"$ref": "#/$defs/item"}),
        },
        {"dateModified": DAY},
    )
    item = _node("DataFeedItem", {"dateCreated": DAY, "dateModified": DAY, "item": {"$ref": "#/$defs/review"}})
    title = "Every ClaimReview of the site, as a schema.org DataFeed"
    return {
        "data/schema/claimreview.json": {
            "$schema": DIALECT,
            "title": title,
            **feed,
            "$defs": {**_definitions(settings), "item": item},
        }
    }


def review_schema(settings: Settings | None = None) -> Schema:
    """The schema of one ClaimReview by itself, in a page or out of the file."""
    return {"$schema": DIALECT, "$ref": "#/$defs/review", "$defs": _definitions(settings)}


def _definitions(settings: Settings | None) -> Schema:
    return {
        "review": _review(settings),
        "rating": _rating(settings),
        "publisher": {"oneOf": list(_publishers())},
        "claim": _claim(settings),
        "article": _article(),
        "citation": _citation(),
        "part": {"oneOf": [_node("Quotation", {"text": TEXT}, {"position": {"enum": [1, 2]}}), _beside()]},
        "correction": _correction(),
    }


def _review(settings: Settings | None) -> Schema:
    always: Schema = {
        "@id": _identifier("claimreview"),
        "url": PAGE,
        "claimReviewed": _sentence(settings),
        "reviewRating": {"$ref": "#/$defs/rating"},
        "author": {"$ref": "#/$defs/publisher"},
        "publisher": _reference("publisher"),
        "datePublished": DAY,
        "dateModified": DAY,
        "inLanguage": LANGUAGE,
        "license": _LICENCE,
        "creditText": TEXT,
        "itemReviewed": {"$ref": "#/$defs/claim"},
        "citation": listed({"$ref": "#/$defs/citation"}, least=1, is_set=True),
    }
    sometimes: Schema = {
        "@context": _CONTEXT,
        "publishingPrinciples": PAGE,
        "editor": _node("Person", {"name": TEXT}),
        "keywords": listed(TEXT, least=1),
        "image": {**URL, "pattern": r"\.png$"},
        "isBasedOn": listed(PAGE, least=1, is_set=True),
        "correction": listed({"$ref": "#/$defs/correction"}, least=1),
    }
    return {**_node("ClaimReview", always, sometimes), "anyOf": [_short("claimReviewed"), _has_no_short_form()]}


def _short(name: str) -> Schema:
    return {"properties": {name: {"maxLength": LEAST_LONG - 1}}}


def _has_no_short_form() -> Schema:
    """A long claim for which the editors gave no short form is told whole."""
    long: Schema = {"minLength": LEAST_LONG}
    return {"properties": {"claimReviewed": long, "itemReviewed": {"properties": {"text": long}}}}


def _sentence(settings: Settings | None) -> Schema:
    """A claim in one sentence, which does not hold the label of a verdict that rates."""
    labels = [_any_case(verdict.label) for verdict in settings.rated] if settings else []
    verdict: Schema = {"not": {"pattern": f"(^|{_BESIDE})({'|'.join(labels)})({_BESIDE}|$)"}} if labels else {}
    return {**TEXT, "maxLength": 300, **verdict}


def _any_case(label: str) -> str:
    return "".join(_letter(character) for character in label)


def _letter(character: str) -> str:
    if character.lower() != character.upper() and len(character.lower() + character.upper()) == 2:
        return f"[{character.upper()}{character.lower()}]"
    return f"\\{character}" if character in _SYNTAX else character


def _rating(settings: Settings | None) -> Schema:
    """Required is the word. The numbers are there all three or not at all; Google wants 1 or more."""
    number: Schema = {"type": "integer", "minimum": 1}
    words: Schema = {"alternateName": TEXT, "ratingExplanation": {**TEXT, "maxLength": 240}}
    scale: Schema = {"ratingValue": number, "bestRating": number, "worstRating": number}
    both = list[Json]([_node("Rating", {**scale, **words}), _node("Rating", words)])
    steps = [{"properties": {key: {"const": value} for key, value in step.items()}} for step in _steps(settings)]
    return {"oneOf": both, **({"anyOf": steps} if steps else {})}


def _steps(settings: Settings | None) -> Iterator[dict[str, Json]]:
    rated = [(verdict.label, verdict.rating) for verdict in settings.rated if verdict.rating] if settings else []
    for label, rating in rated:
        values = [value for _, value in rated]
        step: dict[str, Json] = {"ratingValue": rating, "bestRating": max(values), "worstRating": min(values)}
        yield {**step, "alternateName": label}


def _publishers() -> Iterator[Schema]:
    always: Schema = {"@id": _identifier("publisher"), "name": TEXT, "url": PAGE}
    policies: Schema = {"publishingPrinciples": PAGE, "correctionsPolicy": PAGE}
    yield _node("Organization", always, policies)
    yield _node("NewsMediaOrganization", always, {**policies, "verificationFactCheckingPolicy": PAGE})


def _claim(settings: Settings | None) -> Schema:
    author: Schema = {"oneOf": [_node(kind, {"name": TEXT}, {"sameAs": URL}) for kind in ("Person", "Organization")]}
    return _node(
        "Claim",
        {
            "@id": _identifier("claim"),
            "text": _sentence(settings),
            "datePublished": DAY,
            "appearance": {"$ref": "#/$defs/article"},
        },
        {"author": author},
    )


def _article() -> Schema:
    return _node(
        "CreativeWork",
        {
            "@id": _identifier("article"),
            "url": URL,
        },
        {
            "headline": TEXT,
            "publisher": _node("Organization", {"name": TEXT}),
            "datePublished": DAY,
            "inLanguage": LANGUAGE,
            "hasPart": _parts(),
        },
    )


def _citation() -> Schema:
    quote: Schema = {"oneOf": [_node("Quotation", {"text": TEXT}), _node("CreativeWork", {"hasPart": _parts()})]}
    return _node(
        "CreativeWork",
        {"name": TEXT, "url": URL},
        {
            "@id": _identifier("source"),
            "publisher": _node("Organization", {"name": TEXT}),
            "datePublished": DAY,
            "inLanguage": LANGUAGE,
            "archivedAt": URL,
            "hasPart": listed(quote, least=1),
        },
    )


def _parts() -> Schema:
    """A Quotation, and what stands right before and behind it."""
    quotation: Schema = {"properties": {"@type": {"const": "Quotation"}}}
    return {
        **listed({"$ref": "#/$defs/part"}, least=1),
        "maxItems": 3,
        "contains": quotation,
        "maxContains": 1,
    }


def _beside() -> Schema:
    return _node("CreativeWork", {"position": {"enum": [1, 2, 3]}, "text": TEXT})


def _correction() -> Schema:
    kind: Schema = {"enum": ["minor", "factual", "rating", "void", "update"]}
    return _node("CorrectionComment", {"name": kind, "datePublished": DAY, "text": TEXT})


def _identifier(fragment: str) -> Schema:
    return {"type": "string", "pattern": rf"^https?://[^\s/]+/([^\s#]*/)?#{fragment}$"}


def _reference(fragment: str) -> Schema:
    return closed({"@id": _identifier(fragment)})


def _node(kind: str, always: Schema, sometimes: Schema | None = None) -> Schema:
    """A node of a type with the properties it must have, those it may have, and no other."""
    return closed({"@type": {"const": kind}, **always}, sometimes)

"""Formats: JSON Schemas (2020-12) of the annotations and of a line of the research corpus.

Stricter than the standards behind them: what is not named here is not written. For the annotations they hold
every MUST of the W3C Web Annotation Data Model about what we write (its sections stand beside the rules), and
what we promise besides. What a schema cannot say is tested: ids are unique, `total` counts the items, and
`end` is greater than `start`.
"""

from collections.abc import Mapping

from factcheck.core.fields import SLUG, Kind, SourceType, Stance
from factcheck.core.settings import LICENCE
from factcheck.publish.annotations import CONTEXT
from factcheck.publish.corpusfile import SCHEMA
from factcheck.publish.jsontext import Json

DRAFT = "https://json-schema.org/draft/2020-12/schema"
# RFC 3987: an IRI has none of these; all of ours are absolute and of the web.
_IRI: Json = {"type": "string", "pattern": r"^https?://[^\s<>\"{}|\\^`]+$"}
_TEXT: Json = {"type": "string", "minLength": 1}
_LANGUAGE: Json = {"type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"}  # RFC 5646
_SHA256: Json = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_DAY_PATTERN = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_DAY: Json = {"type": "string", "pattern": f"^{_DAY_PATTERN}$"}
_MOMENT: Json = {"type": "string", "pattern": f"^{_DAY_PATTERN}T00:00:00Z$"}  # xsd:dateTime, in UTC, with a Z
_COUNT: Json = {"type": "integer", "minimum": 0}


ANNOTATIONS, CORPUS = "data/schema/annotations.json", "data/schema/corpus.json"


def schemas() -> dict[str, Json]:
    """The schemas by path: of both collections of annotations, and of a line of the corpus."""
    return {ANNOTATIONS: _annotations(), CORPUS: _corpus()}


def _object(required: Mapping[str, Json], optional: Mapping[str, Json] | None = None) -> dict[str, Json]:
    """An object that has all of `required`, may have `optional`, and has nothing else."""
    properties = {**required, **(optional or {})}
    return {"type": "object", "properties": properties, "required": [*required], "additionalProperties": False}


def _only(*values: str) -> Json:
    return {"enum": [*values]}


def _list(items: Json, least: int = 0) -> Json:
    return {"type": "array", "items": items, "minItems": least}


def _annotations() -> Json:
    """Section 5.1: a collection names its context, has one id, and where it is not empty a first page."""
    about = {"id": _IRI, "type": _only("AnnotationCollection"), "label": _TEXT, "total": _COUNT}
    required = {"@context": _only(CONTEXT), **about, "creator": _agent(), "rights": _only(LICENCE)}
    return {
        "$schema": DRAFT,
        "title": "A collection of W3C Web Annotations",
        "description": "Of the articles (annotations.jsonld) or of the words quoted from sources (evidence.jsonld).",
        **_object(required, {"first": _page(about), "last": _IRI}),
        "if": {"properties": {"total": {"minimum": 1}}},
        "then": {"required": ["first", "last"]},
        "else": {"properties": {"first": False, "last": False}},
    }


def _page(collection: Mapping[str, Json]) -> Json:
    """Section 5.2: an embedded page has no context of its own, one id, one start, and at least one annotation."""
    return _object(
        {
            "id": _IRI,
            "type": _only("AnnotationPage"),
            "partOf": _object(collection),
            "startIndex": _COUNT,
            "items": _list(_annotation(), least=1),
        }
    )


def _annotation() -> Json:
    """Sections 3.1 and 3.3: one id, its class, at least one target; dates in UTC; rights are an IRI."""
    return _object(
        {
            "id": _IRI,
            "type": _only("Annotation"),
            "motivation": _only("assessing", "linking"),
            "created": _MOMENT,
            "modified": _MOMENT,
            "creator": _agent(),
            "rights": _only(LICENCE),
            "body": _list({"oneOf": [_textual_body(), _resource()]}, least=1),
            "target": _target(),
        }
    )


def _agent() -> Json:
    """Section 3.3.2: at most one id; one name; a class of the model's."""
    return _object({"id": _IRI, "type": _only("Organization"), "name": _TEXT, "homepage": _IRI})


def _textual_body() -> Json:
    """Section 3.2.4: exactly one value; a word of a closed list has no language."""
    required = {
        "type": _only("TextualBody"),
        "purpose": _only("assessing", "commenting", "classifying"),
        "format": _only("text/plain"),
        "value": _TEXT,
    }
    return _object(required, {"language": _LANGUAGE})


def _resource() -> Json:
    """Sections 4 and 4.1: exactly one source, used for a purpose."""
    return _object({"type": _only("SpecificResource"), "purpose": _only("classifying", "linking"), "source": _IRI})


def _target() -> Json:
    """Sections 4, 4.2 and 4.3: exactly one source, the stored text it is seen in, two ways to the same words."""
    selectors: Json = {
        "type": "array",
        "prefixItems": [_quote_selector(), _position_selector()],
        "minItems": 2,
        "items": False,
    }
    # 4.3.1: with a sourceDate there is no sourceDateStart and no sourceDateEnd.
    state = _object({"type": _only("TimeState"), "sourceDate": _MOMENT, "cached": _IRI})
    return _object({"type": _only("SpecificResource"), "source": _IRI, "state": state, "selector": selectors})


def _quote_selector() -> Json:
    """Section 4.2.4: exactly one exact; at most one prefix and suffix, empty at the ends of a text."""
    context: Json = {"type": "string"}
    return _object({"type": _only("TextQuoteSelector"), "exact": _TEXT, "prefix": context, "suffix": context})


def _position_selector() -> Json:
    """Section 4.2.5: exactly one start and end, not negative; counted in code points."""
    return _object({"type": _only("TextPositionSelector"), "start": _COUNT, "end": _COUNT})


def _corpus() -> Json:
    claim: dict[str, Json] = {
        "schema": _only(SCHEMA),
        "id": {"type": "string", "pattern": f"^{SLUG}/{SLUG}$"},
        "page": _IRI,
        "license": _only(LICENCE),
        "language": _LANGUAGE,
        "claim": _TEXT,
        "claimant": _TEXT,
        "kind": _only(*Kind),
        "verdict": {"type": "string", "pattern": f"^{SLUG}$"},
        "rating": {"type": ["integer", "null"]},
        "summary": _TEXT,
        "checked": _DAY,
        "updated": _DAY,
        "topics": _list(_TEXT),
        "article": _article(),
        "quote": _words(),
        "evidence": _list(_evidence()),
    }
    return {"$schema": DRAFT, "title": "A claim: one line of corpus.jsonl", **_object(claim)}


def _article() -> Json:
    texts = {"id": {"type": "string", "pattern": f"^{SLUG}$"}, "title": _TEXT, "publisher": _TEXT, "url": _IRI}
    return _object({**texts, "published": _DAY, "language": _LANGUAGE, "text": _IRI, "sha256": _SHA256})


def _words() -> Json:
    """Words of a stored text. Offsets are Unicode code points, half-open."""
    return _object({"exact": _TEXT, "start": _COUNT, "end": {"type": "integer", "minimum": 1}})


def _evidence() -> Json:
    required: dict[str, Json] = {
        "stance": _only(*Stance),
        "source": {"type": "string", "pattern": f"^{SLUG}$"},
        "page": _IRI,
        "title": _TEXT,
        "publisher": _TEXT,
        "url": _IRI,
        "retrieved": _DAY,
        "language": _LANGUAGE,
        "type": _only(*SourceType),
        "extract": _IRI,
        "extract_sha256": _SHA256,
        "spans": _list(_words(), least=1),
    }
    return _object(required, {"archive": _IRI, "published": _DAY, "translation": _TEXT, "note": _TEXT})

"""The JSON Schema of a JSON Feed (jsonfeed.org/version/1.1), published beside the feed.

Stricter than the specification where it only recommends: an address is absolute, a date has a time and an offset,
and a key that it does not name is a misspelling unless it begins with `_`, as its extensions do.
"""

from collections.abc import Mapping

from factcheck.publish.feeds.jsonfeed import VERSION
from factcheck.publish.jsontext import Json

_TEXT: Json = {"type": "string", "minLength": 1}
_ADDRESS: Json = {"type": "string", "format": "uri", "pattern": r"^https?://[^\s/]+"}
# RFC 3339, 5.6. `format` is an annotation only for most validators, so that a pattern says it as well.
_MOMENT: Json = {
    "type": "string",
    "format": "date-time",
    "pattern": r"^\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-6]\d(\.\d+)?(Z|[+-][0-2]\d:[0-5]\d)$",
}
_LANGUAGE: Json = {"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"}  # RFC 5646
_EXTENSIONS: Json = {"^_[^.]+$": True}


def _closed(required: list[str], properties: dict[str, Json], **more: Json) -> Mapping[str, Json]:
    kept: dict[str, Json] = {"type": "object", "required": required, "properties": properties, **more}
    return {**kept, "patternProperties": _EXTENSIONS, "additionalProperties": False}


_AUTHORS: Json = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/author"}}
_AUTHOR = _closed(
    [],
    {"name": _TEXT, "url": {"type": "string", "pattern": r"^(https?://[^\s/]|mailto:)"}, "avatar": _ADDRESS},
    anyOf=[{"required": [key]} for key in ("name", "url", "avatar")],
)
_ATTACHMENT = _closed(
    ["url", "mime_type"],
    {
        "url": _ADDRESS,
        "mime_type": {"type": "string", "pattern": r"^[\w.+-]+/[\w.+-]+$"},
        "title": _TEXT,
        "size_in_bytes": {"type": "integer", "minimum": 0},
        "duration_in_seconds": {"type": "number", "minimum": 0},
    },
)
_ITEM = _closed(
    ["id"],
    {
        "id": _TEXT,
        "url": _ADDRESS,
        "external_url": _ADDRESS,
        "title": _TEXT,
        "content_html": _TEXT,
        "content_text": _TEXT,
        "summary": _TEXT,
        "image": _ADDRESS,
        "banner_image": _ADDRESS,
        "date_published": _MOMENT,
        "date_modified": _MOMENT,
        "authors": _AUTHORS,
        "tags": {"type": "array", "items": _TEXT},
        "language": _LANGUAGE,
        "attachments": {"type": "array", "items": {"$ref": "#/$defs/attachment"}},
    },
    anyOf=[{"required": ["content_html"]}, {"required": ["content_text"]}],
)
_HUB = _closed(["type", "url"], {"type": _TEXT, "url": _ADDRESS})

SCHEMA: Json = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "JSON Feed 1.1",
    **_closed(
        ["version", "title", "items"],
        {
            "version": {"const": VERSION},
            "title": _TEXT,
            "home_page_url": _ADDRESS,
            "feed_url": _ADDRESS,
            "description": _TEXT,
            "user_comment": _TEXT,
            "next_url": _ADDRESS,
            "icon": _ADDRESS,
            "favicon": _ADDRESS,
            "authors": _AUTHORS,
            "language": _LANGUAGE,
            "expired": {"type": "boolean"},
            "hubs": {"type": "array", "items": _HUB},
            "items": {"type": "array", "items": {"$ref": "#/$defs/item"}},
        },
    ),
    "$defs": {"author": _AUTHOR, "attachment": _ATTACHMENT, "item": _ITEM},
}
PATH = "data/schema/feed.json"


def schemas() -> dict[str, Json]:
    """What describes the JSON Feed, by the path at which it is published."""
    return {PATH: SCHEMA}

"""The parts that our JSON Schemas are made of. Every object is closed: no property besides the ones named."""

from factcheck.publish.jsontext import Json

Schema = dict[str, Json]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEXT: Schema = {"type": "string", "pattern": r"\S"}
URL: Schema = {"type": "string", "pattern": r"^https?://[^\s/]+(/\S*)?$"}
PAGE: Schema = {"type": "string", "pattern": r"^https?://[^\s/]+/(\S*/)?$", "$comment": "a page of this site"}
DAY: Schema = {"type": "string", "pattern": r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}
LANGUAGE: Schema = {"type": "string", "pattern": r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"}


def closed(always: Schema, sometimes: Schema | None = None) -> Schema:
    """An object with the properties it must have, those it may have, and no other."""
    return {
        "type": "object",
        "properties": {**always, **(sometimes or {})},
        "required": list(always),
        "additionalProperties": False,
    }


def listed(items: Schema, *, least: int = 0, is_set: bool = False) -> Schema:
    """A list of at least so many items; `is_set`: each of them once."""
    return {"type": "array", "items": items, "minItems": least, **({"uniqueItems": True} if is_set else {})}

"""What pelicanconf.py decides in mappings: the scale of verdicts, and the publisher.

What is plainly right is taken as it is. Only what is not goes to pydantic, which says what is wrong with it: to import
it takes five times as long as to start Python, and `factcheck check` starts on every save of an editor.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from factcheck.core.settings import Verdict
from factcheck.core.slug import SLUG, collapse

Refusal = tuple[tuple[int | str, ...], str]  # where, and what is wrong
MOST_LINE = 300  # characters, as in core/fields.py
_SURROGATE = re.compile("[\ud800-\udfff]")
_SLUG = re.compile(SLUG)
_TYPES = ("Organization", "NewsMediaOrganization")  # of schema.org


def scale(given: object) -> tuple[tuple[Verdict, ...], list[Refusal]]:
    """The verdicts of a scale, or what is wrong with it."""
    if isinstance(given, list) and len(given) >= 2 and all(map(_is_plain_verdict, given)):
        return tuple(Verdict(**entry) for entry in given), []
    from factcheck.site import entries  # heavy: pydantic

    return entries.scale(given)


def is_publisher(given: object) -> bool:
    """Whether this is a publisher."""
    if isinstance(given, dict) and given.keys() <= {"name", "type"} and _is_plain_line(given.get("name")):
        return given.get("type", "Organization") in _TYPES
    from factcheck.site import entries  # heavy: pydantic

    return entries.is_publisher(given)


def is_line(value: object, most: int = MOST_LINE) -> bool:
    """Whether this is a text on one line, of characters that can be written."""
    return isinstance(value, str) and 0 < len(collapse(value)) <= most and not _SURROGATE.search(value)


def _is_plain_line(value: object, most: int = MOST_LINE) -> bool:
    return type(value) is str and collapse(value) == value and is_line(value, most)


def _is_slug(value: object) -> bool:
    return type(value) is str and len(value) <= 80 and _SLUG.fullmatch(value) is not None


_PLAIN: Mapping[str, Callable[[Any], bool]] = {
    "id": _is_slug,
    "label": _is_plain_line,
    "definition": lambda value: _is_plain_line(value, 1000),
    "rating": lambda value: value is None or (type(value) is int and value >= 1),
    "colour": _is_slug,
    "symbol": lambda value: type(value) is str and len(value) in (1, 2) and is_line(value),
}


def _is_plain_verdict(entry: Any) -> bool:
    """Whether an entry needs no second look: site/entries.py takes no other, and none otherwise."""
    is_whole = type(entry) is dict and entry.keys() == _PLAIN.keys()
    return is_whole and all(is_plain(entry[key]) for key, is_plain in _PLAIN.items())

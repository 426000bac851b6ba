"""JSON as text: the only place that writes JSON, into files and into pages.

Keys keep the order in which they were given, so that two builds write the same bytes; NaN is refused.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import cast

from pydantic_core import PydanticSerializationError, to_json

from factcheck.publish.facts import Digest, digest
from factcheck.publish.output import Part

_FIRST = b"first"  # makes another key: no comma stands before the record

Json = Mapping[str, "Json"] | Sequence["Json"] | str | int | float | bool | None

# What could end a <script> element or begin a comment in it (HTML, 13.1.3.2 "restrictions for contents of script
# elements"), and the two line ends that JSON allows in a string and JavaScript once did not.
_ESCAPED = str.maketrans({character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"})
# JSON escapes the others itself. Python's `splitlines` and some readers of JSON Lines divide at these, too.
_LINE_ENDS = str.maketrans({character: f"\\u{ord(character):04x}" for character in "\x85\u2028\u2029"})


def file(value: Json) -> str:
    """A file of its own: indented, so that a change is a short diff.

    pydantic's writer takes a tenth of the time of Python's own, which indents without its C code.
    """
    try:
        text = to_json(value, indent=2).decode()
    except PydanticSerializationError:  # half a character, as in the name of a file of another encoding
        return json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    if "NaN" in text or "Infinity" in text:  # as a word, or as a number, which only Python's refuses
        _compact(value)
    return text + "\n"


@dataclass(frozen=True, slots=True)
class Records:
    """A list in a file whose entries are written one by one: the key of each, as of a part, and what makes it."""

    entries: Sequence[tuple[Digest, Callable[[], Json]]]


def parts(outline: Mapping[str, object]) -> Iterator[Part]:
    """A file as `file` writes it, in parts: the `outline` is a JSON object that may hold `Records`."""
    found: list[Records] = []
    rest = file(cast("Json", _outlined(outline, found)))
    for number, records in enumerate(found):
        before, _, rest = rest.partition(f'"\\u0000{number}"')
        yield _part(before)
        yield from _records(records, len(before) - len(before.rstrip(" ")))
    yield _part(rest)


def _outlined(value: object, found: list[Records]) -> object:
    """The same with a mark in the place of records; no text holds such a character (FC113)."""
    if isinstance(value, Records):
        if not value.entries:
            return []
        found.append(value)
        return [f"\0{len(found) - 1}"]
    return {key: _outlined(inner, found) for key, inner in value.items()} if isinstance(value, Mapping) else value


def _records(records: Records, indent: int) -> Iterator[Part]:
    for place, (key, make) in enumerate(records.entries):
        yield Part(key if place else key + _FIRST, partial(_record, make, place == 0, indent))


def _record(make: Callable[[], Json], is_first: bool, indent: int) -> str:
    margin = "\n" + " " * indent
    return ("" if is_first else f",{margin}") + file(make())[:-1].replace("\n", margin)


def _part(text: str) -> Part:
    return Part(digest(text), lambda: text)


def line(value: Json) -> str:
    """One line without white space, its end included; no character within it ends a line anywhere."""
    return _compact(value).translate(_LINE_ENDS) + "\n"


def embedded(value: Json) -> str:
    """The content of a `<script type="application/ld+json">`: holds no `<`, `>` or `&`, so needs no other escaping."""
    return _compact(value).translate(_ESCAPED)


def _compact(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)

"""JSON as text: the only place that writes JSON, into files and into pages.

Keys keep the order in which they were given, so that two builds write the same bytes; NaN is refused.
"""

import json
from collections.abc import Mapping, Sequence

from pydantic_core import to_json

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
    text = to_json(value, indent=2).decode()
    if "NaN" in text or "Infinity" in text:  # as a word, or as a number, which only Python's refuses
        _compact(value)
    return text + "\n"


def line(value: Json) -> str:
    """One line without white space, its end included; no character within it ends a line anywhere."""
    return _compact(value).translate(_LINE_ENDS) + "\n"


def embedded(value: Json) -> str:
    """The content of a `<script type="application/ld+json">`: holds no `<`, `>` or `&`, so needs no other escaping."""
    return _compact(value).translate(_ESCAPED)


def _compact(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)

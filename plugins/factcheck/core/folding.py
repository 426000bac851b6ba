"""Folding: where words stand in a text if typography does not count.

Only to take the text's own characters over, never to accept those that were typed (core/anchoring.py proves).
"""

from array import array
from collections.abc import Iterator

import regex

from factcheck.core.text import Span, Text
from factcheck.core.typography import fold

_CLUSTER = regex.compile(r"\X")  # what composes (NFC) stands in one extended grapheme cluster


def alike(text: Text, words: str) -> list[Span]:
    """Every span of `text` that differs from `words` in typography at most, in rising order.

    Each is the narrowest there: what folds to nothing (a soft hyphen) is not taken in at its ends. Linear.
    """
    wanted = fold(words)
    return [span for span in _spans(text, wanted) if fold(text.cut(span)) == wanted] if wanted else []


def _spans(text: Text, wanted: str) -> Iterator[Span]:
    folded, starts, ends = _folded(text.collapsed)
    start = folded.find(wanted)
    while start >= 0:
        last = start + len(wanted) - 1
        yield text.expand(Span(starts[start], ends[last]))
        start = folded.find(wanted, start + 1)


def _folded(hay: str) -> tuple[str, "array[int]", "array[int]"]:
    """`hay` folded, and for each code point of that the start and end in `hay` of what it came from."""
    pieces: list[str] = []
    starts, ends = array("L"), array("L")
    known: dict[str, str] = {}
    for cluster in _CLUSTER.finditer(hay):
        if (plain := known.get(cluster.group())) is None:
            plain = known[cluster.group()] = _plain(cluster.group())
        if not plain or (plain == " " and pieces and pieces[-1].endswith(" ")):
            continue
        pieces.append(plain)
        starts.extend([cluster.start()] * len(plain))
        ends.extend([cluster.end()] * len(plain))
    return "".join(pieces), starts, ends


def _plain(cluster: str) -> str:
    """A cluster folded; white space is one space, of which `fold` leaves none at the ends."""
    return fold(f"a{cluster}a")[1:-1]

"""Where a word stands: its pages in order, encoded as in Pagefind's index, in segments that are changed apart.

Pagefind tells a page by its distance from the one before. So a page that changes leaves the others as they are, and
a segment, whose first page is told beside it, is moved without being read.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple, TypeAlias

from factcheck.site.search.packing import array, decoded, encoded

PAGES = 128  # of a segment, at most; a word of 20,000 pages is read in 160 parts
# Places in the text of a page, and in its labels; numbers below zero tell the weight, or the label, of those behind.
Places: TypeAlias = tuple[list[int], list[int]]
FIRST = b"\x83\x00"  # the array of a page that is 0 behind the one before, as far as it can be known beforehand
PAGE = FIRST[:1]


class Segment(NamedTuple):
    """Some of the pages of a word, by their numbers."""

    first: int
    last: int
    pages: int
    raw: bytes  # Pagefind's encoding of them, without what stands before the places on the first one


Segments: TypeAlias = list[Segment]
Forms: TypeAlias = dict[str, Segments]  # of a word: “” as it is looked up, “café” where a page writes it otherwise


def segments(pages: Sequence[tuple[int, Places]]) -> Segments:
    """Pages, in order, in segments."""
    return [_segment(pages[start : start + PAGES]) for start in range(0, len(pages), PAGES)]


def _segment(pages: Sequence[tuple[int, Places]]) -> Segment:
    numbers = [number for number, _ in pages]
    before = [numbers[0], *numbers]
    raw = encoded([[number - last, *places] for (number, places), last in zip(pages, before, strict=False)])
    return Segment(numbers[0], numbers[-1], len(numbers), raw[len(array(len(numbers)) + FIRST) :])


def _pages(segment: Segment) -> dict[int, Places]:
    rows = decoded(array(segment.pages) + FIRST + segment.raw)
    numbers = accumulate((distance for distance, _, _ in rows), initial=segment.first)
    next(numbers)
    return {number: (text, labels) for number, (_, text, labels) in zip(numbers, rows, strict=True)}


def changed(old: Segments, pages: Mapping[int, Places | None]) -> Segments:
    """The segments with some pages otherwise, or without them where there are no places."""
    firsts = [segment.first for segment in old[1:]]
    parts = [[segment] for segment in old] or [[]]
    for place, numbers in groupby(sorted(pages), lambda number: bisect_right(firsts, number)):
        before = _pages(old[place]) if old else {}
        rows = {number: rows_of for number, rows_of in (before | {n: pages[n] for n in numbers}).items() if rows_of}
        if rows != before:  # most words of a page that changed stand where they stood
            parts[place] = segments(sorted(rows.items()))
    return [segment for part in parts for segment in part]


def moved(old: Segments, numbers: Sequence[int], breaks: Sequence[int]) -> Segments:
    """The segments with other numbers of their pages. Only one that a break falls into is encoded anew."""
    return [_moved(segment, numbers, breaks) for segment in old]


def _moved(segment: Segment, numbers: Sequence[int], breaks: Sequence[int]) -> Segment:
    first, last, pages, raw = segment
    if bisect_right(breaks, first) == bisect_right(breaks, last):
        return Segment(numbers[first], numbers[last], pages, raw)
    return _segment([(numbers[number], places) for number, places in _pages(segment).items()])


def word(text: str, forms: Forms) -> bytes:
    """A word as it stands in Pagefind's index."""
    others = sorted(form for form in forms if form)
    rows = (b"\x82" + encoded(form) + _list(forms[form]) for form in others)
    return b"".join([PAGE, encoded(text), _list(forms.get("", [])), array(len(others)), *rows])


def _list(of: Iterable[Segment]) -> bytes:
    parts, total, before = [b""], 0, 0
    for first, last, pages, raw in of:
        parts += (PAGE, encoded(first - before), raw)
        total += pages
        before = last
    parts[0] = array(total)
    return b"".join(parts)

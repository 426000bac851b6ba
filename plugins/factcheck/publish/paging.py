"""Lists in pages: which entries each page of a list holds, at which address it stands, and where it leads.

A list that fits on one page stands at its own address, and nothing on it tells of pages. Of a longer one the first
page stands there, and the others below it at `page_2/` …: no clash, since no slug has an underscore.

An addition must not push every page along, so a list with the latest first is filled from the oldest on: page 1 is
the oldest and full, and stays as it is. The list's own address always shows the newest, as many as a page takes;
only the page behind it can be short.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

# 34 kB of HTML: a claim's card has 680 bytes (three lines), an entry of another list, or of the log, half as many.
MOST_CLAIMS = 50
MOST_LINES = 100
MOST_CHOICES = 50  # topics or claimants that a page offers beside other things
MOST_NEW = 10  # articles on a home page that cannot list all
_NEAR = 2  # numbers on either side of a page's own that it leads to

Entry = TypeVar("Entry")
Numbered = tuple[int, str]  # a page's number, and its path


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """A page of a list of several, and the ways to the others."""

    number: int
    path: str
    is_first: bool
    is_latest_first: bool  # then the numbers count from the oldest, and fall
    first: str  # paths, as the next three
    previous: str | None
    next: str | None
    last: str
    numbers: tuple[Numbered | None, ...]  # those to offer, its own among them, as they are read; None: some left out


def parts(
    path: str, entries: Sequence[Entry], most: int, *, is_latest_first: bool = False
) -> Iterator[tuple[Pager | None, Sequence[Entry]]]:
    """The pages of the list at `path` as they are read: where each leads, and its entries, at most `most`.

    A list of one page, which may be empty, has no pager.
    """
    cut = [entries[start:end] for start, end in pairwise(_cuts(len(entries), most, is_latest_first))]
    paths = _paths(path, len(cut), is_latest_first)
    for index, shown in enumerate(cut):
        yield (_pager(paths, index, is_latest_first) if len(cut) > 1 else None), shown


def _cuts(size: int, most: int, is_latest_first: bool) -> list[int]:
    """Where the pages begin, and the end: 0, 50, 51, 101 of 101 entries, 0, 50, 100, 101 where the latest is last."""
    short = (size % most or most) if is_latest_first and size > most else most
    return [0, *range(most, min(size, most + 1)), *range(most + short, size, most), size]


def _paths(path: str, count: int, is_latest_first: bool) -> list[Numbered]:
    """The pages as they are read."""
    numbers = range(count, 0, -1) if is_latest_first else range(1, count + 1)
    return [(number, f"{path}page_{number}/" if index else path) for index, number in enumerate(numbers)]


def _pager(pages: Sequence[Numbered], index: int, is_latest_first: bool) -> Pager:
    last = len(pages) - 1
    return Pager(
        number=pages[index][0],
        path=pages[index][1],
        is_first=index == 0,
        is_latest_first=is_latest_first,
        first=pages[0][1],
        previous=pages[index - 1][1] if index else None,
        next=pages[index + 1][1] if index < last else None,
        last=pages[last][1],
        numbers=tuple(_offered(pages, index, is_latest_first)),
    )


def _offered(pages: Sequence[Numbered], index: int, is_latest_first: bool) -> Iterator[Numbered | None]:
    """The numbers near a page's own and both ends; where numbers fall, not the highest, which grows with the list."""
    ends = {len(pages) - 1} if is_latest_first else {0, len(pages) - 1}
    near = set(range(max(index - _NEAR, 0), min(index + _NEAR + 1, len(pages))))
    before = min(near | ends) - 1
    for offered in sorted(near | ends):
        if offered - before == 2:
            yield pages[offered - 1]  # a gap of one page is not worth a sign
        elif offered - before > 2:
            yield None
        yield pages[offered]
        before = offered

"""The pages of a list that may need several."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Generic, TypeVar

from factcheck.publish import paging
from factcheck.publish.facts import Digest, digest
from factcheck.publish.output import Output
from factcheck.publish.paging import MOST_LINES, Pager
from factcheck.render.words import Words

Entry = TypeVar("Entry")


@dataclass(frozen=True, kw_only=True)
class Listing(Generic[Entry]):
    """A list: its entries in their order, and what a page is that shows some of them."""

    entries: Sequence[Entry]
    most: int = MOST_LINES  # on a page
    is_latest_first: bool = False
    values: Callable[[Sequence[Entry]], Mapping[str, Any]]
    needs: Callable[[Sequence[Entry]], Digest]
    updated: Callable[[Sequence[Entry]], date | None]
    template: str = ""  # of the pages behind the first; that of the first where none is named


def pages(first: Output, listing: Listing[Entry], words: Words) -> Iterator[Output]:
    """The pages of a list; `first` is the first one, without the entries.

    The others show their entries and nothing else of the list, such as its length, and are as new as their entries:
    so they stay as they are when it grows.
    """
    parts = paging.parts(first.path, listing.entries, listing.most, is_latest_first=listing.is_latest_first)
    for pager, shown in parts:
        if pager and not pager.is_first:
            yield _further(first, listing, pager, shown, words)
        else:
            yield _first(first, listing, pager, shown)


def _first(first: Output, listing: Listing[Entry], pager: Pager | None, shown: Sequence[Entry]) -> Output:
    return replace(
        first,
        pager=pager,
        needs=(*first.needs, listing.needs(shown), digest(pager)),
        values=lambda: {**first.values(), **listing.values(shown)},
    )


def _further(first: Output, listing: Listing[Entry], pager: Pager, shown: Sequence[Entry], words: Words) -> Output:
    def heading() -> tuple[str, str]:
        title = words.say("pages.title", title=first.title, number=pager.number)
        return title, words.say("pages.description", title=first.title, number=pager.number)

    return Output(
        path=pager.path,
        template=listing.template or first.template,
        heading=heading,
        pager=pager,
        needs=(listing.needs(shown), digest(pager)),
        updated=listing.updated(shown),
        values=lambda: listing.values(shown),
    )

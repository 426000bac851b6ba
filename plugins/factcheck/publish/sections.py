"""Sections: stretches of the list of pages, each made from the same few things.

Who knows from the last build what a section was made from need not make its pages only to learn that they are as they
were: of 10,000 claims that took 3 s. Such pages are `recalled`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import NamedTuple

from factcheck.publish import related
from factcheck.publish.facts import Digest
from factcheck.publish.output import Output


class Brief(NamedTuple):
    """What is kept of a page."""

    path: str
    template: str
    updated: int  # the day, as its ordinal; 0 where there is none
    is_listed: bool


Kept = Mapping[str, tuple[Digest, tuple[Brief, ...]]]  # what each section was made from, and its pages, by its name


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of the pages of a site: of its sections, and of which claims are near to which."""

    sections: Kept = field(default_factory=dict)
    kin: related.Known | None = None


NOTHING = Known()


@dataclass(frozen=True, slots=True)
class Section:
    """Pages that follow each other. If its `needs` are as they were, so are those of each of its pages."""

    name: str
    needs: Digest
    make: Callable[[], Iterable[Output]]

    def brief(self, outputs: Iterable[Output]) -> tuple[Digest, tuple[Brief, ...]]:
        """What is to be kept of the section; the outputs are its pages."""
        return self.needs, tuple(map(_brief, outputs))

    def recalled(self, briefs: Iterable[Brief]) -> Iterator[Output]:
        """Its pages, by what was kept of them. All are made when one is asked for the rest."""
        pages = _Pages(self.make)
        for path, template, updated, is_listed in briefs:
            yield Output(
                path=path,
                template=template,
                updated=date.fromordinal(updated) if updated else None,
                is_listed=is_listed,
                made=partial(pages.page, path),
            )


def made(parts: Iterable[Output | Section], before: Kept) -> tuple[tuple[Output, ...], Kept]:
    """All pages, those of sections that are as `before` recalled, and what is to be kept of the sections."""
    outputs: list[Output] = []
    kept = {}
    for part in parts:
        if isinstance(part, Output):
            outputs.append(part)
        elif (old := before.get(part.name)) and old[0] == part.needs:
            kept[part.name] = old
            outputs += part.recalled(old[1])
        else:
            pages = tuple(part.make())
            kept[part.name] = part.brief(pages)
            outputs += pages
    return tuple(outputs), kept


class _Pages:
    """The pages of a section, made when the first is asked for."""

    def __init__(self, make: Callable[[], Iterable[Output]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> Mapping[str, Output]:
        return {output.path: output for output in self._make()}

    def page(self, path: str) -> Output:
        """A page, by its path."""
        return self._made[path]


def _brief(output: Output) -> Brief:
    updated = output.updated.toordinal() if output.updated else 0
    return Brief(output.path, output.template, updated, output.is_listed)

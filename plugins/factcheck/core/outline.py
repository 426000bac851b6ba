"""Outline: of each file no more than the rules of the whole site ask (core/wholerules.py).

Small, so that it is kept for every file, and what did not change need not be read again. Light: see core/kinds.py.
Places are lines and columns; the path stands beside them once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple, cast

from factcheck.core import layout
from factcheck.core.grouping import gather
from factcheck.core.kinds import ClaimantType
from factcheck.core.problems import Place, Problem

At = tuple[int, int]  # line and column


class Said(NamedTuple):
    """A text of the front matter, and where it stands."""

    text: str
    at: At


class Day(NamedTuple):
    """A day that the front matter names under a key."""

    key: str
    day: date
    at: At


class Speaker(NamedTuple):
    """A claimant that an article lists."""

    name: Said
    type: ClaimantType
    type_at: At


class FileOutline(NamedTuple):
    """Of a seed, a source, a page or an earlier text."""

    path: str
    formerly: tuple[Said, ...] = ()
    days: tuple[Day, ...] = ()
    empty_at: At | None = None  # where the text below the front matter would begin

    def place(self, at: At) -> Place:
        """A place in the file."""
        return Place(self.path, *at)


class ArticleOutline(NamedTuple):
    """Of an article."""

    path: str
    seed: Said
    claimants: tuple[Speaker, ...]
    claimants_at: At
    ledger_at: tuple[At, ...]  # where the quotes stand of what it sets aside
    formerly: tuple[Said, ...]
    days: tuple[Day, ...]
    empty_at: At | None

    def place(self, at: At) -> Place:
        """A place in the file."""
        return Place(self.path, *at)


class ClaimOutline(NamedTuple):
    """Of a claim. A draft may say less than a published one."""

    path: str
    is_published: bool
    is_withdrawn: bool
    claimant: Said | None
    topics: tuple[Said, ...]
    cites: tuple[Said, ...]  # the sources
    quote_at: At
    formerly: tuple[Said, ...]
    days: tuple[Day, ...]
    empty_at: At | None

    def place(self, at: At) -> Place:
        """A place in the file."""
        return Place(self.path, *at)


AnyOutline = FileOutline | ArticleOutline | ClaimOutline
ClaimKey = tuple[str, str]  # article and slug


@dataclass(frozen=True, kw_only=True)
class Outline:
    """Of all files that could be read, in the order of their paths. Keys are as in a corpus."""

    seeds: Mapping[str, FileOutline]
    articles: Mapping[str, ArticleOutline]
    claims: Mapping[ClaimKey, ClaimOutline]
    sources: Mapping[str, FileOutline]
    pages: Mapping[str, FileOutline]
    history: Mapping[tuple[str, str, str], FileOutline]
    refused: frozenset[str]  # paths of files with problems of their own

    @cached_property
    def published(self) -> Mapping[ClaimKey, ClaimOutline]:
        """The claims that are no drafts."""
        return {key: claim for key, claim in self.claims.items() if claim.is_published}

    @cached_property
    def live(self) -> Mapping[ClaimKey, ClaimOutline]:
        """The published claims that were not withdrawn."""
        return {key: claim for key, claim in self.published.items() if not claim.is_withdrawn}

    @cached_property
    def checked(self) -> frozenset[str]:
        """The slugs of the articles that are published: those with a published claim, or one that cannot be read."""
        unread = (path.split("/")[2] for path in self.refused if path.startswith("content/claims/"))
        return frozenset((*(article for article, _ in self.published), *unread))

    @cached_property
    def kept(self) -> Mapping[ClaimKey, list[str]]:
        """The names of the earlier texts, by the article and slug of their claim."""
        return gather(((article, slug), name) for article, slug, name in self.history)

    def any_refused(self, *folders: str) -> bool:
        """Whether a file of one of the folders could not be read, so that what it says is unknown."""
        return any(path.startswith(folders) for path in self.refused)


def outline(files: Iterable[AnyOutline], refused: frozenset[str]) -> Outline:
    """The outline of a site, by those of its files in the order of their paths."""
    kinds: dict[str, dict[layout.Key, AnyOutline]] = {kind: {} for kind in ("", *layout.ALLOWED)}
    for file in files:
        kinds[layout.kind_of(file.path)][layout.key_of(file.path)] = file
    return Outline(
        seeds=cast("Mapping[str, FileOutline]", kinds[""]),
        articles=cast("Mapping[str, ArticleOutline]", kinds["articles"]),
        claims=cast("Mapping[ClaimKey, ClaimOutline]", kinds["claims"]),
        sources=cast("Mapping[str, FileOutline]", kinds["sources"]),
        pages=cast("Mapping[str, FileOutline]", kinds["pages"]),
        history=cast("Mapping[tuple[str, str, str], FileOutline]", kinds["history"]),
        refused=refused,
    )


def refused(problems: Iterable[Problem]) -> frozenset[str]:
    """The paths of files with problems of their own, and those that they are meant to have."""
    return frozenset(path for found in problems for path in (found.place.path, layout.meant(found.place.path)))

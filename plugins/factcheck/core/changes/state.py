"""A state of the content: what its files say, read leniently, so that other versions' files can be compared.

A key that is missing is an empty text, and so is one of another form than today's; nothing is refused here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from factcheck.core.fields import SLUG, Status
from factcheck.core.frontmatter import Document, parse, plain
from factcheck.core.text import collapse

HISTORY = "content/history/"
_CLAIM = re.compile(rf"content/claims/({SLUG}/{SLUG})\.md")
_ARTICLE = re.compile(rf"content/articles/({SLUG})\.md")
_SOURCE = re.compile(rf"content/sources/({SLUG})\.md")


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A correction as it is written, its white space collapsed."""

    date: str
    kind: str
    text: str


@dataclass(frozen=True)
class Stated:
    """What a content file says."""

    name: str  # the id of a claim, the slug of an article or a source
    path: str
    raw: bytes
    document: Document

    @cached_property
    def header(self) -> Mapping[str, object]:
        """The front matter as str, list and dict."""
        values = plain(self.document.header)
        return values if isinstance(values, dict) else {}

    def text(self, key: str) -> str:
        """The value of a key, its white space collapsed; empty where there is none or it is no text."""
        return text_of(self.header.get(key))

    def rows(self, key: str) -> tuple[Mapping[str, object], ...]:
        """The entries of a list of mappings. One that is no mapping is an empty one, so that all keep their index."""
        value = self.header.get(key)
        return tuple(row if isinstance(row, dict) else {} for row in value) if isinstance(value, list) else ()

    @property
    def is_published(self) -> bool:
        """Whether the file says that its claim is published."""
        return self.text("status") == Status.PUBLISHED

    @cached_property
    def formerly(self) -> tuple[str, ...]:
        """The names that it had before."""
        value = self.header.get("formerly")
        return tuple(map(text_of, value)) if isinstance(value, list) else ()

    @cached_property
    def corrections(self) -> tuple[Entry, ...]:
        """The corrections, in the order of the file."""
        rows = ((row.get("date"), row.get("kind"), row.get("text")) for row in self.rows("corrections"))
        return tuple(Entry(*map(text_of, row)) for row in rows)

    @property
    def is_withdrawn(self) -> bool:
        """Whether the last correction withdraws the check."""
        return bool(self.corrections) and self.corrections[-1].kind == "void"


def text_of(value: object) -> str:
    """A value of front matter as text, its white space collapsed; empty where it is none."""
    return collapse(value) if isinstance(value, str) else ""


@dataclass(frozen=True)
class State:
    """All content at a time. `files` are path to bytes."""

    files: Mapping[str, bytes]

    def _stated(self, pattern: re.Pattern[str]) -> dict[str, Stated]:
        found: dict[str, Stated] = {}
        for path, raw in sorted(self.files.items()):
            if (named := pattern.fullmatch(path)) and (document := parse(path, raw)[0]):
                found[named[1]] = Stated(named[1], path, raw, document)
        return found

    @cached_property
    def claims(self) -> Mapping[str, Stated]:
        """Every claim whose front matter can be read, drafts too, by id."""
        return self._stated(_CLAIM)

    @cached_property
    def published(self) -> Mapping[str, Stated]:
        """The published claims, by id; those that are withdrawn too, since they have a page."""
        return {name: claim for name, claim in self.claims.items() if claim.is_published}

    @cached_property
    def articles(self) -> Mapping[str, Stated]:
        """The articles, by slug."""
        return self._stated(_ARTICLE)

    @cached_property
    def sources(self) -> Mapping[str, Stated]:
        """The sources, by slug."""
        return self._stated(_SOURCE)

    @cached_property
    def cited(self) -> Mapping[str, Stated]:
        """The sources that have a page: those that a published claim cites."""
        rows = (row for claim in self.published.values() for row in claim.rows("evidence"))
        names = {text_of(row.get("source")) for row in rows}
        return {name: source for name, source in self.sources.items() if name in names}

    @cached_property
    def history(self) -> Mapping[str, bytes]:
        """The earlier texts of claims, by path."""
        return {path: raw for path, raw in sorted(self.files.items()) if path.startswith(HISTORY)}


def history_folder(claim: str) -> str:
    """The folder that holds the earlier texts of a claim, by its id."""
    return f"{HISTORY}{claim}/"


def claim_path(claim: str) -> str:
    """The path of the file of a claim, by its id."""
    return f"content/claims/{claim}.md"


def formerly(now: Mapping[str, Stated]) -> dict[str, str]:
    """The name now for each name that was given up; of two that claim it the first."""
    found: dict[str, str] = {}
    for name, stated in now.items():
        for former in stated.formerly:
            if former not in now:
                found.setdefault(former, name)
    return found

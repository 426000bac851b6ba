"""links.json: what the last check of external links has found, for readers, editors and programs.

`make links-external` writes it at the site's root; a build that finds it there shows its dated lines.
It is an input like any other: a build never asks the network.
"""

import json
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from factcheck.core import layout
from factcheck.core.fields import Date, Note
from factcheck.core.outcome import Outcome
from factcheck.core.problems import Place, Problem, problem

PATH = layout.LINKS
SCHEMA: Final = "factcheck/links/1"
_Line = Annotated[str, Field(min_length=1, max_length=2000)]


class State(StrEnum):
    """What became of an address."""

    OK = "ok"
    MOVED = "moved"  # it answers at another address
    GONE = "gone"  # 404 or 410
    BLOCKED = "blocked"  # 401, 403, 429, 451 or a login page: it may well be there for a person
    TIMEOUT = "timeout"
    TLS = "tls"  # its certificate is not good
    UNCHECKED = "unchecked"  # no answer for another reason, such as no network; `cause` says which


class DiffKind(StrEnum):
    """A stretch of a word diff: from the quote to what stands on the page."""

    SAME = "same"
    QUOTE = "quote"  # only in the quote
    PAGE = "page"  # only on the page


class Where(StrEnum):
    """Where quoted words can still be read."""

    BOTH = "both"
    LIVE = "live"
    ARCHIVE = "archive"
    NEITHER = "neither"
    UNCHECKED = "unchecked"  # neither could be looked at


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)  # 11 ms, for a site with a links.json


class Link(_Row):
    """An external address, asked once."""

    url: _Line
    state: State
    status: int | None = None  # of the last HTTP answer
    to: _Line | None = None  # for `moved`: the new address
    cause: Note | None = None
    checked: Date
    places: tuple[_Line, ...]  # path:line:col, where the address is written


class Look(_Row):
    """How quoted words stood on one page."""

    outcome: Outcome
    cause: Note | None = None  # for `unchecked`
    diff: tuple[tuple[DiffKind, str], ...] = ()  # for `typographic` and `near`, by words

    @property
    def is_there(self) -> bool:
        """Whether a reader finds the words: typography may differ between a page and our extract of it."""
        return self.outcome in (Outcome.VERBATIM, Outcome.TYPOGRAPHIC)


class QuoteRow(_Row):
    """A quote, looked for on the live page and in its archived copy."""

    place: _Line  # path:line:col of the quote
    claim: _Line  # path of the claim's file
    evidence: int | None = None  # its index from 0; none for the quote from the article
    exact: Annotated[str, Field(min_length=1, max_length=5000)]
    url: _Line
    archive: _Line | None = None
    live: Look
    archived: Look
    where: Where
    checked: Date


class LinkFile(_Row):
    """The whole file; rows are sorted, so that two checks with the same findings are the same bytes."""

    schema_: Literal["factcheck/links/1"] = Field(alias="schema")
    links: tuple[Link, ...]
    quotes: tuple[QuoteRow, ...]


def where(live: Look, archived: Look) -> Where:
    """Where the words can still be read, by the two looks."""
    if live.is_there:
        return Where.BOTH if archived.is_there else Where.LIVE
    if archived.is_there:
        return Where.ARCHIVE
    looks = (live.outcome, archived.outcome)
    return Where.UNCHECKED if all(outcome is Outcome.UNCHECKED for outcome in looks) else Where.NEITHER


def link_file(links: Iterable[Link], quotes: Iterable[QuoteRow]) -> LinkFile:
    """A file of these rows, sorted."""
    rows = tuple(sorted(quotes, key=lambda row: (row.claim, -1 if row.evidence is None else row.evidence)))
    return LinkFile(schema=SCHEMA, links=tuple(sorted(links, key=lambda link: link.url)), quotes=rows)


def write(file: LinkFile) -> str:
    """The file as JSON text; keys without a value are left out."""
    content = file.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def exported() -> str:
    """The JSON Schema of links.json, for programs that read it."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **LinkFile.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def read(raw: bytes) -> tuple[LinkFile | None, list[Problem]]:
    """Read the file, or tell what is wrong with it."""
    try:
        return LinkFile.model_validate(json.loads(raw.decode())), []
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        fix = "run make links-external again, or delete the file"
        return None, [problem("FC513", _place(error), ("found", _cause(error)), ("fix", fix))]


def _place(error: Exception) -> Place:
    return Place(PATH, error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else Place(PATH)


def _cause(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        return f"{'.'.join(map(str, first['loc'])) or 'the file'}: {first['msg']}"
    return str(error) if not isinstance(error, RecursionError) else "JSON nested too deeply"

"""links.json: written and read back, and every way in which it can be wrong."""

from datetime import date
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.core.linkfile import (
    DiffKind,
    Link,
    LinkFile,
    Look,
    QuoteRow,
    State,
    Where,
    link_file,
    read,
    where,
    write,
)
from factcheck.core.outcome import Outcome

DAY = date(2026, 11, 22)
HERE = "content/claims/demo/cost.md:15:12"
LINKS = [
    Link(url="https://b.example.org/", state=State.MOVED, status=301, to="https://c.example.org/", checked=DAY, places=(HERE,)),
    Link(url="https://a.example.org/", state=State.UNCHECKED, cause="no network", checked=DAY, places=(HERE,)),
]  # fmt: skip
NEAR = Look(outcome=Outcome.NEAR, diff=((DiffKind.SAME, "the"), (DiffKind.QUOTE, "36"), (DiffKind.PAGE, "35")))
UNCHECKED = Look(outcome=Outcome.UNCHECKED, cause="no archived copy is named")


def row(evidence: int | None, live: Look, archived: Look) -> QuoteRow:
    return QuoteRow(
        place=HERE,
        claim="content/claims/demo/cost.md",
        evidence=evidence,
        exact="the 36",
        url="https://a.example.org/",
        live=live,
        archived=archived,
        where=where(live, archived),
        checked=DAY,
    )


QUOTES = [row(1, NEAR, UNCHECKED), row(None, Look(outcome=Outcome.VERBATIM), UNCHECKED)]
WRITTEN = """\
{
  "schema": "factcheck/links/1",
  "links": [
    {
      "url": "https://a.example.org/",
      "state": "unchecked",
      "cause": "no network",
      "checked": "2026-11-22",
      "places": [
        "content/claims/demo/cost.md:15:12"
      ]
    },
    {
      "url": "https://b.example.org/",
      "state": "moved",
      "status": 301,
      "to": "https://c.example.org/",
      "checked": "2026-11-22",
      "places": [
        "content/claims/demo/cost.md:15:12"
      ]
    }
  ],
  "quotes": [
    {
      "place": "content/claims/demo/cost.md:15:12",
      "claim": "content/claims/demo/cost.md",
      "exact": "the 36",
      "url": "https://a.example.org/",
      "live": {
        "outcome": "verbatim"
      },
      "archived": {
        "outcome": "unchecked",
        "cause": "no archived copy is named"
      },
      "where": "live",
      "checked": "2026-11-22"
    },
    {
      "place": "content/claims/demo/cost.md:15:12",
      "claim": "content/claims/demo/cost.md",
      "evidence": 1,
      "exact": "the 36",
      "url": "https://a.example.org/",
      "live": {
        "outcome": "near",
        "diff": [
          [
            "same",
            "the"
          ],
          [
            "quote",
            "36"
          ],
          [
            "page",
            "35"
          ]
        ]
      },
      "archived": {
        "outcome": "unchecked",
        "cause": "no archived copy is named"
      },
      "where": "neither",
      "checked": "2026-11-22"
    }
  ]
}
"""


def test_the_whole_file() -> None:
    assert write(link_file(LINKS, QUOTES)) == WRITTEN


def test_what_was_written_is_read_back() -> None:
    assert read(WRITTEN.encode()) == (link_file(LINKS, QUOTES), [])


@given(st.permutations(LINKS), st.permutations(QUOTES))
def test_the_order_of_the_findings_does_not_matter(links: list[Link], quotes: list[QuoteRow]) -> None:
    assert write(link_file(links, quotes)) == WRITTEN


class Wrong(NamedTuple):
    name: str
    raw: bytes
    expected: str  # place and beginning of what was found


WRONG = [
    Wrong("nothing", b"", "links.json:1:1 Expecting value"),
    Wrong("no JSON", b"{]", "links.json:1:2 Expecting property name"),
    Wrong("a mark of git's", b"{\n<<<<<<< HEAD\n", "links.json:2:1 Expecting property name"),
    Wrong("no UTF-8", b'{"schema": "\xff"}', "links.json:1:1 'utf-8' codec can't decode"),
    Wrong("a list", b"[]", "links.json:1:1 the file: Input should be a valid dictionary"),
    Wrong("another schema", b'{"schema": "factcheck/links/2"}', "links.json:1:1 schema: Input should be"),
    Wrong("an unknown key", b'{"schema": "factcheck/links/1", "links": [], "quotes": [], "x": 1}', "links.json:1:1 x: Extra inputs"),
    Wrong("an unknown state", WRITTEN.replace('"moved"', '"lost"').encode(), "links.json:1:1 links.1.state: Input"),
    Wrong("an unknown outcome", WRITTEN.replace('"near"', '"true"').encode(), "links.json:1:1 quotes.1.live.outcome:"),
    Wrong("nested too deeply", b"[" * 100_000, "links.json:1:1 JSON nested too deeply"),
    Wrong("a day that is none", WRITTEN.replace("2026-11-22", "2026-02-30").encode(), "links.json:1:1 links.0.checked:"),
]  # fmt: skip


@each(WRONG)
def test_what_is_wrong(case: Wrong) -> None:
    file, problems = read(case.raw)
    assert file is None
    assert [found.code for found in problems] == ["FC513"]
    assert f"{problems[0].place} {dict(problems[0].details)['found']}".startswith(case.expected)


class Standing(NamedTuple):
    name: str
    live: str
    archived: str
    expected: str


STANDINGS = [
    Standing("in both", "verbatim", "verbatim", "both"),
    Standing("typography apart", "typographic", "verbatim", "both"),
    Standing("on the page", "verbatim", "not-found", "live"),
    Standing("on the page, no archive", "verbatim", "unchecked", "live"),
    Standing("in the archive", "near", "verbatim", "archive"),
    Standing("in the archive, page unknown", "unchecked", "verbatim", "archive"),
    Standing("in neither", "near", "not-found", "neither"),
    Standing("not on the page, archive unknown", "not-found", "unchecked", "neither"),
    Standing("nothing known", "unchecked", "unchecked", "unchecked"),
]


@each(STANDINGS)
def test_where_the_words_can_be_read(case: Standing) -> None:
    live, archived = (Look(outcome=Outcome(word)) for word in (case.live, case.archived))
    assert where(live, archived) is Where(case.expected)


def test_an_empty_file() -> None:
    raw = write(link_file([], [])).encode()
    assert raw == b'{\n  "schema": "factcheck/links/1",\n  "links": [],\n  "quotes": []\n}\n'
    assert read(raw) == (LinkFile(schema="factcheck/links/1", links=(), quotes=()), [])

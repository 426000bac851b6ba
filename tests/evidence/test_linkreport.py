"""The findings of links.json for people: warnings, the closing line, the report for an issue, merging."""

import re
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.core import linkfile
from factcheck.core.linkfile import DiffKind, Link, LinkFile, Look, QuoteRow, State, link_file, where
from factcheck.core.outcome import Outcome
from factcheck.core.problems import Problem
from factcheck.evidence.external.findings import problems, short_diff
from factcheck.evidence.external.merge import ANOTHER_SHARD, merge
from factcheck.evidence.external.report import MOST_CHARACTERS, code, report, summary
from factcheck.evidence.external.rot import NO_ARCHIVE, diff
from factcheck.render.report import text as shown_problems
from strategies import any_texts, often

DAY = date(2026, 11, 22)
COST, SOURCE = "content/claims/demo/cost.md", "content/sources/accounts.md"


def link(url: str, state: State, cause: str | None = None, to: str | None = None, *places: str, **more: Any) -> Link:
    return Link(url=url, state=state, cause=cause, to=to, checked=DAY, places=places or (f"{SOURCE}:4:6",), **more)


VERBATIM, NOT_FOUND = Look(outcome=Outcome.VERBATIM), Look(outcome=Outcome.NOT_FOUND)
NO_COPY = Look(outcome=Outcome.UNCHECKED, cause=NO_ARCHIVE)
NEAR = Look(outcome=Outcome.NEAR, diff=diff("It cost 12 million.", "It cost 15 million."))


def unchecked(cause: str) -> Look:
    return Look(outcome=Outcome.UNCHECKED, cause=cause)


def row(
    live: Look = VERBATIM,
    archived: Look = NO_COPY,
    *,
    evidence: int | None = 0,
    exact: str = "It cost 12 million.",
    url: str = "https://town.example/x",
    archive: str | None = None,
    day: date = DAY,
) -> QuoteRow:
    place = f"{COST}:{4 if evidence is None else 14 + evidence}:12"
    return QuoteRow(
        place=place,
        claim=COST,
        evidence=evidence,
        exact=exact,
        url=url,
        archive=archive,
        live=live,
        archived=archived,
        where=where(live, archived),
        checked=day,
    )


FILE = link_file(
    [
        link("https://ok.example/", State.OK, status=200),
        link("https://soft.example/", State.OK, "the page's title says “Not found”", status=200),
        link("http://a.example/old", State.MOVED, None, "https://b.example/new", f"{SOURCE}:4:6", f"{COST}:20:3"),
        link("http://a.example/deep", State.MOVED, "leads to a home page: what was there may be gone", "http://a.example/"),
        link("https://gone.example/x", State.GONE, "HTTP 404", status=404),
        link("https://slow.example/", State.TIMEOUT, "there was no full answer in 30 s"),
        link("https://old.example/", State.TLS, "its certificate has expired"),
        *(link(f"https://no.example/{number}", State.BLOCKED, "HTTP 403", status=403) for number in range(5)),
        link("https://login.example/", State.BLOCKED, "leads to a login or consent page: https://login.example/in"),
        link("https://lost.example/", State.UNCHECKED, "no such name"),
    ],
    [
        row(evidence=None, url="https://ok.example/"),
        row(NEAR, VERBATIM, evidence=0, archive="https://archive.example/x"),
        row(NOT_FOUND, NOT_FOUND, evidence=1, archive="https://archive.example/x", exact="It opened late."),
        row(unchecked("HTTP 404"), VERBATIM, evidence=2, url="https://gone.example/x#p", archive="https://archive.example/x"),
        row(unchecked("HTTP 403"), evidence=3, url="https://no.example/1"),
        row(Look(outcome=Outcome.TYPOGRAPHIC), evidence=4),
    ],
)  # fmt: skip

REPORT = """\
Checked on 2026-11-22. 14 addresses: 2 ok, 2 moved, 1 gone, 6 blocked, 1 timeout, 1 tls, 1 unchecked. 6 quotes: 2 still on the live page, 2 no longer, 2 not looked at.

| Address | Count |
| --- | --- |
| ok | 2 |
| moved | 2 |
| gone | 1 |
| blocked | 6 |
| timeout | 1 |
| tls | 1 |
| unchecked | 1 |

| Quote | Live page | Archived copy |
| --- | --- | --- |
| verbatim | 1 | 2 |
| typographic | 1 | 0 |
| near | 1 | 0 |
| not-found | 1 | 1 |
| unchecked | 2 | 3 |

Where the words can be read: live 2, archive 2, neither 1, unchecked 1.

### Quotes no longer on their live page (3)

| Quote at | Live page | Archived copy | From the quote to the page |
| --- | --- | --- | --- |
| `content/claims/demo/cost.md:14:12` | `near` on `https://town.example/x` | `verbatim` | `It cost [-12-] {+15+} million.` |
| `content/claims/demo/cost.md:15:12` | `not-found` on `https://town.example/x` | `not-found` | `It opened late.` |
| `content/claims/demo/cost.md:16:12` | `unchecked: HTTP 404` on `https://gone.example/x#p` | `verbatim` | `It cost 12 million.` |

### Moved: write the new address (2)

- `http://a.example/deep` → `http://a.example/` (`leads to a home page: what was there may be gone`) in `content/sources/accounts.md:4:6`
- `http://a.example/old` → `https://b.example/new` in `content/sources/accounts.md:4:6`, `content/claims/demo/cost.md:20:3`

### Gone: cite another address or an archived copy (1)

- `https://gone.example/x` (`HTTP 404`) in `content/sources/accounts.md:4:6`

### No answer: look at them in a browser (2)

- `https://slow.example/` (`there was no full answer in 30 s`) in `content/sources/accounts.md:4:6`
- `https://old.example/` (`its certificate has expired`) in `content/sources/accounts.md:4:6`

### Answered, but perhaps not with the page (1)

- `https://soft.example/` (`the page's title says “Not found”`) in `content/sources/accounts.md:4:6`

### Blocked: these refuse programs, and may well be there for a person (6)

- `HTTP 403`: `https://no.example/0`, `https://no.example/1`, `https://no.example/2` and 2 more
- `leads to a login or consent page: https://login.example/in`: `https://login.example/`

### Not checked (1)

- `no such name`: `https://lost.example/`
"""


def test_the_whole_report() -> None:
    assert report(FILE) == REPORT


def test_a_report_of_nothing() -> None:
    assert (
        report(link_file([], []))
        == "0 addresses: none. 0 quotes: 0 still on the live page, 0 no longer, 0 not looked at.\n"
    )


def test_a_report_of_two_days() -> None:
    days = (DAY, date(2026, 11, 20))
    found = report(link_file([], [row(day=day, evidence=number) for number, day in enumerate(days)]))
    assert found.startswith("Checked on 2026-11-20 to 2026-11-22. 0 addresses: none. 2 quotes: 2 still")


def test_a_report_that_no_issue_could_hold_is_cut_at_a_line() -> None:
    rows = [row(NOT_FOUND, evidence=number, exact=300 * "words ") for number in range(200)]
    found = report(link_file([], rows))
    assert MOST_CHARACTERS - 1000 < len(found) <= MOST_CHARACTERS
    *_, last, empty, cut = found.rstrip("\n").split("\n")
    assert re.fullmatch(r"\| `content/claims/demo/cost.md:\d+:12` \| .*…` \|", last)
    assert (empty, cut) == ("", "The report is cut here; links.json has the rest.")


class Closing(NamedTuple):
    name: str
    file: LinkFile
    line: str


LOST = "no network: none of the first hosts could be reached"
CLOSINGS = [
    Closing("all of it", FILE, REPORT.split("\n")[0].removeprefix("Checked on 2026-11-22. ")),
    Closing(
        "no network",
        link_file([link(f"https://{n}.example/", State.UNCHECKED, LOST) for n in range(2)], [row(unchecked(LOST))]),
        f"Nothing could be checked ({LOST}): 2 addresses and 1 quote are unchecked.",
    ),
    Closing(
        "one address",
        link_file([link("https://a.example/", State.OK)], []),
        "1 address: 1 ok. 0 quotes: 0 still on the live page, 0 no longer, 0 not looked at.",
    ),
]


@each(CLOSINGS)
def test_the_closing_line(case: Closing) -> None:
    assert summary(case.file) == case.line


# --- Words of strangers ---------------------------------------------------------------------------


class Hostile(NamedTuple):
    name: str
    text: str
    expected: str


HOSTILE = [
    Hostile("plain", "words", "`words`"),
    Hostile("nothing", "", ""),
    Hostile("white space only", " \n\t", ""),
    Hostile("a mention", "@octocat", "`@octocat`"),
    Hostile("an issue", "fixes #1, owner/repo#2, GH-3", "`fixes #1, owner/repo#2, GH-3`"),
    Hostile("HTML", "<img src=x onerror=alert(1)>", "`<img src=x onerror=alert(1)>`"),
    Hostile("an image", "![x](http://evil.example/pixel)", "`![x](http://evil.example/pixel)`"),
    Hostile("a backquote", "a`b", "``a`b``"),
    Hostile("many backquotes", "a``` b ` c", "````a``` b ` c````"),
    Hostile("a backquote at the start", "`@octocat", "`` `@octocat ``"),
    Hostile("a backquote at the end", "@octocat`", "`` @octocat` ``"),
    Hostile("only backquotes", "```", "```` ``` ````"),
    Hostile("the end of a cell", "a | b || c", "`a ¦ b ¦¦ c`"),
    Hostile("a backslash and the end of a cell", "a\\|b\\\\|c", "`a\\¦b\\\\¦c`"),
    Hostile("a line break", "a\n\n# b\r\n- c", "`a # b - c`"),
    Hostile("a line separator", "a\u2028b\u2029c", "`a b c`"),
    Hostile("an escape of a terminal", "\x1b[31mred", "`\\u{001B}[31mred`"),
    Hostile("a right-to-left override", "abc\u202edef", "`abc\\u{202E}def`"),
    Hostile("characters of no width", "a\u200bb\ufeffc", "`a\\u{200B}b\\u{FEFF}c`"),
    Hostile("half a character", "a\ud800b", "`a\\u{D800}b`"),
    Hostile("very long", 601 * "x", f"`{600 * 'x'}…`"),
]


@each(HOSTILE)
def test_words_of_strangers_stand_in_code_spans(case: Hostile) -> None:
    assert code(case.text) == case.expected


# CommonMark, section 6.1: as many backquotes at the end as at the start, and no other run of that length between.
SPAN = re.compile(r"(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)")
whole = [case.text for case in HOSTILE if not re.search("[\ud800-\udfff]", case.text)]  # as links.json demands
hostile = st.one_of(any_texts, st.sampled_from(whole)).filter(str.strip)


@often
@given(any_texts)
def test_a_code_span_is_closed_where_it_should_be(text: str) -> None:
    assert SPAN.sub("", code(text)) == ""
    assert len(SPAN.findall(code(text))) <= 1


@often
@given(hostile, hostile, hostile)
def test_nothing_of_strangers_stands_outside_of_code_spans(one: str, two: str, three: str) -> None:
    """The rest of the report is the same, whatever strangers have written."""

    def written(a: str, b: str, c: str) -> str:
        found = link_file(
            [link("https://a.example/", State.MOVED, a, f"https://b.example/{b}"), link("https://c.example/", State.GONE, c)],
            [row(Look(outcome=Outcome.NEAR, diff=((DiffKind.QUOTE, a), (DiffKind.PAGE, b))), unchecked(c), exact="q" + b)],
        )  # fmt: skip
        return "\n".join(SPAN.sub("…", line) for line in report(found).split("\n"))

    assert written(f"x{one}", f"x{two}", f"x{three}") == written("a", "b", "c")


# --- Word diffs -----------------------------------------------------------------------------------


class Shown(NamedTuple):
    name: str
    quote: str
    page: str
    expected: str


LONG = "one two three four five six seven eight nine ten eleven twelve"
SHOWN = [
    Shown("a changed word", "a b c", "a x c", "a [-b-] {+x+} c"),
    Shown("an added word", "a c", "a b c", "a {+b+} c"),
    Shown("a word less", "a b c", "a c", "a [-b-] c"),
    Shown("many words before", f"{LONG} a", f"{LONG} b", "… eight nine ten eleven twelve [-a-] {+b+}"),
    Shown("many words after", f"a {LONG}", f"b {LONG}", "[-a-] {+b+} one two three four five …"),
    Shown("many words between", f"a {LONG} a", f"b {LONG} b", "[-a-] {+b+} one two three four five … eight nine ten eleven twelve [-a-] {+b+}"),
    Shown("just enough words", "one two three four five six a", "one two three four five six b", "one two three four five six [-a-] {+b+}"),
    Shown("nothing", "", "", ""),
]  # fmt: skip


@each(SHOWN)
def test_a_diff_on_one_line(case: Shown) -> None:
    found = diff(case.quote, case.page) if case.quote else ()
    assert short_diff(Look(outcome=Outcome.NEAR, diff=found)) == case.expected


# --- Warnings -------------------------------------------------------------------------------------

WARNINGS = """\
content/claims/demo/cost.md:14:12: FC512 warning: quoted words should still be on the page they are cited from
    quote    “It cost 12 million.”
    found    near on https://town.example/x
    diff     It cost [-12-] {+15+} million.
    archive  verbatim in https://archive.example/x
    fix      look at it; name an archived copy that has the words (archive: …); a correction may change the verdict
content/claims/demo/cost.md:15:12: FC512 warning: quoted words should still be on the page they are cited from
    quote    “It opened late.”
    found    not-found on https://town.example/x
    archive  not-found in https://archive.example/x
    fix      look at it; name an archived copy that has the words (archive: …); a correction may change the verdict
content/claims/demo/cost.md:20:3: FC511 warning: address should be the one that the page has now
    found    “http://a.example/old”
    nearest  https://b.example/new
    fix      see that it is the same page, and write its new address
content/sources/accounts.md:4:6: FC510 warning: address should answer
    found    “https://gone.example/x”
    answer   gone: HTTP 404
    fix      look at it in a browser; if it is gone, name an archived copy (archive: …) or another address
content/sources/accounts.md:4:6: FC510 warning: address should answer
    found    “https://old.example/”
    answer   tls: its certificate has expired
    fix      look at it in a browser; if it is gone, name an archived copy (archive: …) or another address
content/sources/accounts.md:4:6: FC510 warning: address should answer
    found    “https://slow.example/”
    answer   timeout: there was no full answer in 30 s
    fix      look at it in a browser; if it is gone, name an archived copy (archive: …) or another address
content/sources/accounts.md:4:6: FC511 warning: address should be the one that the page has now
    found    “http://a.example/deep”
    nearest  http://a.example/
    cause    leads to a home page: what was there may be gone
    fix      see that it is the same page, and write its new address
content/sources/accounts.md:4:6: FC511 warning: address should be the one that the page has now
    found    “http://a.example/old”
    nearest  https://b.example/new
    fix      see that it is the same page, and write its new address"""


def test_all_warnings() -> None:
    found = problems(FILE)
    assert shown_problems(found) == WARNINGS
    assert not any(problem.is_error for problem in found)


SOUND = [State.OK, State.BLOCKED, State.UNCHECKED]


@pytest.mark.parametrize("state", State)
def test_which_states_are_problems(state: State) -> None:
    found = problems(link_file([link("https://a.example/", state, "cause", "https://b.example/")], []))
    assert bool(found) == (state not in SOUND)


@pytest.mark.parametrize("outcome", Outcome)
def test_which_outcomes_are_problems(outcome: Outcome) -> None:
    found = problems(link_file([], [row(Look(outcome=outcome, cause="x"))]))
    assert bool(found) == (outcome in (Outcome.NEAR, Outcome.NOT_FOUND, Outcome.MISATTRIBUTED))


@pytest.mark.parametrize("place", ["x.md", "x.md:1", "x.md:0:1", "x.md:1:y", ":1:1", "a:b.md:1:1", f"x.md:1:{10**9}"])
def test_a_place_that_was_changed_by_hand_is_no_crash(place: str) -> None:
    [found] = problems(link_file([link("https://a.example/", State.GONE, "HTTP 404", None, place)], []))
    assert isinstance(found, Problem)
    assert found.place.path == ("a:b.md" if place.startswith("a:b") else place)


# --- Merging quotes -------------------------------------------------------------------------------


class Joined(NamedTuple):
    name: str
    one: QuoteRow
    other: QuoteRow
    expected: QuoteRow


def day(number: int) -> date:
    return date(2026, 11, number)


ELSEWHERE = unchecked(ANOTHER_SHARD)
JOINED = [
    Joined("two halves", row(VERBATIM, ELSEWHERE), row(ELSEWHERE, NOT_FOUND), row(VERBATIM, NOT_FOUND)),
    Joined("two halves of two days", row(VERBATIM, ELSEWHERE, day=day(22)), row(ELSEWHERE, NOT_FOUND, day=day(20)), row(VERBATIM, NOT_FOUND, day=day(20))),
    Joined("half and nothing", row(VERBATIM, ELSEWHERE, day=day(20)), row(ELSEWHERE, unchecked("HTTP 404"), day=day(22)), row(VERBATIM, unchecked("HTTP 404"), day=day(20))),
    Joined("nothing and nothing", row(unchecked("x"), ELSEWHERE, day=day(20)), row(ELSEWHERE, unchecked("y"), day=day(22)), row(unchecked("x"), unchecked("y"), day=day(22))),
    Joined("looked at before not looked at", row(VERBATIM, day=day(20)), row(unchecked("HTTP 500"), day=day(22)), row(VERBATIM, day=day(20))),
    Joined("the later day", row(VERBATIM, day=day(20)), row(NOT_FOUND, day=day(22)), row(NOT_FOUND, day=day(22))),
    Joined("the archive is gone since", row(VERBATIM, VERBATIM, day=day(20)), row(NOT_FOUND, unchecked("x"), day=day(22)), row(NOT_FOUND, VERBATIM, day=day(20))),
]  # fmt: skip


@each(JOINED)
def test_a_quote_in_two_files(case: Joined) -> None:
    one, other = link_file([], [case.one]), link_file([], [case.other])
    assert merge([one, other]).quotes == merge([other, one]).quotes == (case.expected,)


def test_another_quote_is_another_row() -> None:
    rows = [
        row(),
        row(evidence=None),
        row(exact="It opened."),
        row(url="https://b.example/"),
        row(archive="https://c.example/"),
    ]
    assert len(merge([link_file([], [row]) for row in rows]).quotes) == 5


# --- docs/links.md --------------------------------------------------------------------------------

DOCUMENT = (Path(__file__).parents[2] / "docs" / "links.md").read_text(encoding="utf-8")


def test_the_example_of_the_documentation_is_a_sound_file() -> None:
    [example] = re.findall(r"^```json\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)
    found, refused = linkfile.read(example.encode())
    assert refused == []
    assert found is not None
    assert linkfile.write(found) == example
    assert [row.where for row in found.quotes] == [where(row.live, row.archived) for row in found.quotes]


@pytest.mark.parametrize(("title", "model"), [("`links`", Link), ("`quotes`", QuoteRow), ("are a look each", Look)])
def test_every_key_is_documented(title: str, model: type[Link | QuoteRow | Look]) -> None:
    table = DOCUMENT.split(title, 1)[1].split("| --- | --- |", 1)[1].split("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(model.model_fields)


@pytest.mark.parametrize(("title", "words"), [("## States", State), ("## Outcomes", Outcome)])
def test_every_state_and_outcome_is_documented(title: str, words: type[State | Outcome]) -> None:
    table = DOCUMENT.split(title, 1)[1].split("\n\n")[1]
    assert re.findall(r"^\| `([\w-]+)` \|", table, re.MULTILINE) == list(words)

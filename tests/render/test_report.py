"""Reports: for people, for GitHub, for programs."""

import json
import re
from dataclasses import replace
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.core.problems import CODES, Place, Problem
from factcheck.render import report
from strategies import often

ERROR = Problem(
    Place("content/claims/demo/cost.md", 4, 8),
    "FC201",
    "quote must occur verbatim in seeds/demo.txt",
    (("quote", "“cost 13 million”"), ("nearest", "“cost 12 million”"), ("misattributed", "no")),
)
WARNING = Problem(Place("content/claims/demo/cost.md", 5, 1), "FC204", "quote should start and end at a word boundary")
HOSTILE = Problem(
    Place("content/a,b:c%d.md", 1, 2),
    "FC105",
    "100% ::error::x\r\nnext, line",
    (("found", "a|b <i>`c`</i> & d\n::warning::e"),),
)

TEXT = """\
content/claims/demo/cost.md:4:8: FC201 quote must occur verbatim in seeds/demo.txt
    quote    “cost 13 million”
    nearest  “cost 12 million”
    misattributed no
content/claims/demo/cost.md:5:1: FC204 warning: quote should start and end at a word boundary"""

COLOURED = """\
\033[1mcontent/claims/demo/cost.md:4:8\033[0m: \033[31mFC201\033[0m quote must occur verbatim in seeds/demo.txt
    \033[2mquote   \033[0m “cost 13 million”
    \033[2mnearest \033[0m “cost 12 million”
    \033[2mmisattributed\033[0m no
\033[1mcontent/claims/demo/cost.md:5:1\033[0m: \033[33mFC204\033[0m \
warning: quote should start and end at a word boundary"""


def test_text() -> None:
    assert report.text([ERROR, WARNING]) == TEXT


def test_text_in_colour() -> None:
    assert report.text([ERROR, WARNING], colour=True) == COLOURED


def test_colour_adds_nothing_but_escape_sequences() -> None:
    assert re.sub(r"\033\[\d+m", "", COLOURED) == TEXT


def alike(count: int, problem: Problem) -> list[Problem]:
    return [replace(problem, place=Place(f"content/{number}.md")) for number in range(count)]


class Brief(NamedTuple):
    """Problems, how many of them are told, and the lines that count the others."""

    name: str
    problems: list[Problem]
    told: int
    rest: list[str]


OTHER = replace(WARNING, message="quote should have at least three words", code="FC310")
BRIEFS = [
    Brief("none", [], 0, []),
    Brief("three alike", alike(3, WARNING), 3, []),
    Brief("four alike", alike(4, WARNING), 3, ["… and 1 more FC204 warning: factcheck check --all"]),
    Brief("28 alike", alike(28, WARNING), 3, ["… and 25 more FC204 warnings: factcheck check --all"]),
    Brief("1,004 alike", alike(1004, WARNING), 3, ["… and 1,001 more FC204 warnings: factcheck check --all"]),
    Brief("errors", alike(28, ERROR), 28, []),
    Brief("101 errors", alike(101, ERROR), 100, ["… and 1 more FC201 error: factcheck check --all"]),
    Brief(
        "100,000 errors",
        [*alike(100_000, ERROR), *alike(4, WARNING)],
        103,
        ["… and 99,900 more FC201 errors: factcheck check --all", "… and 1 more FC204 warning: factcheck check --all"],
    ),
    Brief(
        "errors among warnings", [*alike(4, WARNING), ERROR], 4, ["… and 1 more FC204 warning: factcheck check --all"]
    ),
    Brief(
        "of two kinds",
        [*alike(5, OTHER), *alike(4, WARNING)],
        6,
        ["… and 1 more FC204 warning: factcheck check --all", "… and 2 more FC310 warnings: factcheck check --all"],
    ),
    Brief(
        "the same code with other words",
        [*alike(3, WARNING), *alike(3, replace(WARNING, message="another message"))],
        6,
        [],
    ),
]


@each(BRIEFS)
def test_a_brief_report_counts_those_that_are_alike(case: Brief) -> None:
    lines = report.brief(case.problems).splitlines()
    assert lines[len(lines) - len(case.rest) :] == case.rest
    assert sum(": FC" in line for line in lines) == case.told
    first = [line for found in case.problems for line in report.text([found]).splitlines()]
    assert [line for line in lines if line not in case.rest and line not in first] == []


@pytest.mark.parametrize("colour", [True, False])
def test_a_brief_report_of_few_is_the_whole_one(*, colour: bool) -> None:
    assert report.brief([ERROR, WARNING], colour=colour) == report.text([ERROR, WARNING], colour=colour)


@pytest.mark.parametrize("form", report.FORMATS)
def test_no_problems(form: str) -> None:
    assert report.FORMATS[form]([]) == ("[]" if form == "json" else "")


def test_formats() -> None:
    assert {"text", "json", "github"} <= set(report.FORMATS)


def from_json(text: str) -> list[Problem]:
    """The problems that a JSON report was made from."""
    return [
        Problem(
            Place(row["path"], row["line"], row["column"]),
            row["code"],
            row["message"],
            tuple((label, value) for label, value in row["details"]),
        )
        for row in json.loads(text)
    ]


problems = st.builds(
    Problem,
    st.builds(Place, st.text(max_size=12), st.integers(1, 999), st.integers(1, 999)),
    st.sampled_from(sorted(CODES)),
    st.text(max_size=30),
    st.lists(st.tuples(st.sampled_from(["found", "fix"]), st.text(max_size=20)), max_size=3).map(tuple),
)
texts = st.sampled_from(["::", "\n", "\r", "%", ",", ":", "a", "%0A", "::error::", " "])
hostile = st.builds(
    Problem,
    st.builds(Place, st.lists(texts, max_size=6).map("".join)),
    st.sampled_from(["FC201", "FC204"]),
    st.lists(texts, max_size=6).map("".join),
    st.lists(st.tuples(st.just("found"), st.lists(texts).map("".join)), max_size=2).map(tuple),
)


def test_json() -> None:
    rows = json.loads(report.as_json([ERROR, WARNING]))
    assert rows[0] == {
        "code": "FC201",
        "severity": "error",
        "path": "content/claims/demo/cost.md",
        "line": 4,
        "column": 8,
        "message": "quote must occur verbatim in seeds/demo.txt",
        "details": [["quote", "“cost 13 million”"], ["nearest", "“cost 12 million”"], ["misattributed", "no"]],
    }
    assert (rows[1]["severity"], rows[1]["details"]) == ("warning", [])


def test_json_keeps_letters_readable() -> None:
    assert "“cost 12 million”" in report.as_json([ERROR])


@often
@given(st.lists(problems, max_size=4))
def test_json_can_be_read_back(found: list[Problem]) -> None:
    assert from_json(report.as_json(found)) == found


def test_github() -> None:
    assert report.github([ERROR]) == (
        "::error file=content/claims/demo/cost.md,line=4,col=8,title=FC201::"
        "quote must occur verbatim in seeds/demo.txt%0A"
        "quote: “cost 13 million”%0Anearest: “cost 12 million”%0Amisattributed: no"
    )
    assert report.github([WARNING]).startswith("::warning file=content/claims/demo/cost.md,line=5,col=1,title=FC204::")


def test_github_escapes_what_could_begin_a_command() -> None:
    assert report.github([HOSTILE]) == (
        "::error file=content/a%2Cb%3Ac%25d.md,line=1,col=2,title=FC105::"
        "100%25 ::error::x%0D%0Anext, line%0Afound: a|b <i>`c`</i> & d%0A::warning::e"
    )


def test_github_shows_ten_at_most_and_errors_first() -> None:
    warnings = [Problem(Place("a.md", line), "FC204", "w") for line in range(1, 10)]
    errors = [Problem(Place("z.md", line), "FC201", "e") for line in range(1, 5)]
    lines = report.github([*warnings, *errors]).split("\n")
    assert [line.split(" ")[0] for line in lines] == ["::error"] * 4 + ["::warning"] * 6
    assert [re.search(r"line=(\d+)", line).group(1) for line in lines[:4]] == list("1234")  # type: ignore[union-attr]


@often
@given(st.lists(hostile, max_size=12))
def test_github_gives_one_command_a_line_and_no_other(found: list[Problem]) -> None:
    lines = report.github(found).split("\n") if found else []
    assert len(lines) == min(len(found), report.MOST_ANNOTATIONS)
    for line in lines:
        assert re.fullmatch(r"::(error|warning) file=[^,:]*,line=1,col=1,title=FC20[14]::.*", line)
        assert "\r" not in line


def test_summary() -> None:
    assert report.github_summary([WARNING], "1 warning") == (
        "### 1 warning\n\n"
        "| where | code | what must hold | details |\n"
        "| --- | --- | --- | --- |\n"
        "| <code>content/claims/demo/cost.md:5:1</code> | FC204 warning "
        "| <code>quote should start and end at a word boundary</code> |  |\n"
    )


def test_summary_without_problems_has_no_table() -> None:
    assert report.github_summary([], "28 claims") == "### 28 claims\n\n"


def test_summary_of_more_than_github_takes_says_so() -> None:
    found = [replace(ERROR, message="é" * 5_000)] * 200
    summary = report.github_summary(found, "200 errors")
    rows = summary.count("\n| <code>")
    assert 900_000 < len(summary.encode()) < 2**20
    assert summary.endswith(f"|\n\n… and {200 - rows} more: the log has them\n")


def test_summary_shows_content_as_it_is() -> None:
    row = report.github_summary([HOSTILE], "1 error").split("\n")[4]
    assert row == (
        "| <code>content/a,b:c%d.md:1:2</code> | FC105 error | <code>100% ::error::x\r next, line</code> "
        "| found: <code>a&#124;b &lt;i&gt;&#96;c&#96;&lt;/i&gt; &amp; d ::warning::e</code> |"
    ).replace("\r", " ")


@often
@given(st.lists(hostile | problems, min_size=1, max_size=4))
def test_summary_is_a_table_of_four_columns(found: list[Problem]) -> None:
    lines = report.github_summary(found, "outcome").removesuffix("\n").split("\n")
    assert len(lines) == 4 + len(found)
    assert not any("\r" in line for line in lines)
    assert {line.count("|") for line in lines[2:]} == {5}


class Outcome(NamedTuple):
    name: str
    found: list[Problem]
    expected: str


OUTCOMES = [
    Outcome("none", [], ""),
    Outcome("an error", [ERROR], "1 error"),
    Outcome("errors", [ERROR, ERROR], "2 errors"),
    Outcome("a warning", [WARNING], "1 warning"),
    Outcome("both", [WARNING, ERROR, WARNING], "1 error, 2 warnings"),
    Outcome("many", [ERROR] * 1234, "1,234 errors"),
]


@each(OUTCOMES)
def test_outcome(case: Outcome) -> None:
    assert report.outcome(case.found) == case.expected


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0 claims"), (1, "1 claim"), (2, "2 claims"), (1000, "1,000 claims")]
)
def test_plural(count: int, expected: str) -> None:
    assert report.plural(count, "claim") == expected

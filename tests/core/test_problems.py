"""The catalogue of problems, and that every one of them is described and used."""

import ast
import re
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.core.problems import CODES, Place, Problem, Severity, has_errors, problem, shown
from strategies import often

ROOT = Path(__file__).parents[2]
PLUGIN = ROOT / "plugins" / "factcheck"
GROUPS = {
    "1": "files and front matter",
    "2": "anchoring the article",
    "3": "sources and evidence",
    "4": "verdicts, review, corrections",
    "5": "links and Markdown",
    "6": "the built site",
    "7": "import",
}
PLACE = Place("content/claims/demo/cost.md", 4, 8)
EVERY_CODE = pytest.mark.parametrize("code", CODES)


def fields(code: str) -> set[str]:
    """What a rule's text leaves to be filled in."""
    return {name for _, name, _, _ in Formatter().parse(CODES[code].rule) if name is not None}


def test_there_is_a_catalogue() -> None:
    assert len(CODES) >= 40
    assert list(CODES) == sorted(CODES)


@EVERY_CODE
def test_code(code: str) -> None:
    assert re.fullmatch(r"FC[1-7]\d\d", code)
    assert code[2] in GROUPS


@EVERY_CODE
def test_rule_says_what_must_hold(code: str) -> None:
    rule = CODES[code].rule
    assert rule == rule.strip()
    assert not rule.endswith(".")
    assert "\n" not in rule
    assert re.search(r"\b(must|should|may|is not a key)\b", rule)
    assert ("should" in rule) == (CODES[code].severity is Severity.WARNING)


@EVERY_CODE
def test_fields_are_plain_names(code: str) -> None:
    for _, name, form, conversion in Formatter().parse(CODES[code].rule):
        assert name is None or (name.isidentifier() and not form and conversion is None)


@EVERY_CODE
def test_fields_are_filled_in(code: str) -> None:
    values = {name: f"<{name}>" for name in fields(code)}
    message = problem(code, PLACE, **values).message
    assert "{" not in message
    assert all(value in message for value in values.values())


def test_docs_have_one_section_for_each_code() -> None:
    docs = (ROOT / "docs" / "problems.md").read_text(encoding="utf-8")
    sections = re.findall(r"^## (FC\d{3})\b", docs, re.MULTILINE)
    assert sections == list(CODES)


def calls() -> dict[str, list[set[str]]]:
    """The names of the values given with each code, wherever the plugin makes a problem of it by name."""
    found: dict[str, list[set[str]]] = {}
    for path in sorted(PLUGIN.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "problem":
                first = node.args[0]
                names = {keyword.arg for keyword in node.keywords if keyword.arg}
                is_open = any(keyword.arg is None for keyword in node.keywords)
                if isinstance(first, ast.Constant) and not is_open:
                    found.setdefault(str(first.value), []).append(names)
    return found


CALLS = calls()


@pytest.mark.parametrize("code", CALLS)
def test_every_call_fills_in_the_fields_of_its_rule_and_no_others(code: str) -> None:
    assert code in CODES
    assert all(names == fields(code) for names in CALLS[code])


def test_every_code_is_used() -> None:
    sources = [path.read_text(encoding="utf-8") for path in PLUGIN.rglob("*.py") if path.name != "problems.py"]
    unused = [code for code in CODES if not any(f'"{code}"' in source for source in sources)]
    assert unused == []


def test_details_without_text_are_left_out() -> None:
    found = problem("FC101", PLACE, ("found", "x"), ("fix", ""), ("more", "y"))
    assert found.details == (("found", "x"), ("more", "y"))


def test_place_reads_like_a_compiler_message() -> None:
    assert str(PLACE) == "content/claims/demo/cost.md:4:8"
    assert str(Place("seeds/demo.txt")) == "seeds/demo.txt:1:1"


def test_problems_sort_by_place_then_code() -> None:
    ordered = [
        Problem(Place("a.md", 1, 1), "FC102", "b"),
        Problem(Place("a.md", 1, 1), "FC110", "a"),
        Problem(Place("a.md", 1, 2), "FC101", "a"),
        Problem(Place("a.md", 2, 1), "FC101", "a"),
        Problem(Place("a.md", 10, 1), "FC101", "a"),
        Problem(Place("b.md", 1, 1), "FC101", "a"),
    ]
    assert sorted([*ordered[3:], *ordered[:3]]) == ordered


@often
@given(st.permutations([Place(path, line, column) for path in "ab" for line in (2, 10) for column in (3, 20)]))
def test_places_sort_as_people_read(places: list[Place]) -> None:
    assert [str(place) for place in sorted(places)] == [
        f"{path}:{line}:{column}" for path in "ab" for line in (2, 10) for column in (3, 20)
    ]


def test_only_errors_stop_a_build() -> None:
    warning = problem("FC204", PLACE)
    error = problem("FC203", PLACE)
    assert (warning.is_error, error.is_error) == (False, True)
    assert not has_errors([])
    assert not has_errors([warning])
    assert has_errors([warning, error])


class Shown(NamedTuple):
    name: str
    value: str
    expected: str


SHOWN = [
    Shown("nothing", "", "“”"),
    Shown("words", "a b", "“a b”"),
    Shown("a line feed", "a\nb", "“a\\u{000A}b”"),
    Shown("an escape sequence", "\x1b[31m", "“\\u{001B}[31m”"),
    Shown("a bidirectional override", "a\u202eb", "“a\\u{202E}b”"),
    Shown("a no-break space", "a\u00a0b", "“a\\u{00A0}b”"),
    Shown("a zero-width space", "a\u200bb", "“a\\u{200B}b”"),
    Shown("letters of all scripts", "é中Ж😀", "“é中Ж😀”"),
    Shown("as long as may be", "x" * 160, f"“{'x' * 160}”"),
    Shown("too long", "x" * 161, f"“{'x' * 160}…”"),
]


@each(SHOWN)
def test_shown(case: Shown) -> None:
    assert shown(case.value) == case.expected


@often
@given(st.text(max_size=200))
def test_shown_is_one_printable_line(value: str) -> None:
    assert shown(value).isprintable()

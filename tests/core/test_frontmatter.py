"""Front matter: YAML with the place of every key and value, text scalars only."""

from collections.abc import Iterator
from typing import NamedTuple

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.core.frontmatter import Document, Mapping, Node, Scalar, parse, plain
from factcheck.core.problems import Place, Problem
from strategies import keys, often, printable

PATH = "content/claims/demo/cost.md"
CLAIM = """---
claim: The bridge cost 12 million.
"claimant": 'The Ferry News'
quote:
  exact: cost 12 million
  prefix: >-
    the bridge that
    was opened
topics: [Money, "Bridges: new"]
evidence:
  - source: accounts
    stance: refutes
  - {source: timetable, stance: context}
# a comment on a line of its own
checked:   2025-06-01
summary: |
  One.
  Two.
---

The reasoning.

---
It goes on.
"""
# Where each key (True) and each value of CLAIM stands, by eye.
PLACES: dict[tuple[tuple[str | int, ...], bool], tuple[int, int]] = {
    ((), False): (2, 1),
    (("claim",), True): (2, 1),
    (("claim",), False): (2, 8),
    (("claimant",), True): (3, 1),
    (("claimant",), False): (3, 13),
    (("quote",), True): (4, 1),
    (("quote",), False): (5, 3),
    (("quote", "exact"), True): (5, 3),
    (("quote", "exact"), False): (5, 10),
    (("quote", "prefix"), True): (6, 3),
    (("quote", "prefix"), False): (6, 11),
    (("topics",), True): (9, 1),
    (("topics",), False): (9, 9),
    (("topics", 0), False): (9, 10),
    (("topics", 1), False): (9, 17),
    (("evidence",), True): (10, 1),
    (("evidence",), False): (11, 3),
    (("evidence", 0), False): (11, 5),
    (("evidence", 0, "source"), True): (11, 5),
    (("evidence", 0, "source"), False): (11, 13),
    (("evidence", 0, "stance"), True): (12, 5),
    (("evidence", 0, "stance"), False): (12, 13),
    (("evidence", 1), False): (13, 5),
    (("evidence", 1, "source"), True): (13, 6),
    (("evidence", 1, "source"), False): (13, 14),
    (("evidence", 1, "stance"), True): (13, 25),
    (("evidence", 1, "stance"), False): (13, 33),
    (("checked",), True): (15, 1),
    (("checked",), False): (15, 12),
    (("summary",), True): (16, 1),
    (("summary",), False): (16, 10),
}
VALUES = {
    "claim": "The bridge cost 12 million.",
    "claimant": "The Ferry News",
    "quote": {"exact": "cost 12 million", "prefix": "the bridge that was opened"},
    "topics": ["Money", "Bridges: new"],
    "evidence": [
        {"source": "accounts", "stance": "refutes"},
        {"source": "timetable", "stance": "context"},
    ],
    "checked": "2025-06-01",
    "summary": "One.\nTwo.\n",
}


def document(text: str | bytes) -> Document:
    """A text that must be without problems, parsed."""
    found, problems = parse(PATH, text if isinstance(text, bytes) else text.encode())
    assert problems == []
    assert found is not None
    return found


def locations(node: Node, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], bool]]:
    """Every key and value below a node."""
    yield path, False
    if isinstance(node, Mapping):
        for key, value in node.entries:
            yield (*path, key.text), True
            yield from locations(value, (*path, key.text))
    elif not isinstance(node, Scalar):
        for index, item in enumerate(node.items):
            yield from locations(item, (*path, index))


def test_values() -> None:
    assert plain(document(CLAIM).header) == VALUES


def test_every_key_and_value_has_its_place() -> None:
    found = document(CLAIM)
    places = {(path, key): found.place(*path, key=key) for path, key in locations(found.header)}
    assert places == {where: Place(PATH, *place) for where, place in PLACES.items()}


def test_a_missing_key_is_where_its_mapping_is() -> None:
    found = document(CLAIM)
    assert found.place("verdict") == Place(PATH, 2, 1)
    assert found.place("verdict", key=True) == Place(PATH, 2, 1)
    assert found.place("evidence", 1, "note") == Place(PATH, 13, 5)
    assert found.place("quote", "suffix") == Place(PATH, 5, 3)


def test_what_cannot_be_below_a_value_is_where_that_is() -> None:
    found = document(CLAIM)
    assert found.place("evidence", "source") == Place(PATH, 11, 3)
    assert found.place("claim", 0) == Place(PATH, 2, 8)


def test_body() -> None:
    found = document(CLAIM)
    assert found.body == "\nThe reasoning.\n\n---\nIt goes on.\n"
    assert CLAIM.split("\n")[found.body_line - 1 :] == found.body.split("\n")


class Form(NamedTuple):
    name: str
    raw: bytes


FORMS = [
    Form("LF", CLAIM.encode()),
    Form("CR LF", CLAIM.replace("\n", "\r\n").encode()),
    Form("bare CR", CLAIM.replace("\n", "\r").encode()),
    Form("a byte-order mark", b"\xef\xbb\xbf" + CLAIM.encode()),
    Form("a byte-order mark and CR LF", b"\xef\xbb\xbf" + CLAIM.replace("\n", "\r\n").encode()),
    Form("spaces behind the fences", CLAIM.replace("---\n", "---  \n", 1).encode()),
]


@each(FORMS)
def test_the_form_of_the_file_changes_nothing(case: Form) -> None:
    assert document(case.raw) == document(CLAIM)


class Value(NamedTuple):
    name: str
    written: str
    expected: str


VALUES_AS_TEXT = [
    *(
        Value(word, word, word)
        for word in (
            "no yes on off true false null ~ 3.10 1e3 0x1F 0o17 017 1_000 12:30 2025-01-01 .inf .nan = <<".split()
        )
    ),
    Value("a time stamp", "2025-01-01 12:00:00", "2025-01-01 12:00:00"),
    Value("nothing", "", ""),
    Value("empty quotation marks", '""', ""),
    Value("single quotation marks", "'it''s'", "it's"),
    Value("double quotation marks", r'"a \"b\" \\ \u00e9"', r'a "b" \ é'),
    Value("a hash within a word", "a#b", "a#b"),
    Value("a colon within a word", "https://example.org/", "https://example.org/"),
    Value("curly quotation marks", "“a: b”".replace(": ", ":"), "“a:b”"),
    Value("folded lines", "a\n  b\n  c", "a b c"),
    Value("folded lines with a blank one", ">-\n  a\n  b\n\n  c", "a b\nc"),
    Value("beyond the Basic Multilingual Plane", "😀 x", "😀 x"),
    Value("a no-break space", "140\u00a0billion", "140\u00a0billion"),
    Value("decomposed accents", "e\u0301", "e\u0301"),
    Value("three hyphens within a line", "a --- b", "a --- b"),
]


@each(VALUES_AS_TEXT)
def test_scalars_stay_text(case: Value) -> None:
    assert plain(document(f"---\nkey: {case.written}\n---\n").header) == {"key": case.expected}


class Broken(NamedTuple):
    name: str
    text: str | bytes
    expected: list[str]  # code and place


BROKEN = [
    Broken("an empty file", "", ["FC103 1:1"]),
    Broken("only white space", " \n\n", ["FC103 1:1"]),
    Broken("no front matter", "Text.\n", ["FC103 1:1"]),
    Broken("a line before it", "\n---\na: b\n---\n", ["FC103 1:1"]),
    Broken("never closed", "---\na: b\n", ["FC103 1:1"]),
    Broken("nothing in it", "---\n---\n", ["FC105 2:1"]),
    Broken("only a comment in it", "---\n# a\n---\n", ["FC105 2:1"]),
    Broken("a list", "---\n- a\n---\n", ["FC105 2:1"]),
    Broken("a word", "---\na\n---\n", ["FC105 2:1"]),
    Broken("a colon in a value", "---\nkey: b\nclaim: a: b\n---\n", ["FC105 3:9"]),
    Broken("a tab for indentation", "---\na:\n\tb: c\n---\n", ["FC106 3:1"]),
    Broken("a tab as the very first character", "---\n\ta: b\n---\n", ["FC106 2:1"]),
    Broken("tabs: the first", "---\na:\tb\n\tc: d\n---\n", ["FC106 2:3"]),
    Broken("a form feed as the very first character", "---\n\fa: b\n---\n", ["FC102 2:1"]),
    Broken("two invisible characters by number in one value", '---\na: "\\x01\\x02"\n---\n', ["FC102 2:4"]),
    Broken("form feeds: the first", "---\na: b\nc:\fd\f\n---\n", ["FC102 3:3"]),
    Broken("a key twice", "---\na: b\nc: d\na: e\n---\n", ["FC108 4:1"]),
    Broken("a key three times", "---\na: b\na: d\na: e\n---\n", ["FC108 3:1", "FC108 4:1"]),
    Broken("a key twice, further down", "---\na:\n  - {b: c, b: d}\n---\n", ["FC108 3:12"]),
    Broken("an anchor", "---\na: &b c\n---\n", ["FC107 2:4"]),
    Broken("an alias", "---\na: *b\n---\n", ["FC107 2:4"]),
    Broken("a tag", "---\na: !!python/object:os.system b\n---\n", ["FC107 2:4"]),
    Broken("a tag of our own", "---\na: !b [c]\n---\n", ["FC107 2:4"]),
    Broken("a comment behind a value", "---\na: b #c\n---\n", ["FC107 2:6"]),
    Broken("not UTF-8 behind a byte-order mark", b"\xef\xbb\xbf---\na: \xc3\xa9\xe9\n---\n", ["FC101 2:5"]),
    Broken("a list as a key", "---\n? [a]\n: b\n---\n", ["FC107 2:3"]),
    Broken("a list of 6 levels as a key", f"---\n? {'[' * 6}a{']' * 6}\n: b\n---\n", ["FC107 2:3"]),
    Broken("a list of 7 levels as a key is too deep", f"---\n? {'[' * 7}a{']' * 7}\n: b\n---\n", ["FC107 2:10"]),
    Broken("a second document", "---\na: b\n--- # c\nd: e\n---\n", ["FC107 3:1"]),
    Broken("more than 8 levels", f"---\na: {'[' * 8}{']' * 8}\n---\n", ["FC107 2:11"]),
    Broken("more than 64 KB", f"---\na: {'x' * 65536}\n---\n", ["FC104 1:1"]),
    Broken("not UTF-8", b"---\na: \xe9\n---\n", ["FC101 2:4"]),
    Broken("UTF-16", "---\na: b\n---\n".encode("utf-16"), ["FC101 1:1"]),
    Broken("a control character", "---\na: b\x07\n---\n", ["FC102 2:5"]),
    Broken("a control character in the text", "---\na: b\n---\nc\x00d\n", ["FC102 4:2"]),
    Broken("a bidirectional override", "---\na: b\u202ec\n---\n", ["FC102 2:5"]),
    Broken("a byte-order mark inside", "---\na: b\ufeff\n---\n", ["FC102 2:5"]),
    Broken("a line separator", "---\na: b\u2028c\n---\n", ["FC102 2:5"]),
    Broken("an escaped control character", '---\na: "b\\0"\n---\n', ["FC102 2:4"]),
    Broken("all of them at once", "---\na: b\x01\n---\n\x02\n", ["FC102 2:5", "FC102 4:1"]),
]


def report(problems: list[Problem]) -> list[str]:
    return [f"{found.code} {found.place.line}:{found.place.column}" for found in problems]


@each(BROKEN)
def test_refused(case: Broken) -> None:
    raw = case.text if isinstance(case.text, bytes) else case.text.encode()
    _, problems = parse(PATH, raw)
    assert report(problems) == case.expected
    assert {problem.place.path for problem in problems} == {PATH}


class Told(NamedTuple):
    name: str
    header: str
    expected: list[tuple[str, str]]


# The whole details of a refusal; tests/cases/broken has more of them.
TOLD = [
    Told("a form feed", "a: \f", [("found", "U+000C"), ("fix", "delete it; your editor may hide it")]),
    Told(
        "no hint",
        "%",
        [("line", "“%”"), ("found", "could not find expected directive name")],
    ),
    Told(
        "noticed at the end, where there is no line to show",
        "a: b\nc: [",
        [("found", "did not find expected node content"), ("fix", "put the value in quotation marks")],
    ),
]


@each(TOLD)
def test_a_refusal_tells_what_it_knows(case: Told) -> None:
    (problem,) = parse(PATH, f"---\n{case.header}\n---\n".encode())[1]
    assert list(problem.details) == case.expected


def test_exactly_8_levels_and_64_kb_are_fine() -> None:
    document(f"---\na: {'[' * 7}{']' * 7}\n---\n")
    document(f"---\na: {'x' * (65536 - 4)}\n---\n")


def test_a_file_with_a_key_twice_has_a_document_too() -> None:
    found, problems = parse(PATH, b"---\na: b\na: c\n---\n")
    assert found is not None
    assert len(problems) == 1


@often
@given(
    st.dictionaries(keys, printable, min_size=1, max_size=6),
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, '"', "'"]),
)
def test_what_yaml_writes_is_read_back_where_it_stands(
    mapping: dict[str, str], is_flow: bool, is_unicode: bool, style: str | None
) -> None:
    header = yaml.safe_dump(mapping, default_flow_style=is_flow, allow_unicode=is_unicode, default_style=style)
    found = document(f"---\n{header}---\n")
    assert plain(found.header) == mapping
    lines = ["---", *header.split("\n")]
    for key in mapping:
        place = found.place(key, key=True)
        assert lines[place.line - 1][place.column - 1 :].lstrip("\"'? ").startswith(key)


def never_silent(raw: bytes) -> None:
    """A file gives a document, or problems, and never an exception."""
    found, problems = parse(PATH, raw)
    assert found is not None or problems
    assert all(place.line >= 1 and place.column >= 1 for place in (problem.place for problem in problems))
    if found is not None:
        plain(found.header)


@often
@given(st.binary(max_size=80), st.sampled_from([b"", b"---\n", b"\xef\xbb\xbf---\n", b"---\na: b\n---\n"]))
def test_no_bytes_raise(raw: bytes, before: bytes) -> None:
    never_silent(before + raw)


_YAML = [
    *"abc:-?[]{}&*!|>'\"%@`#,~ \n",
    ": ",
    "- ",
    "\n  ",
    "\n- ",
    "...\n",
    "---\n",
    "<<: ",
    "\\x",
    "é",
    "\t",
    "\x85",
    "😀",
]


@often
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_YAML), max_size=25).map("".join)))
def test_no_text_raises(text: str) -> None:
    never_silent(f"---\n{text}\n---\n".encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CR LF", "CR"])
def test_problems_stand_at_the_same_place_whatever_ends_the_lines(end: str) -> None:
    text = "---\na: b\na: c\n---\nTe\x07xt\n"
    assert report(parse(PATH, text.replace("\n", end).encode())[1]) == ["FC102 5:3"]

"""The settings of VS Code: snippets that our parser takes, problems at their places, rules that change no quote."""

import json
import re
from dataclasses import dataclass
from typing import Any

import pytest

from cases.tables import each
from conftest import ROOT
from factcheck.core.corpus import parse
from factcheck.core.fields import Kind, SourceType, Stance, Status
from factcheck.core.keyorder import ordered
from factcheck.core.problems import Place, Problem, problem
from factcheck.render import report

FOLDER = ROOT / ".vscode"
# Strict JSON, though VS Code would allow comments: then everybody can read it.
FILES: dict[str, Any] = {
    path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.iterdir()) if path.is_file()
}
SNIPPETS = FILES["factcheck.code-snippets"]
TODAY = {"CURRENT_YEAR": "2026", "CURRENT_MONTH": "11", "CURRENT_DATE": "22", "TM_FILENAME_BASE": "demo"}


def expanded(name: str) -> str:
    """A snippet as VS Code inserts it: placeholders with their words, choices with their first."""
    text = "\n".join(SNIPPETS[name]["body"])
    text = re.sub(r"\$\{([A-Z_]+)\}|\$([A-Z_]+)", lambda found: TODAY[found[1] or found[2]], text)
    text = re.sub(r"\$\{\d+\|([^,|}]*)[^}]*\|\}", lambda found: found[1], text)
    text = re.sub(r"\$\{\d+:([^${}]*)\}", lambda found: found[1], text)
    assert "$" not in text
    return text


def test_the_files_are_these() -> None:
    assert list(FILES) == ["extensions.json", "factcheck.code-snippets", "settings.json", "tasks.json"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A snippet for a whole file, and where that file lies."""

    name: str
    path: str


WHOLE = [
    Snippet(name="Article", path="content/articles/demo.md"),
    Snippet(name="Claim", path="content/claims/demo/demo.md"),
    Snippet(name="Source", path="content/sources/demo.md"),
]


@each(WHOLE)
def test_a_snippet_is_a_file_that_the_parser_takes(case: Snippet) -> None:
    corpus, problems = parse({case.path: expanded(case.name).encode()})
    assert [report.text([found]) for found in problems] == []
    assert len(corpus.articles) + len(corpus.claims) + len(corpus.sources) == 1


@each(WHOLE)
def test_its_keys_are_in_their_order(case: Snippet) -> None:
    assert ordered(case.path, expanded(case.name)) == expanded(case.name)


def test_one_more_piece_of_evidence_fits_into_a_claim() -> None:
    text = expanded("Claim").replace("---\n\nHow", f"{expanded('Evidence')}\n---\n\nHow")
    corpus, problems = parse({"content/claims/demo/demo.md": text.encode()})
    assert problems == []
    assert len(corpus.claims["demo", "demo"].file.evidence) == 2


def test_a_published_claim_needs_no_more_than_the_snippet_has() -> None:
    text = expanded("Claim").replace("status: draft", "status: published")
    assert parse({"content/claims/demo/demo.md": text.encode()})[1] == []


def test_choices_are_the_words_of_the_schema() -> None:
    found = re.findall(
        r'"\s*(?:- )?(\w+): \$\{\d+\|([^|]*)\|\}"', (FOLDER / "factcheck.code-snippets").read_text("utf-8")
    )
    words = {"kind": Kind, "status": Status, "stance": Stance, "type": SourceType}
    assert len(found) == 5
    for key, choices in found:
        assert sorted(choices.split(",")) == sorted(words[key])


def test_snippets_offer_themselves_in_markdown_by_one_prefix() -> None:
    assert {snippet["scope"] for snippet in SNIPPETS.values()} == {"markdown"}
    assert {snippet["prefix"] for snippet in SNIPPETS.values()} == {f"fc-{name.lower()}" for name in SNIPPETS}


# Tasks: what a report says shows at its place.


MATCHERS = [(task["label"], matcher) for task in FILES["tasks.json"]["tasks"] for matcher in task["problemMatcher"]]


def matched(label: str, line: str) -> list[dict[str, str]]:
    """What the matchers of a task make of a line."""
    found = []
    for own, matcher in MATCHERS:
        pattern = matcher["pattern"]
        if own == label and (match := re.search(pattern["regexp"], line)):
            found.append({k: match[v] for k, v in pattern.items() if k != "regexp"} | {"severity": matcher["severity"]})
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A problem, and how the editor is to show it."""

    name: str
    problem: Problem
    shown: dict[str, str]


PLACE = Place("content/claims/a/b.md", 4, 8)
LINES = [
    Line(
        name="an error",
        problem=problem("FC201", PLACE, ("quote", "“a:1:2: FC999 b”"), ("fix", "x"), seed="seeds/a.txt"),
        shown={
            "file": "content/claims/a/b.md", "line": "4", "column": "8", "code": "FC201",
            "message": "quote must occur verbatim in seeds/a.txt", "severity": "error",
        },
    ),
    Line(
        name="a warning",
        problem=problem("FC204", PLACE),
        shown={
            "file": "content/claims/a/b.md", "line": "4", "column": "8", "code": "FC204",
            "message": "quote should start and end at a word boundary", "severity": "warning",
        },
    ),
    Line(
        name="a path with a space and a colon",
        problem=problem("FC120", Place("content/a b: c.md"), what="seed"),
        shown={
            "file": "content/a b: c.md", "line": "1", "column": "1", "code": "FC120",
            "message": "seed must not be empty", "severity": "error",
        },
    ),
]  # fmt: skip


@each(LINES)
@pytest.mark.parametrize("label", ["Check the content", "Serve the site"])
def test_a_problem_shows_at_its_place_and_its_details_do_not(label: str, case: Line) -> None:
    first, *details = report.text([case.problem]).splitlines()
    assert matched(label, first) == [case.shown]
    assert [found for line in details for found in matched(label, line)] == []


@pytest.mark.parametrize(
    "line",
    [
        "1 error. Quotes: 153 verbatim, 1 near. Nothing was built; the last good site stays as it was.",
        "make: *** [Makefile:25: check] Error 1",
        "Serving http://127.0.0.1:8000/ — every saved change is built at once; Ctrl-C ends.",
    ],
)
def test_other_lines_are_no_problems(line: str) -> None:
    assert matched("Check the content", line) == []


def test_a_build_of_the_preview_begins_and_ends() -> None:
    ground = [matcher["background"] for label, matcher in MATCHERS if label == "Serve the site"]
    assert len(ground) == 2
    for background in ground:
        for line in ("Building the site …", "Changed: a.md", "Changed: a.md, b.md, c.md …"):
            assert re.search(background["beginsPattern"], line)
        for line in (
            "Checked 1 article, 28 claims: every quote is verbatim. Built output/ in 1.6 s.",
            "1 error. Nothing was built; the last good site stays as it was.",
            "1 error. Nothing was built.",
        ):
            assert re.search(background["endsPattern"], line)


def test_the_lines_that_begin_a_build_are_those_of_the_preview() -> None:
    session = (ROOT / "plugins/factcheck/site/preview/session.py").read_text(encoding="utf-8")
    assert 'print("Building the site …"' in session
    assert 'print(f"Changed: ' in session


def test_tasks_are_targets_that_are_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    commands = [task["command"] for task in FILES["tasks.json"]["tasks"]]
    assert len(commands) == 3
    for command in commands:
        assert re.search(rf"^{command.split()[1]}:", makefile, re.MULTILINE), command


def test_a_report_has_no_colours_in_a_task() -> None:
    assert FILES["tasks.json"]["options"]["env"]["NO_COLOR"]


# Settings: what is quoted stays as it is.


@pytest.mark.parametrize("section", ["", "[markdown]", "[plaintext]"])
def test_saving_changes_no_byte_of_its_own(section: str) -> None:
    settings = FILES["settings.json"]
    values = settings[section] if section else settings
    names = (
        "files.trimTrailingWhitespace",
        "files.insertFinalNewline",
        "files.trimFinalNewlines",
        "editor.formatOnSave",
    )
    assert {name: values[name] for name in names} == dict.fromkeys(names, False)


def test_files_are_utf8_with_line_feeds() -> None:
    settings = FILES["settings.json"]
    assert (settings["files.encoding"], settings["files.eol"], settings["files.autoGuessEncoding"]) == (
        "utf8",
        "\n",
        False,
    )


def test_the_editors_rules_for_what_is_quoted_are_those_of_every_editor() -> None:
    text = (ROOT / ".editorconfig").read_text(encoding="utf-8")
    section = text.split("[{seeds,content/sources,tests/cases}/**]\n")[1]
    assert dict(re.findall(r"^(\w+) = (\w+)$", section, re.MULTILINE)).keys() >= {
        "charset", "end_of_line", "insert_final_newline", "trim_trailing_whitespace",
    }  # fmt: skip


def test_a_schema_is_named_only_where_the_editor_reads_it() -> None:
    """No extension checks front matter in Markdown against a JSON Schema, so that none is promised."""
    settings = FILES["settings.json"]
    assert "yaml.schemas" not in settings
    for entry in settings["json.schemas"]:
        assert (ROOT / entry["url"]).is_file()
        assert entry["fileMatch"] == ["/links.json"]

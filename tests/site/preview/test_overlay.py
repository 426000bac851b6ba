"""Problems as the page shows them: plain texts, whatever content says, and addresses that open an editor."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cases.tables import each
from factcheck.core.problems import Place, problem
from factcheck.site.preview import handover
from factcheck.site.preview.handover import Draft, Handover
from factcheck.site.preview.overlay import MOST, Editor, crash, shown


def rows(*found: tuple[str, Place], text: str = "x") -> list[Mapping[str, Any]]:
    return handover.rows([problem(code, place, ("found", text), key="author") for code, place in found])


def test_a_problem_is_told_as_on_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "content/a.md"
    file.parent.mkdir()
    file.touch()
    assert shown(rows(("FC110", Place("content/a.md", 4, 8))), Editor(tmp_path)) == [
        {
            "severity": "error",
            "code": "FC110",
            "where": "content/a.md:4:8",
            "file": str(file),
            "link": f"vscode://file{file}:4:8",
            "message": "author must be given",
            "details": [["found", "x"]],
        }
    ]


def test_errors_come_first_and_the_order_of_the_files_is_kept(tmp_path: Path) -> None:
    found = rows(("FC310", Place("a.md")), ("FC110", Place("b.md")), ("FC310", Place("c.md")), ("FC110", Place("d.md")))
    assert [row["where"] for row in shown(found, Editor(tmp_path))] == ["b.md:1:1", "d.md:1:1", "a.md:1:1", "c.md:1:1"]


def test_very_many_are_cut_and_counted(tmp_path: Path) -> None:
    told = shown(rows(*[("FC110", Place("a.md", line)) for line in range(1, MOST + 4)]), Editor(tmp_path))
    assert len(told) == MOST + 1
    assert told[-1]["message"] == "3 more: see the terminal"


def test_what_breaks_or_turns_a_line_is_made_visible(tmp_path: Path) -> None:
    (row,) = shown(rows(("FC110", Place("a\u202eb.md")), text="x\ny\u2066\x00"), Editor(tmp_path))
    assert (row["where"], row["details"]) == ("a\\u{202E}b.md:1:1", [["found", "x\\u{000A}y\\u{2066}\\u{0000}"]])


def test_markup_stays_text(tmp_path: Path) -> None:
    """The script makes text nodes of it (see tests/browser/test_preview.py): nothing is escaped twice."""
    hostile = "<img src=x onerror=alert(1)>&amp;"
    (row,) = shown(rows(("FC110", Place("a.md")), text=hostile), Editor(tmp_path))
    assert row["details"] == [["found", hostile]]


class File(NamedTuple):
    name: str
    path: str
    link: str | None
    distribution: str = ""


@each(
    [
        File("plain", "content/a.md", "vscode://file{root}/content/a.md:3:7"),
        File("with signs of addresses", "content/a?b#c%20.md", "vscode://file{root}/content/a%3Fb%23c%2520.md:3:7"),
        File("with letters of all kinds", "content/é \"'.md", "vscode://file{root}/content/%C3%A9%20%22%27.md:3:7"),
        File(
            "in WSL", "content/a.md", "vscode://vscode-remote/wsl+Ubuntu-24.04{root}/content/a.md:3:7", "Ubuntu-24.04"
        ),
        File(
            "in a WSL of a strange name",
            "content/a.md",
            "vscode://vscode-remote/wsl+a%2Fb{root}/content/a.md:3:7",
            "a/b",
        ),
        File("missing", "content/b.md", None),
        File("a folder", "content", None),
        File("outside", "../secret.md", None),
        File("no name at all", "", None),
        File("a NUL", "a\0b", None),
    ]
)
def test_an_address_that_opens_the_editor(case: File, tmp_path: Path) -> None:
    root = tmp_path / "site"
    (root / "content").mkdir(parents=True)
    (tmp_path / "secret.md").touch()
    for name in ("a.md", "a?b#c%20.md", "é \"'.md"):
        (root / "content" / name).touch()
    link = case.link and case.link.format(root=root)
    assert Editor(root, case.distribution).link(case.path, 3, 7) == link


def test_a_name_of_any_bytes_has_an_address(tmp_path: Path) -> None:
    name = os.fsdecode(b"a\xff.md")
    (tmp_path / name).touch()
    assert Editor(tmp_path).link(name) == f"vscode://file{tmp_path}/a%FF.md:1:1"


def test_a_crash_names_the_site_s_own_line(tmp_path: Path) -> None:
    output = f"""Traceback (most recent call last):
  File "/usr/lib/python3/runpy.py", line 9, in run
  File "{tmp_path}/plugins/factcheck/core/text.py", line 12, in words
    return 1 / 0
  File "{tmp_path}/.venv/lib/x.py", line 3, in inner
ZeroDivisionError: <division>
"""
    (row,) = shown([crash(tmp_path, 1, output)], Editor(tmp_path))
    assert row["where"] == "plugins/factcheck/core/text.py:12:1"
    assert row["message"] == "the build ended without a report (exit code 1)"
    assert row["details"][-1] == ["", "ZeroDivisionError: <division>"]  # type: ignore[index]


def test_a_crash_without_a_word_is_told_too(tmp_path: Path) -> None:
    (row,) = shown([crash(tmp_path, -9, "")], Editor(tmp_path))
    assert (row["where"], row["link"], row["details"]) == ("factcheck build:1:1", None, [])


HANDED = Handover(
    problems=rows(("FC110", Place(os.fsdecode(b"a\xff.md"), 2, 3)), text="“<b>”"),
    url="https://example.org/repo",
    drafts=(Draft(article="a", path="claims/a/b/", file="content/claims/a/b.md", line=3, text="é", missing=2),),
)


def test_a_report_that_is_written_is_read(tmp_path: Path) -> None:
    handover.write(tmp_path / "new/folder", HANDED)
    assert json.dumps(handover.read(tmp_path / "new/folder").problems) == json.dumps(HANDED.problems)  # type: ignore[union-attr]
    assert handover.read(tmp_path / "new/folder").drafts == HANDED.drafts  # type: ignore[union-attr]


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"drafts": [{"article": 1}]}', '{"drafts": [], "new": 1}'])
def test_a_report_of_another_form_is_none(text: str, tmp_path: Path) -> None:
    assert handover.read(tmp_path) is None
    (tmp_path / handover.FILE).write_text(text, encoding="utf-8")
    assert handover.read(tmp_path) is None

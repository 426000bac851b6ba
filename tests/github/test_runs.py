"""The steps of the workflows that do more than call make, run with programs that only note what they are asked."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import yaml

from cases.tables import each
from conftest import ROOT

FAKE_GH = """#!/bin/bash
printf '%s|' "$@" >> "$NOTED"; echo >> "$NOTED"
case "$1 $2" in "issue list") printf '%s' "$OPEN";; esac
"""


def block(workflow: str, job: str, name: str) -> str:
    text = (ROOT / f".github/workflows/{workflow}.yml").read_text(encoding="utf-8")
    steps = yaml.safe_load(text)["jobs"][job]["steps"]
    (found,) = [step["run"] for step in steps if step["name"] == name]
    return str(found)


def run(script: str, folder: Path, programs: dict[str, str], **environment: str) -> None:
    """Run a step as GitHub does (`bash -e -o pipefail`), with these programs before the real ones."""
    (folder / "bin").mkdir(exist_ok=True)
    for name, text in programs.items():
        (folder / "bin" / name).write_text(text, encoding="utf-8")
        (folder / "bin" / name).chmod(0o755)
    path = {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "RUNNER_TEMP": str(folder)}
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script]
    subprocess.run(command, cwd=folder, env={**path, **environment}, check=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What a check of links has found, which issue is open, and what gh is asked to do."""

    name: str
    issue: str | None  # the text of issue.md; None where nothing could be looked at
    open: str
    asked: list[str]


LIST = "issue list --label link check --state open --limit 1 --json number --jq .[].number"
LABEL = "label create link check --force --color D4A72C --description Found by the weekly check of links"


@each(
    [
        Week(
            name="the first finding opens an issue",
            issue="two links",
            open="",
            asked=[
                LIST,
                LABEL,
                "issue create --title Links and quotes to mend --label link check --body-file issue.md",
            ],
        ),
        Week(name="another one updates it", issue="two", open="7", asked=[LIST, "issue edit 7 --body-file issue.md"]),
        Week(
            name="a quiet week closes it",
            issue="",
            open="7",
            asked=[LIST, "issue close 7 --comment The last check of links has found nothing to mend."],
        ),
        Week(name="a second quiet week does nothing", issue="", open="", asked=[LIST]),
        Week(name="without a network nothing is known", issue=None, open="7", asked=[]),
    ]
)
def test_there_is_one_issue(case: Week, tmp_path: Path) -> None:
    if case.issue is not None:
        (tmp_path / "issue.md").write_text(case.issue, encoding="utf-8")
    noted = tmp_path / "noted"
    noted.touch()
    run(
        block("links", "issue", "Keep one issue"),
        tmp_path,
        {"gh": FAKE_GH},
        NOTED=str(noted),
        OPEN=case.open,
        LABEL="link check",
    )
    assert [line.rstrip("|").replace("|", " ") for line in noted.read_text(encoding="utf-8").splitlines()] == case.asked


def test_the_hash_stands_in_the_summary_and_its_lines_in_a_file(tmp_path: Path) -> None:
    make = '#!/bin/bash\n[[ "$*" == *--list ]] && echo "aa  index.html" || echo abc123\n'
    summary = tmp_path / "summary.md"
    run(block("publish", "build", "Tell the site's hash"), tmp_path, {"make": make}, GITHUB_STEP_SUMMARY=str(summary))
    assert summary.read_text(encoding="utf-8") == "### Hash of the site\n\n`abc123`\n"
    assert (tmp_path / "site.sha256").read_text(encoding="utf-8") == "aa  index.html\n"


def test_a_hash_that_fails_fails_the_step(tmp_path: Path) -> None:
    for make in ("#!/bin/bash\nexit 1\n", '#!/bin/bash\n[[ "$*" == *--list ]]\n'):
        try:
            run(
                block("publish", "build", "Tell the site's hash"),
                tmp_path,
                {"make": make},
                GITHUB_STEP_SUMMARY="/dev/null",
            )
        except subprocess.CalledProcessError:
            continue
        raise AssertionError(make)


def test_the_parts_are_joined_and_the_report_is_in_the_summary(tmp_path: Path) -> None:
    make = '#!/bin/bash\necho "$*" > asked; echo "The report." > findings/report.md\n'
    summary = tmp_path / "summary.md"
    run(block("links", "merge", "Join them"), tmp_path, {"make": make}, GITHUB_STEP_SUMMARY=str(summary))
    assert summary.read_text(encoding="utf-8") == "The report.\n"
    wanted = "--merge parts/*.json --to findings/links.json --report findings/report.md --issue findings/issue.md"
    assert (tmp_path / "asked").read_text(encoding="utf-8") == f"links-external ARGS={wanted}\n"

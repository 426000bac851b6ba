"""What GitHub shows to those who report and review."""

import re
from pathlib import Path

import pytest
import yaml

from conftest import ROOT

GITHUB = ROOT / ".github"
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.stem != "config")


def checklist(path: Path) -> str:
    """The boxes to tick, with the lines that go on below them."""
    return "".join(re.findall(r"^- \[ \] .*\n(?:      .*\n)*", path.read_text(encoding="utf-8"), re.MULTILINE))


def test_the_template_of_pull_requests_has_the_checklist_of_the_second_reviewer() -> None:
    wanted = checklist(ROOT / "CONTRIBUTING.md")
    assert wanted.count("- [ ]") >= 10
    assert checklist(GITHUB / "pull_request_template.md") == wanted


@pytest.mark.parametrize("form", FORMS, ids=lambda path: path.stem)
def test_a_form_asks_in_fields_with_ids(form: Path) -> None:
    parts = yaml.safe_load(form.read_text(encoding="utf-8"))["body"]
    asked = [part for part in parts if part["type"] != "markdown"]
    assert len(asked) >= 4
    assert len({part["id"] for part in asked}) == len(asked)
    assert all(part["attributes"]["label"] for part in asked)


def test_no_owner_is_named_whom_a_copy_would_not_know() -> None:
    lines = (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    assert lines
    assert [line for line in lines if line.strip() and not line.startswith("#")] == []


def test_the_example_of_owners_names_folders_that_are_there() -> None:
    text = (GITHUB / "CODEOWNERS").read_text(encoding="utf-8")
    folders = re.findall(r"^# (/\S+/) ", text, re.MULTILINE)
    assert len(folders) >= 3
    assert all((ROOT / folder.strip("/")).is_dir() for folder in folders)

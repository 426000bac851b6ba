"""The workflows: pinned actions, least rights, nothing of strangers in a shell, commands that exist."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from cases.tables import each
from conftest import ROOT
from factcheck.cli import _parser

GITHUB = ROOT / ".github"
FILES = sorted((GITHUB / "workflows").glob("*.yml"))
BIN = Path(sys.executable).parent
# BaseLoader: `on` stays a word, as GitHub reads it.
WORKFLOWS: dict[str, dict[str, Any]] = {
    path.stem: yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader) for path in FILES
}
JOBS = [(f"{name}/{key}", job) for name, flow in WORKFLOWS.items() for key, job in flow["jobs"].items()]
STEPS = [(f"{name}: {step['name']}", step) for name, job in JOBS for step in job["steps"]]
RUNS = [(name, step) for name, step in STEPS if "run" in step]
# Who may write what. A pull request's jobs are not here: they only read.
WRITERS = {
    "publish/deploy": {"pages": "write", "id-token": "write"},
    "publish/attest": {"id-token": "write", "attestations": "write"},
    "links/issue": {"issues": "write"},
}

every_workflow = pytest.mark.parametrize("name", WORKFLOWS)
every_job = pytest.mark.parametrize(("name", "job"), JOBS, ids=[name for name, _ in JOBS])
every_run = pytest.mark.parametrize(("name", "step"), RUNS, ids=[name for name, _ in RUNS])


def test_the_workflows_are_these() -> None:
    assert list(WORKFLOWS) == ["check", "generator", "links", "publish"]


def tool(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    assert (BIN / name).is_file(), f"{name} is in requirements-dev.txt, but not installed: make .venv/.dev"
    return subprocess.run([BIN / name, *arguments], cwd=ROOT, capture_output=True, text=True)


def test_zizmor_finds_nothing() -> None:
    told = tool("zizmor", "--offline", "--pedantic", "--color", "never", "--strict-collection", ".github")
    assert (told.returncode, told.stdout.strip()) == (0, "No findings to report. Good job!"), told.stdout + told.stderr
    assert told.stderr.count("completed .github/") == len(FILES) + 1  # and dependabot.yml


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """Files of a form that GitHub has given."""

    name: str
    schema: str
    files: list[str]


@each(
    [
        Schema(name="workflows", schema="vendor.github-workflows", files=[f"workflows/{path.name}" for path in FILES]),
        Schema(
            name="timeouts",
            schema="custom.github-workflows-require-timeout",
            files=[f"workflows/{path.name}" for path in FILES],
        ),
        Schema(
            name="issue forms",
            schema="vendor.github-issue-forms",
            files=[f"ISSUE_TEMPLATE/{name}.yml" for name in ("correction", "new-claim", "broken-source")],
        ),
        Schema(name="choice of forms", schema="vendor.github-issue-config", files=["ISSUE_TEMPLATE/config.yml"]),
        Schema(name="Dependabot", schema="vendor.dependabot", files=["dependabot.yml"]),
    ]
)
def test_files_have_the_form_that_github_wants(case: Schema) -> None:
    assert case.files
    told = tool("check-jsonschema", "--builtin-schema", case.schema, *(f".github/{file}" for file in case.files))
    assert told.returncode == 0, told.stdout + told.stderr


def test_every_action_is_pinned_to_one_commit_and_says_its_version() -> None:
    lines = [
        line.strip() for path in FILES for line in path.read_text(encoding="utf-8").splitlines() if "uses:" in line
    ]
    pins = {re.fullmatch(r"(?:- )?uses: ([\w.-]+/[\w.-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)", line) for line in lines}
    assert None not in pins
    assert len(lines) >= 8
    found = {pin.groups() for pin in pins if pin}
    assert len({action for action, _, _ in found}) == len(found)


@every_workflow
def test_a_workflow_has_no_rights_and_runs_once_at_a_time(name: str) -> None:
    flow = WORKFLOWS[name]
    assert flow["permissions"] == {}
    assert flow["concurrency"]["group"]
    assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(flow["on"])


@every_job
def test_a_job_has_the_least_rights_and_an_end(name: str, job: dict[str, Any]) -> None:
    rights = job["permissions"]
    assert {right: level for right, level in rights.items() if level != "read"} == WRITERS.get(name, {})
    assert name in WRITERS or rights == {"contents": "read"}
    assert 0 < int(job["timeout-minutes"]) <= 60


def test_every_writer_is_a_job() -> None:
    assert WRITERS.keys() <= {name for name, _ in JOBS}


@pytest.mark.parametrize("name", [name for name, flow in WORKFLOWS.items() if "pull_request" in flow["on"]])
def test_a_pull_request_gets_no_secret_and_no_token(name: str) -> None:
    text = (GITHUB / f"workflows/{name}.yml").read_text(encoding="utf-8")
    assert not re.search(r"\bsecrets\b\.|github\.token|GITHUB_TOKEN|: write", text)


def test_no_secret_is_used_anywhere() -> None:
    assert not any(re.search(r"\bsecrets\.", path.read_text(encoding="utf-8")) for path in FILES)


def test_no_checkout_leaves_the_token_behind() -> None:
    checkouts = [step for _, step in STEPS if step.get("uses", "").startswith("actions/checkout@")]
    assert len(checkouts) >= 4
    assert all(step["with"]["persist-credentials"] == "false" for step in checkouts)


@every_run
def test_nothing_is_filled_into_a_shell(name: str, step: dict[str, Any]) -> None:
    assert "${{" not in step["run"]


@every_run
def test_a_shell_has_few_lines(name: str, step: dict[str, Any]) -> None:
    assert len(step["run"].splitlines()) <= 14


def test_the_site_is_published_only_after_it_is_proved() -> None:
    jobs = WORKFLOWS["publish"]["jobs"]
    steps = [step.get("uses", step.get("run", "")) for step in jobs["build"]["steps"]]
    proved = steps.index("make ready")
    assert [step.startswith("actions/upload-pages-artifact@") for step in steps].index(True) > proved
    assert jobs["deploy"]["needs"] == "build"
    assert jobs["attest"]["needs"] == "deploy"
    assert not any("continue-on-error" in step or step.get("if") for step in jobs["build"]["steps"])


# The commands: what `make` is asked for, and what it asks the program for.

ENVIRONMENT = {"AGAINST": "HEAD^1", "SHARD": "2"}
FAKE_MAKE = '#!/bin/bash\nprintf "%s\\0" "$@" >> "$MADE"; echo >> "$MADE"\n'


def asked(run: str, folder: Path) -> list[list[str]]:
    """The arguments of every `make` that a run block calls, with a make that only notes them."""
    (folder / "bin").mkdir()
    (folder / "bin/make").write_text(FAKE_MAKE, encoding="utf-8")
    (folder / "bin/make").chmod(0o755)
    (folder / "findings").mkdir()
    (folder / "findings/report.md").touch()
    made = folder / "made"
    environment = {**ENVIRONMENT, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "MADE": str(made)}
    environment |= {"RUNNER_TEMP": str(folder), "GITHUB_STEP_SUMMARY": str(folder / "summary.md")}
    subprocess.run(["bash", "-c", run.replace("mkdir findings", "")], cwd=folder, env=environment, check=True)
    return [line.rstrip("\0").split("\0") for line in made.read_text(encoding="utf-8").splitlines()]


def commands(arguments: list[str]) -> Iterator[list[str]]:
    """What a make with these arguments would run of the program: its arguments."""
    dry = ["make", "--dry-run", "-o", ".venv/.site", "-o", ".venv/.dev", "-o", ".venv/.web", *arguments]
    told = subprocess.run(dry, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for line in told.splitlines():
        for command in line.split(" && "):
            if " -m factcheck " in command:
                yield shlex.split(command.split(" -m factcheck ")[1])


MAKES = [(name, step) for name, step in RUNS if re.search(r"\bmake\b", step["run"])]


@pytest.mark.parametrize(("name", "step"), MAKES, ids=[name for name, _ in MAKES])
def test_every_command_exists_with_its_options(name: str, step: dict[str, Any], tmp_path: Path) -> None:
    makes = asked(step["run"], tmp_path)
    assert makes
    for arguments in makes:
        found = list(commands(arguments))
        assert found, arguments
        for command in found:
            _parser().parse_args(command)  # an unknown option ends in SystemExit


def test_every_make_is_looked_at() -> None:
    assert len(MAKES) == 9


def test_the_other_programs_are_here() -> None:
    assert (ROOT / ".ci/run").stat().st_mode & 0o111
    assert {step["run"] for _, step in RUNS if ".ci/" in step["run"]} == {".ci/run"}

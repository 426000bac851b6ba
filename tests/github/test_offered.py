"""The workflow that docs/scaling.md offers: as good as those that are installed, and its commands do what it says."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT
from factcheck.cli import _parser

BIN = Path(sys.executable).parent
TEXT = re.findall(r"^```yaml\n(.*?)^```$", (ROOT / "docs/scaling.md").read_text(encoding="utf-8"), re.M | re.S)[0]
FLOW: dict[str, Any] = yaml.load(TEXT, yaml.BaseLoader)
STEPS = [(job, step) for job, found in FLOW["jobs"].items() for step in found["steps"]]
INSTALLED = "".join(path.read_text(encoding="utf-8") for path in (ROOT / ".github/workflows").glob("*.yml"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The workflow where GitHub looks for it."""
    path = tmp_path / ".github/workflows/publish.yml"
    path.parent.mkdir(parents=True)
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_zizmor_finds_nothing(file: Path) -> None:
    command = [BIN / "zizmor", "--offline", "--pedantic", "--color", "never", "--strict-collection", str(file)]
    told = subprocess.run(command, cwd=file.parents[2], capture_output=True, text=True)
    assert (told.returncode, told.stdout.strip()) == (0, "No findings to report. Good job!"), told.stdout + told.stderr


@pytest.mark.parametrize("schema", ["vendor.github-workflows", "custom.github-workflows-require-timeout"])
def test_it_has_the_form_that_github_wants(schema: str, file: Path) -> None:
    command = [BIN / "check-jsonschema", "--builtin-schema", schema, str(file)]
    told = subprocess.run(command, capture_output=True, text=True)
    assert told.returncode == 0, told.stdout + told.stderr


def test_its_actions_are_those_of_the_installed_workflows() -> None:
    pins = re.findall(r"uses: (.+)$", TEXT, re.MULTILINE)
    assert len(pins) == 8
    assert all(f"uses: {pin}\n" in INSTALLED for pin in pins)


def test_it_has_the_least_rights() -> None:
    assert FLOW["permissions"] == {}
    rights = {name: job["permissions"] for name, job in FLOW["jobs"].items()}
    reads = {"contents": "read"}
    assert rights == {"shard": reads, "merge": reads, "deploy": {"pages": "write", "id-token": "write"}}
    assert "pull_request" not in FLOW["on"]
    assert not any("${{" in step.get("run", "") for _, step in STEPS)


def test_its_parts_are_as_many_as_it_says() -> None:
    count = len(FLOW["jobs"]["shard"]["strategy"]["matrix"]["shard"])
    assert FLOW["jobs"]["shard"]["strategy"]["matrix"]["shard"] == [str(index) for index in range(1, count + 1)]
    assert TEXT.count(f"of {count}\n") == 1
    assert TEXT.count(f"$SHARD/{count}") == 1


def script(name: str) -> str:
    (found,) = [step["run"] for _, step in STEPS if step["name"] == name]
    return str(found)


@pytest.mark.parametrize(
    ("name", "wanted"), [("Build this part", ["--shard", "2/8"]), ("Merge, audit", ["--merge", "shards"])]
)
def test_its_commands_build(name: str, wanted: list[str]) -> None:
    dry = script(name).replace("make site", "make --dry-run -o .venv/.site site")
    environment = {**os.environ, "SHARD": "2"}
    told = subprocess.run(["bash", "-c", dry], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    command = shlex.split(
        next(line for line in told.stdout.splitlines() if " -m factcheck " in line).split(" -m factcheck ")[1]
    )
    assert command == ["build", *wanted]
    _parser("build").parse_args(command)


def test_a_part_is_packed_and_unpacked_as_it_was(tmp_path: Path) -> None:
    for number in "12":
        (tmp_path / "shards" / number / "files").mkdir(parents=True)
        (tmp_path / "shards" / number / "files/é.html").write_text(number, encoding="utf-8")
        run(script("Pack it"), tmp_path, SHARD=number)
    (tmp_path / "packed").mkdir()
    for packed in tmp_path.glob("shard-*.tar"):
        packed.rename(tmp_path / "packed" / packed.name)
    (tmp_path / "shards").rename(tmp_path / "before")
    run(script("Unpack them"), tmp_path)
    found = {path.relative_to(tmp_path / "shards").as_posix(): path for path in (tmp_path / "shards").rglob("*.html")}
    assert {name: path.read_text(encoding="utf-8") for name, path in found.items()} == {
        "1/files/é.html": "1",
        "2/files/é.html": "2",
    }
    assert not list((tmp_path / "packed").iterdir())


def test_where_no_part_came_nothing_is_unpacked(tmp_path: Path) -> None:
    run(script("Unpack them"), tmp_path)
    assert not list((tmp_path / "shards").iterdir())


def run(script: str, folder: Path, **environment: str) -> None:
    """Run a step as GitHub does."""
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script]
    subprocess.run(command, cwd=folder, env={**os.environ, **environment}, check=True)

"""The supply chain: hashes for all, wheels only, no script at installation, and a list of what a release is made of."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from conftest import ROOT

LOCKS = sorted([*ROOT.glob("requirements*.txt"), ROOT / "benchmarks/requirements.txt"])
MAKEFILES = [ROOT / "Makefile", ROOT / "tools/develop.mk"]
COMMANDS = [*MAKEFILES, ROOT / ".ci/run", *sorted((ROOT / ".github/workflows").glob("*.yml"))]
PIN = r"[a-z0-9.-]+==\S+(?: ; [^\\\n]+)? \\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+"


def lines_of(files: list[Path]) -> list[str]:
    """The commands, each on one line."""
    return [
        line for file in files for line in file.read_text(encoding="utf-8").replace("\\\n", " ").splitlines() if line
    ]


def test_there_are_the_lock_files() -> None:
    assert [path.relative_to(ROOT).as_posix() for path in LOCKS] == [
        "benchmarks/requirements.txt",
        "requirements-dev.txt",
        "requirements-pip.txt",
        "requirements-web.txt",
        "requirements.txt",
    ]


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_lock_file_holds_exact_versions_with_hashes_and_nothing_else(path: Path) -> None:
    text = re.sub(r"^ *#.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert re.fullmatch(rf"(?:{PIN})+", text)


def test_packages_are_installed_by_hash_and_as_wheels() -> None:
    commands = re.findall(r"pip install [^;&|]*? -r ", "\n".join(lines_of(MAKEFILES)))
    installs = [command for command in commands if "--dry-run" not in command]
    assert len(installs) == 4
    for command in installs:
        assert "--require-hashes" in command
        assert "$(WHEELS)" in command or "--only-binary :all:" in command


def test_what_is_built_from_source_is_listed_with_its_reason() -> None:
    text = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    table = text.split("## From source")[1].split("\n## ")[0]
    listed = {
        name for name, reason in re.findall(r"^\| ([a-z][a-z0-9-]*) \| (\S.*) \|$", table, re.MULTILINE) if reason
    }
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert listed == set(re.findall(r"--no-binary ([a-z0-9-]+)", makefile))
    locked = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert all(f"\n{name}==" in locked for name in listed)


def test_npm_runs_no_script() -> None:
    calls = [line for line in lines_of(COMMANDS) if re.search(r"\bnpm (?:ci|install)\b|\$npm ci\b", line)]
    calls = [line for line in calls if not line.lstrip().startswith(("#", "step "))]
    assert len(calls) >= 3
    assert [line for line in calls if "--ignore-scripts" not in line] == []


def written(**environment: str) -> str:
    command = [sys.executable, "-W", "error", "tools/sbom.py"]
    told = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, capture_output=True, check=True)
    return told.stdout.decode()


@pytest.fixture(scope="module")
def sbom() -> str:
    return written(PYTHONHASHSEED="1")


@pytest.fixture(scope="module")
def components(sbom: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(sbom)["components"]
    return found


def test_the_list_is_cyclonedx(sbom: str) -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(sbom) is None


def test_a_list_that_is_not_is_noticed(sbom: str) -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(sbom.replace('"SHA-256"', '"SHA-0"')) is not None


def test_the_list_is_the_same_each_time(sbom: str) -> None:
    assert written(PYTHONHASHSEED="2", TZ="Asia/Tokyo", LC_ALL="C") == sbom
    assert not re.search(r"serialNumber|timestamp|" + re.escape(str(ROOT)), sbom)


def test_the_list_is_what_the_lock_files_say(components: list[dict[str, Any]]) -> None:
    needed, web = (
        re.findall(r"^([a-z0-9.-]+)==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
        for name in ("requirements.txt", "requirements-web.txt")
    )
    assert len(needed) > 30
    assert sorted((c["name"], c["version"]) for c in components) == sorted(web)
    assert sorted((c["name"], c["version"]) for c in components if c["scope"] == "required") == sorted(needed)
    locked = re.findall(r"--hash=sha256:([0-9a-f]{64})", (ROOT / "requirements-web.txt").read_text(encoding="utf-8"))
    assert sorted(h["content"] for c in components for h in c["hashes"]) == sorted(locked)


def test_the_list_tells_licences(components: list[dict[str, Any]]) -> None:
    told = {c["name"]: json.dumps(c.get("licenses", [])) for c in components}
    assert '"AGPL' in told["pelican"]
    assert '"MIT"' in told["pydantic"]
    assert [name for name, licences in told.items() if licences == "[]"] == []


def test_everything_is_wanted_by_something(sbom: str, components: list[dict[str, Any]]) -> None:
    wanted = {ref for entry in json.loads(sbom)["dependencies"] for ref in entry.get("dependsOn", [])}
    assert {component["bom-ref"] for component in components} == wanted

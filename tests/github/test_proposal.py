"""Which generator checks a pull request, with the very steps of the workflow, on small real histories."""

import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from cases.tables import each
from conftest import ROOT

SCRIPT = ROOT / ".github/proposal.py"
CHECK = yaml.load((ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
BASE = {
    "content/a.md": "as it was",
    "content/gone.md": "x",
    "seeds/a.txt": "seed",
    "Makefile": "base",
    "tool.py": "base",
}
AUTHOR = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false"]

loaded = importlib.util.spec_from_file_location("proposal", SCRIPT)
assert loaded is not None
assert loaded.loader is not None
proposal = importlib.util.module_from_spec(loaded)
loaded.loader.exec_module(proposal)


def git(folder: Path, *arguments: str) -> str:
    command = ["git", *AUTHOR, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def write(folder: Path, files: dict[str, str | None]) -> None:
    """Write files; None takes one away, `-> target` makes a link."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink() or path.is_file():
            path.unlink()
        if text is not None and text.startswith("-> "):
            shutil.rmtree(path, ignore_errors=True)
            path.symlink_to(text.removeprefix("-> "))
        elif text is not None:
            path.write_text(text, encoding="utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """What actions/checkout leaves: the merge of a pull request, two commits deep."""

    folder: Path
    base: Path  # where the base's worktree will be
    log: dict[str, str] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        return self.log.get("GITHUB_STEP_SUMMARY", "")

    @property
    def chosen(self) -> tuple[Path, str]:
        lines = dict(line.split("=", 1) for line in self.log["GITHUB_OUTPUT"].splitlines())
        return Path(lines["folder"]), lines["against"]


@pytest.fixture
def merge(tmp_path: Path) -> Callable[[dict[str, str | None]], Merge]:
    """Make the merge of a pull request that changes these files, while the base goes on as well."""
    origin = tmp_path / "origin"
    origin.mkdir()

    def make(files: dict[str, str | None]) -> Merge:
        git(origin, "init", "-q", "-b", "main")
        write(origin, {**BASE, ".github/proposal.py": SCRIPT.read_text(encoding="utf-8")})
        git(origin, "add", "-A")
        git(origin, "commit", "-qm", "base")
        git(origin, "checkout", "-qb", "change")
        write(origin, files)
        git(origin, "add", "-A")
        git(origin, "commit", "-qm", "change")
        git(origin, "checkout", "-q", "main")
        write(origin, {"later.md": "on main since"})
        git(origin, "add", "-A")
        git(origin, "commit", "-qm", "later")
        git(origin, "merge", "-q", "--no-ff", "-m", "merge", "change")
        git(tmp_path, "clone", "-q", "--depth", "2", f"file://{origin}", "work")
        return Merge(folder=tmp_path / "work", base=tmp_path / "temp/base")

    return make


def choose(merged: Merge, *, fork: str) -> None:
    """Run the step of the workflow."""
    (step,) = [step for step in CHECK["jobs"]["check"]["steps"] if step.get("id") == "choose"]
    outputs = {name: merged.base.parent / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    merged.base.parent.mkdir()
    environment = {**os.environ, "RUNNER_TEMP": str(merged.base.parent), "FORK": fork}
    environment |= {name: str(path) for name, path in outputs.items()}
    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=merged.folder, env=environment, check=True)
    merged.log.update({name: path.read_text(encoding="utf-8") for name, path in outputs.items() if path.exists()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a pull request changes, where it comes from, and whose generator checks it."""

    name: str
    files: dict[str, str | None]
    fork: str = "true"
    is_base: bool
    listed: tuple[str, ...] = ()


@each(
    [
        Case(name="content from a fork", files={"content/a.md": "new", "seeds/b.txt": "new"}, is_base=False),
        Case(name="a generator from here", files={"tool.py": "new"}, fork="false", is_base=False),
        Case(name="a generator from a fork", files={"tool.py": "new"}, is_base=True, listed=("tool.py",)),
        Case(
            name="both from a fork",
            files={"content/a.md": "new", "tool.py": "new", ".github/workflows/check.yml": "new"},
            is_base=True,
            listed=(".github/workflows/check.yml", "tool.py"),
        ),
        Case(name="a file that is taken away", files={"tool.py": None}, is_base=True, listed=("tool.py",)),
        Case(name="a file moved into content", files={"tool.py": None, "content/t.md": "base"}, is_base=True, listed=("tool.py",)),
        Case(name="a folder that is named alike", files={"contents/a.md": "new"}, is_base=True, listed=("contents/a.md",)),
        Case(name="the folder replaced by a link", files={"seeds": "-> content"}, is_base=True, listed=("seeds",)),
        Case(name="a fork that nobody knows any more", files={"tool.py": "new"}, fork="", is_base=True, listed=("tool.py",)),
    ]
)  # fmt: skip
def test_the_generator_of_a_pull_request(case: Case, merge: Callable[[dict[str, str | None]], Merge]) -> None:
    merged = merge(case.files)
    choose(merged, fork=case.fork)
    assert merged.chosen == ((merged.base, "HEAD") if case.is_base else (merged.folder, "HEAD^1"))
    assert ("### Needs a maintainer" in merged.summary) is case.is_base
    assert [path for path in case.listed if f"<code>{path}</code>" not in merged.summary] == []
    assert "later.md" not in merged.summary  # main has changed it, not the pull request
    folder, against = merged.chosen
    assert git(folder, "log", "-1", "--format=%s", against) == "later"  # what is compared with: the base


def test_content_and_seeds_are_laid_over_the_base_and_nothing_else(merge: Callable[..., Merge]) -> None:
    merged = merge({
        "content/a.md": "new", "content/gone.md": None, "content/b/c.md": "new", "content/link.md": "-> ../tool.py",
        "tool.py": "new", "Makefile": "new", ".github/proposal.py": "raise SystemExit(0)",
    })  # fmt: skip
    choose(merged, fork="true")
    folder = merged.base
    assert (folder / "content/a.md").read_text(encoding="utf-8") == "new"
    assert (folder / "content/b/c.md").read_text(encoding="utf-8") == "new"
    assert not (folder / "content/gone.md").exists()
    assert (folder / "content/link.md").is_symlink()  # which the check refuses
    assert (folder / "tool.py").read_text(encoding="utf-8") == "base"
    assert (folder / "Makefile").read_text(encoding="utf-8") == "base"
    assert "proposal.py" in merged.summary


def test_a_folder_that_became_a_link_is_laid_over_as_a_link(merge: Callable[..., Merge]) -> None:
    merged = merge({"seeds": "-> /etc"})
    choose(merged, fork="true")
    assert (merged.base / "seeds").is_symlink()


def test_seeds_that_are_all_gone_are_gone(merge: Callable[..., Merge]) -> None:
    merged = merge({"seeds/a.txt": None, "tool.py": "new"})
    choose(merged, fork="true")
    assert not (merged.base / "seeds").exists()


def test_nothing_in_a_path_is_markup() -> None:
    odd = "a`b|<img src=x>&[x](y)*_~@ada#1\\\nc\u202ed"
    (line,) = [line for line in proposal.summary([odd]).splitlines() if line.startswith("- ")]
    inner = line.removeprefix("- <code>").removesuffix("</code>")
    assert not set(inner) & set("`|<>[]*_~@") - set("&;")
    assert "\u202e" not in inner
    assert "\\u{000A}" in inner.replace("&#92;", "\\")


def test_a_long_list_is_cut_and_says_so() -> None:
    told = proposal.summary([f"{number}.py" for number in range(250)])
    assert told.count("<code>") == 100
    assert "- and 150 more" in told

"""The small sound site in a git repository of its own, whatever the settings of this machine."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from cases.changes import PATH, PUBLISHED
from conftest import ROOT
from test_broken import BASE

DAY = "2025-09-01"  # of new corrections in tests
# For modules whose tests run git: without it they are skipped, unless it is required.
NEEDS_GIT = pytest.mark.skipif(
    shutil.which("git") is None and not os.environ.get("FACTCHECK_REQUIRE_GIT"), reason="git is not installed"
)
# Neither hooks, signing nor templates of this machine, nor the repository that the tests themselves lie in.
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
       for what, value in (("NAME", "Ada"), ("EMAIL", "ada@example.org"), ("DATE", "2025-06-02T12:00:00+00:00"))},
}  # fmt: skip
_SETTINGS = ("-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false", "-c", "protocol.file.allow=always")


@dataclass(frozen=True)
class Repository:
    """A git repository, and the site in it."""

    top: Path
    folder: str = ""

    @property
    def root(self) -> Path:
        """The folder of the site."""
        return self.top / self.folder

    def git(self, *arguments: str) -> str:
        """Run git in the repository; what it prints."""
        done = subprocess.run(
            ["git", *_SETTINGS, *arguments], cwd=self.top, env=ENVIRONMENT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(self, message: str = "A change") -> str:
        """Commit everything; the hash of the commit."""
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def read(self, path: str) -> str:
        """A file of the site."""
        return (self.root / path).read_text(encoding="utf-8")

    def write(self, path: str, text: str | bytes) -> None:
        """Write a file of the site."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)

    def replace(self, path: str, *changes: tuple[str, str]) -> None:
        """Put other words into a file, each once."""
        text = self.read(path)
        for old, new in changes:
            assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
            text = text.replace(old, new)
        self.write(path, text)

    def enter(self, kind: str, path: str = PATH, text: str = "Told.", day: str = DAY) -> None:
        """Put an entry at the end of a claim's corrections, which must be the last key."""
        before, body = self.read(path).removeprefix("---\n").split("---\n", 1)
        begun = "" if "\ncorrections:" in before else "corrections:\n"
        entry = f"  - {{date: {day}, kind: {kind}, text: {text}}}\n"
        self.write(path, f"---\n{before}{begun}{entry}---\n{body}")


def create(top: Path, folder: str = "") -> Repository:
    """A repository on the branch `main` whose one commit is the published site, with the claims of cases/changes.py."""
    made = Repository(top, folder)
    made.root.mkdir(parents=True)
    for part in ("content", "seeds"):
        shutil.copytree(BASE / part, made.root / part)
    shutil.copy(ROOT / "pelicanconf.py", made.root)
    for path, text in PUBLISHED.items():
        made.write(path, text)
    made.git("init", "-q")
    made.commit("Published")
    return made


def copy(of: Repository, top: Path) -> Repository:
    """A copy that a test may change: faster than a new one."""
    shutil.copytree(of.top, top, symlinks=True)
    return Repository(top, of.folder)

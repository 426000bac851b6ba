"""Files: what only a real disk can hold, and how many of them."""

import hashlib
import os
import shutil
import stat
import subprocess
import time
from pathlib import Path

import pytest

from conftest import ROOT
from factcheck.core import scan
from factcheck.core.settings import Settings
from factcheck.render import report
from factcheck.site.load import load
from threats.rows import ARTICLE, SEED, edit

BASE = ROOT / "tests/cases/broken/base"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The small site in a folder of its own."""
    return shutil.copytree(BASE, tmp_path / "site")


def test_a_device_is_refused_and_not_read(root: Path, real_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    device = root / "content/pages/zero.md"
    try:
        os.mknod(device, stat.S_IFCHR | 0o600, os.makedev(1, 5))  # /dev/zero: it has no end
    except PermissionError:  # only root may make one
        device.touch()
        real = Path.lstat
        character = os.lstat("/dev/zero")
        monkeypatch.setattr(Path, "lstat", lambda path: character if path == device else real(path))
    assert (
        report.text(load(root, real_settings).problems)
        == """\
content/pages/zero.md:1:1: FC118 content must be a plain file or folder inside the site
    found    a pipe, socket or device"""
    )


def test_a_hard_link_is_a_file(root: Path, real_settings: Settings) -> None:
    os.link(root / "content/pages/methodology.md", root / "content/pages/about.md")
    loaded = load(root, real_settings)
    assert report.text(loaded.problems) == ""
    assert loaded.site is not None
    assert [page.slug for page in loaded.site.pages] == ["methodology", "about"]


def git(root: Path, *words: str) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(root.parent),
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }
    subprocess.run(["git", *words], cwd=root, env=environment, check=True, capture_output=True)


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_git_converts_line_ends_and_the_report_says_so(root: Path, real_settings: Settings) -> None:
    """A seed with the line ends of Windows, in a repository whose attributes convert them."""
    unix = (root / SEED).read_bytes()
    windows = unix.replace(b"\n", b"\r\n")
    (root / SEED).write_bytes(windows)
    edit(hashlib.sha256(unix).hexdigest(), hashlib.sha256(windows).hexdigest(), ARTICLE)(root)
    assert load(root, real_settings).site is not None
    (root / ".gitattributes").write_text("* text=auto eol=lf\n", encoding="utf-8")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "x")
    (root / SEED).unlink()
    git(root, "checkout", "--", SEED)
    assert (root / SEED).read_bytes() == unix
    (problem,) = load(root, real_settings).problems
    assert problem.code == "FC205"
    fix = "a tool converted the line ends: restore the file, and keep seeds/ -text in .gitattributes"
    assert ("fix", fix) in problem.details


def test_this_repository_keeps_the_bytes_of_its_seeds() -> None:
    attributes = (ROOT / ".gitattributes").read_text(encoding="utf-8")
    assert "seeds/" in attributes
    assert "-text" in attributes


def test_too_many_files_are_told_at_once(root: Path, real_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """One problem, and no file is read; with FACTCHECK_THOROUGH=1 there are really so many."""
    most = scan.MOST_FILES if os.environ.get("FACTCHECK_THOROUGH") == "1" else 500
    monkeypatch.setattr(scan, "MOST_FILES", most)
    for number in range(most):
        (root / f"content/claims/demo/c{number}.md").touch()
    started = time.process_time()
    files, problems = scan.scan(root)
    seconds = time.process_time() - started
    assert files == {}
    assert report.text(problems) == f"content:1:1: FC121 number of files must be at most {most:,}"
    assert seconds < 20
    print(f"{most:,} files: {seconds:.1f} s")


def test_what_is_no_file_counts_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "MOST_FILES", 500)
    for number in range(501):
        (root / f"content/claims/demo/c{number}.md").symlink_to("nowhere")
    files, problems = scan.scan(root)
    assert files == {}
    assert report.text(problems) == "content:1:1: FC121 number of files must be at most 500"


def test_the_limit_leaves_room_for_100_000_claims() -> None:
    assert scan.MOST_FILES >= 2 * 100_000


def test_what_is_refused_by_its_name_is_not_read(root: Path, real_settings: Settings) -> None:
    for number in range(200):
        junk = root / f"content/pages/junk{number}.bin"
        junk.touch()
        os.truncate(junk, scan.MOST_FILE_BYTES)  # a hole: it takes no room; together 1 GB
    files, problems = scan.scan(root)
    assert problems == []
    assert sum(map(len, files.values())) < 10_000
    found = load(root, real_settings).problems
    assert [problem.code for problem in found] == ["FC117"] * 200

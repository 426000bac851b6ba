"""Whole builds that are killed, stopped, run out of space, or meet another one: the whole old site, or the whole new one.

A few of each here; `make crash` (FACTCHECK_THOROUGH=1) tries 200 moments, and 20 sizes of a disk.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from conftest import ROOT

THOROUGH = os.environ.get("FACTCHECK_THOROUGH") == "1"
DYING = Path(__file__).parent / "dying.py"
BASE = ROOT / "tests/cases/broken/base"
WORDS = {"size": "File too large", "files": "Too many open files"}
FULL = "FC607 output must be a folder that can be written\n    found    "


def small_site(root: Path) -> Path:
    """The small site: three claims."""
    for folder in ("content", "seeds"):
        shutil.copytree(BASE / folder, root / folder)
    shutil.copytree(ROOT / "theme", root / "theme")
    shutil.copy(ROOT / "pelicanconf.py", root)
    return root


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return small_site(tmp_path / "site")


def rows(kind: str, root: Path, number: int = 0, *, before: tuple[str, ...] = ()) -> list[list[Any]]:
    command = [*before, sys.executable, str(DYING), kind, str(root), str(number)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert found
    return found


def test_a_build_that_dies_leaves_a_whole_site_and_the_next_one_is_clean(small: Path) -> None:
    found = rows("build", small, 200 if THOROUGH else 6)
    for how, at, event, code, left, litter, is_next_clean in found:
        moment = f"{how} at event {at}: {event}"
        assert left in ("old", "new"), moment
        assert is_next_clean, moment
        if how == "kill":
            assert code == -9, moment
        else:  # it tidies up by itself, and ends as a program does that was stopped
            assert (code, left) in (
                (-15 if how == "terminate" else 130, "old"),
                (143, "old"),
                (143, "new"),
                (130, "new"),
                (0, "new"),
            ), moment
            assert litter == [], moment
    assert {row[4] for row in found} == {"old", "new"}  # before the swap and after it


def test_a_build_upon_the_last_one_that_dies_leaves_a_whole_site_and_the_next_one_is_clean(small: Path) -> None:
    found = rows("edit", small, 100 if THOROUGH else 6)
    for how, at, event, _, left, _, is_next_clean in found:
        assert left in ("old", "new"), f"{how} at event {at}: {event}"
        assert is_next_clean, f"{how} at event {at}: {event}"


def test_a_build_without_space_files_or_memory_leaves_the_old_site(small: Path) -> None:
    found = rows("limit", small, 20 if THOROUGH else 2)
    for kind, size, code, left, litter, is_next_clean, said in found:
        moment = f"{kind} {size}: {code} {said}"
        assert left == ("new" if code == 0 else "old"), moment
        if kind == "size" or size >= 16:  # who can open no folder can empty none
            assert litter == [] or kind == "memory", moment  # nor can who dies for want of memory
        assert is_next_clean, moment
        if kind in WORDS and code:
            assert f"{FULL}{WORDS[kind]}" in said, moment
    codes = {kind: [row[2] for row in found if row[0] == kind] for kind in ("size", "files", "memory")}
    assert codes["size"][0] == 1
    assert codes["size"][-1] == 0  # as large as the largest file
    assert codes["files"][0] == 0, "64 open files must be enough"


def test_a_build_on_a_full_disk_leaves_the_old_site(small: Path) -> None:
    unshare = ("unshare", "--mount") if os.getuid() == 0 else ("unshare", "--mount", "--map-root-user")
    probe = f"mount -t tmpfs -o size=64m none {small} && mount -o remount,size=1m {small}"
    command = [*unshare, "sh", "-c", probe]
    if not shutil.which("unshare") or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("needs Linux, and the right to mount a small disk")
    found = rows("disk", small, 20 if THOROUGH else 3, before=unshare)
    for _, size, code, left, litter, is_next_clean, said in found:
        moment = f"{size} kB: {code} {said}"
        assert left == ("new" if code == 0 else "old"), moment
        assert litter == [], moment
        assert is_next_clean, moment
        assert code == 0 or said.count("FC6") == said.count(f"{FULL}No space left on device") == 1, moment
    assert [row[2] for row in found][:: len(found) - 1] == [1, 0]


def test_of_two_builds_one_goes_on_and_the_other_is_told_who_builds(small: Path) -> None:
    found = rows("pair", small)
    assert [row[:2] for row in found] == [["tempfile.mkdtemp", "old"], ["shutil.rmtree", "new"]]
    for _, _, code, is_named, said, first_code, left, litter in found:
        assert (code, is_named, first_code, left, litter) == (75, True, 0, "new", []), said
        assert said.startswith("output:1:1: FC605 only one build may run at a time\n    holder   process ")


def test_a_stranger_without_home_builds_elsewhere_and_changes_nothing_here() -> None:
    with TemporaryDirectory(prefix="factcheck-stranger-") as folder:  # pytest keeps its own folders from others
        Path(folder).chmod(0o755)
        found = rows("stranger", small_site(Path(folder) / "site"))
    assert [row[:4] for row in found[:2]] == [["output", 0, True, []]] * 2, found
    if os.getuid() == 0:
        assert [row[:4] for row in found[2:]] == [["", 1, True, []], ["roots", 1, True, []]]
        assert f"{FULL}Permission denied: .factcheck" in found[2][4]
        assert (
            "FC630 output must be a folder that can be replaced as a whole\n    found    a folder in which you may not"
            in found[3][4]
        )

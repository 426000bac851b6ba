"""The swap, at every moment of it; the lock; the folders that no build may replace."""

import fcntl
import json
import os
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from cases.tables import each
from conftest import ROOT, read_tree
from factcheck.site import guard, swap
from factcheck.site.lock import LOCK, BusyError, lock, wait
from factcheck.site.swap import MARKER

DYING = Path(__file__).parent / "dying.py"


class Moment(NamedTuple):
    backend: str  # exchange: one step; renames: where the system cannot
    way: str  # to die
    number: int
    event: str
    code: int
    left: str  # what a reader finds: old, new, none (no folder), broken
    recovered: str  # what is there after any command
    litter: list[str]
    is_next_clean: bool


@pytest.fixture(scope="module")
def moments(tmp_path_factory: pytest.TempPathFactory) -> list[Moment]:
    command = [sys.executable, str(DYING), "swap", str(tmp_path_factory.mktemp("swap")), "0"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return [Moment(*json.loads(line)) for line in done.stdout.splitlines()]


def test_every_way_to_die_was_tried_before_and_after_the_swap(moments: list[Moment]) -> None:
    tried = Counter((moment.backend, moment.way, moment.left) for moment in moments)
    for backend in ("exchange", "renames"):
        for way in ("kill", "interrupt", "full"):
            assert tried[backend, way, "old"] > 15
            assert tried[backend, way, "new"] > 5


def test_a_reader_finds_the_whole_old_or_the_whole_new_site_at_every_moment(moments: list[Moment]) -> None:
    assert [moment for moment in moments if moment.backend == "exchange" and moment.left not in ("old", "new")] == []
    # Where the system knows no exchange there is one moment without: any command then puts the old site back.
    gaps = [moment for moment in moments if moment.left not in ("old", "new")]
    assert [(gap.backend, gap.way, gap.left, gap.recovered) for gap in gaps] == [("renames", "kill", "none", "old")]
    assert gaps[0].event.startswith("os.rename")


def test_the_next_build_is_clean_whenever_the_last_one_died(moments: list[Moment]) -> None:
    assert [moment for moment in moments if not moment.is_next_clean] == []


def test_what_can_tidy_up_does(moments: list[Moment]) -> None:
    """A killed build leaves its folder. An interrupted one does not, nor one on a full disk, unless removal fails too."""
    assert [moment for moment in moments if moment.way == "interrupt" and moment.litter] == []
    assert [moment for moment in moments if moment.way == "full" and moment.litter and moment.left == "old"] == []


def folder(path: Path, **files: str) -> Path:
    path.mkdir()
    (path / MARKER).write_text("", encoding="utf-8")
    for name, text in files.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["output", "out[1]", "a b", "-x", "é", ".hidden", "new", "x-new-y"])
def test_what_a_killed_build_left_is_removed_whatever_the_output_is_called(tmp_path: Path, name: str) -> None:
    for age in ("new", "old"):
        folder(tmp_path / f".factcheck-{name}-{age}-x1_y2z3w")
    folder(tmp_path / name)
    swap.tidy(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_what_is_left_of_another_output_is_not_touched(tmp_path: Path) -> None:
    names = [
        ".factcheck-output-old-b-old-abcdefgh",
        ".factcheck-output-new-b-new-abcdefgh",
        ".factcheck-a-old-abcdefgh",
    ]
    for name in names:
        folder(tmp_path / name)
    swap.tidy(tmp_path / "output")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)


def test_a_link_or_a_folder_without_marker_is_never_put_back(tmp_path: Path) -> None:
    folder(tmp_path / "elsewhere", file="")
    (tmp_path / ".factcheck-output-old-link").symlink_to("elsewhere")
    (tmp_path / ".factcheck-output-old-bare").mkdir()
    swap.recover(tmp_path / "output")
    swap.tidy(tmp_path / "output")
    assert not (tmp_path / "output").exists()
    assert (tmp_path / "elsewhere/file").exists()


def test_nothing_is_put_back_while_a_build_runs(tmp_path: Path) -> None:
    old = folder(tmp_path / ".factcheck-output-old-abcdefgh")
    with lock(tmp_path):
        swap.recover(tmp_path / "output")
        assert old.exists()
    swap.recover(tmp_path / "output")
    assert (tmp_path / "output" / MARKER).exists()


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077, 0o777])
def test_modes_are_the_same_whatever_the_umask(tmp_path: Path, mask: int) -> None:
    before = os.umask(0o077)
    try:
        with swap.fresh(tmp_path / "output") as fresh:
            (fresh / "a/b").mkdir(parents=True)
            (fresh / "a/b/file").touch()
            os.umask(mask)
            swap.seal(fresh)
            modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (fresh, *fresh.rglob("*"))}
    finally:
        os.umask(before)
    assert sorted(modes.values()) == [0o644, 0o755, 0o755, 0o755]


@pytest.mark.parametrize("is_durable", [True, False])
def test_every_file_and_folder_is_on_the_disk_before_the_swap_and_the_swap_before_the_removal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_durable: bool
) -> None:
    done: list[str] = []
    sync, exchange = os.fsync, swap._exchange

    def synced(number: int) -> None:
        done.append(Path(f"/proc/self/fd/{number}").readlink().name)
        sync(number)

    def exchanged(one: Path, other: Path) -> bool:
        done.append("SWAP")
        return exchange(one, other)

    if not Path("/proc/self/fd").is_dir():
        pytest.skip("there is no /proc to tell which file is meant")
    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(swap, "_exchange", exchanged)
    folder(tmp_path / "output")
    with swap.fresh(tmp_path / "output") as fresh:
        (fresh / "a").mkdir()
        (fresh / "a/file").touch()
        swap.seal(fresh, is_durable=is_durable)
        swap.replace(fresh, tmp_path / "output", is_durable=is_durable)
        assert (fresh / MARKER).exists()  # the old site is kept until the new one is in place
    assert sorted(done[:-2]) == (sorted([fresh.name, "a", "file"]) if is_durable else [])
    assert done[-2:] == (["SWAP", tmp_path.name] if is_durable else ["SWAP"])


# The lock.


def held_words(path: Path) -> str:
    with pytest.raises(BusyError) as refused, lock(path):
        pass
    return refused.value.holder


def test_the_lock_tells_who_holds_it(tmp_path: Path) -> None:
    with lock(tmp_path):
        words = held_words(tmp_path)
        assert held_words(tmp_path) == words  # asking does not wipe it out
    assert words.startswith(f"process {os.getpid()} on ")
    assert words.endswith(" UTC")
    assert (tmp_path / LOCK).read_text(encoding="utf-8") == ""


def test_a_lock_that_a_dead_build_left_holds_nobody_up(tmp_path: Path) -> None:
    (tmp_path / LOCK).write_text("process 1 on elsewhere since 1970-01-01 00:00:00 UTC\n", encoding="utf-8")
    wait(tmp_path)
    with lock(tmp_path):
        assert held_words(tmp_path).startswith(f"process {os.getpid()} on ")


def test_words_that_another_program_wrote_are_shown_without_control_characters(tmp_path: Path) -> None:
    with (tmp_path / LOCK).open("w", encoding="utf-8") as file:
        file.write("\x1b[2Jme\n" + "x" * 1000)
        file.flush()
        fcntl.flock(file, fcntl.LOCK_EX)
        assert held_words(tmp_path) == "[2Jme" + "x" * (300 - 7)


def test_the_lock_is_never_written_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "diary").write_text("mine", encoding="utf-8")
    (tmp_path / LOCK).symlink_to("diary")
    with pytest.raises(OSError, match=LOCK), lock(tmp_path):
        pass
    assert (tmp_path / "diary").read_text(encoding="utf-8") == "mine"


def test_a_lock_file_of_another_user_can_be_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / LOCK).touch()
    opened = os.open

    def refused(path: Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_RDWR:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", refused)
    with lock(tmp_path):
        assert held_words(tmp_path) == ""
    (tmp_path / LOCK).unlink()
    with pytest.raises(PermissionError), lock(tmp_path):
        pass


# The folders that no build may replace.


class Place(NamedTuple):
    name: str
    make: Callable[[Path], Path]  # from the folder of the site to an output folder
    found: str  # the beginning of the reason; empty where it may be replaced


def made(path: Path, *, marked: bool = True) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    if marked:
        (path / MARKER).touch()
    return path


def linked(path: Path, target: Path) -> Path:
    path.symlink_to(target)
    return path


def written(path: Path) -> Path:
    path.write_text("", encoding="utf-8")
    return path


FINE = [
    Place("no folder yet", lambda site: site / "output", ""),
    Place("an empty folder", lambda site: made(site / "output", marked=False), ""),
    Place("a folder that a build has made", lambda site: made(site / "output"), ""),
    Place("outside of the site", lambda site: site.parent / "elsewhere", ""),
    Place("a name like one of ours", lambda site: site / "contents", ""),
]
REFUSED = [
    Place("the root", lambda site: Path("/"), "the root of the file system"),
    Place("home", lambda site: made(Path.home()), "your home folder"),
    Place("what holds home", lambda site: Path.home().parent, "your home folder"),
    Place("the site", made, "the folder of this site"),
    Place("what holds the site", lambda site: made(site.parent), "the folder of this site"),
    Place("content", lambda site: made(site / "content"), "a folder in content/"),
    Place("inside content", lambda site: site / "content/claims/output", "a folder in content/"),
    Place("inside seeds", lambda site: site / "seeds/output", "a folder in seeds/"),
    Place("inside the theme", lambda site: site / "theme/output", "a folder in theme/"),
    Place("inside the repository’s own folder", lambda site: site / ".git/output", "a folder in .git/"),
    Place("content by a link", lambda site: linked(site / "way", site / "content") / "output", "a folder in content/"),
    Place("a link to our folder", lambda site: linked(site / "output", made(site / "real")), "a link to "),
    Place("a link to nothing", lambda site: linked(site / "output", site / "nothing"), "a link to "),
    Place("a link to itself", lambda site: linked(site / "output", site / "output"), "a link to "),
    Place("a file", lambda site: written(site / "output"), "a file"),
    Place("another file system", lambda site: Path("/dev/shm"), "another file system"),
    Place(
        "somebody’s thesis",
        lambda site: written(made(site / "output", marked=False) / "thesis.txt").parent,
        "a folder without",
    ),
]


@each([*FINE, *REFUSED])
def test_which_folder_may_be_replaced(case: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "homes/ada"))
    site = tmp_path / "work/site"
    for name in ("content/claims", "seeds", "theme", ".git", "../../homes/ada"):
        (site / name).mkdir(parents=True)
    output = case.make(site)
    if case.found == "another file system" and not os.path.ismount(output):
        pytest.skip(f"{output} is no file system of its own here")
    before = read_tree(tmp_path)
    refused = guard.refusal(site, output)
    found = dict(refused.details)["found"] if refused else ""
    assert found.startswith(case.found)
    assert bool(found) == bool(case.found)
    assert read_tree(tmp_path) == before


def test_who_has_no_home_can_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr("pwd.getpwuid", lambda number: {}[number])  # as in a container that is run as any user
    assert guard.refusal(tmp_path, tmp_path / "output") is None


# Claims that go away.


def site_of(*pages: str) -> frozenset[str]:
    return frozenset(f"{page}/index.html" for page in pages)


class Removal(NamedTuple):
    name: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    gone: str


@each(
    [
        Removal("no site yet", (), ("articles/a", "claims/a/x"), ""),
        Removal("the same claims", ("articles/a", "claims/a/x"), ("articles/a", "claims/a/x"), ""),
        Removal("one more", ("articles/a", "claims/a/x"), ("articles/a", "claims/a/x", "claims/a/y"), ""),
        Removal("one fewer", ("articles/a", "claims/a/x", "claims/a/y"), ("articles/a", "claims/a/y"), "claims/a/x/"),
        Removal("renamed", ("articles/a", "claims/a/x"), ("articles/a", "claims/a/y"), "claims/a/x/"),
        Removal("an article less", ("articles/a", "claims/a/x"), (), "claims/a/x/"),
        Removal("all but ten", ("articles/a", *(f"claims/a/{n:02}" for n in range(12))), (), ", ".join(f"claims/a/{n:02}/" for n in range(10)) + ", and 2 more"),
        Removal("a part of a long list", ("articles/a", "claims/page/2"), ("articles/a",), ""),
        Removal("a page that leads on", ("articles/a", "claims/a/x"), ("claims/a/x", "claims/b/x"), ""),
    ]
)  # fmt: skip
def test_no_claim_goes_away_unnoticed(case: Removal) -> None:
    problems = guard.removals(site_of(*case.old), site_of(*case.new))
    assert [dict(problem.details)["gone"] for problem in problems] == ([case.gone] if case.gone else [])
    assert [problem.code for problem in problems] == (["FC631"] if case.gone else [])

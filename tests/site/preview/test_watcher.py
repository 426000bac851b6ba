"""Changes of the site's files: none is lost, however it comes about, and nothing else is one."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import NamedTuple

import pytest

from cases.tables import each
from factcheck.site.preview import watcher
from factcheck.site.preview.watcher import (
    Snapshot,
    Watcher,
    changed,
    is_asked_to_poll,
    is_temporary,
    looked_at,
    snapshot,
)

CLAIM = "content/claims/demo/cost.md"
NEVER = 60.0  # seconds until the next look: only an event can come before


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    for name in (CLAIM, "seeds/demo.txt", "theme/static/site.css", "plugins/factcheck/core/text.py", "pelicanconf.py"):
        write(root / name, "one")
    return root


def write(file: Path, text: str = "two") -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


class Acting(Watcher):
    """A watcher that does something each time just before it waits: what happens is no matter of luck."""

    def __init__(self, root: Path, *acts: Callable[[], object], polls: bool = False) -> None:
        super().__init__(root, polls=polls)
        self.waits = 0
        self._acts = list(acts)

    def _wait(self) -> frozenset[str]:
        self.waits += 1
        if self._acts:
            self._acts.pop(0)()
        return super()._wait()


def found_by(waiting: Watcher, built: Snapshot) -> list[str]:
    """What has changed by the time the watcher stops waiting; fails where it does not stop."""
    found: list[Snapshot] = []
    thread = Thread(target=lambda: found.append(waiting.next(built)), daemon=True)
    thread.start()
    thread.join(timeout=NEVER / 2)
    assert found, "no change was seen"
    return changed(built, found[0])


class Change(NamedTuple):
    name: str
    act: Callable[[Path], object]
    files: list[str]


def replace(root: Path, name: str) -> None:
    """Save as most editors do: write another file, and give it the name of the old one."""
    write(root / "new.tmp")
    (root / "new.tmp").rename(root / name)


def same_second_and_size(root: Path) -> None:
    stamp = (root / CLAIM).stat().st_mtime_ns
    write(root / CLAIM, "two")
    os.utime(root / CLAIM, ns=(stamp, stamp // 10**9 * 10**9 + (stamp + 1) % 10**9))


CHANGES = [
    Change("a claim", lambda root: write(root / CLAIM), [CLAIM]),
    Change("a claim, replaced", lambda root: replace(root, CLAIM), [CLAIM]),
    Change("a claim in the same second, of the same size", same_second_and_size, [CLAIM]),
    Change("a new claim", lambda root: write(root / "content/claims/new/a.md"), ["content/claims/new/a.md"]),
    Change("a claim that is gone", lambda root: (root / CLAIM).unlink(), [CLAIM]),
    Change("a seed", lambda root: write(root / "seeds/demo.txt"), ["seeds/demo.txt"]),
    Change("the stylesheet", lambda root: write(root / "theme/static/site.css"), ["theme/static/site.css"]),
    Change(
        "the generator",
        lambda root: write(root / "plugins/factcheck/core/text.py"),
        ["plugins/factcheck/core/text.py"],
    ),
    Change("the settings", lambda root: write(root / "pelicanconf.py"), ["pelicanconf.py"]),
    Change("the settings, replaced", lambda root: replace(root, "pelicanconf.py"), ["pelicanconf.py"]),
    Change("the findings about links, which are new", lambda root: write(root / "links.json"), ["links.json"]),
]
NO_CHANGES = [
    Change("the built site", lambda root: write(root / "output/index.html"), []),
    Change("a build's own folders", lambda root: write(root / ".factcheck-output-new-x/index.html"), []),
    Change("a lock", lambda root: write(root / ".factcheck.lock"), []),
    Change("another file of the site", lambda root: write(root / "README.md"), []),
    Change("bytecode", lambda root: write(root / "plugins/factcheck/__pycache__/x.cpython-311.pyc"), []),
    Change("a file that vim has open", lambda root: write(root / "content/claims/demo/.cost.md.swp"), []),
    Change("what vim asks of a folder", lambda root: write(root / "content/claims/demo/4913"), []),
    Change("a copy that an editor keeps", lambda root: write(root / f"{CLAIM}~"), []),
    Change("a file that Emacs keeps", lambda root: write(root / "content/claims/demo/#cost.md#"), []),
    Change("a lock of Emacs", lambda root: (root / "content/claims/demo/.#cost.md").symlink_to("nobody@nowhere"), []),
    Change("a note of the system", lambda root: write(root / "content/.DS_Store"), []),
]


@each([*CHANGES, *NO_CHANGES])
def test_a_change_of_the_files(case: Change, site: Path) -> None:
    before = snapshot(site)
    case.act(site)
    assert changed(before, snapshot(site)) == case.files


@each(CHANGES)
def test_what_was_saved_before_the_watcher_waits_is_not_lost(case: Change, site: Path) -> None:
    built = snapshot(site)
    case.act(site)
    waiting = Acting(site)
    assert found_by(waiting, built) == case.files
    assert waiting.waits == 0


# What the system tells is enough: a look comes too late here. It tells nothing of what lies in the site's folder itself.
@each([case for case in CHANGES if "/" in case.files[0]])
def test_what_is_saved_while_it_waits_is_told_by_the_system(
    case: Change, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher, "SELDOM", NEVER)
    assert found_by(Acting(site, lambda: case.act(site)), snapshot(site)) == case.files


@each(CHANGES)
def test_what_the_system_does_not_tell_is_seen_by_looking(
    case: Change, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher, "OFTEN", 0.02)
    monkeypatch.setattr(watcher, "RustNotify", None)  # asking it for anything would fail
    assert found_by(Acting(site, lambda: case.act(site), polls=True), snapshot(site)) == case.files


@each([case for case in CHANGES if "/" in case.files[0]])
def test_a_look_at_what_was_told_finds_what_a_look_at_all_finds(case: Change, site: Path) -> None:
    before = snapshot(site)
    case.act(site)
    told = [str(site / name) for name in case.files]
    assert looked_at(site, before, told) == snapshot(site)


def shared(root: Path) -> None:
    (root / "shared").mkdir()
    write(root / "shared/a.md")
    (root / "content/claims/linked").symlink_to(root / "shared")


@each(
    [
        Change("a folder", lambda root: write(root / "content/claims/new/a.md"), ["content/claims/new"]),
        Change("a folder that is gone", lambda root: shutil.rmtree(root / CLAIM.rpartition("/")[0]), [CLAIM]),
        Change("what a link leads to", shared, ["content/claims/linked/a.md"]),
        Change("a file that lies elsewhere", lambda root: write(root / "README.md"), ["README.md"]),
        Change("very many files", lambda root: None, [f"content/claims/demo/{number}.md" for number in range(51)]),
        Change("nothing", lambda root: None, []),
    ]
)
def test_where_more_may_have_changed_than_is_told_all_is_looked_at(case: Change, site: Path) -> None:
    before = snapshot(site)
    case.act(site)
    assert looked_at(site, before, [str(site / name) for name in case.files]) is None


@each(
    [case for case in NO_CHANGES if "content/claims/" in str(case.name) or "vim" in case.name or "Emacs" in case.name]
)
def test_what_is_told_of_a_file_that_nobody_builds_is_no_change(case: Change, site: Path) -> None:
    before = snapshot(site)
    case.act(site)
    told = [str(path) for path in (site / "content").rglob("*") if path.name != "cost.md" and not path.is_dir()]
    assert told
    assert looked_at(site, before, told) == before


def test_one_file_that_holds_something_is_built_sooner(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty file, one that is gone, and the first of several rest longer."""
    asked: list[int] = []
    monkeypatch.setattr(
        watcher, "RustNotify", lambda *_: SimpleNamespace(watch=lambda *given: asked.append(given[2]) or "timeout")
    )
    short, usual = int(watcher.QUIET_OF_ONE * 1000), int(watcher.QUIET * 1000)
    for act, waits in (
        (lambda: write(site / CLAIM), [short]),
        (lambda: write(site / CLAIM, ""), [usual]),
        (lambda: (site / CLAIM).unlink(), [usual]),
        (lambda: [write(site / CLAIM), write(site / "seeds/demo.txt", "three")], [usual]),
    ):
        built = snapshot(site)
        act()
        assert changed(built, Watcher(site).next(built))
        assert asked == waits
        asked.clear()


def test_a_look_is_taken_now_and_then_although_the_system_tells(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder shared with a container: changes come, events do not. So it is with a file that was not there."""
    monkeypatch.setattr(watcher, "SELDOM", 0.02)
    assert found_by(Acting(site, lambda: write(site / "links.json")), snapshot(site)) == ["links.json"]
    monkeypatch.setattr(watcher, "RustNotify", lambda *_: SimpleNamespace(watch=lambda *_: "timeout"))
    assert found_by(Acting(site, lambda: write(site / CLAIM)), snapshot(site)) == [CLAIM]
    other = {(1, str(site / "content/.cost.md.swp"))}
    monkeypatch.setattr(watcher, "RustNotify", lambda *_: SimpleNamespace(watch=lambda *_: other))
    monkeypatch.setattr(watcher, "MOST_QUIET", 0.02)
    assert found_by(Acting(site, lambda: write(site / CLAIM, "three")), snapshot(site)) == [CLAIM]


def test_a_folder_that_was_replaced_is_watched_again(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher, "SELDOM", NEVER)

    def replace_folder() -> None:
        (site / "content").rename(site / "old")
        write(site / CLAIM)

    waiting = Acting(site, replace_folder, lambda: write(site / CLAIM, "three"))
    assert found_by(waiting, snapshot(site)) == [CLAIM]
    assert found_by(waiting, snapshot(site)) == [CLAIM]
    assert waiting.waits >= 2


@pytest.mark.parametrize("error", [OSError("no more watches"), RuntimeError("no events here")])
def test_where_the_system_tells_nothing_the_files_are_looked_at(
    error: Exception, site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise error

    monkeypatch.setattr(watcher, "OFTEN", 0.02)
    monkeypatch.setattr(watcher, "RustNotify", refuse)
    assert found_by(Acting(site, lambda: None, lambda: write(site / CLAIM)), snapshot(site)) == [CLAIM]
    told = f"The system does not tell of changes ({error}): the files are looked at instead.\n"
    assert capsys.readouterr().out == told  # once


def test_ctrl_c_ends_the_waiting(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watcher, "RustNotify", lambda *_: SimpleNamespace(watch=lambda *_: "signal"))
    with pytest.raises(KeyboardInterrupt):
        Watcher(site).next(snapshot(site))


def test_a_save_in_several_steps_is_one_change(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = [lambda: write(site / CLAIM, ""), lambda: write(site / CLAIM, "half"), lambda: write(site / CLAIM, "whole")]
    pauses = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if steps:
            steps.pop(0)()

    monkeypatch.setattr(watcher, "time", SimpleNamespace(sleep=pause, monotonic=time.monotonic))
    built = snapshot(site)
    write(site / "seeds/demo.txt")
    found = Watcher(site, polls=True).next(built)
    assert changed(built, found) == [CLAIM, "seeds/demo.txt"]
    assert found == snapshot(site)
    assert pauses == [watcher.QUIET] * 4


def test_files_that_never_rest_are_built_all_the_same(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(1000))
    count = iter(range(1000))
    monkeypatch.setattr(
        watcher,
        "time",
        SimpleNamespace(sleep=lambda _: write(site / CLAIM, "x" * next(count)), monotonic=lambda: next(clock)),
    )
    built = snapshot(site)
    write(site / "seeds/demo.txt")
    assert CLAIM in changed(built, Watcher(site, polls=True).next(built))


def test_a_save_in_several_steps_is_one_change_where_the_system_tells(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = [lambda: write(site / CLAIM, ""), lambda: write(site / CLAIM, "half"), lambda: write(site / CLAIM, "whole")]

    def watch(*_: object) -> object:
        if not steps:
            return "timeout"
        steps.pop(0)()
        return {("modified", CLAIM)}

    monkeypatch.setattr(watcher, "RustNotify", lambda *_: SimpleNamespace(watch=watch))
    built = snapshot(site)
    write(site / "seeds/demo.txt")
    assert Watcher(site).next(built) == snapshot(site)
    assert not steps


def test_a_slow_disk_is_looked_at_less_often(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting = Watcher(site, polls=True)
    waiting._look()
    quick = waiting._pause
    clock = iter([0.0, 2.0])
    monkeypatch.setattr(watcher, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    waiting._look()
    assert quick < 2.0 < waiting._pause == pytest.approx(2.0 / watcher.SHARE)


def test_a_site_in_a_folder_of_a_strange_name_is_seen(tmp_path: Path) -> None:
    root = tmp_path / ".venv" / "site~"
    write(root / CLAIM)
    assert list(snapshot(root)) == [CLAIM]


@pytest.mark.parametrize("name", ["content/claims/demo/cost.md", "content/a/.hidden.md", "seeds/demo.txt"])
def test_an_editor_s_text_is_not_temporary(name: str) -> None:
    assert not is_temporary(name)


@pytest.mark.parametrize(
    ("value", "is_asked"),
    [("1", True), ("true", True), ("", False), ("0", False), ("False", False), ("disable", False)],
)
def test_the_environment_may_ask_for_looking(value: str, *, is_asked: bool) -> None:
    assert is_asked_to_poll({"WATCHFILES_FORCE_POLLING": value}) is is_asked
    assert not is_asked_to_poll({})

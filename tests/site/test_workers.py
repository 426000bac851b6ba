"""Workers: however many processes do the work, what comes of it is the same, and none of them is left behind."""

import os
import re
import signal
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import read_tree
from factcheck.cli import CLEAN, PROBLEMS, main
from factcheck.core.stages import QUIET, Stage, Stages
from factcheck.publish.cards import picture
from factcheck.site import audit, incremental, workers
from factcheck.site.remembered.memory import Memories
from factcheck.site.workers import WorkerError

COUNTS = (0, 1, 3)


def shared(count: int, work: Callable[[int], int], things: range, stages: Stages = QUIET) -> list[int]:
    """The results of some work, with so many helpers."""
    rows = [(Stage.PAGES if thing % 3 else Stage.FILES, thing) for thing in things]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "LEAST", 1)
        patch.setattr(workers, "spare", lambda: count)
        with workers.team(rows, work) as team:
            return team.results(stages)


def is_alone() -> bool:
    """Whether this process has no other that it started."""
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return True
    return False


def until_one_is_dead() -> None:
    """Wait for the end of a process that this one started, and leave it there."""
    os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)


def with_helpers(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr(workers, "LEAST", 1)
    monkeypatch.setattr(workers, "spare", lambda: count)


@pytest.mark.parametrize("count", COUNTS)
def test_results_stand_in_the_order_of_the_things(count: int) -> None:
    assert shared(count, lambda thing: thing * thing, range(1000)) == [thing * thing for thing in range(1000)]
    assert is_alone()


@given(failing=st.sets(st.integers(0, 99), min_size=1), count=st.sampled_from(COUNTS))
def test_the_first_failure_is_raised_as_one_process_would_raise_it(failing: set[int], count: int) -> None:
    def work(thing: int) -> int:
        if thing in failing:
            raise ValueError(thing)
        return thing

    with pytest.raises(ValueError, match=rf"^{min(failing)}$") as raised:
        shared(count, work, range(100))
    assert raised.traceback[-1].name == "work"  # so that the line of a template can be told
    assert is_alone()


@pytest.mark.parametrize("count", COUNTS)
def test_progress_tells_of_all_things_of_each_stage(count: int) -> None:
    told: dict[Stage, list[tuple[int, int]]] = {}

    class Told(Stages):
        def at(self, stage: Stage, done: int = 0, total: int = 0, anew: int | None = None) -> None:
            told.setdefault(stage, []).append((done, total))

    shared(count, lambda thing: thing, range(90), Told())
    assert {stage: rows[-1] for stage, rows in told.items()} == {Stage.FILES: (30, 30), Stage.PAGES: (60, 60)}
    assert all(rows == sorted(rows) for rows in told.values())


def test_a_helper_that_dies_is_told_of() -> None:
    own = os.getpid()

    def work(thing: int) -> int:
        if os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        until_one_is_dead()
        return thing

    with pytest.raises(WorkerError, match="signal 9"):
        shared(2, work, range(1000))
    assert is_alone()


def test_an_interrupt_ends_all_helpers() -> None:
    own = os.getpid()

    def work(thing: int) -> int:
        if os.getpid() == own:
            raise KeyboardInterrupt
        signal.pause()
        return thing

    with pytest.raises(KeyboardInterrupt):
        shared(2, work, range(1000))
    assert is_alone()


def test_a_process_with_other_threads_is_not_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "iterdir", lambda path: iter([path / "1", path / "2"]))
    assert workers.spare() == 0


def test_a_site_is_the_same_byte_by_byte_whoever_builds_it(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = []
    for count in COUNTS:
        with_helpers(monkeypatch, count)
        output = site / f"built-{count}"
        assert main(["build", "--site", str(site), "--output", str(output), "--no-cache"]) == CLEAN
        built.append(read_tree(output))
    assert built[1:] == built[:1] * 2


def test_a_helper_that_dies_leaves_the_last_good_site(
    built_site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own, draw, before = os.getpid(), picture.draw, read_tree(built_site / "output")

    def dying(*given: object) -> object:
        if os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        until_one_is_dead()
        return draw(*given)  # type: ignore[arg-type]

    with_helpers(monkeypatch, 1)
    monkeypatch.setattr(picture, "draw", dying)
    assert main(["build", "--site", str(built_site), "--no-cache"]) == PROBLEMS
    assert "a process that helped to build ended with signal 9" in capsys.readouterr().err
    assert read_tree(built_site / "output") == before
    assert not [*built_site.glob(".factcheck-output-new-*")]
    assert is_alone()


@pytest.mark.parametrize("count", COUNTS)
def test_an_edit_is_the_same_whoever_makes_it(count: int, built_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    claim = next((built_site / "content/claims").rglob("*.md"))
    output = built_site / "output"
    for number in range(3):  # from the second one on the site before is brought up to date
        text = claim.read_text(encoding="utf-8")
        claim.write_text(
            re.sub(r"(?m)^summary: .*", f"summary: Another summary, the one of edit {number}.", text), encoding="utf-8"
        )
        with_helpers(monkeypatch, count)
        assert main(["build", "--site", str(built_site)]) == CLEAN
        with closing(Memories(built_site, output)) as memories:
            last = memories.of(output)
            assert last
            assert all(memories.pieces[name] for name in last.search.pieces)  # also those that a helper has made
    assert main(["build", "--site", str(built_site), "--no-cache", "--output", str(built_site / "clean")]) == CLEAN
    assert read_tree(output) == read_tree(built_site / "clean")
    assert is_alone()


def test_a_helper_that_dies_at_an_edit_leaves_the_last_good_site(
    built_site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = next((built_site / "content/claims").rglob("*.md"))
    for _ in range(2):  # a copy is not known as it lies, and from the second edit on there is a site before
        assert main(["build", "--site", str(built_site)]) == CLEAN
        claim.write_text(claim.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    own, before = os.getpid(), read_tree(built_site / "output")

    def dying(*given: object) -> bool:
        if os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        return False

    with_helpers(monkeypatch, 1)
    monkeypatch.setattr(incremental, "stands", dying)
    assert main(["build", "--site", str(built_site)]) == PROBLEMS
    assert "a process that helped to build ended with signal 9" in capsys.readouterr().err
    assert read_tree(built_site / "output") == before
    assert is_alone()


def test_what_is_done_ahead_comes_back() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workers, "spare", lambda: 1)  # and one thing is enough
        with workers.ahead(os.getpid) as done:
            until_one_is_dead()
            assert done() != os.getpid()
    assert is_alone()


def test_a_helper_that_dies_in_an_audit_costs_time_only(
    built_site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own, looker, waited = os.getpid(), audit.looker, list[bool]()

    def dying(*given: Any) -> Callable[[str], object]:
        look = looker(*given)

        def looked(file: str) -> object:
            if os.getpid() != own:
                os.kill(os.getpid(), signal.SIGKILL)
            if not waited:
                until_one_is_dead()
            waited.append(True)
            return look(file)

        return looked

    with_helpers(monkeypatch, 1)
    monkeypatch.setattr(audit, "looker", dying)
    assert main(["audit", "--site", str(built_site)]) == CLEAN
    assert "28 claims compared: all agree." in capsys.readouterr().out
    assert waited
    assert is_alone()

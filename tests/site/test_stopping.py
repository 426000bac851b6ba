"""SIGTERM and SIGHUP end a run as Ctrl-C does."""

import select
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from conftest import ROOT
from factcheck.cli import main
from factcheck.site import build
from factcheck.site.stopping import SIGNALS, StoppedError, stoppable

PATIENCE = 60  # seconds that a test waits for what must come at once


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in SIGNALS}
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_a_build_with_the_exit_code_of_shells(
    number: int, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build, "build", lambda *_, **__: signal.raise_signal(number))
    assert main(["build", "--site", str(ROOT)]) == code
    assert capsys.readouterr() == ("", "")
    assert signal.getsignal(number) is signal.SIG_DFL


def test_a_second_signal_does_not_stop_the_tidying(tmp_path: Path) -> None:
    def stopped() -> None:
        with stoppable():
            try:
                signal.raise_signal(signal.SIGTERM)
            finally:
                signal.raise_signal(signal.SIGTERM)
                signal.raise_signal(signal.SIGHUP)
                (tmp_path / "tidy").touch()

    with pytest.raises(StoppedError):
        stopped()
    assert (tmp_path / "tidy").exists()


def test_a_signal_that_is_ignored_stays_so() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # nohup
    with stoppable():
        signal.raise_signal(signal.SIGHUP)
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN


def test_another_thread_can_build_too() -> None:
    done: list[bool] = []

    def run() -> None:
        with stoppable():
            done.append(True)

    thread = Thread(target=run)
    thread.start()
    thread.join()
    assert done


class _Interrupted:
    """Something that is freed just when a signal comes: what that raises, Python cannot hand to anybody."""

    def __init__(self, number: int) -> None:
        self._number = number

    def __del__(self) -> None:
        signal.raise_signal(self._number)


@pytest.mark.parametrize("number", [signal.SIGINT, *SIGNALS])
def test_a_stop_that_comes_while_something_is_freed_is_not_lost(
    number: int, capsys: pytest.CaptureFixture[str]
) -> None:
    def run() -> None:
        with stoppable():
            freed = _Interrupted(number)
            del freed
            select.select([], [], [], PATIENCE)

    with pytest.raises(KeyboardInterrupt) as raised:
        run()
    assert number == signal.SIGINT or isinstance(raised.value, StoppedError)
    assert capsys.readouterr() == ("", "")
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL


def test_other_errors_while_something_is_freed_are_told_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def __del__(self) -> None:
            raise ValueError("broken")

    told: list[str] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda found: told.append(str(found.exc_value)))
    with stoppable():
        broken = Broken()
        del broken
    assert told == ["broken"]

"""Durable: all is on the disk, whatever becomes of the threads that help."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from factcheck.site import durable


def no_thread(*_: object) -> int:
    raise RuntimeError("can't start new thread")


def a_thread_that_dies_as_it_begins(*_: object) -> int:
    return 1


def one_that_begins_when_all_is_done(act: Callable[..., object], values: tuple[Any, ...]) -> int:
    late.append(lambda: act(*values))
    return 1


late: list[Callable[[], object]] = []


@pytest.mark.parametrize("start", [no_thread, a_thread_that_dies_as_it_begins, one_that_begins_when_all_is_done])
def test_whatever_threads_do_everything_is_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, start: Callable[..., int]
) -> None:
    monkeypatch.setattr(durable, "start_new_thread", start)
    done: list[Path] = []
    monkeypatch.setattr(durable, "sync", done.append)
    paths = [tmp_path / str(number) for number in range(20)]
    durable.sync_all(paths)
    for begin in late:
        begin()
    assert done == paths


def test_each_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []
    monkeypatch.setattr(os, "fsync", done.append)
    paths = [tmp_path / str(number) for number in range(100)]
    for path in paths:
        path.touch()
    durable.sync_all(paths)
    assert len(done) == 100


@pytest.mark.parametrize("number", range(0, 40, 7))
def test_a_file_that_cannot_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """By whichever thread it was seen."""

    def refused(path: Path) -> None:
        if path.name == str(number):
            raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr(durable, "sync", refused)
    with pytest.raises(OSError, match="No space left"):
        durable.sync_all([tmp_path / str(each) for each in range(40)])

"""The edits that the benchmarks time: in every layout they change what they say, and leave nothing behind."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from benchmarks.faults import FAULTS
from benchmarks.tools import tools

from benchmarks import edits, sites


@dataclass(frozen=True)
class Place:
    file: Path
    first: str


@pytest.fixture(params=list(sites.LAYOUTS))
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    name, _ = tools()[request.param].claim()
    file = tmp_path / "claim.md"
    file.write_text(dict(sites.files(request.param, 20))[name.as_posix()], encoding="utf-8")
    return Place(file, file.read_text(encoding="utf-8"))


def test_a_body_gets_another_sentence_each_time(place: Place) -> None:
    edited = edits.Edited(place.file)
    edited.change(edits.body, "word1")
    edited.change(edits.body, "word2")
    text = place.file.read_text(encoding="utf-8")
    assert text == f"{place.first.rstrip()} An editor added word2.\n"
    edited.restore()
    assert place.file.read_text(encoding="utf-8") == place.first


def test_a_verdict_turns_each_time(place: Place) -> None:
    edited = edits.Edited(place.file)
    found = []
    for word in ("word1", "word2", "word3"):
        edited.change(edits.verdict, word)
        lines = place.file.read_text(encoding="utf-8").splitlines()
        found.append([line for line in lines if line.lower().startswith(("verdict", "category:"))])
    assert found[0] != found[1]
    assert found[0] == found[2]
    assert all("false" in line for line in found[0])
    assert all("true" in line for line in found[1])


def test_there_are_twenty_faults_of_different_names() -> None:
    assert len({fault.name for fault in FAULTS}) == 20

"""Timings: where the time of a run went, and what of it was done anew and why."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.cli import main
from factcheck.cli.display import Display, Lap
from factcheck.cli.stopwatch import Stopwatch
from factcheck.cli.timings import as_json, text
from factcheck.core.stages import Stage

LAPS = (
    Lap(Stage.READING, 0.5, 5012, 5012, 2),
    Lap(Stage.CHECKING, 0.25, 1, 1, 1),
    Lap(Stage.SEARCH, 12.0),
)

TABLE = """\
stage         seconds  share  anew  of
reading          0.50     4%     2  5,012 files
checking         0.25     2%     1  1 file
search index    12.00    94%
the rest         0.05     0%
in all          12.80   100%"""


def test_people_read_a_table() -> None:
    assert text(LAPS, 12.8) == TABLE
    assert text(LAPS, 12.8, "that was asked for") == f"{TABLE}\nAll was made anew: that was asked for."


def test_a_run_that_took_no_time_and_did_nothing_has_a_table_too() -> None:
    assert [line.split() for line in text((), 0.0).splitlines()[1:]] == [["the", "rest", "0.00"], ["in", "all", "0.00"]]


def test_programs_read_a_line_of_json() -> None:
    told = as_json(LAPS, 12.8)
    assert "\n" not in told
    assert json.loads(told) == {
        "seconds": 12.8,
        "stages": [
            {"stage": "reading", "seconds": 0.5, "anew": 2, "of": 5012},
            {"stage": "checking", "seconds": 0.25, "anew": 1, "of": 1},
            {"stage": "search index", "seconds": 12.0, "anew": 0, "of": 0},
        ],
        "all_anew": None,
    }


def test_a_stopwatch_adds_up_what_comes_again_and_leaves_out_what_is_between() -> None:
    now = [0.0]
    watch = Stopwatch(Display(), lambda: now[0])
    for seconds, stage, done in [(1, Stage.PAGES, 0), (2, Stage.PAGES, 5), (4, Stage.FILES, 1), (5, Stage.PAGES, 9)]:
        now[0] = float(seconds)
        watch.at(stage, done, done)
    now[0] = 6.0
    watch.over()
    now[0] = 10.0
    assert watch.laps == (Lap(Stage.PAGES, 4.0, 9, 9, 9), Lap(Stage.FILES, 1.0, 1, 1, 1))
    assert watch.elapsed == 10.0


# A build says what it made anew, and why all of it.

Told = Callable[..., str]


@pytest.fixture
def told(small: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    """What a command prints on standard output about a small site."""

    def run(*words: str) -> str:
        capsys.readouterr()
        assert main([words[0], "--site", str(small), "--timings", *words[1:]]) == 0
        return capsys.readouterr().out

    return run


def counts(printed: str) -> dict[str, tuple[int, int]]:
    """Of each stage that counts: how many things were done anew, and how many there are."""
    rows = re.findall(r"^(\S.*?) +[\d.]+ +\d+% +([\d,]+)  ([\d,]+) \w+$", printed, re.MULTILINE)
    return {stage: (int(anew.replace(",", "")), int(of.replace(",", ""))) for stage, anew, of in rows}


def reason(printed: str) -> str:
    """Why all was made anew; empty where it was not."""
    return "".join(re.findall(r"^All was made anew: (.*)\.$", printed, re.MULTILINE))


def test_a_build_tells_what_it_made_anew_and_why(small: Path, told: Told) -> None:
    first = told("build")
    assert reason(first) == "this version of the program remembers no last build"
    assert [stage for stage, (anew, of) in counts(first).items() if anew != of] == []
    again = told("build")
    assert reason(again) == ""
    assert [stage for stage, (anew, _) in counts(again).items() if anew] == []

    claim = small / "content/claims/demo/bridge.md"
    claim.write_text(claim.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")
    edited = counts(told("build"))
    assert edited["reading"][0] == edited["rendering"][0] == 1
    assert 0 < edited["making pages"][0] < edited["making pages"][1] == counts(first)["making pages"][1]
    assert edited["pictures"] == (0, counts(first)["pictures"][1])

    (small / "output/index.html").touch()
    assert reason(told("build")) == "files in the output are not as the last build wrote them"
    with (small / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write('SITENAME = "Another name"\n')
    assert reason(told("build")) == "the settings or the theme are others than in the last build"
    assert reason(told("build", "--no-cache")) == "that was asked for"


def test_timings_stand_behind_the_closing_words(small: Path, told: Told) -> None:
    printed = told("check").splitlines()
    assert printed[0].startswith("Checked 1 article")
    assert printed[1].split() == ["stage", "seconds", "share", "anew", "of"]
    assert printed[-1].split()[:2] == ["in", "all"]


def test_json_stays_an_array_of_problems_and_timings_end_standard_error(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--site", str(small), "--timings", "--format", "json"]) == 0
    told = capsys.readouterr()
    assert isinstance(json.loads(told.out), list)
    assert [stage["stage"] for stage in json.loads(told.err.splitlines()[-1])["stages"]][:2] == ["reading", "checking"]


def test_a_run_that_fails_tells_them_where_it_tells_its_last_words(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / "seeds/demo.txt").write_text("Another article.\n", encoding="utf-8")
    assert main(["build", "--site", str(small), "--timings"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "Nothing was built." in told.err
    assert told.err.splitlines()[-1].startswith("in all ")

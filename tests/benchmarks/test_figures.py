"""What the benchmarks make of measured numbers."""

from dataclasses import dataclass
from pathlib import Path
from statistics import StatisticsError

import pytest
from benchmarks.figures import exponent, median, ratio, spread
from benchmarks.process import Run
from benchmarks.store import Store

from cases.tables import each


@dataclass(frozen=True)
class Growth:
    name: str
    times: dict[int, float]
    expected: float


@each(
    [
        Growth("ten times the claims, ten times the time", {100: 0.5, 1000: 5, 10_000: 50}, 1),
        Growth("in the square", {100: 1, 1000: 100, 10_000: 10_000}, 2),
        Growth("the same for any size", {100: 3, 1000: 3}, 0),
        Growth("a start-up time hides the growth of small sizes", {100: 1.1, 1000: 2, 10_000: 11}, 0.5),
    ]
)
def test_exponent(case: Growth) -> None:
    assert exponent(case.times) == pytest.approx(case.expected, abs=0.005)


def test_exponent_needs_two_sizes() -> None:
    with pytest.raises(StatisticsError):
        exponent({1000: 2.0})


def test_median_is_the_middle_one() -> None:
    assert median([9.0, 1.0, 2.0]) == 2
    assert median([1.0, 2.0, 3.0, 40.0]) == 2.5


def test_ratio_goes_round_by_round() -> None:
    # The machine became slower from round to round: the medians alone would say 2 / 8.
    assert ratio([1, 2, 40], [4, 8, 160]) == 0.25
    assert ratio([1, 10, 3], [2, 2, 2]) == 1.5  # 0.5, 5, 1.5; of the medians: 3 / 2
    assert ratio([1, 10, 30], [1, 1, 30]) == 1  # of the medians: 10


def test_rounds_that_only_one_has_do_not_count() -> None:
    assert ratio([2, 2, 90], [1, 1]) == 2
    with pytest.raises(StatisticsError):
        ratio([1], [])


def test_spread() -> None:
    assert spread([2, 2, 2]) == 0
    assert spread([1, 2, 3]) == 1


def _run(seconds: float) -> Run:
    return Run(seconds=seconds, cpu=1, peak=2)


def test_figures_are_kept_for_one_state_of_the_generator(tmp_path: Path) -> None:
    Store(tmp_path / "figures.json", "old").keep("full", 100, {"ours": [_run(3)]})
    again = Store(tmp_path / "figures.json", "old")
    assert again.rounds("full", 100) == {"ours": [_run(3)]}
    assert again.sizes("full") == [100]
    assert Store(tmp_path / "figures.json", "new").rounds("full", 100) == {}
    again.drop("full", 100)
    assert again.rounds("full", 100) == {}

"""The targets of the fuzzer: on their seeds, on all that was ever found, and for a moment on what Hypothesis makes."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cases.tables import each
from fuzz.found import FOUND, Found
from fuzz.target import SEEDS
from fuzz.targets import TARGETS

every_target = pytest.mark.parametrize("name", TARGETS)
MOST_BYTES = 200_000


@each(FOUND)
def test_what_was_found_once_is_mended(case: Found) -> None:
    TARGETS[case.target].run(case.data)


@every_target
def test_the_seeds_hold(name: str) -> None:
    assert TARGETS[name].seeds()
    for seed in TARGETS[name].seeds():
        TARGETS[name].run(seed.encode())


@every_target
def test_a_moment_of_fuzzing_finds_nothing(name: str) -> None:
    target = TARGETS[name]

    @settings(derandomize=True, database=None, deadline=None, max_examples=60, phases=[Phase.generate, Phase.shrink])
    @given(st.data())
    def fuzz(data: st.DataObject) -> None:
        target.run(data.draw(target.strategy()).encode())

    fuzz()


def test_the_seeds_are_few_and_small() -> None:
    files = sorted(path for path in SEEDS.rglob("*") if path.is_file())
    assert {path.parent.name for path in files} == TARGETS.keys()
    assert sum(path.stat().st_size for path in files) < MOST_BYTES

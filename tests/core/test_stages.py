"""Stages: whatever is counted comes out as it went in, and whoever is told hears of it seldom and of the end."""

from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.core.stages import QUIET, Stage, Stages


class Heard(Stages):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.reports: list[tuple[Stage, int, int, int | None]] = []

    def at(self, stage: Stage, done: int = 0, total: int = 0, anew: int | None = None) -> None:
        self.reports.append((stage, done, total, anew))


@settings(deadline=None)  # a busy machine is no mistake
@given(st.integers(0, 7_000), st.integers(0, 9_000))
def test_things_are_counted_from_those_kept_to_all(size: int, kept: int) -> None:
    heard, things = Heard(), range(size)
    assert [*heard.each(Stage.PAGES, things, kept)] == [*things]
    total = kept + size
    assert heard.reports[0] == (Stage.PAGES, kept, total, 0)
    assert heard.reports[-1] == (Stage.PAGES, total, total, len(things))
    counts = [done for _, done, _, _ in heard.reports]
    assert counts == sorted(counts)
    assert all(done - kept == anew for _, done, _, anew in heard.reports)


@settings(deadline=None)
@given(st.integers(0, 20_000))
def test_a_report_comes_with_every_fiftieth_thing_at_most_or_every_hundredth_part(size: int) -> None:
    heard = Heard()
    list(heard.each(Stage.PAGES, range(size)))
    assert len(heard.reports) <= 2 + max(100, size / 50)


def test_who_is_quiet_counts_nothing_and_keeps_all() -> None:
    assert list(QUIET.each(Stage.AUDIT, "abc")) == ["a", "b", "c"]


def test_every_stage_has_words_and_counts_something() -> None:
    assert {stage.thing for stage in Stage} == {"file", "text", "page", "picture"}
    assert [stage for stage in Stage if stage != stage.lower() or len(stage) > 15] == []  # what a line has room for

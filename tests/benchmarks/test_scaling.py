"""What is reckoned for sizes that were not measured, and that big sites in shards are those in one piece."""

import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from benchmarks.process import FailedError, Run
from benchmarks.scaling import Growth, Line, shards
from benchmarks.sharded import Sharded, kind
from benchmarks.store import Store

from benchmarks import scaling, sharded, tools
from cases.tables import each


@dataclass(frozen=True)
class Reckoned:
    name: str
    figures: dict[int, float]
    expected: float  # at 100,000


@each(
    [
        Reckoned("in proportion", {1000: 2, 10_000: 20}, 200),
        Reckoned("in the square", {1000: 1, 10_000: 100}, 10_000),
        Reckoned("a start-up time does not make it better than in proportion", {1000: 2, 10_000: 11}, 110),
        Reckoned("one size", {10_000: 7}, 70),
        Reckoned("what was measured stays", {10_000: 7, 100_000: 60}, 60),
    ]
)
def test_larger_sizes(case: Reckoned) -> None:
    assert Growth(case.figures).at(100_000) == pytest.approx(case.expected)


def test_memory_is_reckoned_with_what_the_program_itself_takes() -> None:
    memory = Line({1000: 60e6, 10_000: 150e6})  # 50 MB, and 10 kB a claim
    assert memory.at(100_000) == pytest.approx(1.05e9)
    assert memory.at(1000) == 60e6
    assert Line({1000: 60e6}).at(10_000) == 600e6


@pytest.mark.parametrize(
    ("part", "whole", "limit", "wanted"),
    [
        (0, 100, 100, 1),
        (0, 100, 50, 2),
        (0, 101, 50, 3),
        (40, 100, 50, 10),
        (50, 100, 50, None),  # what each must do alone takes the whole time
        (60, 100, 50, None),
    ],
)
def test_how_many_shards_are_wanted(part: float, whole: float, limit: float, wanted: int | None) -> None:
    assert shards(part, whole, limit) == wanted


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("claims/a/b/index.html", "pages of claims"),
        ("claims/a/b/embed/index.html", "pages of claims for frames, and of earlier texts"),
        ("claims/a/b/card.png", "share images"),
        ("claims/page_2/index.html", "lists, sitemap and the rest"),
        ("articles/a/index.html", "pages of articles"),
        ("articles/a/a.txt", "stored texts"),
        ("sources/s/index.html", "pages of sources"),
        ("sources/page_2/index.html", "lists, sitemap and the rest"),
        ("data/claims.json", "data/claims.json"),
        ("data/schema/claims.json", "data: schemas"),
        ("pagefind/index/en_1.pf_index", "search index"),
        ("sitemap.xml", "lists, sitemap and the rest"),
    ],
)
def test_what_a_file_is(path: str, expected: str) -> None:
    assert kind(path) == expected


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for module in (tools, sharded, scaling):
        monkeypatch.setattr(module, "WORK", tmp_path)
    return tmp_path


@pytest.mark.skipif("FACTCHECK_THOROUGH" not in os.environ, reason="a dozen builds")
def test_shards_of_a_larger_site_are_the_site_in_one_piece(work: Path) -> None:
    told: list[str] = []
    store = Store(work / "scaling.json", "now")
    Sharded(60, 2, store, told.append).measure()
    assert any(line.startswith("merged and whole are equal: ") for line in told)
    [_, weights, _, wanted] = scaling.tables(store, [60], 2)
    assert "| pages of claims | 60 |" in weights
    assert wanted.count("\n") == 3
    told.clear()
    Sharded(60, 2, store, told.append).measure()
    assert told == []  # all is stored


def test_what_was_not_measured_at_a_size_is_left_open() -> None:
    def of(seconds: float) -> Run:
        return Run(seconds=seconds, cpu=seconds, peak=60_000_000)

    steps = {name: of(2) for name in ("check", "full", "none", "shard 1/1", "shard", "merge")}
    rows = scaling._costs({1000: {**steps, "edit": of(3)}, 10_000: steps}, 1).splitlines()
    assert [row for row in rows if "after an edit" in row] == [
        "| build after an edit of one claim | 3 s | – |  | 300 s | 50 min |"
    ]


def test_a_byte_that_differs_ends_the_run(work: Path) -> None:
    site = Sharded(20, 2, Store(work / "scaling.json", "now"), lambda text: None)
    for name in ("whole", "merged"):
        (site._work / name).mkdir(parents=True)
        (site._work / name / "index.html").write_text(name, encoding="utf-8")
    with pytest.raises(FailedError, match=r"differ in 1 of their files: index\.html"):
        site._compare()
    (site._work / "merged/index.html").write_text("whole", encoding="utf-8")
    assert site._compare() == Run(seconds=0, cpu=0, peak=0)

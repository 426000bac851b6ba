"""What builds cost per claim, where limits bind, and how many shards are wanted: the figures of docs/scaling.md.

Measured at a few sizes; larger ones are reckoned. Times: from the largest measured size on, by the exponent between the
sizes, and never by less than in proportion. Memory: on the line through the sizes, since the program itself takes some.
"""

import json
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import linear_regression

from benchmarks.figures import exponent
from benchmarks.process import Run
from benchmarks.sharded import ROW
from benchmarks.store import Store
from benchmarks.tools import ROOT, WORK

DOCUMENT = ROOT / "docs" / "scaling.md"
REACHED = (100_000, 1_000_000)  # sizes that are reckoned
GB, HOUR = 10**9, 3600
SITE, MEMORY, JOB = 1 * GB, 16 * GB, 1 * HOUR  # GitHub: a Pages site, a runner; an hour of the six that a job may take
_BLOCK = re.compile(r"(<!-- figures: make scaling -->\n).*?(<!-- end of figures -->)", re.DOTALL)
_STEPS = {
    "check": "check of everything",
    "full": "build from nothing",
    "edit": "build after an edit of one claim",
    "none": "a shard with nothing in it",
    "shard": "a shard",
    "merge": "merge of all shards",
}


@dataclass(frozen=True)
class Growth:
    """Figures by size, and what they come to at other sizes."""

    figures: Mapping[int, float]

    @property
    def power(self) -> float:
        """The exponent between the sizes; 1 where there is one size only."""
        return exponent(self.figures) if len(self.figures) > 1 else 1.0

    def at(self, size: int) -> float:
        """The figure at a size, measured or reckoned."""
        largest = max(self.figures)
        known = self.figures.get(size)
        return known if known is not None else self.figures[largest] * (size / largest) ** max(self.power, 1)


class Line(Growth):
    """Figures that begin with something at size 0."""

    def at(self, size: int) -> float:
        """The figure at a size, measured or reckoned."""
        if len(self.figures) < 2 or size in self.figures:
            return super().at(size)
        slope, base = linear_regression(list(self.figures), list(self.figures.values()))
        return base + slope * size


def shards(part: float, whole: float, limit: float) -> int | None:
    """How many shards keep each within a limit, where `part` is what all must do, and `whole` what they share."""
    return ceil(whole / (limit - part)) if part < limit else None


def write(store: Store, sizes: Sequence[int], count: int) -> None:
    """Put the figures into docs/scaling.md."""
    text = DOCUMENT.read_text(encoding="utf-8")
    block = "\n\n".join(tables(store, sizes, count))
    DOCUMENT.write_text(_BLOCK.sub(lambda found: f"{found[1]}\n{block}\n\n{found[2]}", text), encoding="utf-8")


def tables(store: Store, sizes: Sequence[int], count: int) -> list[str]:
    """The tables: costs, weights, shards."""
    rounds = {size: store.rounds(f"{ROW} {count}", size) for size in sizes}
    runs = {size: _runs(found, count) for size, found in rounds.items()}
    weights = {size: _weights(size) for size in sizes}
    return [_costs(runs, count), _weighed(weights), _limits(weights), _wanted(runs, count)]


def _runs(rounds: Mapping[str, Sequence[Run]], count: int) -> dict[str, Run]:
    """One run of each step; of the shards the one that took longest."""
    found = {name: entries[0] for name, entries in rounds.items() if entries}
    parts = [run for name, run in found.items() if name.startswith("shard ")]
    return {**found, "shard": max(parts, key=lambda run: run.cpu)} if len(parts) == count else found


def _weights(size: int) -> dict[str, tuple[int, int]]:
    return dict(json.loads((WORK / "sharded" / f"{size}.json").read_text(encoding="utf-8")))


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _costs(runs: Mapping[int, Mapping[str, Run]], count: int) -> str:
    rows = []
    for step, words in _STEPS.items():
        title = f"{words} of {count}" if step == "shard" else words
        taken = {size: found[step] for size, found in runs.items() if step in found}
        rows.append([title, *_row(runs, Growth({size: run.cpu for size, run in taken.items()}), _time)])
        rows.append(["· its memory", *_row(runs, Line({size: run.peak for size, run in taken.items()}), _bytes)])
    head = ["processor time", *map(_count, runs), "exponent", *(f"{_count(size)}, reckoned" for size in _further(runs))]
    return _table(head, rows)


def _row(sizes: Collection[int], growth: Growth, say: Callable[[float], str]) -> list[str]:
    further = _further(sizes)
    if not growth.figures:
        return ["–"] * (len(sizes) + 1 + len(further))
    power = f"{growth.power:.2f}" if len(growth.figures) > 1 else ""
    measured = (say(growth.figures[size]) if size in growth.figures else "–" for size in sizes)
    return [*measured, power, *(say(growth.at(size)) for size in further)]


def _further(sizes: Collection[int]) -> list[int]:
    """The sizes that are reckoned, where others were measured."""
    return [size for size in REACHED if size not in sizes]


def _weighed(weights: Mapping[int, Mapping[str, tuple[int, int]]]) -> str:
    largest = max(weights)
    ordered = sorted(weights[largest], key=lambda kind: -weights[largest][kind][1])
    total = sum(size for _, size in weights[largest].values())
    rows = []
    for kind in ordered:
        files, size = weights[largest][kind]
        share = f"{size / total:.1%}"
        rows.append([kind, f"{files:,}", _bytes(size), f"{size / largest:,.0f}", share])
    whole = sum(files for files, _ in weights[largest].values())
    rows.append(["**all**", f"{whole:,}", _bytes(total), f"{total / largest:,.0f}", ""])
    return _table([f"at {_count(largest)} claims", "files", "size", "bytes per claim", "share"], rows)


def _limits(weights: Mapping[int, Mapping[str, tuple[int, int]]]) -> str:
    largest = max(weights)
    sizes = {kind: size / largest for kind, (_, size) in weights[largest].items()}
    data = sum(size for kind, size in sizes.items() if kind.startswith("data"))
    total, images = sum(sizes.values()), sizes["share images"]
    rows = {
        "as it is": total,
        "without share images": total - images,
        "without open data": total - data,
        "without both": total - images - data,
    }
    return _table(
        ["what is published", "bytes per claim", "claims in 1 GB (GitHub Pages)"],
        [[words, f"{size:,.0f}", f"{SITE / size:,.0f}"] for words, size in rows.items()],
    )


def _wanted(runs: Mapping[int, Mapping[str, Run]], count: int) -> str:
    def growth(of: Callable[[Mapping[str, Run]], float]) -> Growth:
        return Growth({size: of(found) for size, found in runs.items()})

    common = growth(lambda found: found["none"].cpu)
    shared = growth(lambda found: sum(run.cpu - found["none"].cpu for name, run in found.items() if "shard " in name))
    merge = growth(lambda found: found["merge"].cpu)
    memory = Line({size: found["merge"].peak for size, found in runs.items()})
    rows = []
    for size in REACHED:
        wanted = shards(common.at(size), shared.at(size), JOB)
        fits = "yes" if memory.at(size) < MEMORY else "no"
        told = [_time(common.at(size)), _time(shared.at(size)), "none will do" if wanted is None else str(wanted)]
        rows.append([_count(size), *told, _time(merge.at(size)), _bytes(memory.at(size)), fits])
    head = ["claims", "each shard reads", "they share", "shards of an hour", "merge", "its memory", "below 16 GB"]
    return _table(head, rows)


def _count(size: float) -> str:
    return f"{size:,.0f}"


def _bytes(size: float) -> str:
    unit, name = next(((unit, name) for unit, name in ((GB, "GB"), (10**6, "MB")) if size >= unit), (1000, "kB"))
    return f"{size / unit:.3g} {name}" if size < 999 * unit else f"{size / unit:,.0f} {name}"


def _time(seconds: float) -> str:
    if seconds < 600:
        return f"{seconds:.3g} s"
    return f"{seconds / 60:.0f} min" if seconds < 10 * HOUR else f"{seconds / HOUR:.0f} h"

"""RESULTS.md: the stored figures as tables."""

import os
import platform
import subprocess
from collections.abc import Iterable, Sequence
from contextlib import suppress
from importlib.metadata import version
from statistics import StatisticsError

from benchmarks.figures import exponent, median, ratio, spread
from benchmarks.process import Run
from benchmarks.store import Store
from benchmarks.targets import GROWTH, MIB, TARGETS, Target
from benchmarks.tools import Tool

_TITLES = {
    "full": "Full build from nothing",
    "edit": "One claim's body edited, new process",
    "verdict": "One claim's verdict edited, new process",
    "watch": "Save → page on disk (ours: and the event to reload)",
    "watch-verdict": "Save of another verdict → page on disk (ours: and the event to reload)",
    "own": "Our own commands",
}
_COMMANDS = {
    "check": "`check`, nothing cached",
    "full": "`build` from nothing",
    "check-warm": "`check` after a build",
    "audit": "`audit` after a build",
}
_NOISY = 0.3  # from which spread on a figure is marked


def written(store: Store, tools: Sequence[Tool]) -> str:
    """The whole file."""
    sections = [_head(tools), _reach(store)]
    sections += [_times(store, row, title, tools) for row, title in _TITLES.items() if store.sizes(row)]
    sections += [_memory(store, tools), _growth(store, tools)]
    return "\n\n".join(filter(None, sections)) + "\n"


def _head(tools: Sequence[Tool]) -> str:
    versions = ", ".join(f"{tool.title} {found}" for tool in tools if (found := _version(tool)))
    return (
        "# Results\n\nWritten by `make bench`; [README.md](README.md) says what is measured and how. Medians of whole "
        "processes that ran in turn; a ratio is the median of the ratios round by round, ours divided by the other's. "
        "Only ratios of one run can be compared: machines differ, and so do their days. “±” marks figures whose "
        f"greatest and least lie more than {_NOISY:.0%} of the median apart.\n\n"
        f"{os.cpu_count()} processors, {platform.system()}, {platform.python_implementation()} "
        f"{platform.python_version()}; {versions}."
    )


def _version(tool: Tool) -> str:
    if tool.name == "pelican":
        return version("pelican")
    words = {"hugo": (tool.build[0], "version"), "eleventy": (*tool.build[:2], "--version")}.get(tool.name)
    with suppress(OSError, subprocess.CalledProcessError):
        said = subprocess.run(words, capture_output=True, text=True, check=True).stdout if words else ""
        return said.removeprefix("hugo ").split("-", 1)[0].split("\n")[0].strip()
    return ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _reach(store: Store) -> str:
    rows = []
    for target in TARGETS:
        cells = [_reached(store, target, size) for size in target.limits]
        rows.append([target.what, *(cell for pair in cells for cell in pair)])
    head = ["what", "1,000", "limit", "10,000", "limit"]
    return f"## What is to be reached\n\n{_table(head, rows)}"


def _reached(store: Store, target: Target, size: int) -> tuple[str, str]:
    rounds, limit = store.rounds(target.row, size), target.limits[size]
    ours = rounds[target.ours]
    try:
        found = median(run.tree / MIB for run in ours) if not target.other else _ratio(ours, rounds[target.other])
    except StatisticsError:
        return "–", f"≤ {limit:g}"
    shown = f"{found:.0f} MB" if not target.other else f"{found:.2f}"
    return (f"**{shown}**" if found <= limit else shown), f"≤ {limit:g}{' MB' if not target.other else ''}"


def _ratio(ours: Sequence[Run], theirs: Sequence[Run]) -> float:
    return ratio([run.seconds for run in ours], [run.seconds for run in theirs])


def _times(store: Store, row: str, title: str, tools: Sequence[Tool]) -> str:
    first = "full" if row == "own" else "ours"
    names = _COMMANDS if row == "own" else {tool.name: tool.title for tool in tools}
    sections = [f"## {title}"]
    for size in store.sizes(row):
        rounds = store.rounds(row, size)
        rows = [_line(names[name], rounds[first], rounds[name], row == "own") for name in names if rounds[name]]
        ratios = "against the build" if row == "own" else "ours against it"
        head = [f"{size:,} claims", "runs", "seconds", ratios, "processor seconds", "largest process"]
        sections.append(_table(head, rows))
    return "\n\n".join(sections)


def _line(title: str, ours: Sequence[Run], runs: Sequence[Run], is_own: bool) -> list[str]:
    seconds = [run.seconds for run in runs]
    against = (_ratio(runs, ours) if is_own else _ratio(ours, runs)) if ours else None
    noisy = " ±" if spread(seconds) > _NOISY else ""
    cpu, peak = median(run.cpu for run in runs), median(run.peak / MIB for run in runs)
    return [
        title,
        str(len(runs)),
        f"{median(seconds):.3f}{noisy}",
        f"{against:.3g}" if against else "–",
        f"{cpu:.2f}" if cpu else "–",
        f"{peak:.0f} MB" if peak else "–",
    ]


def _memory(store: Store, tools: Sequence[Tool]) -> str:
    sizes = store.sizes("memory")
    rows = [[tool.title, *(_peak(store.rounds("memory", size)[tool.name]) for size in sizes)] for tool in tools]
    head = ["all processes at once", *(f"{size:,} claims" for size in sizes)]
    return f"## Peak memory of the full build\n\n{_table(head, rows)}" if sizes else ""


def _peak(runs: Sequence[Run]) -> str:
    return f"{median(run.tree / MIB for run in runs):.0f} MB" if runs else "–"


def _growth(store: Store, tools: Sequence[Tool]) -> str:
    sizes = store.sizes("full")
    if len(sizes) < 2:
        return ""
    rows = []
    for tool in tools:
        runs = {size: store.rounds("full", size)[tool.name] for size in sizes}
        runs = {size: found for size, found in runs.items() if found}
        if len(runs) > 1:
            wall = exponent({size: median(run.seconds for run in found) for size, found in runs.items()})
            cpu = exponent({size: median(run.cpu for run in found) for size, found in runs.items()})
            rows.append([tool.title, ", ".join(f"{size:,}" for size in runs), f"{wall:.2f}", f"{cpu:.2f}"])
    head = ["", "sizes", "exponent of the seconds", "of the processor seconds"]
    return f"## Growth of the full build\n\nTo be reached: at most {GROWTH} over three sizes.\n\n{_table(head, rows)}"

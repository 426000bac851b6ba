"""Where the processor time of a command goes: its stages, the files of the program, the functions.

Measured in this process with `cProfile`, by processor time, so that other programs do not count; cProfile makes small
functions look dearer than they are, and does not see processes that are started (the search index).
"""

import cProfile
import contextlib
import io
import os
import pstats
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.tools import ROOT

# Functions by which the time is told stage by stage: file, name, what it is called here.
STAGES = (
    ("site/load.py", "load", "read, prove and render all texts"),
    ("core/corpus.py", "scan", "· read files"),
    ("core/corpus.py", "parse", "· parse front matter"),
    ("core/review.py", "review", "· review"),
    ("site/load.py", "_render", "· Markdown"),
    ("publish/pages.py", "pages", "make the pages' values"),
    ("publish/files.py", "plain_files", "make feeds, data, sitemap"),
    ("site/adapter.py", "_write", "templates and writing"),
    ("site/images.py", "images", "share images"),
    ("site/search.py", "index", "search index (its own process apart)"),
    ("site/build.py", "_set_modes", "modes of files"),
    ("site/audit/__init__.py", "audit", "audit"),
    ("site/audit/page.py", "parse", "· parse pages"),
    ("site/build.py", "_swap", "swap"),
)
Stats = dict[tuple[str, int, str], tuple[int, int, float, float, Any]]


def profiled(command: str, site: Path, top: int) -> str:
    """Run a command of ours in the folder of a site, and tell where its time went."""
    sys.path.insert(0, str(ROOT / "plugins"))
    os.chdir(site)
    profile = cProfile.Profile(time.process_time)
    profile.enable()
    from factcheck.cli import main  # imports count

    with contextlib.redirect_stdout(io.StringIO()):
        code = main([command])
    profile.disable()
    if code:
        raise SystemExit(f"benchmarks: {command} ended with {code}")
    return "\n".join(tables(pstats.Stats(profile).stats, top))  # type: ignore[attr-defined]


def tables(stats: Stats, top: int) -> list[str]:
    """The tables of a profile, as lines."""
    total = sum(own for _, _, own, _, _ in stats.values())
    return [
        f"{total:.1f} processor seconds under the profiler",
        *_section("stage (with all that it calls)", _stages(stats), total),
        *_section("package (own time)", _packages(stats).most_common(15), total),
        *_section("function (own time)", _functions(stats, 2)[:top], total),
        *_section("function of ours (with all that it calls)", _functions(stats, 3, "factcheck/")[:top], total),
    ]


def _section(title: str, rows: "list[tuple[str, float]]", total: float) -> list[str]:
    lines = [f"  {seconds:7.2f} s {seconds / total:6.1%}  {name}" for name, seconds in rows]
    return ["", title, *lines]


def _stages(stats: Stats) -> list[tuple[str, float]]:
    found = []
    for file, name, title in STAGES:
        entry = next(
            (v for (path, _, called), v in stats.items() if called == name and path.endswith(f"factcheck/{file}")), None
        )
        if entry:
            found.append((title, entry[3]))
    return found


def _packages(stats: Stats) -> Counter[str]:
    found: Counter[str] = Counter()
    for (path, _, _), entry in stats.items():
        found[_package(path)] += entry[2]  # type: ignore[assignment]
    return found


def _package(path: str) -> str:
    if "factcheck/" in path:
        return "factcheck/" + path.rpartition("factcheck/")[2].rpartition("/")[0]
    if "site-packages/" in path:
        return path.rpartition("site-packages/")[2].partition("/")[0]
    return "theme" if "/theme/templates/" in path else "built in" if path == "~" else "standard library"


def _functions(stats: Stats, column: int, part: str = "") -> list[tuple[str, float]]:
    rows = [
        (f"{_short(path)}:{line} {name} ({entry[1]:,} calls)", float(entry[column]))
        for (path, line, name), entry in stats.items()
        if part in path
    ]
    return sorted(rows, key=lambda row: -row[1])


def _short(path: str) -> str:
    for root in ("site-packages/", "plugins/", f"{ROOT}/", "/lib/python3"):
        if root in path:
            return path.rpartition(root)[2]
    return path

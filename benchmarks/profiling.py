"""Where the processor time of a command goes: its stages, the packages, the functions.

The program is looked at every two milliseconds of its own processor time (`ITIMER_PROF`), so that other programs on
the machine do not count and small functions do not look dearer than they are, as they do under cProfile. Programs that
it starts (the search index) are told apart by the system's own account.
"""

import contextlib
import io
import os
import resource
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from benchmarks.tools import ROOT

PAUSE = 0.002  # seconds of processor time between two looks
# Functions by which the time is told stage by stage: file, name, what it is called here.
STAGES = (
    ("site/cache/warm.py", "load", "read, prove and render all texts"),
    ("core/scan.py", "visit", "· look at files"),
    ("core/corpus.py", "parse_file", "· parse front matter"),
    ("core/review.py", "complete", "· review"),
    ("render/texts.py", "rendered", "· Markdown"),
    ("publish/pages.py", "pages", "make the pages' values"),
    ("publish/files.py", "plain_files", "make feeds, data, sitemap"),
    ("site/adapter.py", "_write", "templates and writing"),
    ("site/images.py", "images", "share images"),
    ("site/search/__init__.py", "index", "search index, here"),
    ("site/build.py", "_set_modes", "modes of files"),
    ("site/audit/__init__.py", "audit", "audit"),
    ("site/audit/tree.py", "parse", "· parse pages"),
    ("site/build.py", "_swap", "swap"),
)
Place = tuple[str, int, str]  # file, line and name of a function


@dataclass
class Looks:
    """What was seen at each look: the function at work, and all that had called it."""

    total: int = 0
    own: Counter[Place] = field(default_factory=Counter)
    within: Counter[Place] = field(default_factory=Counter)

    def look(self, number: int, frame: FrameType | None) -> None:
        """Note where the program is. A signal handler."""
        places = []
        while frame is not None:
            code = frame.f_code
            places.append((code.co_filename, code.co_firstlineno, code.co_qualname))
            frame = frame.f_back
        if places:
            self.total += 1
            self.own[places[0]] += 1
            self.within.update(set(places))


def profiled(command: str, site: Path, top: int) -> str:
    """Run a command of ours in the folder of a site, and tell where its time went."""
    sys.path.insert(0, str(ROOT / "plugins"))
    os.chdir(site)
    looks = Looks()
    started = time.process_time()
    signal.signal(signal.SIGPROF, looks.look)
    signal.setitimer(signal.ITIMER_PROF, PAUSE, PAUSE)
    from factcheck.cli import main  # imports count

    with contextlib.redirect_stdout(io.StringIO()):
        code = main([command])
    signal.setitimer(signal.ITIMER_PROF, 0)
    if code:
        raise SystemExit(f"benchmarks: {command} ended with {code}")
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return "\n".join(tables(looks, time.process_time() - started, children.ru_utime + children.ru_stime, top))


def tables(looks: Looks, seconds: float, others: float, top: int) -> list[str]:
    """What was seen, as lines of text; `seconds` of our process, and of the `others` that it started."""
    inner = {place: count for place, count in looks.within.items() if "factcheck/" in place[0]}
    return [
        f"{seconds:.1f} processor seconds, and {others:.1f} of programs that were started; {looks.total:,} looks",
        *_section("stage (with all that it calls)", _stages(looks), looks.total, seconds),
        *_section("package (own time)", _packages(looks).most_common(15), looks.total, seconds),
        *_section("function (own time)", _named(looks.own)[:top], looks.total, seconds),
        *_section("function of ours (with all that it calls)", _named(Counter(inner))[:top], looks.total, seconds),
    ]


def _section(title: str, rows: list[tuple[str, int]], total: int, seconds: float) -> list[str]:
    lines = [f"{seconds * count / total:9.2f} s {count / total:6.1%}  {name}" for name, count in rows]
    return ["", title, *lines]


def _stages(looks: Looks) -> list[tuple[str, int]]:
    found = []
    for file, name, title in STAGES:
        places = [p for p in looks.within if p[0].endswith(f"factcheck/{file}") and p[2].rpartition(".")[2] == name]
        found += [(title, looks.within[place]) for place in places]
    return found


def _packages(looks: Looks) -> Counter[str]:
    found: Counter[str] = Counter()
    for (path, _, _), count in looks.own.items():
        found[_package(path)] += count
    return found


def _package(path: str) -> str:
    if "plugins/factcheck/" in path:
        return "factcheck/" + path.rpartition("plugins/factcheck/")[2].rpartition("/")[0]
    if "site-packages/" in path:
        return path.rpartition("site-packages/")[2].partition("/")[0]
    return "templates" if "/templates/" in path else "standard library"


def _named(counts: Counter[Place]) -> list[tuple[str, int]]:
    return [(f"{_short(path)}:{line} {name}", count) for (path, line, name), count in counts.most_common()]


def _short(path: str) -> str:
    for root in ("site-packages/", "plugins/", f"{ROOT}/", "/lib/python3"):
        if root in path:
            return path.rpartition(root)[2]
    return path

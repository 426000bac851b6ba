"""Our check of links inside the site beside lychee's: seconds, planted faults, false alarms. Writes LINKS.md."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.faults import FAULTS, SITE, planted
from benchmarks.figures import median
from benchmarks.process import FailedError, run
from benchmarks.tools import HERE, INSTALLED, WORK, environment, prepare, tools

Tell = Callable[[str], None]
TITLES = ("whole audit", "audit, rules of links alone", "lychee")


def compare(size: int, runs: int, tell: Tell) -> int:
    """Build the site, plant the faults in a copy, measure, print and write a table."""
    ours = tools()["ours"]
    site = prepare(ours, size, tell)
    if not (site / "output").is_dir():
        tell("building the site …")
        run(ours.build, site, environment(), limit=7200)
    faulty = WORK / "faulty"
    shutil.rmtree(faulty, ignore_errors=True)
    shutil.copytree(site / "output", faulty)
    faults = planted(faulty)
    reports = [(_report(title, site, site / "output"), _report(title, site, faulty)) for title in TITLES]
    rows = [
        [fault.name, *("yes" if _is_found(faulty_, file, mark) else "–" for _, faulty_ in reports)]
        for fault, file, mark in faults
    ]
    counts = [str(sum(row[column] == "yes" for row in rows)) for column in range(1, len(TITLES) + 1)]
    alarms = [str(len(sound)) for sound, _ in reports]
    times = _times(site, runs, tell)
    text = _written(size, rows, counts, alarms, times)
    HERE.joinpath("LINKS.md").write_text(text, encoding="utf-8")
    print(text)
    return 0


def _command(title: str, folder: Path) -> list[str]:
    lychee = str(
        next(INSTALLED.glob("venv/lib/python*/site-packages/lychee*/**/lychee"), INSTALLED / "venv/bin/lychee")
    )
    commands = {
        TITLES[0]: [sys.executable, "-m", "factcheck", "audit", "--format", "json", str(folder)],
        TITLES[1]: [sys.executable, str(HERE / "linkrules.py"), str(folder)],
        TITLES[2]: [
            *(lychee, "--offline", "--root-dir", str(folder), "--index-files", "index.html", "--include-fragments"),
            *("--remap", f"{SITE}/ file://{folder}/", "--no-progress", "--format", "json", str(folder)),
        ],
    }
    return commands[title]


def _report(title: str, site: Path, folder: Path) -> list[str]:
    """What a checker complains about, a text each that names file and address."""
    done = subprocess.run(_command(title, folder), cwd=site, env=dict(environment()), capture_output=True, text=True)
    try:
        found = json.loads(done.stdout)
    except ValueError:
        raise FailedError(f"{title}: {done.stderr[-2000:]}") from None
    if title == TITLES[2]:
        return [f"{file} {error['url']}" for file, errors in found["error_map"].items() for error in errors]
    return [
        json.dumps(entry, ensure_ascii=False) for entry in (found if isinstance(found, list) else found["problems"])
    ]


def _is_found(report: Sequence[str], file: str, mark: str) -> bool:
    return any(file in line and mark in line.replace(file, "") for line in report)


def _times(site: Path, runs: int, tell: Tell) -> list[tuple[str, float, float]]:
    """Seconds of the whole process, and of its processors; in turn."""
    taken: dict[str, list[tuple[float, float]]] = {title: [] for title in TITLES}
    for number in range(runs):
        for title in TITLES:
            measured = run(_accepting(_command(title, site / "output")), site, environment(), limit=7200)
            taken[title].append((measured.seconds, measured.cpu))
            tell(f"round {number + 1}/{runs}: {title} {measured.seconds:.2f} s")
    return [(title, median(one for one, _ in both), median(two for _, two in both)) for title, both in taken.items()]


def _accepting(command: Sequence[str]) -> list[str]:
    """A checker that has found something ends with an exit code of its own."""
    return ["sh", "-c", '"$@" || true', "sh", *command]


def _written(
    size: int,
    rows: Sequence[Sequence[str]],
    counts: Sequence[str],
    alarms: Sequence[str],
    times: Sequence[tuple[str, float, float]],
) -> str:
    lines = [
        f"# Links inside the site, {size:,} claims",
        "",
        "Written by `make bench-links`; see [README.md](README.md). Medians of whole processes that ran in turn.",
        "",
        f"| dead link | {' | '.join(TITLES)} |",
        f"| --- |{' --- |' * len(TITLES)}",
        *(f"| {' | '.join(row)} |" for row in rows),
        f"| **found of {len(FAULTS)}** | {' | '.join(counts)} |",
        f"| **complaints about the sound site** | {' | '.join(alarms)} |",
        f"| **seconds** | {' | '.join(f'{seconds:.2f}' for _, seconds, _ in times)} |",
        f"| **processor seconds** | {' | '.join(f'{cpu:.2f}' for _, _, cpu in times)} |",
    ]
    return "\n".join(lines) + "\n"

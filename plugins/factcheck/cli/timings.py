"""Timings: where the time of a run went, as a table for people or as a line of JSON."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence

from factcheck.cli.display import Lap
from factcheck.cli.stopwatch import Stopwatch
from factcheck.render.report import plural, visible

Row = tuple[str, ...]


def add_timings(parser: argparse.ArgumentParser) -> None:
    """The argument of who wants to know."""
    parser.add_argument("--timings", action="store_true", help="tell where the time went, stage by stage")


def tell_timings(watch: Stopwatch, arguments: argparse.Namespace, code: int) -> int:
    """Print what a stopwatch has measured, where that is asked for, after the closing words and where they went.

    The exit code is handed on.
    """
    if arguments.timings:
        is_json = arguments.format == "json"
        told = (as_json if is_json else text)(watch.laps, watch.elapsed, watch.reason)
        print(told, file=sys.stderr if code or is_json else sys.stdout)
    return code


def text(laps: Sequence[Lap], seconds: float, reason: str = "") -> str:
    """A table: of each stage its seconds, its share of all, and how many of its things were done in this run."""
    rows = [("stage", "seconds", "share", "anew", "of"), *_rows(laps, seconds)]
    return "\n".join([*_aligned(rows), *([f"All was made anew: {visible(reason)}."] if reason else [])])


def as_json(laps: Sequence[Lap], seconds: float, reason: str = "") -> str:
    """The same; all seconds, and those of each stage."""
    stages = [{"stage": lap.stage, "seconds": round(lap.seconds, 3), "anew": lap.anew, "of": lap.total} for lap in laps]
    return json.dumps({"seconds": round(seconds, 3), "stages": stages, "all_anew": reason or None})


def _rows(laps: Sequence[Lap], seconds: float) -> Iterator[Row]:
    for lap in laps:
        counts = (f"{lap.anew:,}", plural(lap.total, lap.stage.thing)) if lap.total else ("", "")
        yield lap.stage, *_share(lap.seconds, seconds), *counts
    yield "the rest", *_share(seconds - sum(lap.seconds for lap in laps), seconds), "", ""  # mostly loading the program
    yield "in all", *_share(seconds, seconds), "", ""


def _share(part: float, whole: float) -> Row:
    return f"{part:.2f}", f"{part / whole:.0%}" if whole else ""


def _aligned(rows: Sequence[Row]) -> Iterator[str]:
    """Words at the left of their column, numbers at the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *numbers, last in rows:
        cells = (f"{cell:>{width}}" for cell, width in zip(numbers, widths[1:-1], strict=True))
        yield "  ".join((f"{first:<{widths[0]}}", *cells, last)).rstrip()

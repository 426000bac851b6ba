"""The two engines. Both run in a process of their own: a target that takes the process down is a finding, too."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from fuzz.target import SEEDS, Target

WORK = Path("build/fuzz")
GRACE = 60  # seconds beyond its share after which an engine that does not answer is ended


@dataclass(frozen=True, slots=True)
class Result:
    """What one engine did with one target."""

    target: str
    engine: str
    runs: int
    rows: tuple[str, ...] = ()
    note: str = ""


def _run(engine: str, target: Target, seconds: float) -> Result:
    work = WORK / target.name
    work.mkdir(parents=True, exist_ok=True)
    told = work / f"{engine}.json"
    for left in (told, work / f"{engine}.last"):  # by an earlier run
        left.unlink(missing_ok=True)
    command = [sys.executable, "-m", f"fuzz.with{engine}", target.name, str(seconds), str(told)]
    with (work / f"{engine}.log").open("wb") as log:
        try:
            code = subprocess.run(command, stdout=log, stderr=log, timeout=seconds + GRACE, check=False).returncode
        except subprocess.TimeoutExpired:
            return Result(target.name, engine, 0, (_last(target, engine),), "did not end")
    if not told.is_file():
        return Result(target.name, engine, 0, (_last(target, engine),), f"ended with {code}: {log.name}")
    found = json.loads(told.read_text(encoding="utf-8"))
    return Result(target.name, engine, found["runs"], tuple(found["rows"]), found["note"])


def _last(target: Target, engine: str) -> str:
    """The row of the input at which the process was lost: the engine writes it down before it runs it."""
    path = WORK / target.name / f"{engine}.last"
    return f"    Found('{engine} was lost', {target.name!r}, {path.read_bytes() if path.is_file() else b''!r}),"


def _atheris(target: Target, seconds: float) -> Result:
    return _run("atheris", target, seconds)


def _hypothesis(target: Target, seconds: float) -> Result:
    return _run("hypothesis", target, seconds)


ENGINES: dict[str, Callable[[Target, float], Result]] = {"hypothesis": _hypothesis}
if find_spec("atheris"):  # has no wheel for every platform: see docs/dependencies.md
    ENGINES = {"atheris": _atheris, **ENGINES}


def seeds_of(target: Target) -> Path:
    """The folder of a target's seeds."""
    return SEEDS / target.name

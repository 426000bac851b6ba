"""`python -m fuzz.withhypothesis TARGET SECONDS FILE`: one target with Hypothesis, which makes what fails small."""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, given, settings, target
from hypothesis import strategies as st
from hypothesis.database import DirectoryBasedExampleDatabase

from fuzz.crashes import Crashes, kind
from fuzz.engines import WORK
from fuzz.target import Target
from fuzz.targets import TARGETS


def main(argv: Sequence[str]) -> None:
    """Search until the time is up, then write what was found."""
    found, until = TARGETS[argv[0]], time.monotonic() + float(argv[1])
    crashes = Crashes(found)
    known: set[str] = set()
    while time.monotonic() < until:
        try:
            _search(found, crashes, known, until)
        except KeyboardInterrupt:
            break
        except Exception as error:  # made as small as it gets; look for others now
            known.add(kind(error))
    rows = {"runs": crashes.runs, "rows": list(crashes.rows()), "note": ""}
    Path(argv[2]).write_text(json.dumps(rows), encoding="utf-8")


def _search(found: Target, crashes: Crashes, known: set[str], until: float) -> None:
    last = WORK / found.name / "hypothesis.last"
    database = DirectoryBasedExampleDatabase(WORK / found.name / "examples")

    @settings(max_examples=2000, deadline=None, database=database, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def search(data: st.DataObject) -> None:
        text = data.draw(found.strategy())
        if time.monotonic() > until:
            raise KeyboardInterrupt  # the one that Hypothesis lets through at once
        last.write_bytes(text.encode())
        started = time.process_time()
        failure = crashes.run(text.encode())
        target((time.process_time() - started) * 1000, label="milliseconds")
        target(float(len(text)), label="characters")
        if failure and failure not in known:
            found.run(text.encode())

    search()


if __name__ == "__main__":
    main(sys.argv[1:])

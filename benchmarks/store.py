"""The figures so far, in a file, so that a run can be interrupted and taken up again."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from benchmarks.process import Run

Rounds = dict[str, list[Run]]  # by tool or command


class Store:
    """Figures by row and size. Those of another state of the generator are dropped."""

    def __init__(self, path: Path, state: str) -> None:
        self._path, self._state = path, state
        self._rows: dict[str, dict[str, Any]] = json.loads(path.read_text()) if path.is_file() else {}

    def rounds(self, row: str, size: int) -> Rounds:
        """The figures of a row at a size."""
        kept = self._rows.get(f"{row} {size}", {})
        if kept.get("state") != self._state:
            return defaultdict(list)
        return defaultdict(list, {name: [Run(**run) for run in entries] for name, entries in kept["runs"].items()})

    def keep(self, row: str, size: int, rounds: Rounds) -> None:
        """Write the figures of a row."""
        runs = {name: [run.row() for run in entries] for name, entries in rounds.items()}
        self._rows[f"{row} {size}"] = {"state": self._state, "runs": runs}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(json.dumps(self._rows, indent=1))

    def drop(self, row: str, size: int) -> None:
        """Forget the figures of a row."""
        self._rows.pop(f"{row} {size}", None)

    def sizes(self, row: str) -> list[int]:
        """The sizes for which a row has figures."""
        found = (key.rsplit(" ", 1) for key in self._rows)
        return sorted(int(size) for name, size in found if name == row and self.rounds(row, int(size)))

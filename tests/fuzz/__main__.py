"""`python -m fuzz SECONDS [TARGET …]`: every target in turn, on each engine that is here; `make fuzz` calls it.

atheris is guided by the lines that an input reaches; Hypothesis makes likely inputs, and makes those that fail small.
What one run finds is kept in build/fuzz/ and tried first by the next. Exit codes: 0 nothing found, 1 something was.
"""

import sys
from collections.abc import Sequence

from fuzz.engines import ENGINES, Result
from fuzz.targets import TARGETS


def main(argv: Sequence[str]) -> int:
    """Print a line for each target and engine, then the rows for tests/fuzz/found.py."""
    seconds = float(argv[0]) if argv else 60.0
    names = list(argv[1:]) or list(TARGETS)
    share = seconds / len(names) / len(ENGINES)
    results = [_told(ENGINES[engine](TARGETS[name], share)) for name in names for engine in ENGINES]
    rows = [row for result in results for row in result.rows]
    print(f"{sum(result.runs for result in results):,} runs, {len(rows)} crashes")
    if rows:
        print("\nMend the cause, and add the rows to FOUND in tests/fuzz/found.py:\n", *rows, sep="\n")
    return 1 if rows else 0


def _told(result: Result) -> Result:
    figures = f"{result.runs:>10,} runs  {len(result.rows):>2} crashes  {result.note}"
    print(f"{result.target:<12} {result.engine:<10} {figures}".rstrip(), flush=True)
    return result


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`python -m fuzz.withatheris TARGET SECONDS FILE`: one target with atheris, guided by what an input reaches."""

import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["factcheck", "markdown", "urllib.parse"], enable_loader_override=False):
    from fuzz.targets import TARGETS

from fuzz.crashes import Crashes
from fuzz.engines import WORK, seeds_of


def main(argv: Sequence[str]) -> None:
    """Fuzz until the time is up, then write what was found."""
    target, until, told = TARGETS[argv[0]], time.monotonic() + float(argv[1]), Path(argv[2])
    crashes = Crashes(target)
    work = WORK / target.name
    corpus, last, words = work / "corpus", work / "atheris.last", work / "words"
    corpus.mkdir(exist_ok=True)
    words.write_text("".join(f"{_quoted(piece)}\n" for piece in target.pieces), encoding="ascii")
    with last.open("w+b") as file:

        def run(data: bytes) -> None:
            if time.monotonic() > until:
                note = f"{len(list(corpus.iterdir()))} inputs kept"
                found = {"runs": crashes.runs, "rows": list(crashes.rows()), "note": note}
                told.write_text(json.dumps(found), encoding="utf-8")
                os._exit(0)  # atheris ends the process without Python's own end
            file.seek(0)
            file.write(data)
            file.truncate()
            file.flush()
            crashes.run(data)

        options = [f"-max_len={target.most}", f"-dict={words}", "-timeout=30"]
        atheris.Setup([sys.argv[0], *options, str(corpus), str(seeds_of(target))], run)
        atheris.Fuzz()


def _quoted(piece: str) -> str:
    """A piece as libFuzzer's dictionaries have it: every byte but letters and digits in hexadecimal."""
    return '"' + "".join(chr(b) if chr(b).isalnum() and b < 128 else f"\\x{b:02x}" for b in piece.encode()) + '"'


if __name__ == "__main__":
    main(sys.argv[1:])

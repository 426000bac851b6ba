"""A small site that has some of everything, and what people do to its files."""

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

BASE = Path(__file__).parent / "broken/base"
LINKS = "links.json"
COST, HOURLY = "content/claims/demo/cost.md", "content/claims/demo/hourly.md"
EARLIER = "content/history/demo/cost/2025-06-02.md"
FERRY_SEED = "The ferry sails at noon. Its fare is €3. Dogs travel free.\nThe ferry is the finest of all ferries.\n"
FERRY = f"""---
title: The Ferry
seed: ferry.txt
sha256: {hashlib.sha256(FERRY_SEED.encode()).hexdigest()}
publisher: The Harbour Gazette
url: https://gazette.example.org/ferry
published: 2025-05-07
language: en
claimants: [{{name: The Harbour Gazette, type: organization}}]
ledger:
  - {{quote: The ferry is the finest of all ferries, state: opinion, reason: Taste.}}
---

It is right about the “fare”, and says of the [harbour line](demo.md) that “Bicycles travel free of charge”.
"""
NOON = """---
claim: The ferry sails at noon.
claimant: The Harbour Gazette
quote: The ferry sails at noon
verdict: "true"
summary: It does, “from 6 a.m. to 11 p.m.” as the timetable has it.
kind: fact
status: published
author: Ada Berg
checked: 2025-06-03
topics: [Ferries]
formerly: [demo/ferry]
evidence:
  - source: timetable
    quote: A train leaves […] from 6 a.m.
    stance: context
---

As [others](../demo/hourly.md) and the [timetable](../../sources/timetable.md) say: “The town paid half”.
"""
DOGS = """---
claim: Dogs travel free on the ferry.
quote: Dogs travel free
status: draft
topics: [Ferries, Dogs]
evidence:
  - source: dogs
---

Not yet: see [noon](noon.md), and [the source](../../sources/dogs.md).
"""
DOGS_SOURCE = """---
title: Dogs on ships
publisher: The ferry
url: https://ferry.example.org/dogs
retrieved: 2025-06-01
language: en
type: primary
capture: copied from the page
---

Dogs travel free on all ships. The town paid half.
"""
CORRECTION = '\ncorrections:\n  - {date: 2025-06-02, kind: rating, text: "It was “false”, said we."}\n---\n'
LINKS_FILE = """{"schema": "factcheck/links/1", "links": [], "quotes": [{"place": "content/claims/ferry/noon.md:15:12",
"claim": "content/claims/ferry/noon.md", "evidence": 0, "exact": "A train leaves […] from 6 a.m.",
"url": "https://trains.example.org/timetable", "live": {"outcome": "verbatim"}, "archived": {"outcome": "unchecked"},
"where": "live", "checked": "2025-06-09"}]}
"""


def lay(root: Path) -> Path:
    """The site, in a folder of its own."""
    shutil.copytree(BASE, root)
    cost = (root / COST).read_text(encoding="utf-8")
    texts = {
        "seeds/ferry.txt": FERRY_SEED,
        "content/articles/ferry.md": FERRY,
        "content/claims/ferry/noon.md": NOON,
        "content/claims/ferry/dogs.md": DOGS,
        "content/sources/dogs.md": DOGS_SOURCE,
        EARLIER: cost.replace("€41.8 million.\n", "€42 million, says [nobody](../../sources/nobody.md).\n", 1),
        COST: cost.replace("\n---\n", CORRECTION, 1),
    }
    for path, text in texts.items():
        write(root, path, text.encode())
    return root


def write(root: Path, path: str, raw: bytes) -> None:
    """Write a file, into a new folder if need be."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.is_dir() and not file.is_symlink():
        return
    if file.is_symlink() or not file.is_file():
        file.unlink(missing_ok=True)
    file.write_bytes(raw)


class Rewrite(NamedTuple):
    """Words of a file, and what comes in their place."""

    old: str
    new: str


# Each makes something right or wrong, or changes nothing but the words.
REWRITES = (
    Rewrite("\n", "\r\n"),
    Rewrite("status: published", "status: draft"),
    Rewrite("status: draft", "status: published"),
    Rewrite("Ferries", "ferries"),
    Rewrite("[Ferries]", "[Ferries, Ferries]"),
    Rewrite("The Harbour Gazette", "the harbour gazette"),
    Rewrite("type: organization", "type: person"),
    Rewrite("noon", "nine"),
    Rewrite("half", "all"),
    Rewrite("free", "cheap"),
    Rewrite("€4", "€5"),
    Rewrite("every hour", "every  hour"),
    Rewrite("every hour", "every day"),
    Rewrite("sources/timetable.md", "sources/nowhere.md"),
    Rewrite("sources/accounts.md", "sources/dogs.md"),
    Rewrite("source: timetable", "source: dogs"),
    Rewrite("source: dogs", "source: dog"),
    Rewrite("seed: ferry.txt", "seed: demo.txt"),
    Rewrite("sha256: ", "sha256: 0"),
    Rewrite("demo/ferry", "demo/hourly"),
    Rewrite("checked: 2025", "checked: 2024"),
    Rewrite("date: 2025-06-02", "date: 2025-06-04"),
    Rewrite("kind: rating", "kind: void"),
    Rewrite('verdict: "true"', "verdict: unproven"),
    Rewrite("verdict: unproven", "verdict: unheard-of"),
    Rewrite("reviewed_by: Ben Cole\n", ""),
    Rewrite("topics:", "topic:"),
    Rewrite("---\n\n", "---\nNote <b>this</b>: “never said”, but “Dogs travel free”.\n"),
    Rewrite("---\n\n", "---\nSee [dogs](../../sources/dogs.md) and [dogs](../claims/ferry/dogs.md).\n"),
    Rewrite(" is ", " \u202eis "),
    Rewrite(".\n", ". More.\n"),
    Rewrite("quote: The ferry is the finest", "quote: The ferry sails at noon. Its fare"),
)
NEW_FILES = {
    "content/claims/nobody/one.md": NOON.encode(),
    "content/claims/ferry/Noon.md": b"",
    "content/history/ferry/noon/2025-06-03.md": NOON.encode(),
    "content/history/demo/cost/2025-06-02-2.md": NOON.encode(),
    "content/history/demo/lost/2025-06-02.md": NOON.encode(),
    "content/pages/about.md": b"---\ntitle: About\nsummary: Us.\n---\nSee [noon](../claims/ferry/noon.md).\n",
    "content/sources/nowhere.md": DOGS_SOURCE.encode(),
    "content/articles/third.md": FERRY.encode(),
    "content/sources/lfs.md": b"version https://git-lfs.github.com/spec/v1\n",
    "content/sources/latin.md": b"---\ntitle: \xe9\n---\n",
    "seeds/unused.txt": b"Nobody needs this.\n",
    "content/notes.txt": b"odd",
    LINKS: LINKS_FILE.encode(),
}


def _delete(file: Path, other: Path) -> None:
    file.unlink()


def _link(file: Path, other: Path) -> None:
    file.unlink()
    file.symlink_to(other)


def _break(file: Path, other: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"---", b"--", 1))


def _rename(file: Path, other: Path) -> None:
    file.rename(file.with_name(f"re{file.name}"))


def _swap(file: Path, other: Path) -> None:
    one, two = file.read_bytes(), other.read_bytes()
    file.write_bytes(two)
    other.write_bytes(one)


def _touch(file: Path, other: Path) -> None:
    os.utime(file, ns=(1, 1))


def _same_size(file: Path, other: Path) -> None:
    """Write other words of the same size, and give the file the time that it had."""
    times = file.stat()
    raw = file.read_bytes()
    file.write_bytes(raw.replace(b"e", b"o", 1) if b"e" in raw else raw)
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


DEEDS: tuple[Callable[[Path, Path], None], ...] = (_delete, _link, _break, _rename, _swap, _touch, _same_size)

"""A site built in one piece and in shards, one after another on one machine: what each costs, and that both are equal.

Each step is a new process without any cache, as on a machine of its own. What is done is kept, so that a run that was
interrupted goes on where it was; 100,000 claims take hours.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import edits
from benchmarks.process import FailedError, Run, run
from benchmarks.store import Store
from benchmarks.tools import WORK, clean, environment, prepare, tools
from factcheck.site import sitehash

Tell = Callable[[str], None]
ROW = "scaling"
NONE = "1/1000000"  # a shard that has next to nothing: what reading the whole corpus costs
_LIMIT = 6 * 3600.0  # seconds, as a job of GitHub's has


class Sharded:
    """The steps of one size, each with its figures."""

    def __init__(self, size: int, count: int, store: Store, tell: Tell, *, has_edit: bool = True) -> None:
        self._size, self._count, self._store, self._tell = size, count, store, tell
        self._has_edit = has_edit  # that takes a whole build more
        self._folder = prepare(tools()["ours"], size, tell)
        self._work = WORK / "sharded" / str(size)
        self._row = f"{ROW} {count}"

    def measure(self) -> None:
        """Take every step that has no figures yet. Raises `FailedError` where merged and whole differ."""
        rounds = self._store.rounds(self._row, self._size)
        if not rounds:
            shutil.rmtree(self._work, ignore_errors=True)
            clean(self._folder)
        self._work.mkdir(parents=True, exist_ok=True)
        for number, (name, step) in enumerate(steps := list(self._steps()), 1):
            if rounds[name]:
                continue
            self._tell(f"{self._size:,} claims, step {number} of {len(steps)}: {name} …")
            rounds[name] = [taken := step()]
            self._store.keep(self._row, self._size, rounds)
            self._tell(f"{name}: {taken.cpu:.1f} s of processor time, {taken.peak / 1e6:.0f} MB")

    def _steps(self) -> Iterator[tuple[str, Callable[[], Run]]]:
        yield "check", lambda: self._run("check", "--no-cache")
        yield "full", lambda: self._run("build", "--no-cache", "--output", self._path("whole"))
        yield "weigh", self._weigh
        yield "none", lambda: self._run("build", "--no-cache", "--shard", NONE, "--output", self._path("none"))
        for index in range(1, self._count + 1):
            name = f"{index}/{self._count}"
            yield (
                f"shard {name}",
                lambda name=name, index=index: self._run(  # type: ignore[misc]
                    "build", "--no-cache", "--shard", name, "--output", self._path(f"shards/{index}")
                ),
            )
        merged = ("--merge", self._path("shards"), "--output", self._path("merged"))
        yield "merge", lambda: self._run("build", "--no-cache", *merged)
        yield "compare", self._compare
        yield "clear", self._clear  # when it is noted that they are equal: to remove a million files takes minutes
        if self._has_edit:
            yield "before an edit", lambda: self._run("build")
            yield "edit", self._edit

    def _path(self, name: str) -> str:
        return str(self._work / name)

    def _run(self, *words: str) -> Run:
        command = (*tools()["ours"].build[:-1], *words)
        return run(command, self._folder, environment(), limit=_LIMIT)

    def _weigh(self) -> Run:
        """Note how much there is of what in the site."""
        text = json.dumps(weights(self._work / "whole"), indent=1)
        self._work.with_suffix(".json").write_text(text, encoding="utf-8")
        return Run(seconds=0, cpu=0, peak=0)

    def _compare(self) -> Run:
        """Prove that both sites are equal, file by file."""
        whole, merged = (list(sitehash.listed(self._work / name)) for name in ("whole", "merged"))
        if differing := sorted({line.split("  ", 1)[1] for line in set(whole) ^ set(merged)}):
            raise FailedError(f"merged and whole differ in {len(differing)} of their files: {', '.join(differing[:9])}")
        self._tell(f"merged and whole are equal: {len(whole):,} files, {sitehash.of_lines(whole)}")
        return Run(seconds=0, cpu=0, peak=0)

    def _clear(self) -> Run:
        """Remove what is not needed any more."""
        shutil.rmtree(self._work, ignore_errors=True)
        return Run(seconds=0, cpu=0, peak=0)

    def _edit(self) -> Run:
        file = edits.Edited(self._folder / tools()["ours"].claim()[0])
        try:
            file.change(edits.body, "scaled")
            return self._run("build")
        finally:
            file.restore()


def weights(folder: Path) -> dict[str, tuple[int, int]]:
    """How many files of each kind a site has, and their bytes."""
    found: dict[str, tuple[int, int]] = {}
    for path in folder.rglob("*"):
        if path.is_file():
            name = kind(path.relative_to(folder).as_posix())
            files, size = found.get(name, (0, 0))
            found[name] = files + 1, size + path.stat().st_size
    return found


def kind(path: str) -> str:
    """What a file of the site is, in a reader's words."""
    top, *rest = path.split("/")
    if top == "claims" and len(rest) == 3 and rest[-1] == "card.png":
        return "share images"
    if top == "claims" and len(rest) > 2 and "_" not in rest[0]:
        return "pages of claims" if rest[-2] == rest[1] else "pages of claims for frames, and of earlier texts"
    if top in ("sources", "articles") and len(rest) == 2 and "_" not in rest[0]:
        return f"pages of {top}" if rest[-1] == "index.html" else "stored texts"
    if top == "data":
        return f"data/{rest[0]}" if len(rest) == 1 else "data: schemas"
    if top == "pagefind":
        return "search index"
    return "feeds" if top == "feeds" else "theme" if top == "theme" else "lists, sitemap and the rest"

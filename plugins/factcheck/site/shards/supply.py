"""The supply: files that shards have made, for the build that wants the same ones.

A file is taken where its key is the one that the plan has, and its bytes have the hash that the shard tells.
"""

import hashlib
import stat
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from factcheck.core.problems import Place, Problem, problem
from factcheck.core.shard import Shard
from factcheck.publish.facts import Digest
from factcheck.render.report import plural
from factcheck.site.guard import shown_name
from factcheck.site.load import Loaded
from factcheck.site.plan import Plan
from factcheck.site.remembered import tree
from factcheck.site.shards import division, manifest
from factcheck.site.shards.manifest import FILES, Made, Manifest, ManifestError
from factcheck.site.surroundings import Surroundings

MOST_NAMES = 3  # of damaged files that are told


class Supply:
    """The files of some shards. What is wrong with a shard is a warning: its files are then made anew."""

    def __init__(self, root: Path, paths: Sequence[Path]) -> None:
        self._root, self._place = root, paths[0]
        self._shards: dict[Path, Manifest] = {}
        self._unread: dict[Path, str] = {}
        for folder in _folders(paths):
            try:
                self._shards[folder] = manifest.read(folder)
            except ManifestError as error:
                self._unread[folder] = str(error)
        self._damaged: dict[Path, list[str]] = {folder: [] for folder in self._shards}
        self._taken, self._missed = 0, 0

    def told(self) -> str:
        """`5,312 files of 8 shards taken`."""
        return f"{plural(self._taken, 'file')} of {plural(len(self._shards), 'shard')} taken"

    @cached_property
    def _files(self) -> dict[tuple[str, str], tuple[Path, Made]]:
        """Every file by path and key, with the shard that has it."""
        found = ((folder, item) for folder, shard in self._shards.items() for item in shard.files.items())
        return {(path, made.key): (folder, made) for folder, (path, made) in found}

    def put(self, folder: Path, path: str, key: Digest) -> tuple[int, int] | None:
        """Give the file of a shard a second name in `folder`; its size and time. None where no shard has it."""
        shard, made = self._files.get((path, key.hex()), (None, None))
        if shard is None or made is None or not self._is_sound(shard, path, made):
            self._missed += division.name(path) is not None
            return None
        tree.take(folder, path, shard / FILES)
        (folder / path).chmod(tree.MODE)  # an artifact keeps no modes
        self._taken += 1
        return tree.status(folder / path)

    def _is_sound(self, folder: Path, path: str, made: Made) -> bool:
        if not _has_hash(folder / FILES / path, made):
            self._damaged[folder].append(path)
            return False
        return True

    def problems(self, basis: Digest) -> Iterator[Problem]:
        """What was not as it should be, after a build upon the given basis."""
        for folder, found in self._unread.items():
            yield self._problem(folder, found)
        for folder, shard in self._shards.items():
            if shard.basis != basis.hex():
                yield self._problem(folder, "made with another program, theme or settings: nothing of it is taken")
            if paths := self._damaged[folder]:
                more = f" and {len(paths) - MOST_NAMES:,} more" if len(paths) > MOST_NAMES else ""
                yield self._problem(folder, f"not as their hashes say: {', '.join(paths[:MOST_NAMES])}{more}")
        if self._missed:
            found = f"{self._missed:,} files that no shard has as they are to be: made here"
            yield self._problem(self._place, found, ("missing", ", ".join(self._missing())))

    def _problem(self, folder: Path, found: str, *more: tuple[str, str]) -> Problem:
        return problem("FC632", Place(shown_name(self._root, folder)), ("found", found), *more)

    def _missing(self) -> Iterator[str]:
        """The parts that are not there, where all shards are of one division."""
        there = {shard.shard for shard in self._shards.values()}
        counts = {Shard.read(name).count for name in there}
        if len(counts) == 1:
            count = counts.pop()
            yield from (name for index in range(1, count + 1) if (name := f"{index}/{count}") not in there)


def _folders(paths: Iterable[Path]) -> Iterator[Path]:
    """The folders of shards; a path may also be that of a folder which holds some."""
    for path in paths:
        inner = sorted(file.parent for file in path.glob(f"*/{manifest.FILE}"))
        yield from [path] if (path / manifest.FILE).exists() or not inner else inner


def _has_hash(file: Path, made: Made) -> bool:
    """Whether a file is there as it was made; links and devices are none."""
    try:
        status = file.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size != made.size:
            return False
        return hashlib.sha256(file.read_bytes()).hexdigest() == made.sha256
    except OSError:
        return False


class SuppliedPlan(Plan):
    """A plan whose files are taken from shards where they have them."""

    def __init__(self, loaded: Loaded, around: Surroundings, supply: Supply) -> None:
        super().__init__(loaded, around)
        self._supply = supply

    def given(self, folder: Path, path: str) -> tuple[int, int] | None:
        """Take a file from a shard, if one has it."""
        return self._supply.put(folder, path, self.items[path].key)

"""The swap: a fresh folder beside the output, and the two change places. Knows nothing of what they hold.

At every moment there is the whole old site or the whole new one, whenever a process or the power ends:

1. `fresh` makes `.factcheck-<output>-new-…` beside the output, so on the same file system.
2. `seal` sets modes, and waits until every file and folder is on the disk.
3. `replace` lets the two folders change names. Linux and macOS do that in one step: there is no moment without a
   site. Where a system or its file system cannot, the old folder is renamed out of the way first; a build that dies
   between these renames leaves `.factcheck-<output>-old-…`, which is whole, and no output.
4. The old site, now under the fresh name, is kept as `.factcheck-<output>-previous` (`keep`): whoever wants it back
   has it, and the next build can bring it up to date instead of writing everything anew. What a killed build leaves,
   the next one removes (`tidy`); what it left between two renames, any command that looks at the output puts back
   (`recover`).
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from factcheck.site import durable
from factcheck.site.lock import BusyError, lock

MARKER = ".factcheck"  # in an output folder: it is ours and may be replaced
SHARD_MARKER = (
    "shard.json"  # in the folder of a shard, which is ours, but no site; not hidden: artifacts leave that out
)
MARKER_TEXT = "This folder is made anew by every build of the site.\n"


@contextmanager
def fresh(output: Path, *, is_previous: bool = False) -> Iterator[Path]:
    """A new folder beside `output`, or the site before it. Whatever lies under its name at the end goes away."""
    folder = Path(tempfile.mkdtemp(prefix=_prefix(output, "new"), dir=output.parent))
    try:
        if is_previous:  # a rename to an empty folder replaces it
            previous(output).rename(folder)
        yield folder
    finally:
        try:
            shutil.rmtree(folder, ignore_errors=True)
        except KeyboardInterrupt:  # a wish to end, not to leave half of it
            shutil.rmtree(folder, ignore_errors=True)
            raise


def seal(folder: Path, *, is_durable: bool = True) -> None:
    """Make a folder readable by all, whatever the umask, and sure to outlast a power cut if it `is_durable`."""
    paths = [folder, *folder.rglob("*")]
    for path in paths:
        path.chmod(0o755 if path.is_dir() else 0o644)
    if is_durable:
        durable.sync_all(paths)


def sync(folder: Path, paths: Iterable[str]) -> None:
    """Wait until some files of a folder, and the folders around them, are on the disk; some may be gone from it."""
    places = {folder / path for path in paths}
    around = {parent for place in places for parent in place.parents if parent.is_relative_to(folder)}
    durable.sync_all([place for place in (*places, *around) if place.exists()])


def previous(output: Path) -> Path:
    """Where the site before the one in `output` lies, if there is one."""
    return output.parent / _prefix(output, "previous").removesuffix("-")


def keep(folder: Path, output: Path) -> None:
    """Keep the old site, which lies under the fresh name after `replace`; what was kept before goes away."""
    if not folder.is_dir():
        return
    doomed = Path(tempfile.mkdtemp(prefix=_prefix(output, "new"), dir=output.parent))
    with suppress(OSError):  # a name that is taken: the old site goes away with `fresh`
        if previous(output).is_dir():
            previous(output).rename(doomed)  # away in one step, so that what is kept is always whole
        folder.rename(previous(output))
    shutil.rmtree(doomed, ignore_errors=True)


def replace(folder: Path, output: Path, *, is_durable: bool = True) -> None:
    """Put the fresh `folder` in the place of `output`; the old site then lies under the fresh name.

    Raises `OSError` where that fails: `output` is then as it was.
    """
    if not output.exists():
        folder.rename(output)
    elif not _exchange(folder, output):
        _rename(folder, output)
    if is_durable:
        durable.sync(output.parent)  # before the old site is removed


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change names in one step; False where that cannot be: the two renames then say why."""
    try:
        import ctypes

        library = ctypes.CDLL(None)
    except (ImportError, OSError):  # an interpreter without it
        return False
    names = os.fsencode(one), os.fsencode(other)
    if hasattr(library, "renameat2"):  # Linux: AT_FDCWD, RENAME_EXCHANGE
        return bool(library.renameat2(-100, names[0], -100, names[1], 2) == 0)
    if hasattr(library, "renamex_np"):  # macOS: RENAME_SWAP
        return bool(library.renamex_np(*names, 2) == 0)
    return False


def _rename(folder: Path, output: Path) -> None:
    """The same in three renames. An old folder is there between them alone: it is whole, so it can be put back."""
    old = output.parent / folder.name.replace(_prefix(output, "new"), _prefix(output, "old"), 1)
    try:
        output.rename(old)
        folder.rename(output)
        with suppress(OSError):
            old.rename(folder)
    except BaseException:  # an interrupt, too
        _put_back(old, output)
        if old.is_dir():  # it came at the last one
            old.rename(folder)
        raise


def _put_back(old: Path, output: Path) -> None:
    if old.is_dir() and not os.path.lexists(output):
        old.rename(output)


def tidy(output: Path) -> None:
    """Put back or remove what a killed build left. Needs the lock."""
    for old in _left(output, "old"):
        if (old / MARKER).is_file():
            _put_back(old, output)
        shutil.rmtree(old, ignore_errors=True)
    for new in _left(output, "new"):
        shutil.rmtree(new, ignore_errors=True)


def recover(output: Path) -> None:
    """Put the old site back where a build died between two renames; for commands that do not build."""
    if not os.path.lexists(output) and any(_left(output, "old")):
        with suppress(BusyError, OSError), lock(output.parent):
            tidy(output)


def _prefix(output: Path, age: str) -> str:
    """The beginning of the name of a folder that stands beside `output` while it is being replaced."""
    return f".factcheck-{output.name}-{age}-"


def _left(output: Path, age: str) -> list[Path]:
    """The folders beside `output` that another build has left; links are none."""
    name = re.compile(re.escape(_prefix(output, age)) + r"\w+")
    found = sorted(path for path in output.parent.glob(".factcheck-*") if name.fullmatch(path.name))
    return [path for path in found if path.is_dir() and not path.is_symlink()]

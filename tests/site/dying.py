"""A program that dies, is stopped or hits an error at one moment after another, and tells what each time is left.

It is run by tests as a process of its own, because it forks: `dying.py KIND FOLDER NUMBER`, with a kind of `KINDS`. A
moment is an audit event of Python's (sys.addaudithook): the opening of a file, the making, renaming or removal of a
file or folder, an import, a process that is started. Prints one JSON list a moment.
"""

import hashlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

SEED = 20261125
AT_THE_END = 80  # events of a build: it swaps, keeps the old site and forgets what is gone
STRANGER = 65534  # the number of a user who owns nothing
BACKENDS = ("exchange", "renames")
# The events that change the disk: what dies at another one has left no more than at the next of these.
CHANGES = frozenset(
    "open os.mkdir os.rename os.remove os.rmdir os.chmod os.truncate shutil.rmtree tempfile.mkdtemp ctypes.dlsym".split()
)
WAYS: dict[str, Callable[[], None]] = {}


def way(act: Callable[[], None]) -> Callable[[], None]:
    WAYS[act.__name__] = act
    return act


@way
def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@way
def interrupt() -> None:
    signal.raise_signal(signal.SIGINT)


@way
def terminate() -> None:
    signal.raise_signal(signal.SIGTERM)


@way
def full() -> None:
    raise OSError(28, "No space left on device")


def start(
    act: Callable[[], int], then: Callable[[], None] | None = None, at: int = 0, among: frozenset[str] = frozenset()
) -> tuple[int, int]:
    """Do `act` in a process of its own, and `then` at the event number `at` in it: its number, and a pipe to read."""
    reading, writing = os.pipe()
    if number := os.fork():
        os.close(writing)
        return number, reading
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if then:
        sys.addaudithook(_at(at, then, among, writing))
    code, said = 70, StringIO()
    try:
        with redirect_stdout(said), redirect_stderr(said):
            code = act()
    except KeyboardInterrupt:
        code = 130
    except OSError:
        code = 1
    finally:
        if not then:
            os.write(writing, said.getvalue().encode())
        os._exit(code)


def ended(number: int, reading: int) -> tuple[int, str]:
    """The exit code of a process (negative: the signal), and what it was about to do, or else what it has printed."""
    with os.fdopen(reading) as told:
        event = told.read()
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1]), event


def child(
    act: Callable[[], int], then: Callable[[], None] | None = None, at: int = 0, among: frozenset[str] = frozenset()
) -> tuple[int, str]:
    """Both of them."""
    return ended(*start(act, then, at, among))


def _at(
    number: int, then: Callable[[], None], among: frozenset[str], writing: int
) -> Callable[[str, tuple[Any, ...]], None]:
    seen = 0

    def hook(event: str, values: tuple[Any, ...]) -> None:
        nonlocal seen
        if among and event not in among:
            return
        seen += 1
        if seen == number:
            os.write(writing, f"{event} {values[0] if values else ''}".encode())
            then()

    return hook


def state(folder: Path) -> str:
    """The name of what a folder holds, with names and modes; empty where there is no folder."""
    if not folder.is_dir():
        return ""
    told = hashlib.sha256()
    for path in (folder, *sorted(folder.rglob("*"))):
        raw = path.read_bytes() if path.is_file() else b""
        told.update(f"{path.relative_to(folder)} {path.stat().st_mode:o} {len(raw)}\n".encode() + raw)
    return told.hexdigest()[:12]


def litter(folder: Path) -> list[str]:
    """What a build has left behind, besides what it keeps: the cache and the site before."""
    kept = (".factcheck-cache", ".factcheck-output-previous")
    return sorted(path.name for path in folder.glob(".factcheck-*") if path.name not in kept)


def reset(output: Path, old: Path) -> None:
    for path in (output, *output.parent.glob(".factcheck-*")):
        shutil.rmtree(path, ignore_errors=True)
        path.unlink(missing_ok=True)
    if old.is_dir():
        shutil.copytree(old, output)


def swaps(folder: Path, number: int) -> Iterator[list[object]]:
    """Every moment of the making and swapping of a small folder, every way to die, with and without an exchange."""
    import ctypes  # noqa: F401 - so that no child has to import it

    from factcheck.site import swap
    from factcheck.site.lock import lock

    output, old, exchange = folder / "output", folder / "old", swap._exchange
    os.fsync = lambda number: None  # what it is for cannot be seen here, and it takes its time

    def act() -> int:
        with lock(folder):
            swap.tidy(output)
            with swap.fresh(output) as fresh:
                _site(fresh, "new")
                swap.seal(fresh)
                swap.replace(fresh, output)
        return 0

    _site(old, "old")
    swap.seal(old)
    names = {state(old): "old", "": "none"}
    reset(output, old)
    assert child(act)[0] == 0
    names[state(output)] = "new"
    for backend in BACKENDS:
        swap._exchange = exchange if backend == "exchange" else lambda one, other: False
        for how in ("kill", "interrupt", "full"):
            at, event = 1, "first"
            while event:
                reset(output, old)
                code, event = child(act, WAYS[how], at, CHANGES)
                left, remains = names.get(state(output), "broken"), litter(folder)
                swap.recover(output)
                recovered = names.get(state(output), "broken")
                next_code, _ = child(act)
                clean = next_code == 0 and names.get(state(output)) == "new" and not litter(folder)
                yield [backend, how, at, event, code, left, recovered, remains, clean]
                at += 1


def _site(folder: Path, word: str) -> None:
    (folder / "claims").mkdir(parents=True, exist_ok=True)
    (folder / ".factcheck").write_text("", encoding="utf-8")
    (folder / "index.html").write_text(word, encoding="utf-8")
    (folder / f"claims/{word}.html").write_text(word, encoding="utf-8")


def builds(root: Path, number: int) -> Iterator[list[object]]:
    """Builds of a small site that die at `number` moments by chance (always the same ones), and some that are stopped."""
    output, old, new = root / "output", root / "old", root / "new"
    act = builder(root)
    names = two_sites(root)
    reset(output, old)
    total = count(act)
    chance = random.Random(SEED)
    hows = ["kill"] * number + ["interrupt", "terminate"] * max(number // 10, 1)
    for index, how in enumerate(hows):
        reset(output, old)
        # Every second one where it matters most: at the end, where the folders change names and the old one is removed.
        at = total - chance.randrange(min(AT_THE_END, total) if index % 2 else total)
        code, event = child(act, WAYS[how], at)
        left, remains = names.get(state(output), "broken"), litter(root)
        yield [how, at, event, code, left, remains, _is_next_clean(root, output, new)]


def edits(root: Path, number: int) -> Iterator[list[object]]:
    """Builds upon the last one that die at `number` moments by chance: the site before is being brought up to date."""
    output, old, new = root / "output", root / "old", root / "new"
    act, names = builder(root), two_sites(root)
    file = root / "content/claims/demo/cost.md"
    texts = {"new": file.read_text(encoding="utf-8")}
    texts["old"] = texts["new"].replace("author: Eva Stein", "author: Ada Berg")
    reset(output, old)
    for word in ("old", "new", "old"):
        file.write_text(texts[word], encoding="utf-8")
        assert child(act)[0] == 0
    file.write_text(texts["new"], encoding="utf-8")
    total, chance = count(act), random.Random(SEED)
    for _ in range(number):
        file.write_text(texts["old"], encoding="utf-8")
        assert child(act)[0] == 0
        file.write_text(texts["new"], encoding="utf-8")
        at = total - chance.randrange(total)
        code, event = child(act, WAYS["kill"], at)
        left, remains = names.get(state(output), "broken"), litter(root)
        yield ["kill", at, event, code, left, remains, _is_next_clean(root, output, new)]


def limits(root: Path, number: int) -> Iterator[list[object]]:
    """Builds that may write no file of more than so many bytes, open no more files, or have no more memory."""
    output, old, new = root / "output", root / "old", root / "new"
    names = two_sites(root)
    steps = [(index + 1) / number for index in range(number)]
    largest = max(path.stat().st_size for path in new.rglob("*") if path.is_file())
    tried = [
        *((resource.RLIMIT_FSIZE, "size", int(step * (largest + 1))) for step in steps),
        *((resource.RLIMIT_NOFILE, "files", files) for files in (64, *(int(12 + 20 * step) for step in steps))),
        *((resource.RLIMIT_AS, "memory", _memory() + int(step * (1 << 25))) for step in steps),
    ]
    for kind, name, size in tried:

        def act(kind: int = kind, size: int = size) -> int:
            resource.setrlimit(kind, (size, size))
            return builder(root)()

        reset(output, old)
        code, said = child(act)
        left, remains = names.get(state(output), "broken"), litter(root)
        yield [name, size, code, left, remains, _is_next_clean(root, output, new), said]


def _memory() -> int:
    """The bytes of address space that this process has."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()


def disks(root: Path, number: int) -> Iterator[list[object]]:
    """Builds on disks of `number` sizes, from one that holds the old site alone to one that holds both."""
    disk, old, new = root / "disk", root / "old", root / "new"
    output = disk / "output"
    names = two_sites(root)
    disk.mkdir()
    _mount("-t", "tmpfs", "-o", "size=64m", "none", str(disk))
    reset(output, old)
    used = sum(path.lstat().st_blocks for path in disk.rglob("*")) // 2  # blocks have 512 bytes
    for index in range(number):
        size = used + 8 + used * 5 * index // (4 * max(number - 1, 1))
        reset(output, old)
        _mount("-o", f"remount,size={size}k", str(disk))
        code, said = child(builder(root, "--output", str(output)))
        left, remains = names.get(state(output), "broken"), litter(disk)
        _mount("-o", "remount,size=64m", str(disk))
        yield ["disk", size, code, left, remains, _is_next_clean(root, output, new), said]


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)


def _is_next_clean(root: Path, output: Path, new: Path) -> bool:
    code, _ = child(builder(root, "--output", str(output)))
    return code == 0 and state(output) == state(new) and not litter(output.parent)


def pairs(root: Path, number: int) -> Iterator[list[object]]:
    """A build that is halted while it holds the lock, and another one; then the first one goes on."""
    names = two_sites(root)
    output = root / "output"
    reset(output, root / "old")
    for event in ("tempfile.mkdtemp", "shutil.rmtree"):  # before it writes; when it has swapped
        first, reading = start(builder(root), lambda: os.kill(os.getpid(), signal.SIGSTOP), 1, frozenset({event}))
        os.waitpid(first, os.WUNTRACED)
        before = names.get(state(output))
        code, said = child(builder(root))
        os.kill(first, signal.SIGCONT)
        first_code, _ = ended(first, reading)
        yield [
            event,
            before,
            code,
            f"process {first} on " in said,
            said,
            first_code,
            names.get(state(output)),
            litter(root),
        ]
        reset(output, root / "old")


def strangers(root: Path, number: int) -> Iterator[list[object]]:
    """Builds by one who may not write into the checkout, has no home and no folder for temporary files."""
    two_sites(root)
    theirs = root / "theirs"
    theirs.mkdir()
    if is_root := os.getuid() == 0:
        os.chown(theirs, STRANGER, STRANGER)
    else:
        for path in (root, *(path for name in ("content", "seeds", "theme") for path in (root / name).rglob("*"))):
            path.chmod(path.stat().st_mode & ~0o222)
    tried: list[tuple[str, ...]] = [("--output", str(theirs / "output"))] * 2
    if is_root:  # nobody else can make a folder that is another user's
        shutil.copytree(root / "old", theirs / "roots")
        tried += [(), ("--output", str(theirs / "roots"))]
    for options in tried:

        def act(options: tuple[str, ...] = options) -> int:
            if is_root:
                os.setgroups([])
                os.setgid(STRANGER)
                os.setuid(STRANGER)
            os.umask(0o077)
            os.environ.pop("HOME", None)
            tempfile.tempdir, tempfile._get_default_tempdir = None, _none  # type: ignore[attr-defined]
            return builder(root, *options)()

        code, said = child(act)
        root.chmod(0o755)  # so that all of it can be removed in the end
        name = Path(options[1]).name if options else ""
        yield [name, code, state(theirs / "output") == state(root / "new"), litter(theirs), said]


def _none() -> str:
    raise FileNotFoundError(2, "No usable temporary directory found")


def builder(root: Path, *options: str) -> Callable[[], int]:
    from factcheck.cli import main

    return lambda: main(["build", "--site", str(root), *options])


def two_sites(root: Path) -> dict[str, str]:
    """The site as it was (`old`), and with a changed claim (`new`), each built; what they are called by their state."""
    import factcheck.site.build  # noqa: F401 - so that no child has to import it

    os.fsync = lambda number: None  # what it is for cannot be seen here, and it takes its time
    file = root / "content/claims/demo/cost.md"
    assert builder(root, "--output", str(root / "old"))() == 0
    file.write_text(file.read_text(encoding="utf-8").replace("author: Ada Berg", "author: Eva Stein"), encoding="utf-8")
    assert builder(root, "--output", str(root / "new"))() == 0
    names = {state(root / "old"): "old", state(root / "new"): "new", "": "none"}
    assert len(names) == 3
    return names


def count(act: Callable[[], int]) -> int:
    """How many audit events a build has."""
    reading, writing = os.pipe()
    if not (number := os.fork()):
        seen = [0]
        sys.addaudithook(lambda *_: seen.__setitem__(0, seen[0] + 1))
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            act()
        os.write(writing, str(seen[0]).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        total = int(told.read())
    os.waitpid(number, 0)
    return total


KINDS = {
    "swap": swaps,
    "build": builds,
    "edit": edits,
    "limit": limits,
    "disk": disks,
    "pair": pairs,
    "stranger": strangers,
}


if __name__ == "__main__":
    told = os.dup(1)
    os.dup2(2, 1)  # what the builds print
    with os.fdopen(told, "w") as stream:
        for row in KINDS[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3])):
            print(json.dumps(row), file=stream, flush=True)

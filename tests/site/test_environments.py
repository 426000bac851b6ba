"""The same files give the same bytes and modes, whoever builds them, where and when.

`make crash` (FACTCHECK_THOROUGH=1) adds mixtures by chance, more locales, and further versions of Python: those that
FACTCHECK_PYTHONS names, separated by `:`, with the packages of requirements.txt.
"""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

from cases.tables import each
from conftest import ROOT, read_tree

THOROUGH = os.environ.get("FACTCHECK_THOROUGH") == "1"
PYTHONS = [name for name in os.environ.get("FACTCHECK_PYTHONS", "").split(":") if name]
FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
ODD = Path(__file__).parent / "odd"
BASE = ROOT / "tests/cases/broken/base"
STRANGER = 65534


class Environment(NamedTuple):
    name: str
    variables: Mapping[str, str | None] = {}  # None: is not set
    umask: int = 0o022
    folder: str = "site"  # of the site
    cwd: str | None = None  # None: the site
    user: int | None = None
    python: str = sys.executable
    touched: int | None = None  # when all files were last changed


def locale(name: str) -> Environment:
    return Environment(f"locale {name}", {"LC_ALL": name, "LANG": name})


def clock(moment: str, zone: str = "UTC", step: float = 0, name: str = "a clock of") -> Environment:
    """A clock that stands at a moment of UTC, or goes on by a step of seconds each time that somebody looks at it."""
    seconds = datetime.fromisoformat(f"{moment}+00:00").timestamp()
    where = "" if zone == "UTC" else f" in {zone}"
    return Environment(f"{name} {moment}{where}", {"ODD_CLOCK": str(seconds), "ODD_STEP": str(step), "TZ": zone})


LONG = "/".join(["a-folder-with-a-name-that-is-quite-long"] * 5)
ENVIRONMENTS = [
    Environment("the same again"),
    locale("C"),
    locale("tr_TR.ISO-8859-9"),  # a dotless i, and no UTF-8
    locale("ja_JP.EUC-JP"),
    locale("xx_YY.UTF-8"),  # there is none
    Environment("ASCII only", {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    Environment("time zone Kiritimati", {"TZ": "Pacific/Kiritimati"}),
    Environment("a time zone that there is not", {"TZ": "Nowhere/Never"}),
    Environment("umask 077", umask=0o077),
    Environment("hash seed 1", {"PYTHONHASHSEED": "1"}),
    Environment("a path with spaces", folder="my site (new) ‘x’ %20 #1"),
    Environment("a path of 200 characters", folder=LONG),
    Environment("another working directory", cwd="/"),
    Environment("files in another order", {"ODD_ORDER": "1"}),
    Environment("files changed in 1970", touched=0),
    Environment("another user", user=STRANGER),
    Environment("one core", {"ODD_CORES": "1"}),
    clock("1970-01-02T00:00:00.5"),
    clock("2038-01-19T03:14:08"),
    clock("2100-02-28T23:59:59"),  # no leap year
    clock("2028-02-29T12:00:00"),
    clock("2026-03-29T00:59:59.9", "Europe/Berlin", 0.05, "the hour that is left out:"),
    clock("2026-10-25T00:59:59.9", "Europe/Berlin", 0.05, "the hour that comes twice:"),
    clock("2026-12-31T23:59:59.9", step=0.05, name="midnight falls into the build:"),
    clock("2026-06-01T00:00:01", step=-0.5, name="a clock that is set back:"),
    Environment("SOURCE_DATE_EPOCH 0", {"SOURCE_DATE_EPOCH": "0"}),
    Environment("SOURCE_DATE_EPOCH of no number", {"SOURCE_DATE_EPOCH": "yesterday"}),
    Environment("no home and no folder for temporary files", {"HOME": None, "TMPDIR": "/nowhere", "PATH": "/nowhere"}),
    Environment("an optimised Python", {"PYTHONOPTIMIZE": "1"}),
    Environment(
        "all at once",
        {"LC_ALL": "de_DE.ISO-8859-1", "TZ": "America/St_Johns", "PYTHONHASHSEED": "7", "ODD_ORDER": "3"}
        | {"ODD_CLOCK": "2147483648.5", "ODD_CORES": "1", "HOME": None},
        umask=0o077,
        folder="ein Pfad/mit ü",
        cwd="/",
        touched=2147483649,
    ),
]


def mixture(seed: int) -> Environment:
    """Values of some environments by chance: what two of them do together is seen, too."""
    chance = random.Random(seed)
    parts = chance.sample(ENVIRONMENTS[1:-1], 6)
    one = Environment(f"mixture {seed}: {', '.join(part.name for part in parts)}")
    for part in parts:
        given = {k: v for k, v in part._asdict().items() if k != "name" and v != Environment._field_defaults[k]}
        one = one._replace(**{**given, "variables": {**one.variables, **part.variables}})
    return one


MORE = [
    Environment("files in a third order", {"ODD_ORDER": "2"}),
    Environment("hash seed 4294967295", {"PYTHONHASHSEED": "4294967295"}),
    Environment("umask 000", umask=0),
    Environment("time zone Kathmandu", {"TZ": "Asia/Kathmandu"}),
    locale("C.UTF-8"),
    *(locale(name) for name in ("de_DE.UTF-8", "tr_TR.UTF-8", "ja_JP.UTF-8", "fr_FR.UTF-8", "ar_SA.UTF-8")),
    *(
        Environment(f"the system’s clock in {year}", {"LD_PRELOAD": str(FAKETIME), "FAKETIME": f"@{year}-12-31 23:59:59"})
        for year in (1970, 2038, 2100)
        if FAKETIME
    ),
    *(Environment(f"Python {python}", python=python) for python in PYTHONS),
    *(mixture(seed) for seed in range(16)),
]  # fmt: skip
TRIED = ENVIRONMENTS + (MORE if THOROUGH else [Environment(f"Python {python}", python=python) for python in PYTHONS])


def build(environment: Environment, folder: Path, locales: Path) -> Path:
    """Build the small site in an environment: its output."""
    root = folder / environment.folder
    root.mkdir(parents=True)
    for name in ("content", "seeds"):
        shutil.copytree(BASE / name, root / name)
    shutil.copytree(ROOT / "theme", root / "theme")
    shutil.copy(ROOT / "pelicanconf.py", root)
    for path in (*folder.rglob("*"), folder) if environment.user is not None else ():
        os.chown(path, environment.user, environment.user)
    for path in root.rglob("*") if environment.touched is not None else ():
        os.utime(path, (environment.touched, environment.touched))
    variables = {
        **{"PATH": os.environ["PATH"], "HOME": "/", "PYTHONPATH": f"{ODD}:{ROOT / 'plugins'}", "LOCPATH": str(locales)},
        **{"PYTHONDONTWRITEBYTECODE": "1"},
        **environment.variables,
    }
    done = subprocess.run(
        # The dates of a clock that is made up cannot be remembered: they are of no class that pickle finds.
        [environment.python, "-m", "factcheck", "build", "--site", str(root), "--no-cache"],
        env={name: value for name, value in variables.items() if value is not None},
        cwd=environment.cwd or root,
        umask=environment.umask,
        user=environment.user,
        group=environment.user,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return root / "output"


def made_locales(folder: Path) -> None:
    """Locales that the system may not have, where it can make them."""
    wanted = {environment.variables.get("LC_ALL") for environment in TRIED}
    for name in sorted(name for name in wanted if name and "_" in name and not name.startswith("xx")):
        language, charset = name.split(".")
        if shutil.which("localedef"):
            subprocess.run(
                ["localedef", "-i", language, "-f", charset, str(folder / name)], capture_output=True, check=False
            )


@pytest.fixture(scope="module")
def outputs() -> Iterator[tuple[Path, Mapping[str, Future[Path]]]]:
    """The usual output, and that of every environment, built side by side."""
    with (
        TemporaryDirectory(prefix="factcheck-environments-") as temporary,
        ThreadPoolExecutor(os.cpu_count()) as threads,
    ):
        folder = Path(temporary)
        folder.chmod(0o755)  # for the other user
        locales = folder / "locales"
        locales.mkdir()
        made_locales(locales)
        usual = threads.submit(build, Environment("usual"), folder / "usual", locales)
        built = {
            environment.name: threads.submit(build, environment, folder / str(number), locales)
            for number, environment in enumerate(TRIED)
            if not missing(environment)
        }
        yield usual.result(), built


def missing(environment: Environment) -> str:
    """Why an environment cannot be had here; empty where it can."""
    if environment.user is None:
        return ""
    if os.getuid() != 0:
        return "only root can build as another user"
    try:
        subprocess.run([environment.python, "-c", ""], user=environment.user, cwd="/", check=True)
    except PermissionError:
        return "this Python lies where only its own user may go"
    return ""


def differing(one: Path, other: Path) -> str:
    """The first difference between two outputs: a file that only one has, a mode, a byte; empty where there is none."""
    trees = read_tree(one), read_tree(other)
    for name in sorted({*trees[0], *trees[1]}):
        if name not in trees[0] or name not in trees[1]:
            return f"{name} is only in {'the second' if name in trees[1] else 'the first'}"
        first, second = trees[0][name], trees[1][name]
        if first != second:
            at = next(
                (i for i, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]),
                min(len(first), len(second)),
            )
            return f"{name}, byte {at}: {first[at : at + 40]!r} and {second[at : at + 40]!r}"
    for path in (one, *sorted(one.rglob("*"))):
        name = path.relative_to(one)
        if (mode := path.stat().st_mode) != (modes := (other / name).stat().st_mode):
            return f"{name}: mode {mode:o} and {modes:o}"
    return ""


@each(TRIED)
def test_the_output_is_the_same(case: Environment, outputs: tuple[Path, Mapping[str, Future[Path]]]) -> None:
    if reason := missing(case):
        pytest.skip(reason)
    usual, built = outputs
    assert differing(usual, built[case.name].result()) == ""


def test_there_are_enough_environments() -> None:
    assert len(ENVIRONMENTS) >= 24


# The oddities are odd, and a difference is told.


def python(program: str, **variables: str) -> str:
    environment = {"PYTHONPATH": str(ODD), **variables}
    return subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    ).stdout.strip()


def test_the_clock_and_the_order_of_files_are_what_was_asked_for(tmp_path: Path) -> None:
    asked = "import time, datetime as d; print(time.time(), d.datetime.now(d.UTC).year, d.date.today().year, time.strftime('%Y'))"
    assert python(asked, ODD_CLOCK="4102444800") == "4102444800.0 2100 2100 2100"
    twice = "import time, datetime as d; print(d.datetime.now().date(), d.date.today(), time.strftime('%Z'))"
    before = {"TZ": "Europe/Berlin", "ODD_CLOCK": "1798757999.9", "ODD_STEP": "0.1"}  # midnight there
    assert python(twice, **before) == "2026-12-31 2027-01-01 CET"
    for number in range(20):
        (tmp_path / f"{number:02}").touch()
    listed = f"import os, pathlib; print(*(p.name for p in pathlib.Path({str(tmp_path)!r}).iterdir()))"
    orders = [python(listed, ODD_ORDER=seed) for seed in "12"]
    assert len({*orders, python(listed)}) == 3
    assert len({" ".join(sorted(order.split())) for order in orders}) == 1


@pytest.mark.parametrize(
    ("name", "raw", "mode", "told"),
    [
        ("a", b"abcdef", 0o644, ""),
        ("a", b"abcxef", 0o644, "a, byte 3: b'def' and b'xef'"),
        ("a", b"abc", 0o644, "a, byte 3: b'def' and b''"),
        ("a", b"abcdef", 0o600, "a: mode 100644 and 100600"),
        ("b", b"abcdef", 0o644, "a is only in the first"),
    ],
)
def test_a_difference_is_told(tmp_path: Path, name: str, raw: bytes, mode: int, told: str) -> None:
    for folder, file, text, bits in ((tmp_path / "1", "a", b"abcdef", 0o644), (tmp_path / "2", name, raw, mode)):
        folder.mkdir()
        (folder / file).write_bytes(text)
        (folder / file).chmod(bits)
    assert differing(tmp_path / "1", tmp_path / "2") == told

"""What all tests share: the real site, copies of it, and a build of it."""

import atexit
import os
import shutil
import signal
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import hypothesis  # noqa: F401 - while CI is set: it then waits longer (pytest_configure takes CI away)
import pytest

from cases.hostilesite import HostileSite, built_of, packs
from factcheck.cli import main
from factcheck.core.settings import Settings
from factcheck.site import config, hosting
from factcheck.site.cache.keep import FOLDER
from factcheck.site.load import Loaded, load

ROOT = Path(__file__).parent.parent
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # nohup has it ignored, and all that is started would, too


@pytest.fixture(scope="session")
def real_settings() -> Settings:
    settings, problems = config.read(ROOT)
    assert settings is not None, problems
    return settings


@pytest.fixture(scope="session")
def real(real_settings: Settings) -> Loaded:
    """The real content, loaded."""
    return load(ROOT, real_settings)


def copy_site(target: Path) -> Path:
    """A copy of the real site that a test may break."""
    for folder in ("content", "seeds", "theme"):
        shutil.copytree(ROOT / folder, target / folder)
    shutil.copy(ROOT / "pelicanconf.py", target)
    return target


def sign_off(site: Path) -> None:
    """Have every claim of a copy of the real site signed off by somebody."""
    for claim in (site / "content/claims").rglob("*.md"):
        text = claim.read_text(encoding="utf-8")
        claim.write_text(text.replace("\nchecked:", "\nreviewed_by: Somebody else\nchecked:", 1), encoding="utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A copy of the real site."""
    return copy_site(tmp_path / "site")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of a small site of one article."""
    target = tmp_path / "small"
    for folder in ("content", "seeds"):
        shutil.copytree(ROOT / "tests/cases/broken/base" / folder, target / folder)
    shutil.copytree(ROOT / "theme", target / "theme")
    shutil.copy(ROOT / "pelicanconf.py", target)
    return target


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the real site, built once. Tests only read it."""
    root = copy_site(tmp_path_factory.mktemp("built") / "site")
    assert main(["build", "--site", str(root)]) == 0
    return root / "output"


@dataclass(frozen=True)
class HostileBuild:
    """A site of hostile texts, built, and what its pages must show."""

    site: HostileSite
    output: Path


def build_hostile(site: HostileSite, root: Path) -> HostileBuild:
    """Build a site of hostile texts in the folder `root`."""
    for path, raw in site.files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(raw)
    shutil.copytree(ROOT / "theme", root / "theme")
    shutil.copy(ROOT / "pelicanconf.py", root)
    assert main(["build", "--site", str(root)]) == 0
    return HostileBuild(site, root / "output")


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> HostileBuild:
    """Every field holds every hostile text, several at a time; built once. Tests only read it."""
    return build_hostile(built_of(packs()), tmp_path_factory.mktemp("hostile") / "site")


@pytest.fixture
def built_site(built: Path, tmp_path: Path) -> Path:
    """A copy of the real site with its good build, which a test may break."""
    return shutil.copytree(built.parent, tmp_path / "site")


@pytest.fixture
def tree() -> Callable[[Path], dict[str, bytes]]:
    """A folder as path to bytes."""
    return read_tree


def read_tree(folder: Path) -> dict[str, bytes]:
    # What is remembered is no part of a site: tests/site/cache/ is about it.
    files = sorted(path for path in folder.rglob("*") if path.is_file() and FOLDER not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def pytest_configure() -> None:
    """Make a run depend on nothing around it.

    What Actions and a publishing job set would give the site another address and write into the job's own summary, and
    in a CI job a build writes more lines. A make that a test runs would take over what the one around has on its command line: `make test ARGS=…`.
    Tests of Ctrl-C need the signal: who starts a run in the background (`… &` in a script) has it ignored by all below.
    """
    around = (*hosting.VARIABLES, *MAKE_S_OWN, "CI")
    for name in [name for name in os.environ if name.startswith("GITHUB_") or name in around]:
        del os.environ[name]
    os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="factcheck-tests-")  # the secret of caches; 32 bytes
    atexit.register(shutil.rmtree, os.environ["XDG_CACHE_HOME"], ignore_errors=True)
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


MAKE_S_OWN = ("MAKEFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "MFLAGS", "ARGS")
# The files that take longest go first, so that no process is left with one of them at the end: on two cores that is
# a quarter of the time. Seconds of processor time, November 2026.
SLOWEST = {
    "browser/test_preview.py": 85,
    "browser/test_hostile.py": 68,
    "site/test_build.py": 60,
    "browser/test_requests.py": 62,
    "site/preview/test_serving.py": 61,
    "browser/test_axe.py": 61,
    "browser/test_search.py": 41,
    "browser/test_deeplink.py": 40,
    "site/test_crash.py": 31,
    "site/test_environments.py": 29,
    "evidence/test_command.py": 28,
    "browser/test_past.py": 23,
    "site/audit/test_rules.py": 22,
    "site/test_annotator.py": 18,
    "threats/test_heavy.py": 14,
    "site/test_wheel.py": 10,
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    seconds = {str(ROOT / "tests" / name): number for name, number in SLOWEST.items()}
    items.sort(key=lambda item: -seconds.get(str(item.path), 0))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/cases/golden/ anew")
    parser.addoption("--update-threats", action="store_true", help="write the reports and the table of threats anew")

"""The wheel, in a fresh virtual environment: a plain Pelican site needs `PLUGINS = ["factcheck"]` and nothing else.

The locked packages come from the environment of the tests, by their path; nothing is downloaded. What is imported as
`factcheck` is the wheel's, and the first test asserts that.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import ROOT, read_tree
from factcheck.cli import main
from factcheck.evidence.starting import parts, skeleton

PACKAGE = ROOT / "plugins/factcheck"
ANSWERS = "\n\n\n\nn\n\n\n\nn\n"  # to the quick start: as it proposes, no URL prefix, no Makefile
CLAIM = "content/claims/town-library/closes-for-good.md"


def run(command: list[str | Path], cwd: Path, answers: str = "") -> subprocess.CompletedProcess[str]:
    """Run a program that knows nothing of this repository."""
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "HOME": str(cwd)}
    words = [str(part) for part in command]
    return subprocess.run(words, cwd=cwd, env=environment, input=answers, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by the locked hatchling, without a network."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a fresh environment with the wheel in it, and the locked packages within reach."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, symlinks=True)
    command = [sys.executable, "-m", "pip", "--python", str(folder / "bin/python"), "install", "--quiet"]
    command += ["--disable-pip-version-check", "--no-index", "--no-deps", str(wheel)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)}))
    # A .pth in a folder that is added by a .pth is not read: the editable install of this repository stays unseen.
    (packages / "locked.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder / "bin"


@pytest.fixture(scope="module")
def plain(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site as Pelican's quick start makes it, with one line more and a little content."""
    root = tmp_path_factory.mktemp("plain") / "site"
    command = [
        installed / "python",
        "-m",
        "pelican.tools.pelican_quickstart",
        "-p",
        root,
        "-t",
        "Facts",
        "-a",
        "Ann",
        "-l",
        "en",
    ]
    quick = run(command, root.parent, ANSWERS)
    assert quick.returncode == 0, quick.stderr
    assert sorted(path.name for path in root.iterdir()) == ["content", "output", "pelicanconf.py", "publishconf.py"]
    with (root / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write('\nPLUGINS = ["factcheck"]\n')
    shutil.copytree(skeleton.TEXTS / "en/pages", root / "content/pages")
    shutil.copytree(skeleton.TEXTS / "en/example", root, dirs_exist_ok=True)
    return root


def test_what_is_imported_is_the_wheel(installed: Path, tmp_path: Path) -> None:
    words = run([installed / "python", "-c", "import factcheck; print(factcheck.__file__)"], tmp_path).stdout
    assert Path(words.strip()).is_relative_to(installed.parent)


def test_a_plain_pelican_site_gets_the_same_pages_from_pelican_and_from_us(plain: Path, installed: Path) -> None:
    settings = (plain / "pelicanconf.py").read_text(encoding="utf-8")
    assert not re.search(r"THEME|FACTCHECK|PLUGIN_PATHS", settings)
    command = [
        installed / "python",
        "-m",
        "pelican",
        "content",
        "-s",
        "pelicanconf.py",
        "-o",
        "plain",
        "--fatal",
        "warnings",
    ]
    by_pelican = run(command, plain)
    assert by_pelican.returncode == 0, by_pelican.stderr
    by_us = run([installed / "factcheck", "build"], plain)
    assert by_us.returncode == 0, by_us.stderr
    assert "Checked 1 article, 1 claim, 2 quotes, 1 source" in by_us.stdout
    built = read_tree(plain / "output")
    assert built == read_tree(plain / "plain")
    assert run([installed / "factcheck", "audit"], plain).returncode == 0
    # As from the repository, with its theme and its scale.
    with_ours = shutil.copytree(plain, plain.parent / "ours", ignore=shutil.ignore_patterns("output", "plain"))
    with (with_ours / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write(f"THEME = {str(ROOT / 'theme')!r}\n")
    assert main(["build", "--site", str(with_ours)]) == 0
    assert built == read_tree(with_ours / "output")
    assert {"theme/site.css", "verdicts/mostly-false/index.html"} <= set(built)


def test_a_plain_pelican_site_refuses_the_same_content(plain: Path, installed: Path) -> None:
    root = shutil.copytree(plain, plain.parent / "broken", ignore=shutil.ignore_patterns("output", "plain"))
    claim = root / CLAIM
    claim.write_text(claim.read_text(encoding="utf-8").replace("for good in", "forever in", 1), encoding="utf-8")
    claim.write_text(
        claim.read_text(encoding="utf-8").replace("quote: The town", "quote: The big town"), encoding="utf-8"
    )
    for command in (["python", "-m", "pelican", "content", "-s", "pelicanconf.py"], ["factcheck", "build"]):
        refused = run([installed / command[0], *command[1:]], root)
        assert refused.returncode == 1
        assert f"{CLAIM}:4:8: FC201 quote must occur verbatim" in refused.stderr
        assert "Traceback" not in refused.stderr
        assert not list(root.rglob("*.html"))


def test_init_lays_down_the_same_from_the_wheel_as_from_here(installed: Path, tmp_path: Path) -> None:
    """And from a site that it has laid down: the generator in it is complete."""
    assert run([installed / "factcheck", "init", "wheel"], tmp_path).returncode == 0
    assert main(["init", str(tmp_path / "here")]) == 0
    laid = read_tree(tmp_path / "wheel")
    assert laid == read_tree(tmp_path / "here")
    script = "import sys; sys.path.insert(0, sys.argv.pop(1)); from factcheck.cli import main; sys.exit(main())"
    again = run([installed / "python", "-c", script, "wheel/plugins", "init", "again"], tmp_path)
    assert again.returncode == 0, again.stderr
    assert read_tree(tmp_path / "again") == laid


def test_a_packaged_theme_goes_with_the_generator(installed: Path, tmp_path: Path) -> None:
    assert run([installed / "factcheck", "init", "a", "--theme", "packaged"], tmp_path).returncode == 0
    assert not (tmp_path / "a/theme").exists()
    script = "import sys; sys.path.insert(0, 'plugins'); from factcheck.cli import main; sys.exit(main(['build']))"
    built = run([installed / "python", "-c", script], tmp_path / "a")
    assert built.returncode == 0, built.stderr
    site = read_tree(tmp_path / "a/output")
    assert main(["init", str(tmp_path / "b")]) == 0
    assert main(["build", "--site", str(tmp_path / "b")]) == 0
    assert site == read_tree(tmp_path / "b/output")


# What is in the wheel.


def names(wheel: Path) -> Iterator[str]:
    with zipfile.ZipFile(wheel) as archive:
        yield from archive.namelist()


def test_the_wheel_holds_the_package_the_theme_and_the_parts_and_nothing_else(wheel: Path) -> None:
    package = {f"factcheck/{path}" for path in parts.below(PACKAGE, ".")}
    theme = {f"factcheck/{path}" for path in parts.below(ROOT, "theme")}
    laid = {f"factcheck/skeleton/{path}" for path in parts.files(ROOT)}
    own = {
        f"factcheck-0.1.0.dist-info/{name}"
        for name in "METADATA WHEEL RECORD entry_points.txt licenses/LICENSE".split()
    }
    assert sorted(names(wheel)) == sorted(package | theme | laid | own)


@pytest.mark.parametrize(
    "name",
    [
        "factcheck/fonts/DejaVuSans.ttf",
        "factcheck/fonts/LICENSE-DejaVu.txt",
        "factcheck/render/words/fr/claim.py",
        "factcheck/site/preview/assets/overlay.css",
        "factcheck/site/preview/assets/preview.js",
        "factcheck/theme/static/site.css",
        "factcheck/theme/templates/base.html",
        "factcheck/skeleton/Makefile",
        "factcheck/skeleton/requirements.txt",
        "factcheck/skeleton/LICENSE",
        "factcheck-0.1.0.dist-info/licenses/LICENSE",
    ],
)
def test_the_wheel_holds(name: str, wheel: Path) -> None:
    assert name in set(names(wheel))


def test_the_wheel_holds_nothing_of_this_site_and_of_its_tests(wheel: Path) -> None:
    unwanted = re.compile(
        r"elysee|tests?/|\.pyc|__pycache__|node_modules|output/|audit-pages|develop\.mk|requirements-dev|\.venv"
    )
    assert [name for name in names(wheel) if unwanted.search(name)] == []


def test_an_editable_install_copies_nothing(tmp_path: Path) -> None:
    """What it needs lies in the repository: a copy would grow old."""
    script = "import sys; from hatchling.build import build_editable; build_editable(sys.argv[1])"
    subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=ROOT, capture_output=True, check=True)
    (made,) = tmp_path.iterdir()
    assert [name for name in names(made) if "dist-info" not in name] == ["_factcheck.pth"]


def test_two_wheels_of_the_same_files_are_the_same(wheel: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()

"""A build upon the last one gives the bytes of a build from nothing, whatever was changed, and whatever was damaged."""

import os
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from cases import edits
from cases.edits import EDITS
from cases.laid import described, lay
from cases.tables import each
from conftest import ROOT, read_tree
from factcheck.cli import main
from factcheck.site import build as builds
from factcheck.site import swap
from factcheck.site.cache import keep
from factcheck.site.load import Loaded, load

SITES, EDITS_OF_A_SITE = (10, 20) if os.environ.get("FACTCHECK_THOROUGH") else (1, 6)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site, built once."""
    root = tmp_path_factory.mktemp("small")
    lay(root, edits.start())
    assert run(root) == 0
    return root


@pytest.fixture
def root(first: Path, tmp_path: Path) -> Path:
    """A copy of the small site, built in its place."""
    for name in ("content", "seeds", "pelicanconf.py"):
        (shutil.copytree if (first / name).is_dir() else shutil.copy)(first / name, tmp_path / name)  # type: ignore[operator]
    assert run(tmp_path) == 0
    return tmp_path


def run(root: Path, *arguments: str) -> int:
    return main(["build", "--site", str(root), "--allow-removal", *arguments])


def run_clean(root: Path) -> int:
    return run(root, "--no-cache", "--output", str(root / "clean"))


def clean(root: Path) -> dict[str, tuple[int, bytes]]:
    """The modes and bytes of a build from nothing."""
    assert run_clean(root) == 0
    return described(root / "clean")


@pytest.fixture
def ways(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which way each build went: upon the last one, or whole."""
    found: list[str] = []
    for name in ("_upon", "_whole"):
        made = getattr(builds.Build, name)

        def noted(self: object, *given: object, way: str = name, made: Callable[..., object] = made) -> object:
            found.append(way)
            return made(self, *given)

        monkeypatch.setattr(builds.Build, name, noted)
    return found


@pytest.mark.parametrize("seed", range(1, SITES + 1))
def test_every_edit_gives_the_bytes_of_a_clean_build(seed: int, root: Path, ways: list[str]) -> None:
    chance, state = random.Random(seed), edits.start()
    for _ in range(EDITS_OF_A_SITE):
        edited = state.copy()
        EDITS[chance.choice([name for name in EDITS if name != "a setting"])](edited, chance)
        lay(root, edited)
        assert run(root) == run_clean(root)
        if (root / "clean").exists():
            state = edited
            assert described(root / "output") == described(root / "clean")
        lay(root, state)
        shutil.rmtree(root / "clean", ignore_errors=True)
    assert "_upon" in ways


@dataclass(frozen=True)
class Harm:
    name: str
    do: Callable[[Path], object]
    way: str = "_upon,_whole"  # it was tried, and the harm was seen


def _write(root: Path, path: str) -> None:
    file = root / "output" / path
    file.write_bytes(file.read_bytes() + b"<p>by hand</p>")


def _memory(root: Path) -> Path:
    return max((root / keep.FOLDER).glob("output-*"), key=lambda path: path.stat().st_mtime_ns)


def _damage(root: Path, change: Callable[[bytes], bytes]) -> None:
    file = _memory(root)
    file.write_bytes(change(file.read_bytes()))


def _theme(root: Path) -> None:
    shutil.copytree(ROOT / "theme", root / "theme")
    file = root / "theme/templates/page.html"
    file.write_text(file.read_text(encoding="utf-8").replace("<h1>", '<h1 class="other">'), encoding="utf-8")
    with (root / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write('THEME = "theme"\n')


HARMS = [
    Harm("a page was written over by hand", lambda root: _write(root, "claims/demo/cost/index.html")),
    Harm("a page is gone", lambda root: (root / "output/index.html").unlink()),
    Harm("a file too many", lambda root: (root / "output/more.html").write_text("<p>", encoding="utf-8")),
    Harm("a page is a link", lambda root: _linked(root / "output/about/index.html")),
    Harm("the output is gone", lambda root: shutil.rmtree(root / "output"), "_whole"),
    Harm("the output is another folder", lambda root: _copied(root / "output"), "_whole"),
    Harm("the memory is cut off", lambda root: _damage(root, lambda raw: raw[:-1]), "_whole"),
    Harm(
        "a bit of the memory is another one",
        lambda root: _damage(root, lambda raw: raw[:-9] + b"x" + raw[-8:]),
        "_whole",
    ),
    Harm("the memory is empty", lambda root: _damage(root, lambda raw: b""), "_whole"),
    Harm("others may write the memory", lambda root: _memory(root).chmod(0o666), "_whole"),
    Harm("the theme is another one", _theme, "_whole"),
    Harm("nothing", lambda root: None, "_upon"),
]


def _linked(path: Path) -> None:
    path.rename(path.with_suffix(".old"))
    path.symlink_to(path.with_suffix(".old"))


def _copied(folder: Path) -> None:
    shutil.copytree(folder, folder.with_name("copy"))
    shutil.rmtree(folder)
    folder.with_name("copy").rename(folder)


def test_what_is_undone_is_as_it_was(root: Path) -> None:
    """The site before the last one is then right already, its data files, too, and what is known of their parts."""
    claim = root / "content/claims/demo/hourly.md"
    text = claim.read_text(encoding="utf-8")
    for changed in (text.replace("a train", "some train"), text, text.replace("an hour", "1 hour"), text):
        claim.write_text(changed, encoding="utf-8")
        assert run(root) == 0
        assert described(root / "output") == clean(root)


def test_pages_go_away_with_their_folders(root: Path, ways: list[str]) -> None:
    (root / "content/claims/port/hourly.md").unlink()
    assert run(root) == 0
    assert not (root / "output/claims/port/hourly").exists()
    assert described(root / "output") == clean(root)
    assert ways[0] == "_upon"


@each(HARMS)
def test_what_is_not_as_it_was_left_is_made_anew(case: Harm, root: Path, ways: list[str]) -> None:
    case.do(root)
    assert run(root) == 0
    assert ",".join(ways) == case.way
    assert described(root / "output") == clean(root)


def test_the_site_before_is_brought_up_to_date_and_only_if_it_is_whole(root: Path, ways: list[str]) -> None:
    claim = root / "content/claims/demo/hourly.md"
    for number in range(4):
        claim.write_text(claim.read_text(encoding="utf-8") + f"\nMore {number}.\n", encoding="utf-8")
        if number == 3:
            (swap.previous(root / "output") / "index.html").write_text("by hand", encoding="utf-8")
        assert run(root) == 0
        assert described(root / "output") == clean(root)
    assert ways.count("_upon") == 4


def test_a_memory_of_another_user_or_machine_is_not_believed(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, ways: list[str]
) -> None:
    """Such as one that came with a proposal: it was not written with the secret that lies in the user's own folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("another")))
    assert run(root) == 0
    assert ways == ["_whole"]


def test_without_a_place_for_it_nothing_is_remembered(
    root: Path, monkeypatch: pytest.MonkeyPatch, ways: list[str]
) -> None:
    shutil.rmtree(root / keep.FOLDER)
    (root / keep.FOLDER).touch()
    assert run(root) == 0
    assert run(root) == 0
    assert ways == ["_whole", "_whole"]


def test_what_is_made_from_unknown_files_is_not_remembered(root: Path, ways: list[str], real: Loaded) -> None:
    """A site that was loaded without the digests of its files, as drafts are: no key would tell a change."""
    assert real.site is not None
    loaded = replace(load(root, real.site.settings), digests=None)
    for _ in range(2):
        assert builds.build(builds.Wish(root=root, output=root / "output", loaded=loaded)) == []
    assert ways == ["_whole", "_whole"]


def test_a_site_with_other_plugins_is_always_built_whole(root: Path, ways: list[str]) -> None:
    (root / "plugins").mkdir()
    (root / "plugins/loud.py").write_text("def register():\n    pass\n", encoding="utf-8")
    with (root / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write('PLUGIN_PATHS = ["plugins"]\nPLUGINS = ["factcheck", "loud"]\n')
    assert run(root) == 0
    assert run(root) == 0
    assert ways == ["_whole", "_whole"]


def test_no_file_of_the_site_before_is_written_over(root: Path) -> None:
    before = read_tree(root / "output")
    claim = root / "content/claims/demo/hourly.md"
    claim.write_text(claim.read_text(encoding="utf-8") + "\nMore.\n", encoding="utf-8")
    assert run(root) == 0
    assert read_tree(swap.previous(root / "output")) == before

"""The cache folder: what is damaged, foreign, planted or of another version is as good as absent."""

import os
import pickle
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cases import changing
from conftest import ROOT, copy_site
from factcheck.cli import CLEAN, main
from factcheck.core.settings import Settings
from factcheck.site.cache import code, keep, pickled, warm
from factcheck.site.cache.index import COARSEST, Index
from factcheck.site.cache.memory import Memory
from factcheck.site.load import load

FILES = ("base", "index", "changes")


@pytest.fixture
def root(tmp_path: Path, real_settings: Settings) -> Path:
    """A small site that was loaded, changed and loaded again, so that its cache has every file."""
    root = changing.lay(tmp_path / "site")
    warm.load(root, real_settings)
    rewrite(root / changing.COST, "The accounts say €41.8 million.", "The accounts say so.")
    warm.load(root, real_settings)
    return root


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def cache(root: Path) -> Path:
    return root / keep.FOLDER


def agrees(root: Path, settings: Settings) -> None:
    assert warm.load(root, settings) == load(root, settings)


def test_the_cache_is_the_user_s_alone(root: Path) -> None:
    assert stat.S_IMODE(cache(root).stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in cache(root).iterdir()} == {0o600}
    assert sorted(path.name for path in cache(root).iterdir()) in (sorted(FILES), ["base", "index"])


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _flip(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    raw[-10] ^= 1
    file.write_bytes(raw)


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _noise(file: Path) -> None:
    file.write_bytes(os.urandom(1000))


def _link(file: Path) -> None:
    other = file.with_name("elsewhere")
    file.rename(other)
    file.symlink_to(other)


def _open_to_all(file: Path) -> None:
    file.chmod(0o666)


def _folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


@pytest.mark.parametrize("name", ["base", "index"])
@pytest.mark.parametrize("damage", [_cut, _flip, _empty, _noise, _link, _open_to_all, _folder, _pipe])
def test_what_is_not_whole_is_not_trusted(
    root: Path, real_settings: Settings, name: str, damage: Callable[[Path], None]
) -> None:
    damage(cache(root) / name)
    agrees(root, real_settings)
    agrees(root, real_settings)


def test_a_cache_folder_that_is_a_link_is_not_used(root: Path, real_settings: Settings) -> None:
    elsewhere = root.parent / "elsewhere"
    cache(root).rename(elsewhere)
    cache(root).symlink_to(elsewhere)
    before = {path: path.read_bytes() for path in elsewhere.iterdir()}
    rewrite(root / changing.HOURLY, "Railways", "Trains")
    agrees(root, real_settings)
    assert {path: path.read_bytes() for path in elsewhere.iterdir()} == before


def test_a_cache_of_somebody_else_is_not_trusted(
    root: Path, real_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As who has committed one into the repository: it was made with another secret."""
    rewrite(root / changing.COST, "The repairs of the harbour line cost €41.8 million", "The repairs cost nothing")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another"))
    folder = keep.folder(root)
    assert folder is not None
    assert Memory(folder, real_settings).is_empty
    folder.close()
    found = warm.check(root, real_settings)
    assert "FC302" in {problem.code for problem in found.problems}


def test_a_cache_of_another_version_is_not_trusted(
    root: Path, real_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = keep.folder(root)
    assert folder is not None
    assert Memory(folder, real_settings).notes
    monkeypatch.setattr(code, "digest", lambda: b"another")
    assert not Memory(folder, real_settings).notes
    folder.close()


def test_the_version_is_that_of_every_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plugin = Path(shutil.copytree(ROOT / "plugins/factcheck", tmp_path / "factcheck"))
    monkeypatch.setattr(code, "_PLUGIN", plugin)
    first = code.digest.__wrapped__()
    assert code.digest.__wrapped__() == first
    rewrite(plugin / "core/signoff.py", "sign-off", "signature")
    assert code.digest.__wrapped__() != first


class Planted:
    """Runs a program when it is unpickled by who takes everything."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
        return os.system, (f"touch {self._file}",)


def test_a_pickle_makes_nothing_but_what_is_remembered(tmp_path: Path) -> None:
    file = tmp_path / "planted"
    raw = pickle.dumps(Planted(file))
    for allowed in ({}, pickled.LIGHT, pickled.HEAVY):
        with pytest.raises(pickled.Refused):
            pickled.made(raw, allowed)
    assert not file.exists()
    for name in ("factcheck.cli:main", "builtins:eval", "factcheck.site.cache.pickled:import_module"):
        with pytest.raises(pickled.Refused):
            pickled.made(f"c{name.replace(':', chr(10))}\n.".encode(), pickled.HEAVY)


def test_the_same_size_in_the_same_moment_is_noticed(root: Path, real_settings: Settings) -> None:
    """Also with the time that it had: a disk with a coarse clock gives two writes the same."""
    file = root / changing.HOURLY
    for old, new in (("Railways", "Railroad"), ("Railroad", "Tramways")):
        times = file.stat()
        rewrite(file, old, new)
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
        agrees(root, real_settings)


def test_what_was_just_written_is_read_again(root: Path, real_settings: Settings) -> None:
    file = root / changing.HOURLY
    status = file.stat()
    now = max(status.st_mtime_ns, status.st_ctime_ns)
    entry = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino), "known"
    young, old = (Index(now + later, {changing.HOURLY: entry}) for later in (COARSEST, COARSEST + 1))
    assert young.take(root, changing.HOURLY, status) != "known"
    assert old.take(root, changing.HOURLY, status) == "known"
    assert (list(young.read), list(old.read)) == ([changing.HOURLY], [])


def test_two_at_once_do_not_get_in_each_other_s_way(root: Path, real_settings: Settings) -> None:
    script = (
        "import sys; from pathlib import Path; from factcheck.site import config; from factcheck.site.cache import warm;"
        "root = Path(sys.argv[1]); settings = config.read(Path(sys.argv[2]))[0]\n"
        "for number in range(15):\n"
        "    (root / sys.argv[3]).write_text((root / sys.argv[3]).read_text().replace('.\\n', f'. {number}.\\n', 1))\n"
        "    warm.load(root, settings)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    runs = [
        subprocess.Popen([sys.executable, "-c", script, root, ROOT, name], env=environment)
        for name in (changing.HOURLY, "content/claims/ferry/noon.md")
    ]
    assert [run.wait() for run in runs] == [0, 0]
    agrees(root, real_settings)
    assert [path for path in cache(root).iterdir() if path.name not in FILES] == []


def test_without_a_place_for_secrets_nothing_is_kept(
    tmp_path: Path, real_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = changing.lay(tmp_path / "site")
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    agrees(root, real_settings)
    assert not cache(root).exists()


def test_no_cache_neither_reads_nor_writes_one(tmp_path: Path) -> None:
    root = copy_site(tmp_path / "site")
    assert main(["check", "--site", str(root), "--no-cache"]) == CLEAN
    assert not cache(root).exists()


def test_a_check_after_which_nothing_changed_imports_nothing_heavy(tmp_path: Path) -> None:
    root = copy_site(tmp_path / "site")
    assert main(["check", "--site", str(root)]) == CLEAN
    script = "import sys; from factcheck.cli import main; main(['check']); print(sorted(sys.modules), file=sys.stderr)"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True)
    heavy = "pydantic yaml markdown nh3 bs4 rapidfuzz rich pelican jinja2 regex PIL socket logging".split()
    assert done.stdout.startswith("28 warnings. Checked 1 article, 28 claims")
    assert [name for name in heavy if f"'{name}'" in done.stderr] == []


def test_what_a_killed_process_left_goes_away_after_a_day(root: Path, real_settings: Settings) -> None:
    old, young = cache(root) / "unfinished-old", cache(root) / "unfinished-young"
    for path in (old, young):
        path.write_bytes(b"")
    os.utime(old, (1, 1))
    rewrite(root / changing.HOURLY, "Railways", "Trains")
    agrees(root, real_settings)
    assert (old.exists(), young.exists()) == (False, True)

"""The golden site: the small sound site, built by a process of its own, byte for byte.

After an intended change of the theme: `make test ARGS="tests/test_golden.py --update-golden"`, and read the diff.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, read_tree

GOLDEN = Path(__file__).parent / "cases/golden"
BASE = Path(__file__).parent / "cases/broken/base"
KEPT = (
    "articles/demo/index.html",
    "claims/demo/bridge/index.html",
    "feeds/all.atom",
    "methodology/index.html",
    "robots.txt",
    "sitemap.xml",
    "sources/timetable/index.html",
)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    root = tmp_path_factory.mktemp("golden")
    for folder in ("content", "seeds"):
        shutil.copytree(BASE / folder, root / folder)
    shutil.copytree(ROOT / "theme", root / "theme")
    shutil.copy(ROOT / "pelicanconf.py", root)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    subprocess.run([sys.executable, "-m", "factcheck", "build"], cwd=root, env=environment, check=True)
    return read_tree(root / "output")


def test_the_golden_site(output: dict[str, bytes], request: pytest.FixtureRequest) -> None:
    built = {name: output[name] for name in KEPT} | {"files.txt": "\n".join([*output, ""]).encode()}
    if request.config.getoption("--update-golden"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for name, raw in built.items():
            (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / name).write_bytes(raw)
    golden = read_tree(GOLDEN)
    assert sorted(golden) == sorted(built)
    for name, raw in built.items():
        assert raw.decode() == golden[name].decode(), name

"""The site's hash: what `sha256sum` and `sort` say of the same folder."""

import hashlib
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import ROOT
from factcheck.cli import CLEAN, USAGE, main
from factcheck.site.sitehash import listed, of_lines

# How docs/publishing.md and docs/editing.md tell readers to compute it.
RECIPE = "find . -type f ! -path ./.factcheck -printf '%P\\0' | LC_ALL=C sort -z | xargs -0 sha256sum"
# A name of every kind that is written in an odd way, or sorted in another order by some tools.
NAMES = [
    "b.html",
    "a/b.html",
    "a-b.html",
    "a b.html",
    "B.html",
    "é.html",
    "back\\slash",
    "line\nfeed",
    "return\rhere",
    "#",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files of odd names, our marker and a symbolic link."""
    for name in NAMES:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name, encoding="utf-8")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/no\xfftext")).write_bytes(b"")
    (tmp_path / ".factcheck").write_text("ours", encoding="utf-8")
    (tmp_path / "link").symlink_to("b.html")
    return tmp_path


def test_a_line_holds_the_hash_of_a_file_and_its_path(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_bytes(b"words")
    assert list(listed(tmp_path)) == [f"{hashlib.sha256(b'words').hexdigest()}  index.html"]


def test_the_lines_are_in_the_order_of_the_paths_bytes(folder: Path) -> None:
    shown = [line.split("  ", 1)[1] for line in listed(folder)]
    wanted = "#|B.html|a b.html|a-b.html|a/b.html|b.html|back\\\\slash|line\\nfeed|no\udcfftext|return\\rhere|é.html"
    assert shown == wanted.split("|")


def test_the_standard_tools_write_the_same_lines(folder: Path) -> None:
    if not shutil.which("sha256sum") or b"GNU" not in subprocess.run(["sort", "--version"], capture_output=True).stdout:
        pytest.skip("needs GNU coreutils, which are not installed")
    told = subprocess.run(RECIPE, shell=True, cwd=folder, capture_output=True, check=True).stdout
    assert os.fsencode("".join(f"{line}\n" for line in listed(folder))) == told
    assert of_lines(list(listed(folder))) == hashlib.sha256(told).hexdigest()


def test_one_byte_more_and_one_name_more_change_it(folder: Path) -> None:
    before = of_lines(list(listed(folder)))
    (folder / ".factcheck").write_text("other", encoding="utf-8")
    assert of_lines(list(listed(folder))) == before
    (folder / "b.html").write_text("b.html ", encoding="utf-8")
    after = of_lines(list(listed(folder)))
    assert after != before
    (folder / "empty").touch()
    assert of_lines(list(listed(folder))) != after


def test_the_command_prints_the_hash_or_the_lines(built: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["hash", "--site", str(ROOT), "--list", str(built)]) == CLEAN
    lines = capfdbinary.readouterr().out
    assert lines.count(b"\n") == sum(path.is_file() for path in built.rglob("*")) - 1  # without our marker
    assert main(["hash", "--site", str(ROOT), str(built)]) == CLEAN
    assert capfdbinary.readouterr().out == hashlib.sha256(lines).hexdigest().encode() + b"\n"


def test_without_a_built_site_the_command_says_how_to_get_one(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hash", "--site", str(site)]) == USAGE
    assert re.search(r"there is no folder .*output: build the site first \(make site\)", capsys.readouterr().err)

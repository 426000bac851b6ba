"""Each threat is tried on the small sound site: the whole report, and an output that stays as it was.

After an intended change: `make test ARGS="tests/threats --update-threats"`, and read the difference of reports.txt.
"""

import ast
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from conftest import ROOT, read_tree
from factcheck.cli import main
from factcheck.core.problems import CODES
from factcheck.site.swap import MARKER
from threats.rows import Elsewhere, Excluded, Refused, Sound, title
from threats.table import BEGIN, END, IDS, ROWS, written

BASE = ROOT / "tests/cases/broken/base"
REPORTS = Path(__file__).parent / "reports.txt"
SECURITY = ROOT / "docs/security.md"
TRIED = [row for row in ROWS if isinstance(row, Refused | Sound)]
REFERRED = [row for row in ROWS if isinstance(row, Elsewhere)]
# Files of tests that are made at the same time as this one; where one is missing, its rows are skipped.
LAST_SITE = {MARKER: b"", "index.html": b"<!doctype html><title>The last good site</title>"}
_HEAD = re.compile(r"^=== (.+)\n", re.MULTILINE)


def test_every_threat_has_its_rows() -> None:
    assert list(dict.fromkeys(row.id for row in ROWS)) == IDS
    assert len(IDS) == 127 + 55
    titles = [title(row) for row in ROWS]
    assert len(titles) == len(set(titles))
    assert len(TRIED) > 180


def test_what_cannot_happen_is_explained() -> None:
    excluded = [row for row in ROWS if isinstance(row, Excluded)]
    assert 0 < len(excluded) < 12
    assert all(len(row.why) > 30 for row in excluded)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site with a folder that looks like a build of it."""
    root = tmp_path_factory.mktemp("threats") / "sound"
    shutil.copytree(BASE, root)
    shutil.copy(ROOT / "pelicanconf.py", root)
    (root / "theme").symlink_to(ROOT / "theme")
    for name, raw in LAST_SITE.items():
        (root / "output").mkdir(exist_ok=True)
        (root / "output" / name).write_bytes(raw)
    return root


@cache
def reports() -> dict[str, str]:
    _, *parts = _HEAD.split(REPORTS.read_text(encoding="utf-8"))
    return dict(zip(parts[::2], parts[1::2], strict=True))


def kept(text: str) -> str:
    """A report as it is kept: its long lines cut, no line that begins a section."""
    return "".join(line[:400] + "\n" for line in text.splitlines() if line)


@pytest.fixture(scope="module")
def told(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """The reports of this run; written down at its end where that is wanted."""
    found: dict[str, str] = {}
    yield found
    if request.config.getoption("--update-threats"):
        merged = {**(reports() if REPORTS.exists() else {}), **found}
        names = [title(row) for row in TRIED if title(row) in merged]
        REPORTS.write_text("".join(f"=== {name}\n{merged[name]}" for name in names), encoding="utf-8")


@pytest.mark.parametrize("row", TRIED, ids=title)
def test_threat(
    row: Refused | Sound,
    sound: Path,
    tmp_path: Path,
    told: dict[str, str],
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    root = shutil.copytree(sound, tmp_path / "site", symlinks=True)
    row.change(root)
    is_refused = isinstance(row, Refused)
    code = main(["build" if is_refused else "check", "--site", str(root)])
    report = capsys.readouterr().err
    assert code == (1 if is_refused else 0)
    assert read_tree(root / "output") == LAST_SITE
    if is_refused:
        assert report.rstrip().endswith("Nothing was built; the last good site stays as it was.")
    assert list(dict.fromkeys(re.findall(r": (FC\d{3}) ", report))) == row.codes.split()
    told[title(row)] = kept(report)
    if not request.config.getoption("--update-threats"):
        assert kept(report) == reports()[title(row)]


def test_no_report_is_left_over() -> None:
    assert list(reports()) == [title(row) for row in TRIED]


@pytest.mark.parametrize("row", [row for row in TRIED if isinstance(row, Refused)], ids=title)
def test_a_refusal_says_where_and_what_to_do(row: Refused) -> None:
    """Path, line and column, what must hold, and how to mend it: in the report or in the section of its code."""
    documented = (ROOT / "docs/problems.md").read_text(encoding="utf-8")
    for line in re.findall(r"^\S.*$", reports()[title(row)].rpartition("\n")[0], re.MULTILINE)[:-1]:
        place = re.match(r"(\S.*?):(\d+):(\d+): (warning: )?(FC\d{3}) (.+)", line)
        assert place, line
        section = documented.split(f"## {place.group(5)}\n")[1].split("\n## ")[0]
        assert "What to do:" in section, place.group(5)
        assert place.group(5) in CODES


@cache
def names(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("row", REFERRED, ids=title)
def test_the_named_test_is_there(row: Elsewhere) -> None:
    path, name = row.test.split("::")
    assert name in names(path)


def test_the_table_in_the_documentation_is_this_one(request: pytest.FixtureRequest) -> None:
    text = SECURITY.read_text(encoding="utf-8")
    start, end = text.index(BEGIN), text.index(END) + len(END)
    if request.config.getoption("--update-threats"):
        text = text[:start] + written() + text[end:]
        SECURITY.write_text(text, encoding="utf-8")
        end = text.index(END) + len(END)
    assert text[start:end] == written()

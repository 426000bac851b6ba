"""Days to come: told by `factcheck check`, which has a clock; a build has none."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from conftest import ROOT
from factcheck.cli import main
from factcheck.core.corpus import parse
from factcheck.core.future import days_to_come
from factcheck.core.sketch import sketched
from factcheck.render import report
from threats.rows import ACCOUNTS, BRIDGE, edit

BASE = ROOT / "tests/cases/broken/base"


def told(root: Path, today: date) -> str:
    files = {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}
    return report.text(sorted(days_to_come(sketched(parse(files)[0]), today)))


@pytest.mark.parametrize("year", ["9999", "2099"])
def test_a_day_to_come_is_told(year: str, tmp_path: Path) -> None:
    root = shutil.copytree(BASE, tmp_path / "site")
    edit("checked: 2025-06-01", f"checked: {year}-06-01\ncorrections: [{{date: {year}-06-02, kind: minor, text: A.}}]")(
        root
    )
    edit("retrieved: 2025-06-01", f"retrieved: {year}-06-01", ACCOUNTS)(root)
    line = (root / BRIDGE).read_text(encoding="utf-8").split("\n").index(f"checked: {year}-06-01") + 1
    assert told(root, date(2025, 6, 1)) == "\n".join(
        f"{place} FC430 warning: {key} should not lie in the future\n    found    {day}\n    today    2025-06-01"
        for place, key, day in (
            (f"{BRIDGE}:{line}:10:", "checked", f"{year}-06-01"),
            (f"{BRIDGE}:{line + 1}:22:", "date", f"{year}-06-02"),
            (f"{ACCOUNTS}:5:12:", "retrieved", f"{year}-06-01"),
        )
    )


def test_tomorrow_is_today_somewhere(tmp_path: Path) -> None:
    root = shutil.copytree(BASE, tmp_path / "site")
    assert told(root, date(2025, 5, 31)) == ""
    assert "FC430" in told(root, date(2025, 5, 30))


def test_the_command_tells_and_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = shutil.copytree(BASE, tmp_path / "site")
    shutil.copy(ROOT / "pelicanconf.py", root)
    edit("checked: 2025-06-01", "checked: 9999-12-31")(root)
    assert main(["check", "--site", str(root)]) == 0
    assert "FC430 warning: checked should not lie in the future" in capsys.readouterr().err

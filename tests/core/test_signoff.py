"""Sign-off: a warning, or an error where the site requires it. The reports are in cases/broken/review-*.txt."""

from dataclasses import dataclass, replace

import pytest

from cases.tables import each
from conftest import ROOT
from factcheck.core.settings import Settings
from factcheck.render import report
from factcheck.site.load import load_files

BASE = ROOT / "tests/cases/broken/base"
BRIDGE = "content/claims/demo/bridge.md"
WITHDRAWN = "corrections: [{date: 2025-07-01, kind: void, text: It should not have been chosen.}]"
REQUIRED = """\
content/claims/demo/bridge.md:9:1: FC412 a published claim must be signed off by a second person
    fix      add reviewed_by: the name of whoever has checked it besides the author"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What stands in the place of the claim's `reviewed_by`, and the codes without and with the requirement."""

    name: str
    line: str
    usual: list[str]
    required: list[str]
    status: str = "published"


CASES = [
    Signed(name="signed off", line="reviewed_by: Ben Cole", usual=[], required=[]),
    Signed(name="not signed off", line="would_settle: Minutes", usual=["FC411"], required=["FC412"]),
    Signed(name="by the author", line="reviewed_by: ada berg", usual=["FC405"], required=["FC405"]),
    Signed(name="a draft", line="would_settle: Minutes", usual=[], required=[], status="draft"),
    Signed(name="withdrawn", line=WITHDRAWN.replace("\n", " "), usual=[], required=[]),
]


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    found = (path for path in BASE.rglob("*") if path.is_file())
    return {path.relative_to(BASE).as_posix(): path.read_bytes() for path in found}


def changed(files: dict[str, bytes], case: Signed) -> dict[str, bytes]:
    text = files[BRIDGE].decode()
    assert "reviewed_by: Ben Cole" in text
    text = text.replace("reviewed_by: Ben Cole", case.line).replace("status: published", f"status: {case.status}")
    return {**files, BRIDGE: text.encode()}


@each(CASES)
def test_a_second_person_signs_off(case: Signed, files: dict[str, bytes], real_settings: Settings) -> None:
    for settings, codes in (
        (real_settings, case.usual),
        (replace(real_settings, requires_review=True), case.required),
    ):
        assert [found.code for found in load_files(changed(files, case), settings).problems] == codes


def test_what_is_required_stops_the_site(files: dict[str, bytes], real_settings: Settings) -> None:
    loaded = load_files(changed(files, CASES[1]), replace(real_settings, requires_review=True))
    assert report.text(loaded.problems) == REQUIRED
    assert loaded.site is None

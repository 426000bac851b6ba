"""What an edit need not import: a build upon the last one starts a process anew, and each module takes its time."""

import os
import subprocess
import sys
from typing import NamedTuple

import pytest

from conftest import ROOT, copy_site
from factcheck.cli import CLEAN, main

PROGRAM = "import sys; from factcheck.cli import main; code = main(['build']); print(*sys.modules); sys.exit(code)"


class Spared(NamedTuple):
    what: str
    module: str  # and all below it


SPARED = [
    Spared("what builds a whole site", "pelican"),
    Spared("what Pelican reads other texts with", "docutils"),
    Spared("what draws a picture", "PIL.Image"),
    Spared("our part of it", "factcheck.site.drawing"),
    Spared("what writes a feed", "feedgenerator"),
    Spared("what that asks the network with", "urllib.request"),
    Spared("what that asks it in secret with", "ssl"),
    Spared("what draws a line on a terminal", "rich"),
    Spared("what is most like the words of a quote", "rapidfuzz"),
    Spared("the same, of a passage", "factcheck.core.nearest"),
    Spared("why a quote is refused", "factcheck.core.refusal"),
    Spared("in what two wordings differ", "factcheck.core.meaning"),
    Spared("what repairs a quote", "factcheck.core.repair"),
    Spared("what watches files", "watchfiles"),
]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The modules of a process that built a site upon its last build, after a sentence was added to a claim."""
    root = copy_site(tmp_path_factory.mktemp("edited") / "site")
    assert main(["build", "--site", str(root)]) == CLEAN
    claim = next(path for path in sorted((root / "content/claims").rglob("*.md")))
    claim.write_text(f"{claim.read_text(encoding='utf-8')}\nAnd one more sentence.\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == CLEAN, done.stderr
    page = root / "output/claims" / claim.parent.name / claim.stem / "index.html"
    assert "And one more sentence." in page.read_text(encoding="utf-8")
    return done.stdout.splitlines()[-1].split()


@pytest.mark.parametrize("spared", SPARED, ids=[spared.what for spared in SPARED])
def test_an_edit_is_spared(spared: Spared, imported: list[str]) -> None:
    assert [name for name in imported if f"{name}.".startswith(f"{spared.module}.")] == []


@pytest.mark.parametrize("module", ["pydantic", "jinja2", "markdown", "factcheck.site.incremental"])
def test_an_edit_has_what_it_needs(module: str, imported: list[str]) -> None:
    assert module in imported  # or the table above says nothing

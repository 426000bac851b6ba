"""docs/editing.md: its example is a good claim, and the report that it shows is the program's own."""

import hashlib
import re
import shutil
import textwrap
from pathlib import Path

import pytest

from conftest import ROOT
from editor.test_vscode import FILES
from factcheck.cli import CLEAN, PROBLEMS, main

LESSON = (ROOT / "docs/editing.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
CLAIM, SOURCE = "content/claims/town-library/yearly-cost.md", "content/sources/town-budget.md"


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    """The site of the README's example with the two files of the lesson."""
    shutil.copytree(ROOT / "content/pages", tmp_path / "content/pages")
    shutil.copy(ROOT / "pelicanconf.py", tmp_path)
    shown = re.findall(
        r"^   `((?:seeds|content)/[^`]+)`:\n\n   ```\w+\n(.*?)^   ```$", README, re.MULTILINE | re.DOTALL
    )
    assert len(shown) == 4
    source, claim = re.findall(r"^```markdown\n(.*?)^```$", LESSON, re.MULTILINE | re.DOTALL)
    for path, text in [*((path, textwrap.dedent(text)) for path, text in shown), (CLAIM, claim), (SOURCE, source)]:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_example_is_published_as_it_stands(lesson: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--site", str(lesson)]) == CLEAN
    assert "Checked 1 article, 2 claims, 4 quotes, 2 sources: every quote is verbatim." in capsys.readouterr().out


def test_the_report_is_what_the_program_says(lesson: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = lesson / CLAIM
    path.write_text(
        path.read_text(encoding="utf-8").replace("€300,000 a year on", "€300 000 a year on"), encoding="utf-8"
    )
    assert main(["check", "--site", str(lesson)]) == PROBLEMS
    (report,) = re.findall(r"^```\n(content/claims/.*?)^```$", LESSON, re.MULTILINE | re.DOTALL)
    assert report in capsys.readouterr().err


def test_the_words_of_the_example_are_in_the_article(lesson: Path) -> None:
    words = re.search(r"says, in `(seeds/\S+)`: “([^”]+)”", LESSON)
    assert words is not None
    assert words[2] in (lesson / words[1]).read_text(encoding="utf-8")
    assert hashlib.sha256((lesson / words[1]).read_bytes()).hexdigest() in README


def test_tasks_and_snippets_have_the_names_that_the_lesson_gives_them() -> None:
    assert "**Terminal → Run Task… → Serve the site**" in LESSON
    assert "Serve the site" in [task["label"] for task in FILES["tasks.json"]["tasks"]]
    prefixes = {snippet["prefix"] for snippet in FILES["factcheck.code-snippets"].values()}
    assert set(re.findall(r"`(fc-\w+)`", LESSON)) == prefixes


def test_the_command_for_the_hash_is_the_one_that_is_tested() -> None:
    recipe = "find . -type f ! -path ./.factcheck -printf '%P\\0' | LC_ALL=C sort -z | xargs -0 sha256sum"
    assert f"\n{recipe} | sha256sum\n" in LESSON
    assert repr(recipe)[1:-1].replace("\\'", "'") in (ROOT / "tests/site/test_sitehash.py").read_text(encoding="utf-8")


def test_the_links_on_pages_have_the_words_that_the_lesson_gives_them() -> None:
    from factcheck.render.words import catalogue

    words = catalogue("en").texts
    for key in ("claim.edit", "claim.history", "source.report", "article.suggest"):
        assert f"*{words[key]}*" in " ".join(LESSON.split()), key
    assert str(words["claim.report"]).startswith("Report an error")

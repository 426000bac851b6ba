"""`factcheck check --against` on real small git histories."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cases.changes import BRIDGE_PATH, COST, PATH, ROWS, Row, untold
from cases.gitsite import DAY, ENVIRONMENT, NEEDS_GIT, Repository, copy, create
from cases.tables import each
from conftest import read_tree
from factcheck.cli import CLEAN, PROBLEMS, USAGE, main
from factcheck.core.changes.compare import compare
from factcheck.core.corpus import scan
from factcheck.core.fields import CorrectionKind
from factcheck.evidence.gitstate import published
from factcheck.render import report

Run = Callable[..., tuple[int, str, str]]
ACCOUNTS = "content/sources/accounts.md"
SUMMARY = ("summary: The accounts say €41.8 million.", "summary: The accounts say €41.7 million.")
UNTOLD = untold(
    "6:10",
    "changed summary",
    "The accounts say €41.8 million.",
    "The accounts say €41.7 million.",
    "update or factual or rating or void",
)
QUOTES = "Checked 1 article, 3 claims, 7 quotes, 2 sources: every quote is verbatim."

pytestmark = NEEDS_GIT


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return create(tmp_path_factory.mktemp("git") / "site")


@pytest.fixture
def repository(made: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    for name, value in ENVIRONMENT.items():
        if name.startswith("GIT_CONFIG"):
            monkeypatch.setenv(name, value)
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "GITHUB_SHA"):
        monkeypatch.delenv(name, raising=False)
    return copy(made, tmp_path / "site")


@pytest.fixture
def run(repository: Repository, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in the copy: its code, and what it prints."""

    def runs(*argv: str) -> tuple[int, str, str]:
        code = main([argv[0], "--site", str(repository.root), *argv[1:]])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return runs


def told(repository: Repository) -> str:
    found = compare(published(repository.root, "main").files, scan(repository.root)[0])
    return report.text(found.problems) + "\n" if found.problems else ""


@each(ROWS)
def test_each_change_on_a_branch_with_and_without_its_entry(case: Row, repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "mine")
    repository.replace(PATH, *case.edits)
    assert told(repository) == case.report  # in the working tree
    repository.commit()
    repository.git("checkout", "-q", "main")
    repository.replace(BRIDGE_PATH, ("summary: No document says so yet.", "summary: Another edit."))
    repository.commit("Another edit on main, after the branch left it")
    repository.git("checkout", "-q", "mine")
    assert told(repository) == case.report  # committed
    edited = repository.read(PATH)
    for kind in CorrectionKind:
        repository.write(PATH, edited)
        repository.enter(kind)
        expected = "" if kind in case.kinds else case.report.replace("entries: none", f"entries: {kind}")
        assert told(repository) == expected, kind


def test_a_rating_needs_its_entry_and_the_published_text(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "mine")
    verdict = untold("5:10", "changed verdict", "mostly-true", "false", "rating or void")
    repository.replace(PATH, ("verdict: mostly-true", 'verdict: "false"'))
    assert told(repository) == verdict
    edited = repository.read(PATH)
    for kind in ("minor", "update", "factual"):
        repository.write(PATH, edited)
        repository.enter(kind)
        assert told(repository) == verdict.replace("entries: none", f"entries: {kind}")
    for kind in ("rating", "void"):
        repository.write(PATH, edited)
        repository.enter(kind)
        stored = f"content/history/demo/cost/{DAY}.md"
        assert f"{PATH}:5:10: FC414 " in told(repository)
        repository.write(stored, COST)
        repository.commit()
        assert told(repository) == ""
        repository.write(stored, COST + " ")
        assert f"found    {stored}, which is not that file" in told(repository)
        repository.git("rm", "-q", "--cached", stored)
        (repository.root / stored).unlink()


def test_what_was_published_stays_in_the_next_round_too(repository: Repository) -> None:
    stored = f"content/history/demo/cost/{DAY}.md"
    repository.replace(PATH, ("verdict: mostly-true", 'verdict: "false"'))
    repository.enter("rating")
    repository.write(stored, COST)
    repository.commit("Published anew")
    assert told(repository) == ""
    (repository.root / stored).unlink()
    repository.replace(PATH, (f"  - {{date: {DAY}, kind: rating, text: Told.}}\n", ""))
    assert told(repository) == (
        f"{PATH}:23:3: FC415 a published correction must stay as it is\n"
        f"    was      {DAY}, rating: “Told.”\n"
        "    fix      put it back; add a new entry for what is new\n"
        f"{stored}:1:1: FC416 an earlier text of a claim must stay as it was published\n"
        "    found    no file\n"
        "    fix      restore it as it was published\n"
    )


def test_a_claim_that_moves_is_followed_and_one_that_goes_is_missed(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "mine")
    moved = PATH.replace("cost", "price")
    repository.git("mv", PATH, moved)
    assert told(repository) == (
        f"{PATH}:1:1: FC417 a published claim must keep its page\n"
        "    found    no file\n"
        "    nearest  demo/price\n"
        '    fix      restore the file, and run: factcheck correct demo/cost void "what was changed, and why"; '
        "or name it under formerly of the claim that replaces it: formerly: [demo/cost]\n"
    )
    repository.replace(moved, ("topics:", "formerly: [demo/cost]\ntopics:"), SUMMARY)
    repository.commit()
    assert told(repository) == UNTOLD.replace("cost", "price")
    repository.enter("update", moved)
    assert told(repository) == ""


# --- the command


def test_check_tells_that_nothing_has_changed(repository: Repository, run: Run, tmp_path: Path) -> None:
    head, before = repository.git("rev-parse", "HEAD")[:12], read_tree(repository.top)
    closing = f"{QUOTES} Published claims compared with {head}: none has changed.\n"
    table = f"### Published claims, compared with <code>{head}</code>\n\nNo published claim has changed.\n"
    assert run("check", "--against", "main", "--summary", str(tmp_path / "table.md")) == (CLEAN, closing, "")
    assert (tmp_path / "table.md").read_text(encoding="utf-8") == table
    assert read_tree(repository.top) == before


def test_check_adds_the_problems_in_their_order(repository: Repository, run: Run) -> None:
    head = repository.git("rev-parse", "HEAD")[:12]
    repository.replace(PATH, SUMMARY, ("kind: fact\n", "kind: facts\n"))
    unknown = f"{PATH}:7:7: FC112 kind must be one of: fact, attribution, prediction, opinion\n    found    “facts”\n    nearest  fact\n"
    closing = f"2 errors. Quotes: 4 verbatim. Published claims compared with {head}: 1 changed.\n"
    assert run("check", "--against", "main") == (PROBLEMS, "", UNTOLD + unknown + closing)
    assert run("check")[2] == unknown + "1 error. Quotes: 4 verbatim.\n"


TABLE = """\
### Published claims, compared with <code>{head}</code>

| claim | verdict | what changed | what tells of it | quotes |
| --- | --- | --- | --- | --- |
| <code>content/claims/demo/cost.md</code> | <code>mostly-true</code> → <code>false</code> | verdict<br>summary<br>reasoning | <code>2025-09-01</code> <code>update</code>: <code>Told.</code><br>**no entry** of kind rating or void for: verdict | 3 verbatim |
| <code>content/claims/demo/copy.md</code> | <code>mostly-true</code> | **new** | no entry is needed | 3 verbatim |
| <code>content/claims/demo/bridge.md</code> | <code>unproven</code> | **no longer published** | **nothing**: the page of a published claim stays |  |

Sentences that a published claim checks:

| article | before | after |
| --- | --- | --- |
| <code>demo</code> | 3 of 12 | 2 of 12 |
"""


def change_much(repository: Repository) -> str:
    """The commit that was published; three claims differ from it."""
    repository.write(PATH.replace("cost", "copy"), COST)
    repository.replace(PATH, SUMMARY, ("verdict: mostly-true", 'verdict: "false"'), ("the town]", "the big town]"))
    repository.enter("update")
    (repository.root / BRIDGE_PATH).unlink()
    return repository.git("rev-parse", "HEAD")


def test_github_gets_the_table_behind_the_problems(
    repository: Repository, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    table = TABLE.format(head=change_much(repository)[:12])
    code, out, _ = run("check", "--against", "main", "--format", "github")
    assert code == PROBLEMS
    assert f"::error file={PATH},line=5,col=10,title=FC413::" in out
    assert f"::error file={BRIDGE_PATH},line=1,col=1,title=FC417::" in out
    told = summary.read_text(encoding="utf-8")
    assert told.startswith("### 2 errors. ")
    assert told.endswith(f"\n\n{table}")
    run("check", "--against", "main", "--format", "github")
    assert summary.read_text(encoding="utf-8") == told * 2
    assert run("check", "--against", "main", "--summary", str(tmp_path / "own.md"))[0] == PROBLEMS
    assert (tmp_path / "own.md").read_text(encoding="utf-8") == table
    assert summary.read_text(encoding="utf-8") == told * 2


def test_the_table_comes_when_the_site_cannot(repository: Repository, run: Run, tmp_path: Path) -> None:
    table = TABLE.format(head=change_much(repository)[:12]).replace(" 3 of 12 | 2 of 12 |", " 3 of 12 | – |")
    for path in ("content/articles/demo.md", ACCOUNTS, "pelicanconf.py"):
        repository.write(path, "{" if path.endswith("py") else "broken")
    code, _, err = run("check", "--against", "main", "--summary", str(tmp_path / "table.md"))
    assert (code, "FC413" in err, "FC417" in err) == (PROBLEMS, True, True)
    assert (tmp_path / "table.md").read_text(encoding="utf-8") == table.replace("3 verbatim", "")


def test_what_cannot_be_read_is_told(repository: Repository, run: Run, tmp_path: Path) -> None:
    repository.write(PATH, "broken")
    assert "FC417" not in run("check", "--against", "main", "--summary", str(tmp_path / "table.md"))[2]
    row = f"| <code>{PATH}</code> |  | **cannot be read**: see the problems |  |  |\n"
    assert row in (tmp_path / "table.md").read_text(encoding="utf-8")


def test_in_a_workflow_the_files_are_linked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository = create(tmp_path / "top", "sites/a b")
    then = change_much(repository)
    for name, value in (("SERVER_URL", "https://git.example.org"), ("REPOSITORY", "o/r"), ("SHA", "c0ffee")):
        monkeypatch.setenv(f"GITHUB_{name}", value)
    argv = ("--site", str(repository.root), "--against", "main", "--summary", str(tmp_path / "table.md"))
    assert main(["check", *argv]) == PROBLEMS
    table = (tmp_path / "table.md").read_text(encoding="utf-8")
    base = "https://git.example.org/o/r/blob"
    assert f'| <a href="{base}/c0ffee/sites/a%20b/{PATH}"><code>{PATH}</code></a> |' in table
    assert f'| <a href="{base}/{then}/sites/a%20b/{BRIDGE_PATH}"><code>{BRIDGE_PATH}</code></a> |' in table
    capsys.readouterr()


def test_json_stays_an_array_of_problems(repository: Repository, run: Run) -> None:
    repository.replace(PATH, SUMMARY)
    code, out, _ = run("check", "--against", "main", "--format", "json")
    assert code == PROBLEMS
    assert [(one["code"], one["path"], one["line"], one["column"]) for one in json.loads(out)] == [
        ("FC413", PATH, 6, 10)
    ]
    repository.enter("update")
    assert run("check", "--against", "main", "--format", "json")[:2] == (CLEAN, "[]\n")


@pytest.mark.parametrize("revision", ["--upload-pack=x", "-h", "no such branch", "", "main\n::error::x", "main..main"])
def test_a_hostile_revision_is_wrong_usage(revision: str, run: Run, repository: Repository) -> None:
    before = read_tree(repository.top)
    code, out, err = run("check", f"--against={revision}", "--format", "github")
    assert (code, out) == (USAGE, "")
    assert err.startswith("factcheck: “")
    assert err.endswith("then name it origin/main\n")
    assert len(err.splitlines()) == 2
    assert read_tree(repository.top) == before


def test_a_summary_needs_something_to_compare_with(run: Run, tmp_path: Path) -> None:
    told = "factcheck: --summary tells what changed: it needs --against REF\n"
    assert run("check", "--summary", str(tmp_path / "x.md")) == (USAGE, "", told)
    assert not (tmp_path / "x.md").exists()


def test_a_summary_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    code, _, err = run("check", "--against", "main", "--summary", str(tmp_path / "no" / "x.md"))
    assert (code, err) == (USAGE, f"factcheck: {tmp_path}/no/x.md cannot be written: No such file or directory\n")


def test_outside_of_a_repository_it_says_what_to_run(
    repository: Repository, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (repository.top / ".git").rename(repository.top / "away")
    code, _, err = run("check", "--against", "main")
    assert code == USAGE
    assert err.endswith("    fix      run it in a clone of the site's repository: git clone ADDRESS\n")
    assert run("check")[0] == CLEAN

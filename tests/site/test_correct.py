"""The command `correct`: all that it prints, writes and returns, on real small git histories."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from cases.changes import BRIDGE_PATH, COST, PATH
from cases.gitsite import ENVIRONMENT, NEEDS_GIT, Repository, copy, create
from cases.tables import each
from conftest import read_tree
from factcheck.cli import CLEAN, PROBLEMS, USAGE, main
from factcheck.core.changes.compare import compare
from factcheck.core.corpus import scan
from factcheck.core.fields import CorrectionKind
from factcheck.core.schema import DraftFile
from factcheck.evidence.gitstate import published

Run = Callable[..., tuple[int, str, str]]
STORED = "content/history/demo/cost/2025-09-01.md"
VERDICT = ("verdict: mostly-true", 'verdict: "false"')

pytestmark = NEEDS_GIT


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return create(tmp_path_factory.mktemp("git") / "site")


@pytest.fixture
def repository(made: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    for name, value in ENVIRONMENT.items():
        if name.startswith("GIT_CONFIG"):
            monkeypatch.setenv(name, value)
    monkeypatch.setattr("factcheck.cli.correct.clock", lambda: date(2025, 9, 1))
    return copy(made, tmp_path / "site")


@pytest.fixture
def run(repository: Repository, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command in the copy: its code, and what it prints."""

    def runs(*argv: str) -> tuple[int, str, str]:
        code = main(["correct", "--site", str(repository.root), *argv])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return runs


def files(repository: Repository) -> dict[str, bytes]:
    return {path: raw for path, raw in read_tree(repository.root).items() if not path.startswith(".git/")}


def untold(repository: Repository) -> list[str]:
    """The codes of what a comparison with main finds."""
    found = compare(published(repository.root, "main").files, scan(repository.root)[0])
    return [problem.code for problem in found.problems]


DIFF = f"""\
--- a/content/claims/demo/cost.md
+++ b/content/claims/demo/cost.md
@@ -22,6 +22,9 @@
 corrections:
   - {{date: 2025-07-01, kind: minor, text: A comma.}}
   - {{date: 2025-08-01, kind: rating, text: The verdict was “True”.}}
+  - date: 2025-09-01
+    kind: minor
+    text: 'Spelling: harbour.'
 ---
{" "}
 The [accounts](../../sources/accounts.md) round[^1] to the same sum, see [the town](https://town.example.org/).
"""


def test_an_entry_is_shown_before_it_is_written(repository: Repository, run: Run) -> None:
    before = files(repository)
    asked = "1 file would change; nothing was written. To write it, run the command with --yes.\n"
    assert run("demo/cost", "minor", "Spelling:\n harbour.") == (PROBLEMS, DIFF + asked, "")
    assert files(repository) == before
    done = f"Changed {PATH}. Next: factcheck check\n"
    assert run("demo/cost", "minor", "Spelling: harbour.", "--yes") == (CLEAN, DIFF + done, "")
    entry = "  - date: 2025-09-01\n    kind: minor\n    text: 'Spelling: harbour.'\n---\n\nThe [acc"
    assert files(repository) == {**before, PATH: COST.replace("---\n\nThe [acc", entry).encode()}
    assert main(["check", "--site", str(repository.root), "--against", "main"]) == CLEAN


@pytest.mark.parametrize(
    ("answer", "is_yes"), [("y\n", True), ("YES\n", True), ("n\n", False), ("\n", False), ("", False)]
)
def test_it_asks_on_a_terminal(answer: str, is_yes: bool, run: Run, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    before = files(repository)
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    code, out, _ = run("demo/cost", "minor", "Spelling: harbour.")
    assert (code, files(repository) != before) == ((CLEAN, True) if is_yes else (PROBLEMS, False))
    assert "Write 1 file? [y/N] " in out
    assert is_yes or out.endswith("1 file would change; nothing was written.\n")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_text_is_read_where_none_is_given(
    repository: Repository, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("Read from\na file.\n"))
    assert run("demo/cost", "update", "--yes")[0] == CLEAN
    assert "    text: Read from a file.\n" in repository.read(PATH)


@pytest.mark.parametrize("kind", ["minor", "factual", "update"])
def test_every_other_kind_needs_no_git(kind: str, repository: Repository, run: Run) -> None:
    (repository.top / ".git").rename(repository.top.parent / "away")
    assert run("demo/cost", kind, "Told.", "--yes")[0] == CLEAN


def test_the_list_is_begun_where_there_is_none(repository: Repository, run: Run) -> None:
    assert run(f"./{BRIDGE_PATH}", "update", "Minutes were found.", "--yes")[0] == CLEAN
    begun = "checked: 2025-06-01\ncorrections:\n  - date: 2025-09-01\n    kind: update\n    text: Minutes were found.\n---\n"
    assert begun in repository.read(BRIDGE_PATH)


RATED = f"+ {STORED}: the file as it was published\n"


def test_a_rating_stores_the_published_file(repository: Repository, run: Run) -> None:
    repository.replace(PATH, VERDICT)
    before = files(repository)
    assert untold(repository) == ["FC413"]
    code, out, _ = run("demo/cost", "rating", "From mostly true to false.")
    assert (code, files(repository)) == (PROBLEMS, before)
    assert out.endswith(f"{RATED}2 files would change; nothing was written. To write it, run the command with --yes.\n")
    code, out, _ = run("demo/cost", "rating", "From mostly true to false.", "--yes")
    assert (code, out.endswith(f"{RATED}Changed {PATH}, {STORED}. Next: factcheck check\n")) == (CLEAN, True)
    after = files(repository)
    assert after == {**before, PATH: after[PATH], STORED: COST.encode()}
    assert untold(repository) == []


def test_a_second_rating_of_the_branch_stores_nothing_more(repository: Repository, run: Run) -> None:
    repository.replace(PATH, VERDICT)
    run("demo/cost", "rating", "One.", "--yes")
    assert run("demo/cost", "rating", "Two.", "--yes")[0] == CLEAN
    assert [path for path in files(repository) if path.startswith("content/history/")] == [STORED]
    assert untold(repository) == []


def test_a_second_published_state_of_a_day_gets_the_next_number(repository: Repository, run: Run) -> None:
    for number, verdict in enumerate(("false", "true", "mostly-false"), 1):
        was = repository.read(PATH)
        line = next(line for line in was.split("\n") if line.startswith("verdict:"))
        repository.replace(PATH, (line, f'verdict: "{verdict}"'))
        assert run("demo/cost", "rating", f"Number {number}.", "--yes")[0] == CLEAN
        assert repository.read(STORED.replace(".md", f"-{number}.md" if number > 1 else ".md")) == was
        assert untold(repository) == []
        repository.commit()


def test_a_file_of_history_is_never_overwritten(repository: Repository, run: Run) -> None:
    repository.replace(PATH, VERDICT)
    repository.write(STORED, "of somebody else")
    assert run("demo/cost", "rating", "From mostly true to false.", "--yes")[0] == CLEAN
    assert repository.read(STORED) == "of somebody else"
    assert repository.read(STORED.replace(".md", "-2.md")) == COST


@pytest.mark.skipif("formerly" not in DraftFile.model_fields, reason="claims cannot say yet what they were called")
def test_a_renamed_claim_stores_its_former_self(repository: Repository, run: Run) -> None:
    moved = PATH.replace("cost", "price")
    repository.git("mv", PATH, moved)
    repository.replace(moved, VERDICT, ("topics:", "formerly: [demo/cost]\ntopics:"))
    assert run("demo/price", "rating", "From mostly true to false.", "--yes")[0] == CLEAN
    assert repository.read(STORED.replace("cost", "price")) == COST
    assert untold(repository) == []


def test_the_published_state_can_be_named(repository: Repository, run: Run) -> None:
    first = repository.git("rev-parse", "HEAD")
    repository.replace(PATH, VERDICT)
    repository.commit("Already committed, not yet published")
    code, _, err = run("demo/cost", "rating", "From mostly true to false.", "--yes")
    assert (code, "the verdict of demo/cost is the published one: “false”" in err) == (PROBLEMS, True)
    code, out, _ = run("demo/cost", "rating", "From mostly true to false.", "--yes", "--against", first)
    assert (code, out.endswith(f" Next: factcheck check --against {first}\n")) == (CLEAN, True)
    assert repository.read(STORED) == COST
    code, _, err = run("demo/cost", "rating", "Again.", "--against=--upload-pack=x")
    assert (code, err.startswith("factcheck: “--upload-pack=x” must name a commit")) == (USAGE, True)


WITHDRAWN = (
    "With this entry the check is withdrawn: its page stays at its address and shows the claim, the corrections and "
    "that it was withdrawn; no verdict, and it is in no list, count or file of checks.\n"
)


def test_a_withdrawal_says_what_will_be_shown(repository: Repository, run: Run) -> None:
    code, out, _ = run("demo/cost", "void", "The article was a parody.", "--yes")
    assert (code, out.endswith(f"{WITHDRAWN}Changed {PATH}. Next: factcheck check\n")) == (CLEAN, True)
    assert untold(repository) == []
    told = f"factcheck: the check of {PATH} is withdrawn already\n"
    assert run("demo/cost", "void", "Once more.", "--yes") == (PROBLEMS, "", told)
    back = "The check was withdrawn; with this entry its page shows it again.\n"
    assert back in run("demo/cost", "update", "It was none.", "--yes")[1]


def test_a_withdrawal_stores_the_file_where_its_verdict_changed_too(repository: Repository, run: Run) -> None:
    repository.replace(PATH, VERDICT)
    assert run("demo/cost", "void", "A parody.", "--yes")[0] == CLEAN
    assert (repository.read(STORED), untold(repository)) == (COST, [])


def test_a_check_can_be_withdrawn_without_git(repository: Repository, run: Run) -> None:
    (repository.top / ".git").rename(repository.top.parent / "away")
    assert run("demo/cost", "void", "A parody.", "--yes")[0] == CLEAN
    assert run("demo/cost", "rating", "x")[0] == USAGE


@dataclass(frozen=True)
class Refused:
    name: str
    argv: tuple[str, ...]
    told: str
    edits: tuple[tuple[str, str], ...] = ()
    code: int = PROBLEMS


REFUSED = [
    Refused("an unknown claim", ("demo/costs", "minor", "x"), "there is no claim “demo/costs”\n    nearest  demo/cost"),
    Refused("a claim without its article", ("cost", "minor", "x"), "there is no claim “cost”\n    nearest  demo/cost"),
    Refused("a claim like none", ("zzz/zzz", "minor", "x"), "there is no claim “zzz/zzz”\n    fix      give the names of the article and of the claim's file, such as article/claim"),
    Refused("a path that leads out", ("../../etc/passwd", "minor", "x"), "there is no claim “../../etc/passwd”\n    fix      give the names of the article and of the claim's file, such as article/claim"),
    Refused("a draft", ("demo/cost", "minor", "x"), f"{PATH} is a draft\n    fix      change it as you like: there is nothing to correct until it is published", (("status: published", "status: draft"),)),
    Refused("a file with problems", ("demo/cost", "minor", "x"), f"{PATH} has problems of its own\n    fix      run: factcheck check", (("kind: fact", "kind: facts"),)),
    Refused("a file without front matter", ("demo/cost", "minor", "x"), f"{PATH} has problems of its own\n    fix      run: factcheck check", (("---\nclaim", "claim"),)),
    Refused("a text that is too long", ("demo/cost", "minor", "x" * 1001), "FC113 text must be at most 1,000 characters\n    found    1,001 characters"),
    Refused("a text that nobody can see", ("demo/cost", "minor", "a\u202eb"), "FC102 file must hold no invisible control character\n    found    U+202E\n    fix      delete it; your editor may hide it"),
    Refused("a text that is there", ("demo/cost", "factual", " A  comma."), f"{PATH} has this correction already\n    fix      say what is new"),
    Refused("no text", ("demo/cost", "minor", " "), "words must be given", code=USAGE),
    Refused("a clock that is slow", ("demo/cost", "minor", "x"), f"today is 2025-09-01 by the clock of this machine, and {PATH} has a later day: 2025-09-02\n    fix      set the clock or mend that day", (("2025-08-01", "2025-09-02"),)),
    Refused("a check of tomorrow", ("demo/cost", "minor", "x"), f"today is 2025-09-01 by the clock of this machine, and {PATH} has a later day: 2025-09-03\n    fix      set the clock or mend that day", (("checked: 2025-06-01", "checked: 2025-09-03"),)),
    Refused("a list that cannot be added to", ("demo/cost", "minor", "x"), f"the entry cannot be put into {PATH} safely\n    fix      write it by hand; what to add:\n    corrections:\n      - date: 2025-09-01\n        kind: minor\n        text: x", (("corrections:\n  - {date: 2025-07-01, kind: minor, text: A comma.}\n  - {date: 2025-08-01, kind: rating, text: The verdict was “True”.}", "corrections: [{date: 2025-07-01, kind: minor, text: A comma.},]"),)),
    Refused("a rating without another verdict", ("demo/cost", "rating", "x"), f"the verdict of demo/cost is the published one: “mostly-true”\n    fix      change the verdict in {PATH} first, then run this again; or give another --against"),
    Refused("a rating against nothing", ("demo/cost", "rating", "x", "--against", "origin/main"), "“origin/main” must name a commit of this repository\n    fix      run: git fetch origin main:refs/remotes/origin/main, then name it origin/main", code=USAGE),
]  # fmt: skip


@each(REFUSED)
def test_what_is_refused_writes_nothing(case: Refused, repository: Repository, run: Run) -> None:
    repository.replace(PATH, *case.edits)
    before = files(repository)
    assert run(*case.argv, "--yes") == (case.code, "", f"factcheck: {case.told}\n")
    assert files(repository) == before


def test_a_rating_of_what_was_never_published(repository: Repository, run: Run) -> None:
    repository.write(PATH.replace("cost", "new"), COST)
    told = (
        "factcheck: content/claims/demo/new.md is not among the published claims\n"
        "    fix      name the published state with --against; what was not published yet needs no correction\n"
    )
    assert run("demo/new", "rating", "x", "--yes") == (PROBLEMS, "", told)


def test_an_unknown_kind_names_those_that_there_are(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run("demo/cost", "typo", "x")
    assert ended.value.code == USAGE
    told = capsys.readouterr().err
    assert "argument KIND: invalid choice: 'typo'" in told
    assert all(kind in told for kind in CorrectionKind)


def test_a_file_that_changes_meanwhile_is_left_and_nothing_stored(
    repository: Repository, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.replace(PATH, VERDICT)

    class Slow(Terminal):
        def readline(self, *_: object) -> str:
            repository.replace(PATH, ("checked: 2025-06-01", "checked: 2025-06-02"))
            return "y\n"

    monkeypatch.setattr("sys.stdin", Slow())
    code, _, err = run("demo/cost", "rating", "From mostly true to false.")
    told = f"factcheck: {PATH} has changed meanwhile: it was left as it is\n    fix      run it again\n"
    assert (code, err) == (PROBLEMS, told)
    assert STORED not in files(repository)
    assert "Told" not in repository.read(PATH)


def test_the_days_of_an_editor(repository: Repository, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """Change the verdict, be told what is missing, enter it, be told that all is well: three commands."""
    repository.git("checkout", "-q", "-b", "mine")
    repository.replace(PATH, VERDICT)
    assert main(["check", "--site", str(repository.root), "--against", "main"]) == PROBLEMS
    assert 'run: factcheck correct demo/cost rating "what was changed, and why"' in capsys.readouterr().err
    assert run("demo/cost", "rating", "From mostly true to false.", "--against", "main", "--yes")[0] == CLEAN
    repository.commit()
    assert untold(repository) == []

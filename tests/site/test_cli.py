"""The command line: exit codes and what is printed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, sign_off
from factcheck.__main__ import UNREAD
from factcheck.cli import CLEAN, INTERRUPTED, PROBLEMS, USAGE, main
from factcheck.site import config
from factcheck.site.cache.keep import FOLDER


def break_claim(site: Path) -> None:
    claim = site / "content/claims/elysee-platform/35-members.md"
    claim.write_text(claim.read_text(encoding="utf-8").replace("the 35 members", "the 36 members"), encoding="utf-8")


def test_check_says_what_it_checked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--site", str(ROOT)]) == CLEAN
    told = capsys.readouterr()
    checked = "Checked 1 article, 28 claims, 154 quotes, 60 sources: every quote is verbatim.\n"
    assert told.out == f"28 warnings. {checked}"
    assert told.err.count(": FC411 warning: ") == 3
    assert told.err.endswith("\n… and 25 more FC411 warnings: factcheck check --all\n")


def test_all_warnings_are_told_to_who_asks(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--site", str(ROOT), "--all"]) == CLEAN
    told = capsys.readouterr().err
    assert told.count(": FC411 warning: ") == 28
    assert "…" not in told


def test_programs_are_told_every_warning(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--site", str(site), "--format", "json"]) == CLEAN
    assert [found["code"] for found in json.loads(capsys.readouterr().out)] == ["FC411"] * 28


def test_a_site_may_require_the_sign_off(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    conf = site / "pelicanconf.py"
    conf.write_text(conf.read_text(encoding="utf-8") + "FACTCHECK_REQUIRE_REVIEW = True\n", encoding="utf-8")
    assert main(["check", "--site", str(site)]) == PROBLEMS
    told = capsys.readouterr().err
    assert told.count(": FC412 a published claim must be signed off by a second person\n") == 28
    assert told.endswith("\n28 errors. Quotes: 154 verbatim.\n")
    sign_off(site)
    assert main(["check", "--site", str(site)]) == CLEAN
    assert capsys.readouterr().err == ""


def test_quotes_that_could_not_be_looked_up_are_counted_with_the_cause(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    break_claim(site)
    (site / "content/sources/white-house-thanksgiving-2025.md").write_text("no front matter", encoding="utf-8")
    assert main(["check", "--site", str(site)]) == PROBLEMS
    told = capsys.readouterr().err.splitlines()[-1]
    counts = (
        "2 errors, 28 warnings. Quotes: 151 verbatim, 1 near, 2 unchecked (the text to look in is missing or refused)."
    )
    assert told == counts


def test_ctrl_c_is_an_exit_code_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(root: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(config, "read", interrupted)
    assert main(["check", "--site", str(ROOT)]) == INTERRUPTED
    assert capsys.readouterr() == ("", "")


def test_a_python_without_docstrings_is_refused() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    command = [sys.executable, "-OO", "-m", "factcheck", "check", "--site", str(ROOT)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (USAGE, "")
    assert done.stderr.startswith("factcheck: python -OO takes away")


def test_check_writes_nothing_but_the_cache(site: Path) -> None:
    before = sorted(site.rglob("*"))
    assert main(["check", "--site", str(site), "--no-cache"]) == CLEAN
    assert sorted(site.rglob("*")) == before
    assert main(["check", "--site", str(site)]) == CLEAN
    cache = site / FOLDER
    assert [path for path in sorted(site.rglob("*")) if path != cache and cache not in path.parents] == before


def test_json_is_a_list_also_when_it_is_empty(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sign_off(site)
    assert main(["check", "--site", str(site), "--format", "json"]) == CLEAN
    assert json.loads(capsys.readouterr().out) == []
    break_claim(site)
    assert main(["check", "--site", str(site), "--format", "json"]) == PROBLEMS
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["code"], found["path"], found["line"], found["column"]) == (
        "FC201", "content/claims/elysee-platform/35-members.md", 4, 8,
    )  # fmt: skip


def test_github_annotates_and_fills_the_step_summary(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "summary.md"))
    sign_off(site)
    break_claim(site)
    assert main(["check", "--site", str(site), "--format", "github"]) == PROBLEMS
    start = (
        "::error file=content/claims/elysee-platform/35-members.md,line=4,col=8,title=FC201::quote must occur verbatim"
    )
    assert capsys.readouterr().out.startswith(start)
    assert (
        (tmp_path / "summary.md").read_text(encoding="utf-8").startswith("### 1 error. Quotes: 153 verbatim, 1 near.\n")
    )


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["bild"], "invalid choice: 'bild'"),
        (["check", "--format", "xml"], "invalid choice: 'xml'"),
    ],
)
def test_wrong_usage_ends_with_2(argv: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(argv)
    assert ended.value.code == USAGE
    assert words in capsys.readouterr().err


def test_no_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == USAGE
    assert "build the site into output/" in capsys.readouterr().err


def test_a_folder_without_a_site_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--site", str(tmp_path)]) == USAGE
    assert "there is no pelicanconf.py in" in capsys.readouterr().err


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    words = capsys.readouterr().out
    assert all(command in words for command in ("check", "build", "serve", "schema"))


def test_schema_writes_the_files(tmp_path: Path) -> None:
    assert main(["schema", "--site", str(ROOT), str(tmp_path)]) == CLEAN
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "article.json",
        "claim.json",
        "links.json",
        "source.json",
    ]


def test_a_terminal_of_another_encoding_is_no_reason_to_fail(site: Path) -> None:
    break_claim(site)
    command = [sys.executable, "-m", "factcheck", "check", "--format", "json"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "PYTHONIOENCODING": "latin-1"}
    run = subprocess.run(command, cwd=site, env=environment, capture_output=True, check=False)
    assert run.returncode == PROBLEMS
    assert "“the 36 members of the coalition”" in run.stdout.decode("latin-1").encode().decode("unicode-escape")


def test_a_process_ends_with_the_exit_code_and_all_it_had_to_say(site: Path) -> None:
    break_claim(site)
    command = [sys.executable, "-m", "factcheck", "check"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    run = subprocess.run(command, cwd=site, env=environment, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (PROBLEMS, "")
    assert run.stderr.startswith("content/claims/")


def test_who_has_read_enough_is_not_told_of_it(site: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "factcheck", "check", "--all"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    with os.fdopen(writing, "w") as nobody:
        run = subprocess.run(command, cwd=site, env=environment, stdout=nobody, stderr=subprocess.PIPE, check=False)
    assert run.returncode == UNREAD
    assert b"Traceback" not in run.stderr


def test_a_port_that_is_none_is_told(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--site", str(site), "--port", "99999"]) == USAGE
    assert "port 99999 cannot be used" in capsys.readouterr().err

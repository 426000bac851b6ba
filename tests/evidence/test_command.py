"""`factcheck links` and `factcheck capture` as commands: what they print, write and return."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, copy_site
from factcheck.cli import CLEAN, PROBLEMS, USAGE, main
from factcheck.core import linkfile
from factcheck.core.linkfile import Link, LinkFile, State, link_file, write

DAY = date(2026, 11, 22)


def link(url: str, state: State, **more: Any) -> Link:
    return Link(url=url, state=state, checked=DAY, places=("content/sources/a.md:4:6",), **more)


SEEN = link_file([link("https://a.example.org/", State.GONE, status=404)], [])
UNSEEN = link_file([link("https://a.example.org/", State.UNCHECKED, cause="no network")], [])


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Stand in for the web: what it was asked for, and `SEEN` as its findings unless a test says otherwise."""
    calls: list[dict[str, Any]] = []

    def check_external(corpus: object, **asked: Any) -> LinkFile:
        calls.append(asked)
        return (asked["limit_seconds"] and SEEN) or UNSEEN

    monkeypatch.setattr("factcheck.evidence.external.ask.check_external", check_external)
    return calls


def external(root: Path, *more: str) -> int:
    return main(["links", "--external", "--site", str(root), *more])


def test_the_findings_are_written_and_never_fail(
    site: Path, asked: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert external(site, "--report", str(site / "report.md")) == CLEAN
    assert (site / "links.json").read_text(encoding="utf-8") == write(SEEN)
    assert "https://a.example.org/" in (site / "report.md").read_text(encoding="utf-8")
    printed = capsys.readouterr()
    assert "content/sources/a.md:4:6: FC510 warning: address should answer" in printed.err
    assert "1 warning." in printed.out
    assert "1 address: 1 gone." in printed.out
    assert asked[0]["limit_seconds"] == 30 * 60


def test_what_was_known_stays_where_nothing_could_be_looked_at(
    site: Path, asked: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "links.json").write_text(write(SEEN), encoding="utf-8")
    assert external(site, "--limit", "0") == CLEAN
    assert (site / "links.json").read_text(encoding="utf-8") == write(SEEN)
    assert "links.json stays as it was" in capsys.readouterr().out
    (site / "links.json").unlink()
    assert external(site, "--limit", "0") == CLEAN
    assert (site / "links.json").read_text(encoding="utf-8") == write(UNSEEN)


def test_shards_are_asked_and_merged(site: Path, asked: list[dict[str, Any]], tmp_path: Path) -> None:
    parts = [tmp_path / f"{number}.json" for number in (1, 2)]
    for number, part in enumerate(parts, 1):
        assert external(site, "--shard", f"{number}/2", "--to", str(part)) == CLEAN
    assert [(call["shard"].index, call["shard"].count) for call in asked] == [(1, 2), (2, 2)]
    assert main(["links", "--site", str(site), "--merge", *map(str, parts)]) == CLEAN
    assert linkfile.read((site / "links.json").read_bytes()) == (SEEN, [])


QUIET = link_file([link("https://a.example.org/", State.OK), link("https://b.example.org/", State.BLOCKED)], [])


@pytest.mark.parametrize(
    ("found", "is_written", "is_empty"),
    [(SEEN, True, False), (QUIET, True, True), (UNSEEN, False, True)],
    ids=["something is to be mended", "nothing is", "nothing could be looked at"],
)
def test_an_issue_has_the_report_only_where_something_is_to_be_mended(
    found: LinkFile, *, is_written: bool, is_empty: bool, site: Path, tmp_path: Path
) -> None:
    (tmp_path / "part.json").write_text(write(found), encoding="utf-8")
    files = {name: tmp_path / f"{name}.md" for name in ("report", "issue")}
    more = [word for name, path in files.items() for word in (f"--{name}", str(path))]
    assert main(["links", "--site", str(site), "--merge", str(tmp_path / "part.json"), *more]) == CLEAN
    assert files["issue"].exists() is is_written
    if is_written:
        report = files["report"].read_text(encoding="utf-8")
        assert files["issue"].read_text(encoding="utf-8") == ("" if is_empty else report)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--external", "--shard", "3/2"), "a shard must be i/n"),
        (("--external", "--shard", "x"), "a shard must be i/n"),
        (("--merge", "/nowhere/links.json"), "/nowhere/links.json cannot be read: No such file or directory"),
        (("--merge", str(ROOT / "README.md")), "README.md is no file of links: Expecting value"),
    ],
)
def test_wrong_usage(
    more: tuple[str, ...], words: str, asked: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["links", "--site", str(ROOT), *more]) == USAGE
    assert words in capsys.readouterr().err
    assert asked == []


def test_the_real_site_has_no_broken_link(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["links", "--site", str(built.parent)]) == CLEAN
    assert "other sites not asked: make links-external." in capsys.readouterr().out


def test_a_broken_link_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that goes after the build: what the build itself breaks, its audit tells."""
    root = copy_site(tmp_path / "site")
    assert main(["build", "--site", str(root)]) == CLEAN
    (root / "output/feeds/all.atom").unlink()
    assert main(["links", "--site", str(root)]) == PROBLEMS
    told = capsys.readouterr().err
    assert "theme/templates/base.html:" in told
    assert "FC506 link of a built page must lead to a page or file of the site" in told


def test_without_a_built_site(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["links", "--site", str(site)]) == PROBLEMS
    assert "output:1:1: FC508" in capsys.readouterr().err


def test_a_site_with_problems_is_not_crawled(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "seeds/elysee-platform.txt").unlink()
    assert main(["links", "--site", str(site)]) == PROBLEMS
    assert "Nothing was crawled." in capsys.readouterr().err


def test_a_captured_file_is_a_source_that_can_be_cited(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<!doctype html><html lang=en><title>The pact</title><meta property=og:site_name content='The paper'>"
        "<link rel=canonical href=https://paper.example.org/pact><p>Twelve states signed the pact in May.</p>"
    )
    command = ["capture", "--site", str(site), str(page), "--source", "pact", "--type", "secondary"]
    assert main([*command, "--quote", "Twelve states signed"]) == CLEAN
    assert "Wrote content/sources/pact.md (1 paragraph" in capsys.readouterr().out
    assert main([*command, "--quote", "Twelve states signed"]) == PROBLEMS
    assert "pact.md" in capsys.readouterr().err
    claim = site / "content/claims/elysee-platform/35-members.md"
    cited = "evidence:\n  - source: pact\n    quote: Twelve states signed\n    stance: context\n"
    claim.write_text(claim.read_text(encoding="utf-8").replace("evidence:\n", cited), encoding="utf-8")
    assert main(["check", "--site", str(site)]) == CLEAN

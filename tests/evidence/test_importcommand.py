"""`factcheck import` as a command: what it prints, writes and returns, and what it never does."""

import json
import os
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import ROOT, read_tree
from evidence.misbehaving import Server, answer
from evidence.reviews import node, review, script
from factcheck.cli import CLEAN, PROBLEMS, USAGE, main
from factcheck.evidence.importing import command
from factcheck.evidence.web import fetch as web
from test_broken import base_files

DRAFT = "content/claims/demo/new-cafe.md"
TEXT = """\
---
# Imported from https://checks.example.org/new-cafe
claim: The café at the terminus is new.
claimant: Zoë Lind
quote: opened with a banner
verdict: 'false'
status: draft
author: The checkers
checked: 2025-06-02
---
"""


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small site; what is imported is named from the folder beside it."""
    root = tmp_path / "site"
    for path, raw in base_files().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(raw)
    (root / "pelicanconf.py").write_bytes((ROOT / "pelicanconf.py").read_bytes())
    monkeypatch.chdir(tmp_path)
    return root


def run(document: object, *more: str, name: str = "reviews.json") -> int:
    text = document if isinstance(document, str) else json.dumps(document)
    Path(name).write_text(text, encoding="utf-8")
    return main(["import", name, "--site", "site", *more])


def test_a_review_becomes_a_draft(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(script(json.dumps(review())), name="check.html") == CLEAN
    assert (demo / DRAFT).read_text(encoding="utf-8") == TEXT
    assert capsys.readouterr() == (
        """\
content/claims/demo/new-cafe.md written
    review      check.html:3:36, “https://checks.example.org/new-cafe”

1 review: 1 written.
Left for you in each draft: kind, the stance of evidence, the reasoning.
Read the drafts, then run make check.
""",
        "",
    )
    assert main(["check", "--site", "site"]) == CLEAN


REPORT = """\
content/claims/demo/new-cafe.md written
    review      reviews.json:2:1, “https://checks.example.org/new-cafe”
    not mapped  itemReviewed.author  “Zoë, Ada”: a claim has one claimant; choose
    not mapped  reviewRating         “4 on a scale from 1 to 10”: this site's scale is another one, from 1 to 5; choose a verdict
    changed     topics               “RAILWAYS” is written “Railways” on this site
    to do       evidence             add the words of accounts that bear on the claim

skipped: content/claims/demo/cost.md has the same claim
    review      reviews.json:3:1, “https://checks.example.org/new-cafe”

4 reviews: 1 written, 1 skipped, 2 refused.
Notes: 1 changed, 2 not mapped, 1 to do.
Left for you in each draft: kind, the stance of evidence, the reasoning.
Read the drafts, then run make check.
"""
PROBLEMS_TOLD = """\
reviews.json:4:1: FC703 review must be about an article of this site
    found    “https://elsewhere.example.org/”
    fix      if it is about one of them, give --article with its name: demo
reviews.json:5:1: FC705 review must have a claim of 1 to 300 characters
    found    neither itemReviewed.text nor claimReviewed
    fix      give it one in a copy of the file, and import that
2 errors.
"""


def test_the_report_is_complete(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rating = node("Rating", ratingValue="4", bestRating="10", worstRating="1")
    cited = "https://town.example.org/accounts"
    reviews = [
        review(reviewRating=rating, citation=cited, keywords="RAILWAYS", item={"author": ["Zoë", "Ada"]}),
        review(item={"text": "The repairs of the harbour line cost €42 million."}),
        review(item={"appearance": "https://elsewhere.example.org/"}),
        review(claimReviewed=None, item={"text": None}),
    ]
    assert run("[\n" + ",\n".join(map(json.dumps, reviews)) + "]") == CLEAN
    told = capsys.readouterr()
    assert told.out == REPORT
    assert told.err == PROBLEMS_TOLD


def test_a_dry_run_prints_and_writes_nothing(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = read_tree(demo)
    assert run(review(), "--dry-run") == CLEAN
    told = capsys.readouterr().out
    assert read_tree(demo) == before
    assert told.startswith(f"{DRAFT} would be written\n")
    assert "".join(f"    | {line}\n" for line in TEXT.splitlines()) in told
    assert "make check" not in told


def test_the_same_file_again_changes_nothing(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([review(), review(item={"text": "Another."})]) == CLEAN
    before = read_tree(demo)
    capsys.readouterr()
    assert run([review(), review(item={"text": "Another."})]) == CLEAN
    assert read_tree(demo) == before
    assert "2 reviews: 2 skipped." in capsys.readouterr().out


@pytest.mark.parametrize("kind", ["file", "dangling link"])
def test_nothing_is_overwritten(
    kind: str, demo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is made between the reading of the site and the writing."""
    planned = command.planning.planned

    def slow(*given: object, **more: object) -> object:
        plan = planned(*given, **more)  # type: ignore[arg-type]
        (demo / DRAFT).write_text("mine") if kind == "file" else (demo / DRAFT).symlink_to(demo / "elsewhere")
        return plan

    monkeypatch.setattr(command.planning, "planned", slow)
    assert run(review()) == CLEAN
    assert kind == "dangling link" or (demo / DRAFT).read_text() == "mine"
    assert not (demo / "elsewhere").exists()
    assert f"skipped: {DRAFT} must not exist yet: nothing is overwritten" in capsys.readouterr().out
    assert list((demo / DRAFT).parent.glob(".*")) == []


def no_links(*_: object) -> None:
    raise PermissionError("no hard links here")


def test_no_half_of_a_draft_is_seen(
    demo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A draft has its name only when all of it is written; what broke off leaves nothing."""
    seen: list[str] = []

    def link(finished: Path, target: Path) -> None:
        seen.append(finished.read_text(encoding="utf-8"))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "link", link)
    monkeypatch.setattr(Path, "replace", lambda *_: no_links())
    assert run(review()) == CLEAN
    assert seen == [TEXT]
    assert "cannot be written" in capsys.readouterr().out
    assert not (demo / DRAFT).exists()
    assert list((demo / DRAFT).parent.glob(".*")) == []


@pytest.mark.parametrize("folder", ["content/claims/demo", "content/claims"])
def test_a_link_out_of_the_site_is_not_followed(folder: str, demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outside = demo.parent / "outside"
    (demo / folder).rename(outside)
    (demo / folder).symlink_to(outside)
    before = read_tree(outside)
    assert run(review()) == CLEAN
    assert read_tree(outside) == before
    assert f"{folder} must be a folder inside the site, and no link" in capsys.readouterr().out


def test_a_folder_that_is_not_there_is_made(demo: Path) -> None:
    for path in (demo / "content/claims/demo").iterdir():
        path.unlink()
    (demo / "content/claims/demo").rmdir()
    (demo / "content/claims").rmdir()
    assert run(review()) == CLEAN
    assert read_tree(demo / "content/claims") == {"demo/new-cafe.md": TEXT.encode()}


FEW = "--article must name a file in content/articles/ without .md; there is no “demp”\n    nearest  demo\n    found    demo\n"


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        (["reviews.json", "--article", "demp"], USAGE, f"factcheck: {FEW}"),
        (["reviews.json", "--article", "../x"], USAGE, "there is no “../x”"),
        (["nowhere.json"], PROBLEMS, "factcheck: nowhere.json cannot be read: No such file or directory\n    fix      check the path; an address begins with https://\n"),
        (["site"], PROBLEMS, "factcheck: site cannot be read: Is a directory"),
        (["http://localhost/x"], PROBLEMS, "factcheck: http://localhost/x could not be fetched: "),
        (["ftp://a.example/x"], PROBLEMS, "this is no web address: it must begin with http:// or https://\n    fix      open it in a browser, save it, and give the file\n"),
    ],
)  # fmt: skip
def test_wrong_usage(more: list[str], code: int, words: str, demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("reviews.json").write_text(json.dumps(review()))
    before = read_tree(demo)
    assert main(["import", "--site", "site", *more]) == code
    assert words in capsys.readouterr().err
    assert read_tree(demo) == before


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("{", "reviews.json:1:2: FC701 JSON-LD must be well-formed JSON"),
        ("{}", "reviews.json:1:1: FC702 file or page must hold a ClaimReview"),
        ("<p>ClaimReview", "reviews.json:1:1: FC701"),
        (json.dumps(review(item={"appearance": None})), "reviews.json:1:1: FC703"),
    ],
)
def test_nothing_to_read(document: str, words: str, demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(document) == PROBLEMS
    assert words in capsys.readouterr().err


def test_what_is_broken_does_not_stop_the_rest(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(script("{,}") + script(json.dumps(review())), name="check.html") == CLEAN
    told = capsys.readouterr()
    assert "check.html:3:37: FC701" in told.err
    assert "1 review: 1 written." in told.out


def test_a_site_that_is_broken_is_no_hindrance(demo: Path) -> None:
    (demo / "content/sources/accounts.md").write_text("---\nno: [")
    assert run(review()) == CLEAN
    assert (demo / DRAFT).read_text(encoding="utf-8") == TEXT


def test_a_broken_pelicanconf_is_told(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (demo / "pelicanconf.py").write_text("SITENAME = 1")
    assert run(review()) == PROBLEMS
    assert "FC122" in capsys.readouterr().err


def test_a_terminal_is_told_nothing_that_it_would_obey(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evil = "a\x1b[31m\u202e\nb"
    fields = {"creditText": evil, "headline": evil, evil: evil, "keywords": [evil], "citation": evil, "url": evil}
    assert (
        run([review(**fields, item={"author": evil}), review(item={"appearance": evil}), review(item={"text": evil})])
        == CLEAN
    )
    told = capsys.readouterr()
    assert re.search("[\x00-\x09\x0b-\x1f\u202e]", told.out + told.err) is None


@pytest.fixture
def over_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the fetcher reach this machine, as its own tests do."""
    asked: Callable[..., object] = web.fetch

    def fetch(url: str, access: web.Access) -> object:
        return asked(url, replace(access, loopback=True, resolve=lambda host, port: ["127.0.0.1"]))

    monkeypatch.setattr("factcheck.evidence.web.fetch.fetch", fetch)


@pytest.mark.usefixtures("over_loopback")
def test_a_page_of_the_web_is_read(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = script(json.dumps(review(), ensure_ascii=False)).encode("cp1252")
    large = json.dumps([review(), "x" * 3_000_000]).encode()
    replies = {
        "/check": answer(page, "Content-Type: text/html; charset=windows-1252"),
        "/feed": answer(large, "Content-Type: application/ld+json"),
        "/gone": b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n",
    }
    with Server(replies) as server:
        base = f"http://site.test:{server.port}"
        assert main(["import", f"{base}/check", "--site", "site"]) == CLEAN
        assert (demo / DRAFT).read_text(encoding="utf-8") == TEXT
        assert f"    review      {base}/check:3:36, “https://" in capsys.readouterr().out
        assert main(["import", f"{base}/feed", "--site", "site"]) == CLEAN
        assert "has the same claim" in capsys.readouterr().out
        assert main(["import", f"{base}/gone", "--site", "site"]) == PROBLEMS
        assert "it answered HTTP 410\n    fix      open it in a browser" in capsys.readouterr().err

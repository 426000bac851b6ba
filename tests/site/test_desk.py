"""The commands at an editor's desk, `suggest`, `new`, `quote` and `fix`: all that they print, write and return."""

import hashlib
import io
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from cases.tables import each
from conftest import ROOT
from factcheck.cli import CLEAN, PROBLEMS, USAGE, main
from test_broken import BASE

Tree = Callable[[Path], dict[str, bytes]]
CLAIMS = "content/claims/demo"


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """A copy of the small sound site."""
    root = shutil.copytree(BASE, tmp_path / "demo")
    shutil.copy(ROOT / "pelicanconf.py", root)
    return root


@pytest.fixture
def run(demo: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command in the copy: its code, and what it prints."""

    def runs(*argv: str) -> tuple[int, str, str]:
        code = main([argv[0], "--site", str(demo), *argv[1:]])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return runs


Run = Callable[..., tuple[int, str, str]]


# --- new

WROTE = """\
Wrote content/claims/demo/the-line-s-director.md, a draft. Its quote is proved: seeds/demo.txt, line 2, column 104.
Only the typography differed; the text's own characters were taken: ’ (U+2019) in the text, ' (U+0027) in the quote.
Next: write the claim as one neutral sentence, then add claimant, verdict, summary, kind, author, checked, evidence and the reasoning; run factcheck check.
"""


def test_new_writes_a_draft_that_the_site_takes(demo: Path, run: Run, tree: Tree) -> None:
    before = tree(demo)
    assert run("new", "demo", "the line's director") == (CLEAN, WROTE, "")
    path = f"{CLAIMS}/the-line-s-director.md"
    draft = b"---\nclaim: the line\xe2\x80\x99s director\nquote: the line\xe2\x80\x99s director\nstatus: draft\n---\n"
    assert tree(demo) == {**before, path: draft}
    assert run("check")[0] == CLEAN


def test_new_takes_claim_claimant_and_slug(demo: Path, run: Run) -> None:
    options = ("--claim", "Zoë Lind directs:\nthe line", "--claimant", "The Gazette", "--slug", "director")
    code, told, _ = run("new", "content/articles/demo.md", "Zoë Lind", *options)
    assert (code, told.splitlines()[0]) == (
        CLEAN,
        f"Wrote {CLAIMS}/director.md, a draft. Its quote is proved: seeds/demo.txt, line 2, column 125.",
    )
    text = (demo / CLAIMS / "director.md").read_text(encoding="utf-8")
    assert (
        text == "---\nclaim: 'Zoë Lind directs: the line'\nclaimant: The Gazette\nquote: Zoë Lind\nstatus: draft\n---\n"
    )
    assert run("check")[0] == CLEAN


TWICE = """\
factcheck: “A day ticket” occurs 2 times in seeds/demo.txt
    1        line 5, column 3: suffix “costs”
    2        line 6, column 3: suffix “is”
    fix      choose one with --nth, or give more words
"""


def test_new_asks_which_place_is_meant(demo: Path, run: Run, tree: Tree) -> None:
    before = tree(demo)
    assert run("new", "demo", "A day ticket") == (PROBLEMS, "", TWICE)
    assert tree(demo) == before
    assert run("new", "demo", "A day ticket", "--nth", "2")[0] == CLEAN
    quote = "quote:\n  exact: A day ticket\n  suffix: is\n"
    assert quote in (demo / CLAIMS / "a-day-ticket.md").read_text(encoding="utf-8")
    for wrong in ("0", "3", "-1"):
        code, _, told = run("new", "demo", "A day ticket", "--nth", wrong)
        assert (code, told) == (USAGE, "factcheck: --nth must be from 1 to 2: so often the words occur\n")


def test_new_takes_the_next_free_name_and_overwrites_nothing(demo: Path, run: Run, tree: Tree) -> None:
    for name in ("bridge-2", "bridge-4"):
        (demo / CLAIMS / f"{name}.md").write_bytes(b"there")
    before = tree(demo)
    for name in ("bridge-3", "bridge-5"):
        code, told, _ = run("new", "demo", "bridge", "--claim", "Bridge")
        assert (code, told.splitlines()[0].split(",")[0]) == (CLEAN, f"Wrote {CLAIMS}/{name}.md")
        assert f"Note: the quote of {CLAIMS}/bridge.md touches these words too." in told
    assert {path: raw for path, raw in tree(demo).items() if path in before} == before
    code, _, told = run("new", "demo", "bridge", "--slug", "bridge")
    assert (code, told) == (
        PROBLEMS,
        f"factcheck: {CLAIMS}/bridge.md must not exist yet: nothing is overwritten\n    fix      give another --slug, or delete that file first\n",
    )


@dataclass(frozen=True)
class Refused:
    name: str
    argv: tuple[str, ...]
    code: int
    told: str


NEAREST = """\
factcheck: FC201 quote must occur verbatim in seeds/demo.txt
    quote    “the bridge will be inspected each year”
    outcome  near
    nearest  “the bridge will be inspected every year” (line 11, column 64; differs in 4 characters)
    differs  “every” in the text, “each” in the quote
    meaning  differs in a comparison
    fix      copy the words as printed, and look whether claim and verdict still hold: the meaning differs
"""
REFUSED = [
    Refused("words that are not there", ("new", "demo", "the bridge will be inspected each year"), PROBLEMS, NEAREST),
    Refused("an article that is not there", ("new", "demos", "x"), PROBLEMS, "factcheck: there is no article “demos”\n    nearest  demo\n"),
    Refused("an article like none", ("new", "zzz", "x"), PROBLEMS, "factcheck: there is no article “zzz”\n    fix      run: factcheck seed FILE|URL\n"),
    Refused("no words", ("new", "demo", " \n"), USAGE, "factcheck: words must be given\n"),
    Refused("a slug that is none", ("new", "demo", "Zoë Lind", "--slug", "../x"), USAGE, "factcheck: --slug must be a name in small letters, digits and hyphens, at most 80; found “../x”\n"),
    Refused("a slug that Windows cannot hold", ("new", "demo", "Zoë Lind", "--slug", "con"), USAGE, "factcheck: --slug must be a name in small letters, digits and hyphens, at most 80; found “con”\n"),
    Refused("a claim that is too long", ("new", "demo", "Zoë Lind", "--claim", "x" * 301), PROBLEMS, "factcheck: FC113 claim must be at most 300 characters\n    found    301 characters\n"),
    Refused("a claim that hides something", ("new", "demo", "Zoë Lind", "--claim", "a\u202eb"), PROBLEMS, "factcheck: FC102 file must hold no invisible control character\n    found    U+202E\n    fix      delete it; your editor may hide it\n"),
    Refused("half a character", ("new", "demo", "a banner 👩"), PROBLEMS, "factcheck: FC203 quote must not cut a character in two\n    quote    “a banner 👩”\n    fix      take in the whole character: the letter with its accents, the whole emoji\n"),
    Refused("a source in the place of an article", ("new", "accounts", "x"), PROBLEMS, "factcheck: there is no article “accounts”\n    fix      run: factcheck seed FILE|URL\n"),
    Refused("quote: neither", ("quote", "acounts", "x"), PROBLEMS, "factcheck: there is no article or source “acounts”\n    nearest  accounts\n"),
    Refused("quote: words of another source", ("quote", "timetable", "The town paid €21 million of it"), PROBLEMS, "factcheck: FC302 quote must occur verbatim in content/sources/timetable.md\n    quote    “The town paid €21 million of it”\n    outcome  misattributed\n    found in content/sources/accounts.md (line 11, column 53)\n    fix      name that source instead\n"),
    Refused("suggest: no such article", ("suggest", "demos"), PROBLEMS, "factcheck: there is no article “demos”\n    nearest  demo\n"),
    Refused("fix: a seed", ("fix", f"{BASE}/seeds/demo.txt"), USAGE, f"factcheck: fix takes content files only: seeds and extracts are never changed; found {BASE}/seeds/demo.txt\n"),
    Refused("fix: no such file", ("fix", f"{CLAIMS}/nobody.md"), USAGE, f"factcheck: fix takes files that exist; found {CLAIMS}/nobody.md\n"),
]  # fmt: skip


@each(REFUSED)
def test_refusals_write_nothing(case: Refused, demo: Path, run: Run, tree: Tree) -> None:
    before = tree(demo)
    assert run(*case.argv) == (case.code, "", case.told)
    assert tree(demo) == before


def test_an_article_with_problems_of_its_own_is_sent_to_check(demo: Path, run: Run) -> None:
    article = demo / "content/articles/demo.md"
    article.write_bytes(article.read_bytes().replace(b"published: 2025-05-05", b"published: in May"))
    told = "factcheck: content/articles/demo.md has problems of its own\n    fix      run: factcheck check\n"
    for argv in (("new", "demo", "x"), ("suggest", "demo"), ("quote", "articles/demo", "x")):
        assert run(*argv) == (PROBLEMS, "", told)


def test_an_article_that_is_not_described_yet_can_be_worked_on(demo: Path, run: Run) -> None:
    article = demo / "content/articles/demo.md"
    kept = [line for line in article.read_text().splitlines() if line.startswith(("---", "seed", "sha256"))]
    article.write_text("\n".join([*kept, ""]))
    code, told, _ = run("suggest", "demo")
    assert (code, told.splitlines()[1].partition(":")[0]) == (0, "Note")
    assert "the article's file does not say its language yet" in told.splitlines()[1]
    assert run("new", "demo", "pupils", "--slug", "pupils")[0] == 0
    assert run("quote", "demo", "pupils")[0] == 0


def test_an_altered_seed_is_restored_first(demo: Path, run: Run) -> None:
    with (demo / "seeds/demo.txt").open("ab") as file:
        file.write(b"More.\n")
    code, _, told = run("new", "demo", "More")
    assert (code, told.splitlines()[0]) == (PROBLEMS, "factcheck: seeds/demo.txt is not as it was stored (FC205)")


def test_words_are_read_where_none_are_given(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for argv in (("quote", "demo"), ("quote", "demo", "-")):
        monkeypatch.setattr("sys.stdin", io.StringIO("“Trains will run every hour,” said\nthe line's director\n"))
        code, told, _ = run(*argv)
        assert (code, told) == (CLEAN, "quote: “Trains will run every hour,” said the line’s director\n")


# --- quote


@dataclass(frozen=True)
class Pasted:
    name: str
    of: str
    words: str
    out: str
    err: str


PASTED = [
    Pasted("of an article", "demo", "The repairs cost", "quote: The repairs cost\n", "seeds/demo.txt, line 9, column 1\n"),
    Pasted("by the path of its seed", "seeds/demo.txt", "The repairs cost", "quote: The repairs cost\n", "seeds/demo.txt, line 9, column 1\n"),
    Pasted("each place of words that are there twice", "demo", "A day ticket", "# 1 of 2: seeds/demo.txt, line 5, column 3\nquote:\n  exact: A day ticket\n  suffix: costs\n# 2 of 2: seeds/demo.txt, line 6, column 3\nquote:\n  exact: A day ticket\n  suffix: is\n", "The words occur 2 times: paste the one that you mean.\n"),
    Pasted("what YAML could misread is in quotation marks", "demo", "- A day ticket is", "quote: '- A day ticket is'\n", "seeds/demo.txt, line 6, column 1\n"),
    Pasted("long words are folded", "demo", "The director said that no further closure is planned, but that the bridge will be inspected", "quote: >-\n  The director said that no further closure is planned, but that the bridge will be inspected\n", "seeds/demo.txt, line 11, column 1\n"),
    Pasted("of a source: an entry of the evidence", "accounts", "The town's share", "  - source: accounts\n    quote: The town’s share\n", "content/sources/accounts.md, line 12, column 1\nOnly the typography differed; the text's own characters were taken: ’ (U+2019) in the text, ' (U+0027) in the quote.\n"),
    Pasted("of a source, with context", "sources/accounts", "The town paid", "# 1 of 2: content/sources/accounts.md, line 11, column 53\n  - source: accounts\n    quote:\n      exact: The town paid\n      suffix: €21\n# 2 of 2: content/sources/accounts.md, line 12, column 41\n  - source: accounts\n    quote:\n      exact: The town paid\n      suffix: the\n", "The words occur 2 times: paste the one that you mean.\n"),
    Pasted("with words left out", "accounts", "The repairs […] cost [the town] €41.8 million", "  - source: accounts\n    quote: The repairs […] cost [the town] €41.8 million\n", "content/sources/accounts.md, line 11, column 1\n"),
    Pasted("a warning is told", "demo", "inspected every ye", "quote: inspected every ye\n", "seeds/demo.txt, line 11, column 83\nFC204 quote should start and end at a word boundary\n    quote    “inspected every ye”\n    fix      take in the whole word\n"),
]  # fmt: skip


@each(PASTED)
def test_quote(case: Pasted, run: Run, demo: Path, tree: Tree) -> None:
    before = tree(demo)
    assert run("quote", case.of, case.words) == (CLEAN, case.out, case.err)
    assert tree(demo) == before


def test_an_article_and_a_source_of_one_name_are_told_apart(demo: Path, run: Run) -> None:
    (demo / "content/sources/accounts.md").rename(demo / "content/sources/demo.md")
    told = "factcheck: demo is both an article and a source\n    fix      write articles/demo or sources/demo\n"
    assert run("quote", "demo", "The town") == (USAGE, "", told)
    assert run("quote", "articles/demo", "Zoë Lind")[1] == "quote: Zoë Lind\n"
    assert run("quote", "content/sources/demo.md", "€41.8 million")[1] == "  - source: demo\n    quote: €41.8 million\n"


# --- suggest


def test_suggest(run: Run, demo: Path, tree: Tree) -> None:
    before = tree(demo)
    code, told, err = run("suggest", "demo", "--most", "2")
    assert (code, err) == (CLEAN, "")
    assert told == (
        "seeds/demo.txt: 12 sentences: 3 checked (40 %), 9 not checked yet (60 %).\n"
        "4 sentences worth checking, without a claim:\n"
        "\n"
        "  1. line 2, column 69, score 7\n"
        "     ““Trains will run every hour,” said the line’s director, Zoë Lind.”\n"
        "     quotation ““Trains will run every hour,””; attribution “said”; superlative “every”\n"
        "\n"
        "  2. line 2, column 1, score 5\n"
        "     “The harbour line reopened on 4 May 2025 after 18 months of repairs.”\n"
        "     number “18”; date “4 May 2025”\n"
        "\n"
        "… and 2 more.\n"
        "Next: factcheck suggest demo --write makes a draft of each, factcheck new demo of one.\n"
        "2 sentences without a claim and without a cue: --all lists them too.\n"
    )
    assert tree(demo) == before
    _, told, _ = run("suggest", "demo", "--all")
    assert "\n6 sentences without a claim:\n" in told
    assert "  6. line 7, column 3, score 0\n     “Bicycles travel free of charge.”\n     no cue\n\nNext: " in told


def test_suggest_writes_drafts_once(run: Run, demo: Path, tree: Tree) -> None:
    before = tree(demo)
    code, told, _ = run("suggest", "demo", "--write")
    assert code == CLEAN
    new = {path: raw for path, raw in tree(demo).items() if path not in before}
    assert {path: raw for path, raw in tree(demo).items() if path in before} == before
    assert len(new) == 4
    assert all(f"     wrote {path}\n" in told for path in new)
    ticket = "---\nclaim: A day ticket costs €7, as before the repairs.\nquote: A day ticket costs €7, as before the repairs.\nstatus: draft\n---\n"
    assert new[f"{CLAIMS}/a-day-ticket-costs-eur7-as-before-the-repairs.md"].decode() == ticket
    assert run("check")[0] == CLEAN
    _, told, _ = run("suggest", "demo", "--write")
    assert told.startswith(
        "seeds/demo.txt: 12 sentences: 3 checked (40 %), 9 not checked yet (60 %); drafts have begun 4 of those not checked yet.\nNo sentence without a claim shows a cue.\n"
    )
    assert {path for path in tree(demo) if path not in before} == set(new)


def test_suggest_as_json(run: Run, demo: Path) -> None:
    code, told, _ = run("suggest", "demo", "--format", "json", "--all")
    assert code == CLEAN
    found = json.loads(told)
    assert {key: found[key] for key in ("article", "seed", "sentences", "in_drafts")} == {
        "article": "demo", "seed": "seeds/demo.txt", "sentences": 12, "in_drafts": 0,
    }  # fmt: skip
    assert [share["percent"] for share in found["coverage"]] == [40, 0, 60, 0]
    first, *_, last = found["suggestions"]
    assert first == {
        "line": 2,
        "column": 69,
        "start": 93,
        "end": 158,
        "words": "“Trains will run every hour,” said the line’s director, Zoë Lind.",
        "score": 7,
        "reasons": [
            {"reason": "quotation", "words": ["“Trains will run every hour,”"]},
            {"reason": "attribution", "words": ["said"]},
            {"reason": "superlative", "words": ["every"]},
        ],
        "draft": None,
    }
    seed = (demo / "seeds/demo.txt").read_text(encoding="utf-8")
    assert seed[first["start"] : first["end"]] == first["words"]
    assert (last["score"], last["reasons"]) == (0, [])
    written = json.loads(run("suggest", "demo", "--format", "json", "--write", "--most", "1")[1])
    assert (demo / written["suggestions"][0]["draft"]).is_file()


def test_suggest_tells_what_it_cannot_know(run: Run, demo: Path) -> None:
    article, claim = demo / "content/articles/demo.md", demo / CLAIMS / "cost.md"
    article.write_bytes(article.read_bytes().replace(b"language: en", b"language: de"))
    claim.write_bytes(claim.read_bytes().replace("€42".encode(), "€43".encode()))
    _, told, _ = run("suggest", "demo")
    assert f"Note: the quote of {CLAIMS}/cost.md does not prove, so it covers nothing: run factcheck check.\n" in told
    known = "only figures, dates in figures and quotation marks are cues"
    assert f"Note: the words of the language de are not known: {known}.\n" in told


def test_suggest_names_a_sentence_that_no_draft_can_hold(run: Run, demo: Path) -> None:
    seed, article = demo / "seeds/demo.txt", demo / "content/articles/demo.md"
    seed.write_bytes(seed.read_bytes().replace(b"A day ticket costs", "A day\u202e ticket costs".encode()))
    old = article.read_text(encoding="utf-8").split("sha256: ")[1][:64]
    text = article.read_text(encoding="utf-8").replace(old, hashlib.sha256(seed.read_bytes()).hexdigest())
    article.write_text(text, encoding="utf-8")
    code, told, err = run("suggest", "demo", "--write")
    assert code == PROBLEMS
    assert told.count("     wrote ") == 3
    assert "found    U+202E in “A day\\u{202E} ticket costs €7, as before the repairs.”" in err


# --- fix


def spoil(root: Path) -> dict[str, bytes]:
    """Make two files need a repair; what they must become."""
    claim, order = root / CLAIMS / "cost.md", root / CLAIMS / "bridge.md"
    good = {path: (root / path).read_bytes() for path in (f"{CLAIMS}/cost.md", f"{CLAIMS}/bridge.md")}
    claim.write_bytes(
        claim.read_bytes().replace("cost €42 million\nverdict".encode(), "cost €42\u00a0million\nverdict".encode())
    )
    order.write_bytes(
        order.read_bytes()
        .replace("claimant: Zoë Lind\n".encode(), b"")
        .replace(b"kind:", "claimant: Zoë Lind\nkind:".encode())
    )
    return good


DIFF = """\
--- a/content/claims/demo/bridge.md
+++ b/content/claims/demo/bridge.md
@@ -1,9 +1,9 @@
 ---
 claim: The bridge of the harbour line will be inspected every year.
+claimant: Zoë Lind
 quote: the bridge will be inspected every year
 verdict: unproven
 summary: No document says so yet.
-claimant: Zoë Lind
 kind: prediction
 status: published
 author: Ada Berg
--- a/content/claims/demo/cost.md
+++ b/content/claims/demo/cost.md
@@ -1,7 +1,7 @@
 ---
 claim: The repairs of the harbour line cost €42 million.
 claimant: The Harbour Gazette
-quote: The repairs cost €42\u00a0million
+quote: The repairs cost €42 million
 verdict: mostly-true
 summary: The accounts say €41.8 million.
 kind: fact
content/claims/demo/bridge.md: the keys in the order of the schema
content/claims/demo/cost.md:4:8: the text's own characters: U+0020 in the text, U+00A0 in the quote
"""


def test_fix_shows_and_writes_only_when_it_is_told_to(run: Run, demo: Path, tree: Tree) -> None:
    good = spoil(demo)
    before = tree(demo)
    for option in ("--check", "--check --yes"):
        told = f"{DIFF}2 files would change; nothing was written.\n"
        assert run("fix", *option.split()) == (PROBLEMS, told, "")
    asked = " To write it, run the command with --yes."
    assert run("fix") == (PROBLEMS, f"{DIFF}2 files would change; nothing was written.{asked}\n", "")
    assert tree(demo) == before
    assert run("fix", "--yes") == (CLEAN, f"{DIFF}Changed 2 files. Next: factcheck check\n", "")
    assert tree(demo) == {**before, **good}
    for option in ((), ("--yes",), ("--check",)):
        assert run("fix", *option) == (CLEAN, "Nothing to change.\n", "")


class Terminal(io.StringIO):
    """A standard input with a person before it."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("answer", "is_yes"),
    [("y\n", True), ("YES \n", True), ("n\n", False), ("\n", False), ("", False), ("yep\n", False)],
)
def test_fix_asks_on_a_terminal(answer: str, is_yes: bool, run: Run, demo: Path, tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    good = spoil(demo)
    before = tree(demo)
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    code, told, _ = run("fix")
    assert "Write 2 files? [y/N] " in told
    assert code == (CLEAN if is_yes else PROBLEMS)
    assert tree(demo) == ({**before, **good} if is_yes else before)


def test_fix_takes_files_by_path(run: Run, demo: Path, tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    good = spoil(demo)
    monkeypatch.chdir(demo / CLAIMS)
    before = tree(demo)
    assert run("fix", "cost.md", "--yes")[0] == CLEAN
    assert tree(demo) == {**before, f"{CLAIMS}/cost.md": good[f"{CLAIMS}/cost.md"]}
    assert run("fix", f"{CLAIMS}/bridge.md", "--yes")[0] == CLEAN
    assert tree(demo) == {**before, **good}


def test_fix_tells_what_needs_a_person(run: Run, demo: Path, tree: Tree) -> None:
    claim = demo / CLAIMS / "hourly.md"
    claim.write_bytes(claim.read_bytes().replace(b"  suffix: from 6 a.m.\n", b""))
    before = tree(demo)
    code, told, err = run("fix", "--yes")
    assert (code, told) == (PROBLEMS, "Nothing to change but what needs you: see above.\n")
    assert err == (
        "content/claims/demo/hourly.md:5:10: FC202 quote must occur exactly once in seeds/demo.txt, not 2 times\n"
        "    quote    “Trains will run every hour”\n"
        "    place    line 2, column 70: prefix ““”\n"
        "    place    line 3, column 1: suffix “from”\n"
        "    fix      write the quote as {exact: …, prefix: …, suffix: …} with the words right before or after it, or run: factcheck quote demo 'Trains will run every hour'\n"
    )
    assert tree(demo) == before


def test_fix_leaves_files_with_other_problems_alone(run: Run, demo: Path, tree: Tree) -> None:
    (demo / CLAIMS / "cost.md").write_bytes(b"no front matter")
    (demo / CLAIMS / "bridge.md").write_bytes(b"\xff\xfe")
    before = tree(demo)
    assert run("fix", "--yes") == (CLEAN, "Nothing to change.\n", "")
    code, _, err = run("fix", f"{CLAIMS}/cost.md", "--yes")
    assert (code, err) == (
        PROBLEMS,
        f"{CLAIMS}/cost.md: its front matter has problems of its own: run factcheck check\n",
    )
    assert tree(demo) == before


def test_fix_keeps_the_mode_the_line_ends_and_the_byte_order_mark(run: Run, demo: Path) -> None:
    claim = demo / CLAIMS / "cost.md"
    good = b"\xef\xbb\xbf" + claim.read_bytes().replace(b"\n", b"\r\n")
    claim.write_bytes(good.replace("cost €42 million\r\nverdict".encode(), "cost €42\u00a0million\r\nverdict".encode()))
    claim.chmod(0o640)
    assert run("fix", "--yes")[0] == CLEAN
    assert claim.read_bytes() == good
    assert claim.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in claim.parent.iterdir()) == ["bridge.md", "cost.md", "hourly.md"]


def test_fix_does_not_write_over_what_has_changed_meanwhile(
    run: Run, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(demo)
    claim = demo / CLAIMS / "bridge.md"

    def changed(_: str) -> str:
        claim.write_bytes(b"changed")
        return "y"

    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("builtins.input", changed)
    code, _, err = run("fix")
    assert (code, err.splitlines()[0]) == (
        PROBLEMS,
        f"factcheck: {CLAIMS}/bridge.md has changed meanwhile: it was left as it is",
    )
    assert claim.read_bytes() == b"changed"


def test_fix_leaves_the_old_file_where_writing_fails(
    run: Run, demo: Path, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(demo)
    before = tree(demo)

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr("shutil.copymode", full)
    with pytest.raises(OSError, match="no space left"):
        run("fix", "--yes")
    assert tree(demo) == before


def test_fix_never_touches_seeds_and_extracts(run: Run, demo: Path, tree: Tree) -> None:
    source = demo / "content/sources/accounts.md"
    source.write_bytes(
        source.read_bytes().replace(b"publisher: The town\n", b"").replace(b"url:", b"publisher: The town\nurl:")
    )
    body = source.read_bytes().split(b"---\n")[2]
    spoil(demo)
    seeds = tree(demo / "seeds")
    assert run("fix", "--yes")[0] == CLEAN
    assert source.read_bytes().split(b"---\n")[2] == body
    assert tree(demo / "seeds") == seeds
    assert run("check")[0] == CLEAN


def test_the_real_site_needs_no_repair(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fix", "--check", "--site", str(site)]) == CLEAN
    assert capsys.readouterr().out == "Nothing to change.\n"


def test_the_colours_of_a_terminal_can_be_turned_off(run: Run, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(demo)
    monkeypatch.setattr("factcheck.cli.desk.is_coloured", lambda _: True)
    monkeypatch.setattr("factcheck.cli.writing.is_coloured", lambda _: True)
    assert "\033[32m+claimant: Zoë Lind\033[0m\n" in run("fix")[1]
    assert "NO_COLOR" not in os.environ or os.environ["NO_COLOR"] is not None


# --- all of them


@pytest.mark.parametrize("command", ["seed", "suggest", "new", "quote", "fix"])
def test_each_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert told.startswith(f"usage: factcheck {command} ")
    assert "--site" in told

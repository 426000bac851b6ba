"""What changes in a published claim, and which corrections tell of it: rows of a claim's file then and now."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from cases.changes import CLAIM, COST, FACTUAL, HOURLY_PATH, PATH, PUBLISHED, ROWS, SUNDAY, Row, untold
from cases.tables import each
from conftest import ROOT
from factcheck.core.changes.aspects import ANY, SUFFICIENT, Aspect
from factcheck.core.changes.compare import Changes, compare
from factcheck.core.changes.state import State
from factcheck.core.changes.wording import is_rewording, is_wider
from factcheck.core.fields import CorrectionKind
from factcheck.render import report
from strategies import often
from test_broken import base_files

Files = dict[str, bytes]


def published() -> Files:
    """The small sound site with the claims of cases/changes.py."""
    return {**base_files(), **{path: text.encode() for path, text in PUBLISHED.items()}}


def edited(files: Mapping[str, bytes], path: str, *changes: tuple[str, str]) -> Files:
    text = files[path].decode()
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times"
        text = text.replace(old, new)
    return {**files, path: text.encode()}


def told(files: Mapping[str, bytes], kind: str, *, path: str = PATH, text: str = "Told.") -> Files:
    """The same with another correction, the last one."""
    row = f"  - {{date: 2025-09-01, kind: {kind}, text: {text}}}\n"
    head, mark, rest = files[path].decode().removeprefix("---\n").partition("corrections:\n")
    if not mark:
        before, body = head.split("---\n", 1)
        return {**files, path: f"---\n{before}corrections:\n{row}---\n{body}".encode()}
    entries = re.match(r"(?:  .*\n)*", rest)
    assert entries
    return {**files, path: f"---\n{head}{mark}{entries[0]}{row}{rest[entries.end() :]}".encode()}


def reported(found: Changes) -> str:
    return report.text(found.problems) + "\n" if found.problems else ""


# --- each aspect with each kind


@each(ROWS)
def test_a_change_without_an_entry_is_reported(case: Row) -> None:
    found = compare(published(), edited(published(), PATH, *case.edits))
    assert reported(found) == case.report
    assert [change.aspect for pair in found.changed for change in pair.changes] == [case.aspect]


@each(ROWS)
def test_a_change_is_told_by_these_kinds_and_no_other(case: Row) -> None:
    for kind in CorrectionKind:
        found = compare(published(), told(edited(published(), PATH, *case.edits), kind))
        expected = "" if kind in case.kinds else case.report.replace("entries: none", f"entries: {kind}")
        # An entry makes the header longer, not the place of what has changed.
        assert reported(found) == expected, kind


def test_every_aspect_that_needs_an_entry_has_its_rows() -> None:
    verdict = {Aspect.VERDICT}
    assert {case.aspect for case in ROWS} | verdict == set(SUFFICIENT)
    # The gravest kinds tell of everything, a graver change is never told by more kinds.
    for kinds in SUFFICIENT.values():
        assert {CorrectionKind.RATING, CorrectionKind.VOID} <= set(kinds) <= set(ANY) == set(CorrectionKind)


def test_the_documents_have_the_same_table() -> None:
    text = (ROOT / "docs/problems.md").read_text(encoding="utf-8").split("\n## FC413\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| ([a-z ]+) \| ([a-z, ]+) \|$", text, re.MULTILINE)
    assert rows == [(str(aspect), ", ".join(kinds)) for aspect, kinds in SUFFICIENT.items()]


# --- the verdict, and what was published before

VERDICT = ("verdict: mostly-true", 'verdict: "false"')
STORED = "content/history/demo/cost/2025-09-01.md"
UNTOLD_VERDICT = untold("5:10", "changed verdict", "mostly-true", "false", "rating or void")
CORRECT = "run: factcheck correct demo/cost"
UNSTORED = f"""\
{PATH}:5:10: FC414 the file as it was published must be stored when its verdict changes
    missing  {STORED}
    fix      take the entry out, and {CORRECT} rating with its text
"""
OTHER = f"""\
{PATH}:5:10: FC414 the file as it was published must be stored when its verdict changes
    found    {STORED}, which is not that file
    fix      delete {STORED}; take the entry out, and {CORRECT} rating with its text
"""
LOG = f"""\
{PATH}:23:3: FC415 a published correction must stay as it is
    was      2025-08-01, rating: “The verdict was “True”.”
    fix      put it back; add a new entry for what is new
"""
GONE = f"""\
{PATH}:1:1: FC417 a published claim must keep its page
    found    no file
    fix      restore the file, and {CORRECT} void "what was changed, and why"; or name it under formerly of the claim that replaces it: formerly: [demo/cost]
"""
KEPT = "content/history/demo/hourly/2025-07-01.md"
RENAMED = "content/claims/demo/price.md"


def judged(*edits: tuple[str, str]) -> Files:
    return edited(published(), PATH, VERDICT, *edits)


def rating(files: Files | None = None, kind: str = "rating") -> Files:
    return told(files or judged(), kind)


# The claim had another address before.
LEADS_NOT = """content/claims/demo/cost.md:2:1: FC426 an address that led on must still lead on
    was      demo/fare
    fix      add demo/fare to formerly of content/claims/demo/cost.md
"""


def led_on() -> Files:
    return edited(published(), PATH, ("topics:", "formerly: [demo/fare]\ntopics:"))


def renamed(*edits: tuple[str, str], formerly: str = "formerly: [demo/cost]\n") -> Files:
    files = edited(published(), PATH, ("topics:", f"{formerly}topics:"), *edits)
    return {**files, RENAMED: files[PATH]} | {PATH: b""}


def without(files: Mapping[str, bytes], *paths: str) -> Files:
    return {path: raw for path, raw in files.items() if path not in paths}


ARTICLE, TIMETABLE = "content/articles/demo.md", "content/sources/timetable.md"
LED_ON = """\
{new}:2:1: FC425 a new name must come with the old one under formerly
    was      {old}
    fix      add formerly: [{name}] to {new}
"""
TRAIN = "timetable: A train leaves the harbour every hour (supports)"
CHANGED_SOURCE = untold("19:5", "changed evidence", f"{SUNDAY} (context)", f"{SUNDAY.replace('timetable', 'trains')} (context)", FACTUAL) + untold("16:5", "changed evidence", TRAIN, TRAIN.replace("timetable", "trains"), FACTUAL).replace("cost", "hourly")  # fmt: skip
EVIDENCE_OUT = ("  - source: timetable\n    quote: A train leaves the harbour every hour\n    stance: supports\n", "")


def moved(path: str, name: str, *, formerly: str = "") -> Files:
    """The site with a file under another name."""
    files = edited(published(), path, ("language:", f"{formerly}language:"))
    return without({**files, f"{path.rsplit('/', 1)[0]}/{name}.md": files[path]}, path)


def trains(files: Files) -> Files:
    """The same, the timetable cited under its new name."""
    cited = ("  - source: timetable", "  - source: trains")
    return edited(edited(files, PATH, cited), HOURLY_PATH, cited)


def uncited() -> Files:
    """The site, its timetable cited by nobody."""
    return without(published(), PATH, HOURLY_PATH)


@dataclass(frozen=True)
class Case:
    """Files then and now, and the whole report."""

    name: str
    after: Files
    report: str = ""
    before: Files = field(default_factory=published)


CASES = [
    Case("nothing", published()),
    Case("what needs no entry", edited(published(), PATH, ("kind: fact", "kind: prediction"), ("Ada Berg", "Eve Dahl"), ("Ben Cole", "Ann Fox"), ("2025-06-01", "2025-06-02"), ("[Public money, Railways]", "[Railways]"), ("round[^1]", "run[^1]"), ("topics:", "would_settle: Minutes.\ntopics:"))),
    Case("the order of evidence and white space", edited(published(), PATH, ("claim: The repairs of the", "claim: >-\n  The repairs\n  of the"), ("verdict: mostly-true", "verdict:  mostly-true"))),
    Case("verdict: no entry", judged(), UNTOLD_VERDICT),
    *(Case(f"verdict: an entry {kind}", rating(kind=kind), UNTOLD_VERDICT.replace("none", kind)) for kind in ("minor", "update", "factual", "unheard")),
    Case("verdict: two entries that are too light", told(rating(kind="minor"), "update", text="More."), UNTOLD_VERDICT.replace("none", "minor, update")),
    Case("verdict: an entry that was there already", told(judged(), "rating"), UNTOLD_VERDICT, told(published(), "rating")),
    Case("verdict: the same entry once more", {**told(told(judged(), "rating"), "rating"), STORED: told(published(), "rating")[PATH]}, "", told(published(), "rating")),
    Case("verdict: nothing stored", rating(), UNSTORED),
    Case("verdict: nothing stored of a withdrawn check", rating(kind="void"), UNSTORED.replace("rating with", "void with")),
    Case("verdict: stored", {**rating(), STORED: COST.encode()}),
    Case("verdict: stored, and withdrawn", {**rating(kind="void"), STORED: COST.encode()}),
    Case("verdict: stored as the second of the day", {**rating(), STORED: b"other", STORED.replace("01.md", "01-2.md"): COST.encode()}),
    Case("verdict: stored under another day", {**rating(), STORED.replace("01.md", "02.md"): COST.encode()}, UNSTORED),
    Case("verdict: stored under a name that is no day's", {**rating(), STORED.replace("01.md", "01-x.md"): COST.encode()}, UNSTORED),
    Case("verdict: stored for another claim", {**rating(), STORED.replace("cost", "hourly"): COST.encode()}, UNSTORED),
    Case("verdict: another text stored", {**rating(), STORED: COST.encode() + b"\n"}, OTHER),
    Case("verdict: the text of now stored", {**rating(), STORED: rating()[PATH]}, OTHER),
    Case("verdict and sentence: one entry for both", {**rating(judged((CLAIM, CLAIM.replace("42", "24")))), STORED: COST.encode()}),
    Case("verdict: in capitals", edited(published(), PATH, ("verdict: mostly-true", "verdict: Mostly-true")), UNTOLD_VERDICT.replace("“false”", "“Mostly-true”")),
    Case("a day that is no pattern", {**told(judged(), "rating", text="x"), STORED: COST.encode()} | {PATH: told(judged(), "rating")[PATH].replace(b"date: 2025-09-01", b"date: '[0-9]{4}-09-01'")}, UNSTORED.replace("2025-09-01", "[0-9]{4}-09-01")),
    Case("log: an entry was removed", edited(published(), PATH, ("  - {date: 2025-08-01, kind: rating, text: The verdict was “True”.}\n", "")), LOG),
    Case("log: an entry was changed", edited(published(), PATH, ("was “True”", "was “Truth”")), LOG),
    Case("log: the day of an entry was changed", edited(published(), PATH, ("2025-08-01", "2025-08-02")), LOG),
    Case("log: all removed", edited(published(), PATH, ("corrections:\n  - {date: 2025-07-01, kind: minor, text: A comma.}\n  - {date: 2025-08-01, kind: rating, text: The verdict was “True”.}\n", "")), LOG.replace("23:3", "2:1").replace("2025-08-01, rating: “The verdict was “True”.”", "2025-07-01, minor: “A comma.”") + LOG.replace("23:3", "2:1")),
    Case("log: an entry that stands there twice is needed twice", told(published(), "minor"), LOG.replace("2025-08-01, rating: “The verdict was “True”.”", "2025-09-01, minor: “Told.”"), told(told(published(), "minor"), "minor")),
    Case("log: written in another way", edited(published(), PATH, ("  - {date: 2025-07-01, kind: minor, text: A comma.}", "  - date: 2025-07-01\n    kind: minor\n    text: >-\n      A\n      comma."))),
    Case("history: removed", published(), f"{KEPT}:1:1: FC416 an earlier text of a claim must stay as it was published\n    found    no file\n    fix      restore it as it was published\n", {**published(), KEPT: b"x"}),
    Case("history: changed", {**published(), KEPT: b"y"}, f"{KEPT}:1:1: FC416 an earlier text of a claim must stay as it was published\n    found    another text\n    fix      restore it as it was published\n", {**published(), KEPT: b"x"}),
    Case("history: stays", {**published(), KEPT: b"x"}, "", {**published(), KEPT: b"x"}),
    Case("gone: no file", without(published(), PATH), GONE),
    Case("gone: a draft", edited(published(), PATH, ("status: published", "status: draft")), GONE.replace(":1:1", ":8:9").replace("no file", "a draft").replace("restore the file", "set status: published again")),
    Case("gone: another name", without(renamed(formerly=""), PATH), GONE.replace("    fix ", "    nearest  demo/price\n    fix ")),
    Case("gone: named by a draft only", without(renamed(("status: published", "status: draft")), PATH), GONE),
    Case("gone: a withdrawn one", without(published(), PATH), GONE, told(published(), "void")),
    Case("gone: a draft may", without(published(), PATH), "", edited(published(), PATH, ("status: published", "status: draft"))),
    Case("withdrawn", told(published(), "void")),
    Case("a file that cannot be read is no change", {**published(), PATH: b"---\nclaim: [\n---\n"}),
    Case("a published file that cannot be read is none", published(), "", {**published(), PATH: b"---\nclaim: [\n---\n"}),
    Case("renamed", without(renamed(), PATH)),
    Case("renamed, its verdict changed", without(renamed(VERDICT), PATH), UNTOLD_VERDICT.replace("cost", "price")),
    Case("renamed, its verdict told and stored", {**without(told(renamed(VERDICT), "rating", path=RENAMED), PATH), STORED.replace("cost", "price"): COST.encode()}),
    Case("renamed, stored under the old name", {**without(told(renamed(VERDICT), "rating", path=RENAMED), PATH), STORED: COST.encode()}, UNSTORED.replace("cost", "price")),
    Case("renamed, its history with it", {**without(renamed(), PATH), STORED.replace("cost", "price"): b"x"}, "", {**published(), STORED: b"x"}),
    Case("renamed, its history left behind", without(renamed(), PATH), f"{STORED}:1:1: FC416 an earlier text of a claim must stay as it was published\n    found    no file\n    fix      restore it as it was published, as {STORED.replace('cost', 'price')}\n", {**published(), STORED: b"x"}),
    Case("renamed, its history changed", {**without(renamed(), PATH), STORED.replace("cost", "price"): b"y"}, f"{STORED.replace('cost', 'price')}:1:1: FC416 an earlier text of a claim must stay as it was published\n    found    another text\n    fix      restore it as it was published\n", {**published(), STORED: b"x"}),
    Case("an old name that is a claim's, its history moved", {**renamed(), PATH: COST.encode(), STORED.replace("cost", "price"): b"x"}, f"{STORED}:1:1: FC416 an earlier text of a claim must stay as it was published\n    found    no file\n    fix      restore it as it was published\n", {**published(), STORED: b"x"}),
    Case("an old name that is a claim's is not former", {**renamed(VERDICT), PATH: COST.encode()}),
    Case("address: stays", led_on(), "", led_on()),
    Case("address: taken out", published(), LEADS_NOT, led_on()),
    Case("address: is a claim's again", {**published(), PATH.replace("cost", "fare"): COST.encode()}, "", led_on()),
    Case("address: left behind at another name", without(renamed(), PATH), LEADS_NOT.replace("cost", "price"), led_on()),
    Case("address: taken along to another name", without(renamed(formerly="formerly: [demo/cost, demo/fare]\n"), PATH), "", led_on()),
    Case("article: another name", moved(ARTICLE, "line"), LED_ON.format(new="content/articles/line.md", old="content/articles/demo.md", name="demo")),
    Case("article: another name and text, the same address", edited(moved(ARTICLE, "line"), "content/articles/line.md", ("c0a6", "c0a7"), ("Most of", "Some of")), LED_ON.format(new="content/articles/line.md", old="content/articles/demo.md", name="demo")),
    Case("article: another name, the old one named", moved(ARTICLE, "line", formerly="formerly: [demo]\n")),
    Case("article: another one", edited(moved(ARTICLE, "line"), "content/articles/line.md", ("c0a6", "c0a7"), ("harbour-line", "other"), ("Most of", "Some of"))),
    Case("article: cannot be read", {**published(), ARTICLE: b"---\n"}),
    Case("source: another name", trains(moved(TIMETABLE, "trains")), CHANGED_SOURCE + LED_ON.format(new="content/sources/trains.md", old=TIMETABLE, name="timetable")),
    Case("source: another name, the old one named", trains(moved(TIMETABLE, "trains", formerly="formerly: [timetable]\n"))),
    Case("source: another name, cited by no published claim", without({**uncited(), "content/sources/trains.md": published()[TIMETABLE]}, TIMETABLE), "", uncited()),
    Case("source: taken out", without(edited(published(), HOURLY_PATH, EVIDENCE_OUT), "content/sources/unknown.md"), untold("16:3", "removed evidence", "timetable: A train leaves the harbour every hour", "", FACTUAL).replace("cost", "hourly")),
]  # fmt: skip


@each(CASES)
def test_the_whole_report(case: Case) -> None:
    assert reported(compare(case.before, case.after)) == case.report


def test_a_withdrawn_check_is_told_apart() -> None:
    found = compare(published(), told(published(), "void"))
    assert [claim.name for claim in found.withdrawn] == ["demo/cost"]
    assert compare(told(published(), "void"), told(told(published(), "void"), "minor")).withdrawn == ()


def test_what_is_new_gone_and_unreadable_is_listed() -> None:
    after = {**without(published(), HOURLY_PATH), "content/claims/demo/x.md": COST.encode(), PATH: b"---\n"}
    found = compare(published(), after)
    assert [claim.name for claim in found.new] == ["demo/x"]
    assert [claim.name for claim in found.gone] == ["demo/hourly"]
    assert found.unreadable == ("demo/cost",)
    assert found.articles == ("demo",)
    assert compare(published(), published()).articles == ()


# --- other versions of the generator


def test_files_of_another_version_are_compared_by_what_they_say() -> None:
    old = COST.replace("kind: fact", "sort: [fact]\nkind: {a: b}").replace("evidence:", "evidence_of: x\nevidence:")
    before = {**published(), PATH: old.encode()}
    assert compare(before, published()).problems == ()
    assert reported(compare(before, judged())) == UNTOLD_VERDICT


def test_values_of_another_form_are_as_good_as_none() -> None:
    odd = """---
claim: [a]
verdict: {a: b}
quote: [x]
status: published
evidence: [a, {source: s}, [b]]
corrections: {a: b}
formerly: x
topics: {a: b}
---
"""
    (claim,) = State({PATH: odd.encode()}).published.values()
    assert (claim.text("claim"), claim.text("verdict"), claim.corrections, claim.formerly) == ("", "", (), ())
    assert claim.rows("evidence") == ({}, {"source": "s"}, {})
    assert not claim.is_withdrawn
    found = compare({PATH: odd.encode()}, {PATH: COST.encode()})
    assert {change.aspect for pair in found.changed for change in pair.changes} >= {Aspect.VERDICT, Aspect.CLAIM, Aspect.QUOTE, Aspect.ADDED}  # fmt: skip


keys = st.sampled_from("claim verdict quote status evidence corrections formerly topics summary".split())
values = st.recursive(st.text("ab \n", max_size=5), lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["exact", "source", "date", "kind", "text", "quote"]), inner, max_size=3), max_leaves=6)  # fmt: skip


@often
@given(st.dictionaries(keys, values), st.dictionaries(keys, values))
def test_any_front_matter_can_be_compared(before: dict[str, object], after: dict[str, object]) -> None:
    def files(header: dict[str, object]) -> Files:
        return {PATH: f"---\n{json.dumps({**header, 'status': 'published'})}\n---\n".encode()}

    assert compare(files(before), files(before)).changed == ()
    compare(files(before), files(after))


# --- wording


@dataclass(frozen=True)
class Wording:
    name: str
    one: str
    other: str
    same: bool


WORDINGS = [
    Wording("nothing", "The bridge is safe.", "The bridge is safe.", True),
    Wording("a full stop", "The bridge is safe.", "The bridge is safe", True),
    Wording("case", "The bridge is safe", "the Bridge is safe", True),
    Wording("accents", "Elysee talks", "Élysée talks", True),
    Wording("quotation marks", "the “loan” is large", 'the "loan" is large', True),
    Wording("an article", "the bridge is safe", "a bridge is safe", True),
    Wording("spelling of a long word", "the harbour is closed", "the harbor is closed", True),
    Wording("another word", "The bridge is safe", "The bridge is shut", False),
    Wording("two letters that change places", "the center is open", "the centre is open", True),
    Wording("another word of the same beginning", "the minister came", "the ministry came", False),
    Wording("a word more at the end", "the bridge is safe", "the bridge is safe today", False),
    Wording("another word of four letters", "the fort fell", "the foot fell", False),
    Wording("another first letter", "the bright hall", "the fright hall", False),
    Wording("a short word", "the cost is known", "the lost is known", False),
    Wording("a word more", "the bridge is safe", "the bridge is very safe", False),
    Wording("the same words in another order", "dog bites man", "man bites dog", False),
    Wording("a number", "cost 42 million", "cost 24 million", False),
    Wording("a decimal mark", "cost 4.2 million", "cost 42 million", False),
    Wording("a sign", "fell by -3", "fell by 3", False),
    Wording("a unit", "cost €3", "cost $3", False),
    Wording("a negation", "it is legal there", "it is illegal there", False),
    Wording("a modal", "it could close", "it would close", False),
    Wording("a name", "Macron said", "Merkel said", False),
    Wording("a name of one more letter", "President Marcon spoke", "President Macron spoke", False),
    Wording("a comparison", "more trains", "fewer trains", False),
]  # fmt: skip


@each(WORDINGS)
def test_only_the_wording_differs(case: Wording) -> None:
    assert is_rewording(case.one, case.other) is case.same
    assert is_rewording(case.other, case.one) is case.same


WIDER = [
    Wording("more behind", "the town paid", "the town paid in time", True),
    Wording("more before", "the town paid", "as agreed the town paid", True),
    Wording("less", "the town paid in time", "the town paid", True),
    Wording("a negation more", "the town paid", "the town paid nothing", False),
    Wording("a number more", "the town paid", "the town paid 3 million", False),
    Wording("a condition is no word that is known", "the town paid", "the town pays", False),
    Wording("beside", "the town paid", "in time it came", False),
]


@each(WIDER)
def test_one_quote_holds_the_other(case: Wording) -> None:
    assert is_wider(case.one, case.other) is case.same
    assert is_wider(case.other, case.one) is case.same

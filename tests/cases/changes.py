"""Changes of the claim `demo/cost` of the small site, each with its report and the kinds of correction that tell of it."""

from dataclasses import dataclass

from factcheck.core.changes.aspects import Aspect
from factcheck.core.fields import CorrectionKind

PATH = "content/claims/demo/cost.md"
HOURLY_PATH = "content/claims/demo/hourly.md"
BRIDGE_PATH = "content/claims/demo/bridge.md"
# The claims as they were published. `corrections` is the last key, so that a line behind it is an entry.
COST = """\
---
claim: The repairs of the harbour line cost €42 million.
claimant: The Harbour Gazette
quote: The repairs cost €42 million
verdict: mostly-true
summary: The accounts say €41.8 million.
kind: fact
status: published
author: Ada Berg
reviewed_by: Ben Cole
checked: 2025-06-01
topics: [Public money, Railways]
evidence:
  - source: accounts
    quote: The repairs […] cost €41.8 [exactly] The town paid €21 million of it
    stance: supports
    translation: The repairs cost that much.
    note: Both in one document.
  - source: timetable
    quote: The last train on Sundays leaves at 10 p.m.
    stance: context
corrections:
  - {date: 2025-07-01, kind: minor, text: A comma.}
  - {date: 2025-08-01, kind: rating, text: The verdict was “True”.}
---

The [accounts](../../sources/accounts.md) round[^1] to the same sum, see [the town](https://town.example.org/).

| Year | Sum |
| ---- | --: |
| 2025 | 42  |

[^1]: A footnote.
"""
HOURLY = """\
---
claim: Trains of the harbour line run every hour.
claimant: Zoë Lind
quote:
  exact: Trains will run every hour
  suffix: from 6 a.m.
verdict: "true"
summary: The timetable lists a train every hour.
kind: fact
status: published
author: Ada Berg
reviewed_by: Ben Cole
checked: 2025-06-01
topics: [Railways]
evidence:
  - source: timetable
    quote: A train leaves the harbour every hour
    stance: supports
  - source: accounts
    quote: The town paid €21 million of it
    stance: context
---

See the [timetable](../../sources/timetable.md).
"""
BRIDGE = """\
---
claim: The bridge of the harbour line will be inspected every year.
claimant: Zoë Lind
quote: the bridge will be inspected every year
verdict: unproven
summary: No document says so yet.
kind: prediction
status: published
author: Ada Berg
reviewed_by: Ben Cole
checked: 2025-06-01
---

The minutes are silent about it.
"""
PUBLISHED = {PATH: COST, HOURLY_PATH: HOURLY, BRIDGE_PATH: BRIDGE}


@dataclass(frozen=True)
class Row:
    """An edit of `demo/cost`, the report without an entry, and the aspect with its kinds."""

    name: str
    edits: tuple[tuple[str, str], ...]
    aspect: Aspect
    kinds: tuple[CorrectionKind, ...]
    report: str


def untold(place: str, what: str, was: str, now: str, kinds: str) -> str:
    first = kinds.split(" or ", maxsplit=1)[0]
    lines = [
        f"{PATH}:{place}: FC413 the {what} must be told under corrections",
        *([f"    was      “{was}”"] if was else []),
        *([f"    now      “{now}”"] if now else []),
        f"    entry    of kind {kinds}; new entries: none",
        f'    fix      run: factcheck correct demo/cost {first} "what was changed, and why"',
    ]
    return "\n".join(lines) + "\n"


FACTUAL, UPDATE, EVERY = (
    "factual or rating or void",
    "update or factual or rating or void",
    "minor or update or factual or rating or void",
)
KINDS = {words: tuple(map(CorrectionKind, words.split(" or "))) for words in (FACTUAL, UPDATE, EVERY)}
CLAIM = "The repairs of the harbour line cost €42 million."
ACCOUNTS = "The repairs […] cost €41.8 [exactly] The town paid €21 million of it"
SUNDAY = "timetable: The last train on Sundays leaves at 10 p.m."


def row(name: str, edits: tuple[tuple[str, str], ...], aspect: Aspect, kinds: str, place: str, what: str, was: str, now: str) -> Row:  # fmt: skip
    return Row(name, edits, aspect, KINDS[kinds], untold(place, what, was, now, kinds))


ROWS = [
    row("claim sentence: a number", ((CLAIM, CLAIM.replace("42", "24")),), Aspect.CLAIM, FACTUAL, "2:8", "changed claim sentence", CLAIM, CLAIM.replace("42", "24")),
    row("claim sentence: another word", (("claim: The repairs of", "claim: The closure of"),), Aspect.CLAIM, FACTUAL, "2:8", "changed claim sentence", CLAIM, CLAIM.replace("repairs", "closure")),
    row("claim sentence: spelling", ((CLAIM, CLAIM.replace("harbour", "harbor")),), Aspect.CLAIM, EVERY, "2:8", "changed wording of the claim sentence", CLAIM, CLAIM.replace("harbour", "harbor")),
    row("short form: another word", (("claimant:", "short: The repairs cost nothing.\nclaimant:"),), Aspect.SHORT, EVERY, "3:8", "changed wording of the short form", "", "The repairs cost nothing."),
    row("article quote: other words", (("quote: The repairs cost €42 million", "quote: The repairs took 18 months"),), Aspect.QUOTE, FACTUAL, "4:8", "changed article quote", "The repairs cost €42 million", "The repairs took 18 months"),
    row("article quote: wider, with a number", (("quote: The repairs cost €42 million", "quote: The repairs cost €42 million, 3 times as much"),), Aspect.QUOTE, FACTUAL, "4:8", "changed article quote", "The repairs cost €42 million", "The repairs cost €42 million, 3 times as much"),
    row("article quote: wider", (("quote: The repairs cost €42 million", "quote: The repairs cost €42 million – and the town paid"),), Aspect.QUOTE, EVERY, "4:8", "changed wording of the article quote", "The repairs cost €42 million", "The repairs cost €42 million – and the town paid"),
    row("article quote: which place", (("quote: The repairs cost €42 million", "quote: {exact: The repairs cost €42 million, suffix: twice}"),), Aspect.QUOTE, EVERY, "4:8", "changed wording of the article quote", "The repairs cost €42 million", "The repairs cost €42 million (suffix: twice)"),
    row("claimant: another", (("claimant: The Harbour Gazette", "claimant: Zoë Lind"),), Aspect.CLAIMANT, FACTUAL, "3:11", "changed claimant", "The Harbour Gazette", "Zoë Lind"),
    row("claimant: none", (("claimant: The Harbour Gazette\n", ""),), Aspect.CLAIMANT, FACTUAL, "2:1", "changed claimant", "The Harbour Gazette", ""),
    row("claimant: case", (("claimant: The Harbour Gazette", "claimant: the Harbour Gazette"),), Aspect.CLAIMANT, EVERY, "3:11", "changed wording of the claimant", "The Harbour Gazette", "the Harbour Gazette"),
    row("summary: a number", (("summary: The accounts say €41.8 million.", "summary: The accounts say €41.7 million."),), Aspect.SUMMARY, UPDATE, "6:10", "changed summary", "The accounts say €41.8 million.", "The accounts say €41.7 million."),
    row("summary: punctuation", (("summary: The accounts say €41.8 million.", "summary: The accounts say €41.8 million"),), Aspect.SUMMARY, EVERY, "6:10", "changed wording of the summary", "The accounts say €41.8 million.", "The accounts say €41.8 million"),
    row("evidence added", (("corrections:", "  - {source: town, quote: It paid., stance: supports}\ncorrections:"),), Aspect.ADDED, UPDATE, "22:5", "added evidence", "", "town: It paid."),
    row("evidence removed", (("  - source: timetable\n    quote: The last train on Sundays leaves at 10 p.m.\n    stance: context\n", ""),), Aspect.REMOVED, FACTUAL, "14:3", "removed evidence", SUNDAY, ""),
    row("evidence changed: source", (("  - source: timetable", "  - source: letter"),), Aspect.CHANGED, FACTUAL, "19:5", "changed evidence", f"{SUNDAY} (context)", f"{SUNDAY.replace('timetable', 'letter')} (context)"),
    row("evidence changed: words", (("Sundays leaves at 10", "Sundays leaves at 11"),), Aspect.CHANGED, FACTUAL, "19:5", "changed evidence", f"{SUNDAY} (context)", f"{SUNDAY.replace('10', '11')} (context)"),
    row("evidence changed: stance", (("stance: context", "stance: refutes"),), Aspect.CHANGED, FACTUAL, "19:5", "changed evidence", f"{SUNDAY} (context)", f"{SUNDAY} (refutes)"),
    row("evidence changed: typography", (("Sundays leaves at 10 p.m.", "Sundays leaves at 10\u00a0p.m."),), Aspect.CHANGED, EVERY, "19:5", "changed wording of evidence", f"{SUNDAY} (context)", f"{SUNDAY} (context)".replace("10 ", r"10\u{00A0}")),
    row("note of evidence", (("note: Both in one document.", "note: Both in two documents."),), Aspect.REMARK, EVERY, "14:5", "changed remark on evidence", "The repairs cost that much.; Both in one document.", "The repairs cost that much.; Both in two documents."),
    row("translation of evidence", (("    translation: The repairs cost that much.\n", ""),), Aspect.REMARK, EVERY, "14:5", "changed remark on evidence", "The repairs cost that much.; Both in one document.", "Both in one document."),
]  # fmt: skip

"""The changes since the published state as a Markdown table, for a reviewer. Content stands in code spans only."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from factcheck.core.changes.aspects import Change
from factcheck.core.changes.compare import Changes
from factcheck.core.changes.coverage import Coverage, Covered
from factcheck.core.changes.pairing import Pair
from factcheck.core.changes.state import claim_path
from factcheck.core.outcome import Outcome
from factcheck.render.report import code

Quotes = Mapping[str, Sequence[Outcome]]  # how the quotes of a claim came out, by its id
_HEAD = "| claim | verdict | what changed | what tells of it | quotes |"
_MOST_TEXT = 160  # characters of a correction: the whole of it is in the diff


@dataclass(frozen=True, slots=True)
class Origin:
    """The addresses below which the files of both states can be read, with / at their ends; empty where unknown."""

    before: str = ""
    after: str = ""


def table(found: Changes, commit: str, quotes: Quotes, covered: Iterable[Coverage], origin: Origin) -> str:
    """The whole report, also where nothing changed. `commit` is the hash of the published state."""
    rows = [*(_changed(pair, quotes, origin) for pair in found.changed), *_rest(found, quotes, origin)]
    head = f"### Published claims, compared with {code(commit[:12])}"
    if not rows:
        return f"{head}\n\nNo published claim has changed.\n"
    lines = [head, "", _HEAD, "| --- | --- | --- | --- | --- |", *rows, "", *_coverage(list(covered))]
    return "\n".join(lines).rstrip("\n") + "\n"


def _changed(pair: Pair, quotes: Quotes, origin: Origin) -> str:
    old, new = pair.before.text("verdict"), pair.after.text("verdict")
    verdict = code(new) if old == new else f"{code(old)} → {code(new)}"
    changes = [_aspect(change) for change in pair.changes]
    renamed = [f"address, was {code(pair.before.name)}"] if pair.is_renamed else []
    withdrawn = ["**withdrawn**"] if pair.after.is_withdrawn else []
    cells = (
        _link(pair.after.path, origin.after),
        "<br>".join([verdict, *withdrawn]),
        "<br>".join([*renamed, *changes]) or "corrections only",
        "<br>".join(_told(pair)) or "no entry is needed",
        _quotes(quotes.get(pair.after.name, ())),
    )
    return _row(cells)


def _aspect(change: Change) -> str:
    return f"{change.aspect} (wording)" if change.is_rewording else str(change.aspect)


def _told(pair: Pair) -> Iterator[str]:
    """The new corrections, then what none of them tells, then what was taken out of the log."""
    for entry in pair.entries:
        yield f"{code(entry.date)} {code(entry.kind)}: {code(_cut(entry.text))}"
    for change in pair.changes:
        if change.sufficient and not pair.telling(change):
            yield f"**no entry** of kind {' or '.join(change.sufficient)} for: {_aspect(change)}"
    for entry in pair.lost:
        yield f"**changed or removed**: {code(entry.date)} {code(entry.kind)}: {code(_cut(entry.text))}"


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_TEXT else text[:_MOST_TEXT] + "…"


def _rest(found: Changes, quotes: Quotes, origin: Origin) -> Iterator[str]:
    for claim in found.new:
        told = _quotes(quotes.get(claim.name, ()))
        yield _row(
            (_link(claim.path, origin.after), code(claim.text("verdict")), "**new**", "no entry is needed", told)
        )
    for claim in found.gone:
        told = "**nothing**: the page of a published claim stays"
        yield _row((_link(claim.path, origin.before), code(claim.text("verdict")), "**no longer published**", told, ""))
    for name in found.unreadable:
        yield _row((_link(claim_path(name), origin.after), "", "**cannot be read**: see the problems", "", ""))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _link(path: str, folder: str) -> str:
    """A file by its path, as a link where the address of its folder is known."""
    return f'<a href="{escape(folder + quote(path))}">{code(path)}</a>' if folder else code(path)


def _quotes(outcomes: Sequence[Outcome]) -> str:
    return ", ".join(f"{count:,} {outcome}" for outcome in Outcome if (count := outcomes.count(outcome)))


def _coverage(covered: Sequence[Coverage]) -> Iterator[str]:
    if covered:
        yield "Sentences that a published claim checks:"
        yield ""
        yield "| article | before | after |"
        yield "| --- | --- | --- |"
        for one in covered:
            yield _row((code(one.article), _share(one.before), _share(one.after)))


def _share(covered: Covered | None) -> str:
    return f"{covered.checked:,} of {covered.total:,}" if covered else "–"


def closing(found: Changes, commit: str) -> str:
    """The comparison in one sentence."""
    counts = (
        (len(found.changed), "changed"),
        (len(found.new), "new"),
        (len(found.withdrawn), "withdrawn"),
        (len(found.gone), "no longer published"),
    )
    told = ", ".join(f"{count:,} {word}" for count, word in counts if count) or "none has changed"
    return f"Published claims compared with {commit[:12]}: {told}."

"""The rules of a change after publication. Each docstring is a rule."""

import re
from collections.abc import Callable, Iterator, Mapping

from factcheck.core.changes.aspects import Aspect, Change
from factcheck.core.changes.pairing import Comparison, Pair
from factcheck.core.changes.state import Entry, State, Stated, formerly, history_folder
from factcheck.core.closest import closest
from factcheck.core.fields import CorrectionKind
from factcheck.core.problems import Place, Problem, problem, shown

_TEXT = '"what was changed, and why"'


def a_change_is_told(found: Comparison) -> Iterator[Problem]:
    """A change of a published claim has a new entry under `corrections`, of a kind that is grave enough."""
    for pair in found.pairs:
        for change in pair.changes:
            if change.sufficient and not pair.telling(change):
                yield _untold(pair, change)


def _untold(pair: Pair, change: Change) -> Problem:
    kinds = " or ".join(change.sufficient)
    new = ", ".join(entry.kind or "unknown" for entry in pair.entries)
    details = (
        ("was", shown(change.before) if change.before else ""),
        ("now", shown(change.after) if change.after else ""),
        ("entry", f"of kind {kinds}; new entries: {new or 'none'}"),
        ("fix", f"run: factcheck correct {pair.after.name} {change.sufficient[0]} {_TEXT}"),
    )
    return problem("FC413", pair.after.document.place(*change.location), *details, what=_what(change))


def _what(change: Change) -> str:
    """What must be told, as a noun: `changed verdict`, `removed evidence`."""
    named, _, done = change.aspect.partition(" ")
    if named == "evidence":
        return "changed wording of evidence" if change.is_rewording else f"{done} evidence"
    wording = "wording of the " if change.is_rewording else ""
    return f"changed {wording}{change.aspect}"


def an_earlier_text_is_kept(found: Comparison) -> Iterator[Problem]:
    """When the verdict changes, the file as it was published is stored, byte for byte, with the day of its entry."""
    for pair in found.pairs:
        for change in pair.changes:
            entry = pair.telling(change)
            if change.aspect is Aspect.VERDICT and entry:
                yield from _unstored(pair, entry, change, found.after)


def _unstored(pair: Pair, entry: Entry, change: Change, now: State) -> Iterator[Problem]:
    days = "|".join(re.escape(one.date) for one in pair.entries if one.kind in change.sufficient)
    name = re.compile(rf"{re.escape(history_folder(pair.after.name))}(?:{days})(?:-[1-9][0-9]*)?\.md")
    stored = {path: raw for path, raw in now.history.items() if name.fullmatch(path)}
    if pair.before.raw not in stored.values():
        missing = f"{history_folder(pair.after.name)}{entry.date}.md"
        other = ", ".join(stored)
        fix = f"take the entry out, and run: factcheck correct {pair.after.name} {entry.kind} with its text"
        yield problem(
            "FC414",
            pair.after.document.place("verdict"),
            ("missing", "" if stored else missing),
            ("found", f"{other}, which is not that file" if stored else ""),
            ("fix", f"delete {other}; {fix}" if stored else fix),
        )


def the_log_only_grows(found: Comparison) -> Iterator[Problem]:
    """A correction that was published stays as it is."""
    for pair in found.pairs:
        place = pair.after.document.place("corrections")
        for entry in pair.lost:
            was = f"{entry.date}, {entry.kind}: {shown(entry.text)}"
            yield problem("FC415", place, ("was", was), ("fix", "put it back; add a new entry for what is new"))


def an_earlier_text_stays(found: Comparison) -> Iterator[Problem]:
    """An earlier text of a claim stays as it is; with a claim that gets another address it moves along."""
    for path, raw in found.before.history.items():
        moved = _moved(path, found.renamed)
        if raw not in (found.after.files.get(path), found.after.files.get(moved)):
            there = next((one for one in (moved, path) if one in found.after.files), None)
            fix = "restore it as it was published" + (f", as {moved}" if moved != path and not there else "")
            told = "another text" if there else "no file"
            yield problem("FC416", Place(there or path), ("found", told), ("fix", fix))


def _moved(path: str, renamed: Mapping[str, str]) -> str:
    """The path that an earlier text has where its claim has another address now."""
    return next(
        (
            history_folder(now) + path.removeprefix(history_folder(former))
            for former, now in renamed.items()
            if path.startswith(history_folder(former))
        ),
        path,
    )


def a_published_claim_stays(found: Comparison) -> Iterator[Problem]:
    """A published claim keeps its page: it is withdrawn, or named under `formerly` by the claim that replaces it."""
    for claim in found.gone:
        draft = found.after.claims.get(claim.name)
        place = draft.document.place("status") if draft else Place(claim.path)
        restore = "set status: published again" if draft else "restore the file"
        void = f"run: factcheck correct {claim.name} {CorrectionKind.VOID} {_TEXT}"
        under = f"under formerly of the claim that replaces it: formerly: [{claim.name}]"
        same = [("nearest", new.name) for new in found.new if new.text("claim") == claim.text("claim")]
        nearest = same[:1] or closest(claim.name, (new.name for new in found.new))
        fix = f"{restore}, and {void}; or name it {under}"
        yield problem("FC417", place, ("found", "a draft" if draft else "no file"), *nearest, ("fix", fix))


def a_renamed_page_is_named(found: Comparison) -> Iterator[Problem]:
    """An article or a source that gets another name lists the old one under `formerly`: its address leads on."""
    for then, now, keys in (
        (found.before.articles, found.after.articles, ("sha256", "url")),
        (found.before.cited, found.after.sources, ("url",)),
    ):
        gone = (was for name, was in then.items() if was.path not in found.after.files and name not in formerly(now))
        for was in gone:
            new = (stated for name, stated in now.items() if name not in then)
            if same := next((one for one in new if _is_same(was, one, keys)), None):
                fix = f"add formerly: [{was.name}] to {same.path}"
                yield problem("FC425", same.document.place(), ("was", was.path), ("fix", fix))


def _is_same(was: Stated, now: Stated, keys: tuple[str, ...]) -> bool:
    """Whether two files are about the same document."""
    same = any(was.text(key) and was.text(key) == now.text(key) for key in keys)
    return same or bool(was.document.body.strip() and was.document.body.strip() == now.document.body.strip())


def a_former_address_still_leads_on(found: Comparison) -> Iterator[Problem]:
    """A page that leads on stays: who has it under `formerly` keeps it there, and takes it along to a new name."""
    for then, now in (
        (found.before.published, found.after.published),
        (found.before.articles, found.after.articles),
        (found.before.sources, found.after.sources),
    ):
        left = formerly(now)
        for former, owner in formerly(then).items():
            keeper = now.get(owner) or now.get(left.get(owner, ""))
            if keeper and former not in left and former not in now:
                fix = f"add {former} to formerly of {keeper.path}"
                yield problem("FC426", keeper.document.place(), ("was", former), ("fix", fix))


RULES: tuple[Callable[[Comparison], Iterator[Problem]], ...] = (
    a_change_is_told,
    an_earlier_text_is_kept,
    the_log_only_grows,
    an_earlier_text_stays,
    a_published_claim_stays,
    a_renamed_page_is_named,
    a_former_address_still_leads_on,
)

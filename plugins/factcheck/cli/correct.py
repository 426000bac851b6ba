"""The command `correct`: tells readers of a change of a published claim, and keeps an earlier verdict readable."""

import argparse
import shlex
import sys
from collections.abc import Callable, Mapping
from datetime import date
from itertools import count
from pathlib import Path

from factcheck.cli.desk import refused, words_from
from factcheck.cli.writing import agrees, replace, show, text_of
from factcheck.core.changes.state import State, Stated, claim_path, formerly, history_folder
from factcheck.core.closest import closest
from factcheck.core.corpus import parse, scan
from factcheck.core.correcting import Entry, corrected
from factcheck.core.encoding import INVISIBLE, control
from factcheck.core.fields import CorrectionKind
from factcheck.core.problems import Place, shown
from factcheck.core.text import collapse
from factcheck.evidence.gitstate import published
from factcheck.evidence.newfile import store
from factcheck.evidence.original import RefusedError
from factcheck.render.report import plural

# The one place that asks for the day; tests set another one.
clock: Callable[[], date] = date.today
_WITHDRAWN = (
    "With this entry the check is withdrawn: its page stays at its address and shows the claim, the corrections and "
    "that it was withdrawn; no verdict, and it is in no list, count or file of checks."
)
_BACK = "The check was withdrawn; with this entry its page shows it again."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    kinds = [kind.value for kind in CorrectionKind]
    parser.add_argument("claim", metavar="ARTICLE/CLAIM", help="the claim's name: of its file, without .md")
    parser.add_argument("kind", metavar="KIND", choices=kinds, help=f"how grave the change is: {', '.join(kinds)}")
    parser.add_argument("text", metavar="TEXT", nargs="?", help="what was changed, and why; without it, it is read")
    parser.add_argument(
        "--against",
        metavar="REF",
        help="where the published state is in git (default: the main branch of origin, else HEAD)",
    )
    parser.add_argument("--yes", action="store_true", help="write without asking")


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Run the command: 0 written, 1 refused or not agreed to, 2 wrong usage."""
    state = State(scan(root)[0])
    claim = _claim(state, arguments.claim)
    text = collapse(words_from(arguments.text))
    entry = Entry(date=clock(), kind=CorrectionKind(arguments.kind), text=text)
    _refuse_said(claim, entry)
    after = _entered(claim, entry)
    stored = dict(_stored(root, state, claim, entry, arguments.against))
    show(claim.path, text_of(claim.raw) or "", after)
    for line in (*(f"+ {path}: the file as it was published" for path in stored), *_told(claim, entry)):
        print(line)
    if not (arguments.yes or agrees(1 + len(stored))):
        asked = "" if sys.stdin.isatty() else " To write it, run the command with --yes."
        print(f"{plural(1 + len(stored), 'file')} would change; nothing was written.{asked}")
        return 1
    _write(root, claim, after, stored)
    against = f" --against {shlex.quote(arguments.against)}" if arguments.against else ""
    print(f"Changed {', '.join([claim.path, *stored])}. Next: factcheck check{against}")
    return 0


def _claim(state: State, given: str) -> Stated:
    """The published claim of that name, as it is on the disk. Raises `RefusedError`."""
    name = given.removeprefix("./").removeprefix("content/").removeprefix("claims/").removesuffix(".md")
    claim = state.claims.get(name)
    if claim is None and claim_path(name) not in state.files:
        same = [one for one in state.claims if one.split("/")[1] == name]
        nearest = [("nearest", same[0])] if len(same) == 1 else closest(name, state.claims)
        details = [f"{label:<8} {value}" for label, value in nearest]
        fix = "fix      give the names of the article and of the claim's file, such as article/claim"
        raise RefusedError(f"there is no claim {shown(name)}", *(details or [fix]))
    if claim is None or claim.path in parse({claim.path: claim.raw})[0].refused:
        raise RefusedError(f"{claim_path(name)} has problems of its own", "fix      run: factcheck check")
    if not claim.is_published:
        fix = "fix      change it as you like: there is nothing to correct until it is published"
        raise RefusedError(f"{claim.path} is a draft", fix)
    return claim


def _refuse_said(claim: Stated, entry: Entry) -> None:
    """Refuse what nobody can see, what the log has already, and a day that comes before its last one."""
    if hidden := INVISIBLE.search(entry.text):
        raise refused(control(Place(claim.path), hidden.group()))
    if any(one.text == entry.text for one in claim.corrections):
        raise RefusedError(f"{claim.path} has this correction already", "fix      say what is new")
    if claim.is_withdrawn and entry.kind is CorrectionKind.VOID:
        raise RefusedError(f"the check of {claim.path} is withdrawn already")
    latest = max([claim.text("checked"), *(one.date for one in claim.corrections)])
    if entry.date.isoformat() < latest:
        what = f"today is {entry.date} by the clock of this machine, and {claim.path} has a later day: {latest}"
        raise RefusedError(what, "fix      set the clock or mend that day")


def _entered(claim: Stated, entry: Entry) -> str:
    """The claim's file with the entry, as the site will read it. Raises `RefusedError`."""
    after = corrected(claim.path, text_of(claim.raw) or "", entry)
    problems = parse({claim.path: after.encode()})[1] if after else []
    if problems:
        raise refused(problems[0])
    if after is None:
        paste = f"corrections:\n{entry.written(2)}".rstrip("\n").split("\n")
        fix = "fix      write it by hand; what to add:"
        raise RefusedError(f"the entry cannot be put into {claim.path} safely", fix, *paste)
    return after


def _stored(root: Path, state: State, claim: Stated, entry: Entry, revision: str | None) -> Mapping[str, bytes]:
    """The file to be stored: the claim as it was published, where its verdict is another one now."""
    if entry.kind not in (CorrectionKind.RATING, CorrectionKind.VOID):
        return {}
    try:
        before = State(published(root, revision).files).published
    except RefusedError:
        if entry.kind is CorrectionKind.VOID and revision is None:
            return {}  # nothing to compare with: a check can be withdrawn without git
        raise
    former = (old for old, name in formerly(state.published).items() if name == claim.name)
    was = next((before[name] for name in (claim.name, *former) if name in before), None)
    if was is None or was.text("verdict") == claim.text("verdict"):
        if entry.kind is CorrectionKind.RATING:
            raise _same(claim, was)
        return {}
    folder = history_folder(claim.name)
    if was.raw in (raw for path, raw in state.history.items() if path.startswith(folder)):
        return {}
    names = (f"{folder}{entry.date}{'' if number == 1 else f'-{number}'}.md" for number in count(1))
    return {next(path for path in names if path not in state.files): was.raw}


def _same(claim: Stated, was: Stated | None) -> RefusedError:
    if was is None:
        fix = "fix      name the published state with --against; what was not published yet needs no correction"
        return RefusedError(f"{claim.path} is not among the published claims", fix)
    fix = f"fix      change the verdict in {claim.path} first, then run this again; or give another --against"
    return RefusedError(f"the verdict of {claim.name} is the published one: {shown(was.text('verdict'))}", fix)


def _told(claim: Stated, entry: Entry) -> list[str]:
    """What readers will be shown."""
    if entry.kind is CorrectionKind.VOID:
        return [_WITHDRAWN]
    return [_BACK] if claim.is_withdrawn else []


def _write(root: Path, claim: Stated, after: str, stored: Mapping[str, bytes]) -> None:
    """Write both files or none."""
    store(root, stored, "run it again")
    try:
        replace(root, claim.path, claim.raw, after)
    except BaseException:
        for path in stored:
            (root / path).unlink()
        raise

"""The command `suggest`: sentences worth checking that have no claim yet; with `--write`, drafts of them."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from factcheck.cli.desk import UNDETERMINED, article, corpus_of
from factcheck.cli.new import OTHER, taken
from factcheck.core.checkworthy import WEIGHTS, Suggestion, suggestions
from factcheck.core.cues import LANGUAGES, Reason
from factcheck.core.drafting import draft, free_slug, problems_of
from factcheck.core.ledger import State
from factcheck.core.picking import picked
from factcheck.core.problems import Problem, has_errors, shown
from factcheck.core.progress import Progress, progress
from factcheck.core.repair import least
from factcheck.core.stored import Stored
from factcheck.evidence.newfile import store
from factcheck.publish import jsontext
from factcheck.publish.coverage import shares_of
from factcheck.render import report
from factcheck.render.report import plural

_LONGEST = 300  # characters of a sentence that are shown
_SPACES = str.maketrans("\u00a0\u202f", "  ")
_STATES = {
    State.CHECKED: "checked",
    State.OPINION: "opinion or not checkable",
    State.UNCHECKED: "not checked yet",
    State.OUT_OF_SCOPE: "out of scope",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("article", metavar="ARTICLE", help="the article's name: of its file, without .md")
    parser.add_argument("--write", action="store_true", help="make a draft of each sentence")
    parser.add_argument("--most", type=int, metavar="N", help="only the first N")
    parser.add_argument("--all", action="store_true", help="also the sentences that show no cue")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how they are printed")


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Run the command: 0 also where there is nothing to suggest, 1 where a draft could not be written."""
    corpus = corpus_of(root)
    stored = article(corpus, arguments.article)
    language = corpus.articles[stored.slug].file.language
    made = progress(corpus, stored)
    free = suggestions(stored.text, stored.blocks, language, made.covered)
    found = [one for one in free if one.cues or arguments.all]
    chosen = found if arguments.most is None else found[: max(0, arguments.most)]
    written = _written(root, stored, chosen) if arguments.write else {}
    if arguments.format == "json":
        sys.stdout.write(jsontext.file(_as_json(stored, made, chosen, written)))
    else:
        told = _listed(stored, found, chosen, written)
        print("\n".join([*_coverage(stored, made, language), *told, *_silent(len(free) - len(found))]))
    failed = [refused for refused in written.values() if isinstance(refused, Problem)]
    for refused in failed:
        print(f"factcheck: {report.placeless(refused)}", file=sys.stderr)
    return 1 if failed else 0


def _coverage(stored: Stored, made: Progress, language: str) -> list[str]:
    shares = [
        f"{share.sentences} {_STATES[share.state]} ({share.percent} %)"
        for share in shares_of(made.stretches)
        if share.sentences
    ]
    begun = f"; drafts have begun {made.in_drafts} of those not checked yet" if made.in_drafts else ""
    told = [f"{stored.path}: {plural(len(made.stretches), 'sentence')}: {', '.join(shares)}{begun}."]
    told += [
        f"Note: the quote of {path} does not prove, so it covers nothing: run factcheck check."
        for path in made.unproved
    ]
    if language.split("-")[0] not in LANGUAGES:
        known = "only figures, dates in figures and quotation marks are cues"
        why = f"the words of the language {language} are not known"
        if language == UNDETERMINED:
            why = "the article's file does not say its language yet"
        told.append(f"Note: {why}: {known}.")
    return told


def _listed(
    stored: Stored,
    found: Sequence[Suggestion],
    chosen: Sequence[Suggestion],
    written: "dict[Suggestion, str | Problem]",
) -> list[str]:
    if not found:
        return ["No sentence without a claim shows a cue."]
    kind = "worth checking, without a claim" if all(one.cues for one in found) else "without a claim"
    told = [f"{plural(len(found), 'sentence')} {kind}:"]
    for number, one in enumerate(chosen, 1):
        told += [
            "",
            f"{number:>3}. {stored.where(one.span)}, score {one.score}",
            f"     {_readable(one.words, _LONGEST)}",
        ]
        told += [f"     {_why(one)}"]
        if isinstance(path := written.get(one), str):
            told.append(f"     wrote {path}")
    more = [f"… and {len(found) - len(chosen)} more."] if len(chosen) < len(found) else []
    if written:
        following = "Next: in each draft write the claim as one neutral sentence, or delete the file."
    else:
        following = (
            f"Next: factcheck suggest {stored.slug} --write makes a draft of each, factcheck new {stored.slug} of one."
        )
    return [*told, "", *more, following]


def _readable(words: str, limit: int) -> str:
    """Words to be read and not to be copied: French has a no-break space beside every second mark."""
    return shown(words.translate(_SPACES), limit)


def _silent(count: int) -> list[str]:
    return [f"{plural(count, 'sentence')} without a claim and without a cue: --all lists them too."] if count else []


def _why(one: Suggestion) -> str:
    """`number “28”, “half”; attribution “said”`."""
    why = "; ".join(f"{cue.reason} {', '.join(_readable(words, 60) for words in cue.words)}" for cue in one.cues)
    return why or "no cue"


def _written(root: Path, stored: Stored, chosen: Sequence[Suggestion]) -> "dict[Suggestion, str | Problem]":
    """Write a draft of each sentence: the path, or why it could not be written."""
    return {one: _write(root, stored, one) for one in chosen}


def _write(root: Path, stored: Stored, one: Suggestion) -> str | Problem:
    pick = picked(stored, least(stored.text, one.span), one.words)
    if isinstance(pick, Problem):
        return pick
    made = draft(stored, free_slug(one.words, taken(root, stored)), pick.selector)
    problems = problems_of(made, stored, one.span)
    if has_errors(problems):
        return next(found for found in problems if found.is_error)
    store(root, {made.path: made.text.encode()}, OTHER)
    return made.path


def _as_json(
    stored: Stored, made: Progress, chosen: Sequence[Suggestion], written: "dict[Suggestion, str | Problem]"
) -> jsontext.Json:
    """Offsets are code points of the seed, half-open."""
    return {
        "article": stored.slug,
        "seed": stored.path,
        "sentences": len(made.stretches),
        "coverage": [
            {
                "state": share.state.value,
                "sentences": share.sentences,
                "characters": share.characters,
                "percent": share.percent,
            }
            for share in shares_of(made.stretches)
        ],
        "in_drafts": made.in_drafts,
        "weights": {reason.value: WEIGHTS[reason] for reason in Reason},
        "suggestions": [_row(stored, one, written.get(one)) for one in chosen],
    }


def _row(stored: Stored, one: Suggestion, path: str | Problem | None) -> jsontext.Json:
    line, column = stored.text.position(one.span.start)
    return {
        "line": line,
        "column": column,
        "start": one.span.start,
        "end": one.span.end,
        "words": one.words,
        "score": one.score,
        "reasons": [{"reason": cue.reason.value, "words": list(cue.words)} for cue in one.cues],
        "draft": path if isinstance(path, str) else None,
    }

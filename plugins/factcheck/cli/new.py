"""The command `new`: a draft of a claim whose quote is proved already. It never overwrites a file."""

import argparse
from pathlib import Path

from factcheck.cli.desk import article, corpus_of, refused, words_from
from factcheck.core.corpus import Corpus
from factcheck.core.drafting import Draft, claim_path, draft, free_slug, problems_of
from factcheck.core.layout import is_file_name
from factcheck.core.picking import Pick, Picks, picks
from factcheck.core.problems import Problem, has_errors, shown
from factcheck.core.progress import progress
from factcheck.core.refusal import context_of
from factcheck.core.stored import Stored
from factcheck.core.text import collapse
from factcheck.evidence.newfile import store
from factcheck.evidence.original import USAGE, RefusedError
from factcheck.render import report

OTHER = "give another --slug, or delete that file first"
_STILL = "claimant, verdict, summary, kind, author, checked, evidence and the reasoning"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("article", metavar="ARTICLE", help="the article's name: of its file, without .md")
    parser.add_argument("words", metavar="WORDS", nargs="?", help="words of the article; without any, they are read")
    parser.add_argument("--claim", default="", help="the claim in one neutral sentence (default: the words)")
    parser.add_argument("--claimant", default="", help="who says it in the article")
    parser.add_argument("--slug", default="", help="the claim's name (default: made of the claim)")
    parser.add_argument(
        "--nth", type=int, metavar="N", help="which place is meant, where the words occur several times"
    )


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Run the command: 0 written, 1 refused, 2 wrong usage."""
    corpus = corpus_of(root)
    stored = article(corpus, arguments.article)
    if arguments.slug and not is_file_name(arguments.slug):
        form = "small letters, digits and hyphens, at most 80"
        raise RefusedError(f"--slug must be a name in {form}; found {shown(arguments.slug)}", code=USAGE)
    words = words_from(arguments.words)
    pick = _chosen(stored, words, arguments.nth)
    slug = arguments.slug or free_slug(arguments.claim or pick.selector.exact, taken(root, stored))
    made = draft(stored, slug, pick.selector, claim=arguments.claim, claimant=arguments.claimant)
    warnings = _checked(made, stored, pick)
    store(root, {made.path: made.text.encode()}, OTHER)
    print("\n".join([*_told(made, stored, pick, corpus), *map(report.text, [[one] for one in warnings])]))
    print(f"Next: write the claim as one neutral sentence, then add {_STILL}; run factcheck check.")
    return 0


def taken(root: Path, stored: Stored) -> set[str]:
    """The names that claims of the article have already, whatever their ending."""
    folder = root / Path(claim_path(stored.slug, "x")).parent
    return {path.name.split(".")[0].lower() for path in folder.iterdir()} if folder.is_dir() else set()


def _chosen(stored: Stored, words: str, nth: int | None) -> Pick:
    found = picks(stored, words, nth=nth)
    if isinstance(found, Problem):
        raise refused(found)
    if nth is None and found.total > 1:
        raise _several(stored, words, found)
    if not found.found:
        raise RefusedError(f"--nth must be from 1 to {found.total}: so often the words occur", code=USAGE)
    return found.found[0]


def _several(stored: Stored, words: str, found: Picks) -> RefusedError:
    """The words occur several times: each place, with the context that chooses it."""
    rows = [
        f"{number:<8} {stored.where(pick.span)}{context_of(pick.selector)}"
        for number, pick in enumerate(found.found, 1)
    ]
    left = found.total - len(found.found)
    more = [f"more     {left} more places"] if left else []
    fix = "fix      choose one with --nth, or give more words"
    what = f"{shown(collapse(words))} occurs {found.total} times in {stored.path}"
    return RefusedError(what, *rows, *more, fix)


def _checked(made: Draft, stored: Stored, pick: Pick) -> list[Problem]:
    """The warnings about a draft; refuses one that the site would not read."""
    problems = problems_of(made, stored, pick.span)
    if has_errors(problems):
        raise refused(next(found for found in problems if found.is_error))
    return problems


def _told(made: Draft, stored: Stored, pick: Pick, corpus: Corpus) -> list[str]:
    told = [f"Wrote {made.path}, a draft. Its quote is proved: {stored.path}, {stored.where(pick.span)}."]
    if pick.differences:
        told.append(
            f"Only the typography differed; the text's own characters were taken: {'; '.join(pick.differences)}."
        )
    quoted = progress(corpus, stored).quoted
    same = [one.path for one in quoted if one.span.start < pick.span.end and pick.span.start < one.span.end]
    return [*told, *(f"Note: the quote of {path} touches these words too." for path in same)]

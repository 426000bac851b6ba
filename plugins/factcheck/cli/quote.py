"""The command `quote`: words of an article or a source as YAML, ready to paste."""

import argparse
import sys
from pathlib import Path

from factcheck.cli.desk import corpus_of, refused, text_named, words_from
from factcheck.core import headertext
from factcheck.core.picking import Pick, Picks, picks
from factcheck.core.problems import Problem
from factcheck.core.quoting import texts_of
from factcheck.core.stored import Stored
from factcheck.render import report

_ENTRY = 4  # spaces before the keys of a piece of evidence


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("name", metavar="ARTICLE|SOURCE", help="the name of its file, without .md")
    parser.add_argument("words", metavar="WORDS", nargs="?", help="words of it; without any, they are read")


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Run the command: 0 found, 1 not found, 2 wrong usage. What is to be pasted goes to the standard output."""
    corpus = corpus_of(root)
    stored = text_named(corpus, arguments.name)
    found = picks(stored, words_from(arguments.words), texts_of(corpus).extracts.values())
    if isinstance(found, Problem):
        raise refused(found)
    for number, pick in enumerate(found.found, 1):
        if found.total > 1:
            print(f"# {number} of {found.total}: {stored.path}, {stored.where(pick.span)}")
        sys.stdout.write(pasted(stored, pick))
    _tell(stored, found)
    return 0


def pasted(stored: Stored, pick: Pick) -> str:
    """The lines to paste: the key `quote` of a claim, or an entry of its evidence."""
    value = headertext.quote(pick.selector)
    if stored.kind == "seed":
        return headertext.written({"quote": value})
    entry = headertext.written({"source": stored.slug, "quote": value}, _ENTRY)
    return f"{' ' * (_ENTRY - 2)}- {entry[_ENTRY:]}"


def _tell(stored: Stored, found: Picks) -> None:
    first = found.found[0]
    if found.total > 1:
        rest = f"; more words make it fewer than {found.total}" if found.total > len(found.found) else ""
        print(f"The words occur {found.total} times: paste the one that you mean{rest}.", file=sys.stderr)
    else:
        print(f"{stored.path}, {stored.where(first.span)}", file=sys.stderr)
    if first.differences:
        told = "; ".join(first.differences)
        print(f"Only the typography differed; the text's own characters were taken: {told}.", file=sys.stderr)
    for warning in first.problems:
        print(report.placeless(warning), file=sys.stderr)

"""What a run says: its problems in a format, its closing words, its exit code."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from factcheck.core.outcome import Outcome
from factcheck.core.problems import Place, Problem, has_errors, problem
from factcheck.render import report
from factcheck.render.report import plural
from factcheck.site import config
from factcheck.site.hosting import PLACEHOLDER

if TYPE_CHECKING:
    from factcheck.site.load import Loaded

CLEAN, PROBLEMS, USAGE, BUSY = 0, 1, 2, 75
INTERRUPTED = 130  # 128 and the number of SIGINT, as shells count


class Found(Protocol):
    """What a run has found: how quotes came out, and how many articles, claims and sources there are, if any."""

    @property
    def outcomes(self) -> Mapping[Outcome, int]:
        """How many quotes came out how."""

    @property
    def counts(self) -> tuple[int, int, int] | None:
        """How many articles, claims and sources are published; None where there is no site."""


def checked(found: Found) -> str:
    """What a run has checked, and how the quotes came out."""
    if found.counts is None:
        return outcomes(found)
    articles, claims, sources = found.counts
    quotes = sum(found.outcomes.values())
    counts = ((articles, "article"), (claims, "claim"), (quotes, "quote"), (sources, "source"))
    return f"Checked {', '.join(plural(count, word) for count, word in counts)}: every quote is verbatim."


def outcomes(found: Found) -> str:
    """`Quotes: 147 verbatim, 1 near, 1 unchecked (the text to look in is missing or refused).`"""
    told = [f"{found.outcomes[outcome]:,} {outcome}" for outcome in Outcome if found.outcomes.get(outcome)]
    cause = " (the text to look in is missing or refused)" if found.outcomes.get(Outcome.UNCHECKED) else ""
    return f"Quotes: {', '.join(told)}{cause}." if told else ""


def tell(problems: Sequence[Problem], form: str, closing: str, *, is_brief: bool = False) -> int:
    """Print the problems in a format and the closing words; return the exit code. Only text can be brief."""
    failed = has_errors(problems)
    if problems or form == "json":
        stream = sys.stdout if form != "text" else sys.stderr
        wanted = stream.isatty() or "FORCE_COLOR" in os.environ
        coloured = wanted and "NO_COLOR" not in os.environ
        as_text = report.brief if is_brief else report.text
        told = as_text(problems, colour=coloured) if form == "text" else report.FORMATS[form](problems)
        print(told, file=stream)
    words = " ".join(part for part in (report.outcome(problems) + "." if problems else "", closing) if part)
    if words:
        print(words, file=sys.stderr if failed or form == "json" else sys.stdout)
    if form == "github" and problems:  # the log has all; annotations are ten at most
        print(report.text(problems), file=sys.stderr)
    if form == "github" and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
        with Path(summary).open("a", encoding="utf-8") as file:
            file.write(report.github_summary(problems, words))
    return PROBLEMS if failed else CLEAN


def busy(output: Path, holder: str, form: str) -> int:
    """Tell who builds already; the exit code."""
    fix = ("fix", "wait until the other build has ended")
    tell([problem("FC605", Place(output.name), ("holder", holder), fix)], form, "")
    return BUSY


def placeholder(loaded: "Loaded") -> str:
    """A hint for who forgets to say where the site is published; a preview needs no address."""
    if loaded.site is None or loaded.site.settings.url != PLACEHOLDER:
        return ""
    return (
        f"\nIts address is still the placeholder {PLACEHOLDER}: before you publish, set SITEURL in {config.FILE}, "
        "or build with: make site SITEURL=https://…"
    )

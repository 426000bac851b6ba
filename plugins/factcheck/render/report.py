"""Problems as a report: for people, for GitHub, for programs."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from itertools import accumulate

from factcheck.core.problems import Problem, Severity

# What would begin a new line, hide one, or cannot be printed at all: file names may hold it.
_UNPRINTED = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
# Markdown is read between HTML tags, too: what begins a span, a link or a formula there, or makes an address a link.
_MARKUP = re.compile(r"[&<>|`*_\[\]~@$\\]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
MOST_ALIKE = 3  # warnings that say the same, in a brief report
MOST_ERRORS = 100  # of one code, in a brief report
ALL = "factcheck check --all"  # shows the others
MOST_SUMMARY = 1_000_000  # bytes: GitHub drops a step's summary of more than 1 MiB
MOST_ANNOTATIONS = 10  # GitHub shows no more of one kind from one step
_COLOURS = {Severity.ERROR: "\033[31m", Severity.WARNING: "\033[33m"}
_BOLD, _DIM, _PLAIN = "\033[1m", "\033[2m", "\033[0m"


def text(problems: Sequence[Problem], *, colour: bool = False) -> str:
    """Each problem as `path:line:col: CODE what must hold`, with its details indented below."""
    return "\n".join(_text(found, colour=colour) for found in problems)


def brief(problems: Sequence[Problem], *, colour: bool = False) -> str:
    """As `text`, but not all that are alike are told, and how many more there are of each code.

    Of warnings that say the same the first three: one rule that most files of a site break would bury all else. Of
    the errors of a code the first hundred: 100,000 files with wrong names were a report of 16 MB.
    """
    alike: Counter[tuple[str, str]] = Counter()
    kept: list[Problem] = []
    left: Counter[tuple[str, Severity]] = Counter()
    for found in problems:
        kind = (found.code, "" if found.is_error else found.message)
        alike[kind] += 1
        is_told = alike[kind] <= (MOST_ERRORS if found.is_error else MOST_ALIKE)
        kept.extend([found] if is_told else [])
        left[found.code, found.severity] += not is_told
    rest = (f"… and {count:,} more {_named(*of, count)}: {ALL}" for of, count in sorted(left.items()) if count)
    return "\n".join([*([text(kept, colour=colour)] if kept else []), *rest])


def _named(code: str, severity: Severity, count: int) -> str:
    return f"{code} {severity}" if count == 1 else f"{code} {severity}s"


def _text(found: Problem, *, colour: bool) -> str:
    severity = "warning: " if found.severity is Severity.WARNING else ""
    code = f"{_COLOURS[found.severity]}{found.code}{_PLAIN}" if colour else found.code
    where = visible(str(found.place))
    place = f"{_BOLD}{where}{_PLAIN}" if colour else where
    return "\n".join([f"{place}: {code} {severity}{visible(found.message)}", *_detail_lines(found, colour=colour)])


def placeless(found: Problem) -> str:
    """A problem that is about no file of the site: as in `text`, without its place."""
    return "\n".join([f"{found.code} {visible(found.message)}", *_detail_lines(found)])


def _detail_lines(found: Problem, *, colour: bool = False) -> Iterator[str]:
    for label, value in found.details:
        shown = f"{_DIM}{label:<8}{_PLAIN}" if colour else f"{label:<8}"
        yield f"    {shown} {visible(value)}"


def visible(text: str) -> str:
    """A text of one line with nothing invisible in it: what would break or turn the line is written as its number."""
    return _UNPRINTED.sub(lambda found: f"\\u{{{ord(found.group()):04X}}}", text)


def as_json(problems: Sequence[Problem]) -> str:
    """A JSON array; one object a problem, its details as pairs of label and text."""
    rows = [
        {
            "code": p.code,
            "severity": p.severity,
            **asdict(p.place),
            "message": p.message,
            "details": p.details,
        }
        for p in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def github(problems: Sequence[Problem]) -> str:
    """Workflow commands that annotate a pull request; errors first, at most ten."""
    ordered = sorted(problems, key=lambda found: (not found.is_error, found))
    return "\n".join(_annotation(found) for found in ordered[:MOST_ANNOTATIONS])


def _annotation(found: Problem) -> str:
    where = {
        "file": found.place.path,
        "line": found.place.line,
        "col": found.place.column,
        "title": found.code,
    }
    properties = ",".join(f"{name}={_escape_property(str(value))}" for name, value in where.items())
    body = "\n".join([found.message, *(f"{label}: {value}" for label, value in found.details)])
    return f"::{found.severity} {properties}::{_escape(body)}"


def _escape(value: str) -> str:
    """Escape the data of a workflow command, so that content cannot begin a command of its own."""
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(value: str) -> str:
    return _escape(value).replace(":", "%3A").replace(",", "%2C")


def github_summary(problems: Sequence[Problem], outcome: str) -> str:
    """All problems that GitHub takes, as a Markdown table for the step summary; content stands in code spans."""
    rows = [f"| {code(str(p.place))} | {p.code} {p.severity} | {code(p.message)} | {_details(p)} |" for p in problems]
    sizes = accumulate(len(row.encode()) + 1 for row in rows)
    told = [row for row, size in zip(rows, sizes, strict=True) if size <= MOST_SUMMARY]
    head = ["| where | code | what must hold | details |", "| --- | --- | --- | --- |"] if rows else []
    more = ["", f"… and {len(rows) - len(told):,} more: the log has them"] if told != rows else []
    return "\n".join([f"### {outcome}", "", *head, *told, *more, ""])


def _details(found: Problem) -> str:
    return "<br>".join(f"{label}: {code(value)}" for label, value in found.details)


def code(value: str) -> str:
    """A value as code in a cell of a Markdown table: nothing in it is markup, nor an address that becomes a link."""
    plain = "".join(c if c.isprintable() else " " for c in value)
    return (
        f"<code>{_MARKUP.sub(lambda found: _ENTITIES.get(found.group()) or f'&#{ord(found.group())};', plain)}</code>"
    )


def outcome(problems: Iterable[Problem]) -> str:
    """`2 errors, 1 warning`, or an empty text where there are none."""
    severities = [found.severity for found in problems]
    counts = [(severities.count(severity), severity.value) for severity in Severity]
    return ", ".join(plural(count, word) for count, word in counts if count)


def plural(count: int, word: str) -> str:
    """`1 claim`, `28 claims`."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


FORMATS: dict[str, Callable[[Sequence[Problem]], str]] = {"text": text, "json": as_json, "github": github}

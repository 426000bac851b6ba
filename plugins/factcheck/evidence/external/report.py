"""The findings of links.json as a Markdown report for an issue, and as the closing line on a terminal.

Quotes, addresses and causes come from strangers' pages. In the report they stand in code spans only,
where Markdown, HTML, @mentions and #numbers mean nothing.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from factcheck.core.linkfile import Link, LinkFile, QuoteRow, State, Where
from factcheck.core.outcome import Outcome
from factcheck.core.text import collapse
from factcheck.evidence.external.findings import MISSING, short_diff, told
from factcheck.render.report import plural

MOST_CHARACTERS = 60_000  # of a report: an issue on GitHub holds 65,536
_MOST_SHOWN = 600  # of a quote, a diff or a cause
_MOST_URL = 2000
_MOST_EXAMPLES = 3  # addresses that are named for one cause
_CUT = "The report is cut here; links.json has the rest."


def summary(file: LinkFile) -> str:
    """The closing line on a terminal."""
    addresses, quotes = _addresses(len(file.links)), plural(len(file.quotes), "quote")
    if file.links and all(link.state is State.UNCHECKED for link in file.links):
        [(cause, _)] = Counter(link.cause or "" for link in file.links).most_common(1)
        return f"Nothing could be checked ({cause}): {addresses} and {quotes} are unchecked."
    there = sum(row.live.is_there for row in file.quotes)
    missing = sum(row.live.outcome in MISSING for row in file.quotes)
    left = len(file.quotes) - there - missing
    told_quotes = f"{there} still on the live page, {missing} no longer, {left} not looked at"
    return f"{addresses}: {_counted(link.state for link in file.links)}. {quotes}: {told_quotes}."


def report(file: LinkFile) -> str:
    """The report: counts, quotes that are no longer on their live page, then addresses by what is to be done.

    It is cut at a line's end where an issue could not hold it.
    """
    lines = [line for section in _sections(file) for line in (*section, "")]
    room, kept = MOST_CHARACTERS - len(_CUT) - 2, list[str]()
    for line in lines[:-1]:
        room -= len(line) + 1
        if room < 0:
            return "\n".join([*kept, "", _CUT, ""])
        kept.append(line)
    return "\n".join([*kept, ""])


def _sections(file: LinkFile) -> Iterator[list[str]]:
    yield [f"{_days(file)}{summary(file)}"]
    yield from _counts(file)
    states = {link.url: link.state for link in file.links}
    yield from _missing([row for row in file.quotes if row.live.outcome in MISSING or _is_gone(row, states)])
    of = {state: [link for link in file.links if link.state is state] for state in State}
    yield from _listed("Moved: write the new address", of[State.MOVED], _moved)
    yield from _listed("Gone: cite another address or an archived copy", of[State.GONE], _named)
    yield from _listed("No answer: look at them in a browser", [*of[State.TIMEOUT], *of[State.TLS]], _named)
    yield from _listed("Answered, but perhaps not with the page", [x for x in of[State.OK] if x.cause], _named)
    yield from _grouped("Blocked: these refuse programs, and may well be there for a person", of[State.BLOCKED])
    yield from _grouped("Not checked", of[State.UNCHECKED])


def _is_gone(row: QuoteRow, states: dict[str, State]) -> bool:
    return states.get(row.url.split("#")[0]) is State.GONE


def _days(file: LinkFile) -> str:
    days = sorted(
        {*(link.checked.isoformat() for link in file.links), *(row.checked.isoformat() for row in file.quotes)}
    )
    return f"Checked on {days[0]}{f' to {days[-1]}' if len(days) > 1 else ''}. " if days else ""


def _counts(file: LinkFile) -> Iterator[list[str]]:
    if file.links:
        states = Counter(link.state for link in file.links)
        yield _table(("Address", "Count"), ((state, str(states[state])) for state in State if states[state]))
    if file.quotes:
        live = Counter(row.live.outcome for row in file.quotes)
        archived = Counter(row.archived.outcome for row in file.quotes)
        rows = ((o, str(live[o]), str(archived[o])) for o in Outcome if live[o] or archived[o])
        yield _table(("Quote", "Live page", "Archived copy"), rows)
        places = Counter(row.where for row in file.quotes)
        yield [f"Where the words can be read: {', '.join(f'{w} {places[w]}' for w in Where if places[w])}."]


def _missing(rows: Sequence[QuoteRow]) -> Iterator[list[str]]:
    if rows:
        yield [f"### Quotes no longer on their live page ({len(rows)})"]
        columns = ("Quote at", "Live page", "Archived copy", "From the quote to the page")
        yield _table(columns, map(_cells, rows))


def _cells(row: QuoteRow) -> tuple[str, ...]:
    live = f"{code(told(row.live))} on {code(row.url, _MOST_URL)}"
    return code(row.place), live, code(told(row.archived)), code(short_diff(row.live) or row.exact)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    head = [columns, ["---"] * len(columns)]
    return [f"| {' | '.join(row)} |" for row in (*head, *rows)]


def _listed(title: str, links: Sequence[Link], line: Callable[[Link], str]) -> Iterator[list[str]]:
    if links:
        yield [f"### {title} ({len(links)})"]
        yield [f"- {line(link)} in {', '.join(map(code, link.places)) or 'no file'}" for link in links]


def _moved(link: Link) -> str:
    new = f"{code(link.url, _MOST_URL)} → {code(link.to, _MOST_URL)}" if link.to else code(link.url, _MOST_URL)
    return f"{new} ({code(link.cause)})" if link.cause else new


def _named(link: Link) -> str:
    return f"{code(link.url, _MOST_URL)} ({code(link.cause or link.state)})"


def _grouped(title: str, links: Sequence[Link]) -> Iterator[list[str]]:
    """The addresses by cause, the most frequent one first, with examples."""
    if not links:
        return
    yield [f"### {title} ({len(links)})"]
    causes = Counter(link.cause or link.state for link in links)
    yield [
        f"- {code(cause)}: {_examples([link.url for link in links if (link.cause or link.state) == cause])}"
        for cause, _ in sorted(causes.items(), key=lambda item: (-item[1], item[0]))
    ]


def _examples(urls: Sequence[str]) -> str:
    named = ", ".join(code(url, _MOST_URL) for url in urls[:_MOST_EXAMPLES])
    left = len(urls) - _MOST_EXAMPLES
    return f"{named} and {left:,} more" if left > 0 else named


def _addresses(count: int) -> str:
    return f"{count:,} address{'' if count == 1 else 'es'}"


def _counted(states: Iterable[State]) -> str:
    counts = Counter(states)
    return ", ".join(f"{counts[state]} {state}" for state in State if counts[state]) or "none"


def code(text: str, limit: int = _MOST_SHOWN) -> str:
    """`text` as a code span of Markdown (CommonMark, section 6.1) that may also stand in a cell of a table.

    One line, nothing invisible; `|` would end the cell, whatever stands around it, so it becomes `¦`.
    """
    cut = text if len(text) <= limit else text[:limit] + "…"
    visible = "".join(c if c.isprintable() else " " if c.isspace() else f"\\u{{{ord(c):04X}}}" for c in cut)
    line = collapse(visible).replace("|", "¦")
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", line)), default=0))
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{space}{line}{space}{fence}" if line else ""

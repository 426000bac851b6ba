"""The findings of links.json as warnings, at the lines of the Markdown files that must be mended."""

import re
from collections.abc import Iterator

from factcheck.core.linkfile import DiffKind, Link, LinkFile, Look, QuoteRow, State
from factcheck.core.outcome import Outcome
from factcheck.core.problems import Place, Problem, problem, shown

MISSING = (Outcome.NEAR, Outcome.MISATTRIBUTED, Outcome.NOT_FOUND)  # a page was read, and the words are not there
_NO_ANSWER = (State.GONE, State.TIMEOUT, State.TLS)
_CONTEXT = 5  # unchanged words that a diff shows on each side of a change
_MOST_URL = 2000
_PLACE = re.compile(r"(.+):([1-9]\d{0,8}):([1-9]\d{0,8})")
_FIXES = {
    "FC510": "look at it in a browser; if it is gone, name an archived copy (archive: …) or another address",
    "FC511": "see that it is the same page, and write its new address",
    "FC512": "look at it; name an archived copy that has the words (archive: …); a correction may change the verdict",
}


def problems(file: LinkFile) -> list[Problem]:
    """A warning for each place of an address that does not answer or has moved, and for each quote that is not there.

    What could not be looked at, or refuses programs, is no problem of the content.
    """
    links = [found for link in file.links for found in _of_link(link)]
    return sorted([*links, *(_of_quote(row) for row in file.quotes if row.live.outcome in MISSING)])


def _of_link(link: Link) -> Iterator[Problem]:
    address = shown(link.url, _MOST_URL)
    for place in map(_place, link.places):
        if link.state in _NO_ANSWER:
            answer = f"{link.state}: {link.cause}" if link.cause else str(link.state)
            yield problem("FC510", place, ("found", address), ("answer", answer), ("fix", _FIXES["FC510"]))
        elif link.state is State.MOVED:
            details = (("nearest", link.to or ""), ("cause", link.cause or ""), ("fix", _FIXES["FC511"]))
            yield problem("FC511", place, ("found", address), *details)


def _of_quote(row: QuoteRow) -> Problem:
    archive = f"{told(row.archived)} in {row.archive}" if row.archive else ""
    details = (
        ("quote", shown(row.exact)),
        ("found", f"{told(row.live)} on {row.url}"),
        ("diff", short_diff(row.live)),
        ("archive", archive),
        ("fix", _FIXES["FC512"]),
    )
    return problem("FC512", _place(row.place), *details)


def _place(text: str) -> Place:
    """The place of `path:line:col`; where links.json was changed by hand, the beginning of what it names."""
    found = _PLACE.fullmatch(text)
    return Place(found[1], int(found[2]), int(found[3])) if found else Place(text)


def told(look: Look) -> str:
    """An outcome in words, with its cause."""
    return f"{look.outcome}: {look.cause}" if look.cause else str(look.outcome)


def short_diff(look: Look) -> str:
    """A word diff on one line, `[-only in the quote-]` and `{+only on the page+}`, with a few words around."""
    last = len(look.diff) - 1
    sides = ((_CONTEXT * (index > 0), _CONTEXT * (index < last)) for index in range(last + 1))
    return " ".join(_marked(kind, text, *around) for (kind, text), around in zip(look.diff, sides, strict=True))


def _marked(kind: DiffKind, text: str, before: int, after: int) -> str:
    match kind:
        case DiffKind.QUOTE:
            return f"[-{text}-]"
        case DiffKind.PAGE:
            return f"{{+{text}+}}"
        case DiffKind.SAME:
            return _shortened(text.split(" "), before, after)


def _shortened(words: list[str], before: int, after: int) -> str:
    """The first and last words of an unchanged stretch."""
    if len(words) > before + after + 1:
        words = [*words[:before], "…", *words[len(words) - after :]]
    return " ".join(words)

"""Quotation marks in our own texts: what stands between them must be somebody's words.

A quote of the front matter names its origin and is proved against that alone (core/proof.py). In
running text the origin is in the sentence, so any stored text will do: a seed or an extract.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from factcheck.core.corpus import Entry
from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.core.schema import ArticleFile, DraftFile, File
from factcheck.core.shelf import Shelf
from factcheck.core.text import Text, collapse

# Within one paragraph, in the marks of English, French and the keyboard.
_BETWEEN = r"(?:(?!\n[ \t]*\n)[^{0}])+"
_MENTION = re.compile("|".join(f"{a}({_BETWEEN.format(a + b)}){b}" for a, b in ("“”", "«»", '""')))
# Where quotation marks are Markdown's own: code, tags, the titles of links and admonitions.
_SYNTAX = re.compile(
    r"(?P<fence>`{3,}|~{3,}).*?(?P=fence)|(?P<tick>`+)[^`].*?(?P=tick)|<[^<>]*>|^!!!.*?$"
    r"|(?:(?<=\]\()|(?<=\]: ))\S+[ \t]+\"[^\"]*\"",
    re.DOTALL | re.MULTILINE,
)
LEAST_HINT = 8  # the nearest passage to fewer characters helps nobody: “box” is nearest to “on”
_LINK = re.compile(r"\[([^\]]*)\](?:\([^()]*\)|\[[^\]]*\])")
_GAP = re.compile(r"\[(?:…|\.\.\.)\]|…|\.\.\.")


@dataclass(frozen=True, slots=True)
class Mentions:
    """What came of the quotation marks in a file's texts."""

    problems: tuple[Problem, ...]
    leans_on: tuple[str, ...]  # the paths of stored texts that the file does not name and that hold words of it
    is_settled: bool  # False where words were not found that a text may hold which cannot be read


def words_in_quotation_marks_are_verbatim(shelf: Shelf, entry: Entry[Any], likely: tuple[str, ...]) -> Mentions:
    """What stands in quotation marks in our own texts is verbatim in a stored text, `[…]` apart.

    Most likely in the `likely` ones, which the file speaks of: to look everywhere first takes the square of a site's
    size. While a stored text cannot be read, nothing is refused.
    """
    problems: list[Problem] = []
    leans_on: dict[str, None] = {}
    is_settled = True
    near = [text for path in likely if (text := shelf.text(path))]
    for place, words in _mentions(entry):
        if any(_holds(text, words) for text in near):
            continue
        holder = next((path for path, text in shelf.texts() if _holds(text, words)), None)
        if holder:
            leans_on[holder] = None
        elif shelf.is_whole:
            problems.append(_refusal(place, words, [text for _, text in shelf.texts()]))
        else:
            is_settled = False
    return Mentions(tuple(problems), tuple(leans_on), is_settled)


def _mentions(entry: Entry[Any]) -> Iterator[tuple[Place, str]]:
    """What stands in quotation marks in a file's own texts: assessment or reasoning, summaries and notes."""
    for place, text in _texts(entry):
        for mention in _MENTION.finditer(_without_syntax(text.raw)):
            if words := _plain(next(filter(None, mention.groups()))):
                yield _within(place, text, mention.start()), words


def _texts(entry: Entry[Any]) -> Iterator[tuple[Place, Text]]:
    yield entry.place, Text(entry.document.body)
    for location, text in _lines(entry.file):
        yield entry.document.place(*location), Text(text)


def _lines(file: File) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(file, ArticleFile):
        yield from ((("ledger", i, "reason"), passage.reason) for i, passage in enumerate(file.ledger))
    if isinstance(file, DraftFile):
        yield ("summary",), file.summary or ""
        yield ("would_settle",), file.would_settle or ""
        yield from ((("evidence", i, "note"), e.note or "") for i, e in enumerate(file.evidence))


def _within(place: Place, text: Text, offset: int) -> Place:
    """A place in a text of several lines; a line of the front matter is named by its beginning."""
    line, column = text.position(offset)
    return Place(place.path, place.line + line - 1, column) if place.column == 1 else place


def _without_syntax(text: str) -> str:
    return _SYNTAX.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)


def _plain(words: str) -> str:
    """The words without links and emphasis, and without the full stop that belongs to our sentence."""
    return collapse(_LINK.sub(r"\1", words).replace("*", "")).rstrip(".,;:!?")


def _holds(origin: Text, words: str) -> bool:
    """Whether all pieces between gaps stand in `origin`, one after the other."""
    offset = 0
    for piece in filter(None, (part.strip(" ") for part in _GAP.split(words))):
        if (found := origin.collapsed.find(piece, offset)) < 0:
            return False
        offset = found + len(piece)
    return True


def _refusal(place: Place, words: str, stored: list[Text]) -> Problem:
    from factcheck.core.lookup import outcome_of  # heavy: as in core/proof.py
    from factcheck.core.meaning import differences
    from factcheck.core.nearest import nearest
    from factcheck.core.refusal import REWEIGH, listed

    passages = [passage for origin in stored if (passage := nearest(origin, words))]
    best = min(passages, key=lambda passage: passage.changed, default=None)
    best = best if len(words) >= LEAST_HINT else None
    changes = differences(words, best.words) if best else ()
    fix = "copy the words as printed, or write them without quotation marks (*so* marks a term)"
    return problem(
        "FC307",
        place,
        ("found", shown(words)),
        ("outcome", outcome_of(best)),
        ("nearest", shown(best.words) if best else ""),
        ("meaning", f"differs in {listed(changes)}" if changes else ""),
        ("fix", REWEIGH if changes else fix),
    )

"""Quotation marks in our own texts: what stands between them must be somebody's words.

A quote of the front matter names its origin and is proved against that alone (core/proof.py). In
running text the origin is in the sentence, so any stored text will do: a seed or an extract.
"""

import re
from collections.abc import Iterator
from itertools import chain

from factcheck.core.corpus import SEEDS, Corpus, Entry
from factcheck.core.lookup import outcome_of
from factcheck.core.meaning import differences
from factcheck.core.nearest import nearest
from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.core.refusal import REWEIGH, listed
from factcheck.core.schema import DraftFile
from factcheck.core.settings import Settings
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


def words_in_quotation_marks_are_verbatim(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """What stands in quotation marks in our own texts is verbatim in a stored text, `[…]` apart."""
    seeds = {seed.path: seed.text for seed in corpus.seeds.values()}
    stored = seeds | {entry.document.path: Text(entry.document.body) for entry in corpus.sources.values()}
    if any(path.startswith(("seeds/", "content/sources/")) for path in corpus.refused):
        return
    for place, text, likely in _texts(corpus):
        for mention in _MENTION.finditer(_without_syntax(text.raw)):
            words = _plain(next(filter(None, mention.groups())))
            # Most likely in the texts spoken of: to look everywhere first takes the square of a site's size.
            origins = chain((stored[path] for path in likely if path in stored), stored.values())
            if words and not any(_holds(origin, words) for origin in origins):
                yield _refusal(_within(place, text, mention.start()), words, list(stored.values()))


def _texts(corpus: Corpus) -> Iterator[tuple[Place, Text, tuple[str, ...]]]:
    """Our own texts: assessments, reasoning, summaries and notes; where each begins, and the files it speaks of."""
    for article in corpus.articles.values():
        seed = (f"{SEEDS}/{article.file.seed}",)
        yield article.place, Text(article.document.body), seed
        for index, passage in enumerate(article.file.ledger):
            yield article.document.place("ledger", index, "reason"), Text(passage.reason), seed
    for (name, _), claim in corpus.claims.items():
        own = (*_seed_of(corpus, name), *(f"content/sources/{entry.source}.md" for entry in claim.file.evidence))
        yield claim.place, Text(claim.document.body), own
        for location, text in _lines(claim):
            yield claim.document.place(*location), Text(text), own


def _seed_of(corpus: Corpus, article: str) -> Iterator[str]:
    if article in corpus.articles:
        yield f"{SEEDS}/{corpus.articles[article].file.seed}"


def _lines(claim: Entry[DraftFile]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    yield ("summary",), claim.file.summary or ""
    yield ("would_settle",), claim.file.would_settle or ""
    yield from ((("evidence", i, "note"), e.note or "") for i, e in enumerate(claim.file.evidence))


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

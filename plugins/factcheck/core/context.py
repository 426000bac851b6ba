"""Context: the sentence around a quote, and what a quote must not leave out of it, in English and French.

A quote can be verbatim and still mislead: "sign the treaty", cut out of "did not sign the treaty".
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise, takewhile

import regex

from factcheck.core.blocks import Block
from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.core.stored import Stored
from factcheck.core.text import Span, Text
from factcheck.core.typography import fold

LEAST_WORDS = 3  # of a quote: fewer can be found in any text
# The scripts that put no space between words: there, each character counts as a word.
_WORD = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]|\p{N}+(?:[.,]\p{N}+)*|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*"
)
_CLAUSE_END = regex.compile(r"[,;:()\"]| [-] |\b(?:and|but|or|while|whereas|et|mais|ou|tandis que)\b")
_NEGATION = regex.compile(
    r"n't\b|\bcannot\b|\b(?:not|no|never|none|nobody|neither|nor|without|den(?:y|ies|ied)|refuse[sd]?|reject(?:s|ed)?|"
    r"false|untrue|fail(?:s|ed)? to|ne|n(?=')|pas|jamais|aucune?|rien|ni|sans|refuse(?:nt)? de|dément|démenti|faux)\b"
)
_CONDITION = regex.compile(
    r"\b(?:if|unless|provided|providing that|as long as|subject to|conditional on|in case|in the event|except|until|"
    r"si|s(?='ils?\b)|sauf|à condition|pourvu qu|à moins|en cas d|sous réserve|tant qu|jusqu'à ce qu)\b"
)
_ATTRIBUTION = regex.compile(
    r"\b(?:said|says|say|saying|told|according to|claim(?:s|ed)|alleg(?:es|ed|edly)|reportedly|stated|wrote|argued|"
    r"selon|d'après|(?:a|ont|avait) (?:dit|déclaré|affirmé|annoncé|assuré|indiqué|estimé)|déclare|affirme(?:nt)?|"
    r"prétend(?:ent)?|assure(?:nt)?|soutient|explique|a-t-il|a-t-elle)\b"
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a quote leaves out of its own sentence."""

    kind: str  # "negation", "condition" or "attribution"
    words: str  # the word that shows it


def enclosing(text: Text, blocks: Sequence[Block], span: Span) -> Span:
    """The sentence or sentences that hold `span`, from the first one's start to the last one's end."""
    first = bisect_right(blocks, span.start, key=lambda block: block.span.end)
    touched = takewhile(lambda block: block.span.start < span.end, islice(blocks, first, None))
    around = [sentence for block in touched for sentence in _touched(text.sentences(block.span), span)]
    return Span(around[0].start, around[-1].end) if around else span


def _touched(found: list[Span], span: Span) -> Iterator[Span]:
    """The sentences, of those in order, that `span` touches."""
    first = bisect_right(found, span.start, key=lambda sentence: sentence.end)
    return takewhile(lambda sentence: sentence.start < span.end, islice(found, first, None))


def word_count(words: str) -> int:
    """How many words a quote has; in scripts without spaces between words, how many characters."""
    return sum(1 for _ in _WORD.finditer(words))


def left_out(text: Text, blocks: Sequence[Block], spans: Sequence[Span]) -> Iterator[LeftOut]:
    """What the pieces of a quote at `spans` leave out: each kind once, a negation first."""
    quoted = fold(" ".join(text.cut(span) for span in spans)).lower()
    before, gaps, after = _unquoted(text, blocks, spans)
    near = [_CLAUSE_END.split(before)[-1], *gaps, _CLAUSE_END.split(after)[0]]
    whole = [before, *gaps, after]
    for kind, pattern, parts in (
        ("negation", _NEGATION, near),
        ("condition", _CONDITION, whole),
        ("attribution", _ATTRIBUTION, whole),
    ):
        found = next((found for part in parts if (found := pattern.search(part))), None)
        if found and not (kind == "attribution" and pattern.search(quoted)):
            yield LeftOut(kind, found.group())


def around(text: Text, blocks: Sequence[Block], spans: Sequence[Span]) -> Span:
    """From the start of the first piece's sentence to the end of the last one's."""
    return Span(enclosing(text, blocks, spans[0]).start, enclosing(text, blocks, spans[-1]).end)


def _unquoted(text: Text, blocks: Sequence[Block], spans: Sequence[Span]) -> tuple[str, list[str], str]:
    """What stands before, between and after the pieces, in their own sentences; folded, in small letters."""
    start, end = around(text, blocks, spans)
    between = [
        part
        for one, other in pairwise(spans)
        for part in _between(Span(one.end, other.start), enclosing(text, blocks, one), enclosing(text, blocks, other))
    ]
    parts = [Span(start, spans[0].start), *between, Span(spans[-1].end, end)]
    before, *gaps, after = (fold(text.cut(part)).lower() for part in parts)
    return before, gaps, after


def _between(gap: Span, first: Span, last: Span) -> Iterator[Span]:
    """The parts of a gap that belong to the sentences of the pieces at its two ends."""
    if first.end >= gap.end or first == last:
        yield gap
    else:
        yield Span(gap.start, max(gap.start, first.end))
        yield Span(min(gap.end, last.start), gap.end)


def honesty(stored: Stored, spans: Sequence[Span], place: Place, *, has_note: bool) -> Iterator[Problem]:
    """Warn of a proved quote that misleads by what it leaves out, or is too short to say anything.

    A note of the editor's may name the speaker; it does not make up for a negation or a condition.
    """
    sentence = around(stored.text, stored.blocks, spans)
    for found in left_out(stored.text, stored.blocks, spans):
        is_attribution = found.kind == "attribution"
        if is_attribution and (has_note or stored.kind == "seed"):  # of the article's words, claimant says whose
            continue
        fix = "quote the whole sentence" + (", or say in note whose words they are" if is_attribution else "")
        details = ("sentence", shown(stored.text.cut(sentence), 400)), ("left out", shown(found.words)), ("fix", fix)
        yield problem(stored.left_out, place, *details, what=found.kind)
    words = " ".join(stored.text.cut(span) for span in spans)
    if stored.too_short and word_count(words) < LEAST_WORDS:
        yield problem(stored.too_short, place, ("quote", shown(words)), ("fix", "quote the words around it too"))

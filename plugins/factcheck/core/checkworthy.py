"""Check-worthy sentences: which of an article's sentences state something that can be checked, and why.

No judgement and no learning: a sentence is proposed for the words in it that are cues (core/cues.py), and it
says which. The same text gives the same list. What is a claim is for a person to say.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from factcheck.core.blocks import Block, Kind
from factcheck.core.cues import Reason, patterns
from factcheck.core.ledger import article_sentences, touched
from factcheck.core.text import Span, Text, collapse

# What counts most is what a reader would look up first: figures, and words in somebody's mouth.
WEIGHTS = {
    Reason.NUMBER: 3,
    Reason.QUOTATION: 3,
    Reason.DATE: 2,
    Reason.ATTRIBUTION: 2,
    Reason.SUPERLATIVE: 2,
    Reason.CAUSE: 2,
    Reason.FIRST: 2,
}


@dataclass(frozen=True, slots=True)
class Cue:
    """A reason, and the words of the sentence that brought it about, in their order."""

    reason: Reason
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A sentence that is worth checking. Its span is without the bullet of a list item."""

    span: Span
    words: str  # on one line
    cues: tuple[Cue, ...]

    @property
    def score(self) -> int:
        """The weights of its reasons, each counted once."""
        return sum(WEIGHTS[cue.reason] for cue in self.cues)


def cues(sentence: str, language: str) -> tuple[Cue, ...]:
    """The reasons to check a sentence, in the order of `Reason`; none for a question, which states nothing."""
    if sentence.rstrip("\"'”’»)] \u00a0\u202f").endswith("?"):
        return ()
    known = patterns(language)
    undated = known[Reason.DATE].sub(lambda found: "\n" * len(found[0]), sentence)  # a date's figures are no number
    texts = {reason: undated if reason is Reason.NUMBER else sentence for reason in known}
    found = {reason: [match[0] for match in pattern.finditer(texts[reason])] for reason, pattern in known.items()}
    return tuple(Cue(reason, tuple(dict.fromkeys(words))) for reason, words in found.items() if words)


def suggestions(text: Text, blocks: Sequence[Block], language: str, covered: Iterable[Span]) -> list[Suggestion]:
    """The sentences that no span of `covered` touches: the highest score first, then as they stand.

    Those without a reason are the last, with a score of 0. A heading is not among them: it names what the text
    below it states.
    """
    found = article_sentences(text, blocks)
    taken = {index for span in covered for index in touched(found, span)}
    free = (_bare(span, blocks) for index, span in enumerate(found) if index not in taken)
    proposed = (_suggestion(text, span, language) for span in free if span)
    return sorted(proposed, key=lambda one: (-one.score, one.span))


def _bare(sentence: Span, blocks: Sequence[Block]) -> Span | None:
    """A sentence without its bullet; None for a heading."""
    block = blocks[bisect_right(blocks, sentence.start, key=lambda block: block.span.start) - 1]
    if block.kind is Kind.HEADING:
        return None
    return Span(max(sentence.start, block.span.start + block.bullet), sentence.end)


def _suggestion(text: Text, span: Span, language: str) -> Suggestion:
    words = collapse(text.cut(span))
    return Suggestion(span=span, words=words, cues=cues(words, language))

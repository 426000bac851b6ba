"""Set aside: the entries of an article's ledger, proved like its quotes, and one state for each sentence."""

from collections.abc import Iterable, Iterator

from factcheck.core.corpus import Entry
from factcheck.core.grouping import gather
from factcheck.core.ledger import article_sentences, touched
from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.core.proof import Proof, prove
from factcheck.core.schema import ArticleFile
from factcheck.core.stored import Stored
from factcheck.core.text import Span

Placed = Iterable[tuple[Place, Span]]  # where a quote is written, and where its words stand


def prove_set_aside(entry: Entry[ArticleFile], stored: Stored) -> Iterator[Proof]:
    """The proof of each entry's quote, in order."""
    for index, passage in enumerate(entry.file.ledger):
        yield prove(stored, passage.quote.selector, entry.document.place("ledger", index, "quote", "exact"))


def each_sentence_has_one_state(stored: Stored, checks: Placed, set_aside: Placed) -> Iterator[Problem]:
    """A sentence of an article is checked by published claims, or set aside by one entry of its ledger, or neither.

    `checks` are the quotes of its published claims, without those of withdrawn ones; a draft checks nothing yet.
    """
    found = article_sentences(stored.text, stored.blocks)
    checked = gather((index, place) for place, span in checks for index in touched(found, span))
    earlier: dict[int, Place] = {}
    for place, span in set_aside:
        for index in touched(found, span):
            sentence = ("sentence", shown(stored.text.cut(found[index])))
            if index in checked:
                yield _checked_too(place, sentence, checked[index])
            elif index in earlier:
                yield _set_aside_twice(place, sentence, earlier[index])
            else:
                earlier[index] = place


def _checked_too(place: Place, sentence: tuple[str, str], claims: list[Place]) -> Problem:
    fix = "quote other words, or take the entry away: what is checked is in the ledger by itself"
    return problem("FC211", place, sentence, *(("claim", str(claim)) for claim in claims), ("fix", fix))


def _set_aside_twice(place: Place, sentence: tuple[str, str], earlier: Place) -> Problem:
    fix = "keep one of the two entries, or quote other words"
    return problem("FC212", place, sentence, ("entry", str(earlier)), ("fix", fix))

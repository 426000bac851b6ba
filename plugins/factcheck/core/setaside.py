"""Set aside: the entries of an article's ledger, proved like its quotes, and one state for each sentence."""

from collections.abc import Iterator

from factcheck.core.assembly import Proofs
from factcheck.core.corpus import Corpus, Entry
from factcheck.core.ledger import article_sentences, touched
from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.core.proof import Proof, prove
from factcheck.core.schema import ArticleFile
from factcheck.core.stored import Stored
from factcheck.core.text import Span


def prove_set_aside(entry: Entry[ArticleFile], stored: Stored) -> Iterator[Proof]:
    """The proof of each entry's quote, in order."""
    for index, passage in enumerate(entry.file.ledger):
        yield prove(stored, passage.quote.selector, entry.document.place("ledger", index, "quote", "exact"))


def each_sentence_has_one_state(slug: str, stored: Stored, corpus: Corpus, proofs: Proofs) -> Iterator[Problem]:
    """A sentence of an article is checked by published claims, or set aside by one entry of its ledger, or neither."""
    found = article_sentences(stored.text, stored.blocks)
    checked = _checked(slug, found, corpus, proofs)
    earlier: dict[int, Place] = {}
    for place, span in _set_aside(slug, corpus, proofs):
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


def _checked(slug: str, found: tuple[Span, ...], corpus: Corpus, proofs: Proofs) -> dict[int, list[Place]]:
    """By sentence, where the quotes stand that check it. A draft checks nothing yet, a withdrawn claim no more."""
    checked: dict[int, list[Place]] = {}
    for key, entry in corpus.live.items():
        span = proofs.claims[key].span
        if key[0] == slug and span:
            for index in touched(found, span):
                checked.setdefault(index, []).append(entry.document.place("quote", "exact"))
    return checked


def _set_aside(slug: str, corpus: Corpus, proofs: Proofs) -> Iterator[tuple[Place, Span]]:
    entry = corpus.articles[slug]
    for index in range(len(entry.file.ledger)):
        if span := proofs.set_aside[slug, index].span:
            yield entry.document.place("ledger", index, "quote", "exact"), span

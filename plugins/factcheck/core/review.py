"""Review: from a corpus to a site. Read this first.

    files ─ corpus.parse ─▶ Corpus ─ review ─▶ Site, problems

Pure: no disk, no clock, no network. The build, `factcheck check` and the tests all come through here.
Every quotation is proved (core/proof.py), every editorial rule is asked (core/rules.py), all problems
are collected, and only a corpus without errors becomes a site.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from factcheck.core.assembly import Proofs, assembled
from factcheck.core.context import honesty
from factcheck.core.corpus import Corpus, Entry
from factcheck.core.model import Site
from factcheck.core.outcome import Outcome
from factcheck.core.problems import Place, Problem, has_errors
from factcheck.core.proof import Proof, prove, prove_pieces
from factcheck.core.rules import RULES
from factcheck.core.schema import ArticleFile, DraftFile, Quote
from factcheck.core.setaside import each_sentence_has_one_state, prove_set_aside
from factcheck.core.settings import Settings
from factcheck.core.stages import QUIET, Stage, Stages
from factcheck.core.stored import Stored, seed_of, stored_extract
from factcheck.core.text import Text


@dataclass(frozen=True)
class Reviewed:
    """What came of a review: the site, or None where an error stands against it."""

    site: Site | None
    problems: tuple[Problem, ...]  # sorted
    outcomes: Mapping[Outcome, int]  # how many quotes came out how
    by_claim: Mapping[str, Mapping[Outcome, int]]  # the same for each claim, by its id


def review(corpus: Corpus, settings: Settings, stages: Stages = QUIET) -> Reviewed:
    """Check everything and collect all problems."""
    extracts = {slug: Text(entry.document.body) for slug, entry in corpus.sources.items()}
    proofs = _prove_all(corpus, extracts, stages)
    problems = [
        *(found for proof in proofs.all for found in proof.problems),
        *(found for rule in RULES for found in rule(corpus, settings)),
        *_ledger_problems(corpus, proofs),
    ]
    is_sound = not corpus.refused and not has_errors(problems)
    site = assembled(corpus, settings, extracts, proofs) if is_sound else None
    outcomes = Counter(proof.outcome for proof in proofs.all)
    return Reviewed(site, tuple(sorted(problems)), outcomes, proofs.by_claim)


_UNCHECKED = Proof(Outcome.UNCHECKED, None)  # the text to look in is missing or refused: that is a problem of its own


def _prove_all(corpus: Corpus, extracts: dict[str, Text], stages: Stages) -> Proofs:
    seeds = {slug: seed_of(corpus, slug) for slug in corpus.articles}  # once each: 1,000 claims ask for their blocks
    filled = {slug: entry for slug, entry in corpus.sources.items() if entry.body}
    stored = {slug: stored_extract(extracts[slug], e.document) for slug, e in filled.items()}
    claims = {
        key: _prove_claim(entry.document.place("quote", "exact"), quote, seeds.get(key[0]))
        for key, entry in corpus.claims.items()
        if (quote := entry.file.quote)
    }
    evidence = {
        (*key, index): proof
        for key, entry in stages.each(Stage.CHECKING, corpus.claims.items())
        for index, proof in _prove_evidence(entry, stored)
    }
    set_aside = {
        (slug, index): proof
        for slug, entry in corpus.articles.items()
        for index, proof in enumerate(_prove_set_aside(entry, seeds[slug]))
    }
    return Proofs(claims, evidence, set_aside)


def _prove_set_aside(entry: Entry[ArticleFile], stored: Stored | None) -> Iterable[Proof]:
    return prove_set_aside(entry, stored) if stored else [_UNCHECKED] * len(entry.file.ledger)


def _ledger_problems(corpus: Corpus, proofs: Proofs) -> Iterator[Problem]:
    for slug, entry in corpus.articles.items():
        if entry.file.ledger and (stored := seed_of(corpus, slug)):
            yield from each_sentence_has_one_state(slug, stored, corpus, proofs)


def _prove_claim(place: Place, quote: Quote, stored: Stored | None) -> Proof:
    if stored is None:
        return _UNCHECKED
    return _weighed(prove(stored, quote.selector, place), stored, place)


def _prove_evidence(entry: Entry[DraftFile], stored: Mapping[str, Stored]) -> Iterator[tuple[int, Proof]]:
    """Each quote's proof with the index of its evidence; a draft's evidence may have no quote yet."""
    for index, evidence in enumerate(entry.file.evidence):
        if evidence.quote is None:
            continue
        place = entry.document.place("evidence", index, "quote", "exact")
        extract = stored.get(evidence.source)
        if extract is None:
            yield index, _UNCHECKED
            continue
        proof = prove_pieces(extract, evidence.quote.selector, place, stored.values())
        yield index, _weighed(proof, extract, place, has_note=evidence.note is not None)


def _weighed(proof: Proof, stored: Stored, place: Place, *, has_note: bool = False) -> Proof:
    """The proof, with warnings where a verbatim quote misleads by what it leaves out."""
    if proof.quoted is None:
        return proof
    warnings = honesty(stored, proof.quoted.spans, place, has_note=has_note)
    return replace(proof, problems=(*proof.problems, *warnings))

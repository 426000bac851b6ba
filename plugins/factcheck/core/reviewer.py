"""The reviewer: makes the unit of a file, and what is published of it, from the file and what it names."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from factcheck.core import layout
from factcheck.core.assembly import Model, article_of, claim_of, page_of, source_of
from factcheck.core.context import honesty
from factcheck.core.corpus import CONTENT, SEEDS, Corpus, Entry
from factcheck.core.mention import words_in_quotation_marks_are_verbatim
from factcheck.core.model import Article, Source
from factcheck.core.outcome import Outcome
from factcheck.core.problems import Place, Problem, has_errors
from factcheck.core.proof import Proof, prove, prove_pieces
from factcheck.core.rules import ARTICLE_RULES, CLAIM_RULES, SEED_RULES
from factcheck.core.schema import ArticleFile, ClaimFile, DraftFile, Quote
from factcheck.core.setaside import each_sentence_has_one_state, prove_set_aside
from factcheck.core.settings import Settings
from factcheck.core.shelf import Shelf, source_path
from factcheck.core.stored import Stored
from factcheck.core.unit import Meets, Unit

_UNCHECKED = Proof(Outcome.UNCHECKED, None)  # the text to look in is missing or refused: that is a problem of its own


class Reviewer:
    """Reviews the files of a corpus one by one."""

    def __init__(self, corpus: Corpus, settings: Settings) -> None:
        self._corpus, self._settings = corpus, settings
        self._shelf = Shelf(corpus)
        self._articles: dict[str, tuple[Unit, Article | None]] = {}
        self._sources: dict[str, Source] = {}

    def file(self, path: str) -> tuple[Unit, Model | None]:
        """The unit of a file that could be read, and what is published of it where nothing stands against that."""
        key: Any = layout.key_of(path)
        match layout.kind_of(path):
            case "articles":
                return self._article(key)
            case "claims":
                return self._claim(*key)
            case "sources":
                return Unit((path,)), self._source(key)
            case "pages":
                return Unit((path,)), page_of(self._corpus.pages[key])
        return self._seed(key), None

    def ledger(self, article: str, meets: Meets) -> Iterator[Problem]:
        """What is wrong with an article's ledger, given the quotes of its claims."""
        if stored := self._shelf.seed(article):
            yield from each_sentence_has_one_state(stored, meets, self._set_aside(article))

    def _set_aside(self, article: str) -> Iterator[tuple[Place, Any]]:
        entry = self._corpus.articles[article]
        for index, span in enumerate(self._article(article)[0].spans):
            if span:
                yield entry.document.place("ledger", index, "quote", "exact"), span

    def _seed(self, name: str) -> Unit:
        seed = self._corpus.seeds[name]
        own = Corpus(seeds={name: seed}, articles={}, claims={}, sources={}, pages={}, history={})
        return Unit((seed.path,), tuple(found for rule in SEED_RULES for found in rule(own, self._settings)))

    def _article(self, slug: str) -> tuple[Unit, Article | None]:
        if slug not in self._articles:
            self._articles[slug] = self._article_made(self._corpus.articles[slug], self._shelf.seed(slug))
        return self._articles[slug]

    def _article_made(self, entry: Entry[ArticleFile], stored: Stored | None) -> tuple[Unit, Article | None]:
        proofs = list(prove_set_aside(entry, stored)) if stored else [_UNCHECKED] * len(entry.file.ledger)
        own = self._shelf.of_article(entry.slug)
        seed = f"{SEEDS}/{entry.file.seed}"
        said = words_in_quotation_marks_are_verbatim(self._shelf, entry, (seed,))
        rules = (found for rule in ARTICLE_RULES for found in rule(own, self._settings))
        unit = Unit(
            needs=tuple(dict.fromkeys((entry.document.path, seed, *said.leans_on))),
            problems=(*_problems(proofs), *rules),
            mentions=said.problems,
            is_settled=said.is_settled,
            outcomes=tuple(proof.outcome for proof in proofs),
            spans=tuple(proof.span for proof in proofs),
        )
        spans = [span for span in unit.spans if span]
        if stored is None or len(spans) < len(proofs):
            return unit, None
        return unit, article_of(entry, stored, self._corpus.seeds[entry.file.seed].sha256, spans)

    def _source(self, slug: str) -> Source:
        if slug not in self._sources:
            self._sources[slug] = source_of(self._corpus.sources[slug])
        return self._sources[slug]

    def _claim(self, article: str, slug: str) -> tuple[Unit, Model | None]:
        own = self._shelf.of_claim(article, slug)
        entry = own.claims[article, slug]
        proof = self._quote(entry, entry.file.quote, article)
        evidence = list(self._evidence(entry))
        near = (*(f"{SEEDS}/{name}" for e in own.articles.values() for name in (e.file.seed,)), *_cited(entry.file))
        said = words_in_quotation_marks_are_verbatim(self._shelf, entry, near)
        proofs = [*([proof] if proof else []), *evidence]
        unit = Unit(
            needs=tuple(dict.fromkeys((*_named(entry, own, article), *near, *said.leans_on))),
            problems=(*_problems(proofs), *(found for rule in CLAIM_RULES for found in rule(own, self._settings))),
            mentions=said.problems,
            is_settled=said.is_settled,
            outcomes=tuple(each.outcome for each in proofs),
            spans=(proof.span if proof else None,),
        )
        return unit, self._published(own, entry, unit, evidence)

    def _published(self, own: Corpus, entry: Entry[DraftFile], unit: Unit, evidence: list[Proof]) -> Model | None:
        """What is published of a claim: nothing of a draft, and nothing that is not proved."""
        article = next((self._article(slug)[1] for slug in own.articles), None)
        span, quoted = unit.spans[0], [proof.quoted for proof in evidence if proof.quoted]
        is_proved = span is not None and len(quoted) == len(evidence) and not has_errors(unit.problems)
        if not (is_proved and article and span and isinstance(entry.file, ClaimFile)):
            return None
        sources = {slug: self._source(slug) for slug in own.sources}
        published = Entry(entry.slug, entry.file, entry.document)
        return claim_of(self._shelf, published, article, sources, (span, quoted), self._settings)

    def _quote(self, entry: Entry[DraftFile], quote: Quote | None, article: str) -> Proof | None:
        if quote is None:
            return None
        stored = self._shelf.seed(article)
        place = entry.document.place("quote", "exact")
        return _weighed(prove(stored, quote.selector, place), stored, place) if stored else _UNCHECKED

    def _evidence(self, entry: Entry[DraftFile]) -> Iterator[Proof]:
        """The proof of each quote; a draft's evidence may have no quote yet."""
        for index, evidence in enumerate(entry.file.evidence):
            if evidence.quote is None:
                continue
            place = entry.document.place("evidence", index, "quote", "exact")
            extract = self._shelf.extract(evidence.source)
            if extract is None:
                yield _UNCHECKED
                continue
            proof = prove_pieces(extract, evidence.quote.selector, place, self._shelf.extracts())
            yield _weighed(proof, extract, place, has_note=evidence.note is not None)


def _problems(proofs: Iterable[Proof]) -> Iterator[Problem]:
    return (found for proof in proofs for found in proof.problems)


def _cited(file: DraftFile) -> Iterator[str]:
    return (source_path(evidence.source) for evidence in file.evidence)


def _named(entry: Entry[DraftFile], own: Corpus, article: str) -> Iterator[str]:
    """The files that a claim belongs to and that belong to it, there or not, and what was found about its quotes."""
    yield entry.document.path
    yield f"{CONTENT}/articles/{article}.md"
    yield layout.history_folder(article, entry.slug)
    yield from (earlier.document.path for earlier in own.history.values())
    yield layout.LINKS


def _weighed(proof: Proof, stored: Stored, place: Place, *, has_note: bool = False) -> Proof:
    """The proof, with warnings where a verbatim quote misleads by what it leaves out."""
    if proof.quoted is None:
        return proof
    warnings = honesty(stored, proof.quoted.spans, place, has_note=has_note)
    return replace(proof, problems=(*proof.problems, *warnings))

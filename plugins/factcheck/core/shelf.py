"""Shelf: the stored texts of a corpus, each made when it is first asked for, and what of a corpus belongs to a file."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from factcheck.core.corpus import CONTENT, SEEDS, Corpus
from factcheck.core.linkfile import QuoteRow
from factcheck.core.stored import Stored, seed_of, stored_extract
from factcheck.core.text import Text

Key = TypeVar("Key")
Value = TypeVar("Value")
# What the last check of links found, by claim file and index of the evidence (None: the article's quote).
Sightings = Mapping[tuple[str, int | None], QuoteRow]


class Shelf:
    """The seeds and extracts of a corpus, where quotes are looked up: one object for each, however many ask."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self._seeds: dict[str, Stored | None] = {}
        self._extracts: dict[str, Stored | None] = {}
        self._texts: dict[str, Text] = {}

    @cached_property
    def is_whole(self) -> bool:
        """Whether every stored text could be read."""
        return not any(path.startswith((f"{SEEDS}/", f"{CONTENT}/sources/")) for path in self.corpus.refused)

    def seed(self, article: str) -> Stored | None:
        """Where a quote from an article is looked up; None where the article or its seed is missing or refused."""
        if article not in self._seeds:
            self._seeds[article] = seed_of(self.corpus, article)
        return self._seeds[article]

    def extract(self, source: str) -> Stored | None:
        """Where a quote from a source is looked up; None where the source is missing, refused or empty."""
        if source not in self._extracts:
            entry = self.corpus.sources.get(source)
            self._extracts[source] = (
                stored_extract(self._body(source), entry.document) if entry and entry.body else None
            )
        return self._extracts[source]

    def extracts(self) -> Iterator[Stored]:
        """The extracts of all sources."""
        return (stored for slug in self.corpus.sources if (stored := self.extract(slug)))

    def text(self, path: str) -> Text | None:
        """A stored text, by its path."""
        name = path.rsplit("/", 1)[-1]
        if path.startswith(f"{SEEDS}/"):
            return seed.text if (seed := self.corpus.seeds.get(name)) else None
        slug = name.removesuffix(".md")
        return self._body(slug) if slug in self.corpus.sources else None

    def texts(self) -> Iterator[tuple[str, Text]]:
        """All stored texts and their paths: seeds, then extracts."""
        yield from ((seed.path, seed.text) for seed in self.corpus.seeds.values())
        yield from ((source_path(slug), self._body(slug)) for slug in self.corpus.sources)

    def _body(self, source: str) -> Text:
        if source not in self._texts:
            self._texts[source] = Text(self.corpus.sources[source].document.body)
        return self._texts[source]

    @cached_property
    def sightings(self) -> Sightings:
        """What the last check of links found."""
        rows = self.corpus.links.quotes if self.corpus.links else ()
        return {(row.claim, row.evidence): row for row in rows}

    def of_article(self, slug: str) -> Corpus:
        """Of the corpus: an article and its seed."""
        article = _only(self.corpus.articles, slug)
        seeds = {name: seed for e in article.values() for name, seed in _only(self.corpus.seeds, e.file.seed).items()}
        return Corpus(seeds=seeds, articles=article, claims={}, sources={}, pages={}, history={})

    def of_claim(self, article: str, slug: str) -> Corpus:
        """Of the corpus: a claim, its article, the article's seed, the sources it cites, its earlier texts."""
        own, entry = self.of_article(article), self.corpus.claims[article, slug]
        cited = dict.fromkeys(evidence.source for evidence in entry.file.evidence)
        earlier = {(article, slug, name) for name in self.corpus.kept.get((article, slug), ())}
        return Corpus(
            seeds=own.seeds,
            articles=own.articles,
            claims={(article, slug): entry},
            sources={name: self.corpus.sources[name] for name in cited if name in self.corpus.sources},
            pages={},
            history={key: self.corpus.history[key] for key in sorted(earlier)},
        )


def source_path(slug: str) -> str:
    """The path of a source's file."""
    return f"{CONTENT}/sources/{slug}.md"


def _only(files: Mapping[str, Value], key: str) -> dict[str, Value]:
    return {key: files[key]} if key in files else {}

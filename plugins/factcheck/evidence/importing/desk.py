"""The desk: what of the site an imported claim is laid beside. Its article, the stored sources, how names are spelt."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from factcheck.core.corpus import Corpus, Entry
from factcheck.core.schema import ArticleFile
from factcheck.core.settings import Settings
from factcheck.core.stored import Stored, seed_of, stored_extract
from factcheck.core.text import Text, slugify
from factcheck.evidence.importing.notes import Notes

MOST_HINTS = 300  # of a run: each takes 10 ms in a long text
_SCHEME = re.compile(r"https?://", re.IGNORECASE)


def address(url: str) -> str:
    """An address for comparison: http and https are the same, and so is a slash at the end; nothing else is."""
    return _SCHEME.sub("", url.strip(), count=1).removesuffix("/")


class Library:
    """What all reviews of a run share. `spellings` grows and `hints` shrinks as claims are drafted."""

    def __init__(self, corpus: Corpus, settings: Settings) -> None:
        self.corpus = corpus
        self.settings = settings
        self.spellings = dict(_spellings(corpus))
        self.hints = MOST_HINTS  # how many more passages may be looked for that are only like a quote

    @cached_property
    def extracts(self) -> Mapping[str, Stored]:
        """The stored extracts by the slug of their source."""
        filled = ((slug, entry) for slug, entry in self.corpus.sources.items() if entry.body)
        return {slug: stored_extract(Text(entry.document.body), entry.document) for slug, entry in filled}

    @cached_property
    def sources(self) -> Mapping[str, list[str]]:
        """The slugs of the stored sources by address."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for slug, entry in self.corpus.sources.items():
            found[address(entry.file.url)].append(slug)
        return found

    @cached_property
    def articles(self) -> Mapping[str, str]:
        """The slugs of the articles by address."""
        return {address(entry.file.url): slug for slug, entry in self.corpus.articles.items()}

    @cached_property
    def desks(self) -> Mapping[str, "Desk"]:
        """A desk for each article."""
        return {slug: Desk(self, entry) for slug, entry in self.corpus.articles.items()}


def _spellings(corpus: Corpus) -> list[tuple[tuple[str, str], str]]:
    """How topics and claimants are written in the site's claims (FC407), or in the lists of its articles."""
    named = [("claimant", claimant.name) for entry in corpus.articles.values() for claimant in entry.file.claimants]
    for claim in corpus.claims.values():
        named += [("claimant", claim.file.claimant)] if claim.file.claimant else []
        named += [("topics", topic) for topic in claim.file.topics]
    return [((key, slugify(name)), name) for key, name in named]


@dataclass(frozen=True)
class Desk:
    """An article, and all that a claim about it may be taken from."""

    library: Library
    article: Entry[ArticleFile]

    @property
    def settings(self) -> Settings:
        """What pelicanconf.py decides."""
        return self.library.settings

    @cached_property
    def listed(self) -> frozenset[str]:
        """The claimants that the article's file lists."""
        return frozenset(claimant.name for claimant in self.article.file.claimants)

    @cached_property
    def seed(self) -> Stored | None:
        """The article's own words, None where its seed is missing or refused."""
        return seed_of(self.library.corpus, self.article.slug)

    def spelt(self, key: str, name: str | None, notes: Notes) -> str | None:
        """A name as it is written elsewhere on the site; None where it leaves no letter for an address."""
        if name is None:
            return None
        if not (slug := slugify(name)):
            notes.lost(key, "a name must have a letter or digit", name)
            return None
        known = self.library.spellings.setdefault((key, slug), name)
        if known != name:
            notes.changed(key, f"“{name}” is written “{known}” on this site")
        return known

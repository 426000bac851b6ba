"""Claimants: who makes claims in an article, a person or an organization. An article's file says which.

The open data needs it: in schema.org the author of a claim is a Person or an Organization. It is never guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.core.corpus import Corpus
from factcheck.core.fields import ClaimantType
from factcheck.core.grouping import gather
from factcheck.core.nearest import closest
from factcheck.core.problems import Problem, problem, shown
from factcheck.core.settings import Settings
from factcheck.core.text import slugify


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimant:
    """Who makes a claim, as the open data names them."""

    name: str
    type: ClaimantType
    url: str | None  # of a page that tells who that is


def claimants_are_known(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """An article's file lists who makes its published claims: each a person or an organization."""
    makers = gather((article, entry.file.claimant) for (article, _), entry in corpus.live.items())
    for slug, article in corpus.articles.items():
        listed = {claimant.name for claimant in article.file.claimants}
        known = set(map(slugify, listed))  # another spelling is told by FC407
        named = set(makers.get(slug, ()))
        for name in sorted(name for name in named if slugify(name) not in known):
            fix = f"add to claimants: {{name: {name}, type: person}}, or type: organization"
            place = article.document.place("claimants", key=True)
            yield problem("FC408", place, ("missing", shown(name)), *closest(name, listed - named), ("fix", fix))


def claimants_are_of_one_type(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """A claimant is listed once in an article, and is the same in all articles."""
    types: dict[str, ClaimantType] = {}
    for article in corpus.articles.values():
        names = [claimant.name for claimant in article.file.claimants]
        for index, claimant in enumerate(article.file.claimants):
            place = article.document.place("claimants", index, "name")
            if claimant.name in names[:index]:
                yield problem("FC108", place, key=shown(claimant.name))
            elif types.setdefault(claimant.name, claimant.type) is not claimant.type:
                found = ("found", f"{claimant.type} for {shown(claimant.name)}")
                place = article.document.place("claimants", index, "type")
                yield problem("FC407", place, found, ("nearest", types[claimant.name]), key="type")

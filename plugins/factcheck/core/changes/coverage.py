"""Coverage before and after: how many sentences of an article a published claim checks."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from factcheck.core.corpus import Corpus
from factcheck.core.ledger import State
from factcheck.core.progress import progress
from factcheck.core.stored import seed_of


@dataclass(frozen=True, slots=True)
class Covered:
    """Sentences of an article at one time."""

    checked: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The coverage of an article in two states; None where the article is not there or cannot be read."""

    article: str
    before: Covered | None
    after: Covered | None


def coverage(before: Corpus, after: Corpus, articles: Iterable[str]) -> Iterator[Coverage]:
    """Yield the coverage of each article that can be read in one of the states."""
    for article in articles:
        found = Coverage(article=article, before=_covered(before, article), after=_covered(after, article))
        if found.before or found.after:
            yield found


def _covered(corpus: Corpus, article: str) -> Covered | None:
    stored = seed_of(corpus, article)
    if stored is None:
        return None
    stretches = progress(corpus, stored).stretches
    return Covered(sum(stretch.state is State.CHECKED for stretch in stretches), len(stretches))

"""Days to come: a check, a correction or a retrieval that lies ahead of the day on which somebody looks.

No rule of the review: a build has no clock, and must give the same site on every day. `factcheck check` has one.
"""

from collections.abc import Iterator
from datetime import date

from factcheck.core.corpus import Corpus
from factcheck.core.problems import Place, Problem, problem


def days_to_come(corpus: Corpus, today: date) -> Iterator[Problem]:
    """Each date of the content that is later than tomorrow: at `today` it may be a day later elsewhere on Earth."""
    for key, day, place in _dates(corpus):
        if (day - today).days > 1:
            yield problem("FC430", place, ("found", day.isoformat()), ("today", today.isoformat()), key=key)


def _dates(corpus: Corpus) -> Iterator[tuple[str, date, Place]]:
    for article in corpus.articles.values():
        yield "published", article.file.published, article.document.place("published")
    for source in corpus.sources.values():
        yield "retrieved", source.file.retrieved, source.document.place("retrieved")
    for claim in corpus.claims.values():
        if claim.file.checked:
            yield "checked", claim.file.checked, claim.document.place("checked")
        for index, correction in enumerate(claim.file.corrections):
            yield "date", correction.date, claim.document.place("corrections", index, "date")

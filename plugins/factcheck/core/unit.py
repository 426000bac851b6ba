"""Unit: what came of reviewing one file together with what it names, and the verdict on all units. Light.

A unit depends on nothing but the files in `needs` and the settings; so it can be remembered for as long as they stay.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from factcheck.core.outcome import Outcome
from factcheck.core.outline import ClaimOutline, Outline
from factcheck.core.problems import Place, Problem
from factcheck.core.span import Span
from factcheck.core.wholerules import WHOLE_RULES

# What the ledger of an article meets: the quotes of its claims that stand, and where those are written.
Meets = tuple[tuple[Place, Span], ...]


class LedgerReview(NamedTuple):
    """The problems of an article's ledger, for the quotes that it was reviewed with."""

    meets: Meets
    problems: tuple[Problem, ...]


class Unit(NamedTuple):
    """What came of a file."""

    needs: tuple[str, ...]  # paths, also of what is missing
    problems: tuple[Problem, ...] = ()
    mentions: tuple[Problem, ...] = ()  # told only where every stored text could be read
    is_settled: bool = True  # whether it says the same next time: not where a stored text that is refused could matter
    outcomes: tuple[Outcome, ...] = ()  # of its quotes
    spans: tuple[Span | None, ...] = ()  # of a claim's quote, or of what an article sets aside, in the seed
    ledger: LedgerReview | None = None


class Judged(NamedTuple):
    """All problems of a review, unsorted, and how the quotes came out."""

    problems: list[Problem]
    outcomes: Mapping[Outcome, int]
    by_claim: Mapping[str, tuple[Outcome, ...]]  # drafts' too, by the claim's id


def judged(site: Outline, units: Mapping[str, Unit]) -> Judged:
    """What all units together come to, with the rules of the whole. `units` are by the paths of their files."""
    problems = [found for unit in units.values() for found in unit.problems]
    if not site.any_refused("seeds/", "content/sources/"):
        problems += [found for unit in units.values() for found in unit.mentions]
    problems += [found for unit in units.values() if unit.ledger for found in unit.ledger.problems]
    problems += [found for rule in WHOLE_RULES for found in rule(site)]
    outcomes = Counter(outcome for unit in units.values() for outcome in unit.outcomes)
    by_claim = {
        f"{article}/{slug}": found
        for (article, slug), claim in site.claims.items()
        if (found := units[claim.path].outcomes)
    }
    return Judged(problems, outcomes, by_claim)


def with_ledgers(
    site: Outline, units: Mapping[str, Unit], review: Callable[[str, Meets], Iterable[Problem]]
) -> Iterator[tuple[str, Unit]]:
    """The units of articles whose ledger meets other quotes than it was reviewed with: by path, reviewed anew."""
    kept = {slug: article for slug, article in site.articles.items() if any(units[article.path].spans)}
    met: dict[str, list[tuple[Place, Span]]] = {slug: [] for slug in kept}
    for (slug, _), claim in site.live.items() if kept else ():
        if slug in kept and (span := _span(units, claim)):
            met[slug].append((claim.place(claim.quote_at), span))
    for slug, article in kept.items():
        unit, meets = units[article.path], tuple(met[slug])
        if unit.ledger is None or unit.ledger.meets != meets:
            yield article.path, unit._replace(ledger=LedgerReview(meets, tuple(review(slug, meets))))


def _span(units: Mapping[str, Unit], claim: ClaimOutline) -> Span | None:
    return next(iter(units[claim.path].spans), None)

"""Review: from a corpus to a site. Read this first.

    files ─ corpus.parse ─▶ Corpus ─ units, outline ─ judged ─▶ Site, problems

Pure: no disk, no clock, no network. The build, `factcheck check` and the tests all come through here.
Every file is reviewed with what it names and nothing else (core/unit.py): its quotations are proved (core/proof.py),
its editorial rules are asked (core/rules.py). The rules about the whole read an outline (core/wholerules.py). All
problems are collected, and only a corpus without errors becomes a site.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from factcheck.core.assembly import Model, site_of
from factcheck.core.corpus import Corpus
from factcheck.core.model import Site
from factcheck.core.outcome import Outcome
from factcheck.core.outline import Outline
from factcheck.core.problems import Problem, has_errors
from factcheck.core.reviewer import Reviewer
from factcheck.core.settings import Settings
from factcheck.core.sketch import sketched
from factcheck.core.stages import QUIET, Stage, Stages
from factcheck.core.unit import Unit, judged, with_ledgers


@dataclass(frozen=True)
class Reviewed:
    """What came of a review: the site, or None where an error stands against it."""

    site: Site | None
    problems: tuple[Problem, ...]  # sorted
    outcomes: Mapping[Outcome, int]  # how many quotes came out how
    by_claim: Mapping[str, tuple[Outcome, ...]]  # the same for each quote of a claim, by its id


def review(corpus: Corpus, settings: Settings) -> Reviewed:
    """Check everything and collect all problems."""
    return reviewed(corpus, sketched(corpus), settings)


def reviewed(corpus: Corpus, outline: Outline, settings: Settings) -> Reviewed:
    """As `review`, of a corpus that has this outline."""
    units: dict[str, Unit] = {}
    models = {path: model for path, model in complete(units, outline, corpus, settings).items() if model}
    found = judged(outline, units)
    is_sound = not corpus.refused and not has_errors(found.problems)
    site = site_of(outline, settings, models) if is_sound else None
    return Reviewed(site, tuple(sorted(found.problems)), found.outcomes, found.by_claim)


def complete(
    units: dict[str, Unit], outline: Outline, corpus: Corpus, settings: Settings, stages: Stages = QUIET
) -> dict[str, Model | None]:
    """Review the files that `units` has not, into it: what is published of them, by path; None where nothing is.

    Of the corpus, no more is asked for than that needs.
    """
    reviewer = Reviewer(corpus, settings)
    models: dict[str, Model | None] = {}
    kinds = (outline.seeds, outline.articles, outline.claims, outline.sources, outline.pages)
    paths = [file.path for kind in kinds for file in kind.values()]
    missing = [path for path in paths if path not in units]
    for path in stages.each(Stage.CHECKING, missing, len(paths) - len(missing)):
        units[path], models[path] = reviewer.file(path)
    units.update(with_ledgers(outline, units, reviewer.ledger))
    return models

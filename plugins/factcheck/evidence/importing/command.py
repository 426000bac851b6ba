"""`factcheck import`: ClaimReview of a page or file becomes drafts of claims. It never overwrites a file.

Reads a file or an address and writes at the end; everything between is evidence/importing/planning.py.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from factcheck.core.closest import closest
from factcheck.core.corpus import parse, scan
from factcheck.core.problems import Problem, shown
from factcheck.core.settings import Settings
from factcheck.evidence.importing import planning, telling
from factcheck.evidence.importing.planning import Outcome
from factcheck.evidence.newfile import store
from factcheck.evidence.original import ADDRESS, MOST_BYTES, USAGE, Fetch, RefusedError, obtained

_MOST_NAMED = 20  # articles in one message


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import. `problems` are those of the document; what is wrong with the site is not told here."""

    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...]
    report: str

    @property
    def is_read(self) -> bool:
        """Whether there was anything to read: a draft, or a claim that is there already."""
        return bool(self.outcomes)


def import_reviews(
    root: Path,
    settings: Settings,
    origin: str,
    *,
    article: str | None = None,
    is_dry: bool = False,
    fetch: Fetch | None = None,
) -> Imported:
    """Write a draft for each ClaimReview of a file or an address; `article` is the slug of the one they are about.

    Raises `RefusedError` where nothing could be read; its code is that of wrong usage or of a refusal.
    """
    files, _ = scan(root)  # what is wrong with the content is the business of factcheck check
    corpus, _ = parse(files)
    if article is not None and article not in corpus.articles:
        raise _unknown(article, list(corpus.articles))
    original = obtained(origin, fetch, most_fetched=MOST_BYTES)
    reviews, unread = planning.read(original, origin if ADDRESS.match(origin) else Path(origin).as_posix())
    plan = planning.planned(reviews, corpus, files, settings, article)
    outcomes = plan.outcomes if is_dry else tuple(_written(root, outcome) for outcome in plan.outcomes)
    report = telling.told(outcomes, len(plan.problems), is_dry=is_dry) if reviews else ""
    return Imported(outcomes, (*unread, *plan.problems), report)


def _unknown(article: str, known: list[str]) -> RefusedError:
    nearest = [f"nearest  {name}" for _, name in closest(article, known)]
    named = ", ".join(known[:_MOST_NAMED]) + (", …" if len(known) > _MOST_NAMED else "")
    articles = f"found    {named}" if known else "fix      store the article first, in seeds/ and content/articles/"
    words = f"--article must name a file in content/articles/ without .md; there is no {shown(article)}"
    return RefusedError(words, *nearest, articles, code=USAGE)


def _written(root: Path, outcome: Outcome) -> Outcome:
    """The outcome once its draft is written, or why it is not."""
    if outcome.draft is None:
        return outcome
    try:
        store(root, {outcome.draft.path: outcome.draft.text.encode()}, fix="import it again")
    except RefusedError as error:
        return replace(outcome, draft=None, skipped=str(error).partition("\n")[0])
    except OSError as error:
        return replace(outcome, draft=None, skipped=f"{outcome.draft.path} cannot be written: {error.strerror}")
    return outcome

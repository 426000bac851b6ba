"""Days to come: a check, a correction or a retrieval that lies ahead of the day on which somebody looks.

No rule of the review: a build has no clock, and must give the same site on every day. `factcheck check` has one.
"""

from collections.abc import Iterator
from datetime import date

from factcheck.core.outline import Outline
from factcheck.core.problems import Problem, problem


def days_to_come(site: Outline, today: date) -> Iterator[Problem]:
    """Each date of the content that is later than tomorrow: at `today` it may be a day later elsewhere on Earth."""
    for files in (site.articles, site.sources, site.claims):
        for file in files.values():
            for key, day, at in file.days:
                if (day - today).days > 1:
                    found, now = ("found", day.isoformat()), ("today", today.isoformat())
                    yield problem("FC430", file.place(at), found, now, key=key)

"""Warm: the site of a folder, of which only what changed since the last time is read, reviewed and rendered.

The answer is that of a load that remembers nothing (site/load.py): a test compares the two. What stands against a file
is not remembered, so that a report is always worded by what is there now. Light: see core/kinds.py.
"""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from factcheck.core.outcome import Outcome
from factcheck.core.outline import Outline
from factcheck.core.problems import Problem, has_errors
from factcheck.core.settings import Settings
from factcheck.core.stages import QUIET, Stage, Stages
from factcheck.core.unit import judged
from factcheck.site.cache import keep
from factcheck.site.cache.index import index
from factcheck.site.cache.loading import ChangedError, Loading
from factcheck.site.cache.memory import Memory
from factcheck.site.cache.pickled import Refused

if TYPE_CHECKING:
    from factcheck.site.load import Loaded

Found = TypeVar("Found")
TRIES = 3  # with files that change while they are read


@dataclass(frozen=True)
class Checked:
    """What came of a check: as `Loaded`, without what is published."""

    outline: Outline
    problems: tuple[Problem, ...]  # sorted
    outcomes: Mapping[Outcome, int]
    by_claim: Mapping[str, tuple[Outcome, ...]]

    @property
    def counts(self) -> tuple[int, int, int] | None:
        """How many articles, claims and sources are published; None where there is no site."""
        if has_errors(self.problems):
            return None
        site = self.outline
        cited = {source.text for claim in site.published.values() for source in claim.cites}
        return len(site.checked & set(site.articles)), len(site.live), len(cited)


def check(root: Path, settings: Settings, *, remembers: bool = True, stages: Stages = QUIET) -> Checked:
    """Check the site in the folder `root`."""
    return _tried(root, settings, _checked, stages, remembers=remembers)


def load(root: Path, settings: Settings, *, remembers: bool = True, stages: Stages = QUIET) -> "Loaded":
    """Load the site in the folder `root`, as `site.load.load` does."""
    return _tried(root, settings, loaded, stages, remembers=remembers)


def _tried(
    root: Path, settings: Settings, ask: Callable[[Loading], Found], stages: Stages, *, remembers: bool
) -> Found:
    stages.at(Stage.READING)
    folder = keep.folder(root) if remembers else None
    with uncollected(), closing(folder) if folder else nullcontext():
        for _ in range(TRIES if folder else 0):
            assert folder is not None
            memory = Memory(folder, settings)
            try:
                loading = Loading(root, settings, index(folder), memory, stages)
                found = ask(loading)
                loading.keep(folder)
            except Refused:  # a cache that is not whole
                memory.forget()
            except ChangedError:
                continue
            else:
                return found
        return ask(Loading(root, settings, index(None), None, stages))  # what has no index is read at once


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for garbage in what is loaded: it stays, and to look it through again and again takes half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        _leave_alone()
        if was_on:
            gc.enable()


@cache
def _leave_alone() -> None:
    """Take what there is out of all later searches; once, since a process that loads again drops what it had."""
    gc.freeze()


def _checked(loading: Loading) -> Checked:
    found = judged(loading.outline, loading.units)
    problems = tuple(sorted([*loading.problems, *found.problems]))
    return Checked(loading.outline, problems, found.outcomes, found.by_claim)


def loaded(loading: Loading) -> "Loaded":
    """The site that a load comes to. Raises `Refused`."""
    from factcheck.core.assembly import site_of  # heavy
    from factcheck.site.load import Loaded

    found = _checked(loading)
    published = loading.published()
    models = {path: model for path, model in published.models.items() if model}
    site = None if has_errors(found.problems) else site_of(loading.outline, loading.settings, models)
    if site:
        loading.numbered(site)
    return Loaded(site, published.html, found.problems, found.outcomes, found.by_claim, loading.digests)

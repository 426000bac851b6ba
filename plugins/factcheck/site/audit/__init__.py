"""The audit of a built folder: what lies on the disk says what the model says, and nothing else is there.

files ─ each page parsed once ─ rules for a page ─▶ ids and links of all pages ─ rules for the folder ─▶ problems

Works on the files as they were written, so that it also proves what templates and plugins did. `rules.py` is
the list of what is proved.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from factcheck.core.model import Site
from factcheck.core.problems import Problem
from factcheck.core.stages import QUIET, Stage, Stages
from factcheck.publish.output import Output
from factcheck.site import workers
from factcheck.site.audit.folder import NOTHING, Folder, Seen, Since, listed, seen
from factcheck.site.audit.page import Subjects
from factcheck.site.audit.rules import RULES, Rules
from factcheck.site.remembered.grouped import Grouped

_APART = ("source", "template", "link")  # the details that differ from page to page where the mistake is one


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What was found in a built folder, and how much was looked at."""

    problems: tuple[Problem, ...]
    claims: int = 0
    read: Grouped[Seen] = field(default_factory=lambda: NOTHING)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self.read)

    @property
    def links(self) -> int:
        """How many links lead into the site."""
        return sum(page.links for page in self.read.values())

    @property
    def seen(self) -> Grouped[Seen]:
        """What the next audit is to know of this one; nothing where there is a problem."""
        return NOTHING if self.problems else self.read


class Looked(NamedTuple):
    """What is wrong with a page, and what is kept of it."""

    problems: list[Problem]
    seen: Seen


Lookings = Mapping[str, Looked]  # by file
NONE: Lookings = MappingProxyType({})


def audit(
    root: Path,
    site: Site,
    outputs: tuple[Output, ...],
    others: Collection[str],
    rules: Rules = RULES,
    since: Since | None = None,
    stages: Stages = QUIET,
    found: frozenset[str] | None = None,
    looked: Lookings = NONE,
    *,
    is_shared: bool = True,
) -> Audit:
    """Audit the folder `root`. `others` are the files besides the pages: feeds, lists, data files, the theme's.

    With `since` only what may be otherwise than at an earlier audit is looked at; what is found is the same. Pages that
    were `looked` at, by file, are not looked at again. `found` are the files that are there, where that is known.
    Raises `WorkerError` where the work `is_shared` with helpers and one of them dies.
    """
    known = (since.seen if since else NOTHING).edited()
    folder = Folder(
        root=root,
        site=site,
        subjects=Subjects.of(site),
        outputs=outputs,
        others=frozenset(others),
        found=listed(root) if found is None else found,
        since=since,
        seen=known,
    )
    of_pages = list(_of_pages(folder, rules, stages, looked))
    problems = tuple(_told_once([*_of_folder(folder, rules, is_shared=is_shared), *of_pages]))
    return Audit(problems=problems, claims=len(site.claims), read=known.done())


def looker(
    root: Path, site: Site, outputs: tuple[Output, ...], found: Collection[str], rules: Rules = RULES
) -> Callable[[str], Looked | None]:
    """What looks at a page of the folder `root` by itself, by its file; None where it is none of those `found`."""
    there = frozenset(found)
    folder = Folder(root=root, site=site, subjects=Subjects.of(site), outputs=outputs, others=frozenset(), found=there)
    return lambda file: _looked(folder, rules, file)


def seen_on(files: Iterable[str], found: Iterable[Looked | None]) -> Lookings:
    """What was found on each of some pages, as a `looker` says; without those that are not there."""
    return {file: looked for file, looked in zip(files, found, strict=True) if looked}


def _looked(folder: Folder, rules: Rules, file: str) -> Looked | None:
    page = folder.page(file)
    return Looked([problem for rule in rules.page for problem in rule(page)], seen(page)) if page else None


def _of_pages(folder: Folder, rules: Rules, stages: Stages, looked: Lookings) -> Iterator[Problem]:
    """The problems of each page by itself; what is kept of it goes into the folder."""
    for file in [file for file in folder.seen if file not in folder.pages or file not in folder.found]:
        del folder.seen[file]
    for file in stages.each(Stage.AUDIT, folder.due):
        if found := looked.get(file) or _looked(folder, rules, file):
            yield from found.problems
            folder.keep(file, found.seen)
    stages.at(Stage.AUDIT, len(folder.pages), len(folder.pages), len(folder.due))


def _of_folder(folder: Folder, rules: Rules, *, is_shared: bool) -> Iterator[Problem]:
    """The problems of the folder as a whole, rule by rule."""
    things = [(Stage.AUDIT, rule) for rule in rules.folder]
    is_dear = is_shared and len(folder.pages) >= workers.LEAST
    with workers.team(things, lambda rule: [*rule(folder)], is_dear=is_dear) as team:
        yield from chain.from_iterable(team.results(QUIET))


def _told_once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """What is wrong alike on several pages, as a mistake in a template is: told for the first, the rest counted."""
    alike: dict[tuple[str, ...], list[Problem]] = {}
    for problem in problems:
        details = [": ".join(detail) for detail in problem.details if detail[0] not in _APART]
        is_of_page = len(details) < len(problem.details)
        key = (problem.code, problem.message, *details, *(() if is_of_page else (str(problem.place),)))
        alike.setdefault(key, []).append(problem)
    for first, *rest in alike.values():
        others = sorted({problem.place.path for problem in rest} - {first.place.path})
        more = (("also", f"on {len(others):,} more pages" if len(others) > 1 else f"on {others[0]}"),) if others else ()
        yield replace(first, details=(*first.details, *more))

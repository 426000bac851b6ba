"""The audit of a built folder: what lies on the disk says what the model says, and nothing else is there.

files ─ each page parsed once ─ rules for a page ─▶ ids and links of all pages ─ rules for the folder ─▶ problems

Works on the files as they were written, so that it also proves what templates and plugins did. `rules.py` is
the list of what is proved.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from factcheck.core.model import Site
from factcheck.core.problems import Problem
from factcheck.core.stages import QUIET, Stage, Stages
from factcheck.publish.output import Output
from factcheck.site.audit import links
from factcheck.site.audit.folder import Folder, Seen, seen
from factcheck.site.audit.page import Page, Subjects
from factcheck.site.audit.rules import RULES, Rules
from factcheck.site.audit.tree import parse

_APART = ("source", "template", "link")  # the details that differ from page to page where the mistake is one


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What was found in a built folder, and how much was looked at."""

    problems: tuple[Problem, ...]
    pages: int = 0
    links: int = 0  # that lead into the site
    claims: int = 0


def audit(
    root: Path,
    site: Site,
    outputs: tuple[Output, ...],
    others: Collection[str],
    rules: Rules = RULES,
    stages: Stages = QUIET,
) -> Audit:
    """Audit the folder `root`. `others` are the files besides the pages: feeds, lists, data files, the theme's."""
    found = {path.relative_to(root).as_posix() for path in root.rglob("*") if not path.is_dir()}
    read: dict[str, Seen] = {}
    subjects = Subjects.of(site)
    folder = Folder(
        root=root,
        site=site,
        subjects=subjects,
        outputs=outputs,
        others=frozenset(others),
        found=frozenset(found),
        seen=read,
    )
    of_pages, counted = [], 0
    for output in stages.each(Stage.AUDIT, outputs):
        raw = folder.read(output.file)
        if raw is not None:
            page = _page(raw, output, site, subjects)
            inward = links.inward(page)
            counted += len(inward)
            read[output.file] = seen(page, dict(inward))
            of_pages += [problem for rule in rules.page for problem in rule(page)]
    of_folder = [problem for rule in rules.folder for problem in rule(folder)]
    return Audit(
        problems=tuple(_told_once([*of_folder, *of_pages])), pages=len(read), links=counted, claims=len(site.claims)
    )


def _page(raw: bytes, output: Output, site: Site, subjects: Subjects) -> Page:
    html = raw.decode("utf-8", "replace")
    return Page(parse(html), output=output, site=site, subjects=subjects)


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

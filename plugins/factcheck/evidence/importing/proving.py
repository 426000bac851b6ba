"""Proving: every draft is read as the site will read it, before it is written. What would be an error is left out.

The mapping knows most of the rules; this knows all of them, since it asks the site's own review.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from factcheck.core.corpus import Corpus, parse
from factcheck.core.frontmatter import Document
from factcheck.core.problems import Problem
from factcheck.core.review import review
from factcheck.core.settings import Settings
from factcheck.evidence.importing.draft import Draft
from factcheck.evidence.importing.notes import Notes

_NEEDED = ("claim", "status")


def proved(drafts: Sequence[tuple[Draft, Notes]], corpus: Corpus, settings: Settings) -> Mapping[str, Draft | Problem]:
    """The drafts by path, each without the keys that have errors; or the problem that stands against it."""
    found: dict[str, Draft | Problem] = {draft.path: draft for draft, _ in drafts}
    notes = {draft.path: noted for draft, noted in drafts}
    while errors := _errors([draft for draft in found.values() if isinstance(draft, Draft)], corpus, settings):
        for path, (problem, key) in errors.items():
            draft = found[path]
            if isinstance(draft, Draft) and key in draft.values and key not in _NEEDED:
                notes[path].lost(key, _words(problem))
                found[path] = draft.without(key)
            else:
                found[path] = problem
    return found


def _words(problem: Problem) -> str:
    found = dict(problem.details)
    details = "; ".join(f"{label} {found[label]}" for label in ("found", "nearest") if label in found)
    return f"{problem.code} {problem.message}{f' ({details})' if details else ''}"


def _errors(drafts: list[Draft], corpus: Corpus, settings: Settings) -> dict[str, tuple[Problem, str]]:
    """The first error of each draft, and its key."""
    if not drafts:
        return {}
    read, problems = parse({draft.path: draft.text.encode() for draft in drafts})
    together = replace(corpus, claims={**corpus.claims, **read.claims})
    problems += review(together, settings).problems
    by_path: defaultdict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.is_error:
            by_path[problem.place.path].append(problem)
    documents = {entry.document.path: entry.document for entry in read.claims.values()}
    return {
        draft.path: (first := min(by_path[draft.path]), _key(documents.get(draft.path), first.place.line))
        for draft in drafts
        if draft.path in by_path
    }


def _key(document: Document | None, line: int) -> str:
    """The key of the front matter that a line belongs to."""
    keys = [key.text for key, _ in document.header.entries if key.line <= line] if document else []
    return keys[-1] if keys else ""

"""Texts: the Markdown of all files as HTML, each by itself, with links to the pages of the others."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from factcheck.core.corpus import Corpus, Entry
from factcheck.core.outline import Outline
from factcheck.core.problems import Place
from factcheck.core.targets import Targets
from factcheck.render import prose
from factcheck.render.prose import Prose

LEAST_HEADING = {"articles": 3, "claims": 3, "pages": 2}


def rendered(
    outline: Outline, corpus: Corpus, targets: Targets, kept: Collection[str] = frozenset()
) -> dict[str, Prose]:
    """The texts of all files but those in `kept`, by path; drafts too, so that a draft's problems are seen early."""
    found: dict[str, Prose] = {}
    for kind, least in LEAST_HEADING.items():
        for key, file in getattr(outline, kind).items():
            if file.path not in kept:
                entry: Entry[Any] = getattr(corpus, kind)[key]
                allowed = targets.of(file.path)
                found[file.path] = prose.render(entry.document.body, entry.place, allowed, least_heading=least)
    for (article, slug, name), earlier in outline.history.items():
        if earlier.path not in kept:
            path = f"content/claims/{article}/{slug}.md"
            found[earlier.path] = _earlier(path, corpus.history[article, slug, name], targets.pages)
    return found


def _earlier(path: str, entry: Entry[Any], targets: Mapping[str, str]) -> Prose:
    """An earlier text, whose links were written in the claim's file at `path`; those that are dead now are plain text.

    Whatever else was allowed once is no problem either: only a text that cannot be rendered at all is one.
    """
    place = Place(path, entry.place.line)
    result = prose.render(entry.document.body, place, targets, least_heading=4)
    kept = (found for found in result.problems if found.code == "FC505")
    own = (replace(found, place=replace(found.place, path=entry.document.path)) for found in kept)
    return replace(result, problems=tuple(own))

"""Texts: the Markdown of all files as HTML, each by itself, with links to the pages of the others."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from factcheck.core.corpus import Corpus, Entry
from factcheck.core.outline import Outline
from factcheck.core.problems import Place
from factcheck.core.stages import QUIET, Stage, Stages
from factcheck.core.targets import Targets
from factcheck.render import prose
from factcheck.render.prose import Prose

LEAST_HEADING = {"articles": 3, "claims": 3, "pages": 2}


def rendered(
    outline: Outline,
    corpus: Corpus,
    targets: Targets,
    kept: Collection[str] = frozenset(),
    stages: Stages = QUIET,
) -> dict[str, Prose]:
    """The texts of all files but those in `kept`, by path; drafts too, so that a draft's problems are seen early."""
    kinds = (*LEAST_HEADING, "history")
    texts = [(kind, key, file.path) for kind in kinds for key, file in getattr(outline, kind).items()]
    missing = [text for text in texts if text[2] not in kept]
    found: dict[str, Prose] = {}
    for kind, key, path in stages.each(Stage.RENDERING, missing, len(texts) - len(missing)):
        entry: Entry[Any] = getattr(corpus, kind)[key]
        if kind == "history":
            found[path] = _earlier(key, entry, targets.pages)
        else:
            least = LEAST_HEADING[kind]
            found[path] = prose.render(entry.document.body, entry.place, targets.of(path), least_heading=least)
    return found


def _earlier(key: tuple[str, str, str], entry: Entry[Any], targets: Mapping[str, str]) -> Prose:
    """An earlier text, whose links were written in the claim's file; those that are dead now are plain text.

    Whatever else was allowed once is no problem either: only a text that cannot be rendered at all is one.
    """
    article, slug, _ = key
    place = Place(f"content/claims/{article}/{slug}.md", entry.place.line)
    result = prose.render(entry.document.body, place, targets, least_heading=4)
    kept = (found for found in result.problems if found.code == "FC505")
    own = (replace(found, place=replace(found.place, path=entry.document.path)) for found in kept)
    return replace(result, problems=tuple(own))

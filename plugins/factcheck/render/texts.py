"""Texts: the Markdown of all files as HTML, each by itself, with links to the pages of the others."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from factcheck.core.corpus import Corpus, Entry
from factcheck.core.outline import Outline
from factcheck.core.problems import Place
from factcheck.core.stages import QUIET, Stage, Stages
from factcheck.core.targets import Targets
from factcheck.render import prose
from factcheck.render.prose import Prose

LEAST_HEADING = {"articles": 3, "claims": 3, "pages": 2}


class Named(NamedTuple):
    """A text: where it stands in the outline, and the path of its file."""

    kind: str
    key: Any
    path: str


def rendered(
    outline: Outline,
    corpus: Corpus,
    targets: Targets,
    kept: Collection[str] = frozenset(),
    stages: Stages = QUIET,
) -> dict[str, Prose]:
    """The texts of all files but those in `kept`, by path; drafts too, so that a draft's problems are seen early."""
    texts = listed(outline)
    missing = [text for text in texts if text.path not in kept]
    counted = stages.each(Stage.RENDERING, missing, len(texts) - len(missing))
    return {text.path: render(text, corpus, targets) for text in counted}


def listed(outline: Outline) -> list[Named]:
    """All texts."""
    kinds = (*LEAST_HEADING, "history")
    return [Named(kind, key, file.path) for kind in kinds for key, file in getattr(outline, kind).items()]


def render(text: Named, corpus: Corpus, targets: Targets) -> Prose:
    """A text as HTML."""
    entry: Entry[Any] = getattr(corpus, text.kind)[text.key]
    if text.kind == "history":
        return _earlier(text.key, entry, targets.pages)
    least = LEAST_HEADING[text.kind]
    return prose.render(entry.document.body, entry.place, targets.of(text.path), least_heading=least)


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

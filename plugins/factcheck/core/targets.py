"""Targets: which files a text may link to, and the paths of their pages. Light: see core/kinds.py."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from factcheck.core.outline import Outline


@dataclass(frozen=True)
class Targets:
    """What texts may link to: by file the path of its page, and nothing where it has none."""

    pages: Mapping[str, str]

    @cached_property
    def _with_hidden(self) -> Mapping[str, str]:
        return {path: page or page_path(path) for path, page in self.pages.items()}

    def of(self, path: str) -> Mapping[str, str]:
        """What the text of a file may link to: that of a draft, which is not published, also to what is not yet."""
        return self._with_hidden if self.pages.get(path) == "" else self.pages

    def stand(self, path: str, links: tuple[tuple[str, str | None], ...]) -> bool:
        """Whether the links of a text lead where they led."""
        pages = self.of(path)
        return all(pages.get(target) == page for target, page in links)


def targets(outline: Outline) -> Targets:
    """The targets of a site: none for drafts, and what only drafts need. Refused files are not dead links."""
    return Targets(dict(_targets(outline)))


def _targets(outline: Outline) -> Iterator[tuple[str, str]]:
    for kind in (outline.articles, outline.claims, outline.sources):
        yield from ((file.path, "") for file in kind.values())
    articles = {file.path for slug, file in outline.articles.items() if slug in outline.checked}
    files = {*articles, *(file.path for file in outline.pages.values())}
    claims = {file.path for file in outline.published.values()}
    for path in sorted({*files, *claims, *_published_sources(outline), *outline.refused}):
        if path.startswith("content/"):
            yield path, page_path(path)


def _published_sources(outline: Outline) -> set[str]:
    """The sources that get a page: those cited by a published claim; all, where what is cited is unknown."""
    stored = {slug: file.path for slug, file in outline.sources.items()}
    cited = {source.text for claim in outline.published.values() for source in claim.cites}
    if cited - set(stored) or outline.any_refused("content/claims/"):
        return set(stored.values())
    return {stored[slug] for slug in cited}


def page_path(file: str) -> str:
    """The path of the page of a content file: `content/claims/a/b.md` is shown at `claims/a/b/`."""
    return file.removeprefix("content/").removeprefix("pages/").removesuffix(".md") + "/"

"""Places of links: from an address in a built file back to the line that an editor can mend."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

from factcheck.core.model import Article, Claim, Page, Site, Source
from factcheck.core.problems import Place
from factcheck.core.text import Text
from factcheck.evidence.crawl.run import Link

TEMPLATES = "theme/templates"
STYLES = "theme/static"  # what is built as theme/site.css is written as theme/static/site.css


class LinkPlaces:
    """The files of a site's folder that its built files come from."""

    def __init__(self, root: Path, output: Path, site: Site) -> None:
        self._root, self._output, self._site = root, output, site
        self._texts: dict[str, str] = {}

    @cached_property
    def _content(self) -> dict[str, str]:
        """The content file of each built page that has one."""
        parts: tuple[Claim | Source | Article | Page, ...] = (
            *self._site.ever,
            *self._site.sources,
            *self._site.articles,
            *self._site.pages,
        )
        files = {f"{part.path}index.html": part.place.path for part in parts}
        if len(self._site.articles) == 1:
            files["index.html"] = self._site.articles[0].place.path
        return files

    @cached_property
    def _templates(self) -> list[str]:
        return sorted(path.relative_to(self._root).as_posix() for path in (self._root / TEMPLATES).glob("*.html"))

    def in_content(self, file: str, link: Link) -> Place | None:
        """The line of the page's content file that writes the link, if one does."""
        return self._find(self._content[file], _in_markdown(link)) if file in self._content else None

    def in_theme(self, link: Link, *, is_alone: bool) -> Place | None:
        """The line of a template that writes the link, if one does.

        What stands in the frame of all pages is not alone, and what is on many pages may stand there.
        """
        frame = f"{TEMPLATES}/base.html"
        names = [name for name in self._templates if name != frame]
        wanted = list(_in_template(link))
        found = (self._find(name, wanted) for name in (names if is_alone else [frame, *names]))
        return next((place for place in found if place), None)

    def of_file(self, file: str) -> Place | None:
        """The content file of a built page."""
        return Place(self._content[file]) if file in self._content else None

    def in_built_file(self, file: str, link: Link) -> Place:
        """The link in the built file, or in the file of the theme that was copied there."""
        static = f"{STYLES}/{file.removeprefix('theme/')}"
        if file.startswith("theme/") and (self._root / static).is_file():
            return Place(static, link.line, link.column)
        return Place(f"{self.output}/{file}", link.line, link.column)

    @property
    def output(self) -> str:
        """The output folder's path, as people know it."""
        is_inside = self._output.is_relative_to(self._root)
        return self._output.relative_to(self._root).as_posix() if is_inside else self._output.name

    def _find(self, path: str, patterns: Iterable[str]) -> Place | None:
        text = self._text(path)
        found = next((hit for pattern in patterns if (hit := re.search(pattern, text, re.MULTILINE))), None)
        return Place(path, *Text(text).position(found.start(1))) if found else None

    def _text(self, path: str) -> str:
        if path not in self._texts:
            file = self._root / path
            self._texts[path] = file.read_text(encoding="utf-8-sig", errors="replace") if file.is_file() else ""
        return self._texts[path]


def _parts(link: Link) -> tuple[list[str], str]:
    """The path of a link in segments, without those that only climb, and its fragment."""
    parts = urlsplit(link.target or link.written)
    segments = [unquote(segment) for segment in parts.path.split("/") if segment not in ("", ".", "..", "index.html")]
    return segments, link.written.partition("#")[2]


def _in_markdown(link: Link) -> Iterator[str]:
    """Patterns of a link in a content file: its address, the .md file of its page, the slug in front matter."""
    segments, fragment = _parts(link)
    yield rf"(?:\]\(<?|\]:\s*<?|<)({re.escape(link.written)})(?=[\s)>]|$)"
    if segments:
        slug, hashed = re.escape(segments[-1]), re.escape("#" + fragment) if fragment else ""
        yield rf"(?:\]\(<?|\]:\s*<?)((?:[^\s()<>]*/)?{slug}\.md{hashed})(?=[\s)>]|$)"
        yield rf"^\s*(?:- )?[a-z_]+:[ ]*[\"']?({slug})[\"']?[ ]*$"


def _in_template(link: Link) -> Iterator[str]:
    """Patterns of a link in a template, where `{{ root }}` or a variable stands before the path."""
    segments, fragment = _parts(link)
    if fragment:
        yield rf"[\"'}}/](#{re.escape(fragment)})[\"']"
        return
    for size in sorted({len(segments), 2, 1}, reverse=True):
        if 0 < size <= len(segments):
            yield rf"[\"'}}/]({re.escape('/'.join(segments[-size:]))})/?[\"'?]"

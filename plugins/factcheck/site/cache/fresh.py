"""Fresh: what is made anew, from no more files than that needs. Heavy: it imports all that reads and reviews."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from factcheck.core import layout
from factcheck.core.corpus import Corpus, Read, parse_file
from factcheck.core.linkfile import LinkFile
from factcheck.core.outline import AnyOutline, Outline
from factcheck.core.problems import Problem
from factcheck.core.review import complete
from factcheck.core.settings import Settings
from factcheck.core.sketch import sketch
from factcheck.core.stages import Stage, Stages
from factcheck.core.targets import Targets
from factcheck.core.unit import Unit
from factcheck.render import texts
from factcheck.render.prose import Prose
from factcheck.site import workers
from factcheck.site.cache.memory import Published

Key = TypeVar("Key")


class Parsed:
    """The files of a site, each read and parsed when it is first asked for."""

    def __init__(self, paths: Collection[str], read: Callable[[str], bytes], given: Mapping[str, Read]) -> None:
        self._paths, self._read = paths, read
        self._parsed: dict[str, tuple[Read, list[Problem]]] = {path: (file, []) for path, file in given.items()}

    def instead(self, path: str, raw: bytes) -> "Parsed":
        """The same files, of which one holds other bytes."""
        other = Parsed(self._paths, self._read, {})
        other._parsed = {**self._parsed, path: parse_file(path, raw)}
        return other

    def file(self, path: str) -> tuple[Read, list[Problem]]:
        """What a file says, or what is wrong with it."""
        if path not in self._parsed:
            self._parsed[path] = parse_file(path, self._read(path))
        return self._parsed[path]

    def outline(self, path: str) -> tuple[AnyOutline | None, list[Problem]]:
        """The outline of a file, or what is wrong with it."""
        read, problems = self.file(path)
        return None if read is None or isinstance(read, LinkFile) else sketch(read), problems

    @property
    def links(self) -> LinkFile | None:
        """What the last check of links has found."""
        return cast("LinkFile | None", self.file(layout.LINKS)[0]) if layout.LINKS in self._paths else None


class _Files(Mapping[Key, Any]):
    """The files of a kind, by their keys; none is parsed before it is asked for."""

    def __init__(self, outlines: Mapping[Key, AnyOutline], parsed: Parsed) -> None:
        self._outlines, self._parsed = outlines, parsed

    def __getitem__(self, key: Key) -> Any:
        return self._parsed.file(self._outlines[key].path)[0]

    def __contains__(self, key: object) -> bool:
        return key in self._outlines

    def __iter__(self) -> Iterator[Key]:
        return iter(self._outlines)

    def __len__(self) -> int:
        return len(self._outlines)


@dataclass(frozen=True)
class Made:
    """What was made anew: what is published of files, and their texts with what is wrong with them."""

    published: Published
    texts: Mapping[str, Prose]


def finish(
    units: dict[str, Unit],
    texts_kept: Collection[str],
    outline: Outline,
    parsed: Parsed,
    settings: Settings,
    targets: Targets,
    stages: Stages,
) -> Made:
    """Review the files that `units` has not, into it, and render those that are not in `texts_kept`."""
    corpus = Corpus(
        seeds=_Files(outline.seeds, parsed),
        articles=_Files(outline.articles, parsed),
        claims=_Files(outline.claims, parsed),
        sources=_Files(outline.sources, parsed),
        pages=_Files(outline.pages, parsed),
        history=_Files(outline.history, parsed),
        links=parsed.links,
        refused=outline.refused,
    )
    named = texts.listed(outline)
    missing = [(Stage.RENDERING, text) for text in named if text.path not in texts_kept]
    with workers.team(missing, lambda text: texts.render(text, corpus, targets)) as team:  # helpers begin at once
        models = complete(units, outline, corpus, settings, stages)
        made = team.results(stages, Counter({Stage.RENDERING: len(named) - len(missing)}))
    rendered = {text.path: prose for (_, text), prose in zip(missing, made, strict=True)}
    return Made(Published(models, {path: text.html for path, text in rendered.items()}), rendered)

"""The plan of a site: every file that it will have, the key of what it is made from, and how it is made."""

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from factcheck.core.stages import Stage
from factcheck.publish.facts import Digest, digest, joined
from factcheck.publish.output import File, Output
from factcheck.site import images
from factcheck.site.load import Loaded
from factcheck.site.remembered import tree
from factcheck.site.remembered.memory import Claims
from factcheck.site.remembered.splice import NONE, Parts, Spliced, spliced
from factcheck.site.remembered.tree import Rows
from factcheck.site.surroundings import Surroundings
from factcheck.site.swap import MARKER, MARKER_TEXT


class Item(NamedTuple):
    """A file of the site."""

    key: Digest
    make: Callable[[], bytes]
    file: File | None = None  # of a file that may be made in parts
    stage: Stage = Stage.FILES  # of a build, at which it is made


class Plan:
    """The files of a site, by path. What the theme brings along and what is made of the pages has no item."""

    def __init__(self, loaded: Loaded, around: Surroundings, last: Rows = MappingProxyType({})) -> None:
        assert loaded.site is not None
        self._last = last  # of the last build, which has made the pages that are recalled
        self._loaded, self._around, self._site = loaded, around, loaded.site
        self.basis = around.basis(loaded.site)
        self.other = digest(self.basis, "theme")  # the key of what the theme brings along

    @cached_property
    def items(self) -> dict[str, Item]:
        """The files."""
        return {**self.pages, **dict(self._others())}

    @cached_property
    def pages(self) -> dict[str, Item]:
        """Those that templates make."""
        return {
            output.file: Item(self._page_key(output), partial(self._page, output), stage=Stage.PAGES)
            for output in self._loaded.outputs
        }

    def _others(self) -> Iterator[tuple[str, Item]]:
        for file in self._loaded.files:
            yield file.path, Item(self._key(file), partial(_text, file), file)
        gist = self._loaded.facts.gist
        for card in images.cards(self._site, self._around.theme):
            yield card.path, Item(joined((self.basis, gist(card.claim))), card.draw, stage=Stage.PICTURES)
        yield MARKER, Item(digest(MARKER_TEXT), MARKER_TEXT.encode)

    def put(self, folder: Path, path: str) -> Parts:
        """Make a file and put it into a folder, in the place of an old one, if there was one; its parts, if any."""
        item = self.items[path]
        made = Spliced(item.make(), NONE) if item.file is None else spliced(item.file.runs())
        tree.put(folder, path, made.raw)
        return made.parts if len(made.parts[0]) > 1 else NONE

    def compile(self) -> None:
        """Have what makes pages at hand, before several processes do it."""
        self._around.compile()

    def given(self, folder: Path, path: str) -> tuple[int, int] | None:
        """Put a file into a folder that somebody else has made already; its size and time, None where nobody has."""
        return None

    @cached_property
    def claims(self) -> Claims:
        """What each claim is made from, and what other pages show of it, by its id."""
        facts, claims = self._loaded.facts, self._site.ever
        ids = [claim.id for claim in claims]
        made, shown = map(facts.claim, claims), map(facts.gist, claims)
        return dict(zip(ids, made, strict=True)), dict(zip(ids, shown, strict=True))

    def _page_key(self, output: Output) -> Digest:
        return self._last[output.file].key if output.is_recalled else self._key(output)

    def _key(self, made: Output | File) -> Digest:
        return key_of(self.basis, made)

    def _page(self, output: Output) -> bytes:
        return self._around.render(self._site, output.whole()).encode("utf-8")


def key_of(basis: Digest, made: Output | File) -> Digest:
    """The digest of what a page or a file is made from; `basis` is that of the site."""
    return joined((basis, *made.needs), made.path.encode())


def _text(file: File) -> bytes:
    return file.text().encode("utf-8")

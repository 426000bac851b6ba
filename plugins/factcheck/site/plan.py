"""The plan of a site: every file that it will have, the key of what it is made from, and how it is made."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from jinja2 import Environment

from factcheck.publish.facts import Digest, digest
from factcheck.publish.output import File, Output
from factcheck.site import templates
from factcheck.site.load import Loaded


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the site."""

    key: Digest
    make: Callable[[], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The files of a site, by path. What the theme brings along and what is made of the pages is not in it."""

    basis: Digest
    items: dict[str, Item]


def plan(loaded: Loaded, theme: Path, basis: Digest, environment: Callable[[], Environment]) -> Plan:
    """The plan of a loaded site. The `environment` is asked for when a page is to be made."""
    return Plan(basis=basis, items=dict(_items(loaded, theme, basis, environment)))


def _items(
    loaded: Loaded, theme: Path, basis: Digest, environment: Callable[[], Environment]
) -> Iterator[tuple[str, Item]]:
    site = loaded.site
    assert site is not None
    for output in loaded.outputs:
        yield output.file, Item(_key(basis, output), partial(_page, loaded, output, environment))
    for file in loaded.files:
        yield file.path, Item(_key(basis, file), partial(_text, file))


def _key(basis: Digest, made: Output | File) -> Digest:
    return digest(basis, made.path, *made.needs)


def _page(loaded: Loaded, output: Output, environment: Callable[[], Environment]) -> bytes:
    assert loaded.site is not None
    template = environment().get_template(f"{output.template}.html")
    return template.render(templates.values(loaded.site, output)).encode("utf-8")


def _text(file: File) -> bytes:
    return file.text().encode("utf-8")

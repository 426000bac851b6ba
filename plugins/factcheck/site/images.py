"""The share images as files: which there are, and where. They are drawn by `site/drawing.py`."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from factcheck.core.model import Claim, Site
from factcheck.core.settings import Settings
from factcheck.publish.cards import captions


class Card(NamedTuple):
    """A share image: where it lies below the output folder, whose it is, and how it is made.

    Of the claim it shows no more than other pages do; the rest is of the settings, the theme and this program.
    """

    path: str
    claim: Claim
    draw: Callable[[], bytes]


Drawer = Callable[[Claim], bytes]


def paths(site: Site) -> set[str]:
    """Where the images lie, relative to the output folder."""
    return {captions.path(claim) for claim in site.ever if captions.has_card(claim)}


def cards(site: Site, theme: Path) -> Iterator[Card]:
    """The image of every claim that has one; that of a withdrawn one says so. None is drawn yet."""
    drawer = cache(partial(_drawer, site.settings, theme))
    for claim in filter(captions.has_card, site.ever):
        yield Card(captions.path(claim), claim, partial(_drawn, claim, drawer))


def images(site: Site, theme: Path) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every image."""
    return ((card.path, card.draw()) for card in cards(site, theme))


def _drawn(claim: Claim, drawer: Callable[[], Drawer]) -> bytes:
    return drawer()(claim)


def _drawer(settings: Settings, theme: Path) -> Drawer:
    from factcheck.site import drawing  # heavy: Pillow

    return drawing.drawer(settings, theme)

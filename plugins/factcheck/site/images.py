"""The share images as files. `publish/cards` draws them; the fonts and the theme's colours are read here."""

from collections.abc import Callable, Iterator
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import ImageFont

from factcheck.core.model import Site
from factcheck.publish.cards import captions, colours, picture, png
from factcheck.publish.cards.captions import Caption
from factcheck.publish.cards.layout import Faces
from factcheck.publish.cards.picture import Art

FONTS = files("factcheck") / "fonts"
REGULAR, BOLD = "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"
STYLESHEET = "static/site.css"  # of a theme


class Card(NamedTuple):
    """A share image: where it lies below the output folder, a digest of what it is made of, and how it is made."""

    path: str
    key: str
    draw: Callable[[], bytes]


def paths(site: Site) -> set[str]:
    """Where the images lie, relative to the output folder."""
    return {captions.path(claim) for claim in site.ever if captions.has_card(claim)}


def cards(site: Site, theme: Path) -> Iterator[Card]:
    """The image of every claim that has one; that of a withdrawn one says so. None is drawn yet."""
    art = _art(theme)
    for claim in filter(captions.has_card, site.ever):
        shown = captions.caption(claim, site.settings)
        yield Card(captions.path(claim), picture.key(shown, art), partial(_drawn, shown, art))


def images(site: Site, theme: Path) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every image."""
    return ((card.path, card.draw()) for card in cards(site, theme))


def _drawn(shown: Caption, art: Art) -> bytes:
    written = BytesIO()
    png.write(picture.draw(shown, art), written)
    return written.getvalue()


def _art(theme: Path) -> Art:
    stylesheet = theme / STYLESHEET
    css = stylesheet.read_text(encoding="utf-8") if stylesheet.is_file() else ""
    return Art(faces=Faces(regular=_face(REGULAR), bold=_face(BOLD)), fonts=_digest(), palette=colours.palette(css))


@cache
def _face(name: str) -> ImageFont.FreeTypeFont:
    """A font by its path, not its bytes, of which each size would keep a copy: 23 MB in all."""
    return ImageFont.truetype(str(FONTS / name), layout_engine=ImageFont.Layout.BASIC)


@cache
def _digest() -> str:
    return sha256(b"".join((FONTS / name).read_bytes() for name in (REGULAR, BOLD))).hexdigest()

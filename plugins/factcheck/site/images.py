"""The share images as files. `publish/cards` draws them; the fonts and the theme's colours are read here."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from PIL import ImageFont

from factcheck.core.model import Site
from factcheck.publish.cards import captions, colours, picture
from factcheck.publish.cards.layout import Art

FONTS = files("factcheck") / "fonts"
STYLESHEET = "static/site.css"  # of a theme


def paths(site: Site) -> set[str]:
    """Where the images lie, relative to the output folder."""
    return {captions.path(claim) for claim in site.ever if captions.has_card(claim)}


def images(site: Site, theme: Path) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of the image of every claim that has one; that of a withdrawn one says so."""
    stylesheet = theme / STYLESHEET
    css = stylesheet.read_text(encoding="utf-8") if stylesheet.is_file() else ""
    art = Art(regular=_face("DejaVuSans.ttf"), bold=_face("DejaVuSans-Bold.ttf"), palette=colours.palette(css))
    for claim in filter(captions.has_card, site.ever):
        written = BytesIO()
        picture.write(picture.draw(claim, site.settings, art), written)
        yield captions.path(claim), written.getvalue()


@cache
def _face(name: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(BytesIO((FONTS / name).read_bytes()), layout_engine=ImageFont.Layout.BASIC)

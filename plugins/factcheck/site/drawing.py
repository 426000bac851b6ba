"""Drawing share images: `publish/cards` does it; the fonts and the theme's colours are read here. Heavy: Pillow."""

from collections.abc import Callable
from functools import cache, partial
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from PIL import ImageFont

from factcheck.core.model import Claim
from factcheck.core.settings import Settings
from factcheck.publish.cards import captions, colours, picture, png
from factcheck.publish.cards.layout import Faces
from factcheck.publish.cards.picture import Art

FONTS = files("factcheck") / "fonts"
REGULAR, BOLD = "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"
STYLESHEET = "static/site.css"  # of a theme


def drawer(settings: Settings, theme: Path) -> Callable[[Claim], bytes]:
    """What makes the image of a claim: a PNG in the theme's colours, as they are now."""
    return partial(_drawn, settings, _art(theme))


def _drawn(settings: Settings, art: Art, claim: Claim) -> bytes:
    written = BytesIO()
    png.write(picture.draw(captions.caption(claim, settings), art), written)
    return written.getvalue()


def _art(theme: Path) -> Art:
    stylesheet = theme / STYLESHEET
    css = stylesheet.read_text(encoding="utf-8") if stylesheet.is_file() else ""
    return Art(faces=Faces(regular=_face(REGULAR), bold=_face(BOLD)), palette=colours.palette(css))


@cache
def _face(name: str) -> ImageFont.FreeTypeFont:
    """A font by its path, not its bytes, of which each size would keep a copy: 23 MB in all."""
    return ImageFont.truetype(str(FONTS / name), layout_engine=ImageFont.Layout.BASIC)

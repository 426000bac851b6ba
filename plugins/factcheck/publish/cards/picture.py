"""The share image of a claim as a picture."""

from typing import IO

from PIL import Image, ImageDraw

from factcheck.core.model import Claim
from factcheck.core.settings import Settings
from factcheck.publish.cards.captions import HEIGHT, WIDTH, caption
from factcheck.publish.cards.colours import readable
from factcheck.publish.cards.layout import BAND, Art, layout
from factcheck.publish.label import token


def draw(claim: Claim, settings: Settings, art: Art) -> Image.Image:
    """The picture of a claim that has one. Raises `ValueError` where a text is longer than the schema allows."""
    brush = ImageDraw.Draw(image := Image.new("RGB", (WIDTH, HEIGHT), art.palette["paper"]))
    brush.rectangle((0, 0, WIDTH - 1, BAND - 1), readable(art.palette, token(claim)))
    for block in layout(caption(claim, settings), art):
        for baseline, line in block.baselines():
            for x, y, mask in block.letters.set(line):
                brush.bitmap((block.box.left + x, baseline + y), mask, block.colour)
    return image


def write(image: Image.Image, into: IO[bytes]) -> None:
    """Write a picture as JPEG. Colours are not thinned out: they would fray the letters."""
    image.save(into, "JPEG", quality=82, subsampling=0)

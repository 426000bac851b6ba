"""The share image of a claim as a picture: a PNG of 16 colours, two pixels in a byte.

It takes 13 kB where a JPEG took 64, 160 MB at 10,000 claims, and has clean edges.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice

from PIL import Image, ImageColor, ImageDraw

from factcheck.publish.cards.captions import HEIGHT, WIDTH, Caption
from factcheck.publish.cards.colours import readable
from factcheck.publish.cards.layout import BAND, Block, Faces, Pen, layout

# The 16 colours: from the verdict's to the paper's in five steps, on to the ink's in five; and from the paper's
# once more to that of the site's name in four. A letter's edge lies between its colour and the one behind it.
_BAND, _PAPER, _INK, _FOOT, _QUIET = 0, 5, 10, 11, 15
_PENS: Mapping[Pen, int] = {"paper": _PAPER, "ink": _INK, "quiet": _QUIET}
_Rgb = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Art:
    """What pictures are made with; the caller reads it from the disk."""

    faces: Faces
    palette: Mapping[str, str]  # of `colours.palette`


def draw(shown: Caption, art: Art) -> Image.Image:
    """The picture of what is shown. Raises `ValueError` where a text is longer than the schema allows."""
    image = Image.new("P", (WIDTH, HEIGHT), _PAPER)
    image.putpalette([*chain(*_colours(*map(ImageColor.getrgb, _hues(shown, art))))])
    brush = ImageDraw.Draw(image)
    brush.rectangle((0, 0, WIDTH - 1, BAND - 1), _BAND)
    for block in layout(shown, art.faces):
        if block.pen == "quiet":  # the last and lowest
            brush.rectangle((0, block.box.top, WIDTH - 1, HEIGHT - 1), _FOOT)
        _set(block, brush)
    return image


def _set(block: Block, brush: ImageDraw.ImageDraw) -> None:
    for baseline, line in block.baselines():
        for x, y, mask in block.letters.set(line):
            brush.bitmap((block.box.left + x, baseline + y), mask, _PENS[block.pen])


def _hues(shown: Caption, art: Art) -> tuple[str, str, str, str]:
    """The colours of the verdict, of the paper, of the ink, and of the site's name."""
    palette = art.palette
    return readable(palette, shown.token), palette["paper"], palette["ink"], readable(palette, "quiet")


def _colours(band: _Rgb, paper: _Rgb, ink: _Rgb, quiet: _Rgb) -> Iterator[_Rgb]:
    """The 16 colours."""
    yield from islice(_between(band, paper, _PAPER), _PAPER)
    yield from _between(paper, ink, _INK - _PAPER)
    yield from _between(paper, quiet, _QUIET - _FOOT)


def _between(one: _Rgb, other: _Rgb, steps: int) -> Iterator[_Rgb]:
    for step in range(steps + 1):
        yield tuple(round(start + (end - start) * step / steps) for start, end in zip(one, other, strict=True))

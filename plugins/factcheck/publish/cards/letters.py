"""The letters of share images: how wide each is, and its picture. The font is asked once for each size.

A letter stands where the one before it ends. Pillow's basic layout does nearly that, but at each drawing of each
line, which took 8 of the 13 milliseconds of a picture; what it adds is kerning, taken for 64ths of a pixel (0.3
at most). Both faces have whole pixels for widths, in all sizes.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont, Layout


class Glyph(NamedTuple):
    """A letter's picture: how much of each pixel it covers, and where that lies from the point it is set at."""

    mask: Image.Image  # of mode L; 0 × 0 for a space
    left: int
    top: int


class _Widths(dict[str, int]):
    """The widths of letters, in pixels."""

    def __init__(self, face: FreeTypeFont) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, letter: str) -> int:
        self[letter] = width = round(self._face.getlength(letter))
        return width


class Letters:
    """The letters of a face in a size."""

    def __init__(self, face: FreeTypeFont) -> None:
        self.face = face
        self.size = face.size  # in pixels
        self._widths = _Widths(face)
        self._glyphs: dict[str, Glyph] = {}

    def width(self, text: str) -> int:
        """How far it is from the beginning of a text to its end, in pixels."""
        return sum(map(self._widths.__getitem__, text))

    def set(self, text: str) -> Iterator[tuple[int, int, Image.Image]]:
        """Yield what a text is drawn with: x and y from its beginning, on the line it stands on, and a mask."""
        x = 0
        for letter in text:
            glyph = self._glyph(letter)
            yield x + glyph.left, glyph.top, glyph.mask
            x += self._widths[letter]

    def _glyph(self, letter: str) -> Glyph:
        if letter not in self._glyphs:
            left, top, right, bottom = map(int, self.face.getbbox(letter, anchor="ls"))
            mask = Image.new("L", (right - left, bottom - top))
            ImageDraw.Draw(mask).text((-left, -top), letter, 255, self.face, anchor="ls")
            self._glyphs[letter] = Glyph(mask, left, top)
        return self._glyphs[letter]


@lru_cache(maxsize=64)
def sized(face: FreeTypeFont, size: int) -> Letters:
    """A face in a size, in pixels: 48 pairs are in use."""
    return Letters(face.font_variant(size=size, layout_engine=Layout.BASIC))

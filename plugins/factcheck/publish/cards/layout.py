"""Where the words of a share image stand. No word is ever cut.

Text shrinks until it fits, down to a floor at which 300 characters, the schema's longest line, still fit
whatever they are: the widest letter is Ǳ, 1.56 of its size in DejaVu Sans Bold.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Literal, NamedTuple

from PIL.ImageFont import FreeTypeFont

from factcheck.publish.cards.captions import Caption
from factcheck.publish.cards.letters import Letters, sized

BAND = 160  # the height of the verdict's band at the top of the picture, in pixels
# In parts of the size: above the highest accent (Ẳ, 1.12), below the deepest tail (⋡, 0.26), from line to line.
_ABOVE, _BELOW, _PITCH = 1.15, 0.28, 1.25
_LEFT, _RIGHT, _FOOT = 60, 1140, 596


class Box(NamedTuple):
    """A part of the picture in pixels from its left upper corner, half-open."""

    left: int
    top: int
    right: int
    bottom: int


# Sizes of letters in pixels, to the floor, where 300 of the widest letters take 7, 8, 5 and 5 lines.
LABEL, SENTENCE, CLAIMANT, NAME = range(75, 11, -3), range(63, 17, -3), range(35, 10, -3), range(29, 10, -3)
_LABEL_HEIGHT, _LINE_HEIGHT = 128, 76


@dataclass(frozen=True, slots=True, kw_only=True)
class Faces:
    """What words are set in; the caller reads it from the disk."""

    regular: FreeTypeFont  # DejaVu Sans, of any size
    bold: FreeTypeFont


Pen = Literal["paper", "ink", "quiet"]  # the theme's colour of letters: on the verdict's colour, and twice on the paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines of one size and their box. A few letters, as ⁄ and ʝ, reach out at its sides by a fifth of their size."""

    lines: tuple[str, ...]
    letters: Letters
    pen: Pen
    box: Box

    def baselines(self) -> Iterator[tuple[int, str]]:
        """Each line and the height at which its letters stand."""
        for number, line in enumerate(self.lines):
            yield self.box.top + round(self.letters.size * (_ABOVE + number * _PITCH)), line


def layout(shown: Caption, faces: Faces) -> tuple[Block, ...]:
    """The blocks of a picture: the verdict in its band, then the claim, and at the foot claimant and site."""
    name = _fit(shown.name, faces.regular, NAME, Box(_LEFT, _FOOT - _LINE_HEIGHT, _RIGHT, _FOOT), "quiet", at=1)
    above = Box(_LEFT, name.box.top - 10 - _LINE_HEIGHT, _RIGHT, name.box.top - 10)
    claimant = _fit(shown.claimant, faces.regular, CLAIMANT, above, "ink", at=1)
    middle = Box(_LEFT, BAND + 16, _RIGHT, claimant.box.top - 12)
    sentence = _fit(shown.sentence, faces.bold, SENTENCE, middle, "ink", at=0.5)
    return tuple(block for block in (*_verdict(shown, faces), sentence, claimant, name) if block.lines)


def _verdict(shown: Caption, faces: Faces) -> tuple[Block, Block]:
    """The symbol, and the label beside it: the band has the verdict's colour, so they have the paper's."""
    top = (BAND - _LABEL_HEIGHT) // 2
    band = Box(_LEFT, top, _RIGHT, top + _LABEL_HEIGHT)
    symbol = _fit(shown.symbol, faces.regular, LABEL[:1], band, "paper", at=0.5)
    beside = band._replace(left=symbol.box.right + 24) if shown.symbol else band
    return symbol, _fit(shown.label, faces.bold, LABEL, beside, "paper", at=0.5)


def _fit(text: str, face: FreeTypeFont, sizes: range, room: Box, pen: Pen, *, at: float) -> Block:
    """The text in the largest size that has room; `at` is 0 for the top of the room, 1 for its foot."""
    pieces = re.findall(r"[^ ]+ ?", text)
    step = bisect_left(sizes, True, key=lambda size: _has_room(*_whole(pieces, face, size, room), room))
    if step == len(sizes):  # words are broken at the floor only
        pieces, step = re.findall(r"[^ ] ?", text), step - 1
    letters = sized(face, sizes[step])
    lines = _balanced(_measured(pieces, letters), room.right - room.left)
    if not _has_room(lines, letters, room):
        raise ValueError(f"a text of a share image must have at most 300 characters: {len(text)} in “{text[:40]}…”")
    top = room.top + round((room.bottom - room.top - _height(lines, letters)) * at)
    box = Box(room.left, top, room.left + _width(lines), top + _height(lines, letters))
    return Block(lines=tuple(map(_text, lines)), letters=letters, pen=pen, box=box)


class _Piece(NamedTuple):
    """What is not broken, with the space after it where there is one."""

    text: str
    width: int
    advance: int  # with the space


_Line = list[_Piece]


def _measured(pieces: Sequence[str], letters: Letters) -> list[_Piece]:
    return [_Piece(piece, letters.width(piece.rstrip(" ")), letters.width(piece)) for piece in pieces]


def _whole(pieces: Sequence[str], face: FreeTypeFont, size: int, room: Box) -> tuple[list[_Line], Letters]:
    """The pieces in the lines that they make in a size."""
    letters = sized(face, size)
    return _wrap(_measured(pieces, letters), room.right - room.left), letters


def _text(line: _Line) -> str:
    return "".join(piece.text for piece in line).rstrip(" ")


def _height(lines: Sequence[_Line], letters: Letters) -> int:
    return ceil(letters.size * (_ABOVE + _BELOW + (len(lines) - 1) * _PITCH)) if lines else 0


def _width(lines: Sequence[_Line]) -> int:
    return max((sum(piece.advance for piece in line[:-1]) + line[-1].width for line in lines), default=0)


def _has_room(lines: Sequence[_Line], letters: Letters, room: Box) -> bool:
    return _height(lines, letters) <= room.bottom - room.top and _width(lines) <= room.right - room.left


def _balanced(pieces: Sequence[_Piece], width: int) -> list[_Line]:
    """No more lines than needed, of about one length: no word is alone in the last."""
    widths = [*range(width // 2, width, 20), width]
    count = len(_wrap(pieces, width))
    narrow = bisect_left(widths[:-1], True, key=lambda narrower: len(_wrap(pieces, narrower)) <= count)
    return _wrap(pieces, widths[narrow])


def _wrap(pieces: Sequence[_Piece], width: int) -> list[_Line]:
    """As many pieces in each line as have room; one that has none by itself is a line."""
    lines: list[_Line] = []
    end = 0
    for piece in pieces:
        if lines and end + piece.width <= width:
            lines[-1].append(piece)
        else:
            lines.append([piece])
            end = 0
        end += piece.advance
    return lines

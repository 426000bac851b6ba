"""The share image of a claim: the verdict, the claim, who says it and the site's name. No word is ever cut.

1200 × 630 pixels is what Open Graph readers crop least. Text shrinks until it fits, down to a floor at
which 300 characters, the schema's longest line, still fit whatever they are: the widest letter is Ǳ,
1.56 of its size in DejaVu Sans Bold.

Pillow's basic layout sets one glyph after the other, the same on every machine; its other one depends
on a system library (FriBiDi). Right-to-left writing and letters that join or stack would come out
wrong, other letters as empty boxes: `can_show` says what is drawn, and the rest is left out.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import IO, NamedTuple
from urllib.parse import urlsplit

from PIL import Image, ImageColor, ImageDraw
from PIL.ImageFont import FreeTypeFont, Layout

from factcheck.core.model import Claim
from factcheck.core.settings import Settings
from factcheck.core.text import collapse
from factcheck.publish.label import label, token
from factcheck.render.words import catalogue

WIDTH, HEIGHT = 1200, 630
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
# Latin, Greek, Cyrillic, Armenian, Georgian, signs: what both faces have, and what needs no shaping.
_SHOWN = re.compile(
    r"[ -~\u00a0-\u00ac\u00ae-\u02e9\u0370-\u0377\u037a-\u037e\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u0482"
    r"\u048a-\u0525\u0531-\u0556\u0561-\u0587\u0589\u058a\u10a0-\u10c5\u10d0-\u10fc\u1e00-\u1efb\u1f00-\u1f15"
    r"\u1f18-\u1f1d\u1f20-\u1f45\u1f48-\u1f4d\u1f50-\u1f57\u1f59\u1f5b\u1f5d\u1f5f-\u1f7d\u1f80-\u1fb4"
    r"\u1fb6-\u1fc4\u1fc6-\u1fd3\u1fd6-\u1fdb\u1fdd-\u1fef\u1ff2-\u1ff4\u1ff6-\u1ffe\u2000-\u200a\u2010-\u2027"
    r"\u202f\u2030\u2032-\u205e\u2070\u2071\u2074-\u208e\u20a0-\u20b5\u20b8-\u20ba\u20bd\u2100-\u2109"
    r"\u210b-\u2149\u2153-\u215e\u2190-\u22ff\u25a0-\u25ff\u2600-\u269c\u2701-\u2704\u2706-\u2709"
    r"\u270c-\u2727\u2729-\u274b]+"
)
# In parts of the size: above the highest accent (Ẳ, 1.12), below the deepest tail (⋡, 0.26), from line to line.
_ABOVE, _BELOW, _PITCH = 1.15, 0.28, 1.25
_LEFT, _RIGHT, _BAND, _FOOT = 60, 1140, 160, 596
# What is read of a theme's stylesheet besides the verdicts' colours, and the values where it has none.
_TOKENS = {"paper": "#fdfcfa", "ink": "#1c1b19", "quiet": "#5a5751"}
_TOKEN = re.compile(r"--([a-z0-9-]+):\s*(#(?:[0-9a-fA-F]{3}){1,2})\s*;")


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
class Art:
    """What pictures are made with; the caller reads it from the disk."""

    regular: FreeTypeFont  # DejaVu Sans, of any size
    bold: FreeTypeFont
    palette: Mapping[str, str]  # of `palette`


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines of one size and their box. A few letters, as ⁄ and ʝ, reach out at its sides by a fifth of their size."""

    lines: tuple[str, ...]
    face: FreeTypeFont
    colour: str
    box: Box

    def baselines(self) -> Iterator[tuple[int, str]]:
        """Each line and the height at which its letters stand."""
        for number, line in enumerate(self.lines):
            yield self.box.top + round(self.face.size * (_ABOVE + number * _PITCH)), line


def path(claim: Claim) -> str:
    """Where the picture lies. A corrected claim keeps its address, so that no old verdict stays in use."""
    return f"{claim.path}card.jpg"


def can_show(text: str) -> bool:
    """Whether a picture can have these words as they are read."""
    return bool(_SHOWN.fullmatch(_set(text)))


def has_card(claim: Claim) -> bool:
    """Whether there is a picture: not without the word of the verdict."""
    return can_show(claim.verdict.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What stands in a picture; empty where it cannot be shown."""

    symbol: str
    label: str
    sentence: str
    claimant: str
    name: str


def caption(claim: Claim, settings: Settings) -> Caption:
    """What the claim's picture says. Where the claim cannot be shown, its address stands in its place."""
    return Caption(
        symbol="" if claim.withdrawal else _first(claim.verdict.symbol),
        label=_first(label(claim, settings)),
        sentence=_first(claim.text, _address(settings.address(claim.path))),
        claimant=_first(catalogue(settings.language).say("share.claimant", claimant=claim.claimant)),
        name=_first(settings.name, _address(settings.url)),
    )


def _set(text: str) -> str:
    """The words as they are set: in one line, accents joined with their letters."""
    return collapse(unicodedata.normalize("NFC", text))


def _first(*texts: str) -> str:
    return next((_set(text) for text in texts if can_show(text)), "")


def _address(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}".rstrip("/")


def palette(css: str) -> dict[str, str]:
    """The colours of the light scheme: the custom properties of a stylesheet's first `:root`, without `--`."""
    root = re.search(r":root\s*\{([^}]*)\}", css)
    colours = _TOKENS | dict(_TOKEN.findall(root[1] if root else ""))
    return colours if contrast(colours["ink"], colours["paper"]) >= LEAST_CONTRAST else colours | _TOKENS


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (WCAG 2.2, "contrast ratio"), from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [value / 255 for value in ImageColor.getrgb(colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _readable(art: Art, token: str) -> str:
    """A colour that can be read on the paper, and the paper on it: the ink where the theme's own cannot."""
    ink = art.palette["ink"]
    colour = art.palette.get(token, ink)
    return colour if contrast(colour, art.palette["paper"]) >= LEAST_CONTRAST else ink


def draw(claim: Claim, settings: Settings, art: Art) -> Image.Image:
    """The picture of a claim that has one. Raises `ValueError` where a text is longer than the schema allows."""
    brush = ImageDraw.Draw(image := Image.new("RGB", (WIDTH, HEIGHT), art.palette["paper"]))
    brush.rectangle((0, 0, WIDTH - 1, _BAND - 1), _readable(art, token(claim)))
    for block in layout(caption(claim, settings), art):
        for baseline, line in block.baselines():
            brush.text((block.box.left, baseline), line, block.colour, block.face, anchor="ls")
    return image


def write(image: Image.Image, into: IO[bytes]) -> None:
    """Write a picture as JPEG. Colours are not thinned out: they would fray the letters."""
    image.save(into, "JPEG", quality=82, subsampling=0, optimize=True)


def layout(shown: Caption, art: Art) -> tuple[Block, ...]:
    """The blocks of a picture: the verdict in its band, then the claim, and at the foot claimant and site."""
    ink, quiet = art.palette["ink"], _readable(art, "quiet")
    name = _fit(shown.name, art.regular, NAME, Box(_LEFT, _FOOT - _LINE_HEIGHT, _RIGHT, _FOOT), quiet, at=1)
    above = Box(_LEFT, name.box.top - 10 - _LINE_HEIGHT, _RIGHT, name.box.top - 10)
    claimant = _fit(shown.claimant, art.regular, CLAIMANT, above, ink, at=1)
    middle = Box(_LEFT, _BAND + 16, _RIGHT, claimant.box.top - 12)
    sentence = _fit(shown.sentence, art.bold, SENTENCE, middle, ink, at=0.5)
    return tuple(block for block in (*_verdict(shown, art), sentence, claimant, name) if block.lines)


def _verdict(shown: Caption, art: Art) -> tuple[Block, Block]:
    """The symbol, and the label beside it: the band has the verdict's colour, so they have the paper's."""
    top, paper = (_BAND - _LABEL_HEIGHT) // 2, art.palette["paper"]
    band = Box(_LEFT, top, _RIGHT, top + _LABEL_HEIGHT)
    symbol = _fit(shown.symbol, art.regular, LABEL[:1], band, paper, at=0.5)
    beside = band._replace(left=symbol.box.right + 24) if shown.symbol else band
    return symbol, _fit(shown.label, art.bold, LABEL, beside, paper, at=0.5)


def _fit(text: str, face: FreeTypeFont, sizes: range, room: Box, colour: str, *, at: float) -> Block:
    """The text in the largest size that has room; `at` is 0 for the top of the room, 1 for its foot."""
    pieces = re.findall(r"[^ ]+ ?", text)
    steps = [_sized(face, size) for size in sizes]
    step = bisect_left(steps, True, key=lambda sized: _has_room(_wrap(pieces, sized, room), sized, room))
    if step == len(steps):  # words are broken at the floor only
        pieces, step = re.findall(r"[^ ] ?", text), step - 1
    lines = _balanced(pieces, steps[step], room)
    if not _has_room(lines, steps[step], room):
        raise ValueError(f"a text of a share image must have at most 300 characters: {len(text)} in “{text[:40]}…”")
    top = room.top + round((room.bottom - room.top - _height(lines, steps[step])) * at)
    box = Box(room.left, top, room.left + _width(lines, steps[step]), top + _height(lines, steps[step]))
    return Block(lines=lines, face=steps[step], colour=colour, box=box)


@lru_cache(maxsize=64)
def _sized(face: FreeTypeFont, size: int) -> FreeTypeFont:
    """A face in a size: 32 are in use, each with a copy of its file, 0.7 MB."""
    return face.font_variant(size=size, layout_engine=Layout.BASIC)


def _height(lines: Sequence[str], face: FreeTypeFont) -> int:
    return ceil(face.size * (_ABOVE + _BELOW + (len(lines) - 1) * _PITCH)) if lines else 0


def _width(lines: Sequence[str], face: FreeTypeFont) -> int:
    return ceil(max(map(face.getlength, lines), default=0))


def _has_room(lines: Sequence[str], face: FreeTypeFont, room: Box) -> bool:
    return _height(lines, face) <= room.bottom - room.top and _width(lines, face) <= room.right - room.left


def _balanced(pieces: Sequence[str], face: FreeTypeFont, room: Box) -> tuple[str, ...]:
    """No more lines than needed, of about one length: no word is alone in the last."""
    rooms = [room._replace(right=right) for right in range((room.left + room.right) // 2, room.right, 20)]
    count = len(_wrap(pieces, face, room))
    narrow = bisect_left(rooms, True, key=lambda narrower: len(_wrap(pieces, face, narrower)) <= count)
    return _wrap(pieces, face, [*rooms, room][narrow])


def _wrap(pieces: Sequence[str], face: FreeTypeFont, room: Box) -> tuple[str, ...]:
    """As many pieces in each line as have room; one that has none by itself is a line."""
    lines: list[str] = []
    for piece in pieces:
        if lines and face.getlength((lines[-1] + piece).rstrip(" ")) <= room.right - room.left:
            lines[-1] += piece
        else:
            lines.append(piece)
    return tuple(line.rstrip(" ") for line in lines)

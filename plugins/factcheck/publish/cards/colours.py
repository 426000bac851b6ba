"""The colours of share images: those of the theme, where they can be read."""

import re
from collections.abc import Mapping

from PIL import ImageColor

LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
# What is read of a theme's stylesheet besides the verdicts' colours, and the values where it has none.
_TOKENS = {"paper": "#fdfcfa", "ink": "#1c1b19", "quiet": "#5a5751"}
_TOKEN = re.compile(r"--([a-z0-9-]+):\s*(#(?:[0-9a-fA-F]{3}){1,2})\s*;")


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


def readable(palette: Mapping[str, str], token: str) -> str:
    """A colour that can be read on the paper, and the paper on it: the ink where the theme's own cannot."""
    ink = palette["ink"]
    colour = palette.get(token, ink)
    return colour if contrast(colour, palette["paper"]) >= LEAST_CONTRAST else ink

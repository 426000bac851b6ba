"""What stands in the share image of a claim: the verdict, the claim, who says it and the site's name.

Pillow's basic layout sets one glyph after the other, the same on every machine; its other one depends
on a system library (FriBiDi). Right-to-left writing and letters that join or stack would come out
wrong, other letters as empty boxes: `can_show` says what is drawn, and the rest is left out.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from factcheck.core.model import Claim
from factcheck.core.settings import Settings
from factcheck.core.text import collapse
from factcheck.publish.label import label, token
from factcheck.render.words import catalogue

WIDTH, HEIGHT = 1200, 630  # of a picture, in pixels: what Open Graph readers crop least
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


def path(claim: Claim) -> str:
    """Where the picture lies. A corrected claim keeps its address, so that no old verdict stays in use."""
    return f"{claim.path}card.png"


def can_show(text: str) -> bool:
    """Whether a picture can have these words as they are read."""
    return bool(_set(text))


def has_card(claim: Claim) -> bool:
    """Whether there is a picture: not without the word of the verdict."""
    return can_show(claim.verdict.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What stands in a picture; empty where it cannot be shown."""

    token: str  # the theme's colour behind the verdict
    symbol: str
    label: str
    sentence: str
    claimant: str
    name: str


def caption(claim: Claim, settings: Settings) -> Caption:
    """What the claim's picture says. Where the claim cannot be shown, its address stands in its place."""
    return Caption(
        token=token(claim),
        symbol="" if claim.withdrawal else _set(claim.verdict.symbol),
        label=_set(label(claim, settings)),
        sentence=_set(claim.text) or _set(_address(settings.address(claim.path))),
        claimant=_set(catalogue(settings.language).say("share.claimant", claimant=claim.claimant)),
        name=_set(settings.name) or _set(_address(settings.url)),
    )


@lru_cache(maxsize=256)  # the names of site, claimants and verdicts come back with each claim
def _set(text: str) -> str:
    """The words as they are set: in one line, accents joined with their letters; empty where they cannot be shown."""
    line = collapse(unicodedata.normalize("NFC", text))
    return line if _SHOWN.fullmatch(line) else ""


def _address(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.netloc}{parts.path}".rstrip("/")

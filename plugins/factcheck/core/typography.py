"""Typographic folding: what an editor's word processor or keyboard may have changed, undone."""

import unicodedata

from factcheck.core.text import collapse

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u202f\u2007\u2009\u2002\u2003\u3000", " "),
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff"),
        "…": "...",
    }
)


def fold(text: str) -> str:
    """`text` without typographic differences (and composed, NFC)."""
    return collapse(unicodedata.normalize("NFC", text).translate(_FOLDED))

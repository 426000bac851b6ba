"""Names as parts of paths, and white space. Light: see core/kinds.py."""

import re
import unicodedata
from functools import lru_cache

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"
# HTML's ASCII white space. No-break spaces are not white space here: they are characters of the text.
WHITE_SPACE = " \t\n\r\f"
RUN = re.compile(f"[{WHITE_SPACE}]+")
_NO_SPACE = re.compile(f"[{WHITE_SPACE}]{{2,}}|[{WHITE_SPACE.replace(' ', '')}]")  # all runs but those that are a space
_REST = re.compile(r"[^a-z0-9]+")


def collapse(text: str) -> str:
    """`text` with every run of white space made one space and none at the ends."""
    return _NO_SPACE.sub(" ", text).strip(" ")


@lru_cache(maxsize=4096)  # 1,000 claims have 3,000 claimants and topics, of 30 names
def slugify(name: str) -> str:
    """A name as part of a URL: small ASCII letters, digits and hyphens; empty where nothing is left."""
    return _REST.sub("-", (name if name.isascii() else _plain(name)).lower()).strip("-")


def _plain(name: str) -> str:
    from unidecode import unidecode  # heavy: its tables

    return unidecode(unicodedata.normalize("NFC", name))

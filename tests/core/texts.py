"""Stored texts to look quotes up in, without a site around them."""

from factcheck.core.frontmatter import Document, Mapping
from factcheck.core.stored import Stored, stored_extract
from factcheck.core.text import Text

SEED = """\
“Trains will run every hour from 6 a.m. to 11 p.m.”
It opens
at six, said the line’s director, Zoë Lind.
A day ticket costs 10\u00a0000 euros. A day ticket is not a “return”.
Not a “return” to old times: the new cafe\u0301 is open — at last.
"""
EXTRACT = """\
The town paid €21 million of it in two years. The town’s share came later.

[…]

The rest [of it] is due in May.
"""


def seed(raw: str) -> Stored:
    return Stored(
        text=Text(raw),
        slug="demo",
        path="seeds/demo.txt",
        kind="seed",
        absent="FC201",
        ambiguous="FC202",
        cut_character="FC203",
        cut_word="FC204",
        left_out="FC210",
    )


def extract(raw: str) -> Stored:
    return stored_extract(Text(raw), Document("content/sources/accounts.md", Mapping(1, 1, ()), raw, 1))

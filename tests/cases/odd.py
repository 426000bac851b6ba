"""A small site whose texts have everything that offsets can trip over; all quotes are found by `describe`.

Emoji of one and of many code points, characters that take two code units in UTF-16, combining marks, words that
come again and again, quotes that overlap, cross a block or touch the ends of a text, carriage returns, writing from
right to left and without spaces, an extract with dividers, and a quote in pieces.
"""

import hashlib
import json
from typing import NamedTuple

from factcheck.core.anchoring import describe
from factcheck.core.text import Span, Text

WOMAN, FAMILY, FLAG = "👩\u200d🚀", "👨\u200d👩\u200d👧", "🏳\ufe0f\u200d🌈"
UNIX = (
    f" \nThe 😀 bridge opens in May. The 😀 bridge opens in June. The 😀 bridge opens in May.\n\n"
    f"- Cafe\u0301 costs €5 {WOMAN}; café costs €6 {FLAG}.\f\n"
    f"- 𝒜𝒷 𝒜𝒷 𝒜𝒷 <b>&amp;</b> 中文。中文。中文。\n\n"
    f"الجسر يفتح. الجسر يفتح. 🌈\n"
)
WINDOWS = UNIX.replace("\n", "\r\n").replace("May.\r\n", "May.\r")
LEDGER = Text(
    f"The ledger 😀 says five. The ledger 😀 says six.\n\n[…]\n\nThe ledger 😀 says five again {FAMILY}.\n"
    f"Cafe\u0301: five.  So\u00a0it ends {FLAG}"
)
LETTER = Text("The letter says nothing. The letter says nothing.\n\n[…]\n\nThe letter says nothing.")


class Words(NamedTuple):
    """Words of a text: which of the places where they stand, counted from 0."""

    words: str
    number: int = 0

    def span(self, text: Text) -> Span:
        """Where they stand; line ends may be any."""
        start = -1
        for _ in range(self.number + 1):
            start = text.collapsed.index(self.words, start + 1)
        return text.expand(Span(start, start + len(self.words)))


# By the claim's slug. Overlapping, nested, the same words in three places, over a block's end, at both ends of the text.
QUOTES = {
    "first": Words("The 😀 bridge opens in May"),
    "last": Words("The 😀 bridge opens in May", 1),
    "june": Words("😀 bridge opens in June. The 😀 bridge"),
    "block": Words("opens in May. - Cafe\u0301 costs"),
    "accent": Words("Cafe\u0301"),
    "woman": Words(f"€5 {WOMAN}"),
    "flag": Words(FLAG),
    "script": Words("𝒜𝒷", 1),
    "markup": Words("𝒜𝒷 <b>&amp;</b> 中文。"),
    "chinese": Words("中文。", 1),
    "arabic": Words("الجسر يفتح", 1),
    "end": Words("🌈", 1),
}
EVIDENCE = """\
evidence:
  - {source: ledger, quote: "ledger 😀 says six. […] five again %(family)s", stance: qualifies}
  - {source: ledger, quote: {exact: "ledger 😀 says five", prefix: "The", suffix: ". The"}, stance: supports}
  - {source: ledger, quote: "Cafe\u0301: five. So\u00a0it ends %(flag)s", stance: refutes}
  - {source: letter, quote: %(first)s, stance: context, note: "Nothing, it says."}
  - {source: letter, quote: %(second)s, stance: context}
  - {source: letter, quote: %(third)s, stance: context}
"""


def files() -> dict[str, bytes]:
    """The site's content, path to bytes; its verdicts are those of the repository's own pelicanconf.py."""
    made = {
        "content/sources/ledger.md": _source("The town", LEDGER),
        "content/sources/letter.md": _source("The bank", LETTER),
        "content/pages/methodology.md": "---\ntitle: Method\nsummary: How.\n---\nSo.\n",
    }
    for article, seed in (("unix", UNIX), ("windows", WINDOWS)):
        made[f"seeds/{article}.txt"] = seed
        made[f"content/articles/{article}.md"] = _article(article, seed)
        for slug, words in QUOTES.items():
            made[f"content/claims/{article}/{slug}.md"] = _claim(slug, words, Text(seed))
    return {path: text.encode() for path, text in made.items()}


def _article(slug: str, seed: str) -> str:
    digest = hashlib.sha256(seed.encode()).hexdigest()
    return (
        f"---\ntitle: The bridge\nseed: {slug}.txt\nsha256: {digest}\npublisher: The Ferry News\n"
        f"url: https://news.example.org/{slug}\npublished: 2025-05-01\nlanguage: en\n---\nMixed.\n"
    )


def _claim(slug: str, words: Words, seed: Text) -> str:
    evidence = EVIDENCE if slug == "first" else ""
    quotes = [_quote(LETTER, Words("The letter says nothing.", number)) for number in range(3)]
    values = {"family": FAMILY, "flag": FLAG, **dict(zip(("first", "second", "third"), quotes, strict=True))}
    verdict = '"false"' if evidence else "opinion"
    return (
        f"---\nclaim: The bridge opens ({slug}).\nclaimant: The Ferry News\nquote: {_quote(seed, words)}\n"
        f"verdict: {verdict}\nsummary: So it is.\nkind: fact\nstatus: published\nauthor: Ada Berg\nchecked: 2025-06-01\n"
        f"{evidence % values}---\nBecause.\n"
    )


def _quote(text: Text, words: Words) -> str:
    """The words as front matter: JSON is YAML."""
    selector = describe(text, words.span(text))
    parts = {"exact": selector.exact, "prefix": selector.prefix, "suffix": selector.suffix}
    return json.dumps({key: part for key, part in parts.items() if part}, ensure_ascii=False)


def _source(publisher: str, extract: Text) -> str:
    return (
        f"---\ntitle: A paper\npublisher: {publisher}\nurl: https://town.example.org/paper\nretrieved: 2025-05-20\n"
        f"language: en\ntype: primary\ncapture: copied\n---\n\n \n{extract.raw}\n \n"
    )

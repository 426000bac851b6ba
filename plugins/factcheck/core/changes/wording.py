"""Wording: whether two texts say the same in nearly the same words, so that no more than a `minor` entry is needed.

Strict on purpose: a text that says something else must not pass for a better wording. What is not sure counts as
a change of meaning.
"""

import unicodedata

import regex
from rapidfuzz.distance import OSA

from factcheck.core.meaning import differences
from factcheck.core.typography import fold

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_ACCENT = regex.compile(r"[\u0300-\u036f]")
_ARTICLES = frozenset("a an the le la les l un une des du de d".split())
_LEAST_SLIP = 5  # letters of a word in which another spelling can be told from another word


def is_rewording(one: str, other: str) -> bool:
    """Whether only spelling, case, punctuation, typography or an article differ, and nothing that carries meaning."""
    found = set(differences(one, other))
    mine, real = _words(one), _words(other)
    if mine == real:  # not a name either, then: only case or accents of its letters
        return found <= {"a name"}
    pairs = zip(mine, real, strict=False)
    return not found and len(mine) == len(real) and all(mine == real or _is_slip(mine, real) for mine, real in pairs)


def is_wider(quote: str, other: str) -> bool:
    """Whether one of two quotes holds the other, and what it has more changes no meaning."""
    one, two = fold(quote), fold(other)
    return (one in two or two in one) and not differences(quote, other)


def is_same_typed(one: str, other: str) -> bool:
    """Whether only quotation marks, dashes, spaces or composed letters differ."""
    return fold(one) == fold(other)


def _words(text: str) -> list[str]:
    """The words without case, accents and articles."""
    plain = _ACCENT.sub("", unicodedata.normalize("NFD", fold(text).casefold()))
    return [word for word in _WORD.findall(plain) if word not in _ARTICLES]


def _is_slip(one: str, other: str) -> bool:
    """Whether one letter differs, or two have changed places: `harbour` and `harbor`, not `minister` and `ministry`."""
    is_long = min(len(one), len(other)) >= _LEAST_SLIP
    return is_long and one[0] == other[0] and OSA.distance(one, other) <= 1

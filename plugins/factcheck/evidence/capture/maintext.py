"""The main text of a page: which of its paragraphs are the article, not menus, teasers and footers.

trafilatura chooses; the characters are those of our own reading of the page (page.py). Its output
cannot be stored: it turns no-break spaces into spaces, which is no longer verbatim.
"""

import logging
from collections.abc import Iterator, Sequence

import regex
from bs4 import BeautifulSoup

from factcheck.evidence.reading import page

_SHINGLE = 5  # words: rarer than a phrase of the menu, shorter than a sentence
_LEAST_SHARE = 0.5  # of a paragraph's shingles; trafilatura drops footnote marks and some links
# Scripts without spaces between words: each character counts as one.
_WORD = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]|[\p{L}\p{M}\p{N}]+")
Shingle = tuple[str, ...]


def chosen(soup: BeautifulSoup, html: str, paragraphs: Sequence[str]) -> tuple[int, ...]:
    """The indexes of the paragraphs that are the main text; none where nobody can tell."""
    lines = (_by_trafilatura(html) or _by_element(soup)).split("\n")
    main = {shingle for line in lines for shingle in _shingles(line)}
    return tuple(index for index, paragraph in enumerate(paragraphs) if _share(paragraph, main) >= _LEAST_SHARE)


def _by_trafilatura(html: str) -> str:
    try:
        from trafilatura import extract

        logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # else it speaks on the editor's terminal
        return extract(html, fast=True, include_comments=False, include_tables=True) or ""
    except Exception:  # a comfort: whatever a stranger's page does to it, the whole page is still there
        return ""


def _by_element(soup: BeautifulSoup) -> str:
    """The only `<main>` or `<article>` of the page, where it has but one."""
    for name in ("article", "main"):
        elements = soup.find_all(name, limit=2)
        if len(elements) == 1:
            return "\n".join(page.paragraphs(elements[0]))
    return ""


def _share(paragraph: str, main: set[Shingle]) -> float:
    shingles = [shingle for line in paragraph.split("\n") for shingle in _shingles(line)]
    return sum(shingle in main for shingle in shingles) / len(shingles) if shingles else 0.0


def _shingles(line: str) -> Iterator[Shingle]:
    """Every five words in a row; of a shorter line, all its words."""
    words = _WORD.findall(line.lower())
    if 0 < len(words) < _SHINGLE:
        yield tuple(words)
    yield from zip(*(words[offset:] for offset in range(_SHINGLE)), strict=False)

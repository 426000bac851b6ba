"""Links that land on the words: text directives (WICG, "URL Fragment Text Directives").

A directive is `text=[prefix-,]start[,end][,-suffix]`; the browser selects its first match. By the
specification, and by experiment in Chromium 156 (tests/browser/test_deeplink.py):
- each term stands within one block; a prefix may end the block before, a suffix begin the next one;
- the outer ends of a directive must be boundaries of words, and the inner ends of `start,end`; where
  a prefix or suffix joins the quote there need be none;
- a run of HTML's white space is one space.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, product, starmap
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from factcheck.core.text import Span, Text, collapse, cuts_character
from factcheck.publish.searched import Searched

# What browsers, servers and mail programs all let through; a Chinese character takes nine when encoded.
LONGEST_URL = 2_000
# In code points, of a quote that is written out: at first, and where the link is else too long.
LONGEST_EXACT = (300, 100)
# In code points, of the first and the last words of a longer one, and of a prefix or suffix.
LEAST_END, LONGEST_END, LONGEST_CONTEXT = 40, 150, 120

# What Chromium downloads or shows by other means than a web page.
_NO_PAGE = re.compile(
    r"\.(?:pdf|txt|md|csv|tsv|json|jsonld|xml|rss|atom|docx?|odt|rtf|xlsx?|ods|pptx?|odp|epub|zip|gz"
    r"|jpe?g|png|gif|webp|svg|mp[34]|webm|ogg|wav)$|/pdf/?$",
    re.IGNORECASE,
)
# An app reads its route from the fragment, a viewer its page.
_ROUTE = re.compile(r"[/!]|page=")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def deep_link(url: str, text: Text, spans: Sequence[Span]) -> str:
    """`url` with a text directive for each span of `text`, the article or extract that is stored of the page.

    `url` itself where not every span can be found by the browser and told from all look-alikes: a part
    of a quote, or other words than the quote, would mislead. Spans are half-open, in code points, not
    empty, and neither start nor end in white space. Uniqueness is judged in `text`, as nothing else is
    known: where it is an extract only, the same words may stand on the page before it.
    """
    if not spans or not _takes_directives(url):
        return url
    for longest in LONGEST_EXACT:
        directives = [_directive(_searched(text), span, longest) for span in spans]
        link = f"{url}{'' if '#' in url else '#'}:~:{'&'.join(f'text={value}' for value in directives)}"
        if all(directives) and len(link) <= LONGEST_URL:
            return link
    return url


def _takes_directives(url: str) -> bool:
    """Whether the address is that of a web page, and its fragment free or the name of a place in it."""
    parts = urlsplit(url)
    is_page = parts.scheme in ("http", "https") and not _NO_PAGE.search(unquote(parts.path))
    return is_page and ":~:" not in url and not _ROUTE.match(parts.fragment)


@lru_cache(maxsize=16)
def _searched(text: Text) -> Searched:
    """Folded once for all quotes of a text."""
    return Searched(text)


class _Joined(NamedTuple):
    """Words of the quote and the words beside them, a prefix or suffix; empty where none is needed."""

    words: Span
    context: Span

    @property
    def whole(self) -> Span:
        """The stretch from the one to the other."""
        return Span(min(self.words.start, self.context.start), max(self.words.end, self.context.end))


def _directive(page: Searched, span: Span, longest: int) -> str:
    """The value of the directive for a span; empty where none is right."""
    if cuts_character(page.text.raw, span) or not (page.may_start(span.start) and page.may_end(span.end)):
        return ""
    is_one_block = page.block_at(span.start) == page.block_at(span.end - 1)
    if is_one_block and span.end - span.start <= longest:
        terms = _exact(page, span)
    else:
        terms = _start_and_end(page, span, is_one_block=is_one_block)
    words = [page.text.cut(term) for term in terms]
    return _written(words) if words and not any(map(_CONTROL.search, words)) else ""


def _written(words: Sequence[str]) -> str:
    """The terms in the syntax of directives. The first is the prefix, the last the suffix."""
    prefix, *middle, suffix = map(_encoded, words)
    return ",".join([*([f"{prefix}-"] if prefix else []), *middle, *([f"-{suffix}"] if suffix else [])])


def _encoded(words: str) -> str:
    """Words as a term: `-`, `,` and `&` are the syntax of directives, `%` that of the encoding."""
    return quote(collapse(words), safe="!$'()*+./:;=?@_~").replace("-", "%2D") if words else ""


def _exact(page: Searched, span: Span) -> tuple[Span, ...]:
    """Prefix, quote, suffix: the quote is unique with the fewest words around it."""
    around = _shortest_first(_prefixes(page, span.start), _suffixes(page, span.end))
    for prefix, suffix in around:
        whole = Span(prefix.start, suffix.end)
        first = prefix if prefix.start < span.start else span
        if _is_unique(page, whole) and (whole == span or _is_come_to(page, first)):
            return prefix, span, suffix
    return ()


def _start_and_end(page: Searched, span: Span, *, is_one_block: bool) -> tuple[Span, ...]:
    """Prefix, first words, last words, suffix: the first are unique, the last come first behind them."""
    half = (span.start + span.end) // 2
    first_end = half if is_one_block else page.blocks[page.block_at(span.start)].end
    last_start = half if is_one_block else page.blocks[page.block_at(span.end - 1)].start
    openings = _shortest_first(_starts(page, Span(span.start, first_end)), _prefixes(page, span.start))
    opening = next((pair for pair in starmap(_Joined, openings) if _opens(page, pair)), None)
    if not opening:
        return ()
    closings = _shortest_first(_ends(page, Span(last_start, span.end)), _suffixes(page, span.end))
    closing = next((pair for pair in starmap(_Joined, closings) if _closes(page, pair, opening.words.end)), None)
    return (opening.context, opening.words, closing.words, closing.context) if closing else ()


def _shortest_first(ones: Iterator[Span], others: Iterator[Span]) -> Iterator[tuple[Span, Span]]:
    """Yield all pairs, the shortest stretch first. Both sides grow, so that it is that of their first ones.

    It serves nearly always, and the others are then never made: they took 80 % of the time.
    """
    if (one := next(ones, None)) and (other := next(others, None)):
        yield one, other
        yield from islice(sorted(product([one, *ones], [other, *others]), key=_length), 1, None)


def _length(pair: tuple[Span, Span]) -> int:
    one, other = pair
    return max(one.end, other.end) - min(one.start, other.start)


def _opens(page: Searched, pair: _Joined) -> bool:
    is_alone = pair.context.start == pair.words.start
    return _is_unique(page, pair.whole) and (is_alone or _is_come_to(page, pair.context))


def _closes(page: Searched, pair: _Joined, start: int) -> bool:
    """Whether the browser, searching from `start`, comes to these words first.

    It goes on at the end of a match that lacks the suffix, and so passes over one that overlaps it.
    """
    found = next(page.look_alikes(pair.whole, start), None)
    return found == pair.words.start and not page.stands_before(pair.words, start, overlapping=True)


def _is_unique(page: Searched, whole: Span) -> bool:
    return list(islice(page.look_alikes(whole), 2)) == [whole.start]


def _is_come_to(page: Searched, first: Span) -> bool:
    """Whether the browser does not pass over the first term of a directive.

    Where the terms after a match do not follow, it goes on one character behind the match's first word:
    of two equal terms in one run without spaces it may not see the second.
    """
    return not page.stands_before(first, page.run_start(first.start))


def _starts(page: Searched, part: Span) -> Iterator[Span]:
    """Yield ever more of the first words of a quote; `part` is what they may be taken from."""
    for end in range(part.start + 1, min(part.end, part.start + LONGEST_END) + 1):
        if (end - part.start >= LEAST_END or end == part.end) and page.may_end(end) and page.is_bounded(end):
            yield Span(part.start, end)


def _ends(page: Searched, part: Span) -> Iterator[Span]:
    """Yield ever more of the last words."""
    for start in range(part.end - 1, max(part.start, part.end - LONGEST_END) - 1, -1):
        is_enough = part.end - start >= LEAST_END or start == part.start
        # A sign alone is found in the bullet of its own item, which is no text of the page.
        is_word = any(map(str.isalnum, page.text.raw[start : part.end]))
        if is_enough and is_word and page.may_start(start) and page.is_bounded(start):
            yield Span(start, part.end)


def _prefixes(page: Searched, offset: int) -> Iterator[Span]:
    """Yield ever more words before `offset`; none first, where words may start there."""
    if page.is_bounded(offset):
        yield Span(offset, offset)
    number = page.block_at(offset)
    is_at_start = offset <= page.blocks[number].start
    block = page.blocks[max(number - is_at_start, 0)]
    end = min(block.end, page.last_end(offset))
    for start in range(end - 1, max(block.start, end - LONGEST_CONTEXT) - 1, -1):
        is_word = start == block.start or any(map(str.isalnum, page.text.raw[start:end]))
        if is_word and page.may_start(start) and page.is_bounded(start) and page.may_end(end):
            yield Span(start, end)


def _suffixes(page: Searched, offset: int) -> Iterator[Span]:
    """Yield ever more words behind `offset`; none first, where words may end there."""
    if page.is_bounded(offset):
        yield Span(offset, offset)
    raw = page.text.raw
    start = page.next_start(offset)
    block = page.blocks[page.block_at(start)] if start < len(raw) else Span(start, start)
    start = max(start, block.start)
    for end in range(start + 1, min(block.end, start + LONGEST_CONTEXT) + 1):
        is_word = end == block.end or any(map(str.isalnum, raw[start:end]))
        if is_word and page.may_start(start) and page.is_bounded(end) and page.may_end(end):
            yield Span(start, end)

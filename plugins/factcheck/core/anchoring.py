"""Anchoring: from a selector to its spans (`find`) and back (`describe`).

The selector is the W3C Web Annotation Data Model's TextQuoteSelector (section 4.2.4). Equality is
by code point; the one allowance is that a run of white space matches a run of white space, because
YAML folds lines. There is no similarity here: nothing in this module accepts a near miss.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.core.text import Span, Text, collapse


@dataclass(frozen=True, slots=True)
class Selector:
    """The exact words, and the words right before and after where the exact ones occur twice."""

    exact: str
    prefix: str = ""
    suffix: str = ""

    def __reduce__(self) -> tuple[type["Selector"], tuple[str, str, str]]:
        """As a place (core/problems.py)."""
        return Selector, (self.exact, self.prefix, self.suffix)


def find(text: Text, selector: Selector) -> Iterator[Span]:
    """Yield every span of `text` that the selector fits, overlapping ones too, in rising order."""
    exact, prefix, suffix = map(collapse, (selector.exact, selector.prefix, selector.suffix))
    hay = text.collapsed
    start = hay.find(exact) if exact else -1
    while start >= 0:
        end = start + len(exact)
        if _stands_before(hay, start, prefix) and _stands_after(hay, end, suffix):
            yield text.expand(Span(start, end))
        start = hay.find(exact, start + 1)


def _stands_before(hay: str, offset: int, prefix: str) -> bool:
    """Whether `prefix` ends at `offset`, white space between them or not."""
    return hay.endswith(prefix, 0, offset) or hay.endswith(prefix + " ", 0, offset)


def _stands_after(hay: str, offset: int, suffix: str) -> bool:
    return hay.startswith(suffix, offset) or hay.startswith(" " + suffix, offset)


def describe(text: Text, span: Span) -> Selector:
    """Return the selector with the least prefix and suffix that fits `span` and no other span.

    The inverse of `find`: `list(find(text, describe(text, span))) == [span]` for every span that is
    not empty and neither starts nor ends in white space. Context is taken in whole words.
    """
    exact = text.cut(span)
    own = text.shrink(span)
    rivals = [text.shrink(other) for other in find(text, Selector(exact)) if other != span]
    if not rivals:
        return Selector(exact)
    candidates = [_context(text.collapsed, own, rivals, size) for size in _prefix_sizes(text, own, rivals)]
    prefix, suffix = min((c for c in candidates if c), key=lambda c: (len(c[0]) + len(c[1]), c))
    return Selector(exact, prefix, suffix)


def _prefix_sizes(text: Text, own: Span, rivals: list[Span]) -> list[int]:
    """The lengths of prefix worth trying: none, for each rival the least that tells it apart, and all."""
    hay = text.collapsed
    shared = {_shared_before(hay, own.start, rival.start) for rival in rivals}
    sizes = {min(size + 1, own.start) for size in shared}
    # White space behind a prefix may stand or not, so that the last word may fit a rival too.
    start = own.start - max(sizes)
    while start > 0 and any(_stands_before(hay, r.start, hay[start : own.start].strip(" ")) for r in rivals):
        start = _word_start(hay, start - 1)
        sizes.add(own.start - start)
    return sorted({0, *sizes})


def _context(hay: str, own: Span, rivals: list[Span], size: int) -> tuple[str, str] | None:
    """The prefix of at least `size` code points, in whole words, and the suffix it leaves necessary."""
    prefix = hay[_word_start(hay, own.start - size) : own.start].strip(" ") if size else ""
    left = [rival for rival in rivals if _stands_before(hay, rival.start, prefix)]
    if not left:
        return prefix, ""
    end = own.end + max(_shared_after(hay, own.end, rival.end) for rival in left)
    # White space before a suffix may stand or not, so that the first word may fit a rival too.
    while end < len(hay):
        end = _word_end(hay, end + 1)
        suffix = hay[own.end : end].strip(" ")
        if not any(_stands_after(hay, rival.end, suffix) for rival in left):
            return prefix, suffix
    return None


def _word_start(hay: str, offset: int) -> int:
    """Where the word starts that holds what stands before an offset."""
    return hay.rfind(" ", 0, offset) + 1


def _word_end(hay: str, offset: int) -> int:
    """Where the word ends that goes on at an offset."""
    end = hay.find(" ", offset)
    return end if end >= 0 else len(hay)


def _shared_before(hay: str, one: int, other: int) -> int:
    """How many code points before two offsets are the same."""
    size = 0
    while min(one, other) > size and hay[one - size - 1] == hay[other - size - 1]:
        size += 1
    return size


def _shared_after(hay: str, one: int, other: int) -> int:
    size, limit = 0, len(hay) - max(one, other)
    while size < limit and hay[one + size] == hay[other + size]:
        size += 1
    return size

"""Anchoring against an oracle that tries every offset, written from docs/writing-a-claim.md and the docstrings.

Equality by code point; a run of white space matches a run of white space; no-break spaces are none. An input is a
text and a selector: text, exact, prefix and suffix with a line `==` between them.
"""

from factcheck.core.anchoring import Selector, describe, find
from factcheck.core.text import Span, Text
from fuzz.target import Target, must, within

WHITE = frozenset(" \t\n\r\f")
MOST = 160  # the oracle takes time in the cube of it
PIECES = (
    *(
        "a",
        "b",
        "a b",
        "ab",
        "ba",
        "A",
        " ",
        "  ",
        "\n",
        "\r\n",
        "\t",
        "\f",
        "\v",
        "\u00a0",
        "\u2028",
        "\x1c",
        "\n==\n",
    ),
    *(
        "\n==\na\n==\n",
        "é",
        "e\u0301",
        "\u0301",
        "’",
        "'",
        "\U0001f600",
        ".",
        "ß",
        "ss",
        "\u200b",
        "\ufeff",
        "\x85",
        "\u3000",
    ),
)


def check(text: str) -> None:
    """`find` gives what the oracle gives, and `describe` is its inverse."""
    raw, exact, prefix, suffix = (*(part[:MOST] for part in text.split("\n==\n")), "", "", "", "")[:4]
    with within(1):
        found = list(find(Text(raw), Selector(exact, prefix, suffix)))
    wanted = oracle(raw, exact, prefix, suffix)
    must(found == wanted, "find gives what the oracle gives", raw, exact, prefix, suffix, found, wanted)
    for span in {*found[:2], *found[-1:], *_first_and_last_words(raw)}:
        with within(1):
            selector = describe(Text(raw), span)
        again = oracle(raw, selector.exact, selector.prefix, selector.suffix)
        must(again == [span], "describe gives a selector of that span alone", raw, span, selector, again)


def oracle(raw: str, exact: str, prefix: str, suffix: str) -> list[Span]:
    """Every span, by trying all offsets."""
    exact, prefix, suffix = map(_trimmed, (exact, prefix, suffix))
    ends = {start: _match(raw, start, exact) for start in range(len(raw))} if exact else {}
    return [
        Span(start, end)
        for start, end in ends.items()
        if end is not None and _before(raw, start, prefix) and _after(raw, end, suffix)
    ]


def _trimmed(part: str) -> str:
    while part and part[0] in WHITE:
        part = part[1:]
    while part and part[-1] in WHITE:
        part = part[:-1]
    return part


def _match(raw: str, at: int, words: str) -> int | None:
    """Where `words` end that begin at `at`; a run of white space is taken whole on both sides."""
    own = 0
    while own < len(words):
        if at >= len(raw) or (words[own] in WHITE) != (raw[at] in WHITE):
            return None
        if words[own] in WHITE:
            own, at = _past_white(words, own), _past_white(raw, at)
        elif words[own] == raw[at]:
            own, at = own + 1, at + 1
        else:
            return None
    return at


def _past_white(text: str, at: int) -> int:
    while at < len(text) and text[at] in WHITE:
        at += 1
    return at


def _before(raw: str, start: int, prefix: str) -> bool:
    """Whether the prefix ends at `start`, or white space alone stands between."""
    ends = (_match(raw, begin, prefix) for begin in range(start + 1))
    return any(end is not None and end <= start and _past_white(raw[:start], end) == start for end in ends)


def _after(raw: str, end: int, suffix: str) -> bool:
    return _match(raw, end, suffix) is not None or _match(raw, _past_white(raw, end), suffix) is not None


def _first_and_last_words(raw: str) -> list[Span]:
    """Spans that neither start nor end in white space: the first character that is none, the last, and between."""
    solid = [offset for offset, character in enumerate(raw) if character not in WHITE]
    if not solid:
        return []
    middle = solid[len(solid) // 2]
    return [Span(solid[0], solid[0] + 1), Span(solid[-1], solid[-1] + 1), Span(solid[0], middle + 1)]


TARGET = Target("anchoring", check, PIECES, most=4 * MOST)

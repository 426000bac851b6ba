"""Stretches of texts. Light: see core/kinds.py."""

from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of text, in Unicode code points, half-open."""

    start: int
    end: int

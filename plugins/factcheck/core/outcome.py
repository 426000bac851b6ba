"""Outcomes: in one word, how quoted words stand in a text. The same six words are used everywhere."""

from collections.abc import Iterable
from enum import StrEnum


class Outcome(StrEnum):
    """How quoted words stand in a text, from the best to the worst. Only `verbatim` passes."""

    VERBATIM = "verbatim"  # character for character, white space apart
    TYPOGRAPHIC = "typographic"  # but for quotation marks, dashes, spaces or composed letters
    NEAR = "near"  # something like it stands there
    MISATTRIBUTED = "misattributed"  # verbatim, but in another stored text
    NOT_FOUND = "not-found"  # nothing like it
    UNCHECKED = "unchecked"  # there was no text to look in; always with the cause


ORDER = tuple(Outcome)


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The outcome of a quote in several pieces: as good as its worst piece."""
    return max(outcomes, key=ORDER.index, default=Outcome.NOT_FOUND)

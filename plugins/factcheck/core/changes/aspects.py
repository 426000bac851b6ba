"""Aspects: in what a claim can change, and which kinds of correction tell a reader of it. The one table of both."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from factcheck.core.fields import CorrectionKind
from factcheck.core.splice import Location

Kinds = tuple[CorrectionKind, ...]
_K = CorrectionKind
ANY: Kinds = (_K.MINOR, _K.UPDATE, _K.FACTUAL, _K.RATING, _K.VOID)
_RATING: Kinds = (_K.RATING, _K.VOID)
_FACTUAL: Kinds = (_K.FACTUAL, _K.RATING, _K.VOID)
_UPDATE: Kinds = (_K.UPDATE, _K.FACTUAL, _K.RATING, _K.VOID)


class Aspect(StrEnum):
    """What of a published claim has changed."""

    VERDICT = "verdict"
    CLAIM = "claim sentence"
    SHORT = "short form"
    QUOTE = "article quote"
    CLAIMANT = "claimant"
    SUMMARY = "summary"
    ADDED = "evidence added"
    REMOVED = "evidence removed"
    CHANGED = "evidence changed"
    REMARK = "remark on evidence"  # its note or its translation
    # What needs no entry: it is listed for the reviewer.
    KIND = "kind"
    TOPICS = "topics"
    AUTHOR = "author"
    REVIEWER = "reviewer"
    CHECKED = "day of the check"
    SETTLE = "what would settle it"
    REASONING = "reasoning"


# Which kinds of a new correction tell of a change; an aspect that is not here needs none.
# tests/core/test_changes.py has each row with and without its entry; docs/problems.md (FC413) has the same table.
SUFFICIENT: Mapping[Aspect, Kinds] = {
    Aspect.VERDICT: _RATING,
    Aspect.CLAIM: _FACTUAL,
    Aspect.SHORT: _FACTUAL,
    Aspect.QUOTE: _FACTUAL,
    Aspect.CLAIMANT: _FACTUAL,
    Aspect.SUMMARY: _UPDATE,
    Aspect.ADDED: _UPDATE,
    Aspect.REMOVED: _FACTUAL,
    Aspect.CHANGED: _FACTUAL,
    Aspect.REMARK: ANY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that changed in a claim, with its old and new value as text; empty where there is none."""

    aspect: Aspect
    before: str = ""
    after: str = ""
    is_rewording: bool = False  # nothing but the wording differs (wording.py)
    location: Location = ()  # of the value in the front matter as it is now

    @property
    def sufficient(self) -> Kinds:
        """The kinds of correction that tell of it; none where no entry is needed."""
        return ANY if self.is_rewording else SUFFICIENT.get(self.aspect, ())

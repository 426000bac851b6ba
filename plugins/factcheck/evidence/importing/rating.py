"""Ratings: another site's rating as a verdict of ours. By its words if they are ours, by its number only if the
scale is ours. Nothing is mapped because it looks alike.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from factcheck.core.closest import closest
from factcheck.core.problems import shown
from factcheck.core.settings import Settings, Verdict
from factcheck.evidence.importing.claimreview import Rating
from factcheck.evidence.importing.notes import Notes

# "4", "4.5", "4,5"; not "1,000", of which nobody knows whether it is one or a thousand.
_NUMBER = r"[+-]?[0-9]{1,6}(?:\.[0-9]{1,6}|,[0-9]{1,2})?"
_FRACTION = re.compile(rf"({_NUMBER})\s?/\s?({_NUMBER})")  # "4/5"
_BREAKS = re.compile(r"[\s\u00a0\u2010\u2011_-]+")
_CHOOSE = "choose a verdict"


@dataclass(frozen=True, slots=True)
class _Scale:
    """The numbers of a rating, as far as there are any."""

    value: Decimal | None
    best: Decimal | None
    worst: Decimal | None

    def __str__(self) -> str:
        value, worst, best = ("?" if number is None else str(number) for number in (self.value, self.worst, self.best))
        return value if worst == best == "?" else f"{value} on a scale from {worst} to {best}"

    @property
    def flaw(self) -> str:
        """Why the numbers cannot be meant, or nothing."""
        value, best, worst = self.value, self.best, self.worst
        if best is not None and worst is not None and best <= worst:
            return f"bestRating {best} is not above worstRating {worst}"
        if value is not None and best is not None and value > best:
            return f"ratingValue {value} is above bestRating {best}"
        if value is not None and worst is not None and value < worst:
            return f"ratingValue {value} is below worstRating {worst}"
        return ""


def verdict_of(rating: Rating | None, settings: Settings, notes: Notes) -> Verdict | None:
    """The verdict that a rating is, or None and why."""
    if rating is None:
        notes.lost("reviewRating", f"there is none; {_CHOOSE}")
        return None
    scale = _scale(rating, notes)
    if scale.flaw:
        label = rating.labels[0] if rating.labels else str(scale)
        notes.lost("reviewRating", f"{scale.flaw}; {_CHOOSE}", label)
        return None
    if rating.labels:
        return _by_label(rating.labels, scale, settings, notes)
    return _by_number(scale, settings, notes)


def folded(label: str) -> str:
    """A label for comparison: letter case, spaces and hyphens do not count, all else does."""
    return _BREAKS.sub(" ", label.casefold()).strip()


def _scale(rating: Rating, notes: Notes) -> _Scale:
    fraction = _FRACTION.fullmatch((rating.value or "").strip())
    value = fraction[1] if fraction else rating.value
    numbers = {"ratingValue": value, "bestRating": rating.best, "worstRating": rating.worst}
    found = {key: _number(key, text, notes) for key, text in numbers.items()}
    out_of = _number("ratingValue", fraction[2], notes) if fraction else None
    if out_of is not None and found["bestRating"] not in (None, out_of):
        notes.lost("ratingValue", f"it is out of {out_of}, but bestRating is {found['bestRating']}", rating.value or "")
        return _Scale(None, None, None)
    return _Scale(found["ratingValue"], found["bestRating"] if out_of is None else out_of, found["worstRating"])


def _number(key: str, text: str | None, notes: Notes) -> Decimal | None:
    if text is None:
        return None
    if not re.fullmatch(_NUMBER, text.strip()):
        notes.lost(key, "it is no number", text)
        return None
    return Decimal(text.strip().replace(",", "."))


def _by_label(labels: tuple[str, ...], scale: _Scale, settings: Settings, notes: Notes) -> Verdict | None:
    wanted = set(map(folded, labels))
    ours = [verdict for verdict in settings.scale if {folded(verdict.id), folded(verdict.label)} & wanted]
    found = ours[0] if len(ours) == 1 else None
    if len(ours) > 1:
        names = ", ".join(shown(verdict.label) for verdict in ours)
        notes.lost("reviewRating", f"more than one verdict is called so: {names}; {_CHOOSE}", labels[0])
    elif found is None:
        choices = [verdict.label for verdict in settings.scale]
        nearest = "".join(f"; nearest {shown(name)}" for _, name in closest(labels[0], choices))
        notes.lost("reviewRating", f"no verdict of this site is called so{nearest}; {_CHOOSE}", labels[0])
    elif (other := _same_number(scale, settings)) and other != [found]:
        notes.to_do("verdict", f"{shown(found.label)} by its words, but its number ({scale}) is another verdict's here")
    return found


def _by_number(scale: _Scale, settings: Settings, notes: Notes) -> Verdict | None:
    found = _same_number(scale, settings)
    if len(found) == 1:
        return found[0]
    notes.lost("reviewRating", f"{_doubt(scale, settings)}; {_CHOOSE}", "" if scale.value is None else str(scale))
    return None


def _doubt(scale: _Scale, settings: Settings) -> str:
    """Why a number says nothing here."""
    if scale.value is None:
        return "neither words (alternateName) nor a number"
    if scale.best is None or scale.worst is None:
        return "a number without bestRating and worstRating tells nothing"
    ends = _ends(settings)
    if ends != (scale.worst, scale.best):
        ours = f"from {ends[0]} to {ends[1]}" if ends else "without numbers"
        return f"this site's scale is another one, {ours}"
    return "this site has no verdict, or more than one, with that number"


def _same_number(scale: _Scale, settings: Settings) -> list[Verdict]:
    """The verdicts of a number, where the scale is ours."""
    if _ends(settings) != (scale.worst, scale.best):
        return []
    return [verdict for verdict in settings.rated if verdict.rating == scale.value]


def _ends(settings: Settings) -> tuple[Decimal | None, Decimal | None] | None:
    """The worst and the best number of the site's scale."""
    steps = [Decimal(verdict.rating) for verdict in settings.rated if verdict.rating is not None]
    return (min(steps), max(steps)) if steps else None

"""Mapping: what a review says as the front matter of a draft, one function a key; and notes on what it cannot be.

Nothing is invented: not a stance, not the kind of a claim, and no quote that does not stand in a stored text.
"""

import re
from collections.abc import Callable
from datetime import date

from factcheck.core.fields import ClaimantType, CorrectionKind, is_public_url
from factcheck.core.headertext import Value, in_line
from factcheck.core.schema import DraftFile
from factcheck.evidence.importing.claimreview import Claimant, Review
from factcheck.evidence.importing.desk import Desk
from factcheck.evidence.importing.notes import Notes
from factcheck.evidence.importing.quoting import evidence_of, quote_of
from factcheck.evidence.importing.rating import verdict_of

MOST_LINE, MOST_SUMMARY, MOST_SHORT, MOST_NOTE = 300, 240, 74, 1000  # characters (core/fields.py)
MOST_TOPICS = 20
MOST_CORRECTIONS = 100
# ISO 8601 in the forms of schema.org's Date and DateTime; the day is taken as it is written, whatever the zone.
_DATE = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?)?")
_ZONE = re.compile(r"\s?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?")


def mapped(review: Review, claim: str, desk: Desk, notes: Notes) -> dict[str, Value]:
    """The front matter of a draft for a review whose claim sentence is `claim`, in the order of the schema."""
    found: dict[str, Value | None] = {"claim": claim, "status": "draft"}
    for key, of in _FIELDS.items():
        found[key] = of(review, claim, desk, notes)
    _tell_the_rest(review, notes)
    return {key: value for key in DraftFile.model_fields if (value := found.get(key))}


def claim_of(review: Review, notes: Notes) -> str | None:
    """The claim sentence: the whole one, or the shorter one where there is no other that is short enough."""
    whole = notes.line("itemReviewed.text", review.claim, MOST_LINE)
    return whole or notes.line("claimReviewed", review.reviewed, MOST_LINE)


def _short(review: Review, claim: str, desk: Desk, notes: Notes) -> Value | None:
    if Notes().line("claimReviewed", review.reviewed, MOST_LINE) == claim:
        return None
    return notes.line("claimReviewed", review.reviewed, MOST_SHORT)


def _claimant(review: Review, claim: str, desk: Desk, notes: Notes) -> Value | None:
    if len({claimant.name for claimant in review.claimants}) > 1:
        names = ", ".join(claimant.name for claimant in review.claimants[:10])
        notes.lost("itemReviewed.author", "a claim has one claimant; choose", names)
        return None
    for claimant in review.claimants:
        name = desk.spelt("claimant", notes.line("itemReviewed.author", claimant.name, MOST_LINE), notes)
        if name and name not in desk.listed:
            entry = in_line(_entry(name, claimant))
            notes.to_do("claimants", f"add to {desk.article.document.path} before you publish: {entry}")
        return name
    return None


def _entry(name: str, claimant: Claimant) -> dict[str, Value]:
    """How the article's file has to list a claimant."""
    kinds = [kind.value for kind in ClaimantType if any(given.endswith(kind.value.title()) for given in claimant.types)]
    url = next((address for address in claimant.addresses if is_public_url(address)), None)
    given: dict[str, Value] = {"name": name, "type": kinds[0] if len(kinds) == 1 else "person or organization?"}
    return {**given, **({"url": url} if url else {})}


def _verdict(review: Review, claim: str, desk: Desk, notes: Notes) -> Value | None:
    verdict = verdict_of(review.rating, desk.settings, notes)
    return verdict.id if verdict else None


def _summary(review: Review, claim: str, desk: Desk, notes: Notes) -> Value | None:
    return notes.line("ratingExplanation", review.rating.explanation, MOST_SUMMARY) if review.rating else None


def _author(review: Review, claim: str, desk: Desk, notes: Notes) -> Value | None:
    return _person("author", review.authors, notes)


def _reviewed_by(review: Review, claim: str, desk: Desk, notes: Notes) -> Value | None:
    editor, author = _person("editor", review.editors, notes), _person("author", review.authors, Notes())
    if editor and author and editor.casefold() == author.casefold():
        notes.lost("editor", "the second reviewer must be another person than the author", editor)
        return None
    return editor


def _person(key: str, names: tuple[str, ...], notes: Notes) -> str | None:
    """Who did something. Several people are named side by side, as they are in print."""
    return notes.line(key, ", ".join(names), MOST_LINE) if names else None


def _checked(review: Review, claim: str, desk: Desk, notes: Notes) -> Value | None:
    day = _day("datePublished", review.published, notes)
    if day and day < desk.article.file.published:
        notes.lost("datePublished", f"the article is of {desk.article.file.published}, later than this", str(day))
        return None
    return day


def _day(key: str, text: str | None, notes: Notes) -> date | None:
    """The day of a date with or without time and zone, as written."""
    if text is None:
        return None
    found = _DATE.match(text.strip())
    try:
        if found and _ZONE.fullmatch(text.strip()[found.end() :]):
            return date.fromisoformat(found[1])
    except ValueError:
        pass
    notes.lost(key, "it is no date such as 2025-11-26", text)
    return None


def _topics(review: Review, claim: str, desk: Desk, notes: Notes) -> Value | None:
    if len(review.keywords) > MOST_TOPICS:
        notes.lost("keywords", f"only the first {MOST_TOPICS} of {len(review.keywords)} were read")
    lines = (notes.line("keywords", word, MOST_LINE) for word in review.keywords[:MOST_TOPICS])
    return list(dict.fromkeys(topic for line in lines if (topic := desk.spelt("topics", line, notes))))


def _corrections(review: Review, claim: str, desk: Desk, notes: Notes) -> Value | None:
    checked = _checked(review, claim, desk, Notes())
    kinds = {kind.value for kind in CorrectionKind}
    found = list[tuple[date, dict[str, Value]]]()
    for comment in review.corrections[:MOST_CORRECTIONS]:
        day, text = (
            _day("correction", comment.date or "no date", notes),
            notes.line("correction", comment.text, MOST_NOTE),
        )
        kind = next((word for word in comment.kinds if word in kinds), None)
        if kind is None:
            notes.lost("correction", f"its kind must be one of: {', '.join(CorrectionKind)}", comment.text)
        elif day and isinstance(checked, date) and day < checked:
            notes.lost("correction", f"it is dated {day}, before the check", comment.text)
        elif day and text:
            found.append((day, {"date": day, "kind": kind, "text": text}))
    return [entry for _, entry in sorted(found, key=lambda pair: pair[0])]


def _tell_the_rest(review: Review, notes: Notes) -> None:
    if review.body:
        notes.lost("reviewBody", f"{len(review.body):,} characters; the reasoning is yours to write")
    if review.unread:
        more = f" and {len(review.unread) - 10} more" if len(review.unread) > 10 else ""
        notes.lost("others", "a claim's file has no place for it", ", ".join(review.unread[:10]) + more)


_FIELDS: dict[str, Callable[[Review, str, Desk, Notes], Value | None]] = {
    "short": _short,
    "claimant": _claimant,
    "quote": quote_of,
    "verdict": _verdict,
    "summary": _summary,
    "author": _author,
    "reviewed_by": _reviewed_by,
    "checked": _checked,
    "topics": _topics,
    "evidence": evidence_of,
    "corrections": _corrections,
}

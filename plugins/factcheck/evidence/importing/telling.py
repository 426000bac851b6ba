"""Telling: the report of an import. A block for each review, then the totals and what to do next."""

from collections import Counter
from collections.abc import Iterator, Sequence

from factcheck.core.problems import shown
from factcheck.evidence.importing.notes import Note
from factcheck.evidence.importing.planning import Outcome
from factcheck.render.report import plural

_LEFT = "Left for you in each draft: kind, the stance of evidence, the reasoning."


def told(outcomes: Sequence[Outcome], refused: int, *, is_dry: bool) -> str:
    """The report; `refused` reviews have problems instead of a block."""
    blocks = ["\n".join(_block(outcome, is_dry=is_dry)) for outcome in outcomes]
    return "\n".join([*(f"{block}\n" for block in blocks), _totals(outcomes, refused, is_dry=is_dry)])


def _block(outcome: Outcome, *, is_dry: bool) -> Iterator[str]:
    if outcome.draft is None:
        yield f"skipped: {outcome.skipped}"
        yield f"    review      {_from(outcome)}"
        return
    yield f"{outcome.draft.path} {'would be written' if is_dry else 'written'}"
    yield f"    review      {_from(outcome)}"
    width = max((len(note.key) for note in outcome.notes.found), default=0)
    yield from (_line(note, width) for note in outcome.notes.found)
    if is_dry:
        yield from (f"    | {line}".rstrip() for line in outcome.draft.text.split("\n")[:-1])


def _from(outcome: Outcome) -> str:
    place, url = outcome.review.place, outcome.review.url
    return f"{place}{f', {shown(url)}' if url else ''}"


def _line(note: Note, width: int) -> str:
    return f"    {note.tone:<10}  {note.key:<{width}}  {note.text}"


def _totals(outcomes: Sequence[Outcome], refused: int, *, is_dry: bool) -> str:
    written = sum(1 for outcome in outcomes if outcome.draft)
    parts = {"would be written" if is_dry else "written": written, "skipped": len(outcomes) - written}
    counts = ", ".join(f"{count:,} {word}" for word, count in {**parts, "refused": refused}.items() if count)
    lines = [f"{plural(len(outcomes) + refused, 'review')}: {counts or 'nothing to do'}."]
    tones = Counter(note.tone for outcome in outcomes if outcome.draft for note in outcome.notes.found)
    if tones:
        lines.append(f"Notes: {', '.join(f'{count:,} {tone}' for tone, count in sorted(tones.items()))}.")
    if written:
        lines.append(_LEFT)
    if written and not is_dry:
        lines.append("Read the drafts, then run make check.")
    return "\n".join(lines)

"""The wording of a refusal: why a quote is not proved, what is most like it, and what to do.

Nothing here accepts anything, and nothing here proposes to accept words that mean something else.
"""

import shlex
from collections.abc import Iterable, Iterator
from itertools import islice

from factcheck.core.anchoring import Selector, describe, find
from factcheck.core.lookup import outcome_of
from factcheck.core.meaning import differences
from factcheck.core.nearest import Passage, nearest
from factcheck.core.outcome import Outcome
from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.core.repair import repaired
from factcheck.core.stored import Stored
from factcheck.core.text import Span

MOST_PLACES = 10  # of an ambiguous quote, in one message
_GAPS = ("[…]", "[...]", "...", "…")
_COPY = "copy the words as printed"
_CONTEXT = "write the quote as {exact: …, prefix: …, suffix: …} with the words right before or after it"
_FIX = "factcheck fix"
_LONGEST_COMMAND = 80  # characters of a quote that a command is shown for
REWEIGH = "copy the words as printed, and look whether claim and verdict still hold: the meaning differs"


def ambiguous(stored: Stored, selector: Selector, spans: list[Span], place: Place) -> Problem:
    """The quote stands in several places: each, with the context that would choose it."""
    choices = [_choice(stored, span) for span in spans[:MOST_PLACES]]
    more = len(spans) - len(choices)
    return problem(
        stored.ambiguous,
        place,
        ("quote", shown(selector.exact)),
        *(("place", choice) for choice in choices),
        ("more", f"{more} more places" if more else ""),
        ("fix", f"{_CONTEXT}{_or_run(stored, selector.exact)}"),
        **{stored.kind: stored.path, "count": len(spans)},
    )


def _choice(stored: Stored, span: Span) -> str:
    """A place of an ambiguous quote, with the context that would choose it."""
    return f"{stored.where(span)}{context_of(describe(stored.text, span))}"


def context_of(selector: Selector) -> str:
    """`: prefix “the old” and suffix “bridge”`; empty where the words are there once."""
    parts = {"prefix": selector.prefix, "suffix": selector.suffix}
    context = " and ".join(f"{name} {shown(words)}" for name, words in parts.items() if words)
    return f": {context}" if context else ""


def absent(stored: Stored, selector: Selector, place: Place, others: Iterable[Stored]) -> tuple[Outcome, Problem]:
    """The quote is not there: what is, in which other text it is, or what is most like it."""
    bare = list(islice(find(stored.text, Selector(selector.exact)), MOST_PLACES))
    if bare:
        return Outcome.NOT_FOUND, _problem(stored, place, _wrong_context(stored, selector, bare, place))
    if holder := next((o for o in others if o.path != stored.path and any(find(o.text, selector))), None):
        return Outcome.MISATTRIBUTED, _problem(stored, place, _held_by(holder, selector))
    passage = nearest(stored.text, selector.exact)
    return outcome_of(passage), _problem(stored, place, _hints(stored, selector, passage, place))


def _problem(stored: Stored, place: Place, details: Iterable[tuple[str, str]]) -> Problem:
    return problem(stored.absent, place, *details, **{stored.kind: stored.path})


def _wrong_context(stored: Stored, selector: Selector, spans: list[Span], place: Place) -> Iterator[tuple[str, str]]:
    """The words are there, but not with this prefix and suffix."""
    yield "quote", shown(selector.exact)
    yield from (
        (name, shown(words)) for name, words in (("prefix", selector.prefix), ("suffix", selector.suffix)) if words
    )
    yield "outcome", Outcome.NOT_FOUND
    yield from (("place", _choice(stored, span)) for span in spans)
    fix = "correct prefix and suffix, or leave them out where the words occur only once"
    yield "fix", f"{fix}, or run: {_FIX} {place.path}" if _is_repairable(stored, selector, place) else fix


def _held_by(holder: Stored, selector: Selector) -> Iterator[tuple[str, str]]:
    yield "quote", shown(selector.exact)
    yield "outcome", Outcome.MISATTRIBUTED
    yield "found in", f"{holder.path} ({holder.where(next(find(holder.text, selector)))})"
    yield "fix", "name that source instead"


def _hints(stored: Stored, selector: Selector, passage: Passage | None, place: Place) -> Iterator[tuple[str, str]]:
    yield "quote", shown(selector.exact)
    yield "outcome", outcome_of(passage)
    changes = differences(selector.exact, passage.words) if passage else ()
    if passage:
        yield "nearest", f"{shown(passage.words)} ({stored.where(passage.span)}; {_distance(passage)})"
        yield "differs", "; ".join(passage.differences)
        yield "meaning", f"differs in {listed(changes)}" if changes else ""
    fix = _fix(stored, selector, passage, place, is_same=not changes)
    yield "fix", "restore the seed first (FC205)" if stored.is_altered else fix


def _distance(passage: Passage) -> str:
    return f"differs in {passage.changed} character{'' if passage.changed == 1 else 's'}"


def listed(words: tuple[str, ...]) -> str:
    """`a number, a sign and a name`."""
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part)


def _fix(stored: Stored, selector: Selector, passage: Passage | None, place: Place, *, is_same: bool) -> str:
    if passage and passage.typographic and is_same:
        escaped = passage.words.replace("\\", "\\\\").replace('"', '\\"')
        command = f"run: {_FIX} {place.path}, or " if _is_repairable(stored, selector, place) else ""
        return f'only the typography differs; {command}paste: quote: "{escaped}"'
    if any(gap in selector.exact for gap in _GAPS):
        return _gap_fix(stored)
    if passage:
        return f"{_COPY}{_or_run(stored, passage.words)}" if is_same else REWEIGH
    return "nothing like it was found: check that the quote is from this text"


def _is_repairable(stored: Stored, selector: Selector, place: Place) -> bool:
    """Whether `factcheck fix` would mend the quote; one that is only looked up stands in no file yet."""
    return place.path != stored.path and not stored.is_altered and repaired(stored.text, selector) is not None


def _or_run(stored: Stored, words: str) -> str:
    """The command that writes the words as YAML; nothing where they are too long or not for a shell."""
    if len(words) > _LONGEST_COMMAND or not words.isprintable():
        return ""
    return f", or run: factcheck quote {stored.slug} {shlex.quote(words)}"


def _gap_fix(stored: Stored) -> str:
    if stored.kind == "seed":
        return "quote one unbroken passage, without words left out"
    return "write […] for words left out; an ellipsis without brackets is the source's own"

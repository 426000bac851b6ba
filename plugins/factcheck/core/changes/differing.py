"""Differing: every way in which a claim's file differs from the one that was published."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from factcheck.core.changes.aspects import Aspect, Change
from factcheck.core.changes.state import Stated, text_of
from factcheck.core.changes.wording import is_rewording, is_same_typed, is_wider
from factcheck.core.text import collapse

# What is one text in the front matter, and when only its wording differs. A verdict is never only reworded.
_TEXTS: tuple[tuple[Aspect, str, Callable[[str, str], bool] | None], ...] = (
    (Aspect.VERDICT, "verdict", None),
    (Aspect.CLAIM, "claim", is_rewording),
    (Aspect.CLAIMANT, "claimant", is_rewording),
    (Aspect.SUMMARY, "summary", is_rewording),
    (Aspect.KIND, "kind", None),
    (Aspect.AUTHOR, "author", None),
    (Aspect.REVIEWER, "reviewed_by", None),
    (Aspect.CHECKED, "checked", None),
    (Aspect.SETTLE, "would_settle", None),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Quote:
    """Quoted words, and those that say which place is meant."""

    exact: str
    prefix: str = ""
    suffix: str = ""

    @property
    def told(self) -> str:
        """The words with their context, in one line."""
        parts = (("prefix", self.prefix), ("suffix", self.suffix))
        context = "; ".join(f"{key}: {words}" for key, words in parts if words)
        return f"{self.exact} ({context})" if context else self.exact


@dataclass(frozen=True, slots=True, kw_only=True)
class _Evidence:
    """A piece of evidence as it is written."""

    index: int
    source: str  # the name that the source has now
    quote: _Quote
    stance: str
    remarks: tuple[str, str]

    @property
    def told(self) -> str:
        """The evidence in one line."""
        return f"{self.source}: {self.quote.told}"


def changes(was: Stated, now: Stated, sources: Mapping[str, str]) -> tuple[Change, ...]:
    """In what a claim differs, in the order of `Aspect`. `sources` are the new names of renamed ones."""
    found = [
        *_texts(was, now),
        *_short(was, now),
        *_quote(was, now),
        *_all_evidence(was, now, sources),
        *_topics(was, now),
        *_reasoning(was, now),
    ]
    order = list(Aspect)
    return tuple(sorted(found, key=lambda change: order.index(change.aspect)))


def _texts(was: Stated, now: Stated) -> Iterator[Change]:
    for aspect, key, is_same in _TEXTS:
        old, new = was.text(key), now.text(key)
        if old != new:
            reworded = is_same is not None and is_same(old, new)
            yield Change(aspect=aspect, before=old, after=new, is_rewording=reworded, location=(key,))


def _short(was: Stated, now: Stated) -> Iterator[Change]:
    """The short form of the claim; one that is new or left out says nothing that the sentence does not."""
    old, new = was.text("short"), now.text("short")
    if old != new:
        reworded = not old or not new or is_rewording(old, new)
        yield Change(aspect=Aspect.SHORT, before=old, after=new, is_rewording=reworded, location=("short",))


def _quote(was: Stated, now: Stated) -> Iterator[Change]:
    """The article's words; other words before or behind them only say which place is meant."""
    old, new = _quoted(was.header.get("quote")), _quoted(now.header.get("quote"))
    if old != new:
        same = is_rewording(old.exact, new.exact) or is_wider(old.exact, new.exact)
        yield Change(aspect=Aspect.QUOTE, before=old.told, after=new.told, is_rewording=same, location=("quote",))


def _quoted(value: object) -> _Quote:
    if isinstance(value, dict):
        exact, prefix, suffix = (text_of(value.get(key)) for key in ("exact", "prefix", "suffix"))
        return _Quote(exact=exact, prefix=prefix, suffix=suffix)
    return _Quote(exact=text_of(value))


def _all_evidence(was: Stated, now: Stated, sources: Mapping[str, str]) -> Iterator[Change]:
    """Pair what is the same first, then what has the same words or source; the rest was removed or added."""
    old, new = list(_evidence(was, sources)), list(_evidence(now, {}))
    for is_pair in (_is_same, _has_same_words, _has_same_source):
        for one in list(old):
            other = next((other for other in new if is_pair(one, other)), None)
            if other:
                old.remove(one)
                new.remove(other)
                yield from _between(one, other)
    for one in old:
        yield Change(aspect=Aspect.REMOVED, before=one.told, location=("evidence",))
    for other in new:
        yield Change(aspect=Aspect.ADDED, after=other.told, location=("evidence", other.index))


def _evidence(claim: Stated, sources: Mapping[str, str]) -> Iterator[_Evidence]:
    for index, row in enumerate(claim.rows("evidence")):
        source = text_of(row.get("source"))
        yield _Evidence(
            index=index,
            source=sources.get(source, source),
            quote=_quoted(row.get("quote")),
            stance=text_of(row.get("stance")),
            remarks=(text_of(row.get("translation")), text_of(row.get("note"))),
        )


def _is_same(one: _Evidence, other: _Evidence) -> bool:
    return (one.source, one.quote, one.stance) == (other.source, other.quote, other.stance)


def _has_same_words(one: _Evidence, other: _Evidence) -> bool:
    return one.quote.exact == other.quote.exact


def _has_same_source(one: _Evidence, other: _Evidence) -> bool:
    return one.source == other.source


def _between(one: _Evidence, other: _Evidence) -> Iterator[Change]:
    """What changed in a piece of evidence that is still there."""
    if not _is_same(one, other):
        is_typed = is_same_typed(one.quote.exact, other.quote.exact)
        reworded = is_typed and (one.source, one.stance) == (other.source, other.stance)
        place = ("evidence", other.index)
        was, now = (f"{which.told} ({which.stance})" for which in (one, other))
        yield Change(aspect=Aspect.CHANGED, before=was, after=now, is_rewording=reworded, location=place)
    if one.remarks != other.remarks:
        was, now = ("; ".join(filter(None, which.remarks)) for which in (one, other))
        yield Change(aspect=Aspect.REMARK, before=was, after=now, location=("evidence", other.index))


def _topics(was: Stated, now: Stated) -> Iterator[Change]:
    old, new = _listed(was.header.get("topics")), _listed(now.header.get("topics"))
    if old != new:
        yield Change(aspect=Aspect.TOPICS, before=", ".join(old), after=", ".join(new), location=("topics",))


def _listed(value: object) -> Sequence[str]:
    return [text_of(one) for one in value] if isinstance(value, list) else []


def _reasoning(was: Stated, now: Stated) -> Iterator[Change]:
    if collapse(was.document.body) != collapse(now.document.body):
        yield Change(aspect=Aspect.REASONING)

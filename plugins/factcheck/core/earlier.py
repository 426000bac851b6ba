"""What a claim said before it was corrected: as its file was then, shown for ever, proved never again.

The rules, the scale and the sources may have changed since. So nothing here is an error but what cannot be read at
all: what is not known any more is kept as text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from factcheck.core.fields import CorrectionKind, Stance
from factcheck.core.problems import Place
from factcheck.core.schema import HistoryFile
from factcheck.core.settings import Verdict
from factcheck.core.text import collapse

# Shown with words of their own; `corrections` and `formerly` stand on the claim's page, `status` was `published`.
_KNOWN = frozenset("summary quote evidence corrections formerly status".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A change after publication."""

    date: date
    kind: CorrectionKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierEvidence:
    """Words of a source as the earlier text had them; they may not stand in its extract any more."""

    source: str  # its slug: the source may be gone
    words: str
    stance: Stance | str
    translation: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """A claim as it was published until it was corrected. A text that it did not have is empty."""

    correction: Correction  # what put an end to it
    text: str  # the claim sentence
    verdict: Verdict | str  # a text where the scale does not have it any more
    summary: str
    quote: str
    evidence: tuple[EarlierEvidence, ...]
    rest: tuple[tuple[str, str], ...]  # the other keys of its front matter and what they said
    place: Place  # of its reasoning

    @property
    def anchor(self) -> str:
        """Its id on the page of earlier texts: `before-2026-11-22`, after the name of its file."""
        return f"before-{self.place.path.rsplit('/', 1)[-1].removesuffix('.md')}"

    @property
    def until(self) -> date:
        """The day on which it was replaced."""
        return self.correction.date


def earlier(file: HistoryFile, scale: Mapping[str, Verdict], correction: Correction, place: Place) -> Earlier:
    """What a file of `content/history/` says; `scale` are today's verdicts by id."""
    said = file.model_extra or {}
    return Earlier(
        correction=correction,
        text=file.claim,
        verdict=scale.get(file.verdict, file.verdict),
        summary=_text(said.get("summary")),
        quote=_quote(said.get("quote")),
        evidence=tuple(_evidence(said.get("evidence"))),
        rest=tuple((key, text) for key, value in said.items() if key not in _KNOWN and (text := _text(value))),
        place=place,
    )


def _text(value: Any) -> str:
    """Any value of YAML on one line: a list with commas, a mapping with its keys."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value)))
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_text(inner)}" for key, inner in value.items())
    return collapse(value) if isinstance(value, str) else ""


def _quote(value: Any) -> str:
    return _text(value.get("exact", value) if isinstance(value, dict) else value)


def _evidence(value: Any) -> Iterator[EarlierEvidence]:
    for entry in value if isinstance(value, list) else ():
        said = entry if isinstance(entry, dict) else {"note": entry}
        stance = _text(said.get("stance"))
        yield EarlierEvidence(
            source=_text(said.get("source")),
            words=_quote(said.get("quote")),
            stance=Stance(stance) if stance in set(Stance) else stance,
            translation=_text(said.get("translation")),
            note=_text(said.get("note")),
        )

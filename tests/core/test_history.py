"""Earlier texts: which correction each belongs to, and that nothing in them is an error. Reports: cases/broken/history-*."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.core.earlier import Correction, earlier
from factcheck.core.fields import CorrectionKind, Stance
from factcheck.core.history import replaced
from factcheck.core.problems import Place
from factcheck.core.schema import HistoryFile
from factcheck.core.settings import Verdict
from strategies import any_texts, often

TRUE = Verdict(id="true", label="True", definition="It is so.", rating=5, colour="true", symbol="✓")
DAY = "2026-12-01"
PLACE = Place("content/history/demo/cost/2026-12-01-2.md", 9)


def made(*kinds: str) -> list[Correction]:
    """Corrections of one day, and one of another before and behind them."""
    days = [date(2026, 11, 1), *[date(2026, 12, 1)] * len(kinds), date(2026, 12, 2)]
    return [
        Correction(date=day, kind=CorrectionKind(kind), text=str(number))
        for number, (day, kind) in enumerate(zip(days, ["rating", *kinds, "rating"], strict=True))
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """The kinds of a day's corrections, how many earlier texts it has, and which of the corrections they belong to."""

    name: str
    kinds: Sequence[str]
    count: int
    found: Sequence[str]


DAYS = [
    Day(name="one and one", kinds=["rating"], count=1, found=["1"]),
    Day(name="any kind", kinds=["factual"], count=1, found=["1"]),
    Day(name="as many as corrections", kinds=["factual", "rating", "minor"], count=3, found=["1", "2", "3"]),
    Day(name="the new verdict first", kinds=["minor", "rating", "minor"], count=1, found=["2"]),
    Day(name="the new verdict, then in order", kinds=["minor", "factual", "rating"], count=2, found=["1", "3"]),
    Day(name="both new verdicts", kinds=["rating", "minor", "rating"], count=2, found=["1", "3"]),
    Day(name="the first of two new verdicts", kinds=["rating", "rating"], count=1, found=["1"]),
    Day(name="no text", kinds=["rating"], count=0, found=[]),
]


@each(DAYS)
def test_an_earlier_text_belongs_to_a_correction(case: Day) -> None:
    assert [correction.text for correction in replaced(made(*case.kinds), DAY, case.count)] == case.found


def read(**said: object) -> HistoryFile:
    return HistoryFile.model_validate({"claim": "A claim.", "verdict": "true", **said})


def test_what_is_known_has_its_place_and_the_rest_is_text() -> None:
    file = read(
        summary="A  summary.",
        quote={"exact": "the words", "suffix": "behind"},
        status="published",
        corrections=[{"date": "2026-11-01"}],
        colour=["blue", {"dark": "no", "light": ["a", "b"]}],
        evidence=[{"source": "accounts", "quote": "words", "stance": "refutes", "note": "N."}, "only words"],
    )
    found = earlier(file, {"true": TRUE}, made("rating")[1], PLACE)
    assert (found.verdict, found.text, found.summary, found.quote) == (TRUE, "A claim.", "A summary.", "the words")
    assert found.rest == (("colour", "blue, dark: no; light: a, b"),)
    assert [(entry.source, entry.stance, entry.words, entry.note) for entry in found.evidence] == [
        ("accounts", Stance.REFUTES, "words", "N."),
        ("", "", "", "only words"),
    ]
    assert (found.until, found.anchor) == (date(2026, 12, 1), "before-2026-12-01-2")


def test_a_verdict_that_the_scale_does_not_have_any_more_is_text() -> None:
    assert earlier(read(verdict="half right"), {"true": TRUE}, made("rating")[1], PLACE).verdict == "half right"


VALUES = st.recursive(
    any_texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["exact", "source", "b"]), inner),
    max_leaves=8,
)
KEYS = st.sampled_from(["summary", "quote", "evidence", "topics", "formerly", "model_config", "colour", "a b"])


@often
@given(st.dictionaries(KEYS, VALUES))
def test_whatever_else_a_file_says_is_no_error(said: dict[str, object]) -> None:
    found = earlier(read(**said), {"true": TRUE}, made("rating")[1], PLACE)
    for text in (found.summary, found.quote, *(text for _, text in found.rest)):
        assert "\n" not in text

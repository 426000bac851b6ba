"""The files of `content/history/`: each belongs to a claim, and to the correction that replaced it.

`<date>.md` is the claim's file as it was before the correction of that day, `<date>-2.md` a second one of the day.
"""

from collections.abc import Iterator, Sequence

from factcheck.core import grouping
from factcheck.core.corpus import Corpus
from factcheck.core.earlier import Correction, Earlier, earlier
from factcheck.core.fields import CorrectionKind
from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.core.settings import Settings, Verdict

_DAY = len("2026-11-22")
Key = tuple[str, str]  # article and slug of a claim


def earlier_text_has_its_correction(corpus: Corpus, settings: Settings) -> Iterator[Problem]:
    """A day has no more earlier texts of a claim than corrections of it; a second one of a day has the number 2."""
    for (article, slug, name), entry in corpus.history.items():
        if claim := corpus.claims.get((article, slug)):
            day, number = _of(name)
            made = [correction for correction in claim.file.corrections if correction.date.isoformat() == day]
            if number > len(made):
                days = ", ".join(dict.fromkeys(c.date.isoformat() for c in claim.file.corrections))
                details = (("found", shown(name)), ("dates", days), ("fix", _FIX))
                yield problem("FC420", Place(entry.document.path), *details)


_FIX = "name it after the correction that replaced it, or enter that under corrections of the claim"


def _of(name: str) -> tuple[str, int]:
    """The day in a file's name, and which of the day it is."""
    return name[:_DAY], int(name[_DAY + 1 :] or 1)


def history(
    corpus: Corpus, key: Key, corrections: Sequence[Correction], scale: Sequence[Verdict]
) -> tuple[Earlier, ...]:
    """The earlier texts of a claim, the latest first."""
    by_day = grouping.gather((_of(name)[0], name) for name in sorted(corpus.kept.get(key, ()), key=_of))
    verdicts = {verdict.id: verdict for verdict in scale}
    found = [
        earlier(entry.file, verdicts, correction, entry.place)
        for day, names in by_day.items()
        for name, correction in zip(names, replaced(corrections, day, len(names)), strict=True)
        for entry in [corpus.history[*key, name]]
    ]
    return tuple(reversed(found))


def replaced(corrections: Sequence[Correction], day: str, count: int) -> list[Correction]:
    """Which of a day's corrections its `count` earlier texts belong to, in order: those of the verdict first.

    A new verdict is what an earlier text is kept for; where a day has fewer texts than corrections, others have none.
    """
    made = [correction for correction in corrections if correction.date.isoformat() == day]
    by_weight = sorted(range(len(made)), key=lambda index: made[index].kind is not CorrectionKind.RATING)
    return [made[index] for index in sorted(by_weight[:count])]

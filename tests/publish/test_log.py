"""The log of corrections: the latest first, of one day, too."""

from dataclasses import replace
from datetime import date

from factcheck.core.fields import CorrectionKind
from factcheck.core.model import Correction
from factcheck.publish.views import log
from factcheck.site.load import Loaded


def test_of_the_corrections_of_a_day_the_last_one_comes_first(real: Loaded) -> None:
    assert real.site is not None
    kinds = (CorrectionKind.MINOR, CorrectionKind.FACTUAL, CorrectionKind.VOID)
    made = tuple(Correction(date=date(2026, 12, 1), kind=kind, text=kind.value) for kind in kinds)
    early = Correction(date=date(2026, 11, 30), kind=CorrectionKind.UPDATE, text="update")
    claim = replace(real.site.claims[0], corrections=(early, *made))
    told = [entry.correction.text for entry in log(replace(real.site, claims=(claim,)))]
    assert told == ["void", "factual", "minor", "update"]

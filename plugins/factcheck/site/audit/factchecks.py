"""factchecks.json: every rated claim in the answer shape of the Fact Check Tools API."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from factcheck.core.model import Claim
from factcheck.core.problems import Problem
from factcheck.core.settings import Settings
from factcheck.publish.jsontext import Json
from factcheck.site.audit import partly, records
from factcheck.site.audit.folder import Folder

PATH = "data/factchecks.json"


def factchecks_have_every_rated_claim(folder: Folder) -> Iterator[Problem]:
    """factchecks.json has every rated claim once: sentence, claimant, day, verdict in words, and its page."""
    rated = [claim for claim in folder.site.claims if claim.verdict.rating is not None]
    layout = partly.Layout(path=PATH, separator=partly.between(4), pieces=len(rated))
    return partly.problems(folder, layout, rated, partial(_rows, folder.site.settings))


def _rows(settings: Settings, raw: bytes, rated: Sequence[Claim]) -> Iterator[Problem]:
    value, problems = records.load(PATH, raw)
    yield from problems
    if value is None:
        return
    names = {settings.address(claim.path): claim.id for claim in rated}
    rows = [(names.get(page := _page(row), page), row) for row in records.listed(records.at(value, "claims"))]
    yield from records.compare(PATH, rows, rated, lambda row, claim: records.compared(row, _row(claim, settings)))


def _page(row: Any) -> str:
    """The page that a row reviews."""
    return next((str(url) for url in records.listed(records.at(row, "claimReview.url"))), "")


def _row(claim: Claim, settings: Settings) -> dict[str, Json]:
    return {
        "text": claim.short or claim.text,
        "claimant": claim.claimant,
        "claimDate": f"{claim.article.published.isoformat()}T00:00:00Z",
        "claimReview.publisher.name": [settings.publisher.name],
        "claimReview.url": [settings.address(claim.path)],
        "claimReview.reviewDate": [f"{claim.checked.isoformat()}T00:00:00Z"],
        "claimReview.textualRating": [claim.verdict.label],
    }

"""Alone: what is published of one claim that was saved, by what the last load knows of all other files.

Only where nothing but the claim's own words can have changed: no problem stands against it, it names the same days,
topics and sources in the same places, and its quote stands where it stood. Anything else needs a whole load.
"""

import stat
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.core.model import Claim
from factcheck.core.outline import ClaimOutline
from factcheck.core.scan import MOST_FILE_BYTES
from factcheck.core.stages import QUIET
from factcheck.core.unit import Unit
from factcheck.site.cache import fresh
from factcheck.site.cache.loading import ChangedError

if TYPE_CHECKING:
    from factcheck.site.cache.loading import Loading


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """A claim with the article, the sources and the number of the old one, its text as HTML, and its file's digest."""

    claim: Claim
    html: str
    digest: str


def claim(loading: "Loading", root: Path, old: Claim) -> Alone | None:
    """A claim of the last load as it is now; None where more than its words may have changed."""
    try:
        return _claim(loading, _read(root / old.place.path), old)
    except (OSError, ChangedError):
        return None


def _read(file: Path) -> bytes:
    """The bytes of a file. Raises `OSError` where a load would refuse it."""
    status = file.lstat()
    if not stat.S_ISREG(status.st_mode) or status.st_size > MOST_FILE_BYTES:
        raise OSError
    return file.read_bytes()


def _claim(loading: "Loading", raw: bytes, old: Claim) -> Alone | None:
    path = old.place.path
    parsed = loading.parsed_with(path, raw)
    sketched, refusals = parsed.outline(path)
    if refusals or sketched != loading.outlined(path) or not isinstance(sketched, ClaimOutline):
        return None
    units = {other: unit for other, unit in loading.units.items() if other != path}
    kept = loading.digests.keys() - {path}
    made = fresh.finish(units, kept, loading.outline, parsed, loading.settings, loading.targets, QUIET)
    text, model = made.texts[path], made.published.models[path]
    is_same = not text.problems and _is_as_good(loading.units[path], units[path])
    if not (is_same and isinstance(model, Claim) and made.published.models.keys() == {path}):
        return None
    return Alone(claim=_linked(model, old), html=text.html, digest=sha256(raw).hexdigest())


def _is_as_good(old: Unit, new: Unit) -> bool:
    """Whether nothing stands against a claim, before and now, and its quote is where it was."""
    found = [problem for unit in (old, new) for problem in (*unit.problems, *unit.mentions)]
    return not found and new.is_settled and old.spans == new.spans


def _linked(new: Claim, old: Claim) -> Claim:
    """A claim with the very objects of its article and its sources that the site has."""
    sources = {entry.source.slug: entry.source for entry in old.evidence}
    evidence = tuple(replace(entry, source=sources[entry.source.slug]) for entry in new.evidence)
    return replace(new, article=old.article, number=old.number, evidence=evidence)

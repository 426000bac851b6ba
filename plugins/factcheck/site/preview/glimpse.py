"""Glimpse: the page of the one claim that was saved, before the site is loaded again.

    save ─▶ the claim, alone ─ its page ─ swap ─▶ shown ─▶ the load of all files, the other pages, the rest, the audit

The page is made as the build after it will make it, by what the last build knows; should other files have changed as
well, the build makes it once more. Until the build has made the other pages, nobody is shown them (`Live.wait`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from factcheck.core.model import Claim
from factcheck.publish.again import Made
from factcheck.publish.facts import Digest, Facts
from factcheck.publish.pages import claim_page
from factcheck.publish.related import Kin
from factcheck.site import guard, incremental, swap
from factcheck.site.cache.alone import Alone
from factcheck.site.cache.resident import Resident
from factcheck.site.lock import lock
from factcheck.site.plan import key_of
from factcheck.site.preview.quick import Trial, put_page, trial
from factcheck.site.preview.standing import Standing
from factcheck.site.surroundings import Surroundings
from factcheck.site.swap import MARKER


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The last build, which was good: its pages, which claims are near to which, and what surrounds them."""

    made: Made
    kin: Kin
    around: Surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class Glimpse:
    """A page: its file, the key of what it is made from, and its bytes."""

    file: str
    key: Digest
    raw: bytes


def glimpse(known: Known, loads: Resident, path: str, basis: Digest) -> Glimpse | None:
    """The page of the claim in a file that was saved; None where a whole load is needed to make it."""
    old = next((claim for claim in known.made.site.claims if claim.place.path == path), None)
    new = loads.alone(old) if old else None
    return _page(known, old, new, basis) if old and new else None


def _page(known: Known, old: Claim, new: Alone, basis: Digest) -> Glimpse:
    made, path = known.made, old.place.path
    site = replace(made.site, claims=tuple(new.claim if claim is old else claim for claim in made.site.claims))
    rendered = {**made.rendered, path: new.html}
    facts = Facts(site, rendered, made.facts.with_file(path, new.digest))
    page = claim_page(site, new.claim, rendered, facts, known.kin)
    return Glimpse(
        file=page.file,
        key=key_of(basis, page),
        raw=known.around.render(site, page).encode("utf-8"),
    )


@contextmanager
def on_trial(root: Path, output: Path, standing: Standing, found: Glimpse) -> Iterator[Trial | None]:
    """A page in the place of the one in the output, until the build has made the rest; the lock is held meanwhile.

    None where the output is not as the last build left it. Raises `BusyError`, `OSError`.
    """
    with lock(output.parent):
        swap.tidy(output)
        last = None if guard.refusal(root, output, MARKER) else standing.of(output)
        if last is None or not standing.is_level(output, last) or last.rows[found.file].key == found.key:
            yield None
            return
        with incremental.draft(output, standing, last) as draft:
            put_page(draft, found.file, found.key, found.raw)
            with trial(draft, output, standing, found.file) as begun:
                yield begun

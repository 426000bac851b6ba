"""A file whose key is the same has the same bytes: the ground on which a build leaves a file as it was.

Over random edits of all kinds, every file of every site that came of them is made and compared.
"""

import os
import random
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache

import pytest
from jinja2 import Environment

from cases import edits
from cases.edits import EDITS, State
from conftest import ROOT
from factcheck.publish.output import Output
from factcheck.publish.sections import Known
from factcheck.site import config, templates
from factcheck.site.load import Loaded, load_files
from factcheck.site.plan import Plan
from factcheck.site.remembered.tree import Row
from factcheck.site.surroundings import Surroundings

EDITS_IN_ALL = 2_000 if os.environ.get("FACTCHECK_THOROUGH") else 200
EDITS_OF_A_SITE = 20


@cache
def compiled() -> Environment:
    return templates.environment(ROOT / "theme")


def loaded(state: State) -> Loaded | None:
    """The site, where no error stands against it."""
    settings, _ = config.check(state.settings)
    found = settings and load_files(state.files, settings)
    return found if found and found.site else None


@dataclass(frozen=True)
class Made:
    """The plan of a site, and the bytes of every file by its path and key."""

    plan: Plan
    outputs: tuple[Output, ...]
    known: Known
    files: dict[tuple[str, bytes], bytes]

    def keys(self) -> dict[str, bytes]:
        return {path: item.key for path, item in self.plan.items.items()}


def made(state: State, before: "Made | None" = None) -> Made | None:
    """What a site comes to; upon what was made `before`, as the next build would plan it."""
    site = loaded(state)
    if site is None:
        return None
    around = Surroundings(state.settings, ROOT / "theme")
    around.__dict__["_environment"] = compiled()  # compiled once: that takes longer than all pages of the small site
    plan = Plan(site, around)
    if before and before.plan.basis == plan.basis:
        site = replace(site, known=before.known)
        plan = Plan(site, around, {path: Row(key, 0, 0) for path, key in before.keys().items()})
        return Made(plan, site.outputs, site.pages.known, {})
    return Made(
        plan, site.outputs, site.pages.known, {(path, item.key): item.make() for path, item in plan.items.items()}
    )


@pytest.fixture(scope="module")
def counts() -> Counter[str]:
    return Counter()


@pytest.mark.parametrize("seed", range(EDITS_IN_ALL // EDITS_OF_A_SITE))
def test_files_with_the_same_key_have_the_same_bytes(seed: int, counts: Counter[str]) -> None:
    chance, state = random.Random(seed), edits.start()
    last = made(state)
    assert last is not None
    known = last.files
    for _ in range(EDITS_OF_A_SITE):
        name, edited = chance.choice(list(EDITS)), state.copy()
        EDITS[name](edited, chance)
        found = made(edited)
        if found is None:
            counts[f"{name} (refused)"] += 1
            continue
        counts[name] += 1
        differing = [path for (path, key), raw in found.files.items() if known.get((path, key), raw) != raw]
        assert not differing, f"{name}: {differing} changed, and no key tells it"
        upon = made(edited, last)
        assert upon is not None
        assert upon.keys() == found.keys(), f"{name}: pages were recalled that are to be made anew"
        assert upon.known == found.known
        counts["recalled"] += sum(output.is_recalled for output in upon.outputs)
        known, state, last = known | found.files, edited, found


def test_every_kind_of_edit_has_led_to_a_site(counts: Counter[str]) -> None:
    assert [name for name in [*EDITS, "recalled"] if not counts[name]] == []

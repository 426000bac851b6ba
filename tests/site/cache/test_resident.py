"""Resident: loads that remember in the memory of the process say what a load says that remembers nothing."""

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from cases import edits
from cases.edits import EDITS, State
from cases.previews import DRAFT, small_site
from factcheck.core import validation
from factcheck.core.corpus import parse, scan
from factcheck.core.schema import ClaimFile
from factcheck.core.settings import Settings
from factcheck.publish import again
from factcheck.publish.output import Output
from factcheck.publish.pages import pages
from factcheck.site import config
from factcheck.site.cache import warm
from factcheck.site.cache.resident import Resident
from factcheck.site.load import load, load_corpus
from factcheck.site.preview.task import made

EDITS_OF_A_SITE = 30
REASONING = "the reasoning of a claim"
OFTEN = (REASONING, "evidence", "less evidence") * 6  # what is hardest to tell apart: what one page shows, or several


def lay(root: Path, state: State, before: State) -> None:
    """Save what is another file than before, and remove what is gone."""
    for path in before.files.keys() - state.files.keys():
        (root / path).unlink()
    for path, raw in state.files.items():
        if before.files.get(path) != raw:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(raw)


def settings_of(state: State) -> Settings:
    settings, problems = config.check(state.settings)
    assert settings is not None, problems
    return settings


def keys(outputs: tuple[Output, ...]) -> list[tuple[object, ...]]:
    """What is known of pages before they are made."""
    return [(one.path, one.needs, one.template, one.updated, one.feed, one.pager, one.about) for one in outputs]


@pytest.fixture(scope="module")
def counts() -> Counter[str]:
    return Counter()


@pytest.mark.parametrize("seed", range(8))
def test_the_answer_is_the_same_and_so_are_the_pages(seed: int, counts: Counter[str], tmp_path: Path) -> None:
    chance, state, last = random.Random(seed), State(), None
    loads = Resident(tmp_path)
    for number in range(EDITS_OF_A_SITE):
        edited = state.copy() if number else edits.start()
        name = chance.choice([*OFTEN, *EDITS])
        EDITS[name](edited, chance)
        if config.check(edited.settings)[0] is None:
            continue
        lay(tmp_path, edited, state)
        state, settings = edited, settings_of(edited)
        found, cold = loads.load(settings), load(tmp_path, settings)
        assert found == cold, name
        assert repr(found.site) == repr(cold.site), name
        if chance.random() < 0.2:
            loads.save()
            assert warm.load(tmp_path, settings) == cold, f"what was saved after {name}"
        if found.site is None:
            continue
        anew = pages(found.site, found.rendered, found.facts)
        if last and (same := again.pages(last, found.site, found.rendered, found.facts)):
            assert keys(same) == keys(anew), name
            counts[name] += 1
        last = made(replace(found, before=last))


def test_a_word_of_reasoning_leaves_all_other_pages_as_they_were(counts: Counter[str]) -> None:
    assert counts[REASONING]


def test_what_is_left_out_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    state = edits.start()
    lay(tmp_path, state, State())
    (tmp_path / "content/claims/demo/.cost.md.swp").write_text("x", encoding="utf-8")
    (tmp_path / "content/claims/demo/.#cost.md").symlink_to("nobody@nowhere")
    settings = settings_of(state)
    assert load(tmp_path, settings).site is None
    found = Resident(tmp_path, lambda path: path.rpartition("/")[2].startswith(".")).load(settings)
    assert found.site is not None
    assert {problem.code for problem in found.problems}.isdisjoint({"FC117", "FC118"})


def test_a_process_that_begins_knows_what_the_last_one_has_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = edits.start()
    lay(tmp_path, state, State())
    settings = settings_of(state)
    first = Resident(tmp_path)
    cold = first.load(settings)
    first.save()
    monkeypatch.setattr("factcheck.site.cache.fresh.finish", None)  # asking for anything new would fail
    assert Resident(tmp_path).load(settings) == cold


def test_drafts_are_promoted_as_they_are_where_nothing_is_remembered(tmp_path: Path) -> None:
    site = small_site(tmp_path / "site")
    (site / "content/claims/demo/banner.md").write_text(DRAFT, encoding="utf-8")
    settings, _ = config.read(site)
    assert settings is not None
    loads = Resident(site)
    published = loads.load(settings)
    (entry,) = loads.drafts().values()
    file, _ = validation.read(ClaimFile, entry.document)
    assert file is not None
    ready = replace(entry, file=file)
    corpus, _ = parse(scan(site)[0])
    cold = load_corpus(replace(corpus, claims={**corpus.claims, ("demo", "banner"): ready}), settings)
    for _ in range(2):
        warm_one = replace(loads.promoted([ready]), digests=None)
        assert warm_one == cold
        assert repr(warm_one.site) == repr(cold.site)
        assert loads.load(settings) == published, "nothing of it is remembered"

"""What each feed lists: which entries, in which order, how old, and with which ids."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pytest

from cases import written
from cases.feeds import corrected, everywhere, many, with_first
from cases.tables import each
from factcheck.core.fields import CorrectionKind
from factcheck.core.model import Correction, Site
from factcheck.publish.feeds.entries import (
    MOST_ENTRIES,
    Feed,
    all_checks,
    corrections,
    on_topic,
    path,
    with_verdict,
)
from factcheck.site.load import Loaded

TAG = "tag:example.org,2025-11-26:"


@pytest.fixture(scope="module")
def site(real: Loaded) -> Site:
    assert real.site is not None
    return real.site


def feeds(site: Site) -> list[Feed]:
    return [
        all_checks(site),
        corrections(site),
        *(with_verdict(site, verdict) for verdict in site.settings.scale),
        *(on_topic(site, topic) for topic in site.topics),
    ]


def ids(site: Site) -> dict[str, set[str]]:
    """The ids of all feeds and of their entries."""
    return {feed.id: {entry.id for entry in feed.entries} for feed in feeds(site)}


def test_there_is_a_feed_for_all_each_verdict_each_topic_and_corrections(site: Site) -> None:
    verdicts = [f"feeds/verdicts/{verdict.id}.atom" for verdict in site.settings.scale]
    topics = [f"feeds/{topic.path.removesuffix('/')}.atom" for topic in site.topics]
    assert (len(verdicts), len(topics)) == (7, 8)
    made = list(written.feeds(site))
    assert sorted(made) == sorted(["feeds/all.atom", "feeds/all.json", "feeds/corrections.atom", *verdicts, *topics])
    assert {feed.id.removeprefix(TAG) for feed in feeds(site)} == {
        "all",
        "corrections/",
        *(verdict.path for verdict in site.settings.scale),
        *(topic.path for topic in site.topics),
    }


def test_a_list_and_its_feed_have_the_same_claims(site: Site) -> None:
    assert {entry.address for entry in all_checks(site).entries} == {
        f"https://example.org/{claim.path}" for claim in site.claims
    }
    for verdict in site.settings.scale:
        expected = {f"https://example.org/{claim.path}" for claim in site.claims if claim.verdict == verdict}
        assert {entry.address for entry in with_verdict(site, verdict).entries} == expected
    for topic in site.topics:
        expected = {f"https://example.org/{claim.path}" for claim in site.claims if topic.name in claim.topics}
        assert {entry.address for entry in on_topic(site, topic).entries} == expected != set()


def test_a_title_and_a_summary_begin_with_the_verdict(site: Site) -> None:
    for claim, entry in zip(site.claims, all_checks(site).entries, strict=True):
        assert entry.title == f"{claim.verdict.label}: {claim.text}"
        assert entry.summary == f"{claim.verdict.label}: {claim.summary}"


def test_a_correction_is_an_entry_that_leads_to_the_corrections_of_its_claim(site: Site) -> None:
    first, second = site.claims[:2]
    feed = corrections(corrected(site))
    check = f"{first.verdict.label}: {first.text}"
    assert [(entry.title, entry.summary, entry.updated.isoformat(), entry.author) for entry in feed.entries] == [
        (f"Correction (rating) — {check}", "So the verdict is another.", "2026-11-25", None),
        (f"Correction (factual) — {check}", "A day <was> wrong.", "2026-11-25", None),
        (f"Correction (update) — {second.verdict.label}: {second.text}", "News.", "2026-11-24", None),
        (f"Correction (minor) — {check}", "A letter.", "2026-11-23", None),
    ]
    assert {entry.address for entry in feed.entries} == {
        f"https://example.org/{claim.path}#corrections" for claim in (first, second)
    }
    assert [entry.id.removeprefix(TAG) for entry in feed.entries] == [
        f"{first.path}corrections/2026-11-25/2",
        f"{first.path}corrections/2026-11-25/1",
        f"{second.path}corrections/2026-11-24/1",
        f"{first.path}corrections/2026-11-23/1",
    ]


# Order, number, date.


def test_the_latest_comes_first_and_one_day_in_the_order_of_the_article(site: Site) -> None:
    late, later = site.claims[5], site.claims[20]
    changed = tuple(
        replace(claim, checked=date(2026, 12, 1 + (claim is later))) if claim in (late, later) else claim
        for claim in site.claims
    )
    entries = all_checks(replace(site, claims=changed)).entries
    others = [claim for claim in site.claims if claim not in (late, later)]
    assert [entry.address for entry in entries] == [site.settings.address(c.path) for c in (later, late, *others)]


def test_a_correction_moves_a_check_to_the_front(site: Site) -> None:
    last = site.claims[-1]
    note = Correction(date=date(2027, 1, 1), kind=CorrectionKind.MINOR, text="A letter.")
    entries = all_checks(replace(site, claims=(*site.claims[:-1], replace(last, corrections=(note,))))).entries
    assert entries[0].address == site.settings.address(last.path)
    assert (entries[0].published, entries[0].updated) == (last.checked, date(2027, 1, 1))


def test_the_order_does_not_depend_on_that_of_the_model(site: Site) -> None:
    some = corrected(replace(site, claims=site.claims[:4]))
    expected = [feed.entries for feed in feeds(some)]
    for claims in itertools.permutations(some.claims):
        assert [feed.entries for feed in feeds(replace(some, claims=claims))] == expected


@pytest.mark.parametrize("count", [MOST_ENTRIES, MOST_ENTRIES + 1, 3 * MOST_ENTRIES])
def test_a_feed_has_the_latest_entries_only(site: Site, count: int) -> None:
    large = many(site, count)
    latest = [f"claim-{number}" for number in range(count, count - MOST_ENTRIES, -1)]
    verdict, topic = large.claims[0].verdict, large.topics[0]
    for feed in (all_checks(large), with_verdict(large, verdict), on_topic(large, topic), corrections(large)):
        assert [entry.address.split("/")[5] for entry in feed.entries] == latest
        assert feed.updated == large.claims[-1].checked


def test_a_feed_is_as_old_as_its_latest_entry(site: Site) -> None:
    for feed in feeds(corrected(site)):
        if feed.entries:
            assert feed.updated == max(entry.updated for entry in feed.entries) == feed.entries[0].updated
    assert corrections(corrected(site)).updated == date(2026, 11, 25)


def test_a_feed_without_entries_is_as_old_as_the_site(site: Site) -> None:
    empty = [feed for feed in feeds(site) if not feed.entries]
    assert {feed.id.removeprefix(TAG) for feed in empty} == {"corrections/", "verdicts/mostly-false/"}
    assert {feed.updated for feed in empty} == {site.updated} == {date(2026, 11, 22)}
    later = with_first(site, checked=date(2027, 1, 1))
    assert corrections(later).updated == date(2027, 1, 1)


def test_the_page_of_a_feed_is_the_list_that_it_follows(site: Site) -> None:
    pages = {feed.id.removeprefix(TAG): feed.page for feed in feeds(site)}
    assert pages.pop("all") == "https://example.org/"
    assert pages == {page: f"https://example.org/{page}" for page in pages}
    without = replace(site, pages=tuple(page for page in site.pages if page.slug != "corrections"))
    assert corrections(without).page == "https://example.org/"


def test_the_path_of_a_page_s_own_feed(site: Site) -> None:
    assert path("verdicts/false/") == "feeds/verdicts/false.atom"
    made = set(written.feeds(site))
    assert {path(page) for page in ("corrections/", *(topic.path for topic in site.topics))} < made


# Ids.


def test_ids_are_what_they_have_been(site: Site) -> None:
    """Feed readers know entries by them: one that changes is a new entry for all who follow."""
    assert all_checks(site).id == "tag:example.org,2025-11-26:all"
    assert [entry.id for entry in all_checks(site).entries][:2] == [
        "tag:example.org,2025-11-26:claims/elysee-platform/new-platform/",
        "tag:example.org,2025-11-26:claims/elysee-platform/un-charter/",
    ]


def test_ids_are_unique(site: Site) -> None:
    large = corrected(site)
    entries = [entry.id for feed in (all_checks(large), corrections(large)) for entry in feed.entries]
    own = [feed.id for feed in feeds(large)]
    assert len({*entries, *own}) == len(entries) + len(own) == 28 + 4 + 17


def test_a_check_has_the_same_id_in_every_feed(site: Site) -> None:
    by_address = {entry.address: entry.id for entry in all_checks(site).entries}
    for feed in feeds(site):
        assert all(by_address[entry.address] == entry.id for entry in feed.entries)


class Change(NamedTuple):
    """A change of a site that leaves every id as it is."""

    name: str
    change: Callable[[Site], Site]


def _with_article(site: Site) -> Site:
    """With an article whose name stands before the others', as young as the day it was checked."""
    article = replace(site.articles[0], slug="aa", published=date(2026, 5, 5))
    return replace(site, articles=(article, *site.articles))


def _corrections(site: Site, change: Callable[[tuple[Correction, ...]], tuple[Correction, ...]]) -> Site:
    return with_first(site, corrections=change(site.claims[0].corrections))


CHANGES = [
    Change("another claim text", lambda site: with_first(site, text="Other.")),
    Change("another summary", lambda site: with_first(site, summary="Other.")),
    Change("another author", lambda site: with_first(site, author="Ada", reviewed_by="Bo")),
    Change("another claimant", lambda site: with_first(site, claimant="Ana")),
    Change("another number", lambda site: with_first(site, number=99)),
    Change("another day", lambda site: with_first(site, checked=date(2026, 11, 23))),
    Change("another order", lambda site: replace(site, claims=site.claims[::-1])),
    Change("one more article", _with_article),
    Change("another title of the article", lambda site: replace(site, articles=(replace(site.articles[0], title="O"),))),
    Change("another name of the site", lambda site: replace(site, settings=replace(site.settings, name="Other"))),
    Change("another language", lambda site: replace(site, settings=replace(site.settings, language="fr"))),
    Change("a folder of the host", lambda site: replace(site, settings=replace(site.settings, url="https://example.org/x"))),
    Change("a correction with another text", lambda site: _corrections(site, lambda log: tuple(replace(c, text="O") for c in log))),
    Change("a correction of another kind", lambda site: _corrections(site, lambda log: tuple(replace(c, kind=CorrectionKind.VOID) for c in log))),
]  # fmt: skip


@each(CHANGES)
def test_no_id_depends_on(case: Change, site: Site) -> None:
    before = corrected(site)
    after = case.change(before)
    assert after != before
    assert ids(after) == ids(before)


def test_another_verdict_leaves_the_id_of_the_check(site: Site) -> None:
    other = with_first(site, verdict=next(v for v in site.settings.scale if v != site.claims[0].verdict))
    assert {entry.id for entry in all_checks(other).entries} == {entry.id for entry in all_checks(site).entries}


def test_one_more_correction_leaves_the_ids_of_those_before(site: Site) -> None:
    before = corrected(site)
    log = before.claims[0].corrections
    after = with_first(before, corrections=(*log, replace(log[-1], text="Once more.")))
    old, new = ({entry.id for entry in corrections(one).entries} for one in (before, after))
    assert old < new
    assert {entry.id.removeprefix(TAG) for entry in corrections(after).entries if entry.id not in old} == {
        f"{site.claims[0].path}corrections/2026-11-25/3"
    }


def test_what_stands_in_a_text_is_in_no_id_and_no_address(site: Site) -> None:
    plain, hostile = (everywhere(site, text) for text in ("a", "a <b>\x00"))
    for make in (all_checks, corrections):
        assert [e.id for e in make(plain).entries] == [e.id for e in make(hostile).entries]
        assert [e.address for e in make(plain).entries] == [e.address for e in make(hostile).entries]

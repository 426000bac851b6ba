"""The search index after a change: the same files as of a build from nothing, and only pages that changed are read."""

import dataclasses
from collections.abc import Callable, Mapping
from html import escape
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.pagefind import asked_for, own, said
from cases.tables import each
from factcheck.site.search import Index, Kept, Page, chunks, index, update
from factcheck.site.search.kept import Store

Site = dict[str, str]  # address to HTML
WORDS = "bridge bridges running run café cafe naïve cost the of London 1,200 well-known état états".split()


def html(words: list[str], by: str | None = "Ann", language: str = "en", kind: str = "claim") -> str:
    label = "" if by is None else f'<meta content="{escape(by)}" data-pagefind-meta="by[content]">'
    filters = f'<meta content="{kind}" data-pagefind-filter="kind[content]">'
    title, *rest = words or [""]
    head = f'<html lang="{language}"><head>{label}{filters}</head>'
    return f"{head}<main data-pagefind-body><h1>{title}</h1><p>{' '.join(rest)}</p></main></html>"


texts = st.builds(
    html,
    st.lists(st.sampled_from(WORDS), max_size=12),
    st.sampled_from(["Ann", "The Bridge", "Ann", None]),
    st.sampled_from(["en", "en", "en", "fr"]),
    st.sampled_from(["claim", "source"]),
)
urls = st.sampled_from([f"{letter}/" for letter in "abcdefghij"])
sites = st.dictionaries(urls, texts, min_size=3, max_size=9)


def pages_of(site: Mapping[str, str], read: list[str] | None = None) -> dict[str, Page]:
    """The pages of a site; the addresses of those that are read are collected."""

    def page(url: str, text: str) -> Page:
        return Page(text, lambda: (read.append(url) if read is not None else None) or text)

    return {url: page(url, text) for url, text in site.items()}


def after(last: Index, site: Mapping[str, str], store: Store, read: list[str] | None = None) -> dict[str, bytes]:
    """All files of the index of a site that was made from the last one."""
    new = index(pages_of(site, read), last.kept, store)
    return {path: new.made.get(path) or last.made[path] for path in new.paths}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of few words, and no change that is too large."""
    monkeypatch.setattr(chunks, "MOST", 60)
    monkeypatch.setattr(update, "LEAST_SAME", 0)


few = settings(max_examples=25, deadline=None)


@few
@given(before=sites, now=sites)
def test_an_index_that_is_brought_up_to_date_is_that_of_a_build_from_nothing(before: Site, now: Site) -> None:
    store: dict[str, bytes] = {}
    last = index(pages_of(before), None, store)
    fresh = index(pages_of(now), None, {})
    assert after(last, now, store) == fresh.made
    assert fresh.paths == fresh.made.keys()
    assert index(pages_of(now), last.kept, store).kept == fresh.kept


@few
@given(site=sites)
def test_the_index_says_what_pagefinds_own_says(site: Site) -> None:
    ours, theirs = said(index(pages_of(site), None, {}).made), said(own(site))
    assert [*ours] == sorted(theirs)
    for code, language in ours.items():
        assert dataclasses.replace(language, files=[]) == dataclasses.replace(theirs[code], files=[])


@few
@given(site=sites, at_once=st.integers(1, 9))
def test_pages_read_in_several_parts_give_the_same_index(site: Site, at_once: int) -> None:
    whole = index(pages_of(site), None, {})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(update, "AT_ONCE", at_once)
        assert index(pages_of(site), None, {}).made == whole.made


@few
@given(site=sites)
def test_every_word_is_in_the_file_that_a_browser_loads_for_it(site: Site) -> None:
    for language in said(index(pages_of(site), None, {}).made).values():
        for word in language.words:
            assert word in asked_for(word, language.files)


SITE = {f"{letter}/": html([letter, "bridge", *WORDS[:count]]) for count, letter in enumerate("abcdefghij")}


class Changed(NamedTuple):
    name: str
    now: Site
    read: list[str]


CHANGED = [
    Changed("nothing", SITE, []),
    Changed("one page", {**SITE, "c/": html(["other", "words"])}, ["c/"]),
    Changed("a page is added in the midst", dict(sorted({**SITE, "cc/": html(["new"])}.items())), ["cc/"]),
    Changed("a page is gone", {url: text for url, text in SITE.items() if url != "d/"}, []),
    Changed("a page is in another language", {**SITE, "e/": html(["bridge"], language="fr")}, ["e/"]),
    Changed("a page stands elsewhere", {"h/": SITE["h/"], **SITE}, ["h/"]),
    Changed("two pages have changed places", {**SITE, "i/": SITE["j/"], "j/": SITE["i/"]}, ["i/", "j/"]),
    Changed("the first label of its name", {**SITE, "b/": html(["bridge"], by=None)}, ["b/"]),
]


@each(CHANGED)
def test_only_pages_that_changed_are_read(case: Changed) -> None:
    store: dict[str, bytes] = {}
    read: list[str] = []
    last = index(pages_of(SITE), None, store)
    assert after(last, case.now, store, read) == index(pages_of(case.now), None, {}).made
    assert read == case.read


def test_a_label_that_no_page_had_is_a_reason_to_read_all() -> None:
    """Pagefind tells labels by their numbers, so all places in labels would have others."""
    store: dict[str, bytes] = {}
    read: list[str] = []
    last = index(pages_of({url: text.replace("by[", "who[") for url, text in SITE.items()}), None, store)
    now = {**{url: text.replace("by[", "who[") for url, text in SITE.items()}, "b/": SITE["b/"]}
    assert after(last, now, store, read) == index(pages_of(now), None, {}).made
    assert {*read} == {*SITE}


def test_an_index_is_changed_again_and_again() -> None:
    store: dict[str, bytes] = {}
    site, last = SITE, index(pages_of(SITE), None, store)
    made = last.made
    for step in range(6):
        site = {url: text for url, text in site.items() if url != f"{'abcdef'[step]}/"}
        site[f"{step}/"] = html([f"word{step}", "bridge"])
        last = index(pages_of(site), last.kept, store)
        made |= last.made
    assert {path: made[path] for path in last.paths} == index(pages_of(site), None, {}).made


def test_where_many_pages_changed_all_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(update, "LEAST_SAME", 8)
    store: dict[str, bytes] = {}
    read: list[str] = []
    now = {**SITE, "a/": html(["x"]), "b/": html(["x"])}
    assert after(index(pages_of(SITE), None, store), now, store, read) == index(pages_of(now), None, {}).made
    assert read == [*SITE]


class Damaged(NamedTuple):
    name: str
    damage: Callable[[Kept, Store], Any]


def break_pieces(kept: Kept, store: Store) -> None:
    store.update(dict.fromkeys(store, b"\x9f"))


DAMAGED = [
    Damaged("no piece is there", lambda kept, store: store.clear()),
    Damaged("the pieces are something else", break_pieces),
    Damaged("the pieces say something else", lambda kept, store: store.update(dict.fromkeys(store, b"\x81\x01"))),
    Damaged("another Pagefind made it", lambda kept, store: object.__setattr__(kept, "made_with", "Pagefind 1.4")),
    Damaged("a page has no words", lambda kept, store: kept.groups.clear()),
]


@each(DAMAGED)
def test_what_was_kept_and_is_damaged_is_made_anew(case: Damaged) -> None:
    store: dict[str, bytes] = {}
    read: list[str] = []
    last = index(pages_of(SITE), None, store)
    case.damage(last.kept, store)
    now = {**SITE, "c/": html(["other", "words"])}
    assert after(last, now, store, read) == index(pages_of(now), None, {}).made
    assert {*read} == {*SITE}


def test_pieces_that_are_no_longer_named_are_not_needed() -> None:
    store: dict[str, bytes] = {}
    now = {**SITE, "c/": html(["other", "words"])}
    last = index(pages_of(now), index(pages_of(SITE), None, store).kept, store)
    assert last.kept.pieces < store.keys()
    needed = {name: store[name] for name in last.kept.pieces}
    read: list[str] = []
    new = index(pages_of(SITE, read), last.kept, needed)
    assert new.paths == index(pages_of(SITE), None, {}).paths
    assert read == ["c/"]

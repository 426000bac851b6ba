"""What the audit sees of lists on several pages: the rule on what was read of them, made wrong in every way."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest

from cases import manysite
from cases.tables import each
from factcheck.render import report
from factcheck.site.audit.folder import CLASSES, Folder, Seen, seen
from factcheck.site.audit.page import Page, Subjects
from factcheck.site.audit.paged import lists_have_every_member_once
from factcheck.site.audit.tree import parse
from factcheck.site.load import Loaded
from factcheck.site.remembered.grouped import Grouped

Read = dict[str, Seen]
FILE = "claims/page_{}/index.html"


@pytest.fixture(scope="module")
def folder(real: Loaded) -> Folder:
    """A site with more of everything than a page takes, of which only the lists were read."""
    assert real.site is not None
    site = manysite.many(real.site)
    subjects, outputs = Subjects.of(site), manysite.outputs(site)
    nothing = frozenset[str]()
    made = Folder(root=Path(), site=site, subjects=subjects, outputs=outputs, others=nothing, found=nothing)
    for output in outputs:
        if output.pager:
            page = Page(parse(manysite.html(site, output)), output=output, site=site, subjects=subjects)
            made.keep(output.file, seen(page))
    return made


def told(folder: Folder, read: Read) -> str:
    return report.text(tuple(lists_have_every_member_once(replace(folder, seen=Grouped.of(read, CLASSES).edited()))))


def test_the_pages_of_a_list_are_sound_together(folder: Folder) -> None:
    assert len(folder.seen) > 40
    assert told(folder, dict(folder.seen)) == ""


def with_entries(read: Read, number: int, change: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Read:
    page = read[FILE.format(number)]
    return {**read, FILE.format(number): page._replace(entries=change(page.entries))}


def without_an_entry(read: Read) -> Read:
    return with_entries(read, 3, lambda entries: entries[1:])


def with_an_entry_on_two_pages(read: Read) -> Read:
    last = read[FILE.format(6)].entries[0]
    return with_entries(read, 3, lambda entries: (last, *entries[1:]))


def with_a_page_that_is_too_full(read: Read) -> Read:
    moved = read[FILE.format(6)].entries[0]
    return with_entries(with_entries(read, 6, lambda entries: entries[1:]), 3, lambda entries: (*entries, moved))


def with_a_page_behind_the_last(read: Read) -> Read:
    page = read[FILE.format(1)]
    return {**read, FILE.format(7): page._replace(entries=())}


def without_a_way_on(read: Read) -> Read:
    page = read["claims/index.html"]
    return {**read, "claims/index.html": page._replace(targets=())}


class Case(NamedTuple):
    name: str
    change: Callable[[Read], Read]
    told: tuple[str, ...]  # of the details of the report


CASES = [
    Case("an entry is missing", without_an_entry, ("found    nothing", "wanted   once")),
    Case("an entry is on two pages", with_an_entry_on_two_pages, ("found    2 times", "found    nothing")),
    Case("a page is too full", with_a_page_that_is_too_full, ("page     claims/page_3/", "found    51 entries", "wanted   at most 50")),
    Case("a page is behind the last", with_a_page_behind_the_last, ("found    8 pages", "wanted   7, for 315 entries with 50 on each", "page     claims/page_7/")),
    Case("no link leads on", without_a_way_on, ("page     claims/page_6/", "found    no way from the first page to it")),
]  # fmt: skip


@each(CASES)
def test_a_list_that_is_wrong_is_told(case: Case, folder: Folder) -> None:
    found = told(folder, case.change(dict(folder.seen)))
    assert "claims/index.html:1:1: FC622 claims/index.html must list every claim once" in found
    assert [detail for detail in case.told if detail not in found] == []

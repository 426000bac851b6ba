"""How a list is cut into pages: complete, bounded, reachable, and steady when it grows."""

from collections.abc import Sequence
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.publish.paging import Pager, parts

SIZES = st.integers(min_value=0, max_value=120)
MOST = st.integers(min_value=1, max_value=12)


def cut(size: int, most: int, *, is_latest_first: bool) -> list[tuple[Pager | None, Sequence[int]]]:
    """The pages of a list of numbers; with the latest first the greatest is the newest."""
    entries = range(size, 0, -1) if is_latest_first else range(1, size + 1)
    return list(parts("list/", entries, most, is_latest_first=is_latest_first))


class Case(NamedTuple):
    name: str
    size: int
    is_latest_first: bool
    pages: dict[str, list[int]]  # the entries of each page, by its address, as they are read


CASES = [
    Case("an empty list", 0, False, {"list/": []}),
    Case("one page", 3, False, {"list/": [1, 2, 3]}),
    Case("one page, the latest first", 3, True, {"list/": [3, 2, 1]}),
    Case("one entry too many", 4, False, {"list/": [1, 2, 3], "list/page_2/": [4]}),
    Case("one entry too many, the latest first", 4, True, {"list/": [4, 3, 2], "list/page_1/": [1]}),
    Case("the page behind the newest is short", 7, True, {"list/": [7, 6, 5], "list/page_2/": [4], "list/page_1/": [3, 2, 1]}),
    Case("all pages are full", 6, True, {"list/": [6, 5, 4], "list/page_1/": [3, 2, 1]}),
]  # fmt: skip


@each(CASES)
def test_a_list_is_cut_into_pages(case: Case) -> None:
    found = cut(case.size, 3, is_latest_first=case.is_latest_first)
    assert {pager.path if pager else "list/": list(shown) for pager, shown in found} == case.pages


@given(SIZES, MOST, st.booleans())
def test_every_entry_is_on_one_page_and_no_page_is_too_full(size: int, most: int, is_latest_first: bool) -> None:
    found = cut(size, most, is_latest_first=is_latest_first)
    shown = [entry for _, entries in found for entry in entries]
    assert shown == (list(range(size, 0, -1)) if is_latest_first else list(range(1, size + 1)))
    assert all(0 < len(entries) <= most for _, entries in found) or not size
    assert len(found) == max(1, -(-size // most))


@given(SIZES, MOST, st.booleans())
def test_each_page_leads_on_and_back_and_to_both_ends(size: int, most: int, is_latest_first: bool) -> None:
    pagers = [pager for pager, _ in cut(size, most, is_latest_first=is_latest_first) if pager]
    paths = [pager.path for pager in pagers]
    assert len(set(paths)) == len(paths)
    assert [pager.next for pager in pagers] == [*paths[1:], *([None] if paths else [])]
    assert [pager.previous for pager in pagers] == [*([None] if paths else []), *paths[:-1]]
    assert all((pager.first, pager.last) == (paths[0], paths[-1]) for pager in pagers)
    assert [pager.is_first for pager in pagers] == [path == "list/" for path in paths]


@given(SIZES, MOST, st.booleans())
def test_a_few_numbers_are_offered_in_the_order_of_the_pages(size: int, most: int, is_latest_first: bool) -> None:
    pagers = [pager for pager, _ in cut(size, most, is_latest_first=is_latest_first) if pager]
    by_path = {pager.path: pager.number for pager in pagers}
    for pager in pagers:
        offered = [number for number in pager.numbers if number]
        assert {path: number for number, path in offered}.items() <= by_path.items()
        assert (pager.number, pager.path) in offered
        assert [path for _, path in offered] == [path for path in by_path if path in {path for _, path in offered}]
        assert len(pager.numbers) <= 9


@given(SIZES, MOST)
def test_an_addition_changes_two_pages_and_in_one_case_of_many_a_few_ways(size: int, most: int) -> None:
    """Of what the latest entry is added to, all pages but the newest and the one behind it have the same entries."""
    before, after = (
        {pager.path: (pager, list(shown)) for pager, shown in cut(length, most, is_latest_first=True) if pager}
        for length in (size, size + 1)
    )
    there = before.keys() & after.keys()
    changed = {path for path in there if before[path][1] != after[path][1]}
    assert changed <= {"list/", f"list/page_{len(after) - 1}/"}
    if len(before) == len(after):
        assert {path for path in there if before[path][0] != after[path][0]} == set()
    else:  # a new page: those near the newest lead to it
        near = {"list/", *(f"list/page_{len(after) - 1 - behind}/" for behind in range(4))}
        assert {path for path in there if before[path][0] != after[path][0]} <= near

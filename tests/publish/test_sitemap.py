"""The sitemap (sitemaps.org 0.9): valid, complete, and dated by content."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

from cases.feeds import corrected
from cases.tables import each
from cases.written import texts
from factcheck.core.model import Site
from factcheck.publish import changed
from factcheck.publish.output import Output
from factcheck.publish.pages import pages
from factcheck.publish.sitemap import MOST, sitemaps
from factcheck.site.load import Loaded

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
CHECKED = "2026-11-22"


@pytest.fixture(scope="module")
def site(real: Loaded) -> Site:
    assert real.site is not None
    return real.site


def entries(text: str, root: str = "urlset", entry: str = "url") -> Iterator[tuple[str, str | None]]:
    """Address and date of each entry; fails where the schemas sitemap.xsd and siteindex.xsd would."""
    assert text.startswith('<?xml version="1.0" encoding="utf-8"?>\n')
    assert len(text.encode()) <= 50 * 1024 * 1024
    tree = ET.fromstring(text.encode())
    assert (tree.tag, tree.attrib) == (SPACE + root, {})
    assert 1 <= len(tree) <= 50_000
    for element in tree:
        assert (element.tag, element.attrib, (element.text or "").strip()) == (SPACE + entry, {}, "")
        # A sequence in any order, each once (xsd:all); <loc> alone must be there. Of the others we write <lastmod>.
        assert [child.tag for child in element] in ([f"{SPACE}loc"], [f"{SPACE}loc", f"{SPACE}lastmod"])
        assert all(not child.attrib and not len(child) for child in element)
        address, day = element.findtext(f"{SPACE}loc") or "", element.findtext(f"{SPACE}lastmod")
        assert 12 <= len(address) <= 2048  # tLoc
        assert re.fullmatch(r"https?://[!-~]+", address)
        if day is not None:
            assert date.fromisoformat(day).isoformat() == day  # tLastmod: xsd:date
        yield address, day


def listed(site: Site, real: Loaded) -> dict[str, str | None]:
    """Path and date of every page in the sitemap."""
    ((name, text),) = texts(sitemaps(pages(site, real.rendered), site.settings)).items()
    assert name == "sitemap.xml"
    found = list(entries(text))
    addresses = [address for address, _ in found]
    assert len(set(addresses)) == len(addresses)
    assert all(address.startswith(f"{site.settings.url}/") for address in addresses)
    return {address.removeprefix(f"{site.settings.url}/"): day for address, day in found}


def test_the_built_sitemap_is_that_of_the_model(built: Path, real: Loaded, site: Site) -> None:
    found = list(entries((built / "sitemap.xml").read_text(encoding="utf-8")))
    assert found == [(f"https://example.org/{path}", day) for path, day in listed(site, real).items()]
    assert len(found) > 100


def test_what_has_no_date_in_content_has_none(real: Loaded, site: Site) -> None:
    undated = {path for path, day in listed(site, real).items() if day is None}
    assert undated == {"about/", "contribute/", "corrections/", "methodology/", "search/", "verdicts/mostly-false/"}


def test_every_address_is_below_a_site_in_a_folder(real: Loaded, site: Site) -> None:
    moved = replace(site, settings=replace(site.settings, url="https://example.org/facts"))
    assert list(listed(moved, real)) == list(listed(site, real))


# Dates: which change moves which pages.

FORMER = "former-president"


def _checked(site: Site, slug: str, day: date) -> Site:
    claims = (replace(claim, checked=day) if claim.slug == slug else claim for claim in site.claims)
    return replace(site, claims=tuple(claims))


def _retrieved(site: Site, slug: str, day: date) -> Site:
    """As the model is: a claim's evidence has the source that is listed."""
    sources = {
        source.slug: replace(source, retrieved=day) if source.slug == slug else source for source in site.sources
    }
    claims = (
        replace(claim, evidence=tuple(replace(entry, source=sources[entry.source.slug]) for entry in claim.evidence))
        for claim in site.claims
    )
    return replace(site, claims=tuple(claims), sources=tuple(sources.values()))


class Moved(NamedTuple):
    name: str
    change: Callable[[Site], Site]
    pages: set[str]  # all whose date is another


LATER = date(2027, 1, 5)
CITED = "white-house-thanksgiving-2025"
LISTS = {"", "data/", "articles/elysee-platform/", "claims/", "verdicts/", "topics/", "claimants/", "sources/"}
OF_FORMER = {
    f"claims/elysee-platform/{FORMER}/",
    "verdicts/false/",
    "topics/united-states/",
    "claimants/pagenews/",
    f"sources/{CITED}/",
    "sources/congress-legislators-executive/",
    "sources/govuk-chairs-statement-2025-11-25/",
    "sources/moscow-times-trump-close/",
}
MOVED = [
    Moved("a check", lambda site: _checked(site, FORMER, LATER), LISTS | OF_FORMER),
    Moved("a source that was captured later", lambda site: _retrieved(site, CITED, LATER), {"sources/", f"sources/{CITED}/"}),
    Moved("a source that was captured earlier", lambda site: _retrieved(site, CITED, date(2026, 1, 1)), set()),
]  # fmt: skip


@each(MOVED)
def test_a_change_moves_the_pages_that_show_it(case: Moved, real: Loaded, site: Site) -> None:
    before, after = listed(site, real), listed(case.change(site), real)
    assert {path for path in after if after[path] != before[path]} == case.pages
    assert {after[path] for path in case.pages} <= {LATER.isoformat()}
    assert {day for path, day in before.items() if day} == {CHECKED}


def test_a_correction_moves_its_claim_and_the_log(real: Loaded, site: Site) -> None:
    days = listed(corrected(site), real)
    first, second = site.claims[:2]
    assert (days[first.path], days[second.path]) == ("2026-11-25", "2026-11-24")
    assert (days["corrections/"], days[""], days["about/"]) == ("2026-11-25", "2026-11-25", None)


def test_a_list_without_claims_has_no_date(site: Site) -> None:
    assert changed.latest([]) is None
    assert changed.corrections(site) is None
    assert changed.sources(site, ()) is None


def test_a_source_that_nobody_cites_is_as_old_as_its_capture(site: Site) -> None:
    alone = replace(site, claims=(replace(site.claims[0], evidence=()),))
    assert changed.source(alone, replace(site.sources[0], retrieved=date(2025, 1, 2))) == date(2025, 1, 2)


# More pages than a file may have.


def some(count: int) -> list[Output]:
    """Pages, each a day younger than the one before; every third without a date."""
    days = [date(2026, 1, day) if day % 3 else None for day in range(1, count + 1)]
    return [Output(path=f"p{n}/", template="", updated=day) for n, day in enumerate(days, 1)]


def parts(count: int, site: Site, most: int) -> dict[str, list[tuple[str, str | None]]]:
    """The entries of every file but the index, which lists them all, each with its latest day."""
    made = texts(sitemaps(some(count), site.settings, most=most))
    index = made.pop("sitemap.xml")
    found = {f"https://example.org/{name}": list(entries(text)) for name, text in made.items()}
    latest = [(name, max((day for _, day in part if day), default=None)) for name, part in found.items()]
    assert list(entries(index, "sitemapindex", "sitemap")) == latest
    return found


@pytest.mark.parametrize(("count", "most"), [(6, 5), (10, 5), (8, 3), (31, 10), (3, 1)])
def test_many_pages_are_split_and_none_is_lost(count: int, most: int, site: Site) -> None:
    found = parts(count, site, most)
    assert len(found) > 1
    assert all(len(part) <= most for part in found.values())
    addresses = [address for part in found.values() for address, _ in part]
    assert sorted(addresses) == sorted(f"https://example.org/p{number}/" for number in range(1, count + 1))


@pytest.mark.parametrize(("count", "most"), [(4, 5), (5, 5)])
def test_one_file_takes_as_many_as_it_may(count: int, most: int, site: Site) -> None:
    made = texts(sitemaps(some(count), site.settings, most=most))
    assert list(made) == ["sitemap.xml"]
    wanted = [f"https://example.org/p{number}/" for number in range(1, count + 1)]
    assert [address for address, _ in entries(made["sitemap.xml"])] == wanted


def test_a_page_that_is_added_changes_one_part(site: Site) -> None:
    before, after = parts(30, site, 20), parts(31, site, 20)
    assert before.keys() == after.keys()
    assert sum(before[name] != after[name] for name in before) == 1


def test_the_limit_is_that_of_the_protocol(site: Site) -> None:
    assert MOST == 50_000
    outputs = [Output(path=f"p{number}/", template="") for number in range(MOST + 1)]
    assert list(texts(sitemaps(outputs[1:], site.settings))) == ["sitemap.xml"]
    assert list(texts(sitemaps(outputs, site.settings))) == ["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]


def test_pages_for_frames_and_for_missing_addresses_do_not_count(site: Site) -> None:
    hidden = [replace(page, is_listed=False) for page in some(5)]
    missing = replace(some(1)[0], path="404.html")
    made = texts(sitemaps([*hidden, missing, *some(2)], site.settings, most=2))
    assert [address for address, _ in entries(made["sitemap.xml"])] == [
        "https://example.org/p1/",
        "https://example.org/p2/",
    ]

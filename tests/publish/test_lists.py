"""Lists of a site with more of everything than a page takes: no page grows with the site, none lacks a way on."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from posixpath import join, normpath
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup

from cases import manysite
from cases.tables import each
from factcheck.core.model import Site
from factcheck.publish.output import Output
from factcheck.publish.paging import MOST_CHOICES, MOST_CLAIMS, MOST_LINES, MOST_NEW
from factcheck.site.load import Loaded

TEXTS = {"article", "claim", "embed"}  # what grows with an article or a check, not with the site
KINDS = {
    "claim": r"claims/[a-z0-9-]+/[a-z0-9-]+",
    "source": "sources/[a-z0-9-]+",
    "topic": "topics/[a-z0-9-]+",
    "claimant": "claimants/[a-z0-9-]+",
    "article": "articles/[a-z0-9-]+",
}


@pytest.fixture(scope="module")
def site(real: Loaded) -> Site:
    assert real.site is not None
    return manysite.many(real.site)


@pytest.fixture(scope="module")
def outputs(site: Site) -> dict[str, Output]:
    found = manysite.outputs(site)
    assert len({output.path for output in found}) == len(found)
    return {output.path: output for output in found}


class Pages(dict[str, BeautifulSoup]):
    """The pages of a site by path, each made when it is asked for."""

    def __init__(self, site: Site, outputs: dict[str, Output]) -> None:
        super().__init__()
        self._site, self.outputs = site, outputs

    def __missing__(self, path: str) -> BeautifulSoup:
        self[path] = BeautifulSoup(manysite.html(self._site, self.outputs[path]), "html.parser")
        return self[path]


@pytest.fixture(scope="module")
def pages(site: Site, outputs: dict[str, Output]) -> Pages:
    return Pages(site, outputs)


def linked(page: BeautifulSoup, path: str, kind: str) -> list[str]:
    """The pages of a kind that the main part of a page leads to, each as often as it does."""
    return of_kind((str(link["href"]) for link in page.select("main a[href]")), path, kind)


def of_kind(hrefs: Iterable[str], path: str, kind: str) -> list[str]:
    targets = (normpath(join(path, href.partition("#")[0])) for href in hrefs if not href.startswith("#"))
    return [f"{target}/" for target in targets if re.fullmatch(KINDS[kind], target)]


def test_no_page_holds_more_than_a_page_takes(site: Site, outputs: dict[str, Output]) -> None:
    shown = [output for output in outputs.values() if output.template not in TEXTS]
    assert len(shown) > 900
    for output in shown:
        html, path = manysite.html(site, output), output.path
        hrefs = re.findall(r'<a\b[^>]* href="([^"]+)"', html)
        for kind in KINDS:
            most = MOST_CLAIMS if kind == "claim" and not path.startswith("corrections/") else MOST_LINES
            assert len(set(of_kind(hrefs, path, kind))) <= most, (path, kind)
        assert len(re.findall("<option|<input", html)) <= MOST_CHOICES + 20, path
        assert len(re.findall("<li", html)) <= MOST_LINES + 40, path
        assert len(html) < 100_000, path


class Whole(NamedTuple):
    name: str
    path: str  # of the list
    kind: str  # what it lists
    pages: int


WHOLE = [
    Whole("all claims", "claims/", "claim", 7),
    Whole("a verdict", "verdicts/true/", "claim", 5),
    Whole("a topic", "topics/all/", "claim", 7),
    Whole("a topic of one claim", "topics/topic-a7-1/", "claim", 1),
    Whole("topics", "topics/", "topic", 4),
    Whole("claimants", "claimants/", "claimant", 4),
    Whole("sources", "sources/", "source", 4),
    Whole("articles", "articles/", "article", 2),
    Whole("corrections", "corrections/", "claim", 4),
    Whole("who cites a source", "sources/common/", "claim", 7),
]


def members(site: Site, case: Whole) -> list[str]:
    """What a list must list, by its path."""
    shown = {
        "topic": [group.path for group in site.topics],
        "claimant": [group.path for group in site.claimants],
        "source": [source.path for source in site.sources],
        "article": [article.path for article in site.articles],
    }
    groups = {group.path: group.claims for group in site.topics}
    groups |= {verdict.path: site.rated(verdict) for verdict in site.settings.scale}
    return shown.get(case.kind) or [claim.path for claim in groups.get(case.path, site.claims)]


def read_through(pages: Pages, path: str) -> Iterator[tuple[str, BeautifulSoup]]:
    """The pages of a list as a reader goes through them, by the link to the next one."""
    while True:
        yield path, pages[path]
        if not (following := pages[path].select_one('nav.pages a[rel="next"]')):
            return
        path = normpath(join(path, str(following["href"]))) + "/"


@each(WHOLE)
def test_the_pages_of_a_list_have_each_member_once(case: Whole, site: Site, pages: Pages) -> None:
    read = list(read_through(pages, case.path))
    assert len(read) == case.pages
    found = [entry for path, page in read for entry in linked(page, path, case.kind)]
    assert Counter(found) == Counter(members(site, case))
    assert {path for path, _ in read} == of(set(pages.outputs), case.path)


@each(WHOLE)
def test_what_a_page_tells_programs(case: Whole, pages: Pages) -> None:
    """The relations are those of the links; canonical is each page's own; title and description have its number."""
    read = list(read_through(pages, case.path))
    titles = [page.title.get_text() for _, page in read if page.title]
    assert len(set(titles)) == len(read)
    for number, (path, page) in enumerate(read):
        relations = {rel: page.select_one(f'head link[rel="{rel}"]') for rel in ("canonical", "prev", "next")}
        found = {rel: normpath(join(path, str(link["href"]))) + "/" for rel, link in relations.items() if link}
        around = {
            "prev": read[number - 1][0] if number else None,
            "next": dict(enumerate(p for p, _ in read)).get(number + 1),
        }
        assert found.pop("canonical").endswith(f"example.org/{path}")
        assert found == {rel: other for rel, other in around.items() if other}
        if number:
            own = path.rstrip("/").rpartition("_")[2]
            description = page.select_one('meta[name="description"]')
            assert description
            assert f", page {own} — " in titles[number]
            assert f"Page {own} of " in str(description["content"])
            assert [current["href"] for current in page.select("nav.pages [aria-current=page]")] == ["./"]


def test_a_page_that_takes_all_tells_of_no_pages(pages: Pages) -> None:
    alone = pages["topics/topic-a7-1/"]
    assert alone.select("nav.pages, link[rel=prev], link[rel=next], link[href$='pages.css']") == []


def test_the_latest_checks_come_first(site: Site, pages: Pages) -> None:
    days = {claim.path: claim.checked for claim in site.claims}
    for path in ("claims/", "topics/all/", "verdicts/true/"):
        found = [days[entry] for at, page in read_through(pages, path) for entry in linked(page, at, "claim")]
        assert found == sorted(found, reverse=True)


def test_a_site_that_fits_on_a_page_is_in_the_order_of_its_articles(real: Loaded) -> None:
    assert real.site is not None
    few = manysite.many(real.site, articles=MOST_CLAIMS // manysite.CLAIMS)
    claims = next(output for output in manysite.outputs(few) if output.path == "claims/")
    assert claims.pager is None
    assert claims.values()["claims"] == few.claims
    page = BeautifulSoup(manysite.html(few, claims), "html.parser")
    assert page.select("form.filters, .choices")
    assert "in the order of the article" in page.get_text()


def test_a_list_of_several_pages_has_no_filter_and_leads_to_those_of_the_whole_site(
    pages: Pages,
) -> None:
    for path, page in read_through(pages, "claims/"):
        assert page.select("form, fieldset, select, input, script[src$='list.js']") == [], path
    ways = {normpath(join("claims/", str(link["href"]))) for link in pages["claims/"].select("main a[href]")}
    assert {"verdicts/true", "topics", "claimants", "search"} <= ways


def test_the_home_page_offers_the_latest_and_the_most_and_a_way_to_all(site: Site, pages: Pages) -> None:
    home = pages[""]
    latest = [article.path for article in site.articles[::-1][:MOST_NEW]]
    assert linked(home, "", "article") == latest
    assert len(linked(home, "", "topic")) == MOST_CHOICES
    assert "topics/all/" in linked(home, "", "topic")
    assert len(linked(home, "", "claimant")) == MOST_CHOICES
    assert {"articles/", "topics/", "claimants/"} <= {str(link["href"]) for link in home.select("main a[href]")}


def test_the_search_says_that_it_offers_some_topics(pages: Pages) -> None:
    search = pages["search/"]
    assert len(search.select("input[name=topic]")) == MOST_CHOICES
    assert f"The {MOST_CHOICES} topics with the most claims; the list of topics has the others." in search.get_text()


def test_marks_and_notes_of_a_source_stand_on_the_same_page(pages: Pages) -> None:
    for path, page in read_through(pages, "sources/common/"):
        notes = {str(note["id"]).removeprefix("note-") for note in page.select(".citations li")}
        assert {str(mark["id"]).removeprefix("mark-") for mark in page.select(".extract [id^=mark-]")} == notes, path


# What stays as it is when something is added or changed.


def grown(site: Site) -> Site:
    """With a claim of today in the latest article."""
    last = site.claims[-1]
    added = replace(
        last, slug="added", number=99, text="An added claim.", checked=last.checked + timedelta(1), corrections=()
    )
    return replace(site, claims=(*site.claims, added))


def reworded(site: Site) -> Site:
    """With other words in the summary of the oldest claim."""
    return replace(site, claims=(replace(site.claims[0], summary="Other words."), *site.claims[1:]))


def corrected(site: Site) -> Site:
    """With a correction of the oldest claim."""
    first = site.claims[0]
    made = replace(first.corrections[0], date=date(2027, 1, 1))
    return replace(site, claims=(replace(first, corrections=(*first.corrections, made)), *site.claims[1:]))


def touched(site: Site, before: dict[str, Output], after: Site) -> set[str]:
    """The pages of lists that are made from something else than before; those that are not are the same."""
    found = set()
    for output in manysite.outputs(after):
        old = before.get(output.path)
        if output.template in TEXTS or old is None:
            continue
        if output.needs != old.needs:
            found.add(output.path)
        elif output.pager:
            assert manysite.html(after, output) == manysite.html(site, old), output.path
    return found


def of(paths: set[str], path: str) -> set[str]:
    """The pages of a list among others."""
    return {found for found in paths if re.fullmatch(rf"{path}(page_\d+/)?", found)}


def test_a_claim_that_is_added_changes_two_pages_of_each_list(site: Site, outputs: dict[str, Output]) -> None:
    found = touched(site, outputs, grown(site))
    assert of(found, "claims/") == {"claims/", "claims/page_6/"}
    assert of(found, "topics/all/") == {"topics/all/", "topics/all/page_6/"}
    assert of(found, "corrections/") == set()


def test_other_words_of_a_claim_change_the_page_that_it_is_on(site: Site, outputs: dict[str, Output]) -> None:
    found = touched(site, outputs, reworded(site))
    assert of(found, "claims/") == {"claims/", "claims/page_1/"}  # the first page counts verdicts and kinds
    assert of(found, "topics/all/") == {"topics/all/page_1/"}
    assert of(found, "sources/") == set()


def test_a_correction_moves_no_claim(site: Site, outputs: dict[str, Output]) -> None:
    found = touched(site, outputs, corrected(site))
    assert of(found, "topics/all/") == {"topics/all/page_1/"}
    assert of(found, "corrections/") == {"corrections/", "corrections/page_3/", "corrections/page_1/"}

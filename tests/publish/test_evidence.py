"""What a claim's page says about its evidence: context, origins, hashes, links to the words, what was found on the web."""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup, Tag

from cases.tables import each
from conftest import copy_site
from factcheck.cli import main
from factcheck.core.linkfile import Look, QuoteRow, link_file, where, write
from factcheck.core.model import Site
from factcheck.core.outcome import Outcome
from factcheck.core.text import collapse
from factcheck.publish.views import evidence, only_origin
from factcheck.site.load import Loaded

CLAIM = "content/claims/elysee-platform/35-members.md"
PAGE = "claims/elysee-platform/35-members/index.html"
GOVUK = (
    "https://www.gov.uk/government/news/chairs-statement-following-25-november-coalition-of-the-willing-leaders-meeting"
)
QUOTE = "Leaders and representatives of the 35 countries forming the Coalition"
STATEMENT = "content/sources/govuk-chairs-statement-2025-11-25.md"


@pytest.fixture(scope="module")
def sound(real: Loaded) -> Site:
    assert real.site is not None
    return real.site


def soup(built: Path, page: str = PAGE) -> BeautifulSoup:
    return BeautifulSoup((built / page).read_text(encoding="utf-8"), "html.parser")


def texts(page: BeautifulSoup, selector: str) -> list[str]:
    return [collapse(tag.get_text()) for tag in page.select(selector)]


def test_a_quote_from_a_source_stands_in_its_sentence(built: Path) -> None:
    page = soup(built)
    assert texts(page, ".evidence mark")[0] == QUOTE
    before, after = texts(page, ".evidence .excerpt p")[0].split(QUOTE)
    assert before.startswith("President Macron of France, Prime Minister Starmer")
    assert after.endswith("the Secretary General of NATO.")


def test_the_sentence_around_is_the_extract_s_own(sound: Site) -> None:
    for claim in sound.claims:
        for view in evidence(claim):
            extract, spans = view.evidence.source.extract.raw, view.evidence.spans
            start, end = spans[0].start - len(view.excerpt.before), spans[-1].end + len(view.excerpt.after)
            assert extract[start : spans[0].start] == view.excerpt.before
            assert extract[spans[-1].end : end] == view.excerpt.after


def test_every_quote_links_to_its_words_and_nothing_of_ours_goes_along(built: Path, sound: Site) -> None:
    for claim in sound.claims:
        for card, entry in zip(soup(built, f"{claim.path}index.html").select(".evidence"), claim.evidence, strict=True):
            link, *archive = card.select("a.original")
            address, directive, terms = str(link["href"]).partition("#:~:text=")
            assert address == entry.source.url
            assert ("These words" in link.get_text()) == bool(directive)
            first = unquote(terms.split("&")[0].split(",")[0])
            assert first.removesuffix("-") in collapse(entry.source.extract.raw)
            assert [str(tag["href"]).partition("#:~:")[0] for tag in archive] == [entry.source.archive] * len(archive)
            assert bool(archive) == bool(entry.source.archive)
            for tag in (link, *archive):
                assert tag["rel"] == ["noopener", "noreferrer", "nofollow", "ugc"]


def test_nearly_every_real_quote_can_be_linked_to(sound: Site) -> None:
    views = [view for claim in sound.claims for view in evidence(claim)]
    assert len(views) == 121
    assert sum(":~:text=" in view.link for view in views) >= 110


def test_the_archived_copy_is_linked_to_its_words_too(sound: Site) -> None:
    claim = next(claim for claim in sound.claims if claim.slug == "35-members")
    archived = "https://web.archive.org/web/2025/https://www.gov.uk/x"
    source = replace(claim.evidence[0].source, archive=archived)
    view = evidence(replace(claim, evidence=(replace(claim.evidence[0], source=source),)))[0]
    assert view.archive == f"{archived}#:~:text={view.link.partition('#:~:text=')[2]}"
    assert evidence(claim)[0].archive is None


def test_the_article_s_quote_links_to_its_words(built: Path) -> None:
    (link,) = soup(built).select(".first a.original")
    assert str(link["href"]).endswith("#:~:text=the%2035%20members%20of%20the%20coalition")


def test_a_source_page_shows_a_short_hash_of_its_extract(built: Path, sound: Site) -> None:
    for source in sound.sources:
        digest = hashlib.sha256(source.extract.raw.strip().encode()).hexdigest()
        assert f"{digest[:16]}…" in soup(built, f"{source.path}index.html").get_text()


def test_the_real_claims_rest_on_several_origins(sound: Site) -> None:
    assert [claim.slug for claim in sound.claims if only_origin(claim)] == []


# What needs a site of its own.


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """The real site with links.json still to come."""
    return copy_site(tmp_path / "site")


def build(root: Path) -> BeautifulSoup:
    assert main(["build", "--site", str(root)]) == 0
    return soup(root / "output")


def test_a_claim_with_one_origin_says_so(alone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sources = sorted((alone / "content/sources").glob("*.md"))
    for path in sources:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("\ntype:", "\norigin: The one agency\ntype:", 1), encoding="utf-8")
    page = build(alone)
    assert texts(page, ".evidence, #evidence ~ .weak")[0] == (
        "One origin: all evidence on this claim comes from The one agency."
    )
    assert "FC311 warning" in capsys.readouterr().err
    assert "The one agency" in soup(alone / "output", "sources/anews-macron-confident/index.html").get_text()


class Seen(NamedTuple):
    name: str
    live: str
    archived: str
    expected: str


SEEN = [
    Seen("both", "verbatim", "verbatim", "Still on the page, and in its archived copy, on 22 November 2026."),
    Seen("live", "typographic", "unchecked", "Still on the page on 22 November 2026."),
    Seen("archive", "near", "verbatim", "No longer on the page on 22 November 2026, but still in its archived copy."),
    Seen(
        "archive alone",
        "unchecked",
        "verbatim",
        "Still in the archived copy on 22 November 2026; the page itself could not be looked at.",
    ),
    Seen(
        "neither",
        "not-found",
        "unchecked",
        "No longer found on the page on 22 November 2026. The extract that is stored here still has the words.",
    ),
    Seen("unchecked", "unchecked", "unchecked", ""),
]


def row(live: str, archived: str, *, exact: str = QUOTE, url: str = GOVUK) -> QuoteRow:
    looks = [Look(outcome=Outcome(word)) for word in (live, archived)]
    return QuoteRow(
        place=f"{CLAIM}:1:1",
        claim=CLAIM,
        evidence=0,
        exact=exact,
        url=url,
        live=looks[0],
        archived=looks[1],
        where=where(*looks),
        checked=date(2026, 11, 22),
    )


def store(root: Path, *rows: QuoteRow) -> None:
    (root / "links.json").write_text(write(link_file([], rows)), encoding="utf-8")


@each(SEEN)
def test_the_page_says_what_the_last_check_of_links_found(case: Seen, alone: Path) -> None:
    store(alone, row(case.live, case.archived))
    card = build(alone).select_one(".evidence")
    assert isinstance(card, Tag)
    assert [collapse(tag.get_text()) for tag in card.select(".sighting")] == [case.expected][: bool(case.expected)]


@pytest.mark.parametrize("stale", [row("near", "near", exact="other words"), row("near", "near", url=GOVUK + "x")])
def test_what_was_found_about_other_words_or_another_page_is_not_shown(stale: QuoteRow, alone: Path) -> None:
    store(alone, stale)
    assert build(alone).select(".sighting") == []


def test_the_article_s_quote_has_its_line_too(alone: Path, sound: Site) -> None:
    claim = next(claim for claim in sound.claims if claim.slug == "35-members")
    found = row("verbatim", "unchecked", exact=claim.words, url=claim.article.url).model_copy(update={"evidence": None})
    store(alone, found)
    assert texts(build(alone), ".first .sighting") == ["Still on the page on 22 November 2026."]


def test_a_broken_links_json_stops_the_build(alone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (alone / "links.json").write_text("{", encoding="utf-8")
    assert main(["build", "--site", str(alone)]) == 1
    assert "links.json:1:2: FC513" in capsys.readouterr().err

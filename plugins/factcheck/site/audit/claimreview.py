"""ClaimReview: on the page of every rated claim one, which says what the claim's file and the page say."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from factcheck.core.model import Claim, Site
from factcheck.core.problems import Problem, shown
from factcheck.core.text import collapse
from factcheck.publish.jsontext import Json
from factcheck.site.audit import canonical, partly, records
from factcheck.site.audit import shown as reader
from factcheck.site.audit.address import DIRECTIVE
from factcheck.site.audit.folder import Folder
from factcheck.site.audit.page import Page
from factcheck.site.audit.tree import attribute

FEED = "data/claimreview.json"
CONTEXT = "https://schema.org"
TYPE = "ClaimReview"


def structured_data_is_json(page: Page) -> Iterator[Problem]:
    """A block of JSON-LD is JSON of schema.org, and holds no `<`, which could end the block or begin another."""
    for block in page.blocks:
        if "<" in (text := block.text):
            yield page.problem("FC618", ("found", shown(text[max(0, text.index("<") - 20) :], 60)))
        if block.error:
            yield page.problem("FC618", ("found", block.error))
        elif records.at(block.value, "@context") != CONTEXT:
            yield page.problem("FC618", ("@context", records.told(records.at(block.value, "@context"))))


def no_page_reviews_what_it_is_not_about(page: Page) -> Iterator[Problem]:
    """No page has a second ClaimReview, and none has one but the page of a rated claim."""
    most = 1 if _rated(page) else 0
    if (count := len(_reviews(page)) + _marked_up(page)) > most:
        yield page.problem("FC619", ("found", str(count)), ("wanted", str(most)))


def rated_claim_has_its_review(page: Page) -> Iterator[Problem]:
    """The page of a claim whose verdict rates has a ClaimReview."""
    if _rated(page) and not _reviews(page):
        yield page.problem("FC619", ("found", "none"), ("wanted", "1"))


def review_says_what_the_file_says(page: Page) -> Iterator[Problem]:
    """The ClaimReview on a page is that of its claim, word for word."""
    claim = _rated(page)
    for review in _reviews(page) if claim else ():
        assert claim is not None
        for key, found, wanted in records.differing(_facts(review, claim, page.site)):
            yield page.problem("FC620", ("key", key), ("found", found), ("file", wanted))


def review_says_what_the_page_shows(page: Page) -> Iterator[Problem]:
    """The ClaimReview on a page says nothing else than what a reader of the page sees."""
    for review in _reviews(page) if _rated(page) else ():
        for key, found, wanted in records.differing(_visible(review, page)):
            yield page.problem("FC620", ("key", key), ("found", found), ("page", wanted))


def feed_has_every_review(folder: Folder) -> Iterator[Problem]:
    """claimreview.json has the ClaimReview of every rated claim, and no other."""
    rated = [claim for claim in folder.site.claims if claim.verdict.rating is not None]
    layout = partly.Layout(path=FEED, separator=partly.between(4), pieces=len(rated))
    return partly.problems(folder, layout, rated, partial(_feed, folder.site))


def _feed(site: Site, raw: bytes, claims: Sequence[Claim]) -> Iterator[Problem]:
    value, problems = records.load(FEED, raw)
    yield from problems
    if value is not None:
        items = [records.at(entry, "item") for entry in records.listed(records.at(value, "dataFeedElement"))]
        names = {site.settings.address(claim.path): claim.id for claim in claims}
        addresses = [str(records.at(item, "url")) for item in items]
        rows = [(names.get(address, address), item) for address, item in zip(addresses, items, strict=True)]
        yield from records.compare(FEED, rows, claims, lambda review, claim: _facts(review, claim, site))


def _rated(page: Page) -> Claim | None:
    """The claim whose own page this is, if its verdict rates."""
    return page.claim if page.claim and page.claim.verdict.rating is not None else None


def _reviews(page: Page) -> list[dict[str, Any]]:
    """Every ClaimReview in the blocks of a page, however deep; broken blocks are told elsewhere."""
    return [review for block in page.blocks for review in _typed(block.value)]


def _typed(value: Any) -> Iterator[dict[str, Any]]:
    if records.has_type(value, TYPE):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _typed(inner)


def _marked_up(page: Page) -> int:
    """How many elements are a ClaimReview by microdata or RDFa."""
    types = (attribute(tag, name) for tag in page.tags for name in ("itemtype", "typeof") if name in tag.attrs)
    return sum(TYPE in (word.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for word in names.split()) for names in types)


def _facts(review: Any, claim: Claim, site: Site) -> Iterator[records.Fact]:
    yield from records.compared(review, _wanted(claim, site))
    who = {name: records.at(review, name) for name in ("author", "publisher")}
    yield "author.name", records.at(who["author"], "name"), site.settings.publisher.name
    is_author = records.at(who["publisher"], "name") is None and _id(who["publisher"]) == _id(who["author"])
    yield (
        "publisher.name",
        records.at(who["author" if is_author else "publisher"], "name"),
        site.settings.publisher.name,
    )
    appearances = _urls(records.at(review, "itemReviewed.appearance"))
    yield "itemReviewed.appearance", claim.article.url if claim.article.url in appearances else None, claim.article.url
    cited = sorted({evidence.source.url for evidence in claim.evidence})
    yield "citation", sorted(set(_urls(records.at(review, "citation")))), cited
    told = [(records.at(one, "datePublished"), records.at(one, "text")) for one in _corrections(review)]
    yield "correction", told, [(correction.date.isoformat(), correction.text) for correction in claim.corrections]


def _id(node: Any) -> Any:
    return records.at(node, "@id")


def _corrections(review: Any) -> list[Any]:
    return records.listed(records.at(review, "correction"))


def _wanted(claim: Claim, site: Site) -> dict[str, Json]:
    page = site.settings.address(claim.path)
    ratings = [verdict.rating for verdict in site.settings.scale if verdict.rating is not None]
    who = claim.who
    return {
        "@id": f"{page}#claimreview",
        "url": page,
        "claimReviewed": claim.short or claim.text,
        "reviewRating.@type": "Rating",
        "reviewRating.ratingValue": claim.verdict.rating,
        "reviewRating.worstRating": min(ratings),
        "reviewRating.bestRating": max(ratings),
        "reviewRating.alternateName": claim.verdict.label,
        "reviewRating.ratingExplanation": claim.summary,
        "datePublished": claim.checked.isoformat(),
        "dateModified": claim.updated.isoformat(),
        "inLanguage": site.settings.language,
        "itemReviewed.@type": "Claim",
        "itemReviewed.@id": f"{page}#claim",
        "itemReviewed.text": claim.text,
        "itemReviewed.datePublished": claim.article.published.isoformat(),
        "itemReviewed.author.@type": who.type.value.capitalize() if who else None,
        "itemReviewed.author.name": who.name if who else None,
    }


def _visible(review: Any, page: Page) -> Iterator[records.Fact]:
    days = reader.review_days(page)
    shown_on_page: dict[str, Json] = {
        "url": next(iter(canonical.found(page)), None),
        "itemReviewed.text": reader.sentence(page),
        "reviewRating.alternateName": reader.verdict(page),
        "reviewRating.ratingExplanation": reader.summary(page),
        "datePublished": days[0] if days else None,
        "dateModified": days[-1] if days else None,
    }
    if records.at(review, "itemReviewed.author"):  # left out where nobody has said what the claimant is
        shown_on_page["itemReviewed.author.name"] = reader.claimant(page)
    for key, found, wanted in records.compared(review, shown_on_page):
        yield key, collapse(found) if isinstance(found, str) else found, wanted
    links = {attribute(link, "href").partition(DIRECTIVE)[0].rstrip("#") for link in page.classed("original")}
    unseen = [url for url in _urls(records.at(review, "citation")) if url.rstrip("#") not in links]
    yield "citation", unseen, []


def _urls(value: Any) -> list[str]:
    return [str(records.at(one, "url") or one) for one in records.listed(value)]

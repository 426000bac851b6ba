"""`factcheck import`: what a review becomes as a draft, and what is said of the rest. Nothing is guessed."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from evidence.reviews import ARTICLE, CLAIM, PATH, SETTINGS, drafted, node, noted, original, plan, review
from factcheck.core.corpus import parse
from factcheck.core.fields import Status
from factcheck.core.headertext import written
from factcheck.core.problems import Problem, has_errors
from factcheck.core.review import review as reviewed
from factcheck.core.schema import ClaimFile
from factcheck.core.text import Text
from factcheck.evidence.importing import claimreview, planning
from factcheck.evidence.importing.blocks import Block, Document
from factcheck.evidence.importing.claimreview import Claimant, Rating, Review, Words
from factcheck.evidence.importing.draft import Draft
from factcheck.evidence.importing.jsonld import Graph, read
from factcheck.evidence.importing.notes import Notes
from factcheck.evidence.importing.proving import proved
from factcheck.evidence.importing.rating import verdict_of
from strategies import often
from test_broken import base_files

# --- what a node says, whatever its shape


@dataclass(frozen=True)
class Shape:
    """Properties of a review, and what is read of them."""

    name: str
    given: dict[str, Any]
    attribute: str
    expected: object


PERSON = frozenset(("Person",))
ADA = Claimant(name="Ada", types=PERSON, addresses=("https://ada.example.org/",))
CONTEXTUAL = [
    node("CreativeWork", text="before", position=1),
    node("Quotation", text="words", position=2),
    node("CreativeWork", text="behind", position=3),
]
QUOTED = node("Quotation", text="words")


def item(**properties: Any) -> dict[str, Any]:
    return {"itemReviewed": node("Claim", **properties)}


SHAPES = [
    Shape("claim of the item", {"claimReviewed": "a", **item(text="b")}, "claim", "b"),
    Shape("claim as a list of languages", item(text=[{"@value": "b", "@language": "en"}, "c"]), "claim", "b"),
    Shape("no item", {"claimReviewed": "a", "itemReviewed": None}, "claim", None),
    Shape("an item in a list", {"itemReviewed": [node("Claim", text="b")]}, "claim", "b"),
    Shape("an item as text", {"itemReviewed": "b"}, "claim", None),
    Shape("a number for a text", {"claimReviewed": 7}, "reviewed", "7"),
    Shape("claimant as text", item(author="Ada"), "claimants", (Claimant(name="Ada", types=frozenset(), addresses=()),)),
    Shape("claimant as an object", item(author=node("Person", name="Ada", sameAs="https://ada.example.org/")), "claimants", (ADA,)),
    Shape("claimant with several addresses", item(author=node("schema:Person", name="Ada", sameAs=["https://ada.example.org/"])), "claimants", (ADA,)),
    Shape("claimants in a list", item(author=[node("Person", name="Ada", url="https://ada.example.org/"), "Ben", {}, None]), "claimants", (ADA, Claimant(name="Ben", types=frozenset(), addresses=()))),
    Shape("appearance as text", item(appearance=" https://a.example/ "), "appearances", ("https://a.example/",)),
    Shape("appearance as an object", item(appearance=node("Article", url="https://a.example/")), "appearances", ("https://a.example/",)),
    Shape("appearance by its name", item(appearance={"@id": "https://a.example/"}), "appearances", ("https://a.example/",)),
    Shape("appearances in a list", item(appearance=["https://a.example/", node("Article", url=["https://b.example/"])]), "appearances", ("https://a.example/", "https://b.example/")),
    Shape("firstAppearance", item(firstAppearance=node("Article", url="https://a.example/")), "appearances", ("https://a.example/",)),
    Shape("an item that is the article", {"itemReviewed": node("CreativeWork", url="https://a.example/", sameAs=["https://b.example/"])}, "appearances", ("https://a.example/", "https://b.example/")),
    Shape("a rating as text", {"reviewRating": "False"}, "rating", Rating(labels=("False",))),
    Shape("a rating in a list", {"reviewRating": [node("Rating", ratingValue="4", bestRating=5, worstRating=1.0)]}, "rating", Rating(value="4", best="5", worst="1.0")),
    Shape("a rating with labels", {"reviewRating": node("Rating", alternateName=["False", {"@value": "Faux"}], ratingExplanation="So.")}, "rating", Rating(labels=("False", "Faux"), explanation="So.")),
    Shape("no rating", {"claimReviewed": "a"}, "rating", None),
    Shape("credit before author", {"creditText": "Ada Berg"}, "authors", ("Ada Berg",)),
    Shape("authors in a list", {"author": [node("Person", name="Ada"), "Ben", node("Person", name="Ada")]}, "authors", ("Ada", "Ben")),
    Shape("editor", {"editor": node("Person", name="Ben Cole")}, "editors", ("Ben Cole",)),
    Shape("keywords as text", {"keywords": "Railways, Public money, ,"}, "keywords", ("Railways", " Public money")),
    Shape("keywords as a list", {"keywords": ["Sums, public", {"@type": "DefinedTerm", "name": "Railways"}]}, "keywords", ("Sums, public", "Railways")),
    Shape("a quotation in the appearance", item(appearance=node("Article", url="https://a.example/", hasPart=QUOTED)), "words", (Words(exact="words"),)),
    Shape("a quotation in the item", item(hasPart=[QUOTED]), "words", (Words(exact="words"),)),
    Shape("an item that is a quotation", {"itemReviewed": QUOTED}, "words", (Words(exact="words"),)),
    Shape("an appearance that is a quotation", item(appearance=QUOTED), "words", (Words(exact="words"),)),
    Shape("a quotation of the review", {"hasPart": QUOTED}, "words", (Words(exact="words"),)),
    Shape("a quotation deep below", item(appearance=node("Article", hasPart=node("WebPageElement", hasPart=[QUOTED]))), "words", (Words(exact="words"),)),
    Shape("a quotation between words", item(hasPart=CONTEXTUAL), "words", (Words(exact="words", prefix="before", suffix="behind"),)),
    Shape("a quotation between words in another order", item(hasPart=CONTEXTUAL[::-1]), "words", (Words(exact="words", prefix="before", suffix="behind"),)),
    Shape("a quotation with words of its own around", item(hasPart={**QUOTED, "prefix": "a", "suffix": "b"}), "words", (Words(exact="words", prefix="a", suffix="b"),)),
    Shape("two quotations", item(hasPart=[QUOTED, node("Quotation", text="more", position=2)]), "words", (Words(exact="words"), Words(exact="more"))),
    Shape("a quotation of a citation is no quote", {"citation": node("Article", hasPart=QUOTED)}, "words", ()),
    Shape("what has no place", {"headline": "x", "datePublished": "y", "image": "z", **item(text="t", keywords="k")}, "unread", ("headline", "itemReviewed.keywords")),
]  # fmt: skip


def said(given: dict[str, Any]) -> Review:
    text = json.dumps(node("ClaimReview", **given))
    value, problems = read(Block(Document(PATH, Text(text)), 0, text))
    graph = Graph([value])
    assert problems == []
    return claimreview.read(graph, next(graph.nodes("ClaimReview")))


@each(SHAPES)
def test_a_property_is_read_in_its_shape(case: Shape) -> None:
    assert getattr(said(case.given), case.attribute) == case.expected


def test_a_citation_is_read_in_its_shapes() -> None:
    (text, plain, deep) = said(
        {
            "citation": [
                "https://a.example/",
                node("Article", url="https://b.example/", name="B"),
                node(
                    "Article",
                    **{"@id": "https://c.example/"},
                    hasPart=[node("CreativeWork", hasPart=CONTEXTUAL), QUOTED],
                ),
            ]
        }
    ).citations
    assert (text.addresses, text.words) == (("https://a.example/",), ())
    assert (plain.addresses, plain.name) == (("https://b.example/",), "B")
    assert deep.addresses == ("https://c.example/",)
    assert deep.words == (Words(exact="words"), Words(exact="words", prefix="before", suffix="behind"))


def test_parts_that_hold_each_other_end() -> None:
    parts = {"@id": "#a", "@type": "CreativeWork", "text": "x", "hasPart": [{"@id": "#a"}, QUOTED]}
    assert said({"hasPart": parts}).words == (Words(exact="words"),)


# --- ratings


@dataclass(frozen=True)
class Rated:
    """A rating, the id of the verdict it is here, and what is said about it."""

    name: str
    rating: Rating | None
    verdict: str | None
    notes: Sequence[str] = ()


def rated(value: str | None = None, best: str | None = "5", worst: str | None = "1", *labels: str) -> Rating:
    return Rating(value=value, best=best, worst=worst, labels=labels)


OTHER = "this site's scale is another one, from 1 to 5; choose a verdict"
UNKNOWN = "no verdict of this site is called so; choose a verdict"
ENDLESS = "a number without bestRating and worstRating tells nothing; choose a verdict"
NEITHER = "reviewRating: neither words (alternateName) nor a number; choose a verdict"
MISSED = "reviewRating: “2 on a scale from 1 to 5”: this site has no verdict, or more than one, with that number; choose a verdict"
RATED = [
    Rated("by its label", rated("1", "5", "1", "False"), "false"),
    Rated("by its id", rated(None, None, None, "mostly-true"), "mostly-true"),
    Rated("letter case", rated(None, None, None, "mostly TRUE"), "mostly-true"),
    Rated("hyphens and spaces", rated(None, None, None, " Mostly\u00a0-  true "), "mostly-true"),
    Rated("an underscore", rated(None, None, None, "MOSTLY_TRUE"), "mostly-true"),
    Rated("the second label", rated(None, None, None, "Faux", "False"), "false"),
    Rated("a verdict that rates nothing", rated(None, None, None, "Unproven"), "unproven"),
    Rated("nearly a label", rated(None, None, None, "Falsee"), None, ["reviewRating: “Falsee”: no verdict of this site is called so; nearest “False”; choose a verdict"]),
    Rated("a full stop counts", rated(None, None, None, "False."), None, ["reviewRating: “False.”: no verdict of this site is called so; nearest “False”; choose a verdict"]),
    Rated("accents count", rated(None, None, None, "Fálse"), None, ["reviewRating: “Fálse”: no verdict of this site is called so; nearest “False”; choose a verdict"]),
    Rated("another label", rated("1", "5", "1", "Pants on Fire"), None, [f"reviewRating: “Pants on Fire”: {UNKNOWN}"]),
    Rated("a number on our scale", rated("4"), "mostly-true"),
    Rated("a number as a decimal", rated("4.0", "5.0", "1.0"), "mostly-true"),
    Rated("a decimal comma", rated("4,0", "5", "1"), "mostly-true"),
    Rated("white space", rated(" 4 ", "5", "1"), "mostly-true"),
    Rated("a fraction", rated("4/5", None, "1"), "mostly-true"),
    Rated("a fraction that agrees", rated("4 / 5", "5", "1"), "mostly-true"),
    Rated("a fraction that disagrees", rated("4/10", "5", "1"), None, ["ratingValue: “4/10”: it is out of 10, but bestRating is 5", NEITHER]),
    Rated("half a step", rated("4.5"), None, ["reviewRating: “4.5 on a scale from 1 to 5”: this site has no verdict, or more than one, with that number; choose a verdict"]),
    Rated("half a step with a comma", rated("4,5"), None, ["reviewRating: “4.5 on a scale from 1 to 5”: this site has no verdict, or more than one, with that number; choose a verdict"]),
    Rated("a step that we do not have", rated("2"), None, [MISSED]),
    Rated("another best", rated("4", "10"), None, [f"reviewRating: “4 on a scale from 1 to 10”: {OTHER}"]),
    Rated("another worst", rated("4", "5", "0"), None, [f"reviewRating: “4 on a scale from 0 to 5”: {OTHER}"]),
    Rated("no scale", rated("4", None, None), None, [f"reviewRating: “4”: {ENDLESS}"]),
    Rated("half a scale", rated("4", "5", None), None, [f"reviewRating: “4 on a scale from ? to 5”: {ENDLESS}"]),
    Rated("a scale upside down", rated("2", "1", "5"), None, ["reviewRating: “2 on a scale from 5 to 1”: bestRating 1 is not above worstRating 5; choose a verdict"]),
    Rated("a scale of one step", rated("1", "1", "1"), None, ["reviewRating: “1 on a scale from 1 to 1”: bestRating 1 is not above worstRating 1; choose a verdict"]),
    Rated("too good", rated("6"), None, ["reviewRating: “6 on a scale from 1 to 5”: ratingValue 6 is above bestRating 5; choose a verdict"]),
    Rated("too bad", rated("0"), None, ["reviewRating: “0 on a scale from 1 to 5”: ratingValue 0 is below worstRating 1; choose a verdict"]),
    Rated("our label beside numbers that cannot be", rated("9", "5", "1", "False"), None, ["reviewRating: “False”: ratingValue 9 is above bestRating 5; choose a verdict"]),
    Rated("what cannot be rated", rated("-1", "-1", None, "Unproven"), "unproven"),
    Rated("our label beside a number of another verdict", rated("5", "5", "1", "False"), "false", ["verdict: “False” by its words, but its number (5 on a scale from 1 to 5) is another verdict's here"]),
    Rated("words for a number", rated("four", None, None), None, ["ratingValue: “four”: it is no number", NEITHER]),
    Rated("per cent", rated("80%", None, None), None, ["ratingValue: “80%”: it is no number", NEITHER]),
    Rated("a thousand or one", rated("1,000", "5", "1"), None, ["ratingValue: “1,000”: it is no number", NEITHER]),
    Rated("NaN", rated("NaN", "5", "1"), None, ["ratingValue: “NaN”: it is no number", NEITHER]),
    Rated("a number without end", rated("1E999999999", "5", "1"), None, ["ratingValue: “1E999999999”: it is no number", NEITHER]),
    Rated("other digits", rated("٤", "5", "1"), None, ["ratingValue: “٤”: it is no number", NEITHER]),
    Rated("nothing in it", Rating(), None, [NEITHER]),
    Rated("none at all", None, None, ["reviewRating: there is none; choose a verdict"]),
]  # fmt: skip


@each(RATED)
def test_a_rating_is_a_verdict_or_not(case: Rated) -> None:
    notes = Notes()
    verdict = verdict_of(case.rating, SETTINGS, notes)
    assert (verdict.id if verdict else None) == case.verdict
    assert [f"{note.key}: {note.text}" for note in notes.found] == list(case.notes)


# --- what becomes of a review


@dataclass(frozen=True)
class Made:
    """A change of the plain review, the value of a key in the draft, and the notes about it."""

    name: str
    changes: dict[str, Any]
    key: str
    value: object
    notes: Sequence[str] = ()
    item: dict[str, Any] = field(default_factory=dict)


def cited(*quotes: Any, url: str = "https://town.example.org/accounts", **more: Any) -> dict[str, Any]:
    return {"citation": [node("CreativeWork", url=url, hasPart=list(quotes) or None, **more)]}


def quotation(text: str, **more: Any) -> dict[str, Any]:
    return node("Quotation", text=text, **more)


def corrected(*comments: dict[str, Any]) -> dict[str, Any]:
    return {"correction": [node("CorrectionComment", **comment) for comment in comments]}


LONG = "x" * 301
SAME = "The repairs cost €42 million – twice the first estimate – and the town paid half."
NO_STEM = "itemReviewed.text"
TOO_LONG = "not mapped: {}: “" + "x" * 60 + "”: it has 301 characters; at most 300 are possible"
ABSENT = "it does not stand in seeds/demo.txt; nearest “The repairs cost €42 million” (line 9, column 1; the meaning differs)"
TWICE = "it stands 2 times in seeds/demo.txt; give prefix or suffix with it"
UNSTORED = "no stored source has this address; store it (factcheck capture), then add it under evidence"
ZOE = "to do: claimants: add to content/articles/demo.md before you publish: "
MADE = [
    Made("the claim", {}, "claim", CLAIM),
    Made("the claim on several lines", {}, "claim", "a b", item={"text": " a\r\n\tb\u2028"}),
    Made("a claim that is too long, and a short one", {"claimReviewed": "Short."}, "claim", "Short.", [TOO_LONG.format(NO_STEM)], {"text": LONG}),
    Made("no short form where it is the same", {}, "short", None),
    Made("a short form", {"claimReviewed": "Short."}, "short", "Short."),
    Made("a short form that is long", {"claimReviewed": "y" * 75}, "short", None, ["not mapped: claimReviewed: “" + "y" * 60 + "”: it has 75 characters; at most 74 are possible"]),
    Made("status", {"status": "published"}, "status", "draft", ["not mapped: others: “status”: a claim's file has no place for it"]),
    Made("the kind is left to people", {"kind": "fact"}, "kind", None, ["not mapped: others: “kind”: a claim's file has no place for it"]),
    Made("claimant", {}, "claimant", "Zoë Lind"),
    Made("a claimant as the site writes it", {}, "claimant", "Zoë Lind", ["changed: claimant: “ZOË LIND” is written “Zoë Lind” on this site"], {"author": "ZOË LIND"}),
    Made("a claimant with a space that nobody sees", {}, "claimant", "Zoë Lind", ["changed: claimant: “Zoë\\u{00A0}Lind” is written “Zoë Lind” on this site"], {"author": "Zoë\u00a0Lind"}),
    Made("a claimant that is not listed", {}, "claimant", "Ada Moe", [ZOE + "{name: Ada Moe, type: person, url: 'https://ada.example.org/'}"], {"author": node("Person", name="Ada Moe", sameAs="https://ada.example.org/")}),
    Made("an organization", {}, "claimant", "A: b", [ZOE + "{name: 'A: b', type: organization}"], {"author": node("GovernmentOrganization", name="A: b", sameAs="javascript:alert(1)")}),
    Made("a claimant of no type", {}, "claimant", "Ada", [ZOE + "{name: Ada, type: 'person or organization?'}"], {"author": "Ada"}),
    Made("several claimants", {}, "claimant", None, ["not mapped: itemReviewed.author: “Ada, Ben”: a claim has one claimant; choose"], {"author": ["Ada", "Ben"]}),
    Made("a claimant without letters", {}, "claimant", None, ["not mapped: claimant: “!!!”: a name must have a letter or digit"], {"author": "!!!"}),
    Made("a quote that is verbatim", {}, "quote", "the town paid half", [], {"hasPart": quotation("the town\n paid half")}),
    Made("a quote that is not verbatim", {}, "quote", None, [f"not mapped: quote: “The repairs cost €43 million”: {ABSENT}"], {"hasPart": quotation("The repairs cost €43 million")}),
    Made("a quote in another letter case", {}, "quote", None, ["not mapped: quote: “bicycles travel”: it does not stand in seeds/demo.txt; nearest “Bicycles travel” (line 7, column 3)"], {"hasPart": quotation("bicycles travel")}),
    Made("a quote that stands twice", {}, "quote", None, [f"not mapped: quote: “Trains will run every hour”: {TWICE}"], {"hasPart": quotation("Trains will run every hour")}),
    Made("a quote that stands twice, with words before it", {}, "quote", {"exact": "Trains will run every hour", "prefix": "“"}, [], {"hasPart": quotation("Trains will run every hour", prefix="“")}),
    Made("a quote with wrong words before it", {}, "quote", "Bicycles travel", [], {"hasPart": quotation("Bicycles travel", prefix="no")}),
    Made("a quote that cuts a character", {}, "quote", None, ["not mapped: quote: “banner 👩”: it stands in seeds/demo.txt, but not as a quote: it cuts a character or a word"], {"hasPart": quotation("banner 👩")}),
    Made("a quote that is everywhere", {}, "quote", None, ["not mapped: quote: “e”: it stands 10 times or more in seeds/demo.txt; give prefix or suffix with it"], {"hasPart": quotation("e")}),
    Made("a quote that is too long", {}, "quote", None, ["not mapped: quote: “" + "z" * 160 + "…”: it has 5,001 characters; at most 5,000 are possible"], {"hasPart": quotation("z" * 5001)}),
    Made("the second quotation", {}, "quote", "Bicycles travel", [], {"hasPart": [quotation("nowhere"), quotation("Bicycles travel")]}),
    Made("a claim that is verbatim", {}, "quote", SAME, [], {"text": SAME, "hasPart": None}),
    Made("a claim that cuts a word", {}, "quote", None, ["not mapped: itemReviewed.text: “icycles”: it stands in seeds/demo.txt, but not as a quote: it cuts a character or a word"], {"text": "icycles", "hasPart": None}),
    Made("verdict", {}, "verdict", "false"),
    Made("no verdict", {"reviewRating": None}, "verdict", None, ["not mapped: reviewRating: there is none; choose a verdict"]),
    Made("summary", {"reviewRating": node("Rating", alternateName="False", ratingExplanation="It  is not.")}, "summary", "It is not."),
    Made("a summary that is too long", {"reviewRating": node("Rating", alternateName="False", ratingExplanation="w " * 121)}, "summary", None, ["not mapped: ratingExplanation: “" + "w " * 30 + "”: it has 241 characters; at most 240 are possible"]),
    Made("a summary that quotes what no stored text has", {"reviewRating": node("Rating", alternateName="False", ratingExplanation="It is “utterly wrong”.")}, "summary", None, ["not mapped: summary: FC307 words in quotation marks must be verbatim in a seed or an extract (found “utterly wrong”)"]),
    Made("a summary that quotes the article", {"reviewRating": node("Rating", alternateName="False", ratingExplanation="It is “free of charge”.")}, "summary", "It is “free of charge”."),
    Made("author", {}, "author", "The checkers"),
    Made("credit", {"creditText": "Ada Berg"}, "author", "Ada Berg"),
    Made("second reviewer", {"editor": node("Person", name="Ben Cole")}, "reviewed_by", "Ben Cole"),
    Made("a second reviewer who is the author", {"creditText": "Ada Berg", "editor": "ADA BERG"}, "reviewed_by", None, ["not mapped: editor: “ADA BERG”: the second reviewer must be another person than the author"]),
    Made("a date", {}, "checked", "2025-06-02"),
    Made("a date with time and zone", {"datePublished": "2025-06-02T23:30:00.123-11:00"}, "checked", "2025-06-02"),
    Made("a date with time alone", {"datePublished": "2025-06-02 23:30"}, "checked", "2025-06-02"),
    Made("a date in Zulu", {"datePublished": "2025-06-02T00:30:00Z"}, "checked", "2025-06-02"),
    Made("a date in words", {"datePublished": "2 June 2025"}, "checked", None, ["not mapped: datePublished: “2 June 2025”: it is no date such as 2025-11-26"]),
    Made("a month", {"datePublished": "2025-06"}, "checked", None, ["not mapped: datePublished: “2025-06”: it is no date such as 2025-11-26"]),
    Made("a day that there is not", {"datePublished": "2025-02-30"}, "checked", None, ["not mapped: datePublished: “2025-02-30”: it is no date such as 2025-11-26"]),
    Made("a date and more", {"datePublished": "2025-06-02, updated"}, "checked", None, ["not mapped: datePublished: “2025-06-02, updated”: it is no date such as 2025-11-26"]),
    Made("a date before the article's", {"datePublished": "2025-05-04"}, "checked", None, ["not mapped: datePublished: “2025-05-04”: the article is of 2025-05-05, later than this"]),
    Made("topics", {"keywords": ["Sums, public", "Railways", "Railways"]}, "topics", ["Sums, public", "Railways"]),
    Made("topics as text", {"keywords": "Sums, Railways"}, "topics", ["Sums", "Railways"]),
    Made("a topic as the site writes it", {"keywords": ["public-money"]}, "topics", ["Public money"], ["changed: topics: “public-money” is written “Public money” on this site"]),
    Made("too many topics", {"keywords": [f"T{n}" for n in range(25)]}, "topics", [f"T{n}" for n in range(20)], ["not mapped: keywords: only the first 20 of 25 were read"]),
    Made("a source with its words", cited(quotation("The town paid €21 million of it")), "evidence", [{"source": "accounts", "quote": "The town paid €21 million of it"}]),
    Made("the address with http and without a slash", cited(quotation("The town paid €21 million"), url="http://town.example.org/accounts/"), "evidence", [{"source": "accounts", "quote": "The town paid €21 million"}]),
    Made("another address of the same host", cited(url="https://town.example.org/Accounts"), "evidence", None, [f"not mapped: citation: “https://town.example.org/Accounts”: {UNSTORED}"]),
    Made("a citation as text", {"citation": "https://town.example.org/accounts"}, "evidence", [{"source": "accounts"}], ["to do: evidence: add the words of accounts that bear on the claim"]),
    Made("a source without words", cited(), "evidence", [{"source": "accounts"}], ["to do: evidence: add the words of accounts that bear on the claim"]),
    Made("a source with other words", cited(quotation("The town paid €22 million of it")), "evidence", [{"source": "accounts"}], ["not mapped: citation.hasPart: “The town paid €22 million of it”: it does not stand in content/sources/accounts.md; nearest “The town paid €21 million of it” (line 11, column 53; the meaning differs)"]),
    Made("words with a gap", cited(quotation("The repairs […] cost €41.8 million")), "evidence", [{"source": "accounts", "quote": "The repairs […] cost €41.8 million"}]),
    Made("words that stand twice", cited(quotation("The town paid", suffix="the first half")), "evidence", [{"source": "accounts", "quote": {"exact": "The town paid", "suffix": "the first half"}}]),
    Made("two quotes of a source", cited(quotation("The town paid €21 million"), quotation("nowhere"), quotation("paid in two years")), "evidence", [{"source": "accounts", "quote": "The town paid €21 million"}, {"source": "accounts", "quote": "paid in two years"}], ["not mapped: citation.hasPart: “nowhere”: it does not stand in content/sources/accounts.md; quote the words that are meant"]),
    Made("a source twice", {"citation": ["https://town.example.org/accounts"] * 2}, "evidence", [{"source": "accounts"}], ["to do: evidence: add the words of accounts that bear on the claim"]),
    Made("no stance is made up", cited(quotation("paid in two years"), stance="contradicts"), "evidence", [{"source": "accounts", "quote": "paid in two years"}]),
    Made("a stance that is given", cited(quotation("paid in two years"), stance="refutes"), "evidence", [{"source": "accounts", "quote": "paid in two years", "stance": "refutes"}]),
    Made("a stance as a property", cited(quotation("paid in two years"), additionalProperty=node("PropertyValue", name="stance", value="context")), "evidence", [{"source": "accounts", "quote": "paid in two years", "stance": "context"}]),
    Made("a citation without an address", {"citation": node("Book", name="A book")}, "evidence", None, ["not mapped: citation: “A book”: it has no address"]),
    Made("corrections", corrected({"datePublished": "2025-06-05", "text": "b", "name": "minor"}, {"datePublished": "2025-06-04T10:00", "text": "a", "name": "rating"}), "corrections", [{"date": "2025-06-04", "kind": "rating", "text": "a"}, {"date": "2025-06-05", "kind": "minor", "text": "b"}]),
    Made("a correction of no kind", corrected({"datePublished": "2025-06-05", "text": "b"}), "corrections", None, ["not mapped: correction: “b”: its kind must be one of: minor, factual, rating, void, update"]),
    Made("a correction before the check", corrected({"datePublished": "2025-06-01", "text": "b", "name": "void"}), "corrections", None, ["not mapped: correction: “b”: it is dated 2025-06-01, before the check"]),
    Made("a correction as text", {"correction": "We were wrong."}, "corrections", None, ["not mapped: correction: “no date”: it is no date such as 2025-11-26", "not mapped: correction: “We were wrong.”: its kind must be one of: minor, factual, rating, void, update"]),
    Made("the text of the review", {"reviewBody": "Because."}, "claim", CLAIM, ["not mapped: reviewBody: 8 characters; the reasoning is yours to write"]),
    Made("other properties", {"headline": "H", "x\u202ey": 1}, "claim", CLAIM, ["not mapped: others: “headline, x\\u{202E}y”: a claim's file has no place for it"]),
    Made("characters that nobody can see", {"creditText": "Ada\u202e \x00Be\ud800rg\u2066"}, "author", "Ada Berg", ["changed: author: characters that nobody can see were left out: U+0000, U+202E, U+2066, U+D800"]),
    Made("nothing but such", {"creditText": "\u202e"}, "author", None, ["not mapped: author: “\\u{202E}”: it is empty"]),
    Made("markup", {"creditText": "A &amp; B"}, "author", "A &amp; B", ["to do: author: it holds “&amp;”: if that is HTML, write what it stands for"]),
    Made("what YAML would take for its own", {"creditText": "--- # & * ! | > ' \" % @ ` : {a} [b]"}, "author", "--- # & * ! | > ' \" % @ ` : {a} [b]"),
    Made("a line that ends front matter", {"creditText": "a\n---\nstatus: published"}, "author", "a --- status: published"),
    Made("a word that YAML takes for a value", {"creditText": "no"}, "author", "no"),
    Made("letters beyond the first plane", {"creditText": "Ada 😀 𠮷"}, "author", "Ada 😀 𠮷"),
]  # fmt: skip


@each(MADE)
def test_a_value_of_the_draft(case: Made) -> None:
    given = review(item=case.item, **case.changes)
    (outcome,) = plan(given).outcomes
    assert outcome.draft is not None
    (entry,) = parse({outcome.draft.path: outcome.draft.text.encode()})[0].claims.values()
    value = entry.file.model_dump(mode="json", exclude_unset=True).get(case.key)
    if case.key in ("quote", "evidence"):  # as they are written
        value = dict(outcome.draft.values).get(case.key)
    assert value == case.value
    notes = [f"{note.tone}: {note.key}: {note.text}" for note in outcome.notes.found]
    assert notes == list(case.notes)


@dataclass(frozen=True)
class Named:
    """An address and a claim, and the path of the draft."""

    name: str
    url: object
    claim: str
    path: str


CLAIMS = [
    Named("the last part of the address", "https://a.example/x/new-cafe", CLAIM, "new-cafe"),
    Named("a slash at its end", "https://a.example/x/new-cafe/?a=b#c", CLAIM, "new-cafe"),
    Named("an ending", "https://a.example/new-cafe.html", "A claim.", "a-claim"),
    Named("capitals", "https://a.example/New-Cafe", "A claim.", "a-claim"),
    Named("a way up", "https://a.example/..%2f..%2fx", "../../A/claim.", "a-claim"),
    Named("dots", "https://a.example/..", "A claim.", "a-claim"),
    Named("a bracket that is open", "https://[a", "A claim.", "a-claim"),
    Named("no address", None, "A claim.", "a-claim"),
    Named("an address as a list", ["https://a.example/new-cafe"], "A claim.", "new-cafe"),
    Named("a device of Windows", "https://a.example/con", "Con", "con-2"),
    Named("81 characters", f"https://a.example/{'a' * 81}", "A claim.", "a-claim"),
    Named("80 characters", f"https://a.example/{'a' * 80}", "A claim.", "a" * 80),
    Named("a long claim is cut at a word", None, "word " * 30, "-".join(["word"] * 16)),
    Named("a long word is cut", None, "w" * 100, "w" * 80),
    Named("another script", None, "Το λιμάνι", "to-limani"),
    Named("no letters", None, "!!!", "claim"),
    Named("a name that another claim has", "https://a.example/cost", "A claim.", "cost-2"),
]  # fmt: skip


@each(CLAIMS)
def test_the_name_of_a_draft(case: Named) -> None:
    (outcome,) = plan(review(item={"text": case.claim}, url=case.url)).outcomes
    assert outcome.draft is not None
    assert outcome.draft.path == f"content/claims/demo/{case.path}.md"


def test_names_are_numbered() -> None:
    long = f"https://a.example/{'a-' * 39}aa"
    outcomes = plan(*(review(item={"text": f"Claim {n}."}, url=long) for n in range(3))).outcomes
    names = [outcome.draft.path.split("/")[-1] for outcome in outcomes if outcome.draft]
    assert names == [f"{'a-' * 39}aa.md", f"{'a-' * 38}a-2.md", f"{'a-' * 38}a-3.md"]


def skipped(*reviews: object, **more: Any) -> list[str]:
    return [outcome.skipped for outcome in plan(*reviews, **more).outcomes]


COST = "The repairs of the harbour line cost €42 million."


def test_a_claim_that_is_there_is_left_alone() -> None:
    assert skipped(review(item={"text": COST})) == ["content/claims/demo/cost.md has the same claim"]
    assert skipped(review(url="https://demo.example.org/claims/demo/cost/")) == [
        "content/claims/demo/cost.md is what the review is the page of"
    ]
    again = review(item={"text": "The café is older."}, **{"@id": "https://checks.example.org/b#1"})
    (first,) = plan(again).outcomes
    assert first.draft is not None
    assert first.draft.text.startswith("---\n# Imported from https://checks.example.org/b#1\nclaim: ")
    files = {**base_files(), first.draft.path: first.draft.text.replace("older", "new").encode()}
    assert skipped(again, files=files) == [f"{first.draft.path} was imported from the same address"]


def test_a_claim_that_comes_twice_is_taken_once() -> None:
    assert skipped(review(), review()) == ["", "content/claims/demo/new-cafe.md has the same claim"]


def test_claims_of_one_page_are_told_apart() -> None:
    outcomes = plan(review(), review(item={"text": "Another."})).outcomes
    assert [outcome.draft and outcome.draft.path.split("/")[-1] for outcome in outcomes] == [
        "new-cafe.md",
        "new-cafe-2.md",
    ]
    assert all("Imported from" not in outcome.draft.text for outcome in outcomes if outcome.draft)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "https://a.example/x\nstatus: published", "http://localhost/x", "https://a.example/ x"],
)
def test_only_a_public_address_is_written_down(url: str) -> None:
    (outcome,) = plan(review(url=url, **{"@id": url})).outcomes
    assert outcome.draft is not None
    assert "Imported" not in outcome.draft.text


# --- which article


APPEARANCES = [ARTICLE, f"{ARTICLE}/", ARTICLE.replace("https", "http"), ARTICLE.replace("https", "HTTPS")]


@pytest.mark.parametrize("address", APPEARANCES)
def test_an_article_is_known_by_its_address(address: str) -> None:
    assert drafted(review(item={"appearance": ["https://a.example/", address]}))["claim"] == CLAIM


@pytest.mark.parametrize(
    "address", [f"{ARTICLE}?a=b", f"{ARTICLE}#part", "https://www.gazette.example.org/harbour-line", ARTICLE.upper()]
)
def test_an_article_is_not_known_by_less(address: str) -> None:
    found = plan(review(item={"appearance": address}))
    assert found.outcomes == ()
    assert [(problem.code, problem.details) for problem in found.problems] == [
        (
            "FC703",
            (("found", f"“{address}”"), ("fix", "if it is about one of them, give --article with its name: demo")),
        )
    ]


def test_the_article_may_be_named() -> None:
    given = review(item={"appearance": "https://a.example/"})
    assert drafted(given, article="demo")["claim"] == CLAIM
    assert "to do: claim: see whether it is about this article: its appearance is “https://a.example/”" in noted(
        given, article="demo"
    )
    assert not any("see whether" in note for note in noted(review(), article="demo"))


def test_a_review_without_a_claim_is_refused() -> None:
    found = plan(review(claimReviewed="x" * 301, item={"text": None}))
    assert [(problem.code, dict(problem.details)["found"]) for problem in found.problems] == [
        ("FC705", "claimReviewed “" + "x" * 60 + "”: it has 301 characters; at most 300 are possible")
    ]
    found = plan(review(claimReviewed=None, item={"text": None}), review())
    assert [dict(problem.details)["found"] for problem in found.problems] == [
        "neither itemReviewed.text nor claimReviewed"
    ]
    assert len(found.outcomes) == 1


def test_a_header_that_is_too_large_is_refused() -> None:
    url = "https://town.example.org/accounts"
    accounts = base_files()["content/sources/accounts.md"].decode()
    words = [f"{n:04} " + "w" * 4900 for n in range(20)]
    files = {**base_files(), "content/sources/accounts.md": (accounts + "\n".join(words)).encode()}
    (outcome,) = plan(
        review(citation=node("Article", url=url, hasPart=[quotation(text) for text in words])), files=files
    ).outcomes
    assert outcome.draft is None
    assert outcome.skipped == "content/claims/demo/new-cafe.md:1:1: FC104 front matter must be at most 64 KB"


def test_a_claim_that_the_site_refuses_is_no_draft() -> None:
    """No rule refuses one that the mapping lets through; if one did, nothing would be left to write."""
    path = "content/claims/demo/x.md"
    draft = Draft(path=path, values={"claim": "x" * 301, "status": "draft"})
    found = proved([(draft, Notes())], parse(base_files())[0], SETTINGS)[path]
    assert isinstance(found, Problem)
    assert (found.code, found.place.line) == ("FC113", 2)


def test_what_the_site_refuses_is_left_out() -> None:
    """The same for all other keys: the draft is written without them."""
    path, notes = "content/claims/demo/x.md", Notes()
    values = {"claim": "A claim.", "summary": "x" * 241, "status": "draft", "topics": ["!"]}
    found = proved([(Draft(path=path, values=values), notes)], parse(base_files())[0], SETTINGS)[path]
    assert isinstance(found, Draft)
    assert found.values == {"claim": "A claim.", "status": "draft"}
    assert [(note.key, note.text) for note in notes.found] == [
        ("summary", "FC113 summary must be at most 240 characters (found 241 characters)"),
        ("topics", "FC116 topics must be a name with a letter or digit (found “!”)"),
    ]


def test_front_matter_has_no_anchors() -> None:
    day = date(2025, 6, 2)
    assert written({"checked": day, "corrections": [{"date": day}, {"date": day}]}) == (
        "checked: 2025-06-02\ncorrections:\n- date: 2025-06-02\n- date: 2025-06-02\n"
    )


def test_several_sources_of_one_address_are_told_apart_by_their_words() -> None:
    other = base_files()["content/sources/accounts.md"].replace(b"two years", b"nine years")
    files = {**base_files(), "content/sources/more.md": other}
    made = drafted(review(**cited(quotation("paid in nine years"))), files=files)
    assert made["evidence"] == [{"source": "more", "quote": "paid in nine years"}]
    assert "evidence" not in drafted(review(**cited()), files=files)
    both = review(**cited(quotation("The town paid the first half")))
    assert "evidence" not in drafted(both, files=files)
    assert noted(both, files=files) == [
        "not mapped: citation.hasPart: “The town paid the first half”: it stands in several sources: accounts, more",
        "not mapped: citation: “https://town.example.org/accounts”: several stored sources have this address: accounts, more",
    ]


# --- hostile


def assert_sound(text: str, path: str) -> None:
    """A draft is read as what it must be, and nothing else is in the file."""
    corpus, problems = parse({path: text.encode()})
    assert problems == []
    (entry,) = corpus.claims.values()
    assert entry.file.status is Status.DRAFT
    assert not isinstance(entry.file, ClaimFile)
    assert entry.body == ""


HOSTILE = [
    "---",
    "\n---\n",
    "a: b",
    "*a",
    "&a b",
    "!!python/object:x",
    "\u202e",
    "\u2028",
    "\x85",
    "\ufeff",
    "\x00",
    "\ud800",
    "%",
    "@",
    "`",
    "'",
    '"',
    "|",
    ">",
    "- ",
    "? ",
    "#",
    " #",
    "{{x}}",
    "<script>",
    "\t",
    "../..",
    "\\",
    "~",
    "yes",
    "1_0",
    "0x1",
    "12:30",
    "2025-01-01",
    " ",
    "\u00a0",
    "😀",
    "e\u0301",
    "very " * 30,
]
hostile = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=10), max_size=6).map("".join)
anything = st.recursive(
    hostile | st.none() | st.booleans() | st.floats() | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["@type", "@value", "@id", "name", "url", "text", "hasPart"]), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
PROPERTIES = "url claimReviewed reviewRating author creditText editor datePublished keywords citation correction reviewBody hasPart @id".split()
ABOUT = "text author appearance hasPart datePublished".split()


@often
@given(st.dictionaries(st.sampled_from(PROPERTIES), anything), st.dictionaries(st.sampled_from(ABOUT), anything))
def test_any_review_becomes_a_sound_draft_or_none(changes: dict[str, Any], about: dict[str, Any]) -> None:
    text = json.dumps([review(item=about, **changes)])
    found, _ = planning.read(original(text), PATH)
    for outcome in planning.planned(found, parse(base_files())[0], base_files(), SETTINGS, "demo").outcomes:
        assert all(note.text.isprintable() for note in outcome.notes.found)
        if outcome.draft:
            assert re.fullmatch(r"content/claims/demo/[a-z0-9-]+\.md", outcome.draft.path)
            assert_sound(outcome.draft.text, outcome.draft.path)


@often
@given(hostile)
def test_any_text_is_read_back(words: str) -> None:
    comment = {"datePublished": "2025-07-01", "name": "minor", "text": words}
    (outcome,) = plan(review(creditText=words, claimReviewed=words, keywords=[words], **corrected(comment))).outcomes
    assert outcome.draft is not None
    values = dict(outcome.draft.values)
    (entry,) = parse({outcome.draft.path: outcome.draft.text.encode()})[0].claims.values()
    assert entry.file.model_dump(exclude_unset=True, mode="json") == {
        **values,
        "quote": {"exact": values["quote"]},
        "checked": "2025-06-02",
        **(
            {"corrections": [{**comment, "date": "2025-07-01"} for comment in values["corrections"]]}
            if "corrections" in values
            else {}
        ),
    }


def test_a_site_with_drafts_has_no_errors() -> None:
    """Whatever the plain review was changed to: `make check` has nothing against the drafts."""
    given = [review(**{**case.changes, "url": None}, item={**case.item, "text": f"{case.name}."}) for case in MADE]
    drafts = {outcome.draft.path: outcome.draft.text.encode() for outcome in plan(*given).outcomes if outcome.draft}
    assert len(drafts) == len(MADE)
    corpus, problems = parse({**base_files(), **drafts})
    assert problems == []
    assert not has_errors(reviewed(corpus, SETTINGS).problems)

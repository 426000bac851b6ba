"""JSON-LD: where the reviews of a document are, in whatever it is nested, and where it is broken."""

import json
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from evidence.reviews import CLAIM, PATH, original, review, script
from factcheck.evidence.importing import planning
from factcheck.evidence.importing.jsonld import MOST_LEVELS
from factcheck.evidence.original import Original
from strategies import often

ONE = json.dumps(review())
TYPES = ["ClaimReview", "schema:ClaimReview", "http://schema.org/ClaimReview", "https://schema.org/ClaimReview"]


def typed(kind: object) -> str:
    return json.dumps({**review(), "@type": kind})


def nested(**outer: Any) -> str:
    """A document whose keys hold a review under the name REVIEW."""
    return json.dumps(outer).replace('"REVIEW"', ONE)


@dataclass(frozen=True)
class Shape:
    """A document and how many reviews of the plain kind it holds."""

    name: str
    document: str | bytes
    count: int = 1
    content_type: str = ""


SHAPES = [
    Shape("an object", ONE),
    Shape("an array", f"[{ONE}, {ONE}]", 2),
    Shape("a graph", nested(**{"@context": "https://schema.org", "@graph": [{"@type": "WebSite"}, "REVIEW"]})),
    Shape("a graph within an array", f'[{{"@graph": [{ONE}]}}, {ONE}]', 2),
    Shape("a feed of items", nested(**{"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": "REVIEW"}]})),
    Shape("a feed of reviews", nested(**{"@type": "DataFeed", "dataFeedElement": ["REVIEW", "REVIEW"]}), 2),
    Shape("a feed of one review", nested(**{"@type": "DataFeed", "dataFeedElement": "REVIEW"})),
    Shape("mainEntity of a page", nested(**{"@type": "WebPage", "mainEntity": "REVIEW"})),
    Shape("part of an article", nested(**{"@type": "NewsArticle", "hasPart": ["REVIEW"]})),
    Shape("review of an article", nested(**{"@type": ["NewsArticle"], "review": "REVIEW"})),
    Shape("an item list", nested(**{"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 1, "item": "REVIEW"}]})),
    *(Shape(f"type {kind}", typed(kind)) for kind in TYPES),
    Shape("several types", typed(["Review", "ClaimReview"])),
    Shape("type as an alias", ONE.replace('"@type"', '"type"')),
    Shape("another type", typed("Review"), 0),
    Shape("another vocabulary", typed("https://example.org/ClaimReview"), 0),
    Shape("no context", json.dumps({k: v for k, v in review().items() if k != "@context"})),
    Shape("context as a list", json.dumps({**review(), "@context": ["https://schema.org", {"x": "https://example.org/"}]})),
    Shape("context as an object", json.dumps({**review(), "@context": {"@vocab": "http://schema.org/"}})),
    Shape("names with a prefix", ONE.replace('"claimReviewed"', '"schema:claimReviewed"').replace('"text"', '"http://schema.org/text"')),
    Shape("a review within a review is what it refers to", json.dumps({**review(), "isBasedOn": review()})),
    Shape("a review that is only referred to", '[{"@type": "ClaimReview", "@id": "#a"}]', 0),
    Shape("a page", script(ONE)),
    Shape("a page with the type in capitals and a parameter", script(ONE, "Application/LD+JSON; charset=utf-8")),
    Shape("a page with another script", script(ONE, "text/javascript"), 0),
    Shape("a page with two scripts", script(ONE) + script(ONE), 2),
    Shape("a script that is not closed", f'<script type="application/ld+json">{ONE}'),
    Shape("a script without quotation marks", f"<script type=application/ld+json>{ONE}</script>"),
    Shape("an attribute that holds >", f'<script data-a=">" type="application/ld+json">{ONE}</script>'),
    Shape("a comment", f"<!-- {script(ONE)} -->", 0),
    Shape("tags within a text of the JSON", script(ONE.replace(CLAIM, "<b>x</b> <!-- " + CLAIM))),
    Shape("what XML does not parse", "<![if IE]><![endif]>" + script(ONE)),
    Shape("CDATA", script(f"<![CDATA[{ONE}]]>")),
    Shape("CDATA in comments of a script", script(f"\n//<![CDATA[\n{ONE}\n//]]>\n")),
    Shape("CDATA in long comments", script(f"/*<![CDATA[*/{ONE}/*]]>*/")),
    Shape("an HTML comment within the script", script(f"<!--\n{ONE}\n//-->")),
    Shape("escaped as a whole", script(ONE.replace('"', "&quot;"))),
    Shape("a byte-order mark", b"\xef\xbb\xbf" + ONE.encode()),
    Shape("a byte-order mark in a script", script("\ufeff" + ONE)),
    Shape("UTF-16", json.dumps(review(), ensure_ascii=False).encode("utf-16"), content_type="application/json"),
    Shape("a page in windows-1252", script(json.dumps(review(), ensure_ascii=False)).encode("cp1252"), content_type="text/html; charset=windows-1252"),
    Shape("JSON that is called HTML", ONE, content_type="text/html"),
    Shape("JSON-LD by its media type", f"\n {ONE}", content_type="application/ld+json; charset=utf-8"),
    Shape("JSON of a scalar", '"ClaimReview"', 0, "application/json"),
]  # fmt: skip


@each(SHAPES)
def test_reviews_are_found(case: Shape) -> None:
    reviews, problems = planning.read(original(case.document, case.content_type), PATH)
    assert len(reviews) == case.count
    assert [found.code for found in problems] == ([] if case.count else ["FC702"])
    assert all(CLAIM in (found.claim or "") for found in reviews)


def test_a_node_that_is_named_elsewhere_is_followed() -> None:
    graph = {
        "@graph": [
            {**review(), "author": {"@id": "#us"}, "itemReviewed": {"@id": "#claim"}},
            {"@type": "Organization", "@id": "#us", "name": "The checkers"},
            {"@type": "Claim", "@id": "#claim", "text": "Whole.", "author": {"@id": "#claim"}},
        ]
    }
    ((found,), _) = planning.read(original(json.dumps(graph)), PATH)
    assert (found.claim, found.authors, found.claimants) == ("Whole.", ("The checkers",), ())


@dataclass(frozen=True)
class Slip:
    """A broken document, where it is broken, and how many reviews are read all the same."""

    name: str
    document: str | bytes
    place: str
    found: str
    count: int = 0
    code: str = "FC701"
    content_type: str = ""


DEEP = "[" * (MOST_LEVELS + 1)
SLIPS = [
    Slip("a comma too many", '{"a": 1,\n }', "2:2", "Expecting property name enclosed in double quotes at “}”"),
    Slip("a comma too many in a list", '[1,\n2,]', "2:3", "Expecting value at “]”"),
    Slip("a comma too few", '{"a": 1\n "b": 2}', "2:2", "Expecting ',' delimiter at “"'"b": 2}”'),
    Slip("single quotation marks", "{'a': 1}", "1:2", "Expecting property name enclosed in double quotes at “'a': 1}”"),
    Slip("a quotation mark within a text", '{"a": "b "c" d"}', "1:11", 'Expecting \',\' delimiter at “c" d"}”'),
    Slip("a line break within a text", '{"a": "b\nc"}', "1:9", "Invalid control character at the end of the line"),
    Slip("a backslash", '{"a": "\\x"}', "1:8", "Invalid \\escape at “\\x"'"}”'),
    Slip("cut off", '{"a": {"b": 1}', "1:15", "Expecting ',' delimiter at the end"),
    Slip("two objects", "{}\n{}", "2:1", "Extra data at “{}”"),
    Slip("a comment", "{} // x", "1:4", "Extra data at “// x”"),
    Slip("a semicolon", "{};", "1:3", "Extra data at “;”"),
    Slip("empty", " ", "1:2", "Expecting value at the end", content_type="application/json"),
    Slip("no JSON", "hello", "1:1", "Expecting value at “hello”", content_type="application/json"),
    Slip("NaN", '[{"a": NaN},\n-Infinity, ' + ONE + "]", "1:8", "NaN or Infinity", 1),
    Slip("too deep", f"[{ONE},\n{DEEP}", f"2:{MOST_LEVELS}", f"more than {MOST_LEVELS} levels of brackets"),
    Slip("far too deep", "[" * 1_000_000, f"1:{MOST_LEVELS + 1}", f"more than {MOST_LEVELS} levels of brackets"),
    Slip("a text that is not closed", '{"' + '\\"' * 1_000_000, "1:2", "Unterminated string at “" + '"' + '\\"' * 19 + "\\”"),
    Slip("in a page", script('\n{"a": 1,\n }'), "5:2", "Expecting property name enclosed in double quotes at “}”"),
    Slip("in the second script of a page", script(ONE) + "\n" + script("{"), "7:37", "Expecting property name enclosed in double quotes at the end", 1),
    Slip("in a script behind a comment that is open", script("{}") + "<!-- <p>" + script(" ["), "6:38", "Expecting value at the end"),
    Slip("behind CDATA", script("<![CDATA[{,]]>"), "3:46", "Expecting property name enclosed in double quotes at “,”"),
    Slip("escaped in part", script('{&quot;a&quot;: "b"}'), "3:37", "Expecting property name enclosed in double quotes at “&quot;a&quot;: "'"b"}”'),
    Slip("escaped and broken", script("\n\n{&quot;a&quot;: }"), "3:36", "Expecting value at “}”"),
    Slip("an empty script", script(""), "3:36", "Expecting value at the end"),
    Slip("Latin-1", '{"a": "caf\xe9"}'.encode("latin-1"), "1:11", "byte 0xE9", code="FC101"),
    Slip("cut off UTF-8", b'{"a": "caf\xc3', "1:11", "byte 0xC3", code="FC101"),
    Slip("an image", b"\x89PNG\r\n\x1a\n\0\0", "1:1", "neither a page nor JSON: “‰PNG\\u{000D}\\u{000A}\\u{001A}\\u{000A}\\u{0000}\\u{0000}”", code="FC702"),
    Slip("a plain text", "Nothing is here.", "1:1", "neither a page nor JSON: “Nothing is here.”", code="FC702"),
    Slip("an empty file", b"", "1:1", "neither a page nor JSON: “”", code="FC702"),
    Slip("a page without JSON-LD", "<p>ClaimReview", "1:1", "a page without JSON-LD", code="FC702"),
    Slip("JSON-LD of something else", '{"@type": "Article"}', "1:1", "JSON-LD without one", code="FC702"),
]  # fmt: skip


@each(SLIPS)
def test_a_slip_is_told_by_its_place(case: Slip) -> None:
    reviews, problems = planning.read(original(case.document, case.content_type), PATH)
    first = problems[0]
    assert (str(first.place), first.code, dict(first.details)["found"]) == (
        f"{PATH}:{case.place}",
        case.code,
        case.found,
    )
    assert len(reviews) == case.count


def test_a_name_that_is_given_twice_is_not_read() -> None:
    twice = ONE.replace('"datePublished": "2025-06-02"', '"datePublished": "2025-06-02", "datePublished": "2025-06-03"')
    ((found,), (problem,)) = planning.read(original(script(twice)), PATH)
    assert found.published is None
    assert (str(problem.place), problem.message) == (f"{PATH}:3:36", "“datePublished” must be given once")


def test_a_name_that_is_given_twice_with_the_same_value_is_read() -> None:
    twice = ONE.replace('"datePublished": "2025-06-02"', '"datePublished": "2025-06-02", "datePublished": "2025-06-02"')
    ((found,), problems) = planning.read(original(twice), PATH)
    assert (found.published, problems) == ("2025-06-02", ())


def test_a_review_knows_where_it_stands() -> None:
    (found, _) = planning.read(original(script(f"\n[{{}},\n  {ONE},\n  {ONE}]")), PATH)
    assert [str(one.place) for one in found] == [f"{PATH}:5:3", f"{PATH}:6:3"]


def test_there_may_be_more_reviews_than_anybody_reads() -> None:
    small = '{"@type":"ClaimReview","claimReviewed":"x"}'
    reviews, problems = planning.read(original(f"[{','.join([small] * 20_000)}]"), PATH)
    assert len(reviews) == planning.MOST_REVIEWS
    (told,) = problems
    assert (told.code, dict(told.details)["fix"]) == ("FC704", "19,000 more were not read: split the file")


@pytest.mark.parametrize("slip", ['{"a": 1, "a": 2}', "NaN"])
def test_slips_of_one_script_are_told_up_to_a_number(slip: str) -> None:
    _, problems = planning.read(original(f"[{','.join([slip] * 5000)}]"), PATH)
    assert len(problems) == 20


def test_of_a_list_the_first_entries_are_read() -> None:
    given = [review(keywords=[None] * count + ["Railways"]) for count in (199, 200)]
    (first, second), _ = planning.read(original(json.dumps(given)), PATH)
    assert (first.keywords, second.keywords) == (("Railways",), ())


@pytest.mark.parametrize(("length", "is_read"), [(90, True), (110, False)])
def test_a_chain_of_parts_is_followed_so_far(length: int, *, is_read: bool) -> None:
    chain: list[dict[str, Any]] = [{"@id": f"#{n}", "hasPart": {"@id": f"#{n + 1}"}} for n in range(length)]
    end = {"@id": f"#{length}", "hasPart": {"@type": "Quotation", "text": "words"}}
    (found,), _ = planning.read(
        original(json.dumps([{**review(item={"hasPart": None}), "hasPart": chain[0]}, *chain, end])), PATH
    )
    assert bool(found.words) is is_read


HUGE = {
    "list": [{"@id": "#big"}] * 20_000,
    "big": {"@id": "#big", "name": ["x"] * 20_000, "hasPart": [{"@id": "#big"}] * 20_000},
}


def test_references_to_large_nodes_cost_little() -> None:
    one = {**review(), "author": HUGE["list"], "citation": HUGE["list"], "hasPart": HUGE["list"]}
    ((found,), _) = planning.read(original(json.dumps([one, HUGE["big"]])), PATH)
    assert len(found.citations) == 200


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from([CLAIM, "#a", "2025-06-02"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from("@type @id @value @list @graph name url text author itemReviewed hasPart citation position".split()) | st.text(max_size=4),
        inner | st.sampled_from(["ClaimReview", "Quotation"]),
        max_size=5,
    ),
    max_leaves=30,
)  # fmt: skip


@often
@given(anything)
def test_any_json_is_read(value: object) -> None:
    planning.read(original(json.dumps(value)), PATH)


@often
@given(
    st.binary(max_size=80) | st.text(max_size=80).map(lambda text: script(text).encode(errors="replace")),
    st.sampled_from(["", "text/html", "application/json"]),
)
def test_any_bytes_are_read(body: bytes, content_type: str) -> None:
    _, problems = planning.read(Original(body=body, content_type=content_type), PATH)
    assert all(found.place.line >= 1 and found.place.column >= 1 for found in problems)


@often
@given(
    st.lists(
        st.sampled_from(
            [*'"\\[]{}', "NaN", "<!--", "-->", "<![CDATA[", "]]>", "</script>", "&quot;", "//", "/*", " ", "\n", ONE]
        ),
        max_size=20,
    ).map("".join)
)
def test_any_markup_is_read(text: str) -> None:
    planning.read(original(script(text)), PATH)


@pytest.mark.parametrize(
    "text", ["<!--" * 200_000, "<script type=application/ld+json>" * 20_000, " " * 1_000_000, "{&quot;" * 200_000]
)
def test_hostile_markup_takes_no_time(text: str) -> None:
    planning.read(original(script(text)), PATH)

"""The audit's own reading of a page: what it takes for plain, every parser reads alike; nothing is mended.

It is compared with Python's parser, and its trees with those of BeautifulSoup, which read pages for the audit before.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from bs4 import Tag as SoupTag
from bs4.element import PreformattedString
from hypothesis import given
from hypothesis import strategies as st

from cases import harbour
from factcheck.core.text import collapse
from factcheck.site.audit import tags
from factcheck.site.audit.tags import Cut, cut
from factcheck.site.audit.tree import Element, Tree, first, parse, text, words

Node = tuple[str, tuple[tuple[str, str], ...], list["Node | str"]]

NAMES = st.sampled_from("p div span a b li ul h1 br img meta section svg circle script style title textarea".split())
VALUES = st.text(alphabet="ab \n&;<>=/'é", max_size=6)
PAIRS = st.tuples(st.sampled_from(("class", "id", "href", "hidden", "aria-hidden", "data-x", "viewBox")), VALUES)


def opening(name: str, pairs: list[tuple[str, str]], end: str) -> str:
    attrs = "".join(f' {key}="{value}"' for key, value in pairs)
    return f"<{name}{attrs}{end}>"


OPENINGS = st.builds(opening, NAMES, st.lists(PAIRS, max_size=3), st.sampled_from(("", "", " ")))
ENDINGS = NAMES.map(lambda name: f"</{name}>")
TEXTS = st.text(alphabet="ab \n>\"'é\N{NO-BREAK SPACE}", max_size=8)
ENTITIES = st.sampled_from(("&amp;", "&lt;", "&#8364;", "&eacute;", "&nbsp;"))
# What the theme does not write: unquoted values, comments, tags left open.
ODD = st.sampled_from(("<a b=c>", "<!-- <p> -->", "<", "< p>", "<P>", "</P >", "<br/>", "<A b>", "<?x>", "<a b='c'>"))
OPEN = st.sampled_from(("<p", '<p class="'))
PLAIN = st.lists(st.one_of(OPENINGS, ENDINGS, TEXTS, ENTITIES), max_size=12).map("".join)
ANY = st.lists(st.one_of(OPENINGS, ENDINGS, TEXTS, ENTITIES, ODD), max_size=12).map("".join)
HOSTILE = st.lists(st.one_of(ANY, OPEN), max_size=3).map("".join) | st.text(alphabet="<>/=\"' \n!-a&;", max_size=40)


def told(found: Cut) -> tuple[list[tuple[object, ...]], list[str]]:
    """The tags and texts as they can be compared."""
    texts = [_decoded(found, at) for at in range(len(found.texts))]
    return [(tag.kind, tag.name, dict(tag.attrs)) for tag in found.tags], texts


def _decoded(found: Cut, at: int) -> str:
    is_raw = at > 0 and found.tags[at - 1].name in tags.RAW and found.tags[at - 1].is_element
    return found.texts[at] if is_raw or not found.is_escaped else tags.unescape(found.texts[at])


@given(st.one_of(PLAIN, ANY, HOSTILE))
def test_what_is_plain_is_read_as_by_the_parser(html: str) -> None:
    assert told(cut(html)) == told(tags._Parser.cut(html))


@given(st.one_of(PLAIN, ANY))
def test_a_tree_is_that_of_beautifulsoup(html: str) -> None:
    html = f"<html>{html}"  # outside of it BeautifulSoup makes white space one character
    assert list(nodes(Element(parse(html)))) == list(soup_nodes(soup(html)))


def test_the_pages_of_a_site_are_plain_and_read_as_before(tmp_path: Path) -> None:
    pages = sorted(harbour.build(tmp_path).output.rglob("*.html"))
    assert len(pages) > 40
    for page in pages:
        html = page.read_text(encoding="utf-8")
        tree = parse(html)
        assert tree.cut.is_escaped == ("<template" not in html), f"{page}: read by the slow parser"
        assert list(nodes(Element(tree))) == list(soup_nodes(soup(html)))


def soup(html: str) -> BeautifulSoup:
    """As the audit read pages before."""
    return BeautifulSoup(html, "html.parser", preserve_whitespace_tags={"html", "div"}, on_duplicate_attribute="ignore")


def soup_nodes(around: SoupTag) -> Iterator["Node | str"]:
    """The nodes in an element; texts that a comment parts are one, and scripts, styles and templates have none."""
    said = ""
    for child in around.children:
        if isinstance(child, SoupTag):
            yield from [said] if said else []
            said = ""
            attrs = {key: value if isinstance(value, str) else " ".join(value) for key, value in child.attrs.items()}
            yield child.name, tuple(attrs.items()), list(soup_nodes(child))
        elif not isinstance(child, PreformattedString) and around.name not in ("script", "style"):
            said += "" if around.find_parent("template") or around.name == "template" else str(child)
    yield from [said] if said else []


def nodes(around: Element) -> Iterator["Node | str"]:
    """The nodes in an element, in the same form."""
    said = ""
    for child in around.children:
        if isinstance(child, Element):
            yield from [said] if said else []
            said = ""
            attrs = {key: " ".join(value.split()) if key == "class" else value for key, value in child.attrs.items()}
            yield child.name, tuple(attrs.items()), list(nodes(child))
        else:
            said += child
    yield from [said] if said else []


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ("<head><form><base></head><body><body onload=x>", "head form base body body"),
        ("<p><script src=//x></script>", "p script"),
        ("<table><form><td><script>", "table form td script"),
        ('<p title="<script>"><iframe>', "p iframe"),
        ("<svg><script/><p>", "svg script p"),
        ("<title><script></script></title>", "title script"),
        ("<noscript><meta></noscript><template><base></template>", "noscript meta template base"),
        ("<a><a><b></a><a></b>", "a a b a"),
    ],
)
def test_what_a_browser_would_move_or_drop_is_seen(html: str, names: str) -> None:
    assert [tag.name for tag in cut(html).tags if tag.is_element] == names.split()


def test_of_two_attributes_the_first_counts() -> None:
    (tag,) = cut('<p id="a" id="b">').tags
    assert tag.attrs == {"id": "a"}


def test_tags_that_are_written_alike_are_one() -> None:
    one, _, other, _ = cut('<p class="a">x</p><p class="a">y</p>').tags
    assert one is other


def test_what_is_self_closed_in_html_is_open_as_in_a_browser() -> None:
    page = Element(parse('<div hidden/>x<svg><circle r="1"/></svg>'))
    assert words(page) == ""
    assert [one.name for one in page.named("circle")[0].parents] == ["svg", "div"]


PAGE = Element(
    parse(
        '<body><p class="a">one <b hidden>two <i>three</i></b> f&amp;ur</p>'
        '<div aria-hidden="true"><p class="b">five</p></div><p class="c b">six<br>seven</body>eight'
    )
)


def test_a_part_has_its_own_elements_only() -> None:
    a, b, c = PAGE.named("p")
    assert [one.name for one in a.named("i")] == ["i"]
    assert PAGE.classed("b") == [b, c]
    assert c.named("br")[0].parent == c
    assert a.named("br") == b.named("i") == []
    assert c.parent.name == "body"


def test_words_are_what_a_reader_sees() -> None:
    a, b, c = PAGE.named("p")
    assert words(PAGE) == "one f&ursixseveneight"
    assert words(PAGE, ("a",)) == "sixseveneight"
    assert words(PAGE, ("a", "c")) == "eight"
    assert text(a, hidden=True) == "one two three f&ur"
    assert text(a, ("b",), hidden=True) == "one two three f&ur"
    assert text(PAGE.named("b")[0]) == "two three"
    assert first([b, c]) == c
    assert first([b]) is None


@given(st.one_of(PLAIN, ANY), st.booleans())
def test_the_text_of_a_part_is_that_of_its_nodes(html: str, hidden: bool) -> None:
    page = Element(parse(html))
    assert collapse(text(page, hidden=hidden)) == collapse("".join(said(page, hidden=hidden)))


def said(around: Element, *, hidden: bool) -> Iterator[str]:
    for child in around.children:
        if isinstance(child, str):
            yield child
        elif hidden or not child.tag.is_hidden:
            yield from said(child, hidden=hidden)


def test_a_page_of_nothing_but_openings_is_read_at_once() -> None:
    tree = Tree(cut("<b>" * 20_000 + "x"))
    assert text(Element(tree)) == "x"
    assert len(list(Element(tree, 19_999).parents)) == 19_999

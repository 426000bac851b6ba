"""Annotate: any spans give balanced HTML, and the marked text is the text."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup
from hypothesis import assume, given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.core.blocks import Block, Kind, blocks
from factcheck.core.text import Span, Text
from factcheck.render.annotate import AnnotatedBlock, Mark, Part, annotate, escape_text, lead
from strategies import any_texts, odd_texts, often, trimmed_spans


def mark(number: int, start: int, end: int) -> Mark:
    """The mark m<number>, with markup in its label, as no label should be trusted."""
    return Mark(slug=f"m{number}", span=Span(start, end), number=number, verdict="true", label="T&F")


def pill(number: int) -> str:
    """The reference of a mark: what its link says besides the quoted words."""
    return (
        '<span class="reference">\u2060<span class="pill"><span class="unseen"> (claim </span>'
        f'{number}<svg class="symbol" aria-hidden="true"><use href="#symbol-true"></use></svg>'
        '<span class="unseen">: T&amp;F)</span></span></span>'
    )


def link(number: int, words: str, *, first: bool = True, last: bool = True) -> str:
    """A piece of the mark m<number>."""
    anchor, stop = f' id="mark-m{number}"' if first else "", "" if last else ' tabindex="-1"'
    inner = words + (pill(number) if last else "")
    return f'<a class="mark verdict-true"{anchor} href="#note-m{number}"{stop}>{inner}</a>'


def under(number: int, inner: str, level: int = 2) -> str:
    """A piece that the mark m<number> covers too."""
    return f'<span class="under verdict-true level-{level}" data-mark="m{number}">{inner}</span>'


def anchor(number: int) -> str:
    return f'<span id="mark-m{number}"></span>'


def flat(parts: Sequence[Part]) -> list[AnnotatedBlock]:
    return [block for part in parts for block in part.blocks]


def annotated(text: str, *marks: Mark) -> list[AnnotatedBlock]:
    return flat(annotate(text, blocks(Text(text)), marks))


class Exact(NamedTuple):
    name: str
    text: str
    spans: list[tuple[int, int]]  # of m1, m2, …
    expected: list[str]  # the HTML of each block


EXACT = [
    Exact("no mark", "One & two.", [], ["One &amp; two."]),
    Exact("one", "One two.", [(4, 7)], [f"One {link(1, 'two')}."]),
    Exact("the whole text", "One.", [(0, 4)], [link(1, "One.")]),
    Exact(
        "markup in the text", "<b>&\"'</b>.", [(3, 6)], [f"&lt;b&gt;{link(1, '&amp;' + chr(34) + chr(39))}&lt;/b&gt;."]
    ),
    Exact("adjacent", "OneTwo.", [(0, 3), (3, 6)], [f"{link(1, 'One')}{link(2, 'Two')}."]),
    Exact(
        "nested",
        "One two three.",
        [(0, 13), (4, 7)],
        [link(1, "One ", last=False) + under(1, link(2, "two")) + link(1, " three", first=False) + "."],
    ),
    Exact(
        "overlapping",
        "One two three four.",
        [(0, 7), (4, 18)],
        [
            link(1, "One ", last=False)
            + anchor(2)
            + under(2, link(1, "two", first=False))
            + link(2, " three four", first=False)
            + "."
        ],
    ),
    Exact(
        "overlapping, equally long: the later one is the link",
        "One two six.",
        [(0, 7), (4, 11)],
        [
            link(1, "One ", last=False)
            + under(1, link(2, "two", last=False))
            + link(1, "", first=False)
            + link(2, " six", first=False)
            + "."
        ],
    ),
    Exact(
        "nested with a common end: the shortest is the link, the longest the lowest line",
        "One two six ten.",
        [(0, 11), (4, 11), (8, 11)],
        [
            link(1, "One ", last=False)
            + under(1, link(2, "two ", last=False))
            + under(1, under(2, link(3, "six")), 3)
            + link(1, "", first=False)
            + link(2, "", first=False)
            + " ten."
        ],
    ),
    Exact(
        "identical",
        "One two.",
        [(4, 7), (4, 7)],
        [f"One {anchor(2)}{under(2, link(1, 'two'))}{link(2, '', first=False)}."],
    ),
    Exact(
        "five on the same words",
        "One two.",
        [(4, 7)] * 5,
        [
            f"One {''.join(anchor(n) for n in (2, 3, 4, 5))}"
            + under(5, under(4, under(3, under(2, link(1, "two")), 3), 4), 4)
            + f"{''.join(link(n, '', first=False) for n in (2, 3, 4, 5))}."
        ],
    ),
    Exact(
        "across two blocks",
        "One two.\nThree four.",
        [(4, 14)],
        ["One " + link(1, "two.", last=False), link(1, "Three", first=False) + " four."],
    ),
    Exact(
        "across list items",
        "- one\n- two\n- three",
        [(2, 17)],
        [link(1, "one", last=False), link(1, "two", first=False, last=False), link(1, "thr", first=False) + "ee"],
    ),
    Exact("from a bullet on", "- one two", [(0, 5)], [link(1, "one") + " two"]),
    Exact("a carriage return", "One\rtwo.\r\n\r\nThree.", [], ["One&#13;two.", "Three."]),
]


@each(EXACT)
def test_html(case: Exact) -> None:
    marks = [mark(number, *span) for number, span in enumerate(case.spans, 1)]
    assert [block.html for block in annotated(case.text, *marks)] == case.expected


def test_a_mark_of_another_noun_and_verdict() -> None:
    other = Mark(
        slug="a", span=Span(0, 3), number=7, verdict="mostly-false", label="L", has_symbol=False, noun="<heading>"
    )
    html = annotated("One.", other)[0].html
    assert '<a class="mark verdict-mostly-false" id="mark-a" href="#note-a">' in html
    assert "(&lt;heading&gt; </span>7<span" in html  # no symbol between


def test_bullets_stand_beside_the_html() -> None:
    assert [(block.bullet, block.html, block.gap) for block in annotated("- one\n12.  two\n\nEnd.")] == [
        ("- ", "one", "\n"),
        ("12.  ", "two", "\n\n"),
        ("", "End.", ""),
    ]


def test_items_that_follow_each_other_are_one_part() -> None:
    text = "A Title\nText.\n- one\n- two\nText.\n- three\nText."
    parts = annotate(text, blocks(Text(text)), [])
    kinds = [(part.kind, len(part.blocks)) for part in parts]
    assert kinds == [
        (Kind.HEADING, 1),
        (Kind.PARAGRAPH, 1),
        (Kind.ITEM, 2),
        (Kind.PARAGRAPH, 1),
        (Kind.ITEM, 1),
        (Kind.PARAGRAPH, 1),
    ]


def test_paragraphs_that_follow_each_other_are_parts_of_their_own() -> None:
    assert len(annotate("One.\nTwo.", blocks(Text("One.\nTwo.")), [])) == 2


def test_a_note_follows_the_block_where_its_mark_ends() -> None:
    found = annotated("One.\nTwo.\nThree.", mark(1, 0, 3), mark(2, 1, 8), mark(3, 5, 9), mark(4, 0, 16))
    assert [block.slugs for block in found] == [("m1",), ("m2", "m3"), ("m4",)]


def test_the_order_of_the_marks_does_not_matter() -> None:
    marks = [mark(1, 0, 3), mark(2, 0, 3), mark(3, 1, 6)]
    assert annotated("One two.", *marks) == annotated("One two.", *reversed(marks))


def test_lead_of_a_text_without_blocks_is_the_text() -> None:
    assert lead(" \n", ()) == " \n"
    assert annotate(" \n", (), ()) == ()


def test_escape_text_leaves_no_markup_and_no_bare_carriage_return() -> None:
    assert escape_text('<a href="x">&amp;\r\n') == '&lt;a href="x"&gt;&amp;amp;&#13;\n'


class _Strict(HTMLParser):
    """Fails on a tag that is not closed, closed twice or out of order, and on a link inside a link."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ("a", "span", "svg", "use"), tag
        assert tag != "a" or "a" not in self.open, "a link inside a link"
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice: {names}"
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raise AssertionError(tag)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)


def assert_balanced(html: str) -> None:
    parser = _Strict()
    parser.feed(html)
    parser.close()
    assert parser.open == []


def parsed(html: str) -> BeautifulSoup:
    """Some HTML as a tree; outside of `pre` white space between tags would be collapsed."""
    return BeautifulSoup(f"<pre>{html}</pre>", "html.parser")


def stripped(html: str) -> str:
    """The text of some HTML without the references."""
    soup = parsed(html)
    for reference in soup.select(".reference"):
        reference.decompose()
    return soup.get_text()


def assert_sound(text: str, structure: Sequence[Block], marks: Sequence[Mark]) -> None:
    """Everything that holds for every text and all marks."""
    found = flat(annotate(text, structure, marks))
    whole = "".join(block.html for block in found)
    for block in found:
        assert_balanced(block.html)
    assert lead(text, structure) + "".join(b.bullet + stripped(b.html) + b.gap for b in found) == text
    assert "\r" not in "".join(b.html + b.gap_html for b in found)  # a parser would make a line feed of it
    assert all(unescape(b.gap_html) == b.gap for b in found)
    soup = parsed(whole)
    ids = [str(tag["id"]) for tag in soup.select("[id]")]
    stops = [str(tag["href"]) for tag in soup.select("a:not([tabindex])")]
    slugs = [slug for block in found for slug in block.slugs]
    assert Counter(ids) == Counter(f"mark-{m.slug}" for m in marks)
    assert Counter(stops) == Counter(f"#note-{m.slug}" for m in marks)
    assert Counter(slugs) == Counter(m.slug for m in marks)
    assert len(soup.select(".reference")) == len(marks)
    assert_words_are_linked(text, structure, marks, soup)


def assert_words_are_linked(text: str, structure: Sequence[Block], marks: Sequence[Mark], soup: BeautifulSoup) -> None:
    """Exactly the marked characters stand in links, bullets and gaps apart."""
    covered = {offset for m in marks for offset in range(*m.span)}
    inner = {o for block in structure for o in range(block.span.start + block.bullet, block.span.end)}
    linked = "".join(stripped(str(tag)) for tag in soup.select("a"))
    shown_bullets = any(
        m.span.end <= b.span.start + b.bullet and m.span.end > b.span.start for m in marks for b in structure
    )
    if not shown_bullets:
        assert linked == "".join(text[offset] for offset in sorted(covered & inner))


class Many(NamedTuple):
    name: str
    text: str
    spans: list[tuple[int, int]]


SENTENCE = "The <b>quick</b> brown fox & the lazy dog met in “May”, they said."
ITEMS = "Intro here:\n- one & one\n- two\n\nThe end of it."
MANY = [
    Many("nested three deep", SENTENCE, [(0, 60), (4, 30), (7, 12)]),
    Many("nested with a common start", SENTENCE, [(4, 30), (4, 20), (4, 10)]),
    Many("nested with a common end", SENTENCE, [(4, 30), (10, 30), (20, 30)]),
    Many("overlapping in a chain", SENTENCE, [(0, 10), (5, 15), (10, 20), (15, 25), (20, 30)]),
    Many("identical three times", SENTENCE, [(4, 30)] * 3),
    Many("adjacent", SENTENCE, [(0, 5), (5, 10), (10, 15)]),
    Many("each character", "One two.", [(o, o + 1) for o in range(8) if o != 3]),
    Many("the whole text and each item", ITEMS, [(0, len(ITEMS)), (14, 23), (26, 29)]),
    Many("crossing blocks both ways", ITEMS, [(0, 16), (8, 28), (16, 40)]),
    Many("crossing list items", ITEMS, [(14, 28), (20, 29)]),
    Many("starting at a bullet", ITEMS, [(12, 17), (24, 29)]),
    Many("ending at a bullet", ITEMS, [(6, 13)]),
    Many("a bullet alone", ITEMS, [(12, 13)]),
    Many("a bullet alone and its item", ITEMS, [(12, 13), (14, 23)]),
    Many("50 marks on one sentence", SENTENCE, [(o % 20, 30 + o % 35) for o in range(50)]),
    Many("line ends of all kinds", "One\r\ntwo\rthree.\n\n\fFour.", [(0, 15), (5, 23)]),
]


@each(MANY)
def test_marks(case: Many) -> None:
    marks = [mark(number, *span) for number, span in enumerate(case.spans, 1)]
    assert_sound(case.text, blocks(Text(case.text)), marks)


@st.composite
def marked(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> tuple[str, list[Mark]]:
    """A text with up to eight marks of spans that a quote could have."""
    text = draw(texts)
    assume(re.search(r"[^ \t\n\r\f]", text))
    spans = draw(st.lists(trimmed_spans(text), max_size=8))
    return text, [mark(number, *span) for number, span in enumerate(spans, 1)]


@often
@given(marked(odd_texts))
def test_any_marks_of_an_odd_text(drawn: tuple[str, list[Mark]]) -> None:
    text, marks = drawn
    assert_sound(text, blocks(Text(text)), marks)


@often
@given(marked(any_texts.map(lambda text: text.replace("\0", "0"))))
def test_any_marks_of_any_text(drawn: tuple[str, list[Mark]]) -> None:
    text, marks = drawn
    assert_sound(text, blocks(Text(text), []), marks)


lists = st.lists(
    st.sampled_from(["- one\n", "- two & a\n", "Text.\n", "A Title\n", "3. three\n", "\n"]), min_size=1
).map("".join)


@often
@given(marked(lists))
def test_any_marks_of_a_list(drawn: tuple[str, list[Mark]]) -> None:
    text, marks = drawn
    assert_sound(text, blocks(Text(text)), marks)


class Watched(Span):
    """A span that counts how often somebody looks at it."""

    looks = 0

    @property
    def start(self) -> int:  # type: ignore[override]
        Watched.looks += 1
        return self[0]

    @property
    def end(self) -> int:  # type: ignore[override]
        Watched.looks += 1
        return self[1]


@pytest.mark.parametrize("between", ["\n", " "], ids=["a paragraph for each mark", "all in one line"])
def test_no_mark_is_compared_with_each_other(between: str) -> None:
    def looks(marks: int) -> int:
        text = between.join(["Word."] * marks)
        Watched.looks = 0
        spans = [Watched(6 * number, 6 * number + 4) for number in range(marks)]
        annotated(text, *(replace(mark(1, 0, 1), slug=f"m{at}", span=span) for at, span in enumerate(spans)))
        return Watched.looks

    assert 0 < looks(400) <= 4 * looks(100)

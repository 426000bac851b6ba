"""Deep links as text. That browsers do as the reference here does is proved in tests/browser/test_deeplink.py."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.core.blocks import blocks
from factcheck.core.text import Span, Text, collapse
from factcheck.publish.deeplink import LONGEST_URL, deep_link
from factcheck.publish.searched import fold
from strategies import any_texts, often, trimmed_spans

PAGE = "https://example.org/page"
SEED = Text((Path(__file__).parents[2] / "seeds" / "elysee-platform.txt").read_bytes().decode("utf-8-sig"))


def span_of(raw: str, words: str, number: int = 1) -> Span:
    start = -1
    for _ in range(number):
        start = raw.index(words, start + 1)
    return Span(start, start + len(words))


class Written(NamedTuple):
    name: str
    raw: str
    quote: str
    directives: str  # "" where there is none
    nth: int = 1


LONG = " ".join(f"word{number}" for number in range(60))
WRITTEN = [
    Written("unique words", "One two three.", "two three", "two%20three"),
    Written("white space is one space", "One two \t\n three.\n\nB", "two \t\n three", "two%20three"),
    Written("syntax is encoded", "A b-c, d & 5% e#f?", "b-c, d & 5% e#f?", "b%2Dc%2C%20d%20%26%205%25%20e%23f?"),
    Written("what need not be encoded", "A b!$'()*+./:;=?@_~c d", "b!$'()*+./:;=?@_~c", "b!$'()*+./:;=?@_~c"),
    Written("other scripts are UTF-8", "Un été à Σ.", "été", "%C3%A9t%C3%A9"),
    Written("a prefix", "One two. Three two.", "two", "Three-,two", 2),
    Written("a suffix", "One sentence. One end.", "One", "One,-end", 2),
    Written("both", "a x b. a x c. d x b. d x c.", "x", "d-,x,-b", 3),
    Written("another case is a look-alike", "One. ONE two.", "One", "One,-.%20ONE"),
    Written("a look-alike within a word is none", "Cartwright’s cart.", "cart", "cart"),
    Written("a prefix from the block before", "Alpha\nSame\nBeta\nSame", "Same", "Beta-,Same", 2),
    Written("a suffix from the block behind", "Same\nAlpha\nSame\nBeta", "Same", "Same,-Alpha"),
    Written("a list’s bullet is no text", "- Alpha\n- Same\n- Beta\n- Same", "Same", "Beta-,Same", 2),
    Written("over blocks", "One two\nthree four", "two\nthree", "two,three"),
    Written("over blocks, a list’s number left away", "One two:\n1. three four", "two:\n1. three four", "two:,three%20four"),
    Written("a long one", LONG, LONG, "word0%20word1%20word2%20word3%20word4%20word5%20word6,word54%20word55%20word56%20word57%20word58%20word59"),
    Written("300 characters are written out", f"{'a b ' * 74}c d e", f"{'a b ' * 74}c d", "a%20b%20" * 74 + "c%20d"),
    Written("in a word, with the rest of it", "A constitutional one.", "constitution", "constitution,-al"),
    Written("behind an apostrophe", "Dans l’hôpital.", "hôpital", "l%E2%80%99-,h%C3%B4pital"),
    Written("five equal blocks", "Yes.\n" * 5, "Yes.", "", 3),
    Written("half of a character", "Cafe\u0301", "Cafe", ""),
    Written("half of an emoji", "So 👩\u200d🚀 said.", "👩", ""),
    Written("an emoji at the end", "Well done 👍 all.", "done 👍", ""),
    Written("an emoji within", "Well done 👍 all.", "done 👍 all", "done%20%F0%9F%91%8D%20all"),
    Written("nothing that weighs", "So \u2060 said.", "\u2060", ""),
    Written("a tatweel at the end", "هذا كتابـ جديد", "كتابـ", ""),
    Written("a control character", "One \x01two three", "One \x01two", ""),
    Written("a Chinese word that only a dictionary bounds", "他在北京", "北京", "%E4%BB%96%E5%9C%A8-,%E5%8C%97%E4%BA%AC"),
    Written("in a Chinese run without an end in reach", "中文" * 70 + "北京" + "中文" * 70, "北京", ""),
    Written("no first term that the browser may skip", "..(", ".", ".-,.", 2),
    Written("no prefix that the browser may skip", "“b(b.a\nc", ".a\nc", "(b-,.a,c"),
    Written("no end that the browser may skip", f"{LONG[:60]} a\na a b.", f"{LONG[:60]} a\na a", ""),
    Written("a suffix behind a bullet", "- Same\n- Alpha\n- Same\n- Beta", "Same", "Same,-Alpha"),
    Written("a bullet tells nothing apart", "x two\n- Same\nyyyyyyyyyyyyyy two Same", "Same", "x%20two-,Same"),
    Written("signs are no prefix where none is needed", "((two", "two", "two"),
]  # fmt: skip


@each(WRITTEN)
def test_directive(case: Written) -> None:
    link = deep_link(PAGE, Text(case.raw), [span_of(case.raw, case.quote, case.nth)])
    assert link == (f"{PAGE}#:~:text={case.directives}" if case.directives else PAGE)


class Address(NamedTuple):
    name: str
    url: str
    link: str  # "" where it stays as it is


ADDRESSES = [
    Address("a page", "https://e.org/a", "https://e.org/a#:~:text=two"),
    Address("a host", "http://e.org", "http://e.org#:~:text=two"),
    Address("a query", "https://e.org/a?b=c&d=#", "https://e.org/a?b=c&d=#:~:text=two"),
    Address("a place in the page", "https://e.org/a#sec", "https://e.org/a#sec:~:text=two"),
    Address("a page that is a file", "https://e.org/a.html", "https://e.org/a.html#:~:text=two"),
    Address("a page about PDF", "https://e.org/pdfs/about-pdf", "https://e.org/pdfs/about-pdf#:~:text=two"),
    Address("a directive", "https://e.org/a#:~:text=one", ""),
    Address("a directive behind a place", "https://e.org/a#sec:~:text=one", ""),
    Address("a PDF", "https://e.org/a.pdf", ""),
    Address("a PDF in capitals, with a query", "https://e.org/A.PDF?x=1", ""),
    Address("an archived PDF", "https://web.archive.org/web/2025/https://e.org/a.pdf", ""),
    Address("an encoded full stop", "https://e.org/a%2Epdf", ""),
    Address("a folder of PDFs", "https://eur-lex.europa.eu/legal-content/EN/TXT/PDF/?uri=CELEX:1", ""),
    Address("a page of a PDF", "https://e.org/document#page=3", ""),
    Address("a text file", "https://e.org/a.txt", ""),
    Address("a spreadsheet", "https://e.org/a.xlsx", ""),
    Address("an app’s route", "https://e.org/#/claims/1", ""),
    Address("an old app’s route", "https://e.org/#!claims", ""),
    Address("another scheme", "ftp://e.org/a", ""),
    Address("no address", "", ""),
    Address("too long", "https://e.org/" + "a" * LONGEST_URL, ""),
]


@each(ADDRESSES)
def test_address(case: Address) -> None:
    assert deep_link(case.url, Text("One two three."), [Span(4, 7)]) == (case.link or case.url)


def test_each_piece_has_a_directive_and_all_must_be_right() -> None:
    raw = "One two three. Yes.\nYes.\nYes.\nYes.\nYes."
    one, three, yes = span_of(raw, "One"), span_of(raw, "three"), span_of(raw, "Yes.", 3)
    assert deep_link(PAGE, Text(raw), [one, three]) == f"{PAGE}#:~:text=One&text=three"
    assert deep_link(PAGE, Text(raw), [one, yes, three]) == PAGE
    assert deep_link(PAGE, Text(raw), []) == PAGE


def test_a_quote_too_long_when_encoded_is_shortened() -> None:
    words = "，".join(f"北京大学的学生{number}" for number in range(30))
    link = deep_link(PAGE, Text(f"他来了。{words}。"), [Span(4, 4 + len(words))])
    assert len(words) < 300
    assert ":~:text=" in link
    assert len(link) <= LONGEST_URL
    start, end = unquote(link.partition("text=")[2]).split(",")
    assert words.startswith(start)
    assert words.endswith(end)


def test_every_sentence_of_the_real_seed_has_a_link() -> None:
    found = [Span(*match.span()) for match in re.finditer(r"[^\s.-][^.\n]{20,}(?=[.\n])", SEED.raw)]
    assert len(found) > 20
    links = [deep_link(PAGE, SEED, [span]) for span in found]
    assert [SEED.cut(span) for span, link in zip(found, links, strict=True) if link == PAGE] == []
    assert max(map(len, links)) < 1000


# A reference of the browser's matching (WICG, "Finding ranges in a document"), for a small alphabet.
Terms = tuple[str, str, str, str]  # prefix, start, end, suffix; empty where missing


def parsed(link: str) -> Terms:
    found = re.fullmatch(r"(?:([^,&-]+)-,)?([^,&-]+)(?:,([^,&-]+))?(?:,-([^,&-]+))?", link.partition("#:~:text=")[2])
    assert found, link
    prefix, start, end, suffix = (unquote(term or "") for term in found.groups())
    return prefix, start, end, suffix


def plain(character: str) -> str:
    return unicodedata.normalize("NFD", character.casefold())[0]


def is_bounded(raw: str, offset: int) -> bool:
    return offset in (0, len(raw)) or not (raw[offset - 1].isalnum() and raw[offset].isalnum())


class Reference:
    """What a browser finds, white space and all, character by character."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.blocks = [block.span for block in blocks(Text(raw))]

    def length(self, term: str, at: int, limit: int) -> int:
        """How many characters from `at` match the term; -1 for no match."""
        position = at
        for character in term:
            if position >= limit:
                return -1
            if character == " ":
                run = re.compile(r"[ \t\n\r\f]+").match(self.raw, position, limit)
                if not run:
                    return -1
                position = run.end()
            elif plain(self.raw[position]) == plain(character):
                position += 1
            else:
                return -1
        return position - at

    def find(self, term: str, start: int, *, starts: bool = True, ends: bool = True) -> Iterator[Span]:
        for block in self.blocks:
            for at in range(max(block.start, start), block.end):
                span = Span(at, at + self.length(term, at, block.end))
                is_right = (not starts or is_bounded(self.raw, span.start)) and (
                    not ends or is_bounded(self.raw, span.end)
                )
                if span.end > span.start and is_right:
                    yield span

    def skip(self, offset: int) -> int:
        while offset < len(self.raw) and self.raw[offset].isspace():
            offset += 1
        return offset

    def starts(self, prefix: str, start: str, *, ends: bool) -> Iterator[Span]:
        if not prefix:
            yield from self.find(start, 0, ends=ends)
        for before in self.find(prefix, 0, ends=False) if prefix else ():
            behind = self.skip(before.end)
            yield from (span for span in self.find(start, behind, starts=False, ends=ends) if span.start == behind)

    def is_followed(self, offset: int, suffix: str) -> bool:
        behind = self.skip(offset)
        return not suffix or any(span.start == behind for span in self.find(suffix, behind, starts=False))

    def first(self, terms: Terms) -> Span | None:
        prefix, start, end, suffix = terms
        for span in self.starts(prefix, start, ends=bool(end) or not suffix):
            closings = self.find(end, span.end, ends=not suffix) if end else [span]
            for closing in closings:
                if self.is_followed(closing.end, suffix):
                    return Span(span.start, closing.end)
            if end:
                return None  # the browser does not start again
        return None


words = st.lists(
    st.sampled_from(["a", "b", "A", "ab", "é", "e", " ", " ", "\n", "-", ", ", "“", "%", "&", "x"]),
    min_size=1,
    max_size=30,
)
raws = words.map("".join).filter(lambda raw: bool(raw.strip()))


def test_a_quote_that_ends_in_a_sign_alone_has_no_directive() -> None:
    """The sign is found in the bullet before it, too: the browser would stop there."""
    assert deep_link(PAGE, Text("aaaaaaaaaaaaaaaaaaaabab\n- -"), [Span(0, 27)]) == PAGE


@often
@given(st.data(), raws)
def test_the_first_match_of_a_directive_is_the_span(data: st.DataObject, raw: str) -> None:
    span = data.draw(trimmed_spans(raw))
    link = deep_link(PAGE, Text(raw), [span])
    assume(link != PAGE)
    assert Reference(raw).first(parsed(link)) == span


@often
@given(st.data(), raws)
def test_terms_round_trip(data: st.DataObject, raw: str) -> None:
    span = data.draw(trimmed_spans(raw))
    link = deep_link(PAGE, Text(raw), [span])
    assume(link != PAGE)
    _, start, end, _ = parsed(link)
    quoted = collapse(raw[span.start : span.end])
    assert quoted.startswith(start)
    assert quoted.endswith(end or start)
    assert end or start == quoted
    assert re.fullmatch(r"[!-~]+", link)


@often
@given(st.data(), any_texts.filter(lambda raw: bool(raw.strip(" \t\n\r\f"))))
def test_any_span_of_any_text_has_a_link_or_none(data: st.DataObject, raw: str) -> None:
    link = deep_link(PAGE, Text(raw), [data.draw(trimmed_spans(raw))])
    assert link == PAGE or link.startswith(f"{PAGE}#:~:text=")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("É", "e"),
        ("ß", "ss"),
        ("“", '"'),
        ("ς", "Σ"),
        ("\u00ad", ""),
        ("ة", "ه"),
        ("カ", "か"),
        ("⓫", "11"),
        ("Ø", "o"),
        ("…", "..."),
        ("\u00a0", ""),
    ],
)
def test_fold(one: str, other: str) -> None:
    assert "".join(map(fold, one)) == "".join(map(fold, other))

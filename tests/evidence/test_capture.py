"""`factcheck capture`: what it writes, what it says it could not find out, and what it refuses.

`pages/<name>.html|txt` are documents, `pages/<name>.md` the whole source files that must come of them.
"""

import argparse
import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from evidence.pdfs import lines, pdf
from factcheck.core import frontmatter, validation
from factcheck.core.fields import SourceType
from factcheck.core.schema import SourceFile
from factcheck.evidence.capture import maintext
from factcheck.evidence.capture.command import add_arguments, capture, run
from factcheck.evidence.capture.compose import Captured, Wish, compose
from factcheck.evidence.capture.excerpt import AbsentError, around
from factcheck.evidence.capture.metadata import Metadata, of_page, of_pdf
from factcheck.evidence.capture.sourcefile import KEYS, body, written
from factcheck.evidence.original import Answer, Original, RefusedError
from factcheck.evidence.web.fetch import FetchError, Reason
from strategies import any_texts, odd_texts, often

PAGES = Path(__file__).parent / "pages"
TODAY = date(2026, 11, 22)
WHOLE = Wish(slug="demo", today=TODAY)
REPORT = pdf(
    lines("Annual report of the committee", "", "The committee met on Monday and heard the inter-", "national experts.", "", "It found no fault with the accounts."),
    lines("A second page holds the table of costs."),
    title="Annual report \\(2025\\)",
    language="en-GB",
)  # fmt: skip


@dataclass(frozen=True)
class Document:
    name: str  # of the expected file
    original: Original
    wish: Wish
    missing: tuple[str, ...]


def stored(name: str, content_type: str = "", address: str = "") -> Original:
    return Original(body=(PAGES / name).read_bytes(), content_type=content_type, address=address)


DOCUMENTS = [
    Document(
        "english",
        stored("english.html", "text/html", "https://courier.example.org/news/harbour-tunnel?from=home"),
        replace(WHOLE, source_type=SourceType.SECONDARY),
        (),
    ),
    Document("french", stored("french.html"), replace(WHOLE, quotes=("qu’une seule majorité",)), ("type",)),
    Document(
        "greek",
        stored("greek.html", "text/html", "https://limani.example.gr/nea/1"),
        replace(WHOLE, quotes=("Το λιμάνι […] για τα πλοία", "όλα τα στοιχεία")),
        ("publisher", "published", "type"),
    ),
    Document("arabic", stored("arabic.html"), replace(WHOLE, address="https://example.sa/jisr"), ("type",)),
    Document("report", Original(body=REPORT), WHOLE, ("publisher", "url", "published", "type")),
    Document("notes", stored("notes.txt", "text/plain"), replace(WHOLE, quotes=("It heard two witnesses.",)), ("title", "publisher", "url", "published", "language", "type")),
    Document("hostile", stored("hostile.html"), WHOLE, ("url", "published", "type")),
]  # fmt: skip


@each(DOCUMENTS)
def test_the_whole_source_file(case: Document) -> None:
    captured = compose(case.original, case.wish)
    assert captured.text == (PAGES / f"{case.name}.md").read_bytes().decode()
    assert captured.missing == case.missing
    assert captured.path == "content/sources/demo.md"
    assert f"sha256: {hashlib.sha256(case.original.body).hexdigest()}\n" in captured.text


@each(DOCUMENTS)
def test_our_reader_asks_for_what_could_not_be_found_out_and_nothing_else(case: Document) -> None:
    captured = compose(case.original, case.wish)
    document, problems = frontmatter.parse(captured.path, captured.text.encode())
    assert document is not None
    assert problems == []
    assert document.body == f"\n{body(captured.paragraphs)}\n"
    _, gaps = validation.read(SourceFile, document)
    required = [key for key in case.missing if key != "published"]
    assert [(gap.code, gap.message) for gap in gaps] == [("FC110", f"{key} must be given") for key in required]


# --- what a page states


@dataclass(frozen=True)
class Stated:
    name: str
    html: str
    expected: Metadata
    fetched: str = ""


def ld(json: str) -> str:
    return f'<script type="application/ld+json">{json}</script>'


HERE = "https://www.example.org/a/b"
LONG = "word " * 60 + "end"
STATED = [
    Stated("nothing", "<p>words", Metadata()),
    Stated("og:title before title and h1", "<h1>C</h1><title>B</title><meta property=og:title content=A>", Metadata(title="A")),
    Stated("title before h1", "<h1>C</h1><title> B \n b</title>", Metadata(title="B b")),
    Stated("the publisher behind the title", "<title>A – b – The Gazette</title><meta property=og:site_name content='The gazette'>", Metadata(title="A – b", publisher="The gazette")),
    Stated("the publisher's name alone", "<title>The Gazette</title><meta property=og:site_name content='The Gazette'>", Metadata(title="The Gazette", publisher="The Gazette")),
    Stated("the publisher's name in the title", "<title>All about The Gazette</title><meta property=og:site_name content='The Gazette'>", Metadata(title="All about The Gazette", publisher="The Gazette")),
    Stated("h1", "<h1>The <b>C</b></h1>", Metadata(title="The C")),
    Stated("an empty title", "<title> &nbsp;\u202e</title><h1>C</h1>", Metadata(title="C")),
    Stated("a title longer than a line", f"<title>{LONG}</title><h1>C</h1>", Metadata(title="C")),
    Stated("what cannot be seen in a title", "<title>A\u202eB\u0007\ufeff</title>", Metadata(title="AB")),
    Stated("site name", "<meta property=og:site_name content='The Site'>", Metadata(publisher="The Site")),
    Stated("publisher in JSON-LD", ld('{"publisher": {"name": "P"}}'), Metadata(publisher="P")),
    Stated("publisher as text", ld('[{"publisher": "P"}]'), Metadata(publisher="P")),
    Stated("publisher in a list", ld('{"publisher": [{"name": "P"}]}'), Metadata(publisher="P")),
    Stated("publisher by reference", ld('{"@graph": [{"publisher": {"@id": "#p"}}, {"@id": "#p", "name": "P"}]}'), Metadata(publisher="P")),
    Stated("publisher by a reference to nothing", ld('{"publisher": {"@id": "#p"}}'), Metadata()),
    Stated("publisher of a wrong kind", ld('{"publisher": {"name": ["P"]}}'), Metadata()),
    Stated("half a character in JSON-LD", ld('{"publisher": "P\\ud800"}'), Metadata(publisher="P")),
    Stated("JSON-LD that is broken", ld('{"publisher": "P"') + ld('{"publisher": "Q"}'), Metadata(publisher="Q")),
    Stated("JSON-LD that is deep", ld("[" * 100_000), Metadata()),
    Stated("another script", '<script>{"publisher": "P"}</script>', Metadata()),
    Stated("published_time", "<meta property=article:published_time content=2025-11-25T23:30:00-05:00>", Metadata(published=date(2025, 11, 25))),
    Stated("datePublished", ld('{"@graph": [{"datePublished": "2025-11-25"}]}'), Metadata(published=date(2025, 11, 25))),
    Stated("datePublished before the comments'", ld('{"comment": [{"datePublished": "2024-01-01"}], "datePublished": "2025-11-25"}'), Metadata(published=date(2025, 11, 25))),
    Stated("the first datePublished of two", ld('[{"datePublished": "2025-11-25"}, {"datePublished": "2024-01-01"}]'), Metadata(published=date(2025, 11, 25))),
    Stated("meta date", "<meta name=DC.date content='2025-11-25 10:00'>", Metadata(published=date(2025, 11, 25))),
    Stated("published_time before JSON-LD", ld('{"datePublished": "2024-01-01"}') + "<meta name=article:published_time content=2025-11-25>", Metadata(published=date(2025, 11, 25))),
    Stated("modified only", "<meta property=article:modified_time content=2025-11-25>", Metadata()),
    Stated("the one time of a page", "<time datetime=2025-11-25T10:00>", Metadata(published=date(2025, 11, 25))),
    Stated("the same day twice", "<time datetime=2025-11-25><time datetime=2025-11-25T10:00>", Metadata(published=date(2025, 11, 25))),
    Stated("two days", "<time datetime=2025-11-25></time><time datetime=2025-11-26>", Metadata()),
    Stated("two days, one marked", "<time datetime=2025-11-24></time><time itemprop=datePublished datetime=2025-11-25>", Metadata(published=date(2025, 11, 25))),
    Stated("a day of no calendar", "<meta name=date content=2025-02-30>", Metadata()),
    Stated("no ISO date", "<meta name=date content=25.11.2025><meta name=date content=20251125>", Metadata()),
    Stated("digits before a date", "<meta name=date content=2025-11-251>", Metadata()),
    Stated("language", "<html lang=fr>", Metadata(language="fr")),
    Stated("language in another form", "<html lang=PT_br>", Metadata(language="pt-br")),
    Stated("language of XHTML", "<html xml:lang=de>", Metadata(language="de")),
    Stated("og:locale", "<meta property=og:locale content=fr_FR.UTF-8>", Metadata(language="fr-FR")),
    Stated("html before og:locale", "<html lang=fr><meta property=og:locale content=en_US>", Metadata(language="fr")),
    Stated("no language", "<html lang='English (UK)'><meta http-equiv=content-language content=en>", Metadata(language="en")),
    Stated("inLanguage", ld('{"inLanguage": "el-GR"}'), Metadata(language="el-GR")),
    Stated("canonical", "<link rel=canonical href=https://example.org/c>", Metadata(address="https://example.org/c")),
    Stated("canonical among others", "<link rel='x Canonical' href=https://example.org/c>", Metadata(address="https://example.org/c")),
    Stated("og:url", "<meta property=og:url content=https://example.org/c>", Metadata(address="https://example.org/c")),
    Stated("canonical of a file without its host", "<link rel=canonical href=/c>", Metadata()),
    Stated("canonical without its host", "<link rel=canonical href=c?d>", Metadata(address="https://www.example.org/a/c?d"), HERE),
    Stated("canonical without www", "<link rel=canonical href=https://example.org/c>", Metadata(address="https://example.org/c"), HERE),
    Stated("canonical of another host", "<link rel=canonical href=https://agency.example.com/c>", Metadata(), HERE),
    Stated("canonical of the front page", "<link rel=canonical href=/>", Metadata(), HERE),
    Stated("canonical that is not public", "<link rel=canonical href=http://127.0.0.1/c>", Metadata()),
    Stated("canonical that is none", "<link rel=canonical href=javascript:alert(1)><link rel=canonical href='http://[x'>", Metadata(), HERE),
    Stated("another link", "<link rel=alternate href=https://example.org/c>", Metadata()),
]  # fmt: skip


@each(STATED)
def test_what_a_page_states(case: Stated) -> None:
    assert of_page(BeautifulSoup(case.html, "html.parser"), case.fetched) == case.expected


def test_what_a_pdf_states() -> None:
    assert of_pdf({"Title": " A \n B", "Language": "fr-FR", "CreationDate": "D:20251103"}) == Metadata(
        title="A B", language="fr-FR"
    )
    assert of_pdf({"Author": "X"}) == Metadata()


# --- which paragraphs are kept

PARAGRAPHS = ("Menu: one two", "First.", "One two three.", "Four five.", "Last.", "One two again.")


@dataclass(frozen=True)
class Around:
    name: str
    quotes: tuple[str, ...]
    expected: tuple[int, ...]
    main: tuple[int, ...] = (1, 2, 3, 4)


AROUND = [
    Around("one paragraph, and one on each side", ("two three",), (1, 2, 3)),
    Around("white space is free", ("One\n  two",), (1, 2, 3)),
    Around("at the beginning", ("First",), (1, 2)),
    Around("at the end", ("Last",), (3, 4)),
    Around("across paragraphs", ("three. Four",), (1, 2, 3, 4)),
    Around("two quotes", ("First", "Last"), (1, 2, 3, 4)),
    Around("outside the main text", ("again",), (4, 5)),
    Around("outside the main text, before", ("Menu",), (0, 1)),
    Around("the main text is asked first", ("ne two",), (1, 2, 3)),
    Around("words left out", ("One […] five",), (1, 2, 3, 4)),
    Around("an editor's words", ("[He said:] Four five",), (2, 3, 4)),
]


@each(AROUND)
def test_around(case: Around) -> None:
    assert around(PARAGRAPHS, case.main, case.quotes) == case.expected


def test_a_quote_that_stands_twice_keeps_both_places() -> None:
    paragraphs = ("same words", "a", "b", "c", "d", "same words")
    assert around(paragraphs, range(6), ["same words"]) == (0, 1, 4, 5)


@dataclass(frozen=True)
class Absent:
    name: str
    quote: str
    details: tuple[str, ...]


ABSENT = [
    Absent("a slip", "Four fife", ("nearest  “Four five”", "differs  v (U+0076) in the text, f (U+0066) in the quote", "meaning  differs in a number", "fix      copy the words as printed, and look whether claim and verdict still hold: the meaning differs")),
    Absent("typography only", "“One two three.”", ("nearest  “One two three.”", "differs  nothing in the text, “ (U+201C) in the quote; nothing in the text, ” (U+201D) in the quote", "fix      copy the words as printed")),
    Absent("case", "four five.", ("nearest  “Four five.”", "differs  F (U+0046) in the text, f (U+0066) in the quote", "fix      copy the words as printed")),
    Absent("nothing like it", "qqqqqqqqqqqqq", ("fix      nothing like it was found: check that the quote is from this document",)),
    Absent("the second piece", "First […] threx", ("nearest  “three”", "differs  e (U+0065) in the text, x (U+0078) in the quote", "meaning  differs in a number", "fix      copy the words as printed, and look whether claim and verdict still hold: the meaning differs")),
    Absent("pieces in another order", "Last […] First", ("fix      the pieces are all there, but not in this order: quote them in the order of the document",)),
]  # fmt: skip


@each(ABSENT)
def test_a_quote_that_is_not_there(case: Absent) -> None:
    with pytest.raises(AbsentError) as refusal:
        around(PARAGRAPHS, (1, 2, 3, 4), ["First", case.quote])
    assert str(refusal.value) == f"quote must occur verbatim in the document: “{case.quote}”"
    assert refusal.value.details == case.details


def test_typography_is_given_to_paste() -> None:
    with pytest.raises(AbsentError) as refusal:
        around(("He said: «\u00a0mot\u00a0».",), (0,), ["« mot »"])
    assert refusal.value.details[-1] == "fix      only the typography differs; paste: «\u00a0mot\u00a0»"


@often
@given(st.lists(st.text("ab. ", min_size=1).filter(str.strip), min_size=1, max_size=8), st.data())
def test_what_is_kept_holds_the_quote(paragraphs: list[str], data: st.DataObject) -> None:
    words = data.draw(st.sampled_from(paragraphs)).strip(" ")
    kept = around(paragraphs, range(len(paragraphs)), [words])
    assert words in body([paragraphs[index] for index in kept])


# --- the main text

MAIN = """<title>T</title><nav><p>Home</p><p>News of the day and of the night</p></nav>
<article><h1>The committee has met</h1><p>The committee met on Monday, and heard the witnesses\u00a0of the company for more than three hours.</p>
<p>It found no fault with the accounts of the year before, a member said<sup>2</sup> after the meeting on the steps.</p></article>
<footer><p>All rights reserved by nobody</p></footer>"""


@pytest.mark.parametrize("has_trafilatura", [True, False])
def test_the_main_text_is_chosen_and_its_characters_are_the_pages(
    monkeypatch: pytest.MonkeyPatch, *, has_trafilatura: bool
) -> None:
    if not has_trafilatura:
        monkeypatch.setitem(sys.modules, "trafilatura", None)
    captured = compose(Original(body=MAIN.encode(), content_type="text/html; charset=utf-8"), WHOLE)
    assert captured.paragraphs == (
        "The committee has met",
        "The committee met on Monday, and heard the witnesses\u00a0of the company for more than three hours.",
        "It found no fault with the accounts of the year before, a member said2 after the meeting on the steps.",
    )
    assert "capture: main text of a stored copy of the page\n" in captured.text


def test_a_quote_from_outside_the_main_text_is_kept_too() -> None:
    captured = compose(
        Original(body=MAIN.encode(), content_type="text/html; charset=utf-8"),
        replace(WHOLE, quotes=("rights reserved",)),
    )
    assert captured.paragraphs[-1] == "All rights reserved by nobody"


@pytest.mark.parametrize("failure", [RecursionError, ValueError, MemoryError])
def test_where_nobody_can_tell_the_main_text_the_whole_page_is_kept(
    monkeypatch: pytest.MonkeyPatch, failure: type[Exception]
) -> None:
    def broken(*_: object, **__: object) -> str:
        raise failure

    monkeypatch.setattr("trafilatura.extract", broken)
    captured = compose(Original(body=b"<p>One</p><p>Two</p>", content_type="text/html"), WHOLE)
    assert captured.paragraphs == ("One", "Two")
    assert "capture: whole text of a stored copy of the page\n" in captured.text


def test_trafilatura_says_nothing_on_the_terminal(caplog: pytest.LogCaptureFixture) -> None:
    maintext.chosen(BeautifulSoup("", "html.parser"), "no markup", ["no markup"])
    assert caplog.messages == []


@dataclass(frozen=True)
class Shared:
    name: str
    paragraph: str
    is_main: bool


SHARED = [
    Shared("the same", "one two three four five six", True),
    Shared("other spaces, case and marks", "One\u00a0two, THREE “four” five six!", True),
    Shared("most of it", "one two three four five six seven eight", True),
    Shared("a few words", "the one two three four five of an article that nobody has chosen", False),
    Shared("a short line", "Short line", True),
    Shared("another short line", "Other line", False),
    Shared("no words", "***", False),
    Shared("a script without spaces", "委员会周一开会。", True),
    Shared("most of a text of that script", "委员会周一开会了。", True),
    Shared("another text of that script", "委员会昨天没有来。", False),
]


@each(SHARED)
def test_what_belongs_to_the_main_text(monkeypatch: pytest.MonkeyPatch, case: Shared) -> None:
    monkeypatch.setattr(
        maintext, "_by_trafilatura", lambda _: "one two three four five six\nShort line\n委员会周一开会。"
    )
    assert maintext.chosen(BeautifulSoup("", "html.parser"), "", [case.paragraph]) == ((0,) if case.is_main else ())


# --- the written file

lines_of_text = odd_texts.map(lambda text: " ".join(text.replace("\f", " ").split())).filter(bool)
hostile = st.one_of(
    st.sampled_from(["a: b", "# x", "---", "--- x", "...", "- x", "? x", "'", '"', "''", "no", "null", "~", "12:30", "0x1F", "1e3", "2025-11-25", "{a: b}", "[c]", "&a", "*a", "!t", "%x", "@x", "`x`", "a #b", "a:", ": a", "|", ">", ">-", "\\n", "x\\", "<<", "=", "é", "👩\u200d🚀", "\u200f", "\u00ad", "\u00a0x", "a\u3000b", "x" * 300, "x " * 149 + "x", "a: " * 90, '" ' * 60, "# " * 60]),
    lines_of_text,
)  # fmt: skip
printable = hostile.filter(lambda text: "\ufeff" not in text)


@often
@given(printable, printable, st.one_of(st.none(), printable))
def test_every_value_is_read_back(title: str, publisher: str, capture_sentence: str | None) -> None:
    values = {"title": title[:300], "publisher": publisher[:300], "capture": capture_sentence and capture_sentence[:300], "published": date(2025, 11, 25), "language": "no"}  # fmt: skip
    text = written(values, ["words"])
    document, problems = frontmatter.parse("content/sources/x.md", text.encode())
    assert problems == []
    assert document is not None
    given_values = {key: str(value) for key, value in values.items() if value is not None}
    read = frontmatter.plain(document.header)
    assert isinstance(read, dict)
    assert {key: value.strip(" ") for key, value in read.items()} == {k: v.strip(" ") for k, v in given_values.items()}
    assert list(read) == [key for key in KEYS if key in given_values]


@often
@given(any_texts, any_texts, any_texts)
def test_any_page_gives_a_file_that_our_reader_accepts(title: str, publisher: str, words: str) -> None:
    """Whatever stands in a page, the file has no problem but what is missing: compose proves it by reading it."""
    escaped = [
        text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;") for text in (title, publisher, words)
    ]
    html = '<title>{}</title><meta property=og:site_name content="{}"><p>x {}</p>'.format(*escaped)
    captured = compose(Original(body=html.encode("utf-8", "replace"), content_type="text/html; charset=utf-8"), WHOLE)
    document, _ = frontmatter.parse(captured.path, captured.text.encode())
    assert document is not None
    assert document.body == f"\n{body(captured.paragraphs)}\n"


@often
@given(any_texts)
def test_any_text_gives_a_file_that_our_reader_accepts(words: str) -> None:
    text = "x\n\n---\n\n" + words.replace("\0", "")  # with zero bytes it would be no text
    captured = compose(Original(body=text.encode("utf-8", "replace"), content_type="text/plain; charset=utf-8"), WHOLE)
    document, _ = frontmatter.parse(captured.path, captured.text.encode())
    assert document is not None
    assert document.body == f"\n{body(captured.paragraphs)}\n"


def test_an_unknown_key_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="not keys of a source: titel"):
        written({"titel": "x"}, ["words"])


# --- reading, writing, refusing


@dataclass(frozen=True)
class Fetched:
    """An answer as the fetcher gives it."""

    body: bytes = (PAGES / "english.html").read_bytes()
    status: int = 200
    final_url: str = "https://courier.example.org/news/harbour-tunnel"
    headers: Mapping[str, str] = field(default_factory=lambda: {"content-type": "text/html"})


def no_fetch(address: str) -> Answer:
    raise AssertionError(f"nothing may be fetched, but {address} was")


def write(root: Path, origin: str, **changes: object) -> Captured:
    wanted: dict[str, object] = {"whole": True, "today": TODAY, "fetch": no_fetch, **changes}
    slug = str(wanted.pop("slug", "demo"))
    return capture(root, origin, slug, **wanted)  # type: ignore[arg-type]


def test_an_address_is_fetched_and_written(tmp_path: Path) -> None:
    asked: list[str] = []

    def fetch(address: str) -> Answer:
        asked.append(address)
        return Fetched()

    captured = write(tmp_path, "https://t.example.org/x", fetch=fetch, source_type=SourceType.SECONDARY)
    assert asked == ["https://t.example.org/x"]
    assert (tmp_path / "content/sources/demo.md").read_bytes() == (PAGES / "english.md").read_bytes()
    assert str(captured) == (
        "Wrote content/sources/demo.md (5 paragraphs, 521 characters).\nRead it, then run make check."
    )


def test_the_address_after_redirects_is_the_sources(tmp_path: Path) -> None:
    page = Fetched(body=b"<p>words", final_url="https://example.org/there")
    assert "url: https://example.org/there\n" in write(tmp_path, "https://example.org/here", fetch=lambda _: page).text


def test_the_charset_of_the_header_counts(tmp_path: Path) -> None:
    page = Fetched(body="<p>λόγος".encode("cp1253"), headers={"content-type": "text/html; charset=windows-1253"})
    assert write(tmp_path, "https://example.org/", fetch=lambda _: page).paragraphs == ("λόγος",)


def test_a_file_is_read_by_its_ending(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(b"<p>no markup")
    (tmp_path / "page.HTM").write_bytes(b"markup: a<b>b</b>")
    assert write(tmp_path, str(tmp_path / "page.txt"), slug="one").paragraphs == ("<p>no markup",)
    assert write(tmp_path, str(tmp_path / "page.HTM"), slug="two").paragraphs == ("markup: ab",)


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    captured = write(tmp_path, str(PAGES / "notes.txt"), url="https://example.org/notes")
    assert str(captured) == (
        "Wrote content/sources/demo.md (4 paragraphs, 142 characters).\n"
        "Could not find out: title, publisher, published, language.\n"
        "Left for you to judge: type (primary, secondary or reference).\n"
        "Add what is missing, then run make check."
    )


@dataclass(frozen=True)
class Refused:
    name: str
    code: int
    message: str
    origin: str = str(PAGES / "english.html")
    asked: Mapping[str, object] = field(default_factory=dict)
    answer: Fetched | FetchError = field(default_factory=Fetched)


WEB = "https://example.org/x"
SAVE = "\n    fix      open it in a browser, save it, and give the file with --url"
NEITHER = (
    "one of --quote and --whole must be given, not both\n"
    '    fix      give --quote "…" (repeatable) to keep the paragraphs around it, or --whole to keep all of it'
)
NAME = "--source must be a name in small letters, digits and hyphens, at most 80, such as white-house-thanksgiving-2025; found "
EMPTY = "the document must have words to read: this one is empty, or a script writes its text"
REFUSED = [
    Refused("neither quote nor whole", 2, NEITHER, asked={"whole": False}),
    Refused("quote and whole", 2, NEITHER, asked={"quotes": ["x"]}),
    Refused("a quote of nothing", 2, "--quote must hold words", asked={"whole": False, "quotes": ["on time", " "]}),
    Refused("a name with capitals", 2, NAME + "“Demo”", asked={"slug": "Demo"}),
    Refused("a name that climbs", 2, NAME + "“../x”", asked={"slug": "../x"}),
    Refused("a name that ends in a new line", 2, NAME + "“x\\u{000A}”", asked={"slug": "x\n"}),
    Refused("a name that is too long", 2, NAME + f"“{'x' * 81}”", asked={"slug": "x" * 81}),
    Refused("a name that Windows cannot hold", 2, "content/sources/con.md:1:1: FC117 file name must be at most 80 characters long and no device name of Windows", asked={"slug": "con"}),
    Refused("a local address", 2, "--url must be a public web address (https://…); found “http://localhost/”", asked={"url": "http://localhost/"}),
    Refused("no file", 1, "/nowhere/x.html cannot be read: No such file or directory\n    fix      check the path; an address begins with https://", "/nowhere/x.html"),
    Refused("a folder", 1, f"{PAGES} cannot be read: Is a directory\n    fix      check the path; an address begins with https://", str(PAGES)),
    Refused("a quote that is not there", 1, "quote must occur verbatim in the document: “We are on tine”\n    nearest  “We are on time”\n    differs  m (U+006D) in the text, n (U+006E) in the quote\n    fix      copy the words as printed", asked={"whole": False, "quotes": ["We are on tine"]}),
    Refused("a quote that is hidden", 1, "quote must occur verbatim in the document: “Editors: check the figure”\n    nearest  “sition said the figure”\n    differs  “sition said” in the text, “Editors: check” in the quote\n    meaning  differs in a name\n    fix      copy the words as printed, and look whether claim and verdict still hold: the meaning differs", asked={"whole": False, "quotes": ["Editors: check the figure"]}),
    Refused("HTTP 404", 1, f"{WEB} must answer with the page; it answered HTTP 404{SAVE}", WEB, answer=Fetched(status=404)),
    Refused("HTTP 304", 1, f"{WEB} must answer with the page; it answered HTTP 304{SAVE}", WEB, answer=Fetched(status=304)),
    Refused("no answer", 1, f"{WEB} could not be fetched: too slow{SAVE}", WEB, answer=FetchError(Reason.TIMEOUT, WEB, "too slow")),
    Refused("an image", 1, "the document must have words to read: this is an image", WEB, answer=Fetched(body=b"\x89PNG")),
    Refused("an empty page", 1, EMPTY, WEB, answer=Fetched(body=b"")),
    Refused("a page that a script writes", 1, EMPTY, WEB, answer=Fetched(body=b"<title>x</title><script>words</script>")),
]  # fmt: skip


@each(REFUSED)
def test_refusals(case: Refused, tmp_path: Path) -> None:
    def fetch(_: str) -> Answer:
        if isinstance(case.answer, FetchError):
            raise case.answer
        return case.answer

    with pytest.raises(RefusedError) as refusal:
        write(tmp_path, case.origin, **{"fetch": fetch, **case.asked})
    assert (refusal.value.code, str(refusal.value)) == (case.code, case.message)
    assert not list(tmp_path.rglob("*.md"))


def test_a_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.txt").write_bytes(b"words")
    monkeypatch.setattr("factcheck.evidence.original.MOST_BYTES", 4)
    with pytest.raises(RefusedError, match=r"a file must be at most 20 MB; .* has 5 bytes"):
        write(tmp_path, str(tmp_path / "x.txt"))


EXISTS = "content/sources/demo.md must not exist yet: nothing is overwritten\n    fix      give another --source, or delete that file first"


@pytest.mark.parametrize("kind", ["file", "dangling link"])
def test_nothing_is_overwritten_or_fetched_for_it(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "content/sources/demo.md"
    target.parent.mkdir(parents=True)
    if kind == "file":
        target.write_bytes(b"mine")
    else:
        target.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(RefusedError) as refusal:
        write(tmp_path, WEB)
    assert (refusal.value.code, str(refusal.value)) == (1, EXISTS)
    assert kind == "dangling link" or target.read_bytes() == b"mine"
    assert not (tmp_path / "elsewhere").exists()


def test_a_file_made_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "content/sources/demo.md"

    def fetch(_: str) -> Answer:
        target.parent.mkdir(parents=True)
        target.write_bytes(b"mine")
        return Fetched()

    with pytest.raises(RefusedError) as refusal:
        write(tmp_path, WEB, fetch=fetch)
    assert (refusal.value.code, str(refusal.value)) == (1, EXISTS)
    assert target.read_bytes() == b"mine"


def test_without_httpcore_the_message_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "factcheck.evidence.web.fetch", None)
    with pytest.raises(
        RefusedError, match=r"httpcore is needed to fetch an address\n    fix      pip install 'factcheck\[capture\]'"
    ):
        write(tmp_path, WEB)
    assert write(tmp_path, str(PAGES / "notes.txt")).missing


# --- the command


def parsed(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args(arguments)


def test_the_command_writes_and_says_what(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = parsed(
        str(PAGES / "french.html"),
        "--source",
        "demo",
        "--quote",
        "une seule majorité",
        "--quote",
        "40\u00a0%",
        "--type",
        "primary",
        "--url",
        "https://example.fr/a",
    )
    assert run(tmp_path, arguments) == 0
    out, err = capsys.readouterr()
    assert out == "Wrote content/sources/demo.md (4 paragraphs, 429 characters).\nRead it, then run make check.\n"
    assert err == ""
    written_file = (tmp_path / "content/sources/demo.md").read_text(encoding="utf-8")
    assert "url: https://example.fr/a\n" in written_file
    assert f"retrieved: {date.today()}\n" in written_file
    assert "type: primary\n" in written_file


def test_the_command_refuses_on_standard_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, parsed(str(PAGES / "french.html"), "--source", "demo")) == 2
    assert run(tmp_path, parsed("nowhere.html", "--source", "demo", "--whole")) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"factcheck: {NEITHER}\nfactcheck: nowhere.html cannot be read")


def test_the_type_is_one_of_three(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parsed("x", "--source", "demo", "--type", "blog")
    assert ended.value.code == 2
    assert "invalid choice: 'blog'" in capsys.readouterr().err

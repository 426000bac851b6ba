"""From bytes to the words that a reader sees: kinds, encodings, pages, PDFs, texts."""

import sys
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from evidence.pdfs import lines, pdf
from factcheck.core.encoding import INVISIBLE
from factcheck.evidence.reading import documents
from factcheck.evidence.reading.documents import (
    DocumentKind,
    UnreadableError,
    decoded,
    kind_of,
    paragraphs,
    visible_text,
)
from factcheck.evidence.reading.page import parsed
from strategies import any_texts, often


@dataclass(frozen=True)
class Kind:
    name: str
    body: bytes
    content_type: str
    expected: DocumentKind | str  # a kind, or the words of the refusal


HTML, PDF, TEXT = DocumentKind.HTML, DocumentKind.PDF, DocumentKind.TEXT
IMAGE, ARCHIVE, OFFICE = "an image", "an archive", "an archive or an office document"
KINDS = [
    Kind("a page by its type", b"words", "text/html; charset=utf-8", HTML),
    Kind("XHTML by its type", b"words", "application/xhtml+xml", HTML),
    Kind("XML by its type", b"<a>words</a>", "application/xml", HTML),
    Kind("a type in capitals", b"words", "Text/HTML", HTML),
    Kind("a text by its type, whatever it holds", b"<p>words", "text/plain", TEXT),
    Kind("another type of text", b"a,b", "text/csv", TEXT),
    Kind("a PDF by its type and signature", b"%PDF-1.4", "application/pdf", PDF),
    Kind("a PDF that the server calls a page", b"%PDF-1.4", "text/html", PDF),
    Kind("a PDF after white space", b"\r\n%PDF-1.4", "", PDF),
    Kind("a page that speaks of PDF", b"<p>%PDF-1.4", "", HTML),
    Kind("a page called PDF", b"<p>words", "application/pdf", "no PDF, although it is called one"),
    Kind("a page without a type", b"\n <!DOCTYPE html>", "", HTML),
    Kind("a page by its first element", b"<html lang=en>", "application/octet-stream", HTML),
    Kind("a page in capitals", b"<BODY>", "", HTML),
    Kind("a page that begins with a comment", b"<!-- x --><p>", "", HTML),
    Kind("a page in UTF-16", BOM_UTF16_LE + "<p>words".encode("utf-16-le"), "", HTML),
    Kind("a text without a type", b"<px is no element", "", TEXT),
    Kind("a text in UTF-16", BOM_UTF16_BE + "words".encode("utf-16-be"), "", TEXT),
    Kind("a text in UTF-16 by the header", "words".encode("utf-16-le"), "text/plain; charset=utf-16le", TEXT),
    Kind("data as text", b'{"a": 1}', "application/json", TEXT),
    Kind("nothing", b"", "", TEXT),
    Kind("an image by its type", b"words", "image/svg+xml", IMAGE),
    Kind("an image that the server calls a page", b"\x89PNG\r\n", "text/html", IMAGE),
    Kind("a JPEG", b"\xff\xd8\xff\xe0", "", IMAGE),
    Kind("a GIF", b"GIF89a", "", IMAGE),
    Kind("a WebP", b"RIFF\0\0\0\0WEBP", "", IMAGE),
    Kind("sound", b"RIFF\0\0\0\0WAVE", "", "sound or film"),
    Kind("a film", b"\0\0\0\x18ftypmp42", "", "sound or film"),
    Kind("a film by its type", b"words", "video/mp4", "a film"),
    Kind("a zip", b"PK\x03\x04", "application/zip", OFFICE),
    Kind("an old office document", b"\xd0\xcf\x11\xe0", "", "an office document"),
    Kind("gzip", b"\x1f\x8b\x08", "", ARCHIVE),
    Kind("bytes", b"a\0b", "", "neither a page nor a text: it holds zero bytes"),
]


@each(KINDS)
def test_kind_of(case: Kind) -> None:
    if isinstance(case.expected, DocumentKind):
        assert kind_of(case.body, case.content_type) is case.expected
        return
    with pytest.raises(UnreadableError) as refusal:
        kind_of(case.body, case.content_type)
    assert str(refusal.value) == case.expected


@dataclass(frozen=True)
class Encoded:
    name: str
    body: bytes
    expected: str
    content_type: str = "text/html"


META, HEADER = b"<meta charset=%b>", "text/html; charset="
ENCODED = [
    Encoded("UTF-8 by its bytes", "é".encode(), "é"),
    Encoded("no UTF-8, so windows-1252", b"caf\xe9 \x93x\x94", "café “x”"),
    Encoded("one byte that windows-1252 leaves open", b"\xe9\x81", "é\ufffd"),
    Encoded("the header", "Ελλάδα".encode("cp1253"), "Ελλάδα", HEADER + "windows-1253"),
    Encoded("the header in quotation marks", b"\xe9", "é", HEADER + '"ISO-8859-1"'),
    Encoded("the header with blanks", "Я".encode("koi8-r"), "Я", "text/html ; Charset = KOI8-R; x=y"),
    Encoded("iso-8859-1 means windows-1252", b"\x93x\x94", "“x”", HEADER + "iso-8859-1"),
    Encoded("iso-8859-1 is taken at its word", "é".encode(), "Ã©", HEADER + "iso-8859-1"),
    Encoded("us-ascii means windows-1252", b"\x93x\x94\xe9", "“x”é", HEADER + "us-ascii"),
    Encoded("latin5 means windows-1254", b"\x80\xf0", "€ğ", HEADER + "iso-8859-9"),
    Encoded("gb2312 means gb18030", "㐀".encode("gb18030"), "㐀", HEADER + "gb2312"),
    Encoded("shift_jis means windows-31j", "①".encode("cp932"), "①", HEADER + "Shift_JIS"),
    Encoded("euc-kr means windows-949", "똠".encode("cp949"), "똠", HEADER + "euc-kr"),
    Encoded("Arabic", "سلام".encode("cp1256"), "سلام", HEADER + "windows-1256"),
    Encoded("a label that browsers do not know", "é".encode(), "é", HEADER + "no-such"),
    Encoded("UTF-7 is none", b"+ADw-script+AD4-", "+ADw-script+AD4-", HEADER + "utf-7"),
    Encoded("what is declared wins over what would fit", "é".encode(), "Ã©", HEADER + "windows-1252"),
    Encoded("what does not fit is replaced", b"a\xe9b", "a\ufffdb", HEADER + "utf-8"),
    Encoded("the mark wins over the header", BOM_UTF8 + "é".encode(), "é", HEADER + "windows-1252"),
    Encoded("the mark of UTF-16, little end first", BOM_UTF16_LE + "é".encode("utf-16-le"), "é"),
    Encoded("the mark of UTF-16, big end first", BOM_UTF16_BE + "é".encode("utf-16-be"), "é"),
    Encoded("half a character of UTF-16", BOM_UTF16_LE + b"a\0b", "a\ufffd"),
    Encoded("the header wins over the page", META % b"utf-8" + b"\xe9", "<meta charset=utf-8>é", HEADER + "latin1"),
    Encoded("the page", META % b"windows-1253" + b"\xe1", "<meta charset=windows-1253>α"),
    Encoded(
        "the page, the long form",
        b'<META http-equiv="Content-Type" content="text/html; charset=iso-8859-7">\xe1',
        '<META http-equiv="Content-Type" content="text/html; charset=iso-8859-7">α',
    ),
    Encoded("XML", b'<?xml version="1.0" encoding="koi8-r"?>\xd1', '<?xml version="1.0" encoding="koi8-r"?>я'),
    Encoded("not within a comment", b"<!-- <meta charset=koi8-r> -->\xd1", "<!-- <meta charset=koi8-r> -->Ñ"),
    Encoded("not far below", b" " * 4096 + META % b"koi8-r" + b"\xd1", " " * 4096 + "<meta charset=koi8-r>Ñ"),
    Encoded("not in another element", b"<p charset=koi8-r>\xd1", "<p charset=koi8-r>Ñ"),
    Encoded("not in a text", META % b"koi8-r" + b"\xd1", "<meta charset=koi8-r>Ñ", "text/plain"),
    Encoded("a page that says UTF-16 is UTF-8", META % b"utf-16" + "é".encode(), "<meta charset=utf-16>é"),
    Encoded("nothing", b"", ""),
]


@each(ENCODED)
def test_decoded(case: Encoded) -> None:
    assert decoded(case.body, case.content_type) == case.expected


@often
@given(st.binary(max_size=80), st.sampled_from(["", "text/html; charset=utf-16", "x; charset=gbk", HEADER + "big5"]))
def test_decoding_never_raises(body: bytes, content_type: str) -> None:
    assert isinstance(decoded(body, content_type), str)


def test_every_label_has_a_codec_that_python_knows() -> None:
    from factcheck.evidence.reading.charset import _CODECS

    assert {codec: b"a".decode(codec, "replace") for codec in _CODECS.values() if "utf-16" not in codec}
    assert all(label == label.lower() for label in _CODECS)


@dataclass(frozen=True)
class Page:
    name: str
    html: str
    expected: str


PAGES = [
    Page("blocks end in a new line", "<h1>One</h1><p>Two</p><div>Three</div>four", "One\nTwo\nThree\nfour\n"),
    Page("blocks in blocks", "<div><div>One<p>Two</p>three</div></div>", "One\nTwo\nthree\n"),
    Page("inline elements do not break words", "<p>Eu<b>ro</b><i>pe</i>an <a href=x>Union</a>", "European Union\n"),
    Page("elements nobody knows are inline", "<p>one<x-y>two</x-y>", "onetwo\n"),
    Page("a line break", "<p>one<br>two <br/> three", "one\ntwo\nthree\n"),
    Page("white space is one space", "<p> one \n\t two\r\n three </p>", "one two three\n"),
    Page("a no-break space stays", "<p>«\u00a0mot&nbsp;»", "«\u00a0mot\u00a0»\n"),
    Page("a soft hyphen stays", "<p>Europa&shy;rat", "Europa\u00adrat\n"),
    Page("preformatted lines", "<pre>\none\n  two\n</pre>three", "one\ntwo\nthree\n"),
    Page("inline in preformatted", "<pre>one <b>two\nthree</b></pre>", "one two\nthree\n"),
    Page("the cells of a row", "<table><tr><th>a</th><td>b</td></tr><tr><td>c<td>d</table>", "a b\nc d\n"),
    Page("a list", "<ul><li>one<li>two</ul>", "one\ntwo\n"),
    Page("paragraphs without end tags", "<p>one<p>two", "one\ntwo\n"),
    Page("references", "<p>&lt;b&gt; &amp; &eacute; &#8217; &#x2019; &#150;", "<b> & é ’ ’ –\n"),
    Page("a reference to half a character", "<p>a&#xD800;b", "a\ufffdb\n"),
    Page("emoji", "<p>👩\u200d🚀 &#x1F600;", "👩\u200d🚀 😀\n"),
    Page("right to left", "<p dir=rtl>قال <b>الرئيس</b>", "قال الرئيس\n"),
    Page("overrides and controls", "<p>a\u202eb&#8238;c\u2066d\ufeffe\u0001f\u0085g", "abcdef\ng\n"),
    Page("paragraphs of nothing", "<p>&nbsp;</p><p>\u202e</p><p>x", "x\n"),
    Page("title and head", "<head><title>no</title><style>no</style></head><body>yes", "yes\n"),
    Page("a head that is not closed", "<head><title>no</title><meta charset=utf-8><p>yes", "yes\n"),
    Page("scripts", "a<script>no</script>b<SCRIPT type=x>no</SCRIPT>c", "abc\n"),
    Page("comments and declarations", "a<!-- no --><!no><?no?><![CDATA[no]]>b", "ab\n"),
    Page("a section of XML ends with the next >", "a<![CDATA[ no > b ]]>", "a b ]]>\n"),
    Page("what only others see", "a<noscript>no</noscript><template>no</template><iframe>no</iframe>b", "ab\n"),
    Page("drawings and forms", "a<svg><text>no</text></svg><select><option>no</select><textarea>no</textarea>b", "ab\n"),
    Page("alternative texts", "a<img alt=no title=no>b", "ab\n"),
    Page("annotations over the line", "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字", "漢字\n"),
    Page("hidden", "a<span hidden>no</span><p hidden=''>no</p>b", "a\nb\n"),
    Page("hidden until it is looked for", "<p hidden=until-found>yes", "yes\n"),
    Page("display: none", "a<b style='color:red; DISPLAY : none'>no<i>no</i></b>b", "ab\n"),
    Page("visibility: hidden", "a<b style='visibility:hidden'>no</b>b", "ab\n"),
    Page("a style that only looks like it", "<p style='x-display:none'>yes", "yes\n"),
    Page("for screen readers only", "<p aria-hidden=true>yes", "yes\n"),
    Page("a page that a script will show", "<html hidden><body style='display:none'>yes", "yes\n"),
    Page("a dialog", "a<dialog>no</dialog><dialog open>yes</dialog>b", "a\nyes\nb\n"),
    Page("what folds out", "<details><summary>one</summary>two</details>", "one\ntwo\n"),
    Page("a hidden paragraph ends where the next begins", "<p hidden>no<p>yes", "yes\n"),
    Page("a hidden entry ends where the next begins", "<ul><li hidden>no<ul><li>no</ul><li>yes</ul>", "yes\n"),
    Page("a hidden cell ends where the next begins", "<table><tr><td hidden>no<td>yes</table>", "yes\n"),
    Page("a comment left open hides the rest", "<p>yes<!-- no <p>no", "yes\n"),
    Page("a comment left open by a script", "<script><!-- no</script><p>yes", "yes\n"),
    Page("a tag left open hides itself", "<p>yes <a href='no", "yes\n"),
    Page("end tags of nothing", "</p></b>a</div>b", "ab\n"),
    Page("a space before what nobody can see", "x \u202e<br>&", "x\n&\n"),
    Page("elements that cross", "<p>a<b>b</p><p>c</b>d</p>", "ab\ncd\n"),
    Page("no element at all", "a < b & c", "a < b & c\n"),
    Page("nothing", "", ""),
]  # fmt: skip


@each(PAGES)
def test_visible_text_of_a_page(case: Page) -> None:
    assert visible_text(case.html.encode(), "text/html; charset=utf-8") == case.expected


# Shapes on which parsers have needed the square of the size, or a stack as deep as the page.
SHAPES = [
    Page("tags left open", "<a ", ""),
    Page("attributes left open", '<a x="', ""),
    Page("comments left open", "<!--", ""),
    Page("comments left open in scripts", "<script><!--", ""),
    Page("declarations left open", "<!", ""),
    Page("sections left open", "<![CDATA[", ""),
    Page("instructions left open", "<?", ""),
    Page("end tags left open", "</a", ""),
    Page("scripts left open", "<script>", ""),
    Page("deep", "<div>", ""),
    Page("deep, inline", "<b>", ""),
    Page("deep and hidden", "<p hidden>", ""),
    Page("deep and preformatted", "<pre>", ""),
    Page("end tags of nothing", "</b>", ""),
]


@each(SHAPES)
def test_hostile_shapes_end(case: Page) -> None:
    """300 KB: where the parser needs the square of the size, this takes ten minutes."""
    html = case.html * (300_000 // len(case.html))
    assert visible_text(html.encode(), "text/html") == case.expected


def test_text_in_a_deep_page_is_found() -> None:
    depth = 10 * sys.getrecursionlimit()
    assert visible_text(b"<div>" * depth + b"yes" + b"</div>" * depth, "text/html") == "yes\n"


def test_markup_without_a_tree_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr("factcheck.evidence.reading.page.BeautifulSoup", broken)
    with pytest.raises(UnreadableError, match="a page whose markup cannot be parsed"):
        visible_text(b"<p>", "text/html")


@often
@given(st.lists(st.sampled_from(["<p>", "</p>", "<b", ">", "<!--", "-->", "<script>", "</script>", "&", "x ", "<br>", '"', "\f", "\u202e", "&#0;"]), max_size=30).map("".join))  # fmt: skip
def test_no_page_raises_or_shows_the_invisible(html: str) -> None:
    text = visible_text(html.encode(), "text/html; charset=utf-8")
    assert not INVISIBLE.search(text)
    assert all(line.strip(" ") == line and line for line in text.splitlines())


@often
@given(any_texts)
def test_a_text_is_what_a_page_shows_of_it(text: str) -> None:
    """Escaped as one paragraph, the words of any text come back."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace("\0", "")
    shown = visible_text(f"<p>{plain}".encode("utf-8", "replace"), "text/html; charset=utf-8")
    kept = documents.seen(documents._LINE_END.sub(" ", text)).encode("utf-8", "replace").decode()
    assert shown.split() == kept.split()


def test_a_text_stays_as_it_is() -> None:
    raw = "One  line,\r\n\tindented.\r\n\r\n\r\nTwo\u202e &amp; <b>\f"
    assert visible_text(raw.encode(), "text/plain") == "One  line,\n\tindented.\n\n\nTwo &amp; <b>\n"
    assert paragraphs(raw.encode(), "text/plain") == ("One  line,\nindented.", "Two &amp; <b>")


def test_a_long_page_is_parsed_as_a_tree() -> None:
    assert parsed("<p>x").p is not None


@dataclass(frozen=True)
class Printed:
    name: str
    pages: tuple[bytes, ...]
    expected: tuple[str, ...]


PRINTED = [
    Printed("lines of a paragraph", (lines("One line", "and the next."),), ("One line and the next.",)),
    Printed("a free line", (lines("One", "two.", "", "Three", "four."),), ("One two.", "Three four.")),
    Printed("wide lines", (lines("One", "two", "three", "", "four", leading=28),), ("One two three", "four")),
    Printed("pages", (lines("One"), lines("Two")), ("One", "Two")),
    Printed("a page without words", (lines("One"), lines(), lines("Two")), ("One", "Two")),
    Printed("a divided word", (lines("The inter-", "national law"),), ("The international law",)),
    Printed("a compound at the line's end", (lines("A well-", "known law", "", "is Well-known."),), ("A well-known law", "is Well-known.")),
    Printed("a hyphen within the line", (lines("A well-known law"),), ("A well-known law",)),
    Printed("a dash at the line's end", (lines("He said –", "and left"),), ("He said – and left",)),
    Printed("a range is no divided word", (lines("2024-", "2025"),), ("2024- 2025",)),
    Printed("accents and quotation marks", (lines("café “quoted” (x\\y)"),), ("café “quoted” (x\\y)",)),
]  # fmt: skip


@each(PRINTED)
def test_paragraphs_of_a_pdf(case: Printed) -> None:
    assert paragraphs(pdf(*case.pages), "application/pdf") == case.expected
    assert visible_text(pdf(*case.pages)) == "".join(f"{paragraph}\n" for paragraph in case.expected)


UNREADABLE = [
    Kind("no words", pdf(lines()), "", "a PDF without text (scanned pages?)"),
    Kind("broken", b"%PDF-1.7 and nothing more", "", "a PDF that is broken"),
    Kind("locked", pdf(lines("x"), trailer=f"/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'00' * 32}> /U <{'11' * 32}> >>"), "", "a PDF that needs a password"),
    Kind("too many pages", pdf(*[b""] * 2001), "", "a PDF of 2,001 pages (at most 2,000)"),
]  # fmt: skip


@each(UNREADABLE)
def test_pdfs_that_are_refused(case: Kind) -> None:
    with pytest.raises(UnreadableError) as refusal:
        visible_text(case.body)
    assert str(refusal.value) == case.expected


def test_a_pdf_of_too_many_characters_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.evidence.reading.pdf.MOST_CHARACTERS", 5)
    assert paragraphs(pdf(lines("12345"))) == ("12345",)
    with pytest.raises(UnreadableError, match="more than 5 characters"):
        paragraphs(pdf(lines("123"), lines("456")))


def test_without_pypdfium2_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(UnreadableError) as refusal:
        visible_text(pdf(lines("x")))
    assert str(refusal.value) == "pypdfium2 is needed to read a PDF: pip install 'factcheck[capture]'"

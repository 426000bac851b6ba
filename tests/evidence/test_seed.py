"""`factcheck seed`: what is stored of an article, what is said about it, and what is refused."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from evidence.pdfs import lines, pdf
from factcheck.cli import main
from factcheck.core import corpus
from factcheck.core.encoding import NOT_TEXT
from factcheck.evidence.original import Answer, Original, RefusedError
from factcheck.evidence.seeding.command import seed
from factcheck.evidence.seeding.compose import Seeded, Wish, compose
from factcheck.evidence.web.fetch import FetchError, Reason
from strategies import any_texts, often

NO_WISH = Wish()
DEMO = Wish(slug="demo")
KNOWN = replace(
    DEMO, title="T", publisher="P", url="https://p.example.org/a", published=date(2025, 5, 5), language="en"
)
PAGE = """\
<!doctype html><html lang="fr"><head><title>Le tram rouvre</title><meta property="og:site_name" content="La Gazette">
<meta property="article:published_time" content="2025-05-05T10:00:00Z">
<link rel="canonical" href="https://gazette.example.org/tram"></head><body><nav><a href="/">Accueil</a></nav>
<article><h1>Le tram rouvre</h1><p>Le tram de la côte a rouvert lundi, après deux ans de travaux.</p>
<h2>Ce qui change pour les voyageurs</h2><p>Un billet coûte 3\u00a0euros la jour\u202enée.</p></article>
<footer>Abonnez-vous</footer></body></html>
"""
PAGE_SEED = """\
Le tram rouvre
Le tram de la côte a rouvert lundi, après deux ans de travaux.
Ce qui change pour les voyageurs
Un billet coûte 3\u00a0euros la journée.
"""
PAGE_ARTICLE = f"""\
---
title: Le tram rouvre
seed: demo.txt
sha256: {hashlib.sha256(PAGE_SEED.encode()).hexdigest()}
publisher: La Gazette
url: https://gazette.example.org/tram
published: 2025-05-05
language: fr
---
"""
PAGE_REPORT = """\
Wrote seeds/demo.txt (4 paragraphs, 147 characters) and content/articles/demo.md.
Check by eye, against the document:
    left out   right before: “Accueil”
    first line “Le tram rouvre”
    last line  “Un billet coûte 3\\u{00A0}euros la journée.”
    left out   right after: “Abonnez-vous”
    headings   2 guessed; list them under headings in the article's file if that is wrong
               “Le tram rouvre”
               “Ce qui change pour les voyageurs”
    dropped    U+202E (1 time): nobody can see it
    title      Le tram rouvre
    publisher  La Gazette
    url        https://gazette.example.org/tram
    published  2025-05-05
    language   fr
Your assessment of the article goes below its front matter; it can wait until the claims are checked.
Next: factcheck suggest demo"""


def made(body: str | bytes, wish: Wish = DEMO, content_type: str = "") -> Seeded:
    raw = body.encode() if isinstance(body, str) else body
    return compose(Original(body=raw, content_type=content_type), wish)


def test_the_whole_of_a_page() -> None:
    seeded = made(PAGE)
    assert seeded.seed.raw == PAGE_SEED.encode()
    assert seeded.article == PAGE_ARTICLE
    assert seeded.report() == PAGE_REPORT
    assert seeded.missing == ()


def test_what_is_given_comes_before_what_the_document_states() -> None:
    given = replace(KNOWN, title="  The\n tram ")
    text = made(PAGE, given).article
    assert "title: The tram\n" in text
    assert "publisher: P\nurl: https://p.example.org/a\npublished: 2025-05-05\nlanguage: en\n" in text


def test_a_text_states_nothing_and_nothing_is_invented() -> None:
    seeded = made("A line.\nAnother.\n", content_type="text/plain")
    assert seeded.missing == ("title", "publisher", "url", "published", "language")
    assert seeded.article.splitlines()[1:-1] == [
        "seed: demo.txt",
        f"sha256: {hashlib.sha256(seeded.seed.raw).hexdigest()}",
    ]
    assert seeded.report().endswith(
        "\nCould not find out: title, publisher, url, published, language."
        "\nNext: fill this in, in content/articles/demo.md; then factcheck suggest demo"
    )


@dataclass(frozen=True)
class Stored:
    name: str
    body: bytes
    expected: bytes
    told: str = ""  # a line of the report; none of these may be there where it is empty
    content_type: str = "text/plain"
    wish: Wish = DEMO


UTF8 = "Ça va ? “Oui.”\n".encode()
STORED = [
    Stored("byte for byte", UTF8, UTF8),
    Stored("line ends and spaces as they are", b"One. \r\n\r\n\tTwo.  \r\nlast", b"One. \r\n\r\n\tTwo.  \r\nlast"),
    Stored("a byte-order mark stays", b"\xef\xbb\xbfOne.\n", b"\xef\xbb\xbfOne.\n"),
    Stored("another encoding", "Ça va ? “Oui.”\n".encode("cp1252"), UTF8, "encoding   was not UTF-8 and was converted: look at letters with accents and at quotation marks"),
    Stored("UTF-16", "Ça va ? “Oui.”\n".encode("utf-16"), UTF8, "encoding   was not UTF-8 and was converted: look at letters with accents and at quotation marks"),
    Stored("a control character is dropped and named", b"O\x07ne.\x07\n", b"One.\n", "dropped    U+0007 (2 times): nobody can see it"),
    Stored("an old line end becomes a line end", b"One.\x0bTwo.\n", b"One.\nTwo.\n"),
    Stored("what could not be read is counted", b"One \xef\xbf\xbd.\n", b"One \xef\xbf\xbd.\n", "unreadable 1 character could not be read and became U+FFFD"),
    Stored("what no quote can hold is named", "O\u202ene.\n".encode(), "O\u202ene.\n".encode(), "kept       U+202E (1 time): no quote can be written that holds it"),
    Stored("no headings", b"One sentence here.\n", b"One sentence here.\n", "headings   none guessed; list them under headings in the article's file if that is wrong"),
    Stored("a page with line breaks has blank lines between its paragraphs", b"<p>One.<br>Two.<p>Three.", b"One.\nTwo.\n\nThree.\n", content_type="text/html"),
    Stored("a PDF", pdf(lines("The report", "", "The committee met on Monday and heard the inter-", "national experts.")), b"The report\nThe committee met on Monday and heard the international experts.\n", content_type="application/pdf"),
]  # fmt: skip


@each(STORED)
def test_what_is_stored(case: Stored) -> None:
    seeded = made(case.body, case.wish, case.content_type)
    assert seeded.seed.raw == case.expected
    assert f"sha256: {hashlib.sha256(case.expected).hexdigest()}\n" in seeded.article
    lines_told = [line.strip() for line in seeded.report().splitlines()]
    if case.told:
        assert case.told in lines_told
    else:
        assert not [line for line in lines_told if line.startswith(("dropped", "encoding", "unreadable", "kept"))]


@often
@given(any_texts | st.binary(max_size=60), st.sampled_from(["", "text/plain", "text/html"]))
def test_any_document_gives_files_that_our_reader_accepts(body: str | bytes, content_type: str) -> None:
    try:
        seeded = made(body, KNOWN, content_type)
    except RefusedError:
        return
    found, problems = corpus.parse({seeded.seed_path: seeded.seed.raw, seeded.article_path: seeded.article.encode()})
    assert problems == []
    assert found.seeds["demo.txt"].sha256 == found.articles["demo"].file.sha256
    raw = body.encode() if isinstance(body, str) else body
    if content_type == "text/plain" and not NOT_TEXT.search(raw.decode("utf-8-sig", "surrogateescape")):
        try:
            raw.decode()
        except UnicodeDecodeError:
            return
        assert seeded.seed.raw == raw


@dataclass(frozen=True)
class Slug:
    name: str
    body: str
    expected: str
    wish: Wish = NO_WISH
    origin: str = ""


SLUGS = [
    Slug("given", PAGE, "x", Wish(slug="x")),
    Slug("of the title that was given", PAGE, "the-tram", Wish(title="The Tram!")),
    Slug("of the title that the document states", PAGE, "le-tram-rouvre"),
    Slug("of the file's name", "One.", "town-library-2", origin="Town Library (2).txt"),
    Slug("of a name with an accent", "One.", "ete", origin="été.html.txt".replace(".html", "")),
    Slug("not longer than a slug may be", "One.", "-".join(["word"] * 16), Wish(title="word " * 30)),
]


@each(SLUGS)
def test_the_name_of_an_article(case: Slug) -> None:
    assert compose(Original(body=case.body.encode()), case.wish, case.origin).slug == case.expected


def test_the_address_gives_a_name() -> None:
    original = Original(body=b"One.", address="https://p.example.org/news/caf%C3%A9-opens.html?x=1")
    assert compose(original, Wish()).slug == "cafe-opens"


def test_what_is_left_out_within_the_text_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    page = "<p>Menu<p>One.<p>Buy shoes.<p>Two.<p>Sign up!<p>Foot<p>Three.<p>After"
    monkeypatch.setattr("factcheck.evidence.capture.maintext.chosen", lambda *_: (1, 3, 6))
    seeded = made(page, DEMO, "text/html")
    assert seeded.seed.text == "One.\nTwo.\nThree.\n"
    left_out = [line.strip() for line in seeded.report().splitlines() if "left out" in line]
    assert left_out == [
        "left out   right before: “Menu”",
        "left out   right after: “After”",
        "left out   within: “Buy shoes.”",
        "left out   within: “Sign up!”",
        "left out   within: “Foot”",
    ]
    whole = made(page, replace(DEMO, whole=True), "text/html")
    assert whole.seed.text == "Menu\nOne.\nBuy shoes.\nTwo.\nSign up!\nFoot\nThree.\nAfter\n"
    assert "left out" not in whole.report()


# --- files


def answer(body: str, final: str = "https://gazette.example.org/tram", status: int = 200) -> Answer:
    @dataclass(frozen=True)
    class Reply:
        final_url: str
        status: int
        headers: Mapping[str, str]
        body: bytes

    return Reply(final, status, {"content-type": "text/html; charset=utf-8"}, body.encode())


def test_an_address_is_fetched_and_both_files_are_written(tmp_path: Path) -> None:
    told = seed(tmp_path, "https://gazette.example.org/tram", DEMO, fetch=lambda _: answer(PAGE))
    assert told == PAGE_REPORT
    assert (tmp_path / "seeds/demo.txt").read_bytes() == PAGE_SEED.encode()
    assert (tmp_path / "content/articles/demo.md").read_bytes() == PAGE_ARTICLE.encode()
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 2


def test_an_address_that_fails_is_refused(tmp_path: Path) -> None:
    def fetch(url: str) -> Answer:
        raise FetchError(Reason.DNS, url, "there is no address")

    with pytest.raises(RefusedError, match="could not be fetched"):
        seed(tmp_path, "https://nowhere.example.org/", DEMO, fetch=fetch)
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("there", ["seeds/demo.txt", "content/articles/demo.md"])
def test_neither_file_is_overwritten_nor_the_other_written(tmp_path: Path, there: str) -> None:
    (tmp_path / there).parent.mkdir(parents=True)
    (tmp_path / there).write_bytes(b"there")

    def never(url: str) -> Answer:
        raise AssertionError("fetched for nothing")

    with pytest.raises(RefusedError, match=f"{there} must not exist yet: nothing is overwritten"):
        seed(tmp_path, "https://gazette.example.org/tram", DEMO, fetch=never)
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    with pytest.raises(RefusedError, match="must not exist yet"):
        seed(tmp_path, str(page), replace(DEMO, slug="", title="Demo"))
    assert (tmp_path / there).read_bytes() == b"there"
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 2


def test_a_seed_that_is_stored_gets_its_article(tmp_path: Path) -> None:
    stored = tmp_path / "seeds/town.txt"
    stored.parent.mkdir()
    stored.write_bytes(b"One.\r\n")
    told = seed(tmp_path, str(stored), replace(KNOWN, slug=""))
    assert told.startswith("Wrote content/articles/town.md for seeds/town.txt (1 paragraph, 6 characters).\n")
    assert stored.read_bytes() == b"One.\r\n"
    with pytest.raises(RefusedError, match=r"content/articles/town\.md must not exist yet"):
        seed(tmp_path, str(stored), NO_WISH)


def test_a_seed_that_is_stored_is_not_changed(tmp_path: Path) -> None:
    stored = tmp_path / "seeds/town.txt"
    stored.parent.mkdir()
    stored.write_bytes(b"O\x07ne.")
    with pytest.raises(RefusedError, match="it was not changed"):
        seed(tmp_path, str(stored), Wish())
    with pytest.raises(RefusedError, match="keeps its name"):
        seed(tmp_path, str(stored), DEMO)
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["town.txt"]


def test_the_same_text_is_not_stored_twice(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    seed(tmp_path, str(page), DEMO)
    with pytest.raises(RefusedError, match=r"seeds/demo\.txt is this very text already"):
        seed(tmp_path, str(page), Wish(slug="again"))


@dataclass(frozen=True)
class Refused:
    name: str
    code: int
    words: str
    body: bytes = b"One.\n"
    options: tuple[str, ...] = ("--slug", "demo")
    origin: str = "page.txt"
    absent: tuple[str, ...] = field(default=())


REFUSED = [
    Refused("a slug that is none", 2, "--slug must be a name in small letters, digits and hyphens, at most 80, such as harbour-line; found “Demo”", options=("--slug", "Demo")),
    Refused("a date that is none", 2, "--date must be a date such as 2025-11-26; found “5 May 2025”", options=("--date", "5 May 2025")),
    Refused("a date without hyphens", 2, "--date must be a date such as 2025-11-26; found “20250505”", options=("--date", "20250505")),
    Refused("an address that is none", 2, "--url must be a public web address (https://…); found “file:///x”", options=("--url", "file:///x")),
    Refused("a language that is none", 2, "--language must be a code such as en or pt-BR; found “English”", options=("--language", "English")),
    Refused("no name", 2, "the article needs a name\n    fix      give one with --slug", options=(), origin="….txt"),
    Refused("a title that is too long", 1, "content/articles/demo.md:2:8: FC113 title must be at most 300 characters\n    found    301 characters", options=("--slug", "demo", "--title", "x" * 301)),
    Refused("an empty file", 1, "the document must have words to read: this one is empty", body=b" \n"),
    Refused("controls alone", 1, "the document must have words to read: this one is empty", body=b"\x07\x07\n"),
    Refused("an image", 1, "the document must have words to read: this is an image", body=b"\x89PNG\r\n\x1a\n"),
    Refused("no such file", 1, "cannot be read: No such file or directory\n    fix      check the path; an address begins with https://", origin="nowhere/page.txt"),
]  # fmt: skip


@each(REFUSED)
def test_refusals_write_nothing(case: Refused, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pelicanconf.py").write_text("", encoding="utf-8")
    origin = tmp_path / case.origin
    if not case.origin.startswith("nowhere"):
        origin.write_bytes(case.body)
    assert main(["seed", "--site", str(tmp_path), str(origin), *case.options]) == case.code
    printed = capsys.readouterr()
    assert printed.out == ""
    assert case.words in printed.err
    assert not (tmp_path / "seeds").exists()
    assert not (tmp_path / "content").exists()


def test_the_command_says_what_it_wrote(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    before = (site / "seeds/elysee-platform.txt").read_bytes()
    assert main(["seed", "--site", str(site), str(page), "--slug", "demo"]) == 0
    assert capsys.readouterr().out == PAGE_REPORT + "\n"
    assert (site / "seeds/elysee-platform.txt").read_bytes() == before
    assert main(["check", "--site", str(site)]) == 0  # its assessment can wait until a claim is published

"""Quote rot: whether quoted words are still on their live page and in its archived copy."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from evidence.fakeweb import answered, claim, corpus, failed, source
from evidence.misbehaving import Server, answer, then_silence
from evidence.pdfs import lines, pdf
from factcheck.core.linkfile import DiffKind, State, Where
from factcheck.core.outcome import Outcome
from factcheck.core.text import Text, collapse
from factcheck.evidence.external.ask import check_external, page
from factcheck.evidence.external.polite import NotAsked, Reply
from factcheck.evidence.external.rot import DISORDERED, NO_ARCHIVE, cited, diff, look
from factcheck.evidence.reading import documents
from factcheck.evidence.web.fetch import Access, Limits, Reason
from strategies import any_texts, often

QUOTE = "The town’s ferry carried 12,400 people in May, a record."
HEAD = "<!doctype html><title>Ferry</title><body>"
AROUND = "<p>The council met on Tuesday, as it does every month, and heard the report of the port office.</p>"
SAME, MINE, PAGE = DiffKind.SAME, DiffKind.QUOTE, DiffKind.PAGE


class Seen(NamedTuple):
    """How a quote stands on a page of these bytes."""

    name: str
    body: str | bytes
    outcome: Outcome
    quote: str = QUOTE
    diff: Sequence[tuple[DiffKind, str]] = ()
    cause: str | None = None
    content_type: str = "text/html; charset=utf-8"


def paragraph(words: str) -> str:
    return f"{HEAD}{AROUND}<p>{words}</p>{AROUND}"


def as_pdf(*texts: str) -> bytes:
    return pdf(lines(*texts))


GAPS = "The town’s ferry carried 12,400 people […], a record."
SEEN = [
    Seen("verbatim", paragraph(QUOTE), Outcome.VERBATIM),
    Seen("twice", paragraph(f"{QUOTE} {QUOTE}"), Outcome.VERBATIM),
    Seen("with emphasis inside a word", paragraph(QUOTE.replace("record", "re<b>cord</b>")), Outcome.VERBATIM),
    Seen("with a link", paragraph(QUOTE.replace("ferry", "<a href='/ferry'>ferry</a>")), Outcome.VERBATIM),
    Seen("with line breaks", paragraph(QUOTE.replace(" ", "\n   ")), Outcome.VERBATIM),
    Seen("with <br>", paragraph(QUOTE.replace("people in", "people<br>in")), Outcome.VERBATIM),
    Seen("with entities", paragraph(QUOTE.replace("’", "&rsquo;").replace("f", "&#102;")), Outcome.VERBATIM),
    Seen("across two paragraphs", paragraph("The town’s ferry carried</p><p>12,400 people in May, a record."), Outcome.VERBATIM),
    Seen("in another encoding", paragraph(QUOTE).encode("cp1252"), Outcome.VERBATIM, content_type="text/html; charset=windows-1252"),
    Seen("straight marks", paragraph(QUOTE.replace("’", "'")), Outcome.TYPOGRAPHIC, diff=[
        (SAME, "The"), (MINE, "town’s"), (PAGE, "town's"), (SAME, "ferry carried 12,400 people in May, a record."),
    ]),
    Seen("no-break spaces", paragraph(QUOTE.replace("12,400 people", "12,400&nbsp;people")), Outcome.TYPOGRAPHIC, diff=[
        (SAME, "The town’s ferry carried"), (MINE, "12,400 people"), (PAGE, "12,400\u00a0people"), (SAME, "in May, a record."),
    ]),
    Seen("soft hyphens", paragraph(QUOTE.replace("record", "re&shy;cord")), Outcome.TYPOGRAPHIC, diff=[
        (SAME, "The town’s ferry carried 12,400 people in May, a"), (MINE, "record."), (PAGE, "re\u00adcord."),
    ]),
    Seen("a changed digit", paragraph(QUOTE.replace("12,400", "12,900")), Outcome.NEAR, diff=[
        (SAME, "The town’s ferry carried"), (MINE, "12,400"), (PAGE, "12,900"), (SAME, "people in May, a record."),
    ]),
    Seen("a changed word at the end", paragraph(QUOTE.replace("record", "problem")), Outcome.NEAR, diff=[
        (SAME, "The town’s ferry carried 12,400 people in May, a"), (MINE, "record."), (PAGE, "problem."),
    ]),
    Seen("an added word", paragraph(QUOTE.replace("a record", "not a record")), Outcome.NEAR, diff=[
        (SAME, "The town’s ferry carried 12,400 people in May,"), (PAGE, "not"), (SAME, "a record."),
    ]),
    Seen("a word less", paragraph(QUOTE.replace("12,400 people", "12,400")), Outcome.NEAR, diff=[
        (SAME, "The town’s ferry carried 12,400"), (MINE, "people"), (SAME, "in May, a record."),
    ]),
    Seen("taken out", f"{HEAD}{AROUND}{AROUND}", Outcome.NOT_FOUND),
    Seen("another page under the address", f"{HEAD}<h1>Welcome</h1>{AROUND}<p>Find your way to all services of the town here.", Outcome.NOT_FOUND),
    Seen("a paywall after the first lines", f"{HEAD}{AROUND}<p>Subscribe now to read on: twelve weeks for one pound.", Outcome.NOT_FOUND),
    Seen("in a script only", f"{HEAD}{AROUND}<script>x = '{QUOTE}'</script>{AROUND}", Outcome.NOT_FOUND),
    Seen("in a style only", f"{HEAD}{AROUND}<style>/* {QUOTE} */</style>{AROUND}", Outcome.NOT_FOUND),
    Seen("in an alternative text only", f"{HEAD}{AROUND}<img alt='{QUOTE}'>{AROUND}", Outcome.NOT_FOUND),
    Seen("in a comment only", f"{HEAD}{AROUND}<!-- {QUOTE} -->{AROUND}", Outcome.NOT_FOUND),
    Seen("in a template only", f"{HEAD}{AROUND}<template>{QUOTE}</template>{AROUND}", Outcome.NOT_FOUND),
    Seen("hidden", f"{HEAD}{AROUND}<p hidden>{QUOTE}</p>{AROUND}", Outcome.NOT_FOUND),
    Seen("hidden by a style", f"{HEAD}{AROUND}<p style='display: none'>{QUOTE}</p>{AROUND}", Outcome.NOT_FOUND),
    Seen("in the title and description only", f"<title>{QUOTE}</title><meta name=description content='{QUOTE}'>{AROUND}", Outcome.NOT_FOUND),
    Seen("words left out", paragraph(QUOTE), Outcome.VERBATIM, GAPS),
    Seen("words left out, of a changed piece", paragraph(QUOTE.replace("12,400", "12,900")), Outcome.NEAR, GAPS, [
        (SAME, "The town’s ferry carried"), (MINE, "12,400"), (PAGE, "12,900"), (SAME, "people"),
    ]),
    Seen("an insertion", paragraph(QUOTE), Outcome.VERBATIM, "The town’s ferry carried 12,400 [paying] people in May"),
    Seen("pieces in another order", paragraph(QUOTE), Outcome.NEAR, "people in May, a record. […] The town’s ferry", cause=DISORDERED),
    Seen("brackets of the page's own", paragraph("He said: “[The ferry] is full.”"), Outcome.VERBATIM, "“[The ferry] is full.”"),
    Seen("a PDF", as_pdf("The council met on Tuesday.", "The ferry carried 12,400 people", "in May, a record."), Outcome.VERBATIM, "ferry carried 12,400 people in May"),
    Seen("a PDF with another number", as_pdf("The ferry carried 12,900 people", "in May, a record."), Outcome.NEAR, "ferry carried 12,400 people in May", [
        (SAME, "ferry carried"), (MINE, "12,400"), (PAGE, "12,900"), (SAME, "people in May"),
    ]),
    Seen("a PDF without text", pdf(b""), Outcome.UNCHECKED, cause="the page cannot be read: a PDF without text (scanned pages?)"),
    Seen("a text file", f"Report\n\n{QUOTE}\n", Outcome.VERBATIM, content_type="text/plain"),
    Seen("an image", b"\x89PNG\r\n\x1a\n", Outcome.UNCHECKED, cause="the page cannot be read: an image", content_type="image/png"),
    Seen("a shell that needs JavaScript", "<div id=root></div><noscript>Please enable JavaScript.</noscript>", Outcome.UNCHECKED, cause="the page shows only 0 characters of text; it may need JavaScript or a login"),
    Seen("a page with fewer words than the quote", "<p>Loading, please wait …</p>", Outcome.UNCHECKED, cause="the page shows only 22 characters of text; it may need JavaScript or a login"),
    Seen("a short page with all pieces", "<p>The ferry sank.</p>", Outcome.VERBATIM, "The ferry […] sank."),
    Seen("a short page with something like it", "<p>The ferry sank</p>", Outcome.NEAR, "The ferry sank.", [
        (SAME, "The ferry"), (MINE, "sank."), (PAGE, "sank"),
    ]),
    Seen("an empty answer", b"", Outcome.UNCHECKED, cause="the page shows only 0 characters of text; it may need JavaScript or a login"),
]  # fmt: skip


@each(SEEN)
def test_how_a_quote_stands_on_a_page(case: Seen) -> None:
    reply = answered(body=case.body, content_type=case.content_type if not as_bytes(case) else "application/pdf")
    found = page(reply, [case.quote]).looks[case.quote]
    assert (found.outcome, found.diff, found.cause) == (case.outcome, tuple(case.diff), case.cause)


def as_bytes(case: Seen) -> bool:
    return isinstance(case.body, bytes) and case.body.startswith(b"%PDF")


class Unread(NamedTuple):
    name: str
    reply: Reply
    cause: str


LIVE = "https://town.example/ferry"
UNREAD = [
    Unread("gone", answered(LIVE, 404, paragraph(QUOTE)), "HTTP 404"),
    Unread("refused", answered(LIVE, 403, paragraph(QUOTE)), "HTTP 403"),
    Unread("an error of the server", answered(LIVE, 500, paragraph(QUOTE)), "HTTP 500"),
    Unread(
        "a login page",
        answered(LIVE, body=paragraph(QUOTE), hops=[(302, "https://town.example/login")]),
        "leads to a login or consent page: https://town.example/login",
    ),
    Unread("no answer", failed(Reason.TIMEOUT, "no answer in 30 s"), "no answer in 30 s"),
    Unread("a bad certificate", failed(Reason.TLS, "it has expired"), "it has expired"),
    Unread("no such name", failed(Reason.DNS, "no such name"), "no such name"),
    Unread("not asked", NotAsked("no time"), "no time"),
]


@each(UNREAD)
def test_what_could_not_be_read_is_unchecked_with_the_cause(case: Unread) -> None:
    found = page(case.reply, [QUOTE]).looks[QUOTE]
    assert (found.outcome, found.cause, found.diff) == (Outcome.UNCHECKED, case.cause, ())


def test_a_page_that_has_moved_is_read_where_it_is_now() -> None:
    reply = answered(LIVE, body=paragraph(QUOTE), hops=[(301, "https://town.example/archive/ferry")])
    found = page(reply, [QUOTE])
    assert (found.standing.state, found.looks[QUOTE].outcome) == (State.MOVED, Outcome.VERBATIM)


def test_a_page_is_read_once_however_many_quotes(monkeypatch: pytest.MonkeyPatch) -> None:
    read = list[bytes]()

    def visible_text(body: bytes, content_type: str = "") -> str:
        read.append(body)
        assert content_type == "text/html; charset=utf-8"  # the whole header: it names the encoding
        return QUOTE

    monkeypatch.setattr(documents, "visible_text", visible_text)
    found = page(answered(body=b"x"), [QUOTE, "a record", "12,400"])
    assert {look.outcome for look in found.looks.values()} == {Outcome.VERBATIM}
    assert read == [b"x"]


def test_a_page_without_quotes_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "visible_text", None)
    assert page(answered(body=b"x"), []).looks == {}


def test_a_hole_in_a_parser_costs_one_page_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def visible_text(body: bytes, content_type: str = "") -> str:
        raise IndexError("string index\nout of range")

    monkeypatch.setattr(documents, "visible_text", visible_text)
    cause = "the page cannot be read: IndexError: string index out of range"
    assert page(answered(), [QUOTE]).looks[QUOTE].cause == cause


# --- Which quotes ---------------------------------------------------------------------------------


def test_every_quote_of_every_claim_is_looked_for() -> None:
    content = corpus(
        claim_a=claim(("s", "The extract.")),
        claim_b=claim(("s", "extract"), ("gone", "x"), ("t", "{exact: extract, prefix: The}"), quote="12", status="draft"),
        source_s=source("https://s.example/#p", "https://archive.example/s"),
        source_t=source("https://t.example/"),
        source_unused=source("https://u.example/"),
    )  # fmt: skip
    found = [
        (str(q.place).removeprefix("content/claims/demo/"), q.evidence, q.exact, q.url, q.archive)
        for q in cited(content)
    ]
    assert found == [
        ("a.md:4:8", None, "It cost 12 million.", "https://news.example/bridge", None),
        ("a.md:14:12", 0, "The extract.", "https://s.example/#p", "https://archive.example/s"),
        ("b.md:4:8", None, "12", "https://news.example/bridge", None),
        ("b.md:14:12", 0, "extract", "https://s.example/#p", "https://archive.example/s"),
        ("b.md:20:20", 2, "extract", "https://t.example/", None),
    ]


# --- The word diff --------------------------------------------------------------------------------


@often
@given(
    st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=1),
    st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=1),
)
def test_a_diff_gives_both_texts_back(mine: list[str], real: list[str]) -> None:
    found = diff(" ".join(mine), " ".join(real))
    assert " ".join(text for kind, text in found if kind is not PAGE).split() == mine
    assert " ".join(text for kind, text in found if kind is not MINE).split() == real
    assert all(one != other for (one, _), (other, _) in pairwise(found))


@often
@given(any_texts, any_texts.filter(collapse))
def test_any_text_has_an_outcome_and_a_diff_where_it_has_a_passage(raw: str, quote: str) -> None:
    found = look(Text(raw), quote)
    assert bool(found.diff) <= (found.outcome in (Outcome.NEAR, Outcome.TYPOGRAPHIC))
    assert bool(found.cause) == (found.outcome is Outcome.UNCHECKED or found.cause == DISORDERED)
    if collapse(quote) in collapse(raw):
        assert found.outcome is Outcome.VERBATIM


# --- Over loopback, with the real fetcher and the real documents ----------------------------------


@pytest.fixture
def served() -> Iterator[Server]:
    pages = {
        "/bridge": answer(b"<p>It cost 12 million.</p><p>And more.</p>", "Content-Type: text/html"),
        "/curly": answer(paragraph(QUOTE).encode("cp1252"), "Content-Type: text/html; charset=iso-8859-1"),
        "/old": answer(b"", "Location: /report.pdf", status="301 Moved Permanently"),
        "/report.pdf": answer(as_pdf("The ferry carried 12,900 people", "in May, a record."), "Content-Type: application/pdf"),
        "/copy": answer(paragraph("The ferry carried 12,400 people in May").encode(), "Content-Type: text/html"),
        "/gone": answer(b"<p>Nothing here.</p>", status="404 Not Found"),
        "/head": answer(b"", status="405 Method Not Allowed"),
        "/silent": then_silence(b"HTTP/1.1 200 OK\r\n"),
    }  # fmt: skip
    with Server(pages) as server:
        yield server


def moved_to(server: Server) -> dict[str, str]:
    """The sources' addresses, which front matter could not name: a port of this machine."""
    return {
        "curly": server.url("/curly", "town.test"),
        "pdf": server.url("/old", "report.test"),
        "gone": server.url("/gone", "gone.test"),
        "silent": server.url("/silent", "silent.test"),
        "head": server.url("/head", "head.test"),
    }


def test_a_check_over_loopback(served: Server) -> None:
    content = corpus(
        claim_a=claim(("curly", QUOTE), ("pdf", "ferry carried 12,400 people in May"), ("gone", "x"), ("silent", "x")),
        **{f"source_{name}": source("https://x.example/", "https://y.example/") for name in moved_to(served)},
    )
    archives = {"pdf": served.url("/copy", "archive.test")}
    for name, url in moved_to(served).items():
        entry = content.sources[name]
        file = entry.file.model_copy(update={"url": url, "archive": archives.get(name)})
        content.sources[name] = replace(entry, file=file)  # type: ignore[index]
    entry_ = content.articles["demo"]
    changed = entry_.file.model_copy(update={"url": served.url("/bridge", "news.test")})
    content.articles["demo"] = replace(entry_, file=changed)  # type: ignore[index]
    access = Access(limits=Limits(total=0.5), loopback=True, resolve=lambda host, port: ["127.0.0.1"])
    waited = list[float]()

    found = check_external(content, today=date(2026, 11, 22), access=access, wait=waited.append)

    states = {link.url.split(".test")[0].removeprefix("http://"): (link.state, link.status) for link in found.links}
    assert states == {
        "news": (State.OK, 200),
        "town": (State.OK, 200),
        "report": (State.MOVED, 200),
        "archive": (State.OK, 200),
        "gone": (State.GONE, 404),
        "silent": (State.TIMEOUT, None),
        "head": (State.UNCHECKED, 405),
    }
    assert [link.to for link in found.links if link.to] == [served.url("/report.pdf", "report.test")]
    rows = [(row.live.outcome, row.live.cause, row.archived.outcome, row.where) for row in found.quotes]
    assert rows[:3] == [
        ("verbatim", None, "unchecked", Where.LIVE),
        ("verbatim", None, "unchecked", Where.LIVE),
        ("near", None, "verbatim", Where.ARCHIVE),
    ]
    assert [row[0] for row in rows[3:]] == ["unchecked", "unchecked"]
    assert rows[3][1] == "HTTP 404"
    assert {row.archived.cause for row in found.quotes if row.archived.outcome == "unchecked"} == {NO_ARCHIVE}
    assert sorted(waited) == [1, 4, 16]  # one GET after HEAD; two retries of what is silent
    heads = [request for request in served.requests if request.startswith(b"HEAD")]
    assert [request.split()[1] for request in heads] == [b"/head"]
    assert not any(b"Cookie" in request or b"Referer" in request for request in served.requests)

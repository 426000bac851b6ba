"""Review: from files to a site, or to all problems at once. Pure: the same files, the same answer."""

import hashlib
from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.core.corpus import parse
from factcheck.core.model import Site
from factcheck.core.review import review
from factcheck.core.settings import Publisher, Settings, Verdict
from factcheck.site.load import Loaded, load_files
from strategies import often

SCALE = (
    Verdict(id="true", label="True", definition="It is so.", rating=5, colour="true", symbol="✓"),
    Verdict(id="false", label="False", definition="It is not.", rating=1, colour="false", symbol="✗"),
    Verdict(id="opinion", label="Opinion", definition="Taste.", rating=None, colour="opinion", symbol="¶"),
)
SETTINGS = Settings(
    name="Demo", url="https://example.org", language="en", scale=SCALE, publisher=Publisher(name="Demo")
)
SEED = b"The bridge opened in May. It cost 12 million.\nIt is the finest bridge. It opened late.\n"
ONE, TWO, THREE = "content/claims/demo/zz.md", "content/claims/demo/mm.md", "content/claims/demo/aa.md"
ACCOUNTS, TIMETABLE = "content/sources/accounts.md", "content/sources/timetable.md"
LEDGER = "content/sources/ledger.md"
ARTICLE, PAGE = "content/articles/demo.md", "content/pages/about.md"


def article(seed: bytes = SEED, name: str = "demo") -> bytes:
    lines = [
        "title: The bridge",
        f"seed: {name}.txt",
        f"sha256: {hashlib.sha256(seed).hexdigest()}",
        "publisher: The Ferry News",
        "url: https://example.org/bridge",
        "published: 2025-05-01",
        "language: en",
        "claimants: [{name: The Ferry News, type: organization}, {name: Zoë, type: person}]",
    ]
    return "\n".join(["---", *lines, "---", "Mostly right.", ""]).encode()


def claim(quote: str, *extra: str, **changed: str) -> bytes:
    keys = {
        "claim": "A claim.",
        "claimant": "The Ferry News",
        "quote": quote,
        "verdict": "opinion",
        "summary": "A summary.",
        "kind": "fact",
        "status": "published",
        "author": "A",
        "checked": "2025-06-01",
        **changed,
    }
    lines = [f"{key}: {value}" for key, value in keys.items()]
    signed = [] if any(line.startswith("reviewed_by") for line in extra) else ["reviewed_by: B"]
    return "\n".join(["---", *lines, *extra, *signed, "---", "The reasoning.", ""]).encode()


def evidence(source: str, quote: str) -> tuple[str, ...]:
    """A piece of evidence, and a second one of another origin."""
    second = "  - {source: ledger, stance: context, quote: the ledger is closed}"
    return "evidence:", f"  - {{source: {source}, stance: supports, quote: {quote}}}", second


def source(extract: str, publisher: str = "The town") -> bytes:
    lines = [
        "title: A source",
        f"publisher: {publisher}",
        "url: https://example.org/source",
        "retrieved: 2025-06-01",
        "language: en",
        "type: primary",
        "capture: copied",
    ]
    return "\n".join(["---", *lines, "---", extract, ""]).encode()


SOUND = {
    "seeds/demo.txt": SEED,
    ARTICLE: article(),
    ONE: claim("The bridge opened in May", *evidence("accounts", "opened in May"), verdict='"true"'),
    TWO: claim("cost 12 million", *evidence("accounts", "and cost twelve million"), verdict='"false"'),
    THREE: claim("the finest bridge", kind="opinion"),
    ACCOUNTS: source("It was opened in May and cost\ntwelve million."),
    LEDGER: source("So the ledger is closed.", "The bank"),
    PAGE: b"---\ntitle: About\nsummary: Who we are.\n---\nUs.\n",
}


def changed(**changes: bytes | None) -> dict[str, bytes]:
    """The sound files with some of them changed; the keys are names of this module."""
    files: dict[str, bytes | None] = {**SOUND, **{globals()[name]: raw for name, raw in changes.items()}}
    return {path: raw for path, raw in files.items() if raw is not None}


def sound(files: dict[str, bytes]) -> Site:
    loaded = load_files(files, SETTINGS)
    assert loaded.problems == ()
    assert loaded.site is not None
    return loaded.site


def codes(loaded: Loaded) -> list[str]:
    return [f"{found.place} {found.code}" for found in loaded.problems]


def test_a_sound_corpus_becomes_a_site() -> None:
    site = sound(SOUND)
    assert [a.slug for a in site.articles] == ["demo"]
    assert [s.slug for s in site.sources] == ["accounts", "ledger"]
    assert [p.slug for p in site.pages] == ["about"]
    assert site.articles[0].sha256 == hashlib.sha256(SEED).hexdigest()
    assert site.updated == date(2025, 6, 1)


def test_claims_are_numbered_in_the_order_of_the_article() -> None:
    assert [(c.number, c.slug, c.words) for c in sound(SOUND).claims] == [
        (1, "zz", "The bridge opened in May"),
        (2, "mm", "cost 12 million"),
        (3, "aa", "the finest bridge"),
    ]


def test_every_article_is_numbered_from_one() -> None:
    seed = b"Another text.\n"
    files = {
        **SOUND,
        "seeds/again.txt": seed,
        "content/articles/again.md": article(seed, "again"),
        "content/claims/again/one.md": claim("Another"),
    }
    assert [(c.article.slug, c.number) for c in sound(dict(sorted(files.items()))).claims] == [
        ("again", 1),
        ("demo", 1),
        ("demo", 2),
        ("demo", 3),
    ]


def test_of_two_claims_at_one_place_the_shorter_comes_first_then_the_name() -> None:
    site = sound(
        changed(
            ONE=claim("The bridge opened"),
            TWO=claim("The bridge"),
            THREE=claim("The bridge"),
            ACCOUNTS=None,
            LEDGER=None,
        )
    )
    assert [c.slug for c in site.claims] == ["aa", "mm", "zz"]


def test_evidence_is_proved_across_line_ends() -> None:
    files = changed(TWO=claim("cost 12 million", *evidence("accounts", "cost twelve million"), verdict='"false"'))
    assert sound(files).claims[1].evidence[0].words == "cost\ntwelve million"


def test_drafts_are_left_out() -> None:
    site = sound(changed(ONE=claim("The bridge opened in May", status="draft")))
    assert [(c.number, c.slug) for c in site.claims] == [(1, "mm"), (2, "aa")]


def test_sources_that_only_drafts_cite_are_left_out() -> None:
    draft = claim("The bridge opened in May", *evidence("timetable", "opened in May"), status="draft")
    site = sound(changed(ONE=draft, TIMETABLE=source("The bridge opened in May.")))
    assert [s.slug for s in site.sources] == ["accounts", "ledger"]


def test_a_warning_does_not_stop_a_site() -> None:
    loaded = load_files(changed(ONE=claim("bridge opened in Ma")), SETTINGS)
    assert codes(loaded) == [f"{ONE}:4:8 FC204"]
    assert loaded.site is not None


class Broken(NamedTuple):
    name: str
    changes: dict[str, bytes | None]
    expected: list[str]


BROKEN = [
    Broken(
        "a quote that is not there",
        {
            "TWO": claim("cost 13 million"),
        },
        [f"{TWO}:4:8 FC201"],
    ),
    Broken("a quote that is there twice", {"TWO": claim("It")}, [f"{TWO}:4:8 FC202"]),
    Broken(
        "a quote of a source that is not there",
        {"TWO": claim("cost 12 million", *evidence("accounts", "ten million"))},
        [f"{TWO}:12:49 FC302"],
    ),
    Broken(
        "a quote of a source that is there twice",
        {"TWO": claim("cost 12 million", *evidence("accounts", "e"))},
        [f"{TWO}:12:49 FC303"],
    ),
    Broken(
        "a draft's quote that is not there", {"TWO": claim("cost 13 million", status="draft")}, [f"{TWO}:4:8 FC201"]
    ),
    Broken(
        "a source that is not there",
        {"TWO": claim("cost 12 million", *evidence("acounts", "x"))},
        [f"{TWO}:12:14 FC301"],
    ),
    Broken("a source that nobody cites", {"TIMETABLE": source("Hourly.")}, [f"{TIMETABLE}:1:1 FC305"]),
    Broken("another seed", {"ARTICLE": article(b"Something else.")}, [f"{ARTICLE}:4:9 FC205"]),
    Broken("another verdict", {"TWO": claim("cost 12 million", verdict="nice")}, [f"{TWO}:5:10 FC401"]),
    Broken("a rating without evidence", {"TWO": claim("cost 12 million", verdict='"true"')}, [f"{TWO}:5:10 FC402"]),
    Broken("checked too early", {"TWO": claim("cost 12 million", checked="2025-04-30")}, [f"{TWO}:10:10 FC403"]),
    Broken("reviewed by the author", {"TWO": claim("cost 12 million", "reviewed_by: a")}, [f"{TWO}:11:14 FC405"]),
    Broken("another spelling", {"TWO": claim("cost 12 million", claimant="the ferry news")}, [f"{TWO}:3:11 FC407"]),
    Broken(
        "no article",
        {"ARTICLE": None},
        [
            "content/articles:1:1 FC119",
            *(f"{path}:1:1 FC207" for path in (THREE, TWO, ONE)),
            "seeds/demo.txt:1:1 FC208",
        ],
    ),
    Broken(
        "several files at once",
        {
            "ONE": claim("The bridge openned"),
            "TWO": claim("cost 13 million"),
            "PAGE": b"Us.\n",
            "ACCOUNTS": None,
            "LEDGER": None,
        },
        [f"{TWO}:4:8 FC201", f"{ONE}:4:8 FC201", f"{PAGE}:1:1 FC103"],
    ),
    Broken(
        "Markdown, front matter and quotes at once",
        {
            "ONE": claim("The bridge openned") + b"[x](nowhere.md)\n",
            "TWO": b"---\nclaim: a: b\n---\n",
        },
        [f"{TWO}:2:9 FC105", f"{ONE}:4:8 FC201", f"{ONE}:14:5 FC501"],
    ),
]


@each(BROKEN)
def test_broken(case: Broken) -> None:
    files = changed(**case.changes)
    loaded = load_files(dict(sorted(files.items())), SETTINGS)
    assert codes(loaded) == case.expected
    assert loaded.site is None


def test_the_sound_corpora_are_sound() -> None:
    assert sound(SOUND).claims
    assert len(sound(MANY).articles) == 2


def test_an_empty_corpus_is_no_site() -> None:
    assert codes(load_files({}, SETTINGS)) == ["content/articles:1:1 FC119", "content/claims:1:1 FC119"]


AGAIN = b"Another text.\n"
MANY = {
    **SOUND,
    "seeds/again.txt": AGAIN,
    "content/articles/again.md": article(AGAIN, "again"),
    "content/claims/again/one.md": claim("Another", *evidence("timetable", "opened in May"), claimant="Zoë"),
    TIMETABLE: source("The bridge opened in May."),
    "content/pages/methodology.md": SOUND[PAGE],
    "content/pages/extra.md": SOUND[PAGE],
}
MANY_BROKEN = {
    **MANY,
    ONE: claim("The bridge openned", "topics: [bridges]"),
    TWO: claim("It", "topics: [Bridges]"),
    THREE: claim("the finest bridge", claimant="zoe"),
    "content/claims/again/one.md": claim("Another", claimant="Zoë"),
    ACCOUNTS: b"Nothing.\n",
}
EITHER = pytest.mark.parametrize("files", [MANY, MANY_BROKEN], ids=["sound", "broken"])


@EITHER
def test_the_same_files_give_the_same_answer(files: dict[str, bytes]) -> None:
    before = dict(files)
    once, again = load_files(files, SETTINGS), load_files(files, SETTINGS)
    assert once == again
    assert repr(once) == repr(again)
    assert files == before


@EITHER
@often
@given(data=st.data())
def test_the_order_of_the_files_does_not_matter(files: dict[str, bytes], data: st.DataObject) -> None:
    shuffled = {path: files[path] for path in data.draw(st.permutations(sorted(files)))}
    assert load_files(shuffled, SETTINGS) == load_files(dict(sorted(files.items())), SETTINGS)


def test_review_reports_in_order() -> None:
    dangling = claim("the finest bridge", *evidence("nowhere", "x"))
    corpus, unparsed = parse(changed(ONE=claim("The bridge openned"), TWO=claim("It"), THREE=dangling))
    assert unparsed == []
    reviewed = review(corpus, SETTINGS)
    assert reviewed.site is None
    assert [found.code for found in reviewed.problems] == ["FC301", "FC202", "FC201", "FC305"]


# An article whose claims are all drafts.


def in_progress(**more: str) -> dict[str, bytes]:
    """A sound site, and an article whose assessment is still to be written; `more` are other texts by path."""
    begun = article(name="begun").replace(b"Mostly right.\n", b"")
    draft = claim("The bridge opened in May.", status="draft")
    texts = {path: text.encode() for path, text in more.items()}
    begun_files = {"seeds/begun.txt": SEED, "content/articles/begun.md": begun, "content/claims/begun/one.md": draft}
    return {**changed(), **begun_files, **texts}


def test_an_article_without_a_published_claim_is_not_published_and_can_wait_for_its_assessment() -> None:
    loaded = load_files(in_progress(), SETTINGS)
    assert codes(loaded) == []
    assert loaded.site is not None
    assert [article.slug for article in loaded.site.articles] == ["demo"]
    published = claim("The bridge opened in May.").decode()
    loaded = load_files(in_progress(**{"content/claims/begun/one.md": published}), SETTINGS)
    assert codes(loaded) == ["content/articles/begun.md:11:1 FC120"]


def test_what_is_published_cannot_link_to_it() -> None:
    about = "---\ntitle: About\nsummary: Who we are.\n---\nSee [it](../articles/begun.md).\n"
    assert codes(load_files(in_progress(**{PAGE: about}), SETTINGS)) == ["content/pages/about.md:5:10 FC501"]

"""A page as the preview shows it: the script is in, the policy lets it be, and nothing else is changed."""

from typing import NamedTuple

from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.site.preview.inject import SCRIPT, STYLE, live, opened

TAGS = f'<link rel="stylesheet" href="{STYLE}"><script type="module" src="{SCRIPT}?site=ab-1"></script>\n'


class Policy(NamedTuple):
    name: str
    built: str
    shown: str


@each(
    [
        Policy(
            "of our pages",
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'none'; base-uri 'none'",
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'",
        ),
        Policy(
            "without directives of their own",
            "default-src 'none'; img-src 'self'",
            "default-src 'none'; img-src 'self'; script-src 'self'; style-src 'self'; connect-src 'self'",
        ),
        Policy(
            "with other sources",
            "script-src https://cdn.example.org; style-src 'unsafe-inline'",
            "script-src https://cdn.example.org 'self'; style-src 'unsafe-inline' 'self'",
        ),
        Policy(
            "for elements alone",
            "script-src 'self'; script-src-elem 'none'; style-src-elem 'none'",
            "script-src 'self'; script-src-elem 'self'; style-src-elem 'self'",
        ),
        Policy("that says nothing of it", "base-uri 'none'", "base-uri 'none'"),
        Policy("in capitals", "Script-Src 'none'", "script-src 'self'"),
        Policy("said twice: the first holds", "script-src 'none'; script-src 'self' a.example", "script-src 'self'"),
        Policy(
            "with words that take no source",
            "require-trusted-types-for 'script'; connect-src 'self'",
            "require-trusted-types-for 'script'; connect-src 'self'",
        ),
        Policy("empty", "", ""),
    ]
)
def test_a_policy(case: Policy) -> None:
    assert opened(case.built) == case.shown


class Page(NamedTuple):
    name: str
    built: str
    shown: str


@each(
    [
        Page("whole", "<html><head><title>A</title></head><body>B</body></html>",
             f"<html><head><title>A</title>{TAGS}</head><body>B</body></html>"),
        Page("with a policy in double quotes",
             "<meta http-equiv=\"Content-Security-Policy\" content=\"connect-src 'none'\"></head>",
             f"<meta http-equiv=\"Content-Security-Policy\" content=\"connect-src &#x27;self&#x27;\">{TAGS}</head>"),
        Page("with a policy the other way about",
             "<meta content=\"connect-src &#39;none&#39;\" http-equiv=content-security-policy></head>",
             f"<meta content=\"connect-src &#x27;self&#x27;\" http-equiv=content-security-policy>{TAGS}</head>"),
        Page("that shows the code of a policy in its text",
             "<head></head><p>&lt;meta</p><meta http-equiv=content-security-policy content=\"connect-src 'none'\">",
             f"<head>{TAGS}</head><p>&lt;meta</p><meta http-equiv=content-security-policy content=\"connect-src 'none'\">"),
        Page("without a head", "<!doctype html><p>B</p>", f"<!doctype html><p>B</p>\n{TAGS}"),
        Page("empty", "", f"\n{TAGS}"),
    ]
)  # fmt: skip
def test_a_page(case: Page) -> None:
    assert live(case.built, "ab-1") == case.shown


class Banner(NamedTuple):
    name: str
    built: str
    shown: str


@each(
    [
        Banner("with a main part", "<head></head><body><main id=m><h1>", "<body><main id=m>BANNER<h1>"),
        Banner("without one", '<head></head><body class="x"><h1>', '<body class="x">BANNER<h1>'),
        Banner("without a body", "<head></head><h1>", "</head><h1>"),
    ]
)
def test_a_banner_stands_before_the_page_s_content(case: Banner) -> None:
    assert live(case.built, "ab-1", banner="BANNER").endswith(case.shown)


def test_a_mark_stands_before_the_title() -> None:
    page = live("<head><title>A</title></head><svg><title>B</title></svg>", "ab-1", mark="Draft <1>: ")
    assert "<title>Draft &lt;1&gt;: A</title>" in page
    assert "<title>B</title>" in page


def test_the_name_of_the_build_is_escaped() -> None:
    assert '"><b>' not in live("<head></head>", '"><b>')


@given(st.text(alphabet="<>/=\"' abhedmtainy\n"))
def test_a_page_s_own_text_is_never_lost(text: str) -> None:
    """Whatever the page is: without a policy, it comes out with the tags put in, and nothing taken away."""
    shown = live(f"<head><title>x</title></head><body>{text}</body>", "ab-1")
    assert shown.replace(TAGS, "", 1) == f"<head><title>x</title></head><body>{text}</body>"


def test_a_page_of_ours_is_still_one_document() -> None:
    shown = BeautifulSoup(live("<!doctype html><html><head><title>A</title></head><body><p>B", "ab-1"), "html.parser")
    assert shown.head is not None
    assert [tag.name for tag in shown.head.find_all(True)] == ["title", "link", "script"]

"""The theme: its macros keep every character of an article, whatever the text and the marks."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from conftest import ROOT
from factcheck.core.blocks import blocks
from factcheck.core.model import Article, Claim, Site
from factcheck.core.pieces import Piece, PieceKind
from factcheck.core.text import Text
from factcheck.publish.views import annotated
from factcheck.render.words import catalogue
from factcheck.site.audit.seed import seed_text
from factcheck.site.load import Loaded
from strategies import any_texts, odd_texts, trimmed_spans

ENVIRONMENT = Environment(loader=FileSystemLoader(ROOT / "theme/templates"), autoescape=True, undefined=StrictUndefined)
WORDS = catalogue("en")
INTERFACE = {"root": "../../", "words": WORDS, "say": WORDS.say}


@pytest.fixture(scope="module")
def sample(real: Loaded) -> Site:
    assert real.site is not None
    return real.site


def seed_html(site: Site, article: Article) -> str:
    """The article's text as the theme shows it, with marks and notes."""
    shown = annotated(site, article, {article.place.path: ""}, root="../../")
    components = ENVIRONMENT.get_template("components.html").make_module(INTERFACE)
    return str(components.seed(shown))  # type: ignore[attr-defined]


def with_text(site: Site, text: str, spans: list[tuple[int, int]]) -> tuple[Site, Article]:
    """The site with another article text, and a claim for every span."""
    article = replace(site.articles[0], text=Text(text), blocks=blocks(Text(text)))
    claims = tuple(_claim(site.claims[0], article, number, span) for number, span in enumerate(sorted(spans), 1))
    return replace(site, articles=(article,), claims=claims), article


def _claim(claim: Claim, article: Article, number: int, span: tuple[int, int]) -> Claim:
    return replace(claim, article=article, slug=f"c{number}", number=number, span=type(claim.span)(*span))


@settings(deadline=None, max_examples=100)
@given(text=st.one_of(any_texts, odd_texts), data=st.data())
def test_the_shown_article_without_notes_is_its_text(sample: Site, text: str, data: st.DataObject) -> None:
    spans = data.draw(st.lists(trimmed_spans(text), max_size=6)) if text.strip(" \t\n\r\f") else []
    site, article = with_text(sample, text, [tuple(span) for span in spans])
    html = seed_html(site, article)
    assert seed_text(html) == text
    assert html.count("<aside") == len(spans)


def test_words_left_out_are_counted_and_an_editor_s_words_set_apart() -> None:
    pieces = (
        Piece(PieceKind.WORDS, "The <line> "),
        Piece(PieceKind.GAP, "[…]", 12),
        Piece(PieceKind.WORDS, " was "),
        Piece(PieceKind.INSERTION, "[later]", 1),
        Piece(PieceKind.WORDS, " closed"),
    )
    components = ENVIRONMENT.get_template("components.html").make_module(INTERFACE)
    assert str(components.quote_pieces(pieces)) == (  # type: ignore[attr-defined]
        'The &lt;line&gt; <span class="gap">[… 12 words left out …]</span> was '
        '<span class="insertion">[later]</span><span class="gap"> (in place of 1 word)</span> closed'
    )

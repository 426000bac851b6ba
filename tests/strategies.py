"""Shared Hypothesis strategies: texts, spans in them, marks, content files."""

from hypothesis import assume, settings
from hypothesis import strategies as st

from factcheck.core.text import Span, Text

# HTML's ASCII white space, written out: the tests do not ask the code what white space is.
WHITE = " \t\n\r\f"
NBSP = "\u00a0"

# How often a property is tried.
often = settings(deadline=None, max_examples=200)

# Small alphabets, so that the same words come again and again.
small_texts = st.text("ab \n", max_size=30)
repeating_texts = st.lists(
    st.sampled_from(["a", "b", "ab", "a b", " ", "\n", "\r\n", " \t", NBSP, ". "]), max_size=25
).map("".join)
# Everything that HTML, YAML or a regular expression could trip over.
_ODD = ["<", ">", "&", '"', "'", "\r", "\n", "\r\n", "\f", "\t", " ", NBSP, "😀", "👩\u200d🚀", "e\u0301", "\u0301"]
_ORDINARY = [
    "a",
    "b",
    "Word",
    "one two",
    ". ",
    "! ",
    "?",
    "…",
    "”",
    "“",
    "- ",
    "• ",
    "1. ",
    "é",
    "中",
    "。",
    "&amp;",
    "</a>",
]
odd_texts = st.lists(st.sampled_from([*_ODD, *_ORDINARY]), max_size=30).map("".join)
any_texts = st.one_of(odd_texts, repeating_texts, st.text(max_size=60))
# Every code point, also those that UTF-8 or XML cannot hold.
wild_texts = st.one_of(any_texts, st.text(st.characters(exclude_categories=()), max_size=30))

_NOT_PRINTABLE = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
printable = st.text(st.characters(exclude_categories=_NOT_PRINTABLE), max_size=40)
keys = st.from_regex(r"[a-z][a-z_]{0,11}", fullmatch=True)


def trimmed_spans(raw: str) -> st.SearchStrategy[Span]:
    """Spans that are not empty and neither start nor end in white space; `raw` must hold a word."""
    solid = [offset for offset, character in enumerate(raw) if character not in WHITE]
    pairs = st.tuples(st.sampled_from(solid), st.sampled_from(solid))
    return pairs.map(lambda pair: Span(min(pair), max(pair) + 1))


@st.composite
def passages(draw: st.DrawFn, texts: st.SearchStrategy[str] = any_texts) -> tuple[Text, Span]:
    """A text and a span of it that neither starts nor ends in white space."""
    raw = draw(texts)
    assume(raw.strip(WHITE))
    return Text(raw), draw(trimmed_spans(raw))


@st.composite
def spans_of(draw: st.DrawFn, texts: st.SearchStrategy[str] = any_texts) -> tuple[str, Span]:
    """A text and any span of it, an empty one too."""
    raw = draw(texts)
    one, other = draw(st.integers(0, len(raw))), draw(st.integers(0, len(raw)))
    return raw, Span(min(one, other), max(one, other))

"""Mending: the whole file before and after, what is told, what is left; and that nothing else ever changes."""

import re
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from core.texts import seed
from factcheck.core.anchoring import Selector, find
from factcheck.core.corpus import parse
from factcheck.core.frontmatter import parse as parse_file
from factcheck.core.frontmatter import plain
from factcheck.core.headertext import quote as quote_value
from factcheck.core.headertext import written
from factcheck.core.mending import Mended, mended
from factcheck.core.quoting import Texts, texts_of
from factcheck.core.repair import repaired
from factcheck.core.text import Span, Text, collapse
from factcheck.core.typography import fold
from strategies import any_texts, often, passages
from test_broken import BASE, CASES, EVERY_CASE, base_files
from test_broken import Case as Broken

PATH = "content/claims/demo/bridge.md"
TEXTS = texts_of(parse(base_files())[0])


def claim(header: str, body: str = "\nThe minutes.\n") -> str:
    return f"---\n{header}---\n{body}"


def mend(text: str, path: str = PATH, texts: Texts = TEXTS) -> Mended:
    found = mended(path, text, texts)
    assert found is not None
    return found


@dataclass(frozen=True)
class Case:
    name: str
    before: str  # the header
    after: str  # the same where nothing changes
    done: str = ""  # what is told, without the path
    left: str = ""  # codes
    path: str = PATH


FOLDED = """\
claim: C
quote: >-
  "Trains will
  run every hour," said the line's
  director, Zoë Lind.
status: draft
"""
CASES_OF_QUOTES = [
    Case("nothing to mend", "quote: Trains will run every hour,\nstatus: draft\n", "quote: Trains will run every hour,\nstatus: draft\n"),
    Case("a plain value", "quote: said the line's director\n", "quote: said the line’s director\n", "2:8: the text's own characters: ’ (U+2019) in the text, ' (U+0027) in the quote"),
    Case("single quotation marks", "quote: 'said the line''s director'\n", "quote: 'said the line’s director'\n", "2:8: the text's own characters: ’ (U+2019) in the text, ' (U+0027) in the quote"),
    Case("double quotation marks", 'quote: "\\"Trains will run every hour,\\" said"\n', 'quote: "“Trains will run every hour,” said"\n', '2:8: the text\'s own characters: “ (U+201C) in the text, " (U+0022) in the quote; ” (U+201D) in the text, " (U+0022) in the quote'),
    Case("folded, where it was folded", FOLDED, FOLDED.replace('"Trains', "“Trains").replace('hour,"', "hour,”").replace("line's", "line’s"), "3:8: the text's own characters: “ (U+201C) in the text, \" (U+0022) in the quote; ” (U+201D) in the text, \" (U+0022) in the quote; ’ (U+2019) in the text, ' (U+0027) in the quote"),
    Case("literal", "quote: |-\n  said the\n  line's director\n", "quote: |-\n  said the\n  line’s director\n", "2:8: the text's own characters: ’ (U+2019) in the text, ' (U+0027) in the quote"),
    Case("an escape is written anew", 'quote: "said the line\\u0027s director"\n', "quote: said the line’s director\n", "2:8: the text's own characters: ’ (U+2019) in the text, ' (U+0027) in the quote"),
    Case("a comment above stays", "# who?\nquote: said the line's director\n# more\nstatus: draft\n", "# who?\nquote: said the line’s director\n# more\nstatus: draft\n", "3:8: the text's own characters: ’ (U+2019) in the text, ' (U+0027) in the quote"),
    Case("a hyphen for a dash", "quote: €42 million - twice the first estimate\n", "quote: €42 million – twice the first estimate\n", "2:8: the text's own characters: – (U+2013) in the text, - (U+002D) in the quote"),
    Case("exact alone", "quote:\n  exact: Trains will run every hour\n  prefix: '\"'\n", "quote:\n  exact: Trains will run every hour\n  prefix: '“'\n", "3:10: prefix ““”"),
    Case("a mapping on one line", "quote: {exact: \"line's director\"}\n", "quote: {exact: \"line’s director\"}\n", "2:16: the text's own characters: ’ (U+2019) in the text, ' (U+0027) in the quote"),
    Case("wrong context of words that are there once", "quote:\n  exact: said the line\n  prefix: nobody\nstatus: draft\n", "quote: said the line\nstatus: draft\n", "3:10: no prefix and no suffix: the words are there once"),
    Case("a wrong prefix, and one place fits the suffix", "quote:\n  exact: Trains will run every hour\n  prefix: Monday\n  suffix: from 6\n", "quote:\n  exact: Trains will run every hour\n  suffix: from\n", "3:10: suffix “from”"),
    Case("prefix and suffix of two places: nobody knows", "quote:\n  exact: Trains will run every hour\n  prefix: “\n  suffix: from 6\n", "quote:\n  exact: Trains will run every hour\n  prefix: “\n  suffix: from 6\n", left="FC201"),
    Case("a prefix that is a slip for the other place", "quote:\n  exact: A day ticket\n  prefix: before the repair. -\n  suffix: costs\n", "quote:\n  exact: A day ticket\n  prefix: before the repair. -\n  suffix: costs\n", left="FC201"),
    Case("twice, without context: nobody knows", "quote: A day ticket\n", "quote: A day ticket\n", left="FC202"),
    Case("twice, with a context that fits none", "quote: {exact: A day ticket, prefix: The}\n", "quote: {exact: A day ticket, prefix: The}\n", left="FC201"),
    Case("another letter is no typography", "quote: said the lines director\n", "quote: said the lines director\n", left="FC201"),
    Case("another case is no typography", "quote: Said the line’s director\n", "quote: Said the line’s director\n", left="FC201"),
    Case("a comment inside a value that must be written anew", "quote:\n  # why\n  exact: said the line\n  prefix: nobody\n", "quote:\n  # why\n  exact: said the line\n  prefix: nobody\n", left="FC201"),
    Case("evidence", "evidence:\n  - source: accounts\n    quote: The town's share\n    stance: context\n", "evidence:\n  - source: accounts\n    quote: The town’s share\n    stance: context\n", "4:12: the text's own characters: ’ (U+2019) in the text, ' (U+0027) in the quote"),
    Case("evidence in pieces", "evidence:\n  - source: accounts\n    quote: \"The town's share was […] paid in [just] two years\"\n    stance: context\n", "evidence:\n  - source: accounts\n    quote: \"The town’s share was […] paid in [just] two years\"\n    stance: context\n", "4:12: the text's own characters: ’ (U+2019) in the text, ' (U+0027) in the quote"),
    Case("evidence in pieces, one in doubt", "evidence:\n  - source: accounts\n    quote: \"The town's share […] The town paid\"\n", "evidence:\n  - source: accounts\n    quote: \"The town's share […] The town paid\"\n", left="FC302 FC303"),
    Case("evidence of a source that is not stored", "evidence:\n  - {source: nowhere, quote: \"The town's share\"}\n", "evidence:\n  - {source: nowhere, quote: \"The town's share\"}\n"),
    Case("a ledger entry", "ledger:\n  - quote: said the line's director\n    state: opinion\n    reason: R\n", "ledger:\n  - quote: said the line’s director\n    state: opinion\n    reason: R\n", "3:12: the text's own characters: ’ (U+2019) in the text, ' (U+0027) in the quote", path="content/articles/demo.md"),
    Case("nothing else of the file needs to be right", "verdict: [x]\nquote: said the line's director\nunheard: of\n", "verdict: [x]\nquote: said the line’s director\nunheard: of\n", "3:8: the text's own characters: ’ (U+2019) in the text, ' (U+0027) in the quote"),
    Case("a quote that is none", "quote: [a]\n", "quote: [a]\n"),
]  # fmt: skip
CASES_OF_ORDER = [
    Case("as in the schema", "claim: C\nquote: Zoë Lind\nstatus: draft\n", "claim: C\nquote: Zoë Lind\nstatus: draft\n"),
    Case("two keys", "status: draft\nclaim: C\n", "claim: C\nstatus: draft\n", ": the keys in the order of the schema"),
    Case("with what belongs to a key", "# first, a word\n\n# the state\nstatus: draft\n\n# the claim\nclaim: >-\n  One\n\n  two\nquote:\n  suffix: from\n  exact: Trains will run every hour\n# the end\n", "# first, a word\n\n# the claim\nclaim: >-\n  One\n\n  two\nquote:\n  exact: Trains will run every hour\n  suffix: from\n# the state\nstatus: draft\n\n# the end\n", ": the keys in the order of the schema"),
    Case("a list item", "evidence:\n  # the accounts\n  - stance: context\n    # verbatim\n    quote: The town’s share\n    source: accounts\n  - source: accounts\n    stance: context\n", "evidence:\n  # the accounts\n  - source: accounts\n    # verbatim\n    quote: The town’s share\n    stance: context\n  - source: accounts\n    stance: context\n", ": the keys in the order of the schema"),
    Case("lists that are not indented", "evidence:\n- stance: context\n  source: accounts\nclaim: C\n", "claim: C\nevidence:\n- source: accounts\n  stance: context\n", ": the keys in the order of the schema"),
    Case("a key that nobody knows has no place", "status: draft\nclaim: C\nunheard: of\n", "status: draft\nclaim: C\nunheard: of\n"),
    Case("what looks like a comment in a value", 'status: "a\n# b"\nclaim: C\n', 'claim: C\nstatus: "a\n# b"\n', ": the keys in the order of the schema"),
    Case("a value that would change if it were moved", "status: draft\nclaim: |+\n  C\n\n", "status: draft\nclaim: |+\n  C\n\n"),
    Case("on one line", "evidence: [{stance: context, source: accounts}]\n", "evidence: [{stance: context, source: accounts}]\n"),
    Case("of a source", "url: U\ntitle: T\n", "title: T\nurl: U\n", ": the keys in the order of the schema", path="content/sources/x.md"),
    Case("of a page", "summary: S\ntitle: T\n", "title: T\nsummary: S\n", ": the keys in the order of the schema", path="content/pages/x.md"),
]  # fmt: skip


@each(CASES_OF_QUOTES)
def test_quotes(case: Case) -> None:
    check(case)


@each(CASES_OF_ORDER)
def test_the_order_of_keys(case: Case) -> None:
    check(case)


def check(case: Case) -> None:
    """With each kind of line end, and with and without a body."""
    for end in ("\n", "\r\n"):
        for body in ("", "\nThe minutes.\n\n---\nquote: x\n"):
            found = mend(claim(case.before, body).replace("\n", end), case.path)
            assert found.after == claim(case.after, body).replace("\n", end)
            assert "\n".join(found.done) == (
                case.path + (":" if case.done[0] != ":" else "") + case.done if case.done else ""
            )
            assert " ".join(problem.code for problem in found.left) == case.left


@pytest.mark.parametrize(
    ("raw", "typed", "after"),
    [
        ('"Trains run" he said.', "“Trains run” he said", "'\"Trains run\" he said'"),
        ("'Tis so.", "’Tis so", "'''Tis so'"),
        ("It's so.", "'It’s so'", "'It''s so'"),
        ('A "b" c.', '"A “b” c"', '"A \\"b\\" c"'),
        ("- a dash.", "– a dash", "'- a dash'"),
    ],
)
def test_what_yaml_would_misread_is_escaped_or_written_anew(raw: str, typed: str, after: str) -> None:
    found = mend(claim(f"quote: {typed}\n"), texts=Texts(seeds={"demo": seed(raw)}, extracts={}))
    assert found.after == claim(f"quote: {after}\n")


def test_a_file_with_problems_of_its_own_is_left_alone() -> None:
    assert mended(PATH, "no front matter", TEXTS) is None
    assert mended(PATH, claim("quote: a\nquote: b\n"), TEXTS) is None
    assert mended(PATH, claim("quote: a # b\n"), TEXTS) is None


def test_an_altered_seed_is_restored_first() -> None:
    files = {**base_files(), "seeds/demo.txt": (BASE / "seeds/demo.txt").read_bytes() + b"More.\n"}
    found = mend(claim("quote: said the line's director\n"), texts=texts_of(parse(files)[0]))
    assert not found.is_changed
    assert [problem.code for problem in found.left] == ["FC201"]


@pytest.mark.parametrize("path", [path for path in base_files() if path.startswith("content/")])
def test_the_sound_site_needs_no_mending(path: str) -> None:
    found = mend(base_files()[path].decode(), path)
    assert found.before == found.after
    assert (found.done, found.left) == ((), ())


# Broken sites whose report names the command, and that it mends.
MENDED = {
    "evidence-straight",
    "quote-composed",
    "quote-decomposed",
    "quote-hyphen",
    "quote-no-break-space",
    "quote-soft-hyphen",
    "quote-straight",
    "quote-wrong-suffix-once",
}


@EVERY_CASE
def test_broken_sites(case: Broken) -> None:
    """What the report says that `factcheck fix` mends, it mends; it changes nothing but quotes and order."""
    files = case.files
    texts = texts_of(parse(files)[0])
    is_mended = False
    for path, raw in files.items():
        if not re.fullmatch(r"content/(articles|claims/[^/]+|sources|pages)/[^/]+\.md", path):
            continue
        try:
            text = raw.decode().removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        found = mended(path, text, texts)
        if found and found.is_changed:
            is_mended |= any("the keys in the order" not in line for line in found.done)
            again = mended(path, found.after, texts)
            assert again is not None
            assert not again.is_changed
            assert without_quotes(path, found.after) == without_quotes(path, text)
            assert text.split("---")[2:] == found.after.split("---")[2:] or "quote" in text
    assert is_mended == (case.name in MENDED)
    assert is_mended == ("factcheck fix" in case.report)


def test_the_broken_sites_are_there() -> None:
    assert {case.name for case in CASES} >= MENDED


def without_quotes(path: str, text: str) -> tuple[object, str]:
    document, problems = parse_file(path, text.encode())
    assert document is not None
    assert problems == []
    return bare(plain(document.header)), document.body


def bare(value: object) -> object:
    if isinstance(value, dict):
        return {key: bare(part) for key, part in value.items() if key != "quote"}
    return [bare(item) for item in value] if isinstance(value, list) else value


# --- properties

UNTYPED = str.maketrans({"“": '"', "”": '"', "’": "'", "–": "-", "\u00a0": " ", "\u00ad": "", "…": "..."})
CURLED = str.maketrans({'"': "”", "'": "’", "-": "–"})
typography = st.lists(
    st.sampled_from(["one", "two", "it’s", "“three”", "four – five", "10\u00a0000", "so\u00adft", "wait…", " ", " ", "\n", ": ", "#", "'", '"', "- ", "\\"]),
    min_size=1,
    max_size=20,
).map("".join)  # fmt: skip


@often
@given(
    passages(typography),
    st.sampled_from(["plain", "single", "double", "folded", "literal"]),
    st.sampled_from([UNTYPED, CURLED]),
    st.booleans(),
)
def test_a_quote_as_typed_becomes_the_texts_own(passage: tuple[Text, Span], style: str, typing: dict[int, str], crlf: bool) -> None:  # fmt: skip
    text, span = passage
    typed = collapse(text.cut(span)).translate(typing)
    header = in_style(typed, style)
    if header is None or not collapse(typed):
        return
    stored = seed(text.raw)
    before = claim(f"claim: C\n# a comment\n{header}status: draft\n", "\nThe body's text.\n")
    before = before.replace("\n", "\r\n") if crlf else before
    found = mended(PATH, before, Texts(seeds={"demo": stored}, extracts={}))
    if found is None:
        return
    assert found.before == before
    assert without_quotes(PATH, found.after) == without_quotes(PATH, before)
    assert found.after.count("# a comment") == 1
    meant = repaired(stored.text, Selector(typed))
    if meant is None:
        assert not found.is_changed
        assert found.left
        return
    document, _ = parse_file(PATH, found.after.encode())
    assert document is not None
    value = plain(document.header)["quote"]  # type: ignore[call-overload]
    parts = {"exact": value} if isinstance(value, str) else value
    (place,) = find(stored.text, Selector(**parts))
    assert fold(stored.text.cut(place)) == fold(typed)
    again = mend(found.after, texts=Texts(seeds={"demo": stored}, extracts={}))
    assert not again.is_changed
    assert ("\r\n" in found.after) == crlf


def in_style(words: str, style: str) -> str | None:
    """`quote` with these words in a style of YAML, folded at a space where there is one; None where it has no such form."""
    folded = words.replace(" ", "\n  ", 1)
    header = {
        "plain": f"quote: {folded}\n",
        "single": "quote: '{}'\n".format(folded.replace("'", "''")),
        "double": 'quote: "{}"\n'.format(folded.replace("\\", "\\\\").replace('"', '\\"')),
        "folded": f"quote: >-\n  {folded}\n",
        "literal": f"quote: |-\n  {folded}\n",
    }[style]
    document, problems = parse_file(PATH, claim(header).encode())
    value = plain(document.header) if document and not problems else None
    is_same = isinstance(value, dict) and isinstance(value.get("quote"), str) and collapse(value["quote"]) == words
    return header if is_same else None


KEYS = ["claim", "claimant", "verdict", "summary", "kind", "status", "author", "checked", "topics"]


@often
@given(st.permutations(KEYS), st.data())
def test_any_order_becomes_that_of_the_schema(keys: list[str], data: st.DataObject) -> None:
    values = ["plain", ">-\n  folded\n  twice", '"a: b"', "\n  - a\n  - b", "[x, y]", "|-\n  one\n\n  two"]
    blocks = [f"{comment}{key}: {data.draw(st.sampled_from(values))}\n" for key in keys for comment in [data.draw(st.sampled_from(["", f"# on {key}\n"]))]]  # fmt: skip
    before = claim("".join(blocks))
    found = mend(before)
    by_key = dict(zip(keys, blocks, strict=True))
    assert found.after == claim("".join(by_key[key] for key in KEYS))


@often
@given(any_texts, any_texts, any_texts)
def test_what_the_writer_writes_is_what_the_reader_reads(exact: str, prefix: str, suffix: str) -> None:
    value = quote_value(Selector(exact, prefix, suffix))
    if not collapse(exact) or re.search(
        "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]", exact + prefix + suffix
    ):
        return
    for indent in (0, 4):
        lines = written({"quote": value}, indent)
        header = lines if indent == 0 else f"evidence:\n  - source: a\n{lines}"
        document, problems = parse_file(PATH, claim(header).encode())
        assert document is not None, problems
        read = plain(document.header)
        entry = read if indent == 0 else read["evidence"][0]  # type: ignore[call-overload, index]
        assert entry["quote"] == value  # type: ignore[call-overload, index]

"""What people write: keys, types, limits; every error at its place; the exported JSON Schemas."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from cases.tables import each
from factcheck.core import frontmatter, linkfile
from factcheck.core.anchoring import Selector
from factcheck.core.fields import ascii_url, is_public_url
from factcheck.core.ledger import State
from factcheck.core.schema import ArticleFile, ClaimFile, PageFile, SourceFile, exported
from factcheck.core.validation import read
from strategies import often

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "docs" / "schema"
MODELS = {"article.json": ArticleFile, "claim.json": ClaimFile, "source.json": SourceFile}
KINDS = {"articles": "article.json", "claims": "claim.json", "sources": "source.json"}
CONTENT = [path for kind in KINDS for path in sorted((ROOT / "content" / kind).rglob("*.md"))]
PATH = "content/claims/demo/cost.md"


class Header(NamedTuple):
    name: str
    header: dict[str, Any]
    expected: bool


class Url(NamedTuple):
    name: str
    url: str
    expected: bool


URLS = [
    Url("https", "https://example.org/", True),
    Url("http", "http://example.org/a/b.html", True),
    Url("no path", "https://example.org", True),
    Url("a query", "https://example.org/?q=1&b=2", True),
    Url("a fragment", "https://example.org/#a", True),
    Url("percent signs", "https://example.org/%C3%A9", True),
    Url("capital letters", "HTTPS://EXAMPLE.ORG/A", True),
    Url("many labels", "https://a.b.c.example.org/", True),
    Url("a usual port", "https://example.org:443/", True),
    Url("the port of http", "http://example.org:80/", True),
    Url("an accent in the path", "https://example.org/é", False),
    Url("an international name", "https://bücher.example.org/", False),
    Url("the same in Punycode", "https://xn--bcher-kva.example.org/", True),
    Url("brackets in the path", "https://example.org/a_(b)", True),
    Url("an apostrophe", "https://example.org/it's", True),
    Url("nothing", "", False),
    Url("no scheme", "example.org", False),
    Url("a relative scheme", "//example.org/", False),
    Url("a path", "/a/b", False),
    Url("no host", "https://", False),
    Url("no host but a path", "https:///a", False),
    Url("ftp", "ftp://example.org/", False),
    Url("file", "file:///etc/passwd", False),
    Url("javascript", "javascript:alert(1)", False),
    Url("javascript with slashes", "javascript://example.org/%0Aalert(1)", False),
    Url("data", "data:text/html,x", False),
    Url("mailto", "mailto:a@example.org", False),
    Url("a user", "https://user@example.org/", False),
    Url("a user and a password", "https://user:secret@example.org/", False),
    Url("a host before the host", "https://example.org@evil.example.net/", False),
    Url("an odd port", "https://example.org:8080/", False),
    Url("no port at all", "https://example.org:99999/", False),
    Url("a port of letters", "https://example.org:x/", False),
    Url("localhost", "http://localhost/", False),
    Url("a name without a dot", "https://intranet/", False),
    Url("a name of the machine itself", "http://site.localhost/", False),
    Url("a name of the local domain", "http://localhost.localdomain/", False),
    Url("a name of the local network", "http://printer.local/", False),
    Url("a name inside a company", "http://wiki.internal/", False),
    Url("a name inside a home", "http://router.home.arpa/", False),
    Url("loopback", "http://127.0.0.1/", False),
    Url("a private address", "http://10.0.0.1/", False),
    Url("a cloud's metadata", "http://169.254.169.254/", False),
    Url("IPv6", "http://[::1]/", False),
    Url("an address as one number", "http://2130706433/", False),
    Url("an address in hexadecimal", "http://0x7f.1/", False),
    Url("an address in full-width digits", "http://１２７.0.0.1/", False),
    Url("a space", "https://example.org/a b", False),
    Url("a space at the end", "https://example.org/ ", False),
    Url("a space at the start", " https://example.org/", False),
    Url("a tab", "https://example.org/a\tb", False),
    Url("a line feed", "https://example.org/\nb", False),
    Url("a null", "https://example.org/\x00", False),
    Url("a bidirectional override", "https://example.org/\u202egpj.exe", False),
    Url("a no-break space", "https://example.org/\u00a0", False),
    Url("a backslash", "https://example.org\\@evil.example.net/", False),
    Url("angle brackets", "https://example.org/<x>", False),
    Url("a quotation mark", 'https://example.org/"x', False),
    Url("braces", "https://example.org/{x}", False),
    Url("a hyphen at the start of a label", "https://-a.example.org/", False),
    Url("a hyphen at the end of a label", "https://a-.example.org/", False),
    Url("an empty label", "https://a..org/", False),
    Url("an underscore", "https://exa_mple.org/", False),
    Url("a top-level domain of digits", "https://example.1/", False),
    Url("a label of 64 characters", f"https://{'a' * 64}.org/", False),
    Url("a host of 260 characters", f"https://{'a.' * 128}org/", False),
    Url("2,000 characters", "https://example.org/".ljust(2000, "a"), True),
    Url("2,001 characters", "https://example.org/".ljust(2001, "a"), False),
]


@each(URLS)
def test_is_public_url(case: Url) -> None:
    assert is_public_url(case.url) is case.expected


class Ascii(NamedTuple):
    name: str
    url: str
    expected: str


ASCII = [
    Ascii("an accent in the path", "https://example.org/é?ü#ö", "https://example.org/%C3%A9?%C3%BC#%C3%B6"),
    Ascii("an international name", "https://bücher.example.org/", "https://xn--bcher-kva.example.org/"),
    Ascii("a letter that Python's own codec makes two of", "http://ß.om", "http://xn--zca.om"),
    Ascii("a letter that looks alike", "https://аpple.example.org/", "https://xn--pple-43d.example.org/"),
    Ascii("a space", "https://example.org/a b", "https://example.org/a%20b"),
    Ascii("a port", "https://bücher.example.org:443/", ""),
    Ascii("it is in ASCII already", "https://example.org/%C3%A9", ""),
    Ascii("an override", "https://example.org/\u202egpj", ""),
    Ascii("another scheme", "javascript:é", ""),
    Ascii("a private host", "http://é.local/", ""),
    Ascii("a host that has no form", f"https://{'é' * 64}.example.org/", ""),
    Ascii("no address", "é", ""),
]


@each(ASCII)
def test_the_form_of_an_address_in_ascii(case: Ascii) -> None:
    assert ascii_url(case.url) == case.expected
    assert not case.expected or is_public_url(case.expected)


@often
@given(
    st.text(max_size=30), st.sampled_from(["", "https://", "http://[", "https://a.b:", "//", "https://example.org/"])
)
def test_no_address_raises(rest: str, start: str) -> None:
    assert is_public_url(start + rest) in (True, False)
    assert ascii_url(start + rest).isascii()


@pytest.mark.parametrize("name", MODELS)
def test_schema_file_is_current(name: str) -> None:
    """`make schema` writes them anew."""
    assert (SCHEMAS / name).read_text(encoding="utf-8") == exported()[name]


def test_one_schema_for_each_kind_and_no_other_file() -> None:
    assert set(exported()) == set(MODELS) == {path.name for path in SCHEMAS.iterdir()} - {"links.json"}


def test_the_schema_of_links_json_is_current() -> None:
    assert (SCHEMAS / "links.json").read_text(encoding="utf-8") == linkfile.exported()
    Draft202012Validator.check_schema(json.loads(linkfile.exported()))


@pytest.mark.parametrize("name", MODELS)
def test_schema_is_that_of_the_model(name: str) -> None:
    text = exported()[name]
    schema = json.loads(text)
    Draft202012Validator.check_schema(schema)
    form = schema["$defs"]["ClaimFile"] if name == "claim.json" else schema
    form["properties"].pop("status", None)  # of a claim: one form for each (below)
    wanted = MODELS[name].model_json_schema()
    wanted["properties"].pop("status", None)
    assert form == {**form, **{key: part for key, part in wanted.items() if key != "$defs"}}
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("name", MODELS)
def test_schema_refuses_unknown_keys(name: str) -> None:
    schema = json.loads(exported()[name])
    forms = [schema["$defs"][form] for form in ("ClaimFile", "DraftFile")] if name == "claim.json" else [schema]
    assert [form["additionalProperties"] for form in forms] == [False] * len(forms)


DRAFT = {"claim": "It cost 12 million.", "status": "draft"}


@each(
    [
        Header("a draft with its claim alone", DRAFT, True),
        Header("a draft with evidence that has only a source", {**DRAFT, "evidence": [{"source": "accounts"}]}, True),
        Header("a published claim with nothing else", {**DRAFT, "status": "published"}, False),
        Header("a status that there is not", {**DRAFT, "status": "ready"}, False),
        Header("a draft without a claim", {"status": "draft"}, False),
    ]
)
def test_a_claim_has_a_form_for_each_status(case: Header) -> None:
    assert Draft202012Validator(json.loads(exported()["claim.json"])).is_valid(case.header) is case.expected


def test_there_is_content_of_every_kind() -> None:
    assert {path.relative_to(ROOT / "content").parts[0] for path in CONTENT} == set(KINDS)


@pytest.mark.parametrize("path", CONTENT, ids=lambda path: path.relative_to(ROOT / "content").as_posix())
def test_real_content_validates(path: Path) -> None:
    name = KINDS[path.relative_to(ROOT / "content").parts[0]]
    document, _ = frontmatter.parse(path.name, path.read_bytes())
    assert document is not None
    errors = Draft202012Validator(json.loads(exported()[name])).iter_errors(frontmatter.plain(document.header))
    assert [error.message for error in errors] == []
    assert read(MODELS[name], document)[1] == []


CLAIM: dict[str, Any] = {
    "claim": "It cost 12 million.",
    "claimant": "The Ferry News",
    "quote": "cost 12 million",
    "verdict": "true",
    "summary": "It did.",
    "kind": "fact",
    "status": "published",
    "author": "A",
    "checked": "2025-06-01",
}
SOURCE: dict[str, Any] = {
    "title": "Accounts",
    "publisher": "The town",
    "url": "https://example.org/",
    "retrieved": "2025-06-01",
    "language": "en",
    "type": "primary",
    "capture": "copied",
}
ARTICLE: dict[str, Any] = {
    "title": "The Ferry",
    "seed": "demo.txt",
    "sha256": "0" * 64,
    "publisher": "The Ferry News",
    "url": "https://example.org/",
    "published": "2025-05-05",
    "language": "en",
}
ASIDE = {"quote": "the finest bridge", "state": "opinion", "reason": "Taste."}
EVIDENCE = {"source": "accounts", "quote": "twelve", "stance": "supports"}
BASES: dict[type[Any], dict[str, Any]] = {ClaimFile: CLAIM, SourceFile: SOURCE, ArticleFile: ARTICLE}


def checked(model: type[Any], values: object) -> tuple[Any, list[str]]:
    """What the model makes of a header: the instance, and the problems' codes and messages."""
    header = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=9999)
    document, unparsed = frontmatter.parse(PATH, f"---\n{header}---\n".encode())
    assert document is not None, unparsed
    file, problems = read(model, document)
    assert (file is None) == bool(problems)
    return file, [f"{found.code} {found.message}" for found in problems]


def test_a_claim_without_what_may_be_left_out() -> None:
    file, problems = checked(ClaimFile, CLAIM)
    assert problems == []
    assert (file.quote.exact, file.quote.prefix, file.quote.suffix) == ("cost 12 million", None, None)
    assert (file.topics, file.evidence, file.corrections, file.reviewed_by) == ((), (), (), None)


def test_words_are_kept_and_lines_are_collapsed() -> None:
    file, _ = checked(ClaimFile, {**CLAIM, "quote": "a \n b", "claim": " a \n b "})
    assert (file.quote.exact, file.claim) == ("a \n b", "a b")


def test_an_article_without_what_may_be_left_out() -> None:
    file, problems = checked(ArticleFile, ARTICLE)
    assert problems == []
    assert (file.headings, file.ledger) == (None, ())


def test_a_ledger_entry_has_a_quote_like_a_claim_s() -> None:
    long = {**ASIDE, "quote": {"exact": "bridge", "prefix": "finest"}, "state": "out-of-scope"}
    file, problems = checked(ArticleFile, {**ARTICLE, "ledger": [ASIDE, long]})
    assert problems == []
    assert [(e.quote.selector, e.state, e.reason) for e in file.ledger] == [
        (Selector("the finest bridge"), State.OPINION, "Taste."),
        (Selector("bridge", "finest"), State.OUT_OF_SCOPE, "Taste."),
    ]


class Refused(NamedTuple):
    name: str
    model: type[Any]
    change: dict[str, Any]
    expected: list[str]


REFUSED = [
    Refused("an unknown key", ClaimFile, {"verdikt": "true"}, ["FC111 “verdikt” is not a key of a claim"]),
    Refused(
        "an unknown key of evidence",
        ClaimFile,
        {"evidence": [{**EVIDENCE, "page": "1"}]},
        ["FC111 “page” is not a key of a piece of evidence"],
    ),
    Refused(
        "an unknown key of a quote",
        ClaimFile,
        {"quote": {"exact": "a", "before": "b"}},
        ["FC111 “before” is not a key of a quote"],
    ),
    Refused(
        "another kind",
        ClaimFile,
        {"kind": "rumour"},
        ["FC112 kind must be one of: fact, attribution, prediction, opinion"],
    ),
    Refused("another status", ClaimFile, {"status": "live"}, ["FC112 status must be one of: draft, published"]),
    Refused(
        "another stance",
        ClaimFile,
        {"evidence": [{**EVIDENCE, "stance": "proves"}]},
        ["FC112 stance must be one of: supports, refutes, qualifies, context"],
    ),
    Refused(
        "another type",
        SourceFile,
        {"type": "blog"},
        ["FC112 type must be one of: primary, secondary, reference"],
    ),
    Refused("an empty author", ClaimFile, {"author": ""}, ["FC113 author must be given, not left empty"]),
    Refused("an author of spaces", ClaimFile, {"author": "  "}, ["FC113 author must be given, not left empty"]),
    Refused("a long summary", ClaimFile, {"summary": "x" * 241}, ["FC113 summary must be at most 240 characters"]),
    Refused(
        "a day that is none", ClaimFile, {"checked": "2025-02-30"}, ["FC114 checked must be a date such as 2025-11-26"]
    ),
    Refused("a date in words", ClaimFile, {"checked": "1 June"}, ["FC114 checked must be a date such as 2025-11-26"]),
    Refused(
        "a date in digits", ClaimFile, {"checked": "20250601"}, ["FC114 checked must be a date such as 2025-11-26"]
    ),
    Refused("a week date", ClaimFile, {"checked": "2025-W01-1"}, ["FC114 checked must be a date such as 2025-11-26"]),
    Refused(
        "full-width digits",
        ClaimFile,
        {"checked": "２０２５-06-01"},
        ["FC114 checked must be a date such as 2025-11-26"],
    ),
    Refused(
        "no public address",
        SourceFile,
        {"url": "http://localhost/"},
        ["FC115 url must be a public web address (https://… or http://…)"],
    ),
    Refused("a list for a text", ClaimFile, {"author": ["A"]}, ["FC116 author must be text"]),
    Refused("a mapping for a text", ClaimFile, {"author": {"name": "A"}}, ["FC116 author must be text"]),
    Refused("a text for a list", ClaimFile, {"topics": "Money"}, ["FC116 topics must be a list"]),
    Refused(
        "a text for a mapping",
        ClaimFile,
        {"evidence": ["accounts"]},
        ["FC116 evidence, entry 1, must be keys and values"],
    ),
    Refused(
        "a list for a date", ClaimFile, {"checked": ["2025-06-01"]}, ["FC116 checked must be a date such as 2025-11-26"]
    ),
    Refused(
        "an odd language",
        SourceFile,
        {"language": "English"},
        ["FC116 language must be a language code such as en, fr or pt-BR"],
    ),
    Refused(
        "a path for a source",
        ClaimFile,
        {"evidence": [{**EVIDENCE, "source": "../accounts.md"}]},
        ["FC116 source must be the name of a file in content/sources/ without .md"],
    ),
    Refused(
        "a state that nobody may write",
        ArticleFile,
        {"ledger": [{**ASIDE, "state": "checked"}, {**ASIDE, "state": "unchecked"}]},
        ["FC112 state must be one of: opinion, out-of-scope"] * 2,
    ),
    Refused(
        "a ledger entry without a reason",
        ArticleFile,
        {"ledger": [{key: value for key, value in ASIDE.items() if key != "reason"}]},
        ["FC110 reason must be given"],
    ),
    Refused(
        "a long reason",
        ArticleFile,
        {"ledger": [{**ASIDE, "reason": "x" * 301}]},
        ["FC113 reason must be at most 300 characters"],
    ),
    Refused(
        "an unknown key of a ledger entry",
        ArticleFile,
        {"ledger": [{**ASIDE, "verdict": "true"}]},
        ["FC111 “verdict” is not a key of a ledger entry"],
    ),
    Refused(
        "an unknown key of a ledger entry's quote",
        ArticleFile,
        {"ledger": [{**ASIDE, "quote": {"exact": "a", "before": "b"}}]},
        ["FC111 “before” is not a key of a quote"],
    ),
    Refused("a text for a ledger", ArticleFile, {"ledger": "none"}, ["FC116 ledger must be a list"]),
    Refused(
        "everything at once",
        ClaimFile,
        {"kind": "rumour", "author": "", "checked": "soon"},
        [
            "FC112 kind must be one of: fact, attribution, prediction, opinion",
            "FC113 author must be given, not left empty",
            "FC114 checked must be a date such as 2025-11-26",
        ],
    ),
]


@each(REFUSED)
def test_refused(case: Refused) -> None:
    assert checked(case.model, {**BASES[case.model], **case.change})[1] == case.expected


REQUIRED = [(model, base, key) for model, base in BASES.items() for key in base]


@pytest.mark.parametrize(("model", "values", "key"), REQUIRED, ids=[f"{m.__name__} {key}" for m, _, key in REQUIRED])
def test_a_key_that_must_be_given(model: type[Any], values: dict[str, Any], key: str) -> None:
    rest = {name: value for name, value in values.items() if name != key}
    assert checked(model, rest)[1] == [f"FC110 {key} must be given"]


def test_a_problem_names_the_nearest_key_and_its_place() -> None:
    document, _ = frontmatter.parse(PATH, b"---\ntitle: A\nsumary: B\n---\n")
    assert document is not None
    unknown = read(PageFile, document)[1][-1]
    assert (str(unknown.place), unknown.details) == (f"{PATH}:3:1", (("nearest", "summary"),))


nodes = st.recursive(
    st.text("ab-:1 ", max_size=8),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from([*CLAIM, "topics", "evidence", "exact", "source", "x"]), inner, max_size=4),
    ),
    max_leaves=8,
)


@often
@given(st.dictionaries(st.sampled_from([*CLAIM, "topics", "evidence", "corrections", "x"]), nodes, min_size=1))
def test_whatever_is_written_every_problem_has_a_place(values: dict[str, Any]) -> None:
    checked(ClaimFile, {**CLAIM, **values})

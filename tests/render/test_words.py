"""The catalogue of interface words: complete in both languages, used, and safe with whatever is filled in."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from string import Formatter
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, nodes
from markupsafe import Markup

from cases.tables import each
from conftest import ROOT
from factcheck.core.fields import CorrectionKind, Kind, SourceType, Stance
from factcheck.render.words import LANGUAGES, Words, WordsError, catalogue, direction, en, fields, fr
from strategies import any_texts

TEMPLATES = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "theme/templates").glob("*.html"))}
PLUGIN = ROOT / "plugins/factcheck"
MODULES = {
    path.relative_to(PLUGIN).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for folder in ("publish", "site", "render")
    for path in sorted((PLUGIN / folder).rglob("*.py"))
}
NARROW, NO_BREAK = "\u202f", "\u00a0"
ENGLISH = catalogue("en")
EVERY_LANGUAGE = pytest.mark.parametrize("words", [*map(catalogue, LANGUAGES)], ids=LANGUAGES)


def forms(words: Words, key: str) -> list[str]:
    entry = words.texts[key]
    return [entry] if isinstance(entry, str) else list(entry.values())


# The catalogues.


@EVERY_LANGUAGE
def test_every_language_has_the_same_keys_forms_and_fields(words: Words) -> None:
    assert list(words.texts) == list(ENGLISH.texts)
    for key, entry in ENGLISH.texts.items():
        assert isinstance(words.texts[key], str) == isinstance(entry, str), key
        wanted = {name for text in forms(ENGLISH, key) for name in fields(text)}
        assert all(fields(text) | {"count"} == wanted | {"count"} for text in forms(words, key)), key
        assert {name for text in forms(words, key) for name in fields(text)} == wanted, key


@EVERY_LANGUAGE
def test_texts_are_plain_and_none_is_empty(words: Words) -> None:
    for key in words.texts:
        for text in forms(words, key):
            assert text.strip(), key
            assert not re.search(r"[<>&\n\t]|  ", text), key
            parts = list(Formatter().parse(text))
            assert all(name is None or re.fullmatch(r"[a-z0-9]+", name) for _, name, _, _ in parts), key
            assert not any(spec or conversion for _, _, spec, conversion in parts), key


@EVERY_LANGUAGE
def test_texts_that_count_have_two_forms_that_show_the_count(words: Words) -> None:
    counting = {key: entry for key, entry in words.texts.items() if not isinstance(entry, str)}
    assert len(counting) >= 10
    for key, entry in counting.items():
        assert list(entry) == ["one", "other"], key
        assert all("count" in fields(text) for text in entry.values()), key


@EVERY_LANGUAGE
def test_every_language_names_months_and_languages(words: Words) -> None:
    assert len(set(words.months)) == 12
    assert set(words.languages) == set(ENGLISH.languages)
    assert len(set(words.languages.values())) == len(words.languages) >= 31
    assert all(words.languages.values())


@pytest.mark.parametrize("module", [en, fr], ids=["en", "fr"])
def test_no_key_is_given_twice(module: type[en]) -> None:
    assert len(module.TEXTS) == sum(len(part.TEXTS) for part in (module.site, module.claim, module.downloads))
    names = [path.stem for path in (PLUGIN / "render/words" / module.__name__.rsplit(".", 1)[-1]).glob("[a-z]*.py")]
    assert sorted(names) == ["claim", "downloads", "site"]
    for name in names:
        keys = [
            key.value
            for node in ast.walk(MODULES[f"render/words/{module.__name__.rsplit('.', 1)[-1]}/{name}.py"])
            if isinstance(node, ast.Dict)
            for key in node.keys
            if isinstance(key, ast.Constant) and key.value not in ("one", "other")
        ]
        assert len(keys) == len(set(keys)) > 20


@pytest.mark.parametrize(
    ("group", "values"),
    [("kind", Kind), ("stance", Stance), ("source_type", SourceType), ("correction", CorrectionKind)],
)
def test_every_word_of_a_closed_list_is_in_the_catalogue(group: str, values: type[Kind]) -> None:
    assert {key for key in ENGLISH.texts if key.startswith(f"{group}.")} == {f"{group}.{value}" for value in values}


def test_french_typography() -> None:
    words = catalogue("fr")
    for key in words.texts:
        for text in forms(words, key):
            assert not re.search(rf"[^{NARROW}][;!?]", text), key
            assert not re.search(rf"(?<!{NO_BREAK}):", text), key
            assert not re.search(rf"«(?!{NO_BREAK})|(?<!{NO_BREAK})»", text), key
            assert not re.search(r"['\"]|\.\.\.", text), key


def test_french_differs_from_english_but_for_the_words_they_share() -> None:
    french = catalogue("fr")
    same = {text for key in ENGLISH.texts for text in forms(ENGLISH, key) if text in forms(french, key)}
    assert same == {
        "{day} {month} {year}",
        "{count} article",
        "{count} articles",
        "Articles",
        "Correction ({kind}) — {check}",
        "Corrections",
        "Format",
        "Note",
        "Page",
        "page {number}",
        "{title}, page {number}",
        "Source",
        "Sources",
        "Verdict",
        "Verdicts",
        "opinion",
    }


# What templates and pages ask for.


class Use(NamedTuple):
    """A call of say: its key, or what the key begins with, and the names of the fields it gives."""

    where: str
    key: str
    is_prefix: bool
    given: frozenset[str]


def template_uses(name: str, source: str) -> Iterator[Use]:
    for call in Environment().parse(source).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "say":
            given = frozenset(keyword.key for keyword in call.kwargs)
            yield from (Use(name, key, is_prefix, given) for key, is_prefix in template_keys(call.args[0]))


def template_keys(node: nodes.Node | None) -> Iterator[tuple[str, bool]]:
    match node:
        case nodes.Const(value=str(key)):
            yield key, False
        case nodes.Concat(nodes=[nodes.Const(value=str(prefix)), *_]):
            yield prefix, True
        case nodes.CondExpr(expr1=first, expr2=second):
            yield from (*template_keys(first), *template_keys(second))
        case _:
            raise AssertionError(f"a key that no test can read: {node}")


def module_uses(name: str, tree: ast.Module) -> Iterator[Use]:
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and callee(call.func) == "say":
            given = frozenset(keyword.arg or "" for keyword in call.keywords)
            yield from (Use(name, key, False, given) for key in module_keys(call.args[0]))


def callee(function: ast.expr) -> str | None:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", None)


def module_keys(node: ast.expr) -> Iterator[str]:
    """The keys in an argument. `Words.day` alone has a name there, see `USES`."""
    assert not isinstance(node, ast.JoinedStr), "a key that no test can read"
    yield from (str(inner.value) for inner in ast.walk(node) if isinstance(inner, ast.Constant))


USES = [
    *(use for name, source in TEMPLATES.items() for use in template_uses(name, source)),
    *(use for name, tree in MODULES.items() for use in module_uses(name, tree)),
    *(Use("render/words", f"date.{key}", False, frozenset({"day", "month", "year"})) for key in ("day", "first")),
]


def test_every_key_that_is_asked_for_exists_and_is_given_its_fields() -> None:
    assert len(USES) > 120
    for use in USES:
        if use.is_prefix:
            assert any(key.startswith(use.key) for key in ENGLISH.texts), use
            assert not use.given, use
        else:
            assert use.key in ENGLISH.texts, use
            assert use.given == {name for text in forms(ENGLISH, use.key) for name in fields(text)}, use


def test_every_key_is_asked_for() -> None:
    exact = {use.key for use in USES if not use.is_prefix}
    prefixes = tuple(use.key for use in USES if use.is_prefix)
    assert [key for key in ENGLISH.texts if key not in exact and not key.startswith(prefixes)] == []


# A template or a page has no words of its own.


class Visible(HTMLParser):
    """Gathers what a reader sees or hears of a template's own HTML."""

    SPOKEN = ("aria-label", "aria-description", "title", "alt", "placeholder", "label")

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attributes if name in self.SPOKEN and value]
        self.found += [v or "" for n, v in attributes if n == "content" and ("name", "description") in attributes]

    def handle_data(self, text: str) -> None:
        self.found.append(text)


NOT_WORDS = {"SHA", "CC", "BY"}  # names that are the same in every language


def own_words(source: str) -> list[str]:
    """The words of a template that no expression made."""
    html = "".join(
        value if kind == "data" else "\u241f" for _, kind, value in spans(source)
    )  # an expression stands as a sign that is no letter
    reader = Visible()
    reader.feed(html)
    reader.close()
    return [word for text in reader.found for word in re.findall(r"[^\W\d_]+", text) if word not in NOT_WORDS]


def spans(source: str) -> Iterator[tuple[int, str, str]]:
    inside = ""
    for line, kind, value in Environment().lex(source):
        if kind in ("variable_begin", "block_begin", "comment_begin"):
            inside = kind
        elif kind in ("variable_end", "block_end", "comment_end"):
            inside = ""
            yield line, "expression", value
        elif kind == "data" and not inside:
            yield line, kind, value


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_has_no_words_of_its_own(name: str) -> None:
    assert own_words(TEMPLATES[name]) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_writes_no_constant_but_signs(name: str) -> None:
    shown = [
        constant.value
        for output in Environment().parse(TEMPLATES[name]).find_all(nodes.Output)
        for node in output.nodes
        if not isinstance(node, nodes.TemplateData)
        for constant in (node, *(n for n in (getattr(node, "expr1", None), getattr(node, "expr2", None)) if n))
        if isinstance(constant, nodes.Const) and isinstance(constant.value, str)
    ]
    assert [text for text in shown if re.search(r"\w", text) and text != " none"] == []  # " none" is a class


def test_the_reader_of_templates_sees_words() -> None:
    assert own_words(
        '<p aria-label="One {{ x }}">two {# no #}{{ "no" }}</p>{% set a = "no" %}<b class="no">SHA-1</b>'
    ) == [
        "One",
        "two",
    ]


DESCRIBED = "publish/shapes.py"  # its descriptions are those of a JSON Schema, for programmers: English


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("publish/") and name != DESCRIBED])
def test_a_page_s_texts_come_from_the_catalogue(name: str) -> None:
    texts = [
        keyword
        for node in ast.walk(MODULES[name])
        if isinstance(node, ast.Call)
        for keyword in node.keywords
        if keyword.arg in ("title", "description", "label", "noun")
    ]
    assert [node.arg for node in texts if isinstance(node.value, ast.JoinedStr | ast.Constant)] == []


def test_one_safe_in_all_templates() -> None:
    assert [name for name, text in TEMPLATES.items() for _ in re.findall(r"\|\s*safe\b|Markup", text)] == [
        "components.html"
    ]


# Numbers, dates, names.


class Plural(NamedTuple):
    name: str
    language: str
    count: int
    expected: str


PLURALS = [
    Plural("English none", "en", 0, "0 claims"),
    Plural("English one", "en", 1, "1 claim"),
    Plural("English two", "en", 2, "2 claims"),
    Plural("English eleven", "en", 11, "11 claims"),
    Plural("English thousands", "en", 1234, "1,234 claims"),
    Plural("English millions", "en", 1234567, "1,234,567 claims"),
    Plural("French none", "fr", 0, "0 affirmation"),
    Plural("French one", "fr", 1, "1 affirmation"),
    Plural("French two", "fr", 2, "2 affirmations"),
    Plural("French thousands", "fr", 1234, f"1{NARROW}234 affirmations"),
    Plural("French millions", "fr", 1234567, f"1{NARROW}234{NARROW}567 affirmations"),
]


@each(PLURALS)
def test_plural_forms(case: Plural) -> None:
    assert catalogue(case.language).say("count.claims", count=case.count) == case.expected


class Day(NamedTuple):
    name: str
    language: str
    day: date
    expected: str


DAYS = [
    Day("English", "en", date(2026, 11, 22), "22 November 2026"),
    Day("English first", "en", date(2026, 1, 1), "1 January 2026"),
    Day("English May", "en", date(2025, 5, 31), "31 May 2025"),
    Day("French", "fr", date(2026, 11, 22), "22 novembre 2026"),
    Day("French first", "fr", date(2026, 1, 1), "1er janvier 2026"),
    Day("French last", "fr", date(2024, 2, 29), "29 février 2024"),
    Day("French twenty-first", "fr", date(2025, 8, 21), "21 août 2025"),
    Day("French December", "fr", date(1999, 12, 11), "11 décembre 1999"),
]


@each(DAYS)
def test_days(case: Day) -> None:
    assert catalogue(case.language).day(case.day) == case.expected


class Tag(NamedTuple):
    name: str
    words: str
    direction: str


TAGS = [
    Tag("en", "en", "ltr"),
    Tag("en-GB", "en", "ltr"),
    Tag("fr", "fr", "ltr"),
    Tag("fr-CA", "fr", "ltr"),
    Tag("FR-ca", "fr", "ltr"),
    Tag("frr", "en", "ltr"),  # North Frisian is no French
    Tag("de", "en", "ltr"),
    Tag("ar", "en", "rtl"),
    Tag("ar-EG", "en", "rtl"),
    Tag("he", "en", "rtl"),
    Tag("fa", "en", "rtl"),
    Tag("arn", "en", "ltr"),  # Mapudungun is no Arabic
]


@each(TAGS)
def test_a_language_tag_chooses_words_and_direction(case: Tag) -> None:
    assert catalogue(case.name).language == case.words
    assert direction(case.name) == case.direction


@pytest.mark.parametrize(
    ("language", "code", "expected"),
    [
        ("en", "uk", "Ukrainian"),
        ("fr", "uk", "ukrainien"),
        ("fr", "pt-BR", "portugais"),
        ("fr", "zu", "zu"),
        ("en", "zu-ZA", "zu-ZA"),
    ],
)
def test_names_of_languages(language: str, code: str, expected: str) -> None:
    assert catalogue(language).name_of(code) == expected


# What is refused: a template must fail, not show a gap.


class Refused(NamedTuple):
    name: str
    key: str
    values: dict[str, object]
    says: str


REFUSED = [
    Refused("unknown key", "claim.numbr", {}, "“claim.numbr” is no key"),
    Refused("prefix alone", "claim.", {}, "“claim.” is no key"),
    Refused("no field", "claim.number", {}, "['number', 'total'], given are []"),
    Refused("one field too few", "claim.number", {"number": 1}, "given are ['number']"),
    Refused(
        "one field too many", "claim.number", {"number": 1, "total": 2, "of": 3}, "given are ['number', 'of', 'total']"
    ),
    Refused("no count", "count.claims", {}, "count must be a whole number, not None"),
    Refused("a count that is text", "count.claims", {"count": "3"}, "count must be a whole number, not '3'"),
    Refused("nothing as a value", "evidence.saved", {"day": None}, "day must be text or a whole number, not NoneType"),
    Refused("a fraction as a value", "evidence.saved", {"day": 1.5}, "not float"),
    Refused("a date as a value", "evidence.saved", {"day": date(2026, 1, 1)}, "not date"),
]


@each(REFUSED)
def test_what_say_refuses(case: Refused) -> None:
    with pytest.raises(WordsError, match=re.escape(case.says)):
        ENGLISH.say(case.key, **case.values)  # type: ignore[arg-type]


# What is filled in stays text.


hostile = st.one_of(
    any_texts, st.sampled_from(["<script>", "{0}", "{day.__class__}", "&amp;", "'\"><b>", "%s", "{{ x }}"])
)


@given(verdict=hostile, claim=hostile)
def test_plain_values_are_filled_in_as_they_are_and_never_become_markup(verdict: str, claim: str) -> None:
    for words in map(catalogue, LANGUAGES):
        said = words.say("claim.title", verdict=verdict, claim=claim)
        assert not isinstance(said, Markup)
        assert said == verdict + words.say("colon") + claim


@given(reason=hostile)
def test_beside_markup_everything_else_is_escaped(reason: str) -> None:
    for words in map(catalogue, LANGUAGES):
        said = words.say("source.saved", day=Markup("<time>1</time>"), capture=reason)
        assert isinstance(said, Markup)
        page = BeautifulSoup(str(said), "html.parser")
        assert [tag.name for tag in page.find_all(True)] == ["time"]
        assert page.get_text() == words.say("source.saved", day="1", capture=reason)


def test_a_template_escapes_what_is_said() -> None:
    page = Environment(autoescape=True).from_string(
        '{{ say("source.weak", reason=x) }} {{ say("claim.verbatim", article=m) }}'
    )
    assert page.render(say=ENGLISH.say, x="<b>", m=Markup("<i>a</i>")) == "weak: &lt;b&gt; verbatim in <i>a</i>"

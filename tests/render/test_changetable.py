"""The table of changes: nothing that content holds is markup in it."""

import html
import re

import markdown
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from cases.changes import COST, PATH
from factcheck.core.changes.compare import Changes, compare
from factcheck.core.changes.coverage import Coverage, Covered
from factcheck.core.outcome import Outcome
from factcheck.render.changetable import Origin, closing, table
from factcheck.render.report import code
from strategies import often

HOSTILE = (
    "| a | b |",
    "`code` ``",
    "<script>alert(1)</script>",
    "</code></td>",
    "<!-- x",
    "[x](https://evil.example.org)",
    "![x](https://evil.example.org/pixel.png)",
    "**bold** _it_ ~~no~~",
    "https://evil.example.org",
    "HTTP://evil.example.org",
    "www.evil.example.org WWW.evil.example.org",
    "@somebody, mail@example.org",
    "$x$ \\| \\",
    "::error file=x::y",
    "&lt;b&gt; &#124;",
    "a\n\n# b\r\n| c |\u2028d\x00\u202ee",
)


def changed(value: str) -> Changes:
    """The claim `demo/cost` with a hostile text in each place that the table shows."""
    row = {"date": value, "kind": value, "text": value}
    before = COST.split("corrections:", maxsplit=1)[0].replace(
        "verdict: mostly-true", f"verdict: {quoted(value + '1')}"
    )
    keys = "".join(f"{key}: {quoted(text)}, " for key, text in row.items())
    after = before.replace('1"\nsummary', '2"\nsummary') + f"corrections: [{{{keys}}}]\n"
    body = "---\n\nText\n"
    return compare({PATH: f"{before}{body}".encode()}, {PATH: f"{after}{body}".encode()})


def quoted(value: str) -> str:
    """A text for YAML, its control characters as escapes that YAML reads."""
    plain = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in plain) + '"'


def elements(text: str) -> set[str]:
    made = markdown.markdown(text, extensions=["tables"])
    return {element.name for element in BeautifulSoup(made, "html.parser").find_all(True)}


@pytest.mark.parametrize("value", HOSTILE)
def test_nothing_in_code_is_markup(value: str) -> None:
    made = code(value)
    inner = made.removeprefix("<code>").removesuffix("</code>")
    assert html.unescape(inner) == "".join(c if c.isprintable() else " " for c in value)
    assert not re.search(r"[<>|`*_\[\]~@$\\\n]|&(?!amp;|lt;|gt;|#\d+;)|://|www\.", inner, re.IGNORECASE)


@often
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_one_cell_of_text(value: str) -> None:
    text = f"| a | b |\n| --- | --- |\n| {code(value)} | x |\n"
    made = BeautifulSoup(markdown.markdown(text, extensions=["tables"]), "html.parser")
    assert len(made.find_all("td")) == 2
    assert elements(text) == {"table", "thead", "tbody", "tr", "th", "td", "code"}


@pytest.mark.parametrize("value", [value for value in HOSTILE if "\n" not in value])
def test_the_table_keeps_its_cells(value: str) -> None:
    found = changed(value)
    assert len(found.changed) == 1
    text = table(found, "c" * 40, {}, [], Origin())
    rows = [line for line in text.splitlines() if line.startswith("| <code>")]
    assert [row.count(" | ") for row in rows] == [4]
    assert rows[0].count(code(value)) == 3  # the day, the kind, the text
    allowed = {"h3", "p", "table", "thead", "tbody", "tr", "th", "td", "code", "br", "strong"}
    assert elements(text) <= allowed
    assert "::error" not in text.split("\n", 1)[0]
    assert not any(line.startswith("::") for line in text.splitlines())


def test_addresses_of_the_workflow_are_attributes_only() -> None:
    text = table(changed("x"), "c" * 40, {}, [], Origin(after='https://x.example.org/"><script>/'))
    assert '<a href="https://x.example.org/&quot;&gt;&lt;script&gt;/content/claims/demo/cost.md">' in text


def test_a_long_correction_is_cut() -> None:
    text = table(changed("x" * 161), "c" * 40, {}, [], Origin())
    assert code("x" * 160 + "…") in text
    assert code("x" * 160 + "…") not in table(changed("x" * 160), "c" * 40, {}, [], Origin())


def test_quotes_and_coverage_are_told() -> None:
    quotes = {"demo/cost": (Outcome.VERBATIM, Outcome.NEAR, Outcome.VERBATIM), "demo/x": (Outcome.NEAR,) * 9}
    covered = [
        Coverage(article="demo", before=Covered(1, 1200), after=Covered(2, 1200)),
        Coverage(article="other", before=None, after=Covered(0, 3)),
    ]
    text = table(changed("x"), "c" * 40, quotes, covered, Origin())
    assert "| 2 verbatim, 1 near |\n" in text
    assert "| <code>demo</code> | 1 of 1,200 | 2 of 1,200 |\n" in text
    assert text.endswith("| <code>other</code> | – | 0 of 3 |\n")


def claim(**changes: str) -> dict[str, bytes]:
    text = COST
    for old, new in changes.items():
        text = text.replace(f"{old}:", new)
    return {PATH: text.encode()}


def test_what_has_no_change_of_its_own_is_told_too() -> None:
    lost = compare(claim(), claim(corrections="other:"))
    assert "| corrections only | **changed or removed**: <code>2025-07-01</code> <code>minor</code>: " in table(lost, "c", {}, [], Origin())  # fmt: skip
    moved = {PATH.replace("cost", "price"): claim(topics="formerly: [demo/cost]\ntopics:")[PATH]}
    renamed = table(compare(claim(), moved), "c", {}, [], Origin())
    assert "| address, was <code>demo/cost</code> | no entry is needed |" in renamed
    void = {PATH: COST.replace("kind: rating", "kind: void").encode()}
    assert "<code>mostly-true</code><br>**withdrawn** |" in table(compare(claim(), void), "c", {}, [], Origin())


def test_the_comparison_in_a_sentence() -> None:
    other = {PATH.replace("cost", name): COST.encode() for name in ("a", "b")}
    assert (
        closing(compare(claim(), {**claim(), **other}), "c" * 40)
        == "Published claims compared with cccccccccccc: 2 new."
    )
    void = {PATH: COST.replace("kind: rating", "kind: void").encode()}
    told = "Published claims compared with c: 1 changed, 1 withdrawn, 2 no longer published."
    assert closing(compare({**claim(), **other}, void), "c") == told

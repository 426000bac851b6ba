"""A correction is entered; everything else in the file stays byte for byte."""

from dataclasses import dataclass
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cases.tables import each
from factcheck.core.correcting import Entry, corrected
from factcheck.core.fields import CorrectionKind
from factcheck.core.frontmatter import parse, plain
from strategies import often

PATH = "content/claims/demo/x.md"
ENTRY = Entry(date=date(2026, 12, 1), kind=CorrectionKind.MINOR, text="A comma.")
WRITTEN = "  - date: 2026-12-01\n    kind: minor\n    text: A comma.\n"


@dataclass(frozen=True)
class Case:
    """A file's text, and the same with the entry; None where it cannot be entered."""

    name: str
    before: str
    after: str | None


CASES = [
    Case("no list yet", "---\nclaim: a\nchecked: 2026-11-22\n---\n\nBody\n", f"---\nclaim: a\nchecked: 2026-11-22\ncorrections:\n{WRITTEN}---\n\nBody\n"),
    Case("no list yet, evidence last", "---\nclaim: a\nevidence:\n  - source: b\n    note: >-\n      c\n      d\n---\n", f"---\nclaim: a\nevidence:\n  - source: b\n    note: >-\n      c\n      d\ncorrections:\n{WRITTEN}---\n"),
    Case("no list yet, an unknown key last", "---\nclaim: a\nother: b\n---\n", f"---\nclaim: a\ncorrections:\n{WRITTEN}other: b\n---\n"),
    Case("no list yet, other order", "---\nchecked: 2026-11-22\nclaim: a\n---\n", f"---\nchecked: 2026-11-22\nclaim: a\ncorrections:\n{WRITTEN}---\n"),
    Case("a list", "---\nclaim: a\ncorrections:\n  - date: 2026-11-30\n    kind: minor\n    text: >-\n      b\n      c\n---\n", f"---\nclaim: a\ncorrections:\n  - date: 2026-11-30\n    kind: minor\n    text: >-\n      b\n      c\n{WRITTEN}---\n"),
    Case("a list at the margin", "---\nclaim: a\ncorrections:\n- {date: 2026-11-30}\ntopics: [b]\n---\n", "---\nclaim: a\ncorrections:\n- {date: 2026-11-30}\n- date: 2026-12-01\n  kind: minor\n  text: A comma.\ntopics: [b]\n---\n"),
    Case("a list with a comment behind", "---\nclaim: a\ncorrections:\n  - {date: 2026-11-30}\n# the end\n---\n", f"---\nclaim: a\ncorrections:\n  - {{date: 2026-11-30}}\n{WRITTEN}# the end\n---\n"),
    Case("a list in brackets", "---\nclaim: a\ncorrections: [{date: 2026-11-30}]\n---\n", "---\nclaim: a\ncorrections: [{date: 2026-11-30}, {date: 2026-12-01, kind: minor, text: A comma.}]\n---\n"),
    Case("a list in brackets over lines", "---\nclaim: a\ncorrections: [\n  {date: 2026-11-30}\n  ]\n---\n", "---\nclaim: a\ncorrections: [\n  {date: 2026-11-30}\n  , {date: 2026-12-01, kind: minor, text: A comma.}]\n---\n"),
    Case("an empty list", "---\nclaim: a\ncorrections: []\n---\n", "---\nclaim: a\ncorrections: [{date: 2026-12-01, kind: minor, text: A comma.}]\n---\n"),
    Case("a comma at the end of the list", "---\nclaim: a\ncorrections: [{date: 2026-11-30},]\n---\n", None),
    Case("a comment behind the list's last entry in brackets", "---\nclaim: a\ncorrections: [{date: 2026-11-30}\n  # c\n  ]\n---\n", "---\nclaim: a\ncorrections: [{date: 2026-11-30}\n  # c\n  , {date: 2026-12-01, kind: minor, text: A comma.}]\n---\n"),
    Case("no list but text", "---\nclaim: a\ncorrections: none\n---\n", None),
    Case("nothing under the key", "---\nclaim: a\ncorrections:\n---\n", None),
    Case("no key of a claim", "---\nother: a\n---\n", None),
    Case("front matter that cannot be read", "---\nclaim: [\n---\n", None),
    Case("line ends of Windows", "---\r\nclaim: a\r\n---\r\nBody\r\n", "---\r\nclaim: a\r\ncorrections:\r\n" + WRITTEN.replace("\n", "\r\n") + "---\r\nBody\r\n"),
    Case("line ends of old machines", "---\rclaim: a\r---\rBody\r", None),
]  # fmt: skip


@each(CASES)
def test_the_entry_is_the_last_and_nothing_else_changes(case: Case) -> None:
    assert corrected(PATH, case.before, ENTRY) == case.after


@often
@given(
    st.text(min_size=1), st.sampled_from([case.before for case in CASES if case.after]), st.sampled_from(CorrectionKind)
)
def test_any_text_is_read_back_as_it_was_given(text: str, before: str, kind: CorrectionKind) -> None:
    entry = Entry(date=date(2026, 12, 1), kind=kind, text=text)
    after = corrected(PATH, before, entry)
    if after is None:  # a character that front matter must not hold, or YAML cannot give back in brackets
        return
    document, problems = parse(PATH, after.encode())
    assert document is not None
    assert problems == []
    header = plain(document.header)
    assert isinstance(header, dict)
    assert header["corrections"][-1] == entry.plain
    start = next(index for index, (one, other) in enumerate(zip(f"{before}\0", after, strict=False)) if one != other)
    assert after.endswith(before[start:])


def test_ordinary_texts_are_never_refused() -> None:
    for text in ("a: b", "# a", "'", '"', "- a", "a #b", "[a", "{a", "!a", "&a", "*a", "%a", "@a", "|", ">", "é“”", "x " * 400, "yes", "1"):  # fmt: skip
        for case in CASES:
            made = corrected(PATH, case.before, Entry(date=ENTRY.date, kind=ENTRY.kind, text=text))
            assert (made is None) == (case.after is None), (text, case.name)

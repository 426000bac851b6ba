"""The structure of a seed: headings, paragraphs and list items."""

from pathlib import Path
from typing import NamedTuple

from hypothesis import given

from cases.tables import each
from factcheck.core.blocks import Block, Kind, blocks
from factcheck.core.text import Span, Text, trim
from strategies import WHITE, any_texts, often, passages

ROOT = Path(__file__).parents[2]
H, P, I = Kind.HEADING, Kind.PARAGRAPH, Kind.ITEM  # noqa: E741
SENTENCE = "This is a sentence."


class Seed(NamedTuple):
    name: str
    text: str
    expected: list[tuple[Kind, str]]  # an item's words without its bullet


SEEDS = [
    Seed("nothing", "", []),
    Seed("only white space", " \r\n\t\n", []),
    Seed("one paragraph", SENTENCE, [(P, SENTENCE)]),
    Seed("one word at the end is no heading", "Word", [(P, "Word")]),
    Seed("every line a block", "One.\nTwo.", [(P, "One."), (P, "Two.")]),
    Seed("a heading", f"A Title\n{SENTENCE}", [(H, "A Title"), (P, SENTENCE)]),
    Seed(
        "a heading that ends in initials",
        f"Europe and the U.S.\n{SENTENCE}",
        [(H, "Europe and the U.S."), (P, SENTENCE)],
    ),
    Seed("a heading that begins with a number", f"28 Points\n{SENTENCE}", [(H, "28 Points"), (P, SENTENCE)]),
    Seed("a heading in quotation marks", f"“Very Close”\n{SENTENCE}", [(H, "“Very Close”"), (P, SENTENCE)]),
    Seed("a heading in Greek", f"Η Συμμαχία\n{SENTENCE}", [(H, "Η Συμμαχία"), (P, SENTENCE)]),
    Seed("a heading in Chinese", f"新平台\n{SENTENCE}", [(H, "新平台"), (P, SENTENCE)]),
    Seed("small letters begin no heading", f"and so on\n{SENTENCE}", [(P, "and so on"), (P, SENTENCE)]),
    Seed("a colon ends no heading", f"This is why:\n{SENTENCE}", [(P, "This is why:"), (P, SENTENCE)]),
    Seed("a quoted sentence is no heading", f"“We go.”\n{SENTENCE}", [(P, "“We go.”"), (P, SENTENCE)]),
    Seed("the last line is no heading", f"{SENTENCE}\nThe End", [(P, SENTENCE), (P, "The End")]),
    Seed("a long line is no heading", f"{'Word ' * 20}\n{SENTENCE}", [(P, ("Word " * 20).strip()), (P, SENTENCE)]),
    Seed("bullets", "- one\n• two\n* three", [(I, "one"), (I, "two"), (I, "three")]),
    Seed("numbers", "1. one\n2) two\n10. ten", [(I, "one"), (I, "two"), (I, "ten")]),
    Seed("a dash and spaces", "–   one\n—\ttwo", [(I, "one"), (I, "two")]),
    Seed("an indented item", "  - one\nTwo.", [(I, "one"), (P, "Two.")]),
    Seed("a bullet without a space is none", "-one.\n1.5 percent.", [(P, "-one."), (P, "1.5 percent.")]),
    Seed("a bullet without words is none", "-\nTwo.", [(P, "-"), (P, "Two.")]),
    Seed("a year is no number of an item", "2025. It began.\nTwo.", [(P, "2025. It began."), (P, "Two.")]),
    Seed("hard-wrapped", "A text of\ntwo lines.\n\nAnother.", [(P, "A text of\ntwo lines."), (P, "Another.")]),
    Seed("hard-wrapped heading", "A Title\n\nA text of\ntwo lines.", [(H, "A Title"), (P, "A text of\ntwo lines.")]),
    Seed("hard-wrapped items", "- one\n  more\n- two\n\nEnd.", [(I, "one\n  more"), (I, "two"), (P, "End.")]),
    Seed("no blank lines: not wrapped", "A text of\ntwo lines.", [(H, "A text of"), (P, "two lines.")]),
    Seed("a long line: not wrapped", f"{'x' * 121}.\na.\n\nb.", [(P, "x" * 121 + "."), (P, "a."), (P, "b.")]),
    Seed("a line of spaces is blank", "A text of\ntwo.\n \t\nEnd.", [(P, "A text of\ntwo."), (P, "End.")]),
    Seed("CR LF", f"A Title\r\n{SENTENCE}\r\n", [(H, "A Title"), (P, SENTENCE)]),
    Seed("CR LF, hard-wrapped", "A text of\r\ntwo.\r\n\r\nEnd.", [(P, "A text of\r\ntwo."), (P, "End.")]),
    Seed("bare CR", f"A Title\r{SENTENCE}\r", [(H, "A Title"), (P, SENTENCE)]),
    Seed("white space around", f"\n\n  {SENTENCE}  \n\n", [(P, SENTENCE)]),
    Seed("a no-break space is a character", "\u00a0Word.", [(P, "\u00a0Word.")]),
]


def words(text: Text, block: Block) -> str:
    return text.raw[block.span.start + block.bullet : block.span.end]


@each(SEEDS)
def test_blocks(case: Seed) -> None:
    text = Text(case.text)
    assert [(block.kind, words(text, block)) for block in blocks(text)] == case.expected


class Chosen(NamedTuple):
    name: str
    text: str
    headings: list[str]
    expected: list[Kind]


CHOSEN = [
    Chosen("none", "A Title\nText.", [], [P, P]),
    Chosen("one", "A Title\nText.", ["A Title"], [H, P]),
    Chosen("what the rule would not take", "this is why:\nText.", ["this is why:"], [H, P]),
    Chosen("the last line", "Text.\nThe End", ["The End"], [P, H]),
    Chosen("only what is named", "A Title\nB Title\nText.", ["B Title"], [P, H, P]),
    Chosen("white space does not count", "A \t Title\nText.", ["A Title"], [H, P]),
    Chosen("a part of a line is none", "A Title and more\nText.", ["A Title"], [P, P]),
    Chosen("twice", "Note\na.\nNote\nb.", ["Note"], [H, P, H, P]),
    Chosen("an item that is called a heading", "1. First\nText.", ["1. First"], [H, P]),
]


@each(CHOSEN)
def test_headings_of_the_front_matter_overrule_the_rule(case: Chosen) -> None:
    assert [block.kind for block in blocks(Text(case.text), case.headings)] == case.expected


def test_the_real_seed() -> None:
    text = Text((ROOT / "seeds" / "elysee-platform.txt").read_bytes().decode("utf-8-sig"))
    kinds = [P, P, P, H, P, P, P, H, P, P, P, H, P, H, P, I, I, I, P, P]
    assert [block.kind for block in blocks(text)] == kinds


@often
@given(any_texts)
def test_blocks_stand_in_order_and_hold_all_but_white_space(raw: str) -> None:
    edges = [0, *(edge for block in blocks(Text(raw)) for edge in block.span), len(raw)]
    assert edges == sorted(edges)
    gaps = [raw[edges[index] : edges[index + 1]] for index in range(0, len(edges), 2)]
    assert all(set(gap) <= set(WHITE) for gap in gaps), gaps


@often
@given(any_texts)
def test_blocks_are_trimmed_and_not_empty(raw: str) -> None:
    for block in blocks(Text(raw)):
        assert block.span.end > block.span.start + block.bullet
        assert trim(raw, block.span) == block.span
        assert (block.bullet > 0) == (block.kind is I)
        inner = Span(block.span.start + block.bullet, block.span.end)
        assert trim(raw, inner) == inner


@often
@given(passages())
def test_without_headings_there_are_none(passage: tuple[Text, Span]) -> None:
    assert H not in {block.kind for block in blocks(passage[0], [])}

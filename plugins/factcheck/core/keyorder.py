"""The order of keys: that of the schema, from the same models that check them.

Whole lines are moved, with the comments that stand right above a key; no line is changed.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import yaml

from factcheck.core.frontmatter import parse, plain
from factcheck.core.schema import (
    ArticleFile,
    ClaimantEntry,
    Correction,
    DraftEvidence,
    DraftFile,
    File,
    LedgerEntry,
    PageFile,
    Quote,
    SourceFile,
)
from factcheck.core.splice import Header, header

_FILES: dict[str, type[File]] = {
    "articles": ArticleFile,
    "claims": DraftFile,
    "sources": SourceFile,
    "pages": PageFile,
}
_PARTS: dict[str, type[File]] = {
    "evidence": DraftEvidence,
    "corrections": Correction,
    "ledger": LedgerEntry,
    "claimants": ClaimantEntry,
    "quote": Quote,
}
_MOST_MOVES = 1000  # mappings of one file: front matter has 64 KB at most


def ordered(path: str, text: str) -> str:
    """The file's text with its keys in the order of the schema; what cannot be moved safely stays where it is."""
    stuck: set[int] = set()  # the lines of mappings that stay
    for _ in range(_MOST_MOVES):
        found = header(path, text)
        if found is None:
            return text
        wrong = (node for node, order in _mappings(found) if _is_disordered(node, order))
        mapping = next((node for node in wrong if node.start_mark.line not in stuck), None)
        if mapping is None:
            return text
        moved = _moved(found, mapping, next(order for node, order in _mappings(found) if node is mapping))
        if _is_same(path, text, moved):
            text = moved
        else:
            stuck.add(mapping.start_mark.line)
    return text


def _mappings(found: Header) -> Iterator[tuple[yaml.MappingNode, list[str]]]:
    """Every mapping of a header with the order of its keys; only those written with a key a line."""
    model = _FILES[found.path.split("/")[1]]
    waiting: list[tuple[yaml.Node, type[File]]] = [(found.root, model)]
    while waiting:
        node, owner = waiting.pop(0)
        if isinstance(node, yaml.SequenceNode):
            waiting.extend((item, owner) for item in node.value)
        elif isinstance(node, yaml.MappingNode):
            waiting.extend((value, _PARTS[key.value]) for key, value in node.value if key.value in _PARTS)
            if not node.flow_style:
                yield node, list(owner.model_fields)


def _is_disordered(node: yaml.MappingNode, order: Sequence[str]) -> bool:
    keys = [key.value for key, _ in node.value]
    ranks = [order.index(key) for key in keys if key in order]
    return len(ranks) == len(keys) and ranks != sorted(ranks)  # a key that is unknown has no place


def _moved(found: Header, node: yaml.MappingNode, order: Sequence[str]) -> str:
    lines, column = found.lines, node.value[0][0].start_mark.column
    first = node.value[0][0].start_mark.line + 1
    ends = [0, *(found.line_at(found.span(value).end) for _, value in node.value)]
    starts = [
        _first_line(lines, key.start_mark.line + 1, column, end)
        for (key, _), end in zip(node.value, ends, strict=False)
    ]
    is_behind_dash = lines[first][:column].strip(" ") != ""
    starts[0] = first if is_behind_dash else starts[0]
    starts.append(ends[-1] + 1)
    lead, indent = lines[first][:column], " " * column
    chunks = [lines[one:other] for one, other in pairwise(starts)]
    if is_behind_dash:
        chunks[0] = [indent + chunks[0][0][column:], *chunks[0][1:]]
    by_rank = sorted(zip((order.index(key.value) for key, _ in node.value), chunks, strict=True))
    moved = [line for _, chunk in by_rank for line in chunk]
    if is_behind_dash:
        moved[0] = lead + moved[0][column:]
    return "".join([*lines[: starts[0]], *moved, *lines[starts[-1] :]])


def _first_line(lines: Sequence[str], line: int, column: int, end: int) -> int:
    """The line of a key, or of the first comment right above it; `end` is the last line of the value before it."""
    while line > end + 1 and lines[line - 1].startswith(" " * column + "#"):
        line -= 1
    return line


def _is_same(path: str, text: str, moved: str) -> bool:
    """Whether both say the same."""
    before, _ = parse(path, text.encode())
    after, problems = parse(path, moved.encode())
    if before is None or after is None or problems:
        return False
    return plain(before.header) == plain(after.header) and before.body == after.body

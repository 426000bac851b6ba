"""Splices: one value of a file's front matter is exchanged, everything else stays byte for byte.

First the characters that differ are exchanged in place, so that folding and quotation marks stay as they were
typed. Where YAML would then read something else, the value is written anew (core/headertext.py). Each result
is read back: it holds the new value and no other change, or there is none.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise

import yaml
from rapidfuzz.distance import Levenshtein

from factcheck.core import headertext
from factcheck.core.frontmatter import parse, plain
from factcheck.core.text import WHITE_SPACE, Span, collapse

Location = tuple[str | int, ...]
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|$)")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_SINGLE = re.compile(f"(?P<space>[{WHITE_SPACE}]+)|''|.", re.DOTALL)
_DOUBLE = re.compile(rf"(?P<space>[{WHITE_SPACE}]+)|\\[\"\\]|[^\\]", re.DOTALL)
_AS_IS = re.compile(f"(?P<space>[{WHITE_SPACE}]+)|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Header:
    """The text of a content file with a sound header, and YAML's nodes of that header."""

    path: str
    text: str  # with the file's own line ends, without its byte-order mark
    root: yaml.MappingNode

    @property
    def line_end(self) -> str:
        """What ends the lines of the file."""
        return "\r\n" if "\r\n" in self.text[: self.text.find("\n") + 1] else "\n"

    @property
    def lines(self) -> list[str]:
        """The lines, each with its end."""
        return [line for line in _LINE.findall(self.text) if line]

    def offset(self, mark: yaml.Mark) -> int:
        """Where in `text` a mark of YAML is; the first line is that of `---`."""
        return sum(map(len, self.lines[: mark.line + 1])) + mark.column

    def line_at(self, offset: int) -> int:
        """The index of the line that an offset stands in, or right behind."""
        return bisect_left(list(accumulate(map(len, self.lines))), offset)

    def span(self, node: yaml.Node) -> Span:
        """Where a node stands, without the line ends and comments behind it."""
        start, end = self.offset(node.start_mark), self.offset(_last(node).end_mark)
        return Span(start, start + len(self.text[start:end].rstrip(WHITE_SPACE)))


def _last(node: yaml.Node) -> yaml.Node:
    """The last node within a block: its own end is where the next one begins, behind comments."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(node, yaml.MappingNode) else last
    return node


def header(path: str, text: str) -> Header | None:
    """The header of a content file; None where it has problems of its own."""
    document, problems = parse(path, text.encode())
    if document is None or problems:
        return None
    lines = [line for line in _LINE.findall(text) if line]
    end = next(number for number, line in enumerate(lines[1:], 1) if line.rstrip(" \r\n") == "---")
    root = yaml.compose("".join(line.rstrip("\r\n") + "\n" for line in lines[1:end]), Loader=_LOADER)
    return Header(path, text, root) if isinstance(root, yaml.MappingNode) else None


def exchanged(found: Header, location: Location, value: str | Mapping[str, str]) -> str | None:
    """The file's text with another value at `location`; None where it cannot be written there."""
    attempts = (*_in_place(found, location, value), _anew(found, location, value))
    return next((text for text in attempts if text and _is_exchanged(found, text, location, value)), None)


def node_at(root: yaml.Node, location: Location) -> yaml.Node | None:
    """The node at a location; None where there is none."""
    node: yaml.Node | None = root
    for part in location:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == part), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
        else:
            return None
    return node


def _in_place(found: Header, location: Location, value: str | Mapping[str, str]) -> Iterator[str]:
    """The text with only those characters exchanged that differ."""
    node = node_at(found.root, location)
    if not isinstance(node, yaml.ScalarNode) or not isinstance(value, str):
        return
    start, end = found.span(node)
    pieces = _characters(found.text[start:end], node)
    if not pieces:
        return
    old, new = collapse(node.value), collapse(value)
    places = [*(Span(start + piece.start, start + piece.end) for piece in pieces)]
    text = found.text
    for op in reversed(Levenshtein.opcodes(old, new)):
        if op.tag != "equal":
            at = places[op.src_start].start if op.src_start < len(places) else places[-1].end
            until = places[op.src_end - 1].end if op.src_end > op.src_start else at
            text = text[:at] + _escaped(new[op.dest_start : op.dest_end], node.style) + text[until:]
    yield text


def _characters(raw: str, node: yaml.ScalarNode) -> list[Span] | None:
    """Where in `raw` each code point of the collapsed value is written; None where it is not plain to see."""
    pattern, first = {"'": (_SINGLE, 1), '"': (_DOUBLE, 1)}.get(node.style or "", (_AS_IS, 0))
    if node.style in (">", "|"):
        first = raw.find("\n") + 1
    last = len(raw) - first if node.style in ("'", '"') else len(raw)
    matches = list(pattern.finditer(raw, first, last))
    while matches and matches[-1]["space"]:
        matches.pop()
    while matches and matches[0]["space"]:
        matches.pop(0)
    seen = "".join(" " if found["space"] else found.group()[-1] for found in matches)
    is_whole = all(one.end() == other.start() for one, other in pairwise(matches))
    return [Span(*found.span()) for found in matches] if is_whole and seen == collapse(node.value) else None


def _escaped(words: str, style: str | None) -> str:
    if style == "'":
        return words.replace("'", "''")
    return words.replace("\\", "\\\\").replace('"', '\\"') if style == '"' else words


def _anew(found: Header, location: Location, value: str | Mapping[str, str]) -> str | None:
    """The text with key and value written anew; None where a comment would be lost."""
    parent = node_at(found.root, location[:-1])
    if not isinstance(parent, yaml.MappingNode):
        return None
    key, node = next((key, node) for key, node in parent.value if key.value == location[-1])
    start, end = found.offset(key.start_mark), found.span(node).end
    if isinstance(node, yaml.MappingNode) and re.search(r"^ *#", found.text[start:end], re.MULTILINE):
        return None
    column = key.start_mark.column
    written = headertext.written({str(location[-1]): value}, column).strip(WHITE_SPACE)
    return found.text[:start] + written.replace("\n", found.line_end) + found.text[end:]


def _is_exchanged(found: Header, text: str, location: Location, value: str | Mapping[str, str]) -> bool:
    """Whether `text` has the value at its location, and nothing else changed."""
    before, _ = parse(found.path, found.text.encode())
    after, problems = parse(found.path, text.encode())
    if before is None or after is None or problems or after.body != before.body:
        return False
    old, new = plain(before.header), plain(after.header)
    _put(old, location, None)
    return collapsed(_put(new, location, None)) == collapsed(value) and new == old


def _put(value: object, location: Location, put: object) -> object:
    """Put a value at a location of nested dicts and lists; return the one that was there."""
    *parents, last = location
    for part in parents:
        value = value[part]  # type: ignore[index]
    old = value[last]  # type: ignore[index]
    value[last] = put  # type: ignore[index]
    return old


def collapsed(value: object) -> object:
    """A quote's value with its white space collapsed: two that are equal then are the same quote."""
    if isinstance(value, Mapping):
        return {key: collapsed(part) for key, part in value.items()}
    return collapse(value) if isinstance(value, str) else value

"""Front matter: real YAML with the place of every key and value, text scalars only.

Every scalar stays text (`no`, `12:30` and `3.10` are strings). What makes YAML surprising or
dangerous is refused: aliases, anchors, tags, duplicate keys, tabs, several documents.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from factcheck.core.encoding import INVISIBLE, control, decode, place_of
from factcheck.core.problems import Place, Problem, problem, shown

MOST_HEADER_BYTES = 64 * 1024
MOST_VALUES = 4_000  # a claim with 500 pieces of evidence has 3,000; what is asked of each value takes a time
MOST_LEVELS = 8  # a claim needs four: mapping, evidence, entry, quote
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml: 13 times as fast as pure Python
_FENCE = re.compile(r"^---[ ]*$", re.MULTILINE)
_COMMENT = re.compile(r" +#")
# libyaml notices these only further below; what is to be mended stands where the broken thing begins.
_NOTICED_LATE = ("unexpected end of stream", "could not find expected ':'", "did not find expected ',' or")
_YAML_HINTS = {
    "mapping values are not allowed": (
        "put the value in quotation marks: it holds a colon followed by a space; or take the indentation away"
    ),
    "cannot start any token": "put the value in quotation marks: it begins with a character that YAML reserves",
    "could not find expected ':'": "write the key, a colon and a space before the value; indent what continues it",
    "did not find expected key": "check the indentation, and the quotation marks of this value and the one above",
    "unexpected end of stream": "close the quotation mark",
    "did not find expected ',' or ']'": "close the bracket, or put the value in quotation marks",
    "did not find expected ',' or '}'": "close the bracket, or put the value in quotation marks",
    "block sequence entries are not allowed": "put the value in quotation marks: it begins with a hyphen and a space",
    "did not find expected node content": "put the value in quotation marks",
    "mapping keys are not allowed": "put the value in quotation marks: it begins with a question mark",
    "did not find expected comment or line break": "put the value in quotation marks",
    "expected <document start>": "write only lines such as “title: …”, and no line of three full stops",
    "unknown escape character": "in double quotation marks write \\\\ for a backslash, or use single ones",
}


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text. Lines and columns count from 1, in the file."""

    line: int
    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    line: int
    column: int
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values, in the order of the file."""

    line: int
    column: int
    entries: tuple[tuple[Scalar, "Node"], ...]


Node = Scalar | Sequence | Mapping


@dataclass(frozen=True, slots=True)
class Document:
    """A content file: its header with positions, and the text below it."""

    path: str
    header: Mapping
    body: str
    body_line: int

    def place(self, *location: str | int, key: bool = False) -> Place:
        """Where the value at `location` stands; with `key`, where its key does."""
        node: Node = self.header
        for part in location[:-1] if key else location:
            node = _child(node, part)
        if key and isinstance(node, Mapping):
            node = next((k for k, _ in node.entries if k.text == location[-1]), node)
        return Place(self.path, node.line, node.column)


def _child(node: Node, part: str | int) -> Node:
    """The value below `node`, or `node` itself where there is none (a key is missing)."""
    if isinstance(node, Mapping):
        return next((value for key, value in reversed(node.entries) if key.text == part), node)  # as `plain`
    if isinstance(node, Sequence) and isinstance(part, int):
        return node.items[part]
    return node


def plain(node: Node) -> object:
    """The node as str, list and dict."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.text: plain(value) for key, value in node.entries}


class _RefusedError(Exception):
    """Ends the parsing of a file; the problem is its argument."""


def parse(path: str, raw: bytes) -> tuple[Document | None, list[Problem]]:
    """Split a content file and parse its header."""
    text, problems = decode(path, raw)
    if text is None or problems:
        return None, problems
    try:
        return _document(path, text.replace("\r\n", "\n").replace("\r", "\n"), problems), problems
    except _RefusedError as refused:
        return None, [*problems, refused.args[0]]


def _document(path: str, text: str, problems: list[Problem]) -> Document:
    header, body, body_line = _split(path, text)
    if (tab := header.find("\t")) >= 0:
        raise _RefusedError(problem("FC106", place_of(path, header, tab, 2), ("fix", "replace the tab by spaces")))
    if (feed := header.find("\f")) >= 0:  # white space elsewhere, but YAML has no such character
        raise _RefusedError(control(place_of(path, header, feed, 2), "\f"))
    return Document(path, _mapping(path, header, problems), body, body_line)


def _split(path: str, text: str) -> tuple[str, str, int]:
    fences = list(_FENCE.finditer(text))[:2]
    if not fences or fences[0].start() != 0:
        first = text.split("\n", 1)[0]
        found = ("found", "an empty file" if not text.strip() else shown(first) if first.strip() else "a blank line")
        raise _RefusedError(problem("FC103", Place(path), found, ("fix", "make --- the first line")))
    if len(fences) < 2:
        raise _RefusedError(problem("FC103", Place(path), ("fix", "put a line --- between front matter and text")))
    header = text[fences[0].end() + 1 : fences[1].start()]
    if (size := len(header.encode())) > MOST_HEADER_BYTES:
        raise _RefusedError(problem("FC104", Place(path), ("found", f"{size:,} bytes"), limit="64 KB"))
    return header, text[fences[1].end() + 1 :], text.count("\n", 0, fences[1].start()) + 2


def _mapping(path: str, header: str, problems: list[Problem]) -> Mapping:
    try:
        root = _Composer(path, header, problems).root()
    except yaml.MarkedYAMLError as error:
        raise _RefusedError(_not_yaml(path, header, error)) from error
    if isinstance(root, Mapping):
        return root
    fix = "write lines such as “title: …” between the two lines of ---"
    raise _RefusedError(problem("FC105", Place(path, 2), ("fix", fix)))


def _not_yaml(path: str, header: str, error: yaml.MarkedYAMLError) -> Problem:
    what = str(error.problem)
    is_late = any(part in what for part in _NOTICED_LATE)
    mark = (error.context_mark if is_late else None) or error.problem_mark
    assert mark is not None  # the scanner and the parser always say where
    hint = next((hint for part, hint in _YAML_HINTS.items() if part in what), "")
    source = header.split("\n")[mark.line]
    place = Place(path, mark.line + 2, mark.column + 1)
    found = ("found", what.removeprefix("found "))
    return problem("FC105", place, ("line", shown(source) if source else ""), found, ("fix", hint))


class _Composer:
    """Builds the nodes of one header from YAML's events; its problems are collected, not raised."""

    def __init__(self, path: str, header: str, problems: list[Problem]) -> None:
        self._path = path
        self._problems = problems
        self._lines = header.split("\n")
        self._values = 0
        self._events = yaml.parse(header, Loader=_LOADER)

    def root(self) -> Node | None:
        """The header's node, or None where it is empty."""
        root = None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                raise _RefusedError(problem("FC107", self._place(event), what="second document (a line --- or ...)"))
            if isinstance(event, yaml.NodeEvent):
                root = self._node(event, 1)
        return root

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        assert mark is not None  # the parser always says where
        return Place(self._path, mark.line + 2, mark.column + 1)

    def _node(self, event: yaml.Event, level: int) -> Node:
        place = self._place(event)
        self._values += 1
        if self._values > 2 * MOST_VALUES:  # keys count, too
            raise _RefusedError(problem("FC104", place, limit=f"{MOST_VALUES:,} values"))
        if found := _forbidden(event, level):
            fix = f"put the value in quotation marks if the {found[1]} belongs to it" if found[1] else ""
            raise _RefusedError(problem("FC107", place, ("fix", fix), what=found[0]))
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(place.line, place.column, tuple(self._items(level)))
        return Mapping(place.line, place.column, tuple(self._entries(level)))

    def _scalar(self, event: yaml.ScalarEvent, place: Place) -> Scalar:
        end = event.end_mark
        if end and _COMMENT.match(self._lines[end.line], end.column):
            fix = "put the value in quotation marks if the # belongs to it, or the comment on a line of its own"
            at = Place(self._path, end.line + 2, end.column + 2)
            self._problems.append(problem("FC107", at, ("fix", fix), what="comment behind a value"))
        self._problems.extend(control(place, c) for c in INVISIBLE.findall(event.value)[:1])
        return Scalar(place.line, place.column, event.value)

    def _items(self, level: int) -> Iterator[Node]:
        for event in iter(self._events.__next__, None):
            if isinstance(event, yaml.SequenceEndEvent):
                return
            yield self._node(event, level + 1)

    def _entries(self, level: int) -> Iterator[tuple[Scalar, Node]]:
        seen: set[str] = set()
        for event in iter(self._events.__next__, None):
            if isinstance(event, yaml.MappingEndEvent):
                return
            key = self._node(event, level + 1)
            if not isinstance(key, Scalar):
                raise _RefusedError(problem("FC107", self._place(event), what="list or mapping as a key"))
            if key.text in seen:
                self._problems.append(problem("FC108", self._place(event), key=shown(key.text)))
            seen.add(key.text)
            yield key, self._node(next(self._events), level + 1)


def _forbidden(event: yaml.Event, level: int) -> tuple[str, str] | None:
    """What is refused about an event, and the character that brought it about."""
    if isinstance(event, yaml.AliasEvent):
        return f"alias (*{event.anchor})", "*"
    if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
        return f"anchor (&{event.anchor})", "&"
    if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
        return f"tag ({event.tag})", "!"
    return ("more than 8 levels", "") if level > MOST_LEVELS else None

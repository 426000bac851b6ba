"""JSON-LD: from a block of JSON to its nodes, and the properties of a node whatever their shape.

No context is fetched and none is needed: names of schema.org count with and without `schema:` or its address before
them, `type` and `id` as `@type` and `@id` (schema.org's own context says so). A number is kept as the text it has.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.evidence.importing.blocks import Block

MOST_LEVELS = 100
MOST_FLAWS = 20  # of one kind in one block: who has more of them needs no list
MOST_VALUES = 200  # of one property: a claim has no use for more
# Strings, brackets, and what is no JSON although Python reads it. Linear: nothing is tried twice, and a string that
# is not closed runs to the end.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{\]}]|NaN|-?Infinity', re.DOTALL)
_VOCABULARY = re.compile(r"(?:schema:|https?://(?:www\.)?schema\.org/)")
_ALIASES = {"type": "@type", "id": "@id"}
_IDENTITY = frozenset(("@id", "@type", "@context"))
_HINTS = {
    "Expecting property name": "take a comma before } away; names stand in double quotation marks",
    "Expecting value": "take a comma before ] or } away; text stands in double quotation marks",
    "Invalid control character": "write \\n for a line break within a text",
    "Expecting ',' delimiter": 'write \\" for a quotation mark within a text; put a comma between two entries',
    "Extra data": "keep one object or one array in a file or script",
    "Invalid \\escape": "write \\\\ for a backslash",
}

Value: TypeAlias = "bool | str | list[Value] | Node | None"


class Node(dict[str, "Value"]):
    """An object of JSON, its names without the vocabulary's address."""

    place: Place  # where it begins

    @property
    def types(self) -> frozenset[str]:
        """Its types, without the vocabulary's address."""
        given = self.get("@type")
        names = given if isinstance(given, list) else [given]
        return frozenset(_bare(name) for name in names if isinstance(name, str))


@dataclass(frozen=True, slots=True)
class _Survey:
    """What one pass over the characters of a block tells."""

    objects: tuple[int, ...]  # where each object begins, in the order in which they end
    constants: tuple[int, ...]  # where NaN or Infinity stands
    too_deep: int | None  # where the nesting passes its limit


def read(block: Block) -> tuple[Value, list[Problem]]:
    """The value of a block, None where it is no JSON, and what is wrong with it."""
    survey = _survey(block.text)
    if survey.too_deep is not None:
        return None, [_broken(block.place(survey.too_deep), f"more than {MOST_LEVELS} levels of brackets")]
    hook = _Hook(block, survey)
    try:
        # Numbers stay text: 4 and "4" say the same, and no number is too long to be read.
        value = json.loads(
            block.text, object_pairs_hook=hook, parse_int=str, parse_float=str, parse_constant=lambda _: None
        )
    except json.JSONDecodeError as error:
        return None, [_syntax(block, error)]
    constants = [_broken(block.place(at), "NaN or Infinity") for at in survey.constants[:MOST_FLAWS]]
    return value, [*constants, *hook.problems]


def _survey(text: str) -> _Survey:
    open_at, ended, constants = list[int](), list[int](), list[int]()
    for token in _TOKEN.finditer(text):
        start, first = token.start(), text[token.start()]
        if first in "[{":
            open_at.append(start)
            if len(open_at) > MOST_LEVELS:
                return _Survey((), (), start)
        elif first in "]}" and open_at:
            opened = open_at.pop()
            ended.extend([opened] if first == "}" else [])
        elif first in "NI-":
            constants.append(start)
    return _Survey(tuple(ended), tuple(constants), None)


class _Hook:
    """Makes the nodes of a block; Python calls it as each object ends."""

    def __init__(self, block: Block, survey: _Survey) -> None:
        self.problems: list[Problem] = []
        self._block = block
        self._starts = iter(survey.objects)

    def __call__(self, pairs: Sequence[tuple[str, Value]]) -> Node:
        """A node. A name that is given twice with different values says nothing: it is left out."""
        node = Node()
        node.place = self._block.place(next(self._starts, 0))
        given, doubtful = {name for name, _ in pairs}, set[str]()
        for name, value in pairs:
            key = _ALIASES.get(name, _bare(name))
            if key != name and key in given:  # said in the plain way too
                continue
            if key in node and node[key] != value:
                doubtful.add(key)
            node[key] = value
        for key in sorted(doubtful):
            del node[key]
            if len(self.problems) < MOST_FLAWS:
                fix = ("fix", "keep one of the two; neither was read")
                self.problems.append(problem("FC108", node.place, fix, key=shown(key)))
        return node


def _bare(name: str) -> str:
    found = _VOCABULARY.match(name)
    return name[found.end() :] if found else name


def _broken(place: Place, found: str, fix: str = "") -> Problem:
    return problem("FC701", place, ("found", found), ("fix", fix))


def _syntax(block: Block, error: json.JSONDecodeError) -> Problem:
    hint = next((hint for part, hint in _HINTS.items() if part in error.msg), "")
    size = len(block.text)
    around = block.text[error.pos : error.pos + 40].split("\n")[0]
    what = error.msg.removesuffix(" at").removesuffix(" starting")
    found = f"{what} at {shown(around)}" if around else f"{what} at the end{' of the line' if error.pos < size else ''}"
    return _broken(block.place(min(error.pos, size)), found, hint)


class Graph:
    """All nodes of a document. A node that only names another by its `@id` stands for that one."""

    def __init__(self, values: Sequence[Value]) -> None:
        self._values = values

    def nodes(self, kind: str) -> Iterator[Node]:
        """The nodes of a type, in the order of the document, wherever they are nested; not those within one."""
        waiting = list(reversed(self._values))
        while waiting:
            value = waiting.pop()
            if isinstance(value, Node) and kind in value.types and not value.keys() <= _IDENTITY:
                yield value
            elif isinstance(value, Node):
                waiting.extend(reversed(list(value.values())))
            elif isinstance(value, list):
                waiting.extend(reversed(value))

    @cached_property
    def _named(self) -> dict[str, Node]:
        """The nodes by `@id`; of several with the same one, that which says most."""
        named: dict[str, Node] = {}
        waiting = list(self._values)
        while waiting:
            value = waiting.pop()
            if isinstance(value, Node):
                name = value.get("@id")
                if isinstance(name, str) and len(value) > len(named.get(name, ())):
                    named[name] = value
                waiting.extend(value.values())
            elif isinstance(value, list):
                waiting.extend(value)
        return named

    def given(self, node: Node, *keys: str) -> list["str | Node"]:
        """What a node says under any of `keys`: lists opened, references followed, `@value` for its text.

        Of a list the first 200 entries, and 200 in all.
        """
        found = list["str | Node"]()
        waiting = [node.get(key) for key in reversed(keys)]
        while waiting:
            value = waiting.pop()
            if isinstance(value, list):
                waiting.extend(reversed(value[:MOST_VALUES]))
            elif isinstance(value, Node) and (inner := value.keys() & {"@value", "@list", "@set"}):
                waiting.extend(value[key] for key in sorted(inner))
            elif isinstance(value, Node):
                found.append(self._followed(value))
            elif isinstance(value, str):
                found.append(value)
        return found[:MOST_VALUES]

    def _followed(self, node: Node) -> Node:
        name = node.get("@id")
        is_reference = isinstance(name, str) and node.keys() <= _IDENTITY
        return self._named.get(str(name), node) if is_reference else node

    def texts(self, node: Node, *keys: str) -> list[str]:
        """What a node says under any of `keys` in words that are not empty."""
        return [text for text in self.given(node, *keys) if isinstance(text, str) and text.strip()]

    def first(self, node: Node, *keys: str) -> str | None:
        """The first of those texts."""
        return next(iter(self.texts(node, *keys)), None)

    def within(self, node: Node, *keys: str) -> list[Node]:
        """The nodes that a node has under any of `keys`."""
        return [inner for inner in self.given(node, *keys) if isinstance(inner, Node)]

    def names(self, node: Node, *keys: str) -> list[str]:
        """The names of people, organizations and terms under any of `keys`: as text, or as a node with a name."""
        given = self.given(node, *keys)
        texts = (entry if isinstance(entry, str) else self.first(entry, "name") for entry in given)
        return list(dict.fromkeys(text for text in texts if text and text.strip()))

    def addresses(self, node: Node, *keys: str) -> list[str]:
        """The addresses under any of `keys`: as text, or as a node with an `url`, `@id` or `sameAs`."""
        found = list[str]()
        for entry in self.given(node, *keys):
            found += [entry] if isinstance(entry, str) else self.texts(entry, "url", "@id", "sameAs")
        return list(dict.fromkeys(address.strip() for address in found if address.strip()))

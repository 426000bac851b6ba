"""Correcting: a new entry under `corrections` of a claim's file; everything else stays byte for byte.

As in core/splice.py the result is read back: it has the new entry, the last of its list, and no other change.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import yaml

from factcheck.core import headertext
from factcheck.core.fields import CorrectionKind
from factcheck.core.frontmatter import parse, plain
from factcheck.core.schema import DraftFile
from factcheck.core.splice import Header, header, node_at
from factcheck.core.text import collapse

_KEY = "corrections"
_ORDER = list(DraftFile.model_fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A correction to be entered; its text is one line."""

    date: date
    kind: CorrectionKind
    text: str

    @property
    def _values(self) -> Mapping[str, headertext.Value]:
        return {"date": self.date, "kind": self.kind.value, "text": collapse(self.text)}

    def written(self, indent: int) -> str:
        """The entry as lines of a list, its hyphen `indent` spaces in."""
        lines = headertext.written(self._values, indent + 2)
        return f"{' ' * indent}- {lines.removeprefix(' ' * (indent + 2))}"

    @property
    def in_line(self) -> str:
        """The entry in one line, to be put into a list in brackets."""
        return headertext.in_line(self._values)

    @property
    def plain(self) -> dict[str, str]:
        """The entry as it is read back."""
        return {"date": self.date.isoformat(), "kind": self.kind.value, "text": collapse(self.text)}


def corrected(path: str, text: str, entry: Entry) -> str | None:
    """The file's text with the entry at the end of its corrections; None where it cannot be put there safely."""
    found = header(path, text)
    if found is None:
        return None
    node = node_at(found.root, (_KEY,))
    result = _inserted(found, node, entry) if node else _begun(found, entry)
    return result if result is not None and _is_entered(found, result, entry) else None


def _inserted(found: Header, node: yaml.Node, entry: Entry) -> str | None:
    if not isinstance(node, yaml.SequenceNode):
        return None
    end = found.span(node).end
    if not node.flow_style:
        return _with_lines(found, end, entry.written(node.start_mark.column))
    comma = ", " if node.value else ""
    return found.text[: end - 1] + comma + entry.in_line + found.text[end - 1 :]


def _begun(found: Header, entry: Entry) -> str | None:
    """The list begun behind the last key that comes before it in the order of the schema."""
    rank = _ORDER.index(_KEY)
    before = [value for key, value in found.root.value if key.value in _ORDER and _ORDER.index(key.value) < rank]
    lines = f"{_KEY}:\n{entry.written(2)}"
    return _with_lines(found, max(found.span(node).end for node in before), lines) if before else None


def _with_lines(found: Header, offset: int, lines: str) -> str:
    """The text with whole lines behind the line that an offset stands in."""
    ends = found.text.find("\n", max(0, offset - 1)) + 1
    return found.text[:ends] + lines.replace("\n", found.line_end) + found.text[ends:]


def _is_entered(found: Header, text: str, entry: Entry) -> bool:
    """Whether `text` has the new entry at the end of its corrections, and nothing else changed."""
    before, _ = parse(found.path, found.text.encode())
    after, problems = parse(found.path, text.encode())
    if before is None or after is None or problems or before.body != after.body:
        return False
    old, new = plain(before.header), plain(after.header)
    if not isinstance(old, dict) or not isinstance(new, dict):
        return False
    entries = old.pop(_KEY, [])
    return bool(new.pop(_KEY, None) == [*entries, entry.plain]) and old == new

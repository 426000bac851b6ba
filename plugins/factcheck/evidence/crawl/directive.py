"""Text directives: the words that a link names behind `#:~:text=`, looked up in the page it leads to.

URL Fragment Text Directives, W3C Community Group draft: `:~:text=[prefix-,]start[,end][,-suffix]`, more
than one with `&`. Browsers compare without case and accents and at the bounds of words; so does this.
"""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote

from factcheck.core.text import collapse

DELIMITER = ":~:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """The words of one `text=`, decoded."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    @property
    def words(self) -> str:
        """The directive for people."""
        return f"{self.start} … {self.end}" if self.end else self.start


def split(fragment: str) -> tuple[str, tuple[Directive, ...]]:
    """A fragment as its anchor, percent-encoded as before, and its text directives; other directives are left out."""
    anchor, _, directives = fragment.partition(DELIMITER)
    return anchor, tuple(
        _directive(name.removeprefix("text=")) for name in directives.split("&") if name.startswith("text=")
    )


def _directive(encoded: str) -> Directive:
    terms = encoded.split(",")
    prefix = terms.pop(0)[:-1] if len(terms) > 1 and terms[0].endswith("-") else ""
    suffix = terms.pop()[1:] if len(terms) > 1 and terms[-1].startswith("-") else ""
    start, end = terms[0], ",".join(terms[1:])
    return Directive(start=unquote(start), end=unquote(end), prefix=unquote(prefix), suffix=unquote(suffix))


def is_in(text: str, directive: Directive) -> bool:
    """Whether the words stand in `text`: prefix and start, and after them end and suffix."""
    hay, start, end = comparable(text), _pattern(directive.start), _pattern(directive.end)
    head, tail = _pattern(directive.prefix), _pattern(directive.suffix)
    if not start:
        return False
    if not end:
        return re.search(_joined(head, start, tail), hay) is not None
    # The first start leaves the most room for an end: no other start need be tried.
    begun = re.search(_joined(head, start), hay)
    return begun is not None and re.compile(_joined(end, tail)).search(hay, begun.end()) is not None


def comparable(text: str) -> str:
    """`text` without case, accents and runs of white space."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return collapse("".join(c for c in plain if not unicodedata.combining(c)))


def _pattern(words: str) -> str:
    return re.escape(comparable(words))


def _joined(*parts: str) -> str:
    """The parts one after the other, each at the bounds of words."""
    return r"\s*".join(rf"(?<!\w){part}(?!\w)" for part in parts if part)

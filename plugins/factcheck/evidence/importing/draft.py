"""A draft: the file of an imported claim before a person has looked at it. Its reasoning is left to be written."""

from collections.abc import Mapping
from dataclasses import dataclass

from factcheck.core.headertext import Value, written

ORIGIN = "# Imported from "


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A claim file that is to be written."""

    path: str  # relative to the site's root
    values: Mapping[str, Value]  # the front matter
    origin: str | None = None  # the address it is known by, to find it again

    @property
    def text(self) -> str:
        """The whole file."""
        origin = f"{ORIGIN}{self.origin}\n" if self.origin else ""
        return f"---\n{origin}{written(self.values)}---\n"

    def without(self, key: str) -> "Draft":
        """The draft without one of its keys."""
        values = {name: value for name, value in self.values.items() if name != key}
        return Draft(path=self.path, values=values, origin=self.origin)

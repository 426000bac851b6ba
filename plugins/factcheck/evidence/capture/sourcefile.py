"""The text of a source file: front matter in the order of the schema, and the extract below it.

The inverse of `core.frontmatter.parse`: what is written here is read back as the same values.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from factcheck.core import headertext
from factcheck.core.schema import SourceFile

KEYS = tuple(SourceFile.model_fields)


def written(values: Mapping[str, str | date | None], paragraphs: Sequence[str]) -> str:
    """A source file. Values that are None are left out: the reader asks for what must be given (FC110)."""
    given = {key: value for key in KEYS if (value := values.get(key)) is not None}
    if unknown := set(values) - set(KEYS):
        raise ValueError(f"not keys of a source: {', '.join(sorted(unknown))}")
    return headertext.document(given, body(paragraphs))


def body(paragraphs: Sequence[str]) -> str:
    """The extract: paragraphs with a blank line between them, nothing added."""
    return "\n\n".join(paragraphs)

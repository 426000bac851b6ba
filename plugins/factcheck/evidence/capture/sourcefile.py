"""The text of a source file: front matter in the order of the schema, and the extract below it.

The inverse of `core.frontmatter.parse`: what is written here is read back as the same values.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import yaml

from factcheck.core.schema import SourceFile

_WIDTH = 110
_LONGEST_ON_A_LINE = 80  # a longer value stands below its key, folded
KEYS = tuple(SourceFile.model_fields)


class _Dumper(yaml.SafeDumper):
    """Writes long text as folded blocks, as the files written by hand have it."""


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    is_address = " " not in value
    is_long = len(value) > _LONGEST_ON_A_LINE and not is_address
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=">" if is_long else None)


_Dumper.add_representer(str, _text)


def written(values: Mapping[str, str | date | None], paragraphs: Sequence[str]) -> str:
    """A source file. Values that are None are left out: the reader asks for what must be given (FC110)."""
    given = {key: value for key in KEYS if (value := values.get(key)) is not None}
    if unknown := set(values) - set(KEYS):
        raise ValueError(f"not keys of a source: {', '.join(sorted(unknown))}")
    header = yaml.dump(given, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return f"---\n{header}---\n\n{body(paragraphs)}\n"


def body(paragraphs: Sequence[str]) -> str:
    """The extract: paragraphs with a blank line between them, nothing added."""
    return "\n\n".join(paragraphs)

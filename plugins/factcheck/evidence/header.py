"""The front matter of a file that a command writes. The inverse of `core.frontmatter.parse`."""

from collections.abc import Mapping, Sequence
from datetime import date

import yaml

_WIDTH = 110
_LONGEST_ON_A_LINE = 80  # a longer value stands below its key, folded

Value = str | date | Sequence["Value"] | Mapping[str, "Value"]


class _Dumper(yaml.SafeDumper):
    """Writes long text as folded blocks, as the files written by hand have it; no anchors, whatever is repeated."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    is_address = " " not in value
    is_long = len(value) > _LONGEST_ON_A_LINE and not is_address
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=">" if is_long else None)


_Dumper.add_representer(str, _text)


def header(values: Mapping[str, Value]) -> str:
    """Keys and values as YAML, in the given order. What is written is read back as the same text."""
    return yaml.dump(dict(values), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)


def in_line(values: Mapping[str, Value]) -> str:
    """The same in one line, `{name: …, type: …}`, to be pasted into a list."""
    text = yaml.dump(
        dict(values), Dumper=yaml.SafeDumper, sort_keys=False, allow_unicode=True, width=10**6, default_flow_style=True
    )
    return text.strip()

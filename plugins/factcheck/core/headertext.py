"""The text of front matter: the one place that writes YAML. The inverse of core/frontmatter.py.

Long text stands below its key, folded, as in the files written by hand; what YAML could misread is quoted.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import yaml

from factcheck.core.anchoring import Selector
from factcheck.core.text import collapse

_WIDTH = 110
_LONGEST_ON_A_LINE = 80  # a longer value stands below its key, folded
Value = str | date | Sequence["Value"] | Mapping[str, "Value"]


class _Dumper(yaml.SafeDumper):
    """Writes long text as folded blocks; no anchors, whatever is repeated."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    is_address = " " not in value
    is_long = len(value) > _LONGEST_ON_A_LINE and not is_address
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=">" if is_long else None)


_Dumper.add_representer(str, _text)


def written(values: Mapping[str, Value], indent: int = 0) -> str:
    """The keys and values as lines of YAML, each line `indent` spaces further in."""
    lines = yaml.dump(dict(values), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH - indent)
    return "".join(" " * indent + line + "\n" for line in lines.removesuffix("\n").split("\n"))


def in_line(values: Mapping[str, Value]) -> str:
    """The same in one line, `{name: …, type: …}`, to be pasted into a list."""
    text = yaml.dump(
        dict(values), Dumper=yaml.SafeDumper, sort_keys=False, allow_unicode=True, width=10**6, default_flow_style=True
    )
    return text.strip()


def quote(selector: Selector) -> str | dict[str, str]:
    """A selector as the value of `quote`: the words alone, or a mapping where it has a prefix or a suffix."""
    if not selector.prefix and not selector.suffix:
        return collapse(selector.exact)
    parts = {"exact": selector.exact, "prefix": selector.prefix, "suffix": selector.suffix}
    return {key: collapse(words) for key, words in parts.items() if words}


def document(values: Mapping[str, Value], body: str = "") -> str:
    """A whole content file: front matter and the text below it."""
    return f"---\n{written(values)}---\n" + (f"\n{body}\n" if body else "")

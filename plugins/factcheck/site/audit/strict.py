"""JSON as it is meant to be (RFC 8259)."""

import json
from typing import Any

from factcheck.core.problems import shown


def parse(text: str) -> Any:
    """The value of a JSON text: no key twice, no NaN. Raises ValueError."""
    return json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"the key {shown(next(key for key in keys if keys.count(key) > 1))} twice")
    return value


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON")

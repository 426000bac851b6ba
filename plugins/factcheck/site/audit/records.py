"""Records: what a file or block of JSON says about a claim, compared key by key with what it must say."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from factcheck.core.model import Claim
from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.publish.jsontext import Json
from factcheck.site.audit.strict import parse

Fact = tuple[str, Any, Json]  # the key, what is found there, what must be there
Row = tuple[str, Any]  # the id of the claim that a record gives, and the record
Facts = Callable[[Any, Claim], Iterator[Fact]]


def at(value: Any, path: str) -> Any:
    """What stands at `a.b.c`; None where there is nothing. Of a list, what stands there in each of its parts."""
    for key in path.split("."):
        if isinstance(value, list):
            value = [at(part, key) for part in value]
        else:
            value = value.get(key) if isinstance(value, dict) else None
    return value


def listed(value: Any) -> list[Any]:
    """A list, or the one thing that stands for a list of one, as JSON-LD allows."""
    return value if isinstance(value, list) else [] if value is None else [value]


def has_type(value: Any, name: str) -> bool:
    """Whether something in JSON-LD is of a type."""
    return isinstance(value, dict) and name in listed(value.get("@type", value.get("type")))


def compared(found: Any, wanted: Mapping[str, Json]) -> Iterator[Fact]:
    """Each key that must be there, with what is found."""
    return ((path, at(found, path), value) for path, value in wanted.items())


def differing(facts: Iterable[Fact]) -> Iterator[tuple[str, str, str]]:
    """The facts that are not so, as they are told. `1` is not `true`, and not `"1"`."""
    for key, found, wanted in facts:
        if type(found) is not type(wanted) or found != wanted:
            yield key, told(found), told(wanted)


def told(value: Any) -> str:
    """A value of JSON in a problem."""
    if value is None:
        return "nothing"
    return shown(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def load(path: str, raw: bytes) -> tuple[Any, list[Problem]]:
    """What a JSON file holds, or what is wrong with it."""
    try:
        return parse(raw.decode()), []
    except ValueError as error:
        return None, [problem("FC621", Place(path), ("found", f"no JSON: {error}"), file=path)]


def compare(path: str, rows: Sequence[Row], claims: Sequence[Claim], facts: Facts) -> Iterator[Problem]:
    """Each claim has one record, no other record is there, and every one says what it must say."""
    counted = Counter(name for name, _ in rows)
    wanted = {claim.id: claim for claim in claims}
    yield from (differs(path, claim, "", "nothing", "a record") for claim in claims if not counted[claim.id])
    for name, row in rows:
        if name not in wanted:
            yield problem("FC621", Place(path), ("claim", name), ("found", "a record that no claim has"), file=path)
        elif counted[name] > 1:
            yield differs(path, wanted[name], "", f"{counted[name]} records", "one record")
        else:
            yield from (differs(path, wanted[name], *fact) for fact in differing(facts(row, wanted[name])))


def differs(path: str, claim: Claim, key: str, found: str, wanted: str) -> Problem:
    """A problem of a claim's record in a file."""
    details = (("claim", claim.id), ("key", key), ("found", found), ("wanted", wanted), ("source", str(claim.place)))
    return problem("FC621", Place(path), *details, file=path)

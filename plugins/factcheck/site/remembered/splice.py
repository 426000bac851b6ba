"""Files in parts: what was written of a part is used again, wherever in the file it stood."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise

from factcheck.core import alike
from factcheck.publish.output import Run

Parts = tuple[list[bytes], list[int]]  # of a file in their order: their keys, and their sizes in bytes
NONE: Parts = ([], [])
_FEW = 4  # parts that are looked for one by one: a table of the 40,000 of a file takes 30 ms


@dataclass(frozen=True, slots=True)
class Spliced:
    """A file, and the parts that it consists of."""

    raw: bytes
    parts: Parts


def spliced(runs: Iterable[Run], known: Parts = NONE, old: bytes = b"") -> Spliced:
    """A file; `known` are the parts of the `old` one, from which those with the same key are taken.

    Those before and behind all that differ are taken at once: of 10,000 claims seven files have 85,000 parts, and an
    edit changes one in each.
    """
    runs = list(runs)
    keys, (before, sizes) = [*chain.from_iterable(run.keys for run in runs)], known
    first = alike.at_start(keys, before)
    behind = alike.at_end(keys, before, min(len(keys), len(before)) - first)
    last, rest = len(keys) - behind, len(before) - behind
    places = _places(known, keys[first:last])
    made = [
        old[slice(*places[key])] if key in places else _text(runs, number).encode("utf-8")
        for number, key in enumerate(keys[first:last], first)
    ]
    raw = b"".join((old[: sum(sizes[:first])], *made, old[sum(sizes[:rest]) :]))
    return Spliced(raw, (keys, [*sizes[:first], *map(len, made), *sizes[rest:]]))


def _places(known: Parts, wanted: Sequence[bytes]) -> dict[bytes, tuple[int, int]]:
    """Where each part begins and ends, at least of those that are wanted."""
    keys, sizes = known
    if len(wanted) > _FEW:
        return dict(zip(keys, pairwise(accumulate(sizes, initial=0)), strict=True))
    begins = {key: sum(sizes[: keys.index(key)]) for key in wanted if key in keys}
    return {key: (begin, begin + sizes[keys.index(key)]) for key, begin in begins.items()}


def _text(runs: Iterable[Run], number: int) -> str:
    """The text of a part, by its number in the file."""
    for run in runs:
        if number < len(run.keys):
            return run.text(number)
        number -= len(run.keys)
    raise IndexError(number)

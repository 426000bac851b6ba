"""Files in parts: what was written of a part is used again, wherever in the file it stood."""

from collections.abc import Iterable
from dataclasses import dataclass

from factcheck.publish.output import Part


@dataclass(frozen=True, slots=True)
class Spliced:
    """A file and the parts that it consists of: their keys, and their sizes in bytes."""

    raw: bytes
    parts: tuple[tuple[bytes, int], ...]


def spliced(parts: Iterable[Part], known: Iterable[tuple[bytes, int]] = (), old: bytes = b"") -> Spliced:
    """A file; `known` are the parts of the `old` one, from which those with the same key are taken."""
    places = _places(known)
    made: list[bytes] = []
    rows: list[tuple[bytes, int]] = []
    for part in parts:
        place = places.get(part.key)
        raw = part.text().encode("utf-8") if place is None else old[place[0] : place[0] + place[1]]
        made.append(raw)
        rows.append((part.key, len(raw)))
    return Spliced(b"".join(made), tuple(rows))


def _places(known: Iterable[tuple[bytes, int]]) -> dict[bytes, tuple[int, int]]:
    """Where each part begins, and its size."""
    places, start = {}, 0
    for key, size in known:
        places[key] = (start, size)
        start += size
    return places

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
    start = end = 0  # of what is taken from the old file at once: mostly all between two changes
    for key, text in parts:
        place = places.get(key)
        if place is None:
            made += (old[start:end], raw := text().encode("utf-8"))
            start = end
            rows.append((key, len(raw)))
            continue
        if place[0] != end:
            made.append(old[start:end])
            start = place[0]
        end = place[0] + place[1]
        rows.append((key, place[1]))
    return Spliced(b"".join((*made, old[start:end])), tuple(rows))


def _places(known: Iterable[tuple[bytes, int]]) -> dict[bytes, tuple[int, int]]:
    """Where each part begins, and its size."""
    places, start = {}, 0
    for key, size in known:
        places[key] = (start, size)
        start += size
    return places

"""The name that is most like another one, to word a hint. Light: see core/kinds.py."""

from collections.abc import Iterable, Iterator


def closest(value: object, choices: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the detail of a problem that names the choice most like `value`, where one is like it."""
    from rapidfuzz import process  # heavy; only for what is wrong

    found = process.extractOne(str(value), list(choices), processor=str.lower, score_cutoff=70)
    if found:
        yield "nearest", str(found[0])

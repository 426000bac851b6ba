"""A file in parts is the same whichever of them were written before."""

from hypothesis import given
from hypothesis import strategies as st

from factcheck.publish.output import Run, whole
from factcheck.site.remembered.splice import NONE, spliced

# A part is a text with its own digest for a key: equal texts have equal keys. It may stand twice in a file.
FILES = st.lists(st.lists(st.text("abé", min_size=1, max_size=2), max_size=5), max_size=3)


def runs_of(texts: list[list[str]], asked: list[str] | None = None) -> list[Run]:
    def text(of: list[str], number: int) -> str:
        if asked is not None:
            asked.append(of[number])
        return of[number]

    return [Run([part.encode() for part in of], lambda number, of=of: text(of, number)) for of in texts]  # type: ignore[misc]


@given(FILES, FILES)
def test_what_is_taken_from_an_old_file_gives_the_bytes_of_a_new_one(
    old: list[list[str]], new: list[list[str]]
) -> None:
    before = spliced(runs_of(old))
    assert before.raw == whole(runs_of(old)).encode()
    assert spliced(runs_of(new), before.parts, before.raw) == spliced(runs_of(new), NONE)


@given(FILES, FILES)
def test_only_parts_that_the_old_file_has_not_are_made(old: list[list[str]], new: list[list[str]]) -> None:
    before, asked = spliced(runs_of(old)), list[str]()
    spliced(runs_of(new, asked), before.parts, before.raw)
    assert set(asked) == {part for of in new for part in of} - {part for of in old for part in of}


@given(FILES)
def test_parts_are_told_with_their_sizes_in_bytes(texts: list[list[str]]) -> None:
    parts = [part.encode() for of in texts for part in of]
    assert spliced(runs_of(texts)).parts == (parts, [len(part) for part in parts])

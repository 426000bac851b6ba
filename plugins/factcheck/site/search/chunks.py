"""Chunks: which words lie in one file of the index, so that a change of few pages leaves most files as they are.

Pagefind begins a new file after so many places. Then a word that is one byte longer moves the ends of all files
behind it. Here a large word has a file to itself, and words between two of those are divided, as long as they are too
many for one file, before the one whose hash is lowest: whatever changes, changes the files of its own range.
"""

import zlib
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise, takewhile

# Bytes of a file before it is packed. Pagefind's own have 20,000 places, 45 to 55 kB, and ours are half as large.
MOST = 50_000


def ranges(words: Sequence[str], sizes: Sequence[int]) -> list[tuple[int, int]]:
    """The first and the last + 1 of the words of each file; of words in order, and their bytes."""
    hashes = [zlib.crc32(word.encode()) for word in words]
    ends = [0, *accumulate(sizes)]
    large = [place for place, size in enumerate(sizes) if size > MOST]
    cuts = [0, *(cut for place in large for cut in (place, place + 1)), len(words)]
    return [part for start, end in pairwise(cuts) if start < end for part in _divided(start, end, ends, hashes)]


def _divided(start: int, end: int, ends: Sequence[int], hashes: Sequence[int]) -> Iterator[tuple[int, int]]:
    waiting = [(start, end)]
    while waiting:
        start, end = waiting.pop()
        if ends[end] - ends[start] <= MOST or end - start == 1:
            yield start, end
        else:
            cut = min(range(start + 1, end), key=hashes.__getitem__)
            waiting += [(cut, end), (start, cut)]


def bounds(spans: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """From where to where each file is asked for: Pagefind's own way to shorten first and last words.

    The ends are shorter than the words, so that also a word that stands in no file leads to the one of its neighbours.
    """
    starts, ends = ([span[side] for span in spans] for side in (0, 1))
    for place, ((_, last), (following, _)) in enumerate(pairwise(spans)):
        length = 1 + sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(last, following, strict=False)))
        if last[:length] >= starts[place]:
            ends[place] = last[:length]
        starts[place + 1] = following[:length]
    return list(zip(starts, ends, strict=True))

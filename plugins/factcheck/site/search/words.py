"""The words of one language while they change: those that are looked at are at hand, the others stay in the store."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from factcheck.site.search.answer import Pages
from factcheck.site.search.chunks import ranges
from factcheck.site.search.kept import Chunk, Store
from factcheck.site.search.packing import array, decoded, encoded, packed, stem
from factcheck.site.search.postings import Forms, Segment, changed, moved, segments, word


class Words:
    """Words, and on which pages they stand."""

    def __init__(self, chunks: Sequence[Chunk], store: Store) -> None:
        self._store = store
        self._chunks = chunks
        self._firsts = [chunk.words[0] for chunk in chunks]
        self._sizes = {text: size for chunk in chunks for text, size in zip(*chunk[1:], strict=True)}
        self._at_hand: dict[str, Forms] = {}
        self._raw: dict[str, bytes] = {}
        self._changed: set[int] = set()  # places of chunks

    def change(self, text: str, pages: Mapping[str, Pages], leaving: Iterable[int]) -> None:
        """Let a word stand on some pages, form by form, and no longer on those that leave."""
        forms = self._forms(text)
        new: Forms = {}
        for form in {**forms, **pages}:
            changes = {**dict.fromkeys(leaving), **pages.get(form, {})}
            new[form] = changed(forms[form], changes) if form in forms else segments(sorted(pages[form].items()))
        self._put(text, {form: rows for form, rows in new.items() if rows})

    def move(self, numbers: Sequence[int]) -> None:
        """Number all pages anew: the new number of each."""
        breaks = [number for number, (one, following) in enumerate(pairwise(numbers), 1) if following != one + 1]
        for text in [*self._sizes]:
            self._put(text, {form: moved(rows, numbers, breaks) for form, rows in self._forms(text).items()})

    def chunks(self, code: str) -> tuple[list[Chunk], dict[str, bytes]]:
        """The files that hold all words, and by name those that are new."""
        order = sorted(self._sizes)
        same = {
            (chunk.words[0], chunk.words[-1], len(chunk.words)): chunk
            for place, chunk in enumerate(self._chunks)
            if place not in self._changed
        }
        made: dict[str, bytes] = {}
        chunks = []
        for start, end in ranges(order, [self._sizes[text] for text in order]):
            texts = order[start:end]
            chunk = same.get((texts[0], texts[-1], len(texts))) or self._chunk(code, texts, made)
            chunks.append(chunk)
        return chunks, made

    def _chunk(self, code: str, texts: list[str], made: dict[str, bytes]) -> Chunk:
        rows = [[text, self._forms(text)] for text in texts]
        raw = [self._raw.get(text) or word(text, self._at_hand[text]) for text in texts]
        file = packed(b"".join([array(1), array(len(texts)), *raw]))
        name = stem(code, file)
        made[name] = file
        self._store[name] = encoded(rows)
        return Chunk(name, texts, [*map(len, raw)])

    def _put(self, text: str, forms: Forms) -> None:
        if forms == self._forms(text):  # of a page that changed most words stand where they stood
            return
        self._changed.add(self._place(text))
        self._at_hand[text] = forms
        if forms:
            self._raw[text] = word(text, forms)
            self._sizes[text] = len(self._raw[text])
        else:
            self._sizes.pop(text, None)

    def _forms(self, text: str) -> Forms:
        if text not in self._at_hand and text in self._sizes:
            self._read(self._chunks[self._place(text)])
        return self._at_hand.get(text, {})

    def _read(self, chunk: Chunk) -> None:
        for text, forms in decoded(self._store[chunk.name]):
            self._at_hand.setdefault(text, {form: [*map(Segment._make, rows)] for form, rows in forms.items()})

    def _place(self, text: str) -> int:
        return max(0, bisect_right(self._firsts, text) - 1)

"""The text of a seed: a text file stays as it is, byte for byte; of a page or a PDF, one paragraph a line."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from factcheck.core.encoding import NOT_TEXT, decode
from factcheck.evidence.capture.content import Content
from factcheck.evidence.original import Original
from factcheck.evidence.reading import documents
from factcheck.evidence.reading.documents import DocumentKind

_LINE_ENDS = dict.fromkeys(map(ord, "\v\x85"), "\n")  # line ends that a seed may not hold


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedText:
    """A seed, and what became of the document's text on the way."""

    raw: bytes
    left_out: tuple[str, ...] = ()  # paragraphs inside the text that did not look like a part of it
    before: str = ""  # the last paragraph before the text, and the first one after it
    after: str = ""
    dropped: Mapping[str, int] = field(default_factory=dict)  # characters that a seed may not hold, and how often
    is_converted: bool = False  # whether a text file had another encoding than UTF-8

    @property
    def text(self) -> str:
        """The seed as text."""
        return self.raw.decode("utf-8-sig")


def of_text(original: Original) -> SeedText:
    """The seed of a text file: its bytes; only what no seed may be is changed."""
    path = "seeds/seed.txt"
    text, problems = decode(path, original.body, as_published=True)
    if text is not None and not problems:
        return SeedText(raw=original.body)
    known = text if text is not None else documents.decoded(original.body, original.content_type)
    plain = known.translate(_LINE_ENDS)
    dropped = Counter(NOT_TEXT.findall(plain))
    return SeedText(raw=NOT_TEXT.sub("", plain).encode(), dropped=dropped, is_converted=text is None)


def of_paragraphs(original: Original, content: Content, *, whole: bool) -> SeedText:
    """The seed of a page or a PDF: the main text, or with `whole` all of it."""
    main = tuple(range(len(content.paragraphs))) if whole else content.main
    kept = [content.paragraphs[index] for index in main]
    first, last = main[0], main[-1]
    skipped = sorted(set(range(first, last)) - set(main))
    return SeedText(
        raw=_joined(kept).encode(),
        left_out=tuple(content.paragraphs[index] for index in skipped),
        before="".join(content.paragraphs[max(0, first - 1) : first]),
        after="".join(content.paragraphs[last + 1 : last + 2]),
        dropped=documents.unseen(original.body, original.content_type),
    )


def _joined(paragraphs: Sequence[str]) -> str:
    """One paragraph a line; where one has line breaks of its own, blank lines between them."""
    has_lines = any("\n" in paragraph for paragraph in paragraphs)
    return ("\n\n" if has_lines else "\n").join(paragraphs) + "\n"


def seed_of(original: Original, content: Content, *, whole: bool) -> SeedText:
    """The seed of a document."""
    if content.kind is DocumentKind.TEXT:
        return of_text(original)
    return of_paragraphs(original, content, whole=whole)

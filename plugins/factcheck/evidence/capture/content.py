"""Content: what can be read in a document, its paragraphs, its main text and what it states of itself."""

from dataclasses import dataclass

from factcheck.evidence.capture import maintext, metadata
from factcheck.evidence.capture.metadata import Metadata
from factcheck.evidence.original import Original, RefusedError
from factcheck.evidence.reading import documents, page, pdf
from factcheck.evidence.reading.documents import DocumentKind, UnreadableError


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A document as read."""

    kind: DocumentKind
    paragraphs: tuple[str, ...]
    main: tuple[int, ...]  # the indexes of the main text's paragraphs; all where nobody can tell
    stated: Metadata


def content_of(original: Original) -> Content:
    """Read a document. Raises `RefusedError` where it has no words."""
    try:
        kind = documents.kind_of(original.body, original.content_type)
        paragraphs = documents.paragraphs(original.body, original.content_type)
    except UnreadableError as error:
        raise RefusedError(f"the document must have words to read: this is {error}") from error
    if not paragraphs:
        raise RefusedError("the document must have words to read: this one is empty, or a script writes its text")
    stated, main = Metadata(), tuple[int, ...]()
    if kind is DocumentKind.PDF:
        stated = metadata.of_pdf(pdf.properties(original.body))
    elif kind is DocumentKind.HTML:
        html = documents.decoded(original.body, original.content_type)
        soup = page.parsed(html)
        stated, main = metadata.of_page(soup, original.address), maintext.chosen(soup, html, paragraphs)
    return Content(kind=kind, paragraphs=paragraphs, main=main or tuple(range(len(paragraphs))), stated=stated)

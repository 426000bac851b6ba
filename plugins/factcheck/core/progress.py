"""Progress: how far the check of an article is, from a corpus as it is: also where something is not right yet."""

from collections.abc import Iterator
from dataclasses import dataclass

from factcheck.core.anchoring import find
from factcheck.core.corpus import Corpus
from factcheck.core.fields import Status
from factcheck.core.ledger import SetAside, State, Stretch, ledger, touched
from factcheck.core.stored import Stored
from factcheck.core.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A claim of the article whose quote proves."""

    path: str  # of its file
    span: Span
    is_draft: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The ledger of an article, and what drafts have begun."""

    stretches: tuple[Stretch, ...]  # as on the article's page: a draft checks nothing
    quoted: tuple[Quoted, ...]
    covered: tuple[Span, ...]  # by a claim, a draft too, or set aside
    unproved: tuple[str, ...]  # the files of claims whose quote does not prove: they cover nothing

    @property
    def in_drafts(self) -> int:
        """How many of the sentences that are not checked a draft has begun."""
        spans = [stretch.span for stretch in self.stretches]
        begun = {index for one in self.quoted for index in touched(spans, one.span)}
        return sum(self.stretches[index].state is State.UNCHECKED for index in begun)


def progress(corpus: Corpus, stored: Stored) -> Progress:
    """The progress of the article whose seed is `stored`."""
    found = list(_claims(corpus, stored))
    quoted = tuple(one for one in found if isinstance(one, Quoted))
    aside = tuple(_set_aside(corpus, stored))
    claims = [(one.path.rsplit("/", 1)[-1].removesuffix(".md"), one.span) for one in quoted if not one.is_draft]
    return Progress(
        stretches=ledger(stored.text, stored.blocks, claims, aside),
        quoted=quoted,
        covered=(*(one.span for one in quoted), *(passage.span for passage in aside)),
        unproved=tuple(one for one in found if isinstance(one, str)),
    )


def _claims(corpus: Corpus, stored: Stored) -> Iterator[Quoted | str]:
    """The claims of an article that have a quote and stand; the path of the file where it does not prove."""
    for (article, _), entry in corpus.claims.items():
        if article == stored.slug and entry.file.quote and not entry.file.is_withdrawn:
            spans = list(find(stored.text, entry.file.quote.selector))
            is_draft = entry.file.status is Status.DRAFT
            path = entry.document.path
            yield Quoted(path=path, span=spans[0], is_draft=is_draft) if len(spans) == 1 else path


def _set_aside(corpus: Corpus, stored: Stored) -> Iterator[SetAside]:
    for passage in corpus.articles[stored.slug].file.ledger:
        spans = list(find(stored.text, passage.quote.selector))
        if len(spans) == 1:
            yield SetAside(span=spans[0], state=passage.state, reason=passage.reason)

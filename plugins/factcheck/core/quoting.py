"""Where the quotes of a content file stand, and the stored text that each is looked up in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from factcheck.core.anchoring import Selector
from factcheck.core.corpus import Corpus
from factcheck.core.frontmatter import Document, plain
from factcheck.core.schema import Quote, QuoteEntry
from factcheck.core.splice import Location
from factcheck.core.stored import Stored, extract_of, seed_of

_QUOTE: TypeAdapter[Quote] = TypeAdapter(QuoteEntry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The stored texts in which quotes are looked up, by slug."""

    seeds: Mapping[str, Stored]  # by article
    extracts: Mapping[str, Stored]  # by source


def texts_of(corpus: Corpus) -> Texts:
    """All stored texts of a corpus."""
    seeds = {slug: stored for slug in corpus.articles if (stored := seed_of(corpus, slug))}
    extracts = {slug: stored for slug in corpus.sources if (stored := extract_of(corpus, slug))}
    return Texts(seeds=seeds, extracts=extracts)


def quotes_of(document: Document, texts: Texts) -> Iterator[tuple[Location, Selector, Stored]]:
    """Every quote of a file that can be read and whose text is stored: where it is, and where it is looked up.

    Nothing else of the file needs to be right.
    """
    values = plain(document.header)
    _, kind, name, *_ = document.path.split("/")
    for location, text, value in _places(values if isinstance(values, dict) else {}, kind, name, texts):
        try:
            quote = _QUOTE.validate_python(value)
        except ValidationError:
            continue
        if text is not None:
            yield location, quote.selector, text


def _places(
    values: Mapping[str, object], kind: str, name: str, texts: Texts
) -> Iterator[tuple[Location, Stored | None, object]]:
    if kind == "claims":
        yield ("quote",), texts.seeds.get(name), values.get("quote")
        for index, entry in enumerate(_entries(values, "evidence")):
            yield ("evidence", index, "quote"), texts.extracts.get(str(entry.get("source"))), entry.get("quote")
    if kind == "articles":
        for index, entry in enumerate(_entries(values, "ledger")):
            yield ("ledger", index, "quote"), texts.seeds.get(name.removesuffix(".md")), entry.get("quote")


def _entries(values: Mapping[str, object], key: str) -> Iterator[Mapping[str, object]]:
    entries = values.get(key)
    for entry in entries if isinstance(entries, list) else ():
        yield entry if isinstance(entry, dict) else {}

"""`make links-external`: every external address asked once, every quote looked for, for links.json.

Whatever is found, this never stops a build: the findings are warnings, and what could not be looked at is
`unchecked`, with the cause.
"""

import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from threading import Lock

from factcheck.core import linkfile
from factcheck.core.corpus import Corpus
from factcheck.core.linkfile import Link, LinkFile, Look, QuoteRow, State, link_file, where
from factcheck.core.problems import Place
from factcheck.core.shard import Shard
from factcheck.core.text import Text
from factcheck.evidence.external.merge import ANOTHER_SHARD
from factcheck.evidence.external.polite import LIMIT, Address, Manners, Reply, host_of
from factcheck.evidence.external.progress import Progress
from factcheck.evidence.external.rot import NO_ARCHIVE, Cited, cited, look, unchecked
from factcheck.evidence.external.states import MOST_URL, Standing, standing, words
from factcheck.evidence.external.workers import ask_all
from factcheck.evidence.places import external_places
from factcheck.evidence.reading import documents
from factcheck.evidence.web.fetch import OPEN_WEB, Access, Answer, fetch

_READING = Lock()  # pdfium must not be used by two threads at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What was found at an address: its standing, and the quotes that were looked for."""

    standing: Standing
    looks: Mapping[str, Look]


def check_external(
    corpus: Corpus,
    *,
    today: date,
    access: Access = OPEN_WEB,
    shard: Shard | None = None,
    limit_seconds: float = LIMIT,
    progress: Callable[[Progress], None] = lambda progress: None,
    wait: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
    fetch: Callable[..., Answer] = fetch,
) -> LinkFile:
    """Ask every external address of a corpus, as the shard and the time allow, and look for every quote.

    A host belongs to one shard, so that no host is asked from two jobs at once.
    """
    part, quotes = shard or Shard(), list(cited(corpus))
    wanted = _wanted(quotes)
    addresses = _addresses(corpus)
    asked = [Address(url=url, needs_body=url in wanted) for url in addresses if host_of(url) in part]

    def read(address: Address, reply: Reply) -> Page:
        return page(reply, wanted.get(address.url, ()))

    manners = Manners(limit=limit_seconds, wait=wait, clock=clock)
    pages = ask_all(asked, partial(_fetched, fetch, access), read, manners, progress)
    links = [_link(url, pages[url].standing, addresses[url], today) for url in pages]
    return link_file(links, _rows(quotes, pages, part, today))


def _fetched(ask: Callable[..., Answer], access: Access, url: str, /, *, method: str) -> Answer:
    return ask(url, access, method=method)


def without_fragment(url: str) -> str:
    """The address that is asked: a fragment stays with the reader's browser (RFC 3986, section 3.5)."""
    return url.split("#", 1)[0]


def _addresses(corpus: Corpus) -> dict[str, tuple[Place, ...]]:
    """Every address of a corpus, those of the quotes' pages too, without fragments; its places in order."""
    found: dict[str, set[Place]] = {}
    for url, places in external_places(corpus).items():
        found.setdefault(without_fragment(url), set()).update(places)
    return {url: tuple(sorted(places)) for url, places in sorted(found.items()) if len(url) <= MOST_URL}


def _wanted(quotes: Iterable[Cited]) -> dict[str, tuple[str, ...]]:
    """The quotes to look for at each address, each once."""
    found: dict[str, dict[str, None]] = {}
    for quote in quotes:
        for url in filter(None, (quote.url, quote.archive)):
            found.setdefault(without_fragment(url), {})[quote.exact] = None
    return {url: tuple(exact) for url, exact in found.items()}


def page(reply: Reply, quotes: Sequence[str]) -> Page:
    """What a reply says about an address and about the quotes that should stand there."""
    found = standing(reply)
    if not quotes:
        return Page(standing=found, looks={})
    text = _text(reply, found)
    looks = {quote: look(text, quote) if isinstance(text, Text) else unchecked(text) for quote in quotes}
    return Page(standing=found, looks=looks)


def _text(reply: Reply, found: Standing) -> Text | str:
    """The visible text of a page, read once for all its quotes; or why there is none."""
    if not isinstance(reply, Answer) or found.state not in (State.OK, State.MOVED):
        return found.cause or found.state
    try:
        with _READING:
            return Text(documents.visible_text(reply.body, reply.headers.get("content-type", "")))
    except documents.UnreadableError as error:
        return words(f"the page cannot be read: {error}")
    except Exception as error:  # a stranger's document found a hole in a parser: the other pages are worth more
        return words(f"the page cannot be read: {type(error).__name__}: {error}")


def _link(url: str, found: Standing, places: Iterable[Place], today: date) -> Link:
    return Link(
        url=url,
        state=found.state,
        status=found.status,
        to=found.to,
        cause=found.cause,
        checked=today,
        places=tuple(map(str, places)),
    )


def _rows(quotes: Iterable[Cited], pages: Mapping[str, Page], shard: Shard, today: date) -> Iterator[QuoteRow]:
    """A row for each quote that this shard has looked for on one page at least."""
    for quote in quotes:
        if not any(host_of(url) in shard for url in (quote.url, quote.archive) if url):
            continue
        live = _look(quote.url, quote.exact, pages)
        archived = _look(quote.archive, quote.exact, pages) if quote.archive else unchecked(NO_ARCHIVE)
        yield QuoteRow(
            place=str(quote.place),
            claim=quote.claim,
            evidence=quote.evidence,
            exact=quote.exact,
            url=quote.url,
            archive=quote.archive,
            live=live,
            archived=archived,
            where=where(live, archived),
            checked=today,
        )


def _look(url: str, exact: str, pages: Mapping[str, Page]) -> Look:
    found = pages.get(without_fragment(url))
    return found.looks[exact] if found else unchecked(ANOTHER_SHARD)


def save(path: Path, file: LinkFile) -> None:
    """Write links.json in one step, over an older one: nobody ever reads half a file. Raises `OSError`."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(linkfile.write(file))
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise

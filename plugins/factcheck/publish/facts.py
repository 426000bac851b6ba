"""Facts: digests of what the pages of a site are made from. A page whose facts are as they were is as it was.

Each is 16 bytes. The digest of a file stands for all that is read from it, so nothing has to be listed that a page
shows of its own claim or source. What other pages show of a claim is its `gist`, so that another word in its
reasoning changes its own page alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from hashlib import blake2b

from factcheck.core.model import Article, Claim, Page, Site, Source

Digest = bytes
SIZE = 16


def digest(*parts: object) -> Digest:
    """One digest of several things, each as Python writes it: no two lists of parts are written alike."""
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=SIZE).digest()


def joined(digests: Iterable[Digest], last: bytes = b"") -> Digest:
    """One digest of several, which are all of one size, and of what comes `last`; in a fifth of the time."""
    return blake2b(b"".join((*digests, last)), digest_size=SIZE).digest()


class Facts:
    """The digests of a site's claims, articles, sources and pages.

    `files` are the SHA-256 of all files of seeds and content, by path; `rendered` the texts as HTML. Without `files`
    nothing can be told apart by its digests; a file that is missing from them raises `KeyError`.
    """

    def __init__(self, site: Site, rendered: Mapping[str, str], files: Mapping[str, str] | None = None) -> None:
        self._site, self._rendered, self._files = site, rendered, files
        self._gists: dict[int, Digest] = {}
        self._claims: dict[int, Digest] = {}
        self._articles: dict[str, Digest] = {}
        self._sources: dict[str, Digest] = {}

    def claim(self, claim: Claim) -> Digest:
        """All that a claim is made from: its file, article, sources, earlier texts, and what was found on the web."""
        if id(claim) not in self._claims:
            files = (self._file(place.path) for place in (claim.place, *(each.source.place for each in claim.evidence)))
            rest = [*self._seldom(claim)]
            parts = (self.gist(claim), self.article(claim.article), *([digest(*rest)] if rest else ()))
            self._claims[id(claim)] = joined(parts, "".join(files).encode())  # the gist: its number depends on others
        return self._claims[id(claim)]

    def _seldom(self, claim: Claim) -> Iterator[str]:
        """What only some claims are made from."""
        yield from (str(row) for row in (claim.sighting, *(entry.sighting for entry in claim.evidence)) if row)
        for earlier in claim.history:  # its links may lead nowhere today: they are words then
            yield from (self._file(earlier.place.path), self._rendered[earlier.place.path], str(earlier))

    def gist(self, claim: Claim) -> Digest:
        """What other pages show of a claim: all but its evidence, its reasoning and its earlier texts."""
        if id(claim) not in self._gists:
            self._gists[id(claim)] = joined((), _gist(claim).encode("utf-8", "surrogatepass"))
        return self._gists[id(claim)]

    def article(self, article: Article) -> Digest:
        """An article: its file and its seed."""
        if article.slug not in self._articles:
            self._articles[article.slug] = digest(self._file(article.place.path), self._file(article.seed))
        return self._articles[article.slug]

    def source(self, source: Source) -> Digest:
        """A source: its file."""
        if source.slug not in self._sources:
            self._sources[source.slug] = joined((), self._file(source.place.path).encode())
        return self._sources[source.slug]

    def page(self, page: Page) -> Digest:
        """A policy page."""
        return digest(self._file(page.place.path))

    def gists(self, claims: Iterable[Claim]) -> Digest:
        """What other pages show of some claims, in their order."""
        return joined(map(self.gist, claims))

    def of_each(self, claims: Iterable[Claim]) -> list[Digest]:
        """All that each of some claims is made from."""
        return [*map(self.claim, claims)]

    def claims(self, claims: Iterable[Claim]) -> Digest:
        """All that some claims are made from, in their order."""
        return joined(map(self.claim, claims))

    @cached_property
    def everything(self) -> Digest:
        """Whatever the site says."""
        site = self._site
        return digest(
            self.claims(site.ever),
            *map(self.article, site.articles),
            *map(self.source, site.sources),
            *map(self.page, site.pages),
        )

    @cached_property
    def lists(self) -> Digest:
        """What lists of claims and articles show."""
        site = self._site
        return digest(self.gists(site.ever), [told(article) for article in site.articles])

    def with_file(self, path: str, sha256: str) -> dict[str, str]:
        """The SHA-256 of all files, of which one is another."""
        return {**(self._files or {}), path: sha256}

    def _file(self, path: str) -> str:
        return "" if self._files is None else self._files[path]


def told(article: Article) -> tuple[str, ...]:
    """What lists tell of an article."""
    return article.slug, article.title, article.language, article.publisher, article.published.isoformat()


def _gist(claim: Claim) -> str:
    nothing = ""
    words = (
        told(claim.article),
        (claim.slug, str(claim.number), claim.text, claim.short or nothing, claim.claimant, claim.verdict.id),
        (claim.summary, claim.kind, claim.author, claim.reviewed_by or nothing, claim.checked.isoformat()),
        (str(claim.span.start), str(claim.span.end), *claim.topics, nothing, *claim.formerly, nothing),
        (str(made) for made in claim.corrections),
        (f"{earlier.anchor} {earlier.until}" for earlier in claim.history),
    )
    return "\0".join(map("\0".join, words))  # a text has no such character (FC113)

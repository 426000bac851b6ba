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
    """One digest of several: of bytes as they are, of anything else as Python writes it."""
    found = blake2b(digest_size=SIZE)
    for part in parts:
        raw = part if isinstance(part, bytes) else repr(part).encode("utf-8", "surrogatepass")
        found.update(len(raw).to_bytes(8))
        found.update(raw)
    return found.digest()


class Facts:
    """The digests of a site's claims, articles, sources and pages.

    `files` are the SHA-256 of all files of seeds and content, by path; `rendered` the texts as HTML. Without `files`
    nothing can be told apart by its digests; a file that is missing from them raises `KeyError`.
    """

    def __init__(self, site: Site, rendered: Mapping[str, str], files: Mapping[str, str] | None = None) -> None:
        self._site, self._rendered, self._files = site, rendered, files
        self._gists: dict[int, Digest] = {}
        self._claims: dict[int, Digest] = {}

    def claim(self, claim: Claim) -> Digest:
        """All that a claim is made from: its file, article, sources, earlier texts, and what was found on the web."""
        if id(claim) not in self._claims:
            self._claims[id(claim)] = digest(*self._of_claim(claim))
        return self._claims[id(claim)]

    def _of_claim(self, claim: Claim) -> Iterator[object]:
        yield self.gist(claim)  # its number depends on the other claims of the article
        yield self._text(claim.place.path)
        yield self.article(claim.article)
        yield claim.sighting
        for entry in claim.evidence:
            yield self._file(entry.source.place.path)
            yield entry.sighting
        for earlier in claim.history:
            yield self._text(earlier.place.path)
            yield earlier

    def gist(self, claim: Claim) -> Digest:
        """What other pages show of a claim: all but its evidence, its reasoning and its earlier texts."""
        if id(claim) not in self._gists:
            self._gists[id(claim)] = digest(_gist(claim))
        return self._gists[id(claim)]

    def article(self, article: Article) -> Digest:
        """An article: its file and its seed."""
        return digest(self._text(article.place.path), self._file(article.seed))

    def source(self, source: Source) -> Digest:
        """A source: its file."""
        return digest(self._file(source.place.path))

    def page(self, page: Page) -> Digest:
        """A policy page."""
        return digest(self._text(page.place.path))

    def gists(self, claims: Iterable[Claim]) -> Digest:
        """What other pages show of some claims, in their order."""
        return digest(*map(self.gist, claims))

    def claims(self, claims: Iterable[Claim]) -> Digest:
        """All that some claims are made from, in their order."""
        return digest(*map(self.claim, claims))

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

    def _text(self, path: str) -> str:
        """A file, and its text as HTML, which also depends on what its links lead to."""
        return f"{self._file(path)} {digest(self._rendered.get(path, '')).hex()}"

    def _file(self, path: str) -> str:
        return "" if self._files is None else self._files[path]


def told(article: Article) -> tuple[object, ...]:
    """What lists tell of an article."""
    return article.slug, article.title, article.language, article.publisher, article.published


def _gist(claim: Claim) -> tuple[object, ...]:
    return (
        told(claim.article),
        (
            claim.slug,
            claim.number,
            claim.text,
            claim.short,
            claim.claimant,
            claim.verdict.id,
            claim.summary,
            claim.kind,
        ),
        (claim.author, claim.reviewed_by, claim.checked, claim.topics, claim.span, claim.formerly, claim.corrections),
        [(earlier.anchor, earlier.correction) for earlier in claim.history],
    )

"""The corpus: all files of a site's content and seeds, each by itself well formed."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar, cast

from factcheck.core import frontmatter, layout, linkfile, validation
from factcheck.core.encoding import decode
from factcheck.core.fields import Status
from factcheck.core.frontmatter import Document, plain
from factcheck.core.grouping import gather
from factcheck.core.linkfile import LinkFile
from factcheck.core.outline import refused
from factcheck.core.problems import Place, Problem, problem
from factcheck.core.scan import CONTENT as CONTENT
from factcheck.core.scan import MOST_FILE_BYTES as MOST_FILE_BYTES
from factcheck.core.scan import SEEDS as SEEDS
from factcheck.core.scan import scan as scan
from factcheck.core.schema import ArticleFile, ClaimFile, DraftFile, File, HistoryFile, PageFile, SourceFile
from factcheck.core.text import Text

_LFS = b"version https://git-lfs.github.com/spec/"  # how Git LFS begins the file it leaves in place of another

Model = TypeVar("Model", bound=File, covariant=True)


@dataclass(frozen=True)
class Seed:
    """The stored bytes of an article, as text."""

    path: str
    raw: bytes
    text: Text

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.raw).hexdigest()


@dataclass(frozen=True)
class Entry(Generic[Model]):
    """A content file: what it says, and where it says it."""

    slug: str
    file: Model
    document: Document

    @property
    def body(self) -> str:
        """The text below the front matter, without white space at its ends."""
        return self.document.body.strip()

    @property
    def place(self) -> Place:
        """Where that text begins."""
        return Place(self.document.path, self.document.body_line)


@dataclass(frozen=True, kw_only=True)
class Corpus:
    """All content, each file by itself well formed; nothing is proved yet. Keys are slugs."""

    seeds: Mapping[str, Seed]
    articles: Mapping[str, Entry[ArticleFile]]
    claims: Mapping[tuple[str, str], Entry[DraftFile]]  # by article and slug; drafts too, which may lack much
    sources: Mapping[str, Entry[SourceFile]]
    pages: Mapping[str, Entry[PageFile]]
    history: Mapping[tuple[str, str, str], Entry[HistoryFile]]  # by article, slug of the claim and name
    links: LinkFile | None = None  # what the last check of links has found
    refused: frozenset[str] = frozenset()  # paths of files with problems of their own

    @cached_property
    def checked(self) -> frozenset[str]:
        """The slugs of the articles that are published: those with a published claim, or one that cannot be read."""
        unread = (path.split("/")[2] for path in self.refused if path.startswith("content/claims/"))
        return frozenset((*(article for article, _ in self.published), *unread))

    @cached_property
    def published(self) -> Mapping[tuple[str, str], Entry[ClaimFile]]:
        """The claims that are no drafts."""
        found = {key: entry for key, entry in self.claims.items() if isinstance(entry.file, ClaimFile)}
        return cast("Mapping[tuple[str, str], Entry[ClaimFile]]", found)

    @cached_property
    def kept(self) -> Mapping[tuple[str, str], list[str]]:
        """The names of the earlier texts in `history`, by the article and slug of their claim."""
        return gather(((article, slug), name) for article, slug, name in self.history)

    @cached_property
    def live(self) -> Mapping[tuple[str, str], Entry[ClaimFile]]:
        """The published claims that were not withdrawn."""
        return {key: entry for key, entry in self.published.items() if not entry.file.is_withdrawn}


def parse(files: Mapping[str, bytes]) -> tuple[Corpus, list[Problem]]:
    """Parse all files, each by itself. Files with problems are left out and named in `refused`."""
    problems = list(layout.unexpected(files))
    read: dict[str, Read] = {}
    for path in sorted(files):
        read[path], found = parse_file(path, files[path])
        problems.extend(found)
    return corpus_of({path: each for path, each in read.items() if each is not None}, refused(problems)), problems


Read = Entry[Any] | Seed | LinkFile | None


def parse_file(path: str, raw: bytes) -> tuple[Read, list[Problem]]:
    """What a file says, or None and what is wrong with it; None and nothing for a file of no kind."""
    if raw.startswith(_LFS):
        return None, [_elsewhere(path)]
    if path == layout.LINKS:
        return linkfile.read(raw)
    if not layout.is_expected(path):
        return None, []
    return _seed(path, raw) if path.startswith(f"{SEEDS}/") else _entry(path, raw)


def corpus_of(read: Mapping[str, Entry[Any] | Seed | LinkFile], refused: frozenset[str]) -> Corpus:
    """The corpus of the files that could be read, in the order of their paths."""
    kinds: dict[str, dict[Any, Any]] = {kind: {} for kind in ("", *layout.ALLOWED)}
    for path, each in read.items():
        kinds[layout.kind_of(path)][layout.key_of(path)] = each
    return Corpus(
        links=cast("LinkFile | None", kinds[""].pop(layout.LINKS, None)), seeds=kinds.pop(""), **kinds, refused=refused
    )


def _elsewhere(path: str) -> Problem:
    """A file that Git LFS keeps somewhere else, so that its text is not in the repository."""
    fix = f"take the file’s pattern out of .gitattributes, then: git lfs pull && git add --renormalize {path}"
    return problem("FC130", Place(path), ("found", "a pointer of Git LFS"), ("fix", fix))


def _entry(path: str, raw: bytes) -> tuple[Entry[File] | None, list[Problem]]:
    document, problems = frontmatter.parse(path, raw)
    if document is None:
        return None, problems
    header = plain(document.header)
    file, unlike = validation.read(_form(_MODELS[layout.kind_of(path)], header), document, header)
    is_sound = file is not None and not problems
    return Entry(layout.slug_of(path), file, document) if file and is_sound else None, [*problems, *unlike]


_MODELS: Mapping[str, type[File]] = {
    "articles": ArticleFile,
    "claims": DraftFile,
    "sources": SourceFile,
    "pages": PageFile,
    "history": HistoryFile,
}


def _form(model: type[File], header: object) -> type[File]:
    """What the file must be: for a claim that is no draft, more than for a draft."""
    is_draft = isinstance(header, dict) and header.get("status") == Status.DRAFT
    return ClaimFile if model is DraftFile and not is_draft else model


def _seed(path: str, raw: bytes) -> tuple[Seed | None, list[Problem]]:
    text, found = decode(path, raw, as_published=True)
    if text is not None and not text.strip():
        found.append(problem("FC120", Place(path), what="seed"))
    return None if text is None or found else Seed(path, raw, Text(text)), found

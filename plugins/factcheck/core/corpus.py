"""The corpus: all files of a site's content and seeds, read once. The only place that reads the disk."""

import hashlib
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Generic, TypeVar, cast

from factcheck.core import frontmatter, layout, linkfile, validation
from factcheck.core.encoding import decode
from factcheck.core.fields import Status
from factcheck.core.frontmatter import Document, plain
from factcheck.core.grouping import gather
from factcheck.core.linkfile import LinkFile
from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.core.schema import ArticleFile, ClaimFile, DraftFile, File, HistoryFile, PageFile, SourceFile
from factcheck.core.text import Text

SEEDS = "seeds"
CONTENT = "content"
MOST_FILE_BYTES = 5 * 1024 * 1024
MOST_FILES = 250_000  # a site of 100,000 claims, each with a source of its own, has 200,000
_IGNORED = frozenset({".DS_Store", "Thumbs.db", ".gitkeep"})  # made by machines, never content
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


def scan(root: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """Read every file below `seeds/` and `content/`, and links.json: path to bytes, in the order of the paths."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    for folder in (SEEDS, CONTENT):
        if (root / folder).is_symlink():
            problems.append(problem("FC118", Place(folder), ("found", "a symbolic link"), what="content"))
            continue
        found = list(islice(_walk(root / folder, problems, root), MOST_FILES + 1))
        if len(found) + len(problems) > MOST_FILES:  # told at once: nobody wants to read what is wrong with each
            return {}, [problem("FC121", Place(folder), what="number of files", limit=f"{MOST_FILES:,}")]
        for path in found:
            _read(path, path.relative_to(root).as_posix(), files, problems)
    _read_links(root / linkfile.PATH, files, problems)
    return files, problems


def _read_links(path: Path, files: dict[str, bytes], problems: list[Problem]) -> None:
    """Read links.json, where there is one."""
    if path.is_file() and not path.is_symlink():
        _read(path, linkfile.PATH, files, problems)
    elif path.is_symlink() or path.exists():
        found = ("found", _sort(path.lstat().st_mode))
        problems.append(problem("FC118", Place(linkfile.PATH), found, what="links.json"))


def _read(path: Path, name: str, files: dict[str, bytes], problems: list[Problem]) -> None:
    if (size := path.stat().st_size) > MOST_FILE_BYTES:
        problems.append(problem("FC121", Place(name), ("found", f"{size:,} bytes"), what="file", limit="5 MB"))
        return
    try:
        # What is refused by its name is not read.
        files[name] = path.read_bytes() if layout.is_expected(name) else b""
    except OSError as error:
        found = ("found", f"a file that cannot be read: {error.strerror}")
        problems.append(problem("FC118", Place(name), found, what="content"))


def _walk(folder: Path, problems: list[Problem], root: Path) -> Iterator[Path]:
    """The regular files below a folder; links, pipes and devices are problems, never followed."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if len(problems) > MOST_FILES:  # `scan` tells that there are too many
            return
        mode = path.lstat().st_mode
        if path.name in _IGNORED:
            continue
        name = path.relative_to(root).as_posix()
        if stat.S_ISDIR(mode) and name.count("/") == layout.DEEPEST:
            allowed = layout.expected(name)
            problems.append(problem("FC117", Place(name), ("found", shown(name)), what="folder", allowed=allowed))
        elif stat.S_ISDIR(mode):
            yield from _walk(path, problems, root)
        elif stat.S_ISREG(mode):
            yield path
        else:
            problems.append(problem("FC118", Place(name), ("found", _sort(mode)), what="content"))


def _sort(mode: int) -> str:
    """What a thing is that is no file, in words."""
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a symbolic link" if stat.S_ISLNK(mode) else "a pipe, socket or device"


def parse(files: Mapping[str, bytes]) -> tuple[Corpus, list[Problem]]:
    """Parse all files, each by itself. Files with problems are left out and named in `refused`."""
    problems: list[Problem] = list(_elsewhere(files))
    files = {path: raw for path, raw in sorted(files.items()) if not raw.startswith(_LFS)}
    names = {kind: [p for p in files if allowed.fullmatch(p)] for kind, allowed in layout.ALLOWED.items()}
    stored = [path for path in files if layout.SEED.fullmatch(path)]
    seeds = {path: seed for path in stored if (seed := _seed(path, files[path], problems))}
    problems.extend(layout.unexpected(files))
    links, unreadable = linkfile.read(files[linkfile.PATH]) if linkfile.PATH in files else (None, [])
    problems.extend(unreadable)
    corpus = Corpus(
        seeds={path.removeprefix("seeds/"): seed for path, seed in seeds.items()},
        articles={e.slug: e for e in _entries(ArticleFile, names["articles"], files, problems)},
        claims={(_folders(e)[1], e.slug): e for e in _entries(DraftFile, names["claims"], files, problems)},
        sources={e.slug: e for e in _entries(SourceFile, names["sources"], files, problems)},
        pages={e.slug: e for e in _entries(PageFile, names["pages"], files, problems)},
        history={(*_folders(e), e.slug): e for e in _entries(HistoryFile, names["history"], files, problems)},
        links=links,
        refused=frozenset(path for found in problems for path in (found.place.path, layout.meant(found.place.path))),
    )
    return corpus, problems


def _folders(entry: Entry[Model]) -> tuple[str, str]:
    """The two folders that a file lies in."""
    above, own = entry.document.path.split("/")[-3:-1]
    return above, own


def _elsewhere(files: Mapping[str, bytes]) -> Iterator[Problem]:
    """A file that Git LFS keeps somewhere else, so that its text is not in the repository."""
    for path, raw in files.items():
        if raw.startswith(_LFS):
            fix = f"take the file’s pattern out of .gitattributes, then: git lfs pull && git add --renormalize {path}"
            yield problem("FC130", Place(path), ("found", "a pointer of Git LFS"), ("fix", fix))


def _entries(
    model: type[Model], paths: list[str], files: Mapping[str, bytes], problems: list[Problem]
) -> Iterator[Entry[Model]]:
    for path in paths:
        document, found = frontmatter.parse(path, files[path])
        problems.extend(found)
        if document is None:
            continue
        file, refused = validation.read(_form(model, document), document)
        problems.extend(refused)
        if file is not None and not found:
            yield Entry(layout.slug_of(path), file, document)


def _form(model: type[Model], document: Document) -> type[Model]:
    """What the file must be: for a claim that is no draft, more than for a draft."""
    header = plain(document.header)
    is_draft = isinstance(header, dict) and header.get("status") == Status.DRAFT
    return cast("type[Model]", ClaimFile) if model is DraftFile and not is_draft else model


def _seed(path: str, raw: bytes, problems: list[Problem]) -> Seed | None:
    text, found = decode(path, raw, as_published=True)
    if text is not None and not text.strip():
        found.append(problem("FC120", Place(path), what="seed"))
    problems.extend(found)
    return None if text is None or found else Seed(path, raw, Text(text))

"""The corpus: all files of a site's content and seeds, read once. The only place that reads the disk."""

import hashlib
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Generic, TypeVar, cast

from factcheck.core import frontmatter, linkfile, validation
from factcheck.core.encoding import decode
from factcheck.core.fields import SLUG, Status
from factcheck.core.frontmatter import Document, plain
from factcheck.core.grouping import gather
from factcheck.core.linkfile import LinkFile
from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.core.schema import ArticleFile, ClaimFile, DraftFile, File, HistoryFile, PageFile, SourceFile
from factcheck.core.text import Text

SEEDS = "seeds"
CONTENT = "content"
MOST_FILE_BYTES = 5 * 1024 * 1024
MOST_NAME = 80  # characters of a file's name without its ending
_IGNORED = frozenset({".DS_Store", "Thumbs.db", ".gitkeep"})  # made by machines, never content
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])")  # file names that Windows cannot hold
# Folders that the generator itself writes: a policy page of that name would overwrite them.
_TAKEN = frozenset("articles claims sources verdicts topics claimants data feeds search theme history embed".split())
_ALLOWED = {
    "articles": re.compile(rf"content/articles/{SLUG}\.md"),
    "claims": re.compile(rf"content/claims/{SLUG}/{SLUG}\.md"),
    "sources": re.compile(rf"content/sources/{SLUG}\.md"),
    "pages": re.compile(rf"content/pages/{SLUG}\.md"),
    "history": re.compile(rf"content/history/{SLUG}/{SLUG}/\d{{4}}-\d\d-\d\d(-([2-9]|[1-9]\d))?\.md", re.ASCII),
}
_BELOW = {"claims": "claims/<article>/<claim>", "history": "history/<article>/<claim>/<date, such as 2026-11-22>"}
_SEED = re.compile(rf"seeds/{SLUG}\.txt")

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
        for path in _walk(root / folder, problems, root):
            _read(path, path.relative_to(root).as_posix(), files, problems)
    if (root / linkfile.PATH).is_file():
        _read(root / linkfile.PATH, linkfile.PATH, files, problems)
    return files, problems


def _read(path: Path, name: str, files: dict[str, bytes], problems: list[Problem]) -> None:
    if (size := path.stat().st_size) > MOST_FILE_BYTES:
        problems.append(problem("FC121", Place(name), ("found", f"{size:,} bytes"), what="file", limit="5 MB"))
        return
    try:
        files[name] = path.read_bytes()
    except OSError as error:
        found = ("found", f"a file that cannot be read: {error.strerror}")
        problems.append(problem("FC118", Place(name), found, what="content"))


def _walk(folder: Path, problems: list[Problem], root: Path) -> Iterator[Path]:
    """The regular files below a folder; links, pipes and devices are problems, never followed."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        mode = path.lstat().st_mode
        if path.name in _IGNORED:
            continue
        if stat.S_ISDIR(mode):
            yield from _walk(path, problems, root)
        elif stat.S_ISREG(mode):
            yield path
        else:
            what = "a symbolic link" if stat.S_ISLNK(mode) else "a pipe, socket or device"
            place = Place(path.relative_to(root).as_posix())
            problems.append(problem("FC118", place, ("found", what), what="content"))


def parse(files: Mapping[str, bytes]) -> tuple[Corpus, list[Problem]]:
    """Parse all files, each by itself. Files with problems are left out and named in `refused`."""
    files = dict(sorted(files.items()))
    problems: list[Problem] = []
    names = {kind: [p for p in files if allowed.fullmatch(p)] for kind, allowed in _ALLOWED.items()}
    seeds = {path: seed for path in files if _SEED.fullmatch(path) and (seed := _seed(path, files[path], problems))}
    problems.extend(_unexpected(files))
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
        refused=frozenset(path for found in problems for path in (found.place.path, _meant(found.place.path))),
    )
    return corpus, problems


def _folders(entry: Entry[Model]) -> tuple[str, str]:
    """The two folders that a file lies in."""
    above, own = entry.document.path.split("/")[-3:-1]
    return above, own


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
            yield Entry(_slug(path), file, document)


def _form(model: type[Model], document: Document) -> type[Model]:
    """What the file must be: for a claim that is no draft, more than for a draft."""
    header = plain(document.header)
    is_draft = isinstance(header, dict) and header.get("status") == Status.DRAFT
    return cast("type[Model]", ClaimFile) if model is DraftFile and not is_draft else model


def _slug(path: str) -> str:
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _seed(path: str, raw: bytes, problems: list[Problem]) -> Seed | None:
    text, found = decode(path, raw, as_published=True)
    if text is not None and not text.strip():
        found.append(problem("FC120", Place(path), what="seed"))
    problems.extend(found)
    return None if text is None or found else Seed(path, raw, Text(text))


def _unexpected(files: Mapping[str, bytes]) -> Iterator[Problem]:
    for path in files.keys() - {linkfile.PATH}:
        slug = _slug(path)
        if not any(allowed.fullmatch(path) for allowed in (*_ALLOWED.values(), _SEED)):
            yield problem("FC117", Place(path), ("found", shown(path)), what="file", allowed=_expected(path))
        elif not is_file_name(slug):
            allowed = f"at most {MOST_NAME} characters long and no device name of Windows"
            yield problem("FC117", Place(path), ("found", shown(slug)), what="file name", allowed=allowed)
        elif path.startswith("content/pages/") and slug in _TAKEN:
            allowed = "another one: the generator writes the folder of that name"
            yield problem("FC117", Place(path), ("found", shown(slug)), what="file name", allowed=allowed)


def is_file_name(slug: str) -> bool:
    """Whether a content file may be called `slug`, with its ending."""
    return re.fullmatch(SLUG, slug) is not None and not _RESERVED.fullmatch(slug) and len(slug) <= MOST_NAME


def _meant(path: str) -> str:
    """The path with the file name in its right form: who refers to that file is not to blame for its name."""
    folder, _, name = path.rpartition("/")
    stem, _, ending = name.lower().rpartition(".")
    return f"{folder}/{re.sub(r'[^a-z0-9]+', '-', stem).strip('-')}.{ending}"


def _expected(path: str) -> str:
    """Which files may stand where `path` does."""
    slug = "in small letters, digits and hyphens"
    if path.startswith("seeds/"):
        return f"seeds/<article>.txt, {slug}"
    folder = path.split("/")[1]
    if folder in _ALLOWED and path.count("/") >= 2:
        return f"content/{_BELOW.get(folder, f'{folder}/<name>')}.md, {slug}"
    return "in content/articles, content/claims/<article>, content/sources or content/pages"

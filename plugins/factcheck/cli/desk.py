"""What the commands at an editor's desk share: the corpus as it is, an article or source by name, words to look up."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from pydantic import ValidationError

from factcheck.core import frontmatter
from factcheck.core.closest import closest
from factcheck.core.corpus import Corpus, Entry, parse, scan
from factcheck.core.problems import Problem, shown
from factcheck.core.schema import ArticleFile
from factcheck.core.stored import Stored, extract_of, seed_of
from factcheck.core.text import collapse
from factcheck.evidence.original import USAGE, RefusedError
from factcheck.render import report

_ARTICLES = "content/articles/"
_FOLDERS = (_ARTICLES, "content/sources/", "articles/", "sources/", "seeds/")


UNDETERMINED = "und"  # a language that is not known (BCP 47, section 4.1)
# Stand for what an article's file does not say yet: its claims can be found without, and nothing shows them.
_UNKNOWN = {
    "title": "?",
    "publisher": "?",
    "url": "https://example.org/",
    "published": "0001-01-01",
    "language": UNDETERMINED,
}


def corpus_of(root: Path) -> Corpus:
    """Everything that can be read; what is wrong with the rest is the business of `factcheck check`.

    An article counts although its file does not say yet who published it and when.
    """
    files = scan(root)[0]
    corpus = parse(files)[0]
    begun = {entry.slug: entry for entry in _begun(corpus.refused, files)}
    return replace(corpus, articles={**corpus.articles, **begun}, refused=corpus.refused - {*map(_path, begun)})


def _path(slug: str) -> str:
    return f"{_ARTICLES}{slug}.md"


def _begun(refused: Iterable[str], files: Mapping[str, bytes]) -> Iterator[Entry[ArticleFile]]:
    """The articles whose files only lack something that an editor has to find out."""
    for path in refused:
        if not path.startswith(_ARTICLES) or path not in files:
            continue
        document, found = frontmatter.parse(path, files[path])
        header = frontmatter.plain(document.header) if document else None
        if document and not found and isinstance(header, dict):
            try:
                file = ArticleFile.model_validate({**_UNKNOWN, **header})
            except ValidationError:
                continue
            yield Entry(_slug(path), file, document)


def article(corpus: Corpus, name: str) -> Stored:
    """The seed of an article, by the article's name or path. Raises `RefusedError`."""
    slug = _slug(name)
    if slug not in corpus.articles:
        raise _unknown(corpus, _path(slug), "article", slug, corpus.articles)
    return _sound(seed_of(corpus, slug), f"seeds/{corpus.articles[slug].file.seed}")


def text_named(corpus: Corpus, name: str) -> Stored:
    """The seed of an article or the extract of a source. Raises `RefusedError`."""
    slug = _slug(name)
    is_source = "sources/" in name or (slug in corpus.sources and slug not in corpus.articles)
    if slug in corpus.sources and slug in corpus.articles and "/" not in name:
        fix = f"fix      write articles/{slug} or sources/{slug}"
        raise RefusedError(f"{slug} is both an article and a source", fix, code=USAGE)
    if not is_source and slug in corpus.articles:
        return article(corpus, name)
    if slug not in corpus.sources:
        kind = "source" if is_source else "article or source"
        path = f"content/{'sources' if is_source else 'articles'}/{slug}.md"
        raise _unknown(corpus, path, kind, slug, {**corpus.articles, **corpus.sources})
    return _sound(extract_of(corpus, slug), f"content/sources/{slug}.md")


def _slug(name: str) -> str:
    """The slug in a name or path, as a shell completes it."""
    bare = name.removeprefix("./").removesuffix(".md").removesuffix(".txt")
    return next((bare.removeprefix(folder) for folder in _FOLDERS if bare.startswith(folder)), bare)


def _unknown(corpus: Corpus, path: str, kind: str, slug: str, known: Iterable[str]) -> RefusedError:
    if path in corpus.refused:
        return RefusedError(f"{path} has problems of its own", "fix      run: factcheck check")
    nearest = [f"{label:<8} {value}" for label, value in closest(slug, known)]
    fix = "fix      run: factcheck seed FILE|URL" if kind == "article" else "fix      give its file's name without .md"
    return RefusedError(f"there is no {kind} {shown(slug)}", *(nearest or [fix]))


def _sound(stored: Stored | None, path: str) -> Stored:
    if stored is None:
        raise RefusedError(f"{path} cannot be looked into", "fix      run: factcheck check")
    if stored.is_altered:
        raise RefusedError(f"{path} is not as it was stored (FC205)", "fix      restore it: run factcheck check")
    return stored


def words_from(given: str | None) -> str:
    """The words of the command line; without any, or for `-`, those of the standard input."""
    if given is None or given == "-":
        if sys.stdin.isatty():
            print("Paste the words, then end with Ctrl-D on a line of its own.", file=sys.stderr)
        given = sys.stdin.read()
    if not collapse(given):
        raise RefusedError("words must be given", code=USAGE)
    return given


def refused(found: Problem) -> RefusedError:
    """A problem that is about no file of the site, as the reason why nothing was written."""
    return RefusedError(report.placeless(found))


def is_coloured(stream: TextIO) -> bool:
    """Whether colours may be printed."""
    return stream.isatty() and "NO_COLOR" not in os.environ

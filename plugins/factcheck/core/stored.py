"""Stored texts: where quotes are looked up, and which codes say what is wrong with one."""

from dataclasses import dataclass
from functools import cached_property

from factcheck.core.blocks import Block, blocks
from factcheck.core.corpus import Corpus, Seed
from factcheck.core.frontmatter import Document
from factcheck.core.schema import ArticleFile
from factcheck.core.text import Span, Text


@dataclass(frozen=True, kw_only=True)
class Stored:
    """The text a quote is taken from, and the codes of what can be wrong with the quote."""

    text: Text
    slug: str  # of the article or the source
    path: str
    first_line: int = 1  # the line of the file at which the text begins
    kind: str  # "seed" or "extract"
    absent: str
    ambiguous: str
    cut_character: str
    cut_word: str
    left_out: str
    too_short: str = ""
    headings: tuple[str, ...] | None = ()  # as in blocks()
    is_altered: bool = False  # a seed that is not the one whose hash was written down

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The structure of the text."""
        return blocks(self.text, self.headings)

    def where(self, span: Span) -> str:
        """The place of a span, for people."""
        line, column = self.text.position(span.start)
        return f"line {line + self.first_line - 1}, column {column}"


def stored_article(slug: str, seed: Seed, file: ArticleFile) -> Stored:
    """Where a quote from the article is looked up; `file` is the article's front matter."""
    return Stored(
        text=seed.text,
        slug=slug,
        path=seed.path,
        kind="seed",
        absent="FC201",
        ambiguous="FC202",
        cut_character="FC203",
        cut_word="FC204",
        left_out="FC210",
        headings=file.headings,
        is_altered=seed.sha256 != file.sha256,
    )


def stored_extract(text: Text, document: Document) -> Stored:
    """Where a quote from a source is looked up."""
    return Stored(
        text=text,
        slug=document.path.rsplit("/", 1)[-1].removesuffix(".md"),
        path=document.path,
        first_line=document.body_line,
        kind="extract",
        absent="FC302",
        ambiguous="FC303",
        cut_character="FC304",
        cut_word="FC306",
        left_out="FC309",
        too_short="FC310",
    )


def seed_of(corpus: Corpus, article: str) -> Stored | None:
    """Where a quote from an article is looked up; None where the article or its seed is missing or refused."""
    entry = corpus.articles.get(article)
    seed = corpus.seeds.get(entry.file.seed) if entry else None
    return stored_article(article, seed, entry.file) if entry and seed else None


def extract_of(corpus: Corpus, source: str) -> Stored | None:
    """Where a quote from a source is looked up; None where the source is missing, refused or empty."""
    entry = corpus.sources.get(source)
    return stored_extract(Text(entry.document.body), entry.document) if entry and entry.body else None

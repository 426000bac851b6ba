"""The audit of a built folder: every page is there, nothing else is, and the article stands unchanged.

Works on the files as they lie on the disk, so that it also proves what templates did.
"""

from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup

from factcheck.core.model import Article, Site
from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.publish.output import Output

# What annotation adds to an article's text: notes beside it, and the references at the marks' ends.
ADDED = ".note, .reference"


def audit(folder: Path, site: Site, outputs: tuple[Output, ...], others: set[str]) -> Iterator[Problem]:
    """Check a built folder. `others` are the files besides the pages: feeds, lists, the theme's."""
    expected = {output.file for output in outputs} | others
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    yield from (
        problem("FC601", Place(path), ("missing", "this page was not written")) for path in sorted(expected - found)
    )
    yield from (
        problem("FC601", Place(path), ("found", "a file that no page needs")) for path in sorted(found - expected)
    )
    for article in site.articles:
        for page in _pages_of(article, site, outputs):
            if page.file in found:
                yield from _text_is_unchanged(folder / page.file, page.file, article)


def _pages_of(article: Article, site: Site, outputs: tuple[Output, ...]) -> Iterator[Output]:
    """The pages that show an annotated article: its own, and the home page of a site with one."""
    for output in outputs:
        annotated = output.values.get("annotated")
        if annotated is not None and annotated.article is article:
            yield output


def _text_is_unchanged(file: Path, name: str, article: Article) -> Iterator[Problem]:
    html = file.read_bytes().decode()
    yield from _same("FC602", name, seed_text(html), article.text.raw)
    yield from _same("FC608", name, _packed(ledger_text(html)), _packed(article.text.raw))


def _same(code: str, name: str, found: str, wanted: str) -> Iterator[Problem]:
    """A problem where the texts differ, with what stands around the first difference."""
    if found != wanted:
        offset = next(
            (i for i, pair in enumerate(zip(found, wanted, strict=False)) if pair[0] != pair[1]),
            min(len(found), len(wanted)),
        )
        around = slice(max(0, offset - 20), offset + 20)
        yield problem(code, Place(name), ("page", shown(found[around])), ("seed", shown(wanted[around])))


def _packed(text: str) -> str:
    return "".join(text.split())


def ledger_text(html: str) -> str:
    """The words of all rows of the ledger on an annotated page."""
    return "".join(row.get_text() for row in BeautifulSoup(html, "html.parser").select(".ledger q"))


def seed_text(html: str) -> str:
    """The text of the article on an annotated page, without marks and notes."""
    soup = BeautifulSoup(html, "html.parser", preserve_whitespace_tags={"div"})  # else white space is collapsed
    body = soup.select_one("[data-seed]")
    if body is None:
        return ""
    for added in body.select(ADDED):
        added.decompose()
    return body.get_text()

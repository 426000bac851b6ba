"""How much a reader has to load: HTML and stylesheets of a page, in bytes before compression; 1 kB is 1000 bytes.

Share images are not loaded by readers, and search is loaded by those who search: neither counts.
"""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from bs4 import BeautifulSoup

from cases.tables import each

SEARCH = "pagefind/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The most that any page of a pattern may weigh, with at least `pages` pages to weigh."""

    name: str
    pattern: str
    most: int
    pages: int = 1


LIMITS = [
    Limit(name="article", pattern="articles/*/index.html", most=80_000),
    Limit(name="home, which shows the article", pattern="index.html", most=80_000),
    Limit(name="claim", pattern="claims/*/*/index.html", most=30_000, pages=28),
    Limit(name="source", pattern="sources/*/index.html", most=30_000, pages=60),
]


def stylesheets(page: Path, output: Path) -> set[Path]:
    """The files of the stylesheets that a page links to, those of the search apart."""
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    links = [str(link["href"]) for link in soup.select('link[rel~="stylesheet"]')]
    own = page.relative_to(output).as_posix()
    paths = {urljoin(f"/{own}", link).split("?")[0].lstrip("/") for link in links}
    return {output / path for path in paths if not path.startswith(SEARCH)}


def weight(page: Path, output: Path) -> int:
    """The bytes of a page and of its stylesheets."""
    return sum(path.stat().st_size for path in {page, *stylesheets(page, output)})


@each(LIMITS)
def test_no_page_is_heavier_than_its_limit(case: Limit, built: Path) -> None:
    weights = {path.relative_to(built).as_posix(): weight(path, built) for path in built.glob(case.pattern)}
    assert len(weights) >= case.pages
    assert {path: bytes_ for path, bytes_ in weights.items() if bytes_ > case.most} == {}


def test_a_stylesheet_counts_and_that_of_the_search_does_not(tmp_path: Path) -> None:
    links = '<link rel="stylesheet" href="../theme/site.css"><link rel="stylesheet" href="../pagefind/ui.css">'
    for path, size in (("theme/site.css", 700), ("pagefind/ui.css", 9000)):
        (tmp_path / path).parent.mkdir()
        (tmp_path / path).write_bytes(b"x" * size)
    page = tmp_path / "claims/index.html"
    page.parent.mkdir()
    page.write_text(links, encoding="utf-8")
    assert weight(page, tmp_path) == len(links) + 700


def test_the_stylesheet_is_found(built: Path) -> None:
    assert {path.suffix for path in stylesheets(built / "index.html", built)} == {".css"}

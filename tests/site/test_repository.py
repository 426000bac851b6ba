"""The links of built pages to their files on the code host, in the words of the interface."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from cases.previews import small_site
from cases.tables import each
from factcheck.cli import CLEAN, main

HISTORY, EDIT = "History of this file", "Propose a change"


def built(folder: Path, repository: str | None) -> Path:
    """A small site whose files are kept there."""
    site = small_site(folder / "site")
    page = "---\ntitle: How to help\nsummary: Where to write.\n---\n\nWrite to us.\n"
    (site / "content/pages/contribute.md").write_text(page, encoding="utf-8")
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write(f"\nFACTCHECK_REPOSITORY = {repository!r}\n")
    assert main(["build", "--site", str(site)]) == CLEAN
    return site / "output"


@pytest.fixture(scope="module")
def on_github(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("github"), "https://github.com/owner/name")


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("elsewhere"), "https://git.example.org/owner/name")


@pytest.fixture(scope="module")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("nowhere"), None)


def words(page: Path, host: str) -> list[str]:
    """The words of the links from the middle of a page to a host."""
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    links = soup.select(f'main a[href^="https://{host}/owner/name"]')
    assert all("noopener" in link["rel"] for link in links)
    return [link.get_text() for link in links]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A type of page, and what its links to GitHub say."""

    name: str
    pattern: str
    said: list[str]


@each(
    [
        Shown(name="a claim", pattern="claims/*/*/index.html", said=[HISTORY, EDIT, "Report an error in this claim"]),
        Shown(name="an article", pattern="articles/*/index.html", said=[HISTORY, EDIT, "Suggest a claim to check"]),
        Shown(name="the home page", pattern="index.html", said=[HISTORY, EDIT, "Suggest a claim to check"]),
        Shown(
            name="a source",
            pattern="sources/*/index.html",
            said=[HISTORY, EDIT, "Report that the document has gone or changed"],
        ),
        Shown(name="a policy page", pattern="contribute/index.html", said=[HISTORY, EDIT]),
        Shown(name="a list", pattern="claims/index.html", said=[]),
    ]
)
def test_a_page_leads_to_its_file(case: Shown, on_github: Path, elsewhere: Path, nowhere: Path) -> None:
    pages = sorted(on_github.glob(case.pattern))
    assert pages
    for page in pages:
        path = page.relative_to(on_github)
        assert words(page, "github.com") == case.said, path
        assert words(elsewhere / path, "git.example.org") == (["The files of this site"] if case.said else []), path
        text = (nowhere / path).read_text(encoding="utf-8")
        assert not any(said in text for said in [*case.said[:2], "The files of this site"])


def test_where_there_is_no_form_an_error_is_reported_as_the_site_says(elsewhere: Path, nowhere: Path) -> None:
    for output in (elsewhere, nowhere):
        pages = list(output.glob("claims/*/*/index.html"))
        assert pages
        for page in pages:
            soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
            reports = [link["href"] for link in soup.select("main a") if "Report an error" in link.get_text()]
            assert reports == ["../../../contribute/"]

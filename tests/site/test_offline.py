"""The copy for a disk or a zip: every link leads to a file, and nothing else of a page has changed."""

import os
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from cases.tables import each
from conftest import ROOT
from factcheck.cli import CLEAN, PROBLEMS, main
from factcheck.site.cache.keep import FOLDER
from factcheck.site.offline import Built, rewritten
from factcheck.site.swap import MARKER

Tree = Callable[[Path], dict[str, bytes]]
FILES = frozenset(
    "index.html 404.html claims/index.html claims/a/b/index.html theme/site.css theme/plain.js theme/search.js "
    "data/claims.json é/index.html".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is written on a page, and what of it the copy says."""

    name: str
    written: str
    copied: str
    page: str = "claims/a/b/index.html"
    base: str = "/"


CASES = [
    Case(name="a folder", written='<a href="../../">', copied='<a href="../../index.html">'),
    Case(name="a folder without a slash", written='<a href="../..">', copied='<a href="../../index.html">'),
    Case(name="a folder and a fragment", written='<a href="../../#b">', copied='<a href="../../index.html#b">'),
    Case(name="a query", written='<a href="../../?q=a/b">', copied='<a href="../../index.html?q=a/b">'),
    Case(name="the home page from itself", page="index.html", written='<a href="./">', copied='<a href="index.html">'),
    Case(name="the page itself", written='<a href="./">', copied='<a href="index.html">'),
    Case(name="a file", written='<a href="../../../data/claims.json">', copied='<a href="../../../data/claims.json">'),
    Case(name="a fragment", written='<a href="#b">', copied='<a href="#b">'),
    Case(name="nothing", written='<a href="">', copied='<a href="">'),
    Case(name="an encoded name", page="404.html", written='<a href="%C3%A9/">', copied='<a href="%C3%A9/index.html">'),
    Case(name="an absolute path", page="404.html", written='<a href="/claims/">', copied='<a href="claims/index.html">'),
    Case(name="an absolute path to a file", written='<link href="/theme/site.css">', copied='<link href="../../../theme/site.css">'),
    Case(name="a picture by an absolute path", page="404.html", written='<img src="/theme/plain.js">', copied='<img src="theme/plain.js">'),
    Case(name="below a prefix", page="404.html", base="/facts/", written='<a href="/facts/claims/">', copied='<a href="claims/index.html">'),
    Case(name="the prefix itself", base="/facts/", written='<a href="/facts">', copied='<a href="../../../index.html">'),
    Case(name="beside the prefix", base="/facts/", written='<a href="/factsheet/">', copied='<a href="/factsheet/">'),
    Case(name="another site", written='<a href="https://example.org/claims/">', copied='<a href="https://example.org/claims/">'),
    Case(name="another site without a scheme", written='<a href="//example.org/claims/">', copied='<a href="//example.org/claims/">'),
    Case(name="mail", written='<a href="mailto:a@example.org">', copied='<a href="mailto:a@example.org">'),
    Case(name="nowhere", written='<a href="../gone/">', copied='<a href="../gone/">'),
    Case(name="out of the site", written='<a href="../../../../">', copied='<a href="../../../../">'),
    Case(name="a redirect", written='<meta http-equiv="refresh" content="0; url=../../">', copied='<meta http-equiv="refresh" content="0; url=../../index.html">'),
    Case(name="a description that looks like one", written='<meta name="description" content="0; url=../../">', copied='<meta name="description" content="0; url=../../">'),
    Case(name="what is no address", written='<td data-href="../../" title=\'href="../../"\'>', copied='<td data-href="../../" title=\'href="../../"\'>'),
    Case(name="what is text", written='<p>&lt;a href="../../"&gt; &amp; a < b</p>', copied='<p>&lt;a href="../../"&gt; &amp; a < b</p>'),
    Case(name="what is in a comment", written='<!-- <a href="../../"> -->', copied='<!-- <a href="../../"> -->'),
    Case(name="what is in a script", written='<script>"<a href=\\"../../\\">"</script>', copied='<script>"<a href=\\"../../\\">"</script>'),
    Case(name="other quotes and order", written="<a rel=next HREF='../../' >", copied="<a rel=next HREF='../../index.html' >"),
    Case(name="after other lines", written='<p>\n é😀\n<a href="../../">', copied='<p>\n é😀\n<a href="../../index.html">'),
    Case(name="a module without need", written='<script type="module" src="../../../theme/plain.js"></script>', copied='<script defer src="../../../theme/plain.js"></script>'),
    Case(name="a module that imports", written='<script type="module" src="../../../theme/search.js"></script>', copied='<script type="module" src="../../../theme/search.js"></script>'),
]  # fmt: skip


@each(CASES)
def test_addresses_lead_to_files_and_all_else_stays(case: Case) -> None:
    built = Built(base=case.base, files=FILES, modules=frozenset({"theme/search.js"}))
    assert rewritten(case.written, case.page, built) == case.copied


@pytest.fixture(scope="module")
def copied(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy of the real site."""
    folder = tmp_path_factory.mktemp("copy") / "offline"
    assert main(["offline", str(folder), "--site", str(built.parent)]) == CLEAN
    return folder


def links(page: Path) -> list[str]:
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    return [str(element[name]) for name in ("href", "src") for element in soup.find_all(attrs={name: True})]


def test_every_link_from_every_page_leads_to_a_file_of_the_copy(copied: Path) -> None:
    seen = 0
    for page in copied.rglob("*.html"):
        for link in links(page):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            assert target.is_file(), f"{page}: {link}"
            assert target.is_relative_to(copied), f"{page}: {link}"
            seen += 1
    assert seen > 3000


def test_from_the_home_page_every_listed_page_is_reached(copied: Path) -> None:
    waiting, seen = [copied / "index.html"], set[Path]()
    while waiting:
        page = waiting.pop()
        if page in seen:
            continue
        seen.add(page)
        paths = [urlsplit(link) for link in links(page)]
        waiting += [(page.parent / p.path).resolve() for p in paths if not p.scheme and p.path.endswith(".html")]
    unlinked = {path.relative_to(copied).as_posix() for path in set(copied.rglob("*.html")) - seen}
    assert all(path == "404.html" or path.endswith("/embed/index.html") for path in unlinked), unlinked


def test_only_addresses_and_scripts_of_pages_differ(copied: Path, built: Path, tree: Tree) -> None:
    before, after = tree(built), tree(copied)
    assert list(before) == list(after)
    changed = [path for path in before if before[path] != after[path]]
    assert {path.rsplit(".", 1)[-1] for path in changed} == {"html"}
    for path in changed:
        pages = [BeautifulSoup(tree_[path].decode(), "html.parser") for tree_ in (before, after)]
        for soup in pages:
            for element in soup.find_all(True):
                for name in ("href", "src", "type", "defer"):
                    element.attrs.pop(name, None)
        assert str(pages[0]) == str(pages[1])


def test_the_canonical_address_stays(copied: Path) -> None:
    soup = BeautifulSoup((copied / "claims/index.html").read_text(encoding="utf-8"), "html.parser")
    assert [link["href"] for link in soup.select('link[rel="canonical"]')] == ["https://example.org/claims/"]


def test_two_copies_are_alike_and_readable_by_all(copied: Path, built: Path, tmp_path: Path, tree: Tree) -> None:
    was = os.umask(0o077)
    try:
        assert main(["offline", str(tmp_path / "again"), "--site", str(built.parent)]) == CLEAN
    finally:
        os.umask(was)
    assert tree(tmp_path / "again") == tree(copied)
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "again").rglob("*")} == {0o755, 0o644}


def test_a_second_copy_takes_the_place_of_the_first(built_site: Path, tree: Tree) -> None:
    for _ in range(2):
        assert main(["offline", "--site", str(built_site)]) == CLEAN
        (built_site / "offline/left.html").touch()
    assert main(["offline", "--site", str(built_site)]) == CLEAN
    assert list(tree(built_site / "offline")) == list(tree(built_site / "output"))
    assert [path.name for path in built_site.glob(".factcheck-*") if path.name != FOLDER] == []


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A folder that no copy may replace."""

    name: str
    folder: str
    found: str


@each(
    [
        Refused(name="not ours", folder="other", found="a folder without our marker file"),
        Refused(name="a file", folder="pelicanconf.py", found="a folder without our marker file"),
        Refused(name="a link to ours", folder="link", found="a folder without our marker file"),
        Refused(name="the built site", folder="output", found="the folder of the site itself"),
        Refused(name="inside the built site", folder="output/copy", found="the folder of the site itself"),
        Refused(name="the site", folder="", found="a folder without our marker file"),
    ]
)
def test_folders_that_are_not_ours_stay(
    case: Refused, built_site: Path, tree: Tree, capsys: pytest.CaptureFixture[str]
) -> None:
    (built_site / "other").mkdir()
    (built_site / "other/mine.txt").touch()
    (built_site / "link").symlink_to("output")
    before = tree(built_site)
    assert main(["offline", str(built_site / case.folder), "--site", str(built_site)]) == PROBLEMS
    told = capsys.readouterr().err
    assert "FC604" in told
    assert case.found in told
    assert tree(built_site) == before


def test_the_site_itself_stays_even_where_it_has_our_marker(built_site: Path, tree: Tree) -> None:
    (built_site / MARKER).touch()
    before = tree(built_site)
    assert main(["offline", str(built_site), "--site", str(built_site)]) == PROBLEMS
    assert tree(built_site) == before


def test_without_a_built_site_nothing_is_copied(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["offline", "--site", str(site)]) == PROBLEMS
    assert "build the site first: make site" in capsys.readouterr().err
    assert not (site / "offline").exists()


def test_a_zip_without_hidden_files_holds_the_whole_copy(copied: Path, tmp_path: Path, tree: Tree) -> None:
    """As GitHub packs an artifact: without files whose names begin with a dot."""
    with zipfile.ZipFile(tmp_path / "site.zip", "w") as packed:
        for path in sorted(copied.rglob("*")):
            if not path.name.startswith("."):
                packed.write(path, path.relative_to(copied))
    shutil.unpack_archive(tmp_path / "site.zip", tmp_path / "unpacked")
    assert tree(copied).keys() - tree(tmp_path / "unpacked").keys() == {MARKER}


def test_git_ignores_the_copy() -> None:
    assert "offline/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()

"""The audit of a built folder sees what a theme or a plugin did to it."""

import shutil
from pathlib import Path

import pytest

from conftest import ROOT, read_tree
from factcheck.core.problems import Problem
from factcheck.publish.pages import pages
from factcheck.site.adapter import plain_files
from factcheck.site.audit import audit, seed_text
from factcheck.site.images import paths
from factcheck.site.load import Loaded


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "copy")


def found(folder: Path, real: Loaded) -> list[Problem]:
    assert real.site is not None
    outputs = pages(real.site, real.rendered)
    others = {path for path in read_tree(folder) if path.startswith("pagefind/")}
    others |= {path for path, _ in plain_files(real.site, outputs)} | {
        f"theme/{file.name}" for file in (ROOT / "theme/static").iterdir()
    }
    others |= paths(real.site)
    return list(audit(folder, real.site, outputs, others))


def test_a_whole_site_has_no_problem(copy: Path, real: Loaded) -> None:
    assert found(copy, real) == []


def test_a_dropped_page_is_missed(copy: Path, real: Loaded) -> None:
    (copy / "claims/elysee-platform/35-members/index.html").unlink()
    assert [(p.code, p.place.path, p.details[0][0]) for p in found(copy, real)] == [
        ("FC601", "claims/elysee-platform/35-members/index.html", "missing")
    ]


def test_a_file_too_many_is_found(copy: Path, real: Loaded) -> None:
    (copy / "CNAME").write_text("evil.example", encoding="utf-8")
    assert [(p.code, p.place.path, p.details[0][0]) for p in found(copy, real)] == [("FC601", "CNAME", "found")]


def test_one_changed_character_of_the_article_is_found(copy: Path, real: Loaded) -> None:
    page = copy / "articles/elysee-platform/index.html"
    page.write_text(
        page.read_text(encoding="utf-8").replace("exclusively a European", "exclusively an European"), encoding="utf-8"
    )
    assert [(p.code, p.place.path) for p in found(copy, real)] == [  # in the article, and in its ledger
        ("FC602", "articles/elysee-platform/index.html"),
        ("FC608", "articles/elysee-platform/index.html"),
    ]


def test_the_text_of_the_real_article_is_the_seed(built: Path, real: Loaded) -> None:
    assert real.site is not None
    for page in ("index.html", "articles/elysee-platform/index.html"):
        assert seed_text((built / page).read_bytes().decode()) == real.site.articles[0].text.raw


def test_white_space_between_blocks_counts() -> None:
    assert (
        seed_text('<div data-seed><p>A.</p>\n\n \t<p>B.</p> <aside class="note">x</aside>\n</div>') == "A.\n\n \tB. \n"
    )


def test_a_ledger_with_a_sentence_left_out_is_seen(copy: Path, real: Loaded) -> None:
    file = copy / "articles/elysee-platform/index.html"
    html = file.read_text(encoding="utf-8")
    start = html.index("<q>")
    file.write_text(html[:start] + html[html.index("</q>", start) + 4 :], encoding="utf-8")
    problems = found(copy, real)
    assert [(problem.code, problem.place.path) for problem in problems] == [
        ("FC608", "articles/elysee-platform/index.html")
    ]

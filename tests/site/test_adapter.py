"""Pelican itself: `pelican content -s pelicanconf.py` gives the same pages and refuses the same input."""

import os
import re
import subprocess
import sys
from pathlib import Path

from conftest import ROOT, read_tree


def pelican(root: Path, output: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pelican", "content", "-s", "pelicanconf.py", "-o", output, "--fatal", "warnings"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins")}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def test_plain_pelican_gives_the_same_pages(site: Path, built: Path) -> None:
    assert pelican(site, "plain").returncode == 0
    assert read_tree(site / "plain") == read_tree(built)


def test_plain_pelican_refuses_the_same_input(site: Path) -> None:
    claim = site / "content/claims/elysee-platform/35-members.md"
    claim.write_text(claim.read_text(encoding="utf-8").replace("the 35 members", "the 36 members"), encoding="utf-8")
    run = pelican(site, "plain")
    assert run.returncode == 1
    assert "35-members.md:4:8: FC201 quote must occur verbatim in seeds/elysee-platform.txt" in run.stderr
    assert "Traceback" not in run.stderr
    assert not list((site / "plain").rglob("*.html"))


def test_no_file_of_a_contributor_is_published_as_it_is(site: Path) -> None:
    """Also where a link asks Pelican to attach a file of the disk."""
    about = site / "content/pages/about.md"
    about.write_text(about.read_text(encoding="utf-8") + "\n[x]({attach}../../pelicanconf.py)\n", encoding="utf-8")
    run = pelican(site, "plain")
    assert run.returncode == 1
    assert "FC50" in run.stderr
    assert not (site / "plain/pelicanconf.py").exists()


HOSTILE = """
ARTICLE_PATHS = ["claims"]
PAGE_PATHS = ["pages"]
STATIC_PATHS = ["pages", "../seeds"]
DIRECT_TEMPLATES = ["archives"]
READERS = {}
OUTPUT_SOURCES = True
FEED_ALL_ATOM = "feeds/other.atom"
"""


def test_no_setting_lets_pelican_publish_anything_of_its_own(site: Path, built: Path) -> None:
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write(HOSTILE)
    run = pelican(site, "plain")
    assert run.returncode == 0, run.stderr
    assert read_tree(site / "plain") == read_tree(built)


def test_one_macro_alone_marks_html_as_safe() -> None:
    templates = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "theme/templates").iterdir()}
    uses = {name: len(re.findall(r"\|\s*safe\b|Markup|autoescape", text)) for name, text in templates.items()}
    assert {name: count for name, count in uses.items() if count} == {"components.html": 1}

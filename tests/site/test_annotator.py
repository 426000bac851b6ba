"""Other people's software finds the words of every published annotation: Apache Annotator, with jsdom's DOM.

`tests/node/anchor.mjs` reads nothing but a built site. Both selectors of an annotation must lead to one place each,
the one that our own proof found: in the page (the article's or the source's, without what we add to the text) and
in the stored text that the annotation names.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cases import odd
from conftest import ROOT
from factcheck.cli import main
from factcheck.core.model import Site
from factcheck.core.settings import Settings
from factcheck.core.text import Span, Text
from factcheck.publish.annotations import CLAIMS_PATH, EVIDENCE_PATH
from factcheck.site.audit.seed import ADDED
from factcheck.site.load import Loaded, load

NODE = shutil.which("node")
MODULES = [ROOT / "node_modules" / name for name in ("@apache-annotator/dom", "@apache-annotator/selector", "jsdom")]
REQUIRED = os.environ.get("FACTCHECK_REQUIRE_NODE") == "1"
MISSING = "needs Node.js 18.16 (apt-get install nodejs npm) and Apache Annotator and jsdom (npm ci --ignore-scripts)"
IS_MISSING = NODE is None or not all(module.is_dir() for module in MODULES)
pytestmark = pytest.mark.skipif(IS_MISSING and not REQUIRED, reason=MISSING)

Anchored = dict[str, Any]


def anchor(folder: Path) -> Anchored:
    """What the script tells of a built site."""
    assert NODE, f"FACTCHECK_REQUIRE_NODE=1: the test {MISSING}"
    command = [NODE, str(ROOT / "tests/node/anchor.mjs"), str(folder), ADDED]
    ran = subprocess.run(command, capture_output=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr.decode()
    found: Anchored = json.loads(ran.stdout)
    return found


def proved(site: Site) -> Iterator[tuple[str, Text, Span]]:
    """The stored text and span of every annotation, as the review has proved them."""
    yield from ((claim.article.download, claim.article.text, claim.span) for claim in site.claims)
    for claim in site.claims:
        for entry in claim.evidence:
            yield from ((entry.source.download, entry.source.extract, span) for span in entry.spans)


def assert_agrees(anchored: Anchored, site: Site) -> None:
    wanted = list(proved(site))
    assert len(anchored["annotations"]) == len(wanted)
    for annotation, (path, text, span) in zip(anchored["annotations"], wanted, strict=True):
        place = {"start": span.start, "end": span.end, "text": text.cut(span)}
        assert annotation["path"] == path
        assert len(annotation["found"]) == 4
        for way, found in annotation["found"].items():
            assert found == [place], (annotation["id"], way)


def assert_shows_the_stored_texts(anchored: Anchored, site: Site) -> None:
    stored = {article.download: article.text.raw for article in site.articles}
    stored |= {source.download: source.extract.raw for source in site.sources}
    assert anchored["texts"] == {path: {"stored": text, "shown": text} for path, text in stored.items()}


# The real site.


@pytest.fixture(scope="module")
def anchored(built: Path) -> Anchored:
    return anchor(built)


def test_every_annotation_of_the_real_site_is_anchored(anchored: Anchored, real: Loaded) -> None:
    assert real.site is not None
    assert len(anchored["annotations"]) > 140
    assert_agrees(anchored, real.site)


def test_the_pages_show_the_stored_texts(anchored: Anchored, real: Loaded) -> None:
    assert real.site is not None
    assert_shows_the_stored_texts(anchored, real.site)


# A site with everything that offsets can trip over.


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The odd site, built."""
    root = tmp_path_factory.mktemp("odd")
    for path, raw in odd.files().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(raw)
    shutil.copytree(ROOT / "theme", root / "theme")
    shutil.copy(ROOT / "pelicanconf.py", root)
    assert main(["build", "--site", str(root)]) == 0
    return root


@pytest.fixture(scope="module")
def odd_site(root: Path, real_settings: Settings) -> Site:
    site = load(root, real_settings).site
    assert site is not None
    return site


def test_every_annotation_of_the_odd_site_is_anchored(root: Path, odd_site: Site) -> None:
    anchored = anchor(root / "output")
    assert len(anchored["annotations"]) == 2 * (len(odd.QUOTES) + 7)
    assert_agrees(anchored, odd_site)
    assert_shows_the_stored_texts(anchored, odd_site)


# What is wrong is seen.


def changed(root: Path, tmp_path: Path, path: str, old: str, new: str) -> Anchored:
    copy = shutil.copytree(root / "output", tmp_path / "output")
    text = (copy / path).read_bytes().decode()
    assert old in text
    (copy / path).write_bytes(text.replace(old, new, 1).encode())
    return anchor(copy)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (CLAIMS_PATH, '"start": 33', '"start": 34'),  # counted in UTF-16, after the first emoji
        (CLAIMS_PATH, '"exact": "Cafe\u0301"', '"exact": "Café"'),  # normalised
        (EVIDENCE_PATH, '"prefix": "The "', '"prefix": "The"'),  # without the white space between
        ("articles/unix/index.html", "in June.", "in  June."),
        ("articles/windows/index.html", "&#13;", ""),
    ],
    ids=["offset", "normalised", "white space", "page", "carriage return"],
)
def test_what_is_wrong_is_seen(path: str, old: str, new: str, root: Path, odd_site: Site, tmp_path: Path) -> None:
    anchored = changed(root, tmp_path, path, old, new)
    with pytest.raises(AssertionError):
        assert_agrees(anchored, odd_site)

"""A load that remembers gives the same answer as one that does not, whatever happens to the files between two loads."""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any
from weakref import ReferenceType, ref

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import changing
from cases.changing import BASE, DEEDS, NEW_FILES, REWRITES
from factcheck.core.model import Site
from factcheck.core.problems import has_errors
from factcheck.core.settings import Settings
from factcheck.site.cache import warm
from factcheck.site.cache.loading import Loading
from factcheck.site.load import Loaded, load


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The changing site. Tests only read it."""
    return changing.lay(tmp_path_factory.mktemp("laid") / "site")


@pytest.fixture
def root(laid: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(laid, tmp_path / "site"))


def same(one: Loaded, other: Loaded) -> None:
    assert [str(found) for found in one.problems] == [str(found) for found in other.problems]
    assert one == other
    if one.site and other.site:
        assert repr(one.site) == repr(other.site)  # the order of everything, too
        linked(one.site)


def linked(site: Site) -> None:
    """What a claim names are the very objects that the site has."""
    sources, articles = {id(source) for source in site.sources}, {id(article) for article in site.articles}
    for claim in site.ever:
        assert id(claim.article) in articles
        assert {id(evidence.source) for evidence in claim.evidence} <= sources


def files_of(root: Path) -> list[Path]:
    return sorted(path for folder in ("seeds", "content") for path in (root / folder).rglob("*") if path.is_file())


def change(root: Path, data: st.DataObject) -> None:
    """Do something to a file or two of the site."""
    files = files_of(root)
    kind = data.draw(st.sampled_from(("rewrite", "rewrite", "rewrite", "deed", "new", "mend")))
    file = data.draw(st.sampled_from(files)) if files else None
    if kind == "rewrite" and file:
        old, new = data.draw(st.sampled_from(REWRITES))
        file.write_bytes(file.read_bytes().replace(old.encode(), new.encode(), 1))
    elif kind == "deed" and file:
        data.draw(st.sampled_from(DEEDS))(file, data.draw(st.sampled_from(files)))
    elif kind == "new":
        path = data.draw(st.sampled_from(sorted(NEW_FILES)))
        changing.write(root, path, NEW_FILES[path])
    else:
        changing.write(root, "content/pages/methodology.md", (BASE / "content/pages/methodology.md").read_bytes())


def test_a_load_goes_away_without_a_search_for_garbage(
    root: Path, real_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has all that was parsed: at 10,000 claims 300 MB."""
    made: list[ReferenceType[Loading]] = []

    class Watched(Loading):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            made.append(ref(self))

    monkeypatch.setattr(warm, "Loading", Watched)
    with warm.uncollected():
        assert warm.load(root, real_settings).site
        assert [loading() for loading in made] == [None]


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_the_answer_is_the_same(laid: Path, real_settings: Settings, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(shutil.copytree(laid, Path(folder) / "site"))
        warm.load(root, real_settings)
        chosen = real_settings
        for _ in range(data.draw(st.integers(1, 4))):
            for _ in range(data.draw(st.integers(1, 3))):
                change(root, data)
            if data.draw(st.integers(0, 9)) == 0:
                chosen = replace(chosen, requires_review=not chosen.requires_review)
            cold = load(root, chosen)
            if data.draw(st.booleans()):
                checked = warm.check(root, chosen)
                assert checked.problems == cold.problems
                assert (checked.outcomes, checked.by_claim) == (cold.outcomes, cold.by_claim)
                assert checked.counts == cold.counts
            same(warm.load(root, chosen), cold)


def test_the_site_that_is_changed_is_sound(root: Path, real_settings: Settings) -> None:
    loaded = load(root, real_settings)
    assert not has_errors(loaded.problems), loaded.problems
    assert loaded.site is not None
    assert len(loaded.site.claims) == 4

"""The fixed point: what this site exports is imported, completed by a person, and exported again as it was."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cases.written import whole
from conftest import copy_site
from factcheck.cli import CLEAN, main
from factcheck.core import frontmatter
from factcheck.core.frontmatter import plain
from factcheck.core.headertext import written
from factcheck.core.model import Site
from factcheck.publish import claimreview
from factcheck.site import config
from factcheck.site.load import load
from test_broken import base_files

PERSONS = {"kind", "status", "would_settle"}  # what a file has that a person adds, besides the reasoning
PERSONS_OF_EVIDENCE = {"stance", "translation", "note"}


def loaded(root: Path) -> Site:
    settings, problems = config.read(root)
    assert settings is not None, problems
    site = load(root, settings).site
    assert site is not None
    return site


def read(path: Path) -> tuple[dict[str, Any], str]:
    document, problems = frontmatter.parse(path.name, path.read_bytes())
    assert document is not None, problems
    values = plain(document.header)
    assert isinstance(values, dict)
    return values, document.body


def completed(imported: dict[str, Any], original: dict[str, Any]) -> dict[str, Any]:
    """What a person makes of a draft who knows what the original says."""
    evidence = [
        next({**known, **entry} for known in original["evidence"] if said(known) == said(entry))
        for entry in imported.get("evidence", ())
    ]
    given = {key: original[key] for key in PERSONS if key in original}
    return {**imported, **given, **({"evidence": evidence} if evidence else {})}


def said(entry: dict[str, Any]) -> tuple[str, str]:
    """A piece of evidence by its source and words; a prefix or suffix may be given that is not needed."""
    quote = entry["quote"]
    return entry["source"], " ".join((quote if isinstance(quote, str) else quote["exact"]).split())


def demo(target: Path) -> Path:
    """The small site, with a correction and with words that stand twice in their source."""
    files = dict(base_files())
    cost = files["content/claims/demo/cost.md"]
    evidence = b"  - source: accounts\n    quote: {exact: The town paid, suffix: the first half}\n    stance: context\n"
    more = evidence + b"corrections:\n  - {date: 2025-06-03, kind: minor, text: A slip.}\n---\n\n"
    files["content/claims/demo/cost.md"] = cost.replace(b"---\n\n", more, 1)
    for path, raw in files.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(raw)
    copy = Path(__file__).parents[2] / "pelicanconf.py"
    (target / "pelicanconf.py").write_bytes(copy.read_bytes())
    return target


@pytest.mark.parametrize("make", [copy_site, demo], ids=["the real site", "the demo"])
def test_export_import_export(make: Callable[[Path], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = make(tmp_path / "site")
    before = loaded(root)
    exported = whole(claimreview.runs, before)
    (tmp_path / "feed.json").write_text(exported, encoding="utf-8")
    paths = [root / claim.place.path for claim in before.claims if claim.verdict.rating is not None]
    originals = {path: read(path) for path in paths}
    for path in paths:
        path.unlink()
    assert main(["import", str(tmp_path / "feed.json"), "--site", str(root)]) == CLEAN
    assert "not mapped" not in capsys.readouterr().out
    assert originals
    assert all(path.is_file() for path in paths)
    for path, (original, body) in originals.items():
        draft, _ = read(path)
        assert draft.keys() == original.keys() - PERSONS | {"status"}
        assert sorted(map(said, draft.get("evidence", ()))) == sorted(map(said, original.get("evidence", ())))
        path.write_text(f"---\n{written(completed(draft, original))}---\n{body}", encoding="utf-8")
    assert whole(claimreview.runs, loaded(root)) == exported
    assert main(["check", "--site", str(root)]) == CLEAN
    assert main(["import", str(tmp_path / "feed.json"), "--site", str(root)]) == CLEAN
    assert f"{len(paths)} skipped." in capsys.readouterr().out


def test_a_page_of_the_site_gives_all_but_the_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page has to be light: its ClaimReview names the sources and has none of the quotes."""
    root = demo(tmp_path / "site")
    site = loaded(root)
    cost = next(claim for claim in site.claims if claim.slug == "cost")
    path = root / cost.place.path
    original, _ = read(path)
    path.unlink()
    (tmp_path / "page.html").write_text(
        f'<script type="application/ld+json">{claimreview.in_page(site, cost)}</script>'
    )
    assert main(["import", str(tmp_path / "page.html"), "--site", str(root)]) == CLEAN
    draft, _ = read(path)
    assert draft.keys() == original.keys() - {"kind", "quote"}
    assert draft["evidence"] == [{"source": "accounts"}, {"source": "timetable"}]
    same = original.keys() - {"kind", "quote", "evidence", "status"}
    assert {key: draft[key] for key in same} == {key: original[key] for key in same}
    assert "add the words of timetable that bear on the claim" in capsys.readouterr().out

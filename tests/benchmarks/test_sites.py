"""The made-up sites of the benchmarks: the same every time, sound, and equal for all generators."""

import re
from hashlib import sha256
from pathlib import Path

from benchmarks import invent, sites
from factcheck.site.config import check
from factcheck.site.load import load_files

ROOT = Path(__file__).parent.parent.parent


def _digest(tool: str, claims: int) -> str:
    digest = sha256()
    for path, text in sites.files(tool, claims):
        digest.update(f"{path}\0{text}\0".encode())
    return digest.hexdigest()[:16]


def test_a_site_is_the_same_every_time_and_everywhere() -> None:
    # Written down, so that figures of two days are figures of the same site. A change here drops all stored figures.
    assert {tool: _digest(tool, 60) for tool in sites.LAYOUTS} == {
        "ours": "870ffdb56c71ca63",
        "hugo": "61611bd1cfdb3ac3",
        "eleventy": "ae8ac23eacaa29d7",
        "pelican": "9b1f87d7dd1f9b94",
    }


def test_our_site_passes_the_check_without_a_warning() -> None:
    settings, problems = check({**_settings(), "SITEURL": "https://checks.example.org"})
    assert settings is not None, problems
    files = {path: text.encode() for path, text in sites.files("ours", 130)}
    loaded = load_files(files, settings)
    assert loaded.problems == ()
    assert loaded.site is not None
    assert len(loaded.site.claims) == 130
    assert {len(claim.evidence) for claim in loaded.site.claims} == {2}


def _settings() -> dict[str, object]:
    from runpy import run_path

    return {name: value for name, value in run_path(str(ROOT / "pelicanconf.py")).items() if name.isupper()}


def test_a_larger_site_holds_the_smaller_one() -> None:
    larger = dict(sites.files("ours", 100))
    assert larger.items() >= dict(sites.files("ours", 40)).items()


def test_every_generator_gets_the_same_claims() -> None:
    claims = [claim for article in invent.articles(40) for claim in article.claims]
    for tool in sites.LAYOUTS:
        texts = dict(sites.files(tool, 40))
        for claim in claims:
            text = texts[f"content/claims/{claim.article}/{claim.slug}.md"]
            assert claim.text in text, (tool, claim.slug)
            assert claim.quote in text, (tool, claim.slug)
            assert claim.summary in text, (tool, claim.slug)
            assert all(evidence.quote in text for evidence in claim.evidence), (tool, claim.slug)
            assert text.count("](") == 5, (tool, claim.slug)


def test_no_link_is_left_to_be_filled_in() -> None:
    for tool in sites.LAYOUTS:
        for path, text in sites.files(tool, 40):
            assert not re.search(r"\{(claim|source):", text), (tool, path)


def test_lengths_are_about_those_of_our_content() -> None:
    claims = [claim for article in invent.articles(200) for claim in article.claims]
    bodies = [len("\n\n".join(claim.paragraphs)) for claim in claims]
    assert 1000 < sum(bodies) / len(bodies) < 1400  # the median of content/ is 1,145
    assert max(len(claim.short) for claim in claims) < 75
    assert max(len(claim.summary) for claim in claims) <= 240

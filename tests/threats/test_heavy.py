"""Resources: what is large, deep or many ends in time, in a site or in a problem. Times are of the processor."""

import hashlib
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from factcheck.core.settings import Settings
from factcheck.publish import views
from factcheck.site.load import Loaded, load_files
from threats.rows import ACCOUNTS, ARTICLE, COST, SEED
from threats.slow import CMARK, HEADERS, LARGEST

BASE = ROOT / "tests/cases/broken/base"
MOST_SECONDS, MOST_MEGABYTES = 5.0, 500


@pytest.fixture(scope="module")
def measured() -> dict[str, Any]:
    """All inputs, in a process of their own, so that its memory is theirs."""
    path = os.pathsep.join([str(ROOT / "plugins"), str(ROOT / "tests")])
    command = [sys.executable, str(Path(__file__).parent / "slow.py")]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def rows(measured: dict[str, Any], kind: str) -> dict[str, tuple[float, list[str], list[str]]]:
    return {name: tuple(rest) for name, *rest in measured["rows"] if name.startswith(kind)}  # type: ignore[misc]


def test_markdown_ends_in_time(measured: dict[str, Any]) -> None:
    found = rows(measured, "text: ")
    assert len(CMARK) == 25
    assert len(found) == len(CMARK) + len(LARGEST)
    assert {name: seconds for name, (seconds, _, _) in found.items() if seconds > MOST_SECONDS} == {}
    assert {path for _, _, paths in found.values() for path in paths} == {"content/claims/demo/bridge.md"}
    refused = [name for name, (_, codes, _) in found.items() if codes == ["FC505"]]
    assert len(refused) >= 20, "the others are rendered"
    assert measured["peak"] < MOST_MEGABYTES


def test_yaml_ends_in_a_second(measured: dict[str, Any]) -> None:
    found = rows(measured, "header: ")
    assert len(found) == len(HEADERS) >= 25
    assert {name: seconds for name, (seconds, _, _) in found.items() if seconds > 1} == {}
    assert [name for name, (_, codes, _) in found.items() if not codes] == []


def base() -> dict[str, bytes]:
    found = (path for path in BASE.rglob("*") if path.is_file())
    return {path.relative_to(BASE).as_posix(): path.read_bytes() for path in found}


def with_seed(text: str) -> dict[str, bytes]:
    """The site with another article and no claim."""
    files = {path: raw for path, raw in base().items() if not path.startswith("content/claims/")}
    article = files[ARTICLE].decode()
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {**files, SEED: text.encode(), ARTICLE: re.sub("sha256: .*", f"sha256: {digest}", article).encode()}


def claim(quote: str) -> bytes:
    return (
        f"---\nclaim: The town paid for the bridge.\nclaimant: Zoë Lind\nquote: {quote}\nverdict: unproven\n"
        "summary: No document says so yet.\nkind: fact\nstatus: published\nauthor: Ada Berg\nreviewed_by: Ben Cole\n"
        "checked: 2025-06-01\nevidence:\n"
        "  - {source: accounts, quote: The town paid €21 million of it, stance: context}\n"
        "  - {source: timetable, quote: The last train on Sundays leaves, stance: context}\ntopics: [Money]\n---\nText.\n"
    ).encode()


def long_article(claims: int, size: int, between: str) -> dict[str, bytes]:
    filled = " and more words follow here" * ((size // claims - 60) // 27)
    sentences = [f"Sentence number {n} says that the town paid {n} million{filled}." for n in range(claims)]
    files = with_seed(between.join(sentences))
    for n in range(claims):
        files[f"content/claims/demo/c{n}.md"] = claim(f"Sentence number {n} says that the town paid {n} million")
    return files


def timed(files: dict[str, bytes], settings: Settings) -> tuple[Loaded, float]:
    """The site, and how long it took to check it and to mark its article."""
    started = time.process_time()
    loaded = load_files(files, settings)
    assert loaded.site is not None, loaded.problems[:3]
    views.annotated(loaded.site, loaded.site.articles[0], loaded.rendered, root="")
    return loaded, time.process_time() - started


def test_a_long_article_takes_time_in_proportion(real_settings: Settings) -> None:
    timed(long_article(50, 50_000, "\n"), real_settings)  # what is made once
    _, part = timed(long_article(250, 250_000, "\n"), real_settings)
    loaded, whole = timed(long_article(1_000, 1_000_000, "\n"), real_settings)
    assert loaded.site is not None
    assert len(loaded.site.claims) == 1_000
    assert whole < 30
    assert whole < 4 * part * 2.5, "four times as much takes four times as long, not sixteen times"


def test_a_line_of_5_mb(real_settings: Settings) -> None:
    loaded, seconds = timed(long_article(20, 5_000_000, " "), real_settings)
    assert loaded.site is not None
    assert len(loaded.site.articles[0].text.raw) > 4_900_000
    assert "\n" not in loaded.site.articles[0].text.raw
    assert seconds < 30


def test_50_claims_on_one_sentence(real_settings: Settings) -> None:
    words = " ".join(f"word{n}" for n in range(60))
    files = with_seed(f"Before. {words}. After.\n")
    for n in range(50):
        files[f"content/claims/demo/c{n}.md"] = claim(" ".join(f"word{n + k}" for k in range(1 + n % 10)))
    loaded, seconds = timed(files, real_settings)
    assert loaded.site is not None
    shown = views.annotated(loaded.site, loaded.site.articles[0], loaded.rendered, root="")
    html = "".join(block.html for part in shown.parts for block in part.blocks)
    assert all(f'id="mark-c{n}"' in html for n in range(50))
    assert sorted(slug for part in shown.parts for block in part.blocks for slug in block.slugs) == sorted(
        f"c{n}" for n in range(50)
    )
    assert seconds < 5


def test_a_claim_with_500_pieces_of_evidence(real_settings: Settings) -> None:
    files = base()
    text = files[COST].decode()
    head, rest = text.split("evidence:\n")
    entry = "  - {source: accounts, quote: The town paid €21 million of it, stance: context}\n"
    files[COST] = (
        head + "evidence:\n" + entry * 500 + "  - source: timetable" + rest.split("  - source: timetable")[1]
    ).encode()
    loaded, seconds = timed(files, real_settings)
    assert loaded.site is not None
    assert max(len(claim.evidence) for claim in loaded.site.claims) == 501
    assert ACCOUNTS in files
    assert seconds < 10

"""An audit of what changed since an earlier one says what an audit of everything says.

`test_rules.py` asks this of every broken case; here are the ways in which what did not change may be wrong now.
"""

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import harbour
from cases.harbour import Built
from factcheck.core.model import Claim, Site
from factcheck.render import report
from factcheck.site.audit import annotations, claimreview, corpus, dataset, factchecks, folder, links, partly
from factcheck.site.audit.folder import Since
from factcheck.site.audit.rules import RULES, Rules

COST = "claims/demo/cost/index.html"


@dataclass(frozen=True, repr=False)
class Audited:
    """A built site and what a sound audit of it has found."""

    built: Built
    since: Since

    def told(self, since: Since | None, rules: Rules = RULES, site: Site | None = None) -> str:
        return report.text(self.built.audit(rules, since, site).problems)

    def site(self) -> Site:
        assert self.built.loaded.site is not None
        return self.built.loaded.site


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    built = harbour.build(tmp_path_factory.mktemp("harbour"))
    before = shutil.copytree(built.output, built.root / "before")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(partly, "MOST", 0)  # of four claims each is many
        yield Audited(
            built, Since(root=before, seen=built.audit().seen, files=frozenset(), claims=frozenset(), shown=frozenset())
        )


@pytest.fixture
def copy(demo: Audited, tmp_path: Path) -> Audited:
    """One that a test may break."""
    return replace(demo, built=Built(shutil.copytree(demo.built.root, tmp_path / "site"), demo.built.loaded))


def test_where_nothing_changed_no_page_is_read(demo: Audited, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = demo.built.audit()
    monkeypatch.setattr(folder, "parse", lambda html: pytest.fail("a page was read"))
    assert demo.built.audit(since=demo.since) == whole
    assert whole.seen.keys() == demo.since.seen.keys()


def test_only_the_page_that_changed_is_read(demo: Audited, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    whole = folder.Folder.page
    monkeypatch.setattr(folder.Folder, "page", lambda self, file: read.append(file) or whole(self, file))
    assert demo.told(replace(demo.since, files=frozenset({"methodology/index.html"}))) == ""
    assert read == ["methodology/index.html"]


def test_of_an_audit_with_a_problem_nothing_is_kept(copy: Audited) -> None:
    (copy.built.output / "robots.txt").unlink()
    assert copy.built.audit().seen == {}


CHANGES: list[tuple[str, Callable[[Claim], Claim]]] = [
    ("sentence", lambda claim: replace(claim, text="Another.")),
    ("summary", lambda claim: replace(claim, summary="Another.")),
    ("verdict", lambda claim: replace(claim, verdict=replace(claim.verdict, id="x", label="Other", rating=3))),
    ("rating", lambda claim: replace(claim, verdict=replace(claim.verdict, rating=None))),
    ("evidence", lambda claim: replace(claim, evidence=claim.evidence[:0])),
    ("history", lambda claim: replace(claim, history=())),
    ("author", lambda claim: replace(claim, author="Somebody")),
]


@pytest.mark.parametrize(("name", "change"), CHANGES, ids=[name for name, _ in CHANGES])
def test_a_page_that_nobody_wrote_anew_is_stale(demo: Audited, name: str, change: Callable[[Claim], Claim]) -> None:
    """The model has another claim, and no file is said to have changed."""
    site = demo.site()
    claims = tuple(change(claim) if claim.slug == "cost" else claim for claim in site.claims)
    other = replace(site, claims=claims)
    wanted = demo.told(None, site=other)
    assert wanted, name
    assert (
        demo.told(replace(demo.since, claims=frozenset({"demo/cost"}), shown=frozenset({"demo/cost"})), site=other)
        == wanted
    )


def test_a_claim_that_is_gone_must_be_gone_everywhere(demo: Audited) -> None:
    site = demo.site()
    other = replace(site, claims=site.claims[1:])
    gone = frozenset({site.claims[0].id})
    assert demo.told(replace(demo.since, claims=gone, shown=gone), site=other) == demo.told(None, site=other) != ""


def test_a_link_to_an_id_that_is_gone_is_told_of_a_page_that_did_not_change(copy: Audited) -> None:
    page = copy.built.output / "articles/demo/index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("mark-cost", "mark-price"), encoding="utf-8")
    since = replace(copy.since, files=frozenset({"articles/demo/index.html"}))
    told = copy.told(since)
    assert f"{COST}:1:1: FC613" in told
    assert told == copy.told(None)


def test_a_link_to_a_file_that_is_gone_is_told_of_a_page_that_did_not_change(copy: Audited) -> None:
    page, extra = copy.built.output / "claims/index.html", copy.built.output / "extra.txt"
    extra.touch()
    page.write_text(page.read_text(encoding="utf-8").replace("<h1>", '<a href="../extra.txt"></a><h1>'))
    only = Rules(page=(), folder=(links.links_lead_to_files,))
    since = replace(copy.since, seen=copy.built.audit(only).seen, files=frozenset({"extra.txt"}))
    assert copy.told(since, only) == ""
    extra.unlink()
    assert copy.told(since, only) == copy.told(None, only) != ""


FILES = {
    dataset.JSON: (dataset.claims_json_has_every_claim, partly.between(4)),
    dataset.CSV: (dataset.claims_csv_has_every_claim, partly.LINE),
    corpus.PATH: (corpus.corpus_has_every_claim, partly.LINE),
    factchecks.PATH: (factchecks.factchecks_have_every_rated_claim, partly.between(4)),
    claimreview.FEED: (claimreview.feed_has_every_review, partly.between(4)),
    annotations.PATH: (annotations.every_claim_is_an_annotation, partly.between(6)),
    annotations.EVIDENCE: (annotations.every_quote_of_evidence_is_an_annotation, partly.between(6)),
}


@pytest.mark.parametrize("path", FILES)
def test_the_writer_sets_records_apart_as_the_audit_cuts_them(demo: Audited, path: str) -> None:
    """Otherwise every file would be looked at as a whole, and nobody would notice."""
    checked: list[int] = []
    claims, whole = demo.site().claims, partly.problems

    def problems(within: folder.Folder, layout: partly.Layout, of: Sequence[Claim], check: partly.Check) -> object:
        return whole(within, layout, of, lambda raw, some: checked.append(len(some)) or check(raw, some))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(partly, "problems", problems)
        since = replace(demo.since, claims=frozenset({claims[1].id}), shown=frozenset({claims[1].id}))
        assert demo.told(since, Rules(page=(), folder=(FILES[path][0],))) == ""
    assert len(checked) == 1, "the part was not enough, and the whole file was looked at"


@pytest.mark.parametrize("path", FILES)
@settings(max_examples=100, deadline=None, report_multiple_bugs=False)
@given(seed=st.integers(0, 1 << 32))
def test_a_part_of_a_file_proves_no_more_than_the_whole(demo: Audited, path: str, seed: int) -> None:
    """Whatever was done to the records, now or before to those of claims that changed."""
    chance = random.Random(seed)
    rule, separator = FILES[path]
    ids = [claim.id for claim in demo.site().claims]
    claims = frozenset(chance.sample(ids, chance.randint(0, 2)))
    file, before = demo.built.output / path, demo.since.root / path
    sound = before.read_bytes()
    records = sound.split(separator)
    try:
        old = [broken(one, chance) if any(id_.encode() in one for id_ in claims) else one for one in records]
        before.write_bytes(separator.join(old))
        file.write_bytes(separator.join(shuffled(records, chance)))
        since = replace(demo.since, files=frozenset({path}), claims=claims)
        only = Rules(page=(), folder=(rule,))
        assert demo.told(since, only) == demo.told(None, only)
    finally:
        before.write_bytes(sound)
        file.write_bytes(sound)


def shuffled(records: list[bytes], chance: random.Random) -> list[bytes]:
    """The records with one of them broken, left out, doubled, in the place of another, or nothing done."""
    at, other = chance.randrange(len(records)), chance.randrange(len(records))
    ways = (
        [*records],
        [*records[:at], *records[at + 1 :]],
        [*records[:at], records[at], *records[at:]],
        [*records[:at], records[other], *records[at + 1 :]],
        [*records[:at], broken(records[at], chance), *records[at + 1 :]],
    )
    return chance.choice(ways)


def broken(record: bytes, chance: random.Random) -> bytes:
    """A record with one letter other than it was."""
    at = chance.randrange(len(record) or 1)
    return record[:at] + b"x" + record[at + 1 :]

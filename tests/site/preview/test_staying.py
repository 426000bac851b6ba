"""The process that builds for a preview stays: what it knows from the last build is true, and it is told when it is not."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cases.previews import DRAFT, change, previewing, small_site
from cases.tables import each
from conftest import ROOT, read_tree
from factcheck.cli import CLEAN, main
from factcheck.core.problems import Place, problem
from factcheck.site.audit import Audit
from factcheck.site.lock import BusyError, lock
from factcheck.site.preview import handover, quick
from factcheck.site.preview.building import Builder
from factcheck.site.preview.process import Process
from factcheck.site.preview.program import Program
from factcheck.site.preview.quick import Quick, SupersededError
from factcheck.site.preview.task import Task

COST = "content/claims/demo/cost.md"
HOURLY = "content/claims/demo/hourly.md"
BANNER = "content/claims/demo/banner.md"
PAGE = "claims/demo/cost/index.html"
BUILT = r"every quote is verbatim\. Built "


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return small_site(tmp_path / "site")


class Builds:
    """The builds of a preview, in this process."""

    def __init__(self, site: Path) -> None:
        self.site, self.output, self.shown = site, site / "output", 0
        self.seen: dict[str, bytes] = {}  # the pages that were shown before all others, as they were then
        self._task = Task(site, self.output)
        self._number = 0

    def next(self, *changed: str) -> list[str]:
        """Build what there is now, of which some files are known to have changed; the codes of problems."""
        self._number += 1
        folder = self.site.parent / f"shown-{self._number}"
        with self._task.ahead(changed, self._see):
            read = self._task.read(folder)
            problems = self._task.build(read, folder, self._count)
            read.hand_over(folder, problems)
        self._task.prepare()
        self.drafts = handover.read(folder)
        return [found.code for found in problems]

    def prepare(self) -> None:
        self._task.prepare()

    def _see(self, page: str) -> None:
        self.seen[page] = (self.output / page).read_bytes()

    def _count(self, is_other: bool) -> None:
        self.shown += 1
        self.is_other = is_other

    def save(self) -> None:
        self._task.save()


def clean(site: Path, folder: Path) -> dict[str, bytes]:
    folder.mkdir(exist_ok=True)
    assert main(["build", "--site", str(site), "--output", str(folder / "output"), "--no-cache"]) == CLEAN
    return read_tree(folder / "output")


def save(site: Path, number: int) -> None:
    """Save something else each time: a text, a number, a draft, a draft that is published, a file that goes away."""
    cost, banner = site / COST, site / BANNER
    match number % 7:
        case 0:
            change(cost, "\n---\n", f"\n---\n\nText {number}.\n")
        case 1:
            banner.write_text(DRAFT, encoding="utf-8")
        case 2:
            change(cost, "author: Ada Berg", "author: Eva Stein")
        case 3:
            change(banner, "status: draft", "status: published")
        case 4:
            change(cost, "author: Eva Stein", "author: Ada Berg")
        case 5:
            change(banner, "status: published", "status: draft")
        case 6:
            banner.unlink()


def test_twenty_saves_give_the_bytes_of_a_clean_build_each_time(site: Path, tmp_path: Path) -> None:
    builds = Builds(site)
    builds.next()
    for number in range(20):
        save(site, number)
        codes = builds.next()
        if number % 3 == 0:
            builds.save()
        assert read_tree(builds.output) == clean(site, tmp_path / f"clean-{number}"), (number, codes)
    assert builds.shown == 20, "all builds are those of what has changed, so that pages are shown first"


# Each is a change of one claim; those that the page of the claim alone can be made of are shown before all is loaded.
class Save(NamedTuple):
    name: str
    old: str
    new: str
    is_seen: bool
    codes: tuple[str, ...] = ()
    is_built: bool = True


SAVES = [
    Save("the reasoning", "\n---\n", "\n---\n\nMore *words*, and [the accounts](../../sources/accounts.md).\n", True),
    Save("the verdict", "verdict: mostly-true", 'verdict: "false"', True),
    Save("the author", "author: Ada Berg", "author: Eva Stein", True),
    Save("the topics", "topics: [", "topics: [Tea, ", False),
    Save("a claimant", "claimant: ", "claimant: The ", False, ("FC408",)),
    Save("a link that leads nowhere", "\n---\n", "\n---\n\n[Gone](gone.md).\n", False, ("FC501",), False),
    Save("a quote that is none", "€42 million\n", "€43 million\n", False, ("FC201",), False),
    Save("no YAML", "verdict: ", "verdict: [", False, ("FC105",), False),
    Save("a draft", "status: published", "status: draft", False),
    Save("nothing", "author: Ada Berg", "author:  Ada Berg", True),
    Save("all of it", "author: Ada Berg", "", False, ("FC110",), False),
]


def begun(site: Path) -> Builds:
    """Builds of which the next one can begin with a page."""
    builds = Builds(site)
    builds.next()
    save(site, 0)
    assert builds.next() == []
    return builds


@each(SAVES)
def test_the_page_of_a_claim_is_seen_first_and_is_that_of_a_clean_build(case: Save, site: Path, tmp_path: Path) -> None:
    builds = begun(site)
    good = read_tree(builds.output)
    change(site / COST, case.old, case.new)
    found = builds.next(COST)
    assert (tuple(found), list(builds.seen)) == (case.codes, [PAGE] if case.is_seen else [])
    whole = clean(site, tmp_path) if case.is_built else good
    assert read_tree(builds.output) == whole
    assert not case.is_seen or builds.seen[PAGE] == whole[PAGE]
    assert not case.is_built or builds.is_other is not case.is_seen, "what was shown need not be shown again"


def test_a_build_after_a_preview_that_was_killed_gives_the_bytes_of_a_clean_one(site: Path, tmp_path: Path) -> None:
    builds = Builds(site)
    for number in range(3):
        save(site, number)
        builds.next()  # and nothing is written down
    change(site / COST, "author: Eva Stein", "author: Ida Falk")
    assert main(["build", "--site", str(site)]) == CLEAN
    assert read_tree(builds.output) == clean(site, tmp_path)


def test_builds_of_others_in_between_are_noticed(site: Path, tmp_path: Path) -> None:
    """Two of them bring the same folder back into its place, with other files in it."""
    builds = Builds(site)
    for number in range(2):
        save(site, number)
        builds.next()
        builds.save()
    for author in ("Eva Stein", "Ida Falk"):
        change(site / COST, "author: Ada Berg" if author == "Eva Stein" else "author: Eva Stein", f"author: {author}")
        assert main(["build", "--site", str(site)]) == CLEAN
    change(site / COST, "author: Ida Falk", "author: Ada Berg")
    builds.next()
    assert read_tree(builds.output) == clean(site, tmp_path)


def test_what_the_audit_refuses_is_taken_back(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builds = Builds(site)
    builds.next()
    good = read_tree(builds.output)
    refused = Audit(problems=(problem("FC603", Place("theme"), ("found", "a mistake")),))
    with monkeypatch.context() as patched:
        patched.setattr(Quick, "_audited", lambda *_: refused)
        save(site, 0)
        assert builds.next() == ["FC603"]
    assert (builds.shown, read_tree(builds.output)) == (1, good)
    builds.next()
    assert read_tree(builds.output) == clean(site, tmp_path)


def test_a_page_that_was_seen_is_taken_back_where_the_audit_refuses_it(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builds = begun(site)
    good = read_tree(builds.output)
    refused = Audit(problems=(problem("FC603", Place("theme"), ("found", "a mistake")),))
    change(site / COST, "author: Ada Berg", "author: Eva Stein")
    with monkeypatch.context() as patched:
        patched.setattr(Quick, "_audited", lambda *_: refused)
        assert builds.next(COST) == ["FC603"]
    assert (list(builds.seen), read_tree(builds.output)) == ([PAGE], good)
    builds.next(COST)
    assert read_tree(builds.output) == clean(site, tmp_path)


def test_what_has_changed_besides_without_being_told_is_built_all_the_same(site: Path, tmp_path: Path) -> None:
    """The page is made once more where it shows that, and open pages are told; what cannot be built is taken back."""
    builds = begun(site)
    change(site / COST, "author: Ada Berg", "author: Eva Stein")
    change(site / HOURLY, "claim: ", "claim: Indeed, ")
    builds.next(COST)
    assert (list(builds.seen), builds.is_other) == ([PAGE], True)
    assert read_tree(builds.output) == (good := clean(site, tmp_path))
    change(site / COST, "author: Eva Stein", "author: Ida Falk")
    change(site / HOURLY, "verdict: ", "verdict: no-")
    builds.seen.clear()
    assert builds.next(COST) == ["FC401"]
    assert (list(builds.seen), read_tree(builds.output)) == ([PAGE], good)


@pytest.mark.parametrize("is_seen", [True, False], ids=["the page of a claim", "all pages"])
def test_a_second_save_ends_what_is_left_of_the_build(
    is_seen: bool, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builds = begun(site)
    if not is_seen:
        change(site / COST, "topics: [", "topics: [Tea, ")
    good, audited = read_tree(builds.output), Quick._audited

    def saved_before(*given: Any) -> Audit:
        change(site / COST, "author: Eva Stein", "author: Ida Falk")
        return audited(*given)

    change(site / COST, "author: Ada Berg", "author: Eva Stein")
    with monkeypatch.context() as patched:
        patched.setattr(Quick, "_audited", saved_before)
        with pytest.raises(SupersededError):
            builds.next(COST)
    assert (list(builds.seen), read_tree(builds.output)) == ([PAGE] if is_seen else [], good)
    builds.prepare()
    builds.next(COST)
    assert b"Ida Falk" in builds.seen[PAGE]
    assert read_tree(builds.output) == clean(site, tmp_path)


def test_a_build_beside_it_holds_the_page_up(site: Path, tmp_path: Path) -> None:
    builds = begun(site)
    change(site / COST, "author: Ada Berg", "author: Eva Stein")
    with lock(site), pytest.raises(BusyError):
        builds.next(COST)
    assert not builds.seen
    builds.next(COST)
    assert read_tree(builds.output) == clean(site, tmp_path)


def test_an_output_that_is_not_as_it_was_left_is_not_built_upon(site: Path, tmp_path: Path) -> None:
    builds = begun(site)
    for number, author in enumerate(("Eva Stein", "Ida Falk")):
        change(site / COST, "author: Ada Berg" if number == 0 else "author: Eva Stein", f"author: {author}")
        assert main(["build", "--site", str(site)]) == CLEAN
    change(site / COST, "author: Ida Falk", "author: Ada Berg")
    builds.next(COST)
    assert not builds.seen
    assert read_tree(builds.output) == clean(site, tmp_path)


@pytest.mark.parametrize("told", [(), (COST,)], ids=["all pages", "the page of a claim"])
def test_an_interrupt_before_the_end_takes_the_pages_back(
    told: tuple[str, ...], site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builds = begun(site)
    good = read_tree(builds.output)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(quick.searching, "index", interrupt)
    change(site / COST, "author: Ada Berg", "author: Eva Stein")
    with pytest.raises(KeyboardInterrupt):
        builds.next(*told)
    assert list(builds.seen) == [PAGE for _ in told]
    assert read_tree(builds.output) == good
    assert not [path for path in site.iterdir() if "-new-" in path.name]


def test_a_process_that_dies_between_builds_is_told_and_replaced(site: Path) -> None:
    with previewing(site) as preview:
        preview.line_with(BUILT)
        os.kill(_builder_of(preview.process.pid), signal.SIGKILL)
        change(site / COST, "author: Ada Berg", "author: Eva Stein")
        preview.line_with(r"^The process that builds has ended \(exit code -9\): another is started\.$")
        preview.line_with(BUILT)
        assert preview.interrupt() == (0, "\nStopped.\n")


def test_a_process_whose_death_is_noticed_late_is_replaced_all_the_same(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    builder = Builder(site, site / "output")
    try:
        (tmp_path / "1").mkdir()
        (tmp_path / "2").mkdir()
        assert builder.build(tmp_path / "1").code == CLEAN
        assert builder._process is not None
        builder._process._process.kill()
        with monkeypatch.context() as patched:
            patched.setattr(Process, "has_ended", False)  # as long as the system has not told of it
            assert builder.build(tmp_path / "2").code == CLEAN
    finally:
        builder.close()
    assert "The process that builds has ended (exit code -9): another is started.\n" in capfd.readouterr().out


def test_no_process_is_left_when_the_preview_ends(site: Path) -> None:
    with previewing(site) as preview:
        preview.line_with(BUILT)
        builder = _builder_of(preview.process.pid)
        assert preview.interrupt() == (0, "\nStopped.\n")
        with pytest.raises(ProcessLookupError):
            os.kill(builder, 0)
    assert main(["build", "--site", str(site)]) == CLEAN


def _builder_of(preview: int) -> int:
    """The one process that a preview has started."""
    command = ["ps", "-A", "-o", "pid=,ppid="]
    rows = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")
    (found,) = [int(row.split()[0]) for row in rows if row and int(row.split()[1]) == preview]
    return found


def test_another_program_is_another_process(tmp_path: Path) -> None:
    """A module that was imported and is changed, and one that is not imported yet and is new."""
    words = (
        "import sys, own\n"
        "from pathlib import Path\n"
        "from factcheck.site.preview.program import Program\n"
        "program = Program(Path('settings.py'))\n"
        "print(program.has_changed())\n"
        "Path(sys.argv[1]).write_text('ONE = 2  # longer')\n"
        "print(program.has_changed())\n"
    )
    for name, text in (("own.py", "ONE = 1"), ("settings.py", "ONE = 1")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    for name in ("own.py", "settings.py"):
        command = [sys.executable, "-c", words, name]
        paths = {**os.environ, "PYTHONPATH": f"{ROOT / 'plugins'}:{tmp_path}"}
        said = subprocess.run(command, cwd=tmp_path, env=paths, capture_output=True, text=True, check=True)
        assert said.stdout.split() == ["False", "True"], name
    assert not Program().has_changed()

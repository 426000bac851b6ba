"""Builds in shards: what is merged is the site of one machine, byte for byte, whatever a shard lacks."""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from cases import edits
from cases.laid import described, lay
from cases.tables import each
from conftest import ROOT
from factcheck.cli import CLEAN, PROBLEMS, USAGE, main
from factcheck.core.shard import Shard
from factcheck.site.shards import division, manifest

COST = "content/claims/demo/cost.md"  # of the article demo; the other one is called port
PAGE, HISTORY = "claims/demo/cost/index.html", "claims/demo/cost/history/index.html"  # both show the reasoning


def build(root: Path, *arguments: str) -> int:
    return main(["build", "--site", str(root), "--allow-removal", *arguments])


def shard(root: Path, count: int, *indices: int) -> Path:
    """Build some shards of a site, or all; the folder that holds them."""
    for index in indices or range(1, count + 1):
        assert build(root, "--shard", f"{index}/{count}") == CLEAN
    return root / "shards"


def copied(old: Path, new: Path) -> Path:
    """A copy of a site, without what was built of it; its shards are brought along."""
    return shutil.copytree(old, new, ignore=shutil.ignore_patterns("output", "whole", ".factcheck*"))


def whole(root: Path) -> dict[str, tuple[int, bytes]]:
    """The modes and bytes of a build from nothing, without shards."""
    assert build(root, "--no-cache", "--output", str(root / "whole")) == CLEAN
    return described(root / "whole")


def merged(root: Path, *shards: Path) -> dict[str, tuple[int, bytes]]:
    """The modes and bytes of a merge."""
    assert build(root, "--merge", *map(str, shards or (root / "shards",))) == CLEAN
    return described(root / "output")


def part_of(root: Path, path: str) -> Path:
    """The folder of the shard that a file of the site is in."""
    return next(folder for folder in (root / "shards").iterdir() if (folder / "files" / path).is_file())


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site of two articles, in three shards."""
    root = tmp_path_factory.mktemp("sharded")
    lay(root, edits.start())
    shard(root, 3)
    return root


@pytest.fixture(scope="module")
def unsharded(first: Path) -> dict[str, tuple[int, bytes]]:
    return whole(first)


@pytest.fixture
def root(first: Path, tmp_path: Path) -> Path:
    """A copy of the site with its shards, which a test may break."""
    return copied(first, tmp_path / "site")


Told = pytest.CaptureFixture[str]
Tree = dict[str, tuple[int, bytes]]


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_merged_shards_are_the_site_of_one_machine(
    count: int, first: Path, unsharded: Tree, tmp_path: Path, capsys: Told
) -> None:
    root = copied(first, tmp_path / "site")
    shutil.rmtree(root / "shards")
    shard(root, count)
    capsys.readouterr()
    assert merged(root) == unsharded
    files = {path for folder in (root / "shards").iterdir() for path in _files(folder)}
    told = capsys.readouterr()
    assert f"{len(files)} files of {count} shard{'s' * (count > 1)} taken." in told.out
    assert "FC632" not in told.err
    assert len(files) == 40


def _files(folder: Path) -> list[str]:
    return list(manifest.read(folder).files) if folder.is_dir() else []


def test_each_file_is_in_one_shard_and_what_shows_the_whole_site_in_none(first: Path, unsharded: Tree) -> None:
    found = [path for folder in sorted((first / "shards").iterdir()) for path in _files(folder)]
    assert len(found) == len(set(found))
    files = [path for path, (_, raw) in unsharded.items() if raw]
    assert set(found) == {path for path in files if division.name(path)}
    others = {path.split("/")[0] for path in set(files) - set(found)}
    assert {"data", "feeds", "index.html", "sitemap.xml", "pagefind", "theme", "verdicts"} <= others


def test_shards_that_have_not_seen_an_edit_are_used_as_far_as_they_go(root: Path, capsys: Told) -> None:
    state = edits.start()
    header, body = state.read(COST)
    state.write(COST, header | {"verdict": "false"}, body + "\nMore words.\n")
    lay(root, state)
    shard(root, 3, int(part_of(root, PAGE).name))
    capsys.readouterr()
    assert merged(root) == whole(root)
    told = capsys.readouterr()
    assert (
        "    found    4 files that no shard has as they are to be: made here\n" in told.err
    )  # two sources, two claims
    assert "36 files of 3 shards taken." in told.out


def test_what_no_shard_has_seen_is_made_and_told(root: Path, capsys: Told) -> None:
    state = edits.start()
    header, body = state.read(COST)
    state.write(COST, header, body + "\nMore words.\n")
    lay(root, state)
    assert merged(root) == whole(root)
    told = capsys.readouterr()
    assert "shards:1:1: FC632 warning: a shard should have every file of its part as it is to be\n" in told.err
    assert "found    2 files that no shard has as they are to be: made here\n" in told.err


def test_a_shard_that_is_missing_costs_time_only(root: Path, unsharded: Tree, capsys: Told) -> None:
    lost = part_of(root, PAGE)
    shutil.rmtree(lost)
    assert merged(root) == unsharded
    assert f"    missing  {lost.name}/3\n" in capsys.readouterr().err


def test_a_merge_upon_the_last_build_takes_from_shards_what_is_new(root: Path, capsys: Told) -> None:
    merged(root)
    state = edits.start()
    header, body = state.read(COST)
    state.write(COST, header, body + "\nMore words.\n")
    lay(root, state)
    shard(root, 3)
    (part_of(root, PAGE) / "files" / PAGE).chmod(0o600)  # an artifact keeps no modes
    capsys.readouterr()
    assert merged(root) == whole(root)
    told = capsys.readouterr()
    assert "2 files of 3 shards taken." in told.out
    assert "FC632" not in told.err


def test_shards_of_several_divisions_may_be_merged(root: Path, unsharded: Tree, capsys: Told) -> None:
    half = root / "half"
    assert build(root, "--shard", "1/2", "--output", str(half)) == CLEAN
    shutil.rmtree(root / "shards/1")
    capsys.readouterr()
    assert merged(root, half, root / "shards") == unsharded
    assert "missing" not in capsys.readouterr().err  # of which division?


def test_a_shard_that_is_built_again_keeps_what_is_still_right(root: Path) -> None:
    state, folder = edits.start(), part_of(root, PAGE)
    header, body = state.read(COST)
    state.write(COST, header, body + "\nMore words.\n")
    lay(root, state)
    before = {path: (folder / "files" / path).stat().st_ino for path in _files(folder)}
    shard(root, 3, int(folder.name))
    after = {path: (folder / "files" / path).stat().st_ino for path in _files(folder)}
    assert [path for path in before if before[path] != after[path]] == [HISTORY, PAGE]


# --- What is wrong with a shard -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Harm:
    name: str
    do: Callable[[Path], object]  # with the folder of the shard that has PAGE
    found: str


def _page(folder: Path, change: Callable[[bytes], bytes]) -> None:
    file = folder / "files" / PAGE
    raw = file.read_bytes()
    file.unlink()
    file.write_bytes(change(raw))


def _linked(folder: Path) -> None:
    file = folder / "files" / PAGE
    (folder / "elsewhere.html").write_bytes(file.read_bytes())
    file.unlink()
    file.symlink_to(folder / "elsewhere.html")


def _told(folder: Path, change: Callable[[dict[str, object]], object]) -> None:
    file = folder / "shard.json"
    value = json.loads(file.read_text(encoding="utf-8"))
    change(value)
    file.write_text(json.dumps(value), encoding="utf-8")


def _text(folder: Path, change: Callable[[str], str]) -> None:
    file = folder / "shard.json"
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")


_DAMAGED = f"not as their hashes say: {PAGE}"
_UNREAD = "shard.json is not as a build writes it: "

HARMS = [
    Harm("a byte is another one", lambda folder: _page(folder, lambda raw: raw[:-9] + b"x" + raw[-8:]), _DAMAGED),
    Harm("a file is cut off", lambda folder: _page(folder, lambda raw: raw[:-1]), _DAMAGED),
    Harm("a file is gone", lambda folder: (folder / "files" / PAGE).unlink(), _DAMAGED),
    Harm("a file is a link", _linked, _DAMAGED),
    Harm("all files are gone", lambda folder: shutil.rmtree(folder / "files"), "not as their hashes say: "),
    Harm("the manifest is gone", lambda folder: (folder / "shard.json").unlink(), "files that no shard has"),
    Harm("the manifest is cut off", lambda folder: _text(folder, lambda text: text[:-9]), _UNREAD),
    Harm("the manifest is empty", lambda folder: _text(folder, lambda text: ""), _UNREAD),
    Harm("a manifest of another form", lambda folder: _told(folder, lambda told: told.update(more=1)), _UNREAD),
    Harm("no such shard", lambda folder: _told(folder, lambda told: told.update(shard="4/3")), _UNREAD),
    Harm(
        "made with another program",
        lambda folder: _told(folder, lambda told: told.update(basis="0" * 32)),
        "made with another program, theme or settings",
    ),
]


@each(HARMS)
def test_what_is_wrong_with_a_shard_is_told_and_changes_no_byte(
    case: Harm, root: Path, unsharded: Tree, capsys: Told
) -> None:
    case.do(part_of(root, PAGE))
    assert merged(root) == unsharded
    told = capsys.readouterr().err
    assert "FC632 warning" in told
    assert f"    found    {case.found}" in told or case.found in told


def test_shards_of_other_settings_give_nothing(root: Path, capsys: Told) -> None:
    state = edits.start()
    state.settings["SITEURL"] = "https://other.example.org"
    lay(root, state)
    assert merged(root) == whole(root)
    told = capsys.readouterr()
    assert told.err.count("made with another program, theme or settings: nothing of it is taken") == 3
    assert "0 files of 3 shards taken." in told.out


def test_a_folder_without_shards_is_told(root: Path, unsharded: Tree, capsys: Told) -> None:
    assert merged(root, root / "nowhere") == unsharded
    assert "nowhere:1:1: FC632 warning: " in (told := capsys.readouterr().err)
    assert "    found    no shard.json: No such file or directory\n" in told


def test_a_shard_that_lies_is_found_out_by_the_audit(root: Path, capsys: Told) -> None:
    """Whoever writes a shard also writes its hashes: what is published is proved all the same."""
    merged(root)
    before = described(root / "output")
    folder = part_of(root, PAGE)
    _page(folder, lambda raw: raw.replace(b"The accounts say", b"No accounts say"))
    raw = (folder / "files" / PAGE).read_bytes()
    value = json.loads((folder / "shard.json").read_text(encoding="utf-8"))
    value["files"][PAGE] |= {"size": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}
    (folder / "shard.json").write_text(json.dumps(value), encoding="utf-8")
    assert build(root, "--no-cache", "--merge", str(root / "shards")) == PROBLEMS
    assert f"{PAGE}:1:1: FC610 " in capsys.readouterr().err
    assert described(root / "output") == before


# --- Which folder is what -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    name: str
    arguments: tuple[str, ...]
    report: str


PLACES = [
    Place(
        "a site in the place of a shard",
        ("build", "--output", "shards/1"),
        "shards/1:1:1: FC604 output must be a folder that a build of this site has made\n    found    a shard of a site\n",
    ),
    Place(
        "a shard in the place of a site", ("build", "--shard", "1/3", "--output", "output"), "    found    a whole site"
    ),
    Place("a shard among the content", ("build", "--shard", "1/3", "--output", "content/x"), "content/x:1:1: FC630 "),
    Place("the audit of a shard", ("audit", "shards/1"), "shards/1:1:1: FC604 "),
    Place("a shard to read offline", ("offline", "--output", "shards/1"), "shards/1:1:1: FC604 "),
]


@each(PLACES)
def test_no_shard_is_taken_for_a_site(case: Place, root: Path, monkeypatch: pytest.MonkeyPatch, capsys: Told) -> None:
    (root / "output").mkdir()
    (root / "output/.factcheck").touch()
    monkeypatch.chdir(root)
    before = {name: described(root / name) for name in ("output", "shards", "content")}
    assert main([case.arguments[0], "--site", ".", *case.arguments[1:]]) == PROBLEMS
    assert case.report in capsys.readouterr().err
    assert {name: described(root / name) for name in before} == before


def test_a_shard_has_no_page_at_its_top(first: Path) -> None:
    assert sorted(path.name for path in (first / "shards/1").iterdir()) == ["files", "shard.json"]


@pytest.mark.parametrize("wrong", ["0/3", "4/3", "x", "", "1/0"])
def test_a_shard_that_cannot_be_is_wrong_usage(wrong: str, root: Path, capsys: Told) -> None:
    assert build(root, "--shard", wrong) == USAGE
    assert capsys.readouterr().err.startswith("factcheck: a shard must be i/n")


@pytest.mark.parametrize("other", [("--merge", "shards"), ("--preview", "drafts")])
def test_a_build_is_one_thing(other: tuple[str, str], root: Path, capsys: Told) -> None:
    with pytest.raises(SystemExit) as ended:
        build(root, "--shard", "1/3", *other)
    assert ended.value.code == USAGE
    assert "not allowed with argument" in capsys.readouterr().err


def test_a_site_with_errors_has_no_shards(root: Path, capsys: Told) -> None:
    (root / COST).write_text("no front matter", encoding="utf-8")
    before = described(root / "shards")
    assert build(root, "--shard", "1/3") == PROBLEMS
    assert f"{COST}:1:1: FC10" in capsys.readouterr().err
    assert described(root / "shards") == before


def test_a_template_that_fails_is_told_and_the_shard_stays(root: Path, capsys: Told) -> None:
    shutil.copytree(ROOT / "theme", root / "theme")
    template = root / "theme/templates/claim.html"
    template.write_text(template.read_text(encoding="utf-8").replace("claim.summary", "claim.sumary"), encoding="utf-8")
    with (root / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write('THEME = "theme"\n')
    folder = part_of(root, PAGE)
    before = described(folder)
    assert build(root, "--shard", f"{folder.name}/3") == PROBLEMS
    assert "theme/templates/claim.html:" in (told := capsys.readouterr().err)
    assert " FC606 template must render\n" in told
    assert described(folder) == before


def test_a_site_with_other_plugins_has_no_shards(root: Path, capsys: Told) -> None:
    with (root / "pelicanconf.py").open("a", encoding="utf-8") as conf:
        conf.write('PLUGINS = ["factcheck", "other"]\n')
    assert build(root, "--shard", "1/3") == PROBLEMS
    assert " FC633 a site that is built in shards must use no plugin but factcheck\n" in capsys.readouterr().err


# --- The division -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("claims/demo/cost/index.html", "demo"),
        ("claims/demo/cost/card.png", "demo"),
        ("claims/demo/cost/history/index.html", "demo"),
        ("articles/demo/index.html", "demo"),
        ("articles/demo/article.txt", "demo"),
        ("sources/accounts/index.html", "accounts"),
        ("claims/index.html", None),
        ("claims/page_2/index.html", None),
        ("sources/page_2/index.html", None),
        ("verdicts/false/index.html", None),
        ("data/claims.json", None),
        ("index.html", None),
        ("theme/site.css", None),
    ],
)
def test_a_file_belongs_to_its_article_or_source_or_to_no_part(path: str, name: str | None) -> None:
    assert division.name(path) == name
    assert division.holds(Shard(), path) is (name is not None)

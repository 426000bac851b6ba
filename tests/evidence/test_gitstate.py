"""The published state, read from real small repositories."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cases.changes import PATH
from cases.gitsite import ENVIRONMENT, NEEDS_GIT, Repository, copy, create
from cases.tables import each
from conftest import read_tree
from factcheck.core.corpus import MOST_FILE_BYTES, scan
from factcheck.evidence.gitstate import published
from factcheck.evidence.original import USAGE, RefusedError

pytestmark = NEEDS_GIT


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return create(tmp_path_factory.mktemp("git") / "site")


@pytest.fixture
def repository(made: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    for name, value in ENVIRONMENT.items():
        if name.startswith("GIT_CONFIG"):
            monkeypatch.setenv(name, value)
    return copy(made, tmp_path / "site")


def content(root: Path) -> dict[str, bytes]:
    return {path: raw for path, raw in read_tree(root).items() if path.startswith(("content/", "seeds/"))}


def test_the_files_are_those_of_the_commit_byte_for_byte(repository: Repository) -> None:
    before, head = content(repository.root), repository.git("rev-parse", "HEAD")
    repository.replace(PATH, ("41.8 million.", "41.9 million."))
    (repository.root / "content/claims/demo/hourly.md").unlink()
    repository.write("content/claims/demo/new.md", "new")
    found = published(repository.root, "main")
    assert (found.commit, found.folder) == (head, "")
    assert found.files == before
    assert list(found.files) == sorted(before)


def test_no_filter_and_no_line_end_of_the_settings_changes_a_byte(repository: Repository) -> None:
    raw = b"---\r\nclaim: \xff\r\n---\r\n"
    repository.write(".gitattributes", "* -text\n")
    repository.write("content/claims/demo/odd.md", raw)
    repository.commit()
    repository.write(".gitattributes", "* text eol=crlf filter=loud diff=loud ident\n")
    repository.git("config", "filter.loud.smudge", "tr a-z A-Z")
    repository.git("config", "diff.loud.textconv", "tr a-z A-Z <")
    found = published(repository.root, "HEAD").files
    assert found["content/claims/demo/odd.md"] == raw
    assert found["content/pages/methodology.md"] == (repository.root / "content/pages/methodology.md").read_bytes()


def test_replaced_objects_and_hooks_are_not_asked(repository: Repository, tmp_path: Path) -> None:
    before = published(repository.root, "main").files
    blob = repository.git("rev-parse", f"HEAD:{PATH}")
    (tmp_path / "other").write_text("other")
    other = repository.git("hash-object", "-w", str(tmp_path / "other"))
    repository.git("replace", blob, other)
    assert repository.git("cat-file", "-p", blob) == "other"
    ran = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {ran}\n")
    program.chmod(0o755)
    for setting in ("core.fsmonitor", "core.pager", "core.sshCommand", "diff.external"):
        repository.git("config", setting, str(program))
    assert published(repository.root, "main").files == before
    assert not ran.exists()


def test_links_and_submodules_are_no_content(repository: Repository, made: Repository) -> None:
    before = published(repository.root, "main").files
    (repository.root / "content/claims/demo/link.md").symlink_to("cost.md")
    (repository.root / "content/away").symlink_to(repository.top)
    repository.git("-c", "core.autocrlf=false", "submodule", "--quiet", "add", str(made.top), "content/module")
    repository.write("content/claims/demo/large.md", b"x" * (MOST_FILE_BYTES + 1))
    repository.write("content/claims/demo/full.md", b"x" * MOST_FILE_BYTES)
    repository.commit()
    listed = repository.git("ls-tree", "-r", "--name-only", "HEAD").split("\n")
    assert {"content/claims/demo/link.md", "content/away", "content/module"} <= set(listed)
    assert set(published(repository.root, "HEAD").files) == {*before, "content/claims/demo/full.md"}


def test_names_that_are_no_words_are_read_too(repository: Repository) -> None:
    names = ["content/a b\tc.md", 'content/"q".md', "content/-x.md", "content/é\n.md", "content/:(top)x.md"]
    for name in names:
        repository.write(name, name)
    (repository.root / "content" / os.fsdecode(b"\xff.md")).write_bytes(b"no UTF-8")
    repository.commit()
    found = published(repository.root, "HEAD").files
    assert {name: found[name].decode() for name in names} == {name: name for name in names}
    assert found.keys() == scan(repository.root)[0].keys()  # whose texts are not read: no such name may be there


def test_a_site_in_a_folder_of_the_repository(tmp_path: Path) -> None:
    repository = create(tmp_path / "top", "sites/a b")
    repository.write("../../content/claims/demo/cost.md", "another site")
    repository.commit()
    found = published(repository.root, "HEAD")
    assert found.folder == "sites/a b/"
    assert found.files == content(repository.root)


def test_a_site_that_was_not_there_yet_has_no_files(tmp_path: Path, made: Repository) -> None:
    repository = copy(made, tmp_path / "top")
    (repository.top / "new").mkdir()
    assert published(repository.top / "new", "main").files == {}


def test_it_is_the_merge_base_that_is_read(repository: Repository) -> None:
    base = repository.git("rev-parse", "HEAD")
    repository.git("checkout", "-q", "-b", "mine")
    repository.replace(PATH, ("41.8 million.", "mine."))
    repository.commit()
    repository.git("checkout", "-q", "main")
    repository.replace(PATH, ("41.8 million.", "theirs."))
    theirs = repository.commit()
    repository.git("checkout", "-q", "mine")
    assert published(repository.root, "main").commit == base
    repository.git("checkout", "-q", "--orphan", "other")
    repository.commit()
    assert published(repository.root, "main").commit == theirs


def test_before_the_first_commit_of_a_branch_the_revision_itself_is_read(repository: Repository) -> None:
    head = repository.git("rev-parse", "HEAD")
    repository.git("checkout", "-q", "--orphan", "empty")
    assert published(repository.root, "main").commit == head


def test_tags_and_hashes_are_revisions(repository: Repository) -> None:
    head = repository.git("rev-parse", "HEAD")
    repository.git("tag", "-a", "v1", "-m", "x")
    for name in ("v1", head[:10], "main~0", "refs/heads/main"):
        assert published(repository.root, name).commit == head


def test_without_a_revision_it_is_the_main_branch_of_origin_else_head(repository: Repository, tmp_path: Path) -> None:
    repository.replace(PATH, ("41.8 million.", "41.9 million."))
    second = repository.commit()
    assert published(repository.root).commit == second
    first = repository.git("rev-parse", "HEAD~1")
    repository.git("update-ref", "refs/remotes/origin/master", first)
    assert published(repository.root).commit == first
    repository.git("update-ref", "refs/remotes/origin/main", second)
    assert published(repository.root).commit == second
    repository.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/master")
    assert published(repository.root).commit == first


def test_where_another_program_has_set_a_repository_ours_is_read(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = repository.git("rev-parse", "HEAD")
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"):
        monkeypatch.setenv(name, str(tmp_path / "nowhere"))
    assert published(repository.root, "main").commit == head


@dataclass(frozen=True)
class Revision:
    name: str
    revision: str
    fetch: str = "main"


REVISIONS = [
    Revision("a branch that is not there", "origin/next", "next"),
    Revision("an option", "--upload-pack=x"),
    Revision("help", "-h"),
    Revision("all", "--all"),
    Revision("words", "main; touch x"),
    Revision("a line", "main\nmain"),
    Revision("nothing", ""),
    Revision("a character that no command can hold", "main\0"),
    Revision("a range", "HEAD..HEAD"),
    Revision("a folder", "HEAD:content"),
    Revision("a file", f"HEAD:{PATH}"),
    Revision("a hash of nothing", "0" * 40, "0" * 40),
    Revision("no UTF-8", "\udcff"),
]


@each(REVISIONS)
def test_what_names_no_commit_is_refused(case: Revision, repository: Repository) -> None:
    with pytest.raises(RefusedError) as refused:
        published(repository.root, case.revision)
    assert refused.value.code == USAGE
    first, fix = str(refused.value).split("\n")
    assert first.endswith("must name a commit of this repository")
    name = case.fetch
    assert fix == f"    fix      run: git fetch origin {name}:refs/remotes/origin/{name}, then name it origin/{name}"


def test_a_revision_is_never_taken_for_an_option(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []
    ask = subprocess.run

    def noted(command: list[str], **options: Any) -> "subprocess.CompletedProcess[bytes]":
        asked.append(command)
        return ask(command, **options)

    monkeypatch.setattr(subprocess, "run", noted)
    with pytest.raises(RefusedError):
        published(repository.root, "--path-format=x")
    assert [command[-2:] for command in asked if any("path-format" in word for word in command)] == [
        ["--end-of-options", "--path-format=x^{commit}"]
    ]
    published(repository.root, "main")
    assert all(isinstance(command, list) and command[0] == "git" for command in asked)


def test_a_shallow_clone_without_the_revision_says_what_to_fetch(repository: Repository, tmp_path: Path) -> None:
    repository.git("checkout", "-q", "-b", "mine")
    repository.replace(PATH, ("41.8 million.", "41.9 million."))
    repository.commit()
    address = f"file://{repository.top}"
    repository.git("clone", "-q", "--depth", "1", "--branch", "mine", address, str(tmp_path / "clone"))
    clone = Repository(tmp_path / "clone")
    with pytest.raises(RefusedError) as refused:
        published(clone.root, "origin/main")
    command = str(refused.value).split("run: git ")[1].split(",")[0]
    clone.git(*command.split())
    # The history that both have in common is cut off: then it is the branch itself.
    assert published(clone.root, "origin/main").commit == repository.git("rev-parse", "main")


def test_what_is_not_stored_here_is_told(repository: Repository) -> None:
    blob = repository.git("rev-parse", f"HEAD:{PATH}")
    (repository.top / ".git/objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(RefusedError, match=r"(?s)cost\.md of .* is not stored.*git fetch --refetch origin") as refused:
        published(repository.root, "main")
    assert refused.value.code == USAGE


def test_outside_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(RefusedError, match=r"(?s)must be in a git repository.*git clone") as refused:
        published(tmp_path, "main")
    assert refused.value.code == USAGE


def test_without_git(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(RefusedError, match="the program git is needed") as refused:
        published(repository.root, "main")
    assert refused.value.code == USAGE


def test_without_a_commit_nothing_was_published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Repository(tmp_path).git("init", "-q")
    with pytest.raises(RefusedError, match="must have a commit"):
        published(tmp_path)


def test_git_that_hangs_is_ended(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("git", 60)

    monkeypatch.setattr(subprocess, "run", hangs)
    with pytest.raises(RefusedError, match="must answer within 60 seconds"):
        published(repository.root, "main")


def test_nothing_is_written(repository: Repository) -> None:
    before = read_tree(repository.top)
    published(repository.root, "main")
    assert read_tree(repository.top) == before
    assert os.environ.get("GIT_DIR") is None

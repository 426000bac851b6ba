"""New files: never over another, all or none."""

from pathlib import Path

import pytest

from factcheck.evidence.newfile import refuse_existing, store
from factcheck.evidence.original import RefusedError


def test_files_and_their_folders_are_made(tmp_path: Path) -> None:
    store(tmp_path, {"a/b/c.md": b"c", "d.txt": b"d"}, "F")
    assert (tmp_path / "a/b/c.md").read_bytes() == b"c"
    assert (tmp_path / "d.txt").read_bytes() == b"d"


@pytest.mark.parametrize("kind", ["file", "folder", "link", "broken link"])
def test_nothing_is_overwritten_and_all_or_none_is_written(tmp_path: Path, kind: str) -> None:
    (tmp_path / "other.md").write_bytes(b"other")
    there = tmp_path / "there.md"
    match kind:
        case "file":
            there.write_bytes(b"there")
        case "folder":
            there.mkdir()
        case "link":
            there.symlink_to("other.md")
        case _:
            there.symlink_to("nowhere.md")
    with pytest.raises(RefusedError) as refused:
        store(tmp_path, {"first.md": b"first", "there.md": b"new"}, "take another name")
    assert str(refused.value) == "there.md must not exist yet: nothing is overwritten\n    fix      take another name"
    assert refused.value.code == 1
    assert not (tmp_path / "first.md").exists()
    assert not (tmp_path / "nowhere.md").exists()
    assert (tmp_path / "other.md").read_bytes() == b"other"


def test_what_is_made_meanwhile_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "there.md").write_bytes(b"there")
    calls = []

    def only_later(root: Path, path: str, fix: str) -> None:
        calls.append(path)
        if len(calls) > 1:
            refuse_existing(root, path, fix)

    monkeypatch.setattr("factcheck.evidence.newfile.refuse_existing", only_later)
    with pytest.raises(RefusedError, match="must not exist yet"):
        store(tmp_path, {"there.md": b"new"}, "F")
    assert (tmp_path / "there.md").read_bytes() == b"there"


def test_a_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    site = tmp_path / "site"
    site.mkdir()
    (site / "content").symlink_to(outside)
    with pytest.raises(RefusedError, match="content must be a folder inside the site, and no link"):
        store(site, {"content/claims/x.md": b"x"}, "F")
    assert not any(outside.iterdir())


@pytest.mark.parametrize("is_taken", [False, True])
def test_a_disk_without_hard_links_will_do(is_taken: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError("no hard links here")

    monkeypatch.setattr("os.link", no_links)
    target = tmp_path / "there.md"
    if is_taken:
        target.write_bytes(b"mine")
        monkeypatch.setattr("factcheck.evidence.newfile.refuse_existing", lambda *_: None)  # made at the last moment
        with pytest.raises(FileExistsError):
            store(tmp_path, {"there.md": b"new"}, "F")
    else:
        store(tmp_path, {"there.md": b"new"}, "F")
    assert target.read_bytes() == (b"mine" if is_taken else b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["there.md"]

"""A site of files in memory, laid down on the disk, and how a folder is described."""

from pathlib import Path

from cases.edits import State


def lay(root: Path, state: State) -> None:
    """Write the files of a site; those that are as they were are not touched."""
    wanted = {**state.files, "pelicanconf.py": _conf(state)}
    there = [path for folder in ("content", "seeds") for path in (root / folder).rglob("*") if path.is_file()]
    for path in there:
        if path.relative_to(root).as_posix() not in wanted:
            path.unlink()
    for name, raw in wanted.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or path.read_bytes() != raw:
            path.write_bytes(raw)


def _conf(state: State) -> bytes:
    given = {name: value for name, value in state.settings.items() if name not in ("THEME", "PLUGIN_PATHS")}
    return "".join(f"{name} = {value!r}\n" for name, value in given.items()).encode()


def described(folder: Path) -> dict[str, tuple[int, bytes]]:
    """The modes and bytes of all that lies in a folder."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mode, path.read_bytes() if path.is_file() else b"")
        for path in sorted(folder.rglob("*"))
    }

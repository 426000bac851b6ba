"""New files: written whole or not at all, and never over another."""

import os
from collections.abc import Mapping
from pathlib import Path

from factcheck.evidence.original import RefusedError


def refuse_existing(root: Path, path: str, fix: str) -> None:
    """Refuse a path (relative to the site's root) at which there is something, be it a broken link."""
    target = root / path
    if target.exists() or target.is_symlink():
        raise RefusedError(f"{path} must not exist yet: nothing is overwritten", f"fix      {fix}")
    for folder in target.relative_to(root).parents:
        if (root / folder).is_symlink() or ((root / folder).exists() and not (root / folder).is_dir()):
            raise RefusedError(f"{folder} must be a folder inside the site, and no link")


def store(root: Path, files: Mapping[str, bytes], fix: str) -> None:
    """Write new files, all or none of them. Raises `RefusedError` where one exists already, and `OSError`."""
    written: list[Path] = []
    for path, raw in files.items():
        target = root / path
        try:
            refuse_existing(root, path, fix)
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(target, raw)
            written.append(target)
        except BaseException as error:
            for other in written:
                other.unlink()
            if isinstance(error, FileExistsError):  # made since it was looked for
                refuse_existing(root, path, fix)
            raise


def _write(target: Path, raw: bytes) -> None:
    """Write a file whole or not at all, also where the machine stops. Raises `FileExistsError`."""
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    with unfinished.open("xb") as file:
        file.write(raw)
    try:
        _put(unfinished, target)
    finally:
        unfinished.unlink(missing_ok=True)


def _put(finished: Path, target: Path) -> None:
    """Give a file its name; unlike a renaming a link replaces nothing."""
    try:
        os.link(finished, target)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links: hold the name, then replace what holds it
        target.open("xb").close()
        try:
            finished.replace(target)
        except OSError:
            target.unlink()
            raise

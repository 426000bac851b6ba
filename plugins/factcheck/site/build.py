"""Build: into a fresh folder, audited, then swapped in. A failed build leaves the last good site as it was.

pelicanconf.py ─ load ─▶ Site ─ Pelican ─▶ .factcheck-output-new-…/ ─ audit ─▶ output/
"""

import fcntl
import logging
import shutil
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pelican
from jinja2 import TemplateError, TemplateSyntaxError
from pelican.generators import PelicanTemplateNotFound
from pelican.log import console
from pelican.settings import read_settings

from factcheck.core.problems import Place, Problem, has_errors, problem, shown
from factcheck.site import adapter, config, images, search
from factcheck.site.audit import Audit, audit
from factcheck.site.load import Loaded

LOCK = ".factcheck.lock"


class BusyError(Exception):
    """Another build holds the lock."""


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Let no second build run beside this one. The system frees the lock when a build dies."""
    with (folder / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BusyError from error
        yield


def build(root: Path, output: Path, loaded: Loaded, beside: adapter.Beside | None = None) -> list[Problem]:
    """Build the loaded site into `output`; on any problem `output` is left as it was.

    What stands `beside` it, for a preview, is written into another folder and is no part of the site.
    Raises `BusyError` where another build runs.
    """
    if refused := _not_ours(root, output):
        return [refused]
    try:
        with lock(output.parent):
            _tidy(output)
            return _build(root, output, loaded, beside)
    except OSError as error:  # a full disk, a folder that is read-only
        found = ("found", f"{error.strerror}: {_name(root, Path(error.filename or output))}")
        return [problem("FC607", Place(_name(root, output)), found)]


def _build(root: Path, output: Path, loaded: Loaded, beside: adapter.Beside | None) -> list[Problem]:
    fresh = Path(tempfile.mkdtemp(prefix=_prefix(output, "new"), dir=output.parent))
    try:
        problems = _write(root, fresh, loaded, beside)
        if not has_errors(problems):
            _swap(fresh, output)
        return problems
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _prefix(output: Path, age: str) -> str:
    """The beginning of the name of a folder that stands beside `output` while it is being replaced."""
    return f".factcheck-{output.name}-{age}-"


def _not_ours(root: Path, output: Path) -> Problem | None:
    """Refuse to replace a folder that no build of ours has made."""
    is_ours = not output.exists() or (output.is_dir() and not output.is_symlink() and _is_replaceable(output))
    if is_ours and not root.is_relative_to(output):
        return None
    fix = "move it away, or choose another folder with --output"
    return problem("FC604", Place(_name(root, output)), ("found", "a folder without our marker file"), ("fix", fix))


def _is_replaceable(output: Path) -> bool:
    return (output / adapter.MARKER).is_file() or not any(output.iterdir())


def _name(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _tidy(output: Path) -> None:
    """Remove what a killed build left, and put back the old site where it died between two renames."""
    for old in sorted(output.parent.glob(_prefix(output, "old") + "*")):
        if not output.exists():
            old.rename(output)
        else:
            shutil.rmtree(old, ignore_errors=True)
    for fresh in output.parent.glob(_prefix(output, "new") + "*"):
        shutil.rmtree(fresh, ignore_errors=True)


def _swap(fresh: Path, output: Path) -> None:
    old = output.parent / fresh.name.replace(_prefix(output, "new"), _prefix(output, "old"))
    if output.exists():
        output.rename(old)
    try:
        fresh.rename(output)
    except OSError:
        if old.exists():
            old.rename(output)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _write(root: Path, fresh: Path, loaded: Loaded, beside: adapter.Beside | None) -> list[Problem]:
    """Let Pelican write the pages and audit them; every complaint of Pelican's is a problem."""
    assert loaded.site is not None
    with _complaints() as complaints:
        try:
            settings = read_settings(str(root / config.FILE), override={"OUTPUT_PATH": str(fresh)})
            settings["FACTCHECK_LOADED"] = loaded
            settings["FACTCHECK_BESIDE"] = beside
            engine = pelican.Pelican(settings)
            if complaints:  # a plugin that is missing would only make more of them
                return _told(root, complaints)
            engine.run()
        except (Exception, SystemExit) as error:  # whatever a theme, a plugin or Pelican raises
            return [*_told(root, complaints), _failure(root, error)]
    if complaints:
        return _told(root, complaints)
    _set_modes(fresh)
    others = _other_files(loaded, settings, settings["FACTCHECK_INDEXED"])
    return list(audit(fresh, loaded.site, loaded.outputs, others).problems)


def audited(root: Path, output: Path, loaded: Loaded) -> Audit:
    """Audit the folder `output` that a build of the loaded site has made, as the build itself did."""
    assert loaded.site is not None
    if not (output / adapter.MARKER).is_file():
        found = "a folder without our marker file" if output.is_dir() else "no such folder"
        fix = ("fix", "build the site first: make site")
        return Audit(problems=(problem("FC604", Place(_name(root, output)), ("found", found), fix),))
    with _complaints():  # which the build has told
        settings = read_settings(str(root / config.FILE))
    return audit(output, loaded.site, loaded.outputs, _other_files(loaded, settings, search.listed(output)))


def _other_files(loaded: Loaded, settings: dict[str, Any], index: frozenset[str]) -> set[str]:
    """The files besides the pages."""
    assert loaded.site is not None
    theme = adapter.chosen_theme(settings)
    static = {
        f"{settings['THEME_STATIC_DIR']}/{path.relative_to(theme / folder).as_posix()}"
        for folder in settings["THEME_STATIC_PATHS"]
        for path in (theme / folder).rglob("*")
        if path.is_file()
    }
    return static | index | images.paths(loaded.site) | set(loaded.files) | {adapter.MARKER}


def _set_modes(folder: Path) -> None:
    """Readable by all, whatever the umask."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


class _Collector(logging.Handler):
    """Keeps warnings and errors in a list."""

    def __init__(self, records: list[logging.LogRecord]) -> None:
        super().__init__(logging.WARNING)
        self._records = records

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        self._records.append(record)


@contextmanager
def _complaints() -> Iterator[list[logging.LogRecord]]:
    """Collect Pelican's warnings and errors instead of printing them, and silence its closing line."""
    records: list[logging.LogRecord] = []
    collector = _Collector(records)
    root, was_quiet = logging.getLogger(), console.quiet
    root.addHandler(collector)
    console.quiet = True
    try:
        yield records
    finally:
        console.quiet = was_quiet
        root.removeHandler(collector)


def _told(root: Path, records: list[logging.LogRecord]) -> list[Problem]:
    """What Pelican complained about, each complaint once."""
    source = (root / config.FILE).read_text(encoding="utf-8")
    messages = dict.fromkeys(" ".join(record.getMessage().split()) for record in records)
    return [
        problem("FC603", config.place(source, "PLUGINS" if "plugin" in message else ""), ("found", message))
        for message in messages
    ]


def _failure(root: Path, error: BaseException) -> Problem:
    """What ended Pelican's run, with the line of the template or program where it happened."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_site_file(root, frame.filename)]
    place = config.place((root / config.FILE).read_text(encoding="utf-8"), "THEME")
    if isinstance(error, TemplateSyntaxError) and error.filename:
        place = Place(_name(root, Path(error.filename)), error.lineno)
    elif frames and not isinstance(error, PelicanTemplateNotFound):
        place = Place(_name(root, Path(frames[-1].filename)), frames[-1].lineno or 1)
    if isinstance(error, TemplateError | PelicanTemplateNotFound) or "/templates/" in place.path:
        return problem("FC606", place, ("found", f"{type(error).__name__}: {error}"))
    return problem("FC603", place, ("found", shown(f"{type(error).__name__}: {error}")))


def _is_site_file(root: Path, name: str) -> bool:
    path = (root / name).resolve()
    return path.is_relative_to(root) and ".venv" not in path.relative_to(root).parts

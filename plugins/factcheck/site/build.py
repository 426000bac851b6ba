"""Build: into a fresh folder, audited, then swapped in. A failed build leaves the last good site as it was.

pelicanconf.py ─ load ─▶ Site ─ Pelican ─▶ .factcheck-output-new-…/ ─ audit ─▶ output/
"""

import errno
import logging
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
from factcheck.site import adapter, config, guard, images, search, swap
from factcheck.site.audit import Audit, audit
from factcheck.site.guard import shown_name
from factcheck.site.load import Loaded
from factcheck.site.lock import lock
from factcheck.site.swap import MARKER

# What the machine lacks, whatever is being written: no fault of a theme or a setting.
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EMFILE, errno.ENFILE, errno.EROFS, errno.EIO)

# Pelican takes the locale of whoever builds, and complains of one that the machine does not have.
PINNED = {"LOCALE": ["C.UTF-8", "C"]}


def build(
    root: Path,
    output: Path,
    loaded: Loaded,
    beside: adapter.Beside | None = None,
    *,
    is_preview: bool = False,
    may_remove: bool = False,
) -> list[Problem]:
    """Build the loaded site into `output`; on any problem `output` is left as it was.

    What stands `beside` it, for a preview, is written into another folder and is no part of the site. A preview need
    not outlast a power cut, and claims may go away in it. Raises `BusyError` where another build runs.
    """
    try:
        if refused := guard.refusal(root, output):
            return [refused]
        with lock(output.parent):
            swap.tidy(output)
            with swap.fresh(output) as fresh:
                problems = _write(root, fresh, loaded, beside)
                if not (has_errors(problems) or may_remove or is_preview):
                    problems += guard.removals(output, fresh)
                if not has_errors(problems):
                    swap.seal(fresh, is_durable=not is_preview)
                    swap.replace(fresh, output, is_durable=not is_preview)
                return problems
    except OSError as error:  # a full disk, a folder that is read-only
        found = ("found", f"{error.strerror}: {shown_name(root, Path(error.filename or output))}")
        return [problem("FC607", Place(shown_name(root, output)), found)]


def _write(root: Path, fresh: Path, loaded: Loaded, beside: adapter.Beside | None) -> list[Problem]:
    """Let Pelican write the pages and audit them; every complaint of Pelican's is a problem."""
    assert loaded.site is not None
    with _complaints() as complaints:
        try:
            settings = read_settings(str(root / config.FILE), override={**PINNED, "OUTPUT_PATH": str(fresh)})
            settings["FACTCHECK_LOADED"] = loaded
            settings["FACTCHECK_BESIDE"] = beside
            engine = pelican.Pelican(settings)
            if complaints:  # a plugin that is missing would only make more of them
                return _told(root, complaints)
            engine.run()
        except (Exception, SystemExit) as error:  # whatever a theme, a plugin or Pelican raises
            _raise_if_full(error, error.__cause__)
            return [*_told(root, complaints), _failure(root, error)]
    if complaints:
        return _told(root, complaints)
    others = _other_files(loaded, settings, settings["FACTCHECK_INDEXED"])
    return list(audit(fresh, loaded.site, loaded.outputs, others).problems)


def audited(root: Path, output: Path, loaded: Loaded) -> Audit:
    """Audit the folder `output` that a build of the loaded site has made, as the build itself did."""
    assert loaded.site is not None
    if not (output / MARKER).is_file():
        found = "a folder without our marker file" if output.is_dir() else "no such folder"
        fix = ("fix", "build the site first: make site")
        return Audit(problems=(problem("FC604", Place(shown_name(root, output)), ("found", found), fix),))
    with _complaints():  # which the build has told
        settings = read_settings(str(root / config.FILE), override=PINNED)
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
    return static | index | images.paths(loaded.site) | {file.path for file in loaded.files} | {MARKER}


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


def _raise_if_full(*values: object) -> None:
    for value in values:
        if isinstance(value, OSError) and value.errno in FULL:
            raise value


def _told(root: Path, records: list[logging.LogRecord]) -> list[Problem]:
    """What Pelican complained about, each complaint once. Raises the `OSError` of a disk that is full."""
    for record in records:
        _raise_if_full(*(record.args or ()))
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
        place = Place(shown_name(root, Path(error.filename)), error.lineno)
    elif frames and not isinstance(error, PelicanTemplateNotFound):
        place = Place(shown_name(root, Path(frames[-1].filename)), frames[-1].lineno or 1)
    if isinstance(error, TemplateError | PelicanTemplateNotFound) or "/templates/" in place.path:
        return problem("FC606", place, ("found", f"{type(error).__name__}: {error}"))
    return problem("FC603", place, ("found", shown(f"{type(error).__name__}: {error}")))


def _is_site_file(root: Path, name: str) -> bool:
    path = (root / name).resolve()
    return path.is_relative_to(root) and ".venv" not in path.relative_to(root).parts

"""The engine: Pelican writes a whole site into a folder. Whatever it complains about is a problem."""

import errno
import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pelican
from jinja2 import TemplateError, TemplateSyntaxError
from pelican.generators import PelicanTemplateNotFound
from pelican.log import LimitFilter, console
from pelican.settings import read_settings

from factcheck.core.problems import Place, Problem, problem, shown
from factcheck.core.stages import Stages
from factcheck.site import config
from factcheck.site.beside import Beside
from factcheck.site.guard import shown_name
from factcheck.site.load import Loaded
from factcheck.site.remembered.splice import Parts
from factcheck.site.workers import WorkerError

# What the machine lacks, whatever is being written: no fault of a theme or a setting.
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EMFILE, errno.ENFILE, errno.EROFS, errno.EIO)

# Pelican takes the locale of whoever builds, and complains of one that the machine does not have.
PINNED = {"LOCALE": ["C.UTF-8", "C"]}


def write(
    root: Path,
    fresh: Path,
    loaded: Loaded,
    beside: Beside | None,
    parts: dict[str, Parts],
    stages: Stages,
    put: Callable[[], bool] | None = None,
) -> list[Problem]:
    """Let Pelican write the site into `fresh`, and note the `parts` of files.

    Where no plugin is to be told of each file, Pelican leaves them all to `put`, unless that says that it cannot.
    Raises the `OSError` of a full disk, and `WorkerError`.
    """
    with _complaints() as complaints:
        try:
            settings = read_settings(str(root / config.FILE), override={**PINNED, "OUTPUT_PATH": str(fresh)})
            settings["FACTCHECK_LOADED"] = loaded
            settings["FACTCHECK_BESIDE"] = beside
            settings["FACTCHECK_PARTS"] = parts
            settings["FACTCHECK_STAGES"] = stages
            settings["FACTCHECK_PUT"] = put
            made = pelican.Pelican(settings)
            if not complaints:  # a plugin that is missing would only make more of them
                made.run()
        except WorkerError:
            raise
        except (Exception, SystemExit) as error:  # whatever a theme, a plugin or Pelican raises
            _raise_if_full(error, error.__cause__)
            return [*_told(root, complaints), failure(root, error)]
    return _told(root, complaints)


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
    LimitFilter._raised_messages.clear()  # it tells everything once in a process, which may build again
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


def failure(root: Path, error: BaseException) -> Problem:
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

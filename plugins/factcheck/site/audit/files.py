"""The files of the built folder: all that must be there, and nothing else."""

from collections.abc import Iterator

from factcheck.core.problems import Place, Problem, problem
from factcheck.site.audit.folder import Folder


def every_file_is_there_and_no_other(folder: Folder) -> Iterator[Problem]:
    """Every page of the model and every other file is written, and nothing else."""
    for path in sorted(folder.expected - folder.found):
        yield problem("FC601", Place(path), ("missing", "this page was not written"))
    for path in sorted(folder.found - folder.expected):
        yield problem("FC601", Place(path), ("found", "a file that no page needs"))

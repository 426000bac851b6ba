"""The text of every file that a site has besides its pages, by path."""

from collections.abc import Callable, Iterable

from factcheck.core.model import Site
from factcheck.publish import downloads
from factcheck.publish.facts import Facts
from factcheck.publish.feeds import files
from factcheck.publish.files import plain_files
from factcheck.publish.output import File, Run
from factcheck.publish.output import whole as joined


def texts(made: Iterable[File]) -> dict[str, str]:
    """Files, as path and text."""
    return {file.path: file.text() for file in made}


def feeds(site: Site) -> dict[str, str]:
    """All feeds."""
    return texts(files.files(site, Facts(site, {})))


def data(site: Site) -> dict[str, str]:
    """All downloads and their schemas."""
    return texts(downloads.files(site, Facts(site, {})))


def everything(site: Site) -> dict[str, str]:
    """All that no template makes."""
    return texts(plain_files(site, (), Facts(site, {})))


def whole(runs: Callable[[Site, Facts], Iterable[Run]], site: Site) -> str:
    """The text of a file that is made in parts."""
    return joined(runs(site, Facts(site, {})))

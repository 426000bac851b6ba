"""Where a site is published: its name, address and repository, from pelicanconf.py or from the environment.

Pure: pelicanconf.py alone reads the environment, and hands it in. So a site that was made from a template is right
at once on GitHub Actions, and `make site SITEURL=https://…` builds it for another address.
"""

import re
from collections.abc import Mapping

PLACEHOLDER = "https://example.org"  # RFC 2606, section 3: nobody's
GITHUB = "https://github.com"  # an Enterprise server has Pages at an address of its own, which nothing tells
# https://docs.github.com/en/actions/reference/workflows-and-actions/variables
VARIABLES = ("SITENAME", "SITEURL", "GITHUB_ACTIONS", "GITHUB_REPOSITORY", "GITHUB_SERVER_URL")
_OWNER = r"[A-Za-z0-9](?:-?[A-Za-z0-9])*"
_REPOSITORY = re.compile(rf"(?P<owner>{_OWNER})/(?P<name>[A-Za-z0-9._-]+)")


class Environment(str):
    """A value that came from the environment: a message names the variable, since no file has it."""

    variable: str

    def __new__(cls, value: str, variable: str = "") -> "Environment":
        """The value, and the variable that it came from."""
        made = super().__new__(cls, value)
        made.variable = variable
        return made


def name(configured: str, environ: Mapping[str, str]) -> str:
    """The site's name: SITENAME of the environment, else as pelicanconf.py says."""
    return _given("SITENAME", environ) or configured


def address(configured: str, environ: Mapping[str, str]) -> str:
    """The site's address, in this order.

    1. SITEURL of the environment; a slash at its end is taken off, since addresses are copied from browsers.
    2. What pelicanconf.py says, unless that is the placeholder.
    3. On GitHub Actions the address of GitHub Pages.
    4. The placeholder.
    """
    if given := _given("SITEURL", environ):
        return Environment(given.rstrip("/"), "SITEURL")
    if configured != PLACEHOLDER:
        return configured
    return _pages(environ) or configured


def repository(configured: str | None, environ: Mapping[str, str]) -> str | None:
    """Where the files are kept: as pelicanconf.py says, else the repository that GitHub Actions runs for, else None."""
    given = _given("GITHUB_REPOSITORY", environ)
    if configured is not None or not given or not _is_on_actions(environ):
        return configured
    server = (_given("GITHUB_SERVER_URL", environ) or GITHUB).rstrip("/")
    return Environment(f"{server}/{given}", "GITHUB_REPOSITORY")


def _pages(environ: Mapping[str, str]) -> str | None:
    """The address of GitHub Pages, unless it is not known.

    `owner.github.io` for the repository of that name, else `owner.github.io/name`; names of hosts have no case.
    https://docs.github.com/en/pages/getting-started-with-github-pages/what-is-github-pages
    """
    given = _given("GITHUB_REPOSITORY", environ)
    server = (_given("GITHUB_SERVER_URL", environ) or GITHUB).rstrip("/")
    if not given or not _is_on_actions(environ) or server.lower() != GITHUB:
        return None
    if not (found := _REPOSITORY.fullmatch(given)):
        return given  # which is refused, with its name, rather than published at the placeholder
    host = f"{found['owner'].lower()}.github.io"
    path = "" if found["name"].lower() == host else f"/{found['name']}"
    return Environment(f"https://{host}{path}", "GITHUB_REPOSITORY")


def _is_on_actions(environ: Mapping[str, str]) -> bool:
    return environ.get("GITHUB_ACTIONS") == "true"


def _given(variable: str, environ: Mapping[str, str]) -> Environment | None:
    """A variable that is set and not empty."""
    value = environ.get(variable, "").strip()
    return Environment(value, variable) if value else None

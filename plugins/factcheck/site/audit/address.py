"""Where an address leads that is written on a page: to a file of the built folder, or out of the site."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urljoin

from factcheck.core.settings import Settings
from factcheck.publish.output import Output

DIRECTIVE = ":~:"  # begins the part of a fragment that is for the browser alone (WICG, URL Fragment Text Directives)
# A browser drops these before it looks for a scheme (URL Standard, 4.4: "basic URL parser").
_DROPPED = re.compile(r"^[\x00-\x20]+|[\t\n\r]|[\x00-\x20]+$")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)", re.IGNORECASE)
_SEPARATORS = re.compile(r"[?#]")


@dataclass(frozen=True, slots=True)
class Target:
    """A file of the built folder and the id on it that a link names, as it is written; either may be missing."""

    file: str
    fragment: str = ""


def scheme(written: str) -> str:
    """The scheme of an address in small letters, as a browser finds it; empty where it has none."""
    found = _SCHEME.match(_DROPPED.sub("", written))
    return found.group().lower() if found else ""


def target(written: str, output: Output, settings: Settings) -> Target | None:
    """Where an address on a page leads; None where it leads to another site, and no file where it leaves this one."""
    stripped = _DROPPED.sub("", written)
    if stripped.startswith("#"):
        return Target(output.file, _anchor(stripped[1:]))
    try:
        path = _below(urljoin(settings.address(output.path), stripped), settings.url)
    except ValueError:  # an open bracket: no address at all
        return Target("")
    if path is None:
        is_relative = not scheme(stripped) and not stripped.startswith("//")
        return Target("") if is_relative else None
    named = unquote(_SEPARATORS.split(path, maxsplit=1)[0])
    file = f"{named}index.html" if named.endswith("/") or not named else named
    return Target(file, _anchor(path.partition("#")[2]))


def _below(address: str, root: str) -> str | None:
    """The part of an address behind the site's own; None where it is not the site's."""
    rest = address.removeprefix(root)
    is_below = address.startswith(root) and rest[:1] in ("", "/", "?", "#")
    return rest.removeprefix("/") if is_below else None


def _anchor(fragment: str) -> str:
    """A fragment without its directives."""
    return fragment.partition(DIRECTIVE)[0]

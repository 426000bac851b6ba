"""Where an address leads that is written on a page: to a file of the built folder, or out of the site."""

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urljoin

from factcheck.core.settings import Settings
from factcheck.publish.output import Output
from factcheck.site.audit.tags import KNOWN, Tag
from factcheck.site.audit.tree import LISTS, addresses, attribute

DIRECTIVE = ":~:"  # begins the part of a fragment that is for the browser alone (WICG, URL Fragment Text Directives)
# A browser drops these before it looks for a scheme (URL Standard, 4.4: "basic URL parser").
_DROPPED = re.compile(r"^[\x00-\x20]+|[\t\n\r]|[\x00-\x20]+$")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*(?=:)", re.IGNORECASE)
_SEPARATORS = re.compile(r"[?#]")

# Two of three addresses: folders up, a path in plain letters, a fragment.
_PLAIN = re.compile(r"((?:\.\./)*)((?:[\w-][\w.-]*/)*(?:[\w-][\w.-]*)?)(?:#([\w:~=,.%&-]*))?", re.ASCII)
_WEB = re.compile(r"https?://[a-z0-9][a-z0-9.:-]*(?:[/?#][^\x00-\x20\[\]]*)?")


# `cite` is left out: it leads to the article's own page, and no reader follows it.
_FOLLOWED = ("href", "src", "poster", "xlink:href", *LISTS)
# Pictures, films and sounds that a page names for social networks: of <meta> by `property` or `name`.
_SHARED = re.compile(r"(?:og|twitter):(?:image|video|audio|player)(?::src|:url|:secure_url|:stream)?")


class Target(NamedTuple):
    """A file of the built folder and the id on it that a link names, as it is written; either may be missing."""

    file: str
    fragment: str = ""


def scheme(written: str) -> str:
    """The scheme of an address in small letters, as a browser finds it; empty where it has none."""
    found = _SCHEME.match(_DROPPED.sub("", written)) if ":" in written else None
    return found.group().lower() if found else ""


@lru_cache(KNOWN)
def followed(tag: Tag) -> tuple[str, ...]:
    """Every address in a tag that a reader, a browser or another site may follow, as it is written."""
    found = [address for name in _FOLLOWED if name in tag.attrs for address in addresses(tag, name)]
    if tag.name == "meta" and any(_SHARED.fullmatch(attribute(tag, name)) for name in ("property", "name")):
        found.append(attribute(tag, "content"))
    return tuple(found)


def target(written: str, output: Output, settings: Settings) -> Target | None:
    """Where an address on a page leads; None where it leads to another site, and no file where it leaves this one."""
    root = f"{settings.url}/"
    if written.startswith(root):
        place = _place(_plain(written[len(root) :]), "")
    elif written.startswith("http") and not written.startswith(settings.url) and _WEB.fullmatch(written):
        return None
    else:
        place = _place(_plain(written), output.path)
    return place or _joined(_DROPPED.sub("", written), output, settings)


class _Plain(NamedTuple):
    """An address in plain letters: folders up, a path, or none where it is the page itself, and a fragment."""

    above: int
    path: str
    fragment: str


@lru_cache(KNOWN)
def _plain(written: str) -> _Plain | None:
    """An address in parts; None where it has other than plain letters."""
    found = _PLAIN.fullmatch(written)
    return _Plain(len(found[1]) // len("../"), found[2], _anchor(found[3] or "")) if found else None


def _place(plain: _Plain | None, path: str) -> Target | None:
    """Where a plain address leads on the page at `path`; None where it leads above the site."""
    folders = _folders(path)
    if plain is None or plain.above >= len(folders):
        return None
    is_itself = not (plain.above or plain.path)
    return Target(_file(path if is_itself else folders[plain.above] + plain.path), plain.fragment)


@lru_cache(KNOWN)
def _folders(path: str) -> tuple[str, ...]:
    """The folder of a page, and each above it up to the site's root."""
    ends = [end for end in range(len(path), 0, -1) if path[end - 1] == "/"]
    return (*(path[:end] for end in ends), "")


def _joined(written: str, output: Output, settings: Settings) -> Target | None:
    """Where any address leads, by the rules of `urljoin`, which takes ten times as long as the plain ones need."""
    if written.startswith("#"):
        return Target(output.file, _anchor(written[1:]))
    try:
        path = _below(urljoin(settings.address(output.path), written), settings.url)
    except ValueError:  # an open bracket: no address at all
        return Target("")
    if path is None:
        is_relative = not scheme(written) and not written.startswith("//")
        return Target("") if is_relative else None
    return Target(_file(unquote(_SEPARATORS.split(path, maxsplit=1)[0])), _anchor(path.partition("#")[2]))


def _file(named: str) -> str:
    """The file at an address: that of a folder is its index.html."""
    return f"{named}index.html" if named.endswith("/") or not named else named


def _below(address: str, root: str) -> str | None:
    """The part of an address behind the site's own; None where it is not the site's."""
    rest = address.removeprefix(root)
    is_below = address.startswith(root) and rest[:1] in ("", "/", "?", "#")
    return rest.removeprefix("/") if is_below else None


def _anchor(fragment: str) -> str:
    """A fragment without its directives."""
    return fragment.partition(DIRECTIVE)[0]

"""Addresses on the web: which are public, how one is written in ASCII, and how one in HTML is read."""

import re
from html import unescape
from urllib.parse import quote, urlsplit, urlunsplit

# RFC 3986, section 2: nothing but ASCII, so no letter of an address looks like another one.
_URL_CHARACTERS = re.compile(r"[^\s<>\"\\^`{|}\x00-\x20\x7f-\U0010ffff]{1,2000}")
_HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])")
# Names for one's own machine or network only (RFC 6761, 6762 and 8375, and what is used like them).
_LOCAL = re.compile(r"(^|\.)(localhost|local|localdomain|lan|internal|intranet|test|invalid|home\.arpa)$")
_REFERENCE = re.compile("&#[0-9a-fx]+;?", re.IGNORECASE)


def as_read(written: str) -> str:
    """What a browser reads in an attribute. `unescape` leaves out characters that it keeps, such as U+0001."""
    return unescape(_REFERENCE.sub(lambda found: found.group() if unescape(found.group()) else "\ufffd", written))


def is_public_url(url: str) -> bool:
    """Whether `url` is an http(s) address, in ASCII, of a named public host.

    No credentials, odd ports, IP or local names.
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        is_plain = "@" not in parts.netloc and parts.port in (None, 80, 443)
    except ValueError:
        return False
    is_web = parts.scheme in ("http", "https") and _URL_CHARACTERS.fullmatch(url) is not None
    is_public = _HOST.fullmatch(host) is not None and not _LOCAL.search(host)
    return is_web and is_plain and is_public


def ascii_url(url: str) -> str:
    """The same address in ASCII (RFC 3987, section 3.1; the host in Punycode), or nothing where there is none.

    The host as browsers read it (Unicode UTS #46): Python's own codec makes `strasse` of `straße`, another host.
    """
    import idna  # heavy: its tables; only for an address that is refused

    try:
        parts = urlsplit(url)
        host = idna.encode(parts.hostname or "", uts46=True).decode()
    except ValueError:
        return ""
    rest = (quote(part, safe="%/?:@!$&'()*+,;=~-._") for part in (parts.path, parts.query, parts.fragment))
    made = urlunsplit((parts.scheme, host if parts.netloc == parts.hostname else parts.netloc, *rest))
    return made if made != url and url.isprintable() and is_public_url(made) else ""

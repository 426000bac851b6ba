"""Which names the preview answers to.

A page on the web can give its own name the address of this machine (DNS rebinding) and would then read
the preview, drafts included, as its own site. The browser still sends that name in the header Host.
"""

import ipaddress
from urllib.parse import urlsplit

LOOPBACK = "127.0.0.1"


def answers_to(header: str, bound: str = LOOPBACK) -> bool:
    """Whether a request with this Host header is answered by a server that listens on the address `bound`.

    Names of this machine always are (RFC 6761: all of `.localhost`). Where others may reach the server, any
    number is too, since no name can be rebound to it, and so is the name that was asked for.
    """
    name = _name(header)
    if name == "localhost" or name.endswith(".localhost"):
        return True
    number = _number(name)
    if number is None:
        return name != "" and name == bound.lower()
    return number.is_loopback or not is_loopback(bound)


def is_loopback(bound: str) -> bool:
    """Whether only this machine can reach a server that listens on the address `bound`."""
    number = _number(bound)
    return bound == "localhost" if number is None else number.is_loopback


def _name(header: str) -> str:
    """The host of `host:port`, in small letters; empty where the header is no such thing."""
    try:
        parts = urlsplit(f"//{header}")
        is_plain = parts.netloc == header and "@" not in header and parts.port != 0
    except ValueError:  # an open bracket, a port that is none
        return ""
    return (parts.hostname or "").rstrip(".") if is_plain else ""


def _number(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None

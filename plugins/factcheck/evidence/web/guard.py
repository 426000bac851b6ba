"""What may be asked of the network: addresses of strangers are checked before anything is sent.

One parser reads the address and its result is what is connected to, so the check and the connection
cannot disagree (SSRF: OWASP Server-Side Request Forgery Prevention; DNS rebinding).
"""

import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, quote, urlsplit

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
"""Host name and port to IP addresses as text; raises `OSError` where there are none."""

PORTS = {"http": 80, "https": 443}
LOOPBACK = (ip_address("127.0.0.1"), ip_address("::1"))  # not all of 127.0.0.0/8: the switch opens no more than it must
# IPv4 inside IPv6 (RFC 6052): how a network without IPv4 writes every address of the old web.
NAT64 = IPv6Network("64:ff9b::/96")
GLOBAL_IPV6 = IPv6Network("2000::/3")  # all that IANA has given out for unicast
# What `is_global` of some Python ≥ 3.11 takes for public: protocol assignments, 6to4 (RFC 7526: do not
# use) and its relays, documentation (RFC 9637).
NOT_PUBLIC = [ip_network(block) for block in ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2002::/16", "3fff::/20")]

_NAME = re.compile(r"(?:[a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}")
# Resolvers read 2130706433, 0x7f.1 and 0177.0.0.1 as 127.0.0.1 (inet_aton; WHATWG URL, "ends in a number").
_NUMBER_AT_END = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# Letters that IDNA 2003, the codec of Python, changes, and today's browsers do not (UTS #46, deviations).
_DEVIATION = re.compile("[ßẞς\u200c\u200d]")
# What may stand in a path and a query as it is (RFC 3986, 3.3 and 3.4); `%` stays, so nothing is encoded twice.
SAFE = "/?:@!$&'()*+,;=-._~%[]"


class Reason(StrEnum):
    """Why there is no answer."""

    UNSAFE = "unsafe"  # not asked at all: no web address, or not a public one
    DNS = "dns"
    CONNECT = "connect"  # no connection could be made
    TIMEOUT = "timeout"
    TLS = "tls"
    TOO_LARGE = "too-large"
    REDIRECTS = "redirects"
    PROTOCOL = "protocol"  # the connection broke off, or what came is not sound HTTP


class FetchError(Exception):
    """There is no answer. `str(error)` says why, in words for an editor."""

    def __init__(self, reason: Reason, url: str, words: str) -> None:
        super().__init__(words)
        self.reason = reason
        self.url = url  # the address that failed: the one asked, or the one a redirect led to


def system_resolver(host: str, port: int) -> list[str]:
    """The addresses this computer finds for a name; raises `OSError` where there are none."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in answers))


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one fetch may cost, all its redirects together."""

    connect: float = 10  # seconds for each hop: its name, its connection and its TLS handshake
    total: float = 30  # seconds
    size: int = 2 * 1024 * 1024  # bytes of a body, as sent and as decoded
    redirects: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What a fetch may reach. The defaults are for the open web; the rest is for tests.

    `loopback` lets it reach 127.0.0.1 and ::1 on any port, besides the open web. `trusted_ca` is a PEM
    file of the only authorities then trusted. Raises `ValueError` for `trusted_ca` without `loopback`.
    """

    limits: Limits = field(default_factory=Limits)
    loopback: bool = False
    resolve: Resolve = system_resolver
    trusted_ca: str | None = None

    def __post_init__(self) -> None:
        if self.trusted_ca is not None and not self.loopback:
            raise ValueError("trusted_ca is for tests over loopback only: pass loopback=True as well")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An address, read: where to connect and what to ask for there."""

    url: str  # as it was written
    scheme: str
    host: str  # ASCII, small letters; an IPv6 address without brackets
    port: int
    path: str  # with the query, percent-encoded

    @property
    def authority(self) -> str:
        """The value of the header Host (RFC 9110, 7.2)."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def literal(self) -> Address | None:
        """The host, where it is an IP address and no name."""
        try:
            return ip_address(self.host)
        except ValueError:
            return None


def target(url: str) -> Target:
    """Read an address; raises `FetchError` where it is no address of the web."""
    try:
        parts = _split(url)
        host, port = _host(parts), PORTS[parts.scheme] if parts.port is None else parts.port
        path = quote(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}", safe=SAFE)
    except ValueError as error:  # also UnicodeError
        raise FetchError(Reason.UNSAFE, url, f"this is no web address: {error}") from error
    return Target(url=url, scheme=parts.scheme, host=host, port=port, path=path)


def _split(url: str) -> SplitResult:
    # Before anything else: urlsplit drops tabs and line breaks without a word.
    if _CONTROL.search(url):
        raise ValueError("it holds a control character, such as a line break")
    parts = urlsplit(url)
    if parts.scheme not in PORTS:
        raise ValueError("it must begin with http:// or https://")
    if "@" in parts.netloc:
        raise ValueError("it holds a user name or a password")
    return parts


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if ":" in host:
        return str(IPv6Address(host))
    if _DEVIATION.search(host):
        raise ValueError(f"write the host {host} in its ASCII form (xn--…)")
    name = host.encode("idna").decode().lower().removesuffix(".")
    if not _NAME.fullmatch(name) or len(name) > 253:
        raise ValueError(f"{host or 'nothing'} is no host name")
    if _NUMBER_AT_END.fullmatch(name):
        return str(IPv4Address(name))
    return name


def check(target: Target, addresses: Sequence[Address], access: Access) -> None:
    """Every address of a target must be fit to connect to; raises `FetchError`."""
    if not addresses:
        raise FetchError(Reason.DNS, target.url, f"there is no address for the name {target.host}")
    for address in addresses:
        if not (is_public(address) or (access.loopback and address in LOOPBACK)):
            literal = address == target.literal
            words = f"{address} is" if literal else f"{target.host} leads to {address}, which is"
            raise FetchError(Reason.UNSAFE, target.url, f"{words} not a public address")
    if target.port not in PORTS.values() and not all(access.loopback and address in LOOPBACK for address in addresses):
        raise FetchError(Reason.UNSAFE, target.url, f"port {target.port} is not a port of the web (80 or 443)")


def is_public(address: Address) -> bool:
    """Whether an address belongs to the open Internet (IANA special-purpose address registries, RFC 6890)."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if address in NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address not in GLOBAL_IPV6:
            return False
    if address.is_multicast or any(address in block for block in NOT_PUBLIC):
        return False
    return address.is_global

"""Politeness: how often a host is asked, what is asked again, and when it is left alone."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from factcheck.evidence.external.permit import Permit
from factcheck.evidence.external.retry import asks_for_rest, is_passing, is_worth_a_get, retry_after
from factcheck.evidence.web.fetch import Answer, FetchError

LIMIT = 30 * 60.0  # seconds for all addresses together
_MOST_PAUSE = 30.0  # seconds between two requests to a host that has asked for rest


class Fetch(Protocol):
    """Asks one address: evidence/web/fetch.py with its `Access`, or a fake."""

    def __call__(self, url: str, /, *, method: str) -> Answer:
        """The answer; raises `FetchError`."""


@dataclass(frozen=True, slots=True)
class NotAsked:
    """An address that was not asked, and why."""

    cause: str


Reply = Answer | FetchError | NotAsked


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What is to be asked."""

    url: str  # without its fragment
    needs_body: bool = False  # else HEAD may do

    @property
    def host(self) -> str:
        """The host's name in small letters; empty where the address has none."""
        return host_of(self.url)


def host_of(url: str) -> str:
    """The host of an address in small letters; empty where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How politely to ask, in seconds. `wait` and `clock` are parameters so that tests need no time."""

    pause: float = 1  # between two requests to a host; doubled each time it asks for rest, up to 30
    retries: int = 2  # after 4 and 16 pauses, or as Retry-After says
    most_wait: float = 120  # a host that asks for more is left alone
    hosts: int = 8  # asked side by side
    limit: float = LIMIT  # for all; a request under way may end after it
    wait: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic


class Visit:
    """The requests to one host, one after the other."""

    def __init__(self, host: str, fetch: Fetch, manners: Manners, permit: Permit) -> None:
        self._host, self._fetch, self._manners, self._permit = host, fetch, manners, permit
        self._pause, self._has_asked, self._closed = manners.pause, False, ""

    def reply(self, address: Address) -> Reply:
        """Ask one address: HEAD, then GET where that may tell more; again where it may be over soon."""
        reply = self._ask(address.url, "GET" if address.needs_body else "HEAD", self._pause)
        if not address.needs_body and not isinstance(reply, NotAsked) and is_worth_a_get(reply):
            reply = _newest(reply, self._ask(address.url, "GET", self._pause))
        for number in range(1, self._manners.retries + 1):
            if isinstance(reply, NotAsked) or not is_passing(reply):
                break
            reply = _newest(reply, self._ask(address.url, "GET", self._rest(reply, number)))
        return reply

    def _rest(self, reply: Answer | FetchError, number: int) -> float:
        """The seconds before a retry."""
        wanted = retry_after(reply) if isinstance(reply, Answer) else None
        return self._pause * 4**number if wanted is None else max(wanted, self._pause)

    def _ask(self, url: str, method: str, rest: float) -> Reply:
        seconds = rest if self._has_asked else 0
        cause = self._closed or self._permit.why_not(seconds)
        if seconds and not cause:
            self._manners.wait(seconds)
            cause = self._permit.why_not(0)
        if cause:
            return NotAsked(cause)
        self._has_asked = True
        reply = self._fetched(url, method)
        self._permit.notice(self._host, reply)
        self._heed(reply)
        return reply

    def _fetched(self, url: str, method: str) -> Answer | FetchError:
        try:
            return self._fetch(url, method=method)
        except FetchError as error:
            return error

    def _heed(self, reply: Answer | FetchError) -> None:
        """Slow down for a host that asks for it, or leave it alone."""
        if not isinstance(reply, Answer) or not asks_for_rest(reply):
            return
        self._pause = min(2 * self._pause, max(_MOST_PAUSE, self._manners.pause))
        if (wanted := retry_after(reply) or 0) > self._manners.most_wait:
            self._closed = f"{self._host} asks to be left alone for {wanted / 60:.0f} minutes"


def _newest(known: Reply, newer: Reply) -> Reply:
    return known if isinstance(newer, NotAsked) else newer

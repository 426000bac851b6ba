"""Asking: all addresses of a site, several hosts side by side, each host by one worker alone.

A worker serves a host from its first address to its last, so that a host never gets two requests at
once. What the workers find goes through one queue to the caller's thread.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Generic, TypeVar

from factcheck.evidence.external.permit import INTERRUPTED, NO_NETWORK, Permit
from factcheck.evidence.external.polite import Address, Fetch, Manners, NotAsked, Reply, Visit
from factcheck.evidence.external.progress import Progress

_GRACE = 60  # seconds after the time limit: for one fetch (30) and the reading of what it brought

T = TypeVar("T")


def ask_all(
    addresses: Iterable[Address],
    fetch: Fetch,
    read: Callable[[Address, Reply], T],
    manners: Manners,
    progress: Callable[[Progress], None],
) -> dict[str, T]:
    """Ask each address and `read` its reply; every address has its result.

    `read` is called in the workers' threads, so that no body is kept. Ctrl-C ends the asking, not the
    program: what is left is read as `NotAsked`.
    """
    waiting = list(addresses)
    workers = _Workers(waiting, fetch, read, manners)
    found: dict[str, T] = {}
    try:
        for address, result in workers.results(progress):
            found[address.url] = result
    except KeyboardInterrupt:
        workers.permit.end(INTERRUPTED)
    except BaseException:
        workers.permit.end(INTERRUPTED)
        raise
    if workers.permit.cause == NO_NETWORK:
        found.clear()  # also the rows of the hosts that were asked: they say nothing about these hosts
    unasked = NotAsked(workers.permit.cause)
    return {a.url: found[a.url] if a.url in found else read(a, unasked) for a in waiting}


@dataclass(frozen=True, slots=True)
class _Turn:
    """A worker begins or ends with a host."""

    host: str
    begins: bool


class _Workers(Generic[T]):
    def __init__(
        self, addresses: list[Address], fetch: Fetch, read: Callable[[Address, Reply], T], manners: Manners
    ) -> None:
        self._fetch, self._read, self._manners, self._total = fetch, read, manners, len(addresses)
        self._hosts = deque(_by_host(addresses))
        self._count = min(manners.hosts, len(self._hosts))
        self.permit = Permit(limit=manners.limit, workers=self._count, clock=manners.clock)
        self._inbox: SimpleQueue[tuple[Address, T] | _Turn | BaseException] = SimpleQueue()

    def results(self, progress: Callable[[Progress], None]) -> Iterator[tuple[Address, T]]:
        """Yield what the workers find, in the order in which they do."""
        for _ in range(self._count):
            Thread(target=self._work, daemon=True).start()  # daemon: Ctrl-C need not wait for a fetch
        busy, done = set[str](), 0
        while done < self._total and (event := self._next()):
            if isinstance(event, _Turn):
                (busy.add if event.begins else busy.discard)(event.host)
                continue
            done += 1
            yield event
            progress(Progress(done=done, total=self._total, busy=len(busy), host=event[0].host))

    def _next(self) -> tuple[Address, T] | _Turn | None:
        try:
            event = self._inbox.get(timeout=max(0.0, self.permit.deadline + _GRACE - self._manners.clock()))
        except Empty:  # a document that cannot be read to its end must not hold up the others
            self.permit.end_in_time()
            return None
        if isinstance(event, BaseException):
            raise event
        return event

    def _work(self) -> None:
        try:
            while addresses := self._next_host():
                self._serve(addresses)
        except BaseException as error:  # raised again in the caller's thread
            self._inbox.put(error)

    def _next_host(self) -> list[Address] | None:
        try:
            return self._hosts.popleft()
        except IndexError:
            return None

    def _serve(self, addresses: list[Address]) -> None:
        host = addresses[0].host
        visit = Visit(host, self._fetch, self._manners, self.permit)
        self._inbox.put(_Turn(host, begins=True))
        for address in addresses:
            self._inbox.put((address, self._read(address, visit.reply(address))))
        self._inbox.put(_Turn(host, begins=False))


def _by_host(addresses: Iterable[Address]) -> list[list[Address]]:
    """The addresses of each host; the host with the most comes first, because it takes longest."""
    hosts: dict[str, list[Address]] = {}
    for address in addresses:
        hosts.setdefault(address.host, []).append(address)
    return sorted(hosts.values(), key=lambda group: (-len(group), group[0].host))

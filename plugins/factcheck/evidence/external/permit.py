"""The permit: whether anything more may be asked, for all hosts together."""

from collections.abc import Callable
from threading import Event, Lock

from factcheck.evidence.web.fetch import Answer, FetchError, Reason

INTERRUPTED = "the check was interrupted"
NO_NETWORK = "no network: none of the first hosts could be reached"
LEAST_SILENT_HOSTS = 5  # fewer may be down by chance
_SILENCE = frozenset((Reason.DNS, Reason.CONNECT, Reason.TIMEOUT, Reason.UNSAFE))  # as when there is no network


class Permit:
    """Ends all asking when the time is up, there is no network, or somebody says so. Threads share it.

    `workers` ask at the same time. Until one host has answered, or the first host of every worker has
    not, nobody asks further: without a network a check ends after one request each.
    """

    def __init__(self, *, limit: float, workers: int, clock: Callable[[], float]) -> None:
        self.cause = ""  # why all asking has ended; empty as long as it has not
        self.deadline = clock() + limit
        self._limit, self._workers, self._clock = limit, workers, clock
        self._silent: set[str] = set()
        self._lock, self._is_decided = Lock(), Event()
        if workers < LEAST_SILENT_HOSTS:
            self._is_decided.set()

    def end(self, cause: str) -> None:
        """Let nothing more be asked; the first cause stays."""
        with self._lock:
            self.cause = self.cause or cause
        self._is_decided.set()

    def end_in_time(self) -> None:
        """End because the time is up."""
        self.end(self._time_is_up)

    def why_not(self, seconds: float) -> str:
        """Why nothing may be asked in so many seconds; empty where it may."""
        now = self._clock()
        if now >= self.deadline:
            self.end_in_time()
        return self.cause or (self._time_is_up if now + seconds >= self.deadline else "")

    @property
    def _time_is_up(self) -> str:
        minutes = self._limit / 60
        return f"time limit of {minutes:g} minute{'' if minutes == 1 else 's'} reached"

    def notice(self, host: str, reply: Answer | FetchError) -> None:
        """Learn from a reply whether there is a network; wait until that is known."""
        if not isinstance(reply, FetchError) or reply.reason not in _SILENCE:
            self._is_decided.set()
        elif not self._is_decided.is_set():
            with self._lock:
                self._silent.add(host)
                is_absent = len(self._silent) == self._workers
            if is_absent:
                self.end(NO_NETWORK)
        self._is_decided.wait()

"""How a run is stopped: SIGTERM and SIGHUP let it tidy up and end, as Ctrl-C does."""

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

SIGNALS = (signal.SIGTERM, signal.SIGHUP)  # a container or service that is stopped; a terminal that is closed
MOMENT = 0.001  # seconds after which a stop that got lost is raised again


class StoppedError(KeyboardInterrupt):
    """A signal ended the run; nothing but the end of the program may catch it, as with Ctrl-C."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.code = 128 + number  # as shells count


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise `StoppedError` at the first of `SIGNALS`, and ignore a second. One that is ignored stays so (nohup).

    No stop gets lost, Ctrl-C neither.
    """
    if threading.current_thread() is not threading.main_thread():  # only there may handlers be set
        yield
        return
    with _raising(), _raising_again():
        yield


@contextmanager
def _raising() -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        for each in before:
            signal.signal(each, signal.SIG_IGN)
        raise StoppedError(number)

    before = {number: handler for number in SIGNALS if (handler := signal.getsignal(number)) is signal.SIG_DFL}
    for number in before:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _raising_again() -> Iterator[None]:
    """Python prints and forgets what is raised where nobody can catch it, as in a finalizer: raise that once more.

    A preview went on for ever after a Ctrl-C that came while a generator was being closed.
    """
    lost: list[BaseException] = []

    def note(found: Any) -> None:
        if not isinstance(found.exc_value, KeyboardInterrupt):
            hook_before(found)
            return
        lost.append(found.exc_value)
        signal.setitimer(signal.ITIMER_REAL, MOMENT)

    def again(number: int, frame: FrameType | None) -> None:
        raise lost.pop()

    hook_before, sys.unraisablehook = sys.unraisablehook, note
    handler_before = signal.signal(signal.SIGALRM, again)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler_before)
        sys.unraisablehook = hook_before

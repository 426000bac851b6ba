"""How a run is stopped: SIGTERM and SIGHUP let it tidy up and end, as Ctrl-C does."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGTERM, signal.SIGHUP)  # a container or service that is stopped; a terminal that is closed


class StoppedError(KeyboardInterrupt):
    """A signal ended the run; nothing but the end of the program may catch it, as with Ctrl-C."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.code = 128 + number  # as shells count


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise `StoppedError` at the first of `SIGNALS`, and ignore a second. One that is ignored stays so (nohup)."""

    def stop(number: int, frame: FrameType | None) -> None:
        for each in before:
            signal.signal(each, signal.SIG_IGN)
        raise StoppedError(number)

    before = {number: signal.getsignal(number) for number in SIGNALS} if _is_main() else {}
    before = {number: handler for number, handler in before.items() if handler is signal.SIG_DFL}
    for number in before:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _is_main() -> bool:
    return threading.current_thread() is threading.main_thread()  # only there may handlers be set

"""Progress: how far a check of external addresses has come, on a terminal or in a log."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

LOG_LINES = 10  # in a log, such as a CI job's, so many lines and no more
_WIDTH = 79  # a longer line would wrap, and \r could not write over it


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One more address is done."""

    done: int
    total: int
    busy: int  # hosts being asked at this moment
    host: str  # of the address that is done

    def __str__(self) -> str:
        hosts = f"{self.busy} host{'' if self.busy == 1 else 's'} busy"
        return f"{self.done}/{self.total} addresses · {hosts} · {self.host}"


def shown_on(stream: TextIO) -> Callable[[Progress], None]:
    """What shows progress on `stream`: a line that changes on a terminal, else at most ten lines."""
    return _on_terminal(stream) if stream.isatty() else _in_log(stream)


def _on_terminal(stream: TextIO) -> Callable[[Progress], None]:
    def show(progress: Progress) -> None:
        end = "\n" if progress.done == progress.total else ""
        stream.write(f"\r{str(progress)[:_WIDTH]:<{_WIDTH}}{end}")
        stream.flush()

    return show


def _in_log(stream: TextIO) -> Callable[[Progress], None]:
    def show(progress: Progress) -> None:
        tenth = progress.done * LOG_LINES // progress.total
        if tenth > (progress.done - 1) * LOG_LINES // progress.total:
            print(progress, file=stream, flush=True)

    return show

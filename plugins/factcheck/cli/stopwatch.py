"""The stopwatch: how long each stage of a run took. The only clock of the work that it is told of."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from factcheck.cli.display import Display, Lap, display_for
from factcheck.core.stages import Stage, Stages
from factcheck.site.stopping import stoppable

Clock = Callable[[], float]


class Stopwatch(Stages):
    """Measures stages, and lets a display show them. A stage that comes again goes on where it was."""

    def __init__(self, display: Display, clock: Clock = time.monotonic) -> None:
        self._display, self._clock = display, clock
        self._began = self._turned = clock()
        self._stage: Stage | None = None
        self._laps: dict[Stage, Lap] = {}
        self.reason = ""  # why everything is made anew; empty where it is not

    @property
    def elapsed(self) -> float:
        """Seconds since the beginning."""
        return self._clock() - self._began

    @property
    def laps(self) -> tuple[Lap, ...]:
        """The stages that there were, in the order in which they first came."""
        return tuple(self._laps.values())

    def at(self, stage: Stage, done: int = 0, total: int = 0, anew: int | None = None) -> None:
        """Note where the work is."""
        if stage is not self._stage:
            self._turn(stage)
        lap = self._laps.get(stage, Lap(stage))
        self._laps[stage] = lap._replace(done=done, total=total, anew=done if anew is None else anew)
        self._display.show(self._laps[stage], self.elapsed)

    def over(self) -> None:
        """End the stage that the work is at."""
        self._turn(None)

    def because(self, reason: str) -> None:
        """Note why everything is made anew."""
        self.reason = reason

    def _turn(self, stage: Stage | None) -> None:
        now = self._clock()
        if self._stage is not None:
            lap = self._laps[self._stage]
            own = now - self._turned
            self._laps[self._stage] = lap._replace(seconds=lap.seconds + own)
            self._display.ended(lap._replace(seconds=own), now - self._began)
        self._stage, self._turned = stage, now


@contextmanager
def watched(*, is_shown: bool = True) -> Iterator[Stopwatch]:
    """Show on standard error how far the work is, unless that is not wanted; however it ends, the screen is clean."""
    display = display_for(sys.stderr, os.environ, time.monotonic) if is_shown else Display()
    watch = Stopwatch(display)
    with stoppable():
        try:
            yield watch
            watch.over()
        finally:
            display.close()

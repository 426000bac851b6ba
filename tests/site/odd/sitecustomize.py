"""Makes a Python odd in the ways that ODD_… asks for: Python imports this module by itself where it is on the path.

ODD_ORDER: folders are listed in an order that this number shuffles. ODD_CLOCK: the time, in seconds since 1970.
ODD_STEP: how many seconds pass, forwards or backwards, each time that somebody looks at that clock.
ODD_CORES: how many of the machine's cores may be used.
"""

import datetime
import itertools
import os
import random
import time
from collections.abc import Callable, Iterator
from typing import Any


class Shuffled:
    """What os.scandir gives, in another order."""

    def __init__(self, entries: list[Any]) -> None:
        self._entries = iter(entries)

    def __enter__(self) -> "Shuffled":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[Any]:
        return self._entries

    def __next__(self) -> Any:
        return next(self._entries)

    def close(self) -> None:
        """Nothing is open any more."""


def shuffle(seed: str) -> None:
    chance = random.Random(seed)
    listdir, scandir = os.listdir, os.scandir

    def listed(path: Any = ".") -> list[Any]:
        names = listdir(path)
        chance.shuffle(names)
        return names

    def scanned(path: Any = ".") -> Shuffled:
        with scandir(path) as found:
            entries = list(found)
        chance.shuffle(entries)
        return Shuffled(entries)

    os.listdir, os.scandir = listed, scanned  # type: ignore[assignment]


def clock(start: float, step: float) -> Callable[[], float]:
    """A clock that goes on only where somebody looks at it."""
    looks = itertools.count()
    return lambda: start + step * next(looks)


def of(now: Callable[[], float], function: Callable[..., Any], place: int = 0) -> Callable[..., Any]:
    """A function of `time` that takes the time of the clock where it is given none."""

    def changed(*values: Any) -> Any:
        given = list(values)
        if len(given) <= place or given[place] is None:
            given[place:] = [now() if function.__name__ != "strftime" else time.localtime(now())]
        return function(*given)

    return changed


class Kind(type):
    """The kind of a class that takes the place of another: what is of the other is of it."""

    taken: type

    def __instancecheck__(cls, value: object) -> bool:
        return isinstance(value, cls.taken)


def set_clock(now: Callable[[], float]) -> None:
    real, real_date = datetime.datetime, datetime.date

    class Datetime(real, metaclass=Kind):
        taken = real

        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return cls.fromtimestamp(now(), tz)

        @classmethod
        def today(cls) -> Any:
            return cls.fromtimestamp(now())

        @classmethod
        def utcnow(cls) -> Any:
            return cls.fromtimestamp(now(), datetime.UTC).replace(tzinfo=None)

    class Date(real_date, metaclass=Kind):
        taken = real_date

        @classmethod
        def today(cls) -> Any:
            return cls.fromtimestamp(now())

    for name in ("localtime", "gmtime", "ctime"):
        setattr(time, name, of(now, getattr(time, name)))
    time.strftime = of(now, time.strftime, 1)
    time.time, time.time_ns = now, lambda: int(now() * 10**9)
    datetime.datetime, datetime.date = Datetime, Date  # type: ignore[misc]


if "ODD_ORDER" in os.environ:
    shuffle(os.environ["ODD_ORDER"])
if "ODD_CLOCK" in os.environ:
    set_clock(clock(float(os.environ["ODD_CLOCK"]), float(os.environ.get("ODD_STEP", "0"))))
if "ODD_CORES" in os.environ and hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: int(os.environ["ODD_CORES"])])

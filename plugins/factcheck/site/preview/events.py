"""What open pages are told: the state of the preview, as server-sent events (HTML, 9.2)."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Condition

from factcheck.publish import jsontext
from factcheck.publish.jsontext import Json

HEARTBEAT = 15.0  # seconds after which a page that has heard nothing is asked whether it is still there


@dataclass(frozen=True, kw_only=True)
class State:
    """What a page needs to know."""

    site: str  # another one after each build that was swapped in: a page made from another reloads
    report: int = 0  # how many builds have ended, good or bad
    is_building: bool = True
    is_built: bool = True  # whether the last build that ended was swapped in
    problems: Sequence[Mapping[str, Json]] = ()

    def line(self) -> str:
        """The state as one line of JSON."""
        return jsontext.line(
            {
                "site": self.site,
                "report": self.report,
                "building": self.is_building,
                "built": self.is_built,
                "problems": self.problems,
            }
        ).rstrip("\n")


@dataclass
class Events:
    """The present state, and those who wait for the next. Safe to use from several threads."""

    # Another one each time the preview starts: a page that outlived an old one is from an unknown build.
    _session: str = field(default_factory=lambda: secrets.token_hex(4))
    _condition: Condition = field(default_factory=Condition)
    _number: int = 1  # of the state
    _is_closed: bool = False

    def __post_init__(self) -> None:
        self._state = State(site=f"{self._session}-0")

    @property
    def state(self) -> State:
        """The present state."""
        return self._state

    def begin(self) -> None:
        """Tell that a build has begun."""
        self._tell(replace(self._state, is_building=True))

    def end(self, problems: Sequence[Mapping[str, Json]], *, is_built: bool, is_other: bool | None = None) -> None:
        """Tell how a build ended, and whether pages are to be loaded again: as a rule, if the site was built."""
        report = self._state.report + 1
        site = f"{self._session}-{report}" if (is_built if is_other is None else is_other) else self._state.site
        self._tell(State(site=site, report=report, is_building=False, is_built=is_built, problems=problems))

    def close(self) -> None:
        """Send everybody away."""
        with self._condition:
            self._is_closed = True
            self._condition.notify_all()

    def stream(self, heartbeat: float = HEARTBEAT) -> Iterator[bytes]:
        """The state now and each one that follows, until the preview ends; a comment where nothing happens."""
        yield b"retry: 1000\n\n"
        seen = 0
        while True:
            with self._condition:
                self._condition.wait_for(partial(self._has_news, seen), heartbeat)
                if self._is_closed:
                    return
                told = b": still here\n\n" if self._number == seen else _event(self._state)
                seen = self._number
            yield told

    def _has_news(self, seen: int) -> bool:
        return self._is_closed or self._number != seen

    def _tell(self, state: State) -> None:
        with self._condition:
            self._state = state
            self._number += 1
            self._condition.notify_all()


def _event(state: State) -> bytes:
    """JSON of one line has no line end in it, so it cannot end the event."""
    return f"event: state\ndata: {state.line()}\n\n".encode()

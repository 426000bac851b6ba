"""What a target of the fuzzer is: a property of all bytes, and the pieces from which likely bytes are made."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hypothesis import strategies as st

SEEDS = Path(__file__).parent / "seeds"


class WrongError(AssertionError):
    """A rule does not hold. Rule and details are kept apart, so that one rule is reported once."""

    def __init__(self, rule: str, *details: object) -> None:
        super().__init__(rule, *details)
        self.rule = rule


def must(holds: object, rule: str, *details: object) -> None:
    """Raise where a rule does not hold."""
    if not holds:
        raise WrongError(rule, *details)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Processor time, so that a busy machine is no crash."""
    started = time.process_time()
    yield
    taken = time.process_time() - started
    must(taken <= seconds, f"takes at most {seconds:g} s", f"{taken:.2f} s")


@dataclass(frozen=True, slots=True)
class Target:
    """A property."""

    name: str
    check: Callable[[str], None]
    pieces: tuple[str, ...]  # what its language is made of
    most: int = 2000  # characters of one input

    def run(self, data: bytes) -> None:
        """Check any bytes; what is no UTF-8 is read with U+FFFD, as a browser does."""
        self.check(data.decode("utf-8", "replace")[: self.most])

    def strategy(self) -> st.SearchStrategy[str]:
        """Pieces, seeds with pieces put into them, and any characters."""
        piece = st.one_of(st.sampled_from(self.pieces), st.sampled_from(self.pieces), st.text(max_size=3))
        made = st.lists(piece, max_size=24).map("".join)
        cut = st.tuples(st.sampled_from(self.seeds()), st.floats(0, 1), st.integers(0, 12), made)
        return st.one_of(made, cut.map(_spliced))

    def seeds(self) -> list[str]:
        """The inputs to begin with."""
        return [path.read_bytes().decode() for path in sorted((SEEDS / self.name).glob("*.txt"))]


def _spliced(drawn: tuple[str, float, int, str]) -> str:
    """A seed with some of its characters replaced."""
    seed, where, size, made = drawn
    at = int(where * len(seed))
    return seed[:at] + made + seed[at + size :]

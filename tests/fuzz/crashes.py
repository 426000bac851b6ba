"""What went wrong: one input, the shortest, for each rule that does not hold and each place that raises."""

import traceback
from collections.abc import Iterator

from fuzz.target import Target, WrongError


class Crashes:
    """Runs a target, counts, and keeps what fails."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.runs = 0
        self._found: dict[str, bytes] = {}

    def run(self, data: bytes) -> str:
        """Run the target: the kind of its failure, or nothing."""
        self.runs += 1
        try:
            self.target.run(data)
        except Exception as error:  # whatever it is: that is what is looked for
            return self._keep(kind(error), data)
        return ""

    def _keep(self, name: str, data: bytes) -> str:
        if name not in self._found or len(data) < len(self._found[name]):
            self._found[name] = data
        return name

    def knows(self, name: str) -> bool:
        """Whether there is an input for that kind of failure."""
        return name in self._found

    def rows(self) -> Iterator[str]:
        """Rows for the table of what was found, ready to be put into it."""
        for name, data in sorted(self._found.items()):
            yield f"    Found({name!r}, {self.target.name!r}, {data!r}),"


def kind(error: BaseException) -> str:
    """What failed: the rule, or the type of the error and the function that raised it."""
    if isinstance(error, WrongError):
        return error.rule
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {frame.name}"

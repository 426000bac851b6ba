"""The channel between a preview and the process that builds for it: a line of JSON for each thing that is said."""

import json
import socket
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from select import select
from typing import Any

IDLE = 1.0  # seconds after which a process that was not asked writes down what it knows


class Channel:
    """The end of the process that builds."""

    def __init__(self, number: int) -> None:
        self._socket = socket.socket(fileno=number)

    def asked(self, idle: Callable[[], None]) -> Iterator[tuple[Path, Sequence[str]]]:
        """What is asked for: a build that hands over in a folder, and another; with the files that have changed.

        `idle` is called when there is time.
        """
        lines = self._socket.makefile(encoding="utf-8")
        while True:
            if not select([self._socket], [], [], IDLE)[0]:
                idle()
            line = lines.readline()
            if not line:
                return
            asked = json.loads(line)
            yield Path(asked["folder"]), asked["changed"]

    def tell(self, **said: object) -> None:
        """Say something."""
        self._socket.sendall(line(said))


def line(said: Any) -> bytes:
    """A line of JSON."""
    return json.dumps(said).encode() + b"\n"

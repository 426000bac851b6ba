"""The process that builds, as the preview sees it: it is asked through a channel, and what it prints is echoed."""

import codecs
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from re import compile as pattern
from select import select
from typing import Any

from factcheck.site.preview.channel import line

PATIENCE = 3.0  # seconds that a process has to tidy up
MOST_KEPT = 200  # lines of output, for the case of a crash
_COLOURS = pattern("\033\\[[0-9;]*m")
_CHUNK = 1 << 16


class Process:
    """A process that builds the site of `root` into `output` when it is asked."""

    def __init__(self, root: Path, output: Path) -> None:
        self._channel, theirs = socket.socketpair()
        command = [sys.executable, "-m", "factcheck", "build", "--site", str(root), "--output", str(output)]
        self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell
            [*command, "--channel", str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=_environment(os.environ),
            pass_fds=[theirs.fileno()],
            # Ctrl-C reaches everything in the terminal's group: a build would print its traceback into our last words.
            start_new_session=True,
        )
        theirs.close()
        assert self._process.stdout is not None
        self._printed = self._process.stdout.fileno()
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._begun = ""  # a line that has no end yet
        self._lines: list[str] = []

    @property
    def has_ended(self) -> bool:
        """Whether it is gone."""
        return self._process.poll() is not None

    @property
    def said(self) -> str:
        """The last lines that it has printed since it was asked."""
        return "".join(self._lines)

    def asked(self, folder: Path, changed: Sequence[str]) -> Iterator[Mapping[str, Any]]:
        """Ask for a build: what the process says until it is gone. Whoever has heard enough may stop listening."""
        self._lines, received = [], b""
        with suppress(BrokenPipeError):
            self._channel.sendall(line({"folder": str(folder), "changed": changed}))
        while raw := self._heard():
            *whole, received = (received + raw).split(b"\n")
            yield from map(json.loads, whole)
        self._print(self._begun)

    def _heard(self) -> bytes:
        """What comes through the channel next, after all that was printed before; nothing where the process is gone."""
        prints = True
        while True:
            ready = select([self._channel.fileno(), *([self._printed] if prints else [])], [], [])[0]
            raw = self._received() if self._channel.fileno() in ready else None
            while prints and select([self._printed], [], [], 0)[0]:
                prints = self._echo()
            if raw is not None:
                return raw

    def _received(self) -> bytes:
        try:
            return self._channel.recv(_CHUNK)
        except ConnectionError:
            return b""

    def _echo(self) -> bool:
        """Print what the process prints; False where that has ended."""
        raw = os.read(self._printed, _CHUNK)
        *lines, self._begun = (self._begun + self._decoder.decode(raw, not raw)).split("\n")
        for text in lines:
            self._print(f"{text}\n")
        return bool(raw)

    def _print(self, text: str) -> None:
        if text:
            print(text, end="", flush=True)
            self._lines = [*self._lines[1 - MOST_KEPT :], _COLOURS.sub("", text)]

    def end(self) -> int:
        """Ask it for nothing more; its exit code once it has written down what it knows."""
        self._channel.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.communicate(timeout=PATIENCE)
            return self._process.returncode
        return self.interrupt()

    def interrupt(self) -> int:
        """Interrupt it with all that it has started; end it where it does not end. Its exit code."""
        for sent in (signal.SIGINT, signal.SIGKILL):
            if self.has_ended:  # its number may be that of another one by now
                break
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, sent)
            with suppress(subprocess.TimeoutExpired):
                self._process.communicate(timeout=PATIENCE)
                break
        self._channel.close()
        return self._process.returncode


def _environment(ours: Mapping[str, str]) -> dict[str, str]:
    """Its output comes line by line and in UTF-8, in colours where ours is on a terminal."""
    asked = {"PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8:backslashreplace"}
    return {**ours, **asked, **({"FORCE_COLOR": "1"} if sys.stdout.isatty() and "NO_COLOR" not in ours else {})}

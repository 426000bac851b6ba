"""Pagefind's service: a program that is asked, one question after the other, and answers."""

import base64
import errno
import json
import os
import subprocess
from types import TracebackType
from typing import Any, Self

from pagefind_bin import get_executable  # type: ignore[import-untyped]

_SCARCE = (errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN)  # the system has no more: the package is sound


class SearchError(Exception):
    """Pagefind cannot be run, refuses a page, or writes what this version of it did not."""


class Pagefind:
    """Pagefind's service: one question, one answer, each JSON in base64 with a comma behind it.

    Where the system has no more files, memory or processes for it, that `OSError` is raised as it is.
    """

    def __enter__(self) -> Self:
        try:
            program = get_executable()
            # No environment and always the same folder: Pagefind's command takes options from either.
            self._process = subprocess.Popen(  # noqa: S603 - the program of a locked package, no shell
                [program, "--service"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={},
                cwd=program.parent,
            )
        except OSError as error:
            if error.errno in _SCARCE:
                raise
            raise SearchError(f"Pagefind must run, but: {error}; install the package pagefind-bin anew") from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.communicate()

    def ask(self, question: str, **values: object) -> dict[str, Any]:
        """The answer to a question; `SearchError` where it is a refusal or there is none."""
        message = json.dumps({"message_id": 1, "payload": {"type": question, **values}})
        try:
            answer: dict[str, Any] = json.loads(self._exchange(base64.b64encode(message.encode()) + b","))["payload"]
        except (ValueError, OSError) as error:
            found = f"Pagefind must answer, but it ended or said something else ({error})"
            raise SearchError(f"{found}; install the package pagefind-bin anew") from error
        if answer["type"] == "Error":
            raise SearchError(f"Pagefind must index “{values.get('url', question)}”, but says: {answer['message']}")
        return answer

    def _exchange(self, message: bytes) -> bytes:
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(message)
        stdin.flush()
        received = bytearray()  # an answer can be 40 MB: bytes would be copied 64 kB after 64 kB
        while not received.endswith(b","):
            if not (part := os.read(stdout.fileno(), 1 << 16)):
                raise BrokenPipeError("no more output")
            received += part
        return base64.b64decode(received[:-1])

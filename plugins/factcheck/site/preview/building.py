"""The builds, in a process of their own: a crash of it is told like a problem, a change of the program starts another.

The process stays from build to build (`process.py`), so that it need not read again what it knows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from factcheck.site.preview import handover
from factcheck.site.preview.handover import Handover
from factcheck.site.preview.process import Process

BUILT, BUSY = 0, 75  # exit codes of `factcheck build`; 1 means problems
SUPERSEDED = 256  # no exit code: what was being built was saved once more


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a build ended, and what it said; `handed` is None where it ended without a report."""

    code: int
    output: str
    handed: Handover | None


class Watch:
    """What is told of a build before all is done."""

    def seen(self, page: str) -> None:
        """The file of one page is as it will be, and no other is yet."""

    def shown(self, handed: Handover, is_other: bool) -> None:
        """All pages can be seen; whether some are others than was said before."""


class Builder:
    """Builds the site of `root` into `output`. It is to be closed."""

    def __init__(self, root: Path, output: Path) -> None:
        self._root, self._output = root, output
        self._process: Process | None = None

    def build(self, folder: Path, changed: Sequence[str] = (), watch: Watch | None = None) -> Ended:
        """Build once; what only the preview shows goes into `folder`. `changed` are the files that have, if known.

        What the build prints is printed here as it comes. On `KeyboardInterrupt` the build is ended first.
        """
        try:
            ended = None
            while ended is None:
                ended = self._asked(folder, changed, watch or Watch())
            return ended
        except KeyboardInterrupt:
            self._interrupt()
            raise

    def _asked(self, folder: Path, changed: Sequence[str], watch: Watch) -> Ended | None:
        """Ask the process for a build; None where another one is to be asked.

        That of the last build may have ended without being noticed yet: then it says nothing.
        """
        stayed, process = self._process, self._ready()
        has_said = False
        for said in process.asked(folder, changed):
            has_said = True
            if "seen" in said:
                watch.seen(said["seen"])
            if "shown" in said and (handed := handover.read(folder)):
                watch.shown(handed, said["shown"])
            if said.get("leaves"):
                self.close()
            if "code" in said:
                return Ended(code=said["code"], output=process.said, handed=handover.read(folder))
            if self._process is None:
                return None
        self._process = None
        code = process.end()
        if process is stayed and not has_said and not process.said:
            _tell_ended(code)
            return None
        return Ended(code=code, output=process.said, handed=None)

    def _ready(self) -> Process:
        """The process of the last build, if it lives."""
        if self._process and self._process.has_ended:
            _tell_ended(self._process.end())
            self._process = None
        self._process = self._process or Process(self._root, self._output)
        return self._process

    def close(self) -> None:
        """Let the process write down what it knows, and end."""
        process, self._process = self._process, None
        if process:
            process.end()

    def _interrupt(self) -> None:
        process, self._process = self._process, None
        if process:
            process.interrupt()


def _tell_ended(code: int) -> None:
    print(f"The process that builds has ended (exit code {code}): another is started.", flush=True)

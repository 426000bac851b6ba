"""The builds, in a process of their own: a crash of it is told like a problem, a change of the program starts another.

The process stays from build to build (`process.py`), so that it need not read again what it knows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from factcheck.site.preview import handover
from factcheck.site.preview.handover import Handover
from factcheck.site.preview.process import Process

BUILT, BUSY = 0, 75  # exit codes of `factcheck build`; 1 means problems


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a build ended, and what it said; `handed` is None where it ended without a report."""

    code: int
    output: str
    handed: Handover | None


class Builder:
    """Builds the site of `root` into `output`. It is to be closed."""

    def __init__(self, root: Path, output: Path) -> None:
        self._root, self._output = root, output
        self._process: Process | None = None

    def build(self, folder: Path, shown: Callable[[Handover], None] = lambda handed: None) -> Ended:
        """Build once; what only the preview shows goes into `folder`.

        `shown` is called when the pages can be seen, if that is before all is done. What the build prints is printed
        here as it comes. On `KeyboardInterrupt` the build is ended first.
        """
        try:
            ended = None
            while ended is None:
                ended = self._asked(folder, shown)
            return ended
        except KeyboardInterrupt:
            self._interrupt()
            raise

    def _asked(self, folder: Path, shown: Callable[[Handover], None]) -> Ended | None:
        """Ask the process for a build; None where it says that another one is to be asked."""
        process = self._ready()
        for said in process.asked(folder):
            if "shown" in said and (handed := handover.read(folder)):
                shown(handed)
            if said.get("leaves"):
                self.close()
            if "code" in said:
                return Ended(code=said["code"], output=process.said, handed=handover.read(folder))
            if self._process is None:
                return None
        self._process = None
        return Ended(code=process.end(), output=process.said, handed=None)

    def _ready(self) -> Process:
        """The process of the last build, if it lives."""
        if self._process and self._process.has_ended:
            code = self._process.end()
            print(f"The process that builds has ended (exit code {code}): another is started.", flush=True)
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
